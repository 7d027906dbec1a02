"""Each folder here is a pair of versions of our own, with the changes that a reader sees in it."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from eiagen.comparison.documents import compared_documents, law_of, opened
from eiagen.comparison.record import as_data

FOLDER = Path(__file__).parent
PAIRS = sorted(path.parent.name for path in FOLDER.glob("*/expected.yaml"))


def version(pair: str, which: str) -> str:
    (found,) = (FOLDER / pair).glob(f"{which}.*")
    return str(found)


@pytest.fixture(scope="module", params=PAIRS)
def pair(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_folder_is_a_pair() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert folders == set(PAIRS)
    assert len(PAIRS) >= 6


def test_the_changes_are_those_that_a_reader_sees(pair: str) -> None:
    expected = yaml.safe_load((FOLDER / pair / "expected.yaml").read_text(encoding="utf-8"))
    with ThreadPoolExecutor(1) as here:
        (old, of_old), (new, of_new) = opened(
            here, [(version(pair, which), None) for which in ("old", "new")]
        )
        topics = tuple(expected.get("topics", ()))
        law = law_of(of_old, of_new, expected["jurisdiction"], topics, datetime.date(2026, 11, 24))
        comparison = as_data(compared_documents(here, old, new, law))
    found = {one["requirement"]: one["change"] for one in comparison["changes"]}
    wrong: dict[str, Any] = {}
    for requirement, wanted in expected["changes"].items():
        if found[requirement] not in ([wanted] if isinstance(wanted, str) else wanted):
            wrong[requirement] = (found[requirement], wanted)
    assert not wrong
    others = {id: change for id, change in found.items() if change not in expected["only"]}
    assert not others
    for name, number in expected.get("text", {}).items():
        value = comparison["text"][name]
        assert (len(value) if isinstance(value, list) else value) == number, name
