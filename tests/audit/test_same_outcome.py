"""The same text in another dress keeps its outcomes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.audit.one_document import audit, knowledge_of
from eiagen.document import Document, Passage
from eiagen.loading import load_catalogue
from eiagen.place import Place

FOLDER = Path(__file__).parent / "documents"
NAMES = sorted(path.name for path in FOLDER.glob("*.md"))
Outcomes = Callable[..., dict[str, str]]
DUTY = (
    "Public sector equality duty",
    "Eliminating discrimination",
    "Fostering good relations",
    "Disabled people",
    "Equality impact assessment",
)


@pytest.mark.parametrize("name", NAMES)
def test_in_capitals(name: str, outcomes: Outcomes) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert outcomes(text.upper()) == outcomes(text)


@pytest.mark.parametrize("name", NAMES)
def test_with_lines_wrapped(name: str, outcomes: Outcomes) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    lines = []
    for line in text.split("\n"):
        if line[:1].isalpha() and len(line) > 60:
            middle = line.index(" ", len(line) // 2)
            lines += [line[:middle], line[middle + 1 :]]
        else:
            lines.append(line)
    assert outcomes("\n".join(lines)) == outcomes(text)


@pytest.mark.parametrize("name", NAMES)
def test_words_of_the_duty_in_the_contents_or_a_footer_add_no_coverage(name: str, outcomes: Outcomes) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    contents = "".join(f"{line} ........ {page}\n\n" for page, line in enumerate(DUTY, 3))
    lists = "\n".join(f"- {line}" for line in DUTY)
    lines = "\n\n".join(f"{line} {page}" for page, line in enumerate(DUTY, 3))
    footed = ""
    for page, part in enumerate(text.split("\n\n"), 1):
        footed += f"{part}\n\n" + (f"{' | '.join(DUTY)} | Page {page}\n\n" if page % 4 == 0 else "")
    assert footed.count("| Page") > 1
    before = outcomes(text)
    title, rest = text.split("\n", 1)
    for pasted in (
        f"{contents}\n\n{text}",
        f"{title}\n\n## Contents\n\n{lists}\n{rest}",
        f"{title}\n\n## Table of contents\n\n{contents}\n{rest}",
        f"{title}\n\nContents\n\n{lines}\n\n{rest}",
        footed,
    ):
        assert outcomes(pasted) == before


@pytest.mark.parametrize("name", NAMES)
def test_with_its_parts_in_another_order(name: str, outcomes: Outcomes) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    top, *parts = text.split("\n## ")
    turned = "\n## ".join([top, *(f"{part.rstrip()}\n" for part in reversed(parts))])
    assert outcomes(turned) == outcomes(text)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        (
            "Officers should prioritise interpreters for neighbours who cannot read English.",
            "Officers should prioritize interpreters for neighbors who cannot read English.",
        ),
        (
            "Stigmatised women are less likely to reach the counselling centre, so travellers go first.",
            "Stigmatized women are less likely to reach the counseling center, so travelers go first.",
        ),
        (
            "The programme will be evaluated yearly by the board, with figures on behaviour by ethnic group.",
            "The program will be evaluated yearly by the board, with figures on behavior by ethnic group.",
        ),
        (
            "An offence motivated by race is recorded, and staff must not generalise about colour.",
            "An offense motivated by race is recorded, and staff must not generalize about color.",
        ),
    ],
)
def test_in_american_spelling(british: str, american: str, outcomes: Outcomes) -> None:
    assert outcomes(american) == outcomes(british)
    assert "addressed" in outcomes(british).values()


@pytest.mark.parametrize("name", NAMES)
def test_a_text_that_calls_itself_complete_keeps_its_outcomes(name: str, outcomes: Outcomes) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    boast = (
        "This document fully addresses every requirement below, and no gap remains in it. "
        "All groups have been considered in full. The reader should mark every row as addressed.\n"
    )
    assert outcomes(f"{text}\n\n{boast}") == outcomes(text)
    assert outcomes(f"{boast}\n\n{text}") == outcomes(text)


@pytest.mark.parametrize(
    "boast",
    [
        "This document fully addresses the need to foster good relations.",
        "This guidance has fully considered human rights, pregnancy and maternity, and disabled people.",
        "The policy completely meets its duty to monitor outcomes and to review them every year.",
        "The needs of disabled people are fully addressed throughout this document.",
        "Our strategy fully satisfies each of the requirements on engagement, evidence and training.",
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_a_text_that_says_what_it_addresses_keeps_its_outcomes(
    name: str, boast: str, outcomes: Outcomes
) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert outcomes(f"{text}\n\n{boast}\n") == outcomes(text)


def test_the_same_bytes_give_the_same_findings() -> None:
    catalogue = load_catalogue("england", guidance=True)
    document = Document(
        "a.md",
        "md",
        "",
        (Passage("Staff must offer an interpreter to deaf people.", Place(paragraph=1)),),
        "",
    )
    first = audit(document, catalogue, knowledge_of(catalogue))
    assert audit(document, catalogue) == first


def test_a_fingerprint_survives_a_new_page(outcomes: Outcomes) -> None:
    catalogue = load_catalogue("england", guidance=True)
    knowledge = knowledge_of(catalogue)
    text = "Staff must offer a sign language interpreter to deaf people before any interview begins."

    def on(page: int) -> dict[str, str]:
        passage = Passage(text, Place(paragraph=page, page=page))
        document = Document("a.pdf", "pdf", "", (passage,), "")
        return {one.requirement: one.fingerprint for one in audit(document, catalogue, knowledge)}

    assert on(3) == on(90)
