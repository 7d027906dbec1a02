"""What a form says is taken into the file: tried out first, and what would make the file wrong left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from eiagen.errors import EiagenError, Problem
from eiagen.forms.answers import Plain
from eiagen.forms.filled import Filled, Unplaced
from eiagen.forms.merging import Conflict, Merged, label_of, merge, summary
from eiagen.forms.writing import new_file, with_blanks, with_changes
from eiagen.loading import REFERENCES, parse_assessment
from eiagen.place import Path
from eiagen.yaml_source.file import Node, parse_yaml, without_blanks


@dataclass(frozen=True)
class Target:
    """The file that the answers go into."""

    path: str
    data: bytes | None
    """None where it is not there yet."""
    values: dict[str, Plain]
    """What it says now; of a new one, what the form was made from."""
    opening: str = ""
    """The first lines of a new one."""


@dataclass(frozen=True)
class Taken:
    """What would be written, and what would not."""

    data: bytes
    merged: Merged


def take(target: Target, form: Filled, settle: Callable[[Conflict], bool]) -> Taken:
    """The file with the form's answers in it. Raises `EiagenError` where it cannot be made right."""
    merged = _with_references(merge(form, target.values, settle))
    for _ in range(200):
        data = _written(target, merged)
        wrong = _wrong(data, target.path)
        if not wrong:
            return Taken(with_blanks(data) if target.data is None else data, merged)
        left = merged
        for path, message in wrong:
            left = _without(left, target.values, path, message)
        if left.values == merged.values:
            raise EiagenError(_problems(data, target.path))
        merged = left
    raise EiagenError(_problems(data, target.path))


def _with_references(merged: Merged) -> Merged:
    """What referred to an id that the form changed refers to the new one."""
    values: dict[str, Plain] = json.loads(json.dumps(merged.values))
    notes = list(merged.notes)
    for change in merged.changes:
        if len(change.where) != 3 or change.where[2] != "id" or not change.old or not change.new:
            continue
        section = values.get(str(change.where[0]))
        if isinstance(section, list) and any(_at(item, "id") == change.old for item in section):
            continue
        patterns = [pattern for pattern, _, refers_to in REFERENCES if refers_to == change.where[0]]
        if sum(_rename(values, pattern, change.old, change.new) for pattern in patterns):
            notes.append(f"“{change.old}” is now “{change.new}”, and what refers to it was changed with it")
    return replace(merged, values=values, notes=notes, steps=merged.steps if values == merged.values else {})


def _rename(value: Plain, pattern: Path, old: str, new: str) -> bool:
    """Puts the new id where the old one stands at a path pattern; says whether it stood anywhere."""
    step, rest = pattern[0], pattern[1:]
    if isinstance(value, list) and step == "*":
        if rest:
            return sum(_rename(item, rest, old, new) for item in value) > 0
        found = old in value
        value[:] = [new if item == old else item for item in value]
        return found
    if isinstance(value, dict) and isinstance(step, str):
        if rest:
            return _rename(value.get(step), rest, old, new)
        if value.get(step) == old:
            value[step] = new
            return True
    return False


def _written(target: Target, merged: Merged) -> bytes:
    if target.data is None:
        return new_file(target.path, merged.values, target.opening)
    return with_changes(target.data, target.path, target.values, merged)


def _problems(data: bytes, path: str) -> list[Problem]:
    try:
        parse_assessment(data, path)
    except EiagenError as error:
        return list(error.problems)
    return []


def _wrong(data: bytes, path: str) -> list[tuple[Path, str]]:
    """The fields that would make the file wrong, and why; nothing where it is right."""
    problems = _problems(data, path)
    if not problems:
        return []
    places = {
        (node.line, node.column): at for at, node in _nodes(without_blanks(parse_yaml(data, path)).root, ())
    }
    found = [(places.get((one.line or 0, one.column or 0)), one.message) for one in problems]
    if any(at is None for at, _ in found):
        raise EiagenError(problems)
    return [(at, message) for at, message in found if at is not None]


def _nodes(node: Node, at: Path) -> Iterator[tuple[Path, Node]]:
    # The deepest at a place comes last and stands: an item and its first field begin together.
    yield at, node
    for step, child in node.children.items():
        yield from _nodes(child, (*at, step))


def _without(merged: Merged, mine: dict[str, Plain], path: Path, message: str) -> Merged:
    """The merge with a field as the file had it; what the form said there is kept aside."""
    values: dict[str, Plain] = json.loads(json.dumps(merged.values))
    holder: Plain = values
    before: Plain = mine
    for step in path[:-1]:
        holder = _at(holder, step)
        before = _at(before, step)
    last = path[-1]
    said, was = _at(holder, last), _at(before, last)
    if isinstance(holder, dict) and isinstance(last, str):
        holder.pop(last, None)
        if was is not None and was != said:
            holder[last] = was
    elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        del holder[last]
    text = summary(said) if isinstance(said, dict | list) else str(said)
    whole = isinstance(last, int)  # one of several ids: the others are taken all the same
    changes = [one for one in merged.changes if whole or one.where not in (path, path[:-1])]
    unplaced = [*merged.unplaced, Unplaced(text, label_of(path), message)]
    return replace(merged, values=values, changes=changes, unplaced=unplaced, steps={})


def _at(value: Plain, step: str | int) -> Plain:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def unplaced_file(unplaced: list[Unplaced], source: str) -> str:
    """A YAML file of what was not placed, for a person to go through."""
    lines = [
        f"# What `eiagen import` found in {source} and did not place. eiagen does not read this file:",
        "# put each where it belongs, then delete it.",
    ]
    for one in unplaced:
        lines += [
            f"- text: {json.dumps(one.text, ensure_ascii=False)}",
            f"  place: {json.dumps(one.place, ensure_ascii=False)}",
            f"  why: {json.dumps(one.why, ensure_ascii=False)}",
        ]
    return "\n".join(lines) + "\n"
