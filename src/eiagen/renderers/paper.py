"""Something to put before people, whatever it is about, and the formats it can be written in.

An assessment, an audit, a comparison and a letter each come as one page of HTML; every format is a walk over
that page, so that all say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module

FORMATS: Mapping[str, str] = {
    ".docx": "eiagen.renderers.docx",
    ".html": "eiagen.renderers.html",
    ".md": "eiagen.renderers.markdown",
    ".pdf": "eiagen.renderers.pdf",
}
"""Suffix and the module that writes it, imported when it is first wanted; each has `write(paper)`."""


@dataclass(frozen=True)
class Paper:
    """A page and what its file says of itself."""

    html: str
    title: str
    author: str
    created: date
    modified: date
    words: Mapping[str, str]
    """What takes the place of "[body]" and the like in headers and footers."""


def written(paper: Paper, suffix: str) -> bytes:
    """The paper in the format of a suffix of `FORMATS`. The same paper gives the same bytes."""
    data: bytes = import_module(FORMATS[suffix]).write(paper)
    return data
