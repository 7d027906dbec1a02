"""The tables of a body's own form: a characteristic a row, an item a row, or questions with their answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from eiagen.forms.collecting import DIRECTION, LOST_TABLE, OF_AN_EFFECT, Collecting
from eiagen.forms.effects import Effect, hear, put_effect, said_of
from eiagen.forms.filled import Row
from eiagen.forms.foreign_effects import is_about_effects, is_turned, read_columns, read_rows
from eiagen.forms.grids import Grid, GridCell, grids, in_pieces
from eiagen.forms.labels import Match, field_below, fields_for, plain_label
from eiagen.forms.questions import Pattern, questions
from eiagen.forms.wording import is_choice, is_prose, sort_of
from eiagen.place import dotted

_LABEL_WORDS = 16
"""More words than this in a first cell are no label."""
_TITLE_WORDS = 8
_OF_SOMETHING = frozenset(("date", "name", "role", "title", "status"))
_WHOSE: Pattern = ("impacts", "*", "characteristics")


def read_tables(doc: Collecting) -> None:
    """Each table as what it is: a row for each characteristic, a row for each item, or label and answer."""
    for grid in grids(doc.passages, blanks_are_missing=doc.format == "pdf"):
        doc.before = ()
        if doc.format == "pdf":
            grid = _whole_rows(doc, grid)
            if not grid.rows:
                continue
        if is_turned(doc, grid):
            read_columns(doc, grid)
        elif is_about_effects(doc, grid):
            read_rows(doc, grid)
        elif (columns := _columns_of_list(doc, grid)) is not None:
            _list_table(doc, grid, *columns)
        else:
            _label_table(doc, grid)
        doc.prune()


def _whole_rows(doc: Collecting, grid: Grid) -> Grid:
    """The rows that are rows; none of a table of which many are not."""
    broken = [row for row in grid.rows if in_pieces(row)]
    if len(broken) * 4 > len(grid.rows):
        broken = list(grid.rows)
    for row in broken:
        doc.leave((index for cell in row for index in cell.passages), LOST_TABLE)
    return Grid(tuple(row for row in grid.rows if row not in broken))


def _columns_of_list(doc: Collecting, grid: Grid) -> tuple[str, dict[int, Match], int] | None:
    """The list whose fields the columns name: its name, the field of each column, and the heading row."""
    for number, row in enumerate(grid.rows[:3]):
        if len(row) < 2 or len(grid.rows) <= number + 1:
            continue
        votes: dict[str, dict[int, Match]] = defaultdict(dict)
        for cell in row:
            for match in _every_match(doc, cell):
                # An effect is taken only where it is said on whom.
                if "*" in match.field and match.field[0] != "impacts":
                    votes[match.field[0]].setdefault(cell.column, match)
        best = max(votes, key=lambda name: len(votes[name]), default=None)
        if best is not None and len(votes[best]) >= 2 and len(votes[best]) * 2 >= len(row):
            return best, votes[best], number
    return None


def _every_match(doc: Collecting, cell: GridCell) -> Iterable[Match]:
    label = plain_label(cell.text)
    if (told := doc.mapping.says(label, cell.headings)) is not None:
        return [Match(told.field, "sure")] if told.field is not None else []
    here = field_below(label, cell.headings)
    return [*([Match(here, "sure")] if here else []), *fields_for(cell.text)]


def _list_table(doc: Collecting, grid: Grid, name: str, columns: dict[int, Match], header: int) -> None:
    """An item a row."""
    titles = {cell.column: cell.text for cell in grid.rows[header]}
    main = min(columns)
    for cell in grid.rows[header]:
        doc.seen_labels.add(plain_label(cell.text))
        doc.ask(cell.text, cell.place, columns.get(cell.column), None, cell.headings)
    doc.use(grid.rows[header])
    for row in grid.rows[header + 1 :]:
        if not any(cell.column in columns for cell in row):
            continue
        item = doc.new_row(name, row[0].place)
        taken: list[tuple[GridCell, Pattern, Match]] = []
        for cell in row:
            match = columns.get(cell.column)
            if match is None or not cell.text:
                continue
            field = match.field
            if not doc.put_under(item, field, cell.text, cell.place):
                field = _put_instead(doc, item, field, cell.text)
            if field:
                taken.append((cell, field, match))
            else:
                doc.leave(cell.passages, f"it is not understood as “{dotted(match.field)}”")
        # A row that does not say what it is about is no item: a post and no name signs nothing.
        if not any(cell.column == main for cell, *_ in taken) and len(taken) < 2:
            doc.drop_row(name)
            doc.leave(
                (index for cell, *_ in taken for index in cell.passages), "the rest of its row is blank"
            )
            continue
        for cell, field, match in taken:
            doc.taking(field, f"{cell.place}, {titles.get(cell.column, '')}", match.sure)
            doc.use([cell])


def _put_instead(doc: Collecting, item: Row, field: Pattern, text: str) -> Pattern:
    """A time that is no date goes where words are allowed: the field that it went to, if any."""
    other = (*field[:-1], "timing")
    if re.match(r"\d{1,2}[/.]\d|\d{4}-", text):
        return ()  # a date and something else: cells that ran together
    fits = field[-1] == "due" and other in questions().by_path and doc.put(item, other, text, "")
    return other if fits else ()


def _label_table(doc: Collecting, grid: Grid) -> None:
    """A question and its answer side by side, or one above the other; or a block for a characteristic."""
    effect = _block(doc, grid)
    skip = False
    for number, row in enumerate(grid.rows):
        cells = [cell for cell in row if cell.text]
        if skip or not cells:
            skip = False
            continue
        if len(cells) == 1:
            below = (
                [cell for cell in grid.rows[number + 1] if cell.text] if number + 1 < len(grid.rows) else []
            )
            skip = _above(doc, cells[0], below, effect, wide=len(below) > 1 and cells[0].column == 1)
            continue
        _beside(doc, cells, effect)
    if effect is not None:
        put_effect(doc, effect)


def _block(doc: Collecting, grid: Grid) -> Effect | None:
    """The characteristic that a whole table of labels is about: a row, or a heading above it, says so."""
    for row in grid.rows[:3]:
        named = row[-1] if len(row) == 2 else row[0]
        whose = doc.characteristic(named.text, loosely=True) if len(row) <= 2 else None
        is_label = len(row) == 1 or (
            (match := doc.match(row[0].text, frozenset({_WHOSE}), row[0].headings)) is not None
            and match.field == _WHOSE
        )
        if whose is not None and is_label and len(grid.rows) > 1:
            doc.ask(row[0].text, row[0].place, Match(_WHOSE, "sure"), None, row[0].headings)
            doc.ask(named.text, named.place, None, whose, named.headings)
            doc.use(row)
            return Effect(whose, f"{named.place}, {named.text.splitlines()[0]}")
    for cell in grid.rows[0][:1]:
        for heading in reversed(cell.headings):
            if (whose := doc.characteristic(heading, loosely=True)) is not None:
                return Effect(whose, cell.place)
    return None


def _above(
    doc: Collecting, label: GridCell, below: Sequence[GridCell], effect: Effect | None, wide: bool
) -> bool:
    """A question in a row of its own, with its answer in the next; whether that was so."""
    if any(index in doc.used for index in label.passages):
        return False
    match = _match(doc, label, effect)
    if wide and len(label.text.split()) <= _TITLE_WORDS and not is_prose(label.text):
        doc.ask(label.text, label.place, None, None, label.headings)
        doc.use([label])  # it is a title of the rows below
        return False
    if match is None or len(below) != 1 or _match(doc, below[0], effect) is not None:
        return False
    _answer(doc, label, match, [below[0]], effect)
    return True


def _beside(doc: Collecting, cells: Sequence[GridCell], effect: Effect | None) -> None:
    """Questions with their answers beside them, one or several in a row."""
    at = 0
    unknown = False
    while at + 1 < len(cells):
        label = cells[at]
        match = _match(doc, label, effect)
        if unknown and plain_label(label.text) in _OF_SOMETHING:
            match = None  # a date beside a question that is not known is the date of that
        whose = doc.characteristic(label.text, loosely=True) if match is None else None
        if match is None and whose is None:
            if at == 0 and len(label.text.split()) <= _LABEL_WORDS:
                doc.ask(label.text, label.place, None, None, label.headings)
            at, unknown, doc.before = at + 1, True, ()
            continue
        if match is not None and _is_label(doc, cells[at + 1]):
            at, unknown = at + 1, True  # two labels side by side: a row of headings with nothing below it
            continue
        after = _match(doc, cells[at + 2], effect) if at + 2 < len(cells) else None
        upto = at + 2 if after is not None else len(cells)
        if whose is not None:
            of_characteristic(doc, whose, label, cells[at + 1 : upto])
        elif match is not None and not any(index in doc.used for index in label.passages):
            _answer(doc, label, match, cells[at + 1 : upto], effect)
        at = upto


def _is_label(doc: Collecting, cell: GridCell) -> bool:
    """Whether what stands beside a label is one too."""
    match = doc.match(cell.text, None, cell.headings) if cell.text else None
    return match is not None and match.sure == "sure" and not is_choice(cell.text)


def _match(doc: Collecting, cell: GridCell, effect: Effect | None) -> Match | None:
    if effect is not None and (match := doc.match(cell.text, OF_AN_EFFECT, cell.headings)) is not None:
        return match
    return doc.match(cell.text, None, cell.headings)


def _answer(
    doc: Collecting, label: GridCell, match: Match, answers: Sequence[GridCell], effect: Effect | None
) -> None:
    guidance = [cell for cell in answers if sort_of(cell.text) == "guidance"]
    answers = [cell for cell in answers if cell not in guidance]
    indexes = [index for cell in answers for index in cell.passages]
    text = "\n".join(cell.text for cell in answers)
    if not answers:
        return
    if effect is not None and match.field in OF_AN_EFFECT:
        doc.ask(label.text, label.place, match, None, label.headings)
        hear(doc, effect, "", match, said_of(text, indexes, label.place, match.sure))
        doc.use([label])
    else:
        doc.labelled(label.text, text, label.place, match, indexes, label.passages, label.headings)


def of_characteristic(doc: Collecting, whose: str, label: GridCell, cells: Sequence[GridCell]) -> None:
    """A label that names a characteristic, with the effect on it beside it."""
    doc.ask(label.text, label.place, None, whose, label.headings)
    if doc.format == "pdf" and len(cells) > 1:
        return  # what its columns are about was lost
    effect = Effect(whose, f"{label.place}, {label.text.splitlines()[0]}")
    for cell in cells:
        hear(
            doc,
            effect,
            "",
            Match(DIRECTION, "likely"),
            said_of(cell.text, cell.passages, effect.place, "likely"),
        )
    put_effect(doc, effect)
    if any(index in doc.used for cell in cells for index in cell.passages):
        doc.use([label])
