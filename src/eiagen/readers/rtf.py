"""Reads Rich Text Format (.rtf), as Word, WordPad and LibreOffice write it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from eiagen.document import PassageKind
from eiagen.errors import problem
from eiagen.readers.archive import DAMAGED
from eiagen.readers.content import Block, Cell, Content, Paragraph, Table, fold
from eiagen.readers.wording import STRUCK_OUT, left_by

_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\\Z",
    re.IGNORECASE,
)

# Groups that hold no text of the body. One that begins with "\*" and isn't known is left out as well.
_SKIPPED = frozenset(
    """
    fonttbl colortbl filetbl revtbl listtable listoverridetable rsidtbl generator pict object
    objdata header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc aftnsep
    aftnsepc fldinst datafield themedata colorschememapping latentstyles datastore bkmkstart bkmkend
    xe tc rxe txe nonesttables shprslt sn sv sp atnid atnref atndate atntime atrfstart atrfend
    atnicn atnparent upr formfield ffname ffdeftext do template operator author company keywords
    comment doccomm subject category manager hlinkbase userprops xmlnstbl mmathPr wgrffmtfilter
    password pgptbl
    """.split()  # noqa: SIM905
)
_STARRED = frozenset({"shpinst", "annotation", "atnauthor", "ud", "footnote"})
"""Groups that begin with "\\*" and hold what a person sees."""

_SIGNS = {
    "tab": " ", "line": " ", "lbr": " ", "emspace": " ", "enspace": " ", "qmspace": " ",
    "emdash": "—", "endash": "–",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_CHARACTERS = {"~": " ", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_LANGUAGES = {2057: "en-GB", 1033: "en-US", 1106: "cy-GB", 6153: "en-IE", 1084: "gd-GB"}
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_BULLETS = "•·▪●○◦‣–-*o§"


def read_rtf(data: bytes, name: str) -> Content:
    """The live text, without what revision marks call deleted and without hidden text."""
    reading = _Reading()
    reading.read(data)
    if not reading.closed and not reading.body.blocks:
        raise problem(name, DAMAGED)
    return Content(
        reading.body.blocks,
        title=fold("".join(reading.title)),
        language=reading.language,
        warnings=["the file is cut off: its end is missing"] * (not reading.closed)
        + [STRUCK_OUT] * reading.struck,
    )


@dataclass(slots=True)
class _Flow:
    """Text that is being gathered: the body, a note, a box, a comment."""

    note: str = ""
    is_comment: bool = False
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    mark: list[str] = field(default_factory=list)
    hanging: list[_Flow] = field(default_factory=list)
    """Notes and boxes that follow the paragraph that they hang on."""
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    depth: int = 0
    table: Table | None = None
    row: list[Cell] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and its end forgets."""

    flow: _Flow | None
    """None where the text is no part of the document."""

    into: str = "text"
    """Where words go: "text", "mark", "title", "author", or the "style" or "font" that is being defined."""

    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    skip: int = 1
    """How many characters after a \\u stand in for it."""

    font: int = 0


class _Reading:
    """The walk through one file: its styles and fonts, and the group it is in."""

    def __init__(self) -> None:
        self.body = _Flow()
        self.state = _State(self.body)
        self.stack: list[_State] = []
        self.closed = False
        self.struck = False
        self.title: list[str] = []
        self.author: list[str] = []
        self.language = ""
        self.codepage = "cp1252"
        self.fonts: dict[int, str] = {}
        self.levels: dict[int, int] = {}
        self.defining: tuple[int, list[str], int | None] = (0, [], None)
        self.notes = 0
        self.pending = bytearray()
        self.stand_ins = 0
        self.starred = False
        self.leads: list[tuple[int, int]] = []

    def read(self, data: bytes) -> None:
        """Read the whole file. Latin-1 keeps each byte as one character until its code page is known."""
        text = data.decode("latin-1")
        at = 0
        while match := _TOKEN.match(text, at):
            at = match.end()
            word, number, code, character, brace, plain = match.groups()
            if code:
                self.byte(int(code, 16))
                continue
            if word == "bin":
                at += max(int(number or 0), 0)
                continue
            if plain and self.stand_ins:
                skipped = min(self.stand_ins, len(plain))
                self.stand_ins -= skipped
                plain = plain[skipped:]
            if plain:
                if self.state.flow is None and self.state.into == "text":
                    continue
                if plain.isascii():
                    self.spell()
                    self.put(plain)
                else:
                    self.pending += plain.encode("latin-1")
                self.starred = False
                continue
            if brace or word or character:
                self.spell()
            if brace == "{":
                self.stand_ins = 0
                self.stack.append(self.state)
            elif brace == "}":
                self.stand_ins = 0
                self.end_group()
                if not self.stack:
                    self.closed = True
                    break
            elif character:
                self.sign(character)
            elif word:
                self.word(
                    word.lower() if word.lower() in _SIGNS else word, None if number is None else int(number)
                )
        self.spell()
        self.finish(self.body)

    def byte(self, code: int) -> None:
        if self.stand_ins:
            self.stand_ins -= 1
        elif self.state.flow is not None or self.state.into != "text":
            self.pending.append(code)

    def spell(self) -> None:
        """Put the bytes gathered so far, in the code page of their font."""
        if self.pending:
            encoding = self.fonts.get(self.state.font, self.codepage)
            text = bytes(self.pending).decode(encoding, "replace")
            self.pending.clear()
            self.put(text)

    def put(self, text: str) -> None:
        state = self.state
        if state.into == "title":
            self.title.append(text)
        elif state.into == "author":
            self.author.append(text)
        elif state.into == "style":
            self.defining[1].append(text)
        elif state.flow is not None and not state.hidden and not state.deleted:
            if state.into == "mark":
                state.flow.mark.append(text)
            elif not state.struck:
                state.flow.parts.append(text)
            else:
                self.struck = self.struck or bool(text.strip())
                state.flow.parts.append(left_by(text))

    def sign(self, character: str) -> None:
        if character == "*":
            self.starred = True
        elif character in "\r\n":
            self.word("par", None)
        elif self.stand_ins:
            self.stand_ins -= 1
        elif character in _CHARACTERS:
            self.put(_CHARACTERS[character])

    def word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        state = self.state
        if word == "u" and number is not None:
            self.unicode(number % 65536)
            return
        if self.stand_ins and word not in ("uc",):
            self.stand_ins = 0
        if word in _SKIPPED or (starred and word not in _STARRED):
            self.state = replace(state, flow=None, into="font" if word == "fonttbl" else "text")
            return
        if word in _SIGNS:
            self.put(_SIGNS[word])
            return
        match word:
            case "par" | "sect" | "nestcell" | "nestrow" | "page" | "column":
                if state.flow is not None and state.into == "text":
                    self.paragraph(state.flow, keep_page=word in ("page", "column"))
            case "cell" | "row":
                if state.flow is not None:
                    self.end_cell(state.flow) if word == "cell" else self.end_row(state.flow)
            case "uc":
                self.state = replace(state, skip=max(number or 0, 0))
            case "v":
                self.state = replace(state, hidden=number != 0)
            case "deleted":
                self.state = replace(state, deleted=number != 0)
            case "strike" | "striked":
                self.state = replace(state, struck=number != 0)
            case "plain":
                self.state = replace(state, hidden=False, deleted=False, struck=False)
            case "f":
                if state.into == "font":
                    self.defining = (number or 0, [], None)
                self.state = replace(state, font=number or 0)
            case "fcharset":
                if state.into == "font" and (number or 0) in _CHARSETS:
                    self.fonts[self.defining[0]] = _CHARSETS[number or 0]
            case "ansicpg":
                self.codepage = _known(f"cp{number}")
            case "mac":
                self.codepage = "mac_roman"
            case "deflang" | "lang":
                self.language = self.language or _LANGUAGES.get(number or 0, "")
            case "stylesheet":
                self.state = replace(state, flow=None, into="style")
            case "info":
                self.state = replace(state, flow=None)
            case "title":
                self.state = replace(state, flow=None, into="title")
            case "listtext" | "pntext":
                self.state = replace(state, into="mark")
            case "footnote" | "annotation" | "shptxt" | "shpinst" | "atnauthor":
                self.aside(word)
            case "ftnalt":
                if state.flow is not None:
                    state.flow.note = state.flow.note.replace("footnote", "endnote")
            case "s" | "outlinelevel" | "pard" | "intbl" | "ilvl" | "sbasedon":
                if state.into != "mark":  # the mark of a list has a format of its own, which ends with it
                    self.format(word, number)

    def unicode(self, code: int) -> None:
        """Put a character of Unicode, of which two may make one."""
        if 0xD800 <= code < 0xDC00:
            self.leads = [(code, len(self.stack))]
        elif 0xDC00 <= code < 0xE000:
            if self.leads:
                self.put(chr(0x10000 + ((self.leads.pop()[0] - 0xD800) << 10) + code - 0xDC00))
        elif not 0xE000 <= code < 0xF900:  # private: the bullets of symbol fonts
            self.put(chr(code))
        self.stand_ins = self.state.skip

    def aside(self, word: str) -> None:
        """A group that hangs on the paragraph it stands in."""
        state = self.state
        if word == "atnauthor":
            self.author.clear()
            self.state = replace(state, flow=None, into="author")
        elif word == "shpinst" or (state.flow is None and word != "shptxt"):
            self.state = replace(state, into="text")
        else:
            owner = state.flow or self.body
            if word == "footnote":
                self.notes += 1
                flow = _Flow(f"footnote {self.notes}")
            elif word == "annotation":
                author = fold("".join(self.author))
                flow = _Flow(f"comment by {author}" if author else "comment", is_comment=True)
            else:
                flow = _Flow("text box")
            owner.hanging.append(flow)
            self.state = replace(state, flow=flow, into="text", hidden=False)

    def format(self, word: str, number: int | None) -> None:
        """A property of the paragraph, or of the style that is being defined."""
        if self.state.into == "style":
            if word == "s":
                self.defining = (number or 0, [], None)
            elif word == "outlinelevel":
                self.defining = (self.defining[0], self.defining[1], number)
            return
        flow = self.state.flow
        if flow is None:
            return
        match word:
            case "pard":
                flow.style, flow.outline, flow.in_table, flow.depth = 0, None, False, 0
            case "s":
                flow.style = number or 0
            case "outlinelevel":
                flow.outline = number
            case "intbl":
                flow.in_table = True
            case "ilvl":
                flow.depth = number or 0

    def end_group(self) -> None:
        state = self.state
        self.state = self.stack.pop() if self.stack else state
        if state.into == "style" and self.state.into == "style":
            style, parts, outline = self.defining
            name = "".join(parts).strip().rstrip(";").lower()
            if found := _HEADING.match(name):
                self.levels[style] = int(found[1])
            elif name == "title":
                self.levels[style] = 1
            elif outline is not None and 0 <= outline <= 8:
                self.levels[style] = outline + 1
            self.defining = (0, [], None)
        elif state.flow is not None and state.flow is not self.state.flow:
            self.finish(state.flow)

    # Paragraphs

    def paragraph(self, flow: _Flow, keep_page: bool = False) -> None:
        """End the paragraph that is being gathered."""
        words = fold("".join(flow.parts))
        mark = fold("".join(flow.mark))
        if not mark.strip(_BULLETS + " "):  # a bullet, and no number such as "§1"
            mark = ""
        if keep_page and not words:
            return
        flow.parts.clear()
        listed, flow.mark = bool(flow.mark), []
        kind: PassageKind = "paragraph"
        level = 0
        outline = flow.outline if flow.outline is not None and 0 <= flow.outline <= 8 else None
        if flow.note.startswith(("footnote", "endnote")) or flow.is_comment:
            kind = "note"
        elif outline is not None or flow.style in self.levels:
            kind, level = "heading", outline + 1 if outline is not None else self.levels[flow.style]
        elif listed:
            kind, level = "item", flow.depth + 1
        target = flow.blocks
        if flow.in_table:
            target = flow.cell
        elif flow.table is not None:
            self.end_table(flow)
        if words:
            words = f"{mark} {words}".strip()
            target.append(Paragraph(words, kind, level, note=flow.note, is_comment=flow.is_comment))
        for aside in flow.hanging:
            target.extend(aside.blocks)
        flow.hanging.clear()

    def end_cell(self, flow: _Flow) -> None:
        flow.in_table = True
        self.paragraph(flow)
        flow.row.append(Cell(flow.cell, len(flow.row)))
        flow.cell = []

    def end_row(self, flow: _Flow) -> None:
        flow.table = flow.table or Table([])
        if flow.row:
            flow.table.rows.append(flow.row)
        flow.row = []

    def end_table(self, flow: _Flow) -> None:
        if flow.row or flow.cell:
            flow.row.append(Cell(flow.cell, len(flow.row)))
            self.end_row(flow)
            flow.cell = []
        if flow.table is not None:
            flow.blocks.append(flow.table)
            flow.table = None

    def finish(self, flow: _Flow) -> None:
        """End the last paragraph, and the last table."""
        if "".join(flow.parts).strip() or flow.hanging:
            self.paragraph(flow)
        self.end_table(flow)


def _known(encoding: str) -> str:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return "cp1252"
    return encoding
