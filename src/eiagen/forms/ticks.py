"""Boxes that were ticked on paper or on screen: ☒, ✓, [x], and which of the answers beside them they mean."""

from __future__ import annotations

import re

_TICKED = "☒☑✓✔✅🗹🗸☓✗✘×√\uf0fe\uf0fd\uf0fc\uf0fb"
_EMPTY = "☐□⬜❑❏▢\uf0a8\uf06f\uf071"
"""The last of each are those of the font Wingdings."""
_BOX = re.compile(rf"[{_TICKED}]|\[\s?[xX✓]\s?\]|\(\s?[xX✓]\s?\)|[{_EMPTY}]|\[\s?\]|\(\s?\)|\[_\]")
_IS_TICKED = re.compile(rf"[{_TICKED}]|[\[(]\s?[xX✓]\s?[\])]")
_TICK = re.compile(rf"[{_TICKED}xXyY]|yes|[\[(]\s?[xX✓]\s?[\])]", re.IGNORECASE)


def has_boxes(text: str) -> bool:
    """Whether there are boxes to tick in the text."""
    return _BOX.search(text) is not None


def is_tick(text: str) -> bool:
    """Whether a cell says no more than that it is ticked."""
    return _TICK.fullmatch(text.strip()) is not None


def only_boxes(text: str) -> bool:
    """Whether there is nothing but boxes that nobody ticked."""
    return has_boxes(text) and not _BOX.sub("", text).strip() and not _IS_TICKED.search(text)


def chosen(text: str) -> str:
    """What the ticked boxes stand for, a line each; the text itself where it has no boxes."""
    boxes = list(_BOX.finditer(text))
    if not boxes:
        return text
    # Boxes stand before their words, unless the text begins with words and ends with a box.
    behind = bool(text[: boxes[0].start()].strip()) and not text[boxes[-1].end() :].strip()
    found = []
    for number, box in enumerate(boxes):
        if not _IS_TICKED.fullmatch(box.group()):
            continue
        if behind:
            start = boxes[number - 1].end() if number else 0
            found.append(text[start : box.start()])
        else:
            end = boxes[number + 1].start() if number + 1 < len(boxes) else len(text)
            found.append(text[box.end() : end])
    return "\n".join(one.strip(" \t\n:;,–-/|") for one in found if one.strip())
