"""The report of an audit, from one page for every format."""

from __future__ import annotations

import json
from pathlib import Path, PurePath

from eiagen import __version__
from eiagen.audit import front_page
from eiagen.audit import report as audit_report
from eiagen.audit.record import where, where_of, without_folders
from eiagen.audit.report import AuditReport
from eiagen.finding import Outcome
from eiagen.renderers import environment
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.outline import Chapters
from eiagen.renderers.paper import Paper, carrying, written
from eiagen.renderers.wording import day

AUTHOR = "eiagen audit"


def render(report: AuditReport, suffix: str, look: Look = OURS, *, with_source: bool = True) -> bytes:
    """The report in the format of a suffix. The same report gives the same bytes."""
    return written(paper(report, look, with_source=with_source), suffix)


def paper(report: AuditReport, look: Look = OURS, *, with_source: bool = True) -> Paper:
    """The report on paper, in whatever format; `with_source` has the file carry the audits themselves."""
    sheet = Paper(
        html=page(report, look.wording),
        title=report.title,
        author=AUTHOR,
        subject="Audit of published guidance",
        created=report.on,
        modified=report.on,
        words={"[body]": "Audit of published guidance", "[version]": "", "[status]": day(report.on)},
        house=look.house,
        wording=look.wording,
    )
    return _with_source(sheet, report) if with_source else sheet


def _with_source(sheet: Paper, report: AuditReport) -> Paper:
    kept = [without_folders(audit.kept) for audit in report.audits]
    if len(kept) == 1:
        name = f"{PurePath(kept[0]['document']['path']).stem}.audit.json"
        text = json.dumps(kept[0], ensure_ascii=False, indent=2)
    else:
        name = "audits.jsonl"
        text = "\n".join(json.dumps(one, ensure_ascii=False) for one in kept)
    law = {name: value for name, value in kept[0]["catalogue"].items() if name != "guessed"}
    return carrying(sheet, "audit", name, f"{text}\n", law)


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
        "where_of": where_of,
        "file_name": lambda path: PurePath(path).name,
    }
    return environment.page("audit.html.j2", fields, wording)
