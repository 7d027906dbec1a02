"""What to ask a person so that a gap is closed: which fields, in which order; or what else has to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from eiagen.duties import Catalogue
from eiagen.fields import field_at, fields_in
from eiagen.finding import Finding
from eiagen.loading import LoadedAssessment
from eiagen.place import Path
from eiagen.yaml_source.edit import Value, value_at
from eiagen.yaml_source.text import Plain

_UNDER = re.compile(r"([a-z_]+(?:\.[a-z_]+)*)(?: \(([a-z_]+): ([^)]+)\))?")
_SIGNED = ("sign_off", "signed_content")
_FIRST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "impacts": ("characteristics", "aim", "groups", "direction", "finding", "evidence"),
        "evidence": ("claim", "source", "date", "quality", "limits"),
        "affected_groups": ("name", "kind", "description"),
        "options": ("name", "status", "effect_on_people", "reason"),
        "engagement": ("title", "kind", "opened", "closed", "said", "used_how"),
        "evidence_gaps": ("what", "plan", "owner", "due"),
        "mitigation": ("measure", "owner", "due", "success"),
        "actions": ("action", "owner", "due", "measure"),
        "monitoring": ("what", "by_characteristic", "source", "frequency", "owner"),
        "considerations": ("finding",),
    }
)
"""What a new item of a list can hardly do without, whatever the gap asks for."""


@dataclass(frozen=True)
class Question:
    """How a gap can be closed by answers."""

    fields: tuple[Path, ...] = ()
    """To be asked one after the other until the gap is closed. A list's path asks for a new item of it."""
    preset: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    """What the gap itself says of a new item: the aim that is not assessed."""
    wanted: tuple[str, ...] = ()
    """The fields of a new item that matter most."""
    command: str = ""
    """The command that closes it, where answers don't."""


def question(finding: Finding, loaded: LoadedAssessment, catalogue: Catalogue) -> Question:
    """What to ask about a gap; one with neither fields nor command is for the text editor."""
    path = finding.path
    if path[:1] and path[0] in _SIGNED and (len(path) == 1 or path[-1] == "content"):
        return Question(command="sign")
    under = [found for text in finding.under if (found := _UNDER.fullmatch(text))]
    here = field_at(path) if path else None
    if here is not None and here.many and here.sort == "group" and not isinstance(path[-1], int):
        inside = [
            found for found in under if tuple(found[1].split("."))[: len(here.path)] == _bare(here.path)
        ]
        depth = len(_bare(here.path))
        wanted = [steps[depth] for found in inside if len(steps := found[1].split(".")) > depth]
        preset = {found[2]: found[3] for found in inside if _is_one(found, here.path)}
        preset |= _from_rule(finding, here.path, catalogue)
        there = _entry(path, preset, loaded)
        if there is None:
            return Question((path,), MappingProxyType(preset), tuple(dict.fromkeys(wanted)))
        return Question(tuple((*there, name) for name in dict.fromkeys(wanted)))
    fields: list[Path] = []
    if here is not None and here.sort != "group":
        fields.append(path)
    for found in under:
        concrete = _concrete(tuple(found[1].split(".")), path)
        if concrete is not None and concrete not in fields and _may_be_asked(concrete, loaded):
            fields.append(concrete)
    if not fields and here is not None:
        fields += [
            (*path, one.name)
            for one in fields_in(path)
            if value_at(loaded.file.values, (*path, one.name)) is None
        ]
    if not fields and any(found[1].split(".")[0] in _SIGNED for found in under):
        return Question(command="sign")
    return Question(tuple(fields))


def essential(path: Path, wanted: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The fields of a new item that are asked for at once, in the order of the model."""
    names = {*wanted, *_FIRST.get(str(path[-1]), ())}
    known = [one.name for one in fields_in(path) if one.name != "id"]
    return tuple(name for name in known if name in names) or tuple(known)


def _is_one(found: re.Match[str], of: Path) -> bool:
    """Whether the value in brackets is one that the field takes, and not a list of examples."""
    if not found[2]:
        return False
    named = field_at((*of, "*", found[2]))
    return named is not None and (not named.choices or found[3] in named.choices)


def _bare(pattern: Path) -> Path:
    return tuple(step for step in pattern if step != "*")


def _entry(path: Path, preset: Mapping[str, Value], loaded: LoadedAssessment) -> Path | None:
    """The item of a list that the gap is about, where it is there and only says too little."""
    items = value_at(loaded.file.values, path)
    if "requirement" in preset and isinstance(items, tuple):
        for number, item in enumerate(items):
            if isinstance(item, dict) and item.get("requirement") == preset["requirement"]:
                return (*path, number)
    return None


def _from_rule(finding: Finding, of: Path, catalogue: Catalogue) -> dict[str, Value]:
    """What the rule was looking for, as fields of the item that would have been it."""
    requirement = catalogue.requirement(finding.requirement)
    if requirement is None or finding.rule is None:
        return {}
    known = {one.name: one for one in fields_in(of)}
    preset: dict[str, Value] = {}
    for check in requirement.in_assessment:
        if check.rule != finding.rule:
            continue
        options = {**catalogue.rules[check.rule].options, **check.options}
        for name, many in (("aim", "aim"), ("characteristic", "characteristics"), ("capacity", "capacity")):
            value = options.get(name)
            if isinstance(value, str) and many in known:
                preset[many] = [value] if known[many].many else value
    if "requirement" in known:
        preset.setdefault("requirement", finding.requirement)
    return preset


def _concrete(names: Path, near: Path) -> Path | None:
    """The path of a field named without numbers, from the place of the gap; None where it is elsewhere."""
    path: Path = ()
    for number, name in enumerate(names):
        path = (*path, name)
        here = field_at(path)
        if here is None:
            return None
        if here.many and here.sort == "group" and number + 1 < len(names):
            if near[: len(path)] != path or len(near) <= len(path) or not isinstance(near[len(path)], int):
                return None
            path = (*path, near[len(path)])
    return path


def _may_be_asked(path: Path, loaded: LoadedAssessment) -> bool:
    """Whether nothing is written there yet, or it is a list to which more can be added."""
    here = field_at(path)
    if here is None or (here.sort == "group" and (len(path) == 1 or not here.many)):
        return False
    return value_at(loaded.file.values, path) is None


def matches(finding: Finding, only: str) -> bool:
    """Whether a gap is about a requirement, a rule, or a field or what lies in it."""
    if only.lower() in (finding.requirement, (finding.rule or "").lower()):
        return True
    wanted = _steps(only)
    return finding.path[: len(wanted)] == wanted or _without_numbers(finding.path)[: len(wanted)] == wanted


def field_named(only: str, values: Plain) -> Path | None:
    """The field that is named: decision.reasons, impacts.0.finding; None where there is none of that name.

    `values` are those of the file, which must hold every item that is named by its number.
    """
    path = _steps(only)
    if field_at(path) is None or any(
        isinstance(step, int) and value_at(values, path[: number + 1]) is None
        for number, step in enumerate(path)
    ):
        return None
    concrete = _concrete(_without_numbers(path), path)
    return path if concrete in (path, path[:-1]) else None


def _steps(text: str) -> Path:
    return tuple(int(step) if step.isdecimal() else step for step in text.split("."))


def _without_numbers(path: Path) -> Path:
    return tuple(step for step in path if isinstance(step, str))


def known_to_only(findings: tuple[Finding, ...]) -> Iterator[str]:
    """Every word that `--only` understands for these findings."""
    for finding in findings:
        yield finding.requirement
        if finding.rule:
            yield finding.rule
        if finding.path:
            yield str(finding.path[0])
