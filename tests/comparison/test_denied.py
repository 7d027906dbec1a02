"""Whether one passage says what another on the same thing denies, and no more than that."""

from __future__ import annotations

import pytest

from eiagen.comparison.denied import reversed_in
from eiagen.comparison.terms import FIRM, TAKEN_BACK, terms_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tenants' names will be passed to the Home Office.", "Tenants' names will never be passed on."),
        ("Wardens ask each of them for a passport.", "Wardens ask none of them for a passport."),
        ("Nurses must knock before they go in.", "Nurses need not knock before they go in."),
        ("Wardens always write down the reason.", "Wardens never write down the reason."),
        ("Each complaint is answered in writing.", "No complaint is answered in writing."),
        ("The rule applies to agency staff as well.", "The rule does not apply to agency staff."),
        ("Officers search the flat without consent.", "Officers search the flat with consent."),
        ("Details are given to her landlord.", "Nothing is given to her landlord without her consent."),
    ],
)
def test_a_denial_gained_or_lost_is_seen_both_ways(one: str, other: str) -> None:
    assert reversed_in(one, other)
    assert reversed_in(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "not ask about papers when somebody reports a theft",
            "Nobody who reports a theft is asked for papers.",
        ),
        ("Officers must not pay for sex.", "No officer or special constable may pay for sex."),
        ("Officers must not pay for sex.", "Paying for sex is misconduct in an officer."),
        ("Officers may go in only with consent.", "Officers may not go in without consent."),
        ("Nothing is passed on without her consent.", "Details are passed on only if she consents."),
        ("Staff must refrain from asking about faith.", "Staff must not ask about faith."),
        (
            "Answer every letter within ten days.",
            "Answer every letter no later than ten days after it comes.",
        ),
        ("No woman who shares a flat may be charged.", "Women sharing a flat must not be charged."),
        ("No impact", "Impact assessment"),
    ],
)
def test_the_same_denied_in_other_words_is_no_reversal(one: str, other: str) -> None:
    assert not reversed_in(one, other)
    assert not reversed_in(other, one)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Staff must book an interpreter.", FIRM),
        ("Staff need not book an interpreter.", TAKEN_BACK),
        ("Staff are no longer required to book an interpreter.", TAKEN_BACK),
        ("Staff do not have to book an interpreter.", TAKEN_BACK),
    ],
)
def test_an_obligation_that_is_taken_back_is_none(text: str, grade: int) -> None:
    assert terms_of(text).grade == grade


def test_what_the_people_served_need_not_do_is_no_obligation_taken_back() -> None:
    assert terms_of("A woman who calls need not give her name.").grade != TAKEN_BACK
    assert terms_of("Victims do not have to give a statement.").grade != TAKEN_BACK


def test_every_second_year_is_every_two_years() -> None:
    assert terms_of("reviewed every second year").rhythms == terms_of("reviewed every two years").rhythms
    assert terms_of("on two nights a week").rhythms != terms_of("on three nights a week").rhythms
