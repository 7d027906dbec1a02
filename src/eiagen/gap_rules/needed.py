"""Something is needed once in the assessment: a field, or an item of a list that meets a condition."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from eiagen.duties import Severity
from eiagen.gap_rules.conditions import Condition, meets, meets_any
from eiagen.gap_rules.options import NOTHING, RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, path_of, value_of
from eiagen.gap_rules.wording import listed
from eiagen.model import last_day


class Options(RuleOptions):
    """What is needed, when it is, and what else would do."""

    any_of: tuple[str, ...] = ()
    """Patterns of fields; one of them written is enough."""
    all_of: tuple[str, ...] = ()
    """Fields each of which is needed; each that is missing is a gap of its own."""
    item: str = ""
    """Pattern of items one of which must meet `item_is`."""
    item_is: tuple[Condition, ...] = ()
    only_if: tuple[Condition, ...] = ()
    """The assessment must meet one of these, or nothing is needed."""
    unless: tuple[Condition, ...] = ()
    """Any of these lets it off."""
    unless_item: str = ""
    """Pattern of items one of which, where it meets `unless_item_is`, lets it off."""
    unless_item_is: tuple[Condition, ...] = ()
    once_decided: bool = False
    """Nothing is needed before the decision."""
    unless_planned: str = ""
    """A day that lies ahead and lets it off: it will be done then."""
    not_yet: Severity | None = None
    """Severity before the decision has been taken."""
    worse: Severity | None = None
    worse_if: tuple[Condition, ...] = ()
    """Severity where the assessment meets one of these."""
    at: str = ""
    """Field to point at, where it isn't the first named."""
    names: Mapping[str, str] = NOTHING
    """What to call fields in the message."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap for what is missing; words: missing."""
    if not _is_needed(subject, options):
        return
    severity = _severity(subject, options)
    for name in options.all_of:
        if all(is_blank(value) for _, value in subject.at(name)):
            yield Gap(path_of(name), {"missing": _name(name, options)}, key=name, severity=severity)
    if not (options.any_of or options.item):
        return
    for name in options.any_of:
        if any(not is_blank(value) for _, value in subject.at(name)):
            return
    if options.item and any(
        item is not None and (not options.item_is or meets_any(item, options.item_is))
        for _, item in subject.at(options.item)
    ):
        return
    at = options.at or (*options.any_of, options.item)[0]
    names = dict.fromkeys(
        _name(name, options) for name in (*options.any_of, *([options.item] if options.item else []))
    )
    missing = listed(names, "or")
    yield Gap(path_of(at), {"missing": missing}, severity=severity)


def _is_needed(subject: Subject, options: Options) -> bool:
    if options.once_decided and not subject.reading.decided:
        return False
    if options.only_if and not meets_any(subject.assessment, options.only_if):
        return False
    if options.unless and meets_any(subject.assessment, options.unless):
        return False
    if options.unless_planned:
        day = value_of(subject.assessment, options.unless_planned)
        if isinstance(day, datetime.date) and last_day(day) > subject.on:
            return False
    return not options.unless_item or not any(
        item is not None and meets_any(item, options.unless_item_is)
        for _, item in subject.at(options.unless_item)
    )


def _severity(subject: Subject, options: Options) -> Severity | None:
    if options.worse_if and any(meets(subject.assessment, one) for one in options.worse_if):
        return options.worse
    return None if subject.reading.decided else options.not_yet


def _name(name: str, options: Options) -> str:
    return options.names.get(name, name.rpartition(".")[2].replace("_", " "))
