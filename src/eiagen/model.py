"""The strict, frozen base of everything that crosses a file boundary, and the kinds of value a file holds.

Values arrive from `loading` as text, `True`/`False` (a bare yes, no, on, off, true, false), `None`
(nothing written), tuples and dicts. The field decides what a text means: a number, a day, or just text.
So `version: 1.10` stays "1.10", and `why_not: no` is refused with a reason instead of becoming False.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema


class Model(BaseModel):
    """Strict, frozen, and closed to keys it doesn't know."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", defer_build=True)


class Period(datetime.date):
    """A month or a year of which the day isn't known. It stands, and is compared, at its first day."""

    months: int
    """1 for a month, 12 for a year."""

    @classmethod
    def of(cls, year: int, month: int | None) -> Period:
        """The month of a year, or the whole year where no month is given."""
        period = cls(year, month or 1, 1)
        period.months = 12 if month is None else 1
        return period

    def __str__(self) -> str:
        return f"{self.year:04}" if self.months == 12 else f"{self.year:04}-{self.month:02}"


def last_day(when: datetime.date) -> datetime.date:
    """The last day that something dated so may have been on: the day, or the end of the month or year."""
    if not isinstance(when, Period):
        return when
    following = when.year * 12 + when.month - 1 + when.months
    return datetime.date(following // 12, following % 12 + 1, 1) - datetime.timedelta(days=1)


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Ours, because `strftime` would take them from the machine's language."""


def in_words(day: datetime.date) -> str:
    """24 November 2026; November 2026 or 2026 where no more is known."""
    if isinstance(day, Period):
        return str(day.year) if day.months == 12 else f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2}))?")


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = _DAY.fullmatch(value.strip())
    if match is None:
        raise ValueError("write the date as year-month-day, for example 2026-11-24")
    year, month, day = map(int, match.groups())
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise ValueError(f"{value.strip()} is not a day in the calendar: check month and day") from None


def _when(value: object) -> object:
    if isinstance(value, str) and (match := _MONTH.fullmatch(value.strip())) is not None:
        year, month = match.groups()
        try:
            return Period.of(int(year), int(month) if month else None)
        except ValueError:
            raise ValueError(f"{value.strip()} is not a month in the calendar") from None
    return _day(value)


def _whole_number(value: object) -> object:
    if isinstance(value, str):
        digits = value.strip().replace(",", "")
        if not re.fullmatch(r"\d{1,12}", digits):
            raise ValueError(f"write a whole number in figures, for example 250, not “{value}”")
        return int(digits)
    return value


def _yes_no(value: object) -> object:
    if isinstance(value, str):
        raise ValueError(f"write yes or no, without quotes, not “{value}”")
    return value


Text = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]
"""Plain text; a number in the file is kept as it was written."""

Day = Annotated[
    datetime.date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{1,2}-\d{1,2}$"}),
]
"""A calendar day, written 2026-11-24."""

When = Annotated[
    datetime.date,
    BeforeValidator(_when),
    PlainSerializer(str, when_used="json"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{1,2}){0,2}$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
]
"""A day; or a month or a year where the day isn't known: 2026-11-24, 2026-11, 2026."""

Count = Annotated[int, BeforeValidator(_whole_number), WithJsonSchema({"type": "integer", "minimum": 0})]
"""A whole number, zero or more; thousands commas are allowed."""

YesNo = Annotated[
    bool,
    BeforeValidator(_yes_no),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}),
]
"""A bare yes or no."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
"""A short name for something, used to refer to it: letters, figures, hyphens and dots."""

Texts = tuple[Text, ...]
Ids = tuple[Id, ...]


def plain(value: Model) -> dict[str, Any]:
    """The model as plain JSON-able data, without what was left out."""
    return value.model_dump(mode="json", exclude_none=True)
