"""How much of what one version says is found again in the other, in whatever words and wherever it stands.

What was only put otherwise shares most of its telling words with a sentence of the other version, or with two
next to each other, as an edit often splits or joins them. The share of the words' weight that is found again,
where a rare word weighs more, says how far it is the same thing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from eiagen.comparison.alignment import Alignment
from eiagen.comparison.manner import strength
from eiagen.comparison.sentences import Sentence, Words
from eiagen.resources import CATALOGUE

_RAREST = 8
"""So many of a sentence's rarest words are looked up."""
_COMMON = 60
"""A word that more places have finds nothing."""
_CANDIDATES = 12
"""So many places are looked at closely."""
_ONE_IS_ENOUGH = 0.1
"""Two sentences must have so much more of it than one of them alone."""
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

Telling = Mapping[str, int]
_NOTHING: Telling = {}


class Again(NamedTuple):
    """How much of a sentence is found again, and where."""

    share: float
    """From 0 to 1."""
    where: tuple[int, ...]
    """The sentence of the other version, or the two, that have most of it."""


class FoundAgain:
    """Looks for what the sentences of each version say in those of the other."""

    def __init__(self, texts: tuple[Sequence[Sentence], Sequence[Sentence]], alignment: Alignment) -> None:
        self._telling = tuple([_telling(one.words) for one in text] for text in texts)
        every = sum(map(len, self._telling))
        often = Counter(word for text in self._telling for telling in text for word in telling)
        self._weight = {word: math.log(1 + every / number) for word, number in often.items()}
        self._where = tuple(_where(text) for text in self._telling)
        self._paired = ({p.old: p.new for p in alignment.pairs}, {p.new: p.old for p in alignment.pairs})
        self._found: dict[tuple[int, int], Again] = {}

    def of(self, side: int, number: int) -> Again:
        """How much of a sentence of the old version (0) or the new one (1) stands in the other."""
        if (side, number) not in self._found:
            self._found[side, number] = self._look(side, number)
        return self._found[side, number]

    def _look(self, side: int, number: int) -> Again:
        telling, there = self._telling[side][number], self._telling[1 - side]
        paired = self._paired[side].get(number)
        if not telling:
            return Again(1.0, () if paired is None else (paired,))
        candidates = self._candidates(side, telling)
        if paired is not None:
            candidates.add(paired)
        weights = [(word, times, self._weight[word]) for word, times in telling.items()]
        whole = sum(times * weight for _, times, weight in weights)
        best = Again(0.0, ())
        for place in sorted(candidates):
            share = _found(weights, there[place], _NOTHING) / whole
            if share > best.share:
                best = Again(share, (place,))
        for first in sorted({place + step for place in candidates for step in (-1, 0)}):
            if 0 <= first < len(there) - 1:
                share = _found(weights, there[first], there[first + 1]) / whole
                if share > best.share + (_ONE_IS_ENOUGH if len(best.where) == 1 else 0):
                    best = Again(share, (first, first + 1))
        return best

    def _candidates(self, side: int, telling: Telling) -> set[int]:
        """The places that have most of its rarest words."""
        where = self._where[1 - side]
        rarest = sorted((len(where[word]), word) for word in telling if word in where)[:_RAREST]
        shared: dict[int, float] = defaultdict(float)
        for number, word in rarest:
            if number <= _COMMON:
                for place in where[word]:
                    shared[place] += self._weight[word]
        return set(sorted(shared, key=lambda place: (-shared[place], place))[:_CANDIDATES])


def _found(weights: Sequence[tuple[str, int, float]], one: Telling, next_to_it: Telling) -> float:
    """The weight of the words that stand in either of two sentences."""
    found = 0.0
    for word, times, weight in weights:
        there = max(one.get(word, 0), next_to_it.get(word, 0))
        if there:
            found += weight * min(times, there)
    return found


def _where(text: Sequence[Telling]) -> Mapping[str, Sequence[int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for place, telling in enumerate(text):
        for word in telling:
            where[word].append(place)
    return dict(where)


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


def _telling(words: Words) -> Telling:
    return dict(Counter(filter(None, map(told, words))))


def _without_ending(word: str) -> str:
    if word in _IN_LY:
        return word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)].removesuffix("e")
    return word
