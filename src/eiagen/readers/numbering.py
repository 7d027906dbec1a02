"""Writes the numbers of lists as they are printed: "3.", "(b)", "iv"."""

from __future__ import annotations

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip

_STYLES = {
    # Word
    "decimal": "1", "decimalZero": "01", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i",
    "upperRoman": "I", "ordinal": "1st",
    # OpenDocument and HTML say it with the first number itself
    "1": "1", "01": "01", "a": "a", "A": "A", "i": "i", "I": "I",
}  # fmt: skip


def number(value: int, style: str) -> str:
    """The value in the style that Word, OpenDocument or HTML names; "" for a bullet or no number at all."""
    style = _STYLES.get(style, "")
    if not style or not 0 <= value < 10_000:
        return ""
    match style:
        case "01":
            return f"{value:02}"
        case "1st":
            return f"{value}{_ending(value)}"
        case "a" | "A":
            # Word and LibreOffice go on after z with aa, bb, cc.
            letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else "0"
            return letters if style == "a" else letters.upper()
        case "i" | "I":
            letters = _roman(value)
            return letters if style == "i" else letters.upper()
        case _:
            return str(value)


def _roman(value: int) -> str:
    letters = ""
    for size, letter in _ROMAN:
        count, value = divmod(value, size)
        letters += letter * count
    return letters


def _ending(value: int) -> str:
    return "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
