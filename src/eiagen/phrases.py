"""The notation of phrases (docs/phrases.md): what is written becomes words, choices and gaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, NoReturn

from pydantic import AfterValidator

from eiagen.model import Text
from eiagen.words import BEGIN, END, MARK, is_mark, words

NUMBER, YEAR, MONTH = "NUMBER", "YEAR", "MONTH"
LONGEST_GAP = 40

_FIXED = {NUMBER: NUMBER, YEAR: YEAR, MONTH: MONTH, "^": BEGIN, "$": END}
_TOKEN = re.compile(r"\s*([()\[\]|,^$]|~\d*|>\d*|[^\s()\[\]|,^$~>]+)")


class PhraseError(ValueError):
    """What is wrong with a phrase, in words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences, or nothing where that is allowed."""

    options: tuple[Words, ...]
    optional: bool


Words = tuple["str | Choice", ...]
"""Next to each other: a word, a beginning with its star, NUMBER, YEAR, MONTH, a mark, an end, or a choice."""


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
    return all(
        item == MARK if isinstance(item, str) else item.optional or any(map(_may_be_empty, item.options))
        for item in sequence
    )


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = [found[1] for found in _TOKEN.finditer(text)]
        self.at = 0
        self.beginnings: set[str] = set()

    def wrong(self, message: str) -> NoReturn:
        raise PhraseError(message)

    def peek(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def phrase(self) -> Phrase:
        if not self.pieces:
            self.wrong("this phrase is empty")
        parts = [self.part()]
        gaps = []
        while piece := self.peek():
            if piece[0] not in "~>":
                self.wrong(f"“{piece}” closes a bracket that was never opened")
            if not piece[1:]:
                self.wrong(f"“{piece}” needs a number right after it: how many words may stand between")
            if int(piece[1:]) > LONGEST_GAP:
                self.wrong(f"“{piece}” is more than the {LONGEST_GAP} words that a gap may have")
            self.at += 1
            gaps.append(Gap(int(piece[1:]), piece[0] == ">"))
            parts.append(self.part())
        return Phrase(self.text, tuple(parts), tuple(gaps), frozenset(self.beginnings))

    def part(self) -> Words:
        sequence = self.sequence(inside=False)
        if _may_be_empty(sequence):
            self.wrong("a whole part of it may be left out, so it would be found everywhere")
        return sequence

    def sequence(self, inside: bool) -> Words:
        items: list[str | Choice] = []
        while (piece := self.peek()) and piece not in (")", "]", "|"):
            if piece[0] in "~>":
                if not inside:
                    break
                self.wrong(f"“{piece}” can't stand inside brackets")
            self.at += 1
            if piece in "([":
                items.append(self.choice(piece))
            elif piece == MARK:
                items.append(Choice(((MARK,),), optional=True))
            elif piece in _FIXED:
                items.append(_FIXED[piece])
            else:
                items.extend(self.words(piece))
        if not inside and self.peek() == "|":
            self.wrong("“|” stands only inside brackets: (this|that)")
        return tuple(items)

    def choice(self, opened: str) -> Choice:
        options: list[Words] = []
        while True:
            option = self.sequence(inside=True)
            if not option:
                self.wrong("an alternative is empty: use [square brackets] for what may be left out")
            options.append(option)
            piece = self.peek()
            self.at += 1
            if piece == "|":
                continue
            if not piece:
                self.wrong("a bracket is never closed")
            if piece != (")" if opened == "(" else "]"):
                self.wrong(f"“{piece}” closes a bracket that was opened as “{opened}”")
            return Choice(tuple(options), optional=opened == "[")

    def words(self, piece: str) -> tuple[str, ...]:
        star = piece.endswith("*")
        body = piece.removesuffix("*")
        if "*" in body:
            self.wrong(f"“{piece}”: the star stands only at the end of a word")
        found = tuple(words(body)[1:-1])
        if not found or any(map(is_mark, found)):
            self.wrong(f"“{piece}”: only words, and the comma, may stand in a phrase")
        if star:
            if len(found[-1]) < 2 or not found[-1].isalpha():
                self.wrong(f"“{piece}”: two letters at least before a star")
            self.beginnings.add(found[-1])
            found = (*found[:-1], found[-1] + "*")
        return found


def _checked(text: str) -> str:
    try:
        parse(text)
    except PhraseError as error:
        raise PhraseError(f"“{text}”: {error}") from None
    return text


Phrases = tuple[Annotated[Text, AfterValidator(_checked)], ...]
"""A field that holds phrases; a mistake in one is told with its line, like any other mistake in a file."""
