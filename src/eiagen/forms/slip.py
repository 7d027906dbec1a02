"""What a form carries unseen: which version it is, what it was made from, and marks of its own words."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eiagen.forms.answers import Plain, folded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "urn:eiagen:form"
LONGEST_TAG = 64
"""Word takes no longer one."""
VERSION = "1"
"""Of forms, not of eiagen: goes up when an older eiagen could no longer read a newer form."""


@dataclass(frozen=True)
class Slip:
    """What was found of it in a form."""

    version: str
    made_on: str
    values: dict[str, Plain] | None
    """What the form was made from; None where it has been changed or lost."""
    marks: frozenset[str]


def mark(text: str) -> str:
    """Short for a paragraph: enough to tell the form's own words from somebody's."""
    return hashlib.sha256(" ".join(folded(text).split()).encode()).hexdigest()[:8]


def tick_tag(tag: str, id: str) -> str:
    """The tag of the box for an id; of one that is too long for Word, with a mark in its place."""
    whole = f"{tag}={id}"
    return whole if len(whole) <= LONGEST_TAG else f"{tag}=~{mark(id)}"


def ticked_id(ticked: str, known: list[str]) -> str:
    """The id that a box stands for; `known` are those that may stand behind a mark."""
    if not ticked.startswith("~"):
        return ticked
    return next((id for id in known if mark(id) == ticked[1:]), ticked)


def slip_of(root: Element) -> Slip:
    """The slip in a part of XML whose root is the form's."""
    inside = {child.tag.rpartition("}")[2]: child for child in root}
    values: dict[str, Plain] | None = None
    if (held := inside.get("values")) is not None:
        try:
            found = json.loads(held.text or "")
        except ValueError:
            found = None
        if isinstance(found, dict):
            data = json.dumps(found, ensure_ascii=False, sort_keys=True)
            if hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest() == held.get("sha256"):
                values = found
    words = inside.get("words")
    marks = frozenset((words.text or "").split()) if words is not None else frozenset()
    return Slip(root.get("version", ""), root.get("made-on", ""), values, marks)
