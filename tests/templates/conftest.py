"""House templates made by python-docx, and what our commands say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from eiagen.cli import main

ASSESSMENT = """\
title: Shorter hours at Mill Lane library
jurisdiction: england
body: {name: Reedham Council}
version: "2.1"
dates: {started: 2026-01-05, completed: 2026-02-03}
impacts:
  - id: evenings
    characteristics: [disability]
    aim: advance
    direction: negative
    finding: People who need a quiet hour in the evening lose it.
"""


class Ran(NamedTuple):
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in a folder of its own, with an assessment in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library.yaml").write_text(ASSESSMENT)

    def run(*arguments: object) -> Ran:
        status = main([str(one) for one in arguments])
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return run


def field(paragraph: Any, code: str) -> None:
    """A field at the end of a paragraph."""
    for kind in ("begin", None, "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        paragraph.add_run()._r.append(element)


def picture(path: Path) -> Path:
    """A logo."""
    wide, high = 200, 60
    rows = b"".join(b"\0" + b"\x12\x30\x8a" * wide for _ in range(high))

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    pieces = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(pieces))
    return path


def blue_serif(path: Path, logo: Path) -> Path:
    """A template with a logo in the header, split placeholders, cover and back, in three sections."""
    made = Document()
    for name, points in (("Normal", 12), ("Heading 1", 22), ("Heading 2", 17), ("Title", 34)):
        style = made.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()
        style.font.name, style.font.size = "Georgia", Pt(points)
        if name != "Normal":
            style.font.color.rgb = RGBColor(0x12, 0x30, 0x8A)
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.5)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.add_run().add_picture(str(logo), width=Cm(3))
    header.add_run("\t[ti")
    header.add_run("tle]").bold = True
    footer = section.footer.paragraphs[0]
    footer.add_run("[body], [date]\tPage ")
    field(footer, "PAGE")
    section.first_page_footer.paragraphs[0].add_run("Front page of [body]")
    made.add_paragraph().add_run().add_picture(str(logo), width=Cm(8))
    made.add_paragraph("[title]", style="Title")
    prepared = made.add_paragraph("Prepared by [bo")
    prepared.add_run("dy]").italic = True
    prepared.add_run(", version [version], [status], [date]")
    made.add_heading("Foreword", 1)
    made.add_section(WD_SECTION.NEW_PAGE)
    made.add_paragraph("[report]")
    made.add_section(WD_SECTION.NEW_PAGE)
    made.add_heading("How to complain", 1)
    made.add_paragraph("Write to [body].")
    made.save(str(path))
    return path


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The template above."""
    return blue_serif(tmp_path / "house.docx", picture(tmp_path / "logo.png"))


@pytest.fixture(scope="session")
def problems_of() -> Callable[[Path], list[str]]:
    """What a strict check that we did not write finds in a Word file."""
    from openxml_audit import OpenXmlValidator

    return lambda path: [str(one) for one in OpenXmlValidator().validate(str(path)).errors]


@pytest.fixture(scope="session")
def edit() -> Callable[..., Path]:
    """Changes a part of a file."""
    return edited


def edited(path: Path, part: str, change: Callable[[str], str], target: Path | None = None) -> Path:
    """The file with one of its parts changed."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[part] = change(parts[part].decode()).encode() if part in parts else change("").encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    (target or path).write_bytes(buffer.getvalue())
    return target or path
