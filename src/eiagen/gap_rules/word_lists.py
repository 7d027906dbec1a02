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
    return bool(words) and _in_small_letters(words).search(text.lower()) is not None


def without(words: tuple[str, ...], text: str) -> str:
    """The text with the phrases struck out, so that they are not taken for what they are not."""
    return _whole_words(words).sub(" · ", text) if words else text


@lru_cache(maxsize=512)
def _whole_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for the whole list, blind to capitals."""
    return re.compile(_any_of(words), re.IGNORECASE)


@lru_cache(maxsize=512)
def _in_small_letters(words: tuple[str, ...]) -> re.Pattern[str]:
    """The same for a text in small letters, which takes a sixth of the time."""
    return re.compile(_any_of(words))


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(map(_one, sorted(words, key=len, reverse=True)))


def starts(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words in small letters without their stars: what `Reading.contains` takes."""
    return tuple(word.lower().rstrip("*") for word in words)


def _one(phrase: str) -> str:
    stem = phrase.rstrip("*").lower()
    body = r"[\s-]+".join(map(re.escape, stem.split()))
    if (first := stem[:1]).isalnum():
        # What stands before is asked after the first letter, so that the letters are what is scanned for.
        body = rf"{first}(?<!\w{first}){body[1:]}"
    after = r"\w*" if phrase.endswith("*") else (r"(?!\w)" if stem[-1:].isalnum() else "")
    return f"{body}{after}"
