"""Which documents are meant by what was written: files, folders with all that is in them, and patterns."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from eiagen.errors import EiagenError, problem

# fmt: off
SUFFIXES = frozenset(
    (
        ".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".fodt", ".pdf", ".html", ".htm", ".xhtml",
        ".rtf", ".md", ".markdown", ".txt", ".doc",
    )
)
# fmt: on
"""What is taken for a document in a folder. A file that is named is read whatever its suffix."""

_PATTERN = frozenset("*?[")
_ADDRESSES = ("https:", "http:", "ftp:", "www.")
_LARGEST = 512_000_000


_OFFICE = frozenset(
    (".pptx", ".ppt", ".xlsx", ".xls", ".ods", ".odp", ".csv", ".eml", ".msg", ".pages", ".wpd")
)
"""What a person may take for a document, and the audit doesn't read."""
_LOCK = "~$"
"""Word begins the name of the file so that says that somebody has a document open."""


@dataclass
class Found:
    """The documents that are meant, each once and in the order in which they are named."""

    documents: list[str] = field(default_factory=list)
    unfound: list[EiagenError] = field(default_factory=list)
    """What names none."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """How many files of each other kind, by suffix, stand in the folders among them."""


def found_documents(written: Sequence[str]) -> Found:
    """What the names of files, folders and patterns mean."""
    found = Found()
    documents: dict[str, None] = {}
    for name in written:
        try:
            documents.update(dict.fromkeys(_documents(name, found.passed_over)))
        except EiagenError as error:
            found.unfound.append(error)
    found.documents = list(documents)
    return found


def _documents(name: str, passed_over: Counter[str]) -> Iterator[str]:
    if name.lower().startswith(_ADDRESSES):
        raise problem(
            name,
            "an address: eiagen reads nothing from the net; save the page or file, and name what you saved",
        )
    path = Path(name)
    try:
        if path.is_dir():
            inside = sorted(_inside(path, passed_over))
            if not inside:
                raise problem(name, "there is no document in this folder that eiagen reads")
            yield from inside
        elif _PATTERN.isdisjoint(name) or path.exists():
            yield name  # its reader says what is wrong with it
        else:
            # Not every system's shell does this. Path.glob takes no pattern that begins at the root.
            every = glob.glob(name, recursive=True)  # noqa: PTH207
            matching = sorted(
                one for one in every if not Path(one).is_dir() and not Path(one).name.startswith(_LOCK)
            )
            if not matching:
                raise problem(name, "no file fits this pattern")
            yield from matching
    except (OSError, ValueError) as error:
        raise problem(name, f"can't be opened: {getattr(error, 'strerror', None) or error}") from None


def _inside(folder: Path, passed_over: Counter[str]) -> Iterator[str]:
    """Documents in the folder and below it; hidden ones and the lock files of Word are left out."""
    for place, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        for file in files:
            if file.startswith((".", _LOCK)):
                continue
            suffix = Path(file).suffix.lower()
            if suffix in SUFFIXES:
                yield str(Path(place) / file)
            elif suffix in _OFFICE:
                passed_over[suffix] += 1


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
