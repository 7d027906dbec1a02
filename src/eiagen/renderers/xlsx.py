"""The register as a spreadsheet: one sheet each for assessments, what is late, and effects by group."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import Any

from eiagen.duties import SEVERITIES
from eiagen.errors import problem
from eiagen.model import Period, in_words
from eiagen.register import Late, Register


def write(register: Register) -> bytes:
    """The file; raises `EiagenError` where XlsxWriter is not installed. The same register, the same bytes."""
    try:
        import xlsxwriter
    except ImportError:
        raise problem(
            "spreadsheet", "making one takes a part that is not installed: pip install 'eiagen[xlsx]'"
        ) from None
    buffer = io.BytesIO()
    # A text that begins with “=” or looks like an address stays a text.
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties(
        {
            "title": register.title,
            "author": "eiagen register",
            "created": datetime.datetime.combine(register.on, datetime.time()),
        }
    )
    sheets = _Sheets(book)
    sheets.add("Assessments", _ASSESSMENTS, _assessments(register), "No assessment.")
    sheets.add("Actions overdue", _LATE, map(_late, register.actions), "No action is recorded as overdue.")
    sheets.add("Reviews due", _LATE, map(_late, register.reviews), "No review is due.")
    sheets.add("Effects by group", _EFFECTS, _effects(register), "No assessment states a bad effect.")
    sheets.add("Left out", (("File and reason", 100),), ([one] for one in register.left_out), "No file.")
    book.close()
    return buffer.getvalue()


class _Sheets:
    """The book's sheets, which look alike: a header that stays in view, filters, wrapped text."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format(
            {"bold": True, "bg_color": "#1F4E5F", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
        )
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._day = book.add_format({"num_format": "d mmmm yyyy", "valign": "top", "align": "left"})

    def add(
        self, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Any]], empty: str
    ) -> None:
        sheet = self._book.add_worksheet(name)
        for number, (title, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, title, self._head)
        last = 0
        for last, row in enumerate(rows, 1):
            for number, value in enumerate(row):
                self._write(sheet, last, number, value)
        if not last:
            sheet.write_string(1, 0, empty, self._text)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if value is None:
            return
        if isinstance(value, Period) or (isinstance(value, datetime.date) and value.year < 1900):
            sheet.write_string(row, column, in_words(value), self._text)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), self._day)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._text)
        else:
            sheet.write_string(row, column, str(value)[:_LONGEST], self._text)


_LONGEST = 32_767
"""Characters that a cell of Excel's can hold."""

_ASSESSMENTS = (
    ("Assessment", 44), ("Body", 28), ("Reference", 14), ("Kind", 12), ("Version", 10), ("Status", 14),
    ("Stands", 12), ("Decision", 18), ("Decided by", 22), ("Decided on", 18), ("Review", 18),
    *((f"{one.capitalize()} gaps", 10) for one in SEVERITIES), ("Actions open", 10), ("File", 40),
)  # fmt: skip
_LATE = (("Due", 18), ("What", 60), ("By whom", 28), ("Assessment", 44), ("File", 40))
_EFFECTS = (
    ("Group", 28), ("Policy", 44), ("Stands", 12), ("Effect", 60), ("Direction", 12), ("Seriousness", 12),
    ("Who", 32), ("Where", 20), ("What is done about it", 60), ("Why it stays", 40),
    ("What is left", 40), ("File", 40),
)  # fmt: skip


def _assessments(register: Register) -> Iterable[Sequence[Any]]:
    for one in register.entries:
        gaps = [one.gaps.get(severity, 0) for severity in SEVERITIES]
        yield [
            one.title, one.body, one.reference, one.kind, one.version, one.status, one.stands, one.outcome,
            one.decided_by, one.decision_date, one.review_date, *gaps, one.actions_open, one.file,
        ]  # fmt: skip


def _late(late: Late) -> Sequence[Any]:
    return [late.due, late.what, late.owner, late.entry.title, late.entry.file]


def _effects(register: Register) -> Iterable[Sequence[Any]]:
    for group in register.together:
        for one in group.weights:
            yield [
                group.title, one.entry.title, one.entry.stands, one.finding, one.direction, one.severity,
                "; ".join(one.who), one.locality, "\n".join(one.mitigation), one.justified_because,
                one.residual, one.entry.file,
            ]  # fmt: skip
