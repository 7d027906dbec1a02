"""One edit in a sentence that is otherwise the same: for how long, who decides; and what only looks so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from eiagen.comparison.sentences import without_number
from eiagen.comparison.substance import Balance
from eiagen.comparison.terms import terms_of

FOUND: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "won-and-lost.yaml").read_text(encoding="utf-8")
)
LESS = [(kind, more, less) for kind, pairs in FOUND["less"].items() for more, less in pairs]
SAME = [(kind, one, other) for kind, pairs in FOUND["same"].items() for one, other in pairs]


Weighed = Callable[[str, str], Balance]


@pytest.mark.parametrize(("kind", "more", "less"), LESS)
def test_less_is_weaker_and_more_is_stronger(kind: str, more: str, less: str, weighed: Weighed) -> None:
    lost, won = weighed(more, less), weighed(less, more)
    assert lost.verdict == "weakened", (kind, lost.in_words())
    assert won.verdict == "strengthened", (kind, won.in_words())


@pytest.mark.parametrize(("kind", "one", "other"), SAME)
def test_what_only_looks_other_changes_nothing(kind: str, one: str, other: str, weighed: Weighed) -> None:
    for old, new in ((one, other), (other, one)):
        found = weighed(old, new)
        assert found.verdict in ("reworded", "unchanged"), (kind, found.in_words())
        assert not found.denied, kind


def test_there_are_many_of_every_kind() -> None:
    assert min(len(pairs) for kind, pairs in FOUND["less"].items() if kind != "gone") >= 13
    assert len(LESS) >= 200
    assert len(SAME) >= 85
    assert len(FOUND["not_yet"]["less"]) + len(FOUND["not_yet"]["same"]) <= 16


def test_a_review_that_moved_with_the_whole_version_is_no_later(weighed: Weighed) -> None:
    old = "We asked 40 tenants in 2024. The panel reviews the policy in May 2026."
    new = "We asked 55 tenants in 2027. The panel reviews the policy in May 2029."
    assert "date" not in weighed(old, new).in_words()
    assert "a later date" in weighed(old, old.replace("May 2026", "May 2029")).in_words()


@pytest.mark.parametrize(
    ("numbered", "plain"),
    [
        ("2 Officers must knock.", "Officers must knock."),
        ("F.2 A day's training is given.", "A day's training is given."),
        ("Step 3: Ask her.", "Ask her."),
        ("para 14 Staff must knock.", "Staff must knock."),
        ("40 Black women replied.", "40 Black women replied."),
        ("12 officers must knock.", "12 officers must knock."),
        ("3 May 2027 is the day.", "3 May 2027 is the day."),
        ("Section 14 Street Offences Act 1959", "Section 14 Street Offences Act 1959"),
    ],
)
def test_a_number_in_front_is_no_figure(numbered: str, plain: str) -> None:
    assert without_number(numbered) == plain
    assert terms_of(numbered) == terms_of(plain)


def test_a_heading_says_nothing_of_what_stands_below_it(weighed: Weighed) -> None:
    old = "# Visits\n\nNurses visit in pairs and carry a radio.\n"
    new = "# Visits in pairs and radios that nurses carry\n\nThe garden is open on Fridays.\n"
    found = weighed(old, new)
    assert found.gone == [1]


def test_what_stands_beside_denies_for_half_a_sentence(weighed: Weighed) -> None:
    whole = "Signers must be booked; a child, a client or a partner never signs."
    halves = "Signers must be booked.\n\nSigning is never done by a client, a partner or a child."
    assert not weighed(whole, halves).denied
