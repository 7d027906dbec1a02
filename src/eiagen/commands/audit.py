"""`eiagen audit`: what guidance that exists addresses, only mentions, dismisses or leaves out.

The process that audits is begun first, and what tells what came of it imported meanwhile.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from eiagen.audit import cache as audit_cache
from eiagen.audit.found_documents import found_documents, standard_input
from eiagen.audit.tasks import JOBS, Kept, Task
from eiagen.commands import Said
from eiagen.errors import problem
from eiagen.worker_processes import WorkerProcesses


def run(options: argparse.Namespace) -> Said:
    """Audits each document; one that can't be read does not hide what is found in the others."""
    if options.clear_cache:
        return _clear_cache(options)
    if not options.documents:
        raise problem("eiagen audit", "name a document, a folder of them, or - for standard input")
    found = found_documents(options.documents)
    documents = found.documents
    folder = None if options.no_cache else audit_cache.default_folder()
    task = _task(options)
    with contextlib.ExitStack() as stack:
        processes = None
        if documents and not options.scheduler:
            number = max(1, min(options.jobs or _processors(), len(documents)))
            processes = stack.enter_context(WorkerProcesses(number, options.time_limit, JOBS))
            if not Kept(folder).has(replace(task, path=documents[0])):
                processes.begin()
        from eiagen.commands.audited import told

        return told(options, found, _tasks(task, documents, options), processes, folder)


def _clear_cache(options: argparse.Namespace) -> Said:
    if options.documents:
        raise problem(
            "--clear-cache", "this throws away what is kept and audits nothing; leave the document out"
        )
    folder = audit_cache.default_folder()
    count = audit_cache.clear(folder)
    return Said(f"{count} {'audit' if count == 1 else 'audits'} thrown away from {folder}\n")


def _task(options: argparse.Namespace) -> Task:
    """What all tasks have in common."""
    return Task(
        "",
        options.on or datetime.date.today(),  # noqa: DTZ011 - the user's own day
        options.jurisdiction,
        tuple(options.topics) if options.topics else None,
        edition=audit_cache.edition() if options.scheduler else None,
        keep_law=not options.no_cache,
    )


def _tasks(task: Task, documents: list[str], options: argparse.Namespace) -> Iterator[Task]:
    for path in documents:
        # Another machine may have no such path, and a process no standard input.
        data = standard_input() if path == "-" else _bytes(path) if options.scheduler else None
        yield replace(task, path=path, data=data)


def _bytes(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None  # whoever tries to read it says why it can't be


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
