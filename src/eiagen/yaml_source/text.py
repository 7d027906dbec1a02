"""A value as YAML text that reads back as exactly that value, in the layout of the file it goes into."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from eiagen.errors import EiagenError
from eiagen.yaml_source.file import parse_yaml

Plain: TypeAlias = "str | bool | tuple[Plain, ...] | dict[str, Plain] | None"
"""A value as it is read from a file: `yaml_source.file.without_blanks` gives it."""

_WIDTH = 110
_NUMBER = re.compile(r"[-+]?[.\d][\d_.,:eExXoO+-]*")
"""Other programs would take it for a number or a day."""
_SHORT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BREAKS = re.compile("[\u2028\u2029\ufeff]")
"""To YAML's older version these end a line, or begin a file."""


class Bare(str):
    """A number or a day: written without quotation marks, and equal to its text."""

    __slots__ = ()


@dataclass(frozen=True)
class Layout:
    """How a file is laid out."""

    indent: int
    """How far a group stands in from its name."""
    offset: int
    """How far a list's hyphens stand in from its name."""
    newline: str
    quoted: bool
    """Whether names within brackets are in double quotation marks, as in JSON."""
    bars: bool = True
    """Whether long texts may go below their names, after a bar."""


def inline(value: Plain, layout: Layout, *, flow: bool = False, style: str | None = None) -> str:
    """The value on one line; `flow` is within brackets or braces."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(k, layout, flow=True)}: {inline(v, layout, flow=True)}"
                               for k, v in value.items()) + "}"  # fmt: skip
    if isinstance(value, tuple):
        return "[" + ", ".join(inline(item, layout, flow=True) for item in value) + "]"
    if isinstance(value, Bare):
        return str(value)
    return next(_one_line(str(value), flow, '"' if flow and layout.quoted else style))


def block_entry(name: str, value: Plain, column: int, layout: Layout, style: str | None = None) -> list[str]:
    """The lines of a field and its value; the name begins at the column."""
    start = " " * column + f"{name}:"
    if isinstance(value, dict):
        return [start, *_group(value, column + layout.indent, layout)]
    if isinstance(value, tuple):
        if all(isinstance(item, str) and _SHORT.fullmatch(item) for item in value):
            line = f"{start} {inline(value, layout, flow=True)}"
            if len(line) <= _WIDTH:
                return [line]
        return [start, *(line for item in value for line in block_item(item, column + layout.offset, layout))]
    return _text(start, value, column + layout.indent, layout, style)


def block_item(value: Plain, column: int, layout: Layout, style: str | None = None) -> list[str]:
    """The lines of an item of a list; its hyphen stands at the column."""
    start = " " * column + "-"
    if isinstance(value, dict):
        first, *more = _group(value, column + 2, layout)
        return [f"{start} {first.lstrip()}", *more]
    if isinstance(value, tuple):
        return [f"{start} {inline(value, layout, flow=True)}"]
    return _text(start, value, column + 2, layout, style)


def _group(value: Mapping[str, Plain], column: int, layout: Layout) -> list[str]:
    return [line for name, inner in value.items() for line in block_entry(name, inner, column, layout)]


def _text(start: str, value: Plain, column: int, layout: Layout, style: str | None) -> list[str]:
    text = str(value)
    if layout.bars and isinstance(value, str) and not _BREAKS.search(text):
        # Where the first line begins with a space, the parser could not tell the indentation from it; and of
        # blank lines at the end it would count those that stand in the file below.
        plainly = not text.lstrip("\n").startswith((" ", "\t")) and not text.endswith("\n\n")
        if plainly and ("\n" in text.strip("\n") or (style == "|" and text.strip())):
            bar = "|" if text.endswith("\n") else "|-"
            return [f"{start} {bar}", *_indented(text.split("\n"), column)]
        long = len(start) + len(text) + 1 > _WIDTH
        if (long and style not in ("'", '"')) or style == ">":
            # No narrower than can be read, however far in it stands.
            lines = textwrap.wrap(
                text, max(40, _WIDTH - column), break_long_words=False, break_on_hyphens=False
            )
            if lines and " ".join(lines) == text == text.strip():
                return [f"{start} >-", *_indented(lines, column)]
    line = inline(value, layout, style=style)
    return [f"{start} {line}" if line else start]


def _indented(lines: list[str], column: int) -> list[str]:
    if lines and not lines[-1]:
        lines = lines[:-1]  # the end of the last line
    return [" " * column + line if line else "" for line in lines]


def _one_line(text: str, flow: bool, style: str | None) -> Iterator[str]:
    """Ways to write a text on a line, the one that was used before first, each reading back as the text."""
    double = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")
    double = _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04X}", double)
    double = re.sub(r"\\u([dD][89aAbB]..)\\u", r"\\u\1\\u", double)
    single = "'" + text.replace("'", "''") + "'"
    ways = [single, double] if '"' in text or "\\" in text else [double, single]
    if style == "'":
        ways = [single, double]
    elif style == '"':
        ways = [double, single]
    elif not _NUMBER.fullmatch(text) and not (flow and text.startswith(("-", "?", ":"))):
        ways.insert(0, text)
    for way in ways:
        if _reads_as(way, text, flow):
            yield way
    yield double


def _reads_as(way: str, text: str, flow: bool) -> bool:
    if "\n" in way or "\r" in way:
        return False
    whole = f"- {{k: {way}, l: m}}\n- [{way}, m]\n" if flow else f"- {way}\n- k: {way}\n"
    there = ({"k": text, "l": "m"}, (text, "m")) if flow else (text, {"k": text})
    try:
        return bool(parse_yaml(whole.encode(), "").values == there)
    except (EiagenError, UnicodeEncodeError):
        return False


def end_of_bar_text(text: str, value: str, style: str) -> int:
    """How long a text after a bar is without the blank lines behind it, which the parser counts to it."""
    ends = [found.start() for found in _LINE_END.finditer(text)]
    if style == "|" and not _BREAKS.search(value):
        lines = value.count("\n") + (not value.endswith("\n")) if value else 0
        return ends[lines] if lines < len(ends) else len(text)
    header = re.match(r">[0-9+-]*", text)
    if header is not None and "+" in header[0]:
        return ends[-1] if ends and text.endswith(("\n", "\r")) else len(text)
    return len(text.rstrip(" \t\r\n"))
