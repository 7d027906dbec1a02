"""Is the law that ships whole, dated, sourced and put in words that never give a verdict?"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel

from eiagen.assessment import Assessment
from eiagen.duties import Catalogue, Citation, Duty, in_force
from eiagen.errors import EiagenError
from eiagen.loading import load_catalogue, names
from eiagen.resources import CATALOGUE

NATIONS = ("england", "wales", "scotland", "northern-ireland")
TOPICS = ("prostitution", "local-service")
ON = datetime.date(2026, 11, 24)

CORE = (
    "psed.duty", "psed.eliminate", "psed.advance", "psed.foster",
    "pc.age", "pc.disability", "pc.gender-reassignment", "pc.marriage", "pc.pregnancy-maternity", "pc.race",
    "pc.religion-belief", "pc.sex", "pc.sexual-orientation", "intersection", "socio-economic",
    "evidence.base", "evidence.limits", "engagement.process", "engagement.affected", "assessment.done",
    "adverse.mitigation", "options.justification", "decision.accountability", "monitoring.review",
    "accessibility", "complaints.redress", "rights.human", "rights.children", "vawg", "staff.training",
)  # fmt: skip
PROSTITUTION = (
    "community.residents", "community.local-women", "community.local-children", "community.environment",
    "community.planning", "relations.women-men", "demand.deterrence", "offence.kerb-crawling",
    "offence.paying-exploited", "offence.brothel-keeping", "offence.third-party",
    "offence.child-exploitation", "power.closure", "trafficking.nrm", "support.exit", "support.safety",
    "seller.non-criminalisation", "seller.pathways", "seller.migrants", "welfare.visits",
    "websites.advertising", "terminology", "survivors", "competing-views", "international.cedaw",
    "international.palermo", "partners.multi-agency", "resources.priority", "standards.officers",
)  # fmt: skip

OFFICIAL = (
    "legislation.gov.uk", "caselaw.nationalarchives.gov.uk", "gov.uk", "supremecourt.uk", "ohchr.org",
    "coe.int", "un.org", "equalityhumanrights.com", "equalityni.org",
)  # fmt: skip
VERDICT = re.compile(
    r"\b(un|not )lawful|\bcomplian(t|ce)\b|\bcompl(y|ies|ied)\b|\bbreach|\bviolat|\bpass(ed)? or fail", re.I
)
CODE = re.compile(r"_|\b[a-z]+\.[a-z]+\b")
"""A name with an underscore, a field within a field: nothing for a committee."""
UNFINISHED = re.compile(r"\bTB[CD]\b|\bTODO\b|\bto be written\b|\blorem\b|\[insert|\?\?|\bxxx", re.I)


@pytest.fixture(scope="module", params=NATIONS)
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return load_catalogue(request.param, TOPICS, ON)


# What is there.


@pytest.mark.parametrize("topics", [(), ("prostitution",), ("local-service",), TOPICS], ids="-".join)
@pytest.mark.parametrize("nation", NATIONS)
def test_every_nation_loads_with_every_choice_of_topics(nation: str, topics: tuple[str, ...]) -> None:
    ids = [requirement.id for requirement in load_catalogue(nation, topics, ON).requirements]
    assert len(ids) == len(set(ids))
    assert set(CORE) <= set(ids)
    assert (set(PROSTITUTION) <= set(ids)) == ("prostitution" in topics)
    assert (sum(one.startswith("local.") for one in ids) >= 6) == ("local-service" in topics)


def test_nothing_else_can_be_named() -> None:
    assert set(names().jurisdictions) == set(NATIONS)
    assert set(names().topics) == set(TOPICS)


@pytest.mark.parametrize("parent", ["great-britain", "united-kingdom"])
def test_a_parent_that_no_body_sits_in_cannot_be_chosen(parent: str) -> None:
    with pytest.raises(EiagenError, match=f"there is no “{parent}”"):
        load_catalogue(parent)


def test_core_requirements_come_before_those_of_a_topic(catalogue: Catalogue) -> None:
    scopes = [requirement.scope for requirement in catalogue.requirements]
    assert scopes == sorted(scopes, key=("core", "topic").index)
    topical = {requirement.id for requirement in catalogue.requirements if requirement.scope == "topic"}
    assert set(PROSTITUTION) <= topical
    assert not topical & set(CORE)


def test_what_people_read_is_written(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements:
        for text in (requirement.title, requirement.asks, requirement.why, requirement.closes):
            assert text.strip(), requirement.id
        assert requirement.addressed != requirement.mentioned, requirement.id


# Aims and characteristics.


def test_every_characteristic_has_a_requirement_of_its_own(catalogue: Catalogue) -> None:
    asked = [characteristic.requirement for characteristic in catalogue.characteristics]
    assert len(asked) == len(set(asked)) == 9
    for one in asked:
        assert one is not None
        requirement = catalogue.requirement(one)
        assert requirement is not None, one
        assert requirement.not_applicable is None, one


def test_aims_and_characteristics_name_each_other_rightly(catalogue: Catalogue) -> None:
    aims = {aim.id for aim in catalogue.aims}
    characteristics = {characteristic.id for characteristic in catalogue.characteristics}
    assert all(set(characteristic.aims) <= aims for characteristic in catalogue.characteristics)
    assert all(set(aim.characteristics) <= characteristics for aim in catalogue.aims)
    parts = [part.id for aim in catalogue.aims for part in aim.parts]
    assert len(parts) == len(set(parts))


@pytest.mark.parametrize("nation", ["england", "wales", "scotland"])
def test_section_149_has_three_aims_in_parts_and_marriage_counts_for_the_first_only(nation: str) -> None:
    catalogue = load_catalogue(nation, on=ON)
    assert [aim.id for aim in catalogue.aims] == ["eliminate", "advance", "foster"]
    assert [len(aim.parts) for aim in catalogue.aims] == [6, 3, 2]
    counted = {
        aim.id: [one.id for one in catalogue.characteristics if catalogue.counts_for(one, aim)]
        for aim in catalogue.aims
    }
    assert len(counted["eliminate"]) == 9
    assert len(counted["advance"]) == len(counted["foster"]) == 8
    assert "marriage-civil-partnership" not in counted["advance"] + counted["foster"]


def test_section_75_has_nine_grounds_and_good_relations_for_three_of_them() -> None:
    catalogue = load_catalogue("northern-ireland", on=ON)
    opportunity, relations = catalogue.aims
    counted = [
        [one.id for one in catalogue.characteristics if catalogue.counts_for(one, aim)]
        for aim in (opportunity, relations)
    ]
    assert len(counted[0]) == 9
    assert counted[1] == ["religious-belief", "political-opinion", "racial-group"]
    # Section 75 has subsections and no parts below them.
    assert not opportunity.parts
    assert not relations.parts
    titles = {source.title for one in catalogue.requirements for source in catalogue.sources(one)}
    assert not any(title.startswith("Equality Act") for title in titles)


def test_the_duty_can_be_put_before_whoever_decides(catalogue: Catalogue) -> None:
    assert catalogue.jurisdiction.duty_name
    text = catalogue.jurisdiction.duty_text or ""
    assert "regard" in text
    assert len(text.split()) < 250


# Topics.


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_says_who_must_be_looked_at_and_how_it_is_recognised(topic: str) -> None:
    (one,) = load_catalogue("england", [topic], ON).topics
    kinds = [group.kind for group in one.groups]
    assert len(kinds) == len(set(kinds)) >= 4
    assert one.location_effects
    assert len(one.signs) >= 5
    for question in one.contested:
        assert len(set(question.views)) >= 2, f"{question.id} has one side only"


# Sources and dates.


def test_a_source_is_official_or_has_no_address(catalogue: Catalogue) -> None:
    for citation in catalogue.citations.values():
        if citation.url is None:
            continue
        address = urlsplit(citation.url)
        assert address.scheme == "https", citation.id
        host = address.hostname or ""
        assert any(host == name or host.endswith(f".{name}") for name in OFFICIAL), citation.url


def test_a_source_says_when_it_was_checked_or_what_is_unchecked(catalogue: Catalogue) -> None:
    for citation in catalogue.citations.values():
        if citation.checked is None:
            assert citation.note, f"{citation.id} is unchecked and does not say what"
            assert citation.checked_against is None, citation.id
        else:
            assert citation.checked <= datetime.date.today(), citation.id  # noqa: DTZ011
    assert catalogue.law_checked_on is not None
    assert catalogue.unchecked


def test_no_two_sources_are_one_under_two_names(catalogue: Catalogue) -> None:
    titles = [citation.title for citation in catalogue.citations.values()]
    assert len(titles) == len(set(titles))


def _replacing(duties: list[Duty]) -> Iterator[list[Duty]]:
    """Duties that follow one another: their ids differ by the year at the end only."""

    def subject(duty: Duty) -> str:
        return re.sub(r"-\d{4}$", "", duty.id)

    for _, group in itertools.groupby(sorted(duties, key=subject), key=subject):
        line = list(group)
        if len(line) > 1:
            yield sorted(line, key=lambda duty: duty.in_force_from or datetime.date.min)


def test_no_day_falls_between_a_duty_and_the_one_that_replaces_it() -> None:
    duties = {
        duty.id: duty for nation in NATIONS for duty in load_catalogue(nation, TOPICS, ON).duties.values()
    }
    lines = list(_replacing(list(duties.values())))
    assert lines
    for line in lines:
        for earlier, later in itertools.pairwise(line):
            assert earlier.in_force_until is not None
            assert later.in_force_from == earlier.in_force_until + datetime.timedelta(days=1), later.id


def test_a_duty_does_not_end_before_it_begins(catalogue: Catalogue) -> None:
    for duty in catalogue.duties.values():
        if duty.in_force_from is not None and duty.in_force_until is not None:
            assert duty.in_force_from <= duty.in_force_until, duty.id


@pytest.mark.parametrize(
    ("nation", "requirement", "first_day"),
    [
        ("england", "psed.foster", datetime.date(2011, 4, 5)),
        ("england", "england.specific-duties", datetime.date(2017, 3, 31)),
        ("wales", "socio-economic", datetime.date(2021, 3, 31)),
        ("scotland", "scotland.existing-policy", datetime.date(2012, 5, 27)),
    ],
)
def test_a_requirement_begins_on_the_first_day_of_its_duty(
    nation: str, requirement: str, first_day: datetime.date
) -> None:
    before = load_catalogue(nation, on=first_day - datetime.timedelta(days=1))
    assert before.requirement(requirement) is None
    assert requirement in {one.id for one in before.not_in_force}
    assert load_catalogue(nation, on=first_day).requirement(requirement) is not None


# What the nations and the topics differ in.


def test_the_socio_economic_duty_is_good_practice_where_it_is_not_in_force() -> None:
    asked = {nation: load_catalogue(nation, on=ON).requirement("socio-economic") for nation in NATIONS}
    good_practice = {nation: one.good_practice for nation, one in asked.items() if one is not None}
    assert good_practice == {"england": True, "wales": False, "scotland": False, "northern-ireland": True}
    assert load_catalogue("england", on=ON).duties["socio-economic-duty"].not_in_force_note


def test_treaties_are_never_a_gap_in_a_duty(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements:
        if catalogue.duties[requirement.duty].id == "treaties":
            assert requirement.good_practice, requirement.id
    assert "not directly enforceable" in " ".join(catalogue.duties["treaties"].summary.split())


def test_what_no_law_asks_for_is_reported_as_good_practice(catalogue: Catalogue) -> None:
    for requirement in catalogue.requirements:
        main = next(catalogue.sources(requirement))
        if main.id == "eiagen-practice":
            assert requirement.good_practice, requirement.id


def _sources(nation: str, requirement: str) -> set[str]:
    catalogue = load_catalogue(nation, ["prostitution"], ON)
    one = catalogue.requirement(requirement)
    assert one is not None
    return {source.id for source in catalogue.sources(one)}


def test_scotland_and_northern_ireland_have_their_own_law_of_the_topic() -> None:
    assert _sources("england", "offence.kerb-crawling") == _sources("wales", "offence.kerb-crawling")
    assert "soa-2003-s51a" in _sources("england", "offence.kerb-crawling")
    assert _sources("scotland", "offence.kerb-crawling") == {"ppps-2007-s1"}
    assert _sources("northern-ireland", "offence.paying-exploited") == {"soo-2008-art64a", "htea-2015-s15"}
    scottish = load_catalogue("scotland", ["prostitution"], ON).requirement("offence.paying-exploited")
    assert scottish is not None
    assert scottish.not_applicable


# The words.


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _law(catalogue: Catalogue) -> Iterator[str]:
    for part in (catalogue.jurisdiction, catalogue.topics, catalogue.requirements, catalogue.not_in_force):
        yield from _texts(part)
    for values in (catalogue.duties, catalogue.citations, catalogue.rules):
        for value in values.values():
            yield from _texts(value)


def test_no_text_gives_a_verdict(catalogue: Catalogue) -> None:
    assert [text for text in _law(catalogue) if VERDICT.search(text)] == []


def test_no_text_is_unfinished(catalogue: Catalogue) -> None:
    assert [text for text in _law(catalogue) if UNFINISHED.search(text)] == []


def _printed_in_reports(catalogue: Catalogue) -> Iterator[str]:
    for requirement in (*catalogue.requirements, *catalogue.not_in_force):
        yield from (requirement.title, requirement.asks, requirement.why, requirement.closes)
    for rule in catalogue.rules.values():
        for words in (rule.message, rule.message_many, rule.why, rule.fix, rule.threshold_note):
            yield re.sub(r"\{\w+\}", "…", words or "")
        for one in (rule.options, *(serves.options for serves in rule.serves)):
            yield from (one.get("names") or {}).values()


def test_no_text_that_a_report_prints_names_a_field(catalogue: Catalogue) -> None:
    assert [text for text in _printed_in_reports(catalogue) if CODE.search(text)] == []


def _has(model: Any, steps: list[str]) -> bool:
    """Whether the steps lead from the model to a field of its own, through lists and optional groups."""
    if not steps:
        return True
    if isinstance(model, type) and issubclass(model, BaseModel):
        field = model.model_fields.get(steps[0])
        return field is not None and _has(field.annotation, steps[1:])
    return any(_has(inner, steps) for inner in get_args(model))


def test_only_what_is_there_counts_as_a_field() -> None:
    assert _has(Assessment, ["impacts", "mitigation", "owner"])
    assert not _has(Assessment, ["impacts", "mitigation", "owners"])
    assert not _has(Assessment, ["impacts", "finding", "finding"])


def test_every_rule_names_fields_that_are_there_for_what_is_to_be_written(catalogue: Catalogue) -> None:
    for rule in catalogue.rules.values():
        for under in rule.under:
            field = under.partition(" (")[0]
            assert field == "{field}" or _has(Assessment, field.split(".")), f"{rule.id}: {under}"
    # What stands in some text or other is mended where it stands.
    anywhere = {rule.id for rule in catalogue.rules.values() if not rule.under}
    assert {catalogue.rules[one].kind for one in anywhere} == {"text-asserts"}


def test_no_assessment_is_called_compulsory_in_england() -> None:
    catalogue = load_catalogue("england", TOPICS, ON)
    done = catalogue.requirement("assessment.done")
    assert done is not None
    assert "No statute in England asks for" in " ".join(done.why.split())
    for text in _law(catalogue):
        assert not re.search(r"\bassessments? (is|are) (compulsory|mandatory|required)", text), text


# A catalogue that is wrong says where.

NATION = """\
jurisdiction:
  id: somewhere
  title: Somewhere
"""
LAW = """\
citations:
  - id: act
    title: An Act
    checked: null
duties:
  - id: duty
    title: A duty
    citations: [act]
    binds: Everybody.
    summary: Do this.
requirements:
  - id: do.this
    title: Do this
    duty: duty
    severity: high
    asks: Do this.
    why: It matters.
    addressed: It is done.
    mentioned: It is named.
    closes: Do it.
"""


def _write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / "somewhere" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def _refused(root: Path) -> str:
    with pytest.raises(EiagenError) as refusal:
        load_catalogue("somewhere", on=ON, root=root)
    return str(refusal.value)


def test_a_small_catalogue_loads(tmp_path: Path) -> None:
    loaded = load_catalogue("somewhere", on=ON, root=_write(tmp_path, jurisdiction=NATION, law=LAW))
    assert [requirement.id for requirement in loaded.requirements] == ["do.this"]
    assert loaded.law_checked_on is None
    assert [citation.id for citation in loaded.unchecked] == ["act"]


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert "there is no catalogue here" in _refused(tmp_path)


def test_a_catalogue_without_requirements_is_refused(tmp_path: Path) -> None:
    assert "holds no requirement" in _refused(_write(tmp_path, jurisdiction=NATION))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("    duty: duty", "    duty: dutty", "names a duty “dutty” that is not there"),
        (
            "    severity: high",
            "    severity: high\n    citations: [atc]",
            "names a citation “atc” that is not there",
        ),
    ],
    ids=["duty", "citation"],
)
def test_a_reference_to_nothing_is_told_with_file_and_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in LAW
    told = _refused(_write(tmp_path, jurisdiction=NATION, law=LAW.replace(old, new)))
    line = LAW.splitlines().index("  - id: do.this") + 1
    assert f"{tmp_path / 'somewhere' / 'law.yaml'}:{line}:" in told
    assert words in told


def test_an_unknown_field_is_told_with_line_and_column(tmp_path: Path) -> None:
    told = _refused(_write(tmp_path, jurisdiction=NATION, law=LAW.replace("    closes:", "    closses:")))
    line = LAW.splitlines().index("    closes: Do it.") + 1
    assert f"law.yaml:{line}:5: “closses” is not a field here; did you mean “closes”?" in told


def test_a_source_must_say_whether_it_was_checked(tmp_path: Path) -> None:
    told = _refused(_write(tmp_path, jurisdiction=NATION, law=LAW.replace("    checked: null\n", "")))
    assert "“checked” is needed" in told


def test_the_same_id_twice_in_a_folder_is_refused(tmp_path: Path) -> None:
    told = _refused(_write(tmp_path, jurisdiction=NATION, law=LAW, more=LAW))
    assert re.search(r"more\.yaml:\d+:\d+: “act” is also in .*law\.yaml", told)


def test_every_file_of_the_catalogue_begins_by_saying_how_to_read_it() -> None:
    files = [path for path in CATALOGUE.rglob("*.yaml") if path.parent.name != "guidance"]
    assert len(files) > 20
    assert [str(path) for path in files if not path.read_text(encoding="utf-8").startswith("#")] == []


def test_a_day_is_in_force_at_both_ends() -> None:
    duty = Duty(
        id="d", title="D", citations=("c",), binds="x", summary="y",
        in_force_from=datetime.date(2020, 1, 1), in_force_until=datetime.date(2020, 1, 31),
    )  # fmt: skip
    days = [
        datetime.date(2019, 12, 31),
        datetime.date(2020, 1, 1),
        datetime.date(2020, 1, 31),
        datetime.date(2020, 2, 1),
    ]
    assert [in_force(duty, day) for day in days] == [False, True, True, False]


def test_a_source_is_closed_to_fields_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="address"):
        Citation.model_validate({"id": "a", "title": "A", "checked": None, "address": "x"})
