"""Pairs of versions labelled by strangers: outcomes, changes and law put wrongly, as good as once measured.

`pytest tests/versions -s -k figures` prints what is reached on every pair.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import load_law
from eiagen.audit.one_document import audit, knowledge_of
from eiagen.comparison.alignment import align
from eiagen.comparison.changes import changes
from eiagen.comparison.held import held_document
from eiagen.document import Document
from eiagen.loading import load_catalogue
from eiagen.readers import read
from eiagen.words import words
from eiagen.yaml_source.file import read_yaml

FOLDER = Path(__file__).parent
PAIRS = sorted(path.parent.name for path in FOLDER.glob("*/changes.csv"))
ABOUT = {pair: read_yaml(str(FOLDER / pair / "about.yaml")).values for pair in PAIRS}
VERSIONS = ("old.md", "new.md")
OUTCOMES = ("gap", "mentioned", "dismissed", "addressed")


class Figures(NamedTuple):
    """How right the audit and the comparison are on some pairs."""

    right: float
    gap_precision: float
    gap_recall: float
    changes: float
    wrong_law_found: float
    right_flags: float


FLOORS = {
    True: Figures(0.92, 0.98, 0.92, 0.79, 0.91, 0.94),
    False: Figures(0.80, 0.99, 0.69, 0.60, 0.88, 0.92),
}
"""Whether the pairs have been read, and what must be reached: a little under what was measured.

Before anything was changed for them, the first twelve reached 0.74 right, gap 0.84 / 0.78 and 0.52 of
changes; wrong law 0.39 on the first six and, after it had been rewritten, 0.89 on the others. The last two
had 0.80 right, gap 1.00 / 0.69, 0.53 of changes and 0.90 of wrong law when the program first saw them.
Only what is reached on the unread is any forecast.
"""


def rows(pair: str, name: str) -> list[dict[str, str]]:
    with (FOLDER / pair / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def documents(pair: str) -> dict[str, Document]:
    return {name: read(str(FOLDER / pair / name)) for name in VERSIONS}


@cache
def outcomes(pair: str) -> list[tuple[str, str]]:
    """What a reader and what the audit says of each requirement of both versions."""
    catalogue = load_catalogue("england", ["prostitution"], guidance=True)
    known = knowledge_of(catalogue)
    found = {
        (name, one.requirement): str(one.outcome)
        for name, document in documents(pair).items()
        for one in audit(document, catalogue, known)
    }
    return [(row["label"], found[row["document"], row["requirement"]]) for row in rows(pair, "labels.csv")]


@cache
def kinds(pair: str) -> list[tuple[str, str]]:
    """What a reader and what the comparison says became of each requirement."""
    catalogue = load_catalogue("england", ["prostitution"], guidance=True)
    known, held_against = knowledge_of(catalogue), load_law(catalogue)
    old, new = (
        held_document(document, known, misstatements(document, held_against))
        for document in documents(pair).values()
    )
    alignment = align([one.words for one in old.sentences], [one.words for one in new.sentences])
    found = {one.requirement.id: str(one.kind) for one in changes(old, new, alignment, catalogue)}
    return [(row["kind"], found[row["requirement"]]) for row in rows(pair, "changes.csv")]


@cache
def law(pair: str) -> tuple[int, int, int, int]:
    """Wrong statements, how many of them are found; flags, how many of them are on a wrong statement."""
    held_against = load_law(load_catalogue("england", ["prostitution"]))
    wrong = found = flags = right = 0
    for name, document in documents(pair).items():
        labelled = [
            row["quote"]
            for row in rows(pair, "misstatements.csv")
            if row["document"] == name and row["statement_is"] == "wrong"
        ]
        flagged = [one.quotes[0].text for one in misstatements(document, held_against)]
        wrong += len(labelled)
        flags += len(flagged)
        found += sum(any(meets(quote, flag) for flag in flagged) for quote in labelled)
        right += sum(any(meets(quote, flag) for quote in labelled) for flag in flagged)
    return wrong, found, flags, right


def meets(one: str, other: str) -> bool:
    """Whether two quotes share five words in a row."""
    first, second = (re.findall(r"[a-z0-9]+", text.lower()) for text in (one, other))
    runs = {tuple(first[at : at + 5]) for at in range(len(first) - 4)} or {tuple(first)}
    return any(tuple(second[at : at + len(run)]) == run for run in runs for at in range(len(second)))


def share(some: Iterable[tuple[str, str]]) -> float:
    listed = list(some)
    return sum(one == other for one, other in listed) / len(listed)


def figures(pairs: Sequence[str], with_law: Sequence[str]) -> Figures:
    found = [one for pair in pairs for one in outcomes(pair)]
    gaps = Counter(one for one in found if "gap" in one)
    said, labelled = sum(other == "gap" for _, other in found), sum(one == "gap" for one, _ in found)
    wrong, seen, flags, right = (sum(column) for column in zip(*map(law, with_law), strict=True))
    return Figures(
        share(found),
        gaps["gap", "gap"] / said,
        gaps["gap", "gap"] / labelled,
        share(one for pair in pairs for one in kinds(pair)),
        seen / wrong,
        right / flags if flags else 1.0,
    )


def some(have_been_read: bool) -> tuple[list[str], list[str]]:
    return (
        [pair for pair in PAIRS if ABOUT[pair]["outcomes_read"] is have_been_read],
        [pair for pair in PAIRS if ABOUT[pair]["law_read"] is have_been_read],
    )


@pytest.mark.parametrize("pair", PAIRS)
def test_each_requirement_is_labelled_in_both_and_extracts_stand_in_the_text(pair: str) -> None:
    labels = rows(pair, "labels.csv")
    for name in VERSIONS:
        text = " ".join(words(" ".join(one.text for one in documents(pair)[name].passages)))
        own = [row for row in labels if row["document"] == name]
        assert len({row["requirement"] for row in own}) == len(own) == 59
        for row in own:
            assert row["label"] in OUTCOMES
            assert bool(row["evidence"]) is (row["label"] != "gap")
            for extract in filter(None, row["evidence"].split(" || ")):
                first = " ".join(words(extract)[1:-1][:4])
                assert first in text, f"{pair}, {name}, {row['requirement']}: {extract}"
    before, after = (
        {row["requirement"]: row["label"] for row in labels if row["document"] == name} for name in VERSIONS
    )
    for row in rows(pair, "changes.csv"):
        assert (row["old_label"], row["new_label"]) == (before[row["requirement"]], after[row["requirement"]])


@pytest.mark.parametrize("have_been_read", [True, False], ids=("read", "unread"))
def test_pairs_are_judged_as_well_as_they_were_measured_to_be(have_been_read: bool) -> None:
    reached = figures(*some(have_been_read))
    for name, value, floor in zip(Figures._fields, reached, FLOORS[have_been_read], strict=True):
        assert value >= floor, f"{name}: {value:.3f}, at least {floor}"


def test_figures() -> None:
    for pair in PAIRS:
        print(f"\n{pair:22}", *(f"{value:.3f}" for value in figures([pair], [pair])))
    for have_been_read in (True, False):
        print(
            "read  " if have_been_read else "unread",
            *(f"{one:.3f}" for one in figures(*some(have_been_read))),
        )
