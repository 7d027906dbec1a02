"""Lines of a page, and runs of them: each below the last, as in a column, a cell or a paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

_ROOM, _ROOM_BEHIND = 0.7, 1.0
"""So far from it, in heights, may that begin with which a line goes on; and so far behind a raised number."""


class Line:
    """One line of a page: its words, edges, foot, height, and whether it begins bold. In points."""

    __slots__ = ("apart", "bold", "filled", "height", "page", "raised", "text", "x0", "x1", "y")

    def __init__(
        self, text: str, x0: float, x1: float, y: float, height: float, bold: bool, page: int
    ) -> None:
        self.apart = False  # whether it's a cell, cut from what stands before it
        self.filled = False  # whether it's what somebody wrote in a field
        self.raised = 0  # how many figures at its start are raised: the mark of a footnote
        self.text = text
        self.x0 = x0
        self.x1 = x1
        self.y = y
        self.height = height
        self.bold = bold
        self.page = page


@dataclass(slots=True)
class Flow:
    """Lines one below the other: a column, a cell, a heading, a paragraph."""

    lines: list[Line]
    x0: float
    x1: float

    @property
    def top(self) -> float:
        """Upper edge of the first line."""
        first = self.lines[0]
        return first.y + first.height

    @property
    def bottom(self) -> float:
        """Lower edge of the last line."""
        return self.lines[-1].y


def flow_of(lines: list[Line]) -> Flow:
    """The lines as one flow."""
    return Flow(lines, min(line.x0 for line in lines), max(line.x1 for line in lines))


def in_place(lines: list[Line]) -> list[Line]:
    """The lines, and if the last of them fill what the others leave free, as answers do, each there."""
    jump = 0
    for at, (above, line) in enumerate(pairwise(lines), start=1):
        if line.y > above.y + 0.5 * line.height:
            if jump:
                return lines
            jump = at
    if jump < 2 or len(lines) - jump < 2:
        return lines
    written = sorted(lines[jump:], key=attrgetter("y"), reverse=True)
    placed: list[Line] = []
    changes = 0
    for line in lines[:jump]:
        free = placed[-1].y if placed else 1e9
        if line.y > free - 0.5 * line.height:
            return lines  # the cells of a row
        here = []
        while written and written[0].y > line.y:
            here.append(written.pop(0))
        if here:
            if here[0].y + 0.7 * here[0].height > free or here[-1].y < line.y + 0.7 * line.height:
                return lines
            changes += 1
            placed += here
        placed.append(line)
    if written and written[0].y + 0.7 * written[0].height > placed[-1].y:
        return lines
    changes += bool(written)
    return placed + written if changes > 1 else lines


def flows_of(lines: list[Line]) -> list[Flow]:
    """The lines of a page in runs: each below the last, close to it and over some of the same width."""
    if not lines:
        return []
    last = lines[0]
    flow = Flow([last], last.x0, last.x1)
    flows = [flow]
    left = -1e9
    room = _ROOM
    for line in lines[1:]:
        down, height, x0 = last.y - line.y, last.height, line.x0
        if (
            -2 < x0 - last.x1 < height * room
            and not (line.apart or last.filled)
            and (abs(down) < height * 0.45 or _is_mark(last, line) or _is_mark(line, last))
        ):
            # PDFium ends a line at a raised number, and goes on beside it.
            if _is_mark(last, line):
                last.raised, last.y, last.height, last.bold = len(last.text), line.y, line.height, line.bold
            last.text += f" {line.text}" if x0 - last.x1 > height * 0.15 else line.text
            room = _ROOM_BEHIND if line.height < height * 0.8 else _ROOM
            last.x1 = line.x1
            flow.x1 = max(flow.x1, line.x1)
            continue
        room = _ROOM
        if (
            line.height * 0.3 < down < max(height, line.height) * 2.6
            and x0 < flow.x1 + 2
            and line.x1 > flow.x0 - 2
            and x0 > left
            and not (line.filled or last.filled)
        ):
            flow.lines.append(line)
            if x0 < flow.x0:
                flow.x0 = x0
            if line.x1 > flow.x1:
                flow.x1 = line.x1
        else:
            # What stands beside another cell or column never reaches into that one.
            beside = x0 > flow.x1 - 1 and line.y > last.y - line.height * 0.5
            left = flow.x1 - 1 if beside else -1e9
            flow = Flow([line], x0, line.x1)
            flows.append(flow)
        last = line
    return flows


def _is_mark(mark: Line, line: Line) -> bool:
    """Whether the first is the mark of a footnote that stands, smaller and raised, beside the line."""
    return (
        mark.height < line.height * 0.8
        and -0.2 * line.height < mark.y - line.y < line.height * 0.7
        and len(mark.text) < 4
        and mark.text.isdecimal()
        and line.text[0] not in ".,;:)"
    )
