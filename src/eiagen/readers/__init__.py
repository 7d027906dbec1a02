"""Readers: guidance in any of its formats becomes a Document, each passage with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from eiagen.document import Document, Passage
from eiagen.errors import problem
from eiagen.readers.content import Content
from eiagen.readers.formats import found_format
from eiagen.readers.language import about_language
from eiagen.readers.trail import passages

__all__ = ["READERS", "read", "read_bytes"]

_LARGEST = 512_000_000
_LONGEST_TITLE = 120


def _reader(module: str) -> Callable[[bytes, str], Content]:
    """The function `read_<module>` of that module, which is only imported when it is first used."""

    def read_it(data: bytes, name: str) -> Content:
        reader: Callable[[bytes, str], Content] = getattr(
            import_module(f"eiagen.readers.{module}"), f"read_{module}"
        )
        return reader(data, name)

    return read_it


READERS: dict[str, Callable[[bytes, str], Content]] = {
    "docx": _reader("docx"),
    "odt": _reader("odt"),
    "pdf": _reader("pdf"),
    "html": _reader("html"),
    "rtf": _reader("rtf"),
    "md": _reader("markdown"),
    "txt": _reader("text"),
    "doc": _reader("doc"),
}
"""Format → its reader, which takes the file's bytes and name."""


def read(path: Path | str) -> Document:
    """The document in this file, whatever its suffix says.

    Raises EiagenError with one plain message if the file can't be read or holds no document.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise problem(path, "a folder: name the documents in it")
        if path.exists() and not path.is_file():
            raise problem(path, "not a file that can be read as a document")
        if path.stat().st_size > _LARGEST:
            raise problem(
                path, f"larger than {_LARGEST // 1_000_000} MB: save the part with the guidance by itself"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise problem(path, "no such file") from error
    except PermissionError as error:
        raise problem(path, "no permission to read it: ask its owner, or copy it to where you may") from error
    except (OSError, ValueError) as error:
        raise problem(path, f"can't be opened: {getattr(error, 'strerror', None) or error}") from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, name: str) -> Document:
    """The document that these bytes hold. `name` is for messages, and for its title if it has no other."""
    form, content = content_of(data, name)
    found, comments = passages(content.blocks)
    heading = next((passage.text for passage in found if passage.kind == "heading"), "")
    warnings = [*content.warnings, *filter(None, [about_language(found)])]
    return Document(
        path=name,
        format=form,
        title=content.title or heading or _opening(found) or Path(name).stem,
        passages=found,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=content.pages,
        comments=comments,
        language=content.language,
        warnings=tuple(warnings or ([] if found else ["there is no text in it"])),
    )


def _opening(found: Sequence[Passage]) -> str:
    """The first line of a text without any heading, where it may be its title."""
    first = found[0].text if found and found[0].kind == "paragraph" else ""
    return first if len(first) <= _LONGEST_TITLE and " " in first and first[-1] not in ".,;:!?" else ""


def content_of(data: bytes, name: str) -> tuple[str, Content]:
    """The format that was found, and what its reader found."""
    form = found_format(data, name)
    try:
        return form, READERS[form](data, name)
    except RecursionError as error:
        way_out = "open it in Word or LibreOffice and save it again"
        raise problem(name, f"nested too deeply to be read: {way_out}") from error
    except MemoryError as error:
        raise problem(
            name, "too large for the memory there is: save the part with the guidance by itself"
        ) from error
