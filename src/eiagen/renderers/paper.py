"""Something to put before people, whatever it is about, and the formats it can be written in.

An assessment, an audit, a comparison and a letter each come as one page of HTML; every format is a walk over
that page, so that all say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from eiagen.carried.source import Kind, packed
from eiagen.model import in_words
from eiagen.renderers.drawing import Drawing

if TYPE_CHECKING:
    from eiagen.renderers.word_package import House

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
    """What takes the place of "[body]" and the like in headers and footers, and in a house's cover."""
    pictures: Mapping[str, Drawing] = field(default_factory=dict)
    """Those that figures of the page name with `data-picture`."""
    subject: str = "Equality impact assessment"
    """What it is, whatever it is called."""
    source: bytes | None = None
    """What the file carries of what it was made from; see `carrying`."""
    attached: Mapping[str, bytes] = field(default_factory=dict)
    """Data that travel in a Word file unseen, for whoever reads it back: the schema's address and the XML."""
    house: House | None = None
    """The body's own house template; eiagen's where there is none."""
    wording: Path | None = None
    """The folder of the body's own templates, if the page was made with them."""

    @property
    def all_words(self) -> Mapping[str, str]:
        """Everything that a placeholder can stand for."""
        return {"[title]": self.title, "[date]": in_words(self.created), **self.words}


def carrying(
    paper: Paper,
    kind: Kind,
    name: str,
    text: str,
    catalogue: Mapping[str, object],
    findings: Iterable[Mapping[str, object]] = (),
) -> Paper:
    """The paper with what it was made from inside: `text` is YAML or JSON, `name` that of a file of it."""
    around = paper.house.texts(paper.all_words) if paper.house else ()
    return replace(paper, source=packed(kind, name, text, paper.html, catalogue, findings, around))


def written(paper: Paper, suffix: str) -> bytes:
    """The paper in the format of a suffix of `FORMATS`. The same paper gives the same bytes."""
    from eiagen.renderers.environment import refusing

    with refusing(paper.wording, suffix):
        data: bytes = import_module(FORMATS[suffix]).write(paper)
        return data
