"""Finding: one requirement compared with one subject, an assessment or a piece of guidance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from eiagen.document import Passage
from eiagen.duties import SEVERITIES, Citation, Severity
from eiagen.place import Path, Place


class Outcome(StrEnum):
    """What a comparison shows. None of them says whether a duty was met: a check of a text can't know."""

    ADDRESSED = "addressed"
    MENTIONED = "mentioned"
    DISMISSED = "dismissed"
    GAP = "gap"
    MISSTATED = "misstated"
    NOT_CHECKED = "not-checked"
    NOT_APPLICABLE = "not-applicable"

    @property
    def wants_work(self) -> bool:
        """Whether somebody has something to do about it."""
        return self in (Outcome.MENTIONED, Outcome.DISMISSED, Outcome.GAP, Outcome.MISSTATED)


NOWHERE = Place()
"""The place of a finding about the whole."""


@dataclass(frozen=True)
class Quote:
    """A passage shown as the reason for a finding."""

    text: str
    passage: Passage
    shows: Outcome | None = None
    """What it shows by itself, where that is less than the finding's outcome."""


@dataclass(frozen=True)
class Finding:
    """One requirement compared with one subject."""

    requirement: str
    title: str
    outcome: Outcome
    severity: Severity
    message: str
    """What was or wasn't found, in words: "no passage found on …; searched for …"."""
    citations: tuple[Citation, ...]
    """Sources of law, the main one first."""
    fingerprint: str
    """Stays the same while the finding does, whatever moves around it."""
    rule: str | None = None
    why: str = ""
    fix: str = ""
    under: tuple[str, ...] = ()
    """Fields of the assessment where that is written: for whoever edits the file, not for a report."""
    file: str = ""
    path: Path = ()
    """Where in an assessment; empty for guidance and for findings about the whole."""
    place: Place = NOWHERE
    quotes: tuple[Quote, ...] = ()
    """Best first; empty for assessments."""
    searched_for: tuple[str, ...] = ()
    certainty: str = "sure"
    certainty_because: str = ""
    decided_by: str = ""
    """Who decided it and when, where a person did: "Jo Smith on 28 November 2026"."""
    good_practice: bool = False

    @property
    def key(self) -> str:
        """What tells it from the other findings about one document: a document may misstate a law twice."""
        if self.outcome is Outcome.MISSTATED:
            return f"{self.requirement} {self.fingerprint}"
        return self.requirement


def fingerprint(parts: Iterable[str]) -> str:
    """Sixteen hexadecimal figures that stand for the parts, told apart by where each ends."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """By severity, then place in the file, then rule and requirement; those with nothing to do last."""
    return sorted(
        findings,
        key=lambda finding: (
            not finding.outcome.wants_work,
            SEVERITIES.index(finding.severity),
            finding.place.line or 0,
            finding.place.column or 0,
            finding.rule or "",
            finding.requirement,
        ),
    )
