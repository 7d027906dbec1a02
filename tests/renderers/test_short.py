"""What is made of an assessment besides the whole: two pages, and the beginning of an easy-read document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from eiagen.cli import main
from eiagen.gap_check import check
from eiagen.loading import load_assessment, load_catalogue
from eiagen.renderers import render
from eiagen.report import Report, make_report

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/assessment.yaml"))


def report_of(folder: Path) -> Report:
    loaded = load_assessment(str(folder / "assessment.yaml"))
    catalogue = load_catalogue(
        loaded.assessment.jurisdiction or "england", loaded.assessment.topics, datetime.date(2026, 11, 24)
    )
    return make_report(loaded, catalogue, check(loaded, catalogue))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda one: one.name)
def test_a_summary_is_two_pages_at_most(folder: Path) -> None:
    document = pypdfium2.PdfDocument(render(report_of(folder), ".pdf", "summary"))
    assert len(document) <= 2


@pytest.mark.parametrize("kind", ["summary", "easy-read"])
def test_every_format_can_be_written(
    kind: str, suffix: str, report: Report, read_back: dict[str, Callable[[bytes], list[str]]]
) -> None:
    texts = "\n".join(read_back[suffix](render(report, suffix, kind)))
    assert report.title in texts
    assert report.assessment.body.name in texts


def test_a_summary_counts_the_gaps_it_has_no_room_for(report: Report) -> None:
    html = render(report, ".html", "summary").decode()
    assert f"{len(report.gaps)} gaps in what the assessment shows" in html
    assert f"and {len(report.gaps) - 3} more, in the full report" in html


def test_easy_read_puts_no_long_text_of_the_assessment_as_if_it_were_easy(report: Report) -> None:
    html = render(report, ".html", "easy-read").decode()
    shown = re.findall(r'<p class="easy-text" dir="auto">(?!<span)(.*?)</p>', html)
    assert shown
    assert all(len(text.split()) <= 16 for text in shown)
    assert "Not finished." in html


@pytest.mark.parametrize("kind", ["--summary", "--easy-read"])
def test_the_file_is_named_for_what_it_is(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", str(EXAMPLES[0] / "assessment.yaml"), kind]) == 0
    assert (tmp_path / f"assessment-{kind.strip('-')}.docx").is_file()
    assert main(["report", str(EXAMPLES[0] / "assessment.yaml"), "--summary", "--easy-read"]) == 2
    assert "not allowed with" in capsys.readouterr().err
