"""The same text in another dress keeps its outcomes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.document import Document, Passage
from eiagen.guidance_audit import audit, knowledge_of
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
    before, after = outcomes(text), outcomes(f"{contents}\n\n{text}\n\n{' | '.join(DUTY)}\n")
    assert {row for row in after if after[row] == "addressed"} == {
        row for row in before if before[row] == "addressed"
    }


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
