"""The report as one web page that needs nothing else; the other formats are made from the same page."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from eiagen import __version__
from eiagen.assessment import Assessment
from eiagen.gap_rules.subject import is_blank
from eiagen.gap_rules.wording import called
from eiagen.model import Model
from eiagen.renderers.effects import (
    Names,
    by_each,
    effects_of,
    links_to_effects,
    never_written,
    promises_of,
    terms_of_measure,
)
from eiagen.renderers.facts import Facts, in_line, steps, told
from eiagen.renderers.outline import Outline
from eiagen.renderers.prose import opening, prose
from eiagen.renderers.wording import capital, count_of, day, is_web_address, links_to, site, small
from eiagen.report import Gap, Report, value_at
from eiagen.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment


_ITS_KIND = re.compile(r"The [a-z]+ ")
"""What may stand before the name of an item: "The measure "."""


def render(report: Report) -> bytes:
    """The page, in UTF-8."""
    return page(report).encode()


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


@cache
def environment() -> Environment:
    """What every page is made with."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,  # by name only *.html would be, and not *.html.j2
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "prose": prose,
        "opening": opening,
        "day": day,
        "count_of": count_of,
        "site": site,
        "capital": capital,
        "links_to": links_to,
        "links_to_effects": links_to_effects,
        "small": small,
        "terms": terms_of_measure,
        "told": told,
        "in_line": in_line,
    }
    made.tests |= {"blank": is_blank, "web_address": is_web_address}
    return made
