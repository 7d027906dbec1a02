"""Every group that may be worse off was asked, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eiagen.assessment import Engagement
from eiagen.duties import Severity
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, took_place
from eiagen.gap_rules.wording import called


class Options(RuleOptions):
    """Which impacts count, and which kinds of group are places and not people."""

    directions: tuple[str, ...] = ("negative", "mixed")
    not_people: tuple[str, ...] = ()
    planned: Severity | None = None
    """Severity where asking them is planned."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each group that nobody asked; words: group, planned, total."""
    assessment, reading = subject.assessment, subject.reading
    reached = _groups(one for one in assessment.engagement if took_place(one))
    excused = {
        one.group
        for one in assessment.not_engaged
        if one.group is not None and not (is_blank(one.reason) and is_blank(one.instead))
    }
    worse_off = {
        group_id
        for _, impact in reading.impacts
        if impact.direction in options.directions
        for group_id in impact.groups
    }
    people = [
        (number, group)
        for group_id, (number, group) in reading.groups.items()
        if group_id in worse_off and group.kind not in options.not_people
    ]
    to_come = [one for one in assessment.engagement if one.status == "planned"]
    for number, group in people:
        if group.id in reached or group.id in excused:
            continue
        ahead = next((one for one in to_come if group.id in _groups([one])), None)
        planned = f" so far; “{called(ahead)}” is planned" if ahead is not None else ""
        words = {"group": called(group), "planned": planned, "total": str(len(people))}
        severity = options.planned if ahead is not None else None
        yield Gap(("affected_groups", number), words, severity=severity)


def _groups(engagement: Iterable[Engagement]) -> set[str]:
    found: set[str] = set()
    for one in engagement:
        found.update(one.groups)
        found.update(who.affected_group for who in one.participants if who.affected_group)
    return found
