"""How the report tells what is written: short where little is, in full where it is long, nothing twice."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import replace
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from eiagen.assessment import Assessment
from eiagen.gap_check import check
from eiagen.loading import load_catalogue, parse_assessment
from eiagen.renderers import render
from eiagen.renderers.column_widths import widths_of
from eiagen.renderers.prose import opening, prose
from eiagen.renderers.wording import day, ranges
from eiagen.report import make_report

ON = datetime.date(2026, 11, 24)


@pytest.fixture(scope="module")
def page_of() -> Callable[..., str]:
    """The report on an assessment as a page, with its white space made even."""

    def made(text: str, *, checked: bool = False) -> str:
        loaded = parse_assessment(f"title: T\nbody: {{name: B}}\n{text}".encode(), "t.yaml")
        catalogue = load_catalogue("england", on=ON)
        findings = check(loaded, catalogue) if checked else ()
        return " ".join(render(make_report(loaded, catalogue, findings), ".html").decode().split())

    return made


def _plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", page.partition("<main>")[2]).replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("written", "printed"),
    [("2026-11-03", "3 November 2026"), ("2026-11", "November 2026"), ("2026", "2026")],
)
def test_a_day_is_printed_as_far_as_it_is_known(
    written: str, printed: str, page_of: Callable[..., str]
) -> None:
    """No first of the month is made up."""
    page = _plain(page_of(f"review: {{date: {written}, owner: Head of Service}}"))
    assert f"Date at the latest{printed} By whom" in page or f"Date at the latest {printed} By whom" in page


def test_a_whole_day_is_printed_in_english() -> None:
    """With no nought before it."""
    assert day(datetime.date(2026, 1, 5)) == "5 January 2026"


def test_numbers_that_follow_each_other_are_told_as_a_range() -> None:
    """Two of them are told as two."""
    assert ranges([3, 1, 2, 7, 8, 12, 2]) == [(1, 3), (7, 7), (8, 8), (12, 12)]


def test_text_pasted_with_its_line_ends_is_one_paragraph() -> None:
    """Addresses and other short lines stay as they were typed."""
    pasted = (
        "The estate is to be rebuilt in stages over twenty years, with the\n"
        "people who live there offered a new home before the old one is\n"
        "taken down."
    )
    assert prose(pasted).count("<br>") == 0
    assert "with the people who" in prose(pasted)
    assert "<br>" not in prose(f"Because of that,\n{pasted.replace('The', 'the')}")
    assert prose("Town Hall\nHigh Street\nNorthgate").count("<br>") == 2
    listed = f"Among them:\n- {pasted.replace(chr(10), chr(10) + '  ')}\n- others"
    assert prose(listed).count("<li") == 2
    assert "<br>" not in prose(listed)


def test_an_opening_never_runs_a_list_into_a_line() -> None:
    """It ends before the first point."""
    assert opening("We will deal with:\n- homes\n- schools", 50) == "We will deal with …"


def test_an_effect_is_known_by_its_title_its_characteristics_its_groups_or_its_words(
    page_of: Callable[..., str],
) -> None:
    """In that order."""
    page = _plain(
        page_of(
            """
affected_groups:
  - {id: g, name: Night workers}
impacts:
  - {title: Evening buses, characteristics: [sex], direction: negative}
  - {characteristics: [sex, race], groups: [g], direction: negative}
  - {groups: [g], direction: negative}
  - {direction: negative, finding: "The last bus leaves before the late shift has ended, which is at ten."}
  - {direction: negative}
"""
        )
    )
    assert "Effect 1: Evening buses" in page
    assert "Effect 2: Sex and race" in page
    assert "Effect 3: Night workers" in page
    assert "Effect 4: The last bus leaves before the late shift has …" in page
    assert "Effect 5: not yet described" in page


def test_several_characteristics_are_read_as_each_unless_combined(page_of: Callable[..., str]) -> None:
    """Only what the assessment says is combined is called so."""
    each = page_of("impacts: [{characteristics: [sex, race], aim: advance, direction: negative}]")
    together = page_of(
        "impacts: [{characteristics: [sex, race], aim: advance, direction: negative, combined: yes}]"
    )
    assert "with others" not in each
    assert "Sex, race together" in together
    assert _plain(each).count("Negative (1)") == _plain(together).count("Negative (1)") == 2


def test_an_effect_without_an_aim_is_not_called_not_assessed(page_of: Callable[..., str]) -> None:
    """The matrix has a column for it, where there is any."""
    assert "No aim named" in page_of("impacts: [{characteristics: [sex], direction: negative}]")
    assert "No aim named" not in page_of(
        "impacts: [{characteristics: [sex], aim: advance, direction: negative}]"
    )


def test_what_no_effect_says_is_told_once(page_of: Callable[..., str]) -> None:
    """And not asked of an effect that is none."""
    page = _plain(
        page_of(
            """
impacts:
  - {characteristics: [sex], direction: positive, finding: Better lit, evidence: [e]}
  - {characteristics: [race], direction: positive, finding: Better lit too}
  - {characteristics: [age], direction: no-impact, finding: None}
evidence: [{id: e}]
"""
        )
    )
    assert page.count("seriousness") == 1
    assert "Not yet written of any effect: seriousness; likelihood; how many people" in page


def test_the_same_measure_is_listed_once_with_its_effects(page_of: Callable[..., str]) -> None:
    """As it begins; it is told in full at the effect."""
    measure = (
        "mitigation: [{measure: Escorts to the station, owner: Head of Service, timing: before it closes}]"
    )
    page = page_of("impacts:\n" + f"  - {{characteristics: [sex], direction: negative, {measure}}}\n" * 3)
    listed = page.partition("Measures promised")[2].partition("</table>")[0]
    assert listed.count("Escorts to the station") == 1
    assert '<a href="#effect-0">1</a>–<a href="#effect-2">3</a>' in listed
    assert "before it closes" in listed


def test_a_recommendation_is_never_printed_as_the_decision(page_of: Callable[..., str]) -> None:
    """It has a chapter before it."""
    page = page_of(
        """
conclusion: Most people gain.
decision:
  recommendation: Close the centre in stages.
  recommended_by: {role: Director of Place}
"""
    )
    before, _, decision = page.partition('id="decision"')
    chapter = _plain("<main>" + before.partition('id="conclusion"')[2])
    assert "What is recommended: Close the centre in stages." in chapter
    assert "Recommended by: Director of Place" in chapter
    assert "Close the centre" not in decision.partition("</main>")[0]


def test_exercises_still_to_come_stand_apart(page_of: Callable[..., str]) -> None:
    """Nobody takes a plan for what was done; points have a table with their answers."""
    page = page_of(
        """
engagement:
  - {id: a, title: Autumn meeting, status: planned}
  - id: b
    title: Spring survey
    points: [{said: Too dark, by: Residents, answer: Lamps were added}]
"""
    )
    done, _, to_come = page.partition("Still to come")
    assert "Spring survey" in done
    assert "Autumn meeting" in to_come
    assert "Autumn meeting" not in done
    assert "Lamps were added" in done.partition("Points made, and the answers")[2]


def test_every_field_that_is_written_is_shown(page_of: Callable[..., str]) -> None:
    """Those that say when and on what condition, who is joined, and why nothing is watched."""
    page = page_of(
        """
related: [{title: Parking plan, relation: Same streets, own_assessment: Done in May, url: "https://example.org/p"}]
affected_groups: [{id: g, name: Traders, kind: workers, characteristics: [race], evidence: [e], size: "40"}]
evidence: [{id: e, claim: Forty stalls}]
evidence_gaps: [{what: Who else, timing: before the opening}]
actions: [{id: act, action: Write to traders, timing: in the first week}]
impacts:
  - title: Rents
    direction: negative
    duration: five years
    actions: [act]
    mitigation: [{measure: A fund, depends_on: the budget being passed}]
review: {not_monitored_because: Nothing lasts}
"""
    )
    for text in (
        "Parking plan", "Same streets", "Done in May", "https://example.org/p", "Workers", "What joins them",
        "before the opening", "in the first week", "for how long: five years", "the budget being passed",
        "Nothing lasts", "Forty stalls", '<a href="#action-0">Write to traders</a>',
    ):  # fmt: skip
        assert text in page, text


def test_a_gap_in_its_place_does_not_repeat_what_it_is_about(page_of: Callable[..., str]) -> None:
    """The index says it in full, because there nothing stands beside it."""
    page = page_of(
        "impacts: [{characteristics: [sex], aim: advance, direction: negative, finding: Darker streets}]",
        checked=True,
    )
    places = re.findall(r'<span class="gap-text" dir="auto">([^<]*)</span>', page)
    assert places
    assert not any("Darker streets" in text for text in places)
    index = page.partition("List of gaps")[2].partition("</table>")[0]
    assert "“Darker streets”" in index


def test_a_remedy_is_written_once_in_the_list_of_gaps(page_of: Callable[..., str]) -> None:
    """Later gaps point to the first that has it."""
    page = page_of("status: draft", checked=True)
    index = page.partition("List of gaps")[2].partition("</table>")[0]
    fixes = re.findall(r"To close it: ((?!as <a).*?)</p>", index)
    assert len(fixes) == len(set(fixes)) > 5


_REFERENCES: dict[str, object] = {
    "jurisdiction": "england",
    "topics": (),
    "aim": "advance",
    "parts": ("remove-disadvantage",),
    "characteristics": ("sex",),
    "disaggregated_by": ("sex",),
    "from_people": ("sex",),
    "by_characteristic": ("sex",),
    "groups": ("the-group",),
    "group": "the-group",
    "affected_group": "the-group",
    "evidence": ("the-evidence",),
    "actions": ("the-action",),
    "requirement": "support.exit",
    "topic": "harm",
}
_IDS = {"affected_groups": "the-group", "evidence": "the-evidence", "actions": "the-action"}


def _bare(kind: Any) -> Any:
    """What a field holds where something is written, without the rules for reading it."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    return kind


def _filled(model: Any, texts: list[str], within: str = "") -> dict[str, Any]:
    """A part with something in every field; texts are numbered, and noted."""
    made: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        kind = _bare(field.annotation)
        several = get_origin(kind) is tuple
        inner = _bare(get_args(kind)[0]) if several else kind
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            part = _filled(inner, texts, name)
            made[name] = (part,) if several else part
        elif name in ("id", "content", "marks"):  # names and numbers that nobody reads as text
            made[name] = _IDS.get(within, f"id-of-{within}")
        elif name in _REFERENCES:
            made[name] = _REFERENCES[name]
        elif get_origin(inner) is Literal:
            made[name] = get_args(inner)[0]
        elif inner is bool:
            made[name] = True
        elif inner is int:
            made[name] = 7
        elif inner is datetime.date:
            made[name] = ON
        else:
            texts.append(f"Text {len(texts) + 1} of {within or 'it'}, {name}.")
            made[name] = (texts[-1],) if several else texts[-1]
    return made


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        ([28, 28, 14, 12, 18], [["What"], ["How"], ["Superintendent"], ["By when"], ["Why " * 60]]),
        ([50, 50], [["One", ""], ["Two", "Donaudampfschifffahrtsgesellschaft"]]),
        ([10] * 9, [["Superintendent"]] * 9),
        ([30, 70], [["A"], []]),
    ],
)
def test_no_column_is_too_narrow_for_its_words(wanted: list[int], texts: list[list[str]]) -> None:
    widths = widths_of(wanted, [one or [""] for one in texts])
    assert sum(widths) == 100
    if len(widths) < 6:
        for width, column in zip(widths, texts, strict=True):
            longest = max((len(word) for text in column for word in text.split()), default=0)
            assert width * 88 / 100 >= min(longest, 18)


def test_a_table_of_no_columns_has_no_widths() -> None:
    assert widths_of([], []) == ()


def test_evidence_of_one_strength_is_shown_by_its_age(page_of: Callable[..., str]) -> None:
    entries = "".join(
        f"  - {{id: e{number}, claim: C, source: S, date: {year}-01-01, quality: fair}}\n"
        for number, year in enumerate((2026, 2026, 2024, 2015))
    )
    told = page_of(f"evidence:\n{entries}")
    assert "Evidence by age; all of it called fair" in told
    assert "Up to a year old: 2 up to a year old" in told
    assert "Evidence by" not in page_of(
        f"evidence:\n{entries.replace('2024', '2026').replace('2015', '2026')}"
    )


def test_no_text_of_an_assessment_is_left_out() -> None:
    """Whatever field it stands in; a new field that no template shows is seen here."""
    texts: list[str] = []
    assessment = Assessment.model_validate(_filled(Assessment, texts))
    loaded = parse_assessment(b"title: T\nbody: {name: B}\n", "t.yaml")
    report = make_report(replace(loaded, assessment=assessment), load_catalogue("england", on=ON), ())
    page = render(report, ".html").decode()
    assert len(texts) > 120
    assert [text for text in texts if text not in page] == []
