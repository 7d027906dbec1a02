"""A file is written whole or not at all: beside its target first, then put in its place."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable
from pathlib import Path

from eiagen.errors import EiagenError, problem


def save(target: str, data: bytes, *, replace: bool = False) -> None:
    """Writes the data; a file that is there is only replaced where that was asked for.

    Raises `EiagenError`, with nothing changed on the disk, where it can't be done.
    """
    refuse_existing(target, replace=replace)
    path = Path(target)
    try:
        # What a link points to is replaced, not the link.
        path = Path(os.path.realpath(path))
        _replace(path, path.with_name(f".eiagen-{os.getpid()}.part"), data)
    except (OSError, ValueError) as error:
        raise _plain(target, path, error) from None


def _replace(path: Path, beside: Path, data: bytes) -> None:
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def refuse_existing(target: str, *, replace: bool = False) -> None:
    """Raises `EiagenError` where the file may not be written, before any work is done for it."""
    try:
        path = Path(target)
        if path.is_dir():
            raise problem(target, "this is a folder; name a file in it")
        if path.exists() and not path.is_file():
            raise problem(target, "this is not an ordinary file, so it is left alone; choose another name")
        if path.exists() and not replace:
            raise problem(
                target,
                "there is a file of this name already; choose another name, or replace it with --force",
            )
        if not path.absolute().parent.is_dir():
            raise problem(target, f"there is no folder “{path.parent}”; make it first, or choose another")
    except (OSError, ValueError) as error:
        raise _plain(target, None, error) from None


def refuse_inputs(target: str, inputs: Iterable[str | None]) -> None:
    """Raises `EiagenError` where what is to be written is one of the files it is made from, by any name.

    That one was asked to replace a file doesn't say that it is the document itself which is to be lost.
    """
    for one in inputs:
        with contextlib.suppress(OSError, ValueError):  # one of them isn't there, so they are not the same
            if one and one != "-" and Path(one).samefile(target):
                raise problem(
                    target,
                    "this is one of the files that are read here, and would be lost; choose another name",
                )


def _plain(target: str, path: Path | None, error: OSError | ValueError) -> EiagenError:
    match getattr(error, "errno", None):
        case errno.EACCES | errno.EPERM | errno.EROFS | errno.ETXTBSY | errno.EBUSY:
            reason = (
                "it is open in another program: close it there"
                if path is not None and path.exists() and os.access(path, os.W_OK)
                else "you are not allowed to write there: choose another folder"
            )
        case errno.ENOSPC | errno.EDQUOT:
            reason = "the disk is full: make room, or choose another disk"
        case errno.EFBIG:
            reason = "the file would be larger than is allowed there"
        case errno.ENAMETOOLONG:
            reason = "the name is too long"
        case _:
            reason = getattr(error, "strerror", None) or str(error)
    return problem(target, f"this cannot be written; {reason}. Nothing was changed")
