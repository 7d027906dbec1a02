"""The notation of phrases (docs/phrases.md): what is written becomes words, choices and gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from eiagen.words import BEGIN, END, MARK, is_mark, words

NUMBER, YEAR, MONTH = "NUMBER", "YEAR", "MONTH"
LONGEST_GAP = 40

_FIXED = {NUMBER: NUMBER, YEAR: YEAR, MONTH: MONTH, "^": BEGIN, "$": END}
_TOKEN = re.compile(r"\s*([()\[\]|,^$]|~\d*|>\d*|[^\s()\[\]|,^$~>]+)")


_AFTER_SEQUENCE = frozenset((")", "]", "|", ""))
"""What a sequence ends before, besides a gap."""


class PhraseError(ValueError):
    """What is wrong with a phrase, in words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences, or nothing where that is allowed."""

    options: tuple[Words, ...]
    optional: bool


Words = tuple["str | Choice", ...]
"""Next to each other: a word, a beginning with its star, NUMBER, YEAR, MONTH, a mark, an end, or a choice."""


_PERHAPS_A_MARK = Choice(((MARK,),), optional=True)


@dataclass(frozen=True, slots=True)
class Gap:
    """How many words may stand between, and whether what comes after it must follow."""

    most: int
    ordered: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts, and the gap before each part but the first."""

    text: str
    parts: tuple[Words, ...]
    gaps: tuple[Gap, ...]
    beginnings: frozenset[str]
    """The beginnings of words that a star follows."""


@lru_cache(maxsize=100_000)
def parse(text: str) -> Phrase:
    """The phrase; raises `PhraseError` with what is wrong."""
    return _Parser(text).phrase()


def _may_be_empty(sequence: Words) -> bool:
    for item in sequence:
        if isinstance(item, str):
            if item != MARK:
                return False
        elif not (item.optional or any(map(_may_be_empty, item.options))):
            return False
    return True


def _wrong(message: str) -> NoReturn:
    raise PhraseError(message)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = [*_TOKEN.findall(text), ""]
        """The last is the end, which no piece is."""
        self.at = 0
        self.beginnings: set[str] = set()

    def phrase(self) -> Phrase:
        if len(self.pieces) == 1:
            _wrong("this phrase is empty")
        parts = [self.part()]
        gaps = []
        while piece := self.pieces[self.at]:
            if piece[0] not in "~>":
                _wrong(f"“{piece}” closes a bracket that was never opened")
            if not piece[1:]:
                _wrong(f"“{piece}” needs a number right after it: how many words may stand between")
            if int(piece[1:]) > LONGEST_GAP:
                _wrong(f"“{piece}” is more than the {LONGEST_GAP} words that a gap may have")
            self.at += 1
            gaps.append(Gap(int(piece[1:]), piece[0] == ">"))
            parts.append(self.part())
        return Phrase(self.text, tuple(parts), tuple(gaps), frozenset(self.beginnings))

    def part(self) -> Words:
        sequence = self.sequence(inside=False)
        if _may_be_empty(sequence):
            _wrong("a whole part of it may be left out, so it would be found everywhere")
        return sequence

    def sequence(self, inside: bool) -> Words:
        items: list[str | Choice] = []
        while (piece := self.pieces[self.at]) not in _AFTER_SEQUENCE:
            if piece[0] in "~>":
                if not inside:
                    break
                _wrong(f"“{piece}” can't stand inside brackets")
            self.at += 1
            if piece in "([":
                items.append(self.choice(piece))
            elif piece == MARK:
                items.append(_PERHAPS_A_MARK)
            elif piece in _FIXED:
                items.append(_FIXED[piece])
            else:
                found, beginning = _words_of(piece)
                items.extend(found)
                if beginning is not None:
                    self.beginnings.add(beginning)
        if not inside and piece == "|":
            _wrong("“|” stands only inside brackets: (this|that)")
        return tuple(items)

    def choice(self, opened: str) -> Choice:
        options: list[Words] = []
        while True:
            option = self.sequence(inside=True)
            if not option:
                _wrong("an alternative is empty: use [square brackets] for what may be left out")
            options.append(option)
            piece = self.pieces[self.at]
            if not piece:
                _wrong("a bracket is never closed")
            self.at += 1
            if piece == "|":
                continue
            if piece != (")" if opened == "(" else "]"):
                _wrong(f"“{piece}” closes a bracket that was opened as “{opened}”")
            return Choice(tuple(options), optional=opened == "[")


@lru_cache(maxsize=100_000)
def _words_of(piece: str) -> tuple[tuple[str, ...], str | None]:
    """The words that a piece is, the last perhaps with its star; and the beginning that it then is."""
    star = piece.endswith("*")
    body = piece.removesuffix("*")
    if "*" in body:
        _wrong(f"“{piece}”: the star stands only at the end of a word")
    found = tuple(words(body)[1:-1])
    if not found or any(map(is_mark, found)):
        _wrong(f"“{piece}”: only words, and the comma, may stand in a phrase")
    if not star:
        return found, None
    if len(found[-1]) < 2 or not found[-1].isalpha():
        _wrong(f"“{piece}”: two letters at least before a star")
    return (*found[:-1], found[-1] + "*"), found[-1]


def checked(text: str) -> str:
    """The text of a phrase; a `PhraseError` quotes it where it is none."""
    try:
        parse(text)
    except PhraseError as error:
        raise PhraseError(f"“{text}”: {error}") from None
    return text
