"""What a designer marks in a house template: [title] and its like, to be filled in, and [report]."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eiagen.renderers.word_xml import XML_SPACE, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WORDS = ("title", "body", "version", "status", "date")
"""What can be filled in."""
REPORT = "report"
"""Where the report stands."""

_MARK = re.compile(r"\[[ \u00a0]*([A-Za-z]{3,12})[ \u00a0]*\]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Mark:
    """A word in square brackets."""

    word: str
    paragraph: Element
    text: str
    """Of the whole paragraph."""
    split: bool
    """Whether Word has cut it into several runs."""

    @property
    def alone(self) -> bool:
        """Whether nothing else is in the paragraph."""
        return _MARK.fullmatch(self.text.strip()) is not None


def marks(root: Element) -> Iterator[Mark]:
    """Everything that looks like a mark, in order."""
    for paragraph in root.iter(f"{W}p"):
        pieces = _pieces(paragraph)
        text = "".join(piece.text or "" for piece in pieces)
        for match in _MARK.finditer(text) if "[" in text else ():
            end, across = 0, 0
            for piece in pieces:
                begin, end = end, end + len(piece.text or "")
                across += begin < match.end() and end > match.start()
            yield Mark(match[1].lower(), paragraph, text, across > 1)


def fill(root: Element, words: Mapping[str, str], shortened: Callable[[str], str]) -> None:
    """Puts what each mark stands for in its place. `words` have the marks with their brackets, "[title]"."""
    for paragraph in root.iter(f"{W}p"):
        pieces = _pieces(paragraph)
        text = "".join(piece.text or "" for piece in pieces)
        if "[" not in text:
            continue
        for match in reversed(list(_MARK.finditer(text))):
            said = words.get(f"[{match[1].lower()}]")
            if said is not None:
                _replace(pieces, match.start(), match.end(), shortened(_UNPRINTABLE.sub("", said)))


def texts(root: Element) -> Iterator[str]:
    """The text of each paragraph that has any."""
    for paragraph in root.iter(f"{W}p"):
        if text := "".join(piece.text or "" for piece in _pieces(paragraph) if piece.tag == f"{W}t"):
            yield text


def _pieces(paragraph: Element) -> list[Element]:
    """The texts of a paragraph, without those of a text box in it."""
    found: list[Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}t":
            found.append(element)
        elif element.tag != f"{W}p":
            waiting.extend(reversed(element))
    return found


def _replace(pieces: list[Element], start: int, end: int, said: str) -> None:
    at = 0
    for piece in pieces:
        text = piece.text or ""
        begin, after = max(start - at, 0), min(end - at, len(text))
        if begin < after:
            first = start >= at
            piece.text = text[:begin] + (said if first else "") + text[after:]
            piece.set(XML_SPACE, "preserve")
        at += len(text)
