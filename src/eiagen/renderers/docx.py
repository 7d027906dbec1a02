"""The report as a Word file: a walk over its page, in which a class names the Word style to use.

WordprocessingML is written as text and not built as a tree: a report is some 20,000 elements, and its tree
would cost more time than all the rest. What a class means is up to the house's `styles.docx`: `class="gap"`
is set in the style that is called "Gap" there.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, TypeVar

from eiagen.carried.source import NAMESPACE, as_xml
from eiagen.renderers import word_controls
from eiagen.renderers.drawing import Drawing
from eiagen.renderers.paper import Paper
from eiagen.renderers.staying_together import leads_to_table
from eiagen.renderers.white_space import collapsed
from eiagen.renderers.word_package import House, house, package
from eiagen.renderers.word_pictures import Picture
from eiagen.renderers.word_runs import (
    Runs,
    all_text,
    bookmark,
    holds_right_to_left,
    reads_right_to_left,
)
from eiagen.renderers.xml_text import escaped

_HEADINGS = {"h1": "title", "h2": "heading-1", "h3": "heading-2", "h4": "heading-3"}
_SPACED = frozenset(
    (*_HEADINGS.values(), "plain-heading", "annex", "annex-section", "toc-heading", "caption")
)
"""Styles with room above; others get some after a table, which has no margin of its own."""
_BLOCKS = frozenset(("p", "ul", "ol", "div"))
"""What a table cell may hold besides runs of text."""
_ROW_KEPT = 9
"""A table row with a cell of more lines than this may run on to the next page."""
_CHARACTER = 115
"""About how wide a character is in a table, in twentieths of a point."""
_CARD_KEPT = 900
"""A card of more characters than this may run on to the next page."""

_SMALL = ("table", "fact")
"""Styles in which points of a list are set small."""

_Style = TypeVar("_Style", str, str | None)

AUTHOR = "eiagen check"


def write(paper: Paper) -> bytes:
    """The Word file."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    data = paper.html.encode()
    body = _Body(
        paper.house or house(),
        f"{paper.modified.isoformat()}T00:00:00Z",
        right_to_left_in_it=holds_right_to_left(data),
    )
    words = paper.all_words
    body.out.append(body.house.opening(words))
    body.drawings = paper.pictures
    body.blocks(etree.fromstring(data, parser).find("body/main"), None)
    # Each of these is as large as the report: none is kept while the next is made.
    del data, parser
    body.out.append(body.house.ending(words, first=body.sections == 0))
    return package(
        body.house,
        body=body.out,
        comments=body.comments,
        links=body.links,
        title=paper.title,
        subject=paper.subject,
        author=paper.author,
        created=f"{paper.created.isoformat()}T00:00:00Z",
        modified=f"{paper.modified.isoformat()}T00:00:00Z",
        words=words,
        attached=paper.attached
        if paper.source is None
        else {**paper.attached, NAMESPACE: as_xml(paper.source)},
        pictures=body.pictures,
    )


class _Body(Runs):
    """The body of the document so far, and the comments to it."""

    def __init__(self, house: House, date: str, *, right_to_left_in_it: bool) -> None:
        super().__init__(house)
        self._right_to_left_in_it = right_to_left_in_it
        self._openings_of = {
            name: f'<w:p><w:pPr><w:pStyle w:val="{style}"/>' for name, style in house.paragraph_styles.items()
        }
        self._styles_of: dict[str, str | None] = {}
        """The paragraph style that the classes of an element name."""
        self.comments: list[str] = []
        self.drawings: Mapping[str, Drawing] = {}
        """Those that a figure of the page can name."""
        self.pictures: list[Picture] = []
        self.sections = 0
        """How many sections of pages have been ended."""
        self._date = date
        self._width = house.width
        self._bookmarks = 0
        self._waiting: list[str] = []
        """Ids of elements that hold paragraphs: each becomes a bookmark at the next one."""
        self._comment: int | None = None
        """Number of the comment that belongs to the next paragraph."""
        self._keep = False
        """Whether paragraphs stay on the page of the next."""
        self._last_paragraph: int | None = 0
        """Where in `out` the last paragraph's properties are; None straight after a table."""

    def blocks(self, parent: Any, style: str | None) -> None:
        """Everything inside an element, in order; `style` is for paragraphs that name none."""
        headed = False
        for element in parent:
            tag = element.tag
            if tag == "p":
                kept = self._keep
                self._keep = kept or (headed and leads_to_table(element))
                self._paragraph(element, self._style_of(element, style or "body-text"))
                self._keep, headed = kept, False
            elif tag in _HEADINGS:
                self._paragraph(element, self._style_of(element, _HEADINGS[tag]))
                headed = True
            elif tag in ("ul", "ol"):
                point = "list-bullet" if tag == "ul" else "list-number"
                if style is not None and style.startswith(_SMALL):
                    point = "table-bullet"
                for item in element:
                    self._paragraph(item, point)
            elif tag == "table":
                self._table(element)
            elif tag == "nav":
                self._contents(element)
            elif tag == "figure":
                self._figure(element)
            elif tag == "section" and element.get("class") == "landscape":
                self._turn()
                self._width = self.house.length
                self.blocks(element, style)
                self._turn(landscape=True)
                self._width = self.house.width
            elif tag != "details":
                self._await(element)
                if element.get("data-control") is not None:
                    self._repeated(element, style)
                    continue
                if (details := element.find("details")) is not None:
                    self._remark(details)
                own = self._style_of(element, style) if tag == "div" else style
                self.blocks(element, "quote" if tag == "blockquote" else own)

    def _figure(self, element: Any) -> None:
        """A picture below what it is called."""
        self._paragraph(element.find("figcaption"), "caption")
        picture = Picture(len(self.pictures) + 1, self.drawings[element.get("data-picture")])
        self.pictures.append(picture)
        style = self.house.paragraph_styles["body-text"]
        self._last_paragraph = len(self.out)
        self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
        self.out.append(f"{picture.xml(self._width)}</w:p>")

    def _repeated(self, element: Any, style: str | None) -> None:
        """A part of a form that whoever fills it in may repeat, or one of its repetitions."""
        self.controls += 1
        self.out.append(word_controls.opening(element, self.controls))
        self.blocks(element, style)
        self.out.append(word_controls.CLOSING)

    def _await(self, element: Any) -> None:
        if (name := element.get("id")) is not None:
            self._waiting.append(name)

    def _style_of(self, element: Any, otherwise: _Style) -> str | _Style:
        names = element.get("class")
        if names is None:
            return otherwise
        if names not in self._styles_of:
            known = (name for name in names.split() if name in self.house.paragraph_styles)
            self._styles_of[names] = next(known, None)
        return self._styles_of[names] or otherwise

    def _paragraph(self, element: Any, style: str) -> None:
        if (name := element.get("id")) is not None:
            self._waiting.append(name)
        out = self.out
        properties = self._openings_of[style]
        if self._keep:
            properties += "<w:keepNext/>"
        if style in _SPACED and "new-page" in (element.get("class") or ""):
            properties += "<w:pageBreakBefore/>"
        if self._right_to_left_in_it:
            self.right_to_left = reads_right_to_left(all_text(element))
            if self.right_to_left:
                properties += "<w:bidi/>"
        if self._last_paragraph is None and style not in _SPACED:
            properties += '<w:spacing w:before="200"/>'
        self._last_paragraph = len(out)
        out.append(f"{properties}</w:pPr>")
        if self._waiting:
            for name in self._waiting:
                self._bookmarks += 1
                number = f'w:id="{self._bookmarks}"'
                out.append(f'<w:bookmarkStart {number} w:name="{bookmark(name)}"/><w:bookmarkEnd {number}/>')
            self._waiting.clear()
        comment, self._comment = self._comment, None
        if comment is None:
            self.inline(element)
        else:
            self.out.append(f'<w:commentRangeStart w:id="{comment}"/>')
            self.inline(element)
            looks = (
                f'<w:rPr><w:rStyle w:val="{self.house.character_styles["annotation-reference"]}"/></w:rPr>'
            )
            self.out.append(f'<w:commentRangeEnd w:id="{comment}"/>')
            self.out.append(f'<w:r>{looks}<w:commentReference w:id="{comment}"/></w:r>')
        self.out.append("</w:p>")

    def _turn(self, *, landscape: bool = False) -> None:
        """Ends a section of pages: its properties stand in its last paragraph."""
        section = self.house.section(landscape=landscape, first=self.sections == 0)
        self.sections += 1
        if self._last_paragraph is None:
            style = self.house.paragraph_styles["section-end"]
            self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section}</w:pPr></w:p>')
        else:
            opening = self.out[self._last_paragraph]
            self.out[self._last_paragraph] = f"{opening.removesuffix('</w:pPr>')}{section}</w:pPr>"

    def _table(self, element: Any) -> None:
        """A table; its first row is its header and comes again on every page."""
        caption = element.find("caption")
        title = all_text(caption) if caption is not None else element.get("aria-label", "")
        if caption is not None:
            self._paragraph(caption, "caption")
        elif self._last_paragraph is None:
            # Word makes one table of two that nothing parts.
            self.out.append(
                f'<w:p><w:pPr><w:pStyle w:val="{self.house.paragraph_styles["caption"]}"/></w:pPr>'
            )
            self.run(title)
            self.out.append("</w:p>")
        self._last_paragraph = 0
        shares = [column.get("style").removeprefix("width:") for column in element.find("colgroup")]
        widths = [round(self._width * float(share.removesuffix("%")) / 100) for share in shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        about = f"{title}. {len(widths)} columns; the first row is the header."
        self.out.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.house.table_styles[element.get("class")]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
            f'w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val="{escaped(title)}"/>'
            f'<w:tblDescription w:val="{escaped(about)}"/>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        )
        for row in element.find("thead"):
            self._row(row, widths, "table-heading")
        rows = element.find("tbody")
        short = element.get("class") == "report-card" and _shown(rows) <= _CARD_KEPT
        for number, row in enumerate(rows, 1):
            # What goes across all columns belongs to the row above it.
            belongs = number < len(rows) and rows[number].get("class") == "gap-row"
            self._keep = belongs or (short and number < len(rows))
            self._row(row, widths, "table-text")
        self.out.append("</w:tbl>")
        self._last_paragraph = None

    def _row(self, row: Any, widths: list[int], style: str) -> None:
        self._await(row)
        opening = len(self.out)
        self.out.append("<w:tr>")
        longest = 0
        columns = iter(widths)
        for cell in row:
            width, spanned = next(columns), ""
            if (span := cell.get("colspan")) is not None:
                width += sum(itertools.islice(columns, int(span) - 1))
                spanned = f'<w:gridSpan w:val="{span}"/>'
            before = self.characters
            own = self._style_of(cell, "table-label" if cell.get("scope") == "row" else style)
            fill = self.house.fills.get(own)
            shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
            self.out.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shade}</w:tcPr>')
            if len(cell) and cell[0].tag in _BLOCKS:
                self.blocks(cell, own)
            else:
                self._paragraph(cell, own)
            self.out.append("</w:tc>")
            longest = max(longest, (self.characters - before) * _CHARACTER // width)
        self.out.append("</w:tr>")
        if style == "table-heading":
            self.out[opening] = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        elif longest <= _ROW_KEPT:
            self.out[opening] = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"

    def _contents(self, element: Any) -> None:
        """The table of contents, as links with a field each for the page.

        Page numbers are the word processor's to know: a field is empty until the report is printed, saved as
        PDF or asked for them. They stand in no field of their own, because LibreOffice fills none inside one.
        """
        heading = element.find("h2")
        self._paragraph(heading, self._style_of(heading, "toc-heading"))
        style = self.house.paragraph_styles["toc-1"]
        for entry in element.findall("ol/li/a"):
            target = bookmark(entry.get("href")[1:])
            number, title = entry[0].text.strip(), collapsed(entry[0].tail or "")
            count = entry.getnext()
            self._last_paragraph = len(self.out)
            self.out.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
            self.out.append(f'<w:hyperlink w:anchor="{target}">')
            self.run(f"{number}\t{title}" if count is None else f"{number}\t{title} ({count.text})")
            self.out.append(
                '</w:hyperlink><w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                f'<w:r><w:instrText xml:space="preserve"> PAGEREF {target} \\h </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
                "</w:p>"
            )
        for note in element.findall("p"):
            self._paragraph(note, self._style_of(note, "note"))

    def _remark(self, details: Any) -> None:
        """A Word comment at the next paragraph, from what the page folds away."""
        self._comment = len(self.comments)
        text = Runs(self.house, addresses_in_text=True)
        looks = f'<w:rPr><w:rStyle w:val="{self.house.character_styles["annotation-reference"]}"/></w:rPr>'
        mark = f"<w:r>{looks}<w:annotationRef/></w:r>"
        style = self.house.paragraph_styles["annotation-text"]
        for paragraph in details.findall("p"):
            text.out.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{mark}')
            text.inline(paragraph)
            text.out.append("</w:p>")
            mark = ""
        self.comments.append(
            f'<w:comment w:id="{self._comment}" w:author="{AUTHOR}" w:date="{self._date}" w:initials="ec">'
            f"{''.join(text.out)}</w:comment>"
        )


def _shown(rows: Any) -> int:
    """How many characters the rows of a table show, without what is folded away."""
    return len(all_text(rows)) - sum(len(all_text(details)) for details in rows.iter("details"))
