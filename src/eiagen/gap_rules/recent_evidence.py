"""There is evidence, and some of it is recent."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank
from eiagen.model import in_words, last_day


class Options(RuleOptions):
    """How old the newest may be on the day of the decision."""

    years: int


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where the list is empty, undated or old; words: because."""
    evidence = [
        one for one in subject.assessment.evidence if not (is_blank(one.claim) and is_blank(one.source))
    ]
    if not evidence:
        yield Gap(("evidence",), {"because": "no evidence is listed"})
        return
    days = [one.date for one in evidence if one.date is not None]
    if not days:
        yield Gap(
            ("evidence",), {"because": "none of the evidence has a date, so nobody can see how old it is"}
        )
        return
    reading = subject.reading
    day = min(reading.on, reading.decision_day or reading.on)
    newest = max(days, key=last_day)
    try:
        oldest_allowed = day.replace(year=day.year - options.years)
    except ValueError:  # 29 February
        oldest_allowed = day.replace(year=day.year - options.years, day=28)
    if last_day(newest) < oldest_allowed:
        because = f"the newest evidence is of {in_words(newest)}, more than {options.years} years old"
        yield Gap(("evidence",), {"because": because})
