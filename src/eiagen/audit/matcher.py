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

    __slots__ = ("next", "nodes", "parts", "whole")

    def __init__(
        self, nodes: tuple[int, ...], whole: tuple[int, ...] = (), parts: tuple[tuple[int, int], ...] = ()
    ) -> None:
        self.nodes = nodes
        self.whole = whole
        self.parts = parts
        self.next: dict[str, _State | None] = {}


_UNKNOWN = _State(())


class Matcher:
    """Phrases put together into one network of words."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._gaps = [phrase.gaps for phrase in phrases]
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
        self._start = _State((0,))
        self._remembered = 0

    def hits(self, words: Sequence[str]) -> list[Hit]:
        """Every place where a phrase stands."""
        found: list[Hit] = []
        partly: dict[int, list[tuple[int, int, int]]] = {}
        start, first = self._start, self._start.next
        count = len(words)
        for begin, word in enumerate(words):
            state = first.get(word, _UNKNOWN)
            if state is _UNKNOWN:
                state = self._step(start, word)
            at = begin + 1
            while state is not None:
                if state.whole:
                    found += [Hit(number, begin, at) for number in state.whole]
                for number, part in state.parts:
                    spans = partly.get(number)
                    if spans is not None:
                        spans.append((part, begin, at))
                    elif part == 0 or not self._gaps[number][part - 1].ordered:
                        partly[number] = [(part, begin, at)]
                if at == count:
                    break
                word = words[at]
                at += 1
                after = state.next.get(word, _UNKNOWN)
                state = self._step(state, word) if after is _UNKNOWN else after
        for number, spans in partly.items():
            if len(spans) > len(self._gaps[number]):
                found.extend(self._joined(number, spans))
        if self._remembered > _MOST_REMEMBERED:
            self._forget()
        return found

    def _step(self, state: _State, word: str) -> _State | None:
        nodes: dict[int, None] = {}
        for element in self._elements(word):
            for node in state.nodes:
                nodes.update(dict.fromkeys(self._edges[node].get(element, ())))
        after = None
        if nodes:
            key = tuple(sorted(nodes))
            after = self._states.get(key)
            if after is None:
                ends = [end for node in key for end in self._ends.get(node, ())]
                after = self._states[key] = _State(
                    key,
                    tuple(number for number, _ in ends if not self._gaps[number]),
                    tuple((number, part) for number, part in ends if self._gaps[number]),
                )
        state.next[word] = after
        self._remembered += 1
        return after

    def _elements(self, word: str) -> list[str]:
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

    def _joined(self, number: int, spans: Iterable[tuple[int, int, int]]) -> list[Hit]:
        gaps = self._gaps[number]
        parts: list[list[tuple[int, int]]] = [[] for _ in range(len(gaps) + 1)]
        for part, begin, end in spans:
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
