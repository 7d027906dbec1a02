"""Whole documents in many voices and formats, each requirement labelled before the audit had seen the text.

Each `NAME.labels.yaml` lies beside its document. Their writers had not read what the audit knows, and the
labels are not changed to suit it. `pytest tests/audit/test_whole_documents.py -s -k figures` prints figures.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from eiagen import accuracy
from eiagen.audit.one_document import audit, knowledge_of
from eiagen.loading import load_catalogue
from eiagen.readers import read
from eiagen.yaml_source.file import read_yaml

FOLDER = Path(__file__).parent / "documents" / "whole"
LABELS = sorted(FOLDER.glob("*.labels.yaml"))
OUTCOMES = ("gap", "mentioned", "dismissed", "addressed")


class Figures(NamedTuple):
    """How right the audit is about some pairs of a document and a requirement."""

    right: float
    gap_precision: float
    gap_recall: float
    kappa: float


FLOORS = {
    "2026-11-24": Figures(right=0.82, gap_precision=0.86, gap_recall=0.89, kappa=0.70),
    "2026-11-28": Figures(right=0.77, gap_precision=0.80, gap_recall=0.83, kappa=0.66),
}
"""By the day on which the labels were written: what must be reached, a little under what was measured.

The first measurement of the older six, on the day they were labelled: 0.69 right. Of the newer twelve, on
theirs: 0.70 right, gap 0.60 / 0.85, κ 0.57. Since then whoever changes the rules can see every error here, so
these figures are no forecast. When the audit reads better, raise them; the labels stay.
"""
SLACK = 0.03
"""So much may the audit be worse than what reports print of it, before they have to be mended."""
OF_EACH = 0.55
"""The share of right outcomes below which no document may fall."""


class Labelled(NamedTuple):
    """A document and what a reader says that it shows."""

    path: Path
    written: str
    jurisdiction: str
    topics: list[str]
    outcomes: dict[str, str]
    extracts: dict[str, str]


def labelled(path: Path) -> Labelled:
    """The labels of a file; an outcome lists its requirements, with an extract each or without."""
    described: dict[str, Any] = read_yaml(str(path)).values
    outcomes, extracts = {}, {}
    for outcome in OUTCOMES:
        for requirement in described[outcome]:
            assert requirement not in outcomes, f"{path.name}: {requirement} stands there twice"
            outcomes[requirement] = outcome
        if isinstance(described[outcome], dict):
            extracts |= described[outcome]
    return Labelled(
        FOLDER / described["document"],
        str(described["written"]),
        described["jurisdiction"],
        described["topics"],
        outcomes,
        extracts,
    )


DOCUMENTS = {path.name.removesuffix(".labels.yaml"): labelled(path) for path in LABELS}


@cache
def pairs(name: str) -> list[tuple[str, str, str]]:
    """Requirement, label and what the audit finds."""
    one = DOCUMENTS[name]
    known = knowledge_of(load_catalogue(one.jurisdiction, one.topics, guidance=True))
    found = {
        finding.requirement: str(finding.outcome) for finding in audit(read(one.path), known.catalogue, known)
    }
    return [(requirement, label, found[requirement]) for requirement, label in one.outcomes.items()]


def of_set(written: str) -> list[tuple[str, str, str]]:
    return [pair for name, one in DOCUMENTS.items() if one.written == written for pair in pairs(name)]


def figures(some: list[tuple[str, str, str]]) -> Figures:
    """Share of right outcomes, precision and recall of gap, and Cohen's κ."""
    right = sum(label == found for _, label, found in some) / len(some)
    labels, finds = Counter(label for _, label, _ in some), Counter(found for _, _, found in some)
    gaps = sum(label == found == "gap" for _, label, found in some)
    chance = sum(labels[outcome] * finds[outcome] for outcome in OUTCOMES) / len(some) ** 2
    return Figures(right, gaps / finds["gap"], gaps / labels["gap"], (right - chance) / (1 - chance))


def differences(some: list[tuple[str, str, str]]) -> str:
    """Every label that is not found, a line each, for whoever reads the failure."""
    return "\n".join(
        f"{requirement}: labelled {label}, found {found}"
        for requirement, label, found in some
        if found != label
    )


def test_every_document_is_labelled() -> None:
    documents = {path for path in FOLDER.iterdir() if path.is_file()} - set(LABELS)
    assert documents == {one.path for one in DOCUMENTS.values()}


def test_there_are_enough_of_every_kind() -> None:
    assert len(DOCUMENTS) >= 12
    assert {one.path.suffix for one in DOCUMENTS.values()} >= {
        ".md", ".txt", ".html", ".docx", ".odt", ".rtf", ".pdf"
    }  # fmt: skip
    assert {one.jurisdiction for one in DOCUMENTS.values()} == {
        "england", "wales", "scotland", "northern-ireland"
    }  # fmt: skip
    assert {topic for one in DOCUMENTS.values() for topic in one.topics} == {"prostitution", "local-service"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_requirement_in_force_is_labelled(name: str) -> None:
    one = DOCUMENTS[name]
    catalogue = load_catalogue(one.jurisdiction, one.topics)
    in_force = {requirement.id for requirement in catalogue.requirements if not requirement.not_applicable}
    assert set(one.outcomes) == in_force


@pytest.mark.parametrize("name", [name for name, one in DOCUMENTS.items() if one.extracts])
def test_extracts_stand_in_the_document(name: str) -> None:
    one = DOCUMENTS[name]

    def plain(text: str) -> str:
        return re.sub(r"\W+", " ", text).casefold()

    text = plain(" ".join(passage.text for passage in read(one.path).passages))
    missing = {row: extract for row, extract in one.extracts.items() if plain(extract).strip() not in text}
    assert not missing
    assert {row for row, label in one.outcomes.items() if label != "gap"} == set(one.extracts)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_document_is_misread(name: str) -> None:
    assert figures(pairs(name)).right >= OF_EACH, differences(pairs(name))


@pytest.mark.parametrize("written", FLOORS)
def test_figures(written: str) -> None:
    some = of_set(written)
    measured = figures(some)
    print(f"\n{written}: {len(some)} pairs, {measured}")
    for label in OUTCOMES:
        counted = Counter(found for _, one, found in some if one == label)
        print(f"{label:10}", *(f"{outcome} {counted[outcome]:3}" for outcome in OUTCOMES))
    assert all(one >= floor for one, floor in zip(measured, FLOORS[written], strict=True)), (
        f"{measured}\n{differences(some)}"
    )


@pytest.mark.parametrize("written", FLOORS)
def test_what_reports_print_is_still_true(written: str) -> None:
    (printed,) = (one.all for one in accuracy.measured().sets if one.id == f"whole-{written}")
    now = figures(of_set(written))
    again = "measure again: python benchmarks/measured.py --on DAY"
    assert now.gap_precision >= (printed.precision("gap") or 0) - SLACK, again
    assert now.gap_recall >= (printed.recall("gap") or 0) - SLACK, again
    assert now.kappa >= (printed.kappa or 0) - SLACK, again
