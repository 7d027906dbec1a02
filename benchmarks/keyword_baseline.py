"""The plain keyword search that the audit is measured beside: one pattern a requirement, from its title.

It cannot tell a mention from anything else. Kept so that the comparison can be made again.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]{4,}")
# fmt: off
_EVERYDAY = frozenset(
    (
        "about", "after", "also", "area", "people", "itself", "their", "with", "without", "from",
        "that", "this", "first", "second", "third", "nearby", "needs", "need", "equality", "use",
        "using", "used", "made", "what", "when", "where", "which"
    )
)
# fmt: on


def keywords(title: str) -> re.Pattern[str] | None:
    """Any of the title's telling words, as a beginning of a word."""
    found = dict.fromkeys(word for word in _WORD.findall(title.lower()) if word not in _EVERYDAY)
    stems = [word[:-1] if word.endswith("s") and len(word) > 5 else word for word in found]
    if not stems:
        return re.compile(rf"\b{re.escape(title.lower())}\b")
    return re.compile(r"\b(?:" + "|".join(map(re.escape, stems)) + ")")


def outcome(title: str, text: str) -> str:
    """`addressed` where three or more lines hold a keyword, `mentioned` where one or two do, else `gap`."""
    pattern = keywords(title)
    lines = sum(1 for line in text.lower().splitlines() if pattern is not None and pattern.search(line))
    return "addressed" if lines >= 3 else "mentioned" if lines else "gap"
