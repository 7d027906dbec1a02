"""Many gaps of one rule in one list become one, so that whoever reads them isn't drowned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eiagen.duties import SEVERITIES, Rule, Severity
from eiagen.gap_rules.subject import Gap, Reading
from eiagen.gap_rules.wording import on_lines
from eiagen.place import Path


@dataclass(frozen=True)
class Many:
    """Gaps at more items of one list than a rule names one by one."""

    path: Path
    """Of the list."""
    words: dict[str, str]
    """count, total and items, and those words that all the gaps share."""
    severity: Severity
    """The worst of theirs."""
    pattern: str
    """Of the items: "impacts.*.mitigation.*"."""


def grouped(gaps: Iterable[Gap], rule: Rule, reading: Reading) -> Iterator[Gap | Many]:
    """The gaps, or one for each list in which there are too many."""
    by_list: dict[str, list[Gap]] = {}
    for gap in gaps:
        pattern = _items(gap.path)
        if rule.message_many is None or pattern is None or not gap.checked:
            yield gap
        else:
            by_list.setdefault(pattern, []).append(gap)
    for pattern, those in by_list.items():
        if len(those) <= rule.group_above:
            yield from those
        else:
            yield _as_one(pattern, those, rule, reading)


def _items(path: Path) -> str | None:
    """The pattern of the items of the innermost list that the path leads into; None if there is none."""
    for length in range(len(path), 0, -1):
        if isinstance(path[length - 1], int):
            return ".".join(["*" if isinstance(step, int) else step for step in path[:length]])
    return None


def _as_one(pattern: str, gaps: list[Gap], rule: Rule, reading: Reading) -> Many:
    first = gaps[0]
    shared = {
        name: text for name, text in first.words.items() if all(gap.words.get(name) == text for gap in gaps)
    }
    words = {
        "total": str(len(reading.at(pattern))),
        **shared,
        "count": str(len(gaps)),
        "items": on_lines(reading.line(gap.path) for gap in gaps) or "several places",
    }
    worst = min((gap.severity or rule.severity for gap in gaps), key=SEVERITIES.index)
    return Many(tuple(pattern.partition(".*")[0].split(".")), words, worst, pattern)
