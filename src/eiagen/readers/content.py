"""What the reader of one format finds in a file: blocks of text in reading order, not yet with a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from eiagen.document import PassageKind

# What a person doesn't see: soft hyphens, zero-width characters and marks of direction, controls and
# the characters that Unicode says are none. Word refuses some of them.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\uffff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)


_LIGATURE = re.compile("[\ufb00-\ufb06]")
"""Letters set as one sign, as in text that was copied out of a PDF: “oﬀered”."""


OBJECT = "\ufffc"
"""Stands in text where a picture or box does. Unicode counts it as printable."""


def fold(text: str) -> str:
    """The text as one line: white space folded, what isn't seen left out, every kind of hyphen "-"."""
    if not text.isascii():
        # Hyphens that print alike; PDFium's sign for one at the end of a line is the last.
        text = text.replace("\u2010", "-").replace("\u2011", "-").replace("\ufffe", "-")
        text = text.replace(OBJECT, "")
        text = _LIGATURE.sub(lambda found: normalize("NFKC", found[0]), text)
    if not text.isprintable():
        return " ".join(_UNSEEN.sub("", text).split())
    # Of all white space, only the plain space counts as printable.
    return " ".join(text.split()) if "  " in text else text.strip()


@dataclass(slots=True)
class Paragraph:
    """One paragraph, heading, list point or note."""

    text: str
    kind: PassageKind = "paragraph"
    level: int = 0
    page: int | None = None
    line: int | None = None
    note: str = ""
    is_comment: bool = False
    """Written about the text and no part of it: belongs to `Document.comments`."""


@dataclass(slots=True)
class Cell:
    """One cell: the column of the grid where it begins (from 0), and how many columns it covers."""

    blocks: list[Block]
    column: int
    span: int = 1
    continues: bool = False
    """The lower part of a cell that was merged downwards."""

    @property
    def text(self) -> str:
        """Everything in the cell, on one line."""
        if len(self.blocks) == 1 and isinstance(only := self.blocks[0], Paragraph):  # as in most cells
            return "" if only.is_comment else only.text
        return " ".join(block.text for block in leaves(self.blocks) if not block.is_comment)


@dataclass(slots=True)
class Table:
    """Rows of cells. Rows may have different numbers of cells."""

    rows: list[list[Cell]]


Block = Paragraph | Table


@dataclass
class Content:
    """All that one reader has to say about one file."""

    blocks: list[Block]
    title: str = ""
    pages: int | None = None
    language: str = ""
    warnings: list[str] = field(default_factory=list)


def leaves(blocks: list[Block]) -> Iterator[Paragraph]:
    """Every paragraph of the blocks, those in tables too, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from leaves(cell.blocks)
