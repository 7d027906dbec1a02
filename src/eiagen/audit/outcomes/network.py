"""Phrases as a network: for each word the places in phrases that await it, and where it leads from there."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping, Sequence

from eiagen.phrases import Phrase, Words

BEGINNING = -1
"""The place before any phrase."""

Edges = dict[int, list[int]]
"""Places that await an element, each with the places that it leads to; not to be changed."""


class Network:
    """Places in phrases, and the elements that lead from one to another: words, NUMBER, beginnings of words.

    A place is followed when somebody comes to it, as texts lead to few of them; all are before it is kept.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._edges: dict[str, Edges] = {}
        """For each element the places that await it, among those that were come to."""
        self._kept: Mapping[str, bytes] = {}
        """The same of a network that was kept, which is read when the element is first met."""
        self._ends: dict[int, list[tuple[int, int]]] = {}
        """Number and part of the phrases that may end at a place, among those that were come to."""
        sequences = [
            (sequence, (number, part))
            for number, phrase in enumerate(phrases)
            for part, sequence in enumerate(phrase.parts)
        ]
        self._whole = [end for _, end in sequences]
        """What ends at the place of the same number, the first of all."""
        self._places: list[tuple[Words, int, int]] = [((), 0, 0)] * len(sequences)
        """A sequence, where in it the next element is awaited, and the place after its end."""
        self._numbers: dict[tuple[int, int, int], int] = {}
        """Numbers of places, by the sequence's identity."""
        self._ahead: set[int] = set()
        """The places to which nobody has come."""
        for place, (sequence, end) in enumerate(sequences):
            self._ends[place] = [end]
            self._follow(BEGINNING, sequence, 0, place)

    def edges(self, elements: Iterable[str]) -> list[Edges]:
        """The edges of each element; what comes to be known of them later is added there."""
        found = []
        for element in elements:
            if element not in self._edges:
                if self._places:
                    self._edges[element] = {}
                elif element in self._kept:
                    kept = self._kept[element]
                    self._edges[element] = marshal.loads(kept)  # noqa: S302 - whoever kept it vouches for it
                else:
                    continue
            found.append(self._edges[element])
        return found

    def ends_at(self, places: frozenset[int]) -> set[tuple[int, int]]:
        """Number and part of the phrases that may end at one of the places that somebody comes to."""
        if self._ahead:
            for place in places & self._ahead:
                self._come_to(place)
        return {end for place in self._ends.keys() & places for end in self._ends[place]}

    def _come_to(self, place: int) -> None:
        """Makes known what is awaited and what may end at a place."""
        self._ahead.remove(place)
        self._follow(place, *self._places[place])

    def __getstate__(self) -> tuple[bytes, bytes]:
        while self._ahead:
            for place in sorted(self._ahead):
                self._come_to(place)
        edges = {element: marshal.dumps(places) for element, places in self._edges.items() if places}
        return marshal.dumps(edges), marshal.dumps(self._ends)

    def __setstate__(self, state: tuple[bytes, bytes]) -> None:
        edges, ends = state
        self._edges = {}
        self._kept = marshal.loads(edges)  # noqa: S302 - as above
        self._ends = marshal.loads(ends)  # noqa: S302 - as above
        self._ahead = set()
        self._places = []

    def _follow(self, begin: int, sequence: Words, at: int, after: int) -> None:
        """Adds where elements lead from a place that a sequence follows, before another; and what may end."""
        while at < len(sequence):
            item = sequence[at]
            at += 1
            if isinstance(item, str):
                self._add(begin, item, self._place(sequence, at, after))
                return
            behind = self._place(sequence, at, after)
            for option in item.options:
                self._follow(begin, option, 0, behind)
            if not item.optional:
                return
        if after >= len(self._whole):
            self._follow(begin, *self._places[after])
        elif self._whole[after] not in (ends := self._ends.setdefault(begin, [])):
            ends.append(self._whole[after])

    def _add(self, begin: int, element: str, place: int) -> None:
        edges = self._edges.get(element)
        if edges is None:
            self._edges[element] = {begin: [place]}
        elif begin in edges:
            edges[begin].append(place)
        else:
            edges[begin] = [place]

    def _place(self, sequence: Words, at: int, after: int) -> int:
        """The number of a place; at the end of a sequence, of the place after it."""
        if at == len(sequence):
            return after
        key = id(sequence), at, after
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._places)
            self._places.append((sequence, at, after))
            self._ahead.add(number)
        return number
