"""Every folder of examples/ is a test: it loads, shows the gaps it says it has, and renders as committed.

A folder holds `assessment.yaml`, `README.md`, `gaps.yaml` where it is meant to have gaps, and `expected/`
with what came out. `pytest --accept` rewrites `expected/`, for a person to look at in the diff.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from eiagen.assessment import Assessment
from eiagen.cli import main
from eiagen.duties import Catalogue
from eiagen.finding import Finding
from eiagen.gap_check import check
from eiagen.loading import load_assessment, load_catalogue
from eiagen.place import dotted
from eiagen.renderers import SUFFIXES, render
from eiagen.report import Report, make_report

Expect = Callable[[Path, bytes], None]

ROOT = Path(__file__).parents[1] / "examples"
FOLDERS = sorted(path.parent for path in ROOT.glob("*/assessment.yaml"))
ON = datetime.date(2026, 11, 24)
"""The day of every check here, so that what was in time stays so."""

examples = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def report(folder: Path) -> Report:
    """The report on an example, made once."""
    loaded = load_assessment(str(folder / "assessment.yaml"))
    assert loaded.assessment.jurisdiction, "an example states its jurisdiction"
    catalogue = load_catalogue(loaded.assessment.jurisdiction, loaded.assessment.topics, ON)
    return make_report(loaded, catalogue, check(loaded, catalogue, cite_lines=False))


def gaps(folder: Path) -> list[Finding]:
    """The findings of an example that somebody has something to do about."""
    return [finding for finding in report(folder).findings if finding.outcome.wants_work]


def planted(folder: Path) -> list[dict[str, str]]:
    """What `gaps.yaml` says is missing; nothing where there is no such file."""
    path = folder / "gaps.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))["gaps"] if path.is_file() else []


def field(finding: Finding) -> str:
    """Where a finding is, as `gaps.yaml` writes it."""
    return dotted(finding.path) or "(whole)"


def test_there_are_examples() -> None:
    assert {"policing-prostitution", "policing-prostitution-half-filled", "library-hours"} <= {
        folder.name for folder in FOLDERS
    }
    guidance = {path.parent for path in ROOT.glob("*/guidance")}  # of these, test_guidance_examples.py
    strays = [path for path in ROOT.iterdir() if path.is_dir() and path not in {*FOLDERS, *guidance}]
    strays = [path for path in strays if path.name != "__pycache__"]
    assert not strays, f"folders of examples/ without an assessment.yaml or guidance/: {strays}"


@examples
def test_it_loads_and_says_what_it_shows(folder: Path) -> None:
    assert report(folder).findings
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# ")
    assert "eiagen check" in readme


@examples
def test_its_gaps_are_those_it_says(folder: Path) -> None:
    found = {(finding.rule, finding.requirement, field(finding)) for finding in gaps(folder)}
    said = {(one["rule"], one["requirement"], one["field"]) for one in planted(folder)}
    assert found - said == set(), "gaps that nobody planted"
    assert said - found == set(), "planted gaps that were not found"


@examples
def test_each_planted_gap_is_written_once_with_a_reason(folder: Path) -> None:
    listed = planted(folder)
    keys = [(one["rule"], one["requirement"], one["field"]) for one in listed]
    assert len(keys) == len(set(keys))
    for one in listed:
        assert set(one) == {"rule", "requirement", "field", "why"}
        assert len(one["why"].split()) > 3, one


def test_only_the_half_filled_example_is_full_of_gaps() -> None:
    many = {folder.name for folder in FOLDERS if len(gaps(folder)) > 10}
    assert many == {"policing-prostitution-half-filled"}


@examples
def test_every_answer_under_considerations_is_to_a_requirement_in_use(folder: Path) -> None:
    one = report(folder)
    unknown = _unknown_requirements(one.assessment, one.catalogue)
    assert not unknown


@examples
def test_findings_are_those_committed(folder: Path, expect: Expect) -> None:
    reduced = [_reduced(finding) for finding in report(folder).findings]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in reduced)
    expect(folder / "expected" / "check.json", f"[\n{lines}\n]\n".encode())


@examples
def test_check_prints_what_is_committed(
    folder: Path, expect: Expect, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    status = main(["check", "assessment.yaml", "--on", ON.isoformat(), "--fail-on", "low"])
    printed = capsys.readouterr()
    assert status == bool(gaps(folder))
    assert printed.err == ""
    expect(folder / "expected" / "check.txt", printed.out.encode())


@examples
@pytest.mark.parametrize("suffix", sorted({*SUFFIXES} - {".pdf"}))  # a PDF depends on the fonts there are
def test_report_is_the_one_committed(folder: Path, suffix: str, expect: Expect) -> None:
    expect(folder / "expected" / f"report{suffix}", render(report(folder), suffix))


def _reduced(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "requirement": finding.requirement,
        "outcome": str(finding.outcome),
        "severity": finding.severity,
        "field": dotted(finding.path) or None,
        "line": finding.place.line,
    }


def _unknown_requirements(assessment: Assessment, catalogue: Catalogue) -> set[str]:
    known = {one.id for one in (*catalogue.requirements, *catalogue.not_in_force)}
    return {one.requirement for one in assessment.considerations} - known
