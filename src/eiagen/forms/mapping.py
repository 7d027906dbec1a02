"""A mapping: which question of a body's own form goes into which field, written by somebody who knows."""

from __future__ import annotations

import json
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
    field: Text | None = None
    characteristic: Id | None = None


class _File(Model):
    form: Text | None = None
    questions: tuple[_Line, ...]


@dataclass(frozen=True)
class Mapping:
    """What a mapping says, by plain label."""

    path: str = ""
    fields: dict[str, Pattern] = field(default_factory=dict)
    characteristics: dict[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    lines: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """Where each label stands in the mapping, for what is told of it, and the label as it is written."""

    def not_found(self, seen: set[str]) -> list[str]:
        """A line for each label that the form does not have."""
        return [
            str(Problem(self.path, line, column, f"the form has no question “{label}”"))
            for plain, (line, column, label) in self.lines.items()
            if plain not in seen
        ]


def read_mapping(path: str) -> Mapping:
    """The mapping in a file; raises `EiagenError` with every mistake in it."""
    file, content = validated(Path(path), _File)
    problems: list[Problem] = []
    found = Mapping(path)
    left_out = set()
    fields = {".".join(one): part for one, part in questions().by_path.items() if isinstance(part, Question)}
    for index, one in enumerate(content.questions):
        label = plain_label(one.label)
        node = file.node(("questions", index, "label"))
        if label in found.lines:
            first = found.lines[label][0]
            problems.append(
                file.problem(
                    ("questions", index, "label"), f"“{one.label}” is here twice; first on line {first}"
                )
            )
        found.lines[label] = (node.line, node.column, one.label)
        if one.field is not None and one.field not in fields:
            near = plain_words.nearest(one.field, fields)
            problems.append(
                file.problem(
                    ("questions", index, "field"), f"the assessment has no field “{one.field}”{near}"
                )
            )
        elif one.field is not None:
            found.fields[label] = tuple(one.field.split("."))
        elif one.characteristic is not None:
            known = characteristic(one.characteristic.replace("-", " "))
            if known != one.characteristic:
                problems.append(
                    file.problem(
                        ("questions", index, "characteristic"),
                        f"there is no characteristic “{one.characteristic}”",
                    )
                )
            found.characteristics[label] = one.characteristic
        else:
            left_out.add(label)
    if problems:
        raise EiagenError(problems)
    return Mapping(path, found.fields, found.characteristics, frozenset(left_out), found.lines)


def made_mapping(found: Foreign, form: str) -> str:
    """The text of a mapping for a form: each question found, with its field where that could be told."""
    lines = [
        f"# Which question of {form} goes into which field of an assessment. Correct what is wrong,",
        "# fill in what is blank (`eiagen new` writes every field with its name; those of a list are written",
        "# actions.*.owner), leave blank what is not to be taken; then use it: --mapping THIS-FILE",
        f"form: {json.dumps(form, ensure_ascii=False)}",
        "questions:",
    ]
    seen = set()
    for one in found.questions:
        label = plain_label(one.label)
        if not label or label in seen:
            continue
        seen.add(label)
        lines.append(f"  # {one.place}" + (f" ({one.sure})" if one.field or one.characteristic else ""))
        lines.append(f"  - label: {json.dumps(one.label, ensure_ascii=False)}")
        if one.characteristic:
            lines.append(f"    characteristic: {one.characteristic}")
        else:
            lines.append(f"    field: {'.'.join(one.field) if one.field else ''}".rstrip())
    return "\n".join(lines) + "\n"
