"""Which documents are meant by what was written: files, folders with all that is in them, and patterns."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from eiagen.errors import EiagenError, problem

SUFFIXES = frozenset(
    (".docx", ".odt", ".pdf", ".html", ".htm", ".xhtml", ".rtf", ".md", ".markdown", ".txt", ".doc")
)
"""What is taken for a document in a folder. A file that is named is read whatever its suffix."""

_PATTERN = frozenset("*?[")
_LARGEST = 512_000_000


def found_documents(written: Sequence[str]) -> tuple[list[str], list[EiagenError]]:
    """Each document once, in the order in which they are named; and what names none."""
    found: dict[str, None] = {}
    problems = []
    for name in written:
        try:
            found.update(dict.fromkeys(_documents(name)))
        except EiagenError as error:
            problems.append(error)
    return list(found), problems


def _documents(name: str) -> Iterator[str]:
    path = Path(name)
    try:
        if path.is_dir():
            inside = sorted(_inside(path))
            if not inside:
                raise problem(name, "there is no document in this folder that eiagen reads")
            yield from inside
        elif _PATTERN.isdisjoint(name) or path.exists():
            yield name  # its reader says what is wrong with it
        else:
            # Not every system's shell does this. Path.glob takes no pattern that begins at the root.
            every = glob.glob(name, recursive=True)  # noqa: PTH207
            matching = sorted(one for one in every if not Path(one).is_dir())
            if not matching:
                raise problem(name, "no file fits this pattern")
            yield from matching
    except (OSError, ValueError) as error:
        raise problem(name, f"can't be opened: {getattr(error, 'strerror', None) or error}") from None


def _inside(folder: Path) -> Iterator[str]:
    """Documents in the folder and below it; hidden ones and the lock files of Word are left out."""
    for place, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        for file in files:
            if not file.startswith((".", "~$")) and Path(file).suffix.lower() in SUFFIXES:
                yield str(Path(place) / file)


def standard_input() -> bytes:
    """What is handed in on standard input; raises `EiagenError` where there is nothing to read."""
    if sys.stdin is None or sys.stdin.closed:
        raise problem("-", "standard input is closed, so there is nothing to read; name a file instead")
    data = sys.stdin.buffer.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise problem(
            "-", f"larger than {_LARGEST // 1_000_000} MB: hand in the part with the guidance by itself"
        )
    return data
