"""The sentences of a document, each with its words alone, so that what only looks different is the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eiagen.document import Passage
from eiagen.words import is_mark, sentences, words

Words = tuple[str, ...]

_NUMBER = re.compile(
    r"\s*(?:[•▪●◦·*–—-]\s+"
    r"|\(?(?:\d{1,3}|[a-z]|[ivxl]{1,5})[.)]\)?\s+"
    # "2.5 hours" begins with a figure, "2.5 Hours of work" with a number.
    r"|\d{1,3}(?:\.\d{1,3})+[.)]?\s+(?=[\"“‘'(\[]?[A-Z]))+",
)
_ONLY_A_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[a-z]|[ivxl]{1,5})[.)]\)?\s*")
"""“1.” in front of a list point is cut off as a sentence of its own, and is none."""
_HEADING_NUMBER = re.compile(
    r"\s*(?:(?:part|section|chapter|annex|appendix)\s+)?(?:\d{1,3}(?:\.\d{1,3})*|[A-Z]|[IVXivx]{1,5})[.:)]?\s+",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """A sentence, a list point or what stands in a cell."""

    text: str
    passage: Passage
    words: Words
    """In small letters, without marks and without the number in front."""

    @property
    def in_contents(self) -> bool:
        """Whether it is a line of a table of contents: it changes with every page that moves."""
        return self.passage.kind == "contents"


def sentences_of(passages: Iterable[Passage]) -> Iterator[Sentence]:
    """Every sentence in reading order, as the audit cuts them: their numbers are those of its units."""
    for passage in passages:
        for text in sentences(passage.text):
            yield Sentence(text, passage, words_alone(text, heading=passage.kind == "heading"))


def words_alone(text: str, *, heading: bool = False) -> Words:
    """The words of a text as they are compared: without case, spacing, punctuation and numbering."""
    if _ONLY_A_NUMBER.fullmatch(text):
        return ()
    number = (_HEADING_NUMBER if heading else _NUMBER).match(text)
    return tuple(word for word in words(text[number.end() :] if number else text)[1:-1] if not is_mark(word))
