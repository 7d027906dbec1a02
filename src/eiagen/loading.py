"""A YAML file becomes an Assessment, a folder of them a Catalogue; every mistake is told with its line."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from eiagen import catalogue_files, plain_words
from eiagen.duties import (
    Catalogue,
    InGuidance,
    Jurisdiction,
    Requirement,
    in_force,
)
from eiagen.errors import EiagenError, Problem, problem
from eiagen.model import Period, last_day
from eiagen.place import Path as FieldPath
from eiagen.resources import CATALOGUE
from eiagen.text_file import read_bytes
from eiagen.yaml_source.file import YamlFile, matching, parse_yaml, without_blanks

if TYPE_CHECKING:
    from eiagen.assessment import Assessment

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class LoadedAssessment:
    """An assessment and the file it was read from, for the place of each field."""

    assessment: Assessment
    file: YamlFile


@dataclass(frozen=True)
class Names:
    """What the catalogue knows by name."""

    jurisdictions: tuple[str, ...]
    topics: tuple[str, ...]
    aims: frozenset[str]
    parts: frozenset[str]
    characteristics: frozenset[str]


NAMED: tuple[tuple[FieldPath, str, str], ...] = (
    (("jurisdiction",), "jurisdiction", "jurisdictions"),
    (("topics", "*"), "topic", "topics"),
    (("impacts", "*", "aim"), "aim", "aims"),
    (("impacts", "*", "parts", "*"), "part of an aim", "parts"),
    (("impacts", "*", "characteristics", "*"), "characteristic", "characteristics"),
    (("affected_groups", "*", "characteristics", "*"), "characteristic", "characteristics"),
    (("engagement", "*", "characteristics", "*"), "characteristic", "characteristics"),
    (("evidence", "*", "from_people", "*"), "characteristic", "characteristics"),
)
"""Fields of an assessment that name something of the catalogue: where, what to call it, which of `Names`."""

# Assessment: what refers to what, and which day comes first.
IDS = {
    "evidence": ("evidence", "*", "id"),
    "group": ("affected_groups", "*", "id"),
    "engagement": ("engagement", "*", "id"),
    "impact": ("impacts", "*", "id"),
    "action": ("actions", "*", "id"),
}
REFERENCES: tuple[tuple[FieldPath, str, str], ...] = (
    (("impacts", "*", "evidence", "*"), "evidence", "evidence"),
    (("impacts", "*", "groups", "*"), "group", "affected_groups"),
    (("impacts", "*", "actions", "*"), "action", "actions"),
    (("affected_groups", "*", "evidence", "*"), "evidence", "evidence"),
    (("engagement", "*", "groups", "*"), "group", "affected_groups"),
    (("engagement", "*", "participants", "*", "affected_group"), "group", "affected_groups"),
    (("not_engaged", "*", "group"), "group", "affected_groups"),
    (("contested", "*", "views", "*", "evidence", "*"), "evidence", "evidence"),
    (("considerations", "*", "evidence", "*"), "evidence", "evidence"),
    (("socio_economic", "evidence", "*"), "evidence", "evidence"),
)
_ORDERED_DAYS: tuple[tuple[FieldPath, str, str], ...] = (
    (("dates",), "started", "completed"),
    (("engagement", "*"), "opened", "closed"),
)


def load_assessment(path: str, root: Path = CATALOGUE) -> LoadedAssessment:
    """The assessment in a YAML file ("-" is standard input).

    Raises `EiagenError` with every problem found: what is not YAML, unknown and repeated keys, wrong
    types, days that are not in the calendar or in the wrong order, and references to nothing.
    """
    return parse_assessment(read_bytes(path), path, root)


def parse_assessment(data: bytes, path: str, root: Path = CATALOGUE) -> LoadedAssessment:
    """As `load_assessment`, for bytes at hand."""
    from eiagen.assessment import Assessment  # an audit reads catalogues only, and can do without

    file = without_blanks(parse_yaml(data, path))
    if not isinstance(file.values, dict):
        raise problem(
            path,
            "an assessment is made of fields, each “name: value”; `eiagen new FILE` writes one to start from",
            file.root.line,
            file.root.column,
        )
    problems: list[Problem] = []
    assessment = None
    try:
        assessment = Assessment.model_validate(file.values)
    except ValidationError as error:
        problems.extend(plain_words.problems(error, file, Assessment))
    problems.extend(_wrong_names(file, names(root)))
    problems.extend(_wrong_references(file))
    problems.extend(_wrong_order(file))
    if problems or assessment is None:
        raise EiagenError(
            sorted(set(problems), key=lambda one: (one.line or 0, one.column or 0, one.message))
        )
    return LoadedAssessment(assessment, file)


def _wrong_names(file: YamlFile, known: Names) -> Iterator[Problem]:
    for pattern, what, sort in NAMED:
        allowed: Collection[str] = getattr(known, sort)
        for path, value in matching(file.values, pattern):
            if isinstance(value, str) and value not in allowed:
                yield file.problem(path, f"there is no {what} “{value}”{plain_words.nearest(value, allowed)}")


def _wrong_references(file: YamlFile) -> Iterator[Problem]:
    ids: dict[str, dict[str, FieldPath]] = {}
    for kind, pattern in IDS.items():
        ids[kind] = {}
        for path, value in matching(file.values, pattern):
            if not isinstance(value, str):
                continue
            if value in ids[kind]:
                first = file.node(ids[kind][value]).line
                yield file.problem(path, f"the id “{value}” is used twice; it is first on line {first}")
            else:
                ids[kind][value] = path
    for reference, kind, section in REFERENCES:
        for path, value in matching(file.values, reference):
            if isinstance(value, str) and value not in ids[kind]:
                near = plain_words.nearest(value, ids[kind])
                yield file.problem(path, f"there is no {kind} with the id “{value}” under {section}{near}")


def _wrong_order(file: YamlFile) -> Iterator[Problem]:
    for pattern, first, last in _ORDERED_DAYS:
        for path, group in matching(file.values, pattern):
            if not isinstance(group, dict):
                continue
            begin, end = _written_day(group.get(first)), _written_day(group.get(last))
            if begin is not None and end is not None and last_day(end) < begin:
                yield file.problem(
                    (*path, last), f"“{last}” ({end}) is before “{first}” ({begin}): one of the two is wrong"
                )


def _written_day(value: object) -> datetime.date | None:
    """A day, or the month or year that stands for one."""
    if not isinstance(value, str):
        return None
    try:
        year, month, day = (*map(int, value.strip().split("-")), None, None)[:3]
        if year is None:
            return None
        return Period.of(year, month) if day is None else datetime.date(year, month or 0, day)
    except ValueError:
        return None  # said already, as the wrong kind of value


# The catalogue.


def names(root: Path = CATALOGUE) -> Names:
    """What can be named in an assessment or on the command line."""
    jurisdictions = catalogue_files.jurisdictions(root)
    return Names(
        tuple(sorted(id for id, jurisdiction in jurisdictions.items() if not jurisdiction.abstract)),
        tuple(
            sorted(folder.name for folder in (root / "topics").glob("*") if (folder / "topic.yaml").is_file())
        ),
        frozenset(aim.id for one in jurisdictions.values() for aim in one.aims),
        frozenset(part.id for one in jurisdictions.values() for aim in one.aims for part in aim.parts),
        frozenset(which.id for one in jurisdictions.values() for which in one.characteristics),
    )


def load_catalogue(
    jurisdiction: str,
    topics: Sequence[str] = (),
    on: datetime.date | None = None,
    *,
    guidance: bool = False,
    root: Path = CATALOGUE,
) -> Catalogue:
    """The law of a jurisdiction, its parents and topics on a day (today where none is given).

    A child's requirement, rule, duty or citation takes the place of its parent's of the same id.
    `guidance` reads what the audit needs too, which the gap check can do without.
    Raises `EiagenError` for an unknown name, a broken or contradictory file, or no requirement at all.
    """
    on = on or datetime.date.today()  # noqa: DTZ011 - the law is looked up by the user's own day
    every = catalogue_files.jurisdictions(root)
    known = names(root)
    if jurisdiction not in known.jurisdictions:
        raise problem(
            "--jurisdiction",
            f"there is no “{jurisdiction}”{plain_words.nearest(jurisdiction, known.jurisdictions)}",
        )
    for topic in topics:
        if topic not in known.topics:
            raise problem("--topic", f"there is no “{topic}”{plain_words.nearest(topic, known.topics)}")

    chain = catalogue_files.chain_of(jurisdiction, every, root)
    folders = catalogue_files.folders_of(chain, topics, root)
    merged = catalogue_files.Merged()
    for folder in folders:
        for file, content in catalogue_files.files_of(folder):
            merged.add(file, content)
    merged.check_references()
    if not merged.requirements:
        raise problem(root, "the catalogue holds no requirement, so nothing could be checked")

    requirements: list[Requirement] = []
    left_out: list[Requirement] = []
    for requirement in merged.requirements.values():
        requirement = requirement.model_copy(update={"in_assessment": merged.checks_of(requirement.id)})
        if guidance:
            requirement = _with_guidance(requirement, folders)
        (requirements if in_force(merged.duties[requirement.duty], on) else left_out).append(requirement)
    requirements.sort(key=lambda requirement: requirement.scope != "core")
    return Catalogue(
        jurisdiction=_inherited(chain),
        topics=tuple(merged.topics),
        on=on,
        citations=MappingProxyType(merged.citations),
        duties=MappingProxyType(merged.duties),
        requirements=tuple(requirements),
        rules=MappingProxyType(merged.rules),
        not_in_force=tuple(left_out),
        known_aims=known.aims,
        known_characteristics=known.characteristics,
        _by_id=MappingProxyType({requirement.id: requirement for requirement in requirements}),
    )


def with_guidance(requirement: Requirement, catalogue: Catalogue, root: Path = CATALOGUE) -> Requirement:
    """One requirement of a catalogue with what the audit knows of it, where the rest was not asked for."""
    return _with_guidance(requirement, catalogue_files.folders_for(catalogue, root))


def _with_guidance(requirement: Requirement, folders: Sequence[Path]) -> Requirement:
    for folder in reversed(folders):
        path = folder / "guidance" / f"{requirement.id}.yaml"
        if path.is_file():
            _, knowledge = catalogue_files.validated(path, InGuidance)
            return requirement.model_copy(update={"in_guidance": knowledge})
    return requirement


def _inherited(chain: Sequence[Jurisdiction]) -> Jurisdiction:
    whole = chain[0]
    for child in chain[1:]:
        own = {name: getattr(child, name) for name in child.model_fields_set}
        whole = whole.model_copy(update={"abstract": False, **own})
    return whole
