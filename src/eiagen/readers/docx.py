"""Reads Word documents (.docx) from their XML: nothing a person sees is lost, nothing deleted is kept."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from eiagen.errors import problem
from eiagen.readers.archive import DAMAGED, Archive
from eiagen.readers.content import Block, Cell, Content, Paragraph, Table, fold
from eiagen.readers.docx_styles import Lists, Style, W, is_on, is_struck, styles, value, whole
from eiagen.readers.wording import BLANK, STRUCK_OUT, UNFILLED, left_by

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"

_NOT_LIVE = frozenset(
    W + name
    for name in ("del", "moveFrom", "delText", "delInstrText", "instrText", "rPr", "pPr", "sdtPr", "rt",
                 "tblPr", "trPr", "tcPr", "sectPr", "fldData", "binData")
) | {MC + "Fallback"}  # fmt: skip
_SYMBOLS = {
    "F0FE": "☑",
    "F0FD": "☒",
    "F078": "☒",
    "F0A8": "☐",
    "F06F": "☐",
    "F0FC": "✓",
    "F0FB": "✗",
    "F0E0": "→",
}
"""Signs of the fonts Wingdings and Symbol that forms use; their codes are no text in themselves."""


def read_docx(data: bytes, name: str) -> Content:
    """The live text: insertions, no deletions; controls, boxes and notes where they stand; comments apart."""
    archive = Archive(data, name)
    main = _main_part(archive)
    root = archive.xml(main)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise problem(name, f"{DAMAGED} (no text part in it)")
    reading = _Reading(archive, main, root)
    blocks = list(reading.blocks(body))
    properties = _properties(archive)
    pages = whole(properties.get("Pages"), 0) if reading.counts_pages else 0
    return Content(
        blocks,
        title=fold(properties.get("title", "")),
        pages=max(pages, reading.page) if reading.counts_pages else None,
        language=reading.language(),
        warnings=[UNFILLED] * reading.unfilled + [STRUCK_OUT] * reading.struck,
    )


def _main_part(archive: Archive) -> str:
    for kind, target in _relations(archive, "").values():
        if kind == "officeDocument" and target in archive.parts:
            return target
    return "word/document.xml"


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What the part is joined to: id → (kind, name of the other part)."""
    folder, file = posixpath.split(part)
    root = archive.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
    found: dict[str, tuple[str, str]] = {}
    for relation in () if root is None else root.iter(RELATION):
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], target)
    return found


def _properties(archive: Archive) -> dict[str, str]:
    """Title, language and page count as the file states them: local name → text."""
    found: dict[str, str] = {}
    for kind, part in _relations(archive, "").values():
        if kind in ("core-properties", "extended-properties"):
            root = archive.xml(part)
            for element in () if root is None else root.iterchildren("*"):
                found[element.tag.rsplit("}", 1)[-1]] = element.text or ""
    return found


class _Reading:
    """The walk through one document: its definitions, and what has been counted so far."""

    def __init__(self, archive: Archive, main: str, root: Element) -> None:
        self.archive = archive
        self.relations = _relations(archive, main)
        self.style_root = self._related("styles")
        self.styles = styles(self.style_root)
        self.default_style = self._default_style()
        self.lists = Lists(self._related("numbering"))
        self.notes = {
            "footnote": self._by_id("footnotes", "footnote"),
            "endnote": self._by_id("endnotes", "endnote"),
        }
        self.comments = self._by_id("comments", "comment")
        self.note_count = {"footnote": 0, "endnote": 0}
        self.unfilled = False
        """Whether a content control shows its prompt, which nobody wrote."""
        self.struck = False
        # Word notes where its pages ended when it last saved; otherwise only breaks made by hand are known.
        self.saved_breaks = next(root.iter(W + "lastRenderedPageBreak"), None) is not None
        self.counts_pages = self.saved_breaks or any(
            br.get(W + "type") == "page" for br in root.iter(W + "br")
        )
        self.page = 1
        self.depth = 0
        self.carried = ""

    def _related(self, kind: str) -> Element | None:
        for its_kind, part in self.relations.values():
            if its_kind == kind:
                return self.archive.xml(part)
        return None

    def _by_id(self, kind: str, element: str) -> dict[str, Element]:
        root = self._related(kind)
        return {} if root is None else {note.get(W + "id", ""): note for note in root.iter(W + element)}

    def _default_style(self) -> str:
        for element in () if self.style_root is None else self.style_root.iter(W + "style"):
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
                return element.get(W + "styleId", "")
        return ""

    def language(self) -> str:
        """The language that the defaults name."""
        for lang in () if self.style_root is None else self.style_root.iter(W + "lang"):
            return lang.get(W + "val", "")
        return ""

    # Blocks

    def blocks(self, parent: Element, note: str = "") -> Iterator[Block]:
        """The paragraphs and tables in the body, a cell, a box or a note."""
        for element in parent:
            tag = element.tag
            if tag == W + "p":
                yield from self.paragraph(element, note)
            elif tag == W + "tbl":
                yield Table(list(self.rows(element, note)))
            elif tag == W + "altChunk":
                yield from self.chunk(element)
            elif tag == MC + "AlternateContent":
                yield from self.blocks(_alternative(element), note)
            elif self.is_prompt(element):
                yield Paragraph(BLANK, page=self.shown(self.page), note=note)
            elif tag not in _NOT_LIVE:  # content controls, custom XML, insertions: wrappers of what they hold
                yield from self.blocks(element, note)

    def rows(self, parent: Element, note: str) -> Iterator[list[Cell]]:
        for element in parent:
            if element.tag == W + "tr":
                properties = element.find(W + "trPr")
                if properties is None or properties.find(W + "del") is None:
                    before = whole(value(properties, "gridBefore"), 0)
                    yield self.cells(element, note, [], before)
            elif element.tag not in _NOT_LIVE and not self.is_prompt(element):
                yield from self.rows(element, note)

    def cells(self, parent: Element, note: str, row: list[Cell], column: int) -> list[Cell]:
        for element in parent:
            if element.tag == W + "tc":
                if row:
                    column = row[-1].column + row[-1].span
                properties = element.find(W + "tcPr")
                if properties is not None and properties.find(W + "cellDel") is not None:
                    continue
                span = max(whole(value(properties, "gridSpan"), 1), 1)
                continues = value(properties, "vMerge") in ("", "continue")
                row.append(Cell(list(self.blocks(element, note)), column, span, continues))
            elif element.tag not in _NOT_LIVE:
                before = len(row)
                self.cells(element, note, row, column)
                if self.is_prompt(element):
                    for cell in row[before:]:  # the cell is there, and what stands in it is not
                        cell.blocks = [Paragraph(BLANK, page=self.shown(self.page), note=note)]
        return row

    def is_prompt(self, element: Element) -> bool:
        """Whether the element is a content control that shows only what is to be written there."""
        if element.tag != W + "sdt" or not is_on(element.find(W + "sdtPr"), "showingPlcHdr"):
            return False
        self.unfilled = True
        return True

    def chunk(self, element: Element) -> Iterator[Block]:
        """A whole other document that Word shows in this place."""
        from eiagen.readers import content_of

        _, part = self.relations.pop(element.get(R + "id", ""), ("", ""))
        data = self.archive.read(part)
        if data:
            yield from content_of(data, f"{self.archive.name} ({part})")[1].blocks

    # Paragraphs

    def paragraph(self, element: Element, note: str) -> Iterator[Block]:
        """The paragraph, then the boxes, notes and comments that hang on it."""
        properties = element.find(W + "pPr")
        style = self.styles.get(value(properties, "pStyle") or self.default_style, Style())
        text = _Text(self, style)
        text.add(element)
        mark = properties.find(W + "rPr") if properties is not None else None
        if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
            # The end of this paragraph was deleted: what is left of it begins the next one.
            self.carried += "".join(text.parts)
        else:
            words = fold(self.carried + "".join(text.parts))
            self.carried = ""
            if words:
                yield self.placed(words, properties, style, text.page or self.page, note)
            elif text.struck:
                self.placed("", properties, style, self.page, note)  # a point that is struck keeps its number
        for box in text.boxes:
            yield from self.blocks(box, note or "text box")
        for words in text.drawn:
            yield Paragraph(words, page=self.shown(self.page), note=note or "text box")
        for kind, note_id in text.notes:
            yield from self.note(kind, note_id)
        for comment_id in text.comments:
            yield from self.comment(comment_id)

    def placed(self, words: str, properties: Element | None, style: Style, page: int, note: str) -> Paragraph:
        kind, level = style.kind, style.level
        is_blank = not words.strip(f" {BLANK}")
        outline = whole(value(properties, "outlineLvl"), -1)
        if outline == 9 and kind == "heading":
            kind, level = "paragraph", 0
        elif 0 <= outline <= 8:
            kind, level = "heading", outline + 1
        numbering = properties.find(W + "numPr") if properties is not None else None
        list_id = value(numbering, "numId") or style.list_id
        depth = whole(value(numbering, "ilvl"), style.list_level or 0)
        point = self.lists.next(list_id, depth) if list_id not in ("", "0") else None
        if point is not None:
            words = f"{fold(point)} {words}".strip()
            if kind == "paragraph":
                kind, level = "item", depth + 1
        if kind == "heading" and is_blank:
            kind, level = "paragraph", 0  # it heads nothing
        if note.startswith(("footnote", "endnote")):
            kind, level = "note", 0
        return Paragraph(words, kind, level, self.shown(page), note=note)

    def shown(self, page: int) -> int | None:
        """The page, if the file lets pages be counted."""
        return page if self.counts_pages else None

    def note(self, kind: str, note_id: str) -> Iterator[Block]:
        self.note_count[kind] += 1
        # Taken out, since a file may refer to one note from everywhere, and from within itself.
        found = self.notes[kind].pop(note_id, None)
        if found is not None:
            self.depth += 1
            yield from self.blocks(found, f"{kind} {self.note_count[kind]}")
            self.depth -= 1

    def comment(self, comment_id: str) -> Iterator[Block]:
        found = self.comments.pop(comment_id, None)
        if found is None or self.depth:
            return
        author = fold(found.get(W + "author", ""))
        self.depth += 1
        for block in self.blocks(found):
            words = block.text if isinstance(block, Paragraph) else Cell([block], 0).text
            yield Paragraph(words, "note", 0, self.shown(self.page), None,
                            f"comment by {author}" if author else "comment", is_comment=True)  # fmt: skip
        self.depth -= 1


class _Text:
    """What one paragraph holds: its words, and all that hangs on them."""

    def __init__(self, reading: _Reading, style: Style) -> None:
        self.reading = reading
        self.style = style
        self.struck = False
        self.parts: list[str] = []
        self.page = 0
        self.boxes: list[Element] = []
        self.drawn: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self.comments: list[str] = []

    def word(self, text: str) -> None:
        if not self.page and text.strip():
            self.page = self.reading.page
        self.parts.append(text)

    def add(self, parent: Element) -> None:
        """Take in what the runs, links, controls and insertions under the element hold."""
        for element in parent:
            tag = element.tag
            if tag == W + "r":
                properties = element.find(W + "rPr")
                style = self.reading.styles.get(value(properties, "rStyle") or "")
                if not self.is_hidden(properties, style):
                    self.add_struck(element) if self.is_struck(properties, style) else self.add(element)
            elif tag in (W + "t", M + "t"):
                self.word(element.text or "")
            elif tag in _NOT_LIVE:
                continue
            elif tag == W + "sdt" and self.reading.is_prompt(element):
                self.word(BLANK)
            elif tag in (W + "tab", W + "cr", W + "ptab"):
                self.parts.append(" ")
            elif tag == W + "br":
                self.parts.append(" ")
                if element.get(W + "type") == "page" and not self.reading.saved_breaks:
                    self.reading.page += 1
            elif tag == W + "lastRenderedPageBreak":
                self.reading.page += 1
            elif tag == W + "noBreakHyphen":
                self.word("-")
            elif tag == W + "ffData":
                self.word(_chosen(element))
            elif tag == W + "sym":
                self.word(_SYMBOLS.get(element.get(W + "char", "").upper(), ""))
            elif tag == W + "txbxContent":
                self.boxes.append(element)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self.notes.append((tag[len(W) : -len("Reference")], element.get(W + "id", "")))
            elif tag == W + "commentReference":
                self.comments.append(element.get(W + "id", ""))
            elif tag == MC + "AlternateContent":
                self.add(_alternative(element))
            elif tag == A + "p":
                self.draw("".join(t.text or "" for t in element.iter(A + "t")))
            elif tag == TEXT_PATH:
                self.draw(element.get("string", ""))
            elif tag == DIAGRAM:
                self.diagram(element)
            else:
                self.add(element)

    def add_struck(self, run: Element) -> None:
        """Take in what hangs on a run that is struck through, and not its words."""
        start, page = len(self.parts), self.page
        self.add(run)
        words = "".join(self.parts[start:])
        if words.strip():
            self.struck = self.reading.struck = True
        self.parts[start:] = [left_by(words)]
        self.page = page

    def is_hidden(self, properties: Element | None, style: Style | None) -> bool:
        if properties is not None and properties.find(W + "vanish") is not None:
            return is_on(properties, "vanish")
        return self.style.hidden or (style is not None and style.hidden)

    def is_struck(self, properties: Element | None, style: Style | None) -> bool:
        said = is_struck(properties)
        if said is not None:
            return said
        return self.style.struck or (style is not None and style.struck)

    def draw(self, text: str) -> None:
        if words := fold(text):
            self.drawn.append(words)

    def diagram(self, element: Element) -> None:
        _, part = self.reading.relations.pop(element.get(R + "dm", ""), ("", ""))
        root = self.reading.archive.xml(part)
        for paragraph in () if root is None else root.iter(A + "p"):
            self.draw("".join(t.text or "" for t in paragraph.iter(A + "t")))


def _chosen(field: Element) -> str:
    """What a person chose in a form field of the older kind; what was written in one is text beside it."""
    if (box := field.find(W + "checkBox")) is not None:
        said = next((one for name in ("checked", "default") if (one := box.find(W + name)) is not None), None)
        return "☐" if said is None or said.get(W + "val", "1") in ("0", "false", "off") else "☒"
    if (drop_down := field.find(W + "ddList")) is None:
        return ""
    entries = [entry.get(W + "val", "") for entry in drop_down.iterchildren(W + "listEntry")]
    at = whole(value(drop_down, "result") or value(drop_down, "default"), 0)
    return entries[at] if 0 <= at < len(entries) else ""


def _alternative(element: Element) -> Element:
    """The newer of two ways to say the same, which Word shows; without it the older."""
    for child in element:
        if child.tag == MC + "Choice":
            return child
    fallback = element.find(MC + "Fallback")
    return element if fallback is None else fallback
