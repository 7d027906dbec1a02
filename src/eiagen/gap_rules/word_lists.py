"""Lists of words from the catalogue, looked for as whole words in what an assessment says."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n\s*\n+|\n(?=\s*(?:[-–—•*]|\d{1,2}[.)])\s)")
"""After a full stop, at a blank line and before an item of a list; a line that is merely wrapped goes on."""
_NOT_WORDS = str.maketrans(dict.fromkeys(".,;:!?()[]{}“”‘’\"'–—-/…*_", " "))


def word_count(text: str | None) -> int:
    """How many words."""
    return len(_WORD.findall(text)) if text else 0


def sentences(text: str) -> list[str]:
    """The text, sentence by sentence."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def normal(text: str) -> str:
    """Small letters, without punctuation, one space between words: for comparing two texts."""
    return " ".join(text.lower().translate(_NOT_WORDS).split())


def finds(words: tuple[str, ...], text: str) -> bool:
    """Whether one of the words or phrases stands in the text; "child*" finds "children" too."""
    return bool(words) and whole_words(words).search(text) is not None


def without(words: tuple[str, ...], text: str) -> str:
    """The text with the phrases struck out, so that they are not taken for what they are not."""
    return whole_words(words).sub(" · ", text) if words else text


@lru_cache(maxsize=512)
def whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for the whole list."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(_one, longest_first)), re.IGNORECASE)


def starts(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words in small letters without their stars: what `Reading.contains` takes."""
    return tuple(word.lower().rstrip("*") for word in words)


def _one(phrase: str) -> str:
    stem = phrase.rstrip("*")
    body = r"[\s-]+".join(map(re.escape, stem.split()))
    before = r"(?<!\w)" if stem[:1].isalnum() else ""
    after = r"\w*" if phrase.endswith("*") else (r"(?!\w)" if stem[-1:].isalnum() else "")
    return f"{before}{body}{after}"
