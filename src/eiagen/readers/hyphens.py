"""Decides whether a hyphen at a line's end belongs to its word, by what the rest of the document says.

A document that divides words does so often, and most of what it divides stands undivided elsewhere in it.
One that doesn't has hyphens at line ends only where the word has one anyway.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain, pairwise

HYPHEN = "\ufffe"
"""PDFium's sign for a hyphen at a line's end, whatever hyphen the page has there."""

_SOFT = "\u00ad"
_EN_DASH = "\u2013"
LINE_ENDS = f"-\u2010{HYPHEN}{_SOFT}{_EN_DASH}"
"""With what a line ends whose last word, or range of numbers, may go on in the next."""

_BEFORE = re.compile(r"(.*?)([^\W\d_]+).")
_AFTER = re.compile(r"([^\W\d_]+)(\S?)")
_ADDRESS = re.compile(r"[/@_=]|\w\.\w|\d")
_LETTERS_LAST = re.compile(r"[^\W\d_]+\Z")
_POINTS = str.maketrans(dict.fromkeys(".,;:!?()[]\"'/\u201c\u201d\u2018\u2019\u2013\u2014\u2022", " "))
_PARTED = ("- ", f"{HYPHEN} ")
_MANY = 100
"""Words with a hyphen at a line's end, from which on it pays to gather all words of the document."""

_ENOUGH = 60
"""So many of them tell whether the document divides words."""

_LEAST = 0.004
"""Share of lines that end in a hyphen, below which a document divides no words."""

_RATE = 0.025
"""Share of lines that end in a hyphen, from which on a document that gives no other sign divides words."""

# First parts that keep their hyphen whatever follows.
_COMPOUNDS = frozenset(
    """
    anti cross full half high long low multi non one self semi short single third three two well
    """.split()  # noqa: SIM905
)
# First parts that are words, but mostly of one that is written as one.
_CLOSED = frozenset(
    """
    class data down every fore foot hand home house land news over safe some stake there through time
    under web what when where with work
    """.split()  # noqa: SIM905
)
# Ends that are no words: what they stand behind is divided.
_END = re.compile(
    r"[bcdfglmnprstv]{0,2}(?:[ai]?tion(?:al|ally)?|sion|cian|ment|ness|ity|ance|ency|ence|ibly|ively|ously|isation"
    r"|ising|cial|tial|tive|sive|ture|ties|ty|ly|ed|er|ant|ful)s?"
)
_WORDS_TOO = frozenset(
    """
    bed bent cents dance danced feds fence fences gents led lent less lance lances led mental mer pants
    pence per pers rant rants red reds rent rents sent shed spent tent tents wed ship hence since ties
    fly ply sly
    """.split()  # noqa: SIM905
)


def is_range(text: str, following: str) -> bool:
    """Whether the hyphen or dash at the end of a line stands between numbers: 2018–2021."""
    return text[-2:-1].isdigit() and following[:1].isdigit()


class Hyphens:
    """What a document's words say about its hyphens at line ends. They are read when the first is met."""

    def __init__(self, lines: Callable[[], Iterable[str]]) -> None:
        self._lines = lines
        self._known: dict[tuple[str, str], bool | None] = {}

    def join(self, text: str, following: str) -> str:
        """The text and its next line as one, without a space where a hyphen parts a word."""
        if text[-1] not in LINE_ENDS:
            return f"{text} {following}"
        if is_range(text, following):
            return text + following
        if text[-1] == _EN_DASH:
            return f"{text} {following}"
        before, after = _BEFORE.fullmatch(text, text.rfind(" ") + 1), _AFTER.match(following)
        if before is None or after is None:
            return text + following if text[-1] in (HYPHEN, _SOFT) and before else f"{text} {following}"
        if after[1] in ("and", "or", "to") and after[2] != "-":
            return f"{text[:-1]}- {following}"  # pre- and primary school
        if _ADDRESS.search(before[1]):
            return f"{text[:-1]}-{following}"
        divided = text[-1] == _SOFT or self._is_divided(before[2], after[1])
        return text[:-1] + following if divided else f"{text[:-1]}-{following}"

    def _is_divided(self, first: str, second: str) -> bool:
        if not (first[-1].islower() and second[0].islower()) and not (first + second).isupper():
            return False
        first, second = first.casefold(), second.casefold()
        if len(first) == 1 or (first in _COMPOUNDS and not self._divides):
            return False
        told = self._told(first, second)
        if told is not None:
            return told
        if not self._divides or first in _COMPOUNDS or (first == "co" and second[0] == "o"):
            return False
        if self._begins(first + second[:4]):
            return True
        if self._begins(f"{first}-{second[:4]}"):
            return False
        both = len(first) > 3 < len(second) and self._has(first) and self._has(second)
        return not both or first in _CLOSED

    def _told(self, first: str, second: str) -> bool | None:
        """Whether the word is a divided one, as far as that is certain."""
        known = (first, second)
        if known not in self._known:
            closed, parted = self._has(first + second), self._has(f"{first}-{second}")
            if closed != parted:
                self._known[known] = closed
            else:
                is_end = _END.fullmatch(second) and second not in _WORDS_TOO
                self._known[known] = True if is_end else None
        return self._known[known]

    @cached_property
    def _text(self) -> str:
        """All of it."""
        return f" {' '.join(self._lines())} ".replace("\u2010", "-").replace("\u2011", "-")

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        """Both halves of every word with a hyphen at a line's end."""
        pieces = self._text.split(HYPHEN)
        found = []
        for piece, following in pairwise(pieces):
            last = piece[piece.rfind(" ") + 1 :]
            before, after = _LETTERS_LAST.search(last), _AFTER.match(following[:40].lstrip(" "))
            if before and after and not _ADDRESS.search(last):
                found.append((before[0].lower(), after[1].lower()))
        return found

    @cached_property
    def _words(self) -> list[str] | None:
        """Every word, in order, and those with a hyphen by their parts, too; None if that wouldn't pay."""
        if len(self._pairs) < _MANY:
            return None
        text = self._text.lower().replace("- ", HYPHEN).replace(f"{HYPHEN} ", HYPHEN)
        words = set(text.translate(_POINTS).split())
        words = {word for word in words if HYPHEN not in word}
        for word in [word for word in words if "-" in word]:
            words.update(word.split("-"))
        return sorted(words)

    def _begins(self, letters: str) -> bool:
        """Whether a word of the document begins so."""
        if self._words is None:
            return self._find(letters, whole=False) or self._find(letters.capitalize(), whole=False)
        at = bisect_left(self._words, letters)
        return at < len(self._words) and self._words[at].startswith(letters)

    def _has(self, word: str) -> bool:
        if self._words is None:
            return self._find(word, whole=True) or self._find(word.capitalize(), whole=True)
        at = bisect_left(self._words, word)
        return at < len(self._words) and self._words[at] == word

    def _find(self, letters: str, *, whole: bool) -> bool:
        """Whether a word of the text, or part of one with a hyphen, begins so or is that."""
        text = self._text
        at = text.find(letters)
        while at >= 0:
            end = at + len(letters)
            # What a line's end has parted is no word: neither behind the hyphen nor before it.
            if not text[at - 1].isalpha() and text[at - 1] != HYPHEN and text[at - 2 : at] not in _PARTED:
                behind = text[end]
                if not whole or not (behind.isalpha() or behind == HYPHEN or text[end : end + 2] in _PARTED):
                    return True
            at = text.find(letters, end)
        return False

    @cached_property
    def _divides(self) -> bool:
        """Whether the document divides words, by those of which it is certain, else by their number."""
        ends = lines = 0
        for line in self._lines():
            lines += 1
            ends += line[-1] == HYPHEN
        if ends < _LEAST * lines:
            return False
        pairs = [pair for pair in self._pairs if pair[0] not in _COMPOUNDS][:_ENOUGH]
        told = [self._told(first, second) for first, second in pairs]
        divided = told.count(True)
        if divided + told.count(False) > 1:
            return divided > told.count(False)
        # The halves of a compound are words, and others of the document mostly use one of them, too.
        if 1 < len(pairs) == len(self._pairs) and not any(map(self._has, chain.from_iterable(pairs))):
            return True
        return len(pairs) > max(2, _RATE * lines)
