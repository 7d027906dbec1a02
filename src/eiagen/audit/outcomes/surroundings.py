"""What stands around a unit: its neighbours, the other cells of its row, and what is spoken of there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.outcomes.matcher import Hit
from eiagen.audit.outcomes.units import Unit
from eiagen.document import Document
from eiagen.words import words

_OFTEN, _ONE_IN = 8, 600
"""A document speaks of a subject often if it does so that many times, and once in so many words."""
_MOST_CELLS = 24
"""A row with more units than this is a page laid out as a table."""


class Surroundings:
    """The units of a document, to look around in."""

    def __init__(self, document: Document, knowledge: Knowledge, units: Sequence[Unit]) -> None:
        self._knowledge = knowledge
        self._units = units
        self._rows: dict[tuple[int | None, int | None], list[Unit]] = defaultdict(list)
        self._spoken: dict[int, set[int]] = defaultdict(set)
        """The passages in which one of a list of context phrases stands."""
        self._texts: dict[str, frozenset[int]] = {}
        self._headed: dict[tuple[str, ...], frozenset[int]] = {}
        """Whose context phrases stand in headings."""
        self._held: dict[tuple[int, int], bool] = {}
        """Whether a list of context phrases holds for a passage."""
        counted: Counter[int] = Counter()
        total = 0
        for unit in units:
            text, place, kind, _ = unit.passage
            total += len(unit.words)
            if place.table:
                self._rows[place.table, place.row].append(unit)
            contexts = list(self._contexts(unit.hits)) if unit.hits else ()
            for context in contexts:
                self._spoken[context].add(unit.at)
                counted[context] += 1
            if kind == "heading" and unit.text == text:
                self._texts[text] = frozenset(contexts)  # most that is asked for later
        often = {number for number, times in counted.items() if times >= _OFTEN and times * _ONE_IN >= total}
        self._often = often | self._of_text(document.title)

    def beside(self, unit: Unit) -> list[Unit]:
        """The sentences before and after it."""
        near = self._units[max(0, unit.number - 1) : unit.number + 2]
        return [
            other for other in near if other is not unit and abs(other.at - unit.at) <= 1 and not other.cap
        ]

    def after(self, unit: Unit) -> Unit | None:
        """The next sentence of its passage, if there is one."""
        number = unit.number + 1
        if number == len(self._units):
            return None
        following = self._units[number]
        return following if following.at == unit.at and not following.cap else None

    def row(self, unit: Unit) -> list[Unit]:
        """What stands in the other cells of its row."""
        place = unit.passage.place
        cells = self._rows[place.table, place.row] if place.table else ()
        if len(cells) > _MOST_CELLS:
            return []
        return [other for other in cells if other is not unit and not other.cap]

    def table(self, unit: Unit) -> list[Unit]:
        """What stands in the other cells of its table, as far as it is a small one."""
        near = self._units[max(0, unit.number - _MOST_CELLS) : unit.number + _MOST_CELLS]
        table = unit.passage.place.table
        return [other for other in near if other.passage.place.table == table and other is not unit]

    def hold(self, context: int | None, unit: Unit) -> bool:
        """Whether one of a list of context phrases stands near, or the whole document is about it."""
        if context is None or context in self._often:
            return True
        key = context, unit.at
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = self._near(context, unit)
        return held

    def _near(self, context: int, unit: Unit) -> bool:
        """Whether it stands in the passages beside, in the row, or in what heads the unit."""
        spoken, place = self._spoken.get(context), unit.passage.place
        if spoken:
            if not spoken.isdisjoint((unit.at - 1, unit.at, unit.at + 1)):
                return True
            if place.table and not spoken.isdisjoint([other.at for other in self.row(unit)]):
                return True
        return (
            context in self._of_headings(place.headings)
            or (place.row_header != "" and context in self._of_text(place.row_header))
            or (place.column_header != "" and context in self._of_text(place.column_header))
        )

    def _of_headings(self, headings: tuple[str, ...]) -> frozenset[int]:
        found = self._headed.get(headings)
        if found is None:
            found = self._headed[headings] = frozenset().union(*map(self._of_text, filter(None, headings)))
        return found

    def _contexts(self, hits: Sequence[Hit]) -> Iterator[int]:
        owners = self._knowledge.subjects.owners
        for hit in hits:
            for requirement, role in owners[hit[0]]:
                if role == "context":
                    yield requirement

    def _of_text(self, text: str) -> frozenset[int]:
        found = self._texts.get(text)
        if found is None:
            hits = self._knowledge.subjects.hits(words(text))
            found = self._texts[text] = frozenset(self._contexts(hits))
        return found
