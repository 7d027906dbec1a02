"""One assessment with a gap of every sort of place, and what the formats say when they are read back."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from eiagen.duties import Catalogue
from eiagen.finding import Finding, Outcome
from eiagen.loading import LoadedAssessment, load_assessment, load_catalogue
from eiagen.report import Report, make_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HERE = Path(__file__).parent

GAPS: tuple[tuple[str, tuple[str | int, ...], str, str], ...] = (
    # requirement, path, severity, what is missing
    ("assessment.done", (), "low", "The duty is nowhere named."),
    ("assessment.done", ("dates", "completed"), "critical", "It was finished after the decision."),
    ("options.justification", ("options", 1, "reason"), "medium", "Why the order was chosen is not said."),
    ("options.justification", ("options",), "medium", "No option is still open."),
    ("psed.duty", ("body", "duty_route"), "high", "How the duty applies is not said."),
    ("engagement.affected", ("engagement",), "high", "People who sell sex were not asked."),
    (
        "engagement.process",
        ("engagement", 0, "information_given"),
        "medium",
        "What people were told is not said.",
    ),
    (
        "engagement.process",
        ("engagement", 0, "participants", 0, "viewpoint"),
        "low",
        "No standpoint is recorded.",
    ),
    ("pc.sexual-orientation", ("impacts",), "high", "Sexual orientation is not assessed."),
    ("psed.foster", ("impacts",), "critical", "The third aim names no locality."),
    ("intersection", ("impacts",), "low", "Hardly any effect is on several characteristics."),
    ("adverse.mitigation", ("impacts", 1, "mitigation", 0), "medium", "The measure has no date."),
    (
        "adverse.mitigation",
        ("impacts", 1, "mitigation", 0, "success"),
        "medium",
        "The measure has no measure.",
    ),
    ("adverse.mitigation", ("impacts", 3, "mitigation"), "critical", "Nothing is done about effect 4."),
    ("evidence.base", ("impacts", 2, "evidence"), "high", "“No impact” has no evidence."),
    ("pc.religion-belief", ("impacts", 5, "direction"), "medium", "Effect 6 has no direction."),
    ("psed.eliminate", ("prohibited_conduct", "justification"), "critical", "No aim, no proportionality."),
    ("community.planning", ("affected_groups",), "medium", "No group is about premises."),
    ("community.residents", ("affected_groups", 3, "size"), "low", "A figure has no source."),
    ("competing-views", ("contested", 0, "views", 1, "evidence"), "medium", "A view has thin evidence."),
    ("terminology", ("neutrality",), "medium", "No terms are weighed."),
    ("rights.children", ("children",), "high", "No duty towards children is named."),
    ("support.safety", ("considerations",), "high", "Nothing on safety."),
    ("support.exit", ("considerations", 0, "finding"), "low", "The answer on leaving is short."),
    ("decision.accountability", ("decision", "equality_weight"), "high", "No weight is given to equality."),
    ("evidence.limits", ("evidence", 2), "medium", "The notes have no date."),
    ("evidence.limits", ("evidence_gaps", 0), "high", "What is not known has no owner."),
    ("decision.accountability", ("actions", 1, "owner"), "medium", "An action has no owner."),
    ("monitoring.review", ("monitoring", 0, "baseline"), "low", "There is no baseline."),
    ("monitoring.review", ("review", "date"), "high", "There is no review date."),
    ("decision.accountability", ("sign_off",), "critical", "Nobody has signed."),
    ("assessment.done", ("publication",), "medium", "It is not said where it can be read."),
    ("psed.duty", ("immigration", "exception_claimed"), "low", "The exception is not explained."),
    ("rights.human", ("law", 0, "checked"), "low", "Nobody checked the law."),
)


@pytest.fixture(scope="session")
def loaded() -> LoadedAssessment:
    """The assessment that lies beside this file."""
    return load_assessment(str(HERE / "assessment.yaml"))


@pytest.fixture(scope="session")
def catalogue(loaded: LoadedAssessment) -> Catalogue:
    """The law it is under, on a day that stays."""
    import datetime

    return load_catalogue("england", loaded.assessment.topics, datetime.date(2026, 11, 24))


@pytest.fixture(scope="session")
def findings(catalogue: Catalogue, loaded: LoadedAssessment) -> tuple[Finding, ...]:
    """A gap at each of `GAPS`, and nothing missing elsewhere."""
    made = []
    for number, (about, path, severity, message) in enumerate(GAPS):
        requirement = catalogue.requirement(about)
        assert requirement is not None, about
        made.append(
            Finding(
                requirement=about,
                title=requirement.title,
                outcome=Outcome.GAP,
                severity=severity,  # type: ignore[arg-type]
                message=message,
                citations=tuple(catalogue.sources(requirement)),
                fingerprint=f"{number:016x}",
                rule="TEST-001",
                why=f"Why number {number} matters.",
                fix=f"What closes number {number}.",
                file=loaded.file.path,
                path=path,
                place=loaded.file.place(path),
                good_practice=requirement.good_practice,
            )
        )
    with_gap = {finding.requirement for finding in made}
    for requirement in catalogue.requirements:
        if requirement.id not in with_gap:
            made.append(
                dataclasses.replace(
                    made[0],
                    requirement=requirement.id,
                    title=requirement.title,
                    outcome=Outcome.ADDRESSED,
                    message="nothing missing",
                    path=(),
                    fingerprint=requirement.id,
                    good_practice=requirement.good_practice,
                )
            )
    return tuple(made)


@pytest.fixture(scope="session")
def report(loaded: LoadedAssessment, catalogue: Catalogue, findings: tuple[Finding, ...]) -> Report:
    """The report on it."""
    return make_report(loaded, catalogue, findings)


class WordFile:
    """A Word file as its XML says it is."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.body = self.part("word/document.xml")[0]
        styles = self.part("word/styles.xml").iter(f"{W}style")
        self.style_names = {style.get(f"{W}styleId"): style[0].get(f"{W}val") for style in styles}

    def part(self, name: str) -> Any:
        return etree.fromstring(self.zip.read(name))

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of each, in order, those in tables too."""
        return [(self.style(one), self.text(one)) for one in self.body.iter(f"{W}p")]

    def style(self, paragraph: Any) -> str:
        return str(self.style_names[paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")])

    @staticmethod
    def text(element: Any) -> str:
        parts = {f"{W}t": lambda one: one.text or "", f"{W}tab": lambda _: "\t", f"{W}br": lambda _: "\n"}
        return "".join(parts[one.tag](one) for one in element.iter(*parts) if one.getparent().tag == f"{W}r")


class _Texts(HTMLParser):
    """The text of each innermost block of a page."""

    BLOCKS = frozenset(
        ("p", "li", "h1", "h2", "h3", "h4", "td", "th", "caption", "summary", "title", "div", "a")
    )

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._open: list[list[str]] = []
        self._skip = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skip = self._skip or tag == "style"
        if tag == "br":
            self.handle_data("\n")
        elif tag in self.BLOCKS:
            self._open.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._skip = False
        elif tag in self.BLOCKS:
            text = "".join(self._open.pop())
            self.texts.append(text)
            if tag == "a" and self._open:
                self._open[-1].append(text)

    def handle_data(self, data: str) -> None:
        if self._open and not self._skip:
            self._open[-1].append(data)


def texts_of_html(page: str) -> list[str]:
    """What each block of a page says."""
    parser = _Texts()
    parser.feed(page)
    parser.close()
    return parser.texts


def texts_of_markdown(text: str) -> list[str]:
    """What each block says once a Markdown program that we did not write has read it."""
    import markdown_it

    program = markdown_it.MarkdownIt("commonmark").enable("table")
    return texts_of_html(program.render(text))


def texts_of_word(data: bytes) -> list[str]:
    """What each paragraph says."""
    return [text for _, text in WordFile(data).paragraphs()]


ODT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def texts_of_open_document(data: bytes) -> list[str]:
    """What each paragraph and heading says, its comments left out."""
    content = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))
    return [_open_text(one) for one in content.iter(f"{ODT}p", f"{ODT}h")]


def _open_text(element: Any) -> str:
    instead = {f"{ODT}s": " ", f"{ODT}tab": "\t", f"{ODT}line-break": "\n"}
    text = instead.get(element.tag, element.text or "")
    for child in element:
        if not child.tag.endswith("}annotation"):
            text += _open_text(child)
        text += child.tail or ""
    return text


READ_BACK: dict[str, Callable[[bytes], list[str]]] = {
    ".docx": texts_of_word,
    ".odt": texts_of_open_document,
    ".html": lambda data: texts_of_html(data.decode()),
    ".md": lambda data: texts_of_markdown(data.decode()),
}


@pytest.fixture(params=READ_BACK)
def suffix(request: pytest.FixtureRequest) -> str:
    """Each format that people read."""
    return str(request.param)


@pytest.fixture(scope="session")
def read_back() -> dict[str, Callable[[bytes], list[str]]]:
    """The texts in a file, by its suffix."""
    return READ_BACK


@pytest.fixture(scope="session")
def word_file() -> type[WordFile]:
    """Reads a Word file's XML."""
    return WordFile
