"""The zip file that is a Word document: the house's `styles.docx` with a body, comments and properties."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eiagen.resources import folder

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HALF_A_LINE = 52
"""Characters of the size of headers and footers."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True)
class Link:
    """A web address and the id by which the body speaks of it."""

    id: str
    address: str


@dataclass(frozen=True)
class House:
    """What a `styles.docx` gives: its parts, its styles by the class that names them, and its page."""

    parts: Mapping[str, bytes]
    paragraph_styles: Mapping[str, str]
    """Class ("gap-fix") to the id of the style of that name ("Gap Fix")."""
    character_styles: Mapping[str, str]
    table_styles: Mapping[str, str]
    names: Mapping[str, str]
    fills: Mapping[str, str]
    """Class to the background of the paragraph style, which its table cell takes on."""
    section_xml: str
    width: int
    """Between the margins, in twentieths of a point."""
    length: int
    """The same, with the page turned."""

    def section(self, *, landscape: bool = False, first: bool = False) -> str:
        """The properties of a section of pages; only the first has a page without header and footer."""
        xml = self.section_xml
        if not first:
            xml = xml.replace("<w:titlePg/>", "")
        return _turned(xml) if landscape else xml


@cache
def house(path: Path | None = None) -> House:
    """The house styles: ours where no path is given."""
    from lxml import etree

    with zipfile.ZipFile(path or folder("templates") / "styles.docx") as file:
        parts = {name: file.read(name) for name in file.namelist()}

    def w(name: str) -> str:
        return f"{{{_W}}}{name}"

    kinds: dict[str, dict[str, str]] = {"paragraph": {}, "character": {}, "table": {}}
    fills: dict[str, str] = {}
    names: dict[str, str] = {}
    styles: Any = etree.fromstring(parts["word/styles.xml"])
    for style in styles.iter(w("style")):
        name = style.find(w("name")).get(w("val"))
        as_class = name.lower().replace(" ", "-")
        names[as_class] = name
        kinds.setdefault(style.get(w("type")), {})[as_class] = style.get(w("styleId"))
        shading = style.find(f"{w('pPr')}/{w('shd')}")
        if shading is not None:
            fills[as_class] = shading.get(w("fill"))
    document: Any = etree.fromstring(parts["word/document.xml"])
    section = document.find(f"{w('body')}/{w('sectPr')}")
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    sides = int(margins.get(w("left"))) + int(margins.get(w("right")))
    xml = etree.tostring(section).decode()
    return House(
        parts=parts,
        paragraph_styles=kinds["paragraph"],
        character_styles=kinds["character"],
        table_styles=kinds["table"],
        names=names,
        fills=fills,
        section_xml=re.sub(r' xmlns:\w+="[^"]*"', "", xml),
        width=int(size.get(w("w"))) - sides,
        length=int(size.get(w("h"))) - sides,
    )


def _turned(section: str) -> str:
    def turn(match: re.Match[str]) -> str:
        width, height = (re.findall(rf'w:{side}="(\d+)"', match.group())[0] for side in "wh")
        return f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'

    return re.sub(r"<w:pgSz [^>]*>", turn, section)


def package(
    house: House,
    *,
    body: list[str],
    comments: list[str],
    links: Mapping[str, Link],
    title: str,
    author: str,
    created: str,
    modified: str,
    words: Mapping[str, str],
) -> bytes:
    """The Word file. `words` take the place of "[title]" and the like in the house's headers and footers."""
    parts = dict(house.parts)
    parts["word/document.xml"] = _part("w:document", ["<w:body>", *body, "</w:body>"])
    body.clear()
    parts["word/comments.xml"] = _part("w:comments", comments)
    relations = "".join(
        f'<Relationship Id="{link.id}" Type="{_R}/hyperlink" '
        f'Target="{_attribute(link.address)}" TargetMode="External"/>'
        for link in links.values()
    )
    relations += f'<Relationship Id="rComments" Type="{_R}/comments" Target="comments.xml"/>'
    parts["word/_rels/document.xml.rels"] = _before_end(parts["word/_rels/document.xml.rels"], relations)
    parts["[Content_Types].xml"] = _before_end(
        parts["[Content_Types].xml"], f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/>'
    )
    parts["docProps/core.xml"] = _core(title, author, created, modified).encode()
    for name in parts:
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            parts[name] = _filled(parts[name].decode(), words).encode()
    return _zipped(parts)


def _part(root: str, pieces: list[str]) -> bytes:
    return "".join((f"{_HEAD}<{root} {_ROOT}>", *pieces, f"</{root}>")).encode()


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _before_end(part: bytes, addition: str) -> bytes:
    before, end, after = part.decode().rpartition("</")
    return f"{before}{addition}{end}{after}".encode()


def _in_one_line(text: str) -> str:
    """As much of it as fits into half the width of a page."""
    whole = " ".join(text.split())
    if len(whole) <= _HALF_A_LINE:
        return whole
    return f"{whole[:_HALF_A_LINE].rpartition(' ')[0] or whole[:_HALF_A_LINE]} …"


def _filled(part: str, words: Mapping[str, str]) -> str:
    for word, text in words.items():
        part = part.replace(word, _attribute(_in_one_line(text)))
    return part


def _core(title: str, author: str, created: str, modified: str) -> str:
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_attribute(title)}</dc:title><dc:subject>Equality impact assessment</dc:subject>"
        f"<dc:creator>{_attribute(author)}</dc:creator><cp:lastModifiedBy>{_attribute(author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{modified}</dcterms:modified>'
        "<dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _zipped(parts: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        # The list of content types comes first, as Word writes it; no time is taken from the clock.
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            file.writestr(entry, parts[name])
    return buffer.getvalue()
