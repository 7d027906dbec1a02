"""How forms are filled in, what a denial reaches, and what is more than a figure or a phrase."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Outcomes = Callable[..., dict[str, str]]

COLUMNS = """
| Group | Positive | Negative | None |
|---|---|---|---|
| Disability | | x | |
| Race | | | x |
"""


def test_a_cross_says_what_its_column_says(outcomes: Outcomes) -> None:
    found = outcomes(COLUMNS)
    assert found["pc.race"] == "dismissed"
    assert found["pc.disability"] == "mentioned"


def test_a_reason_given_in_a_form_is_an_answer(outcomes: Outcomes) -> None:
    text = "| Group | Impact | Reason |\n|---|---|---|\n| Race | Positive | Posters carry seven scripts |"
    assert outcomes(text)["pc.race"] == "addressed"


@pytest.mark.parametrize(
    ("text", "requirement", "outcome"),
    [
        # A denial inside a text under a heading denies only what stands near it.
        (
            "## Disabled people\n\nThose who come by car may have to pay more, as the yard "
            "with the free bays has not been paved and no date was given by the owner when he was asked.",
            "pc.disability",
            "addressed",
        ),
        ("## Disability\n\nNo impact has been identified.", "pc.disability", "dismissed"),
        # A reason that belongs to what is denied is none for the denial.
        ("The rule does not affect people because of their marital status.", "pc.marriage", "dismissed"),
        (
            "The public sector equality duty is not engaged because the report only restates the dates.",
            "psed.duty",
            "addressed",
        ),
        # Who there is, and how they fare.
        ("At the census 58 per cent were Christian.", "pc.religion-belief", "mentioned"),
        ("3 per cent of the town is gay.", "pc.sexual-orientation", "mentioned"),
        ("Women make up a third of callers and are less likely to be rung back.", "pc.sex", "addressed"),
        # What sounds like a promise or an instruction and is none.
        ("Deaf people find the old form difficult to follow.", "pc.disability", "addressed"),
        ("Support for disabled people exists in the county.", "pc.disability", "mentioned"),
        # The law repeated, with what follows from it.
        (
            "The Act protects disabled people, and therefore staff must keep a ramp at the door.",
            "pc.disability",
            "addressed",
        ),
        # What is not known, and what will be done about it.
        (
            "## Gaps in evidence\n\nWe do not record religion, and the form will be changed by May 2027.",
            "evidence.limits",
            "addressed",
        ),
    ],
)
def test_outcome(text: str, requirement: str, outcome: str, outcomes: Outcomes) -> None:
    assert outcomes(text)[requirement] == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Girls in a wheelchair are less likely to be picked for the team.", "addressed"),
        ("Girls and wheelchair users are less likely to be picked for the team.", "gap"),
        ("Muslim wheelchair users came to the hall.", "gap"),
    ],
)
def test_two_groups_that_meet_in_one_person(text: str, outcome: str, outcomes: Outcomes) -> None:
    assert outcomes(text)["intersection"] == outcome


def test_an_effect_on_a_group_needs_a_remedy_in_the_same_sentence(outcomes: Outcomes) -> None:
    effect = "Wheelchair users cannot reach the upper counter"
    assert outcomes(f"{effect}.")["adverse.mitigation"] == "gap"
    remedy = f"{effect}, so a clerk must be called down to them."
    assert outcomes(remedy)["adverse.mitigation"] == "addressed"


def test_no_defence_is_the_law_and_no_denial(outcomes: Outcomes) -> None:
    text = (
        "Paying for the sexual services of a person who is exploited is an offence under section 53A; it is "
        "no defence that the buyer did not know, and officers must record who paid whom."
    )
    assert outcomes(text, "england", ("prostitution",))["offence.paying-exploited"] == "addressed"
