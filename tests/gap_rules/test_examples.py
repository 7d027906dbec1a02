"""Every file under <RULE>/gap has that rule's gap, and every file under <RULE>/no_gap has not.

A file is a small assessment. Its first line may say how it is read and what comes out:
`# jurisdiction: wales; topics: prostitution; on: 2026-11-24; expect: 2; at: impacts.3.mitigation`.
"""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

import pytest

from eiagen.duties import Catalogue
from eiagen.finding import Finding
from eiagen.gap_check import check
from eiagen.loading import load_assessment, load_catalogue
from eiagen.place import dotted

HERE = Path(__file__).parent
NATIONS = ("england", "wales", "scotland", "northern-ireland")
TOPICS = ("prostitution", "local-service")
ON = datetime.date(2026, 11, 24)
GAP_FILES = sorted(HERE.glob("*/gap/*.yaml"))
NO_GAP_FILES = sorted(HERE.glob("*/no_gap/*.yaml"))


def name(path: Path) -> str:
    """What pytest calls a file: PSED-013/gap/nothing-done."""
    return f"{path.parts[-3]}/{path.parts[-2]}/{path.stem}"


@cache
def law(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> Catalogue:
    """A catalogue, read once."""
    return load_catalogue(jurisdiction, topics, on)


def header(path: Path) -> dict[str, str]:
    """What the first line says."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    known = ("jurisdiction", "topics", "on", "expect", "at")
    pairs = (
        (part.partition(":") for part in first.removeprefix("#").split(";")) if first.startswith("#") else ()
    )
    said = {key.strip(): value.strip() for key, _, value in pairs if key.strip()}
    assert set(said) <= set(known), f"{path}: the first line knows {', '.join(known)}"
    return said


def gaps(path: Path) -> list[Finding]:
    """The gaps that the folder's rule finds in the file."""
    said = header(path)
    topics = tuple(said["topics"].split()) if "topics" in said else ()
    on = datetime.date.fromisoformat(said["on"]) if "on" in said else ON
    catalogue = law(said.get("jurisdiction", "england"), topics, on)
    rule = path.parts[-3]
    found = check(load_assessment(str(path)), catalogue)
    return [finding for finding in found if finding.rule == rule and finding.outcome.wants_work]


def in_words(found: list[Finding]) -> list[str]:
    """The gaps as a failing test should show them."""
    return [f"{dotted(finding.path)}: {finding.message}" for finding in found]


@pytest.mark.parametrize("path", GAP_FILES, ids=name)
def test_the_gap_is_found(path: Path) -> None:
    found, said = gaps(path), header(path)
    assert found, "the rule found nothing"
    if "expect" in said:
        assert len(found) == int(said["expect"]), in_words(found)
    if "at" in said:
        assert said["at"] in [dotted(finding.path) for finding in found], in_words(found)
    for finding in found:
        assert finding.outcome == "gap"
        assert finding.place.line is not None
        assert not set("{}_") & set(finding.message + finding.why + finding.fix), finding.message
        assert not set("{}") & set("".join(finding.under)), finding.under


@pytest.mark.parametrize("path", NO_GAP_FILES, ids=name)
def test_no_gap_is_found_where_there_is_none(path: Path) -> None:
    assert in_words(gaps(path)) == []


def all_rules() -> set[str]:
    """Every rule of every nation with every topic."""
    return {rule for nation in NATIONS for rule in law(nation, TOPICS, ON).rules}


def test_every_rule_has_examples_on_both_sides() -> None:
    with_gap = {path.parts[-3] for path in GAP_FILES}
    without = {path.parts[-3] for path in NO_GAP_FILES}
    assert with_gap == all_rules()
    assert without == all_rules()


def test_the_fifty_two_rules_are_there() -> None:
    assert {f"PSED-{number:03}" for number in range(1, 53)} <= all_rules()
