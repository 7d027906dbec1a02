"""What an audit of each version by itself would get wrong: other words for the same, and small steps."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from eiagen.comparison.changes import Change
from eiagen.comparison.documents import compared_documents, law_of, opened

OLD = """\
# Policy on brothels and kerb crawling

This policy applies in England and is about prostitution.

Officers must take a statement from any woman who has been followed by a kerb crawler.
A kerb crawler's registration number is written down and a letter is sent to the keeper of the car.
Kerb crawling is patrolled on three nights a week by two officers.
A second offence of kerb crawling goes to court. Kerb crawlers who are cautioned are offered a course.
The court is asked to disqualify a kerb crawler from driving.

Deaf people are offered a sign language interpreter. Letters are sent in large print to disabled people.
A ramp is put in for people who use wheelchairs.
Disabled residents told us that the form was hard to read, so we made it shorter.
Staff must ask disabled people what adjustments they need.

Women who want to leave are offered a worker and a bed. The Willow Project calls them within two days.
Debt advice and drug treatment are offered to women who want to leave prostitution.
"""
KERB, DISABLED, LEAVING = "offence.kerb-crawling", "pc.disability", "support.exit"


def compared(old: str, new: str, folder: Path) -> dict[str, Change]:
    """The changes by requirement."""
    paths = folder / "old.md", folder / "new.md"
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text, encoding="utf-8")
    with ThreadPoolExecutor(1) as here:
        (first, of_old), (second, of_new) = opened(here, [(str(path), None) for path in paths])
        law = law_of(of_old, of_new, "england", ("prostitution",), datetime.date(2026, 11, 24))
        return {one.requirement.id: one for one in compared_documents(here, first, second, law).changes}


@pytest.mark.parametrize(
    ("about", "old", "new"),
    [
        (KERB, "goes to court.", "goes to court within 14 days."),
        (
            KERB,
            "are offered a course.",
            "are offered a course. Officers must seize the car of a kerb crawler who comes back.",
        ),
        (KERB, "three nights a week", "five nights a week"),
        (KERB, "", "The court is asked to disqualify a kerb crawler from driving."),
        (DISABLED, "Staff should ask", "Staff must ask"),
        (DISABLED, "Staff need not ask", "Staff must ask"),
        (
            DISABLED,
            "large print to disabled people",
            "large print to disabled people, and the equality manager checks each month that this was done",
        ),
        (LEAVING, "calls them within two days", "calls them within one day"),
    ],
)
def test_one_step_in_a_text_that_is_otherwise_the_same_tells(
    about: str, old: str, new: str, tmp_path: Path
) -> None:
    versions = [OLD, OLD.replace(old, new) if old and old in OLD else OLD.replace(new, old)]
    less, more = versions if old and old in OLD else versions[::-1]
    assert less != more
    assert compared(less, more, tmp_path)[about].kind == "strengthened"
    assert compared(more, less, tmp_path)[about].kind == "weakened"


def test_only_more_words_strengthen_nothing(tmp_path: Path) -> None:
    more = OLD.replace(
        "goes to court.", "goes to court. Kerb crawling is talked about a great deal in our town."
    )
    assert compared(OLD, more, tmp_path)[KERB].kind in ("unchanged", "reworded")


def test_a_denial_is_said_and_marked_for_a_person(tmp_path: Path) -> None:
    old = f"{OLD}\nMigrants who sell sex will be reported to Immigration Enforcement by the ward officer.\n"
    new = old.replace("will be reported", "will never be reported")
    found = compared(old, new, tmp_path)["seller.migrants"]
    assert "the one says what the other denies" in found.reason
    assert "the same to act on" not in found.reason
    assert (found.new.certainty, found.sure) == ("check", False)


@pytest.mark.parametrize(
    ("about", "more", "less"),
    [
        ("seller.migrants", "never share a migrant woman's name", "share a migrant woman's name"),
        ("seller.non-criminalisation", "unless a superintendent has agreed", "unless a constable has agreed"),
        ("support.exit", "stays in touch for two years", "stays in touch for two months"),
        ("welfare.visits", "no more than one welfare visit", "no more than five welfare visits"),
        ("websites.advertising", "checks 80 adverts", "checks 8 adverts"),
        ("standards.officers", "is dismissed", "is given words of advice"),
        ("trafficking.nrm", "before any interview", "after any interview"),
        ("staff.training", "All officers", "Senior officers"),
    ],
)
def test_a_weakening_within_a_sentence_is_no_rewording(
    about: str, more: str, less: str, tmp_path: Path
) -> None:
    weaker = ONE_EACH.replace(more, less)
    assert weaker != ONE_EACH
    found = compared(ONE_EACH, weaker, tmp_path)
    assert found[about].kind == "weakened"
    assert {one.kind for id, one in found.items() if id == about} == {"weakened"}
    assert compared(weaker, ONE_EACH, tmp_path)[about].kind == "strengthened"


ONE_EACH = """\
# Guidance on prostitution for the staff of Eastmere

This guidance tells staff what to do.

## Names

Officers never share a migrant woman's name with Immigration Enforcement.

## Arrest

Officers do not arrest a woman for soliciting unless a superintendent has agreed.

## Leaving

A worker finds a flat for anybody who wants to leave prostitution, and stays in touch for two years.

## Calls

Officers make no more than one welfare visit a month to a flat, in plain clothes.

## Adverts

The analyst checks 80 adverts on adult services websites for signs of coercion.

## Conduct

A member of staff who pays a service user for sex is dismissed.

## Trafficking

Staff refer a person who may have been trafficked to the National Referral Mechanism before any interview.

## Courses

All officers are trained in bias and in the needs of trans people by the equality team.
"""

SAME = (
    (
        "A woman who has been followed by a driver is offered a walk home by a warden.",
        "Wardens offer to walk home with a woman whom a driver has followed.",
    ),
    (
        "We asked twenty women who sell sex and two hundred residents what they thought.",
        "Two hundred residents and twenty women selling sex were asked for their thoughts.",
    ),
    (
        "not ask about immigration status when somebody reports a crime;",
        "Nobody who reports a crime is to be asked about their immigration status.",
    ),
    (
        "refer any child they find to children's social care at once;",
        "A child who is found is to be referred immediately to children's social care.",
    ),
)
TITLE = "# Prostitution: policy of Wexley\n\nThis policy applies in England.\n\n"


def test_other_words_for_the_same_open_and_close_nothing(tmp_path: Path) -> None:
    versions = [TITLE + "\n\n".join(pair[side] for pair in SAME) + "\n" for side in (0, 1)]
    found = compared(versions[0], versions[1], tmp_path).values()
    assert not [one.requirement.id for one in found if one.kind in ("opened", "closed")]
    raised = [one for one in found for side in (one.old, one.new) if "in other words" in side.message]
    assert raised
    assert not any(one.sure for one in raised)


@pytest.mark.parametrize(
    "less",
    [
        "Wardens may choose to walk home with a woman whom a driver has followed.",
        "Wardens need not walk home with a woman whom a driver has followed.",
        "Where possible, wardens will consider a walk home with a woman whom a driver has followed.",
    ],
)
def test_less_in_nearly_the_same_words_is_not_taken_for_the_same(less: str, tmp_path: Path) -> None:
    firm = "Wardens must offer a walk home to a woman who has been followed by a driver."
    kinds = {str(one.kind) for one in compared(f"{TITLE}{firm}\n", f"{TITLE}{less}\n", tmp_path).values()}
    assert kinds & {"weakened", "opened"}
    assert not kinds & {"strengthened", "closed"}


CONTENTS = """\
## Contents

1. Calls ........ 2

2. Courses ...... 3

3. Leaving ...... 4

"""


def test_a_contents_list_puts_no_sentence_in_the_place_of_another(tmp_path: Path) -> None:
    weaker = ONE_EACH.replace("unless a superintendent", "unless a constable")
    plain = compared(ONE_EACH, weaker, tmp_path)
    listed = [text.replace("## Names", f"{CONTENTS}## Names") for text in (ONE_EACH, weaker)]
    found = compared(listed[0], listed[1], tmp_path)
    assert {id: one.kind for id, one in found.items()} == {id: one.kind for id, one in plain.items()}
    assert "constable" in found["seller.non-criminalisation"].new.quotes[0].text


def test_a_name_in_a_cell_that_stands_in_both_keeps_nothing_open(tmp_path: Path) -> None:
    old = f"""{TITLE}## Help to leave prostitution

| What she needs | Who | How |
|---|---|---|
| A script for methadone | Shoreline drug clinic | Ring Pat, who keeps a place on Mondays |

A worker from the outreach team rings any woman who wants to leave prostitution within two days.

The council keeps four flats free for women who want to leave prostitution.

Debt advice and drug treatment are paid for as long as she needs them to leave prostitution.
"""
    new = f"""{TITLE}## Partners

| Partner | What it brings |
|---|---|
| Shoreline drug clinic | Prescribing |

## Help to leave prostitution

Staff are aware that there are women who want to leave prostitution.
"""
    assert compared(old, new, tmp_path)["support.exit"].kind == "opened"


THIN = """\
Women who live in the streets round the old tannery, the school and the two bus stops are affected as well.
"""
RICH = """
Eleven women who live near the old tannery told us that they were followed home by drivers in the past year.

Women who walk home from the late shift are called to from cars, so a warden walks with any woman who asks.

Schoolgirls who were called to from cars stopped using the underpass, and a patrol stands there each morning.
"""


def test_what_is_hardly_named_is_closed_by_a_version_that_surely_has_it(tmp_path: Path) -> None:
    old, new = f"{TITLE}{THIN}", f"{TITLE}{THIN}{RICH}"
    found = compared(old, new, tmp_path)["community.local-women"]
    assert (found.kind, found.old.outcome, found.sure) == ("closed", "mentioned", False)
    assert "on little" in found.old.certainty_because
    back = compared(new, old, tmp_path)["community.local-women"]
    assert (back.kind, back.new.outcome) == ("opened", "mentioned")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (
            "To report a driver under section 51A officers must show that he solicited on two occasions.",
            "To report a driver under section 51A officers need not show that he solicited more than once.",
            "strengthened",
        ),
        (
            "Keeping a brothel used for prostitution, section 33A, is tried in the magistrates' court only.",
            "Keeping a brothel used for prostitution, section 33A, is triable either way.",
            "strengthened",
        ),
        (
            "Soliciting under section 51A is tried in the magistrates' court.",
            "The magistrates' court tries soliciting under section 51A.",
            "unchanged",
        ),
    ],
)
def test_law_that_is_put_right_has_strengthened_what_is_said_of_it(
    old: str, new: str, kind: str, tmp_path: Path
) -> None:
    rest = "\n\nOfficers must note the car's number and who runs the brothel under section 51A or 33A.\n"
    found = compared(f"{TITLE}{old}{rest}", f"{TITLE}{new}{rest}", tmp_path)
    about = found["offence.brothel-keeping" if "33A," in old else KERB]
    assert about.kind == kind, about.reason
    assert ("put right" in about.reason) == (kind == "strengthened")
    back = compared(f"{TITLE}{new}{rest}", f"{TITLE}{old}{rest}", tmp_path)[about.requirement.id]
    assert back.kind != "strengthened"
    assert ("puts the law wrongly now" in back.reason) == (kind == "strengthened")
