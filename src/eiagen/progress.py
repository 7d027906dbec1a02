"""How far long work has come, on a line of the screen that is written over, and only if there is a screen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

_QUIET = 1.0
"""What is done within so many seconds needs no line."""
_ENOUGH = 5
"""From fewer nobody can tell how long the rest will take."""


class Progress:
    """Counts what is done of a number of things."""

    def __init__(
        self, screen: TextIO | None, total: int, what: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._screen = screen if total > 1 else None
        self._total = total
        self._what = what
        self._done = 0
        self._clock = clock
        self._begun = self._shown_at = clock()
        self._shown = 0
        """How long the line is that stands on the screen."""

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = self._clock()
        if self._screen is None or now - self._begun < _QUIET or now - self._shown_at < 0.1:
            return
        self._shown_at = now
        line = f"{self._done} of {self._total} {self._what}"
        if self._done >= _ENOUGH:
            left = (now - self._begun) / self._done * (self._total - self._done)
            line += f", about {_time(left)} left"
        self._write(f"\r{line:<{self._shown}}")
        self._shown = len(line)

    def clear(self) -> None:
        """Takes the line off the screen, before something else is written or because all is done."""
        if self._shown:
            self._write(f"\r{'':<{self._shown}}\r")
            self._shown = 0

    def _write(self, text: str) -> None:
        if self._screen is not None:
            self._screen.write(text)
            self._screen.flush()


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
