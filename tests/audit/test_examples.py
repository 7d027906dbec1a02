"""Every example in the catalogue gives the outcome that it stands under, and only that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.catalogue_files import validated
from eiagen.duties import InGuidance
from eiagen.resources import CATALOGUE

Outcomes = Callable[..., dict[str, str]]
FILES = sorted(CATALOGUE.glob("**/guidance/*.yaml"))
OUTCOMES = ("addressed", "mentioned", "dismissed", "gap")


def catalogue_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """The jurisdiction and topics in whose catalogue a file is used."""
    *_, folder = path.relative_to(CATALOGUE).parts[:-2]
    parts = path.relative_to(CATALOGUE).parts[:-2]
    topics = (parts[1],) if parts[0] == "topics" else ()
    shared = folder in ("united-kingdom", "great-britain") or folder in topics
    return ("england" if shared else folder), topics


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.relative_to(CATALOGUE).parts))
def test_examples(path: Path, outcomes: Outcomes) -> None:
    _, guidance = validated(path, InGuidance)
    wrong = [
        f"{got} and not {outcome}: {text}"
        for outcome in OUTCOMES
        for text in getattr(guidance.examples, outcome)
        if (got := outcomes(text, *catalogue_of(path))[path.stem]) != outcome
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.relative_to(CATALOGUE).parts))
def test_there_are_examples_both_ways(path: Path) -> None:
    _, guidance = validated(path, InGuidance)
    assert guidance.examples.addressed
    assert guidance.examples.mentioned
    assert guidance.examples.gap


def test_no_example_is_forgotten() -> None:
    assert len(FILES) == len({path.resolve() for path in CATALOGUE.glob("**/guidance/*")})
