"""Finds many phrases in one pass over the words of a sentence; its cost grows with what is found.

A phrase is followed word by word from the places in it where the next word is awaited. Every set of places
that the words of a text lead to is remembered as a state, and every set of states that are followed at the
same time as a reading, so that a word costs one look into a dictionary however many phrases there are. What
no text has led to is never worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial, reduce
from itertools import accumulate, chain
from operator import attrgetter, getitem, itemgetter, or_
from typing import NamedTuple

from eiagen.audit.outcomes.network import BEGINNING, Edges, Network
from eiagen.audit.outcomes.plurals import plural_of
from eiagen.number_words import SMALL, TENS
from eiagen.phrases import MONTH, NUMBER, YEAR, Phrase
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
        *SMALL, *TENS, "hundred", "hundreds", "thousand", "thousands", "half", "third", "thirds",
        "quarter", "quarters", "dozen"
    )
)
# fmt: on
_MOST_REMEMBERED = 500_000
_AT_ONCE = 5_000
"""So many sentences are read together."""
_WHOLE, _PARTS = 1, 1
"""The bit of a phrase without gaps, whichever it is, and where the bits of parts begin."""


_OF_TEXTS = frozenset(("_states", "_readings", "_edges", "_begin", "_nothing", "_remembered"))
"""Attributes of a `Matcher` that are worked out as texts lead to them."""


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

    __slots__ = ("mask", "next", "parts", "places", "whole")

    def __init__(self, places: frozenset[int]) -> None:
        self.places = places
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
    """Phrases that are looked for together.

    Of many is also one (`or_one`): a phrase that says “residents” is found where a resident is spoken of.
    """

    def __init__(self, phrases: Sequence[Phrase], *, or_one: bool = False) -> None:
        self._or_one = or_one
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
            (first - _PARTS, self._first >> count << count)
            for first, count in zip(firsts[1:], self._counts[1:], strict=False)
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
        self._network = Network(phrases)
        self._beginnings = frozenset(one for phrase in phrases for one in phrase.beginnings)
        self._lengths = tuple(sorted({len(one) for one in self._beginnings}))
        self._forget()

    def __getstate__(self) -> dict[str, object]:
        """What the phrases are made into, without what texts have led to."""
        return {name: value for name, value in vars(self).items() if name not in _OF_TEXTS}

    def __setstate__(self, state: dict[str, object]) -> None:
        vars(self).update(state)
        self._forget()

    def _forget(self) -> None:
        self._states: dict[frozenset[int], _State] = {}
        self._readings: dict[_Followed, _Reading] = {}
        self._edges: dict[str, list[Edges]] = {}
        """Of each word, as far as met."""
        self._begin = _State(frozenset((BEGINNING,)))
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
        seen = reduce(or_, filter(None, masks), 0)
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
                for at, mask in enumerate(masks, start=1)
                if mask & wanted
                for state, length in readings[at - 1].ends
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
        edges = self._edges.get(word)
        if edges is None:
            edges = self._edges[word] = self._network.edges(self._elements_of(word))
        if not edges:
            return self._nothing
        if reading is self._nothing or word == BEGIN:
            followed: _Followed = ((self._begin, 0),)
            begun: _Followed = ()
        else:
            followed, begun = reading.followed, self._nothing[word].followed
        on: _Followed = ()
        for state, length in followed:
            after = state.next.get(word) or self._step(state, word, edges)
            if after is not None:
                on = (*on, (after, length + 1))
        if not on and begun:
            return self._nothing[word]  # as mostly
        key = (*on, *begun)
        found = self._readings.get(key)
        if found is None:
            found = self._readings[key] = _Reading(self, key)
        return found

    def _step(self, state: _State, word: str, word_edges: Iterable[Edges]) -> _State | None:
        """Where a word of these edges leads from a state, if anywhere; remembered there."""
        places: set[int] = set()
        here = state.places
        for edges in word_edges:
            # The smaller is gone through, be it what awaits a rare word or what stands after a common one.
            here_too = here.intersection(edges) if len(edges) < len(here) else edges.keys() & here
            if here_too:
                places.update(*map(edges.__getitem__, here_too))
        if not places:
            return None
        after = state.next[word] = self._state(frozenset(places))
        return after

    def _state(self, places: frozenset[int]) -> _State:
        state = self._states.get(places)
        if state is None:
            state = self._states[places] = _State(places)
            ends = self._network.ends_at(places)
            whole: list[int] = []
            for number, part in sorted(ends):
                if self._gaps[number]:
                    state.parts.setdefault(number, []).append(part)
                    state.mask |= 1 << self._bit[number, part]
                else:
                    whole.append(number)
            if whole:
                state.whole = tuple(whole)
                state.mask |= _WHOLE
        return state

    def _elements_of(self, word: str) -> Iterator[str]:
        """All that the word is in a phrase: itself, its beginnings, a number."""
        if is_mark(word):
            yield MARK
            return
        yield word
        if word[0].isdigit():
            yield NUMBER
            if len(word) == 4 and word[:2] in ("19", "20"):
                yield YEAR
        elif word in _NUMBERS:
            yield NUMBER
        elif word in _MONTHS:
            yield MONTH
        if self._or_one and (plural := plural_of(word)):
            yield plural
        for length in self._lengths:
            if length > len(word):
                break
            if word[:length] in self._beginnings:
                yield word[:length] + "*"

    def _joined(self, number: int, ends: Iterable[tuple[Mapping[int, list[int]], int, int]]) -> list[Hit]:
        gaps = self._gaps[number]
        parts: list[list[tuple[int, int]]] = [[] for _ in range(len(gaps) + 1)]
        for ending, begin, end in ends:
            if number in ending:
                for part in ending[number]:
                    parts[part].append((begin, end))
        whole: Iterable[tuple[int, int]] = parts[0]
        for part, gap in enumerate(gaps, start=1):
            joined: dict[tuple[int, int], None] = {}
            most, ordered = gap.most, gap.ordered
            after = parts[part]
            for begin, end in whole:
                for next_begin, next_end in after:
                    if 0 <= next_begin - end <= most:
                        joined[begin, next_end] = None
                    elif not ordered and 0 <= begin - next_end <= most:
                        joined[next_begin, end] = None
            whole = joined
        return [_hit((number, begin, end)) for begin, end in whole]
