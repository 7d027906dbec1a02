"""The words in which fields and the keys are told."""

from __future__ import annotations

from collections.abc import Mapping

from eiagen.fields import Field
from eiagen.place import Path, dotted

KEYS = """\
? why it is asked, and the source of law
e what would do, and what would not
Enter leaves the field as it is; s goes on to the next gap; b goes back one question
u it is not known yet
! opens your text editor
q stops; what you answered is kept, and `eiagen fill` goes on from there
To answer with one of these letters, write = before it: =e"""

_HOW: Mapping[str, str] = {
    "text": "Your text; an empty line or a full stop alone ends it.",
    "id": "A short name: letters, figures, hyphens.",
    "choice": "A number or the word.",
    "yes-no": "yes or no.",
    "day": "A date, like 2026-11-24 or 24 November 2026; a month or a year will do.",
    "number": "A whole number.",
}


def way_to_answer(field: Field) -> str:
    """How a field is answered, in a sentence."""
    if field.sort == "text" and field.one_line:
        return "One a line; an empty line ends." if field.many else "A line."
    return _HOW[field.sort]


def shown(value: object) -> str:
    """What is written, on a line."""
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def form_of(field: Field) -> str:
    """What a date or number looks like; nothing for a text."""
    return f" {_HOW[field.sort]}" if field.sort in ("day", "number", "yes-no") else ""


def called(path: Path) -> str:
    """The path in words: impacts, entry 2: finding."""
    words = ""
    for step in path:
        if isinstance(step, int):
            words += f", entry {step + 1}"
        elif step != "*":
            words += f"{': ' if words else ''}{str(step).replace('_', ' ')}"
    return words or dotted(path)
