"""A requirement is answered: under `considerations`, by a field, a group with an impact, a point of law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eiagen.duties import Severity
from eiagen.gap_rules import coverage
from eiagen.gap_rules.conditions import Condition, meets_any, pattern
from eiagen.gap_rules.options import NOTHING, RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, path_of
from eiagen.gap_rules.word_lists import finds, sentences, starts, word_count
from eiagen.gap_rules.wording import on_lines
from eiagen.place import Path

_CONCRETE = r"\d|\b(annual|month|week|quarter|year|each|every|already|now|by (the|a|an|our))\w*"


class Options(RuleOptions):
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
    or_text: Mapping[str, tuple[str, ...]] = NOTHING
    """Patterns of fields to words: one with enough text and one of its words is an answer."""
    or_impacts: tuple[Condition, ...] = ()
    """An impact with a finding that meets one of these is an answer."""
    or_combined: int = 0
    """An impact on so many characteristics together, or more, is an answer."""
    unless_group_missing: tuple[str, ...] = ()
    """Silent where no group of these kinds is there: another rule says that."""
    mentions: tuple[str, ...] = ()
    """Words that show where other parts speak of it: that is no answer, but makes it less severe."""
    promises: tuple[str, ...] = (
        r"\b(will|shall|would|could|may|might)\s+((also|then|be|further|need to|continue to)\s+)*"
        r"(consider|look|explore|seek|aim|try|ensure|address|review|take|have regard|bear in mind|monitor)",
        r"\b(needs?|ha(s|ve)|ought) to be\b|\b(we|it|council|force|staff) (needs?|ought) to\b|\bshould\b",
        r"\bto be (considered|addressed|reviewed|agreed|developed|looked at|explored|arranged|provided)\b",
        r"\b(intend|plan|aim|hope|propose)s? to\b|\bit is (intended|planned|hoped|proposed)\b",
    )
    """Regular expressions of a sentence that promises something without saying that it is done."""
    promise_words: int = 40
    """Fewer words than this, all of them promises and no figure or day among them, are no answer."""
    at: str = "considerations"
    not_yet: Severity | None = None


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where nothing answers the requirement; words: because, field (where the answer is written)."""
    if options.unless_group_missing and not any(
        group.kind in options.unless_group_missing for group in subject.assessment.affected_groups
    ):
        return
    if _considered(subject, options) or _answered_elsewhere(subject, options):
        return
    path, because, mentioned = _what_is_there(subject, options)
    severity = None if subject.reading.decided else options.not_yet
    own = f"considerations.finding (requirement: {subject.requirement.id})"
    words = {"because": because, "field": next(iter(options.or_fields), own).replace(".*", "")}
    yield Gap(path, words, severity=severity, milder=mentioned)


def _what_is_there(subject: Subject, options: Options) -> tuple[Path, str, bool]:
    """Where to point, what is wrong there, and whether other parts speak of it."""
    begun = next(_begun(subject, options), None)
    if begun is not None:
        return *begun, False
    at = path_of(options.at)
    lines = [
        subject.reading.line(path)
        for path, text in subject.reading.texts_with(starts(options.mentions))
        if finds(options.mentions, text)
    ]
    if not lines:
        return at, "this assessment has no entry of its own", False
    where = on_lines(lines, 6)
    there = f"mentioned on {where}" if where else "mentioned elsewhere"
    because = f"this assessment has no entry of its own; it is {there}, not drawn together"
    return at, because, True


def _is_answer(text: str | None, least: int, options: Options) -> bool:
    return word_count(text) >= least and not _is_promise(text or "", options)


def _is_promise(text: str, options: Options) -> bool:
    if word_count(text) >= options.promise_words or pattern(_CONCRETE).search(text):
        return False
    return all(any(pattern(one).search(each) for one in options.promises) for each in sentences(text))


def _considered(subject: Subject, options: Options) -> bool:
    return any(
        _is_answer(entry.finding, options.finding_words, options)
        or word_count(entry.not_relevant_because) >= options.reason_words
        for entry in subject.assessment.considerations
        if entry.requirement == subject.requirement.id
    )


def _begun(subject: Subject, options: Options) -> Iterator[tuple[Path, str]]:
    """Where an answer was begun and does not suffice, and what is wrong with it."""

    def lacking(text: str) -> str:
        if _is_promise(text, options):
            return "something is promised or called for, and not yet said to be done"
        return "what is written is too short to show what was found"

    for number, entry in enumerate(subject.assessment.considerations):
        if entry.requirement == subject.requirement.id:
            for name in ("finding", "not_relevant_because"):
                if not is_blank(text := getattr(entry, name)):
                    yield ("considerations", number, name), lacking(text)
            yield ("considerations", number), "the entry in this assessment is empty"
    for name in options.or_fields:
        for path, value in subject.at(name):
            if isinstance(value, str) and not is_blank(value):
                yield path, lacking(value)
    for number, point in enumerate(subject.assessment.law):
        if point.provision is not None and any(
            pattern(one).search(point.provision) for one in options.or_provisions
        ):
            yield ("law", number, "use"), f"“{point.provision}” is named, and not how or when it is used"


def _answered_elsewhere(subject: Subject, options: Options) -> bool:
    for name in options.or_fields:
        for _, value in subject.at(name):
            if isinstance(value, str):
                if _is_answer(value, options.finding_words, options):
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
        meets_any(impact, options.or_impacts) and coverage.covers(impact)
        for _, impact in subject.reading.impacts
    ):
        return True
    return options.or_combined > 0 and any(
        impact.combined is True
        and len(set(impact.characteristics)) >= options.or_combined
        and coverage.covers(impact)
        for _, impact in subject.reading.impacts
    )


def _group_with_impact(subject: Subject, kinds: tuple[str, ...]) -> bool:
    wanted = {group.id for group in subject.assessment.affected_groups if group.kind in kinds}
    return bool(wanted) and any(
        not wanted.isdisjoint(impact.groups) and coverage.covers(impact)
        for _, impact in subject.reading.impacts
    )
