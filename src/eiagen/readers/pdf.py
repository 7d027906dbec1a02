"""Reads PDF with PDFium: its lines with where they stand, from which `layout` puts paragraphs together."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from eiagen.errors import problem
from eiagen.readers.content import Content, fold
from eiagen.readers.layout import Line, blocks

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_OCR = "give it a text layer first, for example with OCRmyPDF"
_MOST_PAGES = 20_000
_WIDE = 1.16
"""How much wider than usual for its letters a line is that must have a gap in it."""


def read_pdf(data: bytes, name: str) -> Content:
    """Paragraphs, headings and tables as far as their geometry tells, without what the pages repeat."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise problem(name, "encrypted: save a copy without a password") from error
        raise problem(name, "damaged, or no PDF: open it in a browser and print it to a new PDF") from error
    try:
        count = len(pdf)
        if count > _MOST_PAGES:
            raise problem(name, f"it has {count:,} pages: save the part with the guidance by itself")
        pages = [_page(pdf, number) for number in range(count)]
        empty = [number for number, lines in enumerate(pages, start=1) if not lines]
        if count and len(empty) == count:
            raise problem(name, f"no text in it, only pictures (a scan?): {_OCR}")
        if not count:
            raise problem(name, "damaged: a PDF without pages")
        found = blocks(pages, _bookmarks(pdf))
        return Content(
            found,
            title=_title(pdf),
            pages=count,
            language=_language(pdf),
            warnings=_warnings(empty, count),
        )
    finally:
        pdf.close()


def _warnings(empty: list[int], count: int) -> list[str]:
    """Pages without text may be blank; many of them are a scan."""
    if not empty or (len(empty) <= 2 and count > 4):
        return []
    runs: list[list[int]] = []
    for number in empty:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    said = ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in runs[:12])
    said += " and others" if len(runs) > 12 else ""
    noun = "page" if len(empty) == 1 else "pages"
    return [f"no text on {noun} {said}: blank, or pictures of text; if so, {_OCR}"]


def _title(pdf: PdfDocument) -> str:
    title = fold(str(pdf.get_metadata_dict().get("Title", "")))
    # What a program wrote by itself is no title: "Microsoft Word - draft 3.doc", "untitled".
    if title.lower().startswith(("microsoft word", "untitled", "powerpoint presentation", "slide 1")):
        return ""
    return "" if title.lower().endswith((".doc", ".docx", ".pdf", ".indd", ".qxd", ".odt", ".rtf")) else title


def _language(pdf: PdfDocument) -> str:
    import pypdfium2.raw as raw

    needed = raw.FPDFCatalog_GetLanguage(pdf, None, 0)
    if not 2 < needed < 200:
        return ""
    buffer = ctypes.create_string_buffer(needed)
    raw.FPDFCatalog_GetLanguage(pdf, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), needed)
    return fold(buffer.raw[: needed - 2].decode("utf-16-le", "replace"))


def _bookmarks(pdf: PdfDocument) -> dict[int, dict[str, int]]:
    """Page number → title of the bookmark, folded and in small letters → its level from 1."""
    import pypdfium2

    found: dict[int, dict[str, int]] = {}
    try:
        for number, mark in enumerate(pdf.get_toc(max_depth=6)):
            destination = mark.get_dest()
            page = destination.get_index() if destination else None
            if page is not None:
                found.setdefault(page + 1, {})[fold(mark.get_title()).casefold()] = mark.level + 1
            if number > 5000:
                break
    except pypdfium2.PdfiumError:  # an outline that is broken is no reason not to read the text
        pass
    return found


# One set of numbers for PDFium to write to: to make new ones for every line would cost more than its call.
_LEFT, _RIGHT, _BOTTOM, _TOP = (ctypes.c_double() for _ in range(4))
_GAP = re.compile(r" +")
_MARK = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlc]+)[.)]?|[^\w\s]{1,2}|[\ue000-\uf8ff]|o")


def _page(pdf: PdfDocument, number: int) -> list[Line]:
    """The lines of one page, in the order that the page draws them.

    PDFium says where characters are one call at a time. Two calls a line, for its first and last
    character, give nearly all that a call for each character would, in a fraction of the time.
    """
    import pypdfium2.raw as raw

    page = raw.FPDF_LoadPage(pdf, number)
    if not page:
        return []
    text_page = raw.FPDFText_LoadPage(page)
    try:
        count = raw.FPDFText_CountChars(text_page) if text_page else 0
        if count <= 0:
            return []
        buffer = ctypes.create_string_buffer(2 * count + 2)
        written = raw.FPDFText_GetText(
            text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        )
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
        # Text and characters count alike unless there are characters without text, or of two units.
        same = len(text) == count
        return _lines(raw, text_page, text, same, raw.FPDFPage_GetRotation(page), number + 1)
    finally:
        if text_page:
            raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)


def _lines(raw: Any, text_page: Any, text: str, same: bool, rotation: int, page: int) -> list[Line]:
    rect = raw.FS_RECTF()
    loose = raw.FPDFText_GetLooseCharBox
    box = raw.FPDFText_GetCharBox
    info = raw.FPDFText_GetFontInfo
    rect_ref = ctypes.byref(rect)
    left, right, bottom, top = map(ctypes.byref, (_LEFT, _RIGHT, _BOTTOM, _TOP))
    font = ctypes.create_string_buffer(96)
    flags = ctypes.byref(ctypes.c_int())
    lines: list[Line] = []
    # Width of a letter in heights: what most fonts need on average, then what the lines of this page need.
    letters, width = 100.0, 46.0
    at = 0

    def index(position: int) -> int:
        return position if same else max(raw.FPDFText_GetCharIndexFromTextIndex(text_page, position), 0)

    def measure(words: str, first: int, last: int) -> Line | None:
        """The line from one character to another; None if PDFium has no box for it."""
        first, last = index(first), index(last)
        if not loose(text_page, first, rect_ref):
            return None
        x0, y0, y1 = rect.left, rect.bottom, rect.top
        box(text_page, last, left, right, bottom, top)
        x1 = _RIGHT.value
        if rotation:
            x0, y0, x1, y1 = _turned(rotation, rect, _LEFT.value, _RIGHT.value, _BOTTOM.value, _TOP.value)
        # A line that begins in the middle of a sentence is as bold as the one above it.
        bold = bool(lines) and lines[-1].bold and words[:1].islower()
        if len(words) < 110 and not words[:1].islower():
            font.value = b""
            info(text_page, first, font, 95, flags)
            name = font.value.lower()
            bold = b"bold" in name or b"black" in name or b"heavy" in name or b"-semi" in name
        return Line(words, x0, x1, y0, max(y1 - y0, 1.0), bold, page)

    def edges(position: int) -> tuple[float, float]:
        """Where one character begins and ends, along the line."""
        box(text_page, index(position), left, right, bottom, top)
        if rotation in (0, 2):
            return (_LEFT.value, _RIGHT.value) if rotation == 0 else (-_RIGHT.value, -_LEFT.value)
        return (_BOTTOM.value, _TOP.value) if rotation == 1 else (-_TOP.value, -_BOTTOM.value)

    starts: list[int] = []
    begins: Counter[int] = Counter()
    for raw_line in text.split("\r\n"):
        words = raw_line.strip()
        if words:
            first = at + len(raw_line) - len(raw_line.lstrip())
            line = measure(words, first, first + len(words) - 1)
            if line is not None:
                its_width = (line.x1 - line.x0) / line.height
                if lines and line.y > lines[-1].y + line.height * 0.5 and line.x0 > lines[-1].x1:
                    begins[round(line.x0)] += 1
                wide = " " in words and its_width > len(words) * _WIDE * width / letters
                pieces = _split(line, first, measure, edges, ()) if wide else [line]
                if len(pieces) == 1:
                    letters += len(words)
                    width += its_width
                lines += pieces
                starts += [first] if len(pieces) == 1 else [-1] * len(pieces)
        at += len(raw_line) + 2
    columns = [x for x, count in begins.items() if count > 1]
    if not columns:
        return lines
    # Where the cells of two rows begin, a gap that is hardly wider than a space may part those of another.
    found: list[Line] = []
    for line, first in zip(lines, starts, strict=True):
        crossed = [x for x in columns if line.x0 + 5 < x < line.x1 - 5] if first >= 0 else []
        found += _split(line, first, measure, edges, crossed) if crossed and " " in line.text else [line]
    return found


def _turned(
    rotation: int, rect: Any, left: float, right: float, bottom: float, top: float
) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the line as the reader sees it, on a page that is shown turned."""
    if rotation == 1:
        return rect.bottom, -rect.right, top, -rect.left
    if rotation == 2:
        return -rect.right, -rect.top, -left, -rect.bottom
    return -rect.top, rect.left, -bottom, rect.right


def _split(line: Line, first: int, measure: Any, edges: Any, columns: Iterable[float]) -> list[Line]:
    """The line cut where a gap parts cells: a wide gap, or one before a column that is known."""
    pieces: list[tuple[int, int]] = []
    start = 0
    words = line.text
    each = (line.x1 - line.x0) / len(words)
    near = [(column - line.x0) / each for column in columns]
    for gap in _GAP.finditer(words):
        if near and not any(abs(gap.end() - position) < 8 for position in near):
            continue  # the letters' average width says that no column begins here
        after = edges(first + gap.end())[0]
        space = (after - edges(first + gap.start() - 1)[1]) / line.height
        if space > 0.9 or (space > 0.4 and any(abs(after - column) < 2 for column in columns)):
            pieces.append((start, gap.start()))
            start = gap.end()
    # A number that stands before its paragraph is no cell.
    if not pieces or (len(pieces) == 1 and _MARK.fullmatch(words, 0, pieces[0][1])):
        return [line]
    pieces.append((start, len(words)))
    measured = [measure(words[begin:end], first + begin, first + end - 1) for begin, end in pieces]
    return [piece for piece in measured if piece is not None]
