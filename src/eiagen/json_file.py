"""JSON as programs write it: one value, or several one after the other, with the place of every part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from eiagen.errors import EiagenError, Problem, problem
from eiagen.place import Path as FieldPath
from eiagen.text_file import FORBIDDEN, control_message, decoded, read_bytes

MAX_BYTES = 400_000_000
"""Some thousands of audits, one a line."""

_SPACE = re.compile(r"[ \t\r\n]*")
_PLAIN_WORDS = {
    "Expecting value": "a value is missing here",
    "Expecting property name enclosed in double quotes": "a name in quotation marks is missing here",
    "Illegal trailing comma": "a comma too many stands here",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing here",
    "Expecting ':' delimiter": "a colon is missing here",
    "Invalid control character": "a line ends in the middle of a text here",
    "Invalid \\escape": "a backslash stands here that means nothing",
    "Invalid \\uXXXX escape": "a backslash stands here that means nothing",
}


@dataclass(frozen=True)
class JsonValue:
    """A value of a JSON file, and where it stands there."""

    file: str
    text: str
    """Of the whole file."""
    begin: int
    """Where in it the value begins."""
    value: Any

    def problem(self, path: FieldPath, message: str) -> Problem:
        """A problem at a part of the value, or at the nearest part above it that is there."""
        return _at(self.file, self.text, self._position(path), message)

    def _position(self, path: FieldPath) -> int:
        # Looked for only now: what is right needs no place.
        where = at = self.begin
        for step in path:
            found = next((pair for pair in _members(self.text, at) if pair[0] == step), None)
            if found is None:
                break
            _, where, at = found
        return where


def read_json(path: str, wanted: str) -> tuple[JsonValue, ...]:
    """Every value in the file ("-" is standard input), in order; `wanted` says what the file should be.

    Raises `EiagenError` with the place where it stops being JSON.
    """
    return parse_json(decoded(read_bytes(path, MAX_BYTES, "audit"), path, wanted), path, wanted)


def parse_json(text: str, path: str, wanted: str) -> tuple[JsonValue, ...]:
    """As `read_json`, for text at hand."""
    values: list[JsonValue] = []
    begin = _after_space(text, 0)
    if begin == len(text):
        raise problem(path, f"the file is empty; {wanted}", 1, 1)
    if text[begin] not in "{[":
        raise problem(path, f"this is not JSON; {wanted}", *_line_and_column(text, begin))
    while begin < len(text):
        try:
            value, end = _DECODER.raw_decode(text, begin)
        except json.JSONDecodeError as error:
            _refuse(path, text, error)
        except RecursionError:
            raise EiagenError(_at(path, text, begin, f"nested too deep; {wanted}")) from None
        except ValueError as error:
            raise EiagenError(_at(path, text, begin, f"{error}; {wanted}")) from None
        values.append(JsonValue(path, text, begin, value))
        begin = _after_space(text, end)
    for one in values:
        if problems := [one.problem(at, said) for at, said in _control_characters(one.value, ())]:
            raise EiagenError(problems)
    return tuple(values)


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


_DECODER = json.JSONDecoder(parse_constant=_no_number)


def _refuse(path: str, text: str, error: json.JSONDecodeError) -> NoReturn:
    cut_off = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
    if cut_off:
        at, message = len(text.rstrip()), "the file breaks off here, in the middle; make or copy it again"
    else:
        at = error.pos
        found = next((plain for theirs, plain in _PLAIN_WORDS.items() if error.msg.startswith(theirs)), None)
        message = f"the file is damaged: {found or error.msg}; make or copy it again"
    raise EiagenError(_at(path, text, at, message)) from None


def _control_characters(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    """What an escape like \\u0000 may bring in, and no document can hold."""
    if isinstance(value, str):
        if (found := FORBIDDEN.search(value)) is not None:
            yield path, control_message(found.group())
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _control_characters(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _control_characters(inner, (*path, number))


def _members(text: str, at: int) -> Iterator[tuple[str | int, int, int]]:
    """The members of the group or list at a position: name or number, where it stands, where its value does.

    The text is known to be JSON.
    """
    opening, at = text[at], _after_space(text, at + 1)
    if opening not in "{[":
        return
    number = 0
    while text[at] not in "}]":
        where: int = at
        name: str | int = number
        if opening == "{":
            name, at = _DECODER.raw_decode(text, at)
            at = _after_space(text, _after_space(text, at) + 1)
        yield name, where, at
        at = _after_space(text, _DECODER.raw_decode(text, at)[1])
        if text[at] == ",":
            at = _after_space(text, at + 1)
        number += 1


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _at(path: str, text: str, position: int, message: str) -> Problem:
    return Problem(path, *_line_and_column(text, position), message)


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
