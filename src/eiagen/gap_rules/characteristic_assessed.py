"""A characteristic, or ground, has an impact on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eiagen.gap_rules.subject import Gap, Subject


@dataclass(frozen=True)
class Options:
    """The characteristic."""

    characteristic: str


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where no impact says anything on the characteristic; words: characteristic, because."""
    if subject.reading.impacts_by_characteristic.get(options.characteristic):
        return
    title = subject.reading.title(options.characteristic)
    for number, impact in enumerate(subject.assessment.impacts):
        if options.characteristic in impact.characteristics:
            because = "the entry for it is empty or marked not assessed"
            yield Gap(
                ("impacts", number), {"characteristic": title, "because": because}, key=options.characteristic
            )
            return
    because = "no impact names it"
    yield Gap(("impacts",), {"characteristic": title, "because": because}, key=options.characteristic)
