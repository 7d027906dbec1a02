"""How forms are filled in, what a denial reaches, and what is more than a figure or a phrase."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from eiagen.finding import Finding

Outcomes = Callable[..., dict[str, str]]
Findings = Callable[..., dict[str, Finding]]

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


def test_of_boxes_only_what_is_ticked_is_said(outcomes: Outcomes) -> None:
    table = "| Group | Is there an impact? | Reason |\n|---|---|---|\n"
    rows = "| Age | ☐ Yes ☒ No | |\n| Race | N | |\n| Disability | ☒ Yes ☐ No | A step shuts chairs out |"
    found = outcomes(table + rows)
    assert (found["pc.age"], found["pc.race"], found["pc.disability"]) == (
        "dismissed",
        "dismissed",
        "addressed",
    )
    assert outcomes("Who is affected? ☐ Disabled people ☒ Nobody")["pc.disability"] == "gap"
    # A list of boxes that nobody has ticked is a list of things to do.
    assert outcomes("☐ Offer disabled people a chair")["pc.disability"] == "addressed"


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
        ("Muslim wheelchair users came to the hall.", "mentioned"),
    ],
)
def test_two_groups_that_meet_in_one_person(text: str, outcome: str, outcomes: Outcomes) -> None:
    assert outcomes(text)["intersection"] == outcome


def test_an_effect_on_a_group_needs_a_remedy_in_the_same_sentence(outcomes: Outcomes) -> None:
    effect = "Wheelchair users cannot reach the upper counter"
    assert outcomes(f"{effect}.")["adverse.mitigation"] == "mentioned"
    remedy = f"{effect}, so a clerk must be called down to them."
    assert outcomes(remedy)["adverse.mitigation"] == "addressed"


def test_no_defence_is_the_law_and_no_denial(outcomes: Outcomes) -> None:
    text = (
        "Paying for the sexual services of a person who is exploited is an offence under section 53A; it is "
        "no defence that the buyer did not know, and officers must record who paid whom."
    )
    assert outcomes(text, "england", ("prostitution",))["offence.paying-exploited"] == "addressed"


@pytest.mark.parametrize(
    ("text", "requirement", "outcome"),
    [
        # A denial that reaches the sentence before, the list under a heading, the names before a colon.
        (
            "An equality impact assessment was promised. This has not been done.",
            "assessment.done",
            "dismissed",
        ),
        (
            "## What we have not looked at\n\n- The views of residents.\n- Poverty.",
            "socio-economic",
            "dismissed",
        ),
        ("Religion, belief and sexual orientation: none identified.", "pc.religion-belief", "dismissed"),
        (
            "There is no evidence to suggest that sexual orientation would be a factor.",
            "pc.sexual-orientation",
            "dismissed",
        ),
        # A heading that begins a paragraph, a line of its own, a question with its answer below.
        (
            "(c) Disability. Low mood is common. A supporter may sit in on every interview.",
            "pc.disability",
            "addressed",
        ),
        (
            "Sexual orientation\n\nNeutral\n\nFees\n\nThe fee is four pounds.",
            "pc.sexual-orientation",
            "dismissed",
        ),
        (
            "How are disabled people affected?\n\nThey cannot use the steps, so a second door must open.",
            "pc.disability",
            "addressed",
        ),
        # The next sentence goes on about the same people.
        (
            "Two pregnant women were held. Both were given extra blankets.",
            "pc.pregnancy-maternity",
            "addressed",
        ),
        ("Two pregnant women were held. The cells were painted.", "pc.pregnancy-maternity", "mentioned"),
        # A sentence under a heading of laws is no list, and what stands in a list of laws is.
        (
            "## The law\n\nThe public sector equality duty applies to this decision, and members must "
            "read the assessment at Annex B before they vote.",
            "psed.duty",
            "addressed",
        ),
        ("## Legislation\n\n- Equality Act 2010\n- Children Act 2004", "psed.duty", "mentioned"),
        # What criminals do is no effect of the policy.
        (
            "Traffickers make disabled people more vulnerable, and officers must ask who holds the money.",
            "adverse.mitigation",
            "gap",
        ),
    ],
)
def test_what_stands_around(text: str, requirement: str, outcome: str, outcomes: Outcomes) -> None:
    assert outcomes(text)[requirement] == outcome


def test_many_plain_mentions_say_something_together(findings: Findings) -> None:
    named = [
        "Women came on Monday.",
        "The women of the estate met.",
        "Women wrote the song.",
        "A group of women sang.",
    ]
    found = findings("\n\n".join(named))["pc.sex"]
    assert (found.outcome, found.certainty) == ("addressed", "check")
    assert findings("\n\n".join(named[:3]))["pc.sex"].outcome == "mentioned"
    valued = "\n\n".join(f"We are committed to women, as page {page} says." for page in range(1, 9))
    assert findings(valued)["pc.sex"].outcome == "mentioned"


def test_a_question_heads_its_answer(outcomes: Outcomes) -> None:
    asked = "Are deaf people told when the siren is tested?"
    assert outcomes(asked)["pc.disability"] == "mentioned"
    assert outcomes(f"{asked} Ask for the list, and ring two of them.")["pc.disability"] == "addressed"
    assert outcomes(f"{asked}\n\nAsk for the keys of the van.")["pc.disability"] == "mentioned"


@pytest.mark.parametrize("number", ["", "7. ", "Section G. ", "Note B: ", "(c) ", "4.2 "])
def test_what_numbers_a_heading_is_none_of_its_words(number: str, outcomes: Outcomes) -> None:
    text = f"# {number}Why not\n\nThe yard is too narrow for the lorries that bring the salt in winter."
    assert outcomes(text)["options.justification"] != "gap"


NEVER_LIFTS = {
    "the negation reaches along a list": [
        "We do not translate this notice or offer it in large print.",
        "We do not keep data on who uses the yard, by age, sex or ethnicity.",
        "There has never been a right of appeal, an ombudsman or any other way to complain.",
        "The depot keeps no figures on religion, disability or pregnancy.",
    ],
    "help is forbidden or left undone": [
        "Do not use interpreters.",
        "Crews must not stop to help disabled residents.",
        "Officers need not ask about access needs.",
        "Wards must not provide halal or kosher meals.",
        "Constables are under no duty to ask whether a person needs a carer.",
        "Interpreters are not provided and leaflets are in English only.",
        "We take no steps to meet the needs of pregnant women or children.",
        "Pregnant women get no priority.",
        "No one with a disability was asked for their view.",
    ],
    "it ended or was refused": [
        "Monitoring by sex ended in 2019 and was not replaced.",
        "The council stopped publishing its equality objectives in 2022.",
        "Disabled people's groups asked for a meeting, which was refused.",
        "Training on race was offered once and has never been repeated.",
        "The cabinet turned down a proposal to carry out an equality impact assessment.",
        "| Topic | Position |\n|---|---|\n| Monitoring | Ended in March 2022 |",
    ],
    "it would have been, or may be one day": [
        "Had we carried out an equality impact assessment, we would have published it.",
        "If we had the money we would train every crew in disability awareness.",
        "We shall think about monitoring by ethnicity once the new system is in.",
        "We hope one day to monitor stops by ethnicity.",
        "The force may look again at its training on bias when resources allow.",
    ],
    "others do it": [
        "Other councils have completed equality impact assessments and monitor outcomes by ethnicity "
        "quarterly. We have not.",
        "Other shelters keep a room for trans women; we do not.",
    ],
    "what the next sentence denies lends nothing": ["Complaints are not accepted. No training is given."],
}


@pytest.mark.parametrize("text", [text for texts in NEVER_LIFTS.values() for text in texts])
def test_a_denial_addresses_nothing(text: str, outcomes: Outcomes) -> None:
    head = "# The depot\n\nThe yard is open from six.\n\n"
    addressed = {name for name, outcome in outcomes(head + text).items() if outcome == "addressed"}
    # To say what is not known is what that requirement asks.
    assert addressed <= {"evidence.limits"}


@pytest.mark.parametrize(
    ("text", "requirement"),
    [
        # Harm is forbidden.
        ("Disabled tenants must not be made to wait longer than others.", "pc.disability"),
        ("Women must not be searched by male officers.", "pc.sex"),
        ("Nobody is refused treatment because of a head covering.", "pc.religion-belief"),
        ("A trans woman cannot be refused a bed because of her sex at birth.", "pc.gender-reassignment"),
        ("Nobody may tell other guests that someone is trans.", "pc.gender-reassignment"),
        ("Never separate a guest from an assistance dog.", "pc.disability"),
        ("Crews may not pile snow against a disabled person's ramp.", "pc.disability"),
        ("No child may be held overnight in a cell.", "rights.children"),
        # Help is a condition, or there is more than that.
        ("Officers must not interview a deaf suspect without a sign language interpreter.", "pc.disability"),
        ("Do not offer interpreters to women without asking which language they speak.", "pc.sex"),
        ("Until disabled residents have been consulted, do not close the crossing.", "pc.disability"),
        (
            "Blind patients are not expected to fill in forms: a nurse reads them aloud.",
            "pc.disability",
        ),
        ("Deaf patients need not telephone: a text or email is enough.", "pc.disability"),
        # A denial is denied, or taken back.
        ("It cannot be said that older people are not harmed: one in five broke a hip.", "pc.age"),
        (
            "Staff must not overlook lesbian residents, who are more likely to live alone.",
            "pc.sexual-orientation",
        ),
        (
            "Monitoring by ethnicity stopped in 2020 but began again in March 2025, and figures are "
            "published each quarter.",
            "monitoring.review",
        ),
        # Who is refused something may complain of it.
        (
            "Residents whose complaint was refused can ask for a review by a second officer.",
            "complaints.redress",
        ),
        ("If you are not happy with the answer, you can go to the Housing Ombudsman.", "complaints.redress"),
    ],
)
def test_a_prohibition_that_protects_addresses(text: str, requirement: str, outcomes: Outcomes) -> None:
    assert outcomes(text)[requirement] == "addressed"


def cell(entry: str, header: str = "Effect") -> str:
    table = f"| Group | {header} | Notes |\n|---|---|---|\n| Disability | {entry} | |"
    return f"# Rounds\n\n## Who it touches\n\n{table}"


@pytest.mark.parametrize(
    "entry",
    [
        "Negative impact",
        "Adverse impacts",
        "Significant impact",
        "Possible disproportionate impact",
        "A direct impact",
        "Impact",
        "Impact identified",
        "Issues identified",
        "Change",
        "Negative effects anticipated",
        "Yes – adverse",
        "Possibly",
        "Minor negative",
        "Mixed impact",
        "Major impact likely",
        "Potentially negative",
        "Low",
    ],
)
def test_a_cell_that_says_that_there_is_an_effect_is_a_mention(entry: str, outcomes: Outcomes) -> None:
    assert outcomes(cell(entry))["pc.disability"] == "mentioned"


@pytest.mark.parametrize(
    "entry",
    [
        "None",
        "No impact",
        "N/A",
        "No differential impact identified",
        "There is no impact on this group",
        "No significant negative impact",
        "Neutral impact",
        "No change",
        "Not affected",
        "Unaffected",
        "None anticipated",
        "Impact not known",
        "Neither positive nor negative",
        "No equality implications",
    ],
)
def test_a_cell_that_says_that_there_is_none_dismisses(entry: str, outcomes: Outcomes) -> None:
    assert outcomes(cell(entry))["pc.disability"] == "dismissed"


@pytest.mark.parametrize(
    ("header", "outcome"),
    [
        ("Adverse impact", "mentioned"),
        ("Differential impact?", "mentioned"),
        ("Impact identified?", "mentioned"),
        ("No impact", "dismissed"),
        ("Not affected", "dismissed"),
        ("No differential impact", "dismissed"),
    ],
)
def test_a_tick_says_what_its_column_says(header: str, outcome: str, outcomes: Outcomes) -> None:
    assert outcomes(cell("✓", header))["pc.disability"] == outcome


FORM = """
| Characteristic | Impact | Reason | Action |
|---|---|---|---|
| Age | Negative | Pensioners post their cheques and the box is going | Clerks take cheques at the hatch |
| Disability | Adverse impact | The lift stops one floor short | Files are brought down to the lobby |
| Sex | Neutral | Men and women pay alike | None |
| Race | N/A | | |
"""
EMPTY = """
| Characteristic | Impact | Reason | Action |
|---|---|---|---|
| Age | No impact | | |
| Disability | None | | |
| Sex | Neutral | N/A | None |
"""


@pytest.mark.parametrize("title", ["Equality Impact Assessment: rent office", "EqIA – rent office move"])
def test_a_form_that_is_filled_in_is_an_assessment(title: str, findings: Findings) -> None:
    found = findings(f"# {title}\n{FORM}\nConclusion: go ahead with the changes above.")
    addressed = ("assessment.done", "adverse.mitigation", "pc.age", "pc.disability")
    assert [str(found[name].outcome) for name in addressed] == ["addressed"] * 4
    assert found["pc.race"].outcome == "dismissed"
    # What only follows from others that are not sure is none surer.
    assert (found["psed.advance"].outcome, found["psed.advance"].certainty) == ("addressed", "check")


def test_a_form_with_nothing_in_it_is_none(outcomes: Outcomes) -> None:
    found = outcomes(f"# Equality Impact Assessment: rent office\n{EMPTY}")
    assert found["assessment.done"] != "addressed"
    assert found["adverse.mitigation"] != "addressed"


def test_a_cell_answers_its_row_and_not_what_heads_its_table(outcomes: Outcomes) -> None:
    text = "## The public sector equality duty\n\n| Question | Answer |\n|---|---|\n"
    found = outcomes(f"# Rent office\n\n{text}| How does it foster good relations? | No impact |")
    assert (found["psed.foster"], found["psed.duty"] == "dismissed") == ("dismissed", False)
    under = "# Rent office\n\n## Race\n\n| Impact | None |\n|---|---|\n| Action | None |"
    assert outcomes(under)["pc.race"] == "dismissed"


@pytest.mark.parametrize(
    ("header", "row", "outcome"),
    [
        (
            "| Group | Negative | Reasons | Action |",
            "| Age | x | Bins are heavy for the over-eighties | Crews fetch the bin from the door |",
            "addressed",
        ),
        (
            "| Group | Impact | Mitigation |",
            "| Disability | Adverse | A lighter lid is fitted |\n| Race | Neutral | None |",
            "addressed",
        ),
        (
            "| Group | Impact | Steps to mitigate |",
            "| Low income | Negative | Sacks are handed out at the depot without charge |",
            "addressed",
        ),
        ("| Group | Impact | Action |", "| Age | Positive | Keep the big print calendar |", "gap"),
        (
            "| Group | Negative | Reasons | Action |",
            "| Age | x | Bins are heavy for the over-eighties | TBC |",
            "gap",
        ),
        ("| Round | Problem | Action |", "| North | Negative balance | Send the bill again |", "gap"),
    ],
)
def test_harm_in_one_cell_and_its_remedy_in_another(
    header: str, row: str, outcome: str, outcomes: Outcomes
) -> None:
    rule = "|" + "---|" * (header.count("|") - 1)
    assert outcomes(f"# Rounds\n\n## Effects\n\n{header}\n{rule}\n{row}")["adverse.mitigation"] == outcome


@pytest.mark.parametrize(
    ("text", "requirement", "expected"),
    [
        # No more than how great the effect is, or where to look.
        ("Impact on disabled people: unknown.", "pc.disability", "dismissed"),
        ("Impact on older people: low.", "pc.age", "mentioned"),
        ("Effect on women – see section 4", "pc.sex", "mentioned"),
        ("Impact on Black residents: to be considered.", "pc.race", "mentioned"),
        (
            "Impact on disabled people: those who cannot lift a bin lose their round.",
            "pc.disability",
            "addressed",
        ),
        (
            "Impact on women: high. They make most trips and would have to wait after dark.",
            "pc.sex",
            "addressed",
        ),
        # What begins a line names whom the rest is for.
        ("Deaf people. Use the relay app.", "pc.disability", "addressed"),
        ("Older residents. Read the card out and go slowly.", "pc.age", "addressed"),
        ("Sikh drivers: allow the kirpan.", "pc.religion-belief", "addressed"),
        ("Trans patients. Ask which name to write.", "pc.gender-reassignment", "addressed"),
        ("Blind customers – read the card out.", "pc.disability", "addressed"),
        ("Polish Street: use the small lorry.", "pc.race", "gap"),
        ("Women came to the yard. Wash the lorry on Friday.", "pc.sex", "mentioned"),
        # A form as a run of labels.
        (
            "Sexual orientation: no differential impact. Race: no differential impact.",
            "pc.race",
            "dismissed",
        ),
        ("Race (no differential impact).", "pc.race", "dismissed"),
        (
            "Sex: no differential impact. Pregnancy: women who can't lift will be helped by crews.",
            "pc.pregnancy-maternity",
            "addressed",
        ),
        (
            "Race: neutral. Disability: the lid has a raised mark that can be felt. Sex: neutral.",
            "pc.disability",
            "addressed",
        ),
        ("Race: the ward is 11% Asian. Sex: half are women.", "pc.race", "mentioned"),
    ],
)
def test_what_a_line_begins_with(text: str, requirement: str, expected: str, outcomes: Outcomes) -> None:
    head = "# Rounds\n\nThe lorries start at six.\n\n## For crews\n\n"
    assert outcomes(f"{head}{text}\n\nThe yard is swept on Fridays.")[requirement] == expected
