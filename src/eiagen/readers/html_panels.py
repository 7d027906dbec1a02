"""The panels of a saved page, which a click opens and closes, and the buttons and tabs that head them.

A script leaves the panels that are closed hidden in the page that it saves. They are text of the page; other
things that are hidden are not, such as menus, dialogs and what a form says once it is sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eiagen.readers.content import fold
from eiagen.readers.html_site import (
    FURNITURE_ROLES,
    HEADINGS,
    NOT_TEXT,
    Sizes,
    is_called_furniture,
    is_hidden,
    named,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_EXPANDER = re.compile(r"accordion|tab|panel|collaps|expand|details|reveal", re.IGNORECASE)
_OPENS = re.compile(r"accordion|collaps|expand|reveal|toggle|faq|question|\btabs?\b", re.IGNORECASE)
_TABS = re.compile(r"(?:^|[\s_-])(?:tabs?|tab-?list|nav-tabs|nav-pills)(?:$|[\s_-])", re.IGNORECASE)
_NEVER_TEXT = re.compile(
    r"(?:^|[\s_-])(?:modal|dialogu?e?|pop-?up|popover|lightbox|overlay|tooltip|drop-?down|menu|nav|navigation|"
    r"off-?canvas|cookies?|consent|search|toast|snackbar|error-summary|alert|loading|spinner|success|"
    r"thank-?you|thanks|confirmation|subscribe|feedback|survey|share|template)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:show|hide|open|close|view|read|see|expand|collapse|toggle|more|less|all|this|details?|sections?|panels?|"
    r"menu|search|navigation|print|share|copy|back|next|previous|play|pause|information|info|\W|\d)*",
    re.IGNORECASE,
)
_STATE = re.compile(r"\s*(?:[+\-−–▼▲▾▸►▶⌄›»]|\(?(?:show|hide|open|close)\)?)\s*$", re.IGNORECASE)
_POINTERS = ("aria-controls", "data-target", "data-bs-target", "href")
_NO_PANELS = frozenset({"modal", "tooltip", "popover", "dropdown", "offcanvas"})
_MORE = re.compile(r"(?:^|[\s_-])(?:read-?)?more(?:-?text)?(?:$|[\s_-])", re.IGNORECASE)
_BLOCKS = ("p", "ul", "ol", "dl", "table", *HEADINGS)
_CONTAINERS = frozenset({"div", "section", "article", "aside", "details", "ul", "ol", "dl", "dd", "table"})
_MAY_BE_PANELS = _CONTAINERS | {"p", "li", "tr", "tbody", "form", "fieldset", "blockquote"}
_LONGEST_LABEL = 25


class Panels:
    """The panels of one page."""

    def __init__(self, root: Element, sizes: Sizes) -> None:
        self.sizes = sizes
        self.headed: dict[Element, str] = {}
        """Panel → what the button or tab that opens it says."""
        self.heading: set[Element] = set()
        """The buttons and tabs that head a panel: they are read there, and not where they stand."""
        self.in_place: set[Element] = set()
        """The buttons that open a row of a table or what is said of a term, and are read where they stand."""
        self._opened: set[Element] = set()
        """What something on the page opens and closes."""
        self._find(root)

    def holds_text(self, element: Element, words: str) -> bool:
        """Whether an element that is hidden is a closed panel of text."""
        if (
            (element.tag not in _MAY_BE_PANELS and not (element.tag == "span" and _MORE.search(words)))
            or not self.sizes[element]
            or _NEVER_TEXT.search(words)
            or element.get("role", "") in FURNITURE_ROLES
            or element.get("role", "") in ("alert", "status", "log")
            or element.get("aria-live", "off") != "off"
        ):
            return False
        if _EXPANDER.search(words) or element.get("role") == "tabpanel":
            return True
        if self.sizes.is_mostly_links(element):
            return False
        return element in self._opened or bool(_MORE.search(words)) or self._follows_its_heading(element)

    def _follows_its_heading(self, element: Element) -> bool:
        """Whether a heading or question stands right above: it would head nothing if it didn't open this."""
        before = element.getprevious()
        if before is None or (before.tail or "").strip() or element.tag not in _CONTAINERS:
            return False
        if before.tag == "dt" or _OPENS.search(named(before)):
            return True
        is_block = element.tag not in ("div", "section") or next(element.iter(*_BLOCKS), None) is not None
        return before.tag in HEADINGS and is_block

    def _find(self, root: Element) -> None:
        ids: dict[str, tuple[int, Element]] = {}
        controls: list[tuple[int, Element]] = []
        labelled: list[Element] = []
        for at, element in enumerate(root.iter("*")):
            if not element.attrib and element.tag != "button":
                continue
            if name := element.get("id"):
                ids.setdefault(name, (at, element))
            if _may_control(element):
                controls.append((at, element))
            if element.get("aria-labelledby") and element.get("role") in ("tabpanel", "region"):
                labelled.append(element)
        for at, control in controls:
            panels = _pointed_at(control, ids)
            if not panels and (following := self._following(control)) is not None:
                panels = [(at + 1, following)]
            self._opened.update(panel for _, panel in panels)
            if len(panels) == 1 and panels[0][0] > at:
                self._head(panels[0][1], control)
        for panel in labelled:
            label = ids.get(panel.get("aria-labelledby", "").split()[0])
            if label is not None:
                self._opened.add(panel)
                if _may_control(label[1]):
                    self._head(panel, label[1])

    def _head(self, panel: Element, control: Element) -> None:
        """Let the control head the panel, unless a heading does so, or it says no more than "Show"."""
        if panel in self.headed or control is panel or panel.tag not in _MAY_BE_PANELS:
            return
        if _is_in_a_sentence(control):
            return
        if not 0 < self.sizes[control] <= _LONGEST_LABEL or not self.sizes[panel]:
            return
        if any(above.tag in HEADINGS or above.tag == "summary" or above is panel
               for above in control.iterancestors()):  # fmt: skip
            return
        if control in set(panel.iterancestors()) or next(control.iter(*HEADINGS), None) is not None:
            return
        label = _STATE.sub("", _label(control))
        if _SAYS_NOTHING.fullmatch(label):
            return
        if panel.tag in ("tr", "tbody", "dd"):
            self.in_place.add(control)
            return
        first = next(panel.iter(*HEADINGS), None)
        if first is None or fold("".join(first.itertext())) != label:
            self.headed[panel] = label
        self.heading.add(control)

    def _following(self, control: Element) -> Element | None:
        """The panel right below a control that doesn't say what it opens."""
        at = control
        for _ in range(4):
            if (at.tail or "").strip():
                return None
            following = at.getnext()
            if following is not None:
                return following if self._is_opened_by(following, control) else None
            parent = at.getparent()
            if parent is None or self.sizes[parent] != self.sizes[control]:
                return None
            at = parent
        return None

    def _is_opened_by(self, panel: Element, control: Element) -> bool:
        if panel.tag not in _MAY_BE_PANELS or not self.sizes[panel]:
            return False
        if control.get("aria-expanded") is not None or _OPENS.search(named(control)):
            return True
        if control.tag != "button" or next(control.iterancestors("form"), None) is not None:
            return False
        return is_hidden(panel) or bool(_EXPANDER.search(named(panel)))


def _may_control(element: Element) -> bool:
    if (
        element.get("data-toggle") in _NO_PANELS
        or element.get("data-bs-toggle") in _NO_PANELS
        or element.get("aria-haspopup", "false") != "false"
    ):
        return False
    return (
        element.tag == "button"
        or element.get("role") in ("button", "tab")
        or any(element.get(name) for name in ("aria-controls", "data-toggle", "data-bs-toggle"))
        or (element.tag in ("a", "dt", "span", "div") and element.get("aria-expanded") is not None)
        or (element.tag == "a" and element.get("href", "").startswith("#") and _is_in_tabs(element))
    )


def _is_in_a_sentence(control: Element) -> bool:
    """Whether words stand right before or behind it, as where a click explains a term."""
    before, parent = control.getprevious(), control.getparent()
    above = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((above or "").strip() or (control.tail or "").strip())


def _is_in_tabs(link: Element) -> bool:
    above = link.getparent()
    for _ in range(3):
        if above is None:
            return False
        if _TABS.search(named(above)) or above.get("role") == "tablist":
            return True
        above = above.getparent()
    return False


def _pointed_at(control: Element, ids: dict[str, tuple[int, Element]]) -> list[tuple[int, Element]]:
    """The elements that the control says it opens."""
    for name in _POINTERS:
        said = control.get(name, "")
        if name != "aria-controls" and not said.startswith("#"):
            continue
        found = [ids[one.lstrip("#")] for one in said.split() if one.lstrip("#") in ids]
        if found:
            return found
    return []


def _label(control: Element) -> str:
    """What a person reads on the control."""
    from lxml import etree

    parts: list[str] = []
    walker = etree.iterwalk(control, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            if element is not control:
                parts.append(element.tail or "")
        elif element is not control and (
            element.tag in NOT_TEXT or is_hidden(element) or is_called_furniture(named(element))
        ):
            walker.skip_subtree()
        else:
            parts.append(element.text or "")
    return fold("".join(parts))
