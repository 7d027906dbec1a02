"""The report of an audit: the same in every format, one page first, every requirement with its quotes."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from eiagen.audit.guessed_law import guess
from eiagen.audit.one_document import audit
from eiagen.audit.record import Accepted, Audit, as_data, from_data
from eiagen.audit.report import OUTCOME_WORDS, AuditReport, by_duty
from eiagen.finding import Outcome
from eiagen.loading import load_catalogue
from eiagen.readers import read_bytes
from eiagen.renderers.audit import render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ReadBack = dict[str, Callable[[bytes], list[str]]]
ON = datetime.date(2026, 11, 24)

HALL = """\
# Closing the hall on Mondays

## Who is affected

Disabled women cannot reach the other hall, so staff must arrange a taxi for them before any Monday closes.

Good relations between faiths are not relevant to this closure.

We are committed to equality for people of every race and ethnicity.
"""
STREET = """\
# Prostitution on Mill Street

Officers speak to people who sell sex on Mill Street. Kerb crawling is reported by residents every night.
"""


def audited(text: str, name: str, topics: tuple[str, ...] = ()) -> Audit:
    document = read_bytes(text.encode(), name)
    catalogue = load_catalogue("england", topics, ON, guidance=True)
    guessed = guess(document).reasons(jurisdiction=True, topics=True)
    return from_data(as_data(document, catalogue, guessed, audit(document, catalogue)), catalogue)


@pytest.fixture(scope="module")
def hall() -> Audit:
    return audited(HALL, "guidance/hall.md")


@pytest.fixture(scope="module")
def street() -> Audit:
    return audited(STREET, "guidance/street.md", ("prostitution",))


def test_an_audit_is_the_same_after_it_was_kept(hall: Audit) -> None:
    document = read_bytes(HALL.encode(), "guidance/hall.md")
    found = audit(document, hall.catalogue)
    for one, kept in zip(found, hall.findings, strict=True):
        same = dataclasses.replace(one, quotes=(), place=kept.place)
        assert same == dataclasses.replace(kept, quotes=())
        assert [quote.text for quote in one.quotes] == [quote.text for quote in kept.quotes]
        assert [quote.passage.place for quote in one.quotes] == [quote.passage.place for quote in kept.quotes]


def test_every_requirement_with_all_that_belongs_to_it(hall: Audit, suffix: str, read_back: ReadBack) -> None:
    texts = read_back[suffix](render(AuditReport((hall,)), suffix))
    whole = "\n".join(texts)
    for finding in hall.findings:
        assert f"{finding.title} ({finding.requirement})" in whole
        for quote in finding.quotes:
            assert quote.text in whole
        if finding.outcome.wants_work:
            assert any(text.endswith(finding.fix) for text in texts)
        if finding.outcome is Outcome.GAP:
            assert all(words in whole for words in finding.searched_for)
    assert (
        "“Good relations between faiths are not relevant to this closure.” (line 7, under “Who is affected”)"
        in (texts)
    )
    assert "Not evidenced in this document (low)" in whole
    assert re.search(
        r"Equality Act 2010, section 149\(.*legislation\.gov\.uk.*, (checked on|not checked)", whole
    )
    assert "For a person to check: one passing mention" in whole
    assert any(
        text.startswith("Held against the law of England, as in force on 24 November 2026") for text in texts
    )
    assert "guessed: England because the text does not say where it applies" in whole


def test_it_opens_with_one_page_on_what_is_missing_found_and_unknown(
    hall: Audit, suffix: str, read_back: ReadBack
) -> None:
    texts = read_back[suffix](render(AuditReport((hall,)), suffix))
    begin = next(number for number, text in enumerate(texts) if text.endswith("On one page"))
    end = next(number for number, text in enumerate(texts) if text == "Contents")
    opening = texts[begin:end]
    counted = next(text for text in opening if text.startswith(f"Of {len(hall.findings)} requirements"))
    gaps = sum(finding.outcome is Outcome.GAP for finding in hall.findings)
    assert f"{gaps} are not evidenced in this document" in counted
    first = by_duty(hall)[0]
    assert first.duty.title in opening
    assert any("Fostering good relations (third aim) (critical)" in text for text in opening)
    assert any(text.startswith("What was found: ") and "Disability" in text for text in opening)
    assert any("not that a duty was met" in text for text in opening)
    assert sum(len(text.split()) for text in opening) < 420


def test_several_documents_are_a_table_with_words_in_its_cells(
    hall: Audit, street: Audit, suffix: str, read_back: ReadBack
) -> None:
    report = AuditReport((hall, street))
    texts = read_back[suffix](render(report, suffix))
    assert "2 documents held against the law" in texts
    begin = texts.index("Documents 1 to 2")
    table = [text for text in texts[begin:] if text]
    for requirement in report.requirements:
        outcomes = [
            next(
                (OUTCOME_WORDS[one.outcome] for one in audit.findings if one.requirement == requirement.id),
                "Not asked",
            )
            for audit in report.audits
        ]
        at = table.index(requirement.title)
        assert [text for text in table[at + 1 : at + 5] if text in ("Not asked", *OUTCOME_WORDS.values())][
            :2
        ] == (outcomes)
    assert "Not asked" in texts


def test_accepted_and_new_are_said_in_words(hall: Audit, suffix: str, read_back: ReadBack) -> None:
    marked = dataclasses.replace(
        hall,
        accepted={"psed.foster": Accepted("The plan of 2026 covers it.", datetime.date(2026, 10, 1))},
        new=frozenset({"pc.marriage"}),
    )
    for audits in ((marked,), (marked, hall)):
        texts = read_back[suffix](render(AuditReport(audits), suffix))
        whole = "\n".join(texts)
        assert "Accepted on 1 October 2026: The plan of 2026 covers it." in whole
        assert whole.count("New since the earlier audit.") == 1


HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "Fish & chips &amp; &lt;b&gt;",
    "*stars* _lines_ `ticks` | pipe ~~x~~ $y$",
    "quotes “ ” ' \" and – — …",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_document_says_is_shown_as_it_says_it(hostile: str, suffix: str, read_back: ReadBack) -> None:
    text = f"{hostile}\n\nGood relations between {hostile} are not relevant to this closure.\n"
    found = audited(text, "hostile.txt")
    quoted = [quote.text for finding in found.findings for quote in finding.quotes]
    assert any(hostile in quote for quote in quoted)
    for audits in ((found,), (found, found)):
        texts = read_back[suffix](render(AuditReport(audits), suffix))
        assert any(hostile in text and "not relevant to this closure" in text for text in texts)


def test_the_same_audit_gives_the_same_file(hall: Audit, street: Audit, suffix: str) -> None:
    for audits in ((hall,), (hall, street)):
        report = AuditReport(audits)
        assert render(report, suffix) == render(report, suffix)


@pytest.mark.parametrize("number", [1, 8])
def test_word_files_are_sound(
    hall: Audit, street: Audit, number: int, tmp_path: Path, word_file: Any
) -> None:
    from docx import Document
    from openxml_audit import OpenXmlValidator

    data = render(AuditReport((hall, *[street] * (number - 1))), ".docx")
    path = tmp_path / "audit.docx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    properties = Document(io.BytesIO(data)).core_properties
    assert properties.title == (hall.document.title if number == 1 else "8 documents held against the law")
    assert properties.author == "eiagen audit"
    assert properties.created.date() == ON
    styles = {style for style, _ in word_file(data).paragraphs()}
    assert {"Title", "heading 1", "Annex", "Table Heading", "toc 1", "Notice"} <= styles


def test_the_contents_and_a_turned_table_are_on_pages_of_their_own(hall: Audit, street: Audit) -> None:
    """A section of pages ends in the last paragraph before it, which is an entry of the contents."""
    data = render(AuditReport((hall, street)), ".docx")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = etree.fromstring(file.read("word/document.xml"))
    ended = [
        one.getparent().getparent() for one in body.iter(f"{W}sectPr") if one.getparent().tag == f"{W}pPr"
    ]
    first = "".join(ended[0].itertext())
    assert "How far to trust this" in first
    following = ended[0].getnext()
    assert "Documents and requirements" in "".join(following.itertext())
