"""The paper as a tagged PDF: a walk over its page into Typst, which sets it without any other program.

Every text goes over as a quoted string, never as markup, so nothing in it can mean anything to Typst. What a
class looks like is up to the house's `pdf/house.typ`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eiagen.carried.source import PDF_NAME
from eiagen.errors import problem
from eiagen.renderers.drawing import Drawing
from eiagen.renderers.paper import Paper
from eiagen.renderers.pdf_row_headers import with_row_headers
from eiagen.renderers.staying_together import leads_to_table
from eiagen.renderers.white_space import collapsed, first
from eiagen.resources import folder

_HEADINGS = {"h2": 1, "h3": 2, "h4": 3}
_BLOCKS = frozenset(("p", "ul", "ol", "div", "blockquote", "table", "details", "section"))
_ROW_KEPT = 900
"""A table row of more characters than this may run on to the next page."""
_WHOLE = ("gap", "quote")
"""Boxes that stay on one page,"""
_BOX_KEPT = 2500
"""unless they have more characters than this."""
_WORD_ALONE = ("in-comment", "in-word")
"""Classes of what is said for Word's sake."""


def write(paper: Paper) -> bytes:
    """The PDF, held against PDF/UA-1 by Typst as it is made.

    A text with characters that none of the fonts here has can't be in PDF/UA; it is still tagged. Raises an
    `EiagenError` where Typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise problem(
            "PDF", "making one takes a part that is not installed: pip install 'eiagen[pdf]'"
        ) from None
    source, tables = _source(paper)
    try:
        pdf = typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:
        pdf = typst.compile(source.encode(), format="pdf")
    return with_row_headers(bytes(pdf), tables)


def _source(paper: Paper) -> tuple[str, list[list[bool]]]:
    """The paper as Typst's markup, and the tables in it as `with_row_headers` takes them."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    page: Any = etree.fromstring(paper.html.encode(), parser)
    main = page.find("body/main")
    walk = _Walk(paper.pictures, {element.get("id") for element in main.iter() if element.get("id")})
    walk.blocks(main)
    on, words = paper.modified, paper.words
    house = (Path(folder("templates")) / "pdf" / "house.typ").read_text(encoding="utf-8")
    source = (
        f"{house}\n#show: report.with(title: {_quoted(paper.title)}, author: {_quoted(paper.author)}, "
        f"subject: {_quoted(paper.subject)}, "
        f"date: datetime(year: {on.year}, month: {on.month}, day: {on.day}), left: {_quoted(paper.title)}, "
        f"right: {_quoted(words.get('[status]', ''))}, foot: {_quoted(words.get('[body]', ''))})\n"
        + "".join(walk.out)
        + _attachment(paper.source)
    )
    return source, walk.tables


def _attachment(source: bytes | None) -> str:
    if source is None:
        return ""
    return (
        f'#pdf.attach({_quoted(PDF_NAME)}, bytes({_quoted(source.decode())}), relationship: "source", '
        'mime-type: "application/json", description: "What this was made from, as data")\n'
    )


class _Walk:
    """The body so far, as Typst's markup; `names` are the ids that a link can lead to."""

    def __init__(self, pictures: Mapping[str, Drawing], names: set[str]) -> None:
        self.out: list[str] = []
        self.tables: list[list[bool]] = []
        """Of each row of each table, whether its first cell is its header."""
        self._pictures = pictures
        self._names = names

    def blocks(self, parent: Any) -> None:
        """Everything inside an element, in order."""
        headed = False
        for element in parent:
            tag, classes = element.tag, (element.get("class") or "").split()
            if any(name in _WORD_ALONE for name in classes):
                continue
            if tag not in _HEADINGS:
                self._mark(element)
            if tag == "p":
                text = f"#({_pick('paragraphs', classes, 'plain')})[{self.inline(element)}]"
                kept = headed and leads_to_table(element)
                self.out.append(f"#block(sticky: true)[{text}]\n" if kept else f"{text}\n")
            elif tag == "h1":
                self.out.append(f"#std.title[{self.inline(element)}]\n")
            elif tag in _HEADINGS:
                self._heading(element, classes)
            elif tag in ("ul", "ol"):
                self._list(element)
            elif tag == "table":
                self._table(element)
            elif tag == "nav":
                self._contents(element)
            elif tag == "figure":
                self._figure(element)
            elif tag == "section" and "landscape" in classes:
                self.out.append("#[\n#set page(flipped: true)\n")
                self.blocks(element)
                self.out.append("]\n")
            else:
                self._box(element, classes)

    def _figure(self, element: Any) -> None:
        drawing = self._pictures[element.get("data-picture")]
        self.out.append(
            f"#picture(bytes({_quoted(drawing.svg())}), {_quoted(drawing.about)})"
            f"[{self.inline(element.find('figcaption'))}]\n"
        )

    def _box(self, element: Any, classes: list[str]) -> None:
        """A div and its like: what holds blocks; what is folded away in the page is there to be read."""
        if element.tag == "summary":
            return
        if (first := element.get("data-as")) is not None:
            said = f"{_text('What closes it, why it matters and the source of law: as at ')}"
            target = f"label({_quoted(f'gap-{first}')})"
            self.out.append(f"#(boxes.remark)[{said}#link({target})[{_text(f'gap {first}')}]{_text('.')}]\n")
            return
        names = {"blockquote": ["quote"], "details": ["remark"]}.get(element.tag, classes)
        if not names:
            self.blocks(element)
            return
        kept = names[0] in _WHOLE and len("".join(element.itertext())) <= _BOX_KEPT
        self.out.append("#block(breakable: false)[\n" if kept else "")
        self.out.append(f"#({_pick('boxes', names, 'bare')})[\n")
        if any(child.tag in _BLOCKS for child in element):
            self.blocks(element)
        else:
            self.out.append(self.inline(element))
        self.out.append("]\n]\n" if kept else "]\n")

    def _mark(self, element: Any) -> None:
        if name := element.get("id"):
            self.out.append(f"#metadata(none)#label({_quoted(name)})\n")

    def _heading(self, element: Any, classes: list[str]) -> None:
        name = element.get("id")
        label = f"#label({_quoted(name)})" if name else ""
        if "new-page" in classes:
            self.out.append("#pagebreak(weak: true)\n")
        level = _HEADINGS[element.tag]
        self.out.append(f"#heading(level: {level})[{self.inline(element)}]{label}\n")

    def _list(self, element: Any) -> None:
        kind = "list" if element.tag == "ul" else "enum"
        self.out.append(f"#{kind}(")
        for item in element:
            self.out.append("[")
            self._mark(item)
            self._content(item)
            self.out.append("], ")
        self.out.append(")\n")

    def _content(self, element: Any) -> None:
        """Blocks where it holds blocks, else a stretch of text."""
        if len(element) and element[0].tag in _BLOCKS and not (element.text or "").strip():
            self.blocks(element)
        else:
            self.out.append(self.inline(element))

    def _table(self, element: Any) -> None:
        caption = element.find("caption")
        title = f"[{self.inline(caption)}]" if caption is not None else "none"
        shares = [column.get("style").removeprefix("width:") for column in element.find("colgroup")]
        columns = ", ".join(f"{share.removesuffix('%')}fr" for share in shares)
        head = element.find("thead")
        header = ", ".join(f"[{self.inline(cell)}]" for row in head for cell in row)
        self.out.append(f"#sheet(({columns},), {title}, ({header},),\n")
        rows = element.find("tbody")
        self.tables.append([row[0].get("scope") == "row" for row in rows])
        for row in rows:
            self._row(row)
        self.out.append(")\n")

    def _row(self, row: Any) -> None:
        kept = len("".join(row.itertext())) <= _ROW_KEPT
        for number, cell in enumerate(row):
            options = [f"colspan: {cell.get('colspan')}"] if cell.get("colspan") else []
            options += ["breakable: false"] if kept else []
            classes = (cell.get("class") or "").split()
            if classes:
                options.append(f"fill: {_pick('cells', classes, 'auto')}")
            self.out.append(f"table.cell({', '.join(options)})[")
            if number == 0:
                self._mark(row)
            self._mark(cell)
            bold = cell.get("scope") == "row" and "table-text" not in classes
            self.out.append("#strong[" if bold else "")
            self._content(cell)
            self.out.append("]" if bold else "")
            self.out.append("],\n")

    def _contents(self, element: Any) -> None:
        heading = element.find("h2")
        self._heading(heading, (heading.get("class") or "").split())
        for entry in element.findall("ol/li/a"):
            count = entry.getnext()
            counted = "" if count is None else f" ({count.text})"
            title = _quoted(collapsed(entry[0].tail or "") + counted)
            target = f"label({_quoted(entry.get('href')[1:])})"
            self.out.append(f"#entry({target}, {_quoted(entry[0].text.strip())}, {title})\n")

    def inline(self, element: Any) -> str:
        """The text of an element and of those inside it, as markup."""
        return "".join(self._runs(element))

    def _runs(self, element: Any) -> Iterable[str]:
        if element.text:
            yield _text(first(element.text))
        for child in element:
            yield from self._run(child)
            if child.tail:
                yield _text(collapsed(child.tail))

    def _run(self, child: Any) -> Iterable[str]:
        tag, classes = child.tag, (child.get("class") or "").split()
        inner = self.inline(child)
        if tag == "br":
            yield "#linebreak();"
        elif tag in ("strong", "em"):
            yield f"#{'strong' if tag == 'strong' else 'emph'}[{inner}];"
        else:
            if classes:
                inner = f"#({_pick('stretches', classes, 'bare')})[{inner}];"
            if tag == "a" and (target := self._target(child.get("href") or "")):
                inner = f"#link({target})[{inner}];"
            yield inner

    def _target(self, href: str) -> str:
        if href.startswith("#"):
            return f"label({_quoted(href[1:])})" if href[1:] in self._names else ""
        return _quoted(href)


def _pick(kind: str, classes: list[str], otherwise: str) -> str:
    """The first of an element's classes that the house knows."""
    names = "".join(f"{_quoted(name)}, " for name in classes)
    return f"pick({kind}, ({names}), {otherwise})"


def _text(text: str) -> str:
    return f"#{_quoted(text)};" if text else ""


def _quoted(text: str) -> str:
    """A string of Typst's: only these two characters mean something in one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
