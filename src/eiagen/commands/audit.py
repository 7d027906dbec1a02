"""`eiagen audit`: what guidance that exists addresses, only mentions, dismisses or leaves out."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from eiagen import saving
from eiagen.audit import cache as audit_cache
from eiagen.audit.accepted import AcceptedFindings, load_accepted, outstanding
from eiagen.audit.baseline import Baseline, load_baseline
from eiagen.audit.found_documents import found_documents, standard_input
from eiagen.audit.jobs import Done, Task, do_all
from eiagen.audit.record import Audit, from_data
from eiagen.commands import FILE_SIZE, Said
from eiagen.commands.decided import Decided, loaded
from eiagen.commands.endings import format_of
from eiagen.commands.law import catalogue_of, refuse_unknown
from eiagen.commands.look import look_of
from eiagen.duties import SEVERITIES
from eiagen.errors import EiagenError, Problem, problem
from eiagen.progress import Progress
from eiagen.renderers import paper
from eiagen.worker_processes import WorkerProcesses

FORMATS = {
    **{suffix: suffix[1:] for suffix in paper.FORMATS},
    ".json": "json",
    ".jsonl": "json",
    ".sarif": "sarif",
    ".txt": "text",
}
"""The endings of a file and the format in which it is written."""


def run(options: argparse.Namespace) -> Said:
    """Audits each document; one that can't be read does not hide what is found in the others."""
    if options.clear_cache:
        return _clear_cache(options)
    if not options.documents:
        raise problem("eiagen audit", "name a document, a folder of them, or - for standard input")
    format = format_of(options, FORMATS)
    options.look = look_of(options, Path(options.output or "").suffix)
    if options.output:
        saving.refuse_existing(options.output, replace=options.force)
    refuse_unknown(options.jurisdiction, options.topics or ())
    today = datetime.date.today()  # noqa: DTZ011 - the user's own day
    session = _Session(
        accepted=load_accepted(options.accepted, today) if options.accepted else None,
        baseline=load_baseline(options.baseline) if options.baseline else None,
        decided=loaded(options.decisions or ()),
        counted=() if options.fail_on == "never" else SEVERITIES[: SEVERITIES.index(options.fail_on) + 1],
    )
    documents, unfound = found_documents(options.documents)
    session.problems += [one for error in unfound for one in error.problems]
    single = len(documents) == 1 and not unfound
    progress = Progress(options.screen, len(documents), "documents")
    pieces: list[str | bytes] = []
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        tasks = _tasks(options, documents, today)
        folder = None if options.no_cache else audit_cache.default_folder()
        executor = stack.enter_context(_executor(options, len(documents))) if documents else None
        done = do_all(tasks, executor, folder) if executor else iter(())
        for piece in _written(format, session.taken(done, progress, single=single), session, options, single):
            if options.output or isinstance(piece, bytes):
                pieces.append(piece)
            else:
                progress.clear()
                options.write(piece)
    notes = session.notes()
    if options.output and (pieces or not session.problems):
        data = b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)
        saving.save(options.output, data, replace=options.force)
        notes.append(f"written to {options.output}")
    return Said(notes=tuple(notes), problems=tuple(dict.fromkeys(session.problems)), status=session.status)


class _Session:
    """What is learned while the audits come in: problems, and whether something counts."""

    def __init__(
        self,
        accepted: AcceptedFindings | None,
        baseline: Baseline | None,
        decided: Decided,
        counted: Iterable[str],
    ) -> None:
        self.problems: list[Problem] = []
        self.status = 0
        self._accepted = accepted
        self._used: set[int] = set()
        self._baseline = baseline
        self._decided = decided
        self._counted = tuple(counted)

    def taken(self, done: Iterable[Done], progress: Progress, *, single: bool) -> Iterator[dict[str, Any]]:
        """The audits, marked; what has none becomes a problem."""
        for one in done:
            progress.step()
            self.problems += one.problems
            if one.audit is None:
                continue
            try:
                self._decided.mark(one.audit, alone=single)
            except EiagenError as error:
                self.problems += error.problems
                continue
            if self._accepted is not None:
                self._accepted.mark(one.audit, self._used)
            if self._baseline is not None:
                self._baseline.mark(one.audit, alone=single)
            self.status |= outstanding(one.audit, self._counted)
            yield one.audit
        if not single:
            self.problems += self._decided.unused()

    def notes(self) -> list[str]:
        lapsed = self._decided.notes
        unused = self._accepted.unused(self._used) if self._accepted else []
        return [*lapsed, *map(str, unused)]


def _clear_cache(options: argparse.Namespace) -> Said:
    if options.documents:
        raise problem(
            "--clear-cache", "this throws away what is kept and audits nothing; leave the document out"
        )
    folder = audit_cache.default_folder()
    count = audit_cache.clear(folder)
    return Said(f"{count} {'audit' if count == 1 else 'audits'} thrown away from {folder}\n")


def _tasks(options: argparse.Namespace, documents: list[str], today: datetime.date) -> Iterator[Task]:
    task = Task(
        "",
        options.on or today,
        options.jurisdiction,
        tuple(options.topics) if options.topics else None,
        edition=audit_cache.edition() if options.scheduler else None,
    )
    for path in documents:
        # Another machine may have no such path, and a process no standard input.
        data = standard_input() if path == "-" else _bytes(path) if options.scheduler else None
        yield replace(task, path=path, data=data)


def _bytes(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None  # whoever tries to read it says why it can't be


def _executor(options: argparse.Namespace, documents: int) -> contextlib.AbstractContextManager[Executor]:
    if options.scheduler:
        return _dask(options.scheduler)
    jobs = options.jobs or _processors()
    return WorkerProcesses(max(1, min(jobs, documents)), options.time_limit)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        Client = import_module("distributed").Client  # noqa: N806 - it has no types, so it is taken as it is
    except ImportError:
        raise problem("--scheduler", "this needs dask: pip install 'eiagen[dask]'") from None
    try:
        client = Client(address, timeout=5, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise problem("--scheduler", f"no dask scheduler answers at {address}: {reason}") from None
    with client, client.get_executor(pure=False) as executor:
        yield executor


def _written(
    format: str,
    audits: Iterator[dict[str, Any]],
    session: _Session,
    options: argparse.Namespace,
    single: bool,
) -> Iterator[str | bytes]:
    """The output, piece by piece where the format allows it."""
    if format == "json":
        from eiagen.output import audit_json

        yield from audit_json.write(audits, single=single)
    elif format == "text":
        from eiagen.output.audit_text import TextOf, write

        colour = options.colour and not options.output
        size = FILE_SIZE if options.output else shutil.get_terminal_size((100, 0))
        height = None if options.output else size.lines or None
        text = TextOf(width=size.columns, height=height, colour=colour, everything=options.all)
        yield from write(map(_audit, audits), single=single, text=text)
    elif format == "sarif":
        from eiagen.output import audit_sarif

        yield from audit_sarif.write(map(_audit, audits), session.problems)
    else:
        from eiagen.audit.report import AuditReport
        from eiagen.renderers.audit import render

        every = tuple(map(_audit, audits))
        if every:
            report, with_source = AuditReport(every), not options.no_source
            data = render(report, f".{format}", options.look, with_source=with_source)
            yield data.decode() if format in ("html", "md") else data


def _audit(data: dict[str, Any]) -> Audit:
    law = data["catalogue"]
    on = datetime.date.fromisoformat(law["on"])
    return from_data(data, catalogue_of(law["jurisdiction"], tuple(law["topics"]), on))
