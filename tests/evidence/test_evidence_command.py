"""`eiagen evidence`: where evidence is to be had, which is old, and an entry begun in the register."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.cli import main
from eiagen.evidence_sources import evidence_sources
from eiagen.loading import load_assessment, load_catalogue, names

Run = Callable[..., tuple[int, str, str]]

DRAFT = """\
# Draft of the night team
title: Patrols in Coldwell Street
body: {name: Wexmoor Constabulary}
jurisdiction: england
topics: [prostitution]

evidence:
  - id: old-survey      # kept for comparison
    claim: A third of residents are afraid
    source: Council survey
    date: 2017
  - id: nrm
    claim: 31 referrals
    source: Home Office, National Referral Mechanism and duty to notify statistics
    date: 2026-05

status: draft
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> tuple[int, str, str]:
        status = main(["evidence", *map(str, words), "--on", "2026-11-24"])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return status, printed.out, printed.err

    return command


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.yaml"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.mark.parametrize("nation", names().jurisdictions)
@pytest.mark.parametrize("topics", [(), *((topic,) for topic in names().topics)])
def test_every_nation_and_topic_has_sources_that_say_what_they_cannot_show(
    nation: str, topics: tuple[str, ...]
) -> None:
    catalogue = load_catalogue(nation, topics)
    found = evidence_sources(catalogue)
    assert len(found) >= 8
    known = {one.id for one in catalogue.characteristics}
    for source in found:
        assert source.cannot_show.strip()
        assert set(source.split_by) <= known
        assert source.url is None or source.url.startswith("https://")
    assert {one for source in found for one in source.split_by} >= {"age", "disability"}


def test_a_topic_adds_to_its_nation_s_sources(run: Run) -> None:
    _, plain, _ = run("--jurisdiction", "scotland", "--topic", "local-service")
    _, other, _ = run("--jurisdiction", "scotland", "--topic", "prostitution")
    assert "scotlands-census-2022" in plain
    assert "scotlands-census-2022" in other
    assert "school-logs" in other
    assert "school-logs" not in plain


def test_an_address_that_nobody_opened_is_said_to_be_unchecked(run: Run) -> None:
    _, out, _ = run("--jurisdiction", "england")
    assert "https://data.police.uk (address not checked)" in out


def test_old_evidence_and_unused_sources_of_an_assessment(run: Run, draft: Path) -> None:
    status, out, _ = run(draft)
    assert status == 0
    assert "old-survey, 2017: A third of residents are afraid" in out
    assert "school-logs" in out
    assert "\nnrm-statistics\n" not in out
    _, out, _ = run(draft, "--old-after", "20")
    assert "old-survey" not in out


def test_as_data(run: Run, draft: Path) -> None:
    _, out, _ = run(draft, "--format", "json")
    data = json.loads(out)
    assert data["schema"] == "eiagen.evidence/1"
    assert data["old"] == [{"id": "old-survey", "date": "2017"}]
    used = {one["id"] for one in data["sources"] if one["used"]}
    assert used == {"nrm-statistics"}


def test_adding_begins_an_entry_and_leaves_the_rest_as_it_was(run: Run, draft: Path) -> None:
    status, out, _ = run(draft, "--add", "school-logs", "--add", "census-2021")
    assert status == 0
    assert "school-logs, census-2021" in out
    text = draft.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if line in DRAFT.splitlines()]
    assert kept == DRAFT.splitlines()
    entries = {one.id: one for one in load_assessment(str(draft)).assessment.evidence}
    assert entries["census-2021"].url == "https://www.ons.gov.uk/census"
    assert entries["school-logs"].claim is None
    assert entries["school-logs"].limits


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--add", "school-logs"], "name the assessment to add it to"),
        (["draft.yaml", "--add", "school-log"], "did you mean “school-logs”"),
        (["draft.yaml", "--add", "old-survey"], "there is no source “old-survey”"),
        (["missing.yaml"], "missing.yaml"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(
    run: Run, draft: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    monkeypatch.chdir(draft.parent)
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert said in err
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_a_source_in_the_register_is_not_added_again(run: Run, draft: Path) -> None:
    run(draft, "--add", "school-logs")
    before = draft.read_bytes()
    status, _, err = run(draft, "--add", "school-logs")
    assert status == 2
    assert "in the register already" in err
    assert draft.read_bytes() == before
