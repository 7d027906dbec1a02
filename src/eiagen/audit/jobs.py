"""Audits of many documents: each is a task for any process; the results come in the order of the tasks."""

from __future__ import annotations

import datetime
import hashlib
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from eiagen.audit import cache as audit_cache
from eiagen.audit.guessed_law import guess
from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import Law, load_law
from eiagen.audit.law_statements.tempering import tempered
from eiagen.audit.one_document import audit, knowledge_of
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.record import as_data
from eiagen.errors import EiagenError, Problem, problem
from eiagen.loading import load_catalogue
from eiagen.readers import read, read_bytes
from eiagen.worker_processes import GivenUpError

_AHEAD = 64
"""So many tasks are under way or done and not yet handed on: enough to keep all busy behind a slow one."""


@dataclass(frozen=True)
class Task:
    """One document to audit."""

    path: str
    on: datetime.date
    jurisdiction: str | None = None
    """None where it is to be guessed."""
    topics: tuple[str, ...] | None = None
    """None where they are to be guessed."""
    data: bytes | None = None
    """The document itself, where whoever does the task can't read it from the path."""
    edition: str | None = None
    """Of eiagen, where whoever does the task may have another one."""


@dataclass(frozen=True)
class Done:
    """What came of a task: an audit as data, or the reasons why there is none."""

    task: Task
    audit: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()


def do(task: Task) -> Done:
    """Audits one document. It raises nothing, so that one document never hides another."""
    try:
        return Done(task, _audit(task))
    except EiagenError as error:
        return Done(task, problems=error.problems)
    except Exception as error:
        *_, frame = traceback.extract_tb(error.__traceback__)
        what = f"{type(error).__name__}: {error} in {Path(frame.filename).name}, line {frame.lineno}"
        message = f"a mistake in eiagen, not in your file, so it was not audited; please report it ({what})"
        return Done(task, problems=(Problem(task.path, None, None, message),))


def _audit(task: Task) -> dict[str, Any]:
    if task.edition not in (None, audit_cache.edition()):
        raise problem("--scheduler", "a machine there has another version of eiagen: install the same on all")
    document = read(task.path) if task.data is None else read_bytes(task.data, task.path)
    if document.words == 0:
        raise problem(task.path, "; ".join(document.warnings) or "there is no text in it")
    guessed = guess(document)
    jurisdiction = task.jurisdiction or guessed.jurisdiction
    topics = guessed.topics if task.topics is None else task.topics
    knowledge = _knowledge(jurisdiction, topics, task.on)
    findings = audit(document, knowledge.catalogue, knowledge)
    misstated = misstatements(document, _law(jurisdiction, topics, task.on))
    findings = (*tempered(findings, misstated, knowledge.catalogue), *misstated)
    because = guessed.reasons(jurisdiction=task.jurisdiction is None, topics=task.topics is None)
    return as_data(document, knowledge.catalogue, because, findings)


@lru_cache(maxsize=8)
def _knowledge(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> Knowledge:
    return knowledge_of(load_catalogue(jurisdiction, topics, on, guidance=True))


@lru_cache(maxsize=8)
def _law(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> Law:
    return load_law(_knowledge(jurisdiction, topics, on).catalogue)


class Kept:
    """Audits done before, in a folder; without one, nothing is found and nothing kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def find(self, task: Task) -> tuple[str | None, Done | None]:
        """What the task's audit is kept under, and the audit if it is there."""
        sha256 = _sha256(task) if self._folder is not None else None
        if self._folder is None or sha256 is None:
            return None, None
        topics = "guessed" if task.topics is None else " ".join(task.topics)
        law = (task.jurisdiction or "guessed", topics, task.on.isoformat())
        key = audit_cache.key(sha256, Path(task.path).name, *law)
        audit = audit_cache.kept(self._folder, key)
        if audit is None:
            return key, None
        audit["document"]["path"] = task.path
        return None, Done(task, audit)

    def keep(self, key: str | None, done: Done) -> None:
        """Keeps an audit that was done under a key of `find`."""
        if self._folder is not None and key is not None and done.audit is not None:
            audit_cache.keep(self._folder, key, done.audit)


def _sha256(task: Task) -> str | None:
    """Of the document; None where it can't be read, which its reader will say."""
    try:
        if task.data is not None:
            return hashlib.sha256(task.data).hexdigest()
        if not Path(task.path).is_file():
            return None
        with Path(task.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def do_all(tasks: Iterable[Task], executor: Executor, folder: Path | None = None) -> Iterator[Done]:
    """What came of each task, in the order of the tasks, as soon as all before it are done.

    Audits are kept in the folder, and not done again if they are there.
    """
    kept = Kept(folder)
    waiting: deque[tuple[Task, str | None, Future[Done]]] = deque()

    def first() -> Done:
        task, key, future = waiting.popleft()
        done = _result(task, future)
        kept.keep(key, done)
        return done

    for task in tasks:
        key, found = kept.find(task)
        if found is None:
            future = executor.submit(do, task)
        else:
            future = Future()
            future.set_result(found)
        waiting.append((task, key, future))
        while waiting and (len(waiting) >= _AHEAD or waiting[0][2].done()):
            yield first()
    while waiting:
        yield first()


def _result(task: Task, future: Future[Done]) -> Done:
    try:
        return future.result()
    except GivenUpError as error:
        return Done(task, problems=(Problem(task.path, None, None, str(error)),))
