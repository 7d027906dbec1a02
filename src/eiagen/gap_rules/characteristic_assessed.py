"""A characteristic, or ground, has an impact on it."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules import coverage
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject


class Options(RuleOptions):
    """The characteristic."""

    characteristic: str


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where no impact says more on the characteristic than “none”; words: characteristic, because."""
    title = subject.reading.title(options.characteristic)
    mine = subject.reading.impacts_by_characteristic.get(options.characteristic)
    if mine:
        because = coverage.why_not(mine, subject.reading)
        if because is not None:
            path = ("impacts", mine[0][0])
            yield Gap(path, {"characteristic": title, "because": because}, key=options.characteristic)
        return
    for number, impact in enumerate(subject.assessment.impacts):
        if options.characteristic in impact.characteristics:
            because = "the entry for it is empty or marked not assessed"
            yield Gap(
                ("impacts", number), {"characteristic": title, "because": because}, key=options.characteristic
            )
            return
    because = "no impact names it"
    yield Gap(("impacts",), {"characteristic": title, "because": because}, key=options.characteristic)
