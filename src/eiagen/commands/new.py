"""`eiagen new`: writes an assessment to fill in."""

from __future__ import annotations

import argparse

from eiagen import resources, saving
from eiagen.commands import Said
from eiagen.commands.law import refuse_unknown
from eiagen.duties import ASSUMED
from eiagen.loading import load_catalogue
from eiagen.starter import starter


def run(options: argparse.Namespace) -> Said:
    """Never replaces a file: what somebody wrote in it would be lost."""
    topics = tuple(dict.fromkeys(options.topics or ()))
    refuse_unknown(options.jurisdiction, topics)
    catalogue = load_catalogue(options.jurisdiction or ASSUMED, topics)
    # The address of a file on this computer: editors take it as it is, offline, whatever folder the
    # assessment is in; a path relative to the assessment would break when that is moved.
    address = (resources.folder("schemas") / "assessment.schema.json").resolve().as_uri()
    text = starter(catalogue, address, jurisdiction_stated=options.jurisdiction is not None)
    notes: tuple[str, ...] = ()
    if options.jurisdiction is None:
        assumed = f"jurisdiction not stated: the notes in it are those for {ASSUMED}"
        notes = (f"{assumed}; write yours after “jurisdiction:”",)
    if options.file == "-":
        return Said(text, notes)
    saving.save(options.file, text.encode())
    return Said(f"{options.file}\n", notes)
