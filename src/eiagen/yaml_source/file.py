"""YAML as people write it: one pass from bytes to plain values, with the line and column of each.

Built on the events of PyYAML's C parser and not on its loader, because the loader keeps the last of two
equal keys without a word, turns `no` into False and 010 into 8, follows aliases without end, and recurses.
Here every text stays as it was written; the model decides what it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from eiagen.errors import EiagenError, Problem, problem
from eiagen.place import Path as FieldPath
from eiagen.place import Place
from eiagen.text_file import FORBIDDEN, control_message, decoded, read_bytes

MAX_DEPTH = 40
MAX_VALUES = 500_000

_WORDS = {
    **dict.fromkeys(("yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
}
"""What a bare word means; any other is text."""
_BARE = ("", None)
"""The style of a bare word, from the C parser and from the other."""
_LONGEST_WORD = max(map(len, _WORDS))

_QUOTE = "put the whole text in quotation marks"
_TOO_DEEP = f"nested more than {MAX_DEPTH} deep: this is no assessment"
_PLAIN_WORDS = {
    "exceeded maximum nesting depth": _TOO_DEEP,  # newer parsers stop before we do
    "found a tab character": "a tab is used for indenting here: use spaces",
    "mapping values are not allowed": f"a colon and a space inside a text: {_QUOTE}",
    "could not find expected ':'": (
        "a field name needs a colon after it, and its text on the same line or indented below"
    ),
    "did not find expected key": (
        "the indentation does not fit: fields of one group must begin in the same column"
    ),
    "did not find expected '-' indicator": "items of a list must begin in the same column, each with “- ”",
    "found undefined tag handle": f"a text cannot begin with “!”: {_QUOTE}",
    "did not find expected alphabetic or numeric character": f"a text cannot begin with “*” or “&”: {_QUOTE}",
    "did not find expected whitespace": f"a text cannot begin with “!”, “&” or “*”: {_QUOTE}",
    "could not find expected directive name": f"a text cannot begin with “%”: {_QUOTE}",
    "found unknown escape character": "a backslash inside double quotation marks: use single quotation marks",
    "found invalid Unicode character escape code": "the code after this backslash is no character: delete it",
    "block sequence entries are not allowed": (
        "a list cannot begin here: put “- ” on a line of its own below the field name"
    ),
    "comment or line break": "nothing more may stand after “>” or “|”: begin the text on the next line",
    "did not find expected <document start>": (
        f"this stands outside every field: {_QUOTE}, or indent it below a field name"
    ),
}
_BRACKETS = "a list in [brackets] or a group in {braces} begins here and is not closed"
_OPENED = {
    "did not find expected ',' or": _BRACKETS,
    "did not find expected node content": _BRACKETS,
    "found unexpected end of stream": "a quotation mark is opened here and never closed",
    "found unexpected document indicator": "a quotation mark is opened here and never closed",
}
"""What is told where it begins, because the parser notices only where it should have ended."""


class Node:
    """A value's place, and its children's. Lines and columns count from 1."""

    __slots__ = ("children", "column", "line", "raw")

    def __init__(self, line: int, column: int, raw: str | None = None) -> None:
        self.line = line
        self.column = column
        self.raw = raw
        """The text of a bare word as it was written."""
        self.children = _NONE
        """Those of a group by name, those of a list by number."""


_NONE: dict[str | int, Node] = {}
"""Shared by all that have no children, which are most; never written to."""


@dataclass(frozen=True)
class YamlFile:
    """A file's values and their places."""

    path: str
    values: Any
    """dicts, tuples, text, True, False and None."""
    root: Node
    text: str

    def node(self, path: FieldPath) -> Node:
        """The node at a path, or the nearest that exists above it."""
        node = self.root
        for step in path:
            child = node.children.get(step)
            if child is None:
                break
            node = child
        return node

    def place(self, path: FieldPath) -> Place:
        """Where the field is; where its nearest parent is, if it isn't there."""
        node = self.node(path)
        return Place(line=node.line, column=node.column)

    def holds(self, path: FieldPath) -> bool:
        """Whether the field's name is written, with or without something after it."""
        return path[-1] in self.node(path[:-1]).children and (len(path) == 1 or self.holds(path[:-1]))

    def problem(self, path: FieldPath, message: str) -> Problem:
        """A problem at a field."""
        node = self.node(path)
        return Problem(self.path, node.line, node.column, message)


def read_yaml(path: str) -> YamlFile:
    """The values of a YAML file and their places; an `EiagenError` with every problem found if it has any."""
    return parse_yaml(read_bytes(path), path)


def parse_yaml(data: bytes, path: str) -> YamlFile:
    """As `read_yaml`, for bytes at hand; `path` is what messages call them."""
    text = decoded(data, path)
    if not text.strip():
        raise problem(path, "the file is empty; `eiagen new FILE` writes one to start from", 1, 1)
    return _Builder(path, text).build()


def _plain_problem(error: yaml.YAMLError, path: str, text: str) -> Problem:
    said = str(getattr(error, "problem", None) or error)
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    message = f"this is not YAML: {said}"
    if "cannot start any token" in said and mark is not None:
        found = text[mark.index : mark.index + 1]
        message = f"a text cannot begin with “{found}”: {_QUOTE}"
        if found == "\t":
            message = _PLAIN_WORDS["found a tab character"]
    for theirs, ours in _PLAIN_WORDS.items():
        if theirs in said:
            message = ours
    for theirs, ours in _OPENED.items():
        if theirs in said:
            message, mark = ours, opened or mark
    if mark is None:
        return Problem(path, None, None, message)
    return Problem(path, mark.line + 1, mark.column + 1, message)


class _Builder:
    """Turns the parser's events into values and nodes, refusing what would surprise the writer."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.values = 0
        self.next_event: Callable[[], Any] = yaml.CSafeLoader(text).get_event

    def build(self) -> YamlFile:
        """The whole file; an `EiagenError` with every problem found."""
        try:
            values, root = self._document()
        except yaml.YAMLError as error:
            self.problems.append(_plain_problem(error, self.path, self.text))
            raise EiagenError(self.problems) from None
        if self.problems:
            raise EiagenError(self.problems)
        return YamlFile(self.path, values, root, self.text)

    def _document(self) -> tuple[Any, Node]:
        self.next_event()  # the stream's start
        if type(self.next_event()) is yaml.StreamEndEvent:
            hint = "the file holds only comments; `eiagen new FILE` writes one to start from"
            raise problem(self.path, hint, 1, 1)
        whole = self._value(self.next_event(), 0)
        self.next_event()  # the document's end
        after = self.next_event()
        if type(after) is not yaml.StreamEndEvent:
            self._wrong(after, "a second document begins here (---); one file holds one")
        return whole

    def _value(self, event: Any, depth: int) -> tuple[Any, Node]:
        self.values += 1
        if self.values > MAX_VALUES:
            raise problem(self.path, f"more than {MAX_VALUES:,} values: this is no assessment")
        kind = type(event)
        if event.anchor is not None:
            if kind is AliasEvent:
                self._wrong(event, f"a text cannot begin with “*” (to YAML that is an alias): {_QUOTE}")
                raise EiagenError(self.problems)
            self._wrong(event, f"a text cannot begin with “&” (to YAML that is an anchor): {_QUOTE}")
        mark = event.start_mark
        node = Node(mark.line + 1, mark.column + 1)
        if kind is ScalarEvent:
            return self._scalar(event, node), node
        if depth == MAX_DEPTH:
            self._wrong(event, _TOO_DEEP)
            raise EiagenError(self.problems)
        if event.tag is not None and not event.implicit:
            self._wrong(event, "tags (“!…”) are not used here: delete it")
        node.children = {}
        group = kind is MappingStartEvent
        return (self._group(node, depth + 1) if group else self._list(node, depth + 1)), node

    def _list(self, node: Node, depth: int) -> tuple[Any, ...]:
        items: list[Any] = []
        while type(event := self.next_event()) is not SequenceEndEvent:
            value, node.children[len(items)] = self._value(event, depth)
            items.append(value)
        return tuple(items)

    def _group(self, node: Node, depth: int) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while type(event := self.next_event()) is not MappingEndEvent:
            name = self._name(event, depth)
            if name in fields:
                first = node.children[name].line
                self._wrong(event, f"“{name}” is written twice in this group; it is first on line {first}")
            fields[name], inner = self._value(self.next_event(), depth)
            # A field's place is its name's, so that a reader lands on the word.
            mark = event.start_mark
            inner.line, inner.column = mark.line + 1, mark.column + 1
            node.children[name] = inner
        return fields

    def _name(self, event: Any, depth: int) -> str:
        if type(event) is ScalarEvent and event.style in _BARE and event.anchor is event.tag is None:
            self.values += 1
            return str(event.value)
        name, place = self._value(event, depth)
        if isinstance(name, str):
            return name
        if place.raw is None:
            self._wrong(event, "a field name must be a word, not a list or a group")
        return place.raw or ""  # yes, no and nothing are words here

    def _scalar(self, event: Any, node: Node) -> Any:
        text: str = event.value
        if event.tag is not None and not any(event.implicit):
            self._wrong(event, f"a text cannot begin with “!”: {_QUOTE}")
        if event.style in _BARE:
            node.raw = text
            if len(text) <= _LONGEST_WORD:
                return _WORDS.get(text, text)
        elif event.style == '"' and (found := FORBIDDEN.search(text)):
            self._wrong(event, control_message(found.group()))
        return text

    def _wrong(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self.problems.append(Problem(self.path, mark.line + 1, mark.column + 1, message))


def without_blanks(file: YamlFile) -> YamlFile:
    """The file without what nothing is written in: empty fields, and groups and items of nothing but such.

    So a form may be handed in with its blanks. The nodes of empty fields stay: they are where a gap is.
    """

    def kept(value: Any, node: Node) -> tuple[Any, Node]:
        if not isinstance(value, dict | tuple):
            return value, node
        whole = Node(node.line, node.column)
        if isinstance(value, dict):
            pairs = {key: kept(inner, node.children[key]) for key, inner in value.items()}
            whole.children = {key: inner for key, (_, inner) in pairs.items()}
            return {key: inner for key, (inner, _) in pairs.items() if inner is not None} or None, whole
        items = [kept(item, node.children[index]) for index, item in enumerate(value)]
        items = [item for item in items if item[0] is not None]
        whole.children = {index: inner for index, (_, inner) in enumerate(items)}
        return tuple(inner for inner, _ in items) or None, whole

    values, root = kept(file.values, file.root)
    return replace(file, values={} if values is None else values, root=root)


def matching(values: Any, pattern: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    """Every value at a path pattern, in which "*" stands for each item of a list."""

    def walk(value: Any, rest: FieldPath, path: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
        if not rest:
            yield path, value
        elif rest[0] == "*":
            if isinstance(value, tuple):
                for index, item in enumerate(value):
                    yield from walk(item, rest[1:], (*path, index))
        elif isinstance(value, dict) and rest[0] in value:
            yield from walk(value[rest[0]], rest[1:], (*path, rest[0]))

    yield from walk(values, pattern, ())
