"""What holds in every format: each gap in one place, each text as it was typed, the same bytes again."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eiagen.assessment import Assessment
from eiagen.errors import EiagenError
from eiagen.gap_check import check
from eiagen.loading import LoadedAssessment, load_assessment, load_catalogue, parse_assessment
from eiagen.renderers import SUFFIXES, render
from eiagen.report import Report, make_report
from eiagen.text_file import FORBIDDEN

ROOT = Path(__file__).parents[2]
ReadBack = dict[str, Callable[[bytes], list[str]]]

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    "Fish & chips &amp; &lt;b&gt;",
    "*stars* _lines_ `ticks` [a](b) ![c](d) #1 | pipe ~~x~~ $y$ \\ back",
    "quotes “ ” ' \" and – — …",
    "שלום עולם, and English",
    "👩‍👩‍👧‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ok",
    "two  spaces,\ta tab",
    "1. not a list",
    "]]> <!-- --> <?x?>",
    "=== not a heading",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_texts_arrive_unchanged(suffix: str, hostile: str, report: Report, read_back: ReadBack) -> None:
    """In every sort of field, in every format."""
    count = 0

    def changed(value: object) -> object:
        nonlocal count
        if isinstance(value, str) and len(value) > 25 and " " in value and "://" not in value:
            count += 1
            return f"{hostile} (text {count})"
        if isinstance(value, dict):
            return {key: changed(inner) for key, inner in value.items()}
        if isinstance(value, tuple):
            return tuple(changed(inner) for inner in value)
        return value

    assessment = Assessment.model_validate(changed(report.assessment.model_dump(exclude_none=True)))
    gaps = tuple(
        dataclasses.replace(
            gap, finding=dataclasses.replace(gap.finding, message=f"{hostile} (gap {gap.number})")
        )
        for gap in report.gaps
    )
    data = render(dataclasses.replace(report, assessment=assessment, gaps=gaps), suffix)
    found = "\n".join(read_back[suffix](data))
    assert count > 40
    wanted = [f"{hostile} (text {number})" for number in range(1, count + 1)]
    wanted += [f"{hostile} (gap {gap.number})" for gap in gaps]
    assert [text for text in wanted if text not in found] == []


@pytest.fixture(scope="module")
def small() -> Report:
    """A report on next to nothing, quickly written."""
    loaded = parse_assessment(b"title: Small\nbody: {name: A Council}\n", "small.yaml")
    return make_report(loaded, load_catalogue("england"), ())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=40).filter(lambda text: not FORBIDDEN.search(text)))
def test_any_line_arrives_unchanged(suffix: str, text: str, small: Report, read_back: ReadBack) -> None:
    """Whatever characters it is made of; a point of a list loses its mark and nothing else."""
    assume(text.strip() and "\n" not in text and "\r" not in text)
    text = re.sub(r"^\s*[-•*] (?=\S)", "", text)
    assume(text.strip() and not re.match(r"\s*[-•*] \S", text))
    contents = small.assessment.model_dump() | {"decision": {"reasons": text}}
    assessment = Assessment.model_validate(contents)
    found = read_back[suffix](render(dataclasses.replace(small, assessment=assessment), suffix))
    assert text in found or f"Reasons: {text}" in found


@pytest.mark.parametrize("with_ids", [".html", ".md"])
def test_every_gap_stands_once_in_the_index_and_once_in_its_place(with_ids: str, report: Report) -> None:
    """And each links to the other."""
    text = render(report, with_ids).decode()
    for gap in report.gaps:
        for name, other in (
            (f"gap-{gap.number}", f"index-{gap.number}"),
            (f"index-{gap.number}", f"gap-{gap.number}"),
        ):
            assert len(re.findall(rf'id="{name}"', text)) == 1, name
            assert re.search(rf'(href="|\()#{other}\b', text), other


@pytest.mark.parametrize("with_ids", [".html", ".md"])
def test_every_link_leads_somewhere(with_ids: str, report: Report) -> None:
    """Inside the file."""
    text = render(report, with_ids).decode()
    targets = set(re.findall(r'(?:href="|\]\()#([\w-]+)', text))
    assert targets
    assert targets <= set(re.findall(r'id="([\w-]+)"', text))


@pytest.mark.parametrize("format_", SUFFIXES)
def test_the_same_report_gives_the_same_bytes(format_: str, report: Report) -> None:
    """Rendered twice."""
    assert render(report, format_) == render(report, format_)


def test_another_process_gives_the_same_bytes(loaded: LoadedAssessment) -> None:
    """With another seed for the order of sets, and another time zone."""
    code = (
        "import sys, hashlib, datetime; from eiagen.loading import *; from eiagen.gap_check import check;"
        "from eiagen.report import make_report; from eiagen.renderers import render, SUFFIXES;"
        "l = load_assessment(sys.argv[1]); day = datetime.date(2026, 11, 24);"
        "c = load_catalogue('england', l.assessment.topics, day);"
        "r = make_report(l, c, check(l, c));"
        "print([hashlib.sha256(render(r, s)).hexdigest() for s in SUFFIXES])"
    )
    said = set()
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", code, loaded.file.path],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        said.add(done.stdout)
    assert len(said) == 1


@pytest.mark.parametrize("name", ["report.odf", ".pages", ""])
def test_an_unknown_format_is_told_with_those_there_are(name: str, report: Report) -> None:
    """As an error for the user."""
    with pytest.raises(EiagenError, match=r"\.docx, \.odt, \.pdf, \.html, \.md, \.json"):
        render(report, name)


@pytest.mark.parametrize("jurisdiction", ["england", "wales", "scotland", "northern-ireland"])
def test_an_assessment_with_nothing_in_it_hides_nothing(
    suffix: str, jurisdiction: str, read_back: ReadBack
) -> None:
    """Every part is there as not yet written, and what is not assessed is not called no impact."""
    loaded = parse_assessment(b"title: Empty\nbody:\n  name: A Council\n", "empty.yaml")
    catalogue = load_catalogue(jurisdiction)
    texts = read_back[suffix](render(make_report(loaded, catalogue, check(loaded, catalogue)), suffix))
    found = "\n".join(texts)
    for what in (
        "what is proposed",
        "the people affected",
        "the evidence",
        "actions",
        "monitoring",
        "sign-off",
    ):
        assert f"Not yet written: {what}" in found, what
    for which in catalogue.characteristics:
        assert which.title in found
    assert found.count("Not assessed") >= 2 * len(catalogue.characteristics)
    assert "No impact" not in found


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").glob("*/assessment.yaml")), ids=lambda path: path.parent.name
)
def test_every_example_has_all_its_gaps_in_place(path: Path) -> None:
    """With the rules as they are."""
    loaded = load_assessment(str(path))
    catalogue = load_catalogue(loaded.assessment.jurisdiction or "england", loaded.assessment.topics)
    report = make_report(loaded, catalogue, check(loaded, catalogue))
    page = render(report, ".html").decode()
    assert sorted(re.findall(r'id="gap-(\d+)"', page), key=int) == [str(gap.number) for gap in report.gaps]
    assert render(report, ".docx")
    assert render(report, ".md")


def test_the_page_fetches_nothing(report: Report) -> None:
    """It can be opened on a machine without a network, and tells nobody that it was."""
    page = render(report, ".html").decode()
    page = re.sub(r'<script type="application/json" id="eiagen-source">[^<]*</script>', "", page)  # only data
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|@import|url\(", page)


def test_our_own_wording_gives_no_verdict() -> None:
    """The templates speak of what is evidenced, never of what is lawful."""
    for path in (ROOT / "templates").rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"\b(unlawful|compliant|compliance|breach|passed|failed|fails)\b", text, re.IGNORECASE
        ), path
