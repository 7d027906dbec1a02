"""The files under `law/` that a catalogue has, and the rules in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from eiagen import catalogue_files
from eiagen.audit.law_statements.models import LawFile, LawRule, Subject
from eiagen.duties import Catalogue, Citation
from eiagen.resources import CATALOGUE
from eiagen.yaml_source.file import YamlFile


def law_rules(catalogue: Catalogue, root: Path = CATALOGUE) -> Mapping[str, LawRule]:
    """The rules in force for a catalogue, by id; nothing else is made ready."""
    found: dict[str, LawRule] = {}
    for _, content in law_files(catalogue, root):
        for rule in content.rules:
            if applies(rule, catalogue):
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
    for _, content in law_files(catalogue, root):
        for subject in content.subjects:
            if not applies(subject, catalogue) or (rule.subjects and subject.id not in rule.subjects):
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


def law_files(catalogue: Catalogue, root: Path) -> Iterator[tuple[YamlFile, LawFile]]:
    """The files for a catalogue, what takes another's place after it."""
    for folder in catalogue_files.folders_for(catalogue, root):
        for path in sorted((folder / "law").glob("*.yaml")):
            yield _law_file(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _law_file(path: Path, changed: int) -> tuple[YamlFile, LawFile]:
    # Read once a process: each rule that is explained wants all of them.
    return catalogue_files.validated(path, LawFile)


def of_other_nations(
    catalogue: Catalogue, root: Path
) -> Iterator[tuple[str, list[tuple[YamlFile, LawFile]], dict[str, Citation]]]:
    """Each other nation with the files of its law that the catalogue lacks, and their sources."""
    topics = [topic.id for topic in catalogue.topics]
    every = catalogue_files.jurisdictions(root)
    own = set(catalogue_files.folders_for(catalogue, root))
    nations = every.keys() - {one.extends for one in every.values()} - {catalogue.jurisdiction.id}
    for nation in sorted(nations):
        folders = catalogue_files.folders_of(catalogue_files.chain_of(nation, every, root), topics, root)
        files: list[tuple[YamlFile, LawFile]] = []
        citations: dict[str, Citation] = {}
        for folder in folders:
            for path in sorted((folder / "law").glob("*.yaml")) if folder not in own else ():
                files.append(_law_file(path, path.stat().st_mtime_ns))
                for _, content in catalogue_files.files_of(folder):
                    citations |= {one.id: one for one in content.citations}
        yield nation, files, citations


def applies(one: LawRule | Subject, catalogue: Catalogue, nation: str = "") -> bool:
    """Whether it is law on the catalogue's day in its nation, or in another."""
    on: date = catalogue.on
    begun = one.in_force_from is None or one.in_force_from <= on
    here = not one.nations or (nation or catalogue.jurisdiction.id) in one.nations
    return here and begun and (one.in_force_until is None or on <= one.in_force_until)
