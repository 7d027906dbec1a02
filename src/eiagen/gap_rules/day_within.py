"""A day is named, lies ahead, and is not too far away."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from eiagen.duties import Severity
from eiagen.gap_rules.conditions import Condition, meets_any
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, path_of, value_of
from eiagen.model import in_words, last_day


class Options(RuleOptions):
    """The field, and how many years after the decision it may be."""

    field: str
    years: int
    not_yet: Severity | None = None
    unless: tuple[Condition, ...] = ()
    """Any of these lets the assessment off."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where the day is missing, past or too late; words: because."""
    if meets_any(subject.assessment, options.unless):
        return
    path, reading = path_of(options.field), subject.reading
    day = value_of(subject.assessment, options.field)
    if not isinstance(day, datetime.date):
        yield Gap(path, {"because": "no day is named"}, severity=None if reading.decided else options.not_yet)
        return
    if last_day(day) < reading.on:
        yield Gap(path, {"because": f"the day named, {in_words(day)}, is past"})
        return
    dates = subject.assessment.dates
    begin = reading.decision_day or (dates.completed if dates is not None else None) or reading.on
    if _years_later(last_day(begin), options.years) < day:
        because = (
            f"the day named, {in_words(day)}, is more than {options.years} years after {in_words(begin)}"
        )
        yield Gap(path, {"because": because})


def _years_later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
