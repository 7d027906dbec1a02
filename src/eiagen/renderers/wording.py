"""Days, counts, runs of numbers and the like as reports word them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from markupsafe import Markup

from eiagen.model import in_words

_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?")


def day(date: datetime.date) -> str:
    """As written in English: 24 November 2026; November 2026 or 2026 where no more is known."""
    return in_words(date)


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers that follow each other; a run of two is told as two."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    parts = (
        [(first, last)] if last != first + 1 else [(first, first), (last, last)] for first, last in found
    )
    return [part for several in parts for part in several]


def links_to(numbers: Iterable[int], anchor: str, shift: int = 1) -> Markup:
    """Such runs, "1–12, 14", each end a link; `shift` is what is added to a number that counts from 0."""
    return Markup(  # noqa: S704 - nothing but numbers
        ", ".join(
            "–".join([f'<a href="#{anchor}-{one}">{one + shift}</a>' for one in dict.fromkeys(run)])
            for run in ranges(numbers)
        )
    )


def site(address: str) -> str:
    """Whose site a web address leads to: "legislation.gov.uk"."""
    return address.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


def capital(text: str) -> str:
    """With its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """With a small first letter, for the middle of a sentence, unless it begins a name in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def is_web_address(text: object) -> bool:
    """Whether the text is an address that a link may lead to, and nothing else."""
    return isinstance(text, str) and _WEB_ADDRESS.fullmatch(text) is not None
