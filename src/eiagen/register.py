"""The register: every assessment with what is due, and what all the policies together do to people."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eiagen.assessment import Assessment, Impact
from eiagen.counted import count_of
from eiagen.duties import SEVERITIES, Catalogue
from eiagen.finding import Finding
from eiagen.model import last_day

SCHEMA = "eiagen.register/1"

_BAD = ("negative", "mixed")
"""Directions of an effect that weighs on people."""
_OVER = ("done", "dropped")
"""States of an action after which it can't be late."""


@dataclass(frozen=True)
class Entry:
    """One assessment as the register lists it."""

    file: str
    title: str
    body: str
    reference: str | None
    kind: str | None
    version: str | None
    status: str | None
    outcome: str | None
    """Of the decision."""
    decided_by: str | None
    decision_date: datetime.date | None
    review_date: datetime.date | None
    review_owner: str | None
    gaps: Mapping[str, int]
    """Severity and how many gaps there are of it; those without any are left out."""
    actions_open: int

    @property
    def stands(self) -> str:
        """Whether the policy is "in force", "proposed", or "ended" (stopped or withdrawn)."""
        if self.status == "withdrawn" or self.outcome == "stop":
            return "ended"
        decided = self.outcome in ("go-ahead", "adjust", "continue-justified")
        return "in force" if decided and self.status in ("decided", "under-review") else "proposed"

    @property
    def all_gaps(self) -> int:
        """How many gaps there are."""
        return sum(self.gaps.values())


@dataclass(frozen=True)
class Late:
    """An action whose day is past and which isn't done, or a review that is due."""

    entry: Entry
    what: str
    owner: str | None
    due: datetime.date


@dataclass(frozen=True)
class Weight:
    """One bad effect of one policy that has not ended."""

    entry: Entry
    finding: str
    direction: str
    severity: str | None
    locality: str | None
    who: tuple[str, ...]
    """Names of the affected groups, as the assessment calls them."""
    mitigation: tuple[str, ...]
    residual: str | None
    justified_because: str | None


@dataclass(frozen=True)
class Together:
    """What all policies together do to one group of people."""

    id: str
    title: str
    weights: tuple[Weight, ...]
    """Those in force first, then as the register lists the policies."""

    @property
    def unanswered(self) -> int:
        """How many of them have neither a measure nor a reason why they stay."""
        return sum(not one.mitigation and not one.justified_because for one in self.weights)


@dataclass(frozen=True)
class Register:
    """All of it, on one day."""

    on: datetime.date
    due_within: int
    """Days ahead within which a review is listed as due."""
    entries: tuple[Entry, ...]
    actions: tuple[Late, ...]
    """The longest overdue first."""
    reviews: tuple[Late, ...]
    """Those past or due soon, the earliest first."""
    together: tuple[Together, ...]
    """Characteristics first, as the law lists them, then other groups; only those with any effect."""
    left_out: tuple[str, ...]
    """Files that could not be read, each with the reason."""

    @property
    def title(self) -> str:
        """As a report is headed."""
        bodies = {one.body for one in self.entries}
        return f"Register of assessments: {bodies.pop()}" if len(bodies) == 1 else "Register of assessments"


class RegisterBuilder:
    """Takes one assessment after another and keeps only what the register shows."""

    def __init__(self, on: datetime.date, due_within: int) -> None:
        self._on = on
        self._until = on + datetime.timedelta(days=due_within)
        self._due_within = due_within
        self._entries: list[Entry] = []
        self._actions: list[Late] = []
        self._reviews: list[Late] = []
        self._weights: dict[str, list[Weight]] = {}
        self._titles: dict[str, str] = {}

    def add(
        self, file: str, assessment: Assessment, catalogue: Catalogue, findings: Iterable[Finding]
    ) -> None:
        """One assessment, with what the check found in it."""
        entry = _entry(file, assessment, findings)
        self._entries.append(entry)
        if entry.stands == "ended":
            return
        self._add_late(entry, assessment)
        for one in catalogue.characteristics:
            self._titles.setdefault(one.id, one.title)
        groups = {group.id: group for group in assessment.affected_groups}
        for impact in assessment.impacts:
            if impact.direction not in _BAD:
                continue
            concerned = [groups[id] for id in impact.groups if id in groups]
            weight = _weight(entry, impact, tuple(group.name or group.id for group in concerned), assessment)
            kinds = {group.kind for group in concerned if group.kind}
            kinds -= {"sharing-a-characteristic", "other"}
            for key in (*dict.fromkeys(impact.characteristics), *sorted(kinds)):
                self._weights.setdefault(key, []).append(weight)

    def _add_late(self, entry: Entry, assessment: Assessment) -> None:
        for action in assessment.actions:
            if action.due and action.status not in _OVER and last_day(action.due) < self._on:
                self._actions.append(Late(entry, action.action or action.id or "", action.owner, action.due))
        for impact in assessment.impacts:
            for measure in impact.mitigation:
                # Who took no note of what came of a measure can't be told that it is late.
                if measure.due and last_day(measure.due) < self._on and entry.stands == "in force":
                    self._actions.append(Late(entry, measure.measure or "", measure.owner, measure.due))
        if entry.review_date and entry.review_date <= self._until:
            self._reviews.append(Late(entry, entry.title, entry.review_owner, entry.review_date))

    def register(self, left_out: Sequence[str]) -> Register:
        """Everything added so far."""
        order = [*self._titles, *sorted(key for key in self._weights if key not in self._titles)]
        return Register(
            on=self._on,
            due_within=self._due_within,
            entries=tuple(self._entries),
            actions=tuple(sorted(self._actions, key=lambda one: (one.due, one.entry.file, one.what))),
            reviews=tuple(sorted(self._reviews, key=lambda one: (one.due, one.entry.file))),
            together=tuple(
                Together(
                    key,
                    self._titles.get(key) or key.replace("-", " ").capitalize(),
                    tuple(sorted(self._weights[key], key=lambda one: one.entry.stands != "in force")),
                )
                for key in order
                if key in self._weights
            ),
            left_out=tuple(left_out),
        )


def _entry(file: str, assessment: Assessment, findings: Iterable[Finding]) -> Entry:
    decision, review = assessment.decision, assessment.review
    counted = Counter(one.severity for one in findings if one.outcome.wants_work)
    return Entry(
        file=file,
        title=assessment.title,
        body=assessment.body.name,
        reference=assessment.id,
        kind=assessment.kind,
        version=assessment.version,
        status=assessment.status,
        outcome=decision.outcome if decision else None,
        decided_by=(decision.maker.role or decision.maker.name) if decision and decision.maker else None,
        decision_date=decision.date if decision else None,
        review_date=review.date if review else None,
        review_owner=review.owner if review else None,
        gaps={one: counted[one] for one in SEVERITIES if counted[one]},
        actions_open=sum(one.status not in _OVER for one in assessment.actions),
    )


def _weight(entry: Entry, impact: Impact, who: tuple[str, ...], assessment: Assessment) -> Weight:
    actions = {one.id: one.action for one in assessment.actions if one.id and one.status != "dropped"}
    measures = [one.measure for one in impact.mitigation if one.measure]
    measures += [text for id in impact.actions if (text := actions.get(id))]
    return Weight(
        entry=entry,
        finding=impact.finding or impact.title or "",
        direction=impact.direction or "",
        severity=impact.severity,
        locality=impact.locality,
        who=who,
        mitigation=tuple(measures),
        residual=impact.residual,
        justified_because=impact.justified_because,
    )


def in_one_line(register: Register) -> str:
    """How many there are of each."""
    gaps = sum(one.all_gaps for one in register.entries)
    parts = [
        count_of(len(register.entries), "assessment"),
        count_of(gaps, "gap"),
        f"{count_of(len(register.actions), 'action')} overdue",
        f"{count_of(len(register.reviews), 'review')} past or due within {register.due_within} days",
    ]
    if register.left_out:
        parts.append(f"{count_of(len(register.left_out), 'file')} left out")
    return "; ".join(parts)


def as_data(register: Register) -> dict[str, Any]:
    """The register as plain data, `eiagen.register/1`."""
    return {
        "schema": SCHEMA,
        "on": register.on.isoformat(),
        "due_within_days": register.due_within,
        "assessments": [
            {
                "file": one.file,
                "title": one.title,
                "body": one.body,
                "id": one.reference,
                "kind": one.kind,
                "version": one.version,
                "status": one.status,
                "stands": one.stands,
                "outcome": one.outcome,
                "decided_by": one.decided_by,
                "decision_date": _text(one.decision_date),
                "review_date": _text(one.review_date),
                "gaps": dict(one.gaps),
                "actions_open": one.actions_open,
            }
            for one in register.entries
        ],
        "actions_overdue": [_late(one) for one in register.actions],
        "reviews_due": [_late(one) for one in register.reviews],
        "cumulative": [
            {
                "group": one.id,
                "title": one.title,
                "unanswered": one.unanswered,
                "effects": [_weight_data(weight) for weight in one.weights],
            }
            for one in register.together
        ],
        "left_out": list(register.left_out),
    }


def _late(late: Late) -> dict[str, Any]:
    return {"file": late.entry.file, "what": late.what, "owner": late.owner, "due": str(late.due)}


def _weight_data(weight: Weight) -> dict[str, Any]:
    return {
        "file": weight.entry.file,
        "stands": weight.entry.stands,
        "finding": weight.finding,
        "direction": weight.direction,
        "severity": weight.severity,
        "locality": weight.locality,
        "who": list(weight.who),
        "mitigation": list(weight.mitigation),
        "residual": weight.residual,
        "justified_because": weight.justified_because,
    }


def _text(day: datetime.date | None) -> str | None:
    return None if day is None else str(day)
