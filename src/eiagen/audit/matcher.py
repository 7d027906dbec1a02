"""Finds many phrases in one pass over the words of a sentence; its cost grows with what is found.

The phrases become one network of words. While it is used, every set of nodes that the words of a text lead
to is remembered as a state, so that a word costs one look into a dictionary however many phrases there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from eiagen.phrases import MONTH, NUMBER, YEAR, Phrase, Words
from eiagen.words import MARK, is_mark

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


class Hit(NamedTuple):
    """A phrase found: its number, and where in the words it begins and ends (exclusive)."""

    phrase: int
    begin: int
    end: int


class _State:
    """A set of nodes, where each word leads from it as far as known, and the phrases that end here."""

    __slots__ = ("edges", "masks", "next", "parts", "whole")

    def __init__(self, edges: dict[str, list[int]]) -> None:
        self.edges = edges
        """Where the elements of phrases lead from its nodes."""
        self.whole: tuple[int, ...] = ()
        """Numbers of the phrases that end here."""
        self.parts: dict[int, list[int]] = {}
        """Which parts end here of the phrases that have several."""
        self.masks: tuple[tuple[int, int], ...] = ()
        """The same as bits, one a phrase, for each part: what is looked at first, because it costs little."""
        self.next: dict[str, _State | None] = {}


class _Start(dict[str, _State | None]):
    """Where each word leads from the start; worked out when the word is first met."""

    def __init__(self, matcher: Matcher) -> None:
        super().__init__()
        self._matcher = matcher
        self._state = _State(matcher.edges_of((0,)))

    def __missing__(self, word: str) -> _State | None:
        self[word] = after = self._matcher.step(self._state, word)
        return after


_UNKNOWN = _State({})


def _bits(numbers: Iterable[int]) -> int:
    """A whole number with those bits set."""
    places = bytearray()
    for number in numbers:
        if len(places) <= number // 8:
            places.extend(bytes(number // 8 + 1 - len(places)))
        places[number // 8] |= 1 << number % 8
    return int.from_bytes(places, "little")


class Matcher:
    """Phrases put together into one network of words."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._gaps = [phrase.gaps for phrase in phrases]
        most = max((len(gaps) + 1 for gaps in self._gaps), default=1)
        self._parted = [number for number, gaps in enumerate(self._gaps) if gaps]
        """The phrases of several parts; each has a bit, in this order."""
        self._bit = {number: 1 << bit for bit, number in enumerate(self._parted)}
        self._lacking = [
            _bits(bit for bit, number in enumerate(self._parted) if len(self._gaps[number]) < part)
            for part in range(most)
        ]
        """For each part, the bits of the phrases that have no such part."""
        self._edges: list[dict[str, list[int]]] = [{}]
        self._ends: dict[int, list[tuple[int, int]]] = {}
        for number, phrase in enumerate(phrases):
            for part, sequence in enumerate(phrase.parts):
                for node in self._laid(sequence, (0,)):
                    self._ends.setdefault(node, []).append((number, part))
        beginnings = {element[:-1] for edges in self._edges for element in edges if element[-1] == "*"}
        self._beginnings = frozenset(beginnings)
        self._lengths = tuple(sorted({len(one) for one in beginnings}))
        self._forget()

    def _laid(self, sequence: Words, before: tuple[int, ...]) -> tuple[int, ...]:
        """The nodes after the sequence, laid behind the nodes before it."""
        for item in sequence:
            if isinstance(item, str):
                node = len(self._edges)
                self._edges.append({})
                for one in before:
                    self._edges[one].setdefault(item, []).append(node)
                before = (node,)
            else:
                after = [node for option in item.options for node in self._laid(option, before)]
                before = (*before, *after) if item.optional else tuple(after)
        return before

    def _forget(self) -> None:
        self._states: dict[tuple[int, ...], _State] = {}
        self._elements: dict[str, list[str]] = {}
        self._start = _Start(self)
        self._remembered = 0

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """Every place where a phrase stands."""
        found: list[Hit] = []
        ends: list[tuple[_State, int, int]] = []
        seen = [0] * len(self._lacking)
        count = len(words)
        for begin, state in enumerate(map(self._start.__getitem__, words)):
            at = begin + 1
            while state is not None:
                if state.whole:
                    found += [Hit(number, begin, at) for number in state.whole]
                if state.masks:
                    ends.append((state, begin, at))
                    for part, mask in state.masks:
                        seen[part] |= mask
                if at == count:
                    break
                word = words[at]
                at += 1
                after = state.next.get(word, _UNKNOWN)
                state = self.step(state, word) if after is _UNKNOWN else after
        if len(ends) > 1:
            complete = seen[0]
            for mask, lacking in zip(seen[1:], self._lacking[1:], strict=True):
                complete &= mask | lacking
            while complete:
                bit = complete.bit_length() - 1
                complete ^= 1 << bit
                found += self._joined(self._parted[bit], ends)
        if self._remembered > _MOST_REMEMBERED:
            self._forget()
        return found

    def step(self, state: _State, word: str) -> _State | None:
        """Where a word leads from a state; remembered there."""
        elements = self._elements.get(word)
        if elements is None:
            elements = self._elements[word] = self._elements_of(word)
        edges = state.edges
        nodes = [node for element in elements if element in edges for node in edges[element]]
        after = self._state(tuple(sorted(set(nodes)))) if nodes else None
        state.next[word] = after
        self._remembered += 1
        return after

    def edges_of(self, nodes: tuple[int, ...]) -> dict[str, list[int]]:
        """Where each element leads from any of the nodes."""
        if len(nodes) == 1:
            return self._edges[nodes[0]]
        edges: dict[str, list[int]] = {}
        for node in nodes:
            for element, after in self._edges[node].items():
                edges[element] = edges[element] + after if element in edges else after
        return edges

    def _state(self, nodes: tuple[int, ...]) -> _State:
        state = self._states.get(nodes)
        if state is None:
            state = self._states[nodes] = _State(self.edges_of(nodes))
            masks: dict[int, int] = {}
            for number, part in dict.fromkeys(end for node in nodes for end in self._ends.get(node, ())):
                if self._gaps[number]:
                    state.parts.setdefault(number, []).append(part)
                    masks[part] = masks.get(part, 0) | self._bit[number]
                else:
                    state.whole = (*state.whole, number)
            state.masks = tuple(masks.items())
        return state

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

    def _joined(self, number: int, ends: Iterable[tuple[_State, int, int]]) -> list[Hit]:
        gaps = self._gaps[number]
        parts: list[list[tuple[int, int]]] = [[] for _ in range(len(gaps) + 1)]
        for state, begin, end in ends:
            for part in state.parts.get(number, ()):
                parts[part].append((begin, end))
        whole = parts[0]
        for gap, after in zip(gaps, parts[1:], strict=True):
            joined: dict[tuple[int, int], None] = {}
            for begin, end in whole:
                for next_begin, next_end in after:
                    if 0 <= next_begin - end <= gap.most or (
                        not gap.ordered and 0 <= begin - next_end <= gap.most
                    ):
                        joined[min(begin, next_begin), max(end, next_end)] = None
            whole = list(joined)
        return [Hit(number, begin, end) for begin, end in whole]
