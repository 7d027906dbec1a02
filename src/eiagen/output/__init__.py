"""The formats in which `eiagen check` says what it found. One file each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from eiagen.duties import Catalogue
from eiagen.errors import Problem
from eiagen.finding import Finding, Outcome

if TYPE_CHECKING:
    from eiagen.assessment import Assessment


@dataclass(frozen=True)
class Checked:
    """One assessment with its findings and the law they are held against."""

    file: str
    about: Mapping[str, str | None]
    """Its reference number, title, body, version and status."""
    catalogue: Catalogue
    assumed: bool
    """Whether nobody stated the jurisdiction."""
    findings: tuple[Finding, ...]
    """Worst first."""

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """The findings that somebody has something to do about."""
        return tuple(finding for finding in self.findings if finding.outcome.wants_work)


def about(assessment: Assessment) -> Mapping[str, str | None]:
    """What tells an assessment from others; little, because many may be checked at once."""
    return {
        "id": assessment.id,
        "title": assessment.title,
        "body": assessment.body.name,
        "version": assessment.version,
        "status": assessment.status,
    }


def written(format: str, all_checked: Iterable[Checked], problems: Sequence[Problem], *, colour: bool) -> str:
    """Everything that was found, in one of the formats.

    `all_checked` is gone through once, and nothing of it is kept but the text. `problems` are those of files
    that could not be checked; they may come up while the others are gone through.
    """
    write: Callable[..., str] = import_module(f"eiagen.output.{format}").write
    return write(all_checked, problems, colour=colour) if format == "text" else write(all_checked, problems)


def tally(findings: Iterable[Finding]) -> Counter[str]:
    """How many gaps of each severity there are, and how many findings of each other outcome."""
    return Counter(
        finding.severity if finding.outcome.wants_work else str(finding.outcome) for finding in findings
    )


def one_line(finding: Finding) -> str:
    """What was found, folded to a line."""
    return " ".join(finding.message.split())


def with_outcome(findings: Iterable[Finding], outcome: Outcome) -> tuple[Finding, ...]:
    """The findings of one outcome."""
    return tuple(finding for finding in findings if finding.outcome is outcome)
