"""Conditions as the catalogue writes them: which fields hold which values."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from eiagen.gap_rules.subject import is_blank, value_of

Condition = Mapping[str, tuple[str, ...]]
"""Field to the values it may hold; every field has to fit.

`[]` is any value at all, `""` is nothing written, `~words` is a regular expression that is looked for, and
`=word` is a list of nothing but that word.
"""


def meets(item: object, condition: Condition) -> bool:
    """Whether every field holds one of its values."""
    return meets_any(item, (condition,))


def meets_any(item: object, conditions: Iterable[Condition]) -> bool:
    """Whether one of the conditions is met."""
    # It runs for each item of each rule: what most fields hold is told without calling on anything.
    for condition in conditions:
        for name, values in condition.items():
            value = value_of(item, name) if item is None or "." in name else getattr(item, name)
            if value is None:
                if "" not in values:
                    break
            elif not values:
                if is_blank(value):
                    break
            elif not ((type(value) is str and value in values) or holds(value, values)):
                break
        else:
            return True
    return False


def holds(value: Any, values: tuple[str, ...]) -> bool:
    """Whether a value is one of those wanted; a list is, where one of its items is."""
    if not values:
        return not is_blank(value)
    if value is None:
        return "" in values
    if type(value) is str and value in values:
        return True
    plain, patterns, alone = _sorted(values)
    if type(value) is str:
        for each in patterns:
            if each.search(value):
                return True
        return value in alone or ("" in values and not value.strip())
    texts = _as_texts(value)
    return (
        not plain.isdisjoint(texts)
        or (len(texts) == 1 and texts[0] in alone)
        or ("" in values and is_blank(value))
        or (bool(patterns) and any(each.search(text) for each in patterns for text in texts))
    )


@lru_cache(maxsize=1024)
def _sorted(values: tuple[str, ...]) -> tuple[frozenset[str], tuple[re.Pattern[str], ...], frozenset[str]]:
    """Those wanted as they stand, as patterns, and as the only one of a list."""
    return (
        frozenset(one for one in values if one and one[0] not in "~="),
        tuple(pattern(one[1:]) for one in values if one.startswith("~")),
        frozenset(one[1:] for one in values if one.startswith("=")),
    )


@lru_cache(maxsize=1024)
def pattern(expression: str) -> re.Pattern[str]:
    """The regular expression, blind to capitals."""
    # Looking for a figure takes half the time where no letter can be meant.
    letters = any(one.isalpha() for one in _ESCAPED.sub("", expression))
    return re.compile(expression, re.IGNORECASE if letters else 0)


_ESCAPED = re.compile(r"\\[dDsSwWbB]")


def _as_texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    if isinstance(value, int):
        return (str(value),)
    if isinstance(value, datetime.date):
        return (str(value),)
    if isinstance(value, tuple):
        return tuple(text for item in value for text in _as_texts(item))
    return ()
