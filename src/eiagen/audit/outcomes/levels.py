"""What one unit of text shows about one requirement, with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from eiagen.audit.outcomes.forms import remedied
from eiagen.audit.outcomes.knowledge import DENIAL, GENERAL, PROMISE, Knowledge, Known
from eiagen.audit.outcomes.sight import INFERRED, LIST_OF_GROUPS, Sight, Span, Spot, said_in, shown_by
from eiagen.audit.outcomes.surroundings import Surroundings
from eiagen.audit.outcomes.units import Unit
from eiagen.finding import Outcome
from eiagen.words import is_mark

MENTIONED, DISMISSED, ADDRESSED = 1, 2, 3
OUTCOMES = {
    0: Outcome.GAP,
    MENTIONED: Outcome.MENTIONED,
    DISMISSED: Outcome.DISMISSED,
    ADDRESSED: Outcome.ADDRESSED,
}
_ENDLESS = 1_000_000
_FAR = 30
"""How far off a cue in a neighbouring sentence counts as being."""
_SAID = ("about", "allusion", "substance")
"""Roles of phrases that a sentence is about a requirement by."""
_ABOVE = ("heading", "title")
"""Spots that are all of a unit, because of what stands above it."""
_FEW_WORDS = 6
_FEWEST_BEHIND = 4
"""So many words, with the end, behind a label are no more than an answer."""
_DENIED_EFFECT = 3
"""How many words may stand between a denial and the effect that it denies."""
_FORWARD = frozenset(("ahead", "refusal", "forbidden"))
"""Denials of what follows."""
_REFUSALS = frozenset(("refusal", "forbidden"))
"""Those of them that name what is not done."""
_BACKWARD = frozenset(("behind", "refused"))
"""Denials of what stands before."""
_OF_THINGS = frozenset(("instruction", "reason", "offer", "date"))
_LAW_NAME = 8
"""So many words before the first “Act” of a row of laws may its name begin."""
_FIGURES = frozenset(("figure", "finding"))
"""Cues that lift no group in a sentence that counts who there is."""
_WORD = re.compile(r"[a-z']+")
_BEGINNING = re.compile(r"([a-z']+)\*")
_COLONS = ([":"], ["–"], ["—"], ["-"])
_POINTING = frozenset(("they", "them", "their", "these", "such", "both", "she", "he", "her", "his", "him"))
"""A sentence with one of these among its first words goes on about the people of the one before."""
_SHORT_ANSWER, _FIRST_WORDS = 30, 6
"""Under a heading a denial waves all of it away if it stands so early in so short a text."""


@dataclass(slots=True)  # not frozen: to make a frozen one takes three times as long
class Level:
    """How far a unit goes, why, and how good a quotation it is."""

    rank: int
    reason: str
    weight: float
    phrase: str
    """The phrase that found it, as it is written in the catalogue."""
    unit: Unit
    cues: frozenset[str] = frozenset()
    capped: bool = False
    """Whether where it stands makes it a mention: in a list, a heading, a name."""
    plain: bool = False
    """Whether it is named in its own right, with nothing to act on."""
    counted: bool = False
    """Whether only the number of passages that name it makes it addressed."""
    follows: str = ""
    """The certainty of the requirement that it was found for, where this one follows from that."""


Said = Mapping[int, list[Spot]]
"""What a unit's words are about, by number of requirement."""


def to_judge(
    units: Iterable[Unit], knowledge: Knowledge, around: Surroundings
) -> Iterator[tuple[Unit, Said]]:
    """The units that are about a requirement whose context holds, each with what it says.

    Most of what is said without its context needs no more than this look.
    """
    known, groups = knowledge.known, knowledge.groups
    for unit in units:
        if unit.hits or unit.about or unit.titled or (unit.lead and unit.lead.hits):
            said = said_in(unit, knowledge)
            for number in (*said, *unit.about, *unit.titled):
                if number in groups or around.hold(known[number].context, unit):
                    yield unit, said
                    break


def levels(unit: Unit, said: Said, knowledge: Knowledge, around: Surroundings) -> Iterator[tuple[int, Level]]:
    """What the unit shows: each requirement's number with the level, where its context holds."""
    sight = Sight(unit, knowledge, around)
    if sight.placeholder and unit.label is None:
        return
    for number, spots in sight.spots(said).items():
        known = knowledge.known[number]
        if around.hold(known.context, unit):
            level = _Case(sight, number, known).level(spots)
            if level is not None:
                yield number, level
    if unit.passage.place.table and remedied(unit, knowledge, around):
        reason = "a form says that a group is harmed, and what is done about it"
        for number in knowledge.affected:
            yield number, Level(ADDRESSED, reason, 1.0, "the row of a form", unit)


@cache
def own_words(phrase: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that a phrase is written with, and the beginnings of words."""
    return frozenset(_WORD.findall(phrase.lower())), tuple(_BEGINNING.findall(phrase.lower()))


def is_own(word: str, phrase: str) -> bool:
    """Whether a phrase itself asks for the word, and it does not stand in a gap."""
    whole, beginnings = own_words(phrase)
    return word in whole or word.startswith(beginnings)


class _Case:
    """One unit held against one requirement."""

    def __init__(self, sight: Sight, number: int, known: Known) -> None:
        self.sight = sight
        self.unit = sight.unit
        self.known = known
        self.number = number
        self.own = sight.own(number)
        self.alluded: Sequence[Spot] = ()
        """The allusions of the unit: what they say lifts nothing that stands above it."""

    def level(self, spots: Sequence[Spot]) -> Level | None:
        """The highest level that any of the spots reaches; None where none of them counts."""
        kept = self.unmasked(spots)
        self.alluded = [spot for spot in spots if spot.role == "allusion"]
        waved = [span for span in self.own if span.role == "dismissal" and span.begin >= self.sight.offset]
        waved = self.sight.undenied(waved) if waved else waved
        said = [spot for spot in kept if spot.role not in INFERRED] if waved else []
        if waved and said and not self.unit.cap:
            after = [spot for spot in said if self.sight.turned(waved[0], spot)]
            instead = self.best(after) if after else None
            if instead and instead.rank == ADDRESSED:
                return instead
            return self.dismissed(self.sight.shown(waved[0]), said[0])
        return self.best(kept)

    def best(self, kept: Sequence[Spot]) -> Level | None:
        """The highest level that any of the spots reaches, each judged by itself."""
        best: Level | None = None
        for spot in kept:
            found = self.denied(spot) or self.lifted(spot)
            # What only the lead-in says has been judged there, unless this point adds something to act on.
            repeated = spot.end <= self.sight.offset
            if found is None or (repeated and found.rank != ADDRESSED):
                continue
            # What follows from other words can be a mention; that those are denied says nothing of it.
            if spot.role in INFERRED and found.rank == DISMISSED:
                continue
            if best is None or (found.rank, found.weight) > (best.rank, best.weight):
                best = found
        return best

    def reached(
        self, rank: int, reason: str, spot: Spot, weight: float = 0.0, cues: frozenset[str] = frozenset()
    ) -> Level:
        count = len(self.unit.words)
        weight += -0.5 if count < 7 else 0.3 if count <= 45 else -0.2
        return Level(rank, reason, weight, spot.phrase, self.unit, cues)

    def unmasked(self, spots: Sequence[Spot]) -> Sequence[Spot]:
        """Without what stands in an excluded phrase, or only as part of an allusion."""
        masks = [span for span in self.own if span.role == "excluded"]
        allusions = [spot for spot in spots if spot.role == "allusion"]
        if not (masks or allusions):
            return spots
        return [
            spot
            for spot in spots
            if spot.role in _ABOVE
            or not (
                any(spot.touches(mask) for mask in masks)
                or (
                    spot.role == "about" and any(one.holds(spot) and not spot.holds(one) for one in allusions)
                )
            )
        ]

    def shown(self, spot: Spot) -> str:
        return spot.phrase if spot.role in _ABOVE else self.sight.shown(spot)

    def denied(self, spot: Spot) -> Level | None:
        """The level where the spot is said not to be so; None where it is not."""
        sight = self.sight
        if sight.rule or spot.role == "title" or (DENIAL in self.known.lifted_by and not sight.answer):
            return None
        if spot.role == "heading":
            if self.number not in self.unit.answers or not (sight.answer or self.refused()):
                return None
        elif not (
            self.answered(spot)
            or (sight.denials and any(self.in_scope(spot, span) for span in sight.denials))
            or sight.denied_around
        ):
            return None
        shown = self.shown(spot)
        if self.unit.cap and not sight.answer:
            return self.reached(MENTIONED, f"{shown}: {self.unit.cap}", spot)
        return self.dismissed(shown, spot)

    def answered(self, spot: Spot) -> bool:
        """Whether it stands in what a sentence begins with, and no more than "none" stands behind it."""
        label = self.unit.label
        return label is not None and self.sight.answer and spot.end <= self.sight.offset + label.end

    def dismissed(self, shown: str, spot: Spot) -> Level:
        """Dismissed; addressed where a reason is given and that is enough."""
        if self.known.reasons_lift and spot.role != "allusion" and self.reasoned():
            return self.reached(ADDRESSED, f"{shown}: said not to be so, with a reason", spot, 1.0)
        return self.reached(
            DISMISSED, f"{shown}: said not to be so or not to be needed, without a reason", spot, 1.0
        )

    def refused(self) -> bool:
        """Whether what stands under a heading is short and begins with a denial."""
        first = self.sight.offset
        return len(self.unit.words) <= _SHORT_ANSWER and any(
            span.role != "after" and span.begin - first <= _FIRST_WORDS for span in self.sight.denials
        )

    def in_scope(self, spot: Spot, denial: Span) -> bool:
        if spot.holds(denial) and (said := self.says_no(spot, denial)) is not None:
            return said
        if denial.role == "unreal":
            return True
        reach = self.sight.knowledge.cues.denial.reach
        if self.denied_ahead(spot, denial, reach):
            return True
        if denial.role == "after" and denial.begin >= spot.end:
            between = self.sight.words[spot.end : denial.begin]
            # “Religion, belief and sexual orientation: none.”
            listed = len(between) <= reach and between[-1:] in _COLONS
            return all(map(is_mark, between)) or (listed and not self.sight.ends_between(spot, denial))
        if (
            denial.role in _BACKWARD
            and denial.end >= spot.end
            and denial.begin - spot.end <= reach
            and not self.sight.ends_between(spot, denial)
        ):
            return not self.sight.turns_after(denial)
        return False

    def denied_ahead(self, span: Span, denial: Span, reach: int) -> bool:
        """Whether what follows a denial, so many words off at the most, is denied by it."""
        return (
            denial.role in _FORWARD
            and denial.begin <= span.begin
            and self.sight.reaches(denial, span, reach)
            and not self.sight.ends_between(denial, span)
            and not self.sight.turns_after(denial)
        )

    def says_no(self, spot: Spot, denial: Span) -> bool | None:
        """Whether a denial within the words of a spot denies them, as it stands in a gap of its phrase.

        A phrase that itself asks for what says no is not denied by it; None where that tells nothing.
        """
        no, refusal = self.sight.saying_no(denial), denial.role in _REFUSALS
        asked = no or ([] if refusal else [self.sight.words[denial.begin]])
        if any(is_own(word, spot.phrase) for word in asked):
            return False
        # “Are not needed” denies what stands before it, which may be another part of the phrase.
        tells = (no or refusal) and denial.role in _FORWARD
        return True if tells and not self.sight.turns_after(denial) else None

    def reasoned(self) -> bool:
        """Whether a reason or evidence stands in the sentence, or the next begins with one."""
        no = [span for span in self.sight.denials if self.sight.words[span.begin] == "no"]
        # “No evidence suggests” is no evidence.
        if any(
            span.role == "denial-reason" and not any(map(span.touches, no)) for span in self.sight.general
        ):
            return True
        after = self.sight.after
        return after is not None and after.words[1:4] in (["this", "is", "because"], ["this", "is", "as"])

    def lifted(self, spot: Spot) -> Level | None:
        """The level of a spot that nothing denies."""
        sight, known = self.sight, self.known
        heading = spot.role in _ABOVE
        if heading and sight.answer and self.number not in self.unit.answers:
            return None  # “none” in a row of its form says nothing of what the form is
        shown = self.shown(spot)
        if cap := self.capped(spot):
            if heading:
                return None
            found = self.reached(MENTIONED, f"{shown}: {cap}", spot)
            found.capped = True
            return found
        if spot.role == "allusion":
            return self.reached(MENTIONED, f"{shown}: alluded to", spot)
        if self.deferred(spot):
            rank = DISMISSED if known.deferred == "dismissed" else MENTIONED
            return self.reached(rank, f"{shown}: {sight.knowledge.cues.deferral.title}", spot)
        if spot.role == "substance":
            return self.reached(ADDRESSED, f"{shown}: says what is done or what the effect is", spot, 3.0)
        cues = self.cues(spot)
        here = bool(cues) or bool(sight.row)
        if len(cues) < known.needs and spot.role not in INFERRED:
            for cue in self.cues_around():
                cues.setdefault(cue, _FAR)
        if len(cues) >= known.needs and (here or not heading):
            if name := self.named(spot):
                return self.reached(MENTIONED, f"{shown}: {name}", spot)
            titles = [sight.knowledge.titles.get(cue, "words of its own") for cue in cues]
            weight = 1.0 + 0.4 * len(cues) + 0.5 * ("lift" in cues) - 0.02 * min(cues.values(), default=0)
            return self.reached(
                ADDRESSED, f"{shown}, with {' and '.join(titles[:2])}", spot, weight, frozenset(cues)
            )
        if self.answers_form(spot):
            return self.reached(ADDRESSED, f"{shown}: what a form asks about it is answered", spot)
        if spot.role == "title" or (
            heading and len(self.unit.words) < _FEW_WORDS and not (sight.ticked or sight.verdict)
        ):
            return None
        why = (
            f"only {sight.knowledge.titles[sight.voiding]}"
            if sight.voiding
            else "named, with nothing to act on"
        )
        found = self.reached(
            MENTIONED, f"{shown}: {why}", spot, 0.2 * len(cues) - 0.5 * heading, frozenset(cues)
        )
        found.plain = not (heading or sight.voiding)
        return found

    def answers_form(self, spot: Spot) -> bool:
        """Whether it fills a cell that asks for a reason, an effect or a step for the group of its row."""
        sight, unit = self.sight, self.unit
        if spot.role != "heading" or sight.verdict or sight.voiding or not self.known.kind.affected:
            return False
        if label := unit.label:
            substance = len(unit.words) - label.end > _FEWEST_BEHIND and not sight.composition
            return label.answered and self.number in label.about and substance
        if len(unit.words) < _FEW_WORDS or not unit.passage.place.table:
            return False
        asks, place = sight.knowledge.asks, unit.passage.place
        row = self.number in sight.knowledge.header(place.row_header)[0]
        # Its group stands before the row, or over a table whose rows are the questions.
        return asks(place.column_header if row else place.row_header)

    def capped(self, spot: Spot) -> str:
        """Why the spot is a mention at the most."""
        sight, kind = self.sight, self.known.kind
        if sight.reference:
            return "in a reference"
        if self.unit.cap:
            return self.unit.cap
        if sight.empty and spot.role not in _ABOVE:
            return f"only {sight.knowledge.titles[sight.empty]}"
        if sight.nobody and spot.role in _SAID and (name := self.of_nobody(spot)):
            return name
        if spot.role != "about":
            return ""
        if kind.named_in_lists and self.sight.groups >= LIST_OF_GROUPS:
            return "named in a list of groups"
        return ""

    def of_nobody(self, spot: Spot) -> str:
        """What the spot is a part of in which nobody is spoken of: a field, a thing, laws in a row."""
        for span in self.sight.nobody:
            if span.role == "law-run":
                if span.begin - _LAW_NAME <= spot.begin < span.end:
                    return "in a list of laws"
            elif self.known.kind.named_in_lists and spot.touches(span):
                return "a field to be filled in" if span.role == "field" else "the name of a thing"
        return ""

    def named(self, spot: Spot) -> str:
        """Which kind of name the spot is only a part of; empty where it is said in its own right."""
        for name in self.sight.names if spot.role == "about" else ():
            if name.holds(spot) and not (name.role == "laws" and self.known.kind.law_names_count):
                return "only in the name of a law" if name.role == "laws" else "only in a name or title"
        return ""

    def deferred(self, spot: Spot) -> bool:
        if not self.sight.deferrals:
            return False
        promised = PROMISE in self.known.lifted_by
        reach = self.sight.knowledge.cues.denial.reach
        return any(
            spot.distance(span) <= reach and (span.role == "vague" or not promised)
            for span in self.sight.deferrals
        )

    def cues(self, spot: Spot) -> dict[str, int]:
        """The cues near the spot that lift it, each with how far off it is."""
        heading = spot.role in _ABOVE
        found: dict[str, int] = {}
        if self.sight.verdict:
            return found
        lifted_by = self.known.lifted_by
        if self.sight.composition and not self.known.kind.composition_counts:
            lifted_by -= _FIGURES
        reach = self.known.kind.reach
        for span in self.sight.cues:
            role = span.role
            if role in lifted_by:
                distance = 0 if heading else spot.distance(span)
                # The distance first, as it costs least.
                if distance > reach or distance >= found.get(role, _ENDLESS):
                    continue
                if heading and self.in_allusion(span):
                    continue
                if (
                    (heading or not self.part(spot, span))
                    and not self.said_not_to_be(span)
                    and not (self.sight.nobody and self.about_a_thing(spot, span))
                ):
                    found[role] = distance
        if PROMISE in lifted_by:
            for span in self.sight.deferrals:
                if span.role == "deferral":
                    found[PROMISE] = spot.distance(span)
        for span in self.own:
            if heading and self.in_allusion(span):
                continue
            if span.role == "lift" and (heading or not self.part(spot, span)):
                distance = 0 if heading else spot.distance(span)
                found["lift"] = min(distance, found.get("lift", distance))
        return found

    def in_allusion(self, cue: Span) -> bool:
        """Whether a cue is part of what only alludes: “a card may be given” under “Leaving”."""
        return any(one.holds(cue) for one in self.alluded)

    def about_a_thing(self, spot: Spot, cue: Span) -> bool:
        """Whether a cue for people is no more than what is done with a thing, or why."""
        return (
            cue.role in _OF_THINGS
            and self.known.kind.named_in_lists
            and any(
                span.role == "chore" and spot.begin < span.end and not self.sight.follows(span, cue)
                for span in self.sight.nobody
            )
        )

    def said_not_to_be(self, cue: Span) -> bool:
        """Whether it is an effect that the sentence denies: “no impact on either is expected”."""
        return cue.role == "effect" and any(
            cue.begin - denial.end <= _DENIED_EFFECT and self.denied_ahead(cue, denial, _DENIED_EFFECT)
            for denial in self.sight.denials
        )

    def part(self, spot: Spot, cue: Span) -> bool:
        """Whether a cue is made of the spot's own words, and not of those in a gap of its phrase."""
        if not spot.holds(cue):
            return False
        return any(is_own(word, spot.phrase) for word in self.sight.words[cue.begin : cue.end])

    def cues_around(self) -> Iterator[str]:
        """The cues of the row's other cells, and of the sentences beside it where its kind looks so far."""
        knowledge, lifted_by = self.sight.knowledge, self.known.lifted_by
        for unit in (*self.sight.row, *(self.sight.beside if self.known.kind.window else self.going_on())):
            for requirement, role in shown_by(unit, knowledge):
                general = requirement == GENERAL and role in lifted_by
                if general or (requirement == self.number and role == "lift"):
                    yield role

    def going_on(self) -> Sequence[Unit]:
        """The next sentence of the passage where it goes on about the same.

        That is where it points back to the people of this one, or, for kinds that go on, where it turns to
        no other subject of the kind.
        """
        after = self.sight.after
        if after is None:
            return []
        points_back = not _POINTING.isdisjoint(after.words[: _FIRST_WORDS + 1])
        return [after] if points_back or (self.known.kind.goes_on and not self.turns(after)) else []

    def turns(self, after: Unit) -> bool:
        """Whether a sentence speaks of another requirement of the same kind."""
        knowledge, kind = self.sight.knowledge, self.known.guidance.kind
        return any(
            role in _SAID and number != self.number and knowledge.known[number].guidance.kind == kind
            for phrase, _, _ in after.hits
            for number, role in knowledge.subjects.owners[phrase]
        )
