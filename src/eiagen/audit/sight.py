"""A unit as it is judged: its words behind those of its lead-in, and the signs in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from eiagen.audit.knowledge import AFFECTED, GENERAL, MEETING, Knowledge
from eiagen.audit.matcher import Hit
from eiagen.audit.names import name_spans
from eiagen.audit.units import Unit
from eiagen.words import BEGIN, END, is_mark


@dataclass(frozen=True, slots=True)
class Span:
    """Words that do something: a subject found, a cue, a mask. `end` is the word after the last."""

    role: str
    begin: int
    end: int

    def distance(self, other: Span) -> int:
        """How many words stand between the two."""
        return max(0, other.begin - self.end, self.begin - other.end)

    def holds(self, other: Span) -> bool:
        """Whether the other stands within this one."""
        return self.begin <= other.begin and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two share a word."""
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True, slots=True)
class Spot(Span):
    """Words of a unit that are about a requirement."""

    phrase: str


LIST_OF_GROUPS = 4
"""So many characteristics in one sentence are only named."""
_MEET = 4
"""So many words at most stand between two groups that meet."""
_NEAR = 8
"""So many words at most stand between a group and an effect on it."""
INFERRED = (MEETING, AFFECTED)
"""Spots that follow from others: they count only where they are addressed."""
_APART = frozenset(("and", "or", "nor", "but"))
_DENIALS = ("ahead", "behind", "after")


def signs_of(unit: Unit, knowledge: Knowledge) -> list[Hit]:
    """The signs in a unit's own words, looked for once."""
    if unit.signs is None:
        unit.signs = knowledge.signs.hits(unit.words)
    return unit.signs


class Sight:
    """The words, what was found in them, and which cues count."""

    def __init__(self, unit: Unit, knowledge: Knowledge, beside: Sequence[Unit], row: Sequence[Unit]) -> None:
        self.unit = unit
        self.knowledge = knowledge
        self.beside = beside
        self.row = row
        lead = unit.lead
        self.offset = len(lead.words) if lead else 0
        """Where the unit's own words begin."""
        self.words: list[str] = [*lead.words, *unit.words] if lead else unit.words
        self.signs: dict[int, list[Span]] = {}
        """By requirement; the general ones under `GENERAL`."""
        owners = knowledge.signs.owners
        for source, offset in ((lead, 0), (unit, self.offset)):
            for hit in signs_of(source, knowledge) if source else ():
                for owner in owners[hit.phrase]:
                    span = Span(owner.role, hit.begin + offset, hit.end + offset)
                    self.signs.setdefault(owner.requirement, []).append(span)
        self.general = self.signs.get(GENERAL, [])
        roles = {span.role for span in self.general}
        masks = [span for span in self.general if span.role == "no-denial"]
        self.denials = [
            span
            for span in self.general
            if span.role in _DENIALS and not any(span.touches(mask) for mask in masks)
        ]
        self.deferrals = [
            span
            for span in self.general
            if span.role == "deferral" and not any(span.touches(mask) for mask in masks)
        ]
        self.voiding = min((role for role in roles if role in knowledge.voids), default="")
        """What takes cues away here: a value statement, a restatement of the law."""
        self.cues = [
            span
            for span in self.general
            if span.role in knowledge.titles
            and not any(
                span.role in knowledge.voids.get(void.role, ()) and not self.follows(void, span)
                for void in self.general
            )
        ]
        """The general cues that count here."""
        header = unit.passage.place.column_header
        self.ticked = unit.text.strip().lower() in knowledge.ticks
        """Whether the unit is a cross or a tick."""
        self.answer = (
            knowledge.nothing(header)
            if self.ticked
            else any(span.role == "answer" and span.begin >= self.offset for span in self.general)
        )
        """Whether the unit says no more than "none" or "no impact"."""
        self.reference = "reference" in roles
        """Whether it cites a work."""
        self.rule = "rule" in roles
        """Whether it states a rule for a case."""
        self.groups = sum(role.startswith("group ") for role in roles)
        """How many characteristics it names."""
        self.composition = "composition" in roles
        """Whether it counts who there is."""
        self.asked = knowledge.asks(header)
        """Whether its column asks for a reason, an effect or a step."""
        self.placeholder = "placeholder" in roles

    def follows(self, void: Span, cue: Span) -> bool:
        """Whether the cue stands in what is concluded from a statement of values or the law repeated."""
        return any(
            span.role == "reason" and void.end <= span.begin and span.end <= cue.begin
            for span in self.general
        )

    def spots(self) -> dict[int, list[Spot]]:
        """What it is about, by requirement."""
        found: dict[int, list[Spot]] = {}
        unit, subjects = self.unit, self.knowledge.subjects
        for source, offset in ((unit.lead, 0), (unit, self.offset)):
            for hit in source.hits if source else ():
                for owner in subjects.owners[hit.phrase]:
                    if owner.role != "context":
                        spot = Spot(
                            owner.role, hit.begin + offset, hit.end + offset, subjects.texts[hit.phrase]
                        )
                        found.setdefault(owner.requirement, []).append(spot)
        if self.groups < LIST_OF_GROUPS and not unit.cap:
            groups = sorted(self.said_of_groups(found))
            for number in self.knowledge.meeting:
                found.setdefault(number, []).extend(self.meetings(groups))
            for number in self.knowledge.affected:
                found.setdefault(number, []).extend(self.affected(groups))
        for number in unit.about:
            found.setdefault(number, []).append(Spot("heading", self.offset, len(self.words), "its heading"))
        for number in unit.titled:
            found.setdefault(number, []).append(Spot("title", self.offset, len(self.words), "the title"))
        return found

    def said_of_groups(self, found: Mapping[int, Sequence[Spot]]) -> Iterator[tuple[int, int, int]]:
        """Where each group of people is spoken of: begin, end, number of the requirement."""
        for number in self.knowledge.groups:
            for spot in found.get(number, ()):
                if spot.role in ("about", "substance") and not self.masked(spot, number):
                    yield spot.begin, spot.end, number

    def meetings(self, groups: Sequence[tuple[int, int, int]]) -> Iterator[Spot]:
        """Where two groups meet in one person: "girls in a wheelchair", not "girls and wheelchair users"."""
        for (begin, end, number), (other_begin, other_end, other) in combinations(groups, 2):
            if number == other or (begin, end) == (other_begin, other_end):
                continue
            between = self.words[end:other_begin]
            if len(between) <= _MEET and not any(is_mark(word) or word in _APART for word in between):
                yield Spot(MEETING, begin, max(end, other_end), "two groups that meet")

    def affected(self, groups: Sequence[tuple[int, int, int]]) -> Iterator[Spot]:
        """Where an effect on a group is spoken of."""
        effects = [span for span in self.cues if span.role == "effect"]
        for begin, end, _ in groups if effects else ():
            group = Span("", begin, end)
            near = min(effects, key=group.distance)
            if group.distance(near) <= _NEAR and not group.touches(near):
                yield Spot(
                    AFFECTED, min(begin, near.begin), max(end, near.end), "an effect on a group of people"
                )

    def masked(self, spot: Spot, number: int) -> bool:
        """Whether the spot stands in a phrase that the requirement excludes."""
        return any(span.role == "excluded" and spot.touches(span) for span in self.signs.get(number, ()))

    @cached_property
    def names(self) -> list[Span]:
        """Names with capitals; the role is what kind of name each is."""
        if self.knowledge.name_words.isdisjoint(self.unit.words):
            return []
        found = name_spans(self.unit.text, self.unit.words, self.knowledge.cues.names)
        return [Span(kind, begin + self.offset, end + self.offset) for begin, end, kind in found]

    def shown(self, span: Span) -> str:
        """The words as a reason quotes them."""
        found = [word for word in self.words[span.begin : span.end] if word not in (BEGIN, END)]
        return "“" + " ".join(found).replace(" ,", ",") + "”"

    def ends_between(self, before: Span, after: Span) -> bool:
        """Whether a word between the two ends the scope of a denial."""
        ends = self.knowledge.cues.denial.ends
        return any(word in ends for word in self.words[before.end : after.begin])
