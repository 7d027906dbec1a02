"""Measures the lines of a PDF page: where each begins and ends, how high and bold it is, where it is cut."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from eiagen.readers.layout import Line

_WIDE = 1.16
"""How much wider than usual for its letters a line is that must have a gap in it."""

_GAP = re.compile(r" +")
_MARK = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlc]+)[.)]?|[^\w\s]{1,2}|[\ue000-\uf8ff]|o")


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

    It takes numbers and what ctypes made, nothing else.
    """
    import pypdfium2.raw as raw

    function = getattr(raw, name)
    return type(function)(ctypes.cast(function, ctypes.c_void_p).value)


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
_TO_FLAGS = ctypes.byref(ctypes.c_int())


class _Ruler:
    """Measures the lines of one page."""

    __slots__ = ("_box", "_font", "_loose", "_page", "_rotation", "_same", "_text_page")

    def __init__(self, text_page: Any, rotation: int, same: bool, page: int) -> None:
        self._text_page = text_page
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

    def line(self, words: str, first: int, above: Line | None) -> Line | None:
        """The line whose words begin at this position; None if PDFium has no box for it."""
        last = first + len(words) - 1
        if not self._same:
            first, last = self._index(first), self._index(last)
        text_page = self._text_page
        if not self._loose(text_page, first, _TO_LOOSE):
            return None
        x0, y1, _, y0 = _LOOSE
        self._box(text_page, last, _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP)
        x1 = _RIGHT.value
        if self._rotation:
            x0, y0, x1, y1 = _turned(self._rotation)
        if words[0].islower():
            # A line that begins in the middle of a sentence is as bold as the one above it.
            bold = above is not None and above.bold
        elif len(words) < 110:
            bold = 0 < self._font(text_page, first, _FONT, 96, _TO_FLAGS) <= 96 and _is_bold(_FONT.value)
        else:
            bold = False
        height = y1 - y0
        return Line(words, x0, x1, y0, height if height > 1.0 else 1.0, bold, self._page)

    def gap(self, before: int, behind: int) -> tuple[float, float]:
        """How wide the gap between two characters is, and where it ends, along the line."""
        if not self._same:
            before, behind = self._index(before), self._index(behind)
        if self._rotation:
            begin, end = self._edge(before, end=True), self._edge(behind, end=False)
        else:
            box, text_page = self._box, self._text_page
            box(text_page, before, _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP)
            begin = _RIGHT.value
            box(text_page, behind, _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP)
            end = _LEFT.value
        return end - begin, end

    def _edge(self, at: int, end: bool) -> float:
        """Where one character begins or ends, on a page that is shown turned."""
        self._box(self._text_page, at, _TO_LEFT, _TO_RIGHT, _TO_BOTTOM, _TO_TOP)
        if self._rotation == 2:
            return -_LEFT.value if end else -_RIGHT.value
        if self._rotation == 1:
            return _TOP.value if end else _BOTTOM.value
        return -_BOTTOM.value if end else -_TOP.value


def _lines(text: str, ruler: _Ruler) -> list[Line]:
    lines: list[Line] = []
    # Width of a letter in heights: what most fonts need on average, then what the lines of this page need.
    letters, width = 100.0, 46.0
    at = 0
    above: Line | None = None
    starts: list[int] = []
    begins: Counter[int] = Counter()
    for raw_line in text.split("\r\n"):
        words = raw_line.strip()
        if words:
            first = at + raw_line.index(words[0])
            line = ruler.line(words, first, above)
            if line is not None:
                height = line.height
                its_width = (line.x1 - line.x0) / height
                if above is not None and line.x0 > above.x1 and line.y > above.y + height * 0.5:
                    begins[round(line.x0)] += 1
                if its_width > len(words) * _WIDE * width / letters and " " in words:
                    pieces = _split(line, first, ruler, above, ())
                else:
                    pieces = None
                if pieces is None:
                    letters += len(words)
                    width += its_width
                    lines.append(line)
                    starts.append(first)
                else:
                    lines += pieces
                    starts += [-1] * len(pieces)
                above = lines[-1] if lines else None
        at += len(raw_line) + 2
    columns = [x for x, count in begins.items() if count > 1]
    if not columns:
        return lines
    # Where the cells of two rows begin, a gap that is hardly wider than a space may part those of another.
    found: list[Line] = []
    for line, first in zip(lines, starts, strict=True):
        pieces = None
        if first >= 0 and " " in line.text:
            crossed = [x for x in columns if line.x0 + 5 < x < line.x1 - 5]
            pieces = _split(line, first, ruler, lines[-1], crossed) if crossed else None
        if pieces is None:
            found.append(line)
        else:
            found += pieces
    return found


def _turned(rotation: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the line as the reader sees it, on a page that is shown turned."""
    left, top, right, bottom = _LOOSE
    if rotation == 1:
        return bottom, -right, _TOP.value, -left
    if rotation == 2:
        return -right, -top, -_LEFT.value, -bottom
    return -top, left, -_BOTTOM.value, right


def _split(
    line: Line, first: int, ruler: _Ruler, above: Line | None, columns: Sequence[float]
) -> list[Line] | None:
    """The line cut where a gap parts cells: a wide gap, or one before a column that is known.

    None if nothing parts it.
    """
    pieces: list[tuple[int, int]] = []
    start = 0
    words = line.text
    each = (line.x1 - line.x0) / len(words)
    wide, narrow = 0.9 * line.height, 0.4 * line.height
    near = [(column - line.x0) / each for column in columns]
    for gap in _GAP.finditer(words):
        before, behind = gap.span()
        if near and not any(abs(behind - position) < 8 for position in near):
            continue  # the letters' average width says that no column begins here
        space, after = ruler.gap(first + before - 1, first + behind)
        if space > wide or (near and space > narrow and any(abs(after - column) < 2 for column in columns)):
            pieces.append((start, before))
            start = behind
    # A number that stands before its paragraph is no cell.
    if not pieces or (len(pieces) == 1 and _MARK.fullmatch(words, 0, pieces[0][1])):
        return None
    pieces.append((start, len(words)))
    found: list[Line] = []
    for begin, end in pieces:
        piece = ruler.line(words[begin:end], first + begin, above)
        if piece is not None:
            found.append(piece)
    return found
