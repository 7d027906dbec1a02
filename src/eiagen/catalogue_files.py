"""The YAML files of the catalogue: each read once and held against its model, then all put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from eiagen import plain_words
from eiagen.duties import (
    Catalogue,
    CatalogueFile,
    Check,
    Citation,
    Duty,
    Jurisdiction,
    Requirement,
    Rule,
    Topic,
)
from eiagen.errors import EiagenError, Problem, problem
from eiagen.yaml_source.file import YamlFile, read_yaml

M = TypeVar("M", bound=BaseModel)


def jurisdictions(root: Path) -> dict[str, Jurisdiction]:
    """Every jurisdiction by its id; raises `EiagenError` where there is none, or a parent is missing."""
    found = {}
    for path in sorted(root.glob("*/jurisdiction.yaml")):
        _, content = _catalogue_file(path)
        if content.jurisdiction is not None:
            found[content.jurisdiction.id] = content.jurisdiction
    if not found:
        raise problem(root, "there is no catalogue here: no folder with a jurisdiction.yaml in it")
    for one in found.values():
        if one.extends is not None and one.extends not in found:
            raise problem(root / one.id, f"it extends a jurisdiction “{one.extends}” that is not there")
    return found


def chain_of(jurisdiction: str, every: Mapping[str, Jurisdiction], root: Path) -> list[Jurisdiction]:
    """The jurisdiction and all it takes law over from, the farthest first."""
    chain = [every[jurisdiction]]
    while (parent := chain[0].extends) is not None:
        if every[parent] in chain:
            raise problem(root / parent, f"{parent} and {jurisdiction} extend each other")
        chain.insert(0, every[parent])
    return chain


def folders_of(chain: Sequence[Jurisdiction], topics: Iterable[str], root: Path) -> list[Path]:
    """Where the catalogue's files lie, what takes another's place after it."""
    folders = [root / one.id for one in chain]
    for topic in topics:
        # A nation's own part of a topic comes after what all of them share.
        folders += [root / "topics" / topic / inside for inside in ("", *(one.id for one in chain))]
    return folders


def folders_for(catalogue: Catalogue, root: Path) -> list[Path]:
    """As `folders_of`, for a catalogue that was loaded from there."""
    chain = chain_of(catalogue.jurisdiction.id, jurisdictions(root), root)
    return folders_of(chain, [topic.id for topic in catalogue.topics], root)


def files_of(folder: Path) -> Iterator[tuple[YamlFile, CatalogueFile]]:
    """The files that lie in a folder, in the order of their names."""
    for path in sorted(folder.glob("*.yaml")):
        yield _catalogue_file(path)


_files: dict[tuple[str, int], tuple[YamlFile, CatalogueFile]] = {}


def _catalogue_file(path: Path) -> tuple[YamlFile, CatalogueFile]:
    # Read once a process: `names` and `load_catalogue` both want the jurisdictions.
    key = (str(path), path.stat().st_mtime_ns)
    if key not in _files:
        _files[key] = validated(path, CatalogueFile)
    return _files[key]


def validated(path: Path, model: type[M]) -> tuple[YamlFile, M]:
    """A file and what it holds; raises `EiagenError` with every mistake in it."""
    file = read_yaml(str(path))
    try:
        return file, model.model_validate(file.values)
    except ValidationError as error:
        raise EiagenError(list(plain_words.problems(error, file, model))) from None


class Merged:
    """The files of a catalogue put together, parents first."""

    def __init__(self) -> None:
        self.citations: dict[str, Citation] = {}
        self.duties: dict[str, Duty] = {}
        self.requirements: dict[str, Requirement] = {}
        self.rules: dict[str, Rule] = {}
        self.topics: list[Topic] = []
        self._topic_files: list[YamlFile] = []
        self._from: dict[tuple[str, str], tuple[YamlFile, int]] = {}

    def add(self, file: YamlFile, content: CatalogueFile) -> None:
        """Takes in one file; an id that its own folder already has is a mistake, its parent's is replaced."""
        if content.topic is not None:
            self.topics.append(content.topic)
            self._topic_files.append(file)
        sections: tuple[tuple[str, dict[str, Any], Iterable[Any]], ...] = (
            ("citations", self.citations, content.citations),
            ("duties", self.duties, content.duties),
            ("requirements", self.requirements, content.requirements),
            ("rules", self.rules, content.rules),
        )
        for section, into, items in sections:
            for index, item in enumerate(items):
                earlier = self._from.get((section, item.id))
                if earlier is not None and Path(earlier[0].path).parent == Path(file.path).parent:
                    raise EiagenError(
                        file.problem((section, index, "id"), f"“{item.id}” is also in {earlier[0].path}")
                    )
                into[item.id] = item
                self._from[section, item.id] = (file, index)

    def checks_of(self, requirement: str) -> tuple[Check, ...]:
        """The rules at work for a requirement, in the order of the catalogue."""
        return tuple(
            Check(rule=rule.id, options=serves.options, severity=serves.severity)
            for rule in self.rules.values()
            for serves in rule.serves
            if serves.requirement == requirement
        )

    def check_references(self) -> None:
        """Raises an `EiagenError` that names every reference to nothing."""
        problems = []
        for section, id, what, uses, known in self._references():
            for use in uses:
                if use not in known:
                    file, index = self._from[section, id]
                    message = f"“{id}” names a {what} “{use}” that is not there"
                    problems.append(file.problem((section, index), message))
        problems += self._unknown_on_front_pages()
        if problems:
            raise EiagenError(problems)

    def _unknown_on_front_pages(self) -> Iterator[Problem]:
        for file, topic in zip(self._topic_files, self.topics, strict=True):
            for question, one in enumerate(topic.front_page):
                for index, id in enumerate(one.requirements):
                    if id not in self.requirements:
                        yield file.problem(
                            ("topic", "front_page", question, "requirements", index),
                            f"there is no requirement “{id}”{plain_words.nearest(id, self.requirements)}",
                        )

    def _references(self) -> Iterator[tuple[str, str, str, Iterable[str], Iterable[str]]]:
        """Which item of which section names what, those it names, and those that are there."""
        for duty in self.duties.values():
            yield "duties", duty.id, "citation", duty.citations, self.citations
        for requirement in self.requirements.values():
            yield "requirements", requirement.id, "duty", (requirement.duty,), self.duties
            yield "requirements", requirement.id, "citation", requirement.citations, self.citations
        for rule in self.rules.values():
            yield "rules", rule.id, "citation", rule.basis, self.citations
            served = [serves.requirement for serves in rule.serves]
            yield "rules", rule.id, "requirement", served, self.requirements
