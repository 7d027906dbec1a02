"""Forms as councils make them: each folder of tests/forms/foreign is one, with what has to come of it.

`form.*` is the form, `expected.yaml` the assessment (blank fields left out), and `expected-unplaced.yaml` the
texts that are kept aside, in order.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from eiagen.cli import main
from eiagen.readers import read_bytes
from eiagen.resources import CATALOGUE

_DATE = re.compile(r"\d{1,2}[/ ](?:\d{1,2}|[A-Z][a-z]+)[/ ]\d{4}")
_ANSWERS = yaml.safe_load((CATALOGUE / "forms.yaml").read_text(encoding="utf-8"))["answers"]
CHOICES = {word.casefold() for one in _ANSWERS for words in one["words"].values() for word in words}
FOLDERS = sorted(path for path in (Path(__file__).parent / "foreign").iterdir() if path.is_dir())


def _form(folder: Path) -> Path:
    (form,) = folder.glob("form.*")
    return form


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        inside = {key: _without_blanks(one) for key, one in value.items()}
        return {key: one for key, one in inside.items() if one not in (None, {}, [])}
    if isinstance(value, list):
        return [one for one in map(_without_blanks, value) if one not in (None, {}, [])]
    return value


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """What came of a form: the assessment, what is kept aside, and what was printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))

    def it(form: Path, *options: str) -> tuple[Any, list[dict[str, str]], str]:
        shutil.copy(form, form.name)
        for old in tmp_path.glob("new.*"):
            old.unlink()
        assert main(["import", form.name, "new.yaml", "--yes", *options]) == 0
        left = Path("new.unplaced.yaml")
        return (
            _without_blanks(yaml.safe_load(Path("new.yaml").read_text(encoding="utf-8"))),
            yaml.safe_load(left.read_text(encoding="utf-8")) if left.exists() else [],
            capsys.readouterr().out,
        )

    return it


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_form_gives_the_assessment_that_is_expected_and_nothing_else(folder: Path, imported: Any) -> None:
    values, left, _ = imported(_form(folder))
    assert values == yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    expected = yaml.safe_load((folder / "expected-unplaced.yaml").read_text(encoding="utf-8"))
    assert [one["text"] for one in left] == expected
    assert all(one["why"] and one["place"] for one in left)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_word_of_a_form_is_taken_or_kept_aside_or_is_a_label(folder: Path, imported: Any) -> None:
    form = _form(folder)
    values, left, said = imported(form)
    assert main(["import", form.name, "--make-mapping", "labels.yaml"]) == 0
    labels = yaml.safe_load(Path("labels.yaml").read_text(encoding="utf-8"))["questions"]
    places = [one["place"] for one in left]
    kept = _words(yaml.safe_dump(values, allow_unicode=True, width=10**6), *(one["text"] for one in left))
    told = _words(said, *places, *(one["label"] for one in labels))
    for passage in read_bytes(form.read_bytes(), form.name).passages:
        missing = [word for word in _words(passage.text) if word not in kept and word not in told]
        # Of a date or a choice the YAML holds the value, and no longer the words.
        value = _DATE.fullmatch(passage.text) or passage.text.casefold() in CHOICES
        assert not missing or value, passage.text


def _words(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", text.casefold())}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_mapping_that_is_made_gives_the_same_when_it_is_used(folder: Path, imported: Any) -> None:
    form = _form(folder)
    values, _, _ = imported(form)
    assert main(["import", form.name, "--make-mapping", "map.yaml"]) == 0
    again, _, said = imported(form, "--mapping", "map.yaml")
    assert again == values
    assert "the form has no question" not in said


TWICE = """\
# Waste

## The proposal

| Name | Fewer bins |
|---|---|
| Contact | Waste team |

## The vote

| Name | A. Reyes |
|---|---|
| Date | 3 March 2026 |
"""


def test_a_mapping_tells_the_same_words_apart_by_the_heading_above(tmp_path: Path, imported: Any) -> None:
    form = tmp_path / "away" / "waste.md"
    form.parent.mkdir()
    form.write_text(TWICE, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(
        "questions:\n"
        "  - label: Name\n    below: The proposal\n    field: title\n"
        "  - label: Name\n    below: The vote\n    field: decision.maker.name\n"
        "  - label: Date\n    field: decision.date\n"
        "  - label: Contact\n    field:\n",
        encoding="utf-8",
    )
    values, left, _ = imported(form, "--mapping", "map.yaml")
    assert values["title"] == "Fewer bins"
    assert (values["decision"]["maker"]["name"], str(values["decision"]["date"])) == (
        "A. Reyes",
        "2026-03-03",
    )
    assert [one["text"] for one in left] == ["Contact\nWaste team"]


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        ("None", False),
        ("N/A", False),
        ("n/a - see above", False),
        ("Yes / No", False),
        ("Click or tap here to enter text.", False),
        ("Please describe the proposal in your own words.", False),
        ("What will change?", False),
        ("Two of nine sites would close.", True),
        ("Nothing would change for residents of Elm Road.", True),
    ],
)
def test_what_stands_in_the_place_of_an_answer_and_is_none_is_not_taken(
    answer: str, taken: bool, tmp_path: Path, imported: Any
) -> None:
    form = tmp_path / "away" / "form.md"
    form.parent.mkdir()
    form.write_text(
        f"# Form\n\n| Title of policy | Sites for skips |\n|---|---|\n| Purpose | {answer} |\n",
        encoding="utf-8",
    )
    values, left, said = imported(form)
    assert (values.get("purpose") == {"summary": answer}) is taken
    assert taken or answer in f"{left} {said}"


@pytest.mark.parametrize(
    ("ticked", "text", "direction"),
    [
        ("Neutral", "", None),
        ("Neutral", "Few people of that age come.", None),
        ("Neutral", "There is no impact on people of any age.", "no-impact"),
        ("No impact", "", "no-impact"),
        ("Negative", "", "negative"),
        ("Not assessed", "", "not-assessed"),
    ],
)
def test_a_direction_is_what_is_said_and_never_more(
    ticked: str, text: str, direction: str | None, tmp_path: Path, imported: Any
) -> None:
    form = tmp_path / "away" / "form.md"
    form.parent.mkdir()
    rows = f"| Age | {ticked} | {text} |\n| Sex | Positive | Women said that they want it. |"
    head = "| Group | Type of impact | Reasons |\n|---|---|---|\n"
    form.write_text(f"# Equality assessment\n\n{head}{rows}\n", encoding="utf-8")
    values, _, _ = imported(form)
    ages = [one.get("direction") for one in values["impacts"] if one["characteristics"] == ["age"]]
    assert ages == ([direction] if direction or text else [])
