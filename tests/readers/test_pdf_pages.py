"""PDF pages as people print them: small print, footnotes, broken rows, titles over columns, initials."""

from __future__ import annotations

from pathlib import Path

import pytest

from eiagen.document import Document
from eiagen.readers import read_bytes

from .make_documents import Drawn, pdf
from .test_pdf_typesetting import PARAGRAPHS, drawn, texts, typeset

BODY = "\n\n".join(PARAGRAPHS[:3])


def notes(document: Document) -> list[tuple[str, str]]:
    return [(passage.place.note, passage.text) for passage in document.passages if passage.kind == "note"]


@pytest.mark.parametrize(
    "small",
    ["30% of the stalls were let to growers.", "16 days of notice are given before a stall is moved.",
     "212 women and seven men sell here.", "4 May 2031 is the first day.", "£40 a month is asked.",
     "2031/32 was a year without floods.", "3 The third figure has no first."],
)  # fmt: skip
def test_a_figure_in_small_print_stays_with_its_sentence(tmp_path: Path, small: str) -> None:
    document = typeset(tmp_path, f"{BODY}\n\n#text(size: 7pt)[{small}]\n\n{PARAGRAPHS[4]}")
    assert small in texts(document)
    assert notes(document) == []


def test_notes_whose_marks_are_raised(tmp_path: Path) -> None:
    body = (
        "Stalls are let by lot.#footnote[2031 figures: 212 stalls were let, and 7 were given back.] Growers "
        "come first.#footnote[#link('https://example.org/stalls/who-may-sell-what-and-when')] Menders come "
        f"second.#footnote[24 of them asked for a place by the wall, where the wind is not so strong as it "
        f"is in the middle of the square, and were given one.]\n\n{BODY}"
    ).replace("'", '"')
    assert notes(typeset(tmp_path, body)) == [
        ("footnote 1", "2031 figures: 212 stalls were let, and 7 were given back."),
        ("footnote 2", "https://example.org/stalls/who-may-sell-what-and-when"),
        ("footnote 3", "24 of them asked for a place by the wall, where the wind is not so strong as it is "
                       "in the middle of the square, and were given one."),
    ]  # fmt: skip


def test_a_raised_mark_that_is_drawn_by_itself() -> None:
    """As Word and Chromium draw it: smaller than its note, and higher."""
    page = drawn(60, 780, *["The square is for all who live near it, and for those who come by."] * 6)
    page += [(60, 604, 5, "R", "1"), (63, 600, 8, "R", "14 stalls stand here, which were let by lot in the")]
    page += [(60, 590, 8, "R", "year of the flood, and have been let again since.")]
    page += [(60, 584, 5, "R", "2"), (63, 580, 8, "R", "Market rules, section 4.")]
    assert notes(read_bytes(pdf([page]), "a.pdf")) == [
        ("footnote 1", "14 stalls stand here, which were let by lot in the year of the flood, and have been "
                       "let again since."),
        ("footnote 2", "Market rules, section 4."),
    ]  # fmt: skip


def test_notes_whose_numbers_are_not_raised() -> None:
    page = drawn(60, 780, *["The square is for all who live near it, and for those who come by."] * 6)
    page += drawn(
        60, 600, "1 Market rules, section 4.", "2 See the map on page 9.", "12 stalls are left.", size=8
    )
    document = read_bytes(pdf([page]), "a.pdf")
    assert notes(document)[:1] == [("footnote 1", "Market rules, section 4.")]
    assert "12 stalls are left." in " ".join(texts(document))


HEAD = ("Who", "What we know", "What we will do")
LONG = "We hold no figures about them; the survey of last year had four replies, and we ask again in May."
ROWS = [
    ("Growers", "They come from both sides of the river.", "Keep the bridge open for carts on Saturdays."),
    ("Bakers", LONG, "Ask them which hours suit them, and let the stalls by those hours from the spring on."),
    ("Menders", "They stand by the wall.", "Nothing changes."),
]


@pytest.mark.parametrize("above", range(0, 130, 10))
def test_a_row_that_breaks_over_pages_stays_one(tmp_path: Path, above: int) -> None:
    cells = ", ".join(f"[{cell}]" for row in ROWS for cell in row)
    header = ", ".join(f"[{cell}]" for cell in HEAD)
    body = f"{PARAGRAPHS[5]}\n#v({above}pt)\n#table(columns: (3cm, 1fr, 1fr), stroke: none, "
    document = typeset(
        tmp_path, f"{body}table.header({header}), {cells})", page=", width: 14cm, height: 12cm"
    )
    assert texts(document, "cell") == [cell for row in [HEAD, *ROWS] for cell in row]


def test_text_below_a_table_is_no_part_of_its_last_row(tmp_path: Path) -> None:
    cells = ", ".join(f"[{cell}]" for row in [HEAD, *ROWS] for cell in row)
    body = f"#table(columns: (3cm, 1fr, 1fr), stroke: none, {cells})\n#pagebreak()\n{PARAGRAPHS[0]}"
    assert texts(typeset(tmp_path, body), "paragraph") == [PARAGRAPHS[0]]


def test_columns_under_a_title_that_spans_them() -> None:
    left = ["Northmoor Council and the Traders’ Guild,", "at Northmoor, publish this leaflet for traders,",
            "for growers and for those who buy. It says", "what the lot is, and how it goes."]  # fmt: skip
    right = ["Growers are asked far more often than menders,", "because most of those who sell on the square",
             "grow what they sell. Therefore the lot is drawn", "in the week before the fair."]  # fmt: skip
    page: list[Drawn] = [(50, 780, 26, "B", "How stalls are let on the old square in town")]
    page += [(50, 744, 15, "B", "Why we wrote this"), *drawn(50, 726, *left)]
    page += [(320, 744, 15, "B", "Who is asked"), *drawn(320, 726, *right)]
    found = texts(read_bytes(pdf([page]), "a.pdf"), "paragraph")
    assert found == [" ".join(left), " ".join(right)]


@pytest.mark.parametrize(("letter", "rest", "begins"), [
    ("T", "welve stalls", "Twelve stalls"), ("W", "E LET IT", "WE LET IT"),
    ("A", "fter the flood", "After the flood"), ("A", "market", "A market"),
])  # fmt: skip
def test_an_initial_belongs_to_its_word(letter: str, rest: str, begins: str) -> None:
    page = drawn(
        90, 700, f"{rest} stand on the square, and each of them was let", "by lot to whoever asked first."
    )
    page += drawn(50, 672, "Nobody was kept from the square.")
    page = [(50.0, 680.0, 36.0, "R", letter), (50.0, 730.0, 14.0, "B", "How it is done"), *page]
    found = texts(read_bytes(pdf([page]), "a.pdf"))
    assert found[0] == "How it is done"
    assert found[1].startswith(f"{begins} stand on the square")
    assert letter not in found


def test_what_a_browser_prints_around_a_page_alone() -> None:
    page = drawn(60, 780, "Stalls are let by lot, and nobody has two.") + drawn(
        60, 700, *PARAGRAPHS[0].split(". ")
    )
    edges: list[Drawn] = [(24, 820, 8, "R", "11/29/31, 1:06 AM"), (300, 820, 8, "R", "How stalls are let")]
    edges += [(24, 16, 6, "R", "https://example.org/stalls.html"), (558, 15, 8, "R", "1/1")]
    assert texts(read_bytes(pdf([page + edges]), "a.pdf")) == texts(read_bytes(pdf([page]), "a.pdf"))
    # One of them alone says nothing.
    assert "1/1" in texts(read_bytes(pdf([page + edges[3:]]), "a.pdf"))
    assert "11/29/31, 1:06 AM" in " ".join(texts(read_bytes(pdf([page + edges[:2]]), "a.pdf")))


def test_a_line_below_a_larger_one_is_not_as_bold() -> None:
    page: list[Drawn] = [(60, 760, 30, "B", "212"), (60, 742, 9, "R", "stalls were let by lot in")]
    page += [(60, 732, 9, "R", "2031")]
    page += drawn(60, 600, *["The square is for all who live near it, and for those who come by."] * 6)
    assert "stalls were let by lot in 2031" in texts(read_bytes(pdf([page]), "a.pdf"))
