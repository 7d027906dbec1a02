"""Small things to do with the elements of a Word file: names, values, and their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_OFF = ("0", "false", "off")
_ORDER = {
    f"{W}pPr": (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl",
        "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku",
        "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi",
        "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
        "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    ),
    f"{W}style": (
        "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority",
        "semiHidden", "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose",
        "personalReply", "rsid", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr",
    ),
    f"{W}rPrDefault": ("rPr",),
    f"{W}docDefaults": ("rPrDefault", "pPrDefault"),
    f"{W}styles": ("docDefaults", "latentStyles", "style"),
}  # fmt: skip
"""What the schema has come after what. What is not here goes to the end."""


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own; None where there is no element."""
    return None if element is None else element.get(f"{W}{name}")


def is_on(element: Element | None) -> bool:
    """Whether a switch such as bold is set."""
    return element is not None and (value(element) or "1").lower() not in _OFF


def number(text: str | None) -> int | None:
    """A whole number, also where it is written with a fraction or a unit; None where it is none."""
    try:
        return round(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def put(parent: Element, child: Element) -> Element:
    """Puts the child where the schema has it, in the place of one of its name; returns it."""
    if (there := parent.find(str(child.tag))) is not None:
        parent.remove(there)
    order = [f"{W}{name}" for name in _ORDER.get(str(parent.tag), ())]
    if child.tag not in order:
        parent.append(child)
        return child
    after = set(order[order.index(str(child.tag)) + 1 :])
    place = next((at for at, one in enumerate(parent) if one.tag in after), len(parent))
    parent.insert(place, child)
    return child


def made(parent: Element, *names: str) -> Element:
    """The element at the end of a path of names, each made in its place where it is missing."""
    from lxml import etree

    for name in names:
        found = parent.find(f"{W}{name}")
        parent = put(parent, etree.Element(f"{W}{name}")) if found is None else found
    return parent
