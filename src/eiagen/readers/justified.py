"""Tells a line whose words were pushed apart to fill its column from a row of cells.

Both have wide gaps. Those of a stretched line are all about as wide, and it was stretched because the
next line's first word had no room; it ends where the lines around it end. A cell's gap stands out from
the others of its line, or lines up with one above or below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eiagen.readers.flows import Line

_STOP = re.compile(r"(?:[.?!]|(?<=\s):)[\u2019\u201d\"')]?\Z")
_SPACE = 0.25
"""Width of a space that isn't stretched, in heights of the line."""

_EVEN = 0.45
"""So much may the gaps of a stretched line differ, in heights: letters reach more or less far to a space."""

_DOUBLE = 2.4
"""How much wider than the others the gap after a sentence may be, where two spaces are typed."""

_FLUSH = 0.4
"""So much may a line's end differ from its neighbours', in heights: a full stop or hyphen may hang out."""

_COMPANY = 3
"""So many lines above and below are looked at."""


class Gap(NamedTuple):
    """A gap between two words: where it begins and ends, on the page and among the line's characters."""

    begin: float
    end: float
    width: float
    before: int
    behind: int


@dataclass(slots=True)
class Cut:
    """A line with wide gaps: all its gaps, and those that part cells if it is a row of them."""

    gaps: list[Gap]
    wide: list[Gap]
    marked: bool
    """It begins with a number or bullet, whose gap says nothing."""


def is_stretched(at: int, lines: Sequence[Line], cuts: Mapping[int, Cut]) -> bool:
    """Whether the line is one of a justified paragraph rather than a row of cells."""
    line, cut = lines[at], cuts[at]
    gaps = cut.gaps[1:] if cut.marked else cut.gaps
    if not gaps:
        return True  # nothing but the mark stands apart
    if not _is_even(gaps, line):
        return False
    lined = _lined_up(gaps, [cuts[near].gaps for near in (at - 1, at + 1) if near in cuts])
    following = lines[at + 1] if at + 1 < len(lines) and _is_below(line, lines[at + 1]) else None
    sentence = not lined and reads_on(line.text)
    if sentence and len(gaps) > 3:
        return True
    if _is_in_column(at, lines, cuts):
        if following is None:  # the last of its column
            return max(gap.width for gap in gaps) < 0.5 * (line.x1 - line.x0)
        return _had_no_room(line, cut, following) or (len(gaps) > 2 and not lined)
    near = _company(at, lines)
    if not near:
        return sentence and len(gaps) > 1 and following is not None and _had_no_room(line, cut, following)
    prose = any(number not in cuts and lines[number].text.count(" ") > 2 for number in near)
    if following is None:
        return prose and not lined and (len(gaps) > 1 or gaps[0].width < 3.5 * line.height)
    if len(gaps) > 2 and prose and not lined:
        return True
    return (prose or (len(gaps) > 1 and not lined)) and _had_no_room(line, cut, following)


def _is_even(gaps: Sequence[Gap], line: Line) -> bool:
    """Whether no gap stands out."""
    widths = sorted(gap.width for gap in gaps)
    usual = widths[(len(widths) - 1) // 2]
    most = max(usual + _EVEN * line.height, 1.6 * usual)
    double = max(most, _DOUBLE * usual)
    return all(
        gap.width <= most or (gap.width <= double and _STOP.search(line.text, 0, gap.before) is not None)
        for gap in gaps
    )


def reads_on(text: str) -> bool:
    """Whether as many words begin small as do not, as in a sentence."""
    words = text.split()
    small = sum(1 for word in words if word[0].islower() and len(word) > 1)
    capital = sum(1 for word in words if word[0].isupper())
    return small > 2 and small >= capital and 2 * small > len(words) - capital


def _had_no_room(line: Line, cut: Cut, following: Line) -> bool:
    """Whether the next line's first word would not have gone into the line, its gaps as wide as usual."""
    gaps = sum(gap.width for gap in cut.gaps)
    letter = (line.x1 - line.x0 - gaps) / (len(line.text) - len(cut.gaps))
    free = gaps - len(cut.gaps) * _SPACE * line.height
    word = len(following.text.split(" ", 1)[0]) * letter
    return 1.15 * word + 2 * _SPACE * line.height > free


def _is_in_column(at: int, lines: Sequence[Line], cuts: Mapping[int, Cut]) -> bool:
    """Whether the page has a justified column here: many of the lines that begin here end here, too."""
    x0, x1 = lines[at].x0, lines[at].x1
    begin = ends = 0
    for number, line in enumerate(lines):
        if abs(line.x0 - x0) < 1.5 and number not in cuts and " " in line.text:
            begin += 1
            ends += abs(line.x1 - x1) < 1.5
    return ends > 3 and ends > 0.4 * begin


def _company(at: int, lines: Sequence[Line]) -> list[int]:
    """The lines directly above and below that end where this one does, as far as they follow each other."""
    found: list[int] = []
    for near in range(at - 1, max(at - _COMPANY, 0) - 1, -1):
        if not _is_below(lines[near], lines[near + 1]) or not _flush(lines[near], lines[at]):
            break
        found.append(near)
    for near in range(at + 1, min(at + _COMPANY + 1, len(lines))):
        if not _is_below(lines[near - 1], lines[near]) or not _flush(lines[near], lines[at]):
            break
        found.append(near)
    return found


def _is_below(line: Line, other: Line) -> bool:
    """Whether the other is the next line of the same column."""
    height = line.height
    down = line.y - other.y
    return 0.6 * height < down < 4 * height and abs(other.x0 - line.x0) < 5 * height


def _flush(line: Line, other: Line) -> bool:
    return abs(line.x1 - other.x1) < _FLUSH * line.height


def _lined_up(gaps: Sequence[Gap], others: Sequence[Sequence[Gap]]) -> bool:
    """Whether most of the gaps begin or end where those of a neighbour do."""
    for other in others:
        ends = sum(1 for gap in gaps if any(abs(gap.end - its.end) < 1 for its in other))
        begins = sum(1 for gap in gaps if any(abs(gap.begin - its.begin) < 1 for its in other))
        if 2 * max(ends, begins) > len(gaps):
            return True
    return False
