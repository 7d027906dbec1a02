"""`eiagen check`: what is missing in assessments, the worst first."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path

from eiagen import output, saving
from eiagen.commands import Said
from eiagen.commands.law import law_for
from eiagen.duties import SEVERITIES
from eiagen.errors import EiagenError, Problem, problem
from eiagen.gap_check import check
from eiagen.gap_rules.copied_text import sketch
from eiagen.gap_rules.subject import Sketch
from eiagen.loading import load_assessment
from eiagen.output import Checked, about


def run(options: argparse.Namespace) -> Said:
    """Checks each file; one that cannot be read does not hide what is found in the others."""
    return _watched(options) if options.watch else _once(options)


def _watched(options: argparse.Namespace) -> Said:
    """Checks the files again each time one of them is saved, until somebody stops it."""
    from eiagen.watching import changes

    if options.output or "-" in options.files:
        raise problem("--watch", "this prints to the screen and reads files; leave out -o and -")
    with contextlib.suppress(KeyboardInterrupt):
        for when in changes(options.files):
            try:
                said = _once(options)
            except EiagenError as error:
                said = Said(problems=error.problems)
            told = "\n".join((*said.notes, *map(str, said.problems), f"-- checked at {when}"))
            options.write(f"{said.text}{told}\n\n")
    return Said()


def _once(options: argparse.Namespace) -> Said:
    if options.output:
        saving.refuse_existing(options.output, replace=options.force)
    corpus, notes = _corpus(options.corpus)
    problems: list[Problem] = []
    severities: set[str] = set()

    def each_checked() -> Iterator[Checked]:
        for file in options.files:
            try:
                loaded = load_assessment(file)
                law = law_for(options, loaded)
                findings = check(loaded, law.catalogue, corpus)
            except EiagenError as error:
                problems.extend(problem for problem in error.problems if problem not in problems)
                continue
            notes.extend(law.notes)
            checked = Checked(file, about(loaded.assessment), law.catalogue, law.assumed, findings)
            severities.update(gap.severity for gap in checked.gaps)
            yield checked

    colour = options.colour and not options.output
    text = output.written(options.format, each_checked(), problems, colour=colour)
    if options.output:
        saving.save(options.output, text.encode(), replace=options.force)
        notes.append(f"written to {options.output}")
        text = ""
    return Said(text, tuple(notes), tuple(problems), _status(severities, options.fail_on))


def _status(severities: set[str], fail_on: str) -> int:
    if fail_on == "never":
        return 0
    return int(not severities.isdisjoint(SEVERITIES[: SEVERITIES.index(fail_on) + 1]))


def _corpus(folder: str | None) -> tuple[list[Sketch], list[str]]:
    """What to keep of every assessment in a folder and below it; and which of its files are none."""
    if folder is None:
        return [], []
    if not Path(folder).is_dir():
        raise problem("--corpus", f"there is no folder “{folder}”")
    sketches, notes = [], []
    for path in sorted(Path(folder).rglob("*.yaml")):
        try:
            sketches.append(sketch(str(path), load_assessment(str(path)).assessment))
        except EiagenError as error:
            notes.append(f"left out of the comparison: {error.problems[0]}")
    if not sketches:
        raise problem(
            "--corpus", f"there is no assessment in the folder “{folder}” that could be compared with"
        )
    return sketches, notes
