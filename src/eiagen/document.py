"""Guidance as it was published: passages in reading order, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from eiagen.place import Place

PassageKind = Literal["heading", "paragraph", "item", "cell", "caption", "note", "contents"]
"""`item` is a point of a list; `contents` a line of a table of contents or an index."""


class Passage(NamedTuple):
    """One paragraph, heading, list point, table cell or note, with white space folded to single spaces.

    A tuple: a document has thousands, and a frozen dataclass takes four times as long to make.
    """

    text: str
    place: Place
    kind: PassageKind = "paragraph"
    level: int = 0
    """Heading level from 1, or depth of a list point from 1; 0 where neither applies."""


@dataclass(frozen=True)
class Document:
    """What a reader gives: the live text only. Tracked deletions are not in it; comments are kept apart."""

    path: str
    format: str
    """The suffix of the format that was found, whatever the file's name says: "pdf", "docx", "odt" …"""

    title: str
    passages: tuple[Passage, ...]
    sha256: str
    pages: int | None = None
    comments: tuple[Passage, ...] = ()
    language: str = ""
    """As the file states it: "en-GB". Empty where it doesn't."""

    warnings: tuple[str, ...] = ()
    """What a person should know before relying on the text: "pages 3 to 9 are pictures without text"."""

    @property
    def words(self) -> int:
        """How many words the passages hold."""
        return sum(len(passage.text.split()) for passage in self.passages)
