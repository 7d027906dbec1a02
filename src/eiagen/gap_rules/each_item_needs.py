"""Each item of a list, or each that meets a condition, needs certain fields."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from eiagen.duties import Severity
from eiagen.gap_rules.conditions import Condition, holds, meets_any
from eiagen.gap_rules.options import NOTHING, RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, reader, value_of
from eiagen.gap_rules.word_lists import word_count
from eiagen.gap_rules.wording import called, listed
from eiagen.model import last_day
from eiagen.place import Path


class Options(RuleOptions):
    """`needs_all` lists fields that must each be written; of `needs_any` one is enough."""

    items: str
    """Pattern of the items: "evidence_gaps.*"; or one group: "screening"."""
    needs_all: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    needs_words: Mapping[str, int] = NOTHING
    """Field to the number of words it needs at least."""
    needs_count: Mapping[str, int] = NOTHING
    """Field to the number of entries it needs at least."""
    needs_value: Condition = NOTHING
    """Field to the values one of which it needs."""
    when: tuple[Condition, ...] = ()
    """Any of these makes an item count; all count where there is none."""
    unless: tuple[Condition, ...] = ()
    """Any of these lets an item off."""
    only_if: tuple[Condition, ...] = ()
    """The same for the whole assessment: none counts unless one of these is met."""
    only_if_written: str = ""
    """Pattern of a field: where it is blank throughout, another rule says so."""
    only_those_in: str = ""
    """Pattern of ids: only items with one of these count."""
    but_those_in: str = ""
    """Pattern of ids: items with one of these don't count."""
    if_some_have: tuple[str, ...] = ()
    """Fields of `needs_all` that are asked for only where some item has them: else another rule says so."""
    once_for: str = ""
    """A field: of several items that say the same there, the first alone is told of."""
    once_past: str = ""
    """A day of the item: while it lies ahead the item doesn't count yet."""
    spared: tuple[Condition, ...] = ()
    """Items that are let off where another has what is needed."""
    names: Mapping[str, str] = NOTHING
    """What to call fields in the message: {"due": "day"}."""
    not_yet: Severity | None = None
    """Severity before the decision has been taken."""
    milder: Severity | None = None
    milder_when: tuple[Condition, ...] = ()
    """Severity of items that meet one of these."""
    words: Mapping[str, str] = NOTHING
    milder_words: Mapping[str, str] = NOTHING
    """Further words for the message, and for that of the milder ones."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each item that lacks what it needs; words: item, missing, total, and those of the options."""
    if options.only_if and not meets_any(subject.assessment, options.only_if):
        return
    if options.only_if_written and all(is_blank(value) for _, value in subject.at(options.only_if_written)):
        return
    items = list(_items(subject, options))
    needed = [
        (name, reader(name))
        for name in options.needs_all
        if name not in options.if_some_have or any(not is_blank(value_of(item, name)) for _, item in items)
    ]
    any_of = [reader(name) for name in options.needs_any]
    severity = None if subject.reading.decided else options.not_yet
    found = []
    told: dict[tuple[str, ...], tuple[str, Path]] = {}
    enough = False
    for path, item in items:
        missing = [name for name, read in needed if is_blank(read(item))]
        if any_of and all(is_blank(read(item)) for read in any_of):
            missing.append(" or ".join(options.needs_any))
        if options.needs_words or options.needs_count or options.needs_value:  # which few rules have
            missing += _short_of(item, options)
        if not missing:
            enough = True
            continue
        key = tuple(missing)
        if key not in told:
            names = listed(options.names.get(name, _plain(name)) for name in missing)
            told[key] = names, tuple(missing[0].partition(" ")[0].partition(".*")[0].split("."))
        what, field_path = told[key]
        milder = bool(options.milder_when) and meets_any(item, options.milder_when)
        words = {
            "item": called(item),
            "missing": what,
            "total": str(len(items)),
            **(options.milder_words if milder else options.words),
        }
        spared = bool(options.spared) and meets_any(item, options.spared)
        gap = Gap((*path, *field_path), words, severity=options.milder if milder else severity)
        found.append((spared, gap))
    for spared, gap in found:
        if spared and enough:
            continue
        enough = enough or spared  # once is enough for those that could be let off
        yield gap


def _items(subject: Subject, options: Options) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    named = _ids(subject, options.only_those_in)
    left_out = _ids(subject, options.but_those_in)
    when, unless, past, on = options.when, options.unless, options.once_past, subject.on
    seen = set()
    for path, item in subject.at(options.items):
        if item is None or (when and not meets_any(item, when)) or (unless and meets_any(item, unless)):
            continue
        if past and _lies_ahead(value_of(item, past), on):
            continue
        if options.only_those_in and item.id not in named:
            continue
        if options.but_those_in and item.id in left_out:
            continue
        if options.once_for:
            same = subject.reading.normal(value_of(item, options.once_for) or "")
            if same and same in seen:
                continue
            seen.add(same)
        yield path, item


def _ids(subject: Subject, pattern: str) -> set[str]:
    return {value for _, value in subject.at(pattern) if isinstance(value, str)} if pattern else set()


def _lies_ahead(day: object, on: datetime.date) -> bool:
    return isinstance(day, datetime.date) and last_day(day) >= on


def _short_of(item: Any, options: Options) -> Iterator[str]:
    for name, least in options.needs_words.items():
        if word_count(value_of(item, name)) < least:
            yield name
    for name, least in options.needs_count.items():
        if len(value_of(item, name) or ()) < least:
            yield name
    for name, values in options.needs_value.items():
        if not holds(value_of(item, name), values):
            yield name


def _plain(name: str) -> str:
    return " or ".join(one.rpartition(".")[2].replace("_", " ") for one in name.split(" or "))
