"""Answers of a person: a key at a time from a terminal, a line at a time from anything else."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_ENDS = ("\x03", "\x04", "\x1a")
"""Ctrl+C, Ctrl+D and Ctrl+Z, where they come as keys."""


@dataclass(frozen=True)
class Answer:
    """What somebody typed: a key, and what followed it on the same line."""

    key: str
    rest: str = ""


class Keyboard:
    """Where answers come from. `write` puts the question on the screen; nothing else is done to it."""

    def __init__(self, write: Callable[[str], None], *, lines: bool) -> None:
        self._write = write
        self.by_key = not lines and _is_terminal()
        """Whether a key is enough. If not, Enter ends every answer, as screen readers and pipes like it."""

    def answer(self, question: str) -> Answer | None:
        """The next key; None at the end of the input."""
        if self.by_key:
            with _keys() as next_key:
                self._write(question)
                key = next_key()
            self._write(f"{key if key.isprintable() else ''}\n")
            return None if key in ("", *_ENDS) else Answer(key)
        self._write(question)
        if (line := _line()) is None:
            self._write("\n")
            return None
        word, _, rest = line.strip().partition(" ")
        return Answer(word, rest.strip())

    def line(self, question: str) -> str | None:
        """A line as it was typed, which may be corrected before Enter; None at the end of the input."""
        if not _is_terminal():
            self._write(question)
            return _line()
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - makes `input` let people go back in the line
        try:
            return input(question)
        except EOFError:
            self._write("\n")
            return None

    def text(self, question: str) -> str:
        """A line of text; nothing at the end of the input."""
        self._write(question)
        return (_line() or "").strip()


def _is_terminal() -> bool:
    return (
        sys.stdin is not None
        and sys.stdin.isatty()
        and sys.stdout is not None
        and sys.stdout.isatty()
        and os.environ.get("TERM") != "dumb"
    )


def _line() -> str | None:
    if sys.stdin is None or sys.stdin.closed:
        return None
    # As bytes: what a terminal or a pipe sends need not be in the encoding that Python guessed.
    line = sys.stdin.buffer.readline()
    return line.decode("utf-8", errors="replace").rstrip("\r\n") if line else None


@contextlib.contextmanager
def _keys() -> Iterator[Callable[[], str]]:
    """A terminal that hands on each key at once, and how to read the next."""
    if sys.platform == "win32":
        import msvcrt

        def next_key() -> str:
            key = msvcrt.getwch()
            if key in ("\x00", "\xe0"):  # an arrow or function key, in two parts
                msvcrt.getwch()
                return "\x00"
            return key

        yield next_key
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    # At once: what has been typed already is not thrown away.
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield lambda: _read_key(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _read_key(terminal: int) -> str:
    import select

    data = os.read(terminal, 1)
    if data == b"\x1b":  # an arrow or function key sends more at once
        while select.select([terminal], [], [], 0.05)[0] and os.read(terminal, 1):
            pass
        return "\x00"
    while data and data[0] >= 0xC0 and select.select([terminal], [], [], 0.05)[0]:
        data += os.read(terminal, 1)
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode()
    return data.decode("utf-8", errors="replace")
