"""One module for each command; each has `run`, which takes the options and gives back what is to be said."""

from __future__ import annotations

from dataclasses import dataclass

from eiagen.errors import Problem


@dataclass(frozen=True)
class Said:
    """What a command has to say. `cli` prints it."""

    text: str = ""
    """For standard output."""
    notes: tuple[str, ...] = ()
    """For the person at the screen."""
    problems: tuple[Problem, ...] = ()
    """Where the input is wrong; any makes the exit status 2."""
    status: int = 0
