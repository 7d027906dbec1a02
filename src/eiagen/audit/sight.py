"""A unit as it is judged: its words behind those of its lead-in, and the signs in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from eiagen.audit.knowledge import GENERAL, Knowledge
from eiagen.audit.matcher import Hit
from eiagen.audit.names import name_spans
from eiagen.audit.units import Unit
from eiagen.words import BEGIN, END


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
        self.denials = [span for span in self.general if span.role in _DENIALS]
        self.deferrals = [span for span in self.general if span.role == "deferral"]
        self.voiding = min((role for role in roles if role in knowledge.voids), default="")
        """What takes cues away here: a value statement, a restatement of the law."""
        self.voided = frozenset(cue for role in roles for cue in knowledge.voids.get(role, ()))
        self.cues = [
            span for span in self.general if span.role in knowledge.titles and span.role not in self.voided
        ]
        """The general cues that count here."""
        self.answer = any(span.role == "answer" and span.begin >= self.offset for span in self.general)
        """Whether the unit says no more than "none" or "no impact"."""
        self.reference = "reference" in roles
        """Whether it cites a work."""
        self.rule = "rule" in roles
        """Whether it states a rule for a case."""
        self.groups = sum(role.startswith("group ") for role in roles)
        """How many characteristics it names."""
        self.placeholder = "placeholder" in roles

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
        for number in unit.about:
            found.setdefault(number, []).append(Spot("heading", self.offset, len(self.words), "its heading"))
        for number in unit.titled:
            found.setdefault(number, []).append(Spot("title", self.offset, len(self.words), "the title"))
        return found

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
