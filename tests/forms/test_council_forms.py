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
        # Of a date, a choice or a count the YAML holds the value, and no longer the words.
        missing = [word for word in _words(passage.text) if word not in kept and word not in told]
        assert not missing or len(passage.text.split()) <= 3, passage.text


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
