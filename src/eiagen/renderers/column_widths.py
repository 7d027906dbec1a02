"""How wide the columns of a table are: by what is in them, so that no word breaks and no column runs long."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

_LINE = 88
"""Characters of a table as wide as the page."""
_BESIDES = 3
"""Characters that the room at both sides of a cell takes."""
_LONGEST = 18
"""A longer word may break."""
_FULLEST = 400
"""Characters beyond which a cell does not make its column wider."""


def widths_of(wanted: Sequence[int], texts: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The width of each column in hundredths of the table.

    `texts` are the title and the cells of each; what the template has `wanted` counts a little, too.
    """
    least = [100 * (min(_longest_word(one), _LONGEST) + _BESIDES) / _LINE for one in texts]
    # A column four times as full is to be twice as wide: rows are as high as their highest cell.
    shares = [
        wish**0.25 * sqrt(min(max(map(len, one)), _FULLEST)) for wish, one in zip(wanted, texts, strict=True)
    ]
    free = list(range(len(texts)))
    widths = [0.0] * len(texts)
    room = 100.0
    while free:
        total = sum(shares[one] for one in free) or 1
        tight = [one for one in free if room * shares[one] / total < least[one]]
        if not tight or sum(least) >= 100:
            for one in free:
                widths[one] = room * shares[one] / total
            break
        for one in tight:
            widths[one] = least[one]
            room -= least[one]
            free.remove(one)
    whole = [round(one) for one in widths]
    if whole:
        whole[whole.index(max(whole))] += 100 - sum(whole)
    return tuple(whole)


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=0)
