"""People had enough days to answer."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, took_place
from eiagen.gap_rules.wording import called
from eiagen.model import last_day


class Options(RuleOptions):
    """How many days, first and last included, and for which kinds of exercise."""

    days: int
    kinds: tuple[str, ...]
    """Each of these has to last so long."""
    kinds_if_none_longer: tuple[str, ...] = ()
    """These only where no exercise of either list does; "" is an exercise whose kind is not written."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each exercise that was too short; words: item, days, least."""
    short = []
    some_longer = False
    for number, one in enumerate(subject.assessment.engagement):
        kind = one.kind or ""
        if (
            one.opened is None
            or one.closed is None
            or one.opened == one.closed  # a meeting, or a count on one day
            or not took_place(one)
            or kind not in (*options.kinds, *options.kinds_if_none_longer)
        ):
            continue
        days = (last_day(one.closed) - one.opened).days + 1
        if days >= options.days:
            some_longer = True
        else:
            short.append((number, kind, called(one), days))
    for number, kind, item, days in short:
        if kind in options.kinds or not some_longer:
            words = {
                "item": item,
                "days": f"{days} day{'' if days == 1 else 's'}",
                "least": str(options.days),
            }
            yield Gap(("engagement", number, "closed"), words)
