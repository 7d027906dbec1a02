"""Reads what was filled in to a PDF, and puts it where it stands among the lines of its page.

PDFium's text of a page is what the page itself says. What somebody wrote in a field, ticked, or typed onto a
page that has no fields is an annotation on it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from eiagen.readers.content import fold
from eiagen.readers.flows import Line

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_TICKED, _EMPTY = "☒", "☐"
_MOST = 5_000
"""So many annotations of a page are looked at."""

_LONGEST = 1 << 20
_NEAR = 30.0
"""So far from its box may the words beside it begin, in points."""

_SECRET = 1 << 13
"""The flag of a field that holds a password."""


class _Field(NamedTuple):
    """A field, or text typed onto the page, and what is in it. A box has its sign as text."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str
    is_box: bool

    def is_beside(self, line: Line) -> bool:
        """Whether the line stands at the field's height."""
        middle = line.y + line.height / 2
        return self.y0 - 1 < middle < self.y1 + 1 or line.y < (self.y0 + self.y1) / 2 < line.y + line.height


@contextmanager
def form_of(pdf: PdfDocument) -> Iterator[Any]:
    """The form of the document, None if it has none."""
    import pypdfium2.raw as raw

    if raw.FPDF_GetFormType(pdf) == raw.FORMTYPE_NONE:
        yield None
        return
    info = raw.FPDF_FORMFILLINFO(version=1)  # PDFium keeps its address, so that it has to outlive the form
    form = raw.FPDFDOC_InitFormFillEnvironment(pdf, info)
    try:
        yield form or None
    finally:
        if form:
            raw.FPDFDOC_ExitFormFillEnvironment(form)
        del info


def with_fields(lines: list[Line], page: Any, form: Any, number: int) -> list[Line]:
    """The lines of the page, and among them what its fields hold and what was typed onto it."""
    fields = _fields(page, form)
    if not fields:
        return lines
    boxes = sorted([field for field in fields if field.is_box], key=lambda box: box.x0)
    if boxes:
        _tick(lines, boxes, page, number)
    written = [field for field in fields if not field.is_box]
    for field in sorted(written, key=lambda field: (-round(field.y1), field.x0)):
        _write(lines, field, number)
    return lines


def _fields(page: Any, form: Any) -> list[_Field]:
    import pypdfium2.raw as raw

    rotation = raw.FPDFPage_GetRotation(page)
    found: list[_Field] = []
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page, at)
        if not annotation:
            continue
        field = _field(annotation, form, rotation)
        if field is not None:
            found.append(field)
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _field(annotation: Any, form: Any, rotation: int) -> _Field | None:
    """What the annotation holds, if that is text which a reader sees."""
    import pypdfium2.raw as raw

    subtype = raw.FPDFAnnot_GetSubtype(annotation)
    is_field = bool(form) and subtype == raw.FPDF_ANNOT_WIDGET
    if not (is_field or subtype == raw.FPDF_ANNOT_FREETEXT):
        return None
    if raw.FPDFAnnot_GetFlags(annotation) & (raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW):
        return None
    text, is_box = _held(annotation, form) if is_field else (_string_of(annotation, b"Contents"), False)
    box = raw.FS_RECTF()
    if not text or not raw.FPDFAnnot_GetRect(annotation, box):
        return None
    return _Field(*_as_seen(box.left, box.bottom, box.right, box.top, rotation), text, is_box)


def _held(annotation: Any, form: Any) -> tuple[str, bool]:
    """What a field holds, and whether it is a box."""
    import pypdfium2.raw as raw

    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return _EMPTY if _string_of(annotation, b"AS") in ("", "Off") else _TICKED, True
    if kind == raw.FPDF_FORMFIELD_TEXTFIELD:
        is_secret = raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _SECRET
        return "" if is_secret else _value(annotation, form), False
    is_list = kind in (raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
    return _value(annotation, form) if is_list else "", False


def _as_seen(
    left: float, bottom: float, right: float, top: float, rotation: int
) -> tuple[float, float, float, float]:
    """The edges of a box as the reader sees it, on a page that is shown turned."""
    if rotation == 1:
        return bottom, -right, top, -left
    if rotation == 2:
        return -right, -top, -left, -bottom
    if rotation == 3:
        return -top, left, -bottom, right
    return left, bottom, right, top


def _value(annotation: Any, form: Any) -> str:
    """What is in the field."""
    import pypdfium2.raw as raw

    return _string(partial(raw.FPDFAnnot_GetFormFieldValue, form, annotation))


def _string_of(annotation: Any, key: bytes) -> str:
    """What an annotation says of itself: what was typed (Contents), or a box's state (AS), which is “Off” or
    any other name where it is ticked."""
    import pypdfium2.raw as raw

    return _string(partial(raw.FPDFAnnot_GetStringValue, annotation, key))


def _string(asked: Callable[[Any, int], int]) -> str:
    """The string that PDFium writes to where it is told to; asked without a place, it says how long it is."""
    needed = asked(None, 0)
    if not 2 < needed < _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(needed)
    asked(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), needed)
    return buffer.raw[: needed - 2].decode("utf-16-le", "replace").strip()


def _write(lines: list[Line], field: _Field, number: int) -> None:
    """Put what is in the field behind the words that ask for it: those beside it, else those above."""
    paragraphs = [words for words in map(fold, field.text.splitlines()) if words]
    beside = [at for at, line in enumerate(lines) if line.x1 < field.x0 + 2 and field.is_beside(line)]
    above = [
        at
        for at, line in enumerate(lines)
        if line.y > field.y1 - line.height * 0.6 and line.x0 < field.x1 and line.x1 > field.x0
    ]
    if beside:
        asking = max(beside, key=lambda at: lines[at].x1)
        height, top = lines[asking].height, max(lines[at].y for at in beside)
    elif above:
        asking = min(above, key=lambda at: (lines[at].y, -lines[at].x1))
        height, top = lines[asking].height, field.y1 - lines[asking].height
    else:
        height = min(max(field.y1 - field.y0, 6.0), 12.0)
        asking, top = -1, field.y1 - height
    # The rest of the question and of its row, and what stands in the fields before this one.
    at = asking + 1
    while at < len(lines) and (
        lines[at].y > top + height * 0.5 or (lines[at].x1 < field.x0 + 2 and field.is_beside(lines[at]))
    ):
        at += 1
    for count, words in enumerate(paragraphs):
        line = Line(words, field.x0, field.x1, top - count * height * 1.2, height, False, number)
        line.filled = line.apart = True
        lines.insert(at + count, line)


def _tick(lines: list[Line], boxes: list[_Field], page: Any, number: int) -> None:
    """Put the sign of each box before the words that begin beside it, else behind those that end there."""
    import pypdfium2.raw as raw

    text_page = raw.FPDFText_LoadPage(page)
    turned = raw.FPDFPage_GetRotation(page) != 0
    try:
        for box in boxes:
            row = [line for line in lines if box.is_beside(line)]
            right = [line for line in row if box.x1 - 2 <= line.x0 < box.x1 + _NEAR]
            across = [line for line in row if line.x0 < box.x0 and line.x1 > box.x1]
            left = [line for line in row if box.x0 - _NEAR < line.x1 <= box.x0 + 2]
            if right:
                line = min(right, key=lambda line: line.x0)
                line.text, line.x0 = f"{box.text} {line.text}", box.x0
            elif across and text_page and not turned:
                line = across[0]
                behind = _text_in(text_page, box.x1 - 1, line)
                if behind and line.text.endswith(behind):
                    line.text = f"{line.text[: -len(behind)].rstrip()} {box.text} {behind}"
            elif left:
                line = max(left, key=lambda line: line.x1)
                line.text, line.x1 = f"{line.text} {box.text}", box.x1
            elif box.text == _TICKED:
                _write(lines, box, number)
    finally:
        if text_page:
            raw.FPDFText_ClosePage(text_page)


def _text_in(text_page: Any, x: float, line: Line) -> str:
    """What the line says from there on."""
    import pypdfium2.raw as raw

    y = line.y + line.height / 2
    edges = x, y + 1, line.x1 + 2, y - 1
    count = raw.FPDFText_GetBoundedText(text_page, *edges, None, 0)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetBoundedText(text_page, *edges, buffer, count)
    return bytes(buffer)[: 2 * count].decode("utf-16-le", "replace").strip("\0 \r\n\t")
