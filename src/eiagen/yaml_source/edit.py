"""A person's YAML file changed one value at a time; every other byte of it stays as it was written.

The parser's marks say where each value begins and ends, and only that stretch of the text is replaced: so
comments, order, indentation, quotation marks, line ends and a byte-order mark are kept by construction. After
each change the whole is read again and must say exactly what was meant, or nothing is changed.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import yaml

from eiagen.errors import EiagenError, problem
from eiagen.place import Path, dotted
from eiagen.text_file import FORBIDDEN, control_message
from eiagen.yaml_source.file import YamlFile, parse_yaml, without_blanks
from eiagen.yaml_source.text import Layout, Plain, block_entry, block_item, end_of_bar_text, inline
from eiagen.yaml_source.tree import child_at, inner_nodes, is_blank, layout_of, node_at
from eiagen.yaml_source.values import Value, as_read, changed, left_out, value_at, wrapped

__all__ = ["EditableYaml", "Value", "as_item", "value_at"]


_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile(r"\r\n|\n|\r")
_ITEM = re.compile(r"(?:\r\n|\n|\r)[ \t]*-(?=[ \t\r\n]|\Z)")
_HEADER = re.compile(r"[|>][0-9+-]*([ \t]+#[^\r\n]*)?")


class EditableYaml:
    """A file that is being changed. Paths are those of the loaded assessment, in which blanks don't count."""

    def __init__(self, data: bytes, path: str, order: Mapping[Path, Sequence[str]] | None = None) -> None:
        """Raises `EiagenError` where the bytes are not YAML as `yaml_source.file` reads it.

        `order` says in which order the fields of a group come: the group's path, with "*" for the items of
        a list, to their names. A field that is new goes behind the last of those before it.
        """
        self._bom = _BOM if data.startswith(_BOM) else b""
        self._path = path
        self._order = order or {}
        self._bars = True
        self._layout: Layout
        self._read(without_blanks(parse_yaml(data, path)))

    @property
    def data(self) -> bytes:
        """The file as it is now, in bytes."""
        return self._bom + self.text.encode()

    def set(self, path: Path, value: Value) -> None:
        """Writes a value at a path, making the groups and the list item above it where they aren't there.

        None leaves the field's name with nothing after it, and takes an item out of its list. What is equal
        already is not touched. Raises `EiagenError`, with nothing changed, for a text that cannot stand in
        an assessment and where the change cannot be made without touching something else.
        """
        before, line = self.text, self.file.node(path).line
        wanted = as_read(value)
        _refuse_forbidden(wanted, path, self._path)
        meant = changed(self.values, path, wanted)
        # A comment that is indented as far as a text after a bar would become part of it: then without bars.
        for bars in (True, False):
            self._bars, self._layout = bars, replace(self._layout, bars=bars)
            with contextlib.suppress(EiagenError, yaml.YAMLError):
                self._set(path, wanted)
                if self.values == meant:
                    return
            self._parse(before)
        raise problem(
            self._path,
            f"“{dotted(path)}” cannot be changed here without touching what stands around it: "
            "change it in a text editor",
            line,
        )

    def append(self, path: Path, item: Value) -> Path:
        """Adds an item to the end of a list, or in its last blank one, and gives the item's path."""
        there = value_at(self.values, path)
        where = (*path, len(there) if isinstance(there, tuple) else 0)
        self.set(where, item)
        return where

    def remove(self, path: Path) -> None:
        """Takes an item out of its list; of a field, what stands after its name."""
        self.set(path, None)

    # From here on: one change of the text at a time, after which it is read anew.

    def _parse(self, text: str) -> None:
        self._read(without_blanks(parse_yaml(text.encode(), self._path)))

    def _read(self, file: YamlFile) -> None:
        self.file = file
        self.values: Plain = file.values
        self.text = file.text
        self._tree = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        self._layout = layout_of(self._tree, self.text, bars=self._bars)

    def _splice(self, start: int, end: int, new: str) -> None:
        self._parse(f"{self.text[:start]}{new}{self.text[end:]}")

    def _set(self, path: Path, new: Plain) -> None:
        old = value_at(self.values, path)
        if old == new:
            return
        node = node_at(self._tree, path)
        if isinstance(new, dict) and isinstance(node, yaml.MappingNode):
            for name, inner in new.items():
                self._set((*path, name), inner)
            for name in old if isinstance(old, dict) else ():
                if name not in new:
                    self._set((*path, name), None)
        elif isinstance(new, tuple) and isinstance(node, yaml.SequenceNode):
            self._set_list(path, old if isinstance(old, tuple) else (), new)
        else:
            self._change(path, new)

    def _set_list(self, path: Path, old: tuple[Plain, ...], new: tuple[Plain, ...]) -> None:
        surplus = list(range(len(new), len(old)))
        if (gone := left_out(old, new)) is not None:
            surplus = gone
        else:
            for number, item in enumerate(new):
                self._set((*path, number), item)
        for number in reversed(surplus):
            self._set((*path, number), None)

    def _change(self, path: Path, new: Plain) -> None:
        """Changes what `_set` has found to differ: writes it, or takes it away where it is None."""
        holder, last = self._tree, len(path) - 1
        for depth, step in enumerate(path):
            if not isinstance(holder, yaml.CollectionNode):
                return  # a text stands where a group is meant: nothing done is seen as that
            child = child_at(holder, step)
            inside = wrapped(path[depth + 1 :], new)
            if child is None:
                if new is not None:
                    self._insert(holder, path[:depth], step, inside)
                return
            node = inner_nodes(holder)[child]
            if depth == last and new is None and isinstance(holder, yaml.SequenceNode):
                self._remove_item(holder, child)
            elif depth == last or (is_blank(node) and isinstance(node, yaml.ScalarNode)):
                if depth == last or new is not None:
                    self._replace(holder, child, inside)
                return
            holder = node

    def _replace(self, holder: yaml.CollectionNode, number: int, new: Plain) -> None:
        node = inner_nodes(holder)[number]
        start, end = node.start_mark.index, self._end(node)
        if holder.flow_style:
            before = " " if self.text[start - 1 : start] == ":" else ""
            self._splice(start, end, before + inline(new, self._layout, flow=True))
            return
        behind = self._behind_name(holder, number)
        if not self.text[behind:start].strip():
            start = behind
        # A note behind the name or the bar stays on its line.
        note = self._note(node)
        space = " " if start == behind else ""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            start, note = self._line_end(behind), ""
            space = " " if self.text[behind:start].strip() == "" else ""
            start = behind if space else start
        column = holder.start_mark.column
        style = node.style if isinstance(node, yaml.ScalarNode) else None
        item = isinstance(holder, yaml.SequenceNode)
        first, *more = [""] if new is None else self._value_lines(new, column, style, item=item)
        tail_end = self._line_end(end)
        tail = self.text[end:tail_end]
        if start == end and not tail.strip():  # blank: nothing is kept of the spaces after the colon
            end = tail_end
            tail = ""
        if more:
            end, note = tail_end, note or tail.rstrip()
            if end == len(self.text):
                more.append("")  # a text after a bar ends with its line
        lines = [f"{space if first else ''}{first}{note}", *more]
        self._splice(start, end, self._layout.newline.join(lines))

    def _value_lines(self, new: Plain, column: int, style: str | None, *, item: bool) -> list[str]:
        """What stands behind the name or the hyphen, and the lines below it."""
        if item:
            lines = block_item(new, column, self._layout, style)
            return [lines[0][column + 2 :], *lines[1:]]
        lines = block_entry("x", new, column, self._layout, style)
        return [lines[0][column + 2 :].lstrip(), *lines[1:]]

    def _insert(self, holder: yaml.CollectionNode, at: Path, step: str | int, new: Plain) -> None:
        nodes = inner_nodes(holder)
        after = len(nodes) - 1
        if isinstance(holder, yaml.MappingNode):
            after = self._predecessor(holder, at, str(step))
        if holder.flow_style:
            self._insert_in_flow(holder, after, step, new)
            return
        if isinstance(holder, yaml.MappingNode):
            lines = block_entry(str(step), new, holder.start_mark.column, self._layout)
        else:
            lines = block_item(new, holder.start_mark.column, self._layout)
        end = self._end(nodes[after])
        found = _LINE_END.search(self.text, end)
        newline = self._layout.newline
        block = newline.join(lines)
        if found is None:
            self._splice(len(self.text), len(self.text), f"{newline}{block}{newline}")
        else:
            self._splice(found.end(), found.end(), f"{block}{newline}")

    def _insert_in_flow(self, holder: yaml.Node, after: int, step: str | int, new: Plain) -> None:
        text = inline(new, self._layout, flow=True)
        if isinstance(holder, yaml.MappingNode):
            text = f"{inline(str(step), self._layout, flow=True)}: {text}"
        nodes = inner_nodes(holder)
        if not nodes:
            self._splice(holder.start_mark.index + 1, holder.start_mark.index + 1, text)
        else:
            end = self._end(nodes[after])
            self._splice(end, end, f", {text}")

    def _predecessor(self, holder: yaml.MappingNode, at: Path, name: str) -> int:
        """The number of the entry behind which a field belongs."""
        names = [key.value for key, _ in holder.value]
        order = list(self._order.get(tuple("*" if isinstance(step, int) else step for step in at), ()))
        if name not in order:
            return len(names) - 1
        before = set(order[: order.index(name)])
        return max((number for number, one in enumerate(names) if one in before), default=0)

    def _remove_item(self, holder: yaml.SequenceNode, number: int) -> None:
        nodes = holder.value
        if holder.flow_style:
            start, end = nodes[number].start_mark.index, self._end(nodes[number])
            # What begins a line leaves what follows there; the rest goes with the comma before it.
            begins = not number or _LINE_END.search(self.text, self._end(nodes[number - 1]), start)
            if begins and number + 1 < len(nodes):
                end = nodes[number + 1].start_mark.index
            elif number:
                start = self._end(nodes[number - 1])
            else:
                start, end = holder.start_mark.index + 1, holder.end_mark.index - 1
            self._splice(start, end, "")
            return
        dash = self._behind_name(holder, number) - 1
        line = max(self.text.rfind("\n", 0, dash), self.text.rfind("\r", 0, dash)) + 1
        if self.text[line:dash].strip():  # it shares the line with what holds it
            self._replace(holder, number, None)
            return
        found = _LINE_END.search(self.text, self._end(nodes[number]))
        self._splice(line, found.end() if found else len(self.text), "")

    def _behind_name(self, holder: yaml.CollectionNode, number: int) -> int:
        """Where the colon after a field's name, or an item's hyphen, ends."""
        if isinstance(holder, yaml.MappingNode):
            key, node = holder.value[number]
            colon = self.text.find(":", key.end_mark.index, node.start_mark.index + 1)
            return colon + 1 if colon >= 0 else int(node.start_mark.index)
        if number == 0:
            return int(holder.start_mark.index) + 1
        found = _ITEM.search(self.text, self._end(holder.value[number - 1]))
        return found.end() if found else int(holder.value[number].start_mark.index)

    def _end(self, node: yaml.Node) -> int:
        """Where a value ends: the parser's own mark is beyond it for what ends by its indentation."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            return self._end(inner_nodes(node)[-1])
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            return start + end_of_bar_text(self.text[start:end], node.value, node.style)
        return end

    def _note(self, node: yaml.Node) -> str:
        """The comment behind the bar of a text that goes over several lines."""
        if not isinstance(node, yaml.ScalarNode) or node.style not in ("|", ">"):
            return ""
        found = _HEADER.match(self.text, node.start_mark.index)
        return (found[1] or "").rstrip() if found else ""

    def _line_end(self, position: int) -> int:
        found = _LINE_END.search(self.text, position)
        return found.start() if found else len(self.text)


def _refuse_forbidden(value: Plain, path: Path, file: str) -> None:
    if isinstance(value, str) and (found := FORBIDDEN.search(value)):
        raise problem(file, f"“{dotted(path)}”: {control_message(found.group())}")
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            _refuse_forbidden(item, (*path, number), file)
    if isinstance(value, dict):
        for name, inner in value.items():
            _refuse_forbidden(inner, (*path, name), file)


def as_item(value: Value) -> str:
    """The value as an item of a list that is a file of its own."""
    return "".join(f"{line}\n" for line in block_item(as_read(value), 0, Layout(2, 2, "\n", False)))
