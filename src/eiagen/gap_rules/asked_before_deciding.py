"""People were asked before the decision, and the asking was over by then."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, took_place
from eiagen.gap_rules.wording import called, on_or_in
from eiagen.model import in_words, last_day


class Options(RuleOptions):
    """Nothing to choose."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each exercise open on the day, or after it if none came before; words: item, because."""
    decision = subject.reading.decision_day
    if decision is None:
        return
    undated, before = False, False
    latest = last_day(decision)  # of a month or year: late only if it is so on every reading
    late = []
    for number, one in enumerate(subject.assessment.engagement):
        if not took_place(one):
            continue
        first, last = one.opened or one.closed, one.closed or one.opened
        if first is None or last is None:
            undated = True
        elif last < latest:
            before = True
        else:
            late.append((number, called(one), first, last))
    for number, item, first, last in late:
        path = ("engagement", number, "closed" if subject.assessment.engagement[number].closed else "opened")
        if first < latest:
            because = f"it ran until {in_words(last)}, and the decision is of {in_words(decision)}"
        elif before or undated:
            continue  # asking again afterwards, how it works, is welcome
        else:
            because = f"it began {on_or_in(first)}, not before the decision of {in_words(decision)}"
        yield Gap(path, {"item": item, "because": because})
