"""The paper as an OpenDocument text: a walk over its page, in the house's Word styles."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from eiagen import __version__
from eiagen.carried.source import PROPERTY, as_property
from eiagen.renderers.drawing import Drawing
from eiagen.renderers.house_odt import Around
from eiagen.renderers.odt_styles import TableLook, styles_xml, table_look
from eiagen.renderers.paper import Paper
from eiagen.renderers.white_space import collapsed, first
from eiagen.renderers.word_package import House, house
from eiagen.renderers.word_runs import reads_right_to_left
from eiagen.renderers.xml_text import escaped

_HEADINGS = {"h1": "title", "h2": "heading-1", "h3": "heading-2", "h4": "heading-3"}
_BLOCKS = frozenset(("p", "ul", "ol", "div"))
_SMALL = ("table", "fact")
"""Styles in which points of a list are set small."""
_WORD_ALONE = "in-word"
"""The class of what is said for Word's sake."""
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'office:version="1.3"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_AUTHOR = "eiagen check"
_KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
}
"""What files of the package are, by their ending; else XML."""
_PADDING = 'fo:padding-top="1.4pt" fo:padding-bottom="1.4pt" fo:padding-left="5pt" fo:padding-right="5pt"'
_ROW_KEPT = 900
"""A table row of more characters than this may run on to the next page."""


def write(paper: Paper) -> bytes:
    """The OpenDocument file. The same paper gives the same bytes."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    main = etree.fromstring(paper.html.encode(), parser).find("body/main")
    own, words = paper.house or house(), dict(paper.all_words)
    around = Around(own, words)
    walk = _Walk(own, f"{paper.modified.isoformat()}T00:00:00")
    walk.drawings = paper.pictures
    walk.out.append(around.cover())
    if around.ends_page:
        walk.begin_page()
    walk.blocks(main, None)
    walk.out.append(around.back())
    heads = around.heads()
    return _zipped(
        {
            "content.xml": f"{_HEAD}<office:document-content {_NAMES}><office:automatic-styles>"
            f"{''.join(walk.styles.values())}{around.styles('C')}</office:automatic-styles><office:body>"
            f"<office:text>{''.join(walk.out)}</office:text></office:body></office:document-content>",
            "styles.xml": f"{_HEAD}<office:document-styles {_NAMES}>"
            f"{styles_xml(own, words, heads, around.styles('H'))}</office:document-styles>",
            "meta.xml": _meta(paper),
            **{name: drawing.svg() for name, drawing in walk.pictures.items()},
            **around.pictures,
        }
    )


class _Walk:
    """The body so far, and the styles that only it has."""

    def __init__(self, house: House, date: str) -> None:
        self.out: list[str] = []
        self.styles: dict[tuple[str, ...], str] = {}
        """What makes each style, and the style."""
        self._house = house
        self._date = date
        self._waiting: list[str] = []
        """Ids of elements that hold paragraphs: each becomes a bookmark at the next one."""
        self._remark: Any = None
        """What the page folds away beside the next paragraph."""
        self._page: str | None = None
        """The kind of page that begins with what comes next."""
        self._tables = 0
        self.drawings: Mapping[str, Drawing] = {}
        """Those that a figure of the page can name."""
        self.pictures: dict[str, Drawing] = {}
        """Those that are in the body, by the name of their file."""

    def begin_page(self) -> None:
        """Has what comes next begin on a page of its own."""
        self._page = "Standard"

    def blocks(self, parent: Any, style: str | None) -> None:
        """Everything inside an element, in order; `style` is for paragraphs that name none."""
        for element in parent:
            tag = element.tag
            if _WORD_ALONE in (element.get("class") or "").split():
                continue
            if tag == "p":
                self._paragraph(element, self._style_of(element, style or "body-text"))
            elif tag in _HEADINGS:
                self._paragraph(element, self._style_of(element, _HEADINGS[tag]))
            elif tag in ("ul", "ol"):
                self._list(element, small=style is not None and style.startswith(_SMALL))
            elif tag == "table":
                self._table(element)
            elif tag == "nav":
                self._contents(element)
            elif tag == "figure":
                self._figure(element)
            elif tag == "section" and element.get("class") == "landscape":
                self._page = "Turned"
                self.blocks(element, style)
                self._page = "Standard"
            elif tag != "details":
                self._await(element)
                if (details := element.find("details")) is not None:
                    self._remark = details
                own = self._style_of(element, style or "") if tag == "div" else style
                self.blocks(element, "quote" if tag == "blockquote" else own or None)

    def _await(self, element: Any) -> None:
        if (name := element.get("id")) is not None:
            self._waiting.append(name)

    def _style_of(self, element: Any, otherwise: str) -> str:
        names = (element.get("class") or "").split()
        return next((name for name in names if name in self._house.paragraph_styles), otherwise)

    def _paragraph(self, element: Any, style: str) -> None:
        self._await(element)
        classes = (element.get("class") or "").split()
        text = "".join(element.itertext())
        name = self._styled(
            style,
            new_page="new-page" in classes,
            turned=self._taken_page(),
            right_to_left=reads_right_to_left(text),
        )
        level = int(element.tag[1]) - 1 if element.tag in ("h2", "h3", "h4") else 0
        tag = "text:h" if level else "text:p"
        depth = f' text:outline-level="{level}"' if level else ""
        self.out.append(f'<{tag} text:style-name="{name}"{depth}>')
        self.out += [f'<text:bookmark text:name="{escaped(one)}"/>' for one in self._waiting]
        self._waiting.clear()
        self._annotate()
        self._inline(element)
        self.out.append(f"</{tag}>")

    def _taken_page(self) -> str:
        page, self._page = self._page, None
        return page or ""

    def _styled(self, style: str, *, new_page: bool, turned: str, right_to_left: bool) -> str:
        """The house's style, or one of our own that adds what this paragraph has besides."""
        based = self._house.paragraph_styles[style]
        if not (new_page or turned or right_to_left):
            return based
        properties = 'fo:break-before="page" ' if new_page and not turned else ""
        properties += 'style:writing-mode="rl-tb" fo:text-align="start"' if right_to_left else ""
        master = f' style:master-page-name="{turned}"' if turned else ""
        return self._own(
            "P",
            f'style:family="paragraph" style:parent-style-name="{based}"{master}>'
            f"<style:paragraph-properties {properties}/>",
        )

    def _own(self, letter: str, inside: str) -> str:
        """The name of a style of the body's own; the same style has one name."""
        key = (letter, inside)
        if key not in self.styles:
            number = sum(one[0] == letter for one in self.styles) + 1
            self.styles[key] = f'<style:style style:name="{letter}{number}" {inside}</style:style>'
        return self.styles[key].split('"', 2)[1]

    def _annotate(self) -> None:
        """A comment at the paragraph, from what the page folds away."""
        details, self._remark = self._remark, None
        if details is None:
            return
        self.out.append(
            f"<office:annotation><dc:creator>{_AUTHOR}</dc:creator><dc:date>{self._date}</dc:date>"
        )
        for paragraph in details.findall("p"):
            self.out.append("<text:p>")
            self._inline(paragraph)
            self.out.append("</text:p>")
        self.out.append("</office:annotation>")

    def _list(self, element: Any, *, small: bool) -> None:
        if element.tag == "ol":
            kind, point = "Numbers", "list-number"
        else:
            kind, point = ("SmallBullets", "table-bullet") if small else ("Bullets", "list-bullet")
        self.out.append(f'<text:list text:style-name="{kind}">')
        for item in element:
            self.out.append("<text:list-item>")
            if len(item) and item[0].tag in _BLOCKS and not (item.text or "").strip():
                self._await(item)
                self.blocks(item, point)
            else:
                self._paragraph(item, point)
            self.out.append("</text:list-item>")
        self.out.append("</text:list>")

    def _table(self, element: Any) -> None:
        caption = element.find("caption")
        title = "".join(caption.itertext()) if caption is not None else element.get("aria-label", "")
        if caption is not None:
            self._paragraph(caption, "caption")
        self._tables += 1
        look = table_look(self._house, element.get("class") or "")
        master = self._taken_page()
        turned = f' style:master-page-name="{master}"' if master else ""
        name = self._own(
            "T",
            f'style:family="table"{turned}><style:table-properties style:rel-width="100%" '
            'table:align="margins" fo:margin-bottom="10pt" style:may-break-between-rows="true"/>',
        )
        self.out.append(
            f'<table:table table:name="Table {self._tables}" table:style-name="{name}">'
            f"<table:title>{escaped(title)}</table:title>"
        )
        for column in element.find("colgroup"):
            share = float(column.get("style").removeprefix("width:").removesuffix("%"))
            style = self._own(
                "C",
                'style:family="table-column"><style:table-column-properties '
                f'style:rel-column-width="{round(share * 100)}*"/>',
            )
            self.out.append(f'<table:table-column table:style-name="{style}"/>')
        self.out.append("<table:table-header-rows>")
        for row in element.find("thead"):
            self._row(row, look, "table-heading")
        self.out.append("</table:table-header-rows>")
        for row in element.find("tbody"):
            self._row(row, look, "table-text")
        self.out.append("</table:table>")

    def _figure(self, element: Any) -> None:
        """A picture below what it is called."""
        self._paragraph(element.find("figcaption"), "caption")
        drawing = self.drawings[element.get("data-picture")]
        number = len(self.pictures) + 1
        name = f"Pictures/chart{number}.svg"
        self.pictures[name] = drawing
        width = self._house.width / 20
        height = width * drawing.height / drawing.width
        self.out.append(
            f'<text:p text:style-name="{self._house.paragraph_styles["body-text"]}"><draw:frame '
            f'draw:name="Chart {number}" text:anchor-type="as-char" svg:width="{width:.1f}pt" '
            f'svg:height="{height:.1f}pt"><draw:image xlink:href="{name}" xlink:type="simple"/>'
            f"<svg:title>{escaped(''.join(element.find('figcaption').itertext()))}</svg:title>"
            f"<svg:desc>{escaped(drawing.about)}</svg:desc></draw:frame></text:p>"
        )

    def _row(self, row: Any, look: TableLook, style: str) -> None:
        self._await(row)
        kept = "always" if len("".join(row.itertext())) <= _ROW_KEPT else "auto"
        own = self._own(
            "R",
            f'style:family="table-row"><style:table-row-properties fo:keep-together="{kept}"/>',
        )
        self.out.append(f'<table:table-row table:style-name="{own}">')
        for cell in row:
            self._cell(cell, look, style)
        self.out.append("</table:table-row>")

    def _cell(self, cell: Any, look: TableLook, style: str) -> None:
        own = self._style_of(cell, "table-label" if cell.get("scope") == "row" else style)
        fill = look.header if style == "table-heading" else self._house.fills.get(own)
        shade = f'fo:background-color="#{fill}" ' if fill else ""
        line = f'fo:border-bottom="0.5pt solid #{look.line}" ' if look.line else ""
        name = self._own(
            "L",
            f'style:family="table-cell"><style:table-cell-properties {shade}{line}{_PADDING} '
            'style:vertical-align="top"/>',
        )
        span = cell.get("colspan")
        spanned = f' table:number-columns-spanned="{span}"' if span else ""
        self.out.append(f'<table:table-cell office:value-type="string" table:style-name="{name}"{spanned}>')
        if len(cell) and cell[0].tag in _BLOCKS:
            self.blocks(cell, own)
        else:
            self._paragraph(cell, own)
        self.out.append("</table:table-cell>")
        self.out += ["<table:covered-table-cell/>"] * (int(span) - 1 if span else 0)

    def _contents(self, element: Any) -> None:
        """The contents, with a field for each page, which the program that opens the file fills in."""
        heading = element.find("h2")
        self._paragraph(heading, self._style_of(heading, "toc-heading"))
        style = self._house.paragraph_styles["toc-1"]
        # Where all is a link, no line under each has to say so.
        plain = self._own(
            "S",
            'style:family="text"><style:text-properties style:text-underline-style="none" '
            'style:use-window-font-color="true"/>',
        )
        for entry in element.findall("ol/li/a"):
            target = escaped(entry.get("href")[1:])
            number, title = entry[0].text.strip(), collapsed(entry[0].tail or "")
            count = entry.getnext()
            counted = "" if count is None else f" ({count.text})"
            self.out.append(
                f'<text:p text:style-name="{style}"><text:a xlink:type="simple" xlink:href="#{target}">'
                f'<text:span text:style-name="{plain}">{_spaced(number)}<text:tab/>{_spaced(title + counted)}'
                "</text:span></text:a><text:tab/>"
                f'<text:bookmark-ref text:reference-format="page" text:ref-name="{target}">'
                "</text:bookmark-ref></text:p>"
            )

    def _inline(self, element: Any) -> None:
        """The text of an element and of those inside it."""
        if element.text:
            self.out.append(_spaced(first(element.text)))
        for child in element:
            self._run(child)
            if child.tail:
                self.out.append(_spaced(collapsed(child.tail)))

    def _run(self, child: Any) -> None:
        tag = child.tag
        if tag == "br":
            self.out.append("<text:line-break/>")
            return
        opening, closing = "", ""
        names = (child.get("class") or "").split()
        known = next((one for one in names if one in self._house.character_styles), None)
        if tag == "a":
            opening = f'<text:a xlink:type="simple" xlink:href="{escaped(child.get("href"))}">'
            closing = "</text:a>"
            known = known or "hyperlink"
        if tag in ("strong", "em"):
            look = "font-weight" if tag == "strong" else "font-style"
            value = "bold" if tag == "strong" else "italic"
            style: str | None = self._own(
                "S",
                f'style:family="text"><style:text-properties fo:{look}="{value}" '
                f'style:{look}-asian="{value}" style:{look}-complex="{value}"/>',
            )
        else:
            style = self._house.character_styles[known] if known else None
        if style is not None:
            opening, closing = f'{opening}<text:span text:style-name="{style}">', f"</text:span>{closing}"
        self.out.append(opening)
        self._inline(child)
        self.out.append(closing)


_SPACES = re.compile(r"\t|^ | (?= )| $")


def _spaced(text: str) -> str:
    """Text with the white space that OpenDocument would drop or fold written out."""
    return _SPACES.sub(lambda found: "<text:tab/>" if found[0] == "\t" else "<text:s/>", escaped(text))


def _meta(paper: Paper) -> str:
    author = escaped(paper.author)
    carried = ""
    if paper.source is not None:
        held = as_property(paper.source)
        carried = (
            f'<meta:user-defined meta:name="{PROPERTY}" meta:value-type="string">{held}</meta:user-defined>'
        )
    return (
        f"{_HEAD}<office:document-meta {_NAMES}><office:meta><meta:generator>eiagen/{__version__}"
        f"</meta:generator><dc:title>{escaped(paper.title)}</dc:title><dc:subject>"
        f"{escaped(paper.subject)}</dc:subject><meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator><meta:creation-date>"
        f"{paper.created.isoformat()}T00:00:00</meta:creation-date><dc:date>{paper.modified.isoformat()}"
        f"T00:00:00</dc:date><dc:language>en-GB</dc:language>{carried}</office:meta></office:document-meta>"
    )


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (
            ("/", _MEDIA_TYPE),
            *((name, _KINDS.get(name.rpartition(".")[2].lower(), "text/xml")) for name in parts),
        )
    )
    everything: dict[str, str | bytes] = {
        "mimetype": _MEDIA_TYPE,
        **parts,
        "META-INF/manifest.xml": f'{_HEAD}<manifest:manifest manifest:version="1.3" '
        f'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, text in everything.items():
            # The kind of file comes first and as it is; no time is taken from the clock.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            # Said again: an entry that is given by itself takes nothing from the file.
            file.writestr(entry, text, compresslevel=1)
    return buffer.getvalue()
