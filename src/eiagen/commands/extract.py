"""`eiagen extract`: the assessment out of a report that carries it."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterator

from eiagen import saving
from eiagen.carried import Carried, carried_in
from eiagen.commands import Said

_SHOWN = 5
"""Edited passages that are named."""


def run(options: argparse.Namespace) -> Said:
    """The YAML or the findings, to a file or the screen; what is to be known of them as notes."""
    if options.output:
        saving.refuse_existing(options.output, replace=options.force)
    held = carried_in(options.file)
    text = held.text
    if options.findings:
        data = {
            "schema": "eiagen.findings/1",
            "eiagen": held.version,
            "catalogue": held.catalogue,
            "findings": held.findings,
        }
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    notes = tuple(told_of(held, options.file))
    if not options.output:
        return Said(text, notes)
    saving.save(options.output, text.encode(), replace=options.force)
    return Said(notes=(*notes, f"written to {options.output}"))


def told_of(held: Carried, file: str) -> Iterator[str]:
    """What somebody should know who takes the assessment from a report."""
    on = held.catalogue.get("on", "a day not stated")
    yield f"{file}: made by eiagen {held.version} from {held.name}, with the law of {on}"
    if held.edited is None:
        yield f"{file}: whether its text was edited since can’t be told of a PDF"
    elif held.edited or held.gone:
        yield (
            f"{file}: its text was edited since: {len(held.edited)} of its passages are new or changed, "
            f"{held.gone} of the report’s are gone or changed; the assessment inside has none of these edits"
        )
        for passage in held.edited[:_SHOWN]:
            yield f"  edited: {textwrap.shorten(passage, 90, placeholder=' …')}"
        if len(held.edited) > _SHOWN:
            yield f"  and {len(held.edited) - _SHOWN} more"
