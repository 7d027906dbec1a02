"""Reads plain text, whose paragraphs may be broken into lines, and what pdftotext makes of a PDF."""

from __future__ import annotations

import re
from statistics import median

from eiagen.document import PassageKind
from eiagen.readers.content import Block, Content, Paragraph, fold
from eiagen.readers.encoding import decode
from eiagen.readers.furniture import furniture
from eiagen.readers.hyphens import HYPHEN, Hyphens, is_range
from eiagen.readers.wording import (
    BULLET,
    ENDS,
    NUMBERED,
    RULE,
    contents_title,
    could_be_heading,
    section_depth,
)

_LINE_END = re.compile(r"\r\n|\r|\n|\x0b|\x85|\u2028|\u2029")
_UNWRAPPED = 130
"""Nobody sets lines as long as this: a file that has some keeps each paragraph on one line."""


def read_text(data: bytes, name: str) -> Content:
    """The text, its paragraphs put together again. Form feeds are ends of pages."""
    pages = [
        [line.expandtabs(4).rstrip() for line in _LINE_END.split(page)] for page in decode(data).split("\f")
    ]
    has_pages = len(pages) > 1
    if has_pages and not any(pages[-1]):
        pages.pop()
    lines: list[_Line] = []
    number = 1
    taken_off = _furniture(pages) if has_pages else [set[int]()] * len(pages)
    for page, (texts, furnished) in enumerate(zip(pages, taken_off, strict=True), start=1):
        if page > 1 and lines:
            lines.append(_Line("", 0, page, ends_page=True))
        for at, text in enumerate(texts):
            if at not in furnished:
                lines.append(_Line(text, number, page if has_pages else None))
            number += 1
        number -= 1  # the line that the form feed is in goes on behind it
    reading = _Reading(lines)
    return Content(reading.read(), pages=len(pages) if has_pages else None)


def _furniture(pages: list[list[str]]) -> list[set[int]]:
    """Which lines of each page are furniture, blank lines not counted."""
    filled = [[at for at, line in enumerate(lines) if line.strip()] for lines in pages]
    found = furniture(
        [[lines[at] for at in its_filled] for lines, its_filled in zip(pages, filled, strict=True)]
    )
    return [{its_filled[at] for at in here} for its_filled, here in zip(filled, found, strict=True)]


class _Line:
    """One line, and where it is."""

    __slots__ = ("ends_page", "indent", "number", "page", "text")

    def __init__(self, text: str, number: int, page: int | None, ends_page: bool = False) -> None:
        self.text = text.strip()
        self.indent = len(text) - len(text.lstrip())
        self.number = number
        self.page = page
        self.ends_page = ends_page


def _with_sign(line: str) -> str:
    """The line with the sign for a hyphen that parts a word, where one may."""
    return f"{line[:-1]}{HYPHEN}" if line[-1] == "-" and line[-2:-1].isalpha() else line


class _Reading:
    """The paragraph that is being put together."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        lengths = sorted(len(line.text) for line in lines if line.text)
        self.is_wrapped = not lengths or lengths[-1 - len(lengths) // 50] < _UNWRAPPED
        long_ones = [length for length in lengths if length > 40] or [60]
        self.width = median(long_ones)
        self.hyphens = Hyphens(lambda: (_with_sign(line.text) for line in lines if line.text))
        self.blocks: list[Block] = []
        self.gathered: list[_Line] = []
        self.stands_alone = True
        """Whether the gathered lines have a blank line above them."""

    def read(self) -> list[Block]:
        blank_before = True
        page_before = False
        for line in self.lines:
            if line.ends_page:
                page_before = True
                continue
            if not line.text:
                blank_before = True
                continue
            if RULE.fullmatch(line.text):
                if blank_before or page_before or not self.gathered or not self.underline(line):
                    self.flush(blank_after=blank_before or page_before)
                blank_before = True
                continue
            last = self.gathered[-1] if self.gathered else None
            if last is not None and self.begins(line, last, blank_before, page_before):
                self.flush(blank_after=blank_before or page_before)
            if not self.gathered:
                self.stands_alone = blank_before or page_before
            self.gathered.append(line)
            blank_before = page_before = False
        self.flush(blank_after=True)
        return self.blocks

    def underline(self, rule: _Line) -> bool:
        """Make the line above the rule a heading, if it may be one."""
        line = self.gathered[-1]
        text = fold(line.text)
        if (
            len(text) > 100
            or text.endswith((".", ";", ","))
            or len(rule.text) * 2 < len(text)
            or (len(self.gathered) > 1 and abs(len(rule.text) - len(text)) > 2)
            or BULLET.match(text)
            or contents_title(text) is not None
        ):
            return False
        self.gathered.pop()
        self.flush(blank_after=False)
        level = section_depth(text) or (1 if rule.text.startswith(("=", "═")) else 2)
        self.blocks.append(Paragraph(text, "heading", level, line.page, line.number))
        return True

    def begins(self, line: _Line, last: _Line, blank_before: bool, page_before: bool) -> bool:
        """Whether the line begins a new paragraph."""
        if not self.is_wrapped:
            return True
        if contents_title(line.text) is not None or contents_title(last.text) is not None:
            return True
        if BULLET.match(line.text):
            return True
        unfinished = not last.text.endswith(ENDS)
        if page_before or (blank_before and last.page != line.page):
            # A paragraph goes on over the page if it stopped in the middle, and nothing new begins.
            return not (unfinished and line.text[:1].islower() and len(last.text) > self.width * 0.6)
        if blank_before:
            return True
        if NUMBERED.match(line.text) and (not unfinished or len(last.text) < self.width * 0.8):
            return True
        if len(last.text) < self.width * 0.55 and not line.text[:1].islower():
            return True
        return (
            last.text.endswith((".", ":", ".”"))
            and len(last.text) < self.width * 0.85
            and not line.text[:1].islower()
        )

    def flush(self, blank_after: bool) -> None:
        if not self.gathered:
            return
        first = self.gathered[0]
        text = self.gathered[0].text
        for line in self.gathered[1:]:
            parted = _is_parted(text, line.text)
            text = self.hyphens.join(text, line.text) if parted else f"{text} {line.text}"
        self.gathered.clear()
        text = fold(text)
        bullet = BULLET.match(text)
        kind: PassageKind = "paragraph"
        level = 0
        listed = contents_title(text)
        if listed is not None:
            kind, text = "contents", listed or text
        elif bullet:
            kind, level, text = "item", 1 + (first.indent > 4), text[bullet.end() :].strip()
        elif self.stands_alone and blank_after and could_be_heading(text):
            kind, level = "heading", section_depth(text) or (1 if text.isupper() else 2)
        elif NUMBERED.match(text):
            kind, level = "item", 1
        if text:
            self.blocks.append(Paragraph(text, kind, level, first.page, first.number))


def _is_parted(text: str, following: str) -> bool:
    """Whether a word, or a range of numbers, goes on in the next line."""
    if text.endswith("-") and text[-2:-1].isalpha():
        return following[:1].islower()
    return text.endswith(("-", "–")) and is_range(text, following)
