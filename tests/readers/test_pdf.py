"""PDF: paragraphs, headings, columns and tables from where the lines stand."""

from __future__ import annotations

import pytest

from eiagen.document import Document
from eiagen.readers import read_bytes

from .make_documents import Drawn, pdf


def lines(
    x: float, y: float, *texts: str, size: float = 11, font: str = "R", leading: float = 14
) -> list[Drawn]:
    return [(x, y - leading * at, size, font, text) for at, text in enumerate(texts)]


def read(*pages: list[Drawn], rotate: int = 0) -> Document:
    return read_bytes(pdf(pages, rotate), "a.pdf")


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


LEFT = lines(60, 780, "The square is for all who live near it,", "and nobody may be kept from it for the",
             "want of a step that a wheel can climb.")  # fmt: skip
RIGHT = lines(330, 780, "Traders are asked what they need, and", "what they say is written down, with the",
              "answer that they were given.")  # fmt: skip


def test_columns_are_kept_apart() -> None:
    assert texts(read(LEFT + RIGHT)) == [
        "The square is for all who live near it, and nobody may be kept from it for the want "
        "of a step that a wheel "
        "can climb.",
        "Traders are asked what they need, and what they say is written down, "
        "with the answer that they were given.",
    ]


def test_a_wider_gap_or_a_short_last_line_ends_a_paragraph() -> None:
    body = lines(60, 780, "The first paragraph has two lines, of which this one is the longer by some way",
                 "and this the last.", "The second follows with no more space than between lines, as is done",
                 "and it ends here too.")  # fmt: skip
    body += lines(60, 700, "The third stands apart.")
    assert [text.split()[1] for text in texts(read(body))] == ["first", "second", "third"]


def test_running_heads_page_numbers_and_paragraphs_over_the_page() -> None:
    pages = []
    for number in range(1, 5):
        page = lines(60, 810, "Market plan 2031") + lines(300, 30, f"{number}")
        page += lines(60, 796, "it ends.") if number > 1 else []
        page += lines(
            60, 780, f"On page {number} the text is about stalls and the people who stand at them, and"
        )
        page += lines(60, 766, "about what they sell, which is bread.")
        page += (
            lines(60, 740, f"Paragraph {number} begins here and goes on to the next, where")
            if number < 4
            else []
        )
        pages.append(page)
    document = read(*pages)
    assert not [text for text in texts(document) if "Market plan" in text or text.isdigit()]
    assert "Paragraph 1 begins here and goes on to the next, where it ends." in texts(document)
    assert [p.place.page for p in document.passages if p.text.startswith("On page")] == [1, 2, 3, 4]


def test_headings_by_size_and_by_weight() -> None:
    page = lines(60, 780, "Market plan", size=22, font="B") + lines(60, 740, "Who it is for", font="B")
    page += lines(
        60, 722, "It is for everybody who buys or sells there, and for those who live above the shops."
    )
    document = read(page)
    assert [(p.kind, p.text) for p in document.passages][:2] == [
        ("heading", "Market plan"),
        ("heading", "Who it is for"),
    ]
    assert document.passages[2].place.headings == ("Market plan", "Who it is for")


def test_a_hyphen_at_a_line_end_stays() -> None:
    page = lines(
        60, 780, "The scheme is for people on a low income and for the part-", "time worker who has no other."
    )
    assert "part-time worker" in texts(read(page))[0]


def test_contents_and_bullets() -> None:
    page = lines(60, 780, "Aims ........................ 2", "Rent ........................ 4")
    page += lines(
        60,
        720,
        "• a first point that is so long that it has to be folded and goes on in the next",
        "line of it",
    )
    page += lines(60, 690, "• a second")
    assert [(p.kind, p.text) for p in read(page).passages] == [
        ("contents", "Aims"),
        ("contents", "Rent"),
        ("item", "a first point that is so long that it has to be folded and goes on in the next line of it"),
        ("item", "a second"),
    ]


def test_a_table_with_folded_cells() -> None:
    rows = [(("Who",), ("What was done",)), (("People who use", "a wheelchair"), ("A ramp",)),
            (("Night workers",), ("Later hours, and a lamp", "at each end"))]  # fmt: skip
    page: list[Drawn] = []
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            page += lines(60 + 200 * column, 780 - 40 * at, *cell)
    document = read(page)
    assert [(p.text, p.place.row, p.place.cell) for p in document.passages] == [
        ("Who", 1, 1), ("What was done", 1, 2), ("People who use a wheelchair", 2, 1), ("A ramp", 2, 2),
        ("Night workers", 3, 1), ("Later hours, and a lamp at each end", 3, 2),
    ]  # fmt: skip
    last = document.passages[-1].place
    assert (last.row_header, last.column_header) == ("Night workers", "What was done")


def test_pages_without_text_are_named() -> None:
    document = read(LEFT, [], [], [])
    assert "no text on pages 2 to 4" in document.warnings[0]
    assert "OCRmyPDF" in document.warnings[0]


def test_a_page_that_is_shown_turned_is_read() -> None:
    for rotate in (90, 180, 270):
        assert len(read(LEFT, rotate=rotate).words.__str__()) == 2


def test_a_thousand_pages() -> None:
    assert read(*[LEFT] * 3, *[RIGHT] * 1000).pages == 1003


def titled(stated: str, *pages: list[Drawn]) -> str:
    return read_bytes(pdf(pages, title=stated), "plans/market-plan.pdf").title


FRONT = lines(60, 800, "A council of the town", font="B") + lines(
    60, 740, "A plan for the", "old square", size=26, leading=60, font="B"
)


def test_the_title_that_the_file_states() -> None:
    assert titled("How stalls are let", FRONT + LEFT) == "How stalls are let"
    assert titled("Contents of the market archive", FRONT + LEFT) == "Contents of the market archive"


@pytest.mark.parametrize(
    "stated",
    ["", "Contents", "untitled", "Microsoft Word - draft 3.doc", "plan_v2.indd", "Heading 9", "Document1",
     "Council document template", "file:///C:/empty.html", "12/4"],
)  # fmt: skip
def test_a_title_that_a_program_wrote_gives_way_to_the_largest_heading(stated: str) -> None:
    body = lines(60, 600, *["The square is for all who live near it, and for those who come by."] * 9)
    assert titled(stated, FRONT + body, lines(60, 780, "Larger still", size=40) + body) == (
        "A plan for the old square"
    )


def test_without_a_heading_that_names_it_a_document_has_its_files_name() -> None:
    assert titled("untitled", lines(60, 800, "Contents", size=26) + LEFT) == "market-plan"
    assert titled("", lines(60, 800, "1. Introduction", size=26) + LEFT) == "market-plan"
    assert titled("", LEFT, FRONT) == "market-plan"
