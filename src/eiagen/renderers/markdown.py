"""The report as Markdown: a walk over its page, for wikis, tickets and comparison by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from eiagen.renderers.paper import Paper
from eiagen.renderers.white_space import collapsed, first

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&#$])")
_START = re.compile(r"^([ \t]*(?:\d{1,9})?)([-+=.)])", re.MULTILINE)
"""What may make a list, a heading or a rule of a line."""
_KEPT_SPACE = re.compile(r"^[^\S\n]+|[^\S\n]+$|[ \t]{2,}|\t", re.MULTILINE)
"""White space that would be lost: at the edges of a line, doubled, and tabs."""
_HEADINGS = {"h1": "#", "h2": "##", "h3": "###", "h4": "####"}
_ELSEWHERE = ("in-comment", "note in-word")
"""What is for Word alone."""
_BLOCKS = frozenset(("p", "ul", "ol", "div", "blockquote", "table"))


def write(paper: Paper) -> bytes:
    """The page in GitHub's Markdown, UTF-8."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    main = etree.fromstring(paper.html.encode(), parser).find("body/main")
    return ("\n\n".join(_blocks(main)) + "\n").encode()


def escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _blocks(parent: Any) -> Iterator[str]:
    """Blocks of text, to be parted by blank lines."""
    for element in parent:
        tag = element.tag
        anchor = f'<a id="{element.get("id")}"></a>' if element.get("id") else ""
        if anchor and tag != "p":
            yield anchor
        if tag in _HEADINGS:
            yield f"{_HEADINGS[tag]} {_line(element)}"
        elif tag == "p":
            if element.get("class") not in _ELSEWHERE:
                yield anchor + _paragraph(element)
        elif tag in ("ul", "ol"):
            yield "\n".join("- " + _paragraph(item).replace("\n", "\n  ") for item in element)
        elif tag == "figure":
            yield f"**{_line(element.find('figcaption'))}**"
        elif tag == "table" and element.get("class") == "report-card":
            yield from _card(element)
        elif tag == "table":
            yield from _table(element)
        elif tag == "blockquote" or (tag == "div" and element.get("class", "").startswith("gap")):
            yield "\n".join(f"> {line}".rstrip() for line in "\n\n".join(_blocks(element)).split("\n"))
        elif tag != "summary":
            yield from _blocks(element)


def _card(table: Any) -> Iterator[str]:
    """A table of two columns reads better as labelled text."""
    about, state = (_line(cell) for cell in table.find("thead")[0])
    yield f"**{about}: {state}**"
    for label, value in table.find("tbody"):
        blocks = list(value)
        if not any(child.tag in _BLOCKS for child in blocks):
            yield f"**{_line(label)}:** {_line(value)}"
        elif blocks[0].tag == "p" and blocks[0].get("class") is None:
            yield f"**{_line(label)}:** {_line(blocks[0])}"
            value.remove(blocks[0])
            yield from _blocks(value)
        else:
            yield f"**{_line(label)}**"
            yield from _blocks(value)


def _table(table: Any) -> Iterator[str]:
    if (caption := table.find("caption")) is not None:
        yield f"**{_line(caption)}**"
    rows = ["| " + " | ".join(_cells(row)) + " |" for row in table.iter("tr")]
    rows.insert(1, "|" + " --- |" * len(table.find("thead")[0]))
    yield "\n".join(rows)


def _cells(row: Any) -> Iterator[str]:
    """Markdown knows no cell that spans several: those it would cover are empty."""
    for cell in row:
        yield _cell(cell)
        yield from [""] * (int(cell.get("colspan", 1)) - 1)


def _cell(cell: Any) -> str:
    """A cell's blocks in one line, because a table of Markdown holds no others."""
    row = cell.getparent()
    anchor = f'<a id="{row.get("id")}"></a>' if row.get("id") and cell.getprevious() is None else ""
    pieces = _pieces(cell) if any(child.tag in _BLOCKS for child in cell) else [_line(cell)]
    return anchor + "<br>".join(pieces).replace("\\\n", "<br>")


def _pieces(parent: Any) -> Iterator[str]:
    for element in parent:
        if element.tag == "p":
            if element.get("class") not in _ELSEWHERE:
                yield _line(element)
        elif element.tag in ("ul", "ol"):
            yield from (f"• {_line(item)}" for item in element)
        elif element.tag != "summary":
            anchor = f'<a id="{element.get("id")}"></a>' if element.get("id") else ""
            yield anchor + "<br>".join(_pieces(element))


def _paragraph(element: Any) -> str:
    return _START.sub(r"\1\\\2", _line(element))


def _line(element: Any) -> str:
    """The runs of an element; a line end in it is a hard break, a backslash and a line feed."""
    return _KEPT_SPACE.sub(lambda match: _as_entities(match.group()), "".join(_runs(element)))


def _as_entities(space: str) -> str:
    return "".join(f"&#{ord(one)};" for one in space)


def _runs(element: Any) -> Iterator[str]:
    if element.text:
        yield escaped(first(element.text))
    for child in element:
        tag = child.tag
        if tag == "br":
            yield "\\\n"
        elif tag == "a":
            # In angle brackets, because an address may hold round ones.
            href = child.get("href")
            yield f"[{''.join(_runs(child))}]({f'<{href}>' if '(' in href or ')' in href else href})"
        elif tag == "strong" or child.get("class") == "not-written":
            mark = "**" if tag == "strong" else "*"
            inside = "".join(_runs(child))
            text = inside.strip()
            before, after = inside[: inside.find(text)], inside[inside.find(text) + len(text) :]
            yield f"{before}{mark}{text}{mark}{after}"
        else:
            yield from _runs(child)
        if child.tail:
            yield escaped(collapsed(child.tail))
