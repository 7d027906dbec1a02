"""What of a house template's body is kept: what stands before and after “[report]”, and the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eiagen.readers.archive import parse
from eiagen.renderers.house_marks import REPORT, Mark, marks
from eiagen.renderers.house_package import TemplateFile, outside_or_running
from eiagen.renderers.word_package import house
from eiagen.renderers.word_xml import R, W, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEADED = (f"{W}headerReference", f"{W}footerReference")
_BEFORE_SIZE = (*_HEADED, f"{W}footnotePr", f"{W}endnotePr", f"{W}type")
_SECTION = f'<w:sectPr xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}">'


@dataclass(frozen=True)
class Layout:
    """The template's body: what is kept of it and the sections it stands in."""

    before: Sequence[Element]
    after: Sequence[Element]
    section: Element | None
    """That of the report; None where the template says nothing of its pages."""
    last: Element | None
    """That of the last page, if it is another."""


def in_the_way(file: TemplateFile, body: Element | None) -> Iterator[str]:
    """What keeps a template from being used, each with what to do about it."""
    if body is None:
        yield "nothing is in it: open it in Word, and save it again"
        return
    found = [mark for mark in marks(body) if mark.word == REPORT]
    if len(found) > 1:
        yield (
            f"“[report]” stands in it {len(found)} times; leave it where the report is to stand, and delete "
            "the others"
        )
    for mark in found[:1]:
        if not mark.alone:
            shown = mark.text.strip()[:60]
            yield f"“[report]” shares a paragraph with other words (“{shown}”); give it one of its own"
        elif mark.paragraph.getparent() is not body:
            yield "“[report]” stands in a table, a text box or a control; put it into a paragraph outside"
    if found and (len(found) > 1 or not found[0].alone or found[0].paragraph.getparent() is not body):
        return
    layout = laid_out(body)
    for part, root, where in kept_parts(file, layout):
        for what in dict.fromkeys(outside_or_running(file, part, root)):
            yield f"{where} {what}; only text, tables and pictures can be taken over: put one of them there"


def laid_out(body: Element) -> Layout:
    """What stands before and after “[report]”, and the pages; without that mark, only the pages."""
    mark = next((one for one in marks(body) if _is_place(one, body)), None)
    blocks = [one for one in body if one.tag != f"{W}sectPr"]
    sections = list(_sections(body))
    if mark is None:
        return Layout((), (), _with_heads(sections, len(sections) - 1), None)
    at = blocks.index(mark.paragraph)
    own = mark.paragraph.find(f"{W}pPr/{W}sectPr")
    before, after = blocks[:at], blocks[at + 1 :]
    passed = sum(1 for block in before for _ in _ends(block))
    section = _with_heads(sections, passed)
    last = sections[-1] if passed < len(sections) - 1 else None
    if own is not None:
        after.insert(0, mark.paragraph)
    return Layout(before, after, section, last)


def _is_place(mark: Mark, body: Element) -> bool:
    return mark.word == REPORT and mark.alone and mark.paragraph.getparent() is body


def _ends(block: Element) -> Iterator[Element]:
    """The sections that end in a block of the body."""
    return block.iter(f"{W}sectPr")


def _sections(body: Element) -> Iterator[Element]:
    for block in body:
        if block.tag == f"{W}sectPr":
            yield block
        else:
            yield from _ends(block)


def _with_heads(sections: Sequence[Element], at: int) -> Element | None:
    """A section with the headers and footers it takes from those before it written into it."""
    if not sections or at < 0:
        return None
    section = deepcopy(sections[min(at, len(sections) - 1)])
    heads: dict[tuple[object, str | None], Element] = {}
    for one in sections[: at + 1]:
        for reference in one.iterfind("*"):
            if reference.tag in _HEADED:
                heads[(reference.tag, value(reference, "type"))] = deepcopy(reference)
    for reference in [one for one in section if one.tag in _HEADED]:
        section.remove(reference)
    for place, reference in enumerate(heads.values()):
        section.insert(place, reference)
    return section


def whole_section(section: Element | None) -> Element:
    """A section with a size and margins; in one column, since our tables are as wide as the page allows."""
    from lxml import etree

    whole = etree.Element(f"{W}sectPr") if section is None else section
    # A page that nothing is said of is A4 here, and would be American letter paper in Word.
    standard = parse(house().section_xml.replace("<w:sectPr>", _SECTION, 1).encode(), "", "")
    for name in ("pgSz", "pgMar"):
        if whole.find(f"{W}{name}") is None:
            ours = standard.find(f"{W}{name}")
            heads = sum(one.tag in _BEFORE_SIZE for one in whole)
            if ours is not None:
                whole.insert(heads + (name == "pgMar"), ours)
    columns = whole.find(f"{W}cols")
    if columns is not None and (number(value(columns, "num")) or 1) > 1:
        whole.remove(columns)
    first = whole.find(f"{W}titlePg")
    if first is not None:
        if is_on(first):
            first.attrib.clear()
        else:
            whole.remove(first)
    return whole


def room(layout: Layout) -> tuple[int, int]:
    """How wide and, turned, how long a line can be on the report's pages."""
    return width_and_length(whole_section(deepcopy(layout.section) if layout.section is not None else None))


def width_and_length(section: Element) -> tuple[int, int]:
    """How wide and, turned, how long a line can be, in twentieths of a point."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    sides = sum(number(value(margins, side)) or 0 for side in ("left", "right", "gutter"))
    wide, high = number(value(size, "w")) or 11906, number(value(size, "h")) or 16838
    return max(wide - sides, 2000), max(max(wide, high) - sides, 2000)


def kept_parts(file: TemplateFile, layout: Layout) -> Iterator[tuple[str, Element, str]]:
    """Each part of which something is kept, the tree of that, and what a person calls it."""
    from lxml import etree

    root = etree.Element("kept")
    sections = [one for one in (layout.section, layout.last) if one is not None]
    root.extend([deepcopy(one) for one in (*layout.before, *layout.after, *sections)])
    yield file.main, root, "what stands around “[report]”" if layout.before or layout.after else "the page"
    wanted = {one.get(f"{R}id") for one in root.iter(*_HEADED)}
    for relation in file.relations(file.main):
        if relation.id in wanted and relation.target in file.parts and not relation.outside:
            head = file.xml(relation.target)
            if head is not None:
                yield relation.target, head, f"a {relation.kind}"
