"""Amounts in words: “seven years”, “a level 3 fine”, “life”, as one way of writing each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eiagen.audit.outcomes.matcher import Hit
from eiagen.number_words import SMALL, TENS

_NUMBERS = {**SMALL, "twenty": TENS["twenty"]}
_UNITS = {
    "year": "years",
    "month": "months",
    "week": "weeks",
    "hour": "hours",
    "day": "days",
    "level": "level",
    "occasion": "occasions",
    "time": "occasions",
    "approache": "occasions",
    "sighting": "occasions",
}
_TIMES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_DECIMAL = re.compile(r"\d+(?:\.\d+)?")
# fmt: off
_BETWEEN = frozenset((
    "or", "more", "separate", "different", "distinct", "full", "calendar", "whole", "further", "such", "clear"
))
# fmt: on
"""Words between a number and its unit."""


def amounts(words: Sequence[str], hit: Hit, units: Sequence[str]) -> list[tuple[str, Hit]]:
    """The amounts in one of the units that stand inside a hit, each with the hit so far as it stands there.

    They read "7 years", "level 3", "life", "£1,000".
    """
    return [
        (amount, Hit(hit.phrase, hit.begin, hit.begin + at + 1)) for amount, at in _amounts(words, hit, units)
    ]


def _amounts(words: Sequence[str], hit: Hit, units: Sequence[str]) -> Iterator[tuple[str, int]]:
    inside = words[hit.begin : hit.end]
    for at, word in enumerate(inside):
        before = inside[at - 1] if at else ""
        if before == "£" and "£" in units and (pounds := _in_thousands(word, words[hit.begin + at + 1 :])):
            yield f"£{pounds:,}", at
            continue
        if (number := _number(word)) is None:
            if word == "life" and "life" in units:
                yield "life", at
            elif word == "unlimited" and "unlimited" in units:
                yield "unlimited", at
            elif word == "half" and inside[at + 1 : at + 3] == ["a", "year"] and "months" in units:
                yield "6 months", at
            elif word == "twice" and "occasions" in units:
                yield "2 occasions", at
            continue
        if word == "a" and before == "half":
            continue
        after = next((one for one in inside[at + 1 :] if one not in _BETWEEN), "")
        unit = _UNITS.get(after.removesuffix("s"), "")
        if before == "level" and "level" in units:
            yield f"level {number}", at
        elif before == "£" and "£" in units:
            yield f"£{number:,}", at
        elif unit and unit in units and unit != "level":
            yield _plain(number, unit), at


def _in_thousands(word: str, after: Sequence[str]) -> int:
    """“2.5 k” as 2500; 0 where it is no such number."""
    times = _TIMES.get(after[0], 0) if after else 0
    return round(float(word) * times) if times and _DECIMAL.fullmatch(word) else 0


def _plain(number: int, unit: str) -> str:
    if unit == "months" and number % 12 == 0 and number > 12:
        return f"{number // 12} years"
    if unit == "years" and number == 1:
        return "12 months"
    return f"{number} {unit}"


def _number(word: str) -> int | None:
    if word == "a":
        return 1  # "for a year"
    if word in _NUMBERS:
        return _NUMBERS[word]
    digits = word.replace(",", "")
    return int(digits) if digits.isdigit() else None
