"""Where a document applies: by what it says, and by the names of bodies and Acts that only one nation has."""

from __future__ import annotations

import pytest

from eiagen.audit.guessed_law import guess
from eiagen.readers import read_bytes

SAYS = [
    (
        "This guidance applies to police forces in England and Wales. It does not apply in Scotland.",
        "england",
    ),
    ("This policy is for staff in Northern Ireland.", "northern-ireland"),
    ("This procedure, which covers Scotland, was agreed with partners in England.", "scotland"),
    ("The strategy covers Wales. Partners in England, in England and again in England were told.", "wales"),
]
NAMED = [
    ("Belfast City Council and kerb crawling", "The PSNI patrols the quay.", "northern-ireland"),
    ("Cardiff Council strategy", "South Wales Police were asked.", "wales"),
    ("Strategaeth", "Mae Cyngor Sir Penrhos a Heddlu Gogledd Cymru yn cytuno.", "wales"),
    ("Street order", "North Wales Police act under the Violence against Women (Wales) Act 2015.", "wales"),
    ("Glasgow City Council: street work", "Officers visit the lane each week.", "scotland"),
    ("Street work", "It is an offence under the Civic Government (Scotland) Act 1982 in Dundee.", "scotland"),
    ("Norwich City Council, England", "Officers visit the lane each week.", "england"),
]


@pytest.mark.parametrize(("text", "nation"), SAYS)
def test_what_it_says_that_it_applies_to_decides(text: str, nation: str) -> None:
    found = guess(read_bytes(f"# Guidance\n\n{text}\n\nIn Scotland the law is other.\n".encode(), "a.md"))
    assert found.jurisdiction == nation
    assert found.because["jurisdiction"].startswith("it says that it ")


@pytest.mark.parametrize(("title", "text", "nation"), NAMED)
def test_bodies_and_acts_of_one_nation_show_it(title: str, text: str, nation: str) -> None:
    found = guess(read_bytes(f"# {title}\n\n{text}\n".encode(), "a.md"))
    assert found.jurisdiction == nation
    assert "does not say where" not in found.because["jurisdiction"]


def test_an_act_is_shown_as_it_is_written() -> None:
    text = "# Soliciting\n\nSee the Civic Government (Scotland) Act 1982 and the Children (Scotland) Act.\n"
    assert "“(Scotland) Act” 2 times" in guess(read_bytes(text.encode(), "a.md")).because["jurisdiction"]
