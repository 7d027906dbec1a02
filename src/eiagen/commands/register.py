"""`eiagen register`: every assessment in a folder, and what they do to people together."""

from __future__ import annotations

import argparse
import datetime
import json
from collections.abc import Iterator
from pathlib import Path

from eiagen import plain_words, saving
from eiagen.commands import Said
from eiagen.commands.law import law_for
from eiagen.commands.look import look_of
from eiagen.errors import EiagenError, Problem, problem
from eiagen.gap_check import check
from eiagen.loading import load_assessment
from eiagen.output import register_text
from eiagen.progress import Progress
from eiagen.register import Register, RegisterBuilder, as_data, in_one_line
from eiagen.renderers.look import Look
from eiagen.renderers.paper import FORMATS

SUFFIXES = (".xlsx", *FORMATS, ".json")
"""The endings in which a register can be written."""


def run(options: argparse.Namespace) -> Said:
    """Reads every assessment once; one that can't be read is listed as left out and hides no other."""
    suffix = _suffix(options)
    look = look_of(options, suffix)
    files = list(_files(options.folder))
    if not files:
        raise problem(options.folder, "there is no YAML file in this folder, so there is no assessment")
    on = options.on or datetime.date.today()  # noqa: DTZ011 - the user's own day
    builder = RegisterBuilder(on, options.due_within)
    unread: list[Problem] = []
    progress = Progress(options.screen, len(files), "assessments")
    for file in files:
        try:
            loaded = load_assessment(file)
            law = law_for(options, loaded)
            name = Path(file).relative_to(options.folder).as_posix()
            builder.add(name, loaded.assessment, law.catalogue, check(loaded, law.catalogue))
        except EiagenError as error:
            unread += error.problems[:1]
        progress.step()
    progress.clear()
    register = builder.register([str(one) for one in unread])
    if not register.entries:
        raise EiagenError(unread)
    notes = tuple(f"left out: {one}" for one in unread)
    if not options.output:
        return Said(register_text.write(register, colour=options.colour), notes)
    saving.save(options.output, _written(register, suffix, look), replace=options.force)
    return Said(f"{options.output}: {in_one_line(register)}\n", notes)


def _suffix(options: argparse.Namespace) -> str:
    if not options.output:
        return ""
    suffix = Path(options.output).suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise problem(
            options.output,
            f"no register can be written as {plain_words.ending(suffix)}; end its name in one of {known}",
        )
    saving.refuse_existing(options.output, replace=options.force)
    return suffix


def _written(register: Register, suffix: str, look: Look) -> bytes:
    if suffix == ".json":
        return (json.dumps(as_data(register), ensure_ascii=False, indent=2) + "\n").encode()
    if suffix == ".xlsx":
        from eiagen.renderers.xlsx import write

        return write(register)
    from eiagen.renderers.paper import written
    from eiagen.renderers.register import paper

    return written(paper(register, look), suffix)


def _files(folder: str) -> Iterator[str]:
    """YAML files in the folder and below it, in order; hidden ones are left out."""
    if not Path(folder).is_dir():
        what = (
            "this is a file; name the folder it is in" if Path(folder).exists() else "there is no such folder"
        )
        raise problem(folder, what)
    for path in sorted(Path(folder).rglob("*")):
        inside = path.relative_to(folder).parts
        if path.suffix.lower() in (".yaml", ".yml") and not any(part.startswith(".") for part in inside):
            yield str(path)
