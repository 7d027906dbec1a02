"""The assessment was begun, and this version finished, before the decision."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.duties import Severity
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject
from eiagen.gap_rules.wording import on_or_in
from eiagen.model import in_words, last_day


class Options(RuleOptions):
    """Nothing to choose but the status in which a later version is expected."""

    later_versions: tuple[str, ...] = ("under-review",)
    """In these the day of completion is that of a review after the decision."""
    while_no_decision: Severity | None = None
    """Severity of having no date as long as the decision has none either."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where the days don't show it; words: because."""
    dates, decision = subject.assessment.dates, subject.reading.decision_day
    started = dates.started if dates is not None else None
    completed = dates.completed if dates is not None else None
    if started is None and completed is None:
        severity = options.while_no_decision if decision is None else None
        yield Gap(("dates",), {"because": "it has no date of its own"}, severity=severity)
        return
    if decision is None:
        return
    latest = last_day(decision)  # of a month or year: late only if it is so on every reading
    if started is not None and started >= latest:
        because = f"it was begun {on_or_in(started)}, and the decision is of {in_words(decision)}"
        yield Gap(("dates", "started"), {"because": because})
    elif completed is not None and subject.assessment.status not in options.later_versions:
        late = completed >= latest if started is None else completed > latest
        if late:
            because = f"it was finished {on_or_in(completed)}, and the decision is of {in_words(decision)}"
            yield Gap(("dates", "completed"), {"because": because})
