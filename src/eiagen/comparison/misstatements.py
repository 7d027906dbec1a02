"""Statements that put the law wrongly: which were put right, which are still there, which are new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from eiagen.comparison.sentences import words_alone
from eiagen.finding import Finding

_ALIKE = 0.5
"""Two statements under one rule that share half of their words are one statement."""


class Fate(StrEnum):
    """What became of a misstatement, the worst first."""

    NEW = "new"
    STILL_THERE = "still-there"
    PUT_RIGHT = "put-right"


FATE_WORDS = {
    Fate.NEW: "New",
    Fate.STILL_THERE: "Still there",
    Fate.PUT_RIGHT: "Put right or taken out",
}


@dataclass(frozen=True)
class Misstatement:
    """One statement in both versions, or in one."""

    fate: Fate
    old: Finding | None
    new: Finding | None

    @property
    def finding(self) -> Finding:
        """The newest."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - one of the two is always there
        return found


def compared_misstatements(old: Sequence[Finding], new: Sequence[Finding]) -> tuple[Misstatement, ...]:
    """Each statement once, the worst first, otherwise in reading order."""
    scored = sorted(
        (-alike, at, other)
        for at, one in enumerate(old)
        for other, two in enumerate(new)
        if one.rule == two.rule and (alike := _alike(one, two)) >= _ALIKE
    )
    before: dict[int, int] = {}
    for _, at, other in scored:
        if at not in before.values() and other not in before:
            before[other] = at
    found = [
        Misstatement(Fate.STILL_THERE, old[before[number]], one)
        if number in before
        else Misstatement(Fate.NEW, None, one)
        for number, one in enumerate(new)
    ]
    found += [
        Misstatement(Fate.PUT_RIGHT, one, None)
        for number, one in enumerate(old)
        if number not in before.values()
    ]
    return tuple(sorted(found, key=lambda one: list(Fate).index(one.fate)))


def _alike(one: Finding, two: Finding) -> float:
    first, second = (
        Counter(words_alone(finding.quotes[0].text if finding.quotes else finding.message))
        for finding in (one, two)
    )
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0
