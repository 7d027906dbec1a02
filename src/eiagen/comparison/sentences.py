"""The sentences of a document, each with its words alone, so that what only looks different is the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from eiagen.comparison.written_numbers import in_figures
from eiagen.document import Passage
from eiagen.words import is_mark, sentences, words

Words = tuple[str, ...]

_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Black|White|Asian|"
    "African|Caribbean|English|British|Welsh|Scottish|Irish|Polish|Romanian|Muslim|Christian|Jewish|Hindu|Sikh|"
    "Gypsy|Roma|Traveller|Chinese|European|Thai|Deaf|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
)
"""What has a capital letter anywhere: “40 Black women” begins with a figure."""
_CAPITAL = r"(?=[\"“‘'(\[]?[A-Z])"
_NUMBER = re.compile(
    r"\s*(?:[•▪●◦·*–—-]\s+"
    r"|\(?(?:\d{1,3}|[a-z]|[ivxl]{1,5})[.)]\)?\s+"
    # "2.5 hours" begins with a figure, "2.5 Hours of work" with a number.
    rf"|\d{{1,3}}(?:\.\d{{1,3}})+[.)]?\s+{_CAPITAL}"
    # "F.2", "B4"
    rf"|[A-Z]\.?\d{{1,3}}(?:\.\d{{1,3}})*[.):]?\s+{_CAPITAL}"
    # "Step 3:", "para 14"; but "Section 14 Street Offences Act" is an Act's
    rf"|(?i:step|rule|para(?:graph)?|section|point|item|principle|standard)\s+\d{{1,3}}(?:\.\d{{1,3}})*[.):]?\s+"
    rf"{_CAPITAL}(?!\S+(?:\s+\S+){{0,5}}\s+Act\b)"
    # "2 Officers must": a sentence that begins with a figure goes on in small letters.
    rf"|\d{{1,3}}\s+(?=[\"“‘'(\[]?[A-Z][a-z]+\b)(?!(?:{_NAMES})\b))+",
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
    """In small letters, without marks and without the number in front; numbers in figures."""

    @property
    def in_contents(self) -> bool:
        """Whether it is a line of a table of contents: it changes with every page that moves."""
        return self.passage.kind == "contents"


def sentences_of(passages: Iterable[Passage]) -> Iterator[Sentence]:
    """Every sentence in reading order, as the audit cuts them, and those of a contents list with them."""
    for passage in passages:
        for text in sentences(passage.text):
            yield Sentence(text, passage, words_alone(text, heading=passage.kind == "heading"))


def words_alone(text: str, *, heading: bool = False) -> Words:
    """The words of a text as they are compared: without case, spacing, punctuation and numbering."""
    if _ONLY_A_NUMBER.fullmatch(text):
        return ()
    said = in_figures(words(without_number(text, heading=heading))[1:-1])
    return tuple(word for word in said if not is_mark(word))


def without_number(text: str, *, heading: bool = False) -> str:
    """The text without what numbers it: “2 Officers must” is no figure."""
    number = (_HEADING_NUMBER if heading else _NUMBER).match(text)
    return text[number.end() :] if number else text
