"""Puts our styles beside those of a body: theirs where a style of that name is there, ours where none is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eiagen.renderers.colours import READABLE, WHITE, contrast, mixed, readable_on_white
from eiagen.renderers.style_sheet import StyleSheet, name_of
from eiagen.renderers.word_xml import W, made, number, put, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MAIN, _SECOND = "1F4E5F", "3D4F58"
"""Our colours of headings and tables, and of what is said by the way."""
_TINTS = {"9DB4BD": 0.55, "B9C6CC": 0.68, "7D8F97": 0.4, "ECF1F3": 0.92, "F1F5F7": 0.94}
"""Lines and grounds of ours: how much white is in each, beside the main colour."""
_OUR_SIZE = 24
"""The size, in half points, of the body text that ours go with."""
HEADINGS = {"heading 1": 0, "heading 2": 1, "heading 3": 2, "heading 4": 3}
"""Names of the heading styles, and how deep each is."""
_CLEAR_WIDTH = 9638
"""Where our contents have their page numbers: as far as our pages are wide between the margins."""


@dataclass
class Merged:
    """What came of it, and how it was done."""

    sheet: StyleSheet
    numbering: Element
    main: str
    """The colour of the body's that ours have taken on."""
    classes: dict[str, dict[str, str]] = field(
        default_factory=lambda: {"paragraph": {}, "character": {}, "table": {}, "numbering": {}}
    )
    """Kind of style to class to id: ours by their names, theirs besides with "house-" before."""
    added: list[str] = field(default_factory=list)
    """The names of ours that had none in the template."""
    numbered: bool = False
    """Whether headings have our numbers, because they had none."""

    def without_number(self, style: Element) -> str:
        """The id of a style that is the same but for the number; it is made where it is missing."""
        from lxml import etree

        name = f"{name_of(style)} without number (eiagen)"
        found = self.sheet.named("paragraph", name)
        if found is None:
            id = _free(f"{value(style, 'styleId')}Plain", {one.lower() for one in self.sheet.by_id})
            found = etree.SubElement(
                self.sheet.root,
                f"{W}style",
                {f"{W}type": "paragraph", f"{W}customStyle": "1", f"{W}styleId": id},
            )
            made(found, "name").set(f"{W}val", name)
            made(found, "basedOn").set(f"{W}val", value(style, "styleId") or "")
            made(found, "pPr", "numPr", "numId").set(f"{W}val", "0")
            self.sheet = StyleSheet(self.sheet.root, self.sheet.theme)
        return value(found, "styleId") or ""


def merged(
    sheet: StyleSheet, numbering: Element, ours: Element, our_numbering: Element, width: int
) -> Merged:
    """Adds to a body's styles and numbering what ours have besides; both trees are changed."""
    done = Merged(sheet, numbering, _main_colour(sheet))
    merge = _Merge(done, our_numbering, width)
    for style in ours.iterfind(f"{W}style"):
        merge.place(style)
    merge.join()
    merge.number()
    _see_to(done.sheet)
    for kind, classes in done.classes.items():
        for style in sheet.root.iterfind(f"{W}style[@{W}type='{kind}']"):
            if name_of(style):
                classes.setdefault(f"house-{as_class(name_of(style))}", value(style, "styleId") or "")
    return done


def as_class(name: str) -> str:
    """How a page names a style: "Gap Fix" is "gap-fix"."""
    return name.lower().replace(" ", "-")


class _Merge:
    """The work in progress: which of our ids has become which, and what waits for that to be known."""

    def __init__(self, done: Merged, our_numbering: Element, width: int) -> None:
        self._done = done
        self._sheet = done.sheet
        self._our_numbering = our_numbering
        self._width = width
        self._ids: dict[str, str] = {}
        self._new: list[Element] = []
        self._ours: dict[str, Element] = {}
        """Id in the merged styles to the style of ours that it is, or takes the place of."""
        self._taken = {id.lower() for id in self._sheet.by_id}
        self._names = {name_of(style).lower() for style in self._sheet.root.iterfind(f"{W}style")}
        body = self._sheet.named("paragraph", "Body Text")
        self._normal = self._sheet.appearance(body if body is not None else self._sheet.default("paragraph"))
        self._indented = _indented(self._sheet, self._sheet.default("paragraph"))
        self._colours = _colours(done.main)
        self._head = _ground_of_header(self._sheet, done.main)

    def place(self, style: Element) -> None:
        """Finds what one of ours is here: theirs of that name, or a copy of ours."""
        kind, name = value(style, "type") or "", name_of(style)
        theirs = self._sheet.named(kind, name)
        if theirs is None and is_on_attribute(style, "default"):
            theirs = self._sheet.default(kind)
        if theirs is None:
            theirs = self._copy(style, name)
            self._new.append(theirs)
            self._done.added.append(name)
        id = value(theirs, "styleId") or ""
        self._ids[value(style, "styleId") or ""] = id
        self._done.classes[kind][as_class(name)] = id
        self._ours[id] = style

    def _copy(self, style: Element, name: str) -> Element:
        from lxml import etree

        text = etree.tostring(style, encoding="unicode", with_tail=False)
        for ours, theirs in self._colours.items():
            text = text.replace(f'"{ours}"', f'"{theirs}"')
        copy = etree.fromstring(text)
        for size in copy.iter(f"{W}sz", f"{W}szCs"):
            size.set(f"{W}val", str(self._scaled(int(value(size) or 0))))
        for shade in copy.iterfind(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd"):
            shade.set(f"{W}fill", self._head)
        for tab in copy.iterfind(f"{W}pPr/{W}tabs/{W}tab[@{W}pos='{_CLEAR_WIDTH}']"):
            tab.set(f"{W}pos", str(self._width))
        if value(style, "type") == "paragraph" and not is_on_attribute(style, "default"):
            self._straighten(copy)
        id = _free(value(style, "styleId") or "", self._taken)
        self._taken.add(id.lower())
        copy.set(f"{W}styleId", id)
        if name.lower() in self._names:  # a style of another kind has it, and Word wants each name once
            made(copy, "name").set(f"{W}val", f"{name} (eiagen)")
        return copy

    def _scaled(self, size: int) -> int:
        """Our sizes go with 12 points; beside a smaller text none of the small ones may be larger than it."""
        theirs = round(self._normal.size * 2)
        if size <= 4 or theirs == _OUR_SIZE:
            return size
        return min(size, theirs) if theirs < _OUR_SIZE >= size else round(size * theirs / _OUR_SIZE)

    def _straighten(self, copy: Element) -> None:
        """In tables and notes, lines begin where the column does and words keep their distance."""
        from lxml import etree

        if copy.find(f"{W}basedOn") is None or value(copy.find(f"{W}basedOn")) != "Normal":
            return
        if self._normal.align in ("both", "distribute") and copy.find(f"{W}pPr/{W}jc") is None:
            put(made(copy, "pPr"), etree.Element(f"{W}jc", {f"{W}val": "left"}))
        if self._indented and copy.find(f"{W}pPr/{W}ind") is None:
            put(made(copy, "pPr"), etree.Element(f"{W}ind", {f"{W}left": "0", f"{W}firstLine": "0"}))

    def join(self) -> None:
        """Adds the copies to the styles, with the ids that the others have got."""
        for style in self._new:
            for link in style.iter(f"{W}basedOn", f"{W}next", f"{W}link"):
                link.set(f"{W}val", self._ids.get(value(link) or "", value(link) or ""))
            self._sheet.root.append(style)
        self._sheet = self._done.sheet = StyleSheet(self._sheet.root, self._sheet.theme)
        self._lead_to_page_numbers()

    def _lead_to_page_numbers(self) -> None:
        """The contents need a stop for the page number at the right."""
        style = self._sheet.by_id[self._done.classes["paragraph"]["toc-1"]]
        stops = self._sheet.first(style, "pPr/tabs")
        if stops is None or not any(value(one) in ("right", "end") for one in stops):
            for part in ("tabs", "ind"):
                ours = self._ours[value(style, "styleId") or ""].find(f"{W}pPr/{W}{part}")
                if ours is not None:
                    put(made(style, "pPr"), deepcopy(ours))
            for tab in style.iterfind(f"{W}pPr/{W}tabs/{W}tab[@{W}pos='{_CLEAR_WIDTH}']"):
                tab.set(f"{W}pos", str(self._width))

    def number(self) -> None:
        """Gives our numbers and bullets to what has none of its own."""
        lists: dict[str, list[tuple[str, Element]]] = {}
        for id, ours in self._ours.items():
            stated = value(ours.find(f"{W}pPr/{W}numPr/{W}numId"))
            if stated and stated != "0":
                lists.setdefault(stated, []).append((id, ours))
        for ours_id, styles in lists.items():
            mine = [(id, one) for id, one in styles if self._wants_number(id, first=styles[0][0])]
            if not mine:
                continue
            new = self._add_list(ours_id)
            for id, ours in mine:
                style = self._sheet.by_id[id]
                level = value(ours.find(f"{W}pPr/{W}numPr/{W}ilvl")) or "0"
                properties = made(style, "pPr", "numPr")
                made(properties, "ilvl").set(f"{W}val", level)
                made(properties, "numId").set(f"{W}val", new)
                self._done.numbered |= name_of(style).lower() in HEADINGS

        self._take_off_numbers()

    def _take_off_numbers(self) -> None:
        """A heading of theirs that is based on a numbered one, as that of contents is, is no chapter."""
        for id, ours in self._ours.items():
            style, stated = self._sheet.by_id[id], value(ours.find(f"{W}pPr/{W}numPr/{W}numId"))
            if value(style, "type") != "paragraph" or stated not in (None, "0"):
                continue
            if (
                is_numbered(self._sheet, style, self._done.numbering)
                and name_of(style).lower() not in HEADINGS
            ):
                properties = made(style, "pPr", "numPr")
                for child in list(properties):
                    properties.remove(child)
                made(properties, "numId").set(f"{W}val", "0")

    def _wants_number(self, id: str, first: str) -> bool:
        style = self._sheet.by_id[id]
        if style in self._new:
            return True
        # Of a list of several levels all go with the first, or “3.2” would be under no “3”.
        return not is_numbered(self._sheet, style, self._done.numbering) and (
            id == first or not is_numbered(self._sheet, self._sheet.by_id[first], self._done.numbering)
        )

    def _add_list(self, ours_id: str) -> str:
        from lxml import etree

        root = self._done.numbering
        num = self._our_numbering.find(f"{W}num[@{W}numId='{ours_id}']")
        abstract_id = value(num.find(f"{W}abstractNumId")) if num is not None else None
        abstract = self._our_numbering.find(f"{W}abstractNum[@{W}abstractNumId='{abstract_id}']")
        abstract = deepcopy(abstract) if abstract is not None else etree.Element(f"{W}abstractNum")
        abstracts = root.findall(f"{W}abstractNum")
        nums = root.findall(f"{W}num")
        new_abstract = str(_next(value(one, "abstractNumId") for one in abstracts))
        new = str(max(1, _next(value(one, "numId") for one in nums)))
        abstract.set(f"{W}abstractNumId", new_abstract)
        for style in abstract.iter(f"{W}pStyle"):
            style.set(f"{W}val", self._ids[value(style) or ""])
        for fonts in abstract.iter(f"{W}rFonts"):
            for name in ("ascii", "hAnsi", "cs"):
                fonts.set(f"{W}{name}", self._normal.font)
        pictures = len(root.findall(f"{W}numPicBullet"))
        root.insert(root.index(abstracts[-1]) + 1 if abstracts else pictures, abstract)
        entry = etree.Element(f"{W}num", {f"{W}numId": new})
        etree.SubElement(entry, f"{W}abstractNumId", {f"{W}val": new_abstract})
        root.insert(root.index(nums[-1]) + 1 if nums else root.index(abstract) + 1, entry)
        return new


def is_on_attribute(style: Element, name: str) -> bool:
    """Whether an attribute of Word's own is set to yes."""
    return (value(style, name) or "0").lower() in ("1", "true", "on")


def is_numbered(sheet: StyleSheet, style: Element, numbering: Element) -> bool:
    """Whether paragraphs in a style get a number or bullet: its list has to be there."""
    found = sheet.first(style, "pPr/numPr/numId")
    if found is None or value(found) == "0":
        return False
    return numbering.find(f"{W}num[@{W}numId='{number(value(found))}']") is not None


def _see_to(sheet: StyleSheet) -> None:
    """Sets what accessibility hangs on: English, levels of headings, fonts named also outside the theme."""
    from lxml import etree

    defaults = made(sheet.root, "docDefaults", "rPrDefault", "rPr")
    if not (value(defaults.find(f"{W}lang")) or "").lower().startswith("en"):
        made(defaults, "lang").set(f"{W}val", "en-GB")
    for name, level in HEADINGS.items():
        style = sheet.named("paragraph", name)
        if style is not None:
            put(made(style, "pPr"), etree.Element(f"{W}outlineLvl", {f"{W}val": str(level)}))
    for fonts in sheet.root.iter(f"{W}rFonts"):
        theme = sheet.theme_font(value(fonts, "asciiTheme"))
        if theme:
            fonts.set(f"{W}ascii", theme)


def _main_colour(sheet: StyleSheet) -> str:
    """That of the main headings; else the theme's first; and always one that white can be read on."""
    heading = sheet.named("paragraph", "heading 1")
    found = sheet.appearance(heading).colour if heading is not None else None
    return readable_on_white(found or sheet.theme_colour("accent1") or _MAIN)


def _colours(main: str) -> Mapping[str, str]:
    """Our colours and those that take their place."""
    second = mixed(main, "404040", 0.5)
    return {_MAIN: main, _SECOND: second} | {
        ours: mixed(main, WHITE, share) for ours, share in _TINTS.items()
    }


def _ground_of_header(sheet: StyleSheet, main: str) -> str:
    """What the header rows of our tables stand on, so that a heading style of theirs can be read there."""
    theirs = sheet.named("paragraph", "Table Heading")
    if theirs is None:
        return main
    text = sheet.appearance(theirs).colour or "000000"
    pale = mixed(main, WHITE, 0.88)
    return next((one for one in (main, pale, WHITE) if contrast(text, one) >= READABLE), main)


def _indented(sheet: StyleSheet, style: Element | None) -> bool:
    indent = sheet.first(style, "pPr/ind")
    return any((number(value(indent, name)) or 0) for name in ("left", "start", "firstLine", "hanging"))


def _free(id: str, taken: set[str]) -> str:
    """The id, with a number behind it if somebody has it."""
    names = (id, *(f"{id}{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.lower() not in taken)


def _next(ids: Iterable[str | None]) -> int:
    found = [one for one in map(number, ids) if one is not None]
    return max(found, default=-1) + 1
