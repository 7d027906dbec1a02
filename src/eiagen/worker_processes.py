"""Processes that work one task at a time: one that hangs or dies takes only its own task with it.

A `ProcessPoolExecutor` loses every task when one of its processes dies, and can't end one that hangs; a
hostile file must do neither to the files beside it. So each process here stands alone behind the same
interface, `concurrent.futures.Executor`, which dask's executor has too.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, ParamSpec, TypeVar

from eiagen import quick_start

P = ParamSpec("P")
T = TypeVar("T")


class GivenUpError(Exception):
    """No answer came for a document; as text it tells whoever gave the document why, and what to do."""


class TookTooLongError(GivenUpError):
    """The task was given up."""

    def __str__(self) -> str:
        return (
            "given up, because it took too long: it may be damaged or made to do harm; "
            "save the part with the guidance by itself, or allow more with --time-limit"
        )


class LostError(GivenUpError):
    """The process died over its task."""

    def __str__(self) -> str:
        return (
            "given up, because reading it ended the process: it may be damaged, or need more memory than "
            "there is; open it in Word or LibreOffice and save it again"
        )


class WorkerProcesses(Executor):
    """So many processes, begun when they are first needed and replaced when they are lost."""

    def __init__(self, number: int, seconds: float, module: str | None = None) -> None:
        """Each process imports the module as soon as it has begun, whether there is a task or not."""
        self._seconds = seconds
        self._module = module
        self._threads = ThreadPoolExecutor(number)
        self._idle: queue.SimpleQueue[_Process] = queue.SimpleQueue()
        self._all: set[_Process] = set()
        self._closed = False

    def begin(self) -> None:
        """Begins a process before there is a task for it, so that it gets ready meanwhile."""
        self._idle.put(self._begun())

    def _begun(self) -> _Process:
        process = _Process(self._module)
        self._all.add(process)
        return process

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Has a process run the function, which raises nothing itself; the arguments must be picklable.

        The future raises `TookTooLongError` or `LostError` where no answer came.
        """
        return self._threads.submit(self._run, fn, args, kwargs)

    def _run(self, function: Callable[..., T], arguments: tuple[Any, ...], named: dict[str, Any]) -> T:
        try:
            process = self._idle.get_nowait()
        except queue.Empty:
            process = self._begun()
            if self._closed:
                process.stop()
        try:
            answer: T = process.ask((function, arguments, named), self._seconds)
        except BaseException:
            self._all.discard(process)
            process.stop()
            process.close()
            raise
        self._idle.put(process)
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Ends every process; those at work are not waited for if `cancel_futures`."""
        self._threads.shutdown(wait=wait and not cancel_futures, cancel_futures=cancel_futures)
        self._closed = True
        for process in list(self._all):
            process.stop()
        self._threads.shutdown()
        for process in self._all:
            process.close()
        self._all.clear()

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        """Waits for what is under way, unless something went wrong, like somebody pressing Ctrl+C."""
        self.shutdown(cancel_futures=kind is not None)


class _Process:
    """One process and the line to it."""

    def __init__(self, module: str | None) -> None:
        # Spawned and not forked: the same on every system, and threads are about.
        context = multiprocessing.get_context("spawn")
        self._line, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, module), daemon=True)
        self._process.start()
        other.close()

    def ask(self, task: object, seconds: float) -> Any:
        try:
            self._line.send(task)
            if not self._line.poll(seconds):
                raise TookTooLongError
            return self._line.recv()
        except (EOFError, OSError) as error:
            raise LostError from error

    def stop(self) -> None:
        """From whatever thread: whoever waits for an answer is told that there is none."""
        with suppress(ValueError):
            self._process.kill()

    def close(self) -> None:
        self._process.join()
        self._process.close()
        self._line.close()


def _serve(line: Connection, module: str | None) -> None:
    # Whoever began us ends us, also when somebody presses Ctrl+C.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    quick_start.save_time()
    gc.disable()  # what is made up to the first answer stays, the law above all: it is never looked through
    if module is not None:
        import_module(module)
    with suppress(EOFError, OSError):
        while True:
            function, arguments, named = line.recv()
            line.send(function(*arguments, **named))
            if not gc.isenabled():
                gc.freeze()
                gc.enable()


def _end_with_parent() -> None:
    """Nobody wants an answer any more once whoever asked is gone, however that came about."""
    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
        os._exit(1)
