"""Audits of many documents: each is a task for any process; the results come in the order of the tasks."""

from __future__ import annotations

import datetime
import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from eiagen import audit_cache
from eiagen.audit.knowledge import Knowledge
from eiagen.audit_record import as_data
from eiagen.errors import EiagenError, Problem, problem
from eiagen.guessed_law import guess
from eiagen.guidance_audit import audit, knowledge_of
from eiagen.loading import load_catalogue
from eiagen.readers import read, read_bytes
from eiagen.worker_processes import LostError, TookTooLongError

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
    cache: Path | None = None
    """The folder where audits are kept; None where none is to be kept."""


@dataclass(frozen=True)
class Done:
    """What came of a task: an audit as data, or the reasons why there is none."""

    task: Task
    audit: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()
    from_cache: bool = False


def do(task: Task) -> Done:
    """Audits one document. It raises nothing, so that one document never hides another."""
    try:
        return _do(task)
    except EiagenError as error:
        return Done(task, problems=error.problems)
    except Exception as error:
        kind = f"{type(error).__name__}: {error}".rstrip(": ")
        message = f"a mistake in eiagen, not in your file, so it was not audited; please report it ({kind})"
        return Done(task, problems=(Problem(task.path, None, None, message),))


def _do(task: Task) -> Done:
    key = None if task.cache is None else _key(task)
    if task.cache is not None and key is not None:
        kept = audit_cache.kept(task.cache, key)
        if kept is not None:
            kept["document"]["path"] = task.path
            return Done(task, kept, from_cache=True)
    document = read(task.path) if task.data is None else read_bytes(task.data, task.path)
    if document.words == 0:
        raise problem(task.path, "; ".join(document.warnings) or "there is no text in it")
    guessed = guess(document)
    jurisdiction = task.jurisdiction or guessed.jurisdiction
    topics = guessed.topics if task.topics is None else task.topics
    knowledge = _knowledge(jurisdiction, topics, task.on)
    findings = audit(document, knowledge.catalogue, knowledge)
    because = guessed.reasons(jurisdiction=task.jurisdiction is None, topics=task.topics is None)
    data = as_data(document, knowledge.catalogue, because, findings)
    if task.cache is not None and key is not None:
        audit_cache.keep(task.cache, key, data)
    return Done(task, data)


def _key(task: Task) -> str | None:
    """What the audit is kept under; None where the document can't be read, which its reader will say."""
    try:
        if task.data is not None:
            sha256 = hashlib.sha256(task.data).hexdigest()
        elif not Path(task.path).is_file():
            return None
        else:
            with Path(task.path).open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None
    topics = "guessed" if task.topics is None else " ".join(task.topics)
    law = (task.jurisdiction or "guessed", topics, task.on.isoformat())
    return audit_cache.key(sha256, Path(task.path).name, *law)


@lru_cache(maxsize=8)
def _knowledge(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> Knowledge:
    return knowledge_of(load_catalogue(jurisdiction, topics, on, guidance=True))


def do_all(tasks: Iterable[Task], executor: Executor) -> Iterator[Done]:
    """What came of each task, in the order of the tasks, as soon as all before it are done."""
    waiting: deque[tuple[Task, Future[Done]]] = deque()
    for task in tasks:
        waiting.append((task, executor.submit(do, task)))
        while waiting and (len(waiting) >= _AHEAD or waiting[0][1].done()):
            yield _result(*waiting.popleft())
    while waiting:
        yield _result(*waiting.popleft())


def _result(task: Task, future: Future[Done]) -> Done:
    try:
        return future.result()
    except TookTooLongError:
        message = (
            "given up, because it took too long: it may be damaged or made to do harm; "
            "save the part with the guidance by itself, or allow more with --time-limit"
        )
    except LostError:
        message = (
            "given up, because reading it ended the process: it may be damaged, or need more memory than "
            "there is; open it in Word or LibreOffice and save it again"
        )
    return Done(task, problems=(Problem(task.path, None, None, message),))
