"""A body's own Word template made a house for our reports: its look, its pages, its cover, and our styles."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eiagen.errors import EiagenError, Problem
from eiagen.readers.archive import parse
from eiagen.renderers.house_cleaning import FIRST_DRAWING, clean
from eiagen.renderers.house_marks import REPORT, Mark, marks
from eiagen.renderers.house_package import (
    RELATION,
    Carrying,
    TemplateFile,
    outside_or_running,
    relations_part,
)
from eiagen.renderers.house_styles import Merged, is_numbered, merged
from eiagen.renderers.style_sheet import StyleSheet
from eiagen.renderers.word_package import House, house
from eiagen.renderers.word_xml import R, W, is_on, number, value
from eiagen.renderers.xml_text import escaped

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALWAYS = {
    "mc": _MC[1:-1],
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FILLED = ("header+xml", "footer+xml", "footnotes+xml", "endnotes+xml")
"""Ends of the content types of parts in which placeholders are filled in."""
_USUAL = {
    "theme": "word/theme/theme1.xml",
    "fontTable": "word/fontTable.xml",
    "footnotes": "word/footnotes.xml",
    "endnotes": "word/endnotes.xml",
}
"""Parts that some readers look for by their names."""
_UNWANTED_SETTINGS = tuple(
    f"{W}{name}"
    for name in [
        "attachedTemplate",
        "linkStyles",
        "documentProtection",
        "writeProtection",
        "trackRevisions",
        "mailMerge",
        "revisionView",
        "updateFields",
        "rsids",
        "docVars",
        "saveThroughXslt",
        "hdrShapeDefaults",
        "shapeDefaults",
        "removePersonalInformation",
        "removeDateAndTime",
        "formsDesign",
        "documentType",
        "attachedSchema",
        "schemaLibrary",
        "smartTagType",
    ]
)
"""What is about that file and not about its look, or would fetch something when a report is opened."""
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


def house_of(path: str | Path) -> House:
    """The house that a template makes.

    Raises `EiagenError` for a file that can't be opened or used, with everything that is in the way;
    `eiagen template check` says what else is to be mended.
    """
    file = TemplateFile(path)
    return house_of_file(file, file.xml(file.main))


def house_of_file(file: TemplateFile, document: Element | None) -> House:
    """The same of a file that is open; `document` is the tree of its main part."""
    body = document.find(f"{W}body") if document is not None else None
    problems = [Problem(file.path, None, None, one) for one in in_the_way(file, body)]
    if problems or document is None or body is None:
        raise EiagenError(problems)
    layout = laid_out(body)
    section = _whole_section(layout.section)
    width, length = _room(section)
    styles = merged_styles(file, width)
    cleaning = partial(clean, drawings=itertools.count(FIRST_DRAWING))
    kept = _kept(layout, section, document)
    cleaning(kept)
    carrying = Carrying(file, cleaning)
    written = carrying.taken(kept, file.main)
    _without_numbers(kept, styles)
    parts, relations = _parts(file, styles, carrying, kept)
    parts["word/_rels/document.xml.rels"] = relations_part([*relations, *written])
    parts["[Content_Types].xml"] = _types(carrying, parts)
    return House(
        parts={**parts, **carrying.parts},
        paragraph_styles=styles.classes["paragraph"],
        character_styles=styles.classes["character"],
        table_styles=styles.classes["table"],
        names={},
        fills=_fills(styles),
        section_xml=_plain(kept[2][0]),
        width=width,
        length=length,
        before=_bytes_of(kept[0]),
        after=_bytes_of(kept[1]),
        last_section=_plain(kept[3][0]) if len(kept[3]) else "",
        root=_root(document),
        filled=frozenset(part for part, kind in carrying.types.items() if kind.endswith(_FILLED)),
        added=len(styles.added),
    )


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


def _whole_section(section: Element | None) -> Element:
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
    return _room(_whole_section(deepcopy(layout.section) if layout.section is not None else None))


def _room(section: Element) -> tuple[int, int]:
    """How wide and, turned, how long a line can be, in twentieths of a point."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    sides = sum(number(value(margins, side)) or 0 for side in ("left", "right", "gutter"))
    wide, high = number(value(size, "w")) or 11906, number(value(size, "h")) or 16838
    return max(wide - sides, 2000), max(max(wide, high) - sides, 2000)


def merged_styles(file: TemplateFile, width: int) -> Merged:
    """The template's styles with ours beside them."""
    from lxml import etree

    def empty(name: str) -> Element:
        return etree.Element(f"{W}{name}", nsmap={"w": W[1:-1]})

    ours = house().parts
    styles, numbering = file.used_xml("styles"), file.used_xml("numbering")
    sheet = StyleSheet(empty("styles") if styles is None else styles, file.used_xml("theme"))
    return merged(
        sheet,
        empty("numbering") if numbering is None else numbering,
        parse(ours["word/styles.xml"], "styles.docx", "word/styles.xml"),
        parse(ours["word/numbering.xml"], "styles.docx", "word/numbering.xml"),
        width,
    )


def _kept(layout: Layout, section: Element, document: Element) -> Element:
    """One tree of what stands before, what stands after, the report's section and the last one."""
    from lxml import etree

    root: Element = etree.Element("kept", nsmap=document.nsmap)  # type: ignore[arg-type]
    for blocks in (layout.before, layout.after, [section], [layout.last] if layout.last is not None else []):
        holder = etree.SubElement(root, "part")
        holder.extend([deepcopy(block) for block in blocks])
    for paragraph in root[1]:
        # The paragraph of “[report]” stays only to end its section.
        if any(mark.word == REPORT and mark.alone for mark in marks(paragraph)):
            for child in [one for one in paragraph if one.tag != f"{W}pPr"]:
                paragraph.remove(child)
    return root


def _without_numbers(kept: Element, styles: Merged) -> None:
    """Takes the chapter's number off headings of the cover, or the report would begin with chapter 2."""
    sheet = styles.sheet
    chapters = value(sheet.first(sheet.named("paragraph", "heading 1"), "pPr/numPr/numId"))
    around = list(kept)[: 2 if styles.numbered else 1]
    for paragraph in (one for part in around for one in part.iter(f"{W}p")):
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        style = sheet.by_id.get(value(named) or "")
        if named is None or style is None or paragraph.find(f"{W}pPr/{W}numPr") is not None:
            continue
        own = value(sheet.first(style, "pPr/numPr/numId"))
        if own == chapters and is_numbered(sheet, style, styles.numbering):
            named.set(f"{W}val", styles.without_number(style))


def _parts(
    file: TemplateFile, styles: Merged, carrying: Carrying, kept: Element
) -> tuple[dict[str, bytes], list[str]]:
    """The parts that every document has, and how the document finds them."""
    from lxml import etree

    ours = house().parts
    parts = {name: ours[name] for name in ("_rels/.rels", "docProps/core.xml")}
    relations: list[str] = []

    def found(kind: str, part: str) -> None:
        relations.append(
            f'<Relationship Id="rHouse-{kind}" Type="{RELATION}/{kind}" Target="/{escaped(part)}"/>'
        )

    parts["word/styles.xml"] = etree.tostring(
        styles.sheet.root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    found("styles", "word/styles.xml")
    if "numbering" in file.used:
        carrying.keep(styles.numbering, file.used["numbering"].target, "word/numbering.xml")
    else:
        parts["word/numbering.xml"] = etree.tostring(
            styles.numbering, xml_declaration=True, encoding="UTF-8", standalone=True
        )
    found("numbering", "word/numbering.xml")
    for kind in ("theme", "fontTable"):
        if kind in file.used and file.used[kind].target in file.parts:
            found(kind, carrying.part(file.used[kind].target, _USUAL[kind]))
    notes = [
        kind
        for kind in ("footnotes", "endnotes")
        if kind in file.used and kept.find(f".//{W}{kind[:-1]}Reference") is not None
    ]
    for kind in notes:
        found(kind, carrying.part(file.used[kind].target, _USUAL[kind]))
    parts["word/settings.xml"] = _settings(file, notes)
    found("settings", "word/settings.xml")
    return parts, relations


def _settings(file: TemplateFile, notes: Sequence[str]) -> bytes:
    """Theirs, without what is about their file alone."""
    from lxml import etree

    settings = file.used_xml("settings")
    if settings is None:
        return house().parts["word/settings.xml"]
    for element in list(settings):
        outer = any(str(name).startswith(R) for one in element.iter() for name in one.attrib)
        if (
            element.tag in _UNWANTED_SETTINGS
            or outer
            or (
                element.tag in (f"{W}footnotePr", f"{W}endnotePr") and f"{_local(element)[:-2]}s" not in notes
            )
        ):
            settings.remove(element)
        elif element.tag == f"{W}themeFontLang" and not (value(element) or "en").lower().startswith("en"):
            element.set(f"{W}val", "en-GB")
    return etree.tostring(settings, xml_declaration=True, encoding="UTF-8", standalone=True)


def _types(carrying: Carrying, parts: Iterable[str]) -> bytes:
    kinds = {
        f"word/{name}.xml": f"{_TYPE}{name}+xml"
        for name in ("styles", "numbering", "settings")
        if f"word/{name}.xml" in {*parts, *carrying.parts}
    }
    kinds |= {
        "word/document.xml": f"{_TYPE}document.main+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        **carrying.types,
    }
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/{escaped(part)}" ContentType="{escaped(kind)}"/>'
            for part, kind in sorted(kinds.items())
        )
        + "</Types>"
    ).encode()


def _root(document: Element) -> str:
    """The names that the document's root has to know, because theirs says that they may be ignored."""
    known = {str(prefix): address for prefix, address in document.nsmap.items() if prefix}
    ignored = [one for one in (document.get(f"{_MC}Ignorable") or "").split() if one in known]
    names = dict(_ALWAYS)
    for prefix in ignored:
        if prefix not in ("w", "r", "xml", *names):
            names[prefix] = known[prefix]
    mine = [prefix for prefix in names if prefix != "mc"]
    return (
        " ".join(f'xmlns:{prefix}="{escaped(address)}"' for prefix, address in names.items())
        + f' mc:Ignorable="{" ".join(mine)}"'
    )


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


def _fills(styles: Merged) -> dict[str, str]:
    """The grounds of paragraph styles, which their table cells take on."""
    found = {
        name: styles.sheet.colour(styles.sheet.by_id[id].find(f"{W}pPr/{W}shd"), "fill")
        for name, id in styles.classes["paragraph"].items()
    }
    return {name: fill for name, fill in found.items() if fill is not None}


def _bytes_of(part: Element) -> bytes:
    from lxml import etree

    return etree.tostring(part) if len(part) else b""


def _plain(element: Element) -> str:
    """An element of Word's own as text, with the names that our documents use."""
    tag = str(element.tag)
    if not tag.startswith(W):
        return ""
    attributes = ""
    for name, text in element.attrib.items():
        for address, prefix in ((W, "w"), (R, "r")):
            if str(name).startswith(address):
                attributes += f' {prefix}:{str(name).removeprefix(address)}="{escaped(str(text))}"'
    inside = "".join(_plain(child) for child in element if isinstance(child.tag, str))
    name = tag.removeprefix(W)
    return f"<w:{name}{attributes}>{inside}</w:{name}>" if inside else f"<w:{name}{attributes}/>"


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
