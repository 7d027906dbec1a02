"""`eiagen register`: every assessment in a folder, what is late, and what they do to one group together."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from eiagen.cli import main

Run = Callable[..., tuple[int, str, str]]

LIGHTS = """\
title: Street lights off after midnight
body: {name: Aldermoor Council}
jurisdiction: england
id: EIA-7
status: decided
version: "2"
decision: {maker: {role: Cabinet}, date: 2026-03-02, outcome: adjust}
review: {date: 2026-12-20, owner: Head of Highways}
affected_groups:
  - {id: night-walkers, name: Women who walk home at night, kind: local-women}
actions:
  - {id: a1, action: Lamps at the crossing stay on, owner: Head of Highways, due: 2026-05-01, status: planned}
  - {id: a2, action: Count who walks there, owner: Analyst, due: 2026-04, status: done}
impacts:
  - {characteristics: [sex], aim: eliminate, groups: [night-walkers], direction: negative, severity: high,
     finding: Women avoid dark streets, actions: [a1]}
"""
BUSES = """\
title: Fewer evening buses
body: {name: Aldermoor Council}
jurisdiction: england
status: for-decision
affected_groups:
  - {id: cleaners, name: Women who clean offices, kind: local-women}
impacts:
  - {characteristics: [sex, age], aim: advance, groups: [cleaners], direction: mixed,
     finding: "=No way home after ten"}
  - {characteristics: [race], aim: foster, direction: positive, finding: More seats by day}
"""
STOPPED = LIGHTS.replace("outcome: adjust", "outcome: stop").replace(
    "Street lights off", "Lights off for good"
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> tuple[int, str, str]:
        status = main(["register", *map(str, words), "--on", "2026-11-24"])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return status, printed.out, printed.err

    return command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "assessments"
    (inside / "highways").mkdir(parents=True)
    (inside / "highways" / "lights.yaml").write_text(LIGHTS, encoding="utf-8")
    (inside / "buses.yml").write_text(BUSES, encoding="utf-8")
    (inside / "stopped.yaml").write_text(STOPPED, encoding="utf-8")
    return inside


def data_of(run: Run, folder: Path, tmp_path: Path) -> dict[str, object]:
    target = tmp_path / "register.json"
    status, _, _ = run(folder, "-o", target)
    assert status == 0
    found: dict[str, object] = json.loads(target.read_text(encoding="utf-8"))
    return found


def test_every_assessment_is_listed_with_how_it_stands(run: Run, folder: Path, tmp_path: Path) -> None:
    data = data_of(run, folder, tmp_path)
    assert data["schema"] == "eiagen.register/1"
    stands = {one["file"]: one["stands"] for one in data["assessments"]}  # type: ignore[attr-defined]
    assert stands == {"buses.yml": "proposed", "highways/lights.yaml": "in force", "stopped.yaml": "ended"}


def test_only_what_is_late_and_not_done_is_overdue(run: Run, folder: Path, tmp_path: Path) -> None:
    data = data_of(run, folder, tmp_path)
    assert [one["what"] for one in data["actions_overdue"]] == [  # type: ignore[attr-defined]
        "Lamps at the crossing stay on"
    ]
    assert [one["due"] for one in data["reviews_due"]] == ["2026-12-20"]  # type: ignore[attr-defined]


def test_a_review_outside_the_days_ahead_is_not_due(run: Run, folder: Path) -> None:
    _, out, _ = run(folder, "--due-within", "10")
    assert "0 reviews past or due within 10 days" in out


def test_bad_effects_of_all_policies_on_one_group_come_together(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    data = data_of(run, folder, tmp_path)
    together = {one["group"]: one for one in data["cumulative"]}  # type: ignore[attr-defined]
    assert set(together) == {"sex", "age", "local-women"}
    assert [one["finding"] for one in together["sex"]["effects"]] == [
        "Women avoid dark streets",
        "=No way home after ten",
    ]
    assert together["sex"]["effects"][0]["mitigation"] == ["Lamps at the crossing stay on"]
    assert together["sex"]["unanswered"] == 1


def test_a_file_that_cannot_be_read_is_left_out_and_named(run: Run, folder: Path) -> None:
    (folder / "broken.yaml").write_text("title: [", encoding="utf-8")
    status, out, err = run(folder)
    assert status == 0
    assert "left out" in err
    assert "broken.yaml:" in err
    assert "1 file left out" in out


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".pdf", ".html", ".md", ".json", ".xlsx"])
def test_each_format_is_the_same_again(run: Run, folder: Path, tmp_path: Path, suffix: str) -> None:
    first, second = tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"
    assert run(folder, "-o", first)[0] == 0
    assert run(folder, "-o", second)[0] == 0
    assert first.read_bytes() == second.read_bytes()


def test_a_text_in_the_spreadsheet_is_never_a_formula(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "register.xlsx"
    run(folder, "-o", target)
    book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()))
    assert book.sheetnames == [
        "Assessments",
        "Actions overdue",
        "Reviews due",
        "Effects by group",
        "Left out",
    ]
    cells = [cell for row in book["Effects by group"].iter_rows() for cell in row]
    assert any(cell.value == "=No way home after ten" and cell.data_type == "s" for cell in cells)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere"], "there is no such folder"),
        (["empty"], "there is no YAML file in this folder"),
        (["assessments/buses.yml"], "name the folder it is in"),
        (["assessments", "-o", "register.ods"], "no register can be written as “.ods”"),
        (["assessments", "-o", "there.html"], "there.html"),
    ],
)
def test_what_is_wrong_is_told(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("there.html").write_text("mine", encoding="utf-8")
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert said in err
    assert Path("there.html").read_text(encoding="utf-8") == "mine"
