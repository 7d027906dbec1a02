"""What a gap rule is given, and what it gives back."""

from __future__ import annotations

import datetime
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from eiagen.assessment import Assessment, Engagement, Evidence, Group, Impact
from eiagen.duties import Catalogue, Requirement, Severity
from eiagen.gap_rules.word_lists import normal
from eiagen.model import Model, last_day
from eiagen.place import Path

_OPEN = (None, "undecided", "more-work")
_AFTER = ("decided", "under-review")
_BEFORE = ("draft", "for-consultation", "for-decision")


@dataclass(frozen=True)
class Sketch:
    """What is kept of another assessment, to see whether text was copied from it."""

    path: str
    """What messages call it."""
    identity: tuple[str, str]
    """Body, and reference number or title: the same in an earlier version of the same assessment."""
    hashes: array[int]
    """Of runs of its words; the smallest first."""


@dataclass(frozen=True)
class Reading:
    """An assessment read against a catalogue: what several rules want to know is worked out once."""

    assessment: Assessment
    catalogue: Catalogue
    corpus: tuple[Sketch, ...] = ()
    """Other assessments, to show where text was copied from them."""
    line: Callable[[Path], int | None] = lambda path: None
    """The line of the file on which a field stands."""

    @property
    def on(self) -> datetime.date:
        """The day it is read on."""
        return self.catalogue.on

    @cached_property
    def texts(self) -> tuple[tuple[Path, str], ...]:
        """Every text that is written, with its path."""
        return tuple(texts_of(self.assessment))

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """The texts in small letters, in the same order."""
        return tuple(text.lower() for _, text in self.texts)

    @cached_property
    def numbers_of(self) -> Mapping[str, list[int]]:
        """Each of them without what surrounds it, full stops too, to the numbers of the texts that are it."""
        found: dict[str, list[int]] = {}
        for number, text in enumerate(self.lowered):
            found.setdefault(text.strip(" .\n"), []).append(number)
        return found

    @cached_property
    def _whole(self) -> str:
        return "\n".join(self.lowered)

    @cached_property
    def _found(self) -> dict[str, tuple[int, ...]]:
        return {}

    def texts_with(self, words: Iterable[str]) -> tuple[tuple[Path, str], ...]:
        """The texts in which one of the words (in small letters) stands, as a word or within one."""
        numbers: set[int] = set()
        for word in words:
            known = self._found.get(word)
            if known is None:
                # Most words stand nowhere, which one look at the whole shows.
                there = enumerate(self.lowered) if word in self._whole else ()
                known = self._found[word] = tuple(number for number, text in there if word in text)
            numbers.update(known)
        return tuple(self.texts[number] for number in sorted(numbers))

    def contains(self, words: Iterable[str]) -> bool:
        """Whether one of the words stands in any text."""
        return any(self.texts_with((word,)) for word in words)

    @cached_property
    def _normal(self) -> dict[str, str]:
        return {}

    def normal(self, text: str) -> str:
        """The text in small letters, without punctuation: worked out once for all that compare texts."""
        known = self._normal.get(text)
        if known is None:
            known = self._normal[text] = normal(text)
        return known

    @cached_property
    def _walked(self) -> dict[str, tuple[tuple[Path, Any], ...]]:
        return {}

    def at(self, pattern: str) -> tuple[tuple[Path, Any], ...]:
        """Every value at a pattern ("impacts.*.mitigation.*"), with its path; None where nothing is written.

        A group that isn't there gives the pattern up to it with None, so that a missing group is seen as one.
        """
        known = self._walked.get(pattern)
        if known is None:
            known = self._walked[pattern] = tuple(_walk(self.assessment, pattern.split("."), ()))
        return known

    @cached_property
    def impacts(self) -> tuple[tuple[int, Impact], ...]:
        """The impacts that say something, with their numbers: an effect, or that it is not known."""
        return tuple(
            (number, one) for number, one in enumerate(self.assessment.impacts) if says_something(one)
        )

    @cached_property
    def impacts_by_aim(self) -> Mapping[str, list[tuple[int, Impact]]]:
        """Those impacts by the aim they belong to."""
        by_aim: dict[str, list[tuple[int, Impact]]] = {}
        for number, impact in self.impacts:
            if impact.aim is not None:
                by_aim.setdefault(impact.aim, []).append((number, impact))
        return by_aim

    @cached_property
    def impacts_by_characteristic(self) -> Mapping[str, list[tuple[int, Impact]]]:
        """Those impacts by each characteristic they are on."""
        by_characteristic: dict[str, list[tuple[int, Impact]]] = {}
        for number, impact in self.impacts:
            for characteristic in impact.characteristics:
                by_characteristic.setdefault(characteristic, []).append((number, impact))
        return by_characteristic

    @cached_property
    def evidence(self) -> Mapping[str, Evidence]:
        """The evidence by id."""
        return {one.id: one for one in self.assessment.evidence}

    @cached_property
    def groups(self) -> Mapping[str, tuple[int, Group]]:
        """The affected groups by id, with their numbers."""
        return {one.id: (number, one) for number, one in enumerate(self.assessment.affected_groups)}

    @cached_property
    def decided(self) -> bool:
        """Whether the decision has been taken, as far as the assessment shows."""
        decision = self.assessment.decision
        made = decision is not None and decision.outcome not in _OPEN
        past = decision is not None and decision.date is not None and last_day(decision.date) <= self.on
        if self.assessment.status in _AFTER:
            return True
        if self.assessment.status in _BEFORE:
            return made and past
        return made or past

    @cached_property
    def decision_day(self) -> datetime.date | None:
        """The day of the decision, made or planned."""
        return self.assessment.decision.date if self.assessment.decision is not None else None

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Aims, parts of aims and characteristics: id to title."""
        found = {one.id: one.title for one in self.catalogue.characteristics}
        for aim in self.catalogue.aims:
            found[aim.id] = aim.title
            found.update((part.id, part.title) for part in aim.parts)
        return found

    def title(self, of: str) -> str:
        """What the catalogue calls an aim or characteristic, in the middle of a sentence."""
        title = self.titles.get(of, of.replace("-", " "))
        return title[:1].lower() + title[1:]


@dataclass(frozen=True)
class Subject:
    """An assessment held against one requirement."""

    reading: Reading
    requirement: Requirement

    @property
    def assessment(self) -> Assessment:
        """The assessment."""
        return self.reading.assessment

    @property
    def catalogue(self) -> Catalogue:
        """The law it is held against."""
        return self.reading.catalogue

    def at(self, pattern: str) -> tuple[tuple[Path, Any], ...]:
        """Every value at a dotted pattern, with its path."""
        return self.reading.at(pattern)

    @property
    def on(self) -> datetime.date:
        """The day."""
        return self.reading.catalogue.on


class Gap(NamedTuple):
    """Something missing: where, and the words that fill the rule's message."""

    path: Path
    words: Mapping[str, str] = MappingProxyType({})
    key: str = ""
    """Tells gaps at the same path apart: the part of an aim, the kind of group."""
    severity: Severity | None = None
    """Where it differs here from the rule's."""
    milder: bool = False
    """One step less severe than it would be."""
    checked: bool = True
    """False where it can't be told whether something is missing, because of another gap."""


def says_something(impact: Impact) -> bool:
    """Whether the row holds an assessment: it is not blank and not marked as not assessed."""
    if impact.direction is None:
        return not is_blank(impact.finding)
    return impact.direction != "not-assessed"


def took_place(engagement: Engagement) -> bool:
    """Whether it was held, or is being: not merely planned, nor dropped."""
    return engagement.status not in ("planned", "dropped")


def path_of(pattern: str) -> Path:
    """The path of the list or field that a pattern begins with: "impacts.*.finding" gives ("impacts",)."""
    return tuple(pattern.partition(".*")[0].split("."))


def value_of(item: object, name: str) -> Any:
    """The value of a field, which may lie in a group of the item ("justification.legitimate_aim")."""
    if "." not in name:
        return None if item is None else getattr(item, name)
    step, _, rest = name.partition(".")
    if step == "*":
        return tuple(value_of(one, rest) for one in item) if isinstance(item, tuple) else None
    return None if item is None else value_of(getattr(item, step), rest)


@lru_cache(maxsize=1024)
def reader(name: str) -> Callable[[Any], Any]:
    """What gives the value of that field of an item, at once where it lies in no group."""
    return partial(value_of, name=name) if "." in name else attrgetter(name)


def is_blank(value: object) -> bool:
    """Whether nothing is written: no value, white space, an empty list, a group with nothing in it."""
    if value is None:
        return True
    if isinstance(value, str):
        return not value or value.isspace()
    if isinstance(value, tuple):
        inside: Iterable[object] = value
    elif isinstance(value, Model):
        inside = vars(value).values()
    else:
        return False
    for one in inside:  # noqa: SIM110 - it is asked of every field of every item: faster so
        if not is_blank(one):
            return False
    return True


def _walk(value: Any, steps: list[str], path: Path) -> Iterator[tuple[Path, Any]]:
    if not steps:
        yield path, value
    elif steps[0] == "*":
        for index, item in enumerate(value or ()):
            yield from _walk(item, steps[1:], (*path, index))
    elif value is None:
        yield (*path, *(step for step in steps if step != "*")), None
    else:
        yield from _walk(getattr(value, steps[0]), steps[1:], (*path, steps[0]))


def texts_of(value: Model, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text in a group of fields, with its path."""
    for name, inner in vars(value).items():
        if name != "signed_content":  # marks that nobody wrote
            yield from _texts_in(inner, (*path, name))


def _texts_in(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts_in(item, (*path, index))
    elif isinstance(value, Model):
        yield from texts_of(value, path)
