"""What the styles and list definitions of a Word file mean: heading levels, numbers, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eiagen.document import PassageKind
from eiagen.readers.numbering import number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_STRIKES = (W + "strike", W + "dstrike")
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop|pennawd) ?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|index) ?[1-9]|table of figures|table of authorities|contents ?[1-9]", re.IGNORECASE
)
_LISTED = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Style:
    """What one style adds up to with all that it is based on."""

    kind: PassageKind = "paragraph"
    level: int = 0
    hidden: bool = False
    struck: bool = False
    list_id: str = ""
    list_level: int | None = None


@dataclass
class _List:
    """One `w:num`: the levels of its definition, and its own starts where it restarts."""

    definition: str
    starts: dict[int, int] = field(default_factory=dict)
    restarted: bool = False


@dataclass(frozen=True)
class _Level:
    format: str
    text: str
    start: int


def value(element: Element | None, child: str) -> str | None:
    """`w:val` of the child with this name; None without child, "" for a child without value."""
    if element is None:
        return None
    found = element.find(W + child)
    return None if found is None else found.get(W + "val", "")


def is_on(element: Element | None, child: str) -> bool:
    """Whether a switch such as `w:vanish` is set: present, and not said to be off."""
    said = value(element, child)
    return said is not None and said.lower() not in ("0", "false", "off", "none")


def is_struck(properties: Element | None) -> bool | None:
    """Whether these properties of a run strike it through, once or twice; None if they don't say."""
    if properties is None or next(properties.iterchildren(*_STRIKES), None) is None:
        return None
    return is_on(properties, "strike") or is_on(properties, "dstrike")


def whole(text: str | None, otherwise: int) -> int:
    """A number as Word writes it, or `otherwise` if it is none."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def styles(root: Element | None) -> dict[str, Style]:
    """Every style by its id. Names count, too: not every writer gives its headings an outline level."""
    if root is None:
        return {}
    elements = {element.get(W + "styleId", ""): element for element in root.iter(W + "style")}
    return {style_id: _style(style_id, elements) for style_id in elements}


def _style(style_id: str, elements: dict[str, Element]) -> Style:
    kind: PassageKind | None = None
    level = 0
    hidden: bool | None = None
    struck: bool | None = None
    list_id: str | None = None
    list_level: int | None = None
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        element = elements[style_id]
        properties = element.find(W + "pPr")
        name = value(element, "name") or style_id
        if kind is None:
            outline = whole(value(properties, "outlineLvl"), -1)
            if match := _HEADING.fullmatch(name):
                kind, level = "heading", int(match[1])
            elif 0 <= outline <= 8:
                kind, level = "heading", outline + 1
            elif outline == 9:  # body text, whatever it is based on
                kind = "paragraph"
            elif _CONTENTS.fullmatch(name):
                kind = "contents"
            elif name.lower() == "title":
                kind, level = "heading", 1
            elif name.lower() == "caption":
                kind = "caption"
        numbering = properties.find(W + "numPr") if properties is not None else None
        if numbering is not None:
            if list_id is None:
                list_id = value(numbering, "numId")
            if list_level is None:
                list_level = whole(value(numbering, "ilvl"), 0)
        if hidden is None and value(element.find(W + "rPr"), "vanish") is not None:
            hidden = is_on(element.find(W + "rPr"), "vanish")
        if struck is None:
            struck = is_struck(element.find(W + "rPr"))
        style_id = value(element, "basedOn") or ""
    return Style(kind or "paragraph", level, bool(hidden), bool(struck), list_id or "", list_level)


class Lists:
    """The lists of a file, counting as the text goes by."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for definition in root.iter(W + "abstractNum"):
            self._levels[definition.get(W + "abstractNumId", "")] = dict(
                map(_level, definition.iter(W + "lvl"))
            )
        for num in root.iter(W + "num"):
            found = _List(value(num, "abstractNumId") or "")
            for override in num.iter(W + "lvlOverride"):
                start = value(override, "startOverride")
                if start is not None:
                    found.starts[whole(override.get(W + "ilvl"), 0)] = whole(start, 1)
            self._lists[num.get(W + "numId", "")] = found

    def next(self, list_id: str, depth: int) -> str | None:
        """The number of the next point at this depth (from 0), "" for a bullet; None without such a list."""
        found = self._lists.get(list_id)
        level = self._levels.get(found.definition, {}).get(depth) if found else None
        if found is None or level is None:
            return None
        # Lists with one definition count on together, until one says that it starts again.
        counts = self._counts.setdefault(found.definition, {})
        if found.starts and not found.restarted:
            found.restarted = True
            for restarted in found.starts:
                counts.pop(restarted, None)
        counts[depth] = counts[depth] + 1 if depth in counts else found.starts.get(depth, level.start)
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none", ""):
            return ""

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            its_level = self._levels[found.definition].get(at, level)
            return number(counts.get(at, its_level.start), its_level.format)

        return _LISTED.sub(printed, level.text)


def _level(element: Element) -> tuple[int, _Level]:
    depth = whole(element.get(W + "ilvl"), 0)
    return depth, _Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        whole(value(element, "start"), 1),
    )
