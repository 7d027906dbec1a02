"""The plain keyword search that the audit is measured beside: one list of words for each requirement.

The words are those that a finding shows as searched for. It can't tell a mention from anything else but by
counting: three lines or more are taken for addressed, fewer for a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_LEFT_OUT = re.compile(r"\(.*?\)|[“”\"]")
ENOUGH = 3


@lru_cache(maxsize=1000)
def pattern(searched_for: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of the words, as the beginning of a word."""
    terms: Iterable[str] = (
        term.strip().lower() for text in searched_for for term in _LEFT_OUT.sub("", text).split(",")
    )
    stems = {re.sub(r"(?:s|y|ies|ed|ing)$", "", term) if len(term) > 5 else term for term in terms if term}
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(stems))) + ")") if stems else None


def outcome(searched_for: tuple[str, ...], text: str) -> str:
    """What the search makes of a document's text in small letters."""
    found = pattern(searched_for)
    lines = sum(1 for line in text.splitlines() if found is not None and found.search(line))
    return "addressed" if lines >= ENOUGH else "mentioned" if lines else "gap"
