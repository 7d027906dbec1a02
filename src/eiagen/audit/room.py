"""How much of a page a text takes: enough to tell, before it is set, what still fits on a front page.

Measured in points on a Word page of our own style, which has the least room of the formats. Letters are as
wide as they are on average; what that gets wrong is within the margin that `PAGE` leaves.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

PAGE = 692.0
"""How high what stands between the margins of a page may be; some 25 more are left for what is misjudged."""
TITLE = 95.0
"""How wide a title of three lines is, in letters of a usual width."""

_TITLE = (31.5, 34)
_NOTE = (14.6, 95)
_SMALL = (12.4, 102)
"""Height of a line, and how many letters of a usual width stand in one as wide as the page."""
_AROUND_TITLE, _AFTER_NOTE, _AROUND_ROW = 26, 7, 6.4
_MARKUP = re.compile(r"<[^>]*>")
_CAPITAL, _BROAD = 1.3, 1.9
"""How much wider than a usual letter they are: a capital, and a character of Chinese or Japanese."""


def title_height(title: str) -> float:
    """Of a title and the line above it."""
    height, letters = _TITLE
    return _AROUND_TITLE + height * lines_of(title, letters)


def note_height(text: str) -> float:
    """Of paragraphs in the size of notes; their markup is not counted."""
    height, letters = _NOTE
    paragraphs = [_MARKUP.sub("", one).strip() for one in text.split("</p>")]
    return sum(_AFTER_NOTE + height * lines_of(one, letters) for one in paragraphs if one)


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Of a row of a table set small: each cell's text, and its share of the width of the page."""
    height, letters = _SMALL
    lines = (lines_of(_MARKUP.sub("", text), int(letters * share) - 1) for text, share in cells)
    return _AROUND_ROW + height * max(lines)


def cut_to(text: str, width: float) -> str:
    """As many whole words as are no wider than so many usual letters, and "…" where these aren't all."""
    text = " ".join(text.split())
    if wide(text) <= width:
        return text
    taken = 0.0
    for number, letter in enumerate(text):
        taken += _wide(letter)
        if taken > width - 1:
            cut = text[:number]
            # A word that is as long as all of this is cut itself.
            return f"{(cut.rpartition(' ')[0] or cut).rstrip(' ,;:.')}…"
    return text


def lines_of(text: str, letters: int) -> int:
    """How many lines a text takes where so many usual letters stand in one; words are kept whole."""
    lines, taken = 1, 0.0
    for word in text.split():
        width = wide(word)
        if taken and taken + 1 + width > letters:
            lines, taken = lines + 1, 0.0
        taken += width + (1 if taken else 0)
        if taken > letters:  # a word longer than a line is broken
            lines += math.ceil(taken / letters) - 1
            taken %= letters
    return lines


def wide(text: str) -> float:
    """How many usual letters are as wide as the text."""
    return sum(map(_wide, text))


def _wide(letter: str) -> float:
    if letter.isascii():
        return _CAPITAL if letter.isupper() else 1.0
    return _BROAD if unicodedata.east_asian_width(letter) in "WF" else 1.0
