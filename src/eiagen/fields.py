"""What each field of an assessment takes: a text, one of some words, a day, a list, a group of fields."""

from __future__ import annotations

import datetime
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from eiagen.assessment import Assessment
from eiagen.model import Model
from eiagen.place import Path

Sort = Literal["text", "id", "choice", "yes-no", "day", "number", "group"]

_ONE_LINE = frozenset(
    {
        "by", "contact", "decided_by", "duration", "frequency", "held_by", "how_chosen", "issued_by",
        "legal_basis", "locality", "name", "owner", "provision", "recorded_as", "right", "role", "size",
        "stage", "threshold", "timing", "title", "url", "version", "viewpoint",
    }
)  # fmt: skip
"""Texts of a few words: nobody is asked for several lines of them."""


@dataclass(frozen=True)
class Field:
    """A field of the assessment."""

    path: Path
    """With "*" for the items of a list: ("impacts", "*", "finding")."""
    sort: Sort
    """Of the field, or of the items of its list."""
    description: str
    many: bool = False
    """Whether it is a list."""
    needed: bool = False
    """Whether nothing can be done without it: the id of an item that others refer to."""
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name in the file."""
        return str(self.path[-1])

    @property
    def label(self) -> str:
        """Its name in words."""
        return self.name.replace("_", " ")

    @property
    def one_line(self) -> bool:
        """Whether a line is enough for it."""
        return self.many or self.sort != "text" or self.name in _ONE_LINE


def pattern_of(path: Path) -> Path:
    """The path with "*" for every number."""
    return tuple("*" if isinstance(step, int) else step for step in path)


def field_at(path: Path) -> Field | None:
    """The field at a path, with numbers or "*" for items; of an item of a list, the list itself."""
    pattern = pattern_of(path)
    while pattern and pattern[-1] == "*":
        pattern = pattern[:-1]
    return _all().get(pattern)


def fields_in(path: Path) -> tuple[Field, ...]:
    """The fields of the group, or of the items of the list, at a path; of the whole at ()."""
    here = field_at(path)
    start = () if here is None else (*here.path, "*") if here.many else here.path
    return tuple(one for one in _all().values() if one.path[:-1] == start)


@cache
def order() -> Mapping[Path, tuple[str, ...]]:
    """The fields of each group in their order, as `yaml_source.edit` wants it."""
    found: dict[Path, list[str]] = {}
    for field in _all().values():
        found.setdefault(field.path[:-1], []).append(field.name)
    return MappingProxyType({path: tuple(names) for path, names in found.items()})


@cache
def _all() -> Mapping[Path, Field]:
    return MappingProxyType({field.path: field for field in _fields(Assessment, ())})


def _fields(model: type[Model], above: Path) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        path = (*above, name)
        kinds = list(_inside(info.annotation))
        many = any(typing.get_origin(kind) is tuple for kind in kinds)
        group = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Model)), None)
        choices = tuple(
            str(one) for kind in kinds if typing.get_origin(kind) is Literal for one in typing.get_args(kind)
        )
        if group is not None:
            sort: Sort = "group"
        elif choices:
            sort = "choice"
        elif datetime.date in kinds:
            sort = "day"
        elif bool in kinds:
            sort = "yes-no"
        elif int in kinds:
            sort = "number"
        else:
            # An id is a text with a pattern; where none may be written, that stands deeper in the annotation.
            marks = [*info.metadata, *(one for kind in kinds for one in getattr(kind, "__metadata__", ()))]
            sort = "id" if any("pattern=" in repr(one) for one in marks) else "text"
        yield Field(path, sort, info.description or "", many, info.is_required(), choices)
        if group is not None:
            yield from _fields(group, (*path, "*") if many else path)


def _inside(annotation: object) -> Iterator[object]:
    yield annotation
    for inner in typing.get_args(annotation):
        if not isinstance(inner, str):
            yield from _inside(inner)
