"""The nodes of a YAML file by the paths of what it says, and how its writer lays it out."""

from __future__ import annotations

import yaml

from eiagen.place import Path
from eiagen.yaml_source.text import Layout


def inner_nodes(node: yaml.Node) -> list[yaml.Node]:
    """The values of a group, the items of a list."""
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def is_blank(node: yaml.Node) -> bool:
    """Whether nothing is written in it."""
    if isinstance(node, yaml.ScalarNode):
        return not node.style and node.tag == "tag:yaml.org,2002:null"
    return all(map(is_blank, inner_nodes(node)))


def child_at(node: yaml.Node, step: str | int) -> int | None:
    """The number of the entry that a step of a path names; of a list, blank items don't count."""
    if isinstance(step, str):
        names = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        return names.index(step) if step in names else None
    filled = [number for number, one in enumerate(inner_nodes(node)) if not is_blank(one)]
    if step < len(filled):
        return filled[step]
    behind = (filled[-1] if filled else -1) + 1
    return behind if behind < len(inner_nodes(node)) else None


def node_at(node: yaml.Node | None, path: Path) -> yaml.Node | None:
    """The node at a path; None where there is none."""
    for step in path:
        number = child_at(node, step) if node is not None else None
        node = inner_nodes(node)[number] if node is not None and number is not None else None
    return node


def layout_of(tree: yaml.Node | None, text: str, *, bars: bool) -> Layout:
    """How the person lays out the file, from the first group and the first list within one."""
    indent = offset = None
    quoted = False
    todo = [tree] if tree is not None else []
    while todo and (indent is None or offset is None):
        node = todo.pop(0)
        if isinstance(node, yaml.MappingNode):
            quoted = quoted or any(key.style == '"' for key, _ in node.value)
            for key, value in node.value:
                if isinstance(value, yaml.CollectionNode) and not value.flow_style and not node.flow_style:
                    step = value.start_mark.column - key.start_mark.column
                    if isinstance(value, yaml.MappingNode):
                        indent = indent or step
                    elif offset is None:
                        offset = step
        todo += inner_nodes(node)
    crlf = text.count("\r\n")
    newline = "\r\n" if crlf * 2 > text.count("\n") else "\n"
    return Layout(indent or 2, 2 if offset is None else offset, newline, quoted, bars)
