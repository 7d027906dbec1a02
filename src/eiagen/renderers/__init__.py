"""One module for each report format; all say the same, from one template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from eiagen.errors import problem
from eiagen.report import Report

RENDERERS: Mapping[str, str] = {
    ".docx": "eiagen.renderers.docx",
    ".html": "eiagen.renderers.html",
    ".md": "eiagen.renderers.markdown",
    ".json": "eiagen.renderers.json",
}
"""Suffix and the module that writes it, imported when it is first wanted; each has `render`."""


def renderer(suffix: str) -> Callable[[Report], bytes]:
    """The function that writes a suffix (".docx"); an `EiagenError` that names those there are otherwise."""
    name = RENDERERS.get(suffix.lower())
    if name is None:
        known = ", ".join(RENDERERS)
        shown = f"“{suffix}”" if suffix else "a name without an ending"
        raise problem("report", f"no report can be written as {shown}; end its name in one of {known}")
    function: Callable[[Report], bytes] = import_module(name).render
    return function


def render(report: Report, suffix: str) -> bytes:
    """The report in the format of the suffix. The same report gives the same bytes."""
    return renderer(suffix)(report)
