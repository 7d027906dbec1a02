"""Colours as six hexadecimal digits: how well two can be told apart, and shades between them."""

from __future__ import annotations

import re

WHITE = "FFFFFF"
READABLE = 4.5
"""The contrast that WCAG 2.2 asks of text (success criterion 1.4.3)."""
READABLE_LARGE = 3.0
"""The same of text from 18 points on, or from 14 in bold."""


def is_colour(text: str | None) -> bool:
    """Whether it is written as six hexadecimal digits."""
    return text is not None and re.fullmatch("[0-9A-Fa-f]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG defines it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """The colour between two, `share` of it the other's."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "".join(f"{round(mine * (1 - share) + theirs * share):02X}" for mine, theirs in pairs)


def readable_on_white(colour: str) -> str:
    """The colour, darkened as little as it takes to be read on white, and to be written on in white."""
    for step in range(21):
        darker = mixed(colour, "000000", step / 20)
        if contrast(darker, WHITE) >= READABLE:
            return darker
    return "000000"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def _luminance(colour: str) -> float:
    shares = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
