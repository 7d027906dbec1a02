"""Tables of a body's own form with a row, a column or a block for each characteristic."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from eiagen.forms.collecting import CLAIM, FINDING, OF_AN_EFFECT, Collecting
from eiagen.forms.effects import ROW_FIELDS, Effect, hear, put_effect, said_of
from eiagen.forms.grids import Grid, GridCell
from eiagen.forms.labels import Match, answer_words, fields_for, plain_label
from eiagen.forms.ticks import only_boxes
from eiagen.forms.wording import is_neutral, is_prose

_KNOWS = re.compile(r"\b(?:evidence|data|know|information)\b", re.IGNORECASE)
_OF_A_ROW = OF_AN_EFFECT | ROW_FIELDS
_DIRECTIONS = ("impacts", "*", "direction")


def is_about_effects(doc: Collecting, grid: Grid) -> bool:
    """Whether a table has a row for each characteristic: two or more, or one below headings of an effect."""
    named = [row for row in grid.rows if _whose(doc, row) is not None]
    headed = any(_is_header(doc, row) for row in grid.rows[:3])
    # A block of labels and answers has a column for either, and names its characteristic as an answer.
    return len(named) >= 2 or (len(named) == 1 and headed and len(grid.rows) > 1)


def is_turned(doc: Collecting, grid: Grid) -> bool:
    """Whether a table has a column for each characteristic."""
    first = [cell for cell in grid.rows[0] if cell.column > 1] if grid.rows else []
    return len(first) >= 2 and all(doc.characteristic(cell.text, loosely=True) for cell in first)


def read_rows(doc: Collecting, grid: Grid) -> None:
    """A characteristic a row; what the columns are about is in the rows above."""
    headed = _whose(doc, grid.rows[0]) is None
    headers: dict[int, str] = {}

    def header_of(cell: GridCell) -> str:
        # A heading over several columns is told apart by the row below it.
        return headers.get(cell.column) or (cell.heading if headed else "")

    whose: str | None = None
    for row in grid.rows:
        named = _whose(doc, row)
        if named is None and (whose is None or _is_header(doc, row)):
            if len(row) > 1 or whose is None:
                if row[0].row > 1 or not headed:
                    headers |= {cell.column: cell.text for cell in row}
                _note_headers(doc, row)
            continue
        # A row below without a name goes on about the same characteristic.
        whose = named or (whose if not _first(row) else None)
        if whose is not None:
            _row(doc, row, whose, named is not None, header_of)


def _row(
    doc: Collecting,
    row: Sequence[GridCell],
    whose: str,
    named: bool,
    header_of: Callable[[GridCell], str],
) -> None:
    """One row; its name is used up only where something of it is taken."""
    label = _first(row) if named else ""
    answers = [cell for cell in row if cell.text != label]
    if not named:
        _read(doc, whose, row[0].place, answers, header_of)
        return
    place = f"{row[0].place}, {label.splitlines()[0]}"
    doc.ask(label, row[0].place, None, whose, row[0].headings)
    if _read(doc, whose, place, answers, header_of):
        doc.use(cell for cell in row if cell.text == label)
    elif not any(cell.text and not only_boxes(cell.text) for cell in answers):
        doc.use(row)
        doc.found.notes.append(f"{place}: nothing is written there")


def read_columns(doc: Collecting, grid: Grid) -> None:
    """A characteristic a column; what the rows are about is in their first cells."""
    labels = {row[0].row: row[0].text for row in grid.rows if row and row[0].column == 1}
    for head in grid.rows[0]:
        whose = doc.characteristic(head.text, loosely=True)
        if whose is None:
            continue
        doc.ask(head.text, head.place, None, whose, head.headings)
        cells = [cell for row in grid.rows[1:] for cell in row if cell.column == head.column]
        place = f"{head.place}, {head.text}"
        if _read(doc, whose, place, cells, lambda cell: labels.get(cell.row, "")):
            doc.use([head])
    for row in grid.rows[1:]:
        if any(index in doc.used for cell in row[1:] for index in cell.passages):
            doc.ask(
                row[0].text, row[0].place, _match(doc, row[0].text, row[0].headings), None, row[0].headings
            )
            doc.use(row[:1])


def _read(
    doc: Collecting, whose: str, place: str, cells: Sequence[GridCell], header_of: Callable[[GridCell], str]
) -> bool:
    """What one row or column says of a characteristic; whether anything of it was taken."""
    effect = Effect(whose, place)
    before = len(doc.found.taken)
    loose: list[GridCell] = []
    for cell in cells:
        header = header_of(cell)
        match = _match(doc, header, cell.headings)
        said = said_of(cell.text, cell.passages, place, match.sure if match else "likely")
        if not header:
            loose.append(cell)
        else:
            hear(doc, effect, header, match, said)
    # Beside a name alone a text is what was found.
    if len(loose) == 1 and not effect.words and is_prose(loose[0].text):
        hear(
            doc,
            effect,
            "",
            Match(FINDING, "likely"),
            said_of(loose[0].text, loose[0].passages, place, "likely"),
        )
    else:
        for cell in loose:
            doc.leave(cell.passages, "it is not told what this column is about")
    put_effect(doc, effect)
    return len(doc.found.taken) > before


def _match(doc: Collecting, header: str, headings: Sequence[str]) -> Match | None:
    match = doc.match(header, _OF_A_ROW, headings) if header else None
    if match is not None and match.field == CLAIM and match.sure != "sure" and not _KNOWS.search(header):
        return None  # a column of figures is evidence only where the form calls it that
    return match


def _is_direction(header: str) -> bool:
    return is_neutral(header) or plain_label(header) in answer_words(_DIRECTIONS)


def _first(row: Sequence[GridCell]) -> str:
    """The name in a row: its first cell, or the second behind a number."""
    if not row or row[0].column != 1:
        return ""
    if row[0].text.strip(".) ").isdecimal() and len(row) > 1 and row[1].column == 2:
        return row[1].text
    return row[0].text


def _whose(doc: Collecting, row: Sequence[GridCell]) -> str | None:
    name = _first(row)
    return doc.characteristic(name, loosely=True) if name else None


def _is_header(doc: Collecting, row: Sequence[GridCell]) -> bool:
    texts = [cell.text for cell in row]
    return (
        sum(_is_direction(text) or next(fields_for(text, _OF_A_ROW), None) is not None for text in texts) >= 2
    )


def _note_headers(doc: Collecting, row: Sequence[GridCell]) -> None:
    for cell in row:
        doc.ask(cell.text, cell.place, _match(doc, cell.text, cell.headings), None, cell.headings)
    doc.use(row)
