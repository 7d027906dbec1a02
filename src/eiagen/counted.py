"""Numbers with their word: "1 gap", "3 gaps"."""

from __future__ import annotations


def count_of(number: int, one: str, many: str | None = None) -> str:
    """The number and the word in its right form: "1 gap", "1,200 gaps"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
