"""`eiagen read`: a document as the audit sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eiagen.cli import main

TEXT = """\
# Opening hours

The hall is open daily.

- Ramps are at the side.
- Lifts are not.

| Day | Hours |
| --- | ----- |
| Monday | nine to five |
"""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hall.md").write_text(TEXT)


def test_the_text_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "hall.md"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert printed.out == (
        "Opening hours\n\nThe hall is open daily.\n\nRamps are at the side.\nLifts are not.\n\n"
        "Day\nHours\nMonday\nnine to five\n"
    )


def test_each_passage_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "hall.md", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "eiagen.document/1"
    assert (data["document"]["title"], data["document"]["format"]) == ("Opening hours", "md")
    heading, paragraph, first, *_, cell = data["passages"]
    assert (heading["kind"], heading["level"], heading["headings"]) == ("heading", 1, [])
    assert paragraph == {
        "text": "The hall is open daily.",
        "kind": "paragraph",
        "line": 3,
        "paragraph": 2,
        "headings": ["Opening hours"],
    }
    assert (first["kind"], first["text"]) == ("item", "Ramps are at the side.")
    assert (cell["text"], cell["row_header"], cell["column_header"]) == ("nine to five", "Monday", "Hours")
    assert (cell["table"], cell["row"], cell["cell"]) == (1, 2, 2)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["gone.pdf"], "gone.pdf: no such file"),
        (["."], ".: a folder"),
        (["hall.md", "--format", "docx"], "there is no --format “docx”"),
        (["hall.md", "more.md"], "there is no further word “more.md” here"),
    ],
)
def test_what_is_wrong_is_said_plainly(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", *words]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert message in printed.err
