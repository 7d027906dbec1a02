"""What can't be read is one clear message that says the reason and the way out; nothing crashes or hangs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eiagen.errors import EiagenError
from eiagen.readers import read, read_bytes

from . import make_documents as make

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_DEEP = "<w:sdt><w:sdtContent>" * 400 + make.para("deep") + "</w:sdtContent></w:sdt>" * 400

ENCRYPTED_PDF = make.pdf([[(60, 700, 11, "R", "secret")]]).replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
    + b"31" * 32 + b"> /U <" + b"32" * 32 + b"> >>",
)  # fmt: skip

BROKEN = {
    "empty": (b"", "empty"),
    "only white space": (b" \n\r\n ", "empty"),
    "binary": (bytes(range(256)) * 20, "no document that can be read"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "picture: give it a text layer first, for example with OCRmyPDF"),
    "cut off docx": (make.guidance_docx()[:900], "damaged or cut off"),
    "docx without text": (make.zipped({"[Content_Types].xml": "<Types/>"}), "damaged"),
    "broken XML": (make.docx("<w:p>"), "damaged or cut off"),
    "deep XML": (make.docx(_DEEP), "nested more than 256 levels deep"),
    "zip bomb": (make.docx(make.para("a" * 70_000_000)), "zip bomb"),
    "high ratio": (make.docx(make.para("a" * 20_000_000)), "zip bomb"),
    "other zip": (make.zipped({"a.txt": "hello"}), "zip archive: unpack it"),
    "spreadsheet": (make.zipped({"xl/workbook.xml": "<a/>"}), "spreadsheet"),
    "slides": (make.zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<a/>"}), "slides"),
    "encrypted docx": (_OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted: save a copy without"),
    "encrypted odt": (make.odt("", manifest="<manifest:encryption-data/>"), "encrypted: save a copy without"),
    "encrypted pdf": (ENCRYPTED_PDF, "encrypted: save a copy without a password"),
    "old spreadsheet": (_OLE + "Workbook".encode("utf-16-le"), "spreadsheet"),
    "damaged doc": (_OLE + "WordDocument".encode("utf-16-le"), "save it as .docx"),
    "cut off pdf": (b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
    "scan": (make.pdf([[], []]), "no text in it, only pictures (a scan?): give it a text layer first"),
    "cut off rtf": (b"{\\rtf1\\ansi{\\fonttbl", "damaged"),
    "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<p>", "open it in a browser"),
    "other XML": (b"<?xml version='1.0'?><feed><entry/></feed>", "XML of a kind that is no document"),
    "Word as XML": (b"<?xml version='1.0'?><pkg:package xmlns:pkg='x'/>", "save it as .docx"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_one_message_with_the_reason_and_the_file(name: str, tmp_path: Path) -> None:
    data, words = BROKEN[name]
    path = tmp_path / "the guidance – é.docx"
    path.write_bytes(data)
    with pytest.raises(EiagenError) as caught:
        read(path)
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.path == str(path)
    assert "\n" not in problem.message


def test_no_file_a_folder_and_no_permission(tmp_path: Path) -> None:
    with pytest.raises(EiagenError, match="no such file"):
        read(tmp_path / "none.docx")
    with pytest.raises(EiagenError, match="a folder: name the documents in it"):
        read(tmp_path)
    locked = tmp_path / "locked.txt"
    locked.write_text("text")
    locked.chmod(0)
    if os.geteuid() != 0:  # nothing is locked for root
        with pytest.raises(EiagenError, match="no permission"):
            read(locked)


def _word_with_entities(declared: str, text: str) -> bytes:
    document = (
        f"<!DOCTYPE d [{declared}]>"
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        f"{text}</w:r></w:p></w:body></w:document>"
    )
    return make.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    declared = f'<!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY web SYSTEM "http://192.0.2.1/x">'
    data = _word_with_entities(declared, "<w:t>Safe</w:t><w:t>&file;</w:t><w:t>&web;</w:t>")
    assert [passage.text for passage in read_bytes(data, "a").passages] == ["Safe"]


def test_entities_that_blow_up() -> None:
    declared = '<!ENTITY e0 "boom">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    with pytest.raises(EiagenError, match="blows itself up with XML entities"):
        read_bytes(_word_with_entities(declared, "<w:t>&e11;</w:t>"), "a")


@pytest.mark.parametrize("maker", ["docx", "odt", "html", "markdown", "rtf", "pdf", "text"])
def test_a_file_cut_anywhere_gives_text_or_one_message(maker: str) -> None:
    data = getattr(make, f"guidance_{maker}")()
    for end in range(0, len(data), max(len(data) // 60, 1)):
        try:
            read_bytes(data[:end], "cut")
        except EiagenError as error:
            assert len(error.problems) == 1  # noqa: PT017


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["docx", "odt", "html", "rtf", "pdf"]),
    st.integers(0, 5000),
    st.binary(min_size=1, max_size=8),
)
def test_a_file_with_noise_in_it_gives_text_or_one_message(maker: str, at: int, noise: bytes) -> None:
    data = getattr(make, f"guidance_{maker}")()
    at %= len(data)
    try:
        read_bytes(data[:at] + noise + data[at + len(noise) :], "noise")
    except EiagenError as error:
        assert len(error.problems) == 1  # noqa: PT017


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_one_message(data: bytes) -> None:
    try:
        read_bytes(data, "any")
    except EiagenError as error:
        assert len(error.problems) == 1  # noqa: PT017


def test_numbers_in_a_file_may_be_huge() -> None:
    span = "<w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>"
    body = f"<w:tbl><w:tr><w:tc>{span}{make.para('a')}</w:tc></w:tr></w:tbl>"
    assert read_bytes(make.docx(body), "a").words == 1
    rows = (
        '<table:table><table:table-row table:number-rows-repeated="999999999">'
        '<table:table-cell table:number-columns-repeated="999999999">'
        '<text:p>a<text:s text:c="999999999"/></text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    assert read_bytes(make.odt(rows), "a").words == 1
    page = b"<table><tr><td rowspan=999999999 colspan=999999999>a</td></tr><tr><td>b</td></tr></table>"
    assert read_bytes(page, "a.html").words == 2


@pytest.mark.parametrize(
    "page",
    ["<div>" * 100_000 + "deep", "<p>" + "<b>" * 50_000 + "deep", "<table><tr><td>" * 5000 + "deep",
     "<ul><li>" * 20_000 + "deep", "<table><tr><td>" * 600 + "deep"],
)  # fmt: skip
def test_pages_nested_without_end_are_one_message(page: str) -> None:
    with pytest.raises(EiagenError, match=r"^a\.html: nested too deeply to be read: open it in a browser"):
        read_bytes(page.encode(), "a.html")


def test_pages_nested_deeply_are_read() -> None:
    page = "<body>" + "<table><tr><td>" * 60 + "deep" + "</table>" * 60 + "<div>" * 900 + "deeper"
    assert [passage.text for passage in read_bytes(page.encode(), "a.html").passages] == ["deep", "deeper"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "." * 300_000 + "x"),
        ("a.txt", ". " * 150_000),
        ("a.md", "`" * 100_000),
        ("a.md", "*a " * 60_000),
        ("a.md", "[" * 100_000),
        ("a.md", "_a " * 60_000),
        ("a.html", "<html><body>" + "<div class=menu>word " * 1500),
        ("a.html", "<html><body>" + "<div id=a hidden><button aria-controls=a>word</button><footer>" * 300),
        ("a.html", "<html><body>" + "<h2>a</h2><div hidden>" * 500),
        ("a.html", "<html><body><div id=a>" + "<button aria-controls=a>Show</button>" * 20_000),
        ("a.md", "~~a " * 60_000),
        ("a.md", "<del>a " * 30_000),
        ("a.txt", "a\n---\n" * 60_000),
        ("a.html", "<html><body>" + "<!--" * 50_000),
        ("a.rtf", "{\\rtf1 " + "{" * 300_000),
    ],
)
def test_text_made_to_be_slow_is_not(name: str, text: str) -> None:
    try:
        read_bytes(text.encode(), name)
    except EiagenError as error:
        assert len(error.problems) == 1  # noqa: PT017


def test_a_note_is_read_once_however_often_it_is_named() -> None:
    note = f'<w:footnote w:id="2">{make.para("long " * 1000)}</w:footnote>'
    body = make.para("Text", inside='<w:r><w:footnoteReference w:id="2"/></w:r>' * 5000)
    assert read_bytes(make.docx(body, footnotes=note), "a").words == 1001


def test_what_is_no_file() -> None:
    with pytest.raises(EiagenError, match="not a file"):
        read("/dev/null")
