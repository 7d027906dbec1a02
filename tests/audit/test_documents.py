"""Whole documents of our own, each with what its writer meant it to show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eiagen.yaml_source.file import read_yaml

FOLDER = Path(__file__).parent / "documents"
LABELLED: dict[str, Any] = read_yaml(str(FOLDER / "labels.yaml")).values
Outcomes = Callable[..., dict[str, str]]


@pytest.mark.parametrize("name", LABELLED)
def test_document(name: str, outcomes: Outcomes) -> None:
    wanted = LABELLED[name]
    text = (FOLDER / name).read_text(encoding="utf-8")
    found = outcomes(text, "england", wanted["topics"])
    wrong = {row: (label, found[row]) for row, label in wanted["labels"].items() if found[row] != label}
    assert not wrong, f"wanted, found: {wrong}"


def test_every_document_is_labelled() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == set(LABELLED)
