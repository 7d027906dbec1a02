"""Finds the title of a PDF: what the file states, unless a program wrote that; else its largest heading."""

from __future__ import annotations

import re
from pathlib import Path

from eiagen.readers.content import Block, Paragraph, fold
from eiagen.readers.wording import section_depth

_NO_TITLE = re.compile(
    r"(?:microsoft (?:office )?(?:word|powerpoint|publisher)|powerpoint presentation|slide ?\d|untitled|"
    r"[a-z]+://).*"
    r"|(?:document|presentation|heading|layout|title|cover|page|doc|book) ?\d*"
    r"|(?:table of |list of )?contents|cynnwys|index|introduction|.*\bdocument template"
    r"|\S+\.[a-z]{2,8}|.*\.(?:docx?|pdf|indd|qxd|odt|rtf|pptx?|pub|wpd|html?)",
    re.IGNORECASE,
)
"""What a program wrote by itself ("Microsoft Word - draft 3.doc", "untitled"), a file's name, or a part's."""

_LONGEST = 120


def title(stated: str, blocks: list[Block], name: str) -> str:
    """The title that the file states, the largest heading of its first page with text, or the file's name."""
    stated = fold(stated)
    if stated and not _is_none(stated):
        return stated
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and not block.note]
    front = [block for block in paragraphs if block.page == paragraphs[0].page]
    named = [
        block
        for block in front
        if block.kind == "heading" and not section_depth(block.text) and not _is_none(block.text)
    ]
    if not named:
        return Path(name).stem
    largest = min(named, key=lambda block: block.level)
    found = largest.text
    # A title in several lines of a display face comes as several headings.
    for block in front[front.index(largest) + 1 :]:
        if block not in named or block.level != largest.level or len(found) + len(block.text) > _LONGEST:
            break
        found += f" {block.text}"
    return found


def _is_none(text: str) -> bool:
    return not any(map(str.isalpha, text)) or _NO_TITLE.fullmatch(text[:400].strip(" :.")) is not None
