"""The grounds of this nation's duty are assessed, and not those of another nation's."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules import characteristic_assessed, coverage
from eiagen.gap_rules.conditions import pattern
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject
from eiagen.gap_rules.wording import listed

_NAMED = (
    "impacts.*.aim",
    "impacts.*.characteristics.*",
    "affected_groups.*.characteristics.*",
    "engagement.*.characteristics.*",
    "evidence.*.from_people.*",
)
"""Fields that name aims and characteristics."""


class Options(RuleOptions):
    """One ground that must be assessed, or all of them, and signs that a form for another duty was used."""

    characteristic: str = ""
    every_one: bool = False
    """Name all that have no impact, in one gap."""
    another_form: bool = False
    """Look for aims and characteristics that are not this nation's."""
    another_duty: tuple[str, ...] = ()
    """Regular expressions: the other duty named as the one that applies."""
    quickly: tuple[str, ...] = ()
    """Words in small letters one of which stands in any text that may name it: the others are not read."""
    denied: tuple[str, ...] = ()
    """Regular expressions: the sentence says that it doesn't apply, or why it is mentioned."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap for the ground, or one for the other nation's form; words: characteristic, because."""
    if options.characteristic:
        yield from characteristic_assessed.find(
            subject, characteristic_assessed.Options(characteristic=options.characteristic)
        )
    if options.every_one:
        by_characteristic = subject.reading.impacts_by_characteristic
        assessed = {
            which
            for which, impacts in by_characteristic.items()
            if any(coverage.covers(one) for _, one in impacts)
        }
        missing = [one.id for one in subject.catalogue.characteristics if one.id not in assessed]
        if missing:
            titles = listed(f"“{subject.reading.title(which)}”" for which in missing)
            because = f"there is no impact on {titles}"
            yield Gap(("impacts",), {"characteristic": "the grounds", "because": because}, key="every one")
    if options.another_form:
        yield from _another_form(subject)
    if options.another_duty:
        yield from _another_duty(subject, options)


def _another_form(subject: Subject) -> Iterator[Gap]:
    law = subject.catalogue
    foreign = (law.known_aims - {aim.id for aim in law.aims}) | (
        law.known_characteristics - {one.id for one in law.characteristics}
    )
    used = [(path, value) for where in _NAMED for path, value in subject.at(where) if value in foreign]
    if used:
        names = listed(dict.fromkeys(f"“{value.replace('-', ' ')}”" for _, value in used))
        because = f"it uses {names}, which this nation’s duty does not have"
        yield Gap(used[0][0], {"characteristic": "the grounds", "because": because}, key="another form")


def _another_duty(subject: Subject, options: Options) -> Iterator[Gap]:
    for path, text in subject.reading.texts_with(options.quickly):
        named = any(pattern(one).search(text) for one in options.another_duty)
        if named and not any(pattern(one).search(text) for one in options.denied):
            because = "the text names another nation’s duty as the one that applies"
            yield Gap(path, {"characteristic": "the grounds", "because": because})
            return
