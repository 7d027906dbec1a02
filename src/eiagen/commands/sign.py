"""`eiagen sign`: records who saw which content."""

from __future__ import annotations

import argparse
import datetime

from eiagen.assessment_file import AssessmentFile
from eiagen.commands import Said
from eiagen.model import in_words
from eiagen.signing import sign


def run(options: argparse.Namespace) -> Said:
    """Signs what the file says now; whoever signed other content before keeps that signature, too."""
    on = options.on or datetime.date.today()  # noqa: DTZ011 - the signature has the user's own day
    file = AssessmentFile(options.file)
    saw_duty = None if options.saw_duty is None else options.saw_duty == "yes"
    signed = sign(
        file, name=options.name, role=options.role, capacity=options.capacity, saw_duty=saw_duty, on=on
    )
    who = f"{options.name.strip()}, {options.role.strip()}"
    if signed.already:
        return Said(f"{options.file}: {who} signed this content on {in_words(on)} already; nothing to do\n")
    now = signed.signature
    notes = []
    if now.capacity is None:
        notes.append("in what capacity they signed is not said: give --capacity, or write it in the file")
    if now.saw_duty is None:
        notes.append("whether the text of the duty was before them is not said: give --saw-duty yes or no")
    if now.saw_version is None:
        notes.append("no version is recorded: write one after “version:”, and let them sign again")
    capacity = f" as {now.capacity.replace('-', ' ')}" if now.capacity else ""
    again = "; the earlier signature stays in the file" if signed.again else ""
    text = f"{options.file}: signed by {who}{capacity} on {in_words(on)}{again}\ncontent: {now.content}\n"
    return Said(text, tuple(notes))
