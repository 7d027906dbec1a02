"""`eiagen extract`: what a report was made from, out of the report that carries it."""

from __future__ import annotations

import argparse
import json

from eiagen import saving
from eiagen.carried.files import carried_in
from eiagen.commands import Said
from eiagen.errors import problem


def run(options: argparse.Namespace) -> Said:
    """The YAML, the JSON or the findings, to a file or the screen; what is to be known of them as notes."""
    if options.output:
        saving.refuse_existing(options.output, replace=options.force)
    held = carried_in(options.file)
    text = held.text
    if options.findings and held.kind != "assessment":
        what = f"this report was made from {held.name}, which holds its findings itself; leave --findings out"
        raise problem(options.file, what)
    if options.findings:
        data = {
            "schema": "eiagen.findings/1",
            "eiagen": held.version,
            "catalogue": held.catalogue,
            "findings": held.findings,
        }
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if not options.output:
        return Said(text, tuple(held.notes))
    saving.save(options.output, text.encode(), replace=options.force)
    return Said(notes=(*held.notes, f"written to {options.output}"))
