"""A mapping: which question of a body's own form goes into which field, written by somebody who knows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from eiagen import plain_words
from eiagen.catalogue_files import validated
from eiagen.errors import EiagenError, Problem
from eiagen.forms.labels import characteristic, plain_label
from eiagen.forms.questions import Pattern, Question, questions
from eiagen.model import Id, Model, Text

if TYPE_CHECKING:
    from eiagen.forms.collecting import Foreign


class _Line(Model):
    label: Text
    below: Text | None = None
    """The heading below which it stands, where a form has the label twice."""
    field: Text | None = None
    characteristic: Id | None = None


class _File(Model):
    form: Text | None = None
    questions: tuple[_Line, ...]


@dataclass(frozen=True)
class Told:
    """What a mapping says of a label: a field, or a characteristic, or that it is left out."""

    field: Pattern | None = None
    characteristic: str | None = None


@dataclass(frozen=True)
class Mapping:
    """What a mapping says, by plain label and the heading above it ("" for wherever it stands)."""

    path: str = ""
    told: dict[tuple[str, str], Told] = field(default_factory=dict)
    lines: dict[tuple[str, str], tuple[int, int, str]] = field(default_factory=dict)
    """Where each label stands in the mapping, for what is told of it, and the label as it is written."""

    def says(self, label: str, headings: Sequence[str] = ()) -> Told | None:
        """What is told of a plain label below some headings, the nearest first."""
        if not self.told:
            return None
        near = (self.told.get((label, plain_label(heading))) for heading in reversed(headings))
        return next((one for one in near if one is not None), None) or self.told.get((label, ""))

    def not_found(self, seen: set[str]) -> list[str]:
        """A line for each label that the form does not have."""
        return [
            str(Problem(self.path, line, column, f"the form has no question “{label}”"))
            for (plain, _), (line, column, label) in self.lines.items()
            if plain not in seen
        ]


def read_mapping(path: str) -> Mapping:
    """The mapping in a file; raises `EiagenError` with every mistake in it."""
    file, content = validated(Path(path), _File)
    problems: list[Problem] = []
    found = Mapping(path)
    fields = {".".join(one): part for one, part in questions().by_path.items() if isinstance(part, Question)}

    def wrong(index: int, key: str, message: str) -> None:
        problems.append(file.problem(("questions", index, key), message))

    for index, one in enumerate(content.questions):
        label = plain_label(one.label), plain_label(one.below or "")
        node = file.node(("questions", index, "label"))
        if label in found.lines:
            wrong(index, "label", f"“{one.label}” is here twice; first on line {found.lines[label][0]}")
        found.lines[label] = (node.line, node.column, one.label)
        if one.field is not None and one.field not in fields:
            near = plain_words.nearest(one.field, fields)
            wrong(index, "field", f"the assessment has no field “{one.field}”{near}")
        named = one.characteristic if one.field is None else None
        if named is not None and characteristic(named.replace("-", " ")) != named:
            wrong(index, "characteristic", f"there is no characteristic “{named}”")
        pattern = tuple(one.field.split(".")) if one.field is not None else None
        found.told[label] = Told(pattern, named)
    if problems:
        raise EiagenError(problems)
    return found


def made_mapping(found: Foreign, form: str) -> str:
    """The text of a mapping for a form: each question found, with its field where that could be told."""
    lines = [
        f"# Which question of {form} goes into which field of an assessment. Correct what is wrong,",
        "# fill in what is blank (`eiagen new` writes every field with its name; those of a list are written",
        "# actions.*.owner), leave blank what is not to be taken; `below`, where it stands, tells two",
        "# questions of the same words apart by the heading above them. Then use it: --mapping THIS-FILE",
        f"form: {json.dumps(form, ensure_ascii=False)}",
        "questions:",
    ]
    meanings: dict[str, set[tuple[Pattern | None, str | None]]] = {}
    for one in found.questions:
        meanings.setdefault(plain_label(one.label), set()).add((one.field, one.characteristic))
    seen = set()
    for one in found.questions:
        label = plain_label(one.label)
        # A label that means different things is told apart by the heading above it.
        below = one.headings[-1] if len(meanings[label]) > 1 and one.headings else ""
        key = label, plain_label(below)
        if not label or key in seen:
            continue
        seen.add(key)
        lines.append(f"  # {one.place}" + (f" ({one.sure})" if one.field or one.characteristic else ""))
        lines.append(f"  - label: {json.dumps(one.label, ensure_ascii=False)}")
        if below:
            lines.append(f"    below: {json.dumps(below, ensure_ascii=False)}")
        if one.characteristic:
            lines.append(f"    characteristic: {one.characteristic}")
        else:
            lines.append(f"    field: {'.'.join(one.field) if one.field else ''}".rstrip())
    return "\n".join(lines) + "\n"
