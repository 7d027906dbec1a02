"""What the engine makes of where and how something is said, shown on one requirement."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eiagen.finding import Finding

Outcomes = Callable[..., dict[str, str]]
Audited = Callable[..., dict[str, Finding]]

ADDRESSED = [
    "Staff must call ahead where a wheelchair user is expected.",
    "Wheelchair users are less likely to reach the counter.",
    "Officers should:\n\n- ask whether the person is disabled\n- write down what is asked for",
    "Disabled people may:\n\n- find it difficult to reach the upper floor\n- need more time",
    "## Disability\n\nAppointments must be offered at home.",
    "| | What will be done |\n|---|---|\n| Disability | Appointments are offered at home. |",
    "| Question | Answer |\n|---|---|\n| How are disabled people affected? | They cannot use the steps. |",
    "There is no effect on disabled people because the change is to the colour of folders.",
    "If a person is not disabled, do not ask for a certificate; if disabled, offer a seat.",
    "OFFICERS MUST OFFER A SEAT TO ANYBODY WITH A MOBILITY IMPAIRMENT.",
]
MENTIONED = [
    "The Disability Forum met.",
    "Consider the guidance of the Disabled People Board before you order paper.",
    "Do disabled people need more time?",
    "We are committed to offering disabled people a good service.",
    "Public authorities must not discriminate because of age, disability, race or sex.",
    "# Disability\n\n# Fees\n\nThe fee is four pounds.",
    "## References\n\nDisabled people must be offered seats: a study of forty buses.",
    "## Glossary\n\nDisability: staff must use the words of the Act.",
    "Offer for disabled people, available at www.example.org [accessed 3 May 2025].",
]
DISMISSED = [
    "Disabled people were not considered.",
    "We do not expect any effect on disabled people.",
    "No impact on disabled people is anticipated.",
    "| Characteristic | Impact |\n|---|---|\n| Disability | N/A |",
    "| Characteristic | Impact |\n|---|---|\n| Disability | No impact identified |",
    "Disability: none.",
    "The effect on disabled people will be assessed at a later stage.",
]
GAP = [
    "[Click here to enter text on disabled people: staff must offer help.]",
    "Disability ........ 12\n\nFees ........ 14",
    "Write to help@disability.example.org or see www.disabled.example.org for the form.",
    "The lock can be disabled from the panel, and staff must test it.",
    "",
]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        *((text, "addressed") for text in ADDRESSED),
        *((text, "mentioned") for text in MENTIONED),
        *((text, "dismissed") for text in DISMISSED),
        *((text, "gap") for text in GAP),
    ],
)
def test_outcome(text: str, outcome: str, findings: Audited) -> None:
    finding = findings(text)["pc.disability"]
    assert finding.outcome == outcome, finding.message


def test_the_highest_passage_wins_and_a_denial_never_lifts(outcomes: Outcomes) -> None:
    denied = "Disabled people were not considered."
    named = "The leaflet names disabled people."
    done = "Staff must offer a seat to anybody with a mobility impairment."
    assert outcomes(f"{named}\n\n{denied}")["pc.disability"] == "dismissed"
    assert outcomes(f"{named}\n\n{denied}\n\n{done}")["pc.disability"] == "addressed"


def test_every_requirement_in_force_gets_a_finding(outcomes: Outcomes) -> None:
    found = outcomes("The fee is four pounds.")
    assert len(found) > 25
    assert set(found.values()) <= {"gap", "not-checked"}


def test_a_single_passage_is_to_be_checked_and_says_why(findings: Audited) -> None:
    once = findings("Staff must offer a seat to anybody with a mobility impairment.")["pc.disability"]
    assert (once.certainty, once.certainty_because) == ("check", "one passage only")
    text = (
        "Staff must offer a seat to anybody with a mobility impairment.\n\n"
        "Use a sign language interpreter for deaf people.\n\n"
        "Disabled people are more likely to arrive by taxi, so keep the bay free."
    )
    assert findings(text)["pc.disability"].certainty == "sure"


def test_the_best_passages_come_first_and_are_four_at_the_most(findings: Audited) -> None:
    names = "\n\n".join(f"Leaflet {number} names disabled people." for number in range(20))
    steps = "\n\n".join(f"Staff must offer seat {number} to disabled people who ask." for number in range(9))
    quotes = findings(f"{names}\n\n{steps}")["pc.disability"].quotes
    assert len(quotes) == 4
    assert all(quote.text.startswith("Staff must") for quote in quotes)
