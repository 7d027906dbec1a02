"""What was assessed is what is decided: the same area, time and activity."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from eiagen.duties import Severity
from eiagen.gap_rules.conditions import Condition, meets_any
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, value_of
from eiagen.gap_rules.word_lists import normal
from eiagen.gap_rules.wording import listed, shortened

_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip


class Options(RuleOptions):
    """Two groups of fields that should say the same."""

    assessed: str
    decided: str
    fields: tuple[str, ...]
    ignoring: tuple[str, ...] = ()
    """Words that make no difference."""
    not_said: Severity | None = None
    """Severity where the decision doesn't say what it covers."""
    unless: tuple[Condition, ...] = ()
    """Any of these lets the assessment off."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each field that differs or stands on one side only; words: because."""
    if meets_any(subject.assessment, options.unless):
        return
    assessed = value_of(subject.assessment, options.assessed)
    decided = value_of(subject.assessment, options.decided)
    path = tuple(options.decided.split("."))
    here = [name for name in options.fields if not is_blank(value_of(assessed, name))]
    there = [name for name in options.fields if not is_blank(value_of(decided, name))]
    if not there:
        # Before the decision nobody can know what it will cover; afterwards it has to be said.
        if here and subject.reading.decided:
            because = "the decision is taken, and what it covers is not written beside it"
            yield Gap(path, {"because": because}, severity=options.not_said)
        return
    missing = [name for name in there if name not in here]
    if missing:
        because = (
            f"the decision states its {listed(missing)}, and the assessment does not say what it covers there"
        )
        yield Gap((*options.assessed.split("."), missing[0]), {"because": because})
    for name in here:
        if name not in there:
            continue
        one, other = value_of(assessed, name), value_of(decided, name)
        if _bare(one, options.ignoring) != _bare(other, options.ignoring):
            here_said, there_said = shortened(one, 30), shortened(other, 30)
            because = f"for {name} the assessment says “{here_said}”, and the decision “{there_said}”"
            yield Gap((*path, name), {"because": because})


def _bare(text: str, ignoring: tuple[str, ...]) -> set[str]:
    """The words without their order and small ones; a number keeps what it counts ("5 year", "1 july")."""
    words = [
        _NUMBERS.get(word, word).removesuffix("s") for word in normal(text).split() if word not in ignoring
    ]
    bare = set(words)
    bare.update(
        f"{one} {after}" for one, after in itertools.pairwise(words) if one.isdigit() and len(one) < 4
    )
    return bare
