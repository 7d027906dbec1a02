"""An answer as a form shows it and as people write it, and what the assessment holds for it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import TypeAlias

from eiagen.forms.questions import Question
from eiagen.model import Period, in_words

Plain: TypeAlias = "str | bool | int | list[Plain] | dict[str, Plain] | None"
"""What an assessment holds, as plain data without what is blank; a day is written 2026-11-24."""

YES_NO = {"yes": True, "no": False, "y": True, "n": False, "true": True, "false": False}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_MONTHS = tuple(in_words(Period.of(2000, month)).split()[0] for month in range(1, 13))
_HYPHENS = str.maketrans({"\u2011": "-", "\u00ad": None, "\u200b": None, "\ufeff": None})


def without_blanks(value: object) -> Plain:
    """The plain data without empty fields, groups and items; None where nothing is left."""
    if isinstance(value, Mapping):
        group = {str(name): without_blanks(inner) for name, inner in value.items()}
        return {name: inner for name, inner in group.items() if inner is not None} or None
    if isinstance(value, list | tuple):
        return [one for item in value if (one := without_blanks(item)) is not None] or None
    if value is None or isinstance(value, str | bool | int):
        return value if not isinstance(value, str) or value.strip() else None
    raise TypeError(type(value))


def shown(question: Question, value: Plain) -> str:
    """The answer as the form shows it; of a choice, the value itself, which has words of its own there."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int):
        return f"{value:,}"
    if question.kind == "date":
        day = day_of(str(value))
        return in_words(day) if day.year >= 1000 else str(value)
    if isinstance(value, list):
        if question.kind == "ids":
            return ", ".join(map(str, value))
        # An item that has lines of its own is set off by a blank one.
        between = "\n\n" if any("\n" in str(item) for item in value) else "\n"
        return between.join(map(str, value))
    return str(value)


def folded(text: str) -> str:
    """A text without what nobody sees: two that fold alike are one answer."""
    lines = text.translate(_HYPHENS).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def same(one: str, other: str) -> bool:
    """Whether two texts are one answer, though white space may differ."""
    return one == other or folded(one) == folded(other)


def read(question: Question, text: str, was: Plain, words: Mapping[str, str]) -> Plain:
    """What the assessment holds for a text that somebody wrote; `was` is what stood there.

    `words` are those that stand for a value of the question's choices. Raises `ValueError` with what is to be
    written instead.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return None
    match question.kind:
        case "text":
            return text
        case "texts":
            lined = isinstance(was, list) and any("\n" in str(item) for item in was)
            items = re.split(r"\n[ \t]*\n\s*" if lined else r"\n", text)
            # Points typed or pasted with their bullets are points all the same.
            return [one for item in items if (one := re.sub(r"^[•●▪◦‣·]\s+", "", item.strip()))] or None
        case "yes-no":
            answer = YES_NO.get(text.rstrip(" .!").casefold())
            if answer is None:
                raise ValueError("answer yes or no")
            return answer
        case "count":
            digits = text.replace(",", "").replace(" ", "")
            if not re.fullmatch(r"[0-9]{1,12}", digits):
                raise ValueError("write a whole number in figures, for example 250")
            return int(digits)
        case "date":
            return str(day_of(text))
        case "choice":
            return _chosen(question, text, words)
        case "id":
            named = words.get(text) or words.get(text.casefold()) or text
            if not _ID.fullmatch(named):
                raise ValueError("write a short id of letters, figures, hyphens and dots, without spaces")
            return named
        case "ids":
            ids = [words.get(one) or words.get(one.casefold()) or one for one in _ids(text)]
            wrong = [one for one in ids if not _ID.fullmatch(one)]
            if wrong:
                raise ValueError(
                    f"“{wrong[0]}” is no id: write ids of letters, figures, hyphens and dots, "
                    "with commas between"
                )
            return list(ids) or None


def _ids(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,;\n]", text) if one.strip()]


def _chosen(question: Question, text: str, words: Mapping[str, str]) -> str:
    value = words.get(text) or words.get(text.casefold()) or text.casefold().replace(" ", "-")
    if value not in question.choices:
        allowed = ", ".join(choice.replace("-", " ") for choice in question.choices)
        raise ValueError(f"choose one of: {allowed}")
    return value


_NUMBERS = re.compile(r"(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:T[\d:.Z]*)?")
_WORDS = re.compile(
    r"(?:[A-Za-z]+day,?\s+)?(?:(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+)?([A-Za-z]{3,9})\.?,?[\s-]+(\d{4})"
)
_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


def day_of(text: str) -> datetime.date:
    """A day, month or year as officers write it: 3 March 2026, 03/03/2026 (day first), March 2026, 2026.

    Raises `ValueError` with what is to be written instead.
    """
    text = " ".join(text.split()).strip(" .,")
    try:
        if re.fullmatch(r"\d{4}", text):
            return Period.of(int(text), None)
        if found := _ISO.fullmatch(text):
            year, month, day = found.groups()
            if day is None:
                return Period.of(int(year), int(month))
            return datetime.date(int(year), int(month), int(day))
        if found := _NUMBERS.fullmatch(text):
            day, month, year = found.groups()
            return datetime.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        if found := _WORDS.fullmatch(text):
            day, name, year = found.groups()
            if day is None:
                return Period.of(int(year), _month(name))
            return datetime.date(int(year), _month(name), int(day))
        if found := _AMERICAN.fullmatch(text):
            name, day, year = found.groups()
            return datetime.date(int(year), _month(name), int(day))
    except ValueError:
        raise ValueError("this day is not in the calendar: check day, month and year") from None
    raise ValueError("write the day like 3 March 2026, or the month or the year alone")


def _month(name: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if month.casefold().startswith(name.casefold()) or (name.casefold() == "sept" and number == 9):
            return number
    raise ValueError(name)
