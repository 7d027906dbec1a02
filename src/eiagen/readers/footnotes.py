"""Tells the mark of a footnote on a page from a figure that its sentence needs."""

from __future__ import annotations

import re

_SIGN = re.compile(r"([*†‡])[.)]?\s*(?=[^\s/])")
_BEHIND = re.compile(r"[.)]?\s*")
_PLAIN = re.compile(
    r"(\d{1,3})(?:\s+(?=[A-Z\"'(\[\u2018\u201c]|(?:see|cf|ibid|op|id)\b)|[.)]?\s*(?=https?:|www\.))"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
"""A number as high as its text, before what needs none: “16 days”, “30% of women” and “4 May” do."""

_MISSED = 3
"""So far apart may the numbers of two such notes be, for those between them that weren't seen."""


def mark(text: str, raised: int) -> tuple[str, int] | None:
    """The mark with which the text begins, and where the note's own words begin; None if it has none.

    `raised` is how many figures at its start stand higher than the rest, which is sure.
    """
    if raised:
        behind = _BEHIND.match(text, raised)
        return text[:raised], behind.end() if behind else raised
    found = _SIGN.match(text) or _PLAIN.match(text)
    return (found[1], found.end()) if found else None


def follows(number: str, last: int) -> bool:
    """Whether a mark that isn't raised may be that of the next note after the last one."""
    return not number.isdecimal() or number == "1" or 0 < last < int(number) <= last + _MISSED
