"""The paper of an assessment: what is proposed, what it does to people, and every gap in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eiagen import __version__
from eiagen.assessment import Assessment
from eiagen.gap_rules.wording import called
from eiagen.model import Model
from eiagen.renderers.effects import (
    Names,
    by_each,
    effects_of,
    never_written,
    promises_of,
)
from eiagen.renderers.environment import environment
from eiagen.renderers.facts import Facts, steps
from eiagen.renderers.outline import Outline
from eiagen.renderers.paper import Paper
from eiagen.renderers.wording import capital, day
from eiagen.report import Gap, Report, value_at

if TYPE_CHECKING:
    pass


_ITS_KIND = re.compile(r"The [a-z]+ ")
"""What may stand before the name of an item: "The measure "."""


def paper(report: Report) -> Paper:
    """The report on paper, in whatever format."""
    body = report.assessment.body.name
    return Paper(
        html=page(report),
        title=report.title,
        author=body,
        created=report.completed or report.on,
        modified=report.on,
        words={"[body]": body, "[version]": report.assessment.version or "", "[status]": _status(report)},
    )


def _status(report: Report) -> str:
    """For the header, in which it has one line."""
    assessment = report.assessment
    status = assessment.status.replace("-", " ") if assessment.status else ""
    version = f"version {assessment.version}" if assessment.version else ""
    on = day(report.completed) if report.completed else f"checked {day(report.on)}"
    return capital(", ".join(filter(None, (status, version, on))))


def page(report: Report) -> str:
    """The page as text."""
    assessment = report.assessment
    outline = Outline(report)
    names = Names(report)
    effects = effects_of(report, names)

    def at(path: str) -> object:
        return value_at(assessment, steps(path))

    def brief(gap: Gap) -> str:
        return _without_name(assessment, gap)

    return (
        environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            assessment=assessment,
            catalogue=report.catalogue,
            outline=outline,
            facts=Facts(assessment, outline),
            effects=effects,
            never_written=never_written(report),
            promises=promises_of(effects),
            by_characteristic=by_each(effects, lambda impact: impact.characteristics),
            by_group=by_each(effects, lambda impact: impact.groups),
            at=at,
            brief=brief,
            version=__version__,
            aim_names={aim.id: aim.title for aim in report.catalogue.aims},
            names=names,
            characteristic_names=names.characteristics,
            action_numbers={one.id: number for number, one in enumerate(assessment.actions) if one.id},
        )
    )


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
