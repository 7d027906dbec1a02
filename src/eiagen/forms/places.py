"""How the places of a body's own form are told to a person."""

from __future__ import annotations

from eiagen.document import Passage


def where(one: Passage) -> str:
    """Where a passage is, as a person finds it."""
    place = one.place
    parts = [*(short(text) for text in place.headings[-2:])]
    if place.table is not None:
        parts.append(f"table {place.table}, row {place.row}")
    if place.page is not None:
        parts.append(f"page {place.page}")
    elif place.table is None and place.paragraph is not None:
        parts.append(f"paragraph {place.paragraph}")
    return " › ".join(parts)


def short(text: str) -> str:
    """The beginning of a text that is long."""
    return text if len(text) <= 60 else f"{text[:59]}…"
