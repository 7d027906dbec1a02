"""A look at the words of a sentence, before it is read closely, that costs next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

from eiagen.phrases import Phrase, Words

_PLAIN = re.compile(r"[a-z]+\*?|\d+")

_Needed = tuple[float, frozenset[str]]
"""Words of which one must stand in a sentence, and about how likely one does in any."""
_likely = itemgetter(0)
_ANYTHING: _Needed = 1.0, frozenset("*")


class Prefilter:
    """The rarest words of many phrases: each phrase cannot do without one of its own."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        rarest: set[str] = set()
        for phrase in phrases:
            needed = (one for part in phrase.parts for one in _needed(part))
            rarest |= min(needed, key=_likely, default=_ANYTHING)[1]
        self._beginnings = tuple(word[:-1] for word in rarest if word[-1] == "*")
        self._words = frozenset(word for word in rarest if word[-1] != "*")

    def passes(self, words: Sequence[str]) -> bool:
        """False only where none of the phrases stands in the words."""
        if not self._words.isdisjoint(words):
            return True
        return bool(self._beginnings) and any(word.startswith(self._beginnings) for word in words)


def _needed(sequence: Words) -> Iterator[_Needed]:
    for item in sequence:
        if isinstance(item, str):
            if (alone := _alone(item)) is not None:
                yield alone
        elif not item.optional:
            each = [min(_needed(option), key=_likely, default=None) for option in item.options]
            if None not in each:
                yield _any_of([one for one in each if one is not None])


@lru_cache(maxsize=10_000)
def _alone(word: str) -> _Needed | None:
    if not _PLAIN.fullmatch(word):
        return None
    # Long words are rarer; a beginning costs more to look for than it is worth.
    return 1.0 if word[-1] == "*" else 1.0 / (1 << len(word)), frozenset((word,))


def _any_of(each: list[_Needed]) -> _Needed:
    return sum(likely for likely, _ in each), frozenset().union(*(those for _, those in each))
