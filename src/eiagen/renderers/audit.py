"""The report of an audit, from one page for every format."""

from __future__ import annotations

from pathlib import Path, PurePath

from eiagen import __version__
from eiagen.audit import front_page
from eiagen.audit import report as audit_report
from eiagen.audit.record import where
from eiagen.audit.report import AuditReport
from eiagen.finding import Outcome
from eiagen.renderers import environment
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.outline import Chapters
from eiagen.renderers.paper import Paper, written
from eiagen.renderers.wording import day

AUTHOR = "eiagen audit"


def render(report: AuditReport, suffix: str, look: Look = OURS) -> bytes:
    """The report in the format of a suffix. The same report gives the same bytes."""
    return written(paper(report, look), suffix)


def paper(report: AuditReport, look: Look = OURS) -> Paper:
    """The report on paper, in whatever format."""
    return Paper(
        html=page(report, look.wording),
        title=report.title,
        author=AUTHOR,
        created=report.on,
        modified=report.on,
        words={"[body]": "Audit of published guidance", "[version]": "", "[status]": day(report.on)},
        house=look.house,
        wording=look.wording,
    )


def page(report: AuditReport, wording: Path | None = None) -> str:
    """The page as text."""
    fields = {
        "report": report,
        "audits": report.audits,
        "outline": Chapters(),
        "version": __version__,
        "words_of": audit_report,
        "front_page": front_page,
        "outcome_words": {str(outcome): word for outcome, word in audit_report.OUTCOME_WORDS.items()},
        "Outcome": Outcome,
        "where": where,
        "file_name": lambda path: PurePath(path).name,
    }
    return environment.page("audit.html.j2", fields, wording)
