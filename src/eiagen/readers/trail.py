"""Gives every block its place: the trail of headings above it, its number, and where in which table it is."""

from __future__ import annotations

from functools import partial

from eiagen.document import Passage
from eiagen.place import Place
from eiagen.readers.content import Block, Cell, Paragraph, Table

_HEADER_LENGTH = 200
"""A cell longer than this heads nothing: it is text laid out by means of a table. It is cut here."""


_Cell = tuple[int | None, int | None, int | None, str, str]
"""Table, row and cell, header of the row and of the column, in the order that Place has them."""

_place, _passage = partial(tuple.__new__, Place), partial(tuple.__new__, Passage)
"""Made of all their parts, in a third of the time."""

_BODY: _Cell = (None, None, None, "", "")


def passages(blocks: list[Block]) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The passages of the blocks in reading order, and apart from them the comments."""
    trail = _Trail()
    trail.walk(blocks, _BODY)
    return tuple(trail.passages), tuple(trail.comments)


class _Trail:
    """Where the walk has got to."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.comments: list[Passage] = []
        self.headings: list[tuple[int, str]] = []
        self.names: tuple[str, ...] = ()
        self.tables = 0

    def walk(self, blocks: list[Block], cell: _Cell) -> None:
        """Add the blocks of the body or of one cell, whose place `cell` is."""
        for block in blocks:
            if isinstance(block, Table):
                self.tables += 1
                self.table(block, self.tables)
            elif block.text:
                self.paragraph(block, cell)

    def paragraph(self, block: Paragraph, cell: _Cell) -> None:
        kind, number = block.kind, len(self.passages) + 1
        if kind == "heading":
            while self.headings and self.headings[-1][0] >= block.level:
                self.headings.pop()
            self.names = tuple([name for _, name in self.headings])
        elif cell is not _BODY and kind in ("paragraph", "item"):
            kind = "cell"
        if block.is_comment:
            number = max(number - 1, 1)  # a comment bears the number of the passage it is about
        place = _place((block.line, None, block.page, number, self.names, *cell, block.note))
        passage = _passage((block.text, place, kind, block.level))
        if block.is_comment:
            self.comments.append(passage)
            return
        self.passages.append(passage)
        if kind == "heading":
            self.headings.append((block.level, block.text))
            self.names = (*self.names, block.text)

    def table(self, table: Table, number: int) -> None:
        width = max((cell.column + cell.span for row in table.rows for cell in row), default=0)
        columns: dict[int, str] = {}
        row_header = ""
        for row_number, row in enumerate(table.rows, start=1):
            first = row[0] if row else None
            if first and not first.continues:
                row_header = _header(first)
            for cell_number, cell in enumerate(row, start=1):
                about = row_header if cell is not first else ""
                place = number, row_number, cell_number, about, columns.get(cell.column, "")
                self.walk(cell.blocks, place)
            # A row of one cell over the whole width is a title of what follows, and heads no column.
            if not (len(row) == 1 and width > 1):
                for cell in row:
                    if cell.column not in columns:
                        header = _header(cell)
                        # Never more than the row has: a span is a number in a file, and may be huge.
                        for column in range(cell.column, cell.column + min(cell.span, 64)):
                            columns.setdefault(column, header)


def _header(cell: Cell) -> str:
    text = cell.text
    return text if len(text) <= _HEADER_LENGTH else text[:_HEADER_LENGTH].rsplit(" ", 1)[0] + " …"
