"""Reads PDF with PDFium: its lines with where they stand, from which `layout` puts paragraphs together."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING

from eiagen.errors import problem
from eiagen.readers.content import Content, fold
from eiagen.readers.flows import Line
from eiagen.readers.layout import blocks
from eiagen.readers.pdf_fields import form_of, with_fields
from eiagen.readers.pdf_lines import lines_of
from eiagen.readers.pdf_title import title

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_OCR = "give it a text layer first, for example with OCRmyPDF"
_MOST_PAGES = 20_000
_WAITS = re.compile(
    r"if this message is not eventually replaced|to view the full contents of this document, you need a",
    re.IGNORECASE,
)
"""What the page of a dynamic form says to a program that can't draw it."""

_DYNAMIC = "a dynamic form (XFA), of which only Adobe’s programs show what is in it"
_PRINT = "open it in Adobe Acrobat Reader and print it to a new PDF"
_MISSING = f"{_DYNAMIC}: if something is missing, {_PRINT}"


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
        pages = _pages(pdf, count)
        empty = [number for number, lines in enumerate(pages, start=1) if not lines]
        if count and len(empty) == count:
            raise problem(name, f"no text in it, only pictures (a scan?): {_OCR}")
        if not count:
            raise problem(name, "damaged: a PDF without pages")
        if _only_waits(pages):
            raise problem(name, f"{_DYNAMIC}: {_PRINT}")
        found = blocks(pages, _bookmarks(pdf))
        return Content(
            found,
            title=title(str(pdf.get_metadata_dict().get("Title", "")), found, name),
            pages=count,
            language=_language(pdf),
            warnings=[*_warnings(empty, count), *[_MISSING] * _is_dynamic(pdf)],
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


def _is_dynamic(pdf: PdfDocument) -> bool:
    """Whether the pages of the form are made by the program that shows it, and aren't in the file."""
    import pypdfium2.raw as raw

    return bool(raw.FPDF_GetFormType(pdf) == raw.FORMTYPE_XFA_FULL)


def _only_waits(pages: list[list[Line]]) -> bool:
    """Whether there is nothing but the message that the form is still to come."""
    lines = [line.text for page in pages[:2] for line in page[:40]]
    return len(lines) < 40 and _WAITS.search(" ".join(lines)) is not None


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


def _pages(pdf: PdfDocument, count: int) -> list[list[Line]]:
    """The lines of every page. One is closed when the next is open: PDFium forgets a font that none needs."""
    import pypdfium2.raw as raw

    found: list[list[Line]] = []
    before = None
    with form_of(pdf) as form:
        try:
            for number in range(1, count + 1):
                page = raw.FPDF_LoadPage(pdf, number - 1)
                if before:
                    raw.FPDF_ClosePage(before)
                before = page
                found.append(with_fields(lines_of(page, number), page, form, number) if page else [])
        finally:
            if before:
                raw.FPDF_ClosePage(before)
    return found
