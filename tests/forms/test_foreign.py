"""`eiagen import` of a body's own form: what is taken, from where, how sure that is, and what is left."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from eiagen.cli import main

from . import make_foreign

Taken = Callable[..., tuple[Any, Any, str]]


@pytest.fixture
def taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Taken:
    """What came of a form: the assessment, what was not placed, and what was said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))

    def it(data: bytes, *options: str) -> tuple[Any, Any, str]:
        Path("council.docx").write_bytes(data)
        assert main(["import", "council.docx", "new.yaml", "--yes", *options]) == 0
        left = Path("new.unplaced.yaml")
        said = capsys.readouterr().out
        return (
            yaml.safe_load(Path("new.yaml").read_text(encoding="utf-8")),
            yaml.safe_load(left.read_text(encoding="utf-8")) if left.exists() else [],
            said,
        )

    return it


def test_tables_are_read_by_their_labels_and_columns(taken: Taken) -> None:
    values, left, said = taken(make_foreign.tables())
    assert values["title"] == "Closure of Fernlea Day Centre"
    assert values["assessor"] == {"name": "Priya Sandhu"}
    assert str(values["dates"]["started"]) == "2026-03-03"
    assert values["purpose"]["summary"].startswith("The centre would close")
    assert [
        (one["characteristics"], one.get("direction"), one.get("finding")) for one in values["impacts"]
    ] == [
        (["age"], "negative", "Most users are over 75 and would travel further."),
        (["disability"], "mixed", "Mill House has a hoist; the journey is harder."),
        (["gender-reassignment"], None, "No evidence of a difference."),
        (["sex"], "negative", "41 of 64 users are women."),
    ]
    assert [(one["owner"], str(one.get("due") or one.get("timing"))) for one in values["actions"]] == [
        ("Transport manager", "2026-06-01"),
        ("Centre manager", "Before the centre closes"),
    ]
    assert values["evidence"][0]["claim"].startswith("Attendance registers for 2025")
    assert [(one["name"], str(one["date"])) for one in values["sign_off"]] == [("J. Okafor", "2026-05-12")]
    assert [one["text"] for one in left] == [
        "Parking permits issued last year\n412",
        "✓",  # neutral, and no text says that there is no effect
        "Our forms officer will file this page.",
    ]
    assert left[0]["place"] == "Equality Impact Assessment › table 1, row 6"
    assert (
        "sure: impacts.*.direction from 3. Impact on protected characteristics › table 2, row 2, Age" in said
    )
    assert (
        "note: 3. Impact on protected characteristics › table 2, row 5, Race: nothing is written there"
        in said
    )


def test_headings_are_read_as_questions_and_ticks_as_answers(taken: Taken) -> None:
    values, left, _ = taken(make_foreign.headings())
    assert values["purpose"]["summary"] == "Street lights in Combe Vale are switched off from midnight."
    assert values["screening"]["result"] == "full-assessment"
    assert values["decision"]["outcome"] == "adjust"
    age, sex = values["impacts"]
    assert (age["characteristics"], age["finding"]) == (
        ["age"],
        "Older people told us that they stay in after dark.",
    )
    assert [one["measure"] for one in age["mitigation"]] == ["lights stay on near the sheltered flats."]
    assert (sex["characteristics"], sex["finding"]) == (["sex"], "Women who work late walk home in the dark.")
    assert "direction" not in age
    assert [one["text"] for one in left] == ["The first lamp was lit in 1897."]


def test_what_the_file_says_already_is_not_written_over(
    taken: Taken, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("new.yaml").write_text("title: Fernlea\nbody:\n  name: A Council\n", encoding="utf-8")
    Path("council.docx").write_bytes(make_foreign.tables())
    assert main(["import", "council.docx", "new.yaml", "--yes"]) == 2
    assert "What is being assessed?: the form and the file say different things" in capsys.readouterr().err
    values, _, _ = taken(make_foreign.tables(), "--mine")
    assert (values["title"], values["assessor"]["name"]) == ("Fernlea", "Priya Sandhu")
    values, _, said = taken(make_foreign.tables(), "--mine")
    assert "new.yaml: nothing to change" in said


def test_a_mapping_says_where_the_rest_goes(taken: Taken) -> None:
    mapping = """\
questions:
  - label: Parking permits issued last year
    field: affected_groups.*.size
  - label: Lead officer
    field:
  - label: Ward councillor
    field: contact
"""
    Path("council.yaml").write_text(mapping, encoding="utf-8")
    values, left, said = taken(make_foreign.tables(), "--mapping", "council.yaml")
    assert values["affected_groups"][0]["size"] == "412"
    assert "assessor" not in values
    assert "Lead officer\nPriya Sandhu" in [one["text"] for one in left]
    assert "council.yaml:6:5: the form has no question “Ward councillor”" in said


def test_a_mapping_is_made_and_can_be_used_as_it_is(taken: Taken) -> None:
    Path("council.docx").write_bytes(make_foreign.tables())
    assert main(["import", "council.docx", "--make-mapping", "council.yaml"]) == 0
    lines = yaml.safe_load(Path("council.yaml").read_text(encoding="utf-8"))["questions"]
    told = {one["label"]: one.get("field") or one.get("characteristic") for one in lines}
    assert told["Lead officer"] == "assessor.name"
    assert told["Sex (gender)"] == "sex"
    assert told["Parking permits issued last year"] is None
    values, _, said = taken(make_foreign.tables(), "--mapping", "council.yaml")
    assert values["actions"][0]["owner"] == "Transport manager"
    assert "the form has no question" not in said


def test_every_mistake_in_a_mapping_is_told_with_its_line(
    taken: Taken, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = """\
questions:
  - label: Lead officer
    field: assesor.name
  - label: Lead officer
    field: title
  - label: Men
    characteristic: men
"""
    Path("council.yaml").write_text(mapping, encoding="utf-8")
    Path("council.docx").write_bytes(make_foreign.tables())
    assert main(["import", "council.docx", "new.yaml", "--yes", "--mapping", "council.yaml"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "council.yaml:3:5: the assessment has no field “assesor.name”; did you mean “assessor.name”?",
        "council.yaml:4:5: “Lead officer” is here twice; first on line 2",
        "council.yaml:7:5: there is no characteristic “men”",
    ]


def test_no_word_of_a_document_is_lost(taken: Taken) -> None:
    """Whatever stands in it is taken, is a label that was understood, or is listed."""
    values, left, _ = taken(make_foreign.tables())
    kept = f"{values} {left}"
    for words in (
        "Fernlea",
        "Adult Social Care",
        "64 people attend",
        "has a hoist",
        "Nobody loses a place",
        "412",
    ):
        assert words in kept
