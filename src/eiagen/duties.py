"""The law as data: duties, the requirements drawn from them, the gap rules that check them, their sources."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, PlainSerializer, SkipValidation

from eiagen.model import Count, Day, Id, Ids, Model, Text, Texts, YesNo

Severity = Literal["critical", "high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low")
"""Worst first."""

ASSUMED = "england"
"""The jurisdiction taken, and said to be taken, where nobody states one."""

Options = Annotated[Mapping[str, Any], SkipValidation, PlainSerializer(dict)]
"""What a rule kind takes; the kind itself checks it when the catalogue is put to use."""


def _phrase(text: str) -> str:
    from eiagen.phrases import checked  # only where there are phrases: the gap check has none

    return checked(text)


Phrases = tuple[Annotated[Text, AfterValidator(_phrase)], ...]
"""A field that holds phrases; a mistake in one is told with its line, like any other mistake in a file."""


class Citation(Model):
    """A source of law. An address or a content that nobody has checked has `checked: null`, and prints so."""

    id: Id
    title: Text
    """As a lawyer would cite it: "Equality Act 2010, section 149(1)(c)"."""
    url: Text | None = None
    """Official address; None where no official address is known."""
    checked: Day | None
    """When somebody last held what we say against a source; None if nobody has. Must be written."""
    checked_against: Text | None = None
    """What it was held against, where that was not the official text: "secondary copies"."""
    note: Text | None = None


class Duty(Model):
    """What a statute, or the common law, asks of a body."""

    id: Id
    title: Text
    citations: Ids
    """Ids of citations, the main one first."""
    in_force_from: Day | None = None
    """First day in force; None where it has always been for our purposes or is not known."""
    in_force_until: Day | None = None
    """Last day in force, inclusive; None while it is."""
    binds: Text
    """Whom it binds, in words."""
    summary: Text
    not_in_force_note: Text | None = None


class Check(Model):
    """A rule at work for one requirement; it may narrow the rule's options or change its severity."""

    rule: Id
    options: Options = Field(default_factory=dict)
    severity: Severity | None = None


class Serves(Model):
    """A requirement that a rule checks, and how it differs there."""

    requirement: Id
    options: Options = Field(default_factory=dict)
    severity: Severity | None = None


class Rule(Model):
    """A gap rule: a kind of check (in `gap_rules/`), its options, and the words for people."""

    id: Id
    kind: Id
    severity: Severity
    basis: Ids
    """Ids of the citations it rests on, the main one first."""
    serves: tuple[Serves, ...]
    """The requirements it checks; loading turns them into each requirement's `in_assessment`."""
    options: Options = Field(default_factory=dict)
    message: Text
    """What is missing, in one sentence. `{name}` is filled in by the kind."""
    message_many: Text | None = None
    """The same for many items of one list at once: `{count}` of `{total}`, at `{items}`."""
    group_above: Count = 5
    """One finding for the list where more of its items than this are concerned, given `message_many`."""
    silent_after: Ids = ()
    """Rules that say the same of a requirement: where one of them has found something, this is silent."""
    at_screening: Literal["still", "decides"] | None = None
    """Whether it is checked after screening out, too; `decides`: if it finds something, all rules are."""
    why: Text
    """Why it matters, for a head of policy."""
    fix: Text
    """What to write instead, in plain words: it is printed for a committee, too."""
    under: Texts = ()
    """Fields of the assessment where it is written, as `eiagen check` prints them: decision.what_changed.

    `{name}` is filled in as in the message.
    """
    threshold_note: Text | None = None
    """Printed where an option is a threshold of ours and not of the law: "42 days is our default"."""


class Examples(Model):
    """Texts of our own for each outcome, in light Markdown; they are the tests of the audit's knowledge."""

    addressed: Texts = ()
    mentioned: Texts = ()
    dismissed: Texts = ()
    gap: Texts = ()


class InGuidance(Model):
    """How the audit finds a requirement in a text. Phrases are in the notation of docs/phrases.md."""

    kind: Literal["group", "activity", "law", "topic"] = "topic"
    """Which general cues turn a mention into something addressed."""
    searched_for: Annotated[Texts, Field(min_length=1)]
    """Plain words for people: "nothing found; these were sought"."""
    about: Phrases = ()
    """Phrases that show that a sentence is about this."""
    allusion: Phrases = ()
    """Phrases that show no more than a mention, whatever stands around them."""
    substance: Phrases = ()
    """Phrases that are analysis or instruction by themselves."""
    lifts: Phrases = ()
    """Cues of its own that turn a mention in the same sentence into something addressed."""
    lifted_by: Ids | None = None
    """General cues that do the same; those of its kind where nothing is written."""
    needs: Count | None = None
    """How many different cues it takes; as its kind has it where nothing is written."""
    deferred: Literal["dismissed", "mentioned"] | None = None
    """What a promise for later is; as its kind has it where nothing is written."""
    excluded: Phrases = ()
    """Names and other senses, masked before anything is looked for."""
    headings: Phrases = ()
    """Titles of sections, rows and columns about this, and the questions of forms."""
    context: Phrases = ()
    """Phrases one of which must stand near, where the words alone are too common."""
    dismissals: Phrases = ()
    """Phrases of its own by which a text waves it away."""
    silence: Literal["sure", "check"] | None = None
    """Whether a gap can be relied on, or its words are everyday ones; as its kind has it where blank."""
    mention: Literal["sure", "check"] = "check"
    """Whether it can be relied on that it is only named where that is what was found."""
    met_by: Ids = ()
    """Requirements that meet this one too where enough of them are addressed."""
    met_by_at_least: Count = 2
    reasons_lift: YesNo | None = None
    """Whether "not relevant because …" counts as addressed; as its kind has it where nothing is written."""
    examples: Examples = Field(default_factory=Examples)


class Requirement(Model):
    """One checkable statement drawn from a duty, with both ways of detecting it."""

    id: Id
    title: Text
    duty: Id
    citations: Ids = ()
    """Sources more exact than the duty's, if there are."""
    scope: Literal["core", "topic"] = "core"
    severity: Severity
    """How serious its absence from guidance is."""
    asks: Text
    """What it asks of a body, in plain words."""
    why: Text
    """Why it matters."""
    addressed: Text
    """What counts as addressing it."""
    mentioned: Text
    """What is a mention only."""
    closes: Text
    """What a body would write to close the gap."""
    good_practice: bool = False
    """True where no domestic duty asks for it: reported as good practice, never as a gap in a duty."""
    not_applicable: Text | None = None
    """The reason where the jurisdiction's law has no such requirement."""
    in_assessment: tuple[Check, ...] = ()
    """How the gap check finds it: filled while loading from the rules that serve it."""
    in_guidance: InGuidance | None = None
    """How the audit finds it: read from `guidance/<id>.yaml` beside its file, when asked for."""


class Part(Model):
    """A part of an aim: section 149(3)(a)."""

    id: Id
    title: Text
    provision: Text
    question: Text


class Aim(Model):
    """One of the things that regard is due to: the three aims of section 149, the two of section 75."""

    id: Id
    title: Text
    short: Text
    provision: Text
    question: Text
    parts: tuple[Part, ...] = ()
    characteristics: Ids = ()
    """The characteristics it is limited to; all of them where empty."""


class Characteristic(Model):
    """A protected characteristic, or a ground of section 75."""

    id: Id
    title: Text
    means: Text
    requirement: Id | None = None
    aims: Ids = ()
    """The aims it counts for; all of them where empty."""


class ContestedTopic(Model):
    """A question on which views compete within a topic; the tool records, it doesn't decide."""

    id: Id
    question: Text
    views: Texts


class NeededGroup(Model):
    """A group that a topic asks to be looked at on its own."""

    kind: Id
    title: Text
    why: Text


class FrontPageQuestion(Model):
    """What readers of guidance on a topic ask first; the findings on a few requirements answer it."""

    title: Text
    """A plain heading that gives no answer away: "Women and children nearby"."""
    requirements: Annotated[Ids, Field(min_length=1)]
    """The requirements whose findings answer it."""


class Topic(Model):
    """A subject with requirements of its own."""

    id: Id
    title: Text
    about: Text
    signs: Texts = ()
    """Phrases by which the audit recognises that a document is about it."""
    one_sign_in: Count = 200
    """A document about it has a sign in so many words, the opening counted twice. A text on modern slavery
    that mentions prostitution has one in 240 at most, a text about prostitution one in 170 at least."""
    location_effects: bool = False
    """Whether such policies change what happens in particular places."""
    groups: tuple[NeededGroup, ...] = ()
    contested: tuple[ContestedTopic, ...] = ()
    front_page: tuple[FrontPageQuestion, ...] = ()
    """The questions that the front page of an audit answers, whoever asks them; none, and it goes by duty."""


class Jurisdiction(Model):
    """A nation's law: what it takes over from its parent and what it adds."""

    id: Id
    title: Text
    extends: Id | None = None
    abstract: bool = False
    """True for a parent that no body sits in: great-britain, united-kingdom."""
    duty_name: Text | None = None
    """What the equality duty is called there."""
    duty_text: Text | None = None
    """The duty in our own plain words, to put before a decision-maker."""
    aims: tuple[Aim, ...] = ()
    characteristics: tuple[Characteristic, ...] = ()
    signs: Texts = ()
    """Phrases by which the audit guesses that a document is about this nation."""
    information_law: Id | None = None
    """The citation of the Act under which its public bodies are asked for what they hold."""


class CatalogueFile(Model):
    """What one YAML file of the catalogue may hold."""

    jurisdiction: Jurisdiction | None = None
    topic: Topic | None = None
    citations: tuple[Citation, ...] = ()
    duties: tuple[Duty, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    rules: tuple[Rule, ...] = ()


def in_force(duty: Duty, on: datetime.date) -> bool:
    """Whether the duty is in force on a day; both ends of its dates are inclusive."""
    begun = duty.in_force_from is None or duty.in_force_from <= on
    return begun and (duty.in_force_until is None or on <= duty.in_force_until)


@dataclass(frozen=True)
class Catalogue:
    """The law of one jurisdiction, its parents and the chosen topics, on one day."""

    jurisdiction: Jurisdiction
    topics: tuple[Topic, ...]
    on: datetime.date
    citations: Mapping[str, Citation]
    duties: Mapping[str, Duty]
    requirements: tuple[Requirement, ...]
    """In force on the day, in the order of the catalogue: core first, then topics."""
    rules: Mapping[str, Rule]
    not_in_force: tuple[Requirement, ...] = ()
    """Left out because their duty is not in force on the day."""
    known_aims: frozenset[str] = frozenset()
    known_characteristics: frozenset[str] = frozenset()
    """Ids of every jurisdiction, so that a form for another nation is understood and said to be so."""
    _by_id: Mapping[str, Requirement] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    @property
    def aims(self) -> tuple[Aim, ...]:
        """The aims of the duty here."""
        return self.jurisdiction.aims

    @property
    def characteristics(self) -> tuple[Characteristic, ...]:
        """The characteristics or grounds that count here."""
        return self.jurisdiction.characteristics

    def requirement(self, id: str) -> Requirement | None:
        """The requirement of that id in force here, or None."""
        return self._by_id.get(id)

    def sources(self, requirement: Requirement) -> Iterator[Citation]:
        """Its sources, the most exact first and each once."""
        for id in dict.fromkeys((*requirement.citations, *self.duties[requirement.duty].citations)):
            yield self.citations[id]

    def counts_for(self, characteristic: Characteristic, aim: Aim) -> bool:
        """Whether the characteristic counts for the aim (marriage counts for the first aim only)."""
        by_aim = not aim.characteristics or characteristic.id in aim.characteristics
        return by_aim and (not characteristic.aims or aim.id in characteristic.aims)

    @property
    def law_checked_on(self) -> datetime.date | None:
        """The oldest day on which a source in use was checked; None if none has been."""
        used = {id for requirement in self.requirements for id in requirement.citations}
        used |= {id for requirement in self.requirements for id in self.duties[requirement.duty].citations}
        days = [checked for id in used if (checked := self.citations[id].checked) is not None]
        return min(days, default=None)

    @property
    def unchecked(self) -> tuple[Citation, ...]:
        """Sources in use that nobody has checked."""
        used: dict[str, None] = {}
        for requirement in self.requirements:
            used.update(dict.fromkeys(source.id for source in self.sources(requirement)))
        return tuple(self.citations[id] for id in used if self.citations[id].checked is None)
