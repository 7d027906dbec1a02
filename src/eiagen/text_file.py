"""A text file as people hand it in: its bytes, then clean UTF-8 text, or what it is instead."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path

from eiagen.errors import EiagenError, Problem, problem

MAX_BYTES = 10_000_000
ASSESSMENT = "an assessment is a YAML text file"
"""What is told where a file is none."""

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML, and so Word, cannot hold or should not. Tab, line feed and carriage return are allowed."""

_ADVICE = "save it as UTF-8 (in Notepad: Save as, Encoding: UTF-8)"
_SHOWN = 50
"""No more mistakes of one sort than this are listed."""


def read_bytes(path: str, most: int = MAX_BYTES, what: str = "assessment") -> bytes:
    """The file's bytes, or standard input's where the path is "-"; an `EiagenError` if they can't be had.

    `most` is how many there may be, `what` is what so large a file would be too large for.
    """
    try:
        if path == "-":
            if sys.stdin is None or sys.stdin.closed:
                raise problem(
                    path, "standard input is closed, so there is nothing to read; name a file instead"
                )
            data = sys.stdin.buffer.read(most + 1)
        else:
            file = Path(path)
            if file.is_dir():
                raise problem(path, "this is a folder; name the file in it")
            with file.open("rb") as opened:
                # Never more than is allowed, whatever the file's size is said to be: a device has no end.
                data = opened.read(most + 1)
    except FileNotFoundError:
        raise problem(path, "there is no such file") from None
    except PermissionError:
        raise problem(
            path, "you are not allowed to read this file; ask its owner, or copy it elsewhere"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise problem(path, f"the file cannot be read: {reason}") from None
    if len(data) > most:
        raise problem(
            path,
            f"the file has more than {most // 1_000_000} MB, and no {what} is so large; "
            "is it the right file?",
        )
    return data


def decoded(data: bytes, path: str, wanted: str = ASSESSMENT) -> str:
    """The bytes as text; `path` is what messages call them, `wanted` what the file should be.

    Raises `EiagenError` for another kind of file, another encoding, and characters that Word cannot hold.
    """
    for start, name in _OTHER_FILES:
        if data.startswith(start):
            raise problem(path, f"this is {name}, whatever its name says; {wanted}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf_16(data):
        raise problem(path, f"the file is saved as UTF-16; {_ADVICE}", 1, 1)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf_8(data, error, path) from None
    _refuse_control_characters(text, path)
    return text


_OTHER_FILES = (
    (b"PK\x03\x04", "a Word, OpenDocument or spreadsheet file"),
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
)


def _looks_like_utf_16(data: bytes) -> bool:
    sample = data[:400]
    pairs = len(sample) // 2
    if pairs == 0:
        return False
    return max(sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)) > pairs * 0.4


def _not_utf_8(data: bytes, error: UnicodeDecodeError, path: str) -> EiagenError:
    before = data[: error.start].decode("utf-8")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    byte = data[error.start : error.start + 1]
    meant = byte.decode("cp1252", errors="replace")
    guess = f" is probably “{meant}” saved as Windows-1252" if meant != "\ufffd" else " has no meaning in it"
    return problem(
        path, f"the file is not UTF-8: the byte {byte[0]:#04x} here{guess}; {_ADVICE}", line, column
    )


def _refuse_control_characters(text: str, path: str) -> None:
    problems = []
    for match in FORBIDDEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        problems.append(Problem(path, line, column, control_message(match.group())))
        if len(problems) == _SHOWN:
            break
    if problems:
        raise EiagenError(problems)


def control_message(character: str) -> str:
    """What to say about a character that may not stand in an assessment."""
    code = ord(character)
    name = {
        0x00: "null",
        0x07: "bell",
        0x0B: "vertical tab, a line break pasted from Word",
        0x0C: "form feed, a page break",
    }.get(code) or unicodedata.name(character, "control character")
    if 0x80 <= code <= 0x9F:
        meant = bytes([code]).decode("cp1252", errors="ignore")
        if meant:
            name = f"{name}; it was probably “{meant}” in Windows-1252"
    character = f"the character U+{code:04X} ({name})"
    return f"{character} cannot stand in a Word document: delete it, or type what was meant"
