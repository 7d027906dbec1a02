"""A look at the words of a sentence, before it is read closely, that costs next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property, lru_cache, reduce
from operator import itemgetter, or_
from typing import Generic, TypeVar

from eiagen.phrases import Choice, Phrase, Words

Kind = TypeVar("Kind")

_PLAIN = re.compile(r"[a-z]+\*?|\d+")
# fmt: off
_COMMON = frozenset((
    "about", "access", "act", "action", "activity", "adult", "adults", "advice", "after", "against", "also",
    "and", "approach", "are", "assessment", "authorities", "authority", "available", "because", "been",
    "before", "being", "both", "business", "can", "case", "child", "children", "community", "council",
    "county", "crime", "data", "decision", "development", "does", "employment", "england", "equality",
    "even", "evidence", "exploitation", "fair", "first", "for", "force", "free", "from", "further",
    "government", "group", "groups", "guidance", "has", "have", "health", "home", "hours", "human",
    "identified", "impact", "include", "including", "information", "into", "issues", "labour", "legal",
    "level", "local", "made", "make", "modern", "months", "more", "most", "must", "national", "need",
    "needs", "not", "offence", "office", "officers", "only", "order", "organisation", "organisations",
    "other", "out", "over", "partners", "partnership", "people", "person", "place", "plan", "police",
    "policy", "potential", "practice", "process", "protection", "provide", "provided", "provides", "public",
    "referral", "report", "review", "rights", "risk", "safeguarding", "same", "scotland", "section",
    "service", "services", "sexual", "should", "slavery", "social", "some", "staff", "still", "such",
    "supplier", "suppliers", "supply", "support", "take", "team", "than", "that", "their", "them", "then",
    "there", "these", "they", "this", "those", "time", "trafficking", "training", "under", "victim",
    "victims", "violence", "wales", "was", "were", "what", "when", "where", "which", "who", "will", "with",
    "women", "work", "workers", "working", "would", "year", "years"
))
# fmt: on
"""Words of which documents of public bodies are full, however long they are."""

# fmt: off
_EVERYWHERE = frozenset((
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by",
    "can", "could", "do", "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "is",
    "it", "its", "may", "more", "must", "need", "no", "not", "of", "on", "one", "only", "or", "our",
    "out", "she", "should", "so", "than", "that", "the", "their", "there", "these", "they", "this",
    "to", "under", "up", "was", "we", "were", "when", "where", "which", "who", "will", "with",
    "would", "you"
))
# fmt: on

_Needed = tuple[float, frozenset[str]]
"""Words of which one must stand in a sentence, and about how likely one does in any."""
_likely = itemgetter(0)
_MOST = 3
"""So many sets of words are kept of each phrase: with more of them hardly fewer sentences pass."""


class _Beginnings(dict[str, int]):
    """For each beginning of words the sets that it is in, as bits."""

    def of(self, word: str) -> int:
        """Those of every beginning that the word has."""
        found = 0
        for length in self.lengths:
            found |= self.get(word[:length], 0)
        return found

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long they are."""
        return tuple({len(one) for one in self})


class _Masks(dict[str, int]):
    """For each word the sets that it is in, as bits; worked out when it is first met."""

    def __init__(self, known: dict[str, int], beginnings: _Beginnings) -> None:
        super().__init__((word, mask | beginnings.of(word)) for word, mask in known.items())
        self._beginnings = beginnings

    def __missing__(self, word: str) -> int:
        self[word] = found = self._beginnings.of(word)
        return found


class Prefilter(Generic[Kind]):
    """For phrases of several kinds the sets of words of which each needs one: what lacks them holds none."""

    def __init__(self, phrases: Iterable[tuple[Phrase, Kind]]) -> None:
        bits: dict[frozenset[str], int] = {}
        needs: dict[int, set[tuple[int, Kind]]] = {}
        always: set[Kind] = set()
        known_choices: dict[int, tuple[Choice, _Needed | None]] = {}
        of_phrase: Phrase | None = None
        own: list[int] = []
        for phrase, kind in phrases:
            if phrase is not of_phrase:  # the same comes with one kind after the other
                each = (one for part in phrase.parts for one in _needed(part, known_choices))
                needed = sorted(each, key=_likely)[:_MOST]
                of_phrase, own = phrase, [bits.setdefault(words, 1 << len(bits)) for _, words in needed]
            if own:
                needs.setdefault(own[0], set()).add((reduce(or_, own), kind))
            else:
                always.add(kind)
        self._needs = {rarest: tuple(_fewest(others)) for rarest, others in needs.items()}
        self._rarest = reduce(or_, self._needs, 0)
        self._of: dict[Kind, int] = {}
        for rarest, others in self._needs.items():
            for _, kind in others:
                self._of[kind] = self._of.get(kind, 0) | rarest
        self._always = frozenset(always)
        known: dict[str, int] = {}
        beginnings = _Beginnings()
        for words, bit in bits.items():
            for word in words:
                into, key = (beginnings, word[:-1]) if word[-1] == "*" else (known, word)
                into[key] = into.get(key, 0) | bit
        self._masks = _Masks(known, beginnings)

    def bits(self, kind: Kind) -> int:
        """What `kinds` has to look at so as not to miss one."""
        return self._of.get(kind, 0)

    def look(self, words: Sequence[str]) -> int:
        """The sets of words of which one is there, as bits; 0 where no phrase may stand in the words."""
        seen = reduce(or_, map(self._masks.__getitem__, words), 0)
        return seen if seen & self._rarest or self._always else 0

    def kinds(self, seen: int, among: int = -1) -> Set[Kind]:
        """The kinds of phrases that may stand where those sets are; surely none of the others does.

        Looks for those alone whose `bits` are given, and for others that happen to share them.
        """
        left = seen & self._rarest & among
        if not left:
            return self._always
        found = set(self._always)
        while left:
            rarest = left & -left
            left ^= rarest
            for all_of_it, kind in self._needs[rarest]:
                if kind not in found and seen & all_of_it == all_of_it:
                    found.add(kind)
        return found


def _fewest(needs: set[tuple[int, Kind]]) -> Iterator[tuple[int, Kind]]:
    """The needs without those of a kind that need more than another of it."""
    for all_of_it, kind in needs:
        if not any(other == kind and less != all_of_it and less & all_of_it == less for less, other in needs):
            yield all_of_it, kind


def _needed(sequence: Words, known: dict[int, tuple[Choice, _Needed | None]]) -> Iterator[_Needed]:
    for item in sequence:
        if isinstance(item, str):
            needed = _alone(item)
        elif item.optional:
            continue
        elif id(item) in known:
            needed = known[id(item)][1]
        else:
            each = [min(_needed(option, known), key=_likely, default=None) for option in item.options]
            needed = None if None in each else _any_of([one for one in each if one is not None])
            known[id(item)] = item, needed
        if needed is not None:
            yield needed


@lru_cache(maxsize=10_000)
def _alone(word: str) -> _Needed | None:
    if not _PLAIN.fullmatch(word):
        return None
    likely = 1.0 if word in _EVERYWHERE else 0.03 if word in _COMMON else 0.004
    return likely, frozenset((word,))


def _any_of(each: list[_Needed]) -> _Needed:
    words = frozenset().union(*(those for _, those in each))
    return sum(likely for likely, _ in each), words
