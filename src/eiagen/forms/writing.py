"""Values as they are written into the YAML file, where only what differs is touched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from eiagen.forms.answers import Plain, day_of
from eiagen.forms.merging import Merged
from eiagen.forms.questions import Group, Listing, Part, Question, questions
from eiagen.yaml_source.edit import EditableYaml, Value

if TYPE_CHECKING:
    from eiagen.place import Path


def order() -> dict[Path, list[str]]:
    """In which order the fields of each group come."""
    groups = [part.item if isinstance(part, Listing) else part for part in questions().by_path.values()]
    return {
        group.path: [part.name for part in group.parts]
        for group in (questions().whole, *groups)
        if isinstance(group, Group)
    }


def with_changes(data: bytes, path: str, mine: dict[str, Plain], merged: Merged) -> bytes:
    """The file with the merged values in it; every other byte stays. `mine` is what it says now."""
    file = EditableYaml(data, path, order())
    for part in questions().whole.parts:
        old, new = mine.get(part.name), merged.values.get(part.name)
        for stage in (*merged.steps.get(part.name, ()), new):
            _write(file, (part.name,), part, old, stage or None)
            old = stage or None
    return file.data


BLANK_TITLE, BLANK_BODY = "eiagen-no-title", "eiagen-no-body"
"""Stand where a new file needs a title and a body and has none; in the end they are left blank."""


def new_file(path: str, values: dict[str, Plain], opening: str) -> bytes:
    """A file of its own for the values; `opening` are its first lines."""
    blank: dict[str, Plain] = {"title": BLANK_TITLE, "body": {"name": BLANK_BODY}}
    text = f"{opening}title: {BLANK_TITLE}\nbody:\n  name: {BLANK_BODY}\n"
    body = values.get("body")
    held: dict[str, Plain] = {"name": BLANK_BODY, **(body if isinstance(body, dict) else {})}
    wanted = {"title": BLANK_TITLE, **values, "body": held}
    return with_changes(text.encode(), path, blank, Merged(wanted))


def with_blanks(data: bytes) -> bytes:
    """The new file with nothing where it has no title or body, for a person to fill in."""
    for one in (BLANK_TITLE, BLANK_BODY):
        data = data.replace(f" {one}\n".encode(), b"\n")
    return data


def _write(file: EditableYaml, at: Path, part: Part, old: Plain, new: Plain) -> None:
    if old == new and type(old) is type(new):
        return
    if isinstance(part, Group) and isinstance(old, dict) and isinstance(new, dict):
        for inner in part.parts:
            _write(file, (*at, inner.name), inner, old.get(inner.name), new.get(inner.name))
    elif (
        isinstance(part, Listing) and isinstance(old, list) and isinstance(new, list) and len(old) == len(new)
    ):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            _write(file, (*at, number), part.item, one, other)
    else:
        file.set(at, _typed(part, new))


def _typed(part: Part, value: Plain) -> Value:
    """Days as days, which are written without quotation marks; all else is what it is."""
    if isinstance(part, Question):
        return day_of(value) if part.kind == "date" and isinstance(value, str) else value
    if isinstance(part, Listing):
        return [_typed(part.item, item) for item in value] if isinstance(value, list) else value
    held: Mapping[str, Plain] = value if isinstance(value, dict) else {}
    return {inner.name: _typed(inner, held[inner.name]) for inner in part.parts if inner.name in held} or None
