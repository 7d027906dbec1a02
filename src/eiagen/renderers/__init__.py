"""Reports on paper: one page for each subject, one module for each format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from eiagen import plain_words
from eiagen.errors import problem
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.paper import FORMATS, written

if TYPE_CHECKING:
    from eiagen.report import Report

SUFFIXES = (*FORMATS, ".json")
"""The endings in which the report of an assessment can be written."""


def renderer(
    suffix: str, kind: str = "report", *, with_source: bool = True, look: Look = OURS
) -> Callable[[Report], bytes]:
    """The function that writes a suffix (".docx"); an `EiagenError` that names those there are otherwise.

    `kind` is "report", "summary" or "easy-read"; the data of a .json are the same for each. `with_source`
    has the file carry the assessment it is made from.
    """
    if (wanted := suffix.lower()) not in SUFFIXES:
        shown = plain_words.ending(suffix)
        known = ", ".join(SUFFIXES)
        raise problem("report", f"no report can be written as {shown}; end its name in one of {known}")
    if wanted == ".json":
        from eiagen.renderers.json import render

        return render
    from eiagen.renderers.assessment import paper

    return lambda report: written(paper(report, kind, with_source=with_source, look=look), wanted)


def render(report: Report, suffix: str, kind: str = "report") -> bytes:
    """The report in the format of the suffix. The same report gives the same bytes."""
    return renderer(suffix, kind)(report)
