"""The zip file that is a Word document: the house's `styles.docx` with a body, comments and properties."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from eiagen.renderers.word_pictures import TYPES, Picture
from eiagen.renderers.xml_text import escaped
from eiagen.resources import folder

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTROLS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
"""Names of the tick boxes and repeating parts of forms, which Word 2010 and 2013 added."""
_AT_A_TIME = 1000
_HALF_A_LINE = 52
"""Characters of the size of headers and footers."""
_FIRST_ALONE = re.compile(r'<w:titlePg/>|<w:type [^>]*/>| w:start="\d+"')
"""What a section says of its beginning, and not where it goes on after pages that are turned."""
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
    before: bytes = b""
    """Of a body's own template: what stands before the report, its placeholders still to be filled in."""
    after: bytes = b""
    """What stands after it."""
    last_section: str = ""
    """The properties of the last page, where it is in another section than the report."""
    root: str = ""
    """What the root of the document says besides."""
    added: int = 0
    """How many styles of ours have been added to it."""
    filled: frozenset[str] = frozenset()
    """Parts with placeholders that Word may have split, which only their trees show."""

    def section(self, *, landscape: bool = False, first: bool = False) -> str:
        """The properties of a section of pages; only the first has a page without header and footer."""
        xml = self.section_xml
        if not first:
            xml = _FIRST_ALONE.sub("", xml)
        return _turned(xml) if landscape and self.length != self.width else xml

    def opening(self, words: Mapping[str, str]) -> str:
        """What stands before the report."""
        return "".join(_blocks(_tree(self.before, words))) if self.before else ""

    def ending(self, words: Mapping[str, str], *, first: bool) -> str:
        """What stands after the report, and the last section; `first` where the report has ended none."""
        own = self.section(first=first)
        if not self.after:
            return own
        tree = _tree(self.after, words)
        if self.last_section:
            # The report's section ends somewhere in what follows it.
            ends = next(tree.iter(f"{{{_W}}}sectPr"))
            ends.getparent().replace(ends, _element(own))
        return "".join((*_blocks(tree), self.last_section or own))

    def texts(self, words: Mapping[str, str]) -> list[str]:
        """The paragraphs that stand around the report."""
        from eiagen.renderers.house_marks import texts

        around = [_tree(part, words) for part in (self.before, self.after) if part]
        return [text for tree in around for text in texts(tree)]


@cache
def house() -> House:
    """Our house; `house_template.house_of` makes one of a body's own template."""
    from lxml import etree

    with zipfile.ZipFile(folder("templates") / "styles.docx") as file:
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


def _tree(part: bytes, words: Mapping[str, str]) -> Any:
    """What is kept of a template, with the placeholders filled in."""
    from lxml import etree

    from eiagen.renderers.house_marks import fill

    tree: Any = etree.fromstring(part)
    fill(tree, words, lambda text: " ".join(text.split()))
    return tree


def _blocks(tree: Any) -> Iterator[str]:
    from lxml import etree

    for block in tree:
        yield etree.tostring(block, encoding="unicode", with_tail=False)


def _element(text: str) -> Any:
    from lxml import etree

    return etree.fromstring(text.replace("<w:sectPr", f"<w:sectPr {_ROOT}", 1))


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
    subject: str,
    author: str,
    created: str,
    modified: str,
    words: Mapping[str, str],
    attached: Mapping[str, bytes],
    pictures: Sequence[Picture] = (),
) -> bytes:
    """The Word file. `words` take the place of "[title]" and the like in the house's headers and footers."""
    parts = dict(house.parts)
    said = house.root or (_CONTROLS if attached else "")
    root = f"w:document {said}" if said else "w:document"
    parts["word/document.xml"] = _part(root, _whole(body))
    parts["word/comments.xml"] = _part("w:comments", comments)
    relations = "".join(
        f'<Relationship Id="{link.id}" Type="{_R}/hyperlink" '
        f'Target="{escaped(link.address)}" TargetMode="External"/>'
        for link in links.values()
    )
    relations += f'<Relationship Id="rComments" Type="{_R}/comments" Target="comments.xml"/>'
    types = f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}"/>'
    for picture in pictures:
        relations += picture.relations()
        parts |= picture.parts()
    if pictures:
        types = f"{TYPES}{types}"
    for number, (schema, data) in enumerate(attached.items(), 1):
        relations += (
            f'<Relationship Id="rData{number}" Type="{_R}/customXml" Target="../customXml/item{number}.xml"/>'
        )
        types += (
            f'<Override PartName="/customXml/itemProps{number}.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
        )
        parts |= _data(number, schema, data)
    parts["word/_rels/document.xml.rels"] = _before_end(parts["word/_rels/document.xml.rels"], relations)
    parts["[Content_Types].xml"] = _before_end(parts["[Content_Types].xml"], types)
    parts["docProps/core.xml"] = _core(title, subject, author, created, modified).encode()
    for name in house.filled:
        parts[name] = _filled_across(parts[name], words)
    for name in parts:
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            parts[name] = _filled(parts[name].decode(), words).encode()
    return _zipped(parts)


def blank(house: House, place: str) -> bytes:
    """A Word file of the house with a paragraph where a report would stand, and every placeholder."""
    parts = dict(house.parts)
    body = [house.opening({}), place, house.ending({}, first=True)]
    parts["word/document.xml"] = _part(f"w:document {house.root}", _whole(body))
    return _zipped(parts)


def _whole(body: list[str]) -> list[str]:
    body.insert(0, "<w:body>")
    body.append("</w:body>")
    return body


def _part(root: str, pieces: list[str]) -> bytes:
    """A part, and its pieces used up: they are as large as the report, and as one text twice that."""
    made = [f"{_HEAD}<{root} {_ROOT}>".encode()]
    while pieces:
        made.append("".join(pieces[:_AT_A_TIME]).encode())
        del pieces[:_AT_A_TIME]
    return b"".join((*made, f"</{root.partition(' ')[0]}>".encode()))


def _data(number: int, schema: str, data: bytes) -> dict[str, bytes]:
    """The parts that hold data which no page shows."""
    item = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, schema)}}}".upper()
    properties = (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{item}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{escaped(schema)}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relation = (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_R}/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
    )
    return {
        f"customXml/item{number}.xml": data,
        f"customXml/itemProps{number}.xml": properties.encode(),
        f"customXml/_rels/item{number}.xml.rels": relation.encode(),
    }


def _before_end(part: bytes, addition: str) -> bytes:
    before, end, after = part.decode().rpartition("</")
    return f"{before}{addition}{end}{after}".encode()


def in_one_line(text: str) -> str:
    """As much of it as fits into half the width of a page."""
    whole = " ".join(text.split())
    if len(whole) <= _HALF_A_LINE:
        return whole
    return f"{whole[:_HALF_A_LINE].rpartition(' ')[0] or whole[:_HALF_A_LINE]} …"


def _filled(part: str, words: Mapping[str, str]) -> str:
    for word, text in words.items():
        part = part.replace(word, escaped(in_one_line(text)))
    return part


def _filled_across(part: bytes, words: Mapping[str, str]) -> bytes:
    """The same for marks that Word has cut into pieces."""
    from lxml import etree

    from eiagen.renderers.house_marks import fill

    tree = etree.fromstring(part)
    fill(tree, words, in_one_line)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _core(title: str, subject: str, author: str, created: str, modified: str) -> str:
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:subject>{escaped(subject)}</dc:subject>"
        f"<dc:creator>{escaped(author)}</dc:creator><cp:lastModifiedBy>{escaped(author)}</cp:lastModifiedBy>"
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
            # Said again: an entry that is given by itself takes nothing from the file.
            file.writestr(entry, parts[name], compresslevel=1)
    return buffer.getvalue()
