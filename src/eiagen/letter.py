"""What a letter about an audit speaks of: which findings, in which order, and what it leaves out and why."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from eiagen.audit.record import Accepted, Audit, where_of
from eiagen.audit.report import ids_of, ordered, statements
from eiagen.duties import SEVERITIES, Citation, Duty, Requirement
from eiagen.finding import Finding, Outcome

SCHEMA = "eiagen.letter/1"


@dataclass(frozen=True)
class Kind:
    """A kind of letter."""

    id: str
    title: str
    most: int | None
    """So many points at the most, unless somebody asks for more; None for all."""
    by_duty: bool
    """Whether its points are sorted by duty, the worst first; else they stand as they were found."""
    for_ours: bool
    """Whether whoever gets it is on the sender's side, and is told why a finding was accepted."""


KINDS: Mapping[str, Kind] = {
    one.id: one
    for one in (
        Kind("foi", "Request for information", 10, by_duty=True, for_ours=False),
        Kind("consultation", "Response to a consultation", 8, by_duty=False, for_ours=False),
        Kind("pre-action-facts", "Facts for a lawyer", None, by_duty=True, for_ours=True),
        Kind("cover-note", "Note to the owner of the policy", 6, by_duty=False, for_ours=True),
    )
}
"""As the command line names them."""


@dataclass(frozen=True)
class Point:
    """One finding that the letter speaks of."""

    number: int
    """From 1, in the order of the letter."""
    finding: Finding
    requirement: Requirement | None
    """None for a statement of law, which is drawn from no requirement."""
    ids: tuple[str, ...]
    """Its requirement, or the rules that say the same of one statement of law."""
    accepted: Accepted | None = None
    """Why somebody has accepted it, and since when."""

    @property
    def outcome(self) -> str:
        """ "gap", "mentioned", "dismissed" or "misstated"."""
        return str(self.finding.outcome)

    @property
    def unsure(self) -> bool:
        """Whether a person has still to check it."""
        return self.finding.certainty != "sure" and not self.finding.decided_by


@dataclass(frozen=True)
class Group:
    """Points of one duty that follow each other."""

    title: str
    duty: Duty | None
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Details:
    """What a person states about a letter; whatever is empty becomes a blank to fill in."""

    sender: tuple[str, ...] = ()
    """Name and address, in lines."""
    recipient: tuple[str, ...] = ()
    """The body, then its address, in lines."""
    on: datetime.date | None = None
    """Date of the letter."""
    since: datetime.date | None = None
    """The day from which records are asked for."""
    final: str = ""
    """Who has read and changed it and takes the draft mark off; empty while it is a draft."""


@dataclass(frozen=True)
class Letter:
    """All that a letter's template has."""

    kind: Kind
    audit: Audit
    details: Details
    groups: tuple[Group, ...]
    points: tuple[Point, ...]
    """Those of the groups, in order."""
    left_out: tuple[Finding, ...]
    """What was found too, and is more than such a letter should hold; worst first."""
    unsure: tuple[Finding, ...]
    """Left out because a person has to check them first."""

    @property
    def draft(self) -> bool:
        """Whether it carries the draft mark."""
        return not self.details.final

    @property
    def information_law(self) -> Citation | None:
        """The Act under which the body is asked for what it holds."""
        id = self.audit.catalogue.jurisdiction.information_law
        return self.audit.catalogue.citations.get(id) if id else None

    @property
    def sources(self) -> tuple[Citation, ...]:
        """The main source of each point and the Act the letter rests on, each once, by title."""
        used = {source.id: source for point in self.points for source in point.finding.citations[:1]}
        if self.kind.id == "foi" and (act := self.information_law) is not None:
            used[act.id] = act
        return tuple(sorted(used.values(), key=lambda source: (source.title.casefold(), source.id)))

    @property
    def addressed(self) -> tuple[Finding, ...]:
        """What the document does address, in the order of the catalogue."""
        return tuple(one for one in self.audit.findings if one.outcome is Outcome.ADDRESSED)

    @property
    def surely_addressed(self) -> tuple[Finding, ...]:
        """Those of them that can be said in the sender's name: sure, or decided by a person."""
        return tuple(one for one in self.addressed if one.certainty == "sure" or one.decided_by)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Those of these that a passage shows."""
        return tuple(one for one in self.surely_addressed if one.quotes)

    @property
    def only_decided(self) -> tuple[Finding, ...]:
        """Those that rest on a person's word alone: there is no passage to be quoted."""
        return tuple(one for one in self.surely_addressed if one.decided_by and not one.quotes)

    @property
    def not_looked_at(self) -> tuple[Finding, ...]:
        """What has a passage that addresses it, as the audit has it, and that nobody has checked."""
        return tuple(one for one in self.addressed if one.certainty != "sure" and not one.decided_by)

    @property
    def accepted(self) -> tuple[Point, ...]:
        """The points that somebody has accepted. They stay points."""
        return tuple(one for one in self.points if one.accepted is not None)


def make_letter(
    kind: Kind,
    audit: Audit,
    details: Details,
    *,
    only: Collection[str] = (),
    unsure_too: bool = False,
    most: int | None = None,
) -> Letter:
    """The letter; `only` are severities and ids of findings, `most` is in place of the kind's own.

    It has no points where nothing is left to speak of.
    """
    severities = {one for one in only if one in SEVERITIES}
    ids = set(only) - severities
    wanted = [
        finding
        for finding in (*audit.findings, *statements(audit))
        if finding.outcome.wants_work
        and (not severities or finding.severity in severities)
        and (not ids or not ids.isdisjoint(ids_of(audit, finding)))
    ]
    unsure = [one for one in wanted if one.certainty != "sure" and not one.decided_by and not unsure_too]
    sayable = [one for one in wanted if one not in unsure]
    worst_first = ordered(tuple(sayable))
    taken = worst_first[: most or kind.most or len(worst_first)]
    if kind.by_duty:
        duties = [_duty(one, audit) for one in taken]
        in_order = sorted(taken, key=lambda one: duties.index(_duty(one, audit)))
    else:
        in_order = [one for one in sayable if one in taken]
    points = tuple(
        Point(
            number,
            one,
            audit.catalogue.requirement(one.requirement),
            ids_of(audit, one),
            audit.accepted.get(one.key),
        )
        for number, one in enumerate(in_order, 1)
    )
    return Letter(
        kind=kind,
        audit=audit,
        details=details,
        groups=tuple(
            Group(duty.title if duty else "Statements of law", duty, tuple(members))
            for duty, members in groupby(points, key=lambda one: _duty(one.finding, audit))
        ),
        points=points,
        left_out=worst_first[len(taken) :],
        unsure=ordered(tuple(unsure)),
    )


def _duty(finding: Finding, audit: Audit) -> Duty | None:
    requirement = audit.catalogue.requirement(finding.requirement)
    return audit.catalogue.duties[requirement.duty] if requirement is not None else None


def as_data(letter: Letter) -> dict[str, Any]:
    """What the letter says of which finding, as plain data, `eiagen.letter/1`."""
    details = letter.details
    return {
        "schema": SCHEMA,
        "kind": letter.kind.id,
        "title": letter.kind.title,
        "draft": letter.draft,
        "from": list(details.sender),
        "to": list(details.recipient),
        "on": details.on.isoformat() if details.on else None,
        "document": {
            "path": letter.audit.document.path,
            "title": letter.audit.document.title,
            "sha256": letter.audit.document.sha256,
        },
        "points": [
            {"number": point.number, "under": group.title, **_point(point)}
            for group in letter.groups
            for point in group.points
        ],
        "left_out": [id for one in letter.left_out for id in ids_of(letter.audit, one)],
        "to_check_first": [one.requirement for one in letter.unsure],
        "sources": [
            {
                "title": source.title,
                "url": source.url,
                "checked": source.checked.isoformat() if source.checked else None,
            }
            for source in letter.sources
        ],
    }


def _point(point: Point) -> dict[str, Any]:
    finding, accepted = point.finding, point.accepted
    also = {"also": list(point.ids[1:])} if point.ids[1:] else {}
    mark = {"accepted": {"reason": accepted.reason, "date": accepted.date.isoformat()}} if accepted else {}
    return {
        "requirement": finding.requirement,
        **also,
        "title": finding.title,
        "outcome": str(finding.outcome),
        "severity": finding.severity,
        "certainty": finding.certainty,
        "reason": finding.message,
        "searched_for": list(finding.searched_for),
        "closes": finding.fix,
        "passages": [{"quote": quote.text, "where": where_of(quote)} for quote in finding.quotes],
        "fingerprint": finding.fingerprint,
        **mark,
    }
