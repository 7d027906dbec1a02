"""What a word tells: without its ending, and one for all that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from eiagen.comparison.manner import strength
from eiagen.resources import CATALOGUE

# fmt: off
_ENDINGS = (
    "ations", "ation", "ings", "ing", "ments", "ment", "ies", "ied", "es", "ed", "ly", "s", "e", "y",
)
# fmt: on
_IN_LY = frozenset(("apply", "comply", "imply", "rely", "reply", "supply"))
_APART = {"policy": "policy", "policies": "policy"}
"""What would lose its ending and be another word: “police”."""
_SHORTEST = 3
"""So much of a word is left without its ending."""


@cache
def _meant() -> Mapping[str, str]:
    """What stands for each of the words that say the same; nothing for a small word."""
    meant = {}
    for group in strength(CATALOGUE).alike:
        first, *others = map(_without_ending, group.split())
        meant.update(dict.fromkeys(others, first))
    return meant


@cache
def _small() -> frozenset[str]:
    return frozenset(strength(CATALOGUE).small)


@lru_cache(maxsize=50_000)
def told(word: str) -> str:
    """What a word tells, without its ending, and one for all that say the same; empty for a small word."""
    if word in _small():
        return ""
    without = _APART.get(word) or _without_ending(word)
    return _meant().get(without, without)


def _without_ending(word: str) -> str:
    if word in _IN_LY:
        return word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)].removesuffix("e")
    return word
