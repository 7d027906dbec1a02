"""Audits of many documents: each is a task for any process; the results come in the order of the tasks.

What audits is only imported by the process that does a task: whoever hands them out can do without.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from eiagen.audit import cache as audit_cache
from eiagen.errors import Problem, problem
from eiagen.worker_processes import GivenUpError, LostError

JOBS = "eiagen.audit.jobs"
"""What does a task; a process that is to do some can import it before it is given one."""
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
    keep_law: bool = False
    """Whether law made ready is kept in the cache folder of whoever does the task, and taken from there."""


@dataclass(frozen=True)
class Done:
    """What came of a task: an audit as data, or the reasons why there is none."""

    task: Task
    audit: dict[str, Any] | None = None
    problems: tuple[Problem, ...] = ()


def do(task: Task) -> Done:
    """Audits one document. It raises nothing, so that one document never hides another."""
    done: Callable[[Task], Done] = import_module(JOBS).do
    return done(task)


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

    def has(self, task: Task) -> bool:
        """Whether the task's audit is there, as far as that is known before standard input is read."""
        return self.find(task)[1] is not None

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
    tasks = iter(tasks)

    def begun(task: Task) -> tuple[Task, str | None, Future[Done]]:
        key, found = kept.find(task)
        if found is None:
            return task, key, executor.submit(do, task)
        future: Future[Done] = Future()
        future.set_result(found)
        return task, key, future

    # At once: whoever wants the results may have other things to do before asking for them.
    waiting = deque(map(begun, islice(tasks, 1)))

    def first() -> Done:
        task, key, future = waiting.popleft()
        done = _result(task, future)
        kept.keep(key, done)
        return done

    def results() -> Iterator[Done]:
        for task in tasks:
            waiting.append(begun(task))
            while waiting and (len(waiting) >= _AHEAD or waiting[0][2].done()):
                yield first()
        while waiting:
            yield first()

    return results()


def _result(task: Task, future: Future[Done]) -> Done:
    try:
        return future.result()
    except GivenUpError as error:
        lost: GivenUpError = error
    except CancelledError:
        raise
    except (ImportError, RuntimeError):  # dask's words for a task that a machine could not even read
        what = "its machines do not know what they are asked: install the same eiagen on every one of them"
        raise problem("--scheduler", f"{what}, the scheduler's too") from None
    except Exception:  # a machine of dask's that died over it, with whichever of its errors
        lost = LostError()
    return Done(task, problems=(Problem(task.path, None, None, str(lost)),))
