"""`eiagen report`: the assessment with what is missing shown in its place, as a file to put before people."""

from __future__ import annotations

import argparse
from pathlib import Path

from eiagen import saving
from eiagen.commands import Said
from eiagen.commands.law import law_for
from eiagen.gap_check import check
from eiagen.loading import load_assessment
from eiagen.output import tally
from eiagen.output.text import count
from eiagen.renderers import render, renderer
from eiagen.report import make_report


def run(options: argparse.Namespace) -> Said:
    """Writes the report and says where, and how much is missing; that is no failure of the report's."""
    target = options.output or _name(options.file)
    suffix = Path(target).suffix
    # What would come to nothing is said before the work and not after it.
    renderer(suffix)
    saving.refuse_existing(target, replace=options.force)
    loaded = load_assessment(options.file)
    law = law_for(options, loaded)
    findings = check(loaded, law.catalogue, cite_lines=False)
    saving.save(target, render(make_report(loaded, law.catalogue, findings), suffix), replace=options.force)
    return Said(f"{target}: {count(tally(findings))}\n", law.notes)


def _name(file: str) -> str:
    """The assessment's own name, for Word, in the folder one is in."""
    return "assessment.docx" if file == "-" else f"{Path(file).stem}.docx"
