"""What goes wrong for the person using eiagen, each said in one plain message with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is, what is wrong, and what to write instead. Lines and columns count from 1."""

    path: str
    line: int | None
    column: int | None
    message: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.message}"


class EiagenError(Exception):
    """The input or the command is wrong (exit status 2). Carries every problem found, not only the first.

    Only `cli` catches it. Anything else that is raised is a bug of ours and stays a traceback.
    """

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def problem(path: object, message: str, line: int | None = None, column: int | None = None) -> EiagenError:
    """An error with a single problem."""
    return EiagenError(Problem(str(path), line, column, message))
