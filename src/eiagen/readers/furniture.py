"""Finds what a page repeats, running heads and page numbers, which is no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.?|tudalen)?\s*[-–—|\[(]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]?\s*(?:(?:of|/|o)\s*\d{1,4})?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AP]M)?", re.IGNORECASE
)
_OF_PAGES = re.compile(r"(?:page )?\d{1,4} ?(?:/|of) ?\d{1,4}", re.IGNORECASE)
_URL = re.compile(r"(?:https?|file)://\S+")
_ROW = 4.0
"""A browser sets what it prints at the edges in several sizes: so much may their feet differ, in points."""

_EDGE = 3
_SHARE = 0.3
_LEAST = 3
_BESIDE = 2.0
"""Lines whose feet differ by less, in points, stand side by side."""


def furniture(pages: Sequence[Sequence[str]], feet: Sequence[Sequence[float]] = ()) -> list[set[int]]:
    """For each page, which of its lines are furniture. `feet` says how high each of them stands, if known.

    A line is, if with its digits masked it is among the first or last 3 lines of at least 30 % of the
    pages, and at least 3; and a number alone at the edge is, if most pages have one. In a document of two
    or three pages, the first or last line of two is, if it stands in the same place.
    """
    counts: Counter[str] = Counter()
    edges = [_edges(len(lines)) for lines in pages]
    if feet:
        edges = [_with_those_beside(edge, its_feet) for edge, its_feet in zip(edges, feet, strict=True)]
    masks = [{at: _mask(lines[at]) for at in edge} for lines, edge in zip(pages, edges, strict=True)]
    numbers: list[list[int]] = []
    for lines, its_masks in zip(pages, masks, strict=True):
        counts.update(set(its_masks.values()))
        numbers.append([at for at in _outermost(len(lines)) if _PAGE_NUMBER.fullmatch(lines[at].strip())])
    enough = max(_LEAST, _SHARE * len(pages))
    # Left and right pages, and chapters, have heads of their own: a line on many pages in number will do.
    repeated = {mask for mask, count in counts.items() if mask and (count >= enough or count >= 12)}
    if feet and 1 < len(pages) <= _LEAST:
        repeated |= _in_one_place(masks, feet)
    numbers_pages = sum(map(bool, numbers)) >= max(2, len(pages) * 0.4)
    found = []
    for number, (lines, its_masks, its_numbers) in enumerate(zip(pages, masks, numbers, strict=True)):
        here = {at for at, mask in its_masks.items() if mask in repeated}
        if feet:
            here -= _cells(here, feet[number])
        if numbers_pages:
            here.update(its_numbers)
        if feet:
            here |= _printed(lines, feet[number])
        found.append(_at_the_edge(here, len(lines)))
    # Pages that hold nothing else, as forms and certificates do, are text.
    if all(len(here) == len(lines) for here, lines in zip(found, pages, strict=True)):
        return [set() for _ in pages]
    return found


def _printed(lines: Sequence[str], feet: Sequence[float]) -> set[int]:
    """What a browser prints above and below a page: the time, the title, the address, which page of how many.

    It is known by having all of it, so that a page that is the only one has it taken off, too.
    """
    if len(lines) < 5 or not any(_OF_PAGES.fullmatch(line) for line in lines[-3:]):
        return set()
    head = [at for at in range(3) if feet[0] - feet[at] < _ROW]
    foot = [at for at in range(len(lines) - 3, len(lines)) if feet[at] - feet[-1] < _ROW]
    row = [lines[at] for at in (*head, *foot)]
    if not all(any(map(shape.fullmatch, row)) for shape in (_TIME, _OF_PAGES, _URL)):
        return set()
    shapes = (_TIME, _OF_PAGES, _URL)
    return {
        at
        for edge in (head, foot)
        if any(shape.fullmatch(lines[at]) for at in edge for shape in shapes)
        for at in edge
    }


def _with_those_beside(edge: tuple[int, ...], feet: Sequence[float]) -> tuple[int, ...]:
    """The edge, and what stands beside the first and the last line: a head or foot may be in three parts."""
    if len(feet) <= len(edge) or (feet[0] - feet[1] > _BESIDE and feet[-2] - feet[-1] > _BESIDE):
        return edge
    return tuple(sorted({*edge, *_beside(0, feet)[:_EDGE], *_beside(len(feet) - 1, feet)[-_EDGE:]}))


def _beside(at: int, feet: Sequence[float]) -> range:
    """The lines that stand beside this one, itself among them."""
    first = last = at
    while first and feet[first - 1] - feet[at] < _BESIDE:
        first -= 1
    while last + 1 < len(feet) and feet[at] - feet[last + 1] < _BESIDE:
        last += 1
    return range(first, last + 1)


def _cells(here: set[int], feet: Sequence[float]) -> set[int]:
    """Those beside which two or more others stand that aren't all repeated: cells of a row."""
    found = set()
    for at in here:
        beside = _beside(at, feet)
        if len(beside) > 2 and not here.issuperset(beside):
            found.add(at)
    return found


def _in_one_place(masks: Sequence[dict[int, str]], feet: Sequence[Sequence[float]]) -> set[str]:
    """Masks of first and last lines, and of those beside them, that two pages have in the same place."""
    places: dict[str, list[float]] = {}
    for its_masks, its_feet in zip(masks, feet, strict=True):
        here: dict[str, float] = {}
        for at, mask in its_masks.items():
            foot = its_feet[at]
            if mask and (its_feet[0] - foot < _BESIDE or foot - its_feet[-1] < _BESIDE):
                here.setdefault(mask, foot)
        for mask, foot in here.items():
            places.setdefault(mask, []).append(foot)
    return {
        mask
        for mask, found in places.items()
        if any(abs(one - other) < _BESIDE for one, other in combinations(found, 2))
    }


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
