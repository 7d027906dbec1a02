"""The form that `eiagen new` writes: every field of an assessment, blank, with notes for whoever fills it in.

Made from the descriptions of the model and the data of the catalogue, so that it cannot fall behind either.
Everything but the blanks is a comment: nothing in it can be taken for something that was assessed.
"""

from __future__ import annotations

import textwrap
import typing
from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from eiagen.assessment import Assessment
from eiagen.duties import Catalogue
from eiagen.model import Count, Day, YesNo

_WIDTH = 100

_HOW = (
    "How to fill this in",
    "Write after the colons. Every line that begins with # is a note to you and is never read: delete "
    "those you don't need. Leave blank what you don't know yet: eiagen shows it as a gap, and that is what "
    "it is for.",
    "Keep the spaces at the beginning of each line: they show what belongs to what. Use spaces, never tabs.",
    "A text of more than a line, or one with a colon or a # in it, goes below its field, after a bar:",
    "    summary: |\n"
    "      The text begins here: any marks may stand in it.\n"
    "      It goes on here, indented alike.",
    "A list has a hyphen before each item. For another item, copy the whole block, from its hyphen to the "
    "next field that is not indented so far, and paste it below. A date is written like 2026-11-24.",
    "Then `eiagen check` and the name of this file say what is missing; `eiagen report` writes the report.",
)


def starter(catalogue: Catalogue, schema_address: str, *, jurisdiction_stated: bool = True) -> str:
    """The text of the form.

    `schema_address` is the path or address of the assessment's JSON Schema, for editors. The jurisdiction is
    filled in where somebody chose it, the topics always.
    """
    lines = [
        f"# yaml-language-server: $schema={schema_address}",
        "# The line above lets editors such as VS Code explain and check each field as you write, without",
        "# the internet. It names a file on this computer: delete it before you send this to somebody else.",
        "",
        *_comment("\n\n".join(_HOW)),
    ]
    filled = {
        "jurisdiction": catalogue.jurisdiction.id if jurisdiction_stated else "",
        "topics": "[" + ", ".join(topic.id for topic in catalogue.topics) + "]" if catalogue.topics else "",
    }
    for name, field in Assessment.model_fields.items():
        lines += ["", "", *_heading(name)] if _model_of(field) else [""]
        lines += _comment(_note(field))
        lines += _comment(_from_catalogue(name, catalogue))
        lines += _blank(name, field, 0, filled.get(name, ""))
    return "\n".join(lines) + "\n"


def _heading(name: str) -> Iterator[str]:
    title = name.replace("_", " ").upper()
    yield f"# {title} {'-' * (_WIDTH - 3 - len(title))}"


def _blank(name: str, field: FieldInfo, depth: int, value: str = "") -> Iterator[str]:
    """The field with nothing after it; of a group, each of its fields; of a list, one item."""
    indent = "  " * depth
    model = _model_of(field)
    if value:
        yield f"{indent}{name}: {value}"
        return
    yield f"{indent}{name}:"
    if model is None:
        if _is_list(field.annotation):
            yield f"{indent}  -"
        return
    in_item = _is_list(field.annotation)
    for index, (inner_name, inner) in enumerate(model.model_fields.items()):
        yield from _comment(_note(inner), "  " * (depth + (2 if in_item and index else 1)))
        block = list(_blank(inner_name, inner, depth + (2 if in_item else 1)))
        if in_item and index == 0:
            block[0] = f"{indent}  - {block[0].lstrip()}"
        yield from block


def _note(field: FieldInfo) -> str:
    """What belongs in the field, with the words to choose from where only those are understood."""
    parts = [field.description or ""]
    choices = _choices(field.annotation)
    if choices and not all(choice in parts[0] for choice in choices):
        # A description that names a few of the choices gives way to all of them.
        parts = [*(part for part in parts if not part.endswith("…")), f"One of: {', '.join(choices)}."]
    if _holds(field, Day):
        parts.append("A date.")
    if _holds(field, YesNo) and "yes or no" not in parts[-1]:
        parts.append("yes or no.")
    if _holds(field, Count):
        parts.append("A number.")
    return " ".join(parts)


def _from_catalogue(name: str, catalogue: Catalogue) -> str:
    """What the law and the topics ask to be thought of in a section."""
    match name:
        case "affected_groups":
            groups = [
                f"- {group.kind}: {group.title}. {group.why}"
                for topic in catalogue.topics
                for group in topic.groups
            ]
            return _listed("This topic asks that these are looked at, each on its own:", groups)
        case "impacts":
            aims = []
            for aim in catalogue.aims:
                aims.append(f"- {aim.id}: {aim.title}. {aim.question}")
                aims += [f"    part {part.id}: {part.question}" for part in aim.parts]
            return "\n\n".join(
                (
                    "One block for each effect. What you leave out stays visible as not assessed.",
                    _listed("Aims of the duty, and their parts:", aims),
                    _listed(
                        "Characteristics:",
                        [
                            f"- {one.id}: {one.means}{_only_aims(one.aims)}"
                            for one in catalogue.characteristics
                        ],
                    ),
                )
            )
        case "contested":
            questions = [
                f"- {one.id}: {one.question}" for topic in catalogue.topics for one in topic.contested
            ]
            return _listed("Questions on which views compete in this topic:", questions)
        case "considerations":
            asked = [
                f"- {one.id}: {one.asks}" for one in catalogue.requirements if one.not_applicable is None
            ]
            return _listed("The requirements of the law and the topics:", asked)
    return ""


def _only_aims(aims: tuple[str, ...]) -> str:
    return f" Counts for {', '.join(aims)} only." if aims else ""


def _listed(heading: str, items: list[str]) -> str:
    return "\n".join((heading, *items)) if items else ""


def _comment(text: str, indent: str = "") -> Iterator[str]:
    """The text as comment lines, wrapped; what is indented in it stays as it is."""
    if not text:
        return
    width = max(50, _WIDTH - len(indent) - 2)
    for paragraph in text.split("\n"):
        if not paragraph.strip():
            yield f"{indent}#"
            continue
        first = len(paragraph) - len(paragraph.lstrip())
        later = first + (2 if paragraph.lstrip().startswith("- ") or first else 0)
        for line in textwrap.wrap(
            paragraph, width, initial_indent="", subsequent_indent=" " * later, break_on_hyphens=False
        ):
            yield f"{indent}# {line}"


def _inside(annotation: object) -> Iterator[object]:
    """The annotation and everything it is made of."""
    yield annotation
    for inner in typing.get_args(annotation):
        yield from _inside(inner)


def _model_of(field: FieldInfo) -> type[BaseModel] | None:
    for part in _inside(field.annotation):
        # tuple[X, ...] calls itself a type too, but has an origin.
        if isinstance(part, type) and typing.get_origin(part) is None and issubclass(part, BaseModel):
            return part
    return None


def _is_list(annotation: object) -> bool:
    return any(typing.get_origin(part) is tuple for part in _inside(annotation))


def _choices(annotation: object) -> list[str]:
    return [
        choice
        for part in _inside(annotation)
        if typing.get_origin(part) is typing.Literal
        for choice in typing.get_args(part)
    ]


def _holds(field: FieldInfo, kind: object) -> bool:
    return any(part == kind for part in _inside(field.annotation))
