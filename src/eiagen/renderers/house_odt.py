"""What a house template puts around a report, for OpenDocument: cover, back matter, headers and footers.

Word's text, tables and pictures are carried over with their styles; text boxes and drawn shapes are not.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eiagen.renderers.colours import is_colour
from eiagen.renderers.house_marks import fill
from eiagen.renderers.odt_styles import paragraph_attributes, run_attributes, tab_stops
from eiagen.renderers.word_package import House, in_one_line
from eiagen.renderers.word_xml import R, W, number, value
from eiagen.renderers.xml_text import escaped

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_EMU = 12_700
"""So many of a drawing's units are a point."""
_FIELDS = {
    "PAGE": '<text:page-number text:select-page="current">1</text:page-number>',
    "NUMPAGES": "<text:page-count>1</text:page-count>",
    "SECTIONPAGES": "<text:page-count>1</text:page-count>",
}
_SPACES = re.compile(r"\t|^ | (?= )| $")
_HEADS = {
    ("header", "default"): "header",
    ("header", "first"): "header-first",
    ("header", "even"): "header-left",
}
_ORDER = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")

Own = Callable[[str, str], str]
"""Gives the name of an automatic style, by a letter and what is inside it."""


class Around:
    """Turns what a house keeps into OpenDocument; `pictures` are the files that belong to it."""

    def __init__(self, house: House, words: Mapping[str, str]) -> None:
        self.pictures: dict[str, bytes] = {}
        self._house = house
        self._words = words
        self._styles: dict[tuple[str, str], str] = {}

    def cover(self) -> str:
        """What stands before the report."""
        return self._blocks_of(self._house.before)

    def back(self) -> str:
        """What stands after it."""
        return self._blocks_of(self._house.after, new_page=bool(self._house.last_section))

    @property
    def ends_page(self) -> bool:
        """Whether the report begins on a page of its own."""
        from lxml import etree

        cover = etree.fromstring(self._house.before) if self._house.before else ()
        return any(block.find(f"{W}pPr/{W}sectPr") is not None for block in list(cover)[-1:])

    def styles(self, marked: str) -> str:
        """The automatic styles so far, whose names begin with `marked`."""
        return "".join(style for style in self._styles.values() if f'style:name="{marked}' in style)

    def heads(self) -> str:
        """The headers and footers of a page, as they stand in its master."""
        found: dict[str, str] = {}
        if not self._house.root:
            return ""  # ours are written as OpenDocument themselves
        relations = self._relations("word/document.xml")
        for kind, which, id in re.findall(
            r'<w:(header|footer)Reference(?= )[^>]*?w:type="(\w+)"[^>]*?r:id="([^"]+)"',
            _by_type(self._house.section_xml),
        ):
            part = relations.get(id)
            if part is not None and part in self._house.parts:
                name = _HEADS[("header", which)].replace("header", kind)
                found[name] = self._head(part)
        if "<w:titlePg/>" not in self._house.section_xml:
            found = {name: text for name, text in found.items() if not name.endswith("first")}
        elif found:
            for kind in ("header", "footer"):
                if kind in found:
                    found.setdefault(f"{kind}-first", "<text:p/>")
        if b"evenAndOddHeaders" not in self._house.parts["word/settings.xml"]:
            found = {name: text for name, text in found.items() if not name.endswith("left")}
        return "".join(f"<style:{name}>{found[name]}</style:{name}>" for name in _ORDER if name in found)

    def _head(self, part: str) -> str:
        from lxml import etree

        tree = etree.fromstring(self._house.parts[part])
        fill(tree, self._words, in_one_line)
        return "".join(self._blocks(tree, self._relations(part), "H")) or "<text:p/>"

    def _blocks_of(self, data: bytes, *, new_page: bool = False) -> str:
        from lxml import etree

        if not data:
            return ""
        tree = etree.fromstring(data)
        fill(tree, self._words, lambda text: " ".join(text.split()))
        return "".join(self._blocks(tree, self._relations("word/document.xml"), "C", new_page=new_page))

    def _relations(self, part: str) -> dict[str, str]:
        """The parts that a part uses, by id."""
        from lxml import etree

        folder, name = posixpath.split(part)
        data = self._house.parts.get(f"{folder}/_rels/{name}.rels")
        if data is None:
            return {}
        return {
            one.get("Id") or "": (one.get("Target") or "").lstrip("/")
            for one in etree.fromstring(data).iterfind(f"{_PACKAGE}Relationship")
        }

    def _blocks(
        self, parent: Element, relations: Mapping[str, str], letter: str, *, new_page: bool = False
    ) -> Iterator[str]:
        for element in parent:
            if element.tag == f"{W}p":
                yield self._paragraph(element, relations, letter, new_page=new_page)
                ends = element.find(f"{W}pPr/{W}sectPr")
                new_page = ends is not None and value(ends.find(f"{W}type")) != "continuous"
            elif element.tag == f"{W}tbl":
                yield self._table(element, relations, letter)
                new_page = False
            elif element.tag == f"{W}sdt":
                inside = element.find(f"{W}sdtContent")
                if inside is not None:
                    yield from self._blocks(inside, relations, letter, new_page=new_page)
                    new_page = False

    def _paragraph(
        self, element: Element, relations: Mapping[str, str], letter: str, *, new_page: bool
    ) -> str:
        properties = element.find(f"{W}pPr")
        based = value(properties.find(f"{W}pStyle")) if properties is not None else None
        based = based or self._house.paragraph_styles["normal"]
        attributes = paragraph_attributes(properties)
        if new_page:
            attributes = f'fo:break-before="page" {attributes}'
        stops = tab_stops(element)
        name = escaped(based)
        if attributes or stops:
            name = self._own(
                f"{letter}P",
                f'style:family="paragraph" style:parent-style-name="{escaped(based)}">'
                f"<style:paragraph-properties {attributes}>{stops}</style:paragraph-properties>",
            )
        return f'<text:p text:style-name="{name}">{"".join(self._runs(element, relations, letter))}</text:p>'

    def _runs(self, paragraph: Element, relations: Mapping[str, str], letter: str) -> Iterator[str]:
        fields: list[_Field] = []
        for run in paragraph.iter(f"{W}r", f"{W}fldSimple"):
            if next(run.iterancestors(f"{W}p"), None) is not paragraph:
                continue
            if run.tag == f"{W}fldSimple":
                yield _field(run.get(f"{W}instr") or "")
                continue
            simple = next(run.iterancestors(f"{W}fldSimple"), None)
            if simple is not None and _field(simple.get(f"{W}instr") or ""):
                continue
            text = ""
            for child in run:
                if child.tag == f"{W}fldChar":
                    text += _turn(fields, value(child, "fldCharType") or "")
                elif child.tag == f"{W}instrText" and fields:
                    fields[-1].code += child.text or ""
                elif all(field.shows for field in fields):
                    text += self._piece(child, relations)
            if text:
                yield self._styled(run.find(f"{W}rPr"), text, letter)

    def _piece(self, child: Element, relations: Mapping[str, str]) -> str:
        if child.tag == f"{W}t":
            return _SPACES.sub(
                lambda found: "<text:tab/>" if found[0] == "\t" else "<text:s/>", escaped(child.text or "")
            )
        if child.tag in (f"{W}tab", f"{W}ptab"):
            return "<text:tab/>"
        if child.tag == f"{W}br":
            return "" if value(child, "type") == "page" else "<text:line-break/>"
        if child.tag == f"{W}noBreakHyphen":
            return "\u2011"
        if child.tag == f"{W}drawing":
            return self._picture(child, relations)
        return ""

    def _styled(self, properties: Element | None, text: str, letter: str) -> str:
        named = value(properties.find(f"{W}rStyle")) if properties is not None else None
        attributes = run_attributes(properties)
        if not named and not attributes:
            return text
        parent = f' style:parent-style-name="{escaped(named)}"' if named else ""
        name = self._own(f"{letter}T", f'style:family="text"{parent}><style:text-properties {attributes}/>')
        return f'<text:span text:style-name="{name}">{text}</text:span>'

    def _picture(self, drawing: Element, relations: Mapping[str, str]) -> str:
        blip = next(drawing.iter(f"{_A}blip"), None)
        size = next(drawing.iter(f"{_WP}extent"), None)
        part = relations.get(blip.get(f"{R}embed") or "") if blip is not None else None
        if part is None or size is None or part not in self._house.parts:
            return ""
        name = f"Pictures/{posixpath.basename(part)}"
        self.pictures[name] = self._house.parts[part]
        about = next(drawing.iter(f"{_WP}docPr"), None)
        said = about.get("descr") if about is not None else None
        count = len(self.pictures)
        wide, high = ((number(size.get(side)) or 0) / _EMU for side in ("cx", "cy"))
        described = f"<svg:desc>{escaped(said)}</svg:desc>" if said else ""
        return (
            f'<draw:frame draw:name="House {count}" text:anchor-type="as-char" svg:width="{wide:.1f}pt" '
            f'svg:height="{high:.1f}pt"><draw:image xlink:href="{escaped(name)}" xlink:type="simple"/>'
            f"{described}</draw:frame>"
        )

    def _table(self, table: Element, relations: Mapping[str, str], letter: str) -> str:
        widths = [number(value(one, "w")) or 0 for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        name = self._own(
            f"{letter}L",
            'style:family="table"><style:table-properties style:rel-width="100%" table:align="margins"/>',
        )
        out = f'<table:table table:style-name="{name}">'
        for width in widths:
            column = self._own(
                f"{letter}C",
                'style:family="table-column"><style:table-column-properties '
                f'style:rel-column-width="{max(width, 1)}*"/>',
            )
            out += f'<table:table-column table:style-name="{column}"/>'
        for row in table.iterfind(f"{W}tr"):
            cells = (self._cell(cell, relations, letter) for cell in row.iterfind(f"{W}tc"))
            out += f"<table:table-row>{''.join(cells)}</table:table-row>"
        return f"{out}</table:table>"

    def _cell(self, cell: Element, relations: Mapping[str, str], letter: str) -> str:
        span = number(value(cell.find(f"{W}tcPr/{W}gridSpan")))
        wide = f' table:number-columns-spanned="{span}"' if span else ""
        shade = value(cell.find(f"{W}tcPr/{W}shd"), "fill")
        ground = f'fo:background-color="#{shade}" ' if is_colour(shade) else ""
        look = self._own(
            f"{letter}D",
            f'style:family="table-cell"><style:table-cell-properties {ground}fo:padding="3pt"/>',
        )
        inside = "".join(self._blocks(cell, relations, letter)) or "<text:p/>"
        return (
            f'<table:table-cell office:value-type="string" table:style-name="{look}"{wide}>{inside}'
            "</table:table-cell>"
        )

    def _own(self, letters: str, inside: str) -> str:
        key = (letters, inside)
        if key not in self._styles:
            number = sum(one[0] == letters for one in self._styles) + 1
            self._styles[key] = f'<style:style style:name="{letters}{number}" {inside}</style:style>'
        return self._styles[key].split('"', 2)[1]


@dataclass
class _Field:
    """A field that has begun: its code, and whether what follows is its text, to be shown."""

    code: str = ""
    shows: bool = False


def _turn(fields: list[_Field], kind: str) -> str:
    """What a field shows where it begins, changes over from code to text, or ends."""
    if kind == "begin":
        fields.append(_Field())
    elif kind == "separate" and fields:
        known = _field(fields[-1].code)
        fields[-1] = _Field("", shows=not known)
        return known
    elif kind == "end" and fields:
        return _field(fields.pop().code)
    return ""


def _field(code: str) -> str:
    """What a field is here; empty where its text is as good."""
    return _FIELDS.get((code.split() or [""])[0].upper(), "")


def _by_type(section: str) -> str:
    """Each reference with its type before its id, in whatever order they were written."""
    return re.sub(
        r'<w:(header|footer)Reference (r:id="[^"]+") (w:type="\w+")', r"<w:\1Reference \3 \2", section
    )
