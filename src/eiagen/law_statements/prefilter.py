"""A look at the words of a text, before it is read closely, that costs next to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eiagen.phrases import Choice, Phrase, Words

_WORD = re.compile(r"(?<!['’])[a-z]+|\d+")
_STAR = 4
"""So many letters of a word with a star are looked at before a passage is read closely."""
_ANCHORS = 3
"""So many words of each phrase are looked for before that."""


class Prefilter:
    """Whether a text may hold one of many phrases: a look at its words that costs next to nothing.

    Of each phrase up to three choices of words are kept, one word of each of which it cannot do without.
    What a word stands for is a number with one bit a phrase.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._whole: list[dict[str, int]] = [{} for _ in range(_ANCHORS)]
        self._begun: list[dict[str, int]] = [{} for _ in range(_ANCHORS)]
        self._free = [0] * _ANCHORS
        """The phrases that need no further word."""
        for number, phrase in enumerate(phrases):
            needed = sorted({one for part in phrase.parts for one in _needed(part)}, key=_worth)[-_ANCHORS:]
            for level in range(_ANCHORS):
                if level >= len(needed):
                    self._free[level] |= 1 << number
                    continue
                for word in needed[level]:
                    if word.endswith("*"):
                        begun = self._begun[level]
                        begun[word[:_STAR]] = begun.get(word[:_STAR], 0) | 1 << number
                    else:
                        whole = self._whole[level]
                        whole[word] = whole.get(word, 0) | 1 << number

    def passes(self, text: str) -> bool:
        """False only where none of the phrases stands in the text."""
        found = set(_WORD.findall(text.lower()))
        beginnings = {word[:_STAR] for word in found}
        possible = -1
        for free, whole, begun in zip(self._free, self._whole, self._begun, strict=True):
            seen = free
            for word in found & whole.keys():
                seen |= whole[word]
            for beginning in beginnings & begun.keys():
                seen |= begun[beginning]
            possible &= seen
            if not possible:
                return False
        return True


def _needed(sequence: Words) -> Iterator[frozenset[str]]:
    """Sets of words of each of which one must stand where the sequence does."""
    for item in sequence:
        if isinstance(item, str):
            plain = item.removesuffix("*")
            if _WORD.fullmatch(plain) and (plain == item or len(plain) >= _STAR):
                yield frozenset((item,))
        elif isinstance(item, Choice) and not item.optional:
            each = [max(_needed(option), key=_worth, default=frozenset[str]()) for option in item.options]
            if all(each):
                yield frozenset().union(*each)


def _worth(needed: frozenset[str]) -> tuple[int, list[str]]:
    """Few words that are long are rarer than many short ones: a text should be picked by what is rare."""
    return sum(len(word) for word in needed) // len(needed) * 4 - len(needed), sorted(needed)
