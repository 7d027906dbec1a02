"""`eiagen sign`: who saw which content, and what shows when it is changed afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from eiagen.cli import main
from eiagen.loading import load_assessment

HOURS = """\
# Our own note.
title: Opening hours of the town’s libraries
body:
  name: Exeview Borough Council
version: "1.0"
impacts:
  - id: i1
    direction: negative
    finding: Older readers lose mornings.   # ours
decision:
  reasons: Money
"""
BLAKE = ("--name", "Rhian Blake", "--role", "Cabinet Member", "--capacity", "decision-maker")
NOOR = ("--name", "Noor Halloran", "--role", "Libraries Manager", "--capacity", "assessor")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hours.yaml"
    path.write_text(HOURS, encoding="utf-8")
    return path


def sign(file: Path, *words: str, on: str = "2026-11-24", status: int = 0) -> None:
    assert main(["sign", str(file), *words, "--on", on]) == status


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def lapses(file: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `check` says of signatures, without the path."""
    capsys.readouterr()
    main(["check", str(file), "--on", "2026-11-24"])
    lines = [line for line in capsys.readouterr().out.splitlines() if " EIA-028 " in line]
    return [line.removeprefix(f"{file}:") for line in lines]


def test_it_adds_lines_and_changes_none(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign(file, *BLAKE, "--saw-duty", "yes")
    text = file.read_text(encoding="utf-8")
    assert text.startswith(HOURS)
    signature = load_assessment(str(file)).assessment.sign_off[0]
    assert signature.saw_version == "1.0"
    assert signature.saw_duty is True
    said = capsys.readouterr().out
    assert "signed by Rhian Blake, Cabinet Member as decision maker on 24 November 2026" in said
    assert f"content: {signature.content}" in said
    assert lapses(file, capsys) == []


def test_a_change_shows_with_its_line_and_the_field(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign(file, *BLAKE)
    change(file, "direction: negative", "direction: positive")
    change(file, "  reasons: Money\n", "  what_changed: Two mornings\n")
    line = next(
        n for n, one in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if "    content:" in one
    )
    assert lapses(file, capsys) == [
        f"{line}:5: high EIA-028 This assessment has been changed since “Rhian Blake” signed it on "
        "24 November 2026: impacts “i1” (direction); decision (reasons removed, what changed added)."
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Our own note.", "# Another note."),
        ('version: "1.0"', "version: '1.0'  # as before"),
        (
            "finding: Older readers lose mornings.   # ours",
            "finding: >-\n      Older readers\n      lose mornings.",
        ),
        ("decision:\n  reasons: Money\n", "status: decided\ndecision: {reasons: Money}\n"),
    ],
)
def test_layout_comments_and_status_do_not_lapse_it(
    file: Path, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    sign(file, *BLAKE)
    change(file, old, new)
    assert lapses(file, capsys) == []


def test_whoever_does_not_decide_may_sign_before_the_decision(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign(file, *NOOR)
    sign(file, *BLAKE)
    change(file, "reasons: Money", "reasons: Money and hours")
    assert ["Rhian Blake" in one for one in lapses(file, capsys)] == [True]
    change(file, "direction: negative", "direction: mixed")
    found = lapses(file, capsys)
    assert [one.split()[1] for one in found] == ["high", "medium"]
    assert "“Noor Halloran” signed it on 24 November 2026: impacts “i1” (direction)." in found[1]


def test_two_who_saw_the_same_share_its_marks(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_hand = "sign_off:\n  - {name: Noor Halloran, role: Libraries Manager, capacity: assessor}\n"
    file.write_text(HOURS + by_hand, encoding="utf-8")
    sign(file, *BLAKE)
    sign(file, *NOOR)
    assert "Noor Halloran, Libraries Manager as assessor" in capsys.readouterr().out
    assessment = load_assessment(str(file)).assessment
    assert len(assessment.signed_content) == 1
    assert len({one.content for one in assessment.sign_off}) == 1


def test_signing_again_replaces_the_earlier_one_and_keeps_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign(file, *BLAKE)
    change(file, "direction: negative", "direction: mixed")
    sign(file, "--name", "rhian blake", "--role", "Cabinet Member", on="2026-11-25")
    assert "the earlier signature stays in the file" in capsys.readouterr().out
    assessment = load_assessment(str(file)).assessment
    assert [one.capacity for one in assessment.sign_off] == ["decision-maker", "decision-maker"]
    assert len(assessment.signed_content) == 1
    assert lapses(file, capsys) == []


def test_signing_the_same_twice_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign(file, *BLAKE)
    before = file.read_bytes()
    sign(file, *BLAKE)
    assert file.read_bytes() == before
    assert "already" in capsys.readouterr().out


def test_an_entry_begun_by_hand_is_completed(file: Path) -> None:
    by_hand = "sign_off:\n  # to be signed on Tuesday\n  - name: Rhian Blake\n    capacity: decision-maker\n"
    file.write_text(HOURS + by_hand, encoding="utf-8")
    sign(file, "--name", "Rhian Blake", "--role", "Cabinet Member")
    text = file.read_text(encoding="utf-8")
    assert text.startswith(HOURS + by_hand.replace("    capacity", "    role: Cabinet Member\n    capacity"))
    assert len(load_assessment(str(file)).assessment.sign_off) == 1


def test_where_the_marks_are_gone_it_still_shows(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign(file, *BLAKE)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.partition("signed_content:")[0].replace("negative", "mixed"), encoding="utf-8")
    assert "the file no longer shows which fields" in lapses(file, capsys)[0]


@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_report_lists_what_was_changed(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    sign(file, *NOOR)
    out = tmp_path / f"report.{ending}"

    def report() -> str:
        assert main(["report", str(file), "-o", str(out), "--force", "--on", "2026-11-24"]) == 0
        return out.read_text(encoding="utf-8")

    assert "Nothing has been changed in substance since it was signed here." in report()
    change(file, "direction: negative", "direction: mixed")
    text = report()
    assert "Changed since signed" in text
    assert "impacts “i1”: direction changed" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--name", " ", "--role", "B"), "--name: nothing is written there"),
        (("--name", "A"), "--role is missing"),
        (("--name", "A", "--role", "B", "--capacity", "decider"), "there is no --capacity “decider”"),
    ],
)
def test_a_wrong_command_writes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    sign(file, *words, status=2)
    assert said in " ".join(capsys.readouterr().err.split())
    assert file.read_text(encoding="utf-8") == HOURS


def test_a_form_without_a_title_cannot_be_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "form.yaml"
    main(["new", str(path), "--jurisdiction", "wales"])
    before = path.read_bytes()
    sign(path, *BLAKE, status=2)
    assert "“title” is not written yet: there is nothing to sign" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_it_says_what_it_could_not_record(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(HOURS.replace('version: "1.0"\n', ""), encoding="utf-8")
    sign(file, "--name", "A", "--role", "B")
    said = capsys.readouterr().err
    assert "give --capacity" in said
    assert "give --saw-duty yes or no" in said
    assert "no version is recorded" in said
