"""The report as one web page that needs nothing else; the other formats are made from the same page."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING

from eiagen import __version__
from eiagen.gap_rules.subject import is_blank
from eiagen.place import Path
from eiagen.renderers.outline import Outline
from eiagen.renderers.prose import opening, prose
from eiagen.report import Report, value_at
from eiagen.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""Ours, because `strftime` would take them from the machine's language."""


_WEB_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?")


def render(report: Report) -> bytes:
    """The page, in UTF-8."""
    return page(report).encode()


def page(report: Report) -> str:
    """The page as text."""
    assessment = report.assessment

    def at(path: str) -> object:
        return value_at(assessment, _path(path))

    return environment().get_template("report.html.j2").render(
        report=report,
        assessment=assessment,
        catalogue=report.catalogue,
        outline=Outline(report),
        at=at,
        version=__version__,
        aim_names={aim.id: aim.title for aim in report.catalogue.aims},
        part_names={part.id: part.title for aim in report.catalogue.aims for part in aim.parts},
        characteristic_names={which.id: which.title for which in report.catalogue.characteristics},
        evidence_numbers={one.id: number for number, one in enumerate(assessment.evidence)},
        group_names={one.id: one.name or one.id for one in assessment.affected_groups},
        group_numbers={one.id: number for number, one in enumerate(assessment.affected_groups)},
    )


@cache
def _path(dotted: str) -> Path:
    return tuple(int(step) if step.isdecimal() else step for step in dotted.split("."))


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
    }
    made.tests |= {"blank": is_blank, "web_address": is_web_address}
    return made


def day(date: datetime.date) -> str:
    """As written in English: 24 November 2026."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def count_of(number: int, one: str, many: str | None = None) -> str:
    """The number and the word in its right form: "1 gap", "3 gaps"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def site(address: str) -> str:
    """Whose site a web address leads to: "legislation.gov.uk"."""
    return address.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


def capital(text: str) -> str:
    """With its first letter a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def is_web_address(text: str) -> bool:
    """Whether the text is an address that a link may lead to, and nothing else."""
    return _WEB_ADDRESS.fullmatch(text) is not None
