"""A look at the words of a sentence, before it is read closely, that costs next to nothing."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, reduce
from operator import itemgetter, or_
from typing import Generic, TypeVar

from eiagen.phrases import Choice, Phrase, Words

Kind = TypeVar("Kind")

_PLAIN = re.compile(r"[a-z]+\*?|\d+")
# fmt: off
_COMMON: Mapping[str, float] = {
    **dict.fromkeys((
        "a", "and", "are", "be", "for", "in", "is", "of", "or", "that", "the", "to", "with"
    ), 0.23),
    **dict.fromkeys((
        "all", "also", "an", "as", "at", "been", "by", "can", "children", "council", "exploitation", "from",
        "has", "have", "human", "if", "it", "local", "may", "modern", "not", "on", "people", "should",
        "slavery", "support", "their", "there", "they", "this", "trafficking", "victims", "was", "which",
        "who", "will", "work", "you"
    ), 0.05),
    **dict.fromkeys((
        "able", "about", "abuse", "access", "accommodation", "across", "act", "action", "activity", "adult",
        "advice", "against", "agencies", "agency", "anti", "any", "application", "approach", "appropriate",
        "area", "areas", "assessment", "authorities", "authority", "available", "awareness", "based",
        "being", "between", "both", "business", "but", "care", "case", "cases", "child", "community",
        "considered", "contact", "could", "county", "crime", "criminal", "data", "decision", "development",
        "do", "does", "domestic", "during", "e", "each", "employment", "ensure", "evidence", "example",
        "existing", "first", "following", "forced", "form", "further", "given", "government", "group",
        "groups", "guidance", "had", "health", "help", "home", "homes", "housing", "how", "however", "i",
        "identified", "identify", "immigration", "impact", "include", "including", "individual",
        "information", "into", "issues", "its", "key", "labour", "law", "legal", "living", "london", "made",
        "make", "many", "more", "most", "must", "national", "need", "needs", "new", "no", "nrm", "number",
        "office", "often", "one", "only", "order", "organisations", "other", "our", "out", "over", "part",
        "partners", "partnership", "person", "place", "plan", "planning", "police", "policy", "potential",
        "practice", "process", "proposed", "protection", "provide", "provided", "providing", "provision",
        "public", "referral", "relevant", "report", "required", "requirements", "research", "response",
        "review", "rights", "risk", "safeguarding", "scheme", "scotland", "secretary", "section", "sector",
        "see", "service", "services", "set", "sexual", "significant", "site", "so", "social", "some",
        "staff", "state", "statutory", "strategic", "strategy", "such", "supply", "survivors", "take",
        "than", "them", "these", "those", "through", "time", "training", "two", "uk", "under", "understand",
        "up", "use", "used", "victim", "vulnerable", "wales", "we", "well", "were", "what", "when", "where",
        "whether", "within", "workers", "working", "would", "years", "young", "your"
    ), 0.014),
}
# fmt: on
"""How many sentences hold a word of which documents of public bodies are full, as a share: measured in 72 of
them, so that what is looked for first is what a sentence most seldom has."""
_SELDOM = 0.002

_Needed = tuple[float, frozenset[str]]
"""Words of which one must stand in a sentence, and about how likely one does in any."""
_likely = itemgetter(0)
_MOST = 3
"""So many sets of words are kept of each phrase: with more of them hardly fewer sentences pass."""


_Needs = tuple[int, tuple[tuple[int, int], ...]]
"""Of phrases that cannot do without a word: their kinds, as bits; and the sets of words of which some need
one each beside it, as bits, with the kinds of those phrases."""
Value = TypeVar("Value")


class _ByWord(dict[str, Value]):
    """What is known of each word and of the beginnings it has; put together when it is first met."""

    def __init__(self, known: Mapping[str, Value], nothing: Value) -> None:
        super().__init__()
        self._nothing = nothing
        self._whole = {word: value for word, value in known.items() if word[-1] != "*"}
        self._beginnings = {word[:-1]: value for word, value in known.items() if word[-1] == "*"}
        self._lengths = sorted(set(map(len, self._beginnings)))
        self._shortest = min(self._lengths, default=0)
        self._first = {beginning[: self._shortest] for beginning in self._beginnings}
        """With what they begin: few words do."""

    def __missing__(self, word: str) -> Value:
        found = self._whole.get(word, self._nothing)
        if word[: self._shortest] in self._first:
            for length in self._lengths:
                if length <= len(word) and word[:length] in self._beginnings:
                    found = self.both(found, self._beginnings[word[:length]])
        self[word] = found
        return found

    @abstractmethod
    def both(self, one: Value, other: Value) -> Value:
        """What is known of a word of which two things are known."""


class _Sets(_ByWord[int]):
    def both(self, one: int, other: int) -> int:
        return one | other


class _Begun(_ByWord["_Needs | None"]):
    def both(self, one: _Needs | None, other: _Needs | None) -> _Needs | None:
        return _together(one, other)


class Prefilter(Generic[Kind]):
    """For phrases of several kinds the sets of words of which each needs one: what lacks them holds none.

    A text is looked through for words of the rarest set of any phrase. Only where one of them may begin what
    is wanted it is seen what else that needs. Kinds are given as bits, which are put together at no cost.
    """

    def __init__(self, phrases: Iterable[tuple[Phrase, Kind]]) -> None:
        self._bits: dict[Kind, int] = {}
        self._always = 0
        """The kinds of phrases that need no word."""
        by_rarest: dict[frozenset[str], dict[frozenset[frozenset[str]], int]] = {}
        known: dict[int, tuple[Choice, _Needed | None]] = {}
        of_phrase: Phrase | None = None
        rarest: frozenset[str] = frozenset()
        others: frozenset[frozenset[str]] = frozenset()
        for phrase, kind in phrases:
            if phrase is not of_phrase:  # the same comes with one kind after the other
                of_phrase = phrase
                each = (one for part in phrase.parts for one in _needed(part, known))
                needed = [words for _, words in sorted(each, key=_likely)[:_MOST]]
                rarest, others = (needed or [frozenset()])[0], frozenset(needed[1:])
            bit = self._bits.setdefault(kind, 1 << len(self._bits))
            if rarest:
                needs = by_rarest.setdefault(rarest, {})
                needs[others] = needs.get(others, 0) | bit
            else:
                self._always |= bit
        # What many need comes first, so that the numbers stay short.
        uses = Counter(words for needs in by_rarest.values() for others in needs for words in others)
        sets = {words: 1 << at for at, (words, _) in enumerate(uses.most_common())}
        self._every = (1 << len(sets)) - 1
        of_words: dict[str, int] = {}
        for words, bit in sets.items():
            for word in words:
                of_words[word] = of_words.get(word, 0) | bit
        self._sets = _Sets(of_words, 0)
        begun: dict[str, _Needs | None] = {}
        for rarest, needs in by_rarest.items():
            fewest = _fewest(
                {reduce(or_, map(sets.__getitem__, others), 0): of for others, of in needs.items()}
            )
            for word in rarest:
                begun[word] = _together(begun.get(word), fewest)
        self._begun = _Begun(begun, None)

    def bits(self, kind: Kind) -> int:
        """The bit of a kind; none where no phrase is of it."""
        return self._bits.get(kind, 0)

    def knows(self, word: str) -> bool:
        """Whether it matters to any phrase that the word is there."""
        return bool(self._begun[word] or self._sets[word])

    def kinds(self, words: Sequence[str]) -> int:
        """The kinds of phrases that may stand in the words; surely none of the others does."""
        begun = list(filter(None, map(self._begun.__getitem__, words)))
        found = self._always
        if begun:
            lacking = self._lacking(words)
            for _, needs in begun:
                for others, kinds in needs:
                    if not others & lacking:
                        found |= kinds
        return found

    def may_hold(self, words: Sequence[str], wanted: int) -> bool:
        """Whether a phrase of some kinds may stand in the words."""
        begun = [
            needs for kinds, needs in filter(None, map(self._begun.__getitem__, words)) if kinds & wanted
        ]
        if begun:
            lacking = self._lacking(words)
            for needs in begun:
                for others, kinds in needs:
                    if not others & lacking and kinds & wanted:
                        return True
        return bool(self._always & wanted)

    def _lacking(self, words: Sequence[str]) -> int:
        """The sets of which no word is there."""
        return self._every ^ reduce(or_, filter(None, map(self._sets.__getitem__, words)), 0)


def _together(one: _Needs | None, other: _Needs | None) -> _Needs | None:
    if one is None or other is None:
        return one or other
    return one[0] | other[0], one[1] + other[1]


def _fewest(needs: Mapping[int, int]) -> _Needs:
    """Kinds by what they need, without those that need more than another phrase of the kind."""
    kept = []
    for others, kinds in needs.items():
        for less, of_less in needs.items():
            if less != others and less & others == less:
                kinds &= ~of_less
        if kinds:
            kept.append((others, kinds))
    return reduce(or_, (kinds for _, kinds in kept)), tuple(kept)


def _needed(sequence: Words, known: dict[int, tuple[Choice, _Needed | None]]) -> Iterator[_Needed]:
    for item in sequence:
        if isinstance(item, str):
            needed = _alone(item)
        elif item.optional:
            continue
        elif id(item) in known:
            needed = known[id(item)][1]
        else:
            needed = _of_choice(item, known)
            known[id(item)] = item, needed
        if needed is not None:
            yield needed


def _of_choice(item: Choice, known: dict[int, tuple[Choice, _Needed | None]]) -> _Needed | None:
    each = []
    for option in item.options:
        first = option[0]
        if len(option) == 1 and isinstance(first, str):
            needed = _alone(first)  # as mostly
        else:
            needed = min(_needed(option, known), key=_likely, default=None)
        if needed is None:
            return None
        each.append(needed)
    return _any_of(each)


@lru_cache(maxsize=10_000)
def _alone(word: str) -> _Needed | None:
    if not _PLAIN.fullmatch(word):
        return None
    return _COMMON.get(word, _SELDOM), frozenset((word,))


def _any_of(each: list[_Needed]) -> _Needed:
    likely, words = 0.0, set[str]()
    for one, those in each:
        likely += one
        words |= those
    return likely, frozenset(words)
