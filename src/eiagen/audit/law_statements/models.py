"""The files under `law/` in the catalogue: offences and powers with facts, and the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from eiagen.duties import Severity
from eiagen.model import Day, Id, Ids, Model, Text, Texts, YesNo

Notations = Texts
"""Phrases in the notation of docs/phrases.md, in which {name} stands for the alternatives of a term."""


class Act(Model):
    """An Act or Order, and the short forms by which texts name it."""

    id: Id
    title: Text
    """Its full short title, with the year: texts that write it so are recognised by this alone."""
    short: Texts = ()
    """Other ways of writing it: "SOA 2003". "The 2003 Act" need not be listed."""
    beside: Ids = ()
    """Acts named in one breath with it: a section that it does not have is looked up in them."""


class Attribute(Model):
    """A point on which texts make statements of law, and the ways of putting each value."""

    id: Id
    title: Text
    values: Mapping[Id, Notations] = Field(default_factory=dict)
    """For each value the phrases that assert it."""
    limits: Notations = ()
    """Phrases that state an amount: a number with its unit stands inside them."""
    close: Mapping[Id, Notations] = Field(default_factory=dict)
    """The same, by value or under `limits`, of phrases that mean little alone: the sentence or its row has to
    name the subject."""
    units: Texts = ()
    """The units of `limits` that are compared: years, months, hours, level, £, life."""
    denied: bool = False
    """Whether to deny a value that holds is a statement of law too: "is not triable either way"."""
    opposites: bool = False
    """Whether it has two values, so that to deny the one is to assert the other."""
    covers: Mapping[Id, Ids] = Field(default_factory=dict)
    """Values that are right wherever one of several others holds: `indictable` where `either-way` does."""
    unless: Notations = ()
    """Phrases with which a sentence says nothing on the point: "time limit" of a penalty."""
    here: bool = False
    """Whether the sentence itself, or its row, has to name the subject."""
    of: Ids = ()
    """The subjects that it is about where none is named: only loitering can be "persistent"."""
    about: Notations = ()
    """One of these must stand in the sentence, or right before it, or head it: where `of` says what it is
    about, everyday words (“may be published”) mean it only beside one."""
    near: bool = False
    """Whether the subject may be named in the sentence before without a word that points back to it."""


class Fact(Model):
    """What the law is on one point of a subject."""

    holds: Texts
    """Values of the attribute that are right; amounts as "7 years", "level 3", "life"."""
    with_words: Mapping[Text, Notations] = Field(default_factory=dict)
    """Amounts that are right only where one of the phrases stands in the sentence, too."""
    right: Text
    """The law as a sentence."""
    citation: Id | None = None
    """A more exact source than the subject's."""


class Subject(Model):
    """An offence, a power or a duty that statements are about."""

    id: Id
    title: Text
    act: Id | None = None
    sections: Texts = ()
    """Its provisions: 33A, 48. A section that carries a letter is recognised without its Act."""
    alone: YesNo = False
    """Whether its sections are taken to be meant where a text names no Act at all."""
    names: Notations = ()
    """Ways of naming it without a section."""
    also_in: Texts = ()
    """Other provisions that texts rightly name with it: "soa-2003 55"."""
    citation: Id
    nations: Ids = ()
    """Where it is law; everywhere where empty."""
    in_force_from: Day | None = None
    in_force_until: Day | None = None
    facts: Mapping[Id, Fact] = Field(default_factory=dict)


class RuleExamples(Model):
    """Texts of our own in light Markdown; they are the rule's tests."""

    wrong: Texts
    right: Texts


class LawRule(Model):
    """A statement that an audit reports where a document puts it otherwise than the catalogue has it."""

    id: Id
    title: Text
    kind: Literal["stated-value", "right-provision", "wording"]
    severity: Severity
    nations: Ids = ()
    """Where it is checked; everywhere where empty."""
    in_place_of: Ids = ()
    """Rules that say less exactly what it says: of the same words they report nothing beside it."""
    in_force_from: Day | None = None
    in_force_until: Day | None = None
    citations: Ids = ()
    """Sources, the main one first. A rule about subjects of the catalogue takes theirs."""
    right: Text | None = None
    """The law as a sentence. A rule about subjects takes theirs."""
    why: Text
    attributes: Ids = ()
    """Of `stated-value`: the points that are compared."""
    subjects: Ids = ()
    """The subjects that it is about; every one that no earlier rule is about where empty."""
    wrong: Notations = ()
    """Of `wording`: phrases that put the law wrongly."""
    unless: Notations = ()
    """Of `wording`: phrases that make the sentence right or about something else."""
    despite: Notations = ()
    """Of `wording`: phrases after which `unless` counts for nothing: "even where", "whether or not"."""
    anywhere: YesNo = False
    """Of `wording`: whether its phrases say of themselves which nation they are about."""
    direct: YesNo = False
    """Of `wording`: whether no offence of the catalogue may be named between its words."""
    about: Notations = ()
    """Of `wording`: one of these must stand in the sentence, or head it, or stand right before it."""
    examples: Annotated[RuleExamples, Field()]


class LawFile(Model):
    """One file under `law/`."""

    terms: Mapping[Id, Notations] = Field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    subjects: tuple[Subject, ...] = ()
    rules: tuple[LawRule, ...] = ()


class Guards(Model):
    """Words by which a sentence asserts nothing, or not of the law here and now: `law.yaml`."""

    quoted: Notations
    """Somebody else's statement, or one that the text itself calls wrong."""
    refuted: Notations
    """In the sentence after: what stood before is wrong."""
    supposed: Notations
    """A proposal, a supposition, a wish."""
    past: Notations
    """The law as it was."""
    negations: Notations
    not_negations: Notations
    """Where a negation negates nothing: "not only", "whether or not"."""
    denying: Notations
    """Words by which all that follows in the sentence is denied."""
    not_nations: Notations
    """Names in which a nation's stands, and says nothing of whose law is meant."""
    headings: Notations
    """Headings and headers under which errors are listed."""
    back: Notations
    """Beginnings of a sentence that point back to what was named before."""
    models: Notations
    """Models of law on prostitution: what points back to one is said of it, and not of the law here."""
    nations: Mapping[Id, Notations]
    """How texts name each nation, and other countries under `abroad`."""


class Vocabulary(Model):
    """`law.yaml`: what every file under `law/` may use."""

    terms: Mapping[Id, Notations]
    guards: Guards
    attributes: tuple[Attribute, ...] = ()
