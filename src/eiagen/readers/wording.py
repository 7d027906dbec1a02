"""What a line says about itself by its wording alone: a point of a list, a line of contents, a heading."""

from __future__ import annotations

import re

BULLET = re.compile(r"[•●○◦▪■□▫‣⁃∙·✓✔➢►▶❖◆♦★\uf000-\uf0ff]\s*|[-–—*o§]\s+(?=\S)")
"""A bullet and the space behind it. Symbol fonts leave private characters."""

NUMBERED = re.compile(
    r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s+(?=\S)|\(\d{1,3}\)\s+(?=\S)|\d{1,3}(?:\.\d{1,3}){1,4}\.?\s+(?=\S)",
    re.IGNORECASE,
)
"""The number of a point or a numbered paragraph, with the space behind it."""

_LEADERS = re.compile(
    r"\s*(?:(?:\.\s?){4,200}|(?:…\s?){2,100}|_{6,200})\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$", re.IGNORECASE
)
"""Leaders at the end of a line, and a page number."""

_TAIL = 240


def contents_title(text: str) -> str | None:
    """What the line of a table of contents lists, without leaders and page; None if it is no such line."""
    if ".." not in text and ". ." not in text and "…" not in text and "___" not in text:
        return None
    # Only the end is searched, so that a page full of dots costs no more than another.
    found = _LEADERS.search(text, max(len(text) - _TAIL, 0))
    return text[: found.start()].rstrip(" .…_") if found else None


RULE = re.compile(r"([-=~*^─━═–—])\1{2,}")
"""A line drawn with characters."""

SECTION = re.compile(
    r"(?:(?:part|chapter|section|annex|appendix|schedule)\s+(?:\d{1,3}|[A-Z]|[ivx]{1,5})\b|(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?=[A-Z]))",
    re.IGNORECASE,
)
"""How a numbered heading begins; group 1 is its number."""

STRUCK_OUT = "text that is struck through is left out: it doesn't stand any more"
"""The warning about a document that has such text, in whatever way its format strikes it."""

BLANK = "…"
"""Stands where a field shows only what is to be written there: nobody wrote it, and the field is there."""

UNFILLED = "fields that nobody has filled in show a prompt: each is read as “…”"
"""The warning about a form that is not filled in."""

ENDS = (".", ";", ":", "!", "?", ".”", ".’", '."', ".)")
"""How a sentence ends."""


def left_by(struck: str) -> str:
    """What stays of text that is struck through: the space, if that was in it on both sides."""
    return " " if struck[:1].isspace() and struck[-1:].isspace() else ""


def section_depth(text: str) -> int:
    """How deep a numbered heading is: 1 for "3 Aims", 2 for "3.1 Scope"; 0 if it isn't numbered."""
    found = SECTION.match(text)
    if not found:
        return 0
    return found[1].count(".") + 1 if found[1] else 1


def could_be_heading(text: str) -> bool:
    """Whether a line that stands alone reads as a heading: short, begun like one, and no sentence."""
    if len(text) > 100 or len(text) < 3 or text.endswith((".", ";", ",", ":", "-")):
        return False
    first = text.lstrip("(“‘\"'0123456789.) ")[:1]
    return first.isupper() and len(text.split()) <= 14
