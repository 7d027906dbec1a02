"""The report of an audit, from one page for every format: Word, HTML and Markdown."""

from __future__ import annotations

from pathlib import PurePath

from eiagen import __version__, audit_report
from eiagen.audit_record import where
from eiagen.audit_report import AuditReport
from eiagen.finding import Outcome
from eiagen.renderers.html import environment
from eiagen.renderers.outline import Chapters
from eiagen.renderers.wording import day

AUTHOR = "eiagen audit"


def render(report: AuditReport, format: str) -> bytes:
    """The report as "docx", "html" or "md". The same report gives the same bytes."""
    if format == "docx":
        from eiagen.renderers.docx import word_file

        words = {"[body]": "Audit of published guidance", "[version]": "", "[status]": day(report.on)}
        return word_file(page(report), report.title, AUTHOR, report.on, report.on, words)
    if format == "md":
        from eiagen.renderers.markdown import markdown_file

        return markdown_file(page(report))
    return page(report).encode()


def page(report: AuditReport) -> str:
    """The page as text."""
    template = environment().get_template("audit.html.j2")
    return template.render(
        report=report,
        audits=report.audits,
        outline=Chapters(),
        version=__version__,
        words_of=audit_report,
        outcome_words={str(outcome): word for outcome, word in audit_report.OUTCOME_WORDS.items()},
        Outcome=Outcome,
        where=where,
        file_name=lambda path: PurePath(path).name,
    )
