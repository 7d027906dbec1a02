"""Tables of a document as rows of cells, put together from its passages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eiagen.document import Passage


@dataclass(frozen=True)
class GridCell:
    """A cell: which in its row, its text, and the numbers of its passages."""

    column: int
    text: str
    passages: tuple[int, ...]
    place: str
    row: int
    heading: str = ""
    """What heads its column, by the first row of the table; of a merged one, all columns below it."""
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table, its rows in order; blank cells are not in them."""

    rows: tuple[tuple[GridCell, ...], ...]


_UNKNOWN = 1000
"""From this number on a column is not known."""


def grids(passages: Sequence[Passage], *, blanks_are_missing: bool = False) -> list[Grid]:
    """The tables of a document.

    A PDF has no blank cells: there `blanks_are_missing`, and what heads a cell tells its column.
    """
    tables: dict[int, dict[int, dict[int, list[int]]]] = {}
    for index, one in enumerate(passages):
        place = one.place
        if place.table is None or place.row is None or place.cell is None:
            continue
        row = tables.setdefault(place.table, {}).setdefault(place.row, {})
        row.setdefault(place.cell, []).append(index)
    found = [
        Grid(
            tuple(
                tuple(_cell(passages, number, indexes) for number, indexes in sorted(cells.items()))
                for _, cells in sorted(rows.items())
            )
        )
        for rows in tables.values()
    ]
    return [_by_headings(grid) for grid in found] if blanks_are_missing else found


def in_pieces(row: Sequence[GridCell]) -> bool:
    """Whether a row of a PDF is none: words of justified text that stand far apart, or cells cut through."""
    small = [cell for cell in row if re.match(r"[a-z(]\w|[&,;.)]|[-–] ?[a-z]", cell.text)]
    return len(small) >= 2 or (len(row) == 2 and len(small) == 1 and len(small[0].text.split()) <= 2)


def _by_headings(grid: Grid) -> Grid:
    heads = {cell.text.replace("\n", " ")[:60]: number for number, cell in enumerate(grid.rows[0], start=1)}
    if len(heads) < len(grid.rows[0]):
        return grid
    under = [Counter(cell.heading[:60] for cell in row) for row in grid.rows[1:]]
    most = {head: max((one[head] for one in under), default=0) for head in heads}
    rows = [grid.rows[0]]
    for row, counts in zip(grid.rows[1:], under, strict=True):
        seen: Counter[str] = Counter()
        cells = []
        for cell in row:
            head = cell.heading[:60]
            column = heads.get(head, cell.column if cell.column == 1 else _UNKNOWN + cell.column)
            if head in heads:
                # Under a heading over several columns, which of them is told only where all are there.
                column += 100 * seen[head] if counts[head] == most[head] else _UNKNOWN
                seen[head] += 1
            cells.append(replace(cell, column=column))
        rows.append(tuple(cells))
    return Grid(tuple(rows))


def _cell(passages: Sequence[Passage], number: int, indexes: list[int]) -> GridCell:
    first = passages[indexes[0]].place
    trail = [text if len(text) <= 60 else f"{text[:59]}…" for text in first.headings[-1:]]
    page = f", page {first.page}" if first.page is not None else ""
    return GridCell(
        number,
        "\n".join(passages[index].text for index in indexes).strip(),
        tuple(indexes),
        " › ".join((*trail, f"table {first.table}, row {first.row}{page}")),
        first.row or 0,
        first.column_header,
        first.headings,
    )
