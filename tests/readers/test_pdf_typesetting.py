"""PDF as it is typeset: justified, hyphenated, in columns, with lists, tables, heads and feet."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from eiagen.document import Document
from eiagen.readers import read_bytes
from eiagen.readers.hyphens import HYPHEN, Hyphens

from .make_documents import Drawn, pdf

PARAGRAPHS = [
    "The accommodation officer explains the communication arrangements to every applicant at the first "
    "appointment, and records which of them were wanted. Where an interpreter is needed, one is booked "
    "before the appointment is confirmed, and a neighbour is never asked to interpret instead.",
    "Applicants who disagree with a decision may ask for a reconsideration within twenty working days. The "
    "reconsideration is made by an officer who had no responsibility for the decision, and the explanation "
    "is sent in the form in which communication was agreed.",
    "A multi-agency meeting considers every application that mentions violence. The multi-agency record is "
    "kept apart from the accommodation record, and neighbouring organisations see only what concerns their "
    "own responsibility.",
    "Monitoring is published every quarter. It compares applications, decisions and reconsiderations by "
    "ethnicity, disability and sex, and explains disproportionate differences. An organisation that "
    "considers itself misrepresented may ask for the arrangements by which the figures were collected.",
    "Transport to an appointment is arranged for anybody who cannot otherwise attend. The transport "
    "organisation is told what assistance is wanted, and nothing else, and the applicant confirms "
    "afterwards whether the assistance was given.",
    "Responsibility for these arrangements lies with the head of accommodation. Disagreements between "
    "organisations are considered at the quarterly meeting, and what was decided is communicated to "
    "everybody who attended it within five working days.",
]
ROWS = [
    ("Protected group", "What was found", "What is done"),
    ("Age", "Older visitors fall more often", "Grit daily"),
    ("Religion or belief", "Prayer room was removed", "Put it back"),
    ("Sex", "No difference was found", "Keep under review"),
]
NUMBERS = [("Ward", "Men", "Women"), ("North", "12", "130"), ("South of the river", "7", "45")]


def typeset(tmp_path: Path, body: str, page: str = "", text: str = "", par: str = "") -> Document:
    source = tmp_path / "a.typ"
    source.write_text(
        f'#set page(paper: "a4", margin: 2cm{page})\n#set text(size: 10pt, lang: "en"{text})\n'
        f"#set par(spacing: 1.2em{par})\n{body}",
        encoding="utf-8",
    )
    made = typst.compile(str(source))
    assert isinstance(made, bytes)
    return read_bytes(made, "a.pdf")


def table(rows: list[tuple[str, ...]], *more: str) -> str:
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    return f"#table({', '.join([f'columns: {len(rows[0])}', 'stroke: none', *more])}, {cells})\n\n"


def texts(document: Document, *kinds: str) -> list[str]:
    return [passage.text for passage in document.passages if not kinds or passage.kind in kinds]


@pytest.mark.parametrize("hyphenate", ["false", "true"])
@pytest.mark.parametrize("justify", ["false", "true"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_paragraphs_stay_whole_however_they_are_set(
    tmp_path: Path, columns: int, justify: str, hyphenate: str
) -> None:
    document = typeset(
        tmp_path,
        "\n\n".join(PARAGRAPHS * 3),
        page=f", columns: {columns}",
        text=f", hyphenate: {hyphenate}",
        par=f", justify: {justify}",
    )
    assert texts(document, "cell", "heading") == []
    whole = [text for text in texts(document) if text in PARAGRAPHS]
    # What a column's end cuts between two sentences can't be told from two paragraphs.
    assert len(whole) >= len(PARAGRAPHS) * 3 - (columns > 1)


def test_a_justified_last_line_and_lists_of_justified_points(tmp_path: Path) -> None:
    points = "\n".join(f"- {paragraph}" for paragraph in PARAGRAPHS[:3])
    body = f"{PARAGRAPHS[3]} #linebreak(justify: true)\n\n{points}\n\n{PARAGRAPHS[4]}"
    document = typeset(tmp_path, body, page=", columns: 2", text=", hyphenate: false", par=", justify: true")
    assert texts(document, "cell") == []
    assert texts(document, "item") == PARAGRAPHS[:3]


def test_tables_beside_justified_text_stay_tables(tmp_path: Path) -> None:
    body = PARAGRAPHS[0] + "\n\n" + table(ROWS) + PARAGRAPHS[1] + "\n\n"
    body += table(NUMBERS, "align: (left, right, right)", "column-gutter: 1fr") + PARAGRAPHS[2]
    document = typeset(tmp_path, body, text=", hyphenate: true", par=", justify: true")
    assert texts(document, "cell") == [cell for row in ROWS + NUMBERS for cell in row]
    assert texts(document, "paragraph") == PARAGRAPHS[:3]


def test_the_cells_of_a_tight_table_without_rules(tmp_path: Path) -> None:
    """The gap behind the longest cell is hardly wider than a space, but ends where others begin."""
    document = typeset(tmp_path, table(ROWS, "inset: (x: 3pt, y: 4pt)"))
    assert texts(document, "cell") == [cell for row in ROWS for cell in row]


@pytest.mark.parametrize("pages", [2, 3])
def test_heads_and_feet_of_a_short_document(tmp_path: Path, pages: int) -> None:
    page = (
        ', header: [Northmoor Council #h(1fr) Market plan], numbering: "1",'
        " footer: context [Version 3.2 #h(1fr) Page #counter(page).display()]"
    )
    body = "\n#pagebreak()\n".join("\n\n".join(PARAGRAPHS[at : at + 2]) for at in range(pages))
    found = texts(typeset(tmp_path, body, page=page))
    assert found == [paragraph for at in range(pages) for paragraph in PARAGRAPHS[at : at + 2]]


def test_a_foot_beside_a_page_number_under_little_text(tmp_path: Path) -> None:
    page = ", footer: context [Version 3.2, official #h(1fr) #counter(page).display()]"
    body = "\n#pagebreak()\n".join([PARAGRAPHS[0], "A line alone.", PARAGRAPHS[1], PARAGRAPHS[2]])
    assert texts(typeset(tmp_path, body, page=page)) == [
        PARAGRAPHS[0], "A line alone.", PARAGRAPHS[1], PARAGRAPHS[2],
    ]  # fmt: skip


def drawn(x: float, y: float, *lines: str, size: float = 11) -> list[Drawn]:
    return [(x, y - 14 * at, size, "R", line) for at, line in enumerate(lines)]


def read(page: list[Drawn]) -> list[str]:
    return texts(read_bytes(pdf([page]), "a.pdf"))


def test_a_hyphen_at_a_line_end_does_not_end_the_paragraph() -> None:
    page = drawn(
        60, 780, "Every case of violence goes to the multi-", "agency meeting, which is held each week, and",
        "is considered there by all who know it.",
    )  # fmt: skip
    assert read(page) == [
        "Every case of violence goes to the multi-agency meeting, which is held each week, and is considered "
        "there by all who know it."
    ]


def test_the_second_line_of_a_point_whose_bullet_is_larger() -> None:
    page = [(60.0, 780.0, 18.0, "R", "•"), (72.0, 780.0, 11.0, "R", "Stalls are let to whoever asks first,")]
    page += drawn(72, 766, "and to nobody twice in a month.")
    assert read(page) == ["Stalls are let to whoever asks first, and to nobody twice in a month."]


def test_a_year_in_small_type_is_no_footnote() -> None:
    page = drawn(60, 780, *["The square is for all who live near it, and for those who come by."] * 4)
    page += drawn(60, 600, "2019/20", size=8)
    assert read(page)[-1] == "2019/20"


def joined(text: str, following: str, *document: str) -> str:
    return Hyphens(lambda: [*document, text, following]).join(text, following)


DIVIDES = [
    f"what was commu{HYPHEN}",
    "nicated in an organi",
    f"by the organi{HYPHEN}",
    "sation was communicated",
    "and the organisation",
]


@pytest.mark.parametrize(
    ("text", "following", "document", "expected"),
    [
        (f"the traf{HYPHEN}", "ficking of people", ["about trafficking."], "the trafficking of people"),
        (f"a victim{HYPHEN}", "centred way", [], "a victim-centred way"),
        (f"of arrange{HYPHEN}", "ments", [], "of arrangements"),
        (f"the om{HYPHEN}", "budsman", DIVIDES, "the ombudsman"),
        (f"a multi{HYPHEN}", "agency", DIVIDES, "a multi-agency"),
        (f"a long{HYPHEN}", "term plan", ["in the long-term"], "a long-term plan"),
        (f"Anti{HYPHEN}", "Slavery Day", DIVIDES, "Anti-Slavery Day"),
        (f"for pre{HYPHEN}", "and primary schools", [], "for pre- and primary schools"),
        ("the plan for 2018\u2013", "2021 says", [], "the plan for 2018\u20132021 says"),
        ("between 10-", "12 weeks", [], "between 10-12 weeks"),
        ("the plan \u2013", "2021 says", [], "the plan \u2013 2021 says"),
        ("the years 2018 \u2013", "2021", [], "the years 2018 \u2013 2021"),
        (f"see www.a.uk/the-home{HYPHEN}", "office", DIVIDES, "see www.a.uk/the-home-office"),
        ("a commu\u00ad", "nity", [], "a community"),
        ("a hyphen -", "and a dash", [], "a hyphen - and a dash"),
    ],
)
def test_whether_a_hyphen_belongs_is_told_by_the_document(
    text: str, following: str, document: list[str], expected: str
) -> None:
    assert joined(text, following, *document) == expected


def test_a_document_of_many_divided_words() -> None:
    lines = [f"the word{number} commu{HYPHEN}" if number % 2 else "nication" for number in range(400)]
    assert joined(f"of com{HYPHEN}", "munity", *lines, "communication") == "of community"
