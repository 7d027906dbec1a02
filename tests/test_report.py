"""The report's numbers: gaps in order, counts, the heat map, and the same as data."""

from __future__ import annotations

import datetime
import json

import pytest

from eiagen.duties import Catalogue
from eiagen.finding import Finding, Outcome
from eiagen.loading import LoadedAssessment, load_catalogue, parse_assessment
from eiagen.report import Report, as_data, make_report

TEXT = b"""
title: Library hours
body:
  name: A Council
impacts:
  - {characteristics: [sex], aim: advance, direction: positive}
  - {characteristics: [sex, race], aim: advance, direction: negative}
  - {characteristics: [sex], aim: advance}
  - {characteristics: [age], aim: foster, direction: not-assessed}
  - {characteristics: [age], direction: negative}
  - {aim: foster, direction: negative}
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The law of England on a day that stays."""
    return load_catalogue("england", on=datetime.date(2026, 11, 24))


@pytest.fixture(scope="module")
def loaded() -> LoadedAssessment:
    """A small assessment."""
    return parse_assessment(TEXT, "somewhere/library.yaml")


def _finding(
    catalogue: Catalogue, about: str, severity: str, outcome: Outcome = Outcome.GAP, *, good: bool = False
) -> Finding:
    requirement = catalogue.requirement(about)
    assert requirement is not None
    return Finding(
        requirement=about,
        title=requirement.title,
        outcome=outcome,
        severity=severity,  # type: ignore[arg-type]
        message=f"{about} {severity}",
        citations=tuple(catalogue.sources(requirement)),
        fingerprint=f"{about} {severity}",
        good_practice=good,
    )


@pytest.fixture(scope="module")
def report(loaded: LoadedAssessment, catalogue: Catalogue) -> Report:
    """With gaps of several sorts, given in no order."""
    return make_report(
        loaded,
        catalogue,
        [
            _finding(catalogue, "pc.sex", "low"),
            _finding(catalogue, "pc.age", "high", Outcome.ADDRESSED),
            _finding(catalogue, "staff.training", "critical", good=True),
            _finding(catalogue, "pc.sex", "critical"),
            _finding(catalogue, "pc.race", "high"),
        ],
    )


def test_gaps_are_numbered_worst_first_and_good_practice_last(report: Report) -> None:
    """However serious good practice is held to be."""
    assert [(gap.number, gap.finding.message) for gap in report.gaps] == [
        (1, "pc.sex critical"),
        (2, "pc.race high"),
        (3, "pc.sex low"),
        (4, "staff.training critical"),
    ]


def test_counts(report: Report, catalogue: Catalogue) -> None:
    """Gaps in duties by severity; requirements by the worst outcome each has."""
    assert report.by_severity == {"critical": 1, "high": 1, "medium": 0, "low": 1}
    assert report.good_practice == 1
    assert report.by_outcome == {"gap": 3, "not-checked": len(catalogue.requirements) - 4, "addressed": 1}
    assert sum(len(answers) for _, answers in report.by_duty) == len(catalogue.requirements)


def test_a_requirement_without_a_finding_is_not_checked(report: Report) -> None:
    """Silence is never a pass."""
    (answer,) = (one for one in report.answers if one.requirement.id == "psed.duty")
    assert answer.outcome is Outcome.NOT_CHECKED


def test_the_heat_map_takes_the_worst_and_keeps_silence_apart(report: Report) -> None:
    """An effect counts once for each of its characteristics; one with no aim has its own column."""
    cells = {
        (row.characteristic.id, aim.id): cell
        for row in report.heat_map.rows
        for aim, cell in zip(report.heat_map.aims, row.cells, strict=True)
    }
    assert cells["sex", "advance"].directions == (("negative", 1), ("not-stated", 1), ("positive", 1))
    assert cells["sex", "advance"].worst == "negative"
    assert cells["race", "advance"].directions == (("negative", 1),)
    assert cells["age", "foster"].directions == (("not-assessed", 1),)
    assert cells["sex", "foster"].worst == "not-assessed"
    assert cells["marriage-civil-partnership", "foster"].worst == "not-counted"
    assert report.heat_map.outside == (5,)
    no_aim = {row.characteristic.id: row.no_aim for row in report.heat_map.rows if row.no_aim}
    assert no_aim == {"age": (("negative", 1),)}


def test_the_file_is_named_without_its_folder(report: Report) -> None:
    """A report is passed round; where the file lay is nobody's business, and would change the bytes."""
    assert report.file == "library.yaml"
    assert len(report.sha256) == 64


def test_as_data_says_the_same(report: Report) -> None:
    """And can be written as JSON."""
    data = json.loads(json.dumps(as_data(report)))
    assert data["schema"] == "eiagen.report/1"
    assert data["counts"]["gaps"] == len(report.gaps)
    assert data["counts"]["by_severity"] == dict(report.by_severity)
    assert len(data["findings"]) == len(report.findings)
    assert [gap["number"] for gap in data["gaps"]] == [1, 2, 3, 4]
    assert data["catalogue"]["on"] == "2026-11-24"
    assert data["effects_without_aim"] == {"age": {"negative": 1}}
    assert all("checked" in source for source in data["catalogue"]["sources"])
    assert {
        "characteristic": "sex",
        "aim": "foster",
        "counts_for_aim": True,
        "worst": "not-assessed",
        "effects": {},
    } in data["heat_map"]


def test_order_of_findings_does_not_matter(
    report: Report, loaded: LoadedAssessment, catalogue: Catalogue
) -> None:
    """The same findings make the same report."""
    again = make_report(loaded, catalogue, tuple(reversed(report.findings)))
    assert as_data(again) == as_data(report)
