"""Makes what is kept of a house template fit for any document: without tracked changes, comments or ties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from eiagen.renderers.word_xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_GONE = frozenset(
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
        "proofErr", "permStart", "permEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
        "moveToRangeEnd", "cellIns", "cellDel", "cellMerge", "customXmlInsRangeStart", "customXmlInsRangeEnd",
        "customXmlDelRangeStart", "customXmlDelRangeEnd", "printerSettings", "lastRenderedPageBreak",
    )
)  # fmt: skip
_UNWRAPPED = (f"{W}ins", f"{W}moveTo", f"{W}smartTag")
_OF_CONTROLS = tuple(f"{W}{name}" for name in ("dataBinding", "placeholder", "id", "lock"))
"""What ties a content control to parts that stay behind."""
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
FIRST_DRAWING = 100_001
_FIRST_BOOKMARK = 1_000_001
"""Beyond any number that a report gives to its own."""


def clean(root: Element, drawings: Iterator[int]) -> None:
    """Changes the tree; `drawings` are numbers for what is drawn in it, each of which a file has once."""
    for element in list(root.iter()):
        tag = element.tag
        if not isinstance(tag, str) or element.getparent() is None:
            continue
        if tag == f"{W}trPr" and element.find(f"{W}del") is not None:
            _remove_row(element)
        elif tag in _GONE or (tag.startswith(W) and tag.endswith("Change")):
            _remove(element)
        elif tag in _UNWRAPPED:
            _unwrap(element)
        elif tag == f"{W}sdtPr":
            for one in [child for child in element if child.tag in _OF_CONTROLS or _is_binding(child)]:
                element.remove(one)
        for name in [name for name in element.attrib if str(name).startswith(f"{W}rsid")]:
            del element.attrib[name]
    for drawing in root.iter(_DRAWING):
        drawing.set("id", str(next(drawings)))
    _bookmarks(root)


def _is_binding(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag.endswith("}dataBinding")


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)  # in Word's parts nothing but white space stands between elements


def _remove_row(properties: Element) -> None:
    """A row that was deleted, which only its properties say."""
    row = properties.getparent()
    if row is not None:
        _remove(row)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent.remove(element)
    for child in reversed(list(element)):
        parent.insert(at, child)


def _bookmarks(root: Element) -> None:
    """The number of a bookmark is there once; a bookmark that nothing leads to goes."""
    wanted = {one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")}
    fields = " ".join(one.text or "" for one in root.iter(f"{W}instrText"))
    fields += " ".join(one.get(f"{W}instr") or "" for one in root.iter(f"{W}fldSimple"))
    wanted |= set(re.findall(r"[\w.]+", fields))
    numbers: dict[str | None, str] = {}
    for start in list(root.iter(f"{W}bookmarkStart")):
        if start.get(f"{W}name") in wanted:
            number = numbers[start.get(f"{W}id")] = str(_FIRST_BOOKMARK + len(numbers))
            start.set(f"{W}id", number)
        else:
            _remove(start)
    for end in list(root.iter(f"{W}bookmarkEnd")):
        if (known := numbers.get(end.get(f"{W}id"))) is not None:
            end.set(f"{W}id", known)
        else:
            _remove(end)
