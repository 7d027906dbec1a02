"""Every group that would be worse off was asked, or it is said why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eiagen.gap_rules.subject import Gap, Subject, called, is_blank


@dataclass(frozen=True)
class Options:
    """Which impacts count, and which kinds of group are places and not people."""

    directions: tuple[str, ...] = ("negative", "mixed")
    not_people: tuple[str, ...] = ()


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each group that nobody asked; words: group."""
    assessment, reading = subject.assessment, subject.reading
    reached = {group_id for one in assessment.engagement for group_id in one.groups}
    reached |= {
        who.affected_group for one in assessment.engagement for who in one.participants if who.affected_group
    }
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
    unheard = worse_off - reached - excused
    for group_id, (number, group) in reading.groups.items():
        if group_id in unheard and group.kind not in options.not_people:
            yield Gap(("affected_groups", number), {"group": called(group)})
