"""Each item of a list, or each that meets a condition, needs certain fields."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from eiagen.duties import Severity
from eiagen.gap_rules.conditions import Condition, holds, meets_any
from eiagen.gap_rules.subject import Gap, Subject, is_blank, value_of
from eiagen.gap_rules.word_lists import word_count
from eiagen.gap_rules.wording import called, listed
from eiagen.model import last_day


@dataclass(frozen=True)
class Options:
    """`needs_all` lists fields that must each be written; of `needs_any` one is enough."""

    items: str
    """Pattern of the items: "evidence_gaps.*"; or one group: "screening"."""
    needs_all: tuple[str, ...] = ()
    needs_any: tuple[str, ...] = ()
    needs_words: Mapping[str, int] = field(default_factory=dict)
    """Field to the number of words it needs at least."""
    needs_count: Mapping[str, int] = field(default_factory=dict)
    """Field to the number of entries it needs at least."""
    needs_value: Condition = field(default_factory=dict)
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
    names: Mapping[str, str] = field(default_factory=dict)
    """What to call fields in the message: {"due": "day"}."""
    not_yet: Severity | None = None
    """Severity before the decision has been taken."""
    milder: Severity | None = None
    milder_when: tuple[Condition, ...] = ()
    """Severity of items that meet one of these."""
    words: Mapping[str, str] = field(default_factory=dict)
    milder_words: Mapping[str, str] = field(default_factory=dict)
    """Further words for the message, and for that of the milder ones."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each item that lacks what it needs; words: item, missing, total, and those of the options."""
    if options.only_if and not meets_any(subject.assessment, options.only_if):
        return
    if options.only_if_written and all(is_blank(value) for _, value in subject.at(options.only_if_written)):
        return
    items = list(_items(subject, options))
    needed = tuple(
        name
        for name in options.needs_all
        if name not in options.if_some_have or any(not is_blank(value_of(item, name)) for _, item in items)
    )
    severity = None if subject.reading.decided else options.not_yet
    found = []
    enough = False
    for path, item in items:
        missing = list(_missing(item, needed, options))
        if not missing:
            enough = True
            continue
        milder = bool(options.milder_when) and meets_any(item, options.milder_when)
        words = {
            "item": called(item),
            "missing": listed(options.names.get(name, _plain(name)) for name in missing),
            "total": str(len(items)),
            **(options.milder_words if milder else options.words),
        }
        field_path = tuple(missing[0].partition(" ")[0].partition(".*")[0].split("."))
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
    seen = set()
    for path, item in subject.at(options.items):
        if item is None or not _counts(item, options, subject.on):
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


def _counts(item: object, options: Options, on: datetime.date) -> bool:
    if options.when and not meets_any(item, options.when):
        return False
    if options.unless and meets_any(item, options.unless):
        return False
    if options.once_past:
        day = value_of(item, options.once_past)
        return not (isinstance(day, datetime.date) and last_day(day) >= on)
    return True


def _missing(item: Any, needed: tuple[str, ...], options: Options) -> Iterator[str]:
    for name in needed:
        if is_blank(value_of(item, name)):
            yield name
    if options.needs_any:
        for name in options.needs_any:
            if not is_blank(value_of(item, name)):
                break
        else:
            yield " or ".join(options.needs_any)
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
