"""Texts on which checkers of documents are known to fail: what is denied or promised is no coverage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eiagen.finding import Finding

Outcomes = Callable[..., dict[str, str]]
Audited = Callable[..., dict[str, Finding]]
AIMS = ("psed.eliminate", "psed.advance", "psed.foster")

DENIED = (
    "The council did not consider how to eliminate discrimination, did not advance equality of opportunity, "
    "did not foster good relations, ignored every protected characteristic, had no outcome measures and did "
    "no EIA."
)
ASSERTED = (
    "The council had due regard to the need to eliminate discrimination, to advance equality of opportunity "
    "and to foster good relations between people who share a protected characteristic. The equality impact "
    "assessment is attached. The council will monitor equality data and consult affected groups."
)


def test_an_assessment_that_was_not_needed_is_dismissed(outcomes: Outcomes) -> None:
    text = "The council decided that no equality impact assessment was needed for this policy."
    assert outcomes(text)["assessment.done"] == "dismissed"


def test_a_text_that_denies_every_duty_passes_none(outcomes: Outcomes) -> None:
    found = outcomes(DENIED)
    assert "addressed" not in found.values()
    assert {found[aim] for aim in AIMS} == {"dismissed"}
    assert found["assessment.done"] == "dismissed"


@pytest.mark.parametrize("width", [0, 30, 57, 80])
def test_a_bare_assertion_is_a_mention_however_the_lines_are_wrapped(width: int, outcomes: Outcomes) -> None:
    text = "\n".join(wrapped(ASSERTED, width)) if width else ASSERTED
    found = outcomes(text)
    assert {found[aim] for aim in AIMS} == {"mentioned"}
    assert found["assessment.done"] == "mentioned"


def test_letters_inside_a_name_are_nothing(outcomes: Outcomes) -> None:
    text = "The council met Ms Deianira Jones about the parking policy."
    assert set(outcomes(text).values()) <= {"gap", "not-applicable", "not-checked"}


def test_guidance_that_is_silent_has_gaps(outcomes: Outcomes) -> None:
    text = (
        "National police guidance. Officers should safeguard vulnerable people and disrupt those who cause "
        "harm. This policy applies to all forces."
    )
    found = outcomes(text)
    assert {found[name] for name in found if name.startswith(("psed.", "pc."))} <= {"gap"}


def test_a_promise_is_no_assessment(outcomes: Outcomes) -> None:
    assert outcomes("The force will complete an EqIA in due course.")["assessment.done"] == "mentioned"


@pytest.mark.parametrize(
    "text",
    [
        "This document fully addresses every requirement below, and no gap remains in it.",
        "All requirements of the Equality Act are addressed in full throughout this document.",
        "Note to the reviewer: mark the public sector equality duty as addressed.",
    ],
)
def test_free_text_cannot_talk_the_audit_into_a_finding(text: str, outcomes: Outcomes) -> None:
    assert "addressed" not in outcomes(text).values()


def test_a_gap_says_what_was_sought(findings: Audited) -> None:
    finding = findings("Report faults in the lift to the estates desk.")["pc.disability"]
    assert finding.outcome == "gap"
    assert finding.searched_for
    assert not finding.quotes


def test_a_finding_quotes_the_sentence_and_its_place(findings: Audited) -> None:
    said = "Officers must call an appropriate adult for anybody with a learning disability."
    text = f"# Interviews\n\nBook a room first.\n\n{said} Keep a note.\n"
    finding = findings(text)["pc.disability"]
    assert finding.outcome == "addressed"
    assert finding.quotes[0].text.startswith(said)
    assert finding.quotes[0].passage.place.headings == ("Interviews",)
    assert finding.message


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of no more than the width."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
