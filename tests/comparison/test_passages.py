"""Short pairs of passages: each is called what a careful reader calls it, where both address a requirement.

Every sentence counts as addressing it, so that this tests how two passages are weighed and not the audit.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from eiagen.comparison.substance import Balance

PASSAGES: dict[str, list[dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "passages.yaml").read_text(encoding="utf-8")
)
KINDS = {"strengthened", "weakened", "reworded", "unchanged"}


Weighed = Callable[[str, str], Balance]


@pytest.mark.parametrize("pair", PASSAGES["told_apart"], ids=lambda pair: pair["name"])
def test_the_change_is_what_a_reader_calls_it(pair: dict[str, Any], weighed: Weighed) -> None:
    found = weighed(pair["old"], pair["new"])
    assert found.verdict == pair["kind"], found.in_words()


@pytest.mark.parametrize("pair", PASSAGES["told_apart"], ids=lambda pair: pair["name"])
def test_back_to_front_it_is_the_opposite(pair: dict[str, Any], weighed: Weighed) -> None:
    opposite = {"strengthened": "weakened", "weakened": "strengthened"}
    found = weighed(pair["new"], pair["old"])
    assert found.verdict == opposite.get(pair["kind"], pair["kind"]), found.in_words()


def test_there_are_passages_of_every_kind() -> None:
    names = [pair["name"] for pairs in PASSAGES.values() for pair in pairs]
    assert len(names) == len(set(names))
    assert len(PASSAGES["told_apart"]) >= 40
    assert {pair["kind"] for pair in PASSAGES["told_apart"]} == KINDS


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Reply within 20 working days.", "Reply within ten working days.", "a shorter time limit"),
        ("Reply within two hours.", "Reply within four hours.", "a longer time limit"),
        ("The board checks referrals every year.", "The board checks referrals monthly.", "done more often"),
        ("Staff must book an interpreter.", "Staff may book an interpreter.", "put less firmly"),
        (
            "Calls from neighbours are answered by the ward officer.",
            "Calls from neighbours are answered by the ward officer unless he is away.",
            "an exception added",
        ),
        ("We fund two officers.", "We fund five officers.", "a higher figure"),
        ("A worker stays for two years.", "A worker stays for six months.", "for less long"),
        ("No more than one search is made.", "No more than four searches are made.", "an upper limit raised"),
        ("All nurses take the course.", "New nurses take the course.", "for fewer of them"),
        ("The plan is reviewed in May 2027.", "The plan is reviewed in May 2029.", "a later date"),
        ("Ask her before the visit.", "Ask her after the visit.", "done after and not before"),
        (
            "Any search of a home must be approved by a director.",
            "Any search of a home must be approved by a clerk.",
            "decided lower down",
        ),
        ("Staff never share her address.", "Staff share her address.", "what was ruled out is done"),
        ("Staff book a signer for her.", "Staff book no signer for her.", "what was given is refused"),
        (
            "Women at the shelter get a bed, a meal and a worker.",
            "Women at the shelter get a bed and a worker.",
            "lost: something left out",
        ),
    ],
)
def test_the_difference_is_said_in_words(old: str, new: str, said: str, weighed: Weighed) -> None:
    assert said in weighed(old, new).in_words()
