"""Reads OpenDocument text (.odt, .ott, .fodt), as LibreOffice writes it, from its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from eiagen.document import PassageKind
from eiagen.errors import problem
from eiagen.readers.archive import DAMAGED, Archive, parse
from eiagen.readers.content import Block, Cell, Content, Paragraph, Table, fold
from eiagen.readers.numbering import number
from eiagen.readers.wording import BLANK, STRUCK_OUT, UNFILLED, left_by

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, TABLE, STYLE, DRAW, META = (
    _NS % name for name in ("office", "text", "table", "style", "drawing", "meta")
)
DC = "{http://purl.org/dc/elements/1.1/}"
FO = _NS % "xsl-fo-compatible"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_HEADING = re.compile(r"Heading_20_(\d)")
_NOT_LIVE = frozenset({
    TEXT + "tracked-changes", TEXT + "ruby-text", TEXT + "note-citation", TEXT + "sequence-decls",
    TEXT + "variable-decls", TEXT + "user-field-decls", TEXT + "table-of-content-source",
    TEXT + "hidden-text", OFFICE + "forms", OFFICE + "binary-data", TABLE + "shapes",
    _NS % "svg-compatible" + "title", _NS % "svg-compatible" + "desc",
})  # fmt: skip
_INDEXES = frozenset(
    TEXT + name
    for name in ("table-of-content", "illustration-index", "table-index", "object-index",
                 "alphabetical-index", "user-index")
)  # fmt: skip


def read_odt(data: bytes, name: str) -> Content:
    """The live text. Tracked deletions are kept apart in the file, and left there."""
    if data.startswith(b"PK"):
        archive = Archive(data, name)
        manifest = archive.read("META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            raise problem(name, "encrypted: save a copy without a password")
        content, style, meta = (archive.xml(part) for part in ("content.xml", "styles.xml", "meta.xml"))
    else:
        content = style = meta = parse(data, name, "the document")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}text")
    if content is None or body is None:
        raise problem(name, f"{DAMAGED} (no text part in it)")
    reading = _Reading([root for root in (style, content) if root is not None])
    reading.counts_pages = next(content.iter(TEXT + "soft-page-break"), None) is not None
    blocks = list(reading.blocks(body))
    return Content(
        blocks,
        title=fold(_first(meta, DC + "title")),
        pages=reading.page if reading.counts_pages else None,
        language=_first(meta, DC + "language") or reading.language,
        warnings=[UNFILLED] * reading.unfilled + [STRUCK_OUT] * reading.struck_out,
    )


_OUTLINE = "Outline"
"""What programs call the list that numbers headings."""


def _first(root: Element | None, tag: str) -> str:
    found = None if root is None else next(root.iter(tag), None)
    return "" if found is None else found.text or ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise


@dataclass(frozen=True)
class _Level:
    """How one depth of a list is numbered."""

    format: str
    before: str
    after: str
    shown: int
    start: int


@dataclass
class _List:
    """A list that is being read: its style, its depth from 0, and the counts of every depth."""

    style: str
    depth: int
    counts: dict[int, int] = field(default_factory=dict)


class _Reading:
    """The walk through one document: its styles, and what has been counted so far."""

    def __init__(self, roots: list[Element]) -> None:
        self.parents: dict[str, str] = {}
        self.outline: dict[str, int] = {}
        """What a style says of its level as a heading; 0 where it says that it is none."""
        self.hidden: set[str] = set()
        self.struck: dict[str, bool] = {}
        self.shown_names: dict[str, str] = {}
        self.list_styles: dict[str, str] = {}
        """The list that numbers paragraphs of a style; "" where the style says that none does."""
        self.levels: dict[str, dict[int, _Level]] = {}
        self.language = ""
        for root in roots:
            self._learn(root)
        self.last_counts: dict[str, dict[int, int]] = {}
        self.heading_counts: dict[int, int] = {}
        self.page = 1
        self.counts_pages = False
        self.unfilled = False
        self.struck_out = False
        self.note_count = {"footnote": 0, "endnote": 0}

    def _learn(self, root: Element) -> None:
        for style in root.iter(STYLE + "style"):
            name = style.get(STYLE + "name", "")
            self.parents[name] = style.get(STYLE + "parent-style-name", "")
            self.shown_names[name] = style.get(STYLE + "display-name", name).replace("_20_", " ")
            if (list_style := style.get(STYLE + "list-style-name")) is not None:
                self.list_styles[name] = list_style
            if (level := style.get(STYLE + "default-outline-level")) is not None:
                self.outline[name] = _whole(level, 0)
            for properties in style.iter(STYLE + "text-properties"):
                if properties.get(TEXT + "display") == "none":
                    self.hidden.add(name)
                lines = [properties.get(f"{STYLE}text-line-through-{what}") for what in ("style", "type")]
                if any(lines):
                    self.struck[name] = "none" not in lines
        for tag in (TEXT + "list-style", TEXT + "outline-style"):
            for style in root.iter(tag):
                name = "" if tag == TEXT + "outline-style" else style.get(STYLE + "name", "")
                self.levels[name] = {
                    _whole(level.get(TEXT + "level"), 1) - 1: _Level(
                        level.get(STYLE + "num-format", ""),
                        level.get(STYLE + "num-prefix", ""),
                        level.get(STYLE + "num-suffix", ""),
                        _whole(level.get(TEXT + "display-levels"), 1),
                        _whole(level.get(TEXT + "start-value"), 1),
                    )
                    for level in style.iterchildren(
                        TEXT + "list-level-style-number", TEXT + "outline-level-style"
                    )
                }
        for properties in root.iter(STYLE + "text-properties"):
            language = properties.get(FO + "language", "none")
            if not self.language and language != "none":
                self.language = "-".join(filter(None, (language, properties.get(FO + "country"))))

    def chain(self, style: str) -> Iterator[str]:
        """The style, and those that it is based on."""
        seen: set[str] = set()
        while style and style not in seen:
            yield style
            seen.add(style)
            style = self.parents.get(style, "")

    def is_hidden(self, style: str) -> bool:
        """Whether the style, or one that it is based on, hides its text."""
        return any(one in self.hidden for one in self.chain(style))

    def is_struck(self, style: str) -> bool | None:
        """Whether the style strikes its text through; None if neither it nor what it is based on says so."""
        return next((self.struck[one] for one in self.chain(style) if one in self.struck), None)

    def outline_level(self, style: str) -> int:
        """The level of the heading that a paragraph of this style is; 0 if it is none."""
        for one in self.chain(style):
            if one in self.outline:
                return self.outline[one]
            if (named := _HEADING.fullmatch(one)) is not None:
                return int(named[1])  # some converters write the style and leave its level out
        return 0

    def named(self, style: str, names: tuple[str, ...]) -> bool:
        """Whether the style, or one that it is based on, bears one of these names."""
        return any(self.shown_names.get(one, one) in names for one in self.chain(style))

    # Blocks

    def blocks(self, parent: Element, note: str = "", kind: PassageKind = "paragraph",
               point: _List | None = None) -> Iterator[Block]:  # fmt: skip
        """The paragraphs, lists and tables in the body, a section, a cell, a box or a note."""
        for element in parent:
            tag = element.tag
            if tag in (TEXT + "p", TEXT + "h"):
                yield from self.paragraph(element, note, kind, "", 0)
            elif tag == TEXT + "list":
                yield from self.points(element, note, kind, point)
            elif tag == TABLE + "table":
                yield Table(list(self.rows(element, note)))
            elif tag in _INDEXES:
                yield from self.blocks(element, note, "contents")
            elif tag == TEXT + "soft-page-break":
                self.page += 1
            elif tag == TEXT + "section" and element.get(TEXT + "display") == "none":
                continue
            elif tag in (DRAW + "frame", DRAW + "g") or tag.startswith(DRAW):
                yield from self.blocks(element, note or "text box", kind)
            elif tag not in _NOT_LIVE:
                yield from self.blocks(element, note, kind)

    def points(self, element: Element, note: str, kind: PassageKind, outer: _List | None) -> Iterator[Block]:
        style = element.get(TEXT + "style-name", outer.style if outer else "")
        depth = outer.depth + 1 if outer else 0
        if outer and style == outer.style:
            counts = outer.counts  # which go on where the outer list does; its next number ends them
        elif element.get(TEXT + "continue-numbering") == "true" or element.get(TEXT + "continue-list"):
            counts = self.last_counts.get(style, {})
        else:
            counts = {}
        self.last_counts[style] = counts
        here = _List(style, depth, counts)
        for item in element.iterchildren(TEXT + "list-item", TEXT + "list-header"):
            mark = self.mark(here, item) if item.tag == TEXT + "list-item" else ""
            for child in item:
                if child.tag in (TEXT + "p", TEXT + "h"):
                    yield from self.paragraph(child, note, kind, mark, depth + 1)
                    mark = ""  # further paragraphs of the point bear no number
                elif child.tag == TEXT + "list":
                    yield from self.points(child, note, kind, here)
                elif child.tag == TEXT + "soft-page-break":
                    self.page += 1
                else:
                    yield from self.blocks(child, note, kind, here)

    def mark(self, here: _List, item: Element) -> str:
        """The number of the next point, "" for a bullet. A point that only holds a deeper list has none."""
        first = next(item.iterchildren(TEXT + "p", TEXT + "h", TEXT + "list"), None)
        level = self.levels.get(here.style, {}).get(here.depth)
        if level is None or first is None or first.tag == TEXT + "list":
            return ""
        start = item.get(TEXT + "start-value")
        if start is not None:
            here.counts[here.depth] = _whole(start, 1)
        else:
            here.counts[here.depth] = here.counts.get(here.depth, level.start - 1) + 1
        for deeper in [other for other in here.counts if other > here.depth]:
            del here.counts[deeper]
        return self.printed(here.counts, self.levels[here.style], here.depth)

    def printed(self, counts: dict[int, int], levels: dict[int, _Level], depth: int) -> str:
        level = levels[depth]
        if not level.format:
            return ""
        shown = range(max(depth + 1 - level.shown, 0), depth + 1)
        numbers = [
            number(counts.get(at, levels[at].start), levels[at].format) for at in shown if at in levels
        ]
        return level.before + ".".join(filter(None, numbers)) + level.after

    def rows(self, parent: Element, note: str) -> Iterator[list[Cell]]:
        for element in parent:
            if element.tag == TABLE + "table-row":
                # A row that is repeated a thousand times is an empty one: it is read once.
                row: list[Cell] = []
                column = 0
                for cell in element.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
                    span = _whole(cell.get(TABLE + "number-columns-spanned"), 1)
                    covered = cell.tag == TABLE + "covered-table-cell"
                    blocks = list(self.blocks(cell, note))
                    # Covered from the left it's no cell of its own; covered from above it continues that one.
                    if not covered or blocks or (not row) or row[-1].column + row[-1].span <= column:
                        row.append(Cell(blocks, column, span, continues=covered))
                    column += _whole(cell.get(TABLE + "number-columns-repeated"), 1)
                yield row
            elif element.tag == TEXT + "soft-page-break":
                self.page += 1
            elif element.tag not in _NOT_LIVE and element.tag != TABLE + "table-column":
                yield from self.rows(element, note)

    # Paragraphs

    def paragraph(
        self, element: Element, note: str, kind: PassageKind, mark: str, depth: int
    ) -> Iterator[Block]:
        """The paragraph, then the boxes and notes that hang on it."""
        style = element.get(TEXT + "style-name", "")
        hidden = self.is_hidden(style)
        text = _Text(self, hidden)
        text.add(element, struck=self.is_struck(style) or False)
        words = fold("".join(text.parts))
        level = 0
        if element.tag == TEXT + "h" and kind == "paragraph":
            kind, level = "heading", _whole(element.get(TEXT + "outline-level"), 1)
            mark = mark or (self.heading_mark(element, level) if words else "")
        elif kind == "paragraph" and (outline := self.outline_level(style)):
            kind, level = "heading", outline
        elif kind == "paragraph" and self.named(style, ("Title",)):
            kind, level = "heading", 1
        elif kind == "paragraph" and self.named(style, ("Caption", "caption")):
            kind = "caption"
        elif kind == "paragraph" and depth:
            kind, level = "item", depth
        if kind == "heading" and not words.strip(f" {BLANK}"):
            kind, level = "paragraph", 0  # it heads nothing
        if note.startswith(("footnote", "endnote")):
            kind, level = "note", 0
        if words:
            page = text.page or self.page
            yield Paragraph(
                f"{fold(mark)} {words}".strip(), kind, level, page if self.counts_pages else None, note=note
            )
        for box in text.boxes:
            yield from self.blocks(box, note or "text box")
        for found in text.notes:
            its_kind = "endnote" if found.get(TEXT + "note-class") == "endnote" else "footnote"
            self.note_count[its_kind] += 1
            yield from self.blocks(found, f"{its_kind} {self.note_count[its_kind]}")
        for comment in text.comments:
            yield self.comment(comment)

    def heading_mark(self, element: Element, level: int) -> str:
        """The number of a heading, where the document numbers its outline and not the heading by a list."""
        levels = self.levels.get("", {})
        if level - 1 not in levels or element.get(TEXT + "is-list-header") == "true":
            return ""
        named = (one for one in self.chain(element.get(TEXT + "style-name", "")) if one in self.list_styles)
        if self.list_styles.get(next(named, ""), _OUTLINE) != _OUTLINE:
            return ""
        depth = level - 1
        self.heading_counts[depth] = self.heading_counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [other for other in self.heading_counts if other > depth]:
            del self.heading_counts[deeper]
        return self.printed(self.heading_counts, levels, depth)

    def comment(self, element: Element) -> Paragraph:
        author = fold(_first(element, DC + "creator"))
        words = " ".join("".join(map(str, p.itertext())) for p in element.iter(TEXT + "p"))
        return Paragraph(fold(words), "note", 0, self.page if self.counts_pages else None, None,
                         f"comment by {author}" if author else "comment", is_comment=True)  # fmt: skip


class _Text:
    """What one paragraph holds: its words, and all that hangs on them."""

    def __init__(self, reading: _Reading, hidden: bool) -> None:
        self.reading = reading
        self.hidden = hidden
        self.parts: list[str] = []
        self.page = 0
        self.boxes: list[Element] = []
        self.notes: list[Element] = []
        self.comments: list[Element] = []

    def word(self, text: str | None, hidden: bool, struck: bool) -> None:
        if not text or hidden:
            return
        if struck:
            self.reading.struck_out = self.reading.struck_out or bool(text.strip())
            self.parts.append(left_by(text))
            return
        if not self.page and text.strip():
            self.page = self.reading.page
        self.parts.append(text)

    def add(self, parent: Element, hidden: bool | None = None, struck: bool = False) -> None:
        """Take in the text of the element, its spans, links and fields."""
        hidden = self.hidden if hidden is None else hidden
        self.word(parent.text, hidden, struck)
        for element in parent:
            tag = element.tag
            if tag in (TEXT + "s", TEXT + "tab", TEXT + "line-break"):
                self.parts.append(" ")
            elif tag == TEXT + "soft-page-break":
                self.reading.page += 1
            elif tag == TEXT + "note":
                body = element.find(TEXT + "note-body")
                if body is not None:
                    body.set(TEXT + "note-class", element.get(TEXT + "note-class", "footnote"))
                    self.notes.append(body)
            elif tag == OFFICE + "annotation":
                self.comments.append(element)
            elif isinstance(tag, str) and tag.startswith(DRAW):
                self.boxes.append(element)
            elif tag == TEXT + "hidden-paragraph":
                if element.get(TEXT + "is-hidden") == "true":
                    self.hidden = hidden = True
                    self.parts.clear()
            elif _is_prompt(element):
                self.reading.unfilled = True
                self.word(BLANK, hidden, struck)
            elif tag == TEXT + "conditional-text" or tag not in _NOT_LIVE:
                style = element.get(TEXT + "style-name", "") if tag == TEXT + "span" else ""
                said = self.reading.is_struck(style)
                self.add(element, hidden or self.reading.is_hidden(style), struck if said is None else said)
            self.word(element.tail, hidden, struck)


def _is_prompt(element: Element) -> bool:
    """Whether the element only says what is to be written in its place."""
    return element.tag == TEXT + "placeholder" or (
        element.tag == LOEXT + "content-control" and element.get(LOEXT + "showing-place-holder") == "true"
    )
