"""The tables of a body's own form: a characteristic a row, an item a row, or questions with their answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from eiagen.forms.collecting import DIRECTION, FINDING, MEASURE, OF_AN_EFFECT, Collecting
from eiagen.forms.filled import Answers, Row
from eiagen.forms.grids import Grid, GridCell, grids
from eiagen.forms.labels import Match, answer_words, fields_for, plain_label
from eiagen.forms.questions import Pattern, questions
from eiagen.forms.ticks import chosen, has_boxes, is_tick, only_boxes
from eiagen.place import dotted

_LABEL_WORDS = 16
"""More words than this in a first cell are no label."""


def read_tables(doc: Collecting) -> None:
    """Each table as what it is: a row for each characteristic, a row for each item, or label and answer."""
    for grid in grids(doc.passages):
        rows = [row for row in grid.rows if any(cell.text for cell in row)]
        if len([row for row in rows if row and doc.characteristic(row[0].text)]) >= 2:
            _characteristics_table(doc, grid)
        elif (columns := _columns_of_list(doc, grid)) is not None:
            _list_table(doc, grid, *columns)
        else:
            _label_table(doc, grid)


def _characteristics_table(doc: Collecting, grid: Grid) -> None:
    """A characteristic a row; what the columns are about is in a row above."""
    headers: dict[int, str] = {}
    whose: str | None = None
    for row in grid.rows:
        if not row:
            continue
        named = doc.characteristic(row[0].text)
        if named is None and (whose is None or _is_header(doc, row)):
            if len(row) > 1:
                headers = {cell.column: cell.text for cell in row}
                doc.use(row)
            continue
        # A row below without a name goes on about the same characteristic.
        whose = named or (whose if not row[0].text else None)
        if whose is None:
            continue
        place = f"{row[0].place}, {row[0].text}" if row[0].text else row[0].place
        if named:
            doc.ask(row[0].text, row[0].place, None, named)
        impact = doc.new_row("impacts", place)
        _impact_row(doc, impact, whose, row[1:], headers, place)
        if impact.answers.values().keys() - {"characteristics"}:
            doc.use(row[:1])
        else:
            doc.drop_row("impacts")
            if not any(cell.text and not only_boxes(cell.text) for cell in row[1:]):
                doc.use(row)
                doc.found.notes.append(f"{place}: nothing is written there")


def _is_header(doc: Collecting, row: Sequence[GridCell]) -> bool:
    texts = [cell.text for cell in row]
    return sum(next(fields_for(text, OF_AN_EFFECT), None) is not None for text in texts) >= 2


def _impact_row(
    doc: Collecting, impact: Row, whose: str, cells: Sequence[GridCell], headers: dict[int, str], place: str
) -> None:
    """What one row says of the effect on a characteristic."""
    doc.put_in(impact, ("impacts", "*", "characteristics"), [whose])
    directions: list[str] = []
    words: list[str] = []
    for cell in cells:
        text, header = cell.text, headers.get(cell.column, "")
        if not text or only_boxes(text):
            doc.use([cell])
            continue
        match = doc.match(header, OF_AN_EFFECT) if header else None
        meant = answer_words(DIRECTION).get(plain_label(header)) if header else None
        if meant is not None and is_tick(text):
            directions.append(meant)
        elif meant is not None and len(text.split()) > 1 and not has_boxes(text):
            directions.append(meant)
            words.append(text)
        elif match is not None and match.field == DIRECTION:
            said = answer_words(DIRECTION).get(plain_label(chosen(text)))
            if said is None:
                words.append(text)
            else:
                directions.append(said)
        elif match is not None and match.field == MEASURE:
            measures = impact.answers.lists.setdefault("mitigation", [])
            measure = Row(f"+{len(measures)}", None, None, Answers({}), place)
            measures.append(measure)
            doc.put_in(measure, MEASURE, text)
            doc.taking(MEASURE, place, match.sure)
        elif match is not None and match.field != FINDING and doc.put(impact, match.field, text, place):
            doc.taking(match.field, place, match.sure)
        elif match is not None or not header or len(text.split()) > 4:
            words.append(text)
        elif is_tick(text):
            doc.why([cell], f"a tick under “{header}”, which is not known")
            continue
        else:
            words.append(f"{header}: {text}")
        doc.use([cell])
    said_of_it = set(directions)
    direction = "mixed" if {"positive", "negative"} <= said_of_it else next(iter(said_of_it), None)
    if len(said_of_it) == 1 or direction == "mixed":
        doc.put_in(impact, DIRECTION, direction)
        doc.taking(DIRECTION, place, "sure")
    elif said_of_it:
        doc.found.notes.append(
            f"{place}: {' and '.join(sorted(said_of_it))} are both ticked, so neither is taken"
        )
    if words:
        doc.put_in(impact, FINDING, "\n".join(words))
        doc.taking(FINDING, place, "sure" if len(words) == 1 else "likely")


def _columns_of_list(doc: Collecting, grid: Grid) -> tuple[str, dict[int, Match], int] | None:
    """The list whose fields the columns name: its name, the field of each column, and the heading row."""
    for number, row in enumerate(grid.rows[:3]):
        if len(row) < 2 or len(grid.rows) <= number + 1:
            continue
        votes: dict[str, dict[int, Match]] = defaultdict(dict)
        for cell in row:
            for match in _every_match(doc, cell.text):
                if len(match.field) == 3 and match.field[1] == "*":
                    votes[match.field[0]].setdefault(cell.column, match)
        best = max(votes, key=lambda name: len(votes[name]), default=None)
        if best is not None and len(votes[best]) >= 2 and len(votes[best]) * 2 >= len(row):
            return best, votes[best], number
    return None


def _every_match(doc: Collecting, text: str) -> Iterable[Match]:
    told = doc.mapping.fields.get(plain_label(text))
    return [Match(told, "sure")] if told is not None else list(fields_for(text))


def _list_table(doc: Collecting, grid: Grid, name: str, columns: dict[int, Match], header: int) -> None:
    """An item a row."""
    titles = {cell.column: cell.text for cell in grid.rows[header]}
    for row in grid.rows[: header + 1]:
        doc.use(row)
    for cell in grid.rows[header]:
        doc.seen_labels.add(plain_label(cell.text))
        doc.ask(cell.text, cell.place, columns.get(cell.column))
    for row in grid.rows[header + 1 :]:
        if not any(cell.text for cell in row):
            continue
        item = doc.new_row(name, row[0].place)
        for cell in row:
            match = columns.get(cell.column)
            if match is None or not cell.text:
                continue
            field = match.field
            if not doc.put(item, field, cell.text, cell.place):
                field = _put_instead(doc, item, field, cell.text)
            if field:
                doc.taking(field, f"{cell.place}, {titles.get(cell.column, '')}", match.sure)
                doc.use([cell])
            else:
                doc.why([cell], f"it is not understood as “{dotted(match.field)}”")
        if not item.answers.values():
            doc.drop_row(name)


def _put_instead(doc: Collecting, item: Row, field: Pattern, text: str) -> Pattern:
    """A time that is no date goes where words are allowed: the field that it went to, if any."""
    other = (*field[:-1], "timing")
    fits = field[-1] == "due" and other in questions().by_path and doc.put(item, other, text, "")
    return other if fits else ()


def _label_table(doc: Collecting, grid: Grid) -> None:
    """A question and its answer side by side, or one above the other."""
    rows = [row for row in grid.rows if any(cell.text for cell in row)]
    skip = False
    for number, row in enumerate(rows):
        if skip:
            skip = False
            continue
        cells = [cell for cell in row if cell.text]
        if len(cells) == 1 and len(row) >= 1:
            below = [cell for cell in rows[number + 1] if cell.text] if number + 1 < len(rows) else []
            match = doc.match(cells[0].text)
            if match is not None and len(below) == 1 and doc.match(below[0].text) is None:
                doc.labelled(cells[0].text, below[0].text, cells[0].place, match, (cells[0], below[0]))
                skip = True
            continue
        at = 0
        while at + 1 < len(cells):
            label = cells[at]
            match = doc.match(label.text)
            whose = doc.characteristic(label.text) if match is None else None
            if match is None and whose is None:
                if at == 0 and len(label.text.split()) <= _LABEL_WORDS:
                    doc.ask(label.text, label.place, None)
                at += 1
                continue
            after = doc.match(cells[at + 2].text) if at + 2 < len(cells) else None
            upto = at + 2 if after is not None else len(cells)
            text = "\n".join(cell.text for cell in cells[at + 1 : upto])
            if whose is not None:
                doc.of_characteristic(whose, label.text, text, label.place, cells[at:upto])
            elif match is not None:
                doc.labelled(label.text, text, label.place, match, cells[at:upto])
            at = upto
