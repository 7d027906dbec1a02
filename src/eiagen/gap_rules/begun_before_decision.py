"""The assessment was begun, and this version finished, before the decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eiagen.gap_rules.subject import Gap, Subject, in_words


@dataclass(frozen=True)
class Options:
    """Nothing to choose but the status in which a later version is expected."""

    later_versions: tuple[str, ...] = ("under-review",)
    """In these the day of completion is that of a review after the decision."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where the days don't show it; words: because."""
    dates, decision = subject.assessment.dates, subject.reading.decision_day
    started = dates.started if dates is not None else None
    completed = dates.completed if dates is not None else None
    if started is None and completed is None:
        yield Gap(("dates",), {"because": "it has no date of its own"})
        return
    if decision is None:
        return
    if started is not None and started >= decision:
        because = f"it was begun on {in_words(started)}, and the decision is of {in_words(decision)}"
        yield Gap(("dates", "started"), {"because": because})
    elif completed is not None and subject.assessment.status not in options.later_versions:
        late = completed >= decision if started is None else completed > decision
        if late:
            because = f"it was finished on {in_words(completed)}, and the decision is of {in_words(decision)}"
            yield Gap(("dates", "completed"), {"because": because})
