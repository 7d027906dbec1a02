"""Numbers that are written in words, put in figures: “twenty-four hours” are 24, and “five days” are 5."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eiagen.number_words import SMALL, TENS

_GREAT: Mapping[str, int] = {"hundred": 100, "thousand": 1000}
_OF_GREAT = [[word] for word in _GREAT]
_LARGEST_UNIT = 9
_WRITTEN = frozenset((*SMALL, *TENS, *_GREAT)) - {"one"}


def in_figures(said: Sequence[str]) -> list[str]:
    """The words, with figures for numbers; “one” alone stays, as it is as often somebody."""
    if _WRITTEN.isdisjoint(said):
        return list(said)
    put: list[str] = []
    at = 0
    while at < len(said):
        number, end = _number(said, at)
        if end == at or (end == at + 1 and said[at] == "one"):
            put.append(said[at])
            at += 1
        else:
            put.append(str(number))
            at = end
    return put


def _number(said: Sequence[str], at: int) -> tuple[int, int]:
    """The number that begins there, and where it ends; where none begins, it ends there, too."""
    number, end = _below_hundred(said, at)
    if end == at and said[at : at + 1] == ["a"]:
        number, end = 1, at + (said[at + 1 : at + 2] in _OF_GREAT)
    while end > at and end < len(said) and said[end] in _GREAT:
        great = _GREAT[said[end]]
        number, end = number * great, end + 1
        behind = end + 1 if said[end : end + 1] == ["and"] else end
        rest, stop = _number(said, behind)
        if behind < stop and rest < great:
            return number + rest, stop
    return number, end


def _below_hundred(said: Sequence[str], at: int) -> tuple[int, int]:
    if at >= len(said):
        return 0, at
    if said[at] in SMALL:
        return SMALL[said[at]], at + 1
    if said[at] not in TENS:
        return 0, at
    behind = SMALL.get(said[at + 1], 0) if at + 1 < len(said) else 0
    joined = 0 < behind <= _LARGEST_UNIT
    return TENS[said[at]] + (behind if joined else 0), at + 1 + joined
