"""The content controls of a Word file as somebody filled them in, and whatever was written beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from eiagen.forms.questions import Group, Listing, Pattern, questions
from eiagen.forms.slip import NAMESPACE, Slip, mark, slip_of
from eiagen.readers.archive import Archive
from eiagen.readers.docx_styles import W, styles, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED = frozenset((W + "del", W + "moveFrom"))
_INSERTED = frozenset((W + "ins", W + "moveTo"))
_SKIPPED = frozenset(
    (*_DELETED, _MC + "Fallback", *(W + name for name in
     ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "delText")))
)  # fmt: skip
_KEY = re.compile(r"\+?\d+")
"""What stands in a tag for an item of a list: its number, or that of a blank one after a plus."""
_PROMPTS = frozenset(
    (
        "click here and write", "choose an answer", "click here for a date",
        # What Word puts back when an answer is taken out again.
        "click or tap here to enter text.", "choose an item.", "click or tap to enter a date.",
        "click here to enter text.", "click here to enter a date.",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Control:
    """One control and the answer in it."""

    tag: str
    sort: str
    """text, date, choice or tick."""
    text: str
    blank: bool
    """Whether it still shows what to do there and no answer."""
    words: Mapping[str, str]
    """What can be chosen: the words shown, and the value that each stands for."""
    items: tuple[int, ...]
    """The repeated blocks it is in, the outermost first, where the file still has them."""
    place: str
    table: int
    prompts: bool = False
    """Whether the file itself says that what stands there is no answer."""
    beside: str = ""
    """What was written in its cell, but outside of it."""

    @property
    def ticked(self) -> bool:
        """Whether a box is ticked."""
        return self.text in ("1", "true", "on")


@dataclass(frozen=True)
class Loose:
    """Something that was written outside every control."""

    text: str
    place: str
    label: str = ""
    """The question of its row, where it stands in a table that has questions."""
    table: int = 0
    items: tuple[int, ...] = ()


@dataclass
class FormFile:
    """What was found in a form."""

    controls: list[Control] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)
    """Tags of the lists whose frame is still there."""
    slip: Slip | None = None
    tracked: bool = False
    """Whether there are tracked changes in it that nobody has accepted or rejected."""


def pattern_of(tag: str) -> tuple[Pattern, str]:
    """The field that a tag is about, and what its box stands for, if it is one."""
    path, _, ticked = tag.partition("=")
    return tuple("*" if _KEY.fullmatch(step) else step for step in path.split(".")), ticked


def is_form(archive: Archive) -> bool:
    """Whether the file is a form of ours, however much of it is left."""
    return _slip_root(archive) is not None or _has_our_tags(archive)


def read_form(archive: Archive) -> FormFile:
    """Every control of the file in order, and what stands outside them that is not the form’s own."""
    found = FormFile()
    root = _slip_root(archive)
    found.slip = slip_of(root) if root is not None else None
    document = archive.xml("word/document.xml")
    body = document.find(W + "body") if document is not None else None
    if document is None or body is None:
        return found
    found.tracked = any(next(document.iter(tag), None) is not None for tag in (*_DELETED, *_INSERTED))
    reading = _Reading(found, _heading_styles(archive))
    reading.blocks(body, ())
    found.loose += list(_comments(archive))
    return found


def _slip_root(archive: Archive) -> Element | None:
    for part in sorted(archive.parts):
        if part.startswith("customXml/item") and part.endswith(".xml") and "Props" not in part:
            data = archive.read(part) or b""
            root = archive.xml(part) if NAMESPACE.encode() in data else None
            if root is not None and root.tag == f"{{{NAMESPACE}}}form":
                return root
    return None


def _has_our_tags(archive: Archive) -> bool:
    document = archive.xml("word/document.xml") if "word/document.xml" in archive.parts else None
    if document is None:
        return False
    known = {".".join(path) for path in questions().by_path}
    tags = {one.get(W + "val", "") for one in document.iter(W + "tag")}
    return len(tags & known) >= 5


def _heading_styles(archive: Archive) -> dict[str, int]:
    root = archive.xml("word/styles.xml") if "word/styles.xml" in archive.parts else None
    return {id: style.level for id, style in styles(root).items() if style.kind == "heading"}


def _comments(archive: Archive) -> Iterator[Loose]:
    root = archive.xml("word/comments.xml") if "word/comments.xml" in archive.parts else None
    for comment in () if root is None else root.iter(W + "comment"):
        text = "\n".join(_text(paragraph) for paragraph in comment.iter(W + "p")).strip()
        author = comment.get(W + "author", "")
        if text:
            yield Loose(text, f"comment by {author}" if author else "a comment")


class _Reading:
    """The walk through the body: where it is, and what has been found."""

    def __init__(self, found: FormFile, headings: Mapping[str, int]) -> None:
        self.found = found
        self.headings = headings
        self.marks = found.slip.marks if found.slip is not None else frozenset()
        self.trail: dict[int, str] = {}
        self.table = 0
        self.tables = 0
        self.items = 0
        self.label = ""
        self.cell: tuple[list[Control], list[str]] | None = None

    def place(self) -> str:
        """Where it is, as a person finds it."""
        trail = [self.trail[level] for level in sorted(self.trail) if level > 0]
        return " › ".join(filter(None, (*trail[-2:], self.label)))

    def blocks(self, parent: Element, items: tuple[int, ...]) -> None:
        for element in parent:
            tag = element.tag
            if tag in _SKIPPED:
                continue
            if tag == W + "p":
                self.paragraph(element, items)
            elif tag == W + "tr":
                self.row(element, items)
            elif tag == W + "tc":
                self.one_cell(element, items)
            elif tag == W + "tbl":
                outer, label = self.table, self.label
                self.tables += 1
                self.table = self.tables
                self.blocks(element, items)
                self.table, self.label = outer, label
            elif tag == W + "sdt":
                self.control(element, items)
            elif tag == _MC + "AlternateContent":
                choice = element.find(_MC + "Choice")
                self.blocks(element if choice is None else choice, items)
            else:
                self.blocks(element, items)

    def row(self, element: Element, items: tuple[int, ...]) -> None:
        properties = element.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            return
        first = next(element.iter(W + "tc"), None)
        paragraph = None if first is None else next(first.iter(W + "p"), None)
        self.label = "" if paragraph is None else " ".join(_text(paragraph).split())
        self.blocks(element, items)
        self.label = ""

    def one_cell(self, element: Element, items: tuple[int, ...]) -> None:
        outer = self.cell
        self.cell = ([], [])
        self.blocks(element, items)
        controls, beside = self.cell
        self.cell = outer
        text = "\n".join(beside)
        if text and len(controls) == 1 and controls[0].sort != "tick":
            controls[0] = replace(controls[0], beside=text)
        elif text:
            self.found.loose.append(Loose(text, self.place(), self.label, self.table, items))
        self.found.controls += controls

    def paragraph(self, element: Element, items: tuple[int, ...]) -> None:
        style = value(element.find(W + "pPr"), "pStyle")
        own = "".join(self.inline(element, items))
        if not own.strip():
            return
        if (level := self.headings.get(style or "")) is not None:
            self.trail = {depth: text for depth, text in self.trail.items() if depth < level}
            self.trail[level] = " ".join(own.split())
        if mark(own) in self.marks or not self.marks:
            return
        if self.cell is not None:
            self.cell[1].append(own.strip())
        else:
            self.found.loose.append(Loose(own.strip(), self.place(), "", self.table, items))

    def inline(self, parent: Element, items: tuple[int, ...]) -> Iterator[str]:
        """The paragraph's own text; controls in it are taken in on the way."""
        for element in parent:
            if element.tag == W + "sdt":
                if _is_ours(element):
                    self.control(element, items)
                else:
                    content = element.find(W + "sdtContent")
                    yield from self.inline(content, items) if content is not None else ()
            elif element.tag in _SKIPPED:
                continue
            elif element.tag == W + "r":
                yield _text(element)
                for box in element.iter(W + "txbxContent"):
                    self.blocks(box, items)
            else:
                yield from self.inline(element, items)

    def control(self, element: Element, items: tuple[int, ...]) -> None:
        properties, content = element.find(W + "sdtPr"), element.find(W + "sdtContent")
        if content is None:
            return
        if properties is None or not _is_ours(element):
            self.blocks(content, items)
            return
        tag = value(properties, "tag") or ""
        if properties.find(_W15 + "repeatingSection") is not None:
            self.found.lists.add(tag)
            self.blocks(content, items)
        elif properties.find(_W15 + "repeatingSectionItem") is not None:
            self.items += 1
            self.blocks(content, (*items, self.items))
        else:
            self.take(properties, content, tag, items)

    def take(self, properties: Element, content: Element, tag: str, items: tuple[int, ...]) -> None:
        """One answer."""
        sort, text = "text", _whole_text(content)
        box = properties.find(_W14 + "checkbox")
        words: dict[str, str] = {}
        if box is not None:
            state = box.find(_W14 + "checked")
            sort, text = "tick", state.get(_W14 + "val", "0") if state is not None else "0"
        elif properties.find(W + "date") is not None:
            sort = "date"
        for listed in (properties.find(W + "dropDownList"), properties.find(W + "comboBox")):
            for one in () if listed is None else listed.iter(W + "listItem"):
                sort = "choice"
                shown, stands_for = one.get(W + "displayText", ""), one.get(W + "value", "")
                words.setdefault(shown or stands_for, stands_for)
        prompt = " ".join(text.split()).casefold() in _PROMPTS
        blank = sort != "tick" and (not text.strip() or prompt)
        prompts = properties.find(W + "showingPlcHdr") is not None
        control = Control(tag, sort, text, blank, words, items, self.place(), self.table, prompts)
        if self.cell is not None:
            self.cell[0].append(control)
        else:
            self.found.controls.append(control)


def _is_ours(element: Element) -> bool:
    """Whether a control is one for an answer, or the frame of a list or of an item of one."""
    properties = element.find(W + "sdtPr")
    tag = value(properties, "tag")
    if not tag or properties is None:
        return False
    frame = any(properties.find(f"{_W15}repeatingSection{end}") is not None for end in ("", "Item"))
    # LibreOffice makes of the frame of an item a control around its heading.
    return frame or not isinstance(questions().by_path.get(pattern_of(tag)[0]), Group | Listing)


def _whole_text(content: Element) -> str:
    """The live text of a control, its paragraphs set apart by line ends."""
    paragraphs = list(content.iter(W + "p"))
    return "\n".join(_text(one) for one in paragraphs) if paragraphs else _text(content)


def _text(element: Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == W + "t":
            yield child.text or ""
        elif tag in (W + "br", W + "cr"):
            yield "\n"
        elif tag in (W + "tab", W + "ptab"):
            yield "\t"
        elif tag == W + "noBreakHyphen":
            yield "\u2011"
        elif tag == W + "softHyphen":
            yield "\u00ad"
        elif tag == _MC + "AlternateContent" or tag == W + "txbxContent":
            continue
        elif tag not in _SKIPPED:
            yield from _pieces(child)
