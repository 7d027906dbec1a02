"""Files watched for changes, by their size and the time they were last saved."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_PAUSE = 0.3
"""Seconds between two looks."""


def changes(files: Sequence[str]) -> Iterator[str]:
    """The time of day at once, and again whenever a file has changed, come or gone; without end."""
    seen: list[tuple[int, int] | None] | None = None
    while True:
        now = [_state(file) for file in files]
        if now != seen:
            seen = now
            yield time.strftime("%H:%M:%S")
        else:
            time.sleep(_PAUSE)


def _state(file: str) -> tuple[int, int] | None:
    try:
        stat = Path(file).stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
