"""Which paragraphs stay on the page of what follows them."""

from __future__ import annotations

from typing import Any

_HEADINGS = ("h2", "h3", "h4")
_SHOWN = ("table", "figure")


def leads_to_table(paragraph: Any) -> bool:
    """Whether it is all that stands between a heading and a table or a picture.

    Else the three part where a page ends, and the heading is left behind over one line.
    """
    before = paragraph.getprevious()
    if before is None or before.tag not in _HEADINGS:
        return False
    after = paragraph.getnext()
    return after is not None and (after.tag in _SHOWN or after.get("class") == "scroll")
