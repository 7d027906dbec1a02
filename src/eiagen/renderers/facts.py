"""How fields of the assessment are laid out: in a table where texts are short, else one under the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from eiagen.assessment import Assessment
from eiagen.gap_rules.subject import is_blank
from eiagen.place import Path
from eiagen.renderers.column_widths import widths_of
from eiagen.renderers.outline import Outline
from eiagen.renderers.prose import prose
from eiagen.renderers.wording import day, is_web_address
from eiagen.report import Gap, value_at

Columns = Sequence[tuple[str, int, Sequence[Sequence[Any]]]]
"""Title, width and fields of each, as (label, name in the item, optional, names of values)."""

MOST_IN_A_CELL = 60
"""More words than this make a table cell a narrow column of text."""
_MOST_IN_A_LINE = 14
"""Facts of so many words stand beside each other."""


@dataclass(frozen=True)
class Fact:
    """A field that is written, and what is missing in it."""

    label: str
    value: Any
    names: Mapping[str, str]
    gaps: Sequence[Gap] = ()

    @property
    def text(self) -> str:
        """About what is shown of it, to see how much room it takes."""
        if isinstance(self.value, tuple):
            return " ".join(str(self.names.get(one, one)) for one in self.value)
        if isinstance(self.value, datetime.date):
            return day(self.value)
        return str(self.names.get(self.value, self.value) if self.names else self.value)

    @property
    def words(self) -> int:
        """How many words it is long; a list takes more room than its words."""
        if isinstance(self.value, str):
            return self.value.count(" ") + self.value.count("\n") + 1
        if isinstance(self.value, tuple):
            several = len(self.value) > 1 and not self.names
            return sum(str(one).count(" ") + 1 for one in self.value) + 20 * several
        return 1

    @property
    def short(self) -> bool:
        """Whether it may stand in a line with others."""
        return self.words <= _MOST_IN_A_LINE and not (
            isinstance(self.value, str) and "\n" in self.value.strip()
        )


@dataclass(frozen=True)
class Sheet:
    """Fields of one part or item."""

    facts: tuple[Fact, ...]
    unwritten: tuple[str, ...]
    """Labels of the fields that are asked for and empty."""
    gaps: tuple[Gap, ...]
    """What is missing in empty fields and in the part as a whole."""

    @property
    def long(self) -> bool:
        """Whether a text is too long for a table."""
        return any(fact.words > 2 * MOST_IN_A_CELL for fact in self.facts)

    @property
    def blocks(self) -> Iterator[tuple[Fact, ...]]:
        """The facts one under the other, short ones together."""
        line: list[Fact] = []
        for fact in self.facts:
            if fact.short:
                line.append(fact)
            if line and (fact.gaps or not fact.short):
                yield tuple(line)
                line = []
            if not fact.short:
                yield (fact,)
        if line:
            yield tuple(line)


@dataclass(frozen=True)
class Row:
    """An item of a list: the facts in each column, and what is missing."""

    index: int
    cells: tuple[tuple[Fact, ...], ...]
    sheet: Sheet
    """The same facts, under the titles of their columns where they have no label."""

    @property
    def name(self) -> Fact | None:
        """The first fact, where it is written."""
        return self.cells[0][0] if self.cells and self.cells[0] else None

    @property
    def after_name(self) -> Sheet:
        """What there is besides the name."""
        return replace(self.sheet, facts=self.sheet.facts[1:]) if self.name else self.sheet


@dataclass(frozen=True)
class Grid:
    """The items of a list under the columns in which any of them has something."""

    titles: tuple[str, ...]
    widths: tuple[int, ...]
    asked: tuple[bool, ...]
    """Whether each column has a field that every item should have."""
    rows: tuple[Row, ...]
    unwritten: tuple[str, ...]
    """Labels of fields that no item has."""

    @property
    def names_only(self) -> bool:
        """Whether a list says all there is: items of which little but the name is written, with no gap."""
        return len(self.titles) == 1 and len(self.rows) > 1 and not any(row.sheet.gaps for row in self.rows)

    @property
    def long(self) -> bool:
        """Whether a cell is too long for a table."""
        return any(
            sum(fact.words for fact in cell) > MOST_IN_A_CELL for row in self.rows for cell in row.cells
        )


def told(line: Sequence[Fact]) -> Markup:
    """Facts in a line, or one in as many paragraphs as it needs, each under its label."""
    if len(line) == 1:
        return _alone(line[0])
    inner = " · ".join(
        [f"<strong>{escape(one.label)}:</strong> {in_line(one.value, one.names)}" for one in line]
    )
    return Markup(f'<p dir="auto">{inner}</p>')  # noqa: S704 - each part went through escape


def _alone(fact: Fact) -> Markup:
    value, label = fact.value, fact.label
    if isinstance(value, tuple) and len(value) > 1 and not fact.names:
        points = "".join(f'<li dir="auto">{escape(one)}</li>' for one in value)
        return Markup(f'<p class="fact-label"><strong>{escape(label)}:</strong></p><ul>{points}</ul>')  # noqa: S704
    if isinstance(value, tuple) and not fact.names:
        value = value[0]
    if isinstance(value, str) and value not in fact.names and not is_web_address(value):
        return prose(value, label)
    return Markup(f'<p dir="auto"><strong>{escape(label)}:</strong> {in_line(value, fact.names)}</p>')  # noqa: S704


def in_line(value: Any, names: Mapping[str, str]) -> Markup:
    """A value inside a line; `names` are what ids are called."""
    if isinstance(value, bool):
        return Markup("yes") if value else Markup("no")
    if isinstance(value, int):
        return Markup(f"{value:,}")  # noqa: S704
    if isinstance(value, str):
        if value.startswith("http") and is_web_address(value):
            return Markup('<a href="{0}">{0}</a>').format(value)
        return escape(names.get(value, value))
    if isinstance(value, tuple):
        if not names:
            return escape("; ".join(value))
        first, *others = (names.get(one, one) for one in value)
        return escape(", ".join((first, *(name.lower() for name in others))))
    return escape(day(value))


class Facts:
    """Reads fields for the template; each gap is given out by the outline, once."""

    def __init__(self, assessment: Assessment, outline: Outline) -> None:
        self._assessment = assessment
        self._outline = outline

    def sheet(self, fields: Iterable[Sequence[Any]], rest: str | None = None, under: str = "") -> Sheet:
        """Fields as (label, path, optional, names); `rest` is the path of the part they belong to.

        The paths may all begin `under` one.
        """
        facts, unwritten, gaps = [], [], []
        for label, name, optional, names in map(_whole, fields):
            path = f"{under}.{name}" if under else name
            value = value_at(self._assessment, steps(path))
            missing = self._outline.rest(path)
            if not is_blank(value):
                facts.append(Fact(label, value, names, missing))
            else:
                gaps += missing
                if not optional:
                    unwritten.append(label)
        if rest is not None:
            gaps += self._outline.rest(rest)
        return Sheet(tuple(facts), tuple(unwritten), tuple(gaps))

    def grid(
        self, path: str, columns: Columns, only: Sequence[int] | None = None, item: str | None = None
    ) -> Grid:
        """Items of the list at a path, or `only` some; `item` is what the index of gaps calls one."""
        items = value_at(self._assessment, steps(path)) or ()
        numbers = range(len(items)) if only is None else only
        fields = [[_whole(field) for field in fields] for _, _, fields in columns]
        there = {
            name
            for column in fields
            for _, name, _, _ in column
            if any(not is_blank(value_at(items[number], steps(name))) for number in numbers)
        }
        kept = [
            number for number, column in enumerate(fields) if any(name in there for _, name, _, _ in column)
        ]
        rows = []
        for number in numbers:
            if item:
                self._outline.item(f"{item} {number + 1}")
            cells, unwritten = [], []
            for which in kept:
                cell = []
                for label, name, optional, names in fields[which]:
                    value = value_at(items[number], steps(name))
                    if value == "other" and names:
                        continue  # says nothing to a reader
                    if not is_blank(value):
                        cell.append(Fact(label, value, names))
                    elif not optional and name in there:
                        unwritten.append(label or columns[which][0])
                cells.append(tuple(cell))
            gaps = self._outline.rest(f"{path}.{number}")
            facts = tuple(
                Fact(fact.label or columns[which][0], fact.value, fact.names)
                for which, cell in zip(kept, cells, strict=True)
                for fact in cell
            )
            rows.append(Row(number, tuple(cells), Sheet(facts, tuple(unwritten), tuple(gaps))))
        self._outline.item("")
        return Grid(
            tuple(columns[which][0] for which in kept),
            widths_of(
                [columns[which][1] for which in kept],
                [
                    [columns[which][0], *(fact.text for row in rows for fact in row.cells[place])]
                    for place, which in enumerate(kept)
                ],
            ),
            tuple(any(not optional for _, _, optional, _ in fields[which]) for which in kept),
            tuple(rows),
            tuple(
                label or columns[number][0]
                for number, column in enumerate(fields)
                for label, name, optional, _ in column
                if not optional and name not in there
            ),
        )


def _whole(field: Sequence[Any]) -> tuple[str, str, bool, Mapping[str, str]]:
    label, path, *more = field
    return label, path, bool(more[0]) if more else False, more[1] if len(more) > 1 else {}


@lru_cache(20_000)
def steps(dotted: str) -> Path:
    """The path that is printed so."""
    return tuple(int(step) if step.isdecimal() else step for step in dotted.split("."))
