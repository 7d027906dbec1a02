"""On a question that fair people dispute, not everybody who was asked holds the same view."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, took_place
from eiagen.gap_rules.word_lists import normal


class Options(RuleOptions):
    """Nothing to choose: which topics are disputed is in the topic's file."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """One gap where all share a viewpoint, or nobody's is recorded; words: because, topic."""
    disputed = [topic for topic in subject.catalogue.topics if topic.contested]
    if not disputed:
        return
    asked = [
        (number, position, who.viewpoint)
        for number, one in enumerate(subject.assessment.engagement)
        for position, who in enumerate(one.participants)
        if took_place(one)
    ]
    if not asked:
        return
    views = {normal(view) for _, _, view in asked if view and view.strip()}
    if len(views) > 1 or (views and any(not (view and view.strip()) for _, _, view in asked)):
        return  # those whose view is not written may hold another
    number, _, view = asked[0]
    because = (
        f"everybody who was asked is recorded as “{view}”" if views else "nobody’s viewpoint is recorded"
    )
    yield Gap(
        ("engagement", number, "participants"), {"because": because, "topic": disputed[0].title.lower()}
    )
