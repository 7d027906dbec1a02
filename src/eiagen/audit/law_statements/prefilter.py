"""A look at the words of a sentence, before it is read closely, that costs next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache, reduce
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


class _Masks(dict[str, int]):
    """For each word the sets that it is in, as bits; worked out when it is first met."""

    def __init__(self, known: dict[str, int], beginnings: dict[str, int]) -> None:
        super().__init__(known)
        self._beginnings = beginnings
        self._any = tuple(beginnings)

    def __missing__(self, word: str) -> int:
        self[word] = found = 0
        if word.startswith(self._any):
            starts = [mask for beginning, mask in self._beginnings.items() if word.startswith(beginning)]
            self[word] = found = reduce(or_, starts)
        return found


class Prefilter(Generic[Kind]):
    """For phrases of several kinds the sets of words of which each needs one: what lacks them holds none."""

    def __init__(self, phrases: Iterable[tuple[Phrase, Kind]]) -> None:
        bits: dict[frozenset[str], int] = {}
        needs: dict[int, set[tuple[int, Kind]]] = {}
        always: set[Kind] = set()
        known_choices: dict[int, tuple[Choice, _Needed | None]] = {}
        for phrase, kind in phrases:
            each = (one for part in phrase.parts for one in _needed(part, known_choices))
            needed = sorted(each, key=_likely)[:_MOST]
            own = [bits.setdefault(words, 1 << len(bits)) for _, words in needed]
            if own:
                needs.setdefault(own[0], set()).add((reduce(or_, own), kind))
            else:
                always.add(kind)
        self._needs = {rarest: tuple(others) for rarest, others in needs.items()}
        self._rarest = reduce(or_, self._needs, 0)
        self._always = frozenset(always)
        known: dict[str, int] = {}
        beginnings: dict[str, int] = {}
        for words, bit in bits.items():
            for word in words:
                into, key = (beginnings, word[:-1]) if word[-1] == "*" else (known, word)
                into[key] = into.get(key, 0) | bit
        for word in known:
            for beginning, mask in beginnings.items():
                if word.startswith(beginning):
                    known[word] |= mask
        self._masks = _Masks(known, beginnings)

    def kinds(self, words: Sequence[str]) -> Set[Kind]:
        """The kinds of phrases that may stand in the words; surely none of the others does."""
        seen = reduce(or_, map(self._masks.__getitem__, words), 0)
        left = seen & self._rarest
        if not left:
            return self._always
        found = set(self._always)
        while left:
            rarest = left & -left
            left ^= rarest
            for all_of_it, kind in self._needs[rarest]:
                if seen & all_of_it == all_of_it:
                    found.add(kind)
        return found


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
