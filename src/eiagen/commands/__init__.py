"""One module for each command; each has `run`, which takes the options and gives back what is to be said."""

from __future__ import annotations

import os
from dataclasses import dataclass

from eiagen.errors import Problem

FILE_SIZE = os.terminal_size((100, 0))
"""Columns of a text that goes to a file, and no last line: the window of whoever writes it is no matter."""


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
