"""PDF forms: what people wrote in fields and ticked, at its place among the questions."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from eiagen.document import Document
from eiagen.errors import EiagenError
from eiagen.readers import read_bytes

from .make_documents import Drawn, pdf

ASKED: list[Drawn] = [
    (50, 780, 18, "B", "Stall application"),
    (50, 740, 11, "R", "1. What will be sold?"),
    (50, 690, 11, "R", "2. Who will stand at the stall, and how will they get there with what they sell"),
    (50, 676, 11, "R", "when the bridge is closed?"),
    (50, 600, 11, "R", "3. Name of the trader"),
]


def read(data: bytes) -> Document:
    return read_bytes(data, "form.pdf")


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def field(x: float, y: float, value: str, *, kind: str = "/Tx", flags: int = 4, more: str = "") -> str:
    written = value if kind == "/Btn" else f"({value})"
    return (
        f"<< /Type /Annot /Subtype /Widget /FT {kind} /F {flags} /T (f{x:g}.{y:g}) /V {written} "
        f"/DA (/R 10 Tf 0 g) /Rect [{x:g} {y:g} {x + 300:g} {y + 18:g}] {more} >>"
    )


def box(x: float, y: float, *, ticked: bool) -> str:
    state = "/Yes" if ticked else "/Off"
    more = f"/AS {state} /AP << /N << /Yes 3 0 R /Off 3 0 R >> >>"
    return field(x, y, state, kind="/Btn", more=more).replace(
        f"{x + 300:g} {y + 18:g}", f"{x + 10:g} {y + 10:g}"
    )


def test_answers_come_behind_their_questions() -> None:
    form = pdf([ASKED], fields=[
        field(50, 650, "Two bakers, who come by boat."),
        field(50, 716, "Bread, and what goes with it."),
        field(200, 596, "Ada Moss"),
    ])  # fmt: skip
    document = read(form)
    assert texts(document) == [
        "Stall application",
        "1. What will be sold?",
        "Bread, and what goes with it.",
        "2. Who will stand at the stall, and how will they get there with what they sell when the bridge is "
        "closed?",
        "Two bakers, who come by boat.",
        "3. Name of the trader",
        "Ada Moss",
    ]
    assert [p.text for p in document.passages if p.kind == "heading"] == ["Stall application"]


def test_answers_of_several_paragraphs_and_of_none() -> None:
    form = pdf([ASKED], fields=[field(50, 716, "Bread.\\rCakes, on Saturdays."), field(50, 650, "")])
    assert texts(read(form))[1:5] == [
        "1. What will be sold?", "Bread.", "Cakes, on Saturdays.",
        "2. Who will stand at the stall, and how will they get there with what they sell when the bridge is "
        "closed?",
    ]  # fmt: skip


def typed(x: float, y: float, text: str, flags: int = 4) -> str:
    return (
        f"<< /Type /Annot /Subtype /FreeText /F {flags} /Contents ({text}) /DA (/R 10 Tf 0 g) "
        f"/Rect [{x:g} {y:g} {x + 300:g} {y + 18:g}] >>"
    )


def test_answers_typed_onto_a_form_without_fields() -> None:
    form = pdf([ASKED], fields=[
        typed(200, 596, "Ada Moss"),
        typed(50, 716, "Bread.\\rCakes, on Saturdays."),
        typed(50, 650, "hidden", flags=2),
    ])  # fmt: skip
    assert texts(read(form)) == [
        "Stall application",
        "1. What will be sold?",
        "Bread.",
        "Cakes, on Saturdays.",
        "2. Who will stand at the stall, and how will they get there with what they sell when the bridge is "
        "closed?",
        "3. Name of the trader",
        "Ada Moss",
    ]


def test_answers_typed_beside_fields() -> None:
    form = pdf([ASKED], fields=[field(50, 716, "Bread."), typed(200, 596, "Ada Moss")])
    assert texts(read(form))[2] == "Bread."
    assert texts(read(form))[-1] == "Ada Moss"


def test_an_answer_close_behind_its_question_is_no_part_of_it() -> None:
    page: list[Drawn] = [
        (50, 740, 11, "B", "Trader"),
        (50, 600, 11, "R", "The square is level, and has a ramp."),
    ]
    document = read(pdf([page], fields=[field(90, 738, "Ada Moss")]))
    assert texts(document)[:2] == ["Trader", "Ada Moss"]


def test_what_nobody_sees_is_not_read() -> None:
    form = pdf([ASKED], fields=[field(50, 716, "hidden", flags=2), field(50, 650, "secret", more="/Ff 8192")])
    assert "hidden" not in texts(read(form))
    assert "secret" not in texts(read(form))


def test_ticked_boxes_stand_before_their_words() -> None:
    page: list[Drawn] = [
        (50, 740, 11, "R", "Is there a step?"),
        (70, 720, 11, "R", "Yes"),
        (150, 720, 11, "R", "No"),
    ]
    page.append((50, 700, 11, "R", "The square is level, and there is a ramp at the end of it."))
    form = pdf([page], fields=[box(56, 720, ticked=False), box(136, 720, ticked=True)])
    assert "☐ Yes ☒ No" in " ".join(texts(read(form)))


def test_answers_on_a_page_that_is_shown_turned() -> None:
    def turned(drawn: Sequence[Drawn]) -> bytes:
        return pdf([drawn], rotate=180, fields=[field(50, 716, "Bread.")])

    assert "Bread." in texts(read(turned(ASKED)))


def test_answers_that_the_page_draws_last() -> None:
    page: list[Drawn] = [(50, 780 - 50 * at, 11, "R", f"{at + 1}. What is asked here?") for at in range(4)]
    page += [(50, 760 - 50 * at, 10, "R", f"What was answered, {at + 1}.") for at in range(4)]
    assert texts(read(pdf([page]))) == [
        text for at in range(1, 5) for text in (f"{at}. What is asked here?", f"What was answered, {at}.")
    ]


def test_a_dynamic_form_is_named() -> None:
    page: list[Drawn] = [
        (50, 780, 18, "B", "Please wait..."),
        (50, 750, 11, "R", "If this message is not eventually replaced with the proper contents of the"),
        (50, 736, 11, "R", "document, your PDF viewer may not be able to display this type of document."),
    ]
    with pytest.raises(EiagenError, match=r"dynamic form.*print it to a new PDF"):
        read(pdf([page], xfa=True))
    with pytest.raises(EiagenError, match="dynamic form"):
        read(pdf([page]))


def test_a_dynamic_form_with_pages_is_read_with_a_warning() -> None:
    document = read(pdf([ASKED], xfa=True))
    assert texts(document)[0] == "Stall application"
    assert "dynamic form" in document.warnings[0]
