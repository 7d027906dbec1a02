"""A field says something about certain things."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.duties import Severity
from eiagen.gap_rules.conditions import Condition, meets_any
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, path_of
from eiagen.gap_rules.word_lists import finds


class Options(RuleOptions):
    """The field, and the words one of which it should hold."""

    field: str
    words: tuple[str, ...]
    not_yet: Severity | None = None
    unless: tuple[Condition, ...] = ()
    """Any of these lets the assessment off."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where the field is empty or speaks of other things only; words: because."""
    if meets_any(subject.assessment, options.unless):
        return
    texts = [value for _, value in subject.at(options.field) if isinstance(value, str)]
    if any(finds(options.words, text) for text in texts):
        return
    written = any(text.strip() for text in texts)
    because = "those that are named are about other things" if written else "none is named"
    yield Gap(
        path_of(options.field),
        {"because": because},
        severity=None if subject.reading.decided else options.not_yet,
    )
