"""A unit as it is judged: its words behind those of its lead-in, and the signs in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, pairwise

from eiagen.audit.outcomes.knowledge import AFFECTED, GENERAL, MEETING, Knowledge, Owner
from eiagen.audit.outcomes.matcher import Hit
from eiagen.audit.outcomes.names import may_end, name_spans
from eiagen.audit.outcomes.surroundings import Surroundings
from eiagen.audit.outcomes.units import Unit
from eiagen.words import BEGIN, END, is_mark


# Not frozen, because there are so many of them: to make a frozen one takes three times as long.
@dataclass(slots=True)
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


@dataclass(slots=True)
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
_APART = frozenset(("and", "or", "nor", "but", "their", "his", "her", "your", "our"))
_DENIALS = frozenset(("ahead", "behind", "after", "refusal", "forbidden", "refused", "unreal"))
_DENIED_CUES = {"ahead": 3, "refusal": 3, "forbidden": 3, "behind": 0, "refused": 0}
"""How many words after a denial of each kind a cue may begin that it denies, for the sentences beside it."""
_DEFERRALS = frozenset(("deferral", "vague"))
_NOBODY = frozenset(("field", "chore", "law-run"))
_CONTENT = frozenset(("figure", "date"))
"""Cues that say something wherever they stand, and however the sentence praises itself."""


def signs_of(unit: Unit, knowledge: Knowledge) -> list[Hit]:
    """The signs in a unit's own words, looked for once."""
    if unit.signs is None:
        unit.signs = knowledge.signs.hits(unit.words)
    return unit.signs


def shown_by(unit: Unit, knowledge: Knowledge) -> tuple[Owner, ...]:
    """Whose signs a unit's own words hold, worked out once, as its neighbours ask for it time and again."""
    if unit.shows is None:
        owners = knowledge.signs.owners
        signs = signs_of(unit, knowledge)
        if denied := _denied_in(signs, owners):
            signs = [sign for sign in signs if not any(first <= sign[1] < last for first, last in denied)]
        found = chain.from_iterable([owners[phrase] for phrase, _, _ in signs])
        unit.shows = tuple(dict.fromkeys(found))
    return unit.shows


def _denied_in(signs: Sequence[Hit], owners: Sequence[tuple[Owner, ...]]) -> list[tuple[int, int]]:
    """Where a sentence denies: what begins there lends nothing to its neighbours."""
    denied: list[tuple[int, int, int]] = []
    masks: list[tuple[int, int]] = []
    for phrase, begin, end in signs:
        for _, role in owners[phrase]:
            if role in _DENIED_CUES:
                denied.append((begin, end, end + _DENIED_CUES[role]))
            elif role == "no-denial":
                masks.append((begin, end))
    return [
        (begin, reach)
        for begin, end, reach in denied
        if not any(begin < last and first < end for first, last in masks)
    ]


def look_for_signs(units: Iterable[Unit], knowledge: Knowledge) -> None:
    """Looks for the signs in the units' own words and those of their lead-ins, as it is quicker at once."""
    fresh = [one for unit in units for one in (unit, unit.lead) if one is not None and one.signs is None]
    said = {unit.text: unit.words for unit in fresh}
    found = dict(zip(said, knowledge.signs.hits_in(list(said.values())), strict=True))
    for unit in fresh:
        unit.signs = found[unit.text]


def said_in(unit: Unit, knowledge: Knowledge) -> dict[int, list[Spot]]:
    """What a unit's own words and those of its lead-in are about, by requirement."""
    found: dict[int, list[Spot]] = {}
    owners, texts = knowledge.subjects.owners, knowledge.subjects.texts
    lead = unit.lead
    for source, offset in ((lead, 0), (unit, len(lead.words))) if lead else ((unit, 0),):
        for phrase, begin, end in source.hits:
            for requirement, role in owners[phrase]:
                if role != "context":
                    spot = Spot(role, begin + offset, end + offset, texts[phrase])
                    if requirement in found:
                        found[requirement].append(spot)
                    else:
                        found[requirement] = [spot]
    return found


def _of(roles: frozenset[str], spans: Sequence[Span], masks: Sequence[Span]) -> list[Span]:
    """The spans of some roles that no mask touches."""
    found = [span for span in spans if span.role in roles]
    return [span for span in found if not any(map(span.touches, masks))] if masks else found


class Sight:
    """The words, what was found in them, and which cues count."""

    def __init__(self, unit: Unit, knowledge: Knowledge, around: Surroundings | None = None) -> None:
        self.unit = unit
        self.knowledge = knowledge
        self.around = around
        self.row: Sequence[Unit] = around.row(unit) if around and unit.passage.place.table else ()
        """What stands in the other cells of its row."""
        lead = unit.lead
        self.offset = len(lead.words) if lead else 0
        """Where the unit's own words begin."""
        self.words: list[str] = [*lead.words, *unit.words] if lead else unit.words
        general: list[Span] = []
        self.general = general
        """The signs that hold for every requirement."""
        own: dict[int, list[Span]] = {}
        self._own = own
        owners = knowledge.signs.owners
        for source, offset in ((lead, 0), (unit, self.offset)) if lead else ((unit, 0),):
            for phrase, begin, end in signs_of(source, knowledge):
                for requirement, role in owners[phrase]:
                    span = Span(role, begin + offset, end + offset)
                    if requirement == GENERAL:
                        general.append(span)
                    elif requirement in own:
                        own[requirement].append(span)
                    else:
                        own[requirement] = [span]
        roles = {span.role for span in general}
        masks = [span for span in general if span.role == "no-denial"] if "no-denial" in roles else []
        self.masks = masks
        """What sounds like a denial and is none."""
        self.denials = _of(_DENIALS, general, masks) if not roles.isdisjoint(_DENIALS) else []
        self.deferrals = _of(_DEFERRALS, general, masks) if not roles.isdisjoint(_DEFERRALS) else []
        voids = knowledge.voids
        self.voiding = "" if roles.isdisjoint(voids) else min(roles.intersection(voids))
        """What takes cues away here: a value statement, a restatement of the law."""
        titles = knowledge.titles
        self.cues = [span for span in general if span.role in titles]
        """The general cues that count here."""
        if self.voiding:
            voiding = [span for span in general if span.role in voids]
            self.cues = [
                span
                for span in self.cues
                if not any(span.role in voids[void.role] and not self.follows(void, span) for void in voiding)
            ]
        whole = knowledge.whole.intersection(roles) if self.voiding else ()
        self.empty = min(whole) if whole and not self.says_more(whole) else ""
        """What the sentence does instead of saying anything: it praises itself, or speaks of others."""
        text = unit.text.strip()
        self.ticked = len(text) <= knowledge.longest_tick and text.lower() in knowledge.ticks
        """Whether the unit is a cross or a tick."""
        self.answer = (
            knowledge.nothing(unit.passage.place.column_header)
            if self.ticked
            else "answer" in roles
            and any(span.role == "answer" and span.begin >= self.offset for span in general)
        )
        """Whether the unit says no more than "none" or "no impact"."""
        self.verdict = "verdict" in roles and any(
            span.role == "verdict" and span.begin >= self.offset for span in general
        )
        """Whether it says no more than how great an effect is, or where to look for it."""
        self.reference = "reference" in roles
        """Whether it cites a work."""
        self.rule = "rule" in roles and "unreal" not in roles
        """Whether it states a rule for a case, and not what would be if things were different."""
        self.groups = len(roles.intersection(knowledge.group_signs))
        """How many characteristics it names."""
        self.composition = "composition" in roles and "compared" not in roles
        """Whether it counts who there is, and no share is compared with another."""
        self.nobody = [] if roles.isdisjoint(_NOBODY) else [span for span in general if span.role in _NOBODY]
        """Fields of forms, instructions on things, and laws in a row: nobody is spoken of there."""
        self.crime = "crime" in roles
        """Whether it speaks of a crime, whose harm is none of the policy's."""
        self.placeholder = "placeholder" in roles
        """Whether it is a place to be filled in."""

    @property
    def asked(self) -> bool:
        """Whether its column asks for a reason, an effect or a step."""
        return self.knowledge.asks(self.unit.passage.place.column_header)

    @property
    def beside(self) -> Sequence[Unit]:
        """The sentences before and after it."""
        return self.around.beside(self.unit) if self.around else ()

    @property
    def after(self) -> Unit | None:
        """The next sentence of the passage, if there is one."""
        return self.around.after(self.unit) if self.around else None

    @cached_property
    def denied_around(self) -> bool:
        """Whether the heading of a list, or the next sentence, says that what stands here is not so."""
        knowledge, passage = self.knowledge, self.unit.passage
        headings = passage.place.headings
        first = passage.kind == "item" and passage.text.startswith(self.unit.text)
        if first and headings and knowledge.denies(headings[-1]):
            return True
        after = self.after
        if after is None:
            return False
        return not knowledge.backs.isdisjoint([phrase for phrase, _, _ in signs_of(after, knowledge)])

    def own(self, number: int) -> Sequence[Span]:
        """The signs of one requirement."""
        return self._own.get(number, ())

    def follows(self, void: Span, cue: Span) -> bool:
        """Whether the cue stands in what is concluded from a statement of values or the law repeated."""
        knowledge = self.knowledge
        if void.role in knowledge.whole and void.end <= cue.begin:
            between = self.words[void.end : cue.begin]
            if cue.role in knowledge.beyond[void.role] or not knowledge.back_here.isdisjoint(between):
                return True
        return any(
            span.role == "reason" and void.end <= span.begin and span.end <= cue.begin
            for span in self.general
        )

    def says_more(self, whole: Collection[str]) -> bool:
        """Whether a cue is left that the praise, or what is said of others, does not take away."""
        ends = [span.end for span in self.general if span.role in whole]
        return any(span.role in _CONTENT or span.begin >= max(ends) for span in self.cues)

    def spots(self, said: Mapping[int, list[Spot]]) -> dict[int, list[Spot]]:
        """What it is about, by requirement: by its words, by what follows from them, by what stands above."""
        found = dict(said)
        unit = self.unit
        if self.groups < LIST_OF_GROUPS and not unit.cap and (groups := sorted(self.said_of_groups(found))):
            for numbers, spots in (
                (self.knowledge.meeting, list(self.meetings(groups))),
                (self.knowledge.affected, list(self.affected(groups))),
            ):
                for number in numbers if spots else ():
                    found.setdefault(number, []).extend(spots)
        for number in unit.about:
            found.setdefault(number, []).append(Spot("heading", self.offset, len(self.words), "its heading"))
        for number in unit.titled:
            found.setdefault(number, []).append(Spot("title", self.offset, len(self.words), "the title"))
        return found

    def said_of_groups(self, found: Mapping[int, Sequence[Spot]]) -> Iterator[tuple[int, int, int]]:
        """Where each group of people is spoken of: begin, end, number of the requirement."""
        for number in self.knowledge.groups:
            if number in found:
                for spot in found[number]:
                    if spot.role in ("about", "substance") and not self.masked(spot, number):
                        yield spot.begin, spot.end, number

    def meetings(self, groups: Sequence[tuple[int, int, int]]) -> Iterator[Spot]:
        """Where two groups meet in one person: "girls in a wheelchair", not "girls and wheelchair users"."""
        for (begin, end, number), (other_begin, other_end, other) in combinations(groups, 2):
            if number == other or (begin, end) == (other_begin, other_end):
                continue
            between = self.words[end : other_begin + 1]
            if other_begin - end <= _MEET and not any(is_mark(word) or word in _APART for word in between):
                yield Spot(MEETING, begin, max(end, other_end), "two groups that meet")

    def affected(self, groups: Sequence[tuple[int, int, int]]) -> Iterator[Spot]:
        """Where an effect on a group is spoken of."""
        if self.crime:
            return
        effects = [span for span in self.cues if span.role == "effect"]
        for begin, end, _ in groups if effects else ():
            group = Span("", begin, end)
            near = min(effects, key=group.distance)
            if group.distance(near) <= _NEAR and not group.touches(near):
                yield Spot(
                    AFFECTED, min(begin, near.begin), max(end, near.end), "an effect on a group of people"
                )

    def undenied(self, spans: Sequence[Span]) -> list[Span]:
        """The spans that only sound like a denial left out."""
        return [span for span in spans if not any(map(span.touches, self.masks))]

    def turned(self, before: Span, after: Span) -> bool:
        """Whether the sentence turns between the two: “no appeal, but”, “although there is no appeal, …”."""
        if after.begin < before.end:
            return False
        denial = self.knowledge.cues.denial
        if any(word in denial.instead for word in self.words[before.end : after.begin]):
            return True
        return "," in self.words[before.end : after.begin] and any(
            word in denial.ends or word in denial.instead for word in self.words[self.offset : before.begin]
        )

    def masked(self, spot: Spot, number: int) -> bool:
        """Whether the spot stands in a phrase that the requirement excludes."""
        return any(span.role == "excluded" and spot.touches(span) for span in self.own(number))

    @cached_property
    def names(self) -> list[Span]:
        """Names with capitals; the role is what kind of name each is."""
        words = self.knowledge.name_words.intersection(self.unit.words)
        if not (words and may_end(words, self.unit.text)):
            return []
        found = name_spans(self.unit.text, self.unit.words, self.knowledge.cues.names)
        return [Span(kind, begin + self.offset, end + self.offset) for begin, end, kind in found]

    def shown(self, span: Span) -> str:
        """The words as a reason quotes them."""
        found = " ".join([word for word in self.words[span.begin : span.end] if word not in (BEGIN, END)])
        return f"“{found.replace(' ,', ',')}”"

    def reaches(self, denial: Span, after: Span, reach: int) -> bool:
        """Whether so few words stand between a denial and what follows, counted from the last “or”."""
        if after.begin - denial.end <= reach:
            return True
        if not self.saying_no(denial):
            return False
        links, words = self.knowledge.cues.denial.links, self.words
        steps = [
            denial.end,
            *(at for at in range(denial.end, after.begin) if words[at] in links),
            after.begin,
        ]
        return all(step - last <= reach for last, step in pairwise(steps))

    def saying_no(self, denial: Span) -> list[str]:
        """The words of a denial that say no: “stopped” has none."""
        negations = self.knowledge.cues.denial.negations
        return [word for word in self.words[denial.begin : denial.end] if word in negations]

    def turns_after(self, denial: Span) -> bool:
        """Whether a word after a refusal makes it a condition: “do not … without …”."""
        turns = self.knowledge.turns.get(denial.role)
        return turns is not None and not turns.isdisjoint(self.words[denial.end :])

    def ends_between(self, before: Span, after: Span) -> bool:
        """Whether a word between the two ends the scope of a denial."""
        ends = self.knowledge.cues.denial.ends
        return any(word in ends for word in self.words[before.end : after.begin])
