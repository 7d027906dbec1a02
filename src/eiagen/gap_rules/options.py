"""The options of a rule, from the catalogue's text to the values that its kind takes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, Union, dataclass_transform, get_args, get_origin, get_type_hints

_Reader = Callable[[Any, str], Any]
"""Takes what is written and the option's name; raises `ValueError` if it doesn't fit."""


NOTHING: Mapping[str, Any] = {}
"""A group of “name: value” in which nothing is written."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class RuleOptions:
    """What a kind of rule takes: names with their types and, where they may be left out, what they are then.

    To a type checker a frozen dataclass. It is none, because making one for each kind takes a twentieth of
    the time of a check.
    """

    def __init__(self, **given: Any) -> None:
        vars(self).update(given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"options stay as the catalogue gives them; {name} cannot be set")


def options_of(kind: type[RuleOptions], written: Mapping[str, Any]) -> Any:
    """An instance of the kind's options; a `ValueError` says in plain words what does not fit."""
    readers, needed, defaults = _readers(kind)  # type: ignore[arg-type]
    for name in written:
        if name not in readers:
            import difflib  # only where something is wrong

            near = difflib.get_close_matches(name, readers, n=1)
            hint = f"; did you mean “{near[0]}”?" if near else f"; there are: {', '.join(readers) or 'none'}"
            raise ValueError(f"there is no option “{name}”{hint}")
    for name in needed:
        if name not in written:
            raise ValueError(f"the option “{name}” is missing")
    options = kind(**defaults)  # each its own: the class is slower to ask
    vars(options).update([(name, readers[name](value, name)) for name, value in written.items()])
    return options


@lru_cache(maxsize=256)
def _readers(kind: Hashable) -> tuple[dict[str, _Reader], tuple[str, ...], dict[str, Any]]:
    """How each option is read, which have to be given, and what the others are where they are not."""
    hints = get_type_hints(kind)
    defaults = {name: getattr(kind, name) for name in hints if hasattr(kind, name)}
    needed = tuple(name for name in hints if name not in defaults)
    return {name: _reader(wanted) for name, wanted in hints.items()}, needed, defaults


def _reader(wanted: Any) -> _Reader:
    # YAML here keeps every text as it was written, and a bare yes or no as True or False.
    origin, inside = get_origin(wanted), get_args(wanted)
    if origin is UnionType or origin is Union:
        inner = _reader(next(one for one in inside if one is not NoneType))
        return lambda value, name: None if value is None else inner(value, name)
    if origin is Literal:
        return lambda value, name: _choice(value, inside, name)
    if origin is tuple:
        return _list_reader(inside[0])
    if origin is Mapping:
        return _group_reader(inside[1])
    readers: dict[Any, _Reader] = {str: _text, bool: _yes_no, int: _whole_number, float: _number}
    return readers[wanted]


def _list_reader(wanted: Any) -> _Reader:
    inner = _reader(wanted)

    def read(value: Any, name: str) -> Any:
        if isinstance(value, tuple | list):
            if wanted is str and set(map(type, value)) <= {str}:
                return tuple(value)
            return tuple(inner(one, name) for one in value)
        if isinstance(value, Mapping) and get_origin(wanted) is Mapping:
            return (inner(value, name),)  # a list of one may be written without its dash
        raise ValueError(f"“{name}” must be a list")

    return read


def _group_reader(wanted: Any) -> _Reader:
    inner = _reader(wanted)

    def read(value: Any, name: str) -> Any:
        if not isinstance(value, Mapping):
            raise ValueError(f"“{name}” must be a group of “name: value”")
        return {key: inner(one, f"{name}.{key}") for key, one in value.items()}

    return read


def _choice(value: Any, allowed: tuple[Any, ...], name: str) -> Any:
    if value not in allowed:
        raise ValueError(f"“{name}” must be one of {', '.join(allowed)}, not “{value}”")
    return value


def _text(value: Any, name: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        raise ValueError(f"“{name}” must be a text")
    return value


def _yes_no(value: Any, name: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"“{name}” must be yes or no, not “{value}”")
    return value


def _whole_number(value: Any, name: str) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise ValueError(f"“{name}” must be a whole number, not “{value}”") from None


def _number(value: Any, name: str) -> float:
    try:
        return float(str(value))
    except ValueError:
        raise ValueError(f"“{name}” must be a number, not “{value}”") from None
