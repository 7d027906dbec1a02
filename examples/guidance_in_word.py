"""Writes the Word file of each example of guidance from its Markdown: `python examples/guidance_in_word.py`.

The Markdown is what a person changes. It goes through eiagen's own reader and its own Word renderer, so the
file is what a body might publish: headings, lists and tables with their styles.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from pathlib import Path

from eiagen.readers.content import Block, Paragraph, Table
from eiagen.readers.markdown import read_markdown
from eiagen.renderers.paper import Paper, written

HERE = Path(__file__).parent
_WRITTEN_ON = datetime.date(2026, 11, 24)


def word(markdown: bytes, name: str) -> bytes:
    """The Word file of a guidance in Markdown. The same text gives the same bytes."""
    content = read_markdown(markdown, name)
    html = f"<html><body><main>{''.join(_page(content.blocks))}</main></body></html>"
    paper = Paper(
        html=html,
        title=content.title,
        author="An invented body",
        created=_WRITTEN_ON,
        modified=_WRITTEN_ON,
        words={"[body]": "An invented body: an example of eiagen", "[version]": "", "[status]": "Guidance"},
    )
    return written(paper, ".docx")


def _page(blocks: Iterable[Block]) -> Iterator[str]:
    for kind, run in groupby(blocks, lambda block: "table" if isinstance(block, Table) else block.kind):
        parts = list(run)
        if kind == "item":
            yield "<ul>" + "".join(f"<li>{escape(part.text)}</li>" for part in _paragraphs(parts)) + "</ul>"
        elif kind == "table":
            yield from (_table(part) for part in parts if isinstance(part, Table))
        elif kind == "heading":
            yield from (f"<h{part.level}>{escape(part.text)}</h{part.level}>" for part in _paragraphs(parts))
        else:
            yield from (f"<p>{escape(part.text)}</p>" for part in _paragraphs(parts))


def _paragraphs(parts: Iterable[Block]) -> Iterator[Paragraph]:
    return (part for part in parts if isinstance(part, Paragraph))


def _table(table: Table) -> str:
    header, *rows = table.rows
    share = 100 / len(header)
    columns = f'<col style="width:{share:.4g}%">' * len(header)
    head = "".join(f'<th scope="col">{escape(cell.text)}</th>' for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td><p>{escape(cell.text)}</p></td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        f'<table class="report-grid" aria-label="Table"><colgroup>{columns}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


if __name__ == "__main__":
    for path in sorted(HERE.glob("*/guidance/*.md")):
        path.with_suffix(".docx").write_bytes(word(path.read_bytes(), path.name))
