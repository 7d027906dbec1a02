"""How gap rules put items, days, lines and lists into words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from eiagen.model import Period, in_words


def called(item: object) -> str:
    """What to call an item in a message: its title, name, first words or id."""
    written = vars(item)  # much faster than to ask a model for what it may not have
    for name in (
        "title",
        "name",
        "what",
        "measure",
        "action",
        "finding",
        "claim",
        "question",
        "provision",
        "right",
    ):
        value = written.get(name)
        if isinstance(value, str) and value.strip():
            return shortened(value)
    own = written.get("id")
    return own if isinstance(own, str) and own else "this entry"


def shortened(text: str, words: int = 9) -> str:
    """The first words of a text."""
    parts = text.split(None, words)
    return " ".join(parts[:words]).rstrip(".,;:") + (" …" if len(parts) > words else "")


def on_or_in(day: datetime.date) -> str:
    """“on 24 November 2026”, “in November 2026”."""
    return f"{'in' if isinstance(day, Period) else 'on'} {in_words(day)}"


def on_lines(lines: Iterable[int | None], most: int = 8) -> str:
    """“lines 310, 330 and 60 more”; nothing where no line is known."""
    each = sorted({line for line in lines if line is not None})
    if not each:
        return ""
    shown = [str(line) for line in each[:most]]
    more = [f"{len(each) - most} more"] if len(each) > most else []
    return f"line{'s' if len(each) > 1 else ''} {listed([*shown, *more])}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """“a, b and c”."""
    each = list(items)
    if len(each) < 2:
        return "".join(each)
    return f"{', '.join(each[:-1])} {last} {each[-1]}"
