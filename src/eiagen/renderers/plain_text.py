"""A paper as plain text, for mail and for whoever has nothing else: a walk over its page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from eiagen.renderers.paper import Paper
from eiagen.renderers.white_space import collapsed, first

_WIDTH = 78
_HEADINGS = ("h1", "h2", "h3", "h4")
_UNDERLINED = {"h1": "=", "h2": "-"}


def write(paper: Paper) -> bytes:
    """The paper as text in UTF-8, in lines of no more than 78 characters unless a word is longer."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    main = etree.fromstring(paper.html.encode(), parser).find("body/main")
    return ("\n\n".join(block for block in _blocks(main) if block) + "\n").encode()


def _blocks(parent: Any) -> Iterator[str]:
    """Blocks of text, to be parted by blank lines."""
    for element in parent:
        tag = element.tag
        if tag in _HEADINGS:
            lines = _wrapped(_text(element))
            under = _UNDERLINED.get(tag, "") * max(map(len, lines.split("\n")), default=0)
            yield f"{lines}\n{under}".rstrip()
        elif tag == "p":
            yield _wrapped(_text(element))
        elif tag in ("ul", "ol"):
            yield "\n".join(_wrapped(_text(item), "- ") for item in element)
        elif tag == "table":
            yield from _table(element)
        else:
            yield from _blocks(element)


def _table(table: Any) -> Iterator[str]:
    """Row by row, each cell under the heading of its column: so a reader aloud says what is what."""
    if (caption := table.find("caption")) is not None:
        yield _wrapped(f"{_text(caption)}:")
    heads = [_text(cell) for cell in table.find("thead")[0]]
    for row in table.find("tbody"):
        cells = zip(heads, row, strict=False)
        yield "\n".join(_wrapped(f"{head}: {_text(cell)}", rest="  ") for head, cell in cells)


def _wrapped(text: str, lead: str = "", rest: str | None = None) -> str:
    after = " " * len(lead) if rest is None else rest
    lines: list[str] = []
    for part in text.split("\n"):
        start = after if lines else lead
        lines += textwrap.wrap(
            part,
            _WIDTH,
            initial_indent=start,
            subsequent_indent=after,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def _text(element: Any) -> str:
    """The text of an element; blocks inside it are parted by a line end, and addresses are written out."""
    blocks = [child for child in element if child.tag in ("p", "ul", "ol", "div", "li")]
    if blocks:
        return "\n".join(filter(None, map(_text, blocks)))
    return " \n".join("".join(_runs(element)).split("\n")).strip()


def _runs(element: Any) -> Iterator[str]:
    yield first(element.text or "")
    for child in element:
        if child.tag == "br":
            yield "\n"
        else:
            yield from _runs(child)
            if child.tag == "a" and not (href := child.get("href", "#")).startswith("#"):
                yield f" <{href}>"
        yield collapsed(child.tail or "")
