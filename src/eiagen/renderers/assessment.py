"""The paper of an assessment: what is proposed, what it does to people, and every gap in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from eiagen import __version__
from eiagen.assessment import Assessment
from eiagen.carried.comments import without_comments
from eiagen.errors import problem
from eiagen.gap_rules.wording import called
from eiagen.model import Model
from eiagen.renderers import environment
from eiagen.renderers.charts import Chart, charts_of
from eiagen.renderers.effects import (
    Names,
    by_each,
    effects_of,
    never_written,
    promises_of,
)
from eiagen.renderers.facts import Facts, steps
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.outline import Outline
from eiagen.renderers.paper import Paper, carrying
from eiagen.renderers.wording import capital, day
from eiagen.report import Gap, Report, catalogue_data, findings_data, value_at
from eiagen.seal import since_signed

TEMPLATES: Mapping[str, str] = {
    "report": "report.html.j2",
    "summary": "summary.html.j2",
    "easy-read": "easy-read.html.j2",
}
"""What can be made of an assessment: the whole, two pages, and the beginning of an easy-read document."""

_CARRIED = frozenset(
    ("rule", "requirement", "outcome", "severity", "field", "line", "message", "fingerprint")
)
"""What a report carries of a finding; the rest is in the catalogue, whose day it carries too."""

_ITS_KIND = re.compile(r"The [a-z]+ ")
"""What may stand before the name of an item: "The measure "."""


def paper(report: Report, kind: str = "report", *, with_source: bool = True, look: Look = OURS) -> Paper:
    """The report on paper, in whatever format; `kind` is one of `TEMPLATES`.

    `with_source` has the file carry the assessment, unless it is a short one.
    """
    body = report.assessment.body.name
    charts = charts_of(report) if kind == "report" else {}
    html = page(report, kind, charts, look.wording)
    words = {"[body]": body, "[version]": report.assessment.version or "", "[status]": _status(report)}
    sheet = Paper(
        html=html,
        pictures={name: chart.drawing for name, chart in charts.items()},
        title=report.title,
        author=body,
        created=report.completed or report.on,
        modified=report.on,
        words=words,
        house=look.house,
        wording=look.wording,
    )
    return _with_source(sheet, report) if with_source and kind == "report" else sheet


def _with_source(sheet: Paper, report: Report) -> Paper:
    law = {name: value for name, value in catalogue_data(report).items() if name != "sources"}
    findings = (
        {name: value for name, value in one.items() if name in _CARRIED} for one in findings_data(report)
    )
    return carrying(sheet, "assessment", report.file, without_comments(report.text), law, findings)


def _status(report: Report) -> str:
    """For the header, in which it has one line."""
    assessment = report.assessment
    status = assessment.status.replace("-", " ") if assessment.status else ""
    version = f"version {assessment.version}" if assessment.version else ""
    on = day(report.completed) if report.completed else f"checked {day(report.on)}"
    return capital(", ".join(filter(None, (status, version, on))))


def page(
    report: Report,
    kind: str = "report",
    charts: Mapping[str, Chart] | None = None,
    wording: Path | None = None,
) -> str:
    """The page as text; `kind` is one of `TEMPLATES`, and `charts` stand in it where there are any."""
    assessment = report.assessment
    outline = Outline(report)
    names = Names(report)
    effects = effects_of(report, names)

    def at(path: str) -> object:
        return value_at(assessment, steps(path))

    def brief(gap: Gap) -> str:
        return _without_name(assessment, gap)

    html = environment.page(
        TEMPLATES[kind],
        {
            "report": report,
            "charts": charts or {},
            "assessment": assessment,
            "catalogue": report.catalogue,
            "outline": outline,
            "facts": Facts(assessment, outline),
            "effects": effects,
            "never_written": never_written(report),
            "promises": promises_of(effects),
            "by_characteristic": by_each(effects, lambda impact: impact.characteristics),
            "by_group": by_each(effects, lambda impact: impact.groups),
            "at": at,
            "brief": brief,
            "version": __version__,
            "aim_names": {aim.id: aim.title for aim in report.catalogue.aims},
            "names": names,
            "characteristic_names": names.characteristics,
            "action_numbers": {one.id: number for number, one in enumerate(assessment.actions) if one.id},
            "since_signed": since_signed(assessment),
        },
        wording,
    )
    if wording is not None and kind == "report":
        _refuse_without_gaps(html, report, wording)
    return html


def _refuse_without_gaps(html: str, report: Report, wording: Path) -> None:
    """Raises `EiagenError` for a page that a body's own templates have taken gaps out of."""
    left_out = [str(gap.number) for gap in report.gaps if f'id="gap-{gap.number}"' not in html]
    if left_out:
        what = (
            f"these templates leave out gap {', '.join(left_out)} of the report; keep what shows gaps "
            "(“gaps(…)”, and the lists that “facts” gives) in each part, in whatever words stand around it"
        )
        raise problem(wording, what)


def _without_name(assessment: Assessment, gap: Gap) -> str:
    """What is missing, as it is said where the item it is about has just been named."""
    message, path = gap.finding.message, gap.finding.path
    for length in range(len(path), 0, -1):
        item = value_at(assessment, path[:length]) if isinstance(path[length - 1], int) else None
        if isinstance(item, Model):
            name = f"“{called(item)}”"
            before, found, after = message.partition(name)
            if found and not before:
                return capital(after[1:].lstrip()) if after[:1] in ":," else f"This{after}"
            if found and _ITS_KIND.fullmatch(before):
                return f"This {before[4:].rstrip()}{after}"
    return message
