"""Finds many phrases in one pass over the words of a sentence; its cost grows with what is found.

A phrase is followed word by word from the places in it where the next word is awaited. Every set of places
that the words of a text lead to is remembered as a state, and every set of states that are followed at the
same time as a reading, so that a word costs one look into a dictionary however many phrases there are. What
no text has led to is never worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial, reduce
from itertools import accumulate, chain
from operator import attrgetter, getitem, itemgetter, or_
from typing import NamedTuple

from eiagen.phrases import MONTH, NUMBER, YEAR, Phrase, Words
from eiagen.words import BEGIN, MARK, is_mark

# fmt: off
_MONTHS = frozenset(
    (
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept", "oct", "nov", "dec"
    )
)
_NUMBERS = frozenset(
    (
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
        "hundreds", "thousand", "thousands", "half", "third", "thirds", "quarter", "quarters",
        "dozen"
    )
)
# fmt: on
_MOST_REMEMBERED = 500_000
_AT_ONCE = 5_000
"""So many sentences are read together."""
_WHOLE, _PARTS = 1, 1
"""The bit of a phrase without gaps, whichever it is, and where the bits of parts begin."""


class Hit(NamedTuple):
    """A phrase found: its number, and where in the words it begins and ends (exclusive)."""

    phrase: int
    begin: int
    end: int


_hit = partial(tuple.__new__, Hit)
"""A hit made of its three numbers, in a third of the time: there are as many as words."""
_in_order = itemgetter(1, 2)
_mask = attrgetter("mask")


class _State:
    """A set of places in phrases, where each word leads from it as far as known, and what ends here."""

    __slots__ = ("edges", "mask", "next", "parts", "whole")

    def __init__(self, edges: dict[str, list[int]]) -> None:
        self.edges = edges
        """Where the elements of phrases lead from its places."""
        self.whole: tuple[int, ...] = ()
        """Numbers of the phrases that end here."""
        self.parts: dict[int, list[int]] = {}
        """Which parts end here of the phrases that have several."""
        self.mask = 0
        """Both as bits, one for any phrase and one a part: what is looked at first, as it costs little."""
        self.next: dict[str, _State] = {}


_Followed = tuple[tuple[_State, int], ...]
"""States, longest first, each with how many words have led to it."""


class _Reading(dict[str, "_Reading"]):
    """What is followed at a word, and the reading that each next word leads to as far as known."""

    __slots__ = ("ends", "followed", "mask", "matcher", "whole")

    def __init__(self, matcher: Matcher, followed: _Followed) -> None:
        super().__init__()
        self.matcher = matcher
        self.followed = followed
        self.whole = tuple([(number, length) for state, length in followed for number in state.whole])
        """The phrases that end here, each with its length."""
        self.ends = tuple([one for one in followed if one[0].parts])
        """The states in which parts of phrases end."""
        # Of one state it is the same number, not another like it: what is small stays close at hand.
        masks = [state.mask for state, _ in followed if state.mask]
        self.mask = reduce(or_, masks) if masks else 0

    def __missing__(self, word: str) -> _Reading:
        self[word] = after = self.matcher.read_on(self, word)
        return after


class Matcher:
    """Phrases that are looked for together."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._gaps = [phrase.gaps for phrase in phrases]
        parted = [number for number, gaps in enumerate(self._gaps) if gaps]
        self._parted = sorted(parted, key=lambda number: -len(self._gaps[number]))
        """The phrases of several parts, those of most parts first."""
        most = max(map(len, self._gaps), default=0) + 1
        self._counts = [sum(len(gaps) >= max(part, 1) for gaps in self._gaps) for part in range(most)]
        """How many of them have each part. Their bits for one part follow those for the part before it."""
        self._first = (1 << self._counts[0]) - 1
        """The bits of first parts, when the one for a phrase without gaps is taken off."""
        firsts = list(accumulate(self._counts, initial=_PARTS))
        self._lacking = [
            (first - _PARTS, -1 << count) for first, count in zip(firsts[1:], self._counts[1:], strict=False)
        ]
        """For each part but the first, how far its bits are behind, and the bits of phrases that lack it."""
        self._bit = {
            (number, part): firsts[part] + at
            for at, number in enumerate(self._parted)
            for part in range(len(self._gaps[number]) + 1)
        }
        self._bits = {
            number: sum(1 << self._bit[number, part] for part in range(len(self._gaps[number]) + 1))
            for number in self._parted
        }
        """The bits of all parts of a phrase."""
        self._ends = [
            (number, part) for number, phrase in enumerate(phrases) for part in range(len(phrase.parts))
        ]
        """Number and part of the phrase whose end is the place of the same number."""
        self._places: list[tuple[Words, int, int]] = [((), 0, 0)] * len(self._ends)
        """A sequence, where in it the next word is awaited, and the place after its end."""
        self._numbers: dict[tuple[int, int, int], int] = {}
        """Numbers of places, by the sequence's identity."""
        self._edges: dict[str, list[int]] = {}
        """Where each element leads from the beginning of any phrase."""
        root: set[tuple[int, int]] = set()
        sequences = (sequence for phrase in phrases for sequence in phrase.parts)
        for end, sequence in enumerate(sequences):
            self._follow(sequence, 0, end, self._edges, root)
        self._beginnings = frozenset(one for phrase in phrases for one in phrase.beginnings)
        self._lengths = tuple(sorted({len(one) for one in self._beginnings}))
        self._forget()

    def _follow(
        self, sequence: Words, at: int, after: int, edges: dict[str, list[int]], ends: set[tuple[int, int]]
    ) -> None:
        """Adds where elements lead from a place in a sequence before another, and what may end."""
        while at < len(sequence):
            item = sequence[at]
            at += 1
            if isinstance(item, str):
                place = self._place(sequence, at, after)
                if item in edges:
                    edges[item].append(place)
                else:
                    edges[item] = [place]
                return
            behind = self._place(sequence, at, after)
            for option in item.options:
                self._follow(option, 0, behind, edges, ends)
            if not item.optional:
                return
        if after < len(self._ends):
            ends.add(self._ends[after])
        else:
            self._follow(*self._places[after], edges, ends)

    def _place(self, sequence: Words, at: int, after: int) -> int:
        """The number of a place; at the end of a sequence, of the place after it."""
        if at == len(sequence):
            return after
        key = id(sequence), at, after
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._places)
            self._places.append((sequence, at, after))
        return number

    def _forget(self) -> None:
        self._states: dict[tuple[int, ...], _State] = {}
        self._readings: dict[_Followed, _Reading] = {}
        self._elements: dict[str, list[str]] = {}
        self._beyond: dict[int, tuple[dict[str, list[int]], set[tuple[int, int]]]] = {}
        self._begin = _State(self._edges)
        self._nothing = _Reading(self, ())
        self._readings[()] = self._nothing
        self._remembered = 0

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """Every place where a phrase stands: first of the phrases without gaps, in the order of the words."""
        readings = list(accumulate(words, getitem, initial=self._nothing))[1:]
        found = self._ending(readings, list(map(_mask, readings)))
        if self._remembered > _MOST_REMEMBERED:
            self._forget()
        return found

    def hits_in(self, sentences: Sequence[Sequence[str]]) -> list[list[Hit]]:
        """The same for each of many sentences, which costs less than one at a time.

        They are read as one, and each must begin with `BEGIN`, before which nothing is followed.
        """
        found: list[list[Hit]] = []
        for first in range(0, len(sentences), _AT_ONCE):
            together = sentences[first : first + _AT_ONCE]
            readings = list(accumulate(chain.from_iterable(together), getitem, initial=self._nothing))
            masks = list(map(_mask, readings))
            end = 1
            for words in together:
                begin, end = end, end + len(words)
                found.append(self._ending(readings[begin:end], masks[begin:end]))
            if self._remembered > _MOST_REMEMBERED:
                self._forget()
        return found

    def _ending(self, readings: Sequence[_Reading], masks: Sequence[int]) -> list[Hit]:
        """What ends at the words of one sentence, given the reading at each and its mask."""
        seen = reduce(or_, masks, 0)
        hits: list[Hit] = []
        if seen & _WHOLE:
            hits = [
                _hit((number, at - length, at))
                for at, reading in enumerate(readings, start=1)
                if reading.whole
                for number, length in reading.whole
            ]
            if len(hits) > 1:
                hits.sort(key=_in_order)
        if seen > _WHOLE and (complete := self._complete(seen >> _PARTS)):
            wanted = reduce(or_, map(self._bits.__getitem__, complete))
            ends = [
                (state.parts, at - length, at)
                for at, (reading, mask) in enumerate(zip(readings, masks, strict=True), start=1)
                if mask & wanted
                for state, length in reading.ends
                if state.mask & wanted
            ]
            ends.sort(key=_in_order)
            for number in complete:
                hits += self._joined(number, ends)
        return hits

    def _complete(self, seen: int) -> list[int]:
        """The phrases of which every part is among those seen."""
        complete = seen & self._first
        for first, lacking in self._lacking:
            if not complete:
                return []
            complete &= seen >> first | lacking
        found = []
        while complete:
            bit = complete.bit_length() - 1
            complete ^= 1 << bit
            found.append(self._parted[bit])
        return sorted(found, reverse=True)

    def read_on(self, reading: _Reading, word: str) -> _Reading:
        """The reading that a word leads to."""
        self._remembered += 1
        elements = self._elements.get(word)
        if elements is None:
            elements = self._elements[word] = self._elements_of(word)
        if reading is self._nothing or word == BEGIN:
            followed: _Followed = ((self._begin, 0),)
            begun: _Followed = ()
        else:
            for state, _ in reading.followed:
                if not state.edges.keys().isdisjoint(elements):
                    break
            else:
                return self._nothing[word]  # as mostly
            followed, begun = reading.followed, self._nothing[word].followed
        on = [
            (self._step(state, word, elements), length + 1)
            for state, length in followed
            if not state.edges.keys().isdisjoint(elements)
        ]
        key = (*on, *begun)
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = _Reading(self, key)
        return found

    def _step(self, state: _State, word: str, elements: Iterable[str]) -> _State:
        """Where a word that is these elements leads from a state; remembered there."""
        after = state.next.get(word)
        if after is None:
            edges = state.edges
            places = {place for element in elements if element in edges for place in edges[element]}
            after = state.next[word] = self._state(tuple(sorted(places)))
        return after

    def _state(self, places: tuple[int, ...]) -> _State:
        state = self._states.get(places)
        if state is None:
            edges, ends = self._onward(places[0])
            if len(places) > 1:
                edges = {element: list(on) for element, on in edges.items()}
                ends = set(ends)
                for place in places[1:]:
                    its_edges, its_ends = self._onward(place)
                    for element, on in its_edges.items():
                        if element in edges:
                            edges[element] += on
                        else:
                            edges[element] = list(on)
                    ends |= its_ends
            state = self._states[places] = _State(edges)
            for number, part in sorted(ends):
                if self._gaps[number]:
                    state.parts.setdefault(number, []).append(part)
                    state.mask |= 1 << self._bit[number, part]
                else:
                    state.whole = (*state.whole, number)
                    state.mask |= _WHOLE
        return state

    def _onward(self, place: int) -> tuple[dict[str, list[int]], set[tuple[int, int]]]:
        """Where elements lead from a place, and what may end there; worked out once."""
        found = self._beyond.get(place)
        if found is None:
            found = self._beyond[place] = {}, set()
            self._follow((), 0, place, *found)
        return found

    def _elements_of(self, word: str) -> list[str]:
        """All that the word is in a phrase: itself, its beginnings, a number."""
        if is_mark(word):
            return [MARK]
        elements = [word]
        if word[0].isdigit():
            elements.append(NUMBER)
            if len(word) == 4 and word[:2] in ("19", "20"):
                elements.append(YEAR)
        elif word in _NUMBERS:
            elements.append(NUMBER)
        elif word in _MONTHS:
            elements.append(MONTH)
        for length in self._lengths:
            if length > len(word):
                break
            if word[:length] in self._beginnings:
                elements.append(word[:length] + "*")
        return elements

    def _joined(self, number: int, ends: Iterable[tuple[Mapping[int, list[int]], int, int]]) -> list[Hit]:
        gaps = self._gaps[number]
        parts: list[list[tuple[int, int]]] = [[] for _ in range(len(gaps) + 1)]
        for ending, begin, end in ends:
            for part in ending.get(number, ()):
                parts[part].append((begin, end))
        whole = parts[0]
        for gap, after in zip(gaps, parts[1:], strict=True):
            joined: dict[tuple[int, int], None] = {}
            most, ordered = gap.most, gap.ordered
            for begin, end in whole:
                for next_begin, next_end in after:
                    if 0 <= next_begin - end <= most:
                        joined[begin, next_end] = None
                    elif not ordered and 0 <= begin - next_end <= most:
                        joined[next_begin, end] = None
            whole = list(joined)
        return [_hit((number, begin, end)) for begin, end in whole]
