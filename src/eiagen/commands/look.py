"""How the user wants a paper to look and be worded: `--template` and `--templates`."""

from __future__ import annotations

import argparse
from pathlib import Path

from eiagen.errors import EiagenError, Problem
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.paper import FORMATS

HOUSED = (".docx", ".odt")
"""Formats that have a place for what a Word template holds."""


def look_of(options: argparse.Namespace, suffix: str, *, besides: tuple[str, ...] = ()) -> Look:
    """The look that was asked for; `suffix` is that of the file to be written, empty where there is none.

    `besides` are formats beyond `FORMATS` that are made of templates, too. Raises `EiagenError` with all that
    is wrong with either option.
    """
    template, wording = options.template, getattr(options, "templates", None)
    if template is None and wording is None:
        return OURS
    shown = f"not for {suffix}" if suffix else "so say where to with -o"
    problems: list[Problem] = []
    house = None
    if template is not None and suffix.lower() not in HOUSED:
        what = f"a house template is for {' and '.join(HOUSED)}, {shown}"
        problems.append(Problem("--template", None, None, what))
    elif template is not None:
        from eiagen.renderers.house_template import house_of

        try:
            house = house_of(template)
        except EiagenError as error:
            problems += error.problems
    if wording is not None and suffix.lower() not in (*FORMATS, *besides):
        what = f"templates make {', '.join((*FORMATS, *besides))}, {shown}"
        problems.append(Problem("--templates", None, None, what))
    elif wording is not None and not Path(wording).is_dir():
        what = "there is no such folder; name one with templates in it, like partials/cover.html.j2"
        problems.append(Problem(wording, None, None, what))
    if problems:
        raise EiagenError(problems)
    return Look(house, Path(wording) if wording is not None else None)
