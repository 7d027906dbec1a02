"""An aim of the duty has an impact of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eiagen.gap_rules.subject import Gap, Subject, is_blank


@dataclass(frozen=True)
class Options:
    """The aim, and fields that are about it too."""

    aim: str
    or_fields: tuple[str, ...] = ()


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where no impact that says something belongs to the aim; words: aim, because."""
    if subject.reading.impacts_by_aim.get(options.aim):
        return
    for name in options.or_fields:
        if any(not is_blank(value) for _, value in subject.at(name)):
            return
    for number, impact in enumerate(subject.assessment.impacts):
        if impact.aim == options.aim:
            because = "the entry for it is empty or marked not assessed"
            yield Gap(("impacts", number), {"aim": subject.reading.title(options.aim), "because": because})
            return
    because = "no impact is entered for it"
    yield Gap(("impacts",), {"aim": subject.reading.title(options.aim), "because": because}, key=options.aim)
