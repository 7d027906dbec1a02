"""What an assessment says, without how it is laid out; and what differs between two of them, in words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from eiagen.assessment import Assessment
from eiagen.model import plain

APART = frozenset({"sign_off", "signed_content", "status", "publication"})
"""Who signed, and what became of the assessment afterwards: none of it changes what was signed."""

Entry = tuple[str, str]
"""A section, and the name of an item in it: ("impacts", "dis-1"); ("decision", "") where it has no items."""
Entries = Mapping[Entry, Mapping[str, Any]]
"""The fields of each entry; one that is no group has its value under ""."""

_NAMES = (
    "id", "requirement", "name", "title", "what", "measure", "action", "view", "question", "topic",
    "provision", "right", "duty", "group",
)  # fmt: skip


_NUMBER = "no. "
"""Before the number of an item that has no name."""


@dataclass(frozen=True, order=True)
class Change:
    """Something that differs between two versions."""

    section: str
    item: str
    field: str
    """Empty where the whole entry was added or removed, or has no fields of its own."""
    kind: Literal["added", "changed", "removed"]

    def __str__(self) -> str:
        return f"{in_words((self.section, self.item), self.field)} {self.kind}"


def in_words(entry: Entry, field: str = "") -> str:
    """impacts “dis-1”: direction."""
    section, item = entry
    named = item if item.startswith(_NUMBER) else f"“{item}”"
    whole = section.replace("_", " ") + (f" {named}" if item else "")
    return f"{whole}: {field.replace('_', ' ')}" if field else whole


def entries(assessment: Assessment) -> Entries:
    """Everything the assessment says: neither order nor spaces and line ends count."""
    found: dict[Entry, Mapping[str, Any]] = {}
    for section, value in plain(assessment).items():
        if section in APART:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found |= {(section, name): fields for name, fields in _named(value)}
        elif isinstance(value, dict):
            fields = _said(value)
            if fields:
                found[section, ""] = fields
        elif (said := _said(value)) not in (None, []):
            found[section, ""] = {"": said}
    return found


def digest(assessment: Assessment) -> str:
    """128 bits that stand for everything it says, in figures and letters."""
    # Without the names of items: they are in the fields, or are numbers, which are no substance.
    whole = sorted((section, canonical(fields)) for (section, _), fields in entries(assessment).items())
    return hashlib.sha256(canonical(whole).encode()).hexdigest()[:32]


def changes(old: Entries, new: Entries) -> tuple[Change, ...]:
    """What was added, changed and removed, in the order of the model's sections."""
    found = []
    for entry in (*old, *(one for one in new if one not in old)):
        before, after = old.get(entry), new.get(entry)
        if before is None or after is None:
            found.append(Change(*entry, "", "added" if before is None else "removed"))
            continue
        for field in dict.fromkeys((*before, *after)):
            if field not in before:
                found.append(Change(*entry, field, "added"))
            elif field not in after:
                found.append(Change(*entry, field, "removed"))
            elif before[field] != after[field]:
                found.append(Change(*entry, field, "changed"))
    return tuple(found)


def folded(found: Iterable[Change], at_most: int = 1000) -> str:
    """The changes in a sentence, those of an entry together: impacts “dis-1” (direction, finding); …"""
    by_entry: dict[Entry, list[Change]] = {}
    for change in found:
        by_entry.setdefault((change.section, change.item), []).append(change)
    parts = []
    for entry, those in by_entry.items():
        fields = [
            one.field.replace("_", " ") + ("" if one.kind == "changed" else f" {one.kind}")
            for one in those
            if one.field
        ]
        kind = next((f" ({one.kind})" for one in those if not one.field and one.kind != "changed"), "")
        parts.append(in_words(entry) + (f" ({', '.join(fields)})" if fields else kind))
    if len(parts) > at_most:
        parts = [*parts[:at_most], f"and {len(parts) - at_most} more"]
    return "; ".join(parts)


def canonical(value: Any) -> str:
    """The same text for the same value, whatever the order in which it was written."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _said(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        inner = {name: _said(one) for name, one in value.items()}
        return {name: one for name, one in inner.items() if one not in (None, [], {})}
    if isinstance(value, list):
        return sorted((_said(one) for one in value), key=canonical)
    return value


def _named(items: list[dict[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    seen: dict[str, int] = {}
    for number, item in enumerate(items, 1):
        name = next((_short(item[name]) for name in _NAMES if isinstance(item.get(name), str)), "")
        name = name or f"{_NUMBER}{number}"
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), _said(item)


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 40 else f"{folded[:39].rstrip()}…"
