"""A requirement is answered: under `considerations`, by a field, a group with an impact, a point of law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from eiagen.duties import Severity
from eiagen.gap_rules.conditions import Condition, meets_any, pattern
from eiagen.gap_rules.subject import Gap, Subject, is_blank, path_of
from eiagen.gap_rules.word_lists import finds, word_count
from eiagen.place import Path


@dataclass(frozen=True)
class Options:
    """What counts as an answer besides an entry under `considerations`."""

    finding_words: int = 8
    """Words that a finding needs at least: fewer name the subject without saying anything on it."""
    reason_words: int = 8
    """Words that the reason needs at least where it is said not to be relevant."""
    or_fields: tuple[str, ...] = ()
    """Patterns of fields; one of them with enough words (or entries) is an answer."""
    or_groups: tuple[str, ...] = ()
    """Kinds of group: one of that kind that an impact with a finding is on is an answer."""
    or_provisions: tuple[str, ...] = ()
    """Regular expressions of a provision under `law`: with its use written, it is an answer."""
    or_text: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Patterns of fields to words: one with enough text and one of its words is an answer."""
    or_impacts: tuple[Condition, ...] = ()
    """An impact with a finding that meets one of these is an answer."""
    or_combined: tuple[int, ...] = ()
    """An impact on as many characteristics together, from the first number to the second, is an answer."""
    unless_group_missing: tuple[str, ...] = ()
    """Silent where no group of these kinds is there: another rule says that."""
    unless_text_in: tuple[str, ...] = ()
    """Fields in which one of `unless_words` makes this rule silent: another says what is missing then."""
    unless_words: tuple[str, ...] = ()
    while_blank: tuple[str, ...] = ()
    """Fields as long as all of which are blank those words make it silent."""
    at: str = "considerations"
    not_yet: Severity | None = None


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where nothing answers the requirement; words: because."""
    if options.unless_group_missing and not any(
        group.kind in options.unless_group_missing for group in subject.assessment.affected_groups
    ):
        return
    if (
        _considered(subject, options)
        or _answered_elsewhere(subject, options)
        or _said_by_another_rule(subject, options)
    ):
        return
    path, because = next(
        _begun(subject, options), (path_of(options.at), "nothing is written in this assessment")
    )
    severity = None if subject.reading.decided else options.not_yet
    yield Gap(path, {"because": because}, severity=severity)


def _considered(subject: Subject, options: Options) -> bool:
    return any(
        word_count(entry.finding) >= options.finding_words
        or word_count(entry.not_relevant_because) >= options.reason_words
        for entry in subject.assessment.considerations
        if entry.requirement == subject.requirement.id
    )


def _begun(subject: Subject, options: Options) -> Iterator[tuple[Path, str]]:
    """Where an answer was begun and does not suffice, and what is wrong with it."""
    too_short = "what is written is too short to show what was found"
    for number, entry in enumerate(subject.assessment.considerations):
        if entry.requirement == subject.requirement.id:
            for name in ("finding", "not_relevant_because"):
                if not is_blank(getattr(entry, name)):
                    yield ("considerations", number, name), too_short
            yield ("considerations", number), "the entry in this assessment is empty"
    for name in options.or_fields:
        for path, value in subject.at(name):
            if isinstance(value, str) and not is_blank(value):
                yield path, too_short
    for number, point in enumerate(subject.assessment.law):
        if point.provision is not None and any(
            pattern(one).search(point.provision) for one in options.or_provisions
        ):
            yield ("law", number, "use"), f"“{point.provision}” is named, and not how or when it is used"


def _answered_elsewhere(subject: Subject, options: Options) -> bool:
    for name in options.or_fields:
        for _, value in subject.at(name):
            if isinstance(value, str):
                if word_count(value) >= options.finding_words:
                    return True
            elif not is_blank(value):
                return True
    if options.or_groups and _group_with_impact(subject, options.or_groups):
        return True
    for provision in options.or_provisions:
        for point in subject.assessment.law:
            stands = point.provision is not None and pattern(provision).search(point.provision)
            if stands and word_count(point.use) >= options.finding_words:
                return True
    for name, words in options.or_text.items():
        for _, value in subject.at(name):
            if isinstance(value, str) and word_count(value) >= options.finding_words and finds(words, value):
                return True
    if options.or_impacts and any(
        not is_blank(impact.finding) and meets_any(impact, options.or_impacts)
        for _, impact in subject.reading.impacts
    ):
        return True
    if options.or_combined:
        fewest, most = options.or_combined
        return any(
            fewest <= len(set(impact.characteristics)) <= most and not is_blank(impact.finding)
            for _, impact in subject.reading.impacts
        )
    return False


def _group_with_impact(subject: Subject, kinds: tuple[str, ...]) -> bool:
    wanted = {group.id for group in subject.assessment.affected_groups if group.kind in kinds}
    return bool(wanted) and any(
        not wanted.isdisjoint(impact.groups) and not is_blank(impact.finding)
        for _, impact in subject.reading.impacts
    )


def _said_by_another_rule(subject: Subject, options: Options) -> bool:
    if any(not is_blank(value) for name in options.while_blank for _, value in subject.at(name)):
        return False
    return any(
        isinstance(value, str) and finds(options.unless_words, value)
        for name in options.unless_text_in
        for _, value in subject.at(name)
    )
