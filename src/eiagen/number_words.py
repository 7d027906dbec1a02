"""Numbers in words, each with what it counts."""

from __future__ import annotations

from collections.abc import Mapping

# fmt: off
SMALL: Mapping[str, int] = {word: number for number, word in enumerate((
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
), 1)}
TENS: Mapping[str, int] = {word: 10 * number for number, word in enumerate((
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
), 2)}
# fmt: on
