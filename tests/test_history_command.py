"""`eiagen history`: the versions that git keeps, told by what they say and not by how they are laid out."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from eiagen.cli import main

BARE = """\
title: Opening hours of the town’s libraries
body:
  name: Exeview Borough Council
  duty_route: listed
version: "1.0"
impacts:
  - id: i1
    characteristics: [age]
    aim: eliminate
    direction: negative
    finding: Older readers lose the mornings on which they come.
"""
DAY = ("--on", "2026-11-24", "--jurisdiction", "england")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def git(folder: Path, *words: str, author: str = "Noor Hallorán", day: str = "2026-05-01") -> None:
    who = {
        f"GIT_{part}_{field}": value
        for part in ("AUTHOR", "COMMITTER")
        for field, value in (("NAME", author), ("EMAIL", "n@exeview.example"), ("DATE", f"{day}T12:00:00Z"))
    }
    subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, env={**os.environ, **who}
    )


def commit(file: Path, text: str, message: str, **more: str) -> None:
    file.write_text(text, encoding="utf-8")
    git(file.parent, "add", file.name)
    git(file.parent, "commit", "-q", "-m", message, **more)


def told(file: Path, capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["history", str(file), *DAY, *words]) == status
    said = capsys.readouterr()
    return said.out if status == 0 else said.err


def test_who_when_and_what_changed_in_substance(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = repository / "hours.yaml"
    commit(file, BARE, "First draft")
    commit(file, f"# a note\n{BARE.replace('[age]', '[ age ]')}", "Tidied", day="2026-05-02")
    answered = (
        BARE
        + "    mitigation: [{measure: Vans, owner: Head of Libraries, due: 2027-01-31, success: Loans}]\n"
    )
    commit(file, answered.replace('"1.0"', '"1.1"'), "Measures", author="Priya Lumley", day="2026-05-03")
    said = told(file, capsys)
    head, newest, tidied, first = said.split("\n\n")
    assert head == f"{file}: 3 versions, the newest first; gaps by the law of 24 November 2026"
    assert newest.startswith("2026-05-03  Priya Lumley  ")
    assert "Measures, version 1.1" in newest
    assert "changed: version; impacts “i1” (mitigation added)" in newest
    assert "gaps closed: PSED-013 “Older readers lose the mornings" in newest
    assert "Noor Hallorán" in tidied
    assert "nothing in substance" in tidied
    assert "the first version that can be read" in first


def test_what_is_not_committed_yet_comes_on_top(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = repository / "hours.yaml"
    commit(file, BARE, "First draft")
    file.write_text(BARE.replace("direction: negative", "direction: positive"), encoding="utf-8")
    said = told(file, capsys)
    assert "1 version and what is not committed yet" in said
    assert "\nnow  not committed yet, version 1.0\n  changed: impacts “i1” (direction)\n" in said


def test_a_file_that_was_renamed_keeps_its_history(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = repository / "old näme.yaml"
    commit(file, BARE, "First draft")
    git(repository, "mv", file.name, "hours.yaml")
    git(repository, "commit", "-q", "-m", "Renamed", day="2026-05-02")
    assert "2 versions" in told(repository / "hours.yaml", capsys)


def test_a_version_that_cannot_be_read_is_told_and_passed_over(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = repository / "hours.yaml"
    commit(file, BARE, "First draft")
    commit(file, BARE.replace("direction: negative", "direction: bad"), "Broken", day="2026-05-02")
    commit(file, BARE.replace("direction: negative", "direction: mixed"), "Mended", day="2026-05-03")
    said = " ".join(told(file, capsys).split())
    assert "cannot be read: " in said
    assert "“direction” cannot be “bad”" in said
    assert "changed: impacts “i1” (direction)" in said


def test_json_has_the_same(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = repository / "hours.yaml"
    commit(file, BARE, "First draft")
    commit(file, BARE + "    locality: Here\n", "More", day="2026-05-02")
    data = json.loads(told(file, capsys, "--format", "json"))
    assert data["schema"] == "eiagen.history/1"
    newest, first = data["versions"]
    assert newest["changes"] == [{"section": "impacts", "item": "i1", "field": "locality", "change": "added"}]
    assert (newest["date"], newest["subject"]) == ("2026-05-02", "More")
    assert first["changes"] == []
    assert first["gaps"] == newest["gaps"]


def test_from_another_folder_and_through_a_link(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = repository / "deep" / "hours.yaml"
    file.parent.mkdir()
    commit(file, BARE, "First draft")
    monkeypatch.chdir(tmp_path)
    assert "1 version," in told(Path("repository/deep/hours.yaml"), capsys)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    assert "1 version," in told(link, capsys)


def test_where_there_is_no_history_it_says_why(
    repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = tmp_path / "alone.yaml"
    alone.write_text(BARE, encoding="utf-8")
    assert "the file is in no git repository" in told(alone, capsys, status=2)
    untracked = repository / "hours.yaml"
    untracked.write_text(BARE, encoding="utf-8")
    assert "nothing is committed in this git repository yet" in told(untracked, capsys, status=2)
    commit(repository / "other.yaml", BARE, "Other")
    assert "git does not keep this file" in told(untracked, capsys, status=2)
    assert "there is no such file" in told(repository / "none.yaml", capsys, status=2)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    assert "git is not installed here" in told(repository / "other.yaml", capsys, status=2)
