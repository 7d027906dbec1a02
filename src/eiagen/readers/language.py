"""Whether a text is in English, which is all that the audit reads."""

from __future__ import annotations

from collections.abc import Sequence

from eiagen.document import Passage

# fmt: off
_ENGLISH = frozenset(
    (
        "the", "and", "of", "to", "in", "is", "for", "that", "with", "as", "be", "are", "by", "on", "it",
        "or", "an", "was", "this", "from", "not", "at", "which", "they", "will", "have", "has",
    )
)
_WELSH = frozenset(
    (
        "y", "yr", "yn", "a", "ac", "ar", "o", "i", "mae", "bod", "gan", "am", "sydd", "wedi", "ei",
        "eu", "fod", "bydd", "rhaid", "hyn", "gyda", "nid", "mewn", "sy'n", "a'r", "i'r", "o'r",
    )
)
# fmt: on
_LONG = 8
"""Words below which a passage does not show its language."""
_FEWEST = 20
"""A text of fewer words shows no language either."""
_LOOKED_AT = 60
_LEAST = 2
"""Of English text about a third are these words; a passage with fewer of them is something else."""
_WELSH_SHARE = 0.15
_PART = 0.2
"""A smaller part is quotations and names."""


def not_in_english(passages: Sequence[Passage]) -> tuple[float, str]:
    """Which share of the text is not in English, from 0 to 1, and the language if it is Welsh.

    Of a long document passages from all through it are looked at; a short passage says nothing.
    """
    every = len(passages) // _LOOKED_AT + 1
    whole = foreign = welsh = 0
    for passage in passages[::every]:
        found = passage.text.lower().replace("’", "'").split()
        if len(found) < _LONG:
            continue
        whole += len(found)
        if len(_ENGLISH.intersection(found)) < _LEAST:
            # A list of names or figures has no such words either: it is no text in any language.
            if sum(word in _WELSH for word in found) >= _WELSH_SHARE * len(found):
                welsh += len(found)
            elif _is_prose(passage.text):
                foreign += len(found)
    if whole < _FEWEST:
        return 0.0, ""
    return (welsh + foreign) / whole, "Welsh" if welsh >= foreign else ""


def _is_prose(text: str) -> bool:
    """Whether it is a sentence by its look: most words begin with a small letter, and it ends in a stop."""
    found = text.split()
    small = sum(word[0].islower() and word.isalpha() for word in found)
    return text.rstrip()[-1:] in ".!?" and small > 0.7 * len(found)


def about_language(passages: Sequence[Passage]) -> str:
    """What to warn of; empty where the text is in English."""
    share, language = not_in_english(passages)
    if share < _PART:
        return ""
    which = f"in {language}" if language else "not in English"
    much = "the text" if share > 1 - _PART else "much of the text" if share >= 0.5 else "part of the text"
    return f"{much} seems to be {which}: only English is read, so that what is not found may be there"
