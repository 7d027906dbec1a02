"""The law of one catalogue on which statements are compared, put together and made ready for use."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from eiagen import catalogue_files
from eiagen.audit.law_statements.files import applies, law_files, of_other_nations
from eiagen.audit.law_statements.files import law_rules as law_rules
from eiagen.audit.law_statements.files import rights_of as rights_of
from eiagen.audit.law_statements.files import rule_for as rule_for
from eiagen.audit.law_statements.models import (
    Act,
    Attribute,
    LawFile,
    LawRule,
    Notations,
    Subject,
    Vocabulary,
)
from eiagen.audit.law_statements.negations import Split
from eiagen.audit.law_statements.prefilter import Prefilter
from eiagen.audit.law_statements.provisions import Acts
from eiagen.audit.law_statements.terms import Terms
from eiagen.audit.outcomes.matcher import Hit, Matcher
from eiagen.duties import Catalogue, Citation
from eiagen.errors import EiagenError, Problem
from eiagen.model import Ids
from eiagen.phrases import Phrase, PhraseError, parse
from eiagen.place import Path as FieldPath
from eiagen.resources import CATALOGUE
from eiagen.yaml_source.file import YamlFile

Owner = TypeVar("Owner")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a phrase asserts: a value of an attribute, an amount of one, or what a rule calls wrong."""

    attribute: str = ""
    value: str = ""
    """Empty for an amount, which stands in the text."""
    rule: str = ""
    negations: int = 0
    """How many negations the phrase itself holds."""
    close: bool = False
    """Whether the sentence itself, or its row, has to name the subject."""


class PhraseSet(Generic[Owner]):
    """Phrases with their owners, and the matcher that finds them all."""

    def __init__(self, owned: Iterable[tuple[Phrase, Owner]]) -> None:
        owners: dict[str, list[Owner]] = {}
        phrases: dict[str, Phrase] = {}
        for phrase, owner in owned:
            phrases[phrase.text] = phrase
            owners.setdefault(phrase.text, []).append(owner)
        self._owners = tuple(map(tuple, owners.values()))
        self._matcher = Matcher(tuple(phrases.values()))

    def found(self, words: Sequence[str]) -> Iterator[tuple[Hit, Owner]]:
        """Every phrase that stands in the words, once for each owner."""
        for hit in self._matcher.hits(words):
            for owner in self._owners[hit.phrase]:
                yield hit, owner


@dataclass(frozen=True)
class Law:
    """What statements are compared with."""

    catalogue: Catalogue
    acts: Acts
    attributes: Mapping[str, Attribute]
    subjects: Mapping[str, Subject]
    """In force on the day, and law in the nation."""
    elsewhere: Mapping[str, Mapping[str, Subject]]
    """The same for each other nation, by its id."""
    rules: Mapping[str, LawRule]
    by_provision: Mapping[tuple[str, str], str]
    by_section: Mapping[str, str]
    """Sections that need no Act to be known."""
    beside: Mapping[str, Ids]
    """For each Act those in which a section that it does not have is looked up."""
    claims: PhraseSet[Claim]
    setting: PhraseSet[tuple[str, str]]
    """Guards, names of subjects, nations, and what rules ask of the sentence: sort and name."""
    named: Prefilter[str]
    """Says of which points and rules a sentence names what they are about."""
    prefilter: Prefilter[tuple[str, str]]
    """Says of a sentence which claims may stand in it: a sort of `Worth`, and the point or rule."""
    sources: Mapping[str, Citation]
    """The catalogue’s, and those of the other nations."""
    together: Mapping[str, Mapping[str, frozenset[str]]]
    """By nation: for each point those on which the law of some subject speaks beside it, and itself."""
    own_names: frozenset[str] = field(default_factory=frozenset)

    def citations(self, ids: Iterable[str]) -> tuple[Citation, ...]:
        """The sources of those ids."""
        return tuple(self.sources[id] for id in ids)

    def subjects_in(self, nation: str) -> Mapping[str, Subject]:
        """The subjects of another nation's law, or of its own where the name is empty."""
        return self.elsewhere.get(nation, {}) if nation else self.subjects


def condition(subject: Subject, attribute: str, value: str) -> str:
    """What stands for the words with which a value is right; two nations may have a subject of one title."""
    return f"{subject.citation} {subject.title} {attribute} {value}"


def load_law(catalogue: Catalogue, root: Path = CATALOGUE) -> Law:
    """The law for a catalogue; raises `EiagenError` with every mistake in its files at its place."""
    collects = gc.isenabled()
    gc.disable()  # hardly any of what is made here is garbage: to look it through takes a third of the time
    try:
        return _Builder(catalogue, root).law()
    finally:
        if collects:
            gc.enable()


def _together(subjects: Iterable[Subject]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for subject in subjects:
        for attribute in subject.facts:
            found[attribute] = found.get(attribute, frozenset()) | subject.facts.keys()
    return found


class Worth:
    """Why a sentence may be worth reading closely."""

    ALWAYS = "always"
    """It holds a claim that nothing else need stand near."""
    NEAR = "near"
    """It holds a claim, if what that is about is named near it."""
    HERE = "here"
    """It holds a claim, if it names what that is about itself."""


def _kind(claim: Claim, attributes: Mapping[str, Attribute], rules: Mapping[str, LawRule]) -> tuple[str, str]:
    if claim.rule:
        return (Worth.NEAR if rules[claim.rule].about else Worth.ALWAYS), claim.rule
    attribute = attributes[claim.attribute]
    if attribute.of and not attribute.about:
        return Worth.ALWAYS, attribute.id
    return (Worth.HERE if claim.close or attribute.here else Worth.NEAR), attribute.id


def _ways(act: Act) -> Iterator[str]:
    """Words by which a text may name an Act: a section of one figure shows nothing."""
    for name in (act.title, *act.short):
        yield " ".join(re.findall(r"[a-z]+", name.lower()))
    yield f"{act.title[-4:]} act"
    yield f"act of {act.title[-4:]}"


class _Builder:
    """Puts the files together; keeps every mistake until the end."""

    def __init__(self, catalogue: Catalogue, root: Path) -> None:
        self._catalogue = catalogue
        self._problems: list[Problem] = []
        file, self._vocabulary = catalogue_files.validated(root / "law.yaml", Vocabulary)
        self._main = file
        self._files = list(law_files(catalogue, root))
        self._elsewhere: dict[str, dict[str, Subject]] = {}
        self._sources = dict(catalogue.citations)
        self._others: list[tuple[YamlFile, LawFile]] = []
        for nation, contents, citations in of_other_nations(catalogue, root):
            self._others += contents
            self._sources = {**citations, **self._sources}
            self._elsewhere[nation] = {}
        self._terms = Terms()
        self._split = Split()
        for source, terms in (
            (file, self._vocabulary.terms),
            *((one, has.terms) for one, has in self._files),
        ):
            for name, alternatives in terms.items():
                self._define(name, alternatives, source)

    def _define(self, name: str, alternatives: Notations, file: YamlFile) -> None:
        at: FieldPath = ("terms", name)
        for number, text in enumerate(alternatives):
            self._check_terms(text, file, (*at, number))
        try:
            self._terms.define(name, alternatives)
        except PhraseError as error:
            self._problems.append(file.problem(at, f"“{'|'.join(alternatives)}”: {error}"))

    def _check_terms(self, text: str, file: YamlFile, at: FieldPath) -> None:
        for written in self._terms.unknown(text):
            message = f"“{written}” is a term that stands nowhere above; write it under “terms:” first"
            self._problems.append(file.problem(at, message))

    def _parsed(self, text: str, file: YamlFile, at: FieldPath) -> Phrase | None:
        self._check_terms(text, file, at)
        try:
            return self._terms.read(text)
        except PhraseError as error:
            self._problems.append(file.problem(at, f"“{text}”: {error}"))
            return None

    def _phrases(self, texts: Notations, file: YamlFile, at: FieldPath) -> Iterator[Phrase]:
        for number, text in enumerate(texts):
            phrase = self._parsed(text, file, (*at, number))
            if phrase is not None:
                yield phrase

    def law(self) -> Law:
        acts: dict[str, Act] = {}
        attributes = {one.id: one for one in self._vocabulary.attributes}
        subjects: dict[str, Subject] = {}
        rules: dict[str, LawRule] = {}
        claims: list[tuple[Phrase, Claim]] = []
        setting: list[tuple[Phrase, tuple[str, str]]] = list(self._guards())
        for at, attribute in enumerate(self._vocabulary.attributes):
            claims += self._values(attribute, self._main, ("attributes", at))
            setting += self._silent(attribute, self._main, ("attributes", at))
        for file, content in self._files:
            acts |= {act.id: act for act in content.acts}
            for at, attribute in enumerate(content.attributes):
                attributes[attribute.id] = attribute
                claims += self._values(attribute, file, ("attributes", at))
                setting += self._silent(attribute, file, ("attributes", at))
            for at, subject in enumerate(content.subjects):
                self._known(file, ("subjects", at), "citation", (subject.citation,), self._sources)
                if applies(subject, self._catalogue):
                    subjects[subject.id] = subject
                    names = self._phrases(subject.names, file, ("subjects", at, "names"))
                    setting += [(phrase, ("subject", subject.id)) for phrase in names]
                    setting += self._conditions(file, at, subject)
            for at, rule in enumerate(content.rules):
                self._known(file, ("rules", at), "citation", rule.citations, self._sources)
                if applies(rule, self._catalogue):
                    rules[rule.id] = rule
                    for name in ("unless", "despite", "about"):
                        asked = self._phrases(getattr(rule, name), file, ("rules", at, name))
                        setting += [(one, (name, rule.id)) for one in asked]
                    wrong = self._phrases(rule.wrong, file, ("rules", at, "wrong"))
                    claims += self._claims(wrong, rule=rule.id)
        for file, content in (*self._files, *self._others):
            acts |= {act.id: act for act in content.acts}
            for at, subject in enumerate(content.subjects):
                there = [nation for nation in self._elsewhere if applies(subject, self._catalogue, nation)]
                for nation in there:
                    self._elsewhere[nation][subject.id] = subject
                if there and subject.id in subjects and subjects[subject.id] is not subject:
                    setting += self._conditions(file, at, subject)
        points = {*attributes, *(one.id for _, content in self._others for one in content.attributes)}
        for file, content in (*self._files, *self._others):
            for at, subject in enumerate(content.subjects):
                self._known(file, ("subjects", at), "attribute", subject.facts, points)
                self._known(file, ("subjects", at), "Act", (subject.act,) if subject.act else (), acts)
        for file, content in self._files:
            for at, rule in enumerate(content.rules):
                if rules.get(rule.id) is rule:
                    self._known(file, ("rules", at), "attribute", rule.attributes, attributes)
                    self._known(file, ("rules", at), "subject", rule.subjects, subjects)
        if self._problems:
            raise EiagenError(sorted(set(self._problems)))
        elsewhere = [
            (one.act, section, id)
            for each in self._elsewhere.values()
            for id, one in each.items()
            for section in one.sections
            if one.act and id in subjects
        ]
        provisions = [
            (one.act, section, id) for id, one in subjects.items() for section in one.sections if one.act
        ]
        own = self._catalogue.jurisdiction.id
        claims_set = PhraseSet(claims)
        by_section = {
            section: id
            for act, section, id in (*elsewhere, *provisions)
            if not section.isdigit() or (subjects[id].act == act and subjects[id].alone)
        }
        return Law(
            catalogue=self._catalogue,
            acts=Acts(acts.values()),
            attributes=attributes,
            subjects=subjects,
            elsewhere=self._elsewhere,
            rules=rules,
            by_provision={(act, section): id for act, section, id in (*elsewhere, *provisions)},
            by_section=by_section,
            beside={act.id: act.beside for act in acts.values()},
            claims=claims_set,
            setting=PhraseSet(setting),
            named=Prefilter(self._named(setting, subjects, acts)),
            prefilter=Prefilter((phrase, _kind(claim, attributes, rules)) for phrase, claim in claims),
            sources=self._sources,
            together={
                nation: _together(each.values()) for nation, each in {**self._elsewhere, "": subjects}.items()
            },
            own_names=frozenset(
                (own, "united-kingdom", *(() if own == "northern-ireland" else ("great-britain",)))
            ),
        )

    def _named(
        self,
        setting: Iterable[tuple[Phrase, tuple[str, str]]],
        subjects: Mapping[str, Subject],
        acts: Mapping[str, Act],
    ) -> Iterator[tuple[Phrase, str]]:
        """What shows of which points and rules a sentence may speak."""
        every = [*subjects.items(), *(one for each in self._elsewhere.values() for one in each.items())]
        points: dict[str, set[str]] = {}
        for id, subject in every:
            points.setdefault(id, set()).update(subject.facts)
        for phrase, (sort, name) in setting:
            if sort == "about":
                yield phrase, name
            for point in points[name] if sort == "subject" else ():
                yield phrase, point
        ways: dict[str, set[str]] = {}
        for id, subject in every:
            for section in subject.sections if subject.act else ():
                for way in (section,) if len(section) > 1 else _ways(acts[subject.act or ""]):
                    ways.setdefault(way, set()).update(points[id])
        for way, topics in sorted(ways.items()):
            phrase = parse(way)
            yield from ((phrase, point) for point in sorted(topics))

    def _known(
        self, file: YamlFile, at: FieldPath, what: str, uses: Iterable[str], known: Iterable[str]
    ) -> None:
        here = set(known)
        for use in uses:
            if use not in here:
                self._problems.append(file.problem(at, f"it names a {what} “{use}” that is not there"))

    def _values(self, attribute: Attribute, file: YamlFile, at: FieldPath) -> Iterator[tuple[Phrase, Claim]]:
        for value, covered in attribute.covers.items():
            known = (*attribute.values, *attribute.covers)
            self._known(file, (*at, "covers", value), "value", (value, *covered), known)
        for value, texts in attribute.values.items():
            yield from self._claims(self._phrases(texts, file, (*at, "values", value)), attribute.id, value)
        yield from self._claims(self._phrases(attribute.limits, file, (*at, "limits")), attribute.id)
        self._known(file, (*at, "close"), "value", attribute.close, (*attribute.values, "limits"))
        for value, texts in attribute.close.items():
            said = "" if value == "limits" else value
            close = self._phrases(texts, file, (*at, "close", value))
            for phrase, claim in self._claims(close, attribute.id, said):
                yield phrase, replace(claim, close=True)

    def _conditions(
        self, file: YamlFile, at: int, subject: Subject
    ) -> Iterator[tuple[Phrase, tuple[str, str]]]:
        for name, fact in subject.facts.items():
            for value, texts in fact.with_words.items():
                path = ("subjects", at, "facts", name, "with_words", value)
                for phrase in self._phrases(texts, file, path):
                    yield phrase, ("with", condition(subject, name, value))

    def _claims(
        self, phrases: Iterable[Phrase], attribute: str = "", value: str = "", rule: str = ""
    ) -> Iterator[tuple[Phrase, Claim]]:
        for phrase in phrases:
            for one, negations in self._split.by_negation(phrase):
                yield one, Claim(attribute, value, rule, negations)

    def _silent(
        self, attribute: Attribute, file: YamlFile, at: FieldPath
    ) -> Iterator[tuple[Phrase, tuple[str, str]]]:
        for phrase in self._phrases(attribute.unless, file, (*at, "unless")):
            yield phrase, ("silent", attribute.id)
        for phrase in self._phrases(attribute.about, file, (*at, "about")):
            yield phrase, ("about", attribute.id)

    def _guards(self) -> Iterator[tuple[Phrase, tuple[str, str]]]:
        guards = self._vocabulary.guards
        for name in (
            "quoted",
            "refuted",
            "supposed",
            "past",
            "negations",
            "not_negations",
            "denying",
            "not_nations",
            "headings",
            "back",
            "models",
        ):
            for phrase in self._phrases(getattr(guards, name), self._main, ("guards", name)):
                yield phrase, ("guard", name)
        for nation, texts in guards.nations.items():
            for phrase in self._phrases(texts, self._main, ("guards", "nations", nation)):
                yield phrase, ("nation", nation)
