"""A body's own Word template made a house for our reports: its look, its pages, its cover, and our styles."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from eiagen.errors import EiagenError, Problem
from eiagen.readers.archive import parse
from eiagen.renderers.house_cleaning import FIRST_DRAWING, clean
from eiagen.renderers.house_layout import Layout, in_the_way, laid_out, whole_section, width_and_length
from eiagen.renderers.house_marks import REPORT, marks
from eiagen.renderers.house_package import (
    RELATION,
    Carrying,
    TemplateFile,
    relations_part,
)
from eiagen.renderers.house_styles import Merged, is_numbered, merged
from eiagen.renderers.style_sheet import StyleSheet
from eiagen.renderers.word_package import House, house
from eiagen.renderers.word_xml import R, W, value
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
    section = whole_section(layout.section)
    width, length = width_and_length(section)
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
