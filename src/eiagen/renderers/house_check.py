"""Says all that is missing or wrong in a house template: what eiagen does instead, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from eiagen.errors import EiagenError
from eiagen.plain_words import nearest
from eiagen.renderers.colours import READABLE, READABLE_LARGE, WHITE, contrast, mixed
from eiagen.renderers.house_layout import Layout, in_the_way, kept_parts, laid_out, room
from eiagen.renderers.house_marks import REPORT, WORDS, Mark, marks, texts
from eiagen.renderers.house_package import TemplateFile
from eiagen.renderers.house_styles import HEADINGS, Merged
from eiagen.renderers.house_template import merged_styles
from eiagen.renderers.style_sheet import Appearance, StyleSheet, name_of
from eiagen.renderers.word_xml import W, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""It can't be used; what comes out is worse for it; it is good to know."""

_BODY_TEXT = ("Normal", "Body Text", "List Bullet", "List Number", "Quote")
"""Styles that most of a report is set in."""
_LEAST_SIZE = 12
"""In points: what public bodies in the United Kingdom advise for text that everybody is to read."""
_A4 = (11906, 16838)
_NEAR = 60
"""Twentieths of a point by which a page may differ and still be A4."""
_COMMON = frozenset(
    (
        "aptos", "arial", "arial narrow", "bookman old style", "calibri", "calibri light", "cambria",
        "candara", "century gothic", "consolas", "constantia", "corbel", "courier new",
        "franklin gothic book", "franklin gothic medium", "garamond", "georgia", "gill sans mt", "helvetica",
        "palatino linotype", "segoe ui", "symbol", "tahoma", "times", "times new roman",
        "trebuchet ms", "verdana", "wingdings",
    )
)  # fmt: skip
"""Fonts that come with Word or with most computers."""
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
_SHAPE = "{urn:schemas-microsoft-com:vml}shape"
_HEADS = {"default": "", "first": " of the first page", "even": " of even pages"}


@dataclass(frozen=True)
class Flaw:
    """One thing that is missing or wrong."""

    severity: Severity
    where: str
    what: str
    fix: str


def flaws(path: str) -> tuple[Flaw, ...]:
    """Everything found, the worst first; nothing where the template is as it should be."""
    try:
        file = TemplateFile(path)
        document = file.xml(file.main)
        found = list(_all(file, document.find(f"{W}body") if document is not None else None))
    except EiagenError as error:
        found = [_unusable(one.message) for one in error.problems]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: SEVERITIES.index(one.severity)))


def _unusable(message: str) -> Flaw:
    # What can't be opened or used is told in one sentence, whose second half says what to do.
    for between in ("; ", ": "):
        what, found, fix = message.partition(between)
        if found:
            return Flaw("error", "the file", what, fix)
    return Flaw("error", "the file", message, "open it in Word, and save it again as .docx")


def _all(file: TemplateFile, body: Element | None) -> Iterator[Flaw]:
    in_way = list(in_the_way(file, body))
    yield from map(_unusable, in_way)
    if file.macros:
        yield Flaw(
            "warning",
            "the file",
            "programs (macros) are in it; none is taken over",
            "save it as .docx or .dotx",
        )
    if body is None:
        return
    layout = laid_out(body)
    parts = list(_named_parts(file, layout))
    yield from _of_changes(body, parts)
    yield from _of_marks(body, parts, layout)
    yield from _of_page(layout, parts)
    for where, root in parts:
        yield from _of_pictures(where, root)
    raw = file.used_xml("styles")
    if raw is not None:
        yield from _of_language(StyleSheet(raw, file.used_xml("theme")))
        yield from _of_headings(StyleSheet(raw, file.used_xml("theme")))
    width, _ = room(layout)
    styles = merged_styles(file, width)
    yield from _of_missing(styles)
    yield from _of_text(styles)
    yield from _of_contrast(styles)
    yield from _of_fonts(styles, file)
    yield from _of_tables(styles)


def _named_parts(file: TemplateFile, layout: Layout) -> Iterator[tuple[str, Element]]:
    """What is kept besides styles, each with what a person calls it."""
    kinds = {}
    for section in (layout.section, layout.last):
        for one in section if section is not None else ():
            if one.tag in (f"{W}headerReference", f"{W}footerReference"):
                kind = "header" if one.tag == f"{W}headerReference" else "footer"
                id = one.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
                kinds[id] = f"{kind}{_HEADS.get(value(one, 'type') or '', '')}"
    targets = {one.target: kinds.get(one.id) for one in file.relations(file.main)}
    for part, root, _ in kept_parts(file, layout):
        yield targets.get(part) or ("cover" if part == file.main else "header of another section"), root


def _of_changes(body: Element, parts: Sequence[tuple[str, Element]]) -> Iterator[Flaw]:
    for where, root in (("body", body), *parts[1:]):
        count = sum(1 for _ in root.iter(*(f"{W}{name}" for name in _CHANGES)))
        if count:
            changes = "1 tracked change is" if count == 1 else f"{count} tracked changes are"
            yield Flaw(
                "warning",
                where,
                f"{changes} in it, and taken as accepted",
                "accept or reject all (in Word: Review, Accept All Changes)",
            )


def _of_marks(body: Element, parts: Sequence[tuple[str, Element]], layout: Layout) -> Iterator[Flaw]:
    reports = [one for one in marks(body) if one.word == REPORT]
    if not reports and any(texts(body)):
        yield Flaw(
            "note",
            "body",
            "nothing of it is kept, because no “[report]” says where the report stands",
            "write [report] into a paragraph of its own: what is before it becomes the cover",
        )
    for where, root in parts:
        for mark in marks(root):
            yield from _of_mark(mark, where)


def _of_mark(mark: Mark, where: str) -> Iterator[Flaw]:
    if mark.word in (*WORDS, REPORT):
        if mark.split and mark.word != REPORT:
            what = f"“[{mark.word}]” is cut into pieces; it is filled in, and looks like the first of them"
            yield Flaw("note", where, what, "nothing need be done; written anew in one go, it is one piece")
        if mark.word == REPORT and where not in ("cover", "body"):
            what = "“[report]” stands here, where no report can"
            yield Flaw("warning", where, what, "take it out, and put it into the body")
        return
    near = nearest(mark.word, (*WORDS, REPORT))
    known = ", ".join(f"[{word}]" for word in WORDS)
    if "did you mean" in near:
        what = f"there is no “[{mark.word}]” to be filled in, so it stays as it is{near}"
        yield Flaw("warning", where, what, f"write one of {known}")
    else:
        what = f"“[{mark.word}]” is nothing that is filled in, and stays as it is"
        yield Flaw("note", where, what, f"leave it if it is meant so; else write one of {known}")


def _of_page(layout: Layout, parts: Sequence[tuple[str, Element]]) -> Iterator[Flaw]:
    size = layout.section.find(f"{W}pgSz") if layout.section is not None else None
    sides = sorted((number(value(size, "w")) or 0, number(value(size, "h")) or 0))
    if size is None:
        yield Flaw(
            "note",
            "page",
            "it says nothing of its size; A4 is taken",
            "set the size of the page to A4, and save",
        )
    elif any(abs(mine - theirs) > _NEAR for mine, theirs in zip(sides, _A4, strict=True)):
        millimetres = " × ".join(f"{side / 56.7:.0f}" for side in sides)
        yield Flaw(
            "warning",
            "page",
            f"it is {millimetres} mm and not A4 (210 × 297 mm)",
            "set the size of the page to A4",
        )
    numbered = any(
        "PAGE" in (one.text or one.get(f"{W}instr") or "").upper().split()
        for where, root in parts
        if where.startswith(("header", "footer"))
        for one in root.iter(f"{W}instrText", f"{W}fldSimple")
    )
    if not numbered:
        yield Flaw(
            "warning",
            "header and footer",
            "neither has the number of the page",
            "put it into the footer (in Word: Insert, Page Number)",
        )


def _of_pictures(where: str, root: Element) -> Iterator[Flaw]:
    bare = [
        one
        for one in root.iter(_DRAWING)
        if not (one.get("descr") or "").strip()
        and not any(mark.get("val") in ("1", "true") for mark in one.iter(_DECORATIVE))
    ]
    bare += [
        one
        for one in root.iter(_PICTURE)
        if not any((shape.get("alt") or "").strip() for shape in one.iterancestors(_SHAPE))
        and not any(str(outer.tag).endswith("}Fallback") for outer in one.iterancestors())
    ]
    if bare:
        pictures = "1 picture has" if len(bare) == 1 else f"{len(bare)} pictures have"
        yield Flaw(
            "warning",
            where,
            f"{pictures} no alternative text, so who can’t see it hears nothing",
            "add it (in Word: right-click the picture, View Alt Text), or mark the picture as decorative",
        )


def _of_language(sheet: StyleSheet) -> Iterator[Flaw]:
    language = value(sheet.first(sheet.default("paragraph"), "rPr/lang"))
    fix = "select everything, and set the language to English (United Kingdom) (in Word: Review, Language)"
    if not language:
        yield Flaw("warning", "language", "none is set; British English is taken", fix)
    elif not language.lower().startswith("en"):
        what = f"it is “{language}”, and reports are in English, which is what is set in them"
        yield Flaw("warning", "language", what, fix)


def _of_headings(sheet: StyleSheet) -> Iterator[Flaw]:
    sizes: list[tuple[str, float]] = []
    for name, level in HEADINGS.items():
        style = sheet.named("paragraph", name)
        if style is None:
            continue
        where = f"style “{name_of(style)}”"
        stated = number(value(sheet.first(style, "pPr/outlineLvl")))
        if stated != level:
            said = "has no outline level" if stated is None else f"has outline level {stated + 1}"
            fix = f"set its outline level to {level + 1} (in Word: Modify Style, Format, Paragraph)"
            yield Flaw("warning", where, f"it {said}; {level + 1} is set in reports", fix)
        sizes.append((name_of(style), sheet.appearance(style).size))
    for (upper, large), (lower, small) in pairwise(sizes):
        if small > large:
            what = f"it is larger ({small:g} points) than “{upper}” above it ({large:g} points)"
            yield Flaw("warning", f"style “{lower}”", what, "make it no larger than the heading above it")


def _of_missing(styles: Merged) -> Iterator[Flaw]:
    if not styles.added:
        return
    names = ", ".join(styles.added)
    count = "1 style is" if len(styles.added) == 1 else f"{len(styles.added)} styles are"
    yield Flaw(
        "note",
        "styles",
        f"{count} not in it; eiagen’s are used, in its fonts and in #{styles.main}: {names}",
        "nothing need be done; `eiagen template make` writes them into a copy, to be changed there",
    )
    if styles.numbered:
        yield Flaw(
            "note",
            "style “heading 1”",
            "it has no numbers; chapters are numbered in reports, because the text speaks of “chapter 3”",
            "nothing need be done; or link headings to a list of several levels of your own",
        )


def _of_text(styles: Merged) -> Iterator[Flaw]:
    for name in _BODY_TEXT:
        style = styles.sheet.named("paragraph", name)
        if style is None or name in styles.added:
            continue
        look, where = styles.sheet.appearance(style), f"style “{name_of(style)}”"
        if look.size < _LEAST_SIZE:
            what = f"its text is {look.size:g} points; {_LEAST_SIZE} is the least that is advised"
            yield Flaw("warning", where, what, f"set it to {_LEAST_SIZE} points or more")
        if look.align in ("both", "distribute"):
            what = "its lines are stretched to both margins, which is hard to read for many"
            yield Flaw("warning", where, what, "align it left")


def _of_contrast(styles: Merged) -> Iterator[Flaw]:
    sheet = styles.sheet
    heads = {
        sheet.colour(one, "fill")
        for name, id in styles.classes["table"].items()
        if not name.startswith("house-")
        for one in sheet.by_id[id].iterfind(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr/{W}shd")
    }
    for kind in ("paragraph", "character"):
        for name, id in styles.classes[kind].items():
            style = sheet.by_id[id]
            look = sheet.appearance(style)
            if name.startswith("house-") or look.colour is None or name_of(style) in styles.added:
                continue  # ours are made to be read, and what they inherit is told of where it is from
            grounds = heads if name == "table-heading" else {look.fill}
            for ground in sorted({one or WHITE for one in grounds}):
                yield from _of_pair(name_of(style), look, look.colour, ground)


def _of_pair(name: str, look: Appearance, text: str, ground: str) -> Iterator[Flaw]:
    least = READABLE_LARGE if look.large else READABLE
    found = contrast(text, ground)
    if found >= least:
        return
    end = "000000" if contrast("000000", ground) > contrast(WHITE, ground) else WHITE
    better = next(
        one
        for step in range(21)
        if contrast(one := mixed(text, end, step / 20), ground) >= least or step == 20
    )
    yield Flaw(
        "warning",
        f"style “{name}”",
        f"#{text} on #{ground} has a contrast of {int(found * 10) / 10}:1; {least:g}:1 is the least",
        f"set the text to #{better}, or the ground to what it can be read on",
    )


def _of_fonts(styles: Merged, file: TemplateFile) -> Iterator[Flaw]:
    table = file.used_xml("fontTable")
    embedded = {
        (value(font, "name") or "").lower()
        for font in (table.iterfind(f"{W}font") if table is not None else ())
        if font.find(f"{W}embedRegular") is not None
    }
    used: Counter[str] = Counter()
    first: dict[str, str] = {}
    for name, id in styles.classes["paragraph"].items():
        if not name.startswith("house-"):
            font = styles.sheet.font(styles.sheet.by_id[id])
            used[font] += 1
            first.setdefault(font, name_of(styles.sheet.by_id[id]))
    for font, count in used.items():
        if font.lower() not in embedded and font.lower() not in _COMMON:
            which = f"style “{first[font]}”" + (f" and {count - 1} more" if count > 1 else "")
            yield Flaw(
                "note",
                which,
                f"“{font}” is not in the file, and a computer without that font will show another",
                "embed it (in Word: File, Options, Save, Embed fonts in the file), if its licence allows",
            )


def _of_tables(styles: Merged) -> Iterator[Flaw]:
    for name, id in styles.classes["table"].items():
        style = styles.sheet.by_id[id]
        if name.startswith("house-") or name == "normal-table":
            continue
        rows = [one.find(f"{W}tblStylePr[@{W}type='firstRow']") for one in styles.sheet.lineage(style)]
        if not any(row is not None and len(row) for row in rows):
            yield Flaw(
                "warning",
                f"table style “{name_of(style)}”",
                "its header row looks like any other",
                "give it a look (in Word: Modify Style, Apply formatting to: Header row)",
            )
