"""An aim of the duty has an impact of its own."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.duties import Severity
from eiagen.gap_rules import coverage
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank

_IN_WORDS = {2: "two", 3: "three"}


class Options(RuleOptions):
    """The aim, and fields that are about it too."""

    aim: str = ""
    or_fields: tuple[str, ...] = ()
    no_aim_named: Severity | None = None
    """Instead: one gap, this severe, where there are impacts and none of them names an aim."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where no impact that says something belongs to the aim; words: what, because."""
    reading = subject.reading
    none_named = bool(reading.impacts) and all(is_blank(one.aim) for one in subject.assessment.impacts)
    if options.no_aim_named is not None:
        if none_named:
            yield _none_named(subject, options)
        return
    mine = reading.impacts_by_aim.get(options.aim, [])
    because = coverage.why_not(mine, reading)
    if mine and because is None:
        return
    for name in options.or_fields:
        if any(not is_blank(value) for _, value in subject.at(name)):
            return
    words = {"what": f"The aim “{reading.title(options.aim)}” is not assessed"}
    if because is not None:
        yield Gap(("impacts", mine[0][0]), {**words, "because": because}, key=options.aim)
        return
    if none_named:
        words = {"what": f"Whether an impact serves the aim “{reading.title(options.aim)}” can’t be seen"}
        yield Gap(
            ("impacts",), {**words, "because": "no impact names an aim"}, key=options.aim, checked=False
        )
        return
    for number, impact in enumerate(subject.assessment.impacts):
        if impact.aim == options.aim:
            because = "the entry for it is empty or marked not assessed"
            yield Gap(("impacts", number), {**words, "because": because})
            return
    yield Gap(("impacts",), {**words, "because": "no impact is entered for it"}, key=options.aim)


def _none_named(subject: Subject, options: Options) -> Gap:
    count, aims = len(subject.reading.impacts), len(subject.catalogue.aims)
    many = f"{count} impacts name" if count > 1 else "the only impact names"
    words = {
        "what": "Which aim of the duty the impacts serve is not said",
        "because": f"{many} no aim, so nobody can see which of the {_IN_WORDS.get(aims, str(aims))} "
        f"{'they serve' if count > 1 else 'it serves'}",
    }
    return Gap(("impacts",), words, key="no aim named", severity=options.no_aim_named)
