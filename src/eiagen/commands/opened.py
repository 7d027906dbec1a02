"""An assessment that a command is given, as YAML or inside a report."""

from __future__ import annotations

from pathlib import Path

from eiagen.carried.files import SUFFIXES, carried_in
from eiagen.carried.source import IN_WORDS, Carried
from eiagen.errors import problem
from eiagen.loading import LoadedAssessment, load_assessment, parse_assessment


def opened_assessment(file: str) -> tuple[LoadedAssessment, Carried | None]:
    """The assessment, and the report that it came out of; None where it is a file of its own."""
    if Path(file).suffix.lower() not in SUFFIXES:
        return load_assessment(file), None
    held = carried_in(file)
    if held.kind != "assessment":
        what = f"this was made from {IN_WORDS[held.kind]}, and an assessment is wanted"
        raise problem(file, f"{what}; `eiagen extract` gives what is inside")
    return parse_assessment(held.text.encode(), held.name), held
