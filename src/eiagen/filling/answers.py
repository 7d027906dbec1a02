"""What a person types as the answer to a field, as the value that is written; and what there is to choose."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from eiagen.duties import Catalogue
from eiagen.fields import Field, pattern_of
from eiagen.loading import IDS, NAMED, REFERENCES, LoadedAssessment, names
from eiagen.model import Period
from eiagen.place import Path
from eiagen.plain_words import nearest
from eiagen.yaml_source.edit import Value

_YES = {"yes": True, "y": True, "no": False, "n": False}
_MONTHS = {
    month: number
    for number, month in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE)


@dataclass(frozen=True)
class Choice:
    """One of the answers that a field takes."""

    id: str
    label: str = ""
    """What it stands for, where the id does not say it."""


def choices(field: Field, path: Path, loaded: LoadedAssessment, catalogue: Catalogue) -> tuple[Choice, ...]:
    """What there is to choose from, of the model, the catalogue or the file itself; nothing for free text."""
    if field.choices:
        return tuple(Choice(one) for one in field.choices)
    pattern = pattern_of(path)
    if field.many and pattern[-1] != "*":
        pattern = (*pattern, "*")
    for reference, kind, _ in REFERENCES:
        if reference == pattern:
            return _of_file(IDS[kind][0], loaded)
    for named, _, sort in NAMED:
        if named == pattern:
            return _of_catalogue(sort, path, loaded, catalogue)
    if pattern in (("evidence", "*", "disaggregated_by", "*"), ("monitoring", "*", "by_characteristic", "*")):
        return _of_catalogue("characteristics", path, loaded, catalogue)
    if pattern == ("contested", "*", "topic"):
        return tuple(Choice(one.id, one.question) for topic in catalogue.topics for one in topic.contested)
    return ()


def section_of_reference(field: Field) -> str | None:
    """The section whose items the field names by their ids; None where it names none."""
    pattern = (*field.path, "*") if field.many else field.path
    return next((IDS[kind][0] for reference, kind, _ in REFERENCES if reference == pattern), None)


def value_of(field: Field, text: str, among: Sequence[Choice]) -> Value:
    """The value that a text means in a field; a `ValueError` says in plain words why it means none."""
    text = text.strip()
    if field.many and field.sort != "group":
        if among:
            return [_chosen(word, among) for word in re.split(r"[\s,;]+", text) if word]
        parts = text.splitlines() if field.sort == "text" else re.split(r"[\s,;]+", text)
        return [part.strip().removeprefix("- ") for part in parts if part.strip()]
    if among and field.sort != "text":
        return _chosen(text, among)
    match field.sort:
        case "yes-no":
            if text.lower() not in _YES:
                raise ValueError(f"answer yes or no, not “{text}”")
            return _YES[text.lower()]
        case "day":
            return _day(text)
        case "number":
            digits = text.replace(",", "")
            if not re.fullmatch(r"\d{1,12}", digits):
                raise ValueError(f"write a whole number in figures, for example 250, not “{text}”")
            return int(digits)
    return text


def _chosen(word: str, among: Sequence[Choice]) -> str:
    ids = [one.id for one in among]
    plain = word.strip().lower().replace(" ", "-").replace("_", "-")
    by_plain = {one.lower(): one for one in ids}
    if plain in by_plain:
        return by_plain[plain]
    if plain.isdecimal() and 1 <= int(plain) <= len(ids):
        return ids[int(plain) - 1]
    begun = [one for one in ids if plain and one.lower().startswith(plain)]
    if len(begun) == 1:
        return begun[0]
    near = nearest(plain, ids) if not plain.isdecimal() else f"; there are {len(ids)}"
    raise ValueError(f"there is no “{word}” here{near}")


def _day(text: str) -> datetime.date:
    """A day, month or year, as people in Britain write it."""
    year = month = day = None
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _NUMBERS.fullmatch(text):
        day, month, year = found.groups()
    elif (found := _WORDS.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        day, year = found[1], found[3]
        month = str(_MONTHS[found[2][:3].lower()])
    if year is None:
        raise ValueError("write the date as year-month-day, for example 2026-11-24, or 24 November 2026")
    try:
        if day is None:
            return Period.of(int(year), int(month) if month else None)
        return datetime.date(int(year), int(month or 0), int(day))
    except ValueError:
        raise ValueError(f"{text} is not a day in the calendar: check month and day") from None


def _of_file(section: str, loaded: LoadedAssessment) -> tuple[Choice, ...]:
    items = getattr(loaded.assessment, section)
    return tuple(Choice(one.id, _called(one)) for one in items if one.id)


def _called(item: object) -> str:
    for name in ("name", "title", "claim", "finding", "action", "source", "kind"):
        text = getattr(item, name, None)
        if isinstance(text, str) and text.strip():
            folded = " ".join(text.split())
            return folded if len(folded) <= 60 else f"{folded[:59].rstrip()}…"
    return ""


def _of_catalogue(sort: str, path: Path, loaded: LoadedAssessment, law: Catalogue) -> tuple[Choice, ...]:
    match sort:
        case "aims":
            return tuple(Choice(aim.id, aim.title) for aim in law.aims)
        case "parts":
            # Those of the aim that the entry is under, where it says so.
            number = path[1] if len(path) > 1 and isinstance(path[1], int) else -1
            impacts = loaded.assessment.impacts
            mine = impacts[number].aim if 0 <= number < len(impacts) else None
            return tuple(
                Choice(part.id, part.title)
                for aim in law.aims
                if mine in (None, aim.id)
                for part in aim.parts
            )
        case "characteristics":
            return tuple(Choice(one.id, one.title) for one in law.characteristics)
        case "topics":
            return tuple(Choice(one) for one in names().topics)
    return tuple(Choice(one) for one in names().jurisdictions)
