"""`eiagen form`: a Word form of an assessment, to be filled in and taken back with `eiagen import`."""

from __future__ import annotations

import argparse
from pathlib import Path

from eiagen import saving
from eiagen.commands import Said
from eiagen.commands.law import catalogue_of, law_for
from eiagen.commands.look import look_of
from eiagen.errors import problem
from eiagen.forms.answers import without_blanks
from eiagen.loading import load_assessment, names
from eiagen.model import plain
from eiagen.renderers.form import Known, form


def run(options: argparse.Namespace) -> Said:
    """Writes the form and says where, and what is done with it next."""
    target = options.output or _name(options.file)
    if Path(target).suffix.lower() != ".docx":
        raise problem(target, "a form is a Word file: give it a name that ends in .docx")
    look = look_of(options, Path(target).suffix)
    saving.refuse_existing(target, replace=options.force)
    loaded = load_assessment(options.file)
    law = law_for(options, loaded)
    every = names()
    topics = catalogue_of(law.catalogue.jurisdiction.id, every.topics, options.on).topics
    known = Known.of(law.catalogue, every.jurisdictions, {topic.id: topic.title for topic in topics})
    values = without_blanks(plain(loaded.assessment))
    data = form(values if isinstance(values, dict) else {}, known, law.catalogue.on, look)
    saving.save(target, data, replace=options.force)
    file = "FILE" if options.file == "-" else options.file
    return Said(f"{target}\n", (*law.notes, f"when it comes back filled in: eiagen import {target} {file}"))


def _name(file: str) -> str:
    return "assessment-form.docx" if file == "-" else f"{Path(file).stem}-form.docx"
