"""An assessment held against the catalogue: a finding for each requirement, one more for each further gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from eiagen.duties import Catalogue, Check, Citation, Requirement, Rule
from eiagen.errors import problem
from eiagen.finding import Finding, Outcome, fingerprint, worst_first
from eiagen.gap_rules import RULES
from eiagen.gap_rules.options import options_of
from eiagen.gap_rules.subject import Gap, Reading, Sketch, Subject
from eiagen.loading import LoadedAssessment
from eiagen.place import Path

_NAMES = (
    "title",
    "name",
    "what",
    "measure",
    "action",
    "view",
    "question",
    "provision",
    "right",
    "requirement",
)


def check(
    loaded: LoadedAssessment, catalogue: Catalogue, corpus: Sequence[Sketch] = ()
) -> tuple[Finding, ...]:
    """Findings for every requirement in force, worst first.

    A requirement that no rule serves is `not-checked`: silence is never a pass. `corpus` holds sketches of
    other assessments (`gap_rules.copied_text.sketch`), to show where text was copied from them. Raises
    `EiagenError` where the catalogue names a rule kind that isn't there or gives it options that don't fit.
    """
    reading = Reading(loaded.assessment, catalogue, tuple(corpus))
    findings: list[Finding] = []
    for requirement in catalogue.requirements:
        findings.extend(_findings(loaded, Subject(reading, requirement)))
    return tuple(worst_first(findings))


def _findings(loaded: LoadedAssessment, subject: Subject) -> Iterator[Finding]:
    requirement = subject.requirement
    if requirement.not_applicable is not None:
        yield _whole(loaded, subject, Outcome.NOT_APPLICABLE, requirement.not_applicable)
        return
    if not requirement.in_assessment:
        message = "no rule of the catalogue checks this; a person must"
        yield _whole(loaded, subject, Outcome.NOT_CHECKED, message)
        return
    found = False
    for check in requirement.in_assessment:
        rule = subject.catalogue.rules[check.rule]
        for gap in _gaps(subject, rule, check):
            found = True
            yield _gap_finding(loaded, subject, rule, check, gap)
    if not found:
        rules = ", ".join(check.rule for check in requirement.in_assessment)
        yield _whole(
            loaded, subject, Outcome.ADDRESSED, f"nothing missing by the rules that check it ({rules})"
        )


def _gaps(subject: Subject, rule: Rule, check: Check) -> Iterator[Gap]:
    kind = RULES.get(rule.kind)
    if kind is None:
        there = ", ".join(RULES)
        raise problem(rule.id, f"the rule names a kind “{rule.kind}” that is not there; there are: {there}")
    try:
        options = options_of(kind.options, {**rule.options, **check.options})
    except ValueError as error:
        raise problem(rule.id, f"the options do not fit the kind “{rule.kind}”: {error}") from None
    return kind.find(subject, options)


def _gap_finding(loaded: LoadedAssessment, subject: Subject, rule: Rule, check: Check, gap: Gap) -> Finding:
    requirement = subject.requirement
    words = {
        "requirement": requirement.id,
        "title": requirement.title,
        "asks": requirement.asks,
        "yet": "" if subject.reading.decided else " yet",
        **gap.words,
    }
    key = (gap.key,) if gap.key else ()
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        outcome=Outcome.GAP,
        severity=gap.severity or check.severity or rule.severity,
        message=_filled(rule, words),
        why=_why(rule, requirement),
        fix=_fix(rule, requirement),
        citations=_sources(subject, rule),
        fingerprint=fingerprint((requirement.id, rule.id, *_stable(loaded.file.values, gap.path), *key)),
        rule=rule.id,
        file=loaded.file.path,
        path=gap.path,
        place=loaded.file.place(gap.path),
        good_practice=requirement.good_practice,
    )


# A rule without a source of its own speaks for whatever requirement it serves. A threshold of ours is always
# said to be one.


def _why(rule: Rule, requirement: Requirement) -> str:
    return rule.why if rule.basis else " ".join(filter(None, (requirement.why, rule.threshold_note)))


def _fix(rule: Rule, requirement: Requirement) -> str:
    if rule.basis:
        return " ".join(filter(None, (rule.fix, rule.threshold_note)))
    return f"{requirement.closes} {rule.fix}"


def _filled(rule: Rule, words: dict[str, str]) -> str:
    try:
        return rule.message.format_map(words)
    except KeyError as error:
        raise problem(rule.id, f"its message uses {error}, which its kind does not give") from None
    except (ValueError, IndexError, AttributeError):
        raise problem(rule.id, "a brace in its message is not closed, or stands for no name") from None


def _sources(subject: Subject, rule: Rule) -> tuple[Citation, ...]:
    if rule.basis:
        return tuple(subject.catalogue.citations[one] for one in rule.basis)
    return tuple(subject.catalogue.sources(subject.requirement))


def _whole(loaded: LoadedAssessment, subject: Subject, outcome: Outcome, message: str) -> Finding:
    requirement = subject.requirement
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        outcome=outcome,
        severity=requirement.severity,
        message=message,
        citations=tuple(subject.catalogue.sources(requirement)),
        fingerprint=fingerprint((requirement.id, outcome)),
        file=loaded.file.path,
        good_practice=requirement.good_practice,
    )


def _stable(values: Any, path: Path) -> Iterator[str]:
    """The path with names for numbers where items have them, so that moving an item changes nothing."""
    for step in path:
        if isinstance(step, int):
            items = values if isinstance(values, tuple) else ()
            values = items[step] if step < len(items) else None
            yield _stable_name(items, step)
        else:
            values = values.get(step) if isinstance(values, dict) else None
            yield step


def _stable_name(items: tuple[Any, ...], number: int) -> str:
    if number >= len(items):
        return str(number)
    name = _own_name(items[number])
    if name is None:
        return str(number)
    twins = sum(_own_name(item) == name for item in items[:number])
    return f"{name}#{twins}" if twins else name


def _own_name(item: Any) -> str | None:
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return None
    for name in ("id", *_NAMES):
        if isinstance(item.get(name), str):
            return str(item[name])
    # An impact without an id is known by what it is on.
    about = [item.get("aim"), *(item.get("characteristics") or ()), *(item.get("groups") or ())]
    return "|".join(str(one) for one in about if one) or None
