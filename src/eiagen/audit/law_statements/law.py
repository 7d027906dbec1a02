"""The law of one catalogue on which statements are compared, put together and made ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from eiagen import catalogue_files
from eiagen.audit.law_statements.models import (
    Act,
    Attribute,
    LawFile,
    LawRule,
    Notations,
    Subject,
    Vocabulary,
)
from eiagen.audit.law_statements.negations import by_negation
from eiagen.audit.law_statements.prefilter import Prefilter
from eiagen.audit.law_statements.provisions import Acts
from eiagen.audit.outcomes.matcher import Hit, Matcher
from eiagen.duties import Catalogue, Citation
from eiagen.errors import EiagenError, Problem
from eiagen.phrases import Phrase, PhraseError, parse
from eiagen.place import Path as FieldPath
from eiagen.resources import CATALOGUE
from eiagen.yaml_source.file import YamlFile

Owner = TypeVar("Owner")

_TERM = re.compile(r"\{([\w-]+)\}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a phrase asserts: a value of an attribute, an amount of one, or what a rule calls wrong."""

    attribute: str = ""
    value: str = ""
    """Empty for an amount, which stands in the text."""
    rule: str = ""
    negations: int = 0
    """How many negations the phrase itself holds."""


class PhraseSet(Generic[Owner]):
    """Phrases with their owners, and the matcher that finds them all."""

    def __init__(self, owned: Iterable[tuple[Phrase, Owner]]) -> None:
        owners: dict[str, list[Owner]] = {}
        phrases: dict[str, Phrase] = {}
        for phrase, owner in owned:
            phrases[phrase.text] = phrase
            owners.setdefault(phrase.text, []).append(owner)
        self.phrases = tuple(phrases.values())
        self._owners = tuple(map(tuple, owners.values()))
        self._matcher = Matcher(self.phrases)

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
    rules: Mapping[str, LawRule]
    by_provision: Mapping[tuple[str, str], str]
    by_section: Mapping[str, str]
    """Sections that need no Act to be known."""
    claims: PhraseSet[Claim]
    setting: PhraseSet[tuple[str, str]]
    """Guards, names of subjects, nations, and what rules ask of the sentence: sort and name."""
    prefilter: Prefilter
    own_names: frozenset[str] = field(default_factory=frozenset)

    def citations(self, ids: Iterable[str]) -> tuple[Citation, ...]:
        """The sources of those ids."""
        return tuple(self.catalogue.citations[id] for id in ids)


def load_law(catalogue: Catalogue, root: Path = CATALOGUE) -> Law:
    """The law for a catalogue; raises `EiagenError` with every mistake in its files at its place."""
    return _Builder(catalogue, root).law()


def law_rules(catalogue: Catalogue, root: Path = CATALOGUE) -> Mapping[str, LawRule]:
    """The rules in force for a catalogue, by id; nothing else is made ready."""
    found: dict[str, LawRule] = {}
    for _, content in _files(catalogue, root):
        for rule in content.rules:
            if _applies(rule, catalogue):
                found[rule.id] = rule
    return found


def rights_of(
    rule: LawRule, catalogue: Catalogue, root: Path = CATALOGUE
) -> list[tuple[str, tuple[str, ...]]]:
    """The law that a rule compares statements with, each sentence with the ids of its sources."""
    if rule.right is not None:
        return [(rule.right, rule.citations)]
    found: dict[str, tuple[str, ...]] = {}
    rules = law_rules(catalogue, root)
    for _, content in _files(catalogue, root):
        for subject in content.subjects:
            if not _applies(subject, catalogue) or (rule.subjects and subject.id not in rule.subjects):
                continue
            if rule.kind == "right-provision" and subject.act:
                found[f"{subject.title}."] = (subject.citation,)
            for attribute, fact in subject.facts.items():
                if attribute in rule.attributes and rule_for(rules.values(), attribute, subject.id) == rule:
                    found[fact.right] = (fact.citation or subject.citation,)
    return list(found.items())


def rule_for(rules: Iterable[LawRule], attribute: str, subject: str) -> LawRule | None:
    """The rule that compares one point of a subject: one about it by name before one about all."""
    fitting = [rule for rule in rules if attribute in rule.attributes]
    own = [rule for rule in fitting if subject in rule.subjects]
    return next(iter([*own, *(rule for rule in fitting if not rule.subjects)]), None)


def _files(catalogue: Catalogue, root: Path) -> Iterator[tuple[YamlFile, LawFile]]:
    for folder in catalogue_files.folders_for(catalogue, root):
        for path in sorted((folder / "law").glob("*.yaml")):
            yield _law_file(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _law_file(path: Path, changed: int) -> tuple[YamlFile, LawFile]:
    # Read once a process: each rule that is explained wants all of them.
    return catalogue_files.validated(path, LawFile)


def _applies(one: LawRule | Subject, catalogue: Catalogue) -> bool:
    on: date = catalogue.on
    begun = one.in_force_from is None or one.in_force_from <= on
    here = not one.nations or catalogue.jurisdiction.id in one.nations
    return here and begun and (one.in_force_until is None or on <= one.in_force_until)


class _Builder:
    """Puts the files together; keeps every mistake until the end."""

    def __init__(self, catalogue: Catalogue, root: Path) -> None:
        self._catalogue = catalogue
        self._problems: list[Problem] = []
        file, self._vocabulary = catalogue_files.validated(root / "law.yaml", Vocabulary)
        self._main = file
        self._files = list(_files(catalogue, root))
        self._terms: dict[str, str] = {}
        for source, terms in (
            (file, self._vocabulary.terms),
            *((one, has.terms) for one, has in self._files),
        ):
            for name, alternatives in terms.items():
                joined = "|".join(
                    self._expanded(text, source, ("terms", name, at)) for at, text in enumerate(alternatives)
                )
                self._terms[name] = f"({joined})"
                self._parsed(self._terms[name], source, ("terms", name))

    def _expanded(self, text: str, file: YamlFile, at: FieldPath) -> str:
        def of(match: re.Match[str]) -> str:
            if match[1] not in self._terms:
                message = f"“{match[0]}” is a term that stands nowhere above; write it under “terms:” first"
                self._problems.append(file.problem(at, message))
            return self._terms.get(match[1], "x")

        return _TERM.sub(of, text)

    def _parsed(self, text: str, file: YamlFile, at: FieldPath) -> Phrase | None:
        try:
            return parse(text)
        except PhraseError as error:
            self._problems.append(file.problem(at, f"“{text}”: {error}"))
            return None

    def _phrases(self, texts: Notations, file: YamlFile, at: FieldPath) -> Iterator[Phrase]:
        for number, text in enumerate(texts):
            phrase = self._parsed(self._expanded(text, file, (*at, number)), file, (*at, number))
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
        for file, content in self._files:
            acts |= {act.id: act for act in content.acts}
            for at, attribute in enumerate(content.attributes):
                attributes[attribute.id] = attribute
                claims += self._values(attribute, file, ("attributes", at))
            for at, subject in enumerate(content.subjects):
                self._known(
                    file, ("subjects", at), "citation", (subject.citation,), self._catalogue.citations
                )
                if _applies(subject, self._catalogue):
                    subjects[subject.id] = subject
                    names = self._phrases(subject.names, file, ("subjects", at, "names"))
                    setting += [(phrase, ("subject", subject.id)) for phrase in names]
                    for name, fact in subject.facts.items():
                        for amount, texts in fact.with_words.items():
                            path = ("subjects", at, "facts", name, "with_words", amount)
                            key = f"{subject.id} {name} {amount}"
                            setting += [(one, ("with", key)) for one in self._phrases(texts, file, path)]
            for at, rule in enumerate(content.rules):
                self._known(file, ("rules", at), "citation", rule.citations, self._catalogue.citations)
                if _applies(rule, self._catalogue):
                    rules[rule.id] = rule
                    for name in ("unless", "despite", "about"):
                        asked = self._phrases(getattr(rule, name), file, ("rules", at, name))
                        setting += [(one, (name, rule.id)) for one in asked]
                    wrong = self._phrases(rule.wrong, file, ("rules", at, "wrong"))
                    claims += _claims(wrong, rule=rule.id)
        for file, content in self._files:
            for at, subject in enumerate(content.subjects):
                self._known(file, ("subjects", at), "attribute", subject.facts, attributes)
                self._known(file, ("subjects", at), "Act", (subject.act,) if subject.act else (), acts)
            for at, rule in enumerate(content.rules):
                if rule.id in rules:
                    self._known(file, ("rules", at), "attribute", rule.attributes, attributes)
                    self._known(file, ("rules", at), "subject", rule.subjects, subjects)
        if self._problems:
            raise EiagenError(sorted(set(self._problems)))
        provisions = [
            (one.act, section, id) for id, one in subjects.items() for section in one.sections if one.act
        ]
        own = self._catalogue.jurisdiction.id
        claims_set = PhraseSet(claims)
        return Law(
            catalogue=self._catalogue,
            acts=Acts(acts.values()),
            attributes=attributes,
            subjects=subjects,
            rules=rules,
            by_provision={(act, section): id for act, section, id in provisions},
            by_section={
                section: id for _, section, id in provisions if subjects[id].alone or not section.isdigit()
            },
            claims=claims_set,
            setting=PhraseSet(setting),
            prefilter=Prefilter(claims_set.phrases),
            own_names=frozenset(
                (own, "united-kingdom", *(() if own == "northern-ireland" else ("great-britain",)))
            ),
        )

    def _known(
        self, file: YamlFile, at: FieldPath, what: str, uses: Iterable[str], known: Iterable[str]
    ) -> None:
        here = set(known)
        for use in uses:
            if use not in here:
                self._problems.append(file.problem(at, f"it names a {what} “{use}” that is not there"))

    def _values(self, attribute: Attribute, file: YamlFile, at: FieldPath) -> Iterator[tuple[Phrase, Claim]]:
        for value, texts in attribute.values.items():
            yield from _claims(self._phrases(texts, file, (*at, "values", value)), attribute.id, value)
        yield from _claims(self._phrases(attribute.limits, file, (*at, "limits")), attribute.id)

    def _guards(self) -> Iterator[tuple[Phrase, tuple[str, str]]]:
        guards = self._vocabulary.guards
        for name in (
            "quoted",
            "refuted",
            "supposed",
            "past",
            "negations",
            "not_negations",
            "headings",
            "back",
        ):
            for phrase in self._phrases(getattr(guards, name), self._main, ("guards", name)):
                yield phrase, ("guard", name)
        for nation, texts in guards.nations.items():
            for phrase in self._phrases(texts, self._main, ("guards", "nations", nation)):
                yield phrase, ("nation", nation)


def _claims(
    phrases: Iterable[Phrase], attribute: str = "", value: str = "", rule: str = ""
) -> Iterator[tuple[Phrase, Claim]]:
    for phrase in phrases:
        for one, negations in by_negation(phrase):
            yield one, Claim(attribute, value, rule, negations)
