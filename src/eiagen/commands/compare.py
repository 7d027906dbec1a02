"""`eiagen compare`: what changed between two versions, in substance and in words."""

from __future__ import annotations

import argparse
import datetime
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

from eiagen import saving
from eiagen.audit.file import load_audit
from eiagen.audit.found_documents import standard_input
from eiagen.carried.files import carried_in, kind_in
from eiagen.commands import FILE_SIZE, Said
from eiagen.commands.endings import format_of
from eiagen.commands.law import catalogue_of, refuse_unknown
from eiagen.commands.look import look_of
from eiagen.commands.opened import opened_assessment
from eiagen.comparison.assessments import compared_assessments
from eiagen.comparison.documents import compared_audits, compared_documents, law_of, opened
from eiagen.comparison.misstatements import Fate
from eiagen.comparison.record import Comparison
from eiagen.duties import ASSUMED, SEVERITIES
from eiagen.errors import EiagenError, Problem, problem
from eiagen.renderers import paper
from eiagen.renderers.look import Look
from eiagen.worker_processes import WorkerProcesses

T = TypeVar("T")

FORMATS = {**{suffix: suffix[1:] for suffix in paper.FORMATS}, ".json": "json", ".txt": "text"}
"""The endings of a file and the format in which it is written."""

_SORTS = {".yaml": "assessment", ".yml": "assessment", ".json": "audit", ".jsonl": "audit"}
_NAMES = {"assessment": "an assessment", "audit": "an audit", "document": "a document"}


def run(options: argparse.Namespace) -> Said:
    """Compares the two and says what came of it; nothing is written where one of them can't be read."""
    format = format_of(options, FORMATS)
    look = look_of(options, Path(options.output or "").suffix)
    if options.output:
        saving.refuse_inputs(options.output, (options.old, options.new, options.template))
        saving.refuse_existing(options.output, replace=options.force)
    refuse_unknown(options.jurisdiction, options.topics or ())
    comparison = _compared(options)
    status = int(_got_worse(comparison, options.fail_on))
    data = _written(comparison, format, options, look)
    if not options.output:
        return Said(data.decode(), status=status)
    saving.save(options.output, data, replace=options.force)
    warnings = tuple(f"mind: {one}" for one in comparison.warnings)
    return Said(notes=(*warnings, f"written to {options.output}"), status=status)


def _compared(options: argparse.Namespace) -> Comparison:
    old, new = options.old, options.new
    if old == new == "-":
        raise problem("-", "standard input can be one of the two; name a file for the other")
    sorts = {_sort(old, new), _sort(new, old)}
    if len(sorts) > 1:
        raise problem(
            new,
            f"this is {_NAMES[_sort(new, old)]} and {old} is {_NAMES[_sort(old, new)]}: "
            "name two documents, two audits in JSON, or two assessments in YAML, or reports made from them",
        )
    match sorts.pop():
        case "assessment":
            return _assessments(options)
        case "audit":
            return _audits(options)
        case _:
            return _documents(options)


def _sort(path: str, other: str) -> Literal["assessment", "audit", "document"]:
    """By the ending of the name, because the name is what people go by. Standard input is like the other.

    A report that carries an audit or an assessment is one, whatever else it looks like.
    """
    kind = kind_in(path)
    if kind == "audit" or kind == "assessment":
        return kind
    if kind is not None:
        raise _no_version(path, kind)
    suffix = Path(other if path == "-" else path).suffix.lower()
    return _SORTS.get(suffix, "document")  # type: ignore[return-value]


def _no_version(path: str, kind: Literal["comparison", "letter"]) -> EiagenError:
    """What is said of a report that is about versions and is none itself."""
    if kind == "letter":
        return problem(
            path,
            "this is a letter that eiagen wrote, and no version of anything: name the guidance, the audit in "
            "JSON or the report that it was written from",
        )
    held = json.loads(carried_in(path).text)
    names = " and ".join(str(held[which]["path"]) for which in ("old", "new"))
    return problem(
        path, f"this is the report of a comparison that eiagen made, and no version of anything: name {names}"
    )


def _documents(options: argparse.Namespace) -> Comparison:
    today = datetime.date.today()  # noqa: DTZ011 - the user's own day
    files = [(path, standard_input() if path == "-" else None) for path in (options.old, options.new)]
    with WorkerProcesses(2, options.time_limit) as executor:
        (old, guess_of_old), (new, guess_of_new) = opened(executor, files)
        topics = tuple(options.topics) if options.topics else None
        on = options.on or today
        law = law_of(guess_of_old, guess_of_new, options.jurisdiction, topics, on, keep=not options.no_cache)
        return compared_documents(executor, old, new, law)


def _audits(options: argparse.Namespace) -> Comparison:
    stated = [
        name
        for name, value in (
            ("--jurisdiction", options.jurisdiction),
            ("--topic", options.topics),
            ("--on", options.on),
        )
        if value
    ]
    problems = [
        Problem(
            name, None, None, "an audit has its law already; compare the documents themselves to choose it"
        )
        for name in stated
    ]
    try:
        old, new = _both(load_audit, options)
    except EiagenError as error:
        problems += error.problems
    if problems:
        raise EiagenError(problems)
    return compared_audits(old, new, (options.old, options.new))


def _assessments(options: argparse.Namespace) -> Comparison:
    (before, old_report), (after, new_report) = _both(opened_assessment, options)
    old, new = before.assessment, after.assessment
    notes = [note for report in (old_report, new_report) if report is not None for note in report.edits]
    stated = options.jurisdiction or new.jurisdiction or old.jurisdiction
    if stated is None:
        notes.append(f"jurisdiction not stated: using {ASSUMED}; --jurisdiction decides")
    if options.jurisdiction is None and old.jurisdiction and stated != old.jurisdiction:
        notes.append(
            f"the old version says {old.jurisdiction}, the new one {stated}; "
            f"both are held against the law of {stated}; --jurisdiction decides"
        )
    topics = tuple(options.topics or new.topics)
    if not options.topics and set(old.topics) != set(new.topics):
        notes.append(
            f"the old version names {_listed(old.topics)}, the new one {_listed(new.topics)}; both are held "
            "against what the new one names; --topic decides"
        )
    catalogue = catalogue_of(stated or ASSUMED, topics, options.on)
    return compared_assessments(before, after, catalogue, notes)


def _both(load: Callable[[str], T], options: argparse.Namespace) -> tuple[T, T]:
    """The old and the new; an `EiagenError` with what is wrong in either."""
    found: list[T] = []
    problems: list[Problem] = []
    for path in (options.old, options.new):
        try:
            found.append(load(path))
        except EiagenError as error:
            problems += error.problems
    if problems:
        raise EiagenError(list(dict.fromkeys(problems)))
    return found[0], found[1]


def _listed(topics: tuple[str, ...]) -> str:
    return " and ".join(topics) or "no topic"


def _got_worse(comparison: Comparison, fail_on: str) -> bool:
    if fail_on == "never":
        return False
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(
        one.kind.for_the_worse and one.requirement.severity in counted for one in comparison.asked
    ) or any(one.fate is Fate.NEW and one.finding.severity in counted for one in comparison.misstatements)


def _written(comparison: Comparison, format: str, options: argparse.Namespace, look: Look) -> bytes:
    if format == "json":
        from eiagen.output import compare_json

        return compare_json.write(comparison).encode()
    if format == "text":
        from eiagen.output.compare_text import write

        size = FILE_SIZE if options.output else shutil.get_terminal_size((100, 0))
        height = None if options.output else size.lines or None
        colour = options.colour and not options.output
        return write(
            comparison, width=size.columns, height=height, colour=colour, everything=options.all
        ).encode()
    from eiagen.renderers.comparison import render

    return render(comparison, f".{format}", look, with_source=not options.no_source)
