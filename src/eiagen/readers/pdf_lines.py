"""Measures the lines of a PDF page: where each begins and ends, how high and bold it is, where it is cut."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from eiagen.readers.flows import Line
from eiagen.readers.hyphens import HYPHEN
from eiagen.readers.justified import Cut, Gap, is_stretched, reads_on

_WIDE = 1.12
"""How much wider than usual for its letters a line is that must have a gap in it."""

_PARTS = 0.9
"""A gap that is wider, in heights of its line, may part cells."""

_LOOSE_SPACE = 0.4
"""Where most gaps of a line are wider, in its heights, it is stretched: where one ends says nothing."""

_LONG = 110
"""A line of so many letters is no heading, whatever its weight."""

_RAISED = 0.4
"""So far, in heights of its line, the foot of a raised figure is above the line's; of others, a quarter."""

_MARKED = re.compile(r"(\d{1,7})[.)]?\s?[\"'(\[\u2018\u201c]{0,2}[^\W\d_]")
_FIGURES = "0123456789"
_BEGUN = frozenset(
    """
    about across after against all along also although always among an and another any anybody are around
    as at if in into is it its of officers often on once one only or organisations other others our over
    """.split()  # noqa: SIM905
)
"""Words with which a paragraph begins, and which begin with a letter that is a word itself."""

_GAP = re.compile(r" +")
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|[^\w\s]{1,2}|[\ue000-\uf8ff]|o")
_MARK = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Z](?:\.\d{1,3})+|[A-Za-z]|[ivxlc]+)[.)]?|[^\w\s]{1,2}|[\ue000-\uf8ff]|o"
)


def lines_of(page: Any, number: int) -> list[Line]:
    """The lines of one page, in the order that the page draws them.

    PDFium says where characters are one call at a time. Two calls a line, for its first and last
    character, give nearly all that a call for each character would, in a fraction of the time.
    """
    import pypdfium2.raw as raw

    text_page = raw.FPDFText_LoadPage(page)
    if not text_page:
        return []
    try:
        count = raw.FPDFText_CountChars(text_page)
        if count <= 0:
            return []
        buffer = _buffer(2 * count + 2)
        written = _unchecked("FPDFText_GetText")(text_page, 0, count, buffer)
        text = str(memoryview(buffer)[: 2 * max(written - 1, 0)], "utf-16-le", "surrogatepass")
        # Text and characters count alike unless there are characters without text, or of two units.
        ruler = _Ruler(text_page, raw.FPDFPage_GetRotation(page), len(text) == count, number)
        return _lines(text, ruler)
    finally:
        raw.FPDFText_ClosePage(text_page)


@lru_cache(maxsize=1)
def _buffer_of(size: int) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(size)


def _buffer(size: int) -> ctypes.Array[ctypes.c_char]:
    """At least so many bytes. To make them costs more than to use them, so that few sizes are made."""
    return _buffer_of(max(1 << (size - 1).bit_length(), 1 << 14))


@cache
def _unchecked(name: str) -> Any:
    """A function of PDFium without the checks of what it is given, which take longer than the call.

    It takes numbers and what ctypes made, nothing else. Nor does it let other threads have their turn
    while it is called, which would take a third of its time.
    """
    import pypdfium2.raw as raw

    function = getattr(raw, name)
    return ctypes.cast(function, ctypes.PYFUNCTYPE(function.restype))


@lru_cache(maxsize=256)
def _is_bold(font: bytes) -> bool:
    name = font.lower()
    return b"bold" in name or b"black" in name or b"heavy" in name or b"-semi" in name


# One set of numbers for PDFium to write to: to make new ones for every line would cost more than its call.
_RECT = (ctypes.c_float * 4)()
_LOOSE = memoryview(_RECT).cast("B").cast("f")  # left, top, right, bottom, as FS_RECTF has them
_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))
_TO_LOOSE, _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP = map(ctypes.byref, (_RECT, _LEFT, _RIGHT, _BOTTOM, _TOP))
_FONT = ctypes.create_string_buffer(96)
_TO_FONT, _TO_FLAGS = ctypes.byref(_FONT), ctypes.byref(ctypes.c_int())


class _Ruler:
    """Measures the lines of one page."""

    __slots__ = ("_box", "_font", "_loose", "_page", "_rotation", "_same", "_text_page")

    def __init__(self, text_page: Any, rotation: int, same: bool, page: int) -> None:
        self._text_page = ctypes.byref(text_page.contents)  # quicker to hand over than the pointer itself
        self._rotation = rotation
        self._same = same
        self._page = page
        self._loose = _unchecked("FPDFText_GetLooseCharBox")
        self._box = _unchecked("FPDFText_GetCharBox")
        self._font = _unchecked("FPDFText_GetFontInfo")

    def _index(self, position: int) -> int:
        """Which character of PDFium's a position in the text is."""
        found: int = _unchecked("FPDFText_GetCharIndexFromTextIndex")(self._text_page, position)
        return max(found, 0)

    def line(self, words: str, first: int, above: Line | None, end: float | None = None) -> Line | None:
        """The line whose words begin at this position; None if PDFium has no box for it.

        `end` is where its last character ends, if that is known.
        """
        text_page = self._text_page
        at = first if self._same else self._index(first)
        if not self._loose(text_page, at, _TO_LOOSE):
            return None
        x0, y1, _, y0 = _LOOSE
        if self._rotation:
            x0, y0, y1 = _turned(self._rotation)
        height = y1 - y0
        if (
            words[0].islower()
            and (above is None or above.text[-1] != HYPHEN)
            and (above is None or not above.bold or abs(above.height - height) < 0.13 * height)
        ):
            # A line that begins in the middle of a sentence is as bold as the one above it.
            bold = above is not None and above.bold
        elif len(words) < _LONG:
            bold = 0 < self._font(text_page, at, _TO_FONT, 96, _TO_FLAGS) <= 96 and _is_bold(_FONT.value)
        else:
            bold = False
        if end is None:
            last = first + len(words) - 1
            if not self._same:
                last = self._index(last)
            self._box(text_page, last, _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP)
            end = _turned_end(self._rotation) if self._rotation else _RIGHT.value
        line = Line(words, x0, end, y0, height if height > 1.0 else 1.0, bold, self._page)
        if words[0] in _FIGURES and not self._rotation and (marked := _MARKED.match(words)):
            self._raise(line, first, marked)
        return line

    def _raise(self, line: Line, first: int, marked: re.Match[str]) -> None:
        """Find how many figures at the line's start are raised; if any, its letters say how it stands."""
        letter, same = first + marked.end() - 1, self._same
        if not self._loose(self._text_page, letter if same else self._index(letter), _TO_LOOSE):
            return
        _, y1, _, y0 = _LOOSE
        height = max(y1 - y0, 1.0)
        for at in range(min(marked.end(1), 3)):
            figure = first + at
            self._box(
                self._text_page, figure if same else self._index(figure),
                _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP,
            )  # fmt: skip
            foot, tall = (_BOTTOM.value - y0) / height, (_TOP.value - _BOTTOM.value) / height
            if not (_RAISED < foot < 0.9 and 0.2 < tall < 0.7):
                break
            line.raised = at + 1
        if line.raised:
            line.y, line.height = y0, height

    def gaps(self, first: int, spans: Iterable[tuple[int, int]]) -> list[Gap]:
        """The gaps of the line that begins at this position, by where each is among its characters."""
        box, text_page, rotation, same = self._box, self._text_page, self._rotation, self._same
        found: list[Gap] = []
        for before, behind in spans:
            left, right = first + before - 1, first + behind
            if not same:
                left, right = self._index(left), self._index(right)
            box(text_page, left, _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP)
            begin = _turned_end(rotation) if rotation else _RIGHT.value
            box(text_page, right, _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP)
            end = _turned_begin(rotation) if rotation else _LEFT.value
            found.append(Gap(begin, end, end - begin, before, behind))
        return found


def _lines(text: str, ruler: _Ruler) -> list[Line]:
    lines: list[Line] = []
    # Width of a letter in heights: what most fonts need on average, then what the lines of this page need.
    letters, width = 100.0, 46.0
    at = 0
    above: Line | None = None
    starts: list[int] = []
    cuts: dict[int, Cut] = {}
    begins: Counter[int] = Counter()
    # Where a line ends in a hyphen, PDFium goes on in the next without an end between them.
    divided = HYPHEN in text
    initials: list[Line] = []
    for raw_line in text.replace(HYPHEN, HYPHEN + "\r\n").split("\r\n") if divided else text.split("\r\n"):
        words = raw_line.strip()
        if words:
            first = at + raw_line.index(words[0])
            line = ruler.line(words, first, above)
            if line is not None:
                height = line.height
                its_width = (line.x1 - line.x0) / height
                if above is not None and line.x0 > above.x1 and line.y > above.y + height * 0.5:
                    begins[round(line.x0)] += 1
                cut = None
                if its_width > len(words) * _WIDE * width / letters and " " in words:
                    cut = _cut(line, first, ruler)
                if cut is None:
                    letters += len(words)
                    width += its_width
                else:
                    cuts[len(lines)] = cut
                if len(words) == 1 and words.isupper():
                    initials.append(line)
                lines.append(line)
                starts.append(first)
                above = line
        at += len(raw_line) if divided and words[-1:] == HYPHEN else len(raw_line) + 2
    columns = [x for x, count in begins.items() if count > 1]
    found = _parted(lines, starts, cuts, columns, ruler) if cuts or columns else lines
    return _with_initials(found, initials) if initials else found


def _with_initials(lines: list[Line], initials: list[Line]) -> list[Line]:
    """The lines, each large letter that hangs beside the first ones of a paragraph put before its word."""
    for initial in initials:
        beside = [
            line
            for line in lines
            if -2 < line.x0 - initial.x1 < line.height * 1.5
            and initial.height > line.height * 1.8
            and initial.y < line.y - line.height * 0.5
            and line.y + line.height * 0.5 < initial.y + initial.height
        ]
        if not beside:
            continue
        first = max(beside, key=lambda line: line.y)
        word, *others = first.text.split()
        if word.islower() or (word.isupper() and all(map(str.isupper, others[:1]))):
            apart = " " if _is_word(initial.text, word, lines) else ""
            first.text = initial.text + apart + first.text
            lines.remove(initial)
    return lines


def _is_word(letter: str, following: str, lines: Sequence[Line]) -> bool:
    """Whether the letter is a word by itself: “A council”, but “After”."""
    if letter not in "AIO":
        return False
    joined = (letter + following).casefold().strip(".,;:")
    words = {word.casefold().strip(".,;:") for line in lines for word in line.text.split()}
    return joined not in words and joined not in _BEGUN


def _parted(
    lines: list[Line], starts: list[int], cuts: dict[int, Cut], columns: Sequence[float], ruler: _Ruler
) -> list[Line]:
    """The lines, and the cells of those that are rows of cells."""
    rows = {at: cut for at, cut in cuts.items() if not is_stretched(at, lines, cuts)}
    if not rows and not columns:
        return lines
    found: list[Line] = []
    for at, line in enumerate(lines):
        parts: list[Gap] = []
        aligned: list[Gap] = []
        if at in rows:
            parts = rows[at].wide
        elif at not in cuts and columns and " " in line.text:
            # Where the cells of two rows begin, a gap that is hardly wider than a space may part others.
            crossed = [x for x in columns if line.x0 + 5 < x < line.x1 - 5]
            if crossed:
                parts = _before_columns(_gaps(line, starts[at], ruler, crossed), line, crossed, 2.0)
                if parts and (_is_mark(line.text, parts) or _is_loose(line, starts[at], ruler, parts)):
                    parts = []
        if (at - 1 in rows or at + 1 in rows) and len(parts) < line.text.count(" "):
            beside = [
                gap.end
                for near in (at - 1, at + 1)
                if near in rows and abs(lines[near].y - line.y) < 2.6 * line.height
                for gap in rows[near].wide
                if line.x0 + 5 < gap.end < line.x1 - 5
            ]
            if beside and (at in rows or at not in cuts):
                aligned = _aligned(line, starts[at], ruler, parts, cuts.get(at), beside)
        if not parts and not aligned:
            found.append(line)
            continue
        if aligned:
            parts = sorted([*parts, *aligned])
        pieces = _pieces(line, starts[at], ruler, found[-1] if found else None, parts)
        if aligned:
            for gap, piece in zip(parts, pieces[1:], strict=False):
                piece.apart = gap in aligned
        found += pieces
    return found


def _aligned(
    line: Line, first: int, ruler: _Ruler, parts: list[Gap], cut: Cut | None, columns: list[float]
) -> list[Gap]:
    """More gaps that part cells: those that end where a cell above or below begins, if they stand out."""
    gaps = cut.gaps if cut else _gaps(line, first, ruler, columns)
    more = [gap for gap in _before_columns(gaps, line, columns, 1.0) if gap not in parts]
    if not more:
        return []
    if cut is None:
        gaps = _gaps(line, first, ruler, ())
    others = [gap for gap in gaps if gap not in parts]
    usual = _usual(others) if len(others) > len(more) else 0.33 * line.height
    if usual > _LOOSE_SPACE * line.height:
        return []
    more = [gap for gap in more if gap.width > 1.4 * usual]
    return more[1:] if more and _NUMBER.fullmatch(line.text, 0, more[0].before) else more


def _is_loose(line: Line, first: int, ruler: _Ruler, parts: list[Gap]) -> bool:
    """Whether the line's other gaps are wide, too, so that these say nothing by ending before a column."""
    if not reads_on(line.text):
        return False
    others = [gap for gap in _gaps(line, first, ruler, ()) if gap not in parts]
    if not others or (usual := _usual(others)) <= _LOOSE_SPACE * line.height:
        return False
    return max(gap.width for gap in parts) < 1.3 * usual


def _usual(gaps: Sequence[Gap]) -> float:
    """The width that half of the gaps don't exceed."""
    return sorted(gap.width for gap in gaps)[(len(gaps) - 1) // 2]


def _before_columns(gaps: list[Gap], line: Line, columns: Sequence[float], near: float) -> list[Gap]:
    """Those that end where a column begins, or are wide in any case."""
    wide, narrow = _PARTS * line.height, 0.4 * line.height
    return [
        gap
        for gap in gaps
        if gap.width > narrow
        and (gap.width > wide or any(abs(gap.end - column) < near for column in columns))
    ]


def _turned(rotation: int) -> tuple[float, float, float]:
    """Left, bottom and top of the line as the reader sees it, on a page that is shown turned."""
    left, top, right, bottom = _LOOSE
    if rotation == 1:
        return bottom, -right, -left
    if rotation == 2:
        return -right, -top, -bottom
    return -top, left, right


def _turned_begin(rotation: int) -> float:
    """Where the character whose box was asked for begins, along the line, on a page that is shown turned."""
    return _BOTTOM.value if rotation == 1 else -(_RIGHT if rotation == 2 else _TOP).value


def _turned_end(rotation: int) -> float:
    """Where it ends."""
    return _TOP.value if rotation == 1 else -(_LEFT if rotation == 2 else _BOTTOM).value


def _cut(line: Line, first: int, ruler: _Ruler) -> Cut | None:
    """The line's gaps; None if none is so wide that it may part cells."""
    gaps = _gaps(line, first, ruler, ())
    least = _PARTS * line.height
    wide = [gap for gap in gaps if gap[2] > least]
    if not wide or _is_mark(line.text, wide):
        return None
    return Cut(gaps, wide, _MARK.fullmatch(line.text, 0, wide[0].before) is not None)


def _is_mark(words: str, parts: Sequence[Gap]) -> bool:
    """Whether all that is parted is a number or bullet that stands before its paragraph, and no cell."""
    return len(parts) == 1 and _MARK.fullmatch(words, 0, parts[0].before) is not None


def _gaps(line: Line, first: int, ruler: _Ruler, columns: Sequence[float]) -> list[Gap]:
    """The gaps between the line's words, or only those near one of the columns if some are known."""
    spans = [gap.span() for gap in _GAP.finditer(line.text)]
    if columns:
        # The letters' average width says where no column begins.
        each = (line.x1 - line.x0) / len(line.text)
        near = [(column - line.x0) / each for column in columns]
        spans = [span for span in spans if any(abs(span[1] - position) < 8 for position in near)]
    return ruler.gaps(first, spans)


def _pieces(line: Line, first: int, ruler: _Ruler, above: Line | None, parts: Sequence[Gap]) -> list[Line]:
    """The line in pieces, without the gaps that part it."""
    words = line.text
    starts = [0, *(gap.behind for gap in parts)]
    stops = [*(gap.before for gap in parts), len(words)]
    ends = [*(gap.begin for gap in parts), line.x1]
    found: list[Line] = []
    for start, stop, x1 in zip(starts, stops, ends, strict=True):
        piece: Line | None
        if start or len(words) >= _LONG:
            piece = ruler.line(words[start:stop], first + start, above, x1)
        else:  # it begins as the line does, which was measured there
            piece = Line(words[:stop], line.x0, x1, line.y, line.height, line.bold, line.page)
            piece.raised = line.raised
        if piece is not None:
            found.append(piece)
    return found
