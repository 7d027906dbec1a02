"""Reads saved web pages: the text of the page without the site around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eiagen.document import PassageKind
from eiagen.readers.content import Block, Cell, Content, Paragraph, Table, fold
from eiagen.readers.encoding import decode
from eiagen.readers.numbering import number

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu
    nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOT_TEXT = frozenset(
    """
    area audio base canvas datalist del embed frame frameset head iframe img input link map meta nav
    noembed noframes object option param script select source style svg template textarea title
    track video
    """.split()  # noqa: SIM905
)
_FURNITURE_ROLES = frozenset(
    """
    navigation banner contentinfo search dialog alertdialog menu menubar toolbar tooltip
    """.split()  # noqa: SIM905
)
# Words in the class or id of what belongs to the site and not to the page.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|ccc|onetrust|gdpr|breadcrumbs?|skip-?(?:link|to|nav)\w*|"
    r"(?:site|global|page|main)-?(?:header|footer|nav|navigation|menu|search)|masthead|navbar|nav|menu|"
    r"back-to-top|to-top|share|sharing|social|social-media|feedback|survey|rate-this|was-this-(?:page-)?helpful|"
    r"print-(?:link|page)|print-only|toggle|pagination|pager|sidebar|related(?:-\w+)?|"
    r"visually-?hidden|visuallyhidden|sr-only|screen-reader-text|(?:element-)?invisible|"
    r"advert|newsletter|sign-up|phase-banner|announcement-bar|browsealoud|recite)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EXPANDER = re.compile(r"accordion|tab|panel|collaps|expand|details|reveal", re.IGNORECASE)
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTES = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?|doc-endnotes)(?:$|[\s_-])", re.IGNORECASE)
_BACK = re.compile(r"\s*(?:↩︎?|↑|\^|\[back\]|Back)\s*$")


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
    sizes = _sizes(root)
    walk = _Walk(sizes)
    walk.run(_main_part(root, sizes))
    h1 = next((block for block in walk.blocks if isinstance(block, Paragraph) and block.level == 1), None)
    title = root.find(".//title")
    return Content(
        walk.blocks,
        title=h1.text
        if h1 and h1.kind == "heading"
        else fold((title.text or "") if title is not None else ""),
        language=root.get("lang", "") or root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
        warnings=["the page is nested too deeply to be read whole"] if _was_cut(parser) else [],
    )


def _was_cut(parser: object) -> bool:
    log = getattr(parser, "error_log", ())
    return any("depth" in entry.message.lower() for entry in log)


def _main_part(root: Element, sizes: dict[Element, int]) -> Element:
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
        if len(found) == 1 and sizes.get(found[0], 0) >= sizes[root] * 0.25:
            return found[0]
    return root if body is None else body


def _sizes(root: Element) -> dict[Element, int]:
    """How many words every element holds, counted in one pass; the site's own count for nothing."""
    from lxml import etree

    sizes: dict[Element, int] = {}
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            sizes[element] = 0
            if element.tag in ("script", "style", "template", "nav", "footer", "noscript"):
                walker.skip_subtree()
            else:
                sizes[element] = len((element.text or "").split())
        elif (parent := element.getparent()) is not None and parent in sizes:
            sizes[parent] += sizes[element] + len((element.tail or "").split())
    return sizes


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


class _Walk:
    """The walk over one page. It follows events and doesn't recurse: saved pages are nested without end."""

    def __init__(self, sizes: dict[Element, int]) -> None:
        self.sizes = sizes
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
        self.line = 0

    def run(self, part: Element) -> None:
        """Walk the element."""
        from lxml import etree

        walker = etree.iterwalk(part, events=("start", "end"))
        inside_main = part.tag not in ("body", "html")
        dropped: Element | None = None
        for event, element in walker:
            if event == "start":
                if self.is_furniture(element, part, inside_main):
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

    def is_furniture(self, element: Element, part: Element, inside_main: bool) -> bool:
        """Whether the element is hidden, or belongs to the site rather than to this page."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _NOT_TEXT:
            return True
        if element is part or tag in ("body", "html", "main"):
            return False
        if tag == "button":
            return not any(a.tag in _HEADINGS or a.tag == "summary" for a in element.iterancestors())
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if _is_hidden(element) and not _EXPANDER.search(named):
            return True
        if element.get("role", "") in _FURNITURE_ROLES:
            return True
        if tag in ("header", "footer") and not inside_main:
            return not any(a.tag in ("article", "main", "blockquote") for a in element.iterancestors())
        if tag == "footer":
            return not any(a.tag == "blockquote" for a in element.iterancestors())
        if tag in _HEADINGS or tag in ("table", "tr", "td", "th", "tbody"):
            return False
        if named != " " and _FURNITURE.search(named):
            # A class may say "has-sidebar" of the whole page.
            return self.sizes.get(element, 0) < max(self.sizes.get(part, 0) * 0.4, 15)
        return False

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
            self.line = element.sourceline or 0
            self.open(tag, element)
        if element.text:
            self.word(element.text)

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
        elif tag in _HEADINGS:
            kind, level = "heading", _HEADINGS[tag]
        elif tag in ("caption", "figcaption"):
            kind, level = "caption", 0
        elif tag == "table":
            self.grids.append(_Grid(Table([])))
            kind, level = "paragraph", 0
        elif tag == "tr" and self.grids:
            self.row(self.grids[-1])
        elif tag in ("td", "th") and self.grids:
            self.cell(self.grids[-1], element)
            kind, level = "paragraph", 0
        if element.get("role") == "heading":
            said = element.get("aria-level", "2")
            kind, level = "heading", int(said) if said.isdecimal() else 2
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
            self.targets[-1].append(Paragraph(text, kind, level, line=self.line or None, note=note))


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden", "until-found") != "until-found"
        or element.get("aria-hidden") == "true"
        or bool(_UNSHOWN.search(element.get("style", "")))
    )


def _span(text: str) -> int:
    return min(max(int(text), 1), 1000) if text.strip().isdecimal() else 1
