"""The report of an audit: the same in every format, one page first, every requirement with its quotes."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from eiagen.audit.guessed_law import guess
from eiagen.audit.one_document import audit
from eiagen.audit.record import Accepted, Audit, as_data, from_data
from eiagen.audit.report import OUTCOME_WORDS, AuditReport, by_duty
from eiagen.errors import Problem
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


def test_rules_that_say_the_same_of_a_sentence_are_told_as_one(
    hall: Audit, suffix: str, read_back: ReadBack
) -> None:
    """With both ids; what somebody has accepted stays apart, so that its mark does."""
    one = {
        "rule": "LAW-901", "title": "Which count", "severity": "medium", "page": None, "headings": [],
        "quote": "All nine count for each aim.", "paragraph": 3, "right": "Eight count for the duty.",
        "citation": None,
    }  # fmt: skip
    both = [{**one, "fingerprint": "1f"}, {**one, "rule": "LAW-902", "severity": "high", "fingerprint": "2f"}]
    marked = {
        **one,
        "rule": "LAW-903",
        "fingerprint": "3f",
        "accepted": {"reason": "x", "date": "2026-11-01"},
    }
    for statements, number in ((both, 1), ([*both, marked], 2)):
        kept = from_data({**hall.kept, "misstatements": statements}, hall.catalogue)
        whole = " ".join(" ".join(read_back[suffix](render(AuditReport((kept,)), suffix))).split())
        assert "LAW-902 and LAW-901, high" in whole
        assert whole.count("Eight count for the duty.") == number
        assert f"{number} statement" in whole or "The document says" in whole


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
    opening = texts[: texts.index("Contents")]
    counted = next(text for text in opening if f"Of {len(hall.findings)} requirements" in text)
    gaps = sum(finding.outcome is Outcome.GAP for finding in hall.findings)
    assert f"{gaps} are not evidenced in this document" in counted
    first = by_duty(hall)[0]
    assert first.duty.title in opening
    whole = "\n".join(opening)
    assert "Fostering good relations (third aim) (critical)" in whole
    assert all(one.title in whole for one in hall.findings)
    assert opening.index(first.duty.title) < opening.index("What was found")
    assert any(text.startswith("Addressed: ") and "Disability" in text for text in opening)
    assert "not that a duty was met" in whole


LINE = "What officers do where a hall is closed "
BROKEN = Problem("guidance/deep/broken.pdf", None, None, "damaged: it can’t be opened as a PDF")


def made_up(audit: Audit, title: str, gaps: int, *warnings: str) -> Audit:
    """An audit of which all is addressed but so many requirements."""
    findings = tuple(
        dataclasses.replace(one, outcome=Outcome.GAP if number < gaps else Outcome.ADDRESSED)
        for number, one in enumerate(audit.findings)
    )
    document = dataclasses.replace(audit.document, title=title, warnings=warnings)
    return dataclasses.replace(audit, document=document, findings=findings)


def pages_of(data: bytes) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture(scope="module")
def all_asked() -> Audit:
    """Held against as much law as there is, and by duty."""
    audit = audited(HALL, "guidance/hall.md", ("local-service", "prostitution"))
    topics = tuple(topic.model_copy(update={"front_page": ()}) for topic in audit.catalogue.topics)
    return dataclasses.replace(audit, catalogue=dataclasses.replace(audit.catalogue, topics=topics))


@pytest.mark.parametrize("gaps", [0, 15, 45])
@pytest.mark.parametrize("lines", [1, 3, 6])
def test_it_opens_with_one_page_whatever_the_title_and_however_much_is_missing(
    all_asked: Audit, street: Audit, lines: int, gaps: int
) -> None:
    title = (LINE * lines).strip()
    scans = "pages 3 to 9 have no text that can be read, so what is on them was not audited"
    for of in (all_asked, street):
        report = AuditReport((made_up(of, title, gaps, scans),), (BROKEN,))
        pages = pages_of(render(report, ".pdf", with_source=False))
        assert "Contents" in pages[1].split("\r\n")
        front = " ".join(pages[0].split())
        assert "How far to trust this" in front
        assert LINE.strip() in front
        assert "broken.pdf (damaged: it can’t be opened as a PDF)" in front
        assert (title in front) is (lines == 1)
        assert title in " ".join("".join(pages).split())  # what was cut stands whole in an annex


def test_the_first_page_names_all_that_is_missing_before_it_says_how_much_more(
    hall: Audit, all_asked: Audit
) -> None:
    def told(audit: Audit) -> str:
        html = render(AuditReport((audit,)), ".html").decode().partition("<nav")[0]
        return html_text(html)

    title = LINE * 6
    everything = made_up(hall, title, 99)
    front = told(everything)
    assert all(one.title in front for one in everything.findings)
    assert "none more serious" not in front
    most = made_up(all_asked, title, 99, *["Pages without text were not audited"] * 3)
    front = told(most)
    ends = (";", ".", "*", " (critical)")
    named = [one for one in most.findings if any(f"{one.title}{end}" in front for end in ends)]
    assert all(f"{one.title} (critical)" in front for one in most.findings if one.severity == "critical")
    (more,) = re.findall(r"(\d+) more, none more serious, each in “Every requirement, with quotes”", front)
    assert 2 * int(more) < len(most.findings)
    assert len(named) + int(more) == len(most.findings)


def html_text(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def test_documents_of_the_same_title_are_told_apart(hall: Audit, street: Audit) -> None:
    def at(path: str, audit: Audit) -> Audit:
        return dataclasses.replace(audit, document=dataclasses.replace(audit.document, path=path))

    audits = (at("a/code.docx", hall), at("b/code.docx", hall), at("b/other.docx", hall), at("s.md", street))
    report = AuditReport(audits, (BROKEN,))
    assert report.names == ("a/code.docx", "b/code.docx", "other.docx", "s.md")
    html = render(report, ".html").decode()
    title = hall.document.title
    for name in ("a/code.docx", "b/code.docx", "other.docx"):
        assert html.count(f"{title} ({name})") == 3  # heading, contents, and the table of requirements
        assert f"<strong>{title}</strong> {name}</p>" in html
    assert "Prostitution on Mill Street (s.md)" not in html
    front = html_text(html.partition("<nav")[0])
    assert "England; prostitution" in front
    assert "Not read, so not in this report: broken.pdf (damaged: it can’t be opened as a PDF)." in front
    same = html_text(render(AuditReport(audits[:3]), ".html").decode().partition("<nav")[0])
    assert "Held against the law of England, as in force on 24 November 2026." in same


def test_many_documents_are_told_of_on_one_page(hall: Audit, street: Audit) -> None:
    audits = tuple(
        made_up(audit, f"{LINE * 3}{number}", 20) for number in range(15) for audit in (hall, street)
    )
    pages = pages_of(render(AuditReport(audits, (BROKEN,) * 5), ".pdf", with_source=False))
    assert "Contents" in pages[1].split("\r\n")
    assert "more, each in its chapter" in pages[0]


def test_a_file_says_what_it_is(hall: Audit) -> None:
    report = AuditReport((hall,))
    subject = "<dc:subject>Audit of published guidance</dc:subject>"
    for suffix, part in ((".docx", "docProps/core.xml"), (".odt", "meta.xml")):
        with zipfile.ZipFile(io.BytesIO(render(report, suffix))) as file:
            assert subject in file.read(part).decode()
    assert b"Audit of published guidance" in render(report, ".pdf", with_source=False)
    assert '<meta name="description" content="Audit of published guidance' in render(report, ".html").decode()


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
    assert {"Title", "heading 1", "Annex", "Table Heading", "toc 1", "Note"} <= styles


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
