"""Something to put before people, whatever it is about, and the formats it can be written in.

An assessment, an audit, a comparison and a letter each come as one page of HTML; every format is a walk over
that page, so that all say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module

FORMATS: Mapping[str, str] = {
    ".docx": "eiagen.renderers.docx",
    ".odt": "eiagen.renderers.odt",
    ".pdf": "eiagen.renderers.pdf",
    ".html": "eiagen.renderers.html",
    ".md": "eiagen.renderers.markdown",
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
    attached: Mapping[str, bytes] = field(default_factory=dict)
    """Data that travel in a Word file unseen, for whoever reads it back: the schema's address and the XML."""


def written(paper: Paper, suffix: str) -> bytes:
    """The paper in the format of a suffix of `FORMATS`. The same paper gives the same bytes."""
    data: bytes = import_module(FORMATS[suffix]).write(paper)
    return data
