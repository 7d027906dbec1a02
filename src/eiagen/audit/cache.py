"""Audits, and law made ready for them, kept on the user's own machine, so that what is done isn't done again.

An audit is found again by everything it depends on: the document's bytes and name, the law asked for, and the
program with its catalogue. Nothing grows old in here, it is only no longer found.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from eiagen import __version__
from eiagen.resources import PACKAGE

_AUDIT = ".audit.json"
LAW = ".law"
"""How the names of files end in which law is kept (`kept_law`)."""


def default_folder() -> Path:
    """Where this system keeps what programs can do without."""
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "eiagen"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "eiagen" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "eiagen"
    return Path.home() / ".cache" / "eiagen"


@cache
def edition() -> str:
    """Stands for the program and its catalogue: another version or a changed file has another one."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.yaml"))):
        digest.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def key(sha256: str, name: str, *law: str) -> str:
    """What an audit is found by: `name` is the document's without folders, `law` all that was asked for."""
    return hashlib.sha256("\0".join((edition(), sha256, name, *law)).encode()).hexdigest()


def kept(folder: Path, key: str) -> dict[str, Any] | None:
    """The audit kept under the key; None where there is none, or what is there can't be used."""
    try:
        data = json.loads((folder / f"{key}{_AUDIT}").read_bytes())
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) and "findings" in data else None


def keep(folder: Path, key: str, data: dict[str, Any]) -> None:
    """Keeps the audit where that is possible; an audit that can't be kept is no worse for it."""
    write(folder / f"{key}{_AUDIT}", json.dumps(data, ensure_ascii=False).encode())


def write(path: Path, data: bytes) -> None:
    """Writes a file of the cache, whole or, where that is not possible, not at all."""
    with contextlib.suppress(OSError):
        # Audits hold what documents say, so the folder is for nobody else to read.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def clear(folder: Path) -> int:
    """Throws away all that is kept, and nothing else; says how many audits there were."""
    count = 0
    for path in (*folder.glob(f"*{_AUDIT}"), *folder.glob(f"*{LAW}"), *folder.glob("*.part")):
        with contextlib.suppress(OSError):
            path.unlink()
            count += path.name.endswith(_AUDIT)
    return count
