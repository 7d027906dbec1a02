"""Which sentence of one text became which of another, although headings, numbers and order changed.

First what is the same word for word. What is left is compared only where two sentences share rare words or
rare pairs of words, so that the work grows with the length of the texts and not with its square.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from eiagen.comparison.sentences import Words

_RAREST = 8
"""So many of a sentence's rarest signs are looked up."""
_COMMON = 40
"""A sign that more sentences share finds nothing."""
_CANDIDATES = 6
_ALIKE = 0.5
"""Two sentences so alike are one that was edited: as much weight is shared as is not."""
_BESIDE = 0.1
"""So much less will do for each neighbour, before and after, that is paired with one of the other’s."""
_WITHIN, _FEWEST_WITHIN = 0.85, 5
"""A sentence that was only added to counts as alike by the share of it that stands in the other."""

Sign = str | tuple[str, str]


class Pair(NamedTuple):
    """A sentence of the old text and what it is in the new one."""

    old: int
    new: int
    same: bool
    """Whether it is the same word for word."""


@dataclass(frozen=True)
class Alignment:
    """Each sentence is in one pair at the most."""

    pairs: tuple[Pair, ...]
    """In the order of the new text."""
    gone: tuple[int, ...]
    """Sentences of the old text that have no counterpart."""
    added: tuple[int, ...]
    """Sentences of the new text that have none."""

    @cached_property
    def of_old(self) -> Mapping[int, Pair]:
        """The pair of each sentence of the old text."""
        return {pair.old: pair for pair in self.pairs}

    @cached_property
    def of_new(self) -> Mapping[int, Pair]:
        """The pair of each sentence of the new text."""
        return {pair.new: pair for pair in self.pairs}

    @property
    def edited(self) -> tuple[Pair, ...]:
        """The pairs whose words differ."""
        return tuple(pair for pair in self.pairs if not pair.same)

    @cached_property
    def moved(self) -> int:
        """How many pairs stand in another order: the fewest that would have to be moved back."""
        ends: list[int] = []
        for pair in self.pairs:
            at = bisect_left(ends, pair.old)
            ends[at : at + 1] = [pair.old]
        return len(self.pairs) - len(ends)


def align(old: Sequence[Words], new: Sequence[Words]) -> Alignment:
    """Pairs the sentences of two texts. A sentence without words is in no pair and in no list."""
    paired = dict(_same(old, new))
    taken = set(paired.values())
    left_old = [at for at, words in enumerate(old) if words and at not in paired]
    left_new = [at for at, words in enumerate(new) if words and at not in taken]
    likely = _Likeness(old, new, left_old, left_new)
    same = frozenset(paired)
    scored = []
    for at, other in likely.candidates():
        alike = likely.of(at, other)
        if alike >= _ALIKE - 2 * _BESIDE:
            scored.append((-alike, abs(at * len(new) - other * len(old)), at, other))
    for unlike, _, at, other in sorted(scored):
        if at not in paired and other not in taken:
            beside = (paired.get(at - 1) == other - 1) + (paired.get(at + 1) == other + 1)
            if -unlike >= _ALIKE - _BESIDE * beside:
                paired[at] = other
                taken.add(other)
    pairs = sorted((Pair(at, other, at in same) for at, other in paired.items()), key=lambda pair: pair.new)
    return Alignment(
        tuple(pairs),
        tuple(at for at in left_old if at not in paired),
        tuple(at for at in left_new if at not in taken),
    )


def _same(old: Sequence[Words], new: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """What is the same word for word: the first with the first, the second with the second."""
    places: dict[Words, deque[int]] = defaultdict(deque)
    for at, words in enumerate(new):
        if words:
            places[words].append(at)
    for at, words in enumerate(old):
        if words and (there := places.get(words)):
            yield at, there.popleft()


class _Likeness:
    """How alike two sentences are: the share of the weight of their words that both have.

    A rare word weighs more than a common one.
    """

    def __init__(
        self, old: Sequence[Words], new: Sequence[Words], left_old: Sequence[int], left_new: Sequence[int]
    ) -> None:
        self._old = {at: Counter(old[at]) for at in left_old}
        self._new = {at: Counter(new[at]) for at in left_new}
        self._signs_of_old = {at: _signs(old[at]) for at in left_old}
        self._signs_of_new = {at: _signs(new[at]) for at in left_new}
        every = len(old) + len(new)
        often = Counter(word for words in (*old, *new) for word in set(words))
        self._weight = {word: math.log(1 + every / number) for word, number in often.items()}
        self._weights_of_old = {at: self._total(words) for at, words in self._old.items()}
        self._weights_of_new = {at: self._total(words) for at, words in self._new.items()}

    def _total(self, words: Mapping[str, int]) -> float:
        return sum(self._weight[word] * times for word, times in words.items())

    def candidates(self) -> Iterator[tuple[int, int]]:
        """The pairs worth a look: those that share rare words or rare pairs of words."""
        where: dict[Sign, list[int]] = defaultdict(list)
        for at, signs in self._signs_of_new.items():
            for sign in signs:
                where[sign].append(at)
        for at, signs in self._signs_of_old.items():
            known = [(len(where[sign]), str(sign), sign) for sign in signs if sign in where]
            shared: Counter[int] = Counter()
            for number, _, sign in sorted(known)[:_RAREST]:
                if number <= _COMMON:
                    shared.update(where[sign])
            best = sorted(shared.items(), key=lambda each: (-each[1], each[0]))[:_CANDIDATES]
            for other, _ in best:
                yield at, other

    def of(self, at: int, other: int) -> float:
        """From 0 to 1."""
        both = self._old[at] & self._new[other]
        shared = self._total(both)
        before, after = self._weights_of_old[at], self._weights_of_new[other]
        alike = 2 * shared / (before + after)
        if len(both) >= _FEWEST_WITHIN:
            alike = max(alike, _WITHIN * shared / min(before, after))
        return alike


def _signs(words: Words) -> frozenset[Sign]:
    return frozenset((*words, *pairwise(words)))
