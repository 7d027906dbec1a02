"""Tables of a document as rows of cells, put together from its passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


def grids(passages: Sequence[Passage]) -> list[Grid]:
    """The tables of a document."""
    tables: dict[int, dict[int, dict[int, list[int]]]] = {}
    for index, one in enumerate(passages):
        place = one.place
        if place.table is None or place.row is None or place.cell is None:
            continue
        row = tables.setdefault(place.table, {}).setdefault(place.row, {})
        row.setdefault(place.cell, []).append(index)
    return [
        Grid(
            tuple(
                tuple(_cell(passages, number, indexes) for number, indexes in sorted(cells.items()))
                for _, cells in sorted(rows.items())
            )
        )
        for rows in tables.values()
    ]


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
