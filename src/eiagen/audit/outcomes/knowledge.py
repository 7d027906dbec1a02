"""What the audit of one catalogue knows: who owns which phrase, and the matchers that find them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from eiagen.audit.outcomes.cues import Cues, Kind
from eiagen.audit.outcomes.matcher import Hit, Matcher
from eiagen.duties import Catalogue, InGuidance
from eiagen.phrases import parse
from eiagen.words import BEGIN, is_mark, words

Role = Literal["about", "allusion", "substance", "context", "heading", "excluded", "lift", "dismissal"]
GENERAL = -1
"""Owns the cues that hold for every requirement."""
DENIAL, PROMISE, MEETING, AFFECTED, FILLED = "denial", "promise", "meeting", "affected", "filled"
"""What a requirement's `lifted_by` may name besides cues. It asks what is not there, so that no denial waves
it away; what will be done, so that a promise lifts; about people in whom two groups meet; about an effect on
any group; for a form, so that what is filled in for groups under its title is what it asks."""
LISTS_ONLY, LISTS_OF_LAWS = "lists_only", "lists_of_laws"
"""What stands under some headings: nothing but lists, or lists and perhaps whole sentences."""
_MOST_GROUPS = 2
"""A heading that names more groups heads no part about one of them."""
_MOST_HEADERS = 100_000
_LONGEST_CALL = 12
"""So many words at most, with begin and end, only call a group by its name."""
_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|note|step|stage|chapter|question|annex|appendix)\s+)?"
    r"(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.):–—]|\d{1,2}(?:\.\d{1,2})+[.):]?)\s+(?=\S)",
    re.IGNORECASE,
)
"""“Section G.”, “Note B:”, “(c)”, “4.2”: what only numbers a heading is none of its words."""
_SMALL = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))


class Owner(NamedTuple):
    """Whose phrase it is, and what it does there. A tuple, as it is taken apart for every phrase found."""

    requirement: int
    """Number of the requirement among the known ones; of the list of context phrases; or `GENERAL`."""
    role: str
    """A `Role`, or the id of a general cue."""


@dataclass(frozen=True)
class Known:
    """What is known of a requirement, and what it takes to address it."""

    guidance: InGuidance
    kind: Kind
    lifted_by: frozenset[str]
    needs: int
    reasons_lift: bool
    deferred: str
    """What a promise for later is: dismissed or mentioned."""
    silence: str
    """Whether a gap is `sure` or to `check`."""
    context: int | None
    """Number of its list of context phrases; None where it needs none."""


class Phrases:
    """Phrases with their owners, and the matcher that finds them all."""

    def __init__(self, owned: Iterable[tuple[str, Owner]]) -> None:
        owners: dict[str, list[Owner]] = {}
        for text, owner in owned:
            of_phrase = owners.setdefault(text, [])
            if owner not in of_phrase:
                of_phrase.append(owner)
        self.texts = tuple(owners)
        self.owners = tuple(map(tuple, owners.values()))
        self._matcher = Matcher([parse(text) for text in self.texts], or_one=True)

    def hits(self, found_in: list[str]) -> list[Hit]:
        """Every phrase that stands in the words."""
        return self._matcher.hits(found_in)

    def hits_in(self, sentences: Sequence[list[str]]) -> list[list[Hit]]:
        """The same for each of many sentences, which costs less than one at a time."""
        return self._matcher.hits_in(sentences)


Headed = tuple[frozenset[int], str]
"""The requirements that a heading is about, and which kind of list stands under it."""


class _Headers(dict[str, Headed]):
    """What headings and headers are about, as far as met before: each is asked for with every cell."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self._knowledge = knowledge

    def __missing__(self, text: str) -> Headed:
        if len(self) > _MOST_HEADERS:
            self.clear()
        self[text] = found = self._knowledge.read_header(text)
        return found


class _Labels(dict[str, frozenset[int]]):
    """What the beginnings of lines are about, as far as met before."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__()
        self._knowledge = knowledge

    def __missing__(self, text: str) -> frozenset[int]:
        if len(self) > _MOST_HEADERS:
            self.clear()
        knowledge = self._knowledge
        about = knowledge.headers[text][0]
        topics = [n for n in about if knowledge.known[n].kind.affected and n not in knowledge.groups]
        self[text] = found = frozenset(topics) or knowledge.groups_called(text)
        return found


class Knowledge:
    """Everything that an audit of one catalogue looks for."""

    def __init__(self, catalogue: Catalogue, cues: Cues) -> None:
        self.catalogue = catalogue
        self.cues = cues
        contexts: dict[tuple[str, ...], int] = {}
        self.numbers: dict[str, int] = {}
        """Where each requirement's knowledge is. Requirements that share theirs are judged once."""
        different: dict[InGuidance, int] = {}
        for requirement in catalogue.requirements:
            if requirement.in_guidance is not None and requirement.not_applicable is None:
                self.numbers[requirement.id] = different.setdefault(requirement.in_guidance, len(different))
        self.known = tuple(_known(guidance, cues, contexts) for guidance in different)
        numbered = list(enumerate(self.known))
        self.groups = tuple(number for number, known in numbered if known.kind.named_in_lists)
        """The requirements about people who share a characteristic."""
        self.meeting = tuple(number for number, known in numbered if MEETING in known.lifted_by)
        """The requirements that are about people in whom two groups meet."""
        self.affected = tuple(number for number, known in numbered if AFFECTED in known.lifted_by)
        """The requirements that are about effects on a group."""
        self.filled = tuple(number for number, known in numbered if FILLED in known.lifted_by)
        """The requirements that ask for a form."""

        def of(role: Role, field: str) -> Iterator[tuple[str, Owner]]:
            for number, known in numbered:
                for text in getattr(known.guidance, field):
                    yield text, Owner(number, role)

        self.subjects = Phrases(
            [
                *of("about", "about"),
                *of("allusion", "allusion"),
                *of("substance", "substance"),
                *((text, Owner(number, "context")) for texts, number in contexts.items() for text in texts),
            ]
        )
        """What is looked for in every sentence."""
        self.headings = Phrases(
            [
                *of("heading", "headings"),
                *((text, Owner(GENERAL, LISTS_ONLY)) for text in cues.lists_only),
                *((text, Owner(GENERAL, LISTS_OF_LAWS)) for text in cues.lists_of_laws),
            ]
        )
        """What is looked for in headings, and in the headers of rows and columns."""
        self.signs = Phrases(
            [
                *of("excluded", "excluded"),
                *of("lift", "lifts"),
                *of("dismissal", "dismissals"),
                *((text, Owner(GENERAL, cue.id)) for cue in cues.lifting for text in cue.phrases),
                *((text, Owner(GENERAL, cue.id)) for cue in cues.taking_away for text in cue.phrases),
                *((text, Owner(GENERAL, "ahead")) for text in cues.denial.ahead),
                *((text, Owner(GENERAL, "behind")) for text in cues.denial.behind),
                *((text, Owner(GENERAL, "after")) for text in cues.denial.after),
                *((text, Owner(GENERAL, "forbidden")) for text in cues.denial.forbidding),
                *((text, Owner(GENERAL, "refusal")) for text in cues.denial.refusing),
                *((text, Owner(GENERAL, "vague")) for text in cues.deferral.vague),
                *((text, Owner(GENERAL, "refused")) for text in cues.denial.refused),
                *((text, Owner(GENERAL, "unreal")) for text in cues.denial.unreal),
                *((text, Owner(GENERAL, "back")) for text in cues.denial.back),
                *((text, Owner(GENERAL, "rule")) for text in cues.denial.rules),
                *((text, Owner(GENERAL, "answer")) for text in cues.denial.answers),
                *((text, Owner(GENERAL, "verdict")) for text in cues.answered.verdicts),
                *((text, Owner(GENERAL, "denial-reason")) for text in cues.denial.reasons),
                *((text, Owner(GENERAL, "deferral")) for text in cues.deferral.phrases),
                *((text, Owner(GENERAL, f"group {text}")) for text in cues.groups),
                *((text, Owner(GENERAL, "no-denial")) for text in cues.denial.none_of_these),
                *((text, Owner(GENERAL, "composition")) for text in cues.composition),
                *((text, Owner(GENERAL, "compared")) for text in cues.compared),
                *((text, Owner(GENERAL, "field")) for text in cues.fields),
                *((text, Owner(GENERAL, "chore")) for text in cues.chores),
                *((text, Owner(GENERAL, "law-run")) for text in cues.law_runs),
                *((text, Owner(GENERAL, "crime")) for text in cues.crime),
                *((text, Owner(GENERAL, "reference")) for text in cues.references),
                *((text, Owner(GENERAL, "placeholder")) for text in cues.placeholders),
            ]
        )
        """What is looked for only where a subject was found."""
        self.backs = frozenset(
            phrase
            for phrase, owners in enumerate(self.signs.owners)
            if any(owner.role == "back" for owner in owners)
        )
        """Numbers of the signs by which a sentence denies the one before it."""
        turns = frozenset(cues.denial.turns)
        self.turns = {"refusal": turns, "refused": turns, "forbidden": turns.union(cues.denial.conditions)}
        """The words after a refusal that make it a condition."""
        self.titles: Mapping[str, str] = {cue.id: cue.title for cue in (*cues.lifting, *cues.taking_away)}
        self.voids: Mapping[str, tuple[str, ...]] = {cue.id: cue.voids for cue in cues.taking_away}
        self.beyond: Mapping[str, tuple[str, ...]] = {cue.id: cue.beyond for cue in cues.taking_away}
        self.back_here = frozenset(cues.back_here)
        self.whole = frozenset(cue.id for cue in cues.taking_away if cue.whole)
        """What makes a sentence a mention at the most where it says nothing else."""
        names = cues.names
        self.name_words = frozenset((*names.bodies, *names.posts, *names.papers, *names.laws))
        self.group_signs = frozenset(f"group {text}" for text in cues.groups)
        self.ticks = frozenset(cues.answered.ticks)
        self.unticked = frozenset(cues.answered.unticked)
        self.longest_tick = max(map(len, self.ticks), default=0)
        self._denying = Phrases((text, Owner(GENERAL, "denies")) for text in cues.denial.headings)
        self._denies: dict[str, bool] = {}
        self._answers = Phrases((text, Owner(GENERAL, "answer")) for text in cues.denial.answers)
        self._columns = Phrases((text, Owner(GENERAL, "asks")) for text in cues.answered.columns)
        self._adverse = Phrases((text, Owner(GENERAL, "adverse")) for text in cues.answered.adverse)
        self._actions = Phrases((text, Owner(GENERAL, "acts")) for text in cues.answered.actions)
        self._telling = Phrases((text, Owner(GENERAL, "tells")) for text in cues.labels.instructions)
        self._around_groups = frozenset((*cues.labels.people, *cues.labels.frames))
        self.headers = _Headers(self)
        self.labels = _Labels(self)

    def header(self, text: str) -> Headed:
        """The requirements that a heading or header is about, and which kind of list stands under it, if any.

        A long heading is about what takes up half of its words, or of those before a mark ("Equality
        impact assessment: library hours"); a question is about all that it asks.
        """
        return self.headers[text]

    def read_header(self, text: str) -> Headed:
        """The same, worked out anew."""
        found = words(_NUMBERING.sub("", text))
        first = next((at for at, word in enumerate(found) if is_mark(word)), len(found))
        half = 0.0 if "?" in text else sum(map(_tells, found)) / 2
        half_of_first = min(half, sum(map(_tells, found[:first])) / 2)
        owners = [
            owner
            for owner, hit in self._unmasked(found, self.headings)
            if sum(map(_tells, found[hit.begin : hit.end])) >= (half_of_first if hit.end <= first else half)
        ]
        about = frozenset(owner.requirement for owner in owners if owner.requirement != GENERAL)
        listed = [number for number in about if self.known[number].kind.named_in_lists]
        if len(listed) > _MOST_GROUPS:
            about -= frozenset(listed)
        # “Lists only” comes after “lists of laws”, and is the stricter.
        return about, max((o.role for o in owners if o.requirement == GENERAL), default="")

    def _unmasked(self, found: list[str], phrases: Phrases) -> Iterator[tuple[Owner, Hit]]:
        """Whose phrases stand in the words of a header, without those said in another sense."""
        masks = [
            (owner.requirement, hit)
            for hit in self.signs.hits(found)
            for owner in self.signs.owners[hit.phrase]
            if owner.role == "excluded"
        ]
        for hit in phrases.hits(found):
            for owner in phrases.owners[hit.phrase]:
                if not any(
                    number == owner.requirement and hit.begin < mask.end and mask.begin < hit.end
                    for number, mask in masks
                ):
                    yield owner, hit

    def groups_called(self, text: str) -> frozenset[int]:
        """The groups of people that a text calls by name and says nothing else of: "Trans patients"."""
        found = words(text)
        if len(found) > _LONGEST_CALL:
            return frozenset()
        hits = [
            (owner.requirement, hit)
            for phrases in (self.subjects, self.headings)
            for owner, hit in self._unmasked(found, phrases)
            if owner.role in ("about", "substance", "heading") and owner.requirement in self.groups
        ]
        said = {at for _, hit in hits for at in range(hit.begin, hit.end)}
        others = [word for at, word in enumerate(found) if at not in said and _tells(word)]
        if not self._around_groups.issuperset(others):
            return frozenset()
        about = frozenset(number for number, _ in hits)
        return about if len(about) <= _MOST_GROUPS else frozenset()

    def denies(self, heading: str) -> bool:
        """Whether a heading says that what is listed under it was not done: "What was not considered"."""
        if heading not in self._denies:
            if len(self._denies) > _MOST_HEADERS:
                self._denies.clear()
            self._denies[heading] = bool(self._denying.hits(words(heading)))
        return self._denies[heading]

    def nothing(self, header: str) -> bool:
        """Whether a header says that there is nothing: "None", "No impact"."""
        return bool(header and self._answers.hits(words(header)))

    def adverse(self, text: str) -> bool:
        """Whether a cell or header says that there is harm: "Negative", "Adverse impact identified"."""
        return bool(text and self._adverse.hits(words(text)))

    def acts(self, header: str) -> bool:
        """Whether a column or row asks what will be done about it: "Mitigation"."""
        return bool(header and self._actions.hits(words(header)))

    def answers(self, rest: list[str]) -> bool:
        """Whether the words behind a label say no more than "none"."""
        return bool(self._answers.hits([BEGIN, *rest]))

    def tells(self, rest: list[str]) -> bool:
        """Whether the words behind a label begin as an instruction does."""
        return bool(self._telling.hits([BEGIN, *rest]))

    def asks(self, header: str) -> bool:
        """Whether a column asks for a reason, an effect or a step: what stands there is analysis."""
        return bool(header and self._columns.hits(words(header)))


def _tells(word: str) -> bool:
    return word[0].isalpha() and word not in _SMALL


def _known(guidance: InGuidance, cues: Cues, contexts: dict[tuple[str, ...], int]) -> Known:
    kind = cues.kinds[guidance.kind]
    return Known(
        guidance,
        kind,
        frozenset(kind.lifted_by if guidance.lifted_by is None else guidance.lifted_by),
        kind.needs if guidance.needs is None else guidance.needs,
        kind.reasons_lift if guidance.reasons_lift is None else guidance.reasons_lift,
        guidance.deferred or kind.deferred,
        guidance.silence or kind.silence,
        contexts.setdefault(tuple(guidance.context), len(contexts)) if guidance.context else None,
    )
