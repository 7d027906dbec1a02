"""Finds what a page repeats, running heads and page numbers, which is no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.?|tudalen)?\s*[-–—|\[(]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]?\s*(?:(?:of|/|o)\s*\d{1,4})?",
    re.IGNORECASE,
)
_EDGE = 3
_SHARE = 0.3
_LEAST = 3


def furniture(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """For each page, which of its lines are furniture.

    A line is, if with its digits masked it is among the first or last 3 lines of at least 30 % of the
    pages, and at least 3; and a number alone at the edge is, if most pages have one.
    """
    counts: Counter[str] = Counter()
    edges = [_edges(len(lines)) for lines in pages]
    masks = [{at: _mask(lines[at]) for at in edge} for lines, edge in zip(pages, edges, strict=True)]
    numbers: list[list[int]] = []
    for lines, its_masks in zip(pages, masks, strict=True):
        counts.update(set(its_masks.values()))
        numbers.append([at for at in _outermost(len(lines)) if _PAGE_NUMBER.fullmatch(lines[at].strip())])
    enough = max(_LEAST, _SHARE * len(pages))
    # Left and right pages, and chapters, have heads of their own: a line on many pages in number will do.
    repeated = {mask for mask, count in counts.items() if mask and (count >= enough or count >= 12)}
    numbers_pages = sum(map(bool, numbers)) >= max(2, len(pages) * 0.4)
    found = []
    for lines, its_masks, its_numbers in zip(pages, masks, numbers, strict=True):
        here = {at for at, mask in its_masks.items() if mask in repeated}
        if numbers_pages:
            here.update(its_numbers)
        found.append(_at_the_edge(here, len(lines)))
    # Pages that hold nothing else, as forms and certificates do, are text.
    if all(len(here) == len(lines) for here, lines in zip(found, pages, strict=True)):
        return [set() for _ in pages]
    return found


def _at_the_edge(here: set[int], count: int) -> set[int]:
    """Those that have nothing but furniture between them and the edge of the page."""
    if not here:
        return here
    top = next((at for at in range(count) if at not in here), count)
    foot = next((at for at in range(count - 1, -1, -1) if at not in here), -1)
    return {at for at in here if at < top or at > foot}


@lru_cache(maxsize=256)
def _edges(count: int) -> tuple[int, ...]:
    edge = min(_EDGE, max(count // 4, 1))  # of a page with few lines, fewer
    return tuple(sorted({*range(min(edge, count)), *range(max(count - edge, 0), count)}))


@lru_cache(maxsize=256)
def _outermost(count: int) -> tuple[int, ...]:
    return tuple(sorted({at for at in (0, 1, count - 2, count - 1) if 0 <= at < count}))


def _mask(line: str) -> str:
    """The line with its digits masked, and nothing if there is too little of it to be sure."""
    masked = _DIGITS.sub("#", " ".join(line.split())).casefold()
    return masked if any(map(str.isalpha, masked)) or masked == "#" else ""
