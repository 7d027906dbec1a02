"""The same guidance in every format gives the same passages under the same headings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.document import Document
from eiagen.readers import READERS, read, read_bytes

from . import make_documents as make

MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": make.guidance_docx,
    "odt": make.guidance_odt,
    "html": make.guidance_html,
    "md": make.guidance_markdown,
    "rtf": make.guidance_rtf,
    "pdf": make.guidance_pdf,
}


def seen(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(passage.kind, passage.text, passage.place.headings) for passage in document.passages]


@pytest.mark.parametrize("form", MAKERS)
def test_same_passages_under_the_same_headings(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"stalls.{form}"
    path.write_bytes(MAKERS[form]())
    document = read(path)
    assert document.format == form
    assert seen(document) == make.EXPECTED
    assert document.title == "Market stalls"
    assert [passage.place.paragraph for passage in document.passages] == list(
        range(1, len(make.EXPECTED) + 1)
    )


@pytest.mark.parametrize("form", MAKERS)
def test_cells_know_their_row_and_column(form: str) -> None:
    document = read_bytes(MAKERS[form](), "stalls")
    price = next(passage for passage in document.passages if passage.text == "nine pounds")
    place = price.place
    assert (place.table, place.row, place.cell) == (1, 3, 2)
    assert (place.row_header, place.column_header) == ("Saturday", "Price")


def test_plain_text_gives_the_same_words_under_the_same_headings() -> None:
    document = read_bytes(make.guidance_text(), "stalls.txt")
    assert document.format == "txt"
    assert " ".join(p.text for p in document.passages) == " ".join(text for _, text, _ in make.EXPECTED)
    assert document.passages[3].text == make.GUIDANCE[3][1]
    assert document.passages[3].place.headings[-1] == "Who may apply"


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".bin", ""])
@pytest.mark.parametrize("form", ["docx", "odt", "html", "rtf", "pdf", "md"])
def test_the_content_says_what_the_format_is(form: str, suffix: str) -> None:
    assert read_bytes(MAKERS[form](), f"stalls{suffix}").format == form


def test_every_reader_is_tried_above() -> None:
    assert {*MAKERS, "txt", "doc"} == set(READERS)


STRUCK = {
    "docx": make.docx(
        f"<w:p>{make.run('Stalls are ')}{make.run('never ', '<w:strike/>')}{make.run('let.')}</w:p>"
    ),
    "odt": make.odt(
        '<text:p>Stalls are <text:span text:style-name="S">never </text:span>let.</text:p>',
        '<style:style style:name="S" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>',
    ),
    "html": b"<!doctype html><body><p>Stalls are <del>never </del>let.</p>",
    "md": b"# Stalls\n\nStalls are ~~never~~ let.\n",
    "rtf": rb"{\rtf1 Stalls are {\strike never }let.\par}",
}  # fmt: skip


@pytest.mark.parametrize("form", STRUCK)
def test_what_is_struck_through_does_not_stand(form: str) -> None:
    document = read_bytes(STRUCK[form], "stalls")
    assert (document.format, document.passages[-1].text) == (form, "Stalls are let.")
    assert document.warnings == ("text that is struck through is left out: it doesn't stand any more",)


@pytest.mark.parametrize(
    "struck",
    [
        "<s>never</s>",
        "<strike>never</strike>",
        "<span style='text-decoration: line-through'>never</span>",
        "<del>never</del><ins></ins>",
    ],
)
def test_struck_through_on_a_page(struck: str) -> None:
    page = f"<p>Stalls are {struck} let.</p>".encode()
    assert read_bytes(page, "a.html").passages[0].text == "Stalls are let."


def test_no_warning_without_struck_text() -> None:
    for form, make_it in MAKERS.items():
        assert read_bytes(make_it(), f"a.{form}").warnings == ()
