"""Reads saved web pages: the text of the page without the site around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eiagen.document import PassageKind
from eiagen.errors import problem
from eiagen.readers.content import Block, Cell, Content, Paragraph, Table, fold
from eiagen.readers.encoding import decode
from eiagen.readers.html_office import is_of_office, plain
from eiagen.readers.html_panels import Panels
from eiagen.readers.html_site import (
    HEADINGS,
    NOT_TEXT,
    Site,
    Sizes,
    is_hidden,
    is_struck,
    named,
    refers_to_a_note,
)
from eiagen.readers.numbering import number
from eiagen.readers.wording import STRUCK_OUT

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu
    nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
_NOTES = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?|doc-endnotes)(?:$|[\s_-])", re.IGNORECASE)
_BACK = re.compile(r"\s*(?:↩︎?|↑|\^|\[back\]|Back)\s*$")
_DEEPEST = 100
"""Tables within tables. Old sites are laid out with some ten."""

_TOO_DEEP = "nested too deeply to be read: open it in a browser, copy its text into a document and name that"


def read_html(data: bytes, name: str) -> Content:
    """The page's main part, with its tables, definition lists and expanders, open or closed."""
    from lxml import etree, html

    text = decode(data, says_charset=True)
    # huge_tree only lifts the depth of 256, past which the rest of the page would be lost without a word.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but the beginning of a tag
        return Content([])
    comments = plain(root) if is_of_office(text) else []
    sizes = Sizes(root)
    part = _main_part(root, sizes)
    walk = _Walk(name, Site(root, part, sizes), Panels(root, sizes))
    walk.run(part)
    was_cut = _was_cut(parser)
    if was_cut and not walk.blocks:
        raise problem(name, _TOO_DEEP)
    walk.blocks += [Paragraph(text, "note", note="comment", is_comment=True) for text in comments]
    h1 = next((block for block in walk.blocks if isinstance(block, Paragraph) and block.level == 1), None)
    title = root.find(".//title")
    return Content(
        walk.blocks,
        title=h1.text
        if h1 and h1.kind == "heading"
        else fold((title.text or "") if title is not None else ""),
        language=root.get("lang", "") or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        warnings=["the page is nested too deeply to be read whole"] * was_cut + [STRUCK_OUT] * walk.struck,
    )


def _was_cut(parser: object) -> bool:
    log = getattr(parser, "error_log", ())
    return any("depth" in entry.message.lower() for entry in log)


def _main_part(root: Element, sizes: Sizes) -> Element:
    """The element that the page says is its main part, if it holds a fair share of the text."""
    body = root.find("body")
    for path in (
        ".//main",
        ".//*[@role='main']",
        ".//*[@id='main-content']",
        ".//*[@id='content']",
        ".//article",
    ):
        found = root.findall(path)
        if len(found) == 1 and sizes[found[0]] >= sizes[root] * 0.25:
            return found[0]
    return root if body is None else body


@dataclass
class _List:
    """An `ol`, `ul` or `dl` that is open."""

    tag: str
    style: str
    next: int


@dataclass
class _Grid:
    """A table that is open, and what cells from above still cover: column → (rows left, span)."""

    table: Table
    covered: dict[int, tuple[int, int]] = field(default_factory=dict)
    column: int = 0


@dataclass
class _Panel:
    """A panel that is open: the level of what heads it, and of the last heading in it."""

    element: Element
    level: int
    deepest: int


class _Walk:
    """The walk over one page. It follows events and doesn't recurse: saved pages are nested without end."""

    def __init__(self, name: str, site: Site, panels: Panels) -> None:
        self.name = name
        self.site = site
        self.panels = panels
        self.blocks: list[Block] = []
        self.targets = [self.blocks]
        self.parts: list[str] = []
        self.kinds: list[tuple[PassageKind, int]] = [("paragraph", 0)]
        self.lists: list[_List] = []
        self.grids: list[_Grid] = []
        self.mark = ""
        self.notes = 0
        self.in_notes: list[Element] = []
        self.breaks = 0
        self.struck = False
        self.above = 1
        """The level of the last heading outside every panel."""
        self.open_panels: list[_Panel] = []

    def run(self, part: Element) -> None:
        """Walk the element."""
        from lxml import etree

        walker = etree.iterwalk(part, events=("start", "end"))
        dropped: Element | None = None
        for event, element in walker:
            if event == "start":
                if self.is_left_out(element, part):
                    dropped = element
                    walker.skip_subtree()
                    continue
                self.start(element)
            else:
                if element is dropped:
                    dropped = None
                else:
                    self.end(element)
                if element is not part and element.tail:
                    self.word(element.tail)
        self.flush()

    def is_left_out(self, element: Element, part: Element) -> bool:
        """Whether the element isn't seen, doesn't stand, or belongs to the site rather than to this page."""
        tag = element.tag
        if not isinstance(tag, str):
            return True
        if element is part or tag in ("body", "html", "main"):
            return False
        if is_struck(element):
            self.struck = self.struck or self.site.sizes[element] > 0
            return True
        if tag in NOT_TEXT or element in self.panels.heading:
            return True
        if tag == "button":
            return element not in self.panels.in_place and not any(
                a.tag in HEADINGS or a.tag == "summary" for a in element.iterancestors()
            )
        if tag in ("a", "sup") and not self.in_notes and refers_to_a_note(element):
            if (element.tail or "")[:1] in (".", ",", ";", ":", "!", "?", ")") and self.parts:
                self.parts[-1] = self.parts[-1].rstrip()
            return True
        if not element.attrib and tag not in ("header", "footer"):
            return False
        words = named(element)
        if is_hidden(element):
            return not self.panels.holds_text(element, words)
        if element in self.panels.headed:
            words = words.replace("toggle", "")
        return self.site.owns(element, words)

    def start(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self.breaks += 1
            self.parts.append(" ")
            if self.breaks == 2:
                self.flush()
            return
        if tag in _BLOCKS:
            self.flush()
            if label := self.panels.headed.get(element):
                self.head_panel(element, label)
            self.open(tag, element)
        if element.text:
            self.word(element.text)

    def head_panel(self, panel: Element, label: str) -> None:
        """Write what the button or tab says as the heading of its panel."""
        above = self.open_panels[-1].deepest if self.open_panels else self.above
        level = max(above + 1, 2)
        self.open_panels.append(_Panel(panel, level, level))
        kind: PassageKind = "paragraph" if self.grids else "heading"
        self.targets[-1].append(Paragraph(label, kind, 0 if self.grids else level))

    def heading_level(self, level: int) -> int:
        """The level of a heading where it stands: in a panel it is below what heads the panel."""
        if not self.open_panels:
            self.above = level
            return level
        panel = self.open_panels[-1]
        panel.deepest = max(level, panel.level + 1)
        return panel.deepest

    def open(self, tag: str, element: Element) -> None:
        kind, level = self.kinds[-1]
        if tag in ("ol", "ul", "menu", "dl"):
            start = element.get("start", "1")
            self.lists.append(_List(tag, element.get("type", "1"), int(start) if start.isdecimal() else 1))
        elif tag == "li":
            here = self.lists[-1] if self.lists else _List("ul", "", 1)
            if element.get("value", "").isdecimal():
                here.next = int(element.get("value", "1"))
            self.mark = f"{number(here.next, here.style)}." if here.tag == "ol" else ""
            self.mark = "" if self.mark == "." else self.mark
            here.next += 1
            kind, level = "item", max(len(self.lists), 1)
            if self.in_notes:
                self.notes += 1
                self.mark = ""
        elif tag in ("dt", "dd"):
            kind, level = "item", max(len(self.lists), 1) + (tag == "dd")
        elif tag in HEADINGS:
            kind, level = "heading", self.heading_level(HEADINGS[tag])
        elif tag in ("caption", "figcaption"):
            kind, level = "caption", 0
        elif tag == "table":
            if len(self.grids) == _DEEPEST:
                raise problem(self.name, _TOO_DEEP)
            self.grids.append(_Grid(Table([])))
            kind, level = "paragraph", 0
        elif tag == "tr" and self.grids:
            self.row(self.grids[-1])
        elif tag in ("td", "th") and self.grids:
            self.cell(self.grids[-1], element)
            kind, level = "paragraph", 0
        if element.get("role") == "heading":
            said = element.get("aria-level", "2")
            kind, level = "heading", self.heading_level(int(said) if said.isdecimal() else 2)
        if _NOTES.search(f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"):
            self.in_notes.append(element)
        self.kinds.append((kind, level))

    def row(self, grid: _Grid) -> None:
        grid.column = 0
        grid.table.rows.append([])

    def cell(self, grid: _Grid, element: Element) -> None:
        if not grid.table.rows:
            self.row(grid)
        row = grid.table.rows[-1]
        while grid.column in grid.covered:
            left, span = grid.covered.pop(grid.column)
            if left > 1:
                grid.covered[grid.column] = (left - 1, span)
            row.append(Cell([], grid.column, span, continues=True))
            grid.column += span
        span, down = (_span(element.get(name, "1")) for name in ("colspan", "rowspan"))
        if down > 1:
            grid.covered[grid.column] = (down - 1, span)
        cell = Cell([], grid.column, span)
        # What this row has just been given covers the rows below it, and not the next cell.
        grid.column += span
        row.append(cell)
        self.targets.append(cell.blocks)

    def end(self, element: Element) -> None:
        tag = element.tag
        if tag not in _BLOCKS:
            return
        self.flush()
        self.kinds.pop()
        if tag in ("ol", "ul", "menu", "dl") and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.mark = ""
        elif tag in ("td", "th") and self.grids and len(self.targets) > 1:
            self.targets.pop()
        elif tag == "table" and self.grids:
            self.targets[-1].append(self.grids.pop().table)
        if self.in_notes and self.in_notes[-1] is element:
            self.in_notes.pop()
        if self.open_panels and self.open_panels[-1].element is element:
            self.open_panels.pop()

    def word(self, text: str) -> None:
        if text.strip():
            self.breaks = 0
        self.parts.append(text)

    def flush(self) -> None:
        """Write what has been gathered as one paragraph."""
        text = fold("".join(self.parts))
        self.parts.clear()
        self.breaks = 0
        if not text:
            return
        kind, level = self.kinds[-1]
        note = ""
        if self.in_notes and kind == "item":
            kind, level, note = "note", 0, f"footnote {self.notes}"
            text = _BACK.sub("", text)
        if self.mark:
            text = f"{self.mark} {text}"
            self.mark = ""
        if text:
            self.targets[-1].append(Paragraph(text, kind, level, note=note))


def _span(text: str) -> int:
    return min(max(int(text), 1), 1000) if text.strip().isdecimal() else 1
