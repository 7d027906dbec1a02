"""Whole documents in six voices, every requirement labelled from the text before the audit had seen it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from eiagen.guidance_audit import audit, knowledge_of
from eiagen.loading import load_catalogue
from eiagen.readers import read
from eiagen.yaml_file import read_yaml

FOLDER = Path(__file__).parent / "documents" / "whole"
LABELLED: dict[str, Any] = read_yaml(str(FOLDER / "labels.yaml")).values

OF_ALL = 0.65
"""The share of all labels that must be found.

The first measurement, of 24 November 2026, gave 0.69 (0.57 to 0.79 by document) where 0.85 had been
hoped for. When the audit reads better, raise this; the labels stay.
"""
OF_EACH = 0.55
"""The share below which no document may fall. Hoped for: 0.75."""


@cache
def found(name: str) -> dict[str, str]:
    """The outcome of each requirement in force."""
    described = LABELLED[name]
    known = knowledge_of(load_catalogue(described["jurisdiction"], described["topics"], guidance=True))
    findings = audit(read(FOLDER / name), known.catalogue, known)
    return {one.requirement: str(one.outcome) for one in findings}


def right(name: str) -> int:
    """How many labels of the document are found."""
    return sum(found(name)[row] == label for row, label in LABELLED[name]["labels"].items())


def differences(name: str) -> str:
    """Every label that is not found, a line each, for whoever reads the failure."""
    return "\n".join(
        f"{name}: {row}: labelled {label}, found {found(name)[row]}"
        for row, label in LABELLED[name]["labels"].items()
        if found(name)[row] != label
    )


def test_every_document_is_labelled() -> None:
    assert {path.name for path in FOLDER.iterdir()} - {"labels.yaml"} == set(LABELLED)


@pytest.mark.parametrize("name", LABELLED)
def test_every_requirement_in_force_is_labelled(name: str) -> None:
    described = LABELLED[name]
    catalogue = load_catalogue(described["jurisdiction"], described["topics"])
    in_force = {one.id for one in catalogue.requirements if not one.not_applicable}
    assert set(described["labels"]) == in_force


@pytest.mark.parametrize("name", LABELLED)
def test_no_document_is_misread(name: str) -> None:
    assert right(name) / len(LABELLED[name]["labels"]) >= OF_EACH, differences(name)


def test_most_labels_are_found() -> None:
    total = sum(len(described["labels"]) for described in LABELLED.values())
    assert sum(map(right, LABELLED)) / total >= OF_ALL, "\n".join(map(differences, LABELLED))
