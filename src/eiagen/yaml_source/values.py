"""Values on their way into a YAML file: as they will be read again, and the whole with one changed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from eiagen.place import Path
from eiagen.yaml_source.text import Bare, Plain

Value: TypeAlias = "str | bool | int | datetime.date | Sequence[Value] | Mapping[str, Value] | None"
"""What can be written: text, yes or no, a number, a day, a list, a group; None for nothing."""

_LINE_END = re.compile(r"\r\n|\n|\r")


def value_at(values: Plain, path: Path) -> Plain:
    """The value at a path; None where it, or what holds it, isn't there."""
    for step in path:
        if isinstance(step, int):
            values = values[step] if isinstance(values, tuple) and step < len(values) else None
        else:
            values = values.get(step) if isinstance(values, dict) else None
    return values


def as_read(value: Value) -> Plain:
    """The value as it will be read again."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _LINE_END.sub("\n", value)
    if isinstance(value, int | datetime.date):
        return Bare(value)
    if isinstance(value, Mapping):
        group = {name: as_read(inner) for name, inner in value.items()}
        return {name: inner for name, inner in group.items() if inner is not None} or None
    items = (as_read(item) for item in value)
    return tuple(item for item in items if item is not None) or None


def changed(values: Plain, path: Path, new: Plain) -> Plain:
    """The values with one of them changed."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        items = list(values) if isinstance(values, tuple) else []
        if step > len(items):
            raise ValueError(f"no item {step} can follow {len(items)}")
        inner = changed(items[step] if step < len(items) else None, rest, new)
        items[step : step + 1] = [] if inner is None else [inner]
        return tuple(items) or None
    group = dict(values) if isinstance(values, dict) else {}
    inner = changed(group.pop(step, None), rest, new)
    return {**group, **({} if inner is None else {step: inner})} or None


def wrapped(rest: Path, value: Plain) -> Plain:
    """The value within the groups and lists that the rest of a path names."""
    for step in reversed(rest):
        value = (value,) if isinstance(step, int) else {step: value}
    return value


def left_out(old: tuple[Plain, ...], new: tuple[Plain, ...]) -> list[int] | None:
    """The numbers of old items that are no longer there, if that is the whole difference."""
    found, left = [], list(new)
    for number, item in enumerate(old):
        if left and left[0] == item:
            left.pop(0)
        else:
            found.append(number)
    return None if left else found
