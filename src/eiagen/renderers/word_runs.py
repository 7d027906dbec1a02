"""The text of a paragraph as WordprocessingML: runs, links and the white space between them."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from eiagen.renderers import word_controls
from eiagen.renderers.white_space import collapsed, first
from eiagen.renderers.word_package import House, Link
from eiagen.renderers.xml_text import escaped

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_AWKWARD = re.compile('[&<>"\t]')
"""What can't stand in a run as it is."""
_ASCII = bytes(range(128))


class Runs:
    """Written one after the other into `out`; `links` are the web addresses they lead to."""

    def __init__(self, house: House, *, addresses_in_text: bool = False) -> None:
        self.house = house
        self.out: list[str] = []
        self.links: dict[str, Link] = {}
        self.right_to_left = False
        """Whether the paragraph at hand is."""
        self.controls = 0
        """How many controls of a form have been begun; the number of each is its id."""
        self.characters = 0
        """How many have been written."""
        self._looks: dict[tuple[str | None, str], str] = {}
        """The properties that a class and those so far make."""
        self._openings: dict[str, str] = {}
        """How a link to each address begins."""
        self._addresses_in_text = addresses_in_text
        """For a comment, in which a link can't be followed: the address is written out."""

    def inline(self, element: Any, properties: str = "") -> None:
        """The text of an element and of those inside it. `properties` are those of the runs so far."""
        if text := element.text:
            self.run(first(text), properties)
        if not len(element):
            return
        for child in element:
            tag = child.tag
            if tag == "a":
                self._link(child, properties)
            elif tag == "strong":
                self.inline(child, f"{properties}<w:b/><w:bCs/>")
            elif tag == "br":
                self.out.append("<w:r><w:br/></w:r>")
            elif child.get("data-control") is not None:
                self._control(child, properties)
            elif tag == "em":
                self.inline(child, f"{properties}<w:i/><w:iCs/>")
            elif (name := child.get("class")) != "number":  # Word numbers headings itself
                self.inline(child, self._styled(name, properties))
            if tail := child.tail:
                self.run(collapsed(tail), properties)

    def run(self, text: str, properties: str = "") -> None:
        """One stretch of text that looks the same throughout."""
        if not text:
            return
        self.characters += len(text)
        if self.right_to_left:
            properties += "<w:rtl/>"
        if _AWKWARD.search(text) is not None:
            text = escaped(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
        if properties:
            self.out.append(f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')
        else:
            self.out.append(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>')

    def _styled(self, name: str | None, properties: str) -> str:
        known = self._looks.get((name, properties))
        if known is None:
            known = self._looks[name, properties] = self._with_style(name, properties)
        return known

    def _with_style(self, name: str | None, properties: str) -> str:
        style = self.house.character_styles.get(name or "")
        if style is None or properties.startswith("<w:rStyle"):
            return properties
        # A run's style has to come before its other properties.
        return f'<w:rStyle w:val="{style}"/>{properties}'

    def _control(self, element: Any, properties: str) -> None:
        self.controls += 1
        self.out.append(word_controls.opening(element, self.controls))
        if element.get("data-control") == "tick":
            self.out.append(word_controls.tick_box(element))
        elif word_controls.is_blank(element):
            self.run(element.get("data-blank"), self._styled("placeholder-text", properties))
        else:
            self.inline(element, properties)
        self.out.append(word_controls.CLOSING)

    def _link(self, element: Any, properties: str) -> None:
        href = element.get("href")
        if self._addresses_in_text:
            self.inline(element, properties)
            self.run(f", {href}", properties)
            return
        opening = self._openings.get(href)
        if opening is None:
            target = f'w:anchor="{bookmark(href[1:])}"' if href[0] == "#" else f'r:id="{self._target(href)}"'
            opening = self._openings[href] = f"<w:hyperlink {target}>"
        self.out.append(opening)
        own = element.get("class")
        name = own if own in self.house.character_styles else "hyperlink"
        self.inline(element, self._styled(name, properties))
        self.out.append("</w:hyperlink>")

    def _target(self, address: str) -> str:
        link = self.links.get(address)
        if link is None:
            link = self.links[address] = Link(f"rLink{len(self.links) + 1}", address)
        return link.id


def bookmark(name: str) -> str:
    """What Word takes for an id of the page: it has to begin with a letter and hold no hyphen."""
    return name.replace("-", "_")


def all_text(element: Any) -> str:
    """The text of an element and of those inside it, as it stands in the page."""
    return "".join(element.itertext())


def holds_right_to_left(text: bytes) -> bool:
    """Whether any letter of a UTF-8 text is one of Hebrew, Arabic or their like."""
    # Without its ASCII a text is short, and still UTF-8.
    return _RIGHT_TO_LEFT.search(text.translate(None, _ASCII).decode()) is not None


def reads_right_to_left(text: str) -> bool:
    """Whether its first letter with a direction is one of Hebrew, Arabic or their like."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((one != "L" for one in directions if one in ("L", "R", "AL")), False)
