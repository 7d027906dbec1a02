"""The front page of an audit: the questions of a topic, answered from the findings; else it goes by duty."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from pathlib import Path

import pytest

from eiagen.audit.front_page import answers
from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import load_law
from eiagen.audit.one_document import audit
from eiagen.audit.record import Audit, as_data, from_data
from eiagen.audit.report import AuditReport
from eiagen.errors import EiagenError
from eiagen.finding import Outcome
from eiagen.loading import load_catalogue, names
from eiagen.output.audit_text import TextOf
from eiagen.readers import read_bytes
from eiagen.renderers.audit import page
from eiagen.resources import CATALOGUE

ON = datetime.date(2026, 11, 24)
STREET = """\
# Prostitution on Mill Street

We value everyone. Some of those who sell sex may wish to leave; support is out there.

Paying for sex is a criminal offence in England, whoever sells it.
"""


def audited(
    topics: tuple[str, ...] = ("prostitution",), nation: str = "england", text: str = STREET
) -> Audit:
    document = read_bytes(text.encode(), "guidance/street.md")
    catalogue = load_catalogue(nation, topics, ON, guidance=True)
    found = (*audit(document, catalogue), *misstatements(document, load_law(catalogue)))
    return from_data(as_data(document, catalogue, {}, found), catalogue)


@pytest.fixture(scope="module")
def street() -> Audit:
    return audited()


def outcome(of: Audit, requirement: str, new: Outcome) -> Audit:
    """The audit with another outcome for one requirement."""
    findings = tuple(
        dataclasses.replace(one, outcome=new) if one.requirement == requirement else one
        for one in of.findings
    )
    return dataclasses.replace(of, findings=findings)


def texts(of: Audit, *, width: int = 80, height: int | None = None) -> str:
    text = TextOf(width=width, height=height, colour=False, everything=False)
    return "".join(text.one(of))


def test_every_question_of_the_topic_is_answered_worst_first(street: Audit) -> None:
    given = answers(street)
    (topic,) = street.catalogue.topics
    assert {answer.title for answer in given} == {question.title for question in topic.front_page}
    opened = [answer.open for answer in given]
    assert opened == sorted(opened, reverse=True)
    severities = ["critical", "high", "medium", "low"]
    duty = [
        min(severities.index(one.severity) for one in each.findings)
        for each in given
        if not each.findings[0].good_practice
    ]
    assert duty == sorted(duty)


@pytest.mark.parametrize("nation", names().jurisdictions)
def test_no_question_of_a_nation_goes_unanswered(nation: str) -> None:
    of = audited(nation=nation)
    asked = {id for topic in of.catalogue.topics for one in topic.front_page for id in one.requirements}
    told = {one.requirement for answer in answers(of) for one in answer.findings}
    not_asked = {one.requirement for one in of.findings if one.outcome is Outcome.NOT_APPLICABLE}
    not_asked |= {one.id for one in of.catalogue.not_in_force}
    assert told == asked - not_asked


def test_a_gap_says_what_was_sought_and_a_mention_quotes(street: Audit) -> None:
    parts = {answer.title: answer.parts for answer in answers(street)}
    assert parts["Treaties"][0].said.startswith("searched for CEDAW; Palermo Protocol")
    (visits,) = parts["Visits and their limits"]
    assert visits.outcome is Outcome.GAP
    mentions = [part for each in parts.values() for part in each if part.outcome is Outcome.MENTIONED]
    assert mentions
    assert all("“" in part.shown and "(line " in part.shown for part in mentions)


def test_a_quote_begins_where_it_tells() -> None:
    text = "# Prostitution\n\nWe value everyone who lives here and all who pass. Kerb crawling happens.\n"
    (offences,) = [one for one in answers(audited(text=text)) if one.title == "How offences are used"]
    assert any("“…Kerb crawling happens.” (line 3)" in part.said for part in offences.parts)


def test_what_was_not_checked_stays_open_and_what_does_not_apply_is_left_out(street: Audit) -> None:
    unchecked = outcome(street, "terminology", Outcome.NOT_CHECKED)
    (words,) = [answer for answer in answers(unchecked) if answer.title == "Words and objections"]
    assert words.open
    apart = outcome(street, "terminology", Outcome.NOT_APPLICABLE)
    assert "Words and objections" not in {answer.title for answer in answers(apart)}
    done = outcome(street, "terminology", Outcome.ADDRESSED)
    assert answers(done)[-1].title == "Words and objections"
    starred = "*" if any(part.to_check for part in answers(done)[-1].parts) else ""
    assert f"addressed: Words and objections{starred}" in texts(done)
    assert f"Words and objections{starred}." in page(AuditReport((done,))).partition("Contents")[0]


def test_page_and_screen_hold_every_question(street: Audit) -> None:
    front = page(AuditReport((street,))).partition("Contents")[0]
    for answer in answers(street):
        assert answer.title in front
        assert answer.title in texts(street)
        assert answer.title in texts(street, height=24)
    assert "takes no side" in front
    assert "as the catalogue has the law: “Paying for sex is a criminal offence" in front
    assert all(len(line) <= 80 for line in texts(street, height=24).splitlines())
    assert len(texts(street, height=24).splitlines()) < len(texts(street).splitlines())


@pytest.mark.parametrize("topics", [(), ("local-service",)])
def test_without_questions_the_page_goes_by_duty(topics: tuple[str, ...]) -> None:
    of = audited(topics)
    assert answers(of) == ()
    front = page(AuditReport((of,))).partition("Contents")[0]
    assert "What is missing, by duty, the worst first" in front
    assert "asked first" not in front
    assert "asked first" not in texts(of)


def test_a_requirement_that_is_not_there_is_told_with_its_line(tmp_path: Path) -> None:
    root = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, root)
    topic = root / "topics" / "prostitution" / "topic.yaml"
    text = topic.read_text(encoding="utf-8").replace(
        "requirements: [terminology]", "requirements: [terminologie]"
    )
    topic.write_text(text, encoding="utf-8")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "[terminologie]" in one)
    with pytest.raises(EiagenError) as raised:
        load_catalogue("england", ("prostitution",), ON, root=root)
    assert f"topic.yaml:{line}:" in str(raised.value)
    assert "there is no requirement “terminologie”; did you mean “terminology”?" in str(raised.value)
