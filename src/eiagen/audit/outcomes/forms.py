"""What the tables of forms say together: a group is harmed in one cell, and another says what is done."""

from __future__ import annotations

from collections.abc import Sequence

from eiagen.audit.outcomes.knowledge import GENERAL, Knowledge
from eiagen.audit.outcomes.sight import signs_of
from eiagen.audit.outcomes.surroundings import Surroundings
from eiagen.audit.outcomes.units import Unit

_SAYS_NOTHING = frozenset(("answer", "verdict", "placeholder", "deferral", "vague"))
_FEWEST_WORDS = 3


def remedied(unit: Unit, knowledge: Knowledge, around: Surroundings) -> bool:
    """Whether a cell says what is done for people whom another cell of their row says are harmed.

    Their name stands before the row, or over a small table whose rows are the questions.
    """
    place = unit.passage.place
    if not place.table or unit.cap or len(unit.words) - 2 < _FEWEST_WORDS:
        return False
    if knowledge.acts(place.column_header):
        about, beside = knowledge.header(place.row_header)[0], around.row(unit)
    elif place.row_header and knowledge.acts(place.row_header):
        about, beside = unit.about, around.table(unit)
    else:
        return False
    people = any(knowledge.known[number].kind.affected for number in about)
    return people and not _says_nothing(unit, knowledge) and _harmed(beside, knowledge)


def _harmed(cells: Sequence[Unit], knowledge: Knowledge) -> bool:
    """Whether a cell says that there is harm, or is filled in under a header that does."""
    return any(
        knowledge.adverse(cell.text)
        or (knowledge.adverse(cell.passage.place.column_header) and not _denies(cell, knowledge))
        for cell in cells
    )


def _denies(cell: Unit, knowledge: Knowledge) -> bool:
    """Whether a cell under “Negative” says that it is not."""
    text = cell.text.strip().lower()
    return text in knowledge.unticked or (text not in knowledge.ticks and _says_nothing(cell, knowledge))


def _says_nothing(unit: Unit, knowledge: Knowledge) -> bool:
    owners = knowledge.signs.owners
    return any(
        number == GENERAL and role in _SAYS_NOTHING
        for phrase, _, _ in signs_of(unit, knowledge)
        for number, role in owners[phrase]
    )
