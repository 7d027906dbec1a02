"""How much of what one version says is found again in the other, in whatever words and wherever it stands.

What was only put otherwise shares most of its telling words with a sentence of the other version, or with
some next to each other, as an edit often splits or joins them. The share of the words' weight that is found
again, where a rare word weighs more, says how far it is the same thing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from eiagen.comparison.alignment import Alignment
from eiagen.comparison.scales import is_figure
from eiagen.comparison.sentences import Sentence, Words
from eiagen.comparison.telling import told

_RAREST = 8
"""So many of a sentence's rarest words are looked up."""
_COMMON = 60
"""A word that more places have finds nothing."""
_CANDIDATES = 12
"""So many places are looked at closely."""
_ONE_IS_ENOUGH = 0.1
"""Two sentences must have so much more of it than one of them alone."""
_TOGETHER = 0.6
_BELONGS = 0.35
"""A sentence of which so much is found in another belongs to what that one says."""
_PART, _MORE_PARTS = 0.7, 3
"""A sentence next to where it is found is a part of it, too, if so much stands in it; so many may be."""

Telling = Mapping[str, int]
_NOTHING: Telling = {}


class Again(NamedTuple):
    """How much of a sentence is found again, and where."""

    share: float
    """From 0 to 1."""
    where: tuple[int, ...]
    """The sentence of the other version, or those next to each other, that have most of it."""


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
        self._is_heading = tuple([one.passage.kind == "heading" for one in text] for text in texts)
        self._years = tuple([*_years(text)] for text in texts)

    def of(self, side: int, number: int) -> Again:
        """How much of a sentence of the old version (0) or the new one (1) stands in the other."""
        if (side, number) not in self._found:
            self._found[side, number] = self._look(side, number)
        return self._found[side, number]

    def mutual(self, old: int, new: int) -> tuple[float, float]:
        """How much of either of two sentences stands in the other, the less first."""
        first, second = self._telling[0][old], self._telling[1][new]
        less, more = sorted((self._share(first, second), self._share(second, first)))
        return less, more

    def belonging(self, side: int, number: int) -> tuple[int, ...]:
        """Of where it is found again, the sentences that for their part say what it says, not much else."""
        where = self.of(side, number).where
        if len(where) < 2:
            return where
        telling = self._telling[side][number]
        shares = [self._share(self._telling[1 - side][one], telling) for one in where]
        return tuple(one for one, share in zip(where, shares, strict=True) if share >= _BELONGS) or where

    def _share(self, telling: Telling, there: Telling) -> float:
        weights = [(word, times, self._weight[word]) for word, times in telling.items()]
        whole = sum(times * weight for _, times, weight in weights)
        return _found(weights, there, _NOTHING) / whole if whole else 1.0

    def stands_together(self, side: int, telling: Collection[str]) -> bool:
        """Whether one sentence of a version has most of these words, which are as told."""
        where = self._where[side]
        places = Counter(place for word in set(telling) for place in where.get(word, ()))
        return any(number >= _TOGETHER * len(set(telling)) for number in places.values())

    def but_for_figures(self, old: int, new: int) -> float:
        """How much the less of two sentences stands in the other, if figures and times say nothing."""
        first, second = (
            {word: times for word, times in self._telling[side][number].items() if not is_figure(word)}
            for side, number in ((0, old), (1, new))
        )
        return min(self._share(first, second), self._share(second, first)) if first and second else 0.0

    def later(self, old: Container[int], new: Container[int]) -> int:
        """By how many years what else the new version speaks of is later than what the old one does.

        A version that is written years later reviews itself years later.
        """
        latest = [
            max((year for number, year in years if number not in own), default=0)
            for years, own in zip(self._years, (old, new), strict=True)
        ]
        return latest[1] - latest[0] if all(latest) else 0

    def _look(self, side: int, number: int) -> Again:
        telling, there = self._telling[side][number], self._telling[1 - side]
        paired = self._paired[side].get(number)
        if not telling:
            return Again(1.0, () if paired is None else (paired,))
        candidates = self._candidates(side, telling)
        if not self._is_heading[side][number]:
            # A heading has words of everything that stands below it, and says none of it.
            candidates = {place for place in candidates if not self._is_heading[1 - side][place]}
        if paired is not None and self._is_heading[side][number] >= self._is_heading[1 - side][paired]:
            candidates.add(paired)
        weights = [(word, times, self._weight[word]) for word, times in telling.items()]
        whole = sum(times * weight for _, times, weight in weights)
        best = Again(0.0, ())
        for place in sorted(candidates):
            share = _found(weights, there[place], _NOTHING) / whole
            if share > best.share:
                best = Again(share, (place,))
        for first in sorted({place + step for place in candidates for step in (-1, 0)}):
            if 0 <= first < len(there) - 1 and not (
                self._is_heading[1 - side][first] or self._is_heading[1 - side][first + 1]
            ):
                share = _found(weights, there[first], there[first + 1]) / whole
                if share > best.share + (_ONE_IS_ENOUGH if len(best.where) == 1 else 0):
                    best = Again(share, (first, first + 1))
        return self._with_more_parts(side, telling, best)

    def _with_more_parts(self, side: int, telling: Telling, best: Again) -> Again:
        """With what goes on before and after where it is found: one sentence may have become four."""
        before = self._more_parts(side, best.where, telling, -1)
        after = self._more_parts(side, best.where, telling, 1)
        if not before and not after:
            return best
        where = (*reversed(before), *best.where, *after)
        together: Counter[str] = Counter()
        for one in where:
            together |= Counter(self._telling[1 - side][one])
        return Again(max(best.share, self._share(telling, together)), where)

    def _more_parts(self, side: int, where: tuple[int, ...], telling: Telling, step: int) -> list[int]:
        """What is next to it on one side and is a part of the sentence, too."""
        there = self._telling[1 - side]
        parts = list[int]()
        at = (where[-1] if step > 0 else where[0]) + step if where else -1
        while 0 <= at < len(there) and there[at] and len(parts) < _MORE_PARTS:
            if self._is_heading[1 - side][at] or self._share(there[at], telling) < _PART:
                break
            parts.append(at)
            at += step
        return parts

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


def _years(text: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The years that a text speaks of, each with its sentence."""
    for number, sentence in enumerate(text):
        for word in sentence.words:
            if len(word) == 4 and word.startswith("20") and word.isdigit():
                yield number, int(word)


def _where(text: Sequence[Telling]) -> Mapping[str, Sequence[int]]:
    where: dict[str, list[int]] = defaultdict(list)
    for place, telling in enumerate(text):
        for word in telling:
            where[word].append(place)
    return dict(where)


def _telling(words: Words) -> Telling:
    return dict(Counter(filter(None, map(told, words))))
