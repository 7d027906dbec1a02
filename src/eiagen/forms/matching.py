"""Which item of a list is which, after somebody added, took out, moved and changed some."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eiagen.forms.answers import Plain


def matched(was: Sequence[Plain], mine: Sequence[Plain]) -> dict[int, int]:
    """Number of an item now → its number then: by id, by content, by likeness, by place."""
    found: dict[int, int] = {}
    for alike in (_same_id, lambda one, other: one == other):
        for number, item in enumerate(mine):
            if number not in found:
                free = (one for one in range(len(was)) if one not in found.values())
                origin = next((one for one in free if alike(was[one], item)), None)
                if origin is not None:
                    found[number] = origin
    left = [
        (-_likeness(was[origin], item), abs(origin - number), number, origin)
        for number, item in enumerate(mine)
        for origin in range(len(was))
        if number not in found and origin not in found.values()
    ]
    for likeness, _, number, origin in sorted(left):
        if likeness < -0.2 and number not in found and origin not in found.values():
            found[number] = origin
    if len(was) == len(mine):  # in a list as long as it was, what stands where another stood is that one
        for number in range(len(mine)):
            if number not in found and number not in found.values():
                found[number] = number
    return found


def _id(item: Plain) -> Plain:
    return item.get("id") if isinstance(item, dict) else None


def _same_id(one: Plain, other: Plain) -> bool:
    return _id(one) is not None and _id(one) == _id(other)


def _likeness(one: Plain, other: Plain) -> float:
    """How alike two items are, from 0 to 1: field by field, texts by their words."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return 0.0
    names = sorted(set(one) | set(other))
    return sum(_nearness(one.get(name), other.get(name)) for name in names) / max(len(names), 1)


def _nearness(one: Plain, other: Plain) -> float:
    if one == other or not isinstance(one, str) or not isinstance(other, str):
        return float(one == other)
    ours, theirs = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(ours & theirs) / max(len(ours | theirs), 1)
