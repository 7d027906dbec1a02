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
        self._held: dict[tuple[int, int], bool] = {}
        """Whether a list of context phrases holds for a passage."""
        counted: Counter[int] = Counter()
        for unit in units:
            passage = unit.passage
            place = passage.place
            if place.table:
                self._rows[place.table, place.row].append(unit)
            contexts = list(self._contexts(unit.hits)) if unit.hits else []
            for context in contexts:
                self._spoken[context].add(unit.at)
                counted[context] += 1
            if passage.kind == "heading" and unit.text == passage.text:
                self._texts[unit.text] = frozenset(contexts)  # most that is asked for later
        total = sum(len(unit.words) for unit in units)
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
        following = self._units[unit.number + 1 : unit.number + 2]
        return following[0] if following and following[0].at == unit.at and not following[0].cap else None

    def row(self, unit: Unit) -> list[Unit]:
        """What stands in the other cells of its row."""
        place = unit.passage.place
        cells = self._rows[place.table, place.row] if place.table else ()
        if len(cells) > _MOST_CELLS:
            return []
        return [other for other in cells if other is not unit and not other.cap]

    def hold(self, context: int | None, unit: Unit) -> bool:
        """Whether one of a list of context phrases stands near, or the whole document is about it."""
        if context is None or context in self._often:
            return True
        key = context, unit.at
        if key not in self._held:
            self._held[key] = self._near(context, unit)
        return self._held[key]

    def _near(self, context: int, unit: Unit) -> bool:
        """Whether it stands in the passages beside, in the row, or in what heads the unit."""
        spoken, place = self._spoken[context], unit.passage.place
        if not spoken.isdisjoint((unit.at - 1, unit.at, unit.at + 1)):
            return True
        if place.table and not spoken.isdisjoint([other.at for other in self.row(unit)]):
            return True
        return any(
            context in self._of_text(text)
            for text in (*place.headings, place.row_header, place.column_header)
            if text
        )

    def _contexts(self, hits: Sequence[Hit]) -> Iterator[int]:
        owners = self._knowledge.subjects.owners
        for hit in hits:
            for requirement, role in owners[hit[0]]:
                if role == "context":
                    yield requirement

    def _of_text(self, text: str) -> frozenset[int]:
        if text not in self._texts:
            self._texts[text] = frozenset(self._contexts(self._knowledge.subjects.hits(words(text))))
        return self._texts[text]
