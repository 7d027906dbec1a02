"""Reads Markdown: headings, lists, pipe tables, quotes, notes and code, without their marks."""

from __future__ import annotations

import html
import re

from eiagen.readers.content import Block, Cell, Content, Paragraph, Table, fold
from eiagen.readers.encoding import decode
from eiagen.readers.wording import STRUCK_OUT

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"""^title:[ \t]*["']?(.*?)["']?[ \t]*$""", re.MULTILINE)
_SAVED_TITLE = re.compile(r"\s*Title: (.+)\n")
"""How programs that save web pages as Markdown begin."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_POINT = re.compile(r"([ \t]*)([-*+•]|\d{1,9}[.)]|[a-zA-Z][.)](?= ))(?:[ \t]+(.*)|[ \t]*)")
_TABLE_LINE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_NOTE = re.compile(r" {0,3}\[\^([^\]\s]{1,40})\]:[ \t]*(.*)")
_REFERENCE = re.compile(r" {0,3}\[[^\]^][^\]]{0,200}\]:[ \t]*\S+.*")
_QUOTE = re.compile(r" {0,3}>[ \t]?")

_ESCAPED_OR_CODE = re.compile(r"\\([!-/:-@\[-`{-~])|(`{1,4})(.{1,2000}?)(?<!`)\2(?!`)")
_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])?")
_LINK = re.compile(
    r"\[([^\[\]]*)\](?:\((?:<[^<>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+[\"'(][^\"')]*[\"')])?\)|\[[^\]]*\])"
)
_NOTE_MARK = re.compile(r"\[\^[^\]\s]{1,40}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[^<>\s@]+@[^<>\s@]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_STRUCK = re.compile(
    r"~~(?=\S)(?:(?!~~).){1,4000}(?<=\S)~~"
    r"|<(?P<tag>del|s|strike)(?:\s[^<>]*)?>(?:(?!<(?P=tag)[\s>]).){0,4000}?</(?P=tag)\s*>",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(\*\*\*|\*\*|\*)(?=\S)(.{1,400}?)(?<=\S)\1")
_UNDERLINED = re.compile(r"(?<!\w)(___|__|_)(?=\S)(.{1,400}?)(?<=\S)\1(?!\w)")


def read_markdown(data: bytes, name: str) -> Content:
    """The text as a page made from it would show it. Front matter only gives the title."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    title = ""
    skipped = 0
    if front := _FRONT_MATTER.match(text):
        if found := _TITLE.search(front[1]):
            title = fold(found[1])
        skipped = front[0].count("\n")
        text = text[front.end() :]
    # Comments go, their line ends stay, so that lines keep their numbers.
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    if not title and (saved := _SAVED_TITLE.match(text)):
        title = fold(saved[1])
    reading = _Reading(skipped)
    reading.read(text.split("\n"))
    return Content(reading.blocks, title=title, warnings=[STRUCK_OUT] * reading.struck)


def plain(text: str) -> tuple[str, bool]:
    """The text without emphasis, links, code marks and escapes, and whether some was struck through."""
    kept: list[str] = []

    def keep(part: str) -> str:
        kept.append(part)
        return f"\ue000{len(kept) - 1}\ue001"

    text = text.replace("\ue000", "").replace("\ue001", "")
    text = _ESCAPED_OR_CODE.sub(lambda found: keep(found[1] or found[3]), text)
    text, struck = _STRUCK.subn("", text)
    text = _IMAGE.sub(r"\1", text)
    text = _NOTE_MARK.sub("", text)
    for _ in range(3):  # a link within emphasis within a link
        text = _LINK.sub(r"\1", text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub(" ", text)
    for _ in range(3):
        text = _UNDERLINED.sub(r"\2", _STRONG.sub(r"\2", text))
    text = html.unescape(text)
    return fold(re.sub("\ue000(\\d+)\ue001", lambda mark: kept[int(mark[1])], text)), struck > 0


class _Reading:
    """The blocks so far, and the paragraph that is being gathered."""

    def __init__(self, skipped: int) -> None:
        self.blocks: list[Block] = []
        self.skipped = skipped
        self.gathered: list[str] = []
        self.start = 0
        self.point: tuple[str, int] | None = None
        """Number and depth of the list point that is being gathered."""
        self.indents: list[int] = []
        self.note = ""
        self.struck = False

    def read(self, lines: list[str]) -> None:
        at = 0
        while at < len(lines):
            at = self.line(lines, at)
        self.flush()

    def line(self, lines: list[str], at: int) -> int:
        """Read the line, or the block that it begins; gives the number of the next one."""
        line = lines[at]
        if fence := _FENCE.match(line):
            return self.code(lines, at, fence[1])
        quoted = False
        while (quote := _QUOTE.match(line)) and not self.point:
            line, quoted = line[quote.end() :], True
        if not line.strip():
            self.flush()
            return at + 1
        if heading := _ATX.fullmatch(line):
            self.flush()
            self.indents.clear()
            self.add(heading[2] or "", "heading", len(heading[1]), at)
            return at + 1
        if (
            self.gathered
            and not self.point
            and not self.note
            and not quoted
            and (rule := _SETEXT.fullmatch(line))
        ):
            text, start = " ".join(self.gathered), self.start
            self.gathered.clear()
            self.add(text, "heading", 1 if rule[1][0] == "=" else 2, start)
            return at + 1
        if _RULE.fullmatch(line):
            self.flush()
            return at + 1
        if "|" in line and at + 1 < len(lines) and not self.gathered:
            under = lines[at + 1]
            if "|" in under and _TABLE_LINE.fullmatch(under):
                return self.table(lines, at)
        if note := _NOTE.fullmatch(line):
            self.flush()
            self.note = f"footnote {note[1]}"
            self.gather(note[2], at)
            return at + 1
        if _REFERENCE.fullmatch(line) and not self.gathered:
            return at + 1
        point = _POINT.fullmatch(line)
        if point and (not self.gathered or self.point or point[2] in "-*+•" or point[2][:-1] == "1"):
            self.flush()
            self.begin_point(point, at)
            return at + 1
        if not self.gathered and not line.startswith(" "):
            self.indents.clear()
        self.gather(line, at)
        return at + 1

    def begin_point(self, point: re.Match[str], at: int) -> None:
        indent = len(point[1])
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or indent >= self.indents[-1] + 2 or self.indents == []:
            self.indents.append(indent)
        mark = "" if point[2] in "-*+•" else point[2]
        self.point = (mark, len(self.indents))
        self.gather(point[3] or "", at)

    def gather(self, line: str, at: int) -> None:
        if not self.gathered:
            self.start = at
        # Two spaces or a backslash at the end ask for a new line within the paragraph.
        self.gathered.append(line.strip().removesuffix("\\") if line.endswith("\\") else line.strip())

    def flush(self) -> None:
        if not self.gathered:
            return
        text = " ".join(self.gathered)
        self.gathered.clear()
        mark, depth = self.point or ("", 0)
        if self.note:
            self.add(text, "note", 0, self.start, note=self.note)
        elif self.point:
            self.add(text, "item", depth, self.start, mark)
        else:
            self.add(text, "paragraph", 0, self.start)
        self.point = None
        self.note = ""

    def add(self, text: str, kind: str, level: int, at: int, mark: str = "", note: str = "") -> None:
        words = self.plain(text)
        if words or (mark and text == ""):
            words = f"{mark} {words}".strip()
            self.blocks.append(Paragraph(words, kind, level, line=self.skipped + at + 1, note=note))  # type: ignore[arg-type]

    def plain(self, text: str) -> str:
        words, struck = plain(text)
        self.struck = self.struck or struck
        return words

    def code(self, lines: list[str], at: int, fence: str) -> int:
        self.flush()
        end = at + 1
        while end < len(lines) and not lines[end].strip().startswith(fence):
            end += 1
        words = fold(" ".join(lines[at + 1 : end]))
        if words:
            self.blocks.append(Paragraph(words, line=self.skipped + at + 2))
        return end + 1

    def table(self, lines: list[str], at: int) -> int:
        self.flush()
        table = Table([self.row(lines[at], at)])
        at += 2
        while at < len(lines) and "|" in lines[at]:
            table.rows.append(self.row(lines[at], at))
            at += 1
        self.blocks.append(table)
        return at

    def row(self, line: str, at: int) -> list[Cell]:
        line = line.strip().removeprefix("|")
        cells = re.split(r"(?<!\\)\|", line)
        if len(cells) > 1 and not cells[-1].strip():
            cells.pop()
        number = self.skipped + at + 1
        return [
            Cell(
                [Paragraph(words, line=number)] if (words := self.plain(cell.replace("\\|", "|"))) else [],
                column,
            )
            for column, cell in enumerate(cells)
        ]
