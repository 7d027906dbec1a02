"""The assessment as questions: each field of the model, how a form asks for it and what may be answered."""

from __future__ import annotations

import datetime
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from eiagen.assessment import Assessment
from eiagen.catalogue_files import validated
from eiagen.errors import EiagenError, Problem
from eiagen.model import Ids, Model, Text, Texts
from eiagen.place import dotted
from eiagen.resources import CATALOGUE

Kind = Literal["text", "texts", "id", "ids", "choice", "yes-no", "date", "count"]
Pattern = tuple[str, ...]
"""Where a field is in any assessment: ("impacts", "*", "finding")."""


@dataclass(frozen=True)
class Question:
    """One field that holds an answer."""

    path: Pattern
    kind: Kind
    label: str
    help: str
    choices: tuple[str, ...] = ()
    """The values of the model to choose from; empty where anything may be written."""
    needed: bool = False

    @property
    def name(self) -> str:
        """The field's own name."""
        return self.path[-1]


@dataclass(frozen=True)
class Group:
    """A group of fields, or one item of a list of them."""

    path: Pattern
    label: str
    help: str
    parts: tuple[Question | Group | Listing, ...]
    needed: bool = False

    @property
    def name(self) -> str:
        """The field's own name."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True)
class Listing:
    """A list of groups."""

    path: Pattern
    label: str
    help: str
    item: Group
    item_name: str
    """What one of them is called: "an effect"."""

    @property
    def name(self) -> str:
        """The field's own name."""
        return self.path[-1]


Part = Question | Group | Listing


class _Part(Model):
    title: Text
    sections: Ids


class _Question(Model):
    field: Text
    ask: Text | None = None
    also: Texts = ()
    phrases: Texts = ()
    """Words that a longer question has all of, if it is likely about this."""
    long: Text | None = None
    """The field that takes another form's answer where it is longer than this one's name or title."""


class _Answers(Model):
    field: Text
    words: dict[str, Texts]


class _NotAnswers(Model):
    """Words by which it is known that something in the place of an answer is none."""

    prompts: Texts = ()
    denials: Texts = ()
    choices: Texts = ()
    guidance_opens: Texts = ()
    imperatives: Texts = ()
    addresses: Texts = ()
    neutral: Texts = ()
    no_impact: Texts = ()


class _Section(Model):
    """What labels mean below certain headings only."""

    under: Texts
    labels: dict[str, Text]


class FormData(Model):
    """The file catalogue/forms.yaml."""

    parts: tuple[_Part, ...]
    questions: tuple[_Question, ...]
    items: dict[str, Text]
    not_asked: Texts = ()
    answers: tuple[_Answers, ...] = ()
    not_answers: _NotAnswers = _NotAnswers()
    sections: tuple[_Section, ...] = ()
    characteristics: dict[str, Texts] = {}  # noqa: RUF012 - a model's default, which Pydantic copies


@dataclass(frozen=True)
class Questions:
    """Every question, and the form's own data."""

    whole: Group
    parts: tuple[tuple[str, tuple[Part, ...]], ...]
    """Each chapter of the form: its title, and the sections in it."""
    not_asked: frozenset[Pattern]
    """Fields that a command writes, which no form asks for."""
    by_path: dict[Pattern, Part] = field(repr=False)
    data: FormData = field(repr=False)


@cache
def questions(root: Path = CATALOGUE) -> Questions:
    """The questions of the form; raises `EiagenError` for a mistake in catalogue/forms.yaml."""
    file, data = validated(root / "forms.yaml", FormData)
    asks = {tuple(one.field.split(".")): one.ask for one in data.questions if one.ask}
    whole = Group((), "", "", tuple(_parts(Assessment, (), asks, data.items)))
    by_path = {part.path: part for part in every(whole)}
    by_path |= {one.item.path: one.item for one in by_path.values() if isinstance(one, Listing)}
    problems: list[Problem] = []
    for section, named in (("questions", data.questions), ("answers", data.answers)):
        for index, one in enumerate(named):
            for key in ("field", "long"):
                name = getattr(one, key, None)
                if name is not None and tuple(name.split(".")) not in by_path:
                    message = f"the assessment has no field “{name}”"
                    problems.append(file.problem((section, index, key), message))
    problems += [
        file.problem(("sections", index, "labels", label), f"the assessment has no field “{name}”")
        for index, section in enumerate(data.sections)
        for label, name in section.labels.items()
        if tuple(name.split(".")) not in by_path
    ]
    problems += [
        file.problem(("items", name), f"the assessment has no list “{name}”")
        for name in data.items
        if tuple(name.split(".")) not in by_path
    ]
    not_asked = frozenset(tuple(name.split(".")) for name in data.not_asked)
    placed = [name for part in data.parts for name in part.sections]
    top = {part.name: part for part in whole.parts if part.path not in not_asked}
    problems += [
        file.problem(("parts",), f"“{name}” is in {placed.count(name)} parts of the form; it belongs in one")
        for name in (*top, *(name for name in placed if name not in top))
        if placed.count(name) != 1 or name not in top
    ]
    if problems:
        raise EiagenError(problems)
    parts = tuple((part.title, tuple(top[name] for name in part.sections)) for part in data.parts)
    return Questions(whole, parts, not_asked, by_path, data)


def every(part: Part) -> Iterator[Part]:
    """The part and everything inside it, in order; of a list, what each item holds."""
    if part.path:
        yield part
    inside = part.parts if isinstance(part, Group) else part.item.parts if isinstance(part, Listing) else ()
    for one in inside:
        yield from every(one)


def _parts(
    model: type[BaseModel], at: Pattern, asks: Mapping[Pattern, str], items: Mapping[str, str]
) -> Iterator[Part]:
    for name, info in model.model_fields.items():
        path = (*at, name)
        label = asks.get(path) or name.replace("_", " ").capitalize()
        about = info.description or ""
        inner = _model_in(info.annotation)
        if inner is None:
            yield Question(path, _kind(info), label, about, _choices(info.annotation), info.is_required())
        elif _is_list(info.annotation):
            item = Group((*path, "*"), label, about, tuple(_parts(inner, (*path, "*"), asks, items)))
            yield Listing(path, label, about, item, items.get(dotted(path), "an item"))
        else:
            yield Group(path, label, about, tuple(_parts(inner, path, asks, items)), info.is_required())


def _inside(annotation: object) -> Iterator[object]:
    yield annotation
    for inner in typing.get_args(annotation):
        yield from _inside(inner)


def _model_in(annotation: object) -> type[BaseModel] | None:
    for one in _inside(annotation):
        if isinstance(one, type) and typing.get_origin(one) is None and issubclass(one, BaseModel):
            return one
    return None


def _is_list(annotation: object) -> bool:
    return any(typing.get_origin(one) is tuple for one in _inside(annotation))


def _choices(annotation: object) -> tuple[str, ...]:
    return tuple(
        str(choice)
        for one in _inside(annotation)
        if typing.get_origin(one) is Literal
        for choice in typing.get_args(one)
    )


def _kind(info: FieldInfo) -> Kind:
    inside = list(_inside(info.annotation))
    notes = [*info.metadata, *inside]
    is_id = any(_has_pattern(one) for one in notes)
    if _is_list(info.annotation):
        return "ids" if is_id else "texts"
    if _choices(info.annotation):
        return "choice"
    for kind, sort in (("yes-no", bool), ("date", datetime.date), ("count", int)):
        if sort in inside:
            return typing.cast(Kind, kind)
    return "id" if is_id else "text"


def _has_pattern(note: object) -> bool:
    if isinstance(note, FieldInfo):
        return any(_has_pattern(one) for one in note.metadata)
    return getattr(note, "pattern", None) is not None
