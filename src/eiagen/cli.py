"""The command line: it reads the words, calls the command, prints what the command says and exits.

The only module that prints, catches and exits. Nothing heavy is imported before a command needs it, so
that `--help` answers at once.
"""

from __future__ import annotations

import codecs
import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from eiagen import quick_start

if TYPE_CHECKING:
    import argparse

    from eiagen.commands import Said


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status."""
    if arguments is None:
        quick_start.save_time()
    # Pydantic runs plugins of whatever is installed beside it; one of them could send away what is read.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        for stream in (sys.stdout, sys.stderr):
            _accept_every_character(stream)
        status = _run(list(sys.argv[1:] if arguments is None else arguments))
        if sys.stdout is not None:
            sys.stdout.flush()
        if arguments is None:
            gc.freeze()  # nothing is left to collect before the process ends
        return status
    except KeyboardInterrupt as stop:
        if str(stop):
            _chat(str(stop))
        return 130
    except BrokenPipeError:  # whoever read our output has seen enough
        _forget_output()
        return 141
    except OSError as error:
        _forget_output()
        what = error.filename or "the output could not be written"
        _chat(f"eiagen: {what}: {error.strerror or error}")
        return 2
    except Exception:
        import traceback

        # Not 1: a mistake of ours must not look like something found in the file.
        _chat(f"{traceback.format_exc()}\nThis is a mistake in eiagen, not in your file; please report it.")
        return 2


def _run(arguments: list[str]) -> int:
    # Here, because a process that audits imports this module, too, and needs none of it.
    from eiagen.errors import EiagenError
    from eiagen.usage import UsageError, parse

    try:
        options = parse(_with_command(arguments))
    except SystemExit:  # argparse has printed the help that was asked for
        return 0
    except UsageError as error:
        _chat(str(error))
        return 2
    options.colour = _wants_colour()
    options.write = _write
    options.screen = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None
    try:
        said = _command(options)
    except EiagenError as error:
        for problem in error.problems:
            _chat(str(problem))
        return 2
    for note in said.notes:
        _chat(note)
    _write(said.text)
    for problem in said.problems:
        _chat(str(problem))
    return 2 if said.problems else said.status


def _command(options: argparse.Namespace) -> Said:
    # Imported when it is called: most of the time a command takes is its imports.
    command: Callable[[argparse.Namespace], Said] = import_module(f"eiagen.commands.{options.command}").run
    return command(options)


def _with_command(arguments: list[str]) -> list[str]:
    """The words with a command before a bare path: `eiagen FILE` checks an assessment, audits a document."""
    from eiagen.audit.found_documents import SUFFIXES
    from eiagen.usage import COMMANDS

    if not arguments or arguments[0] in (*COMMANDS, "-h", "--help", "--version"):
        return arguments
    first = arguments[0]
    if first.startswith("-") or Path(first).suffix or os.sep in first or os.path.exists(first):  # noqa: PTH110
        return ["audit" if Path(first).suffix.lower() in SUFFIXES else "check", *arguments]
    return arguments


def _wants_colour() -> bool:
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def _forget_output() -> None:
    """Lets what could not be written go: Python would try again, and complain, at the end."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write(text: str) -> None:
    """What was found, at once: a command that takes long says it as it comes."""
    if text and sys.stdout is not None:
        sys.stdout.write(text)
        sys.stdout.flush()


def _chat(line: str) -> None:
    """A line for the person at the screen, kept apart from the findings."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(line, file=sys.stderr)


_ASCII = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": "->", "×": "x"}
)


def _plain_characters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    plain = lost.translate(_ASCII)
    return (plain if plain.isascii() else "?" * len(lost)), error.end


def _accept_every_character(stream: TextIO | None) -> None:
    """Output that goes to a file or program is UTF-8; a screen that lacks a character shows a plainer one."""
    if isinstance(stream, io.TextIOWrapper):
        codecs.register_error("plain", _plain_characters)
        if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="plain")
        else:
            stream.reconfigure(encoding="utf-8", errors="plain")
