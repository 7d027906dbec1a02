"""The styles of a Word file as they come out: each with what it takes from the styles it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eiagen.renderers.colours import WHITE, is_colour, mixed
from eiagen.renderers.word_xml import W, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_NAMES = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
    "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
"""What styles call the colours of a theme, and what the theme calls them."""


@dataclass(frozen=True)
class Appearance:
    """How text in a style looks; a colour that is None is left to the word processor."""

    colour: str | None
    fill: str | None
    size: float
    """In points."""
    font: str
    bold: bool
    align: str

    @property
    def large(self) -> bool:
        """Whether WCAG counts it as large text."""
        return self.size >= 18 or (self.bold and self.size >= 14)


class StyleSheet:
    """The styles by name, looked up in lineage and theme."""

    def __init__(self, styles: Element, theme: Element | None) -> None:
        self.root = styles
        self.theme = theme
        self.by_id: dict[str, Element] = {}
        self._by_name: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        for style in styles.iterfind(f"{W}style"):
            kind, name = value(style, "type") or "paragraph", name_of(style)
            self.by_id.setdefault(value(style, "styleId") or "", style)
            self._by_name.setdefault((kind, name.lower()), style)
            if (value(style, "default") or "0").lower() in ("1", "true", "on"):
                self._defaults.setdefault(kind, style)

    def named(self, kind: str, name: str) -> Element | None:
        """The style of a name, in whatever case; Word's own names are written differently by others."""
        return self._by_name.get((kind, name.lower()))

    def default(self, kind: str) -> Element | None:
        """The style of whatever names none."""
        return self._defaults.get(kind)

    def lineage(self, style: Element | None) -> Iterator[Element]:
        """The style, the one it is based on, and so on; a circle ends where it closes."""
        seen: set[str] = set()
        while style is not None and (id := value(style, "styleId") or "") not in seen:
            seen.add(id)
            yield style
            style = self.by_id.get(value(style.find(f"{W}basedOn")) or "")

    def first(self, style: Element | None, path: str) -> Element | None:
        """The nearest element at a path like "rPr/sz" in the lineage, or in the document's defaults."""
        where = "/".join(f"{W}{name}" for name in path.split("/"))
        for one in self.lineage(style):
            if (found := one.find(where)) is not None:
                return found
        outer = "rPrDefault" if path.startswith("rPr") else "pPrDefault"
        return self.root.find(f"{W}docDefaults/{W}{outer}/{where}")

    def appearance(self, style: Element | None) -> Appearance:
        """How a style looks."""
        size = number(value(self.first(style, "rPr/sz")))
        fill = self.colour(self.first(style, "rPr/shd"), "fill") or self.colour(
            self.first(style, "pPr/shd"), "fill"
        )
        return Appearance(
            colour=self.colour(self.first(style, "rPr/color")),
            fill=fill,
            size=(size if size is not None else 20) / 2,
            font=self.font(style),
            bold=is_on(self.first(style, "rPr/b")),
            align=value(self.first(style, "pPr/jc")) or "left",
        )

    def colour(self, element: Element | None, attribute: str = "val") -> str | None:
        """The colour that an element names, by its digits or by the theme's name for it."""
        if element is None:
            return None
        stated = value(element, attribute)
        if is_colour(stated):
            return str(stated).upper()
        before, theme = ("theme", "themeColor") if attribute != "fill" else ("themeFill", "themeFill")
        if (name := value(element, theme)) is None:
            return None
        found = self.theme_colour(_THEME_NAMES.get(name, name))
        for change, end in (("Tint", WHITE), ("Shade", "000000")):
            share = value(element, f"{before}{change}") or ""
            if found and re.fullmatch("[0-9A-Fa-f]{1,2}", share):
                found = mixed(found, end, 1 - int(share, 16) / 255)
        return found

    def theme_colour(self, name: str) -> str | None:
        """A colour of the theme, like "accent1"."""
        if self.theme is None:
            return None
        found = self.theme.find(f".//{_A}clrScheme/{_A}{name}")
        if found is None or not len(found):
            return None
        digits = found[0].get("lastClr") or found[0].get("val")
        return digits.upper() if digits is not None and is_colour(digits) else None

    def font(self, style: Element | None) -> str:
        """The name of the font, also where the theme has it."""
        fonts = [one.find(f"{W}rPr/{W}rFonts") for one in self.lineage(style)]
        fonts.append(self.root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts"))
        for one in fonts:
            name = self.theme_font(value(one, "asciiTheme")) or value(one, "ascii") or value(one, "hAnsi")
            if name:
                return name
        return "Times New Roman"  # what Word takes where nothing is said

    def theme_font(self, name: str | None) -> str | None:
        """The font that a name like "minorHAnsi" stands for."""
        if name is None or self.theme is None:
            return None
        which = "majorFont" if name.startswith("major") else "minorFont"
        latin = self.theme.find(f".//{_A}fontScheme/{_A}{which}/{_A}latin")
        return (latin.get("typeface") or None) if latin is not None else None


def name_of(style: Element) -> str:
    """The name of a style; empty where it has none."""
    return value(style.find(f"{W}name")) or ""
