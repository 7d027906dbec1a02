"""Report: an assessment with its findings numbered, counted and laid over the characteristics and aims."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from eiagen.assessment import Assessment, Impact
from eiagen.duties import SEVERITIES, Aim, Catalogue, Characteristic, Citation, Duty, Requirement
from eiagen.finding import Finding, Outcome, worst_first
from eiagen.loading import LoadedAssessment
from eiagen.model import Model, plain
from eiagen.place import Path, dotted

SCHEMA = "eiagen.report/1"

NOT_STATED = "not-stated"
"""The direction of an effect that has none written."""

WORST_DIRECTION_FIRST = ("negative", "mixed", "unknown", NOT_STATED, "not-assessed", "no-impact", "positive")

_WORST_OUTCOME_FIRST = (
    Outcome.MISSTATED,
    Outcome.GAP,
    Outcome.DISMISSED,
    Outcome.MENTIONED,
    Outcome.NOT_CHECKED,
    Outcome.ADDRESSED,
    Outcome.NOT_APPLICABLE,
)


@dataclass(frozen=True)
class Gap:
    """A finding with something to do about it, under the number by which the report speaks of it."""

    number: int
    """From 1, worst first."""
    finding: Finding


@dataclass(frozen=True)
class Cell:
    """What the assessment says of one characteristic under one aim."""

    counts: bool
    """False where the characteristic doesn't count for the aim."""
    directions: tuple[tuple[str, int], ...] = ()
    """Each direction stated and how many effects have it, worst first. Empty is "not assessed"."""

    @property
    def worst(self) -> str:
        """The worst direction, "not-assessed" where no effect is written, "not-counted" outside the aim."""
        if self.directions:
            return self.directions[0][0]
        return "not-assessed" if self.counts else "not-counted"


@dataclass(frozen=True)
class HeatRow:
    """One characteristic across the aims, in the order of the catalogue."""

    characteristic: Characteristic
    cells: tuple[Cell, ...]
    no_aim: tuple[tuple[str, int], ...] = ()
    """The directions of its effects that name no aim of this law, as in a cell."""


@dataclass(frozen=True)
class HeatMap:
    """Characteristics down, aims across."""

    aims: tuple[Aim, ...]
    rows: tuple[HeatRow, ...]
    outside: tuple[int, ...]
    """Effects (counted from 0) that name no characteristic of this law, so stand in no row."""

    @property
    def without_aim(self) -> bool:
        """Whether effects on a characteristic name no aim."""
        return any(row.no_aim for row in self.rows)


@dataclass(frozen=True)
class Answer:
    """What the check found for one requirement, in all."""

    requirement: Requirement
    duty: Duty
    outcome: Outcome
    """The worst of its findings."""
    message: str
    """Why, where there is no gap to point to."""
    gaps: tuple[Gap, ...]


@dataclass(frozen=True)
class Report:
    """All that a renderer needs. The same assessment, catalogue and day make the same report."""

    assessment: Assessment
    catalogue: Catalogue
    file: str
    """Name of the assessment's file, without its folder."""
    text: str
    """Of the file, as it was written."""
    sha256: str
    """Of the file's text, so that a reader can tell which file this was made from."""
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    answers: tuple[Answer, ...]
    heat_map: HeatMap

    @property
    def title(self) -> str:
        """What is assessed."""
        return self.assessment.title

    @property
    def on(self) -> datetime.date:
        """The day the assessment was held against the law as it then stood."""
        return self.catalogue.on

    @property
    def completed(self) -> datetime.date | None:
        """The day on which this version was finished, where the assessment says so."""
        return self.assessment.dates.completed if self.assessment.dates else None

    @property
    def by_severity(self) -> Mapping[str, int]:
        """Gaps in duties by severity, worst first; what is good practice only is not among them."""
        counted = Counter(gap.finding.severity for gap in self.gaps if not gap.finding.good_practice)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def good_practice(self) -> int:
        """How many gaps rest on good practice and no domestic duty."""
        return sum(gap.finding.good_practice for gap in self.gaps)

    @property
    def by_outcome(self) -> Mapping[str, int]:
        """Requirements by outcome, worst first, those that occur."""
        counted = Counter(answer.outcome for answer in self.answers)
        return {str(outcome): counted[outcome] for outcome in _WORST_OUTCOME_FIRST if counted[outcome]}

    @property
    def by_duty(self) -> tuple[tuple[Duty, tuple[Answer, ...]], ...]:
        """The answers under the duty each requirement is drawn from, in the order of the catalogue."""
        groups: dict[str, list[Answer]] = {}
        for answer in self.answers:
            groups.setdefault(answer.duty.id, []).append(answer)
        return tuple((self.catalogue.duties[duty], tuple(group)) for duty, group in groups.items())

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Every source of law that a requirement or a finding rests on, by title."""
        used = {
            source.id: source
            for requirement in self.catalogue.requirements
            for source in self.catalogue.sources(requirement)
        }
        used |= {source.id: source for finding in self.findings for source in finding.citations}
        return tuple(sorted(used.values(), key=lambda source: (source.title.casefold(), source.id)))


def make_report(loaded: LoadedAssessment, catalogue: Catalogue, findings: Sequence[Finding]) -> Report:
    """The report on an assessment: its findings as `gap_check.check` gives them, in any order."""
    ordered = tuple(worst_first(findings))
    # What is good practice only comes after what a duty asks, however serious.
    wanting = sorted(
        (finding for finding in ordered if finding.outcome.wants_work),
        key=lambda finding: finding.good_practice,
    )
    gaps = tuple(Gap(number, finding) for number, finding in enumerate(wanting, 1))
    return Report(
        assessment=loaded.assessment,
        catalogue=catalogue,
        file=PurePath(loaded.file.path).name,
        text=loaded.file.text,
        sha256=hashlib.sha256(loaded.file.text.encode()).hexdigest(),
        findings=ordered,
        gaps=gaps,
        answers=tuple(_answers(catalogue, ordered, gaps)),
        heat_map=_heat_map(loaded.assessment.impacts, catalogue),
    )


def _answers(catalogue: Catalogue, findings: Iterable[Finding], gaps: Iterable[Gap]) -> Iterable[Answer]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.requirement, []).append(finding)
    numbered: dict[str, list[Gap]] = {}
    for gap in gaps:
        numbered.setdefault(gap.finding.requirement, []).append(gap)
    for requirement in catalogue.requirements:
        own = found.get(requirement.id, ())
        worst = min(own, key=lambda finding: _WORST_OUTCOME_FIRST.index(finding.outcome), default=None)
        yield Answer(
            requirement,
            catalogue.duties[requirement.duty],
            worst.outcome if worst else Outcome.NOT_CHECKED,
            worst.message if worst else "it was left out of this check",
            tuple(numbered.get(requirement.id, ())),
        )


def _heat_map(impacts: Sequence[Impact], catalogue: Catalogue) -> HeatMap:
    # An effect on several characteristics counts for each, whether it is on each or on them together.
    stated: dict[tuple[str, str | None], Counter[str]] = {}
    outside = []
    aims = {aim.id for aim in catalogue.aims}
    characteristics = {which.id for which in catalogue.characteristics}
    for index, impact in enumerate(impacts):
        placed = [which for which in dict.fromkeys(impact.characteristics) if which in characteristics]
        if not placed:
            outside.append(index)
        aim = impact.aim if impact.aim in aims else None
        for named in placed:
            stated.setdefault((named, aim), Counter())[impact.direction or NOT_STATED] += 1

    def directions(which: Characteristic, aim: str | None) -> tuple[tuple[str, int], ...]:
        counter = stated.get((which.id, aim), Counter())
        return tuple((one, counter[one]) for one in WORST_DIRECTION_FIRST if counter[one])

    rows = tuple(
        HeatRow(
            which,
            tuple(
                Cell(catalogue.counts_for(which, aim), directions(which, aim.id)) for aim in catalogue.aims
            ),
            directions(which, None),
        )
        for which in catalogue.characteristics
    )
    return HeatMap(tuple(catalogue.aims), rows, tuple(outside))


def value_at(part: Model, path: Path) -> Any:
    """The value at a path in an assessment or a part of it; None where it, or what holds it, is missing."""
    value: Any = part
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, tuple) and step < len(value) else None
        else:
            value = getattr(value, step, None)
        if value is None:
            return None
    return value


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain JSON-able data, `eiagen.report/1`."""
    return {
        "schema": SCHEMA,
        "assessment": plain(report.assessment),
        "file": {"name": report.file, "sha256": report.sha256},
        "catalogue": catalogue_data(report),
        "counts": {
            "gaps": len(report.gaps),
            "by_severity": dict(report.by_severity),
            "good_practice": report.good_practice,
            "requirements_by_outcome": dict(report.by_outcome),
            "requirements_by_duty": {
                duty.id: dict(Counter(str(answer.outcome) for answer in answers))
                for duty, answers in report.by_duty
            },
        },
        "heat_map": [
            {
                "characteristic": row.characteristic.id,
                "aim": aim.id,
                "counts_for_aim": cell.counts,
                "worst": cell.worst,
                "effects": dict(cell.directions),
            }
            for row in report.heat_map.rows
            for aim, cell in zip(report.heat_map.aims, row.cells, strict=True)
        ],
        "effects_without_aim": {
            row.characteristic.id: dict(row.no_aim) for row in report.heat_map.rows if row.no_aim
        },
        "gaps": [{"number": gap.number, "fingerprint": gap.finding.fingerprint} for gap in report.gaps],
        "findings": findings_data(report),
    }


def catalogue_data(report: Report) -> dict[str, Any]:
    """The law the assessment was held against, as plain data."""
    catalogue = report.catalogue
    return {
        "jurisdiction": catalogue.jurisdiction.id,
        "topics": [topic.id for topic in catalogue.topics],
        "on": catalogue.on.isoformat(),
        "law_checked_on": catalogue.law_checked_on.isoformat() if catalogue.law_checked_on else None,
        "unchecked": [source.id for source in catalogue.unchecked],
        "sources": [plain(source) | {"checked": _iso(source.checked)} for source in report.sources],
    }


def findings_data(report: Report) -> list[dict[str, Any]]:
    """What was found, worst first, as plain data."""
    return [_finding_data(finding) for finding in report.findings]


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _finding_data(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "requirement": finding.requirement,
        "title": finding.title,
        "outcome": str(finding.outcome),
        "severity": finding.severity,
        "good_practice": finding.good_practice,
        "line": finding.place.line,
        "column": finding.place.column,
        "field": dotted(finding.path) or None,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "citations": [source.id for source in finding.citations],
        "fingerprint": finding.fingerprint,
    }
