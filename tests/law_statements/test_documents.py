"""Whole documents by strangers: how many wrong statements are found, and how many flags are on one."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import pytest

from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import Law, load_law
from eiagen.loading import load_catalogue
from eiagen.readers import read
from eiagen.yaml_source.file import read_yaml

FOLDER = Path(__file__).parent / "documents"
SETS = sorted(path.parent.name for path in FOLDER.glob("*/misstatements.csv"))
FLOORS = {True: (0.95, 0.98), False: (0.68, 0.97)}
"""Whether a set has been read: the shares of wrong statements found, and of flags that are right."""


@cache
def law() -> Law:
    return load_law(load_catalogue("england", ["prostitution"]))


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name / "misstatements.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def meets(quote: str, flag: str) -> bool:
    """Whether a flag is on the statement: one holds the other, or they share five words in a row."""
    one, other = plain(quote), plain(flag)
    if one in other or other in one:
        return True
    first, second = one.split(), f" {other} "
    return any(f" {' '.join(first[at : at + 5])} " in second for at in range(len(first) - 4))


@pytest.mark.parametrize("name", SETS)
def test_what_is_wrong_is_found_and_what_is_right_is_left_alone(name: str) -> None:
    wrong = found = flags = right = 0
    for document in sorted({row["document"] for row in rows(name)}):
        flagged = [one.quotes[0].text for one in misstatements(read(str(FOLDER / name / document)), law())]
        quotes = [
            row["quote"]
            for row in rows(name)
            if row["document"] == document and row["statement_is"] == "wrong"
        ]
        wrong += len(quotes)
        flags += len(flagged)
        found += sum(any(meets(quote, flag) for flag in flagged) for quote in quotes)
        right += sum(any(meets(quote, flag) for quote in quotes) for flag in flagged)
    print(f"{name}: {found} of {wrong} found, {right} of {flags} flags on one")
    recall, precision = FLOORS[read_yaml(str(FOLDER / name / "about.yaml")).values["read"]]
    assert found / wrong >= recall
    assert right / flags >= precision
