"""An assessment held against the catalogue: a finding for each requirement, one more for each further gap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eiagen.duties import SEVERITIES, Catalogue, Check, Citation, Requirement, Rule, Severity
from eiagen.errors import problem
from eiagen.finding import Finding, Outcome, fingerprint, worst_first
from eiagen.gap_rules import RULES
from eiagen.gap_rules.grouping import Many, grouped
from eiagen.gap_rules.options import options_of
from eiagen.gap_rules.subject import Gap, Reading, Sketch, Subject
from eiagen.gap_rules.wording import on_or_in
from eiagen.loading import LoadedAssessment
from eiagen.model import in_words
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
    loaded: LoadedAssessment, catalogue: Catalogue, corpus: Sequence[Sketch] = (), *, cite_lines: bool = True
) -> tuple[Finding, ...]:
    """Findings for every requirement in force, worst first.

    A requirement that no rule serves is `not-checked`: silence is never a pass. `corpus` holds sketches of
    other assessments (`gap_rules.copied_text.sketch`), to show where text was copied from them. Messages name
    lines of the file unless `cite_lines` is False, as for readers who have a report and not the file. Raises
    `EiagenError` where the catalogue names a rule kind that isn't there or gives it options that don't fit.
    """
    line = (lambda path: loaded.file.node(path).line) if cite_lines else (lambda path: None)
    reading = Reading(loaded.assessment, catalogue, tuple(corpus), line)
    ended = _ended_at_screening(reading)
    findings: list[Finding] = []
    for requirement in catalogue.requirements:
        findings.extend(_findings(loaded, Subject(reading, requirement), ended))
    for requirement in catalogue.not_in_force:
        reason = f"its duty was not in force on {in_words(catalogue.on)}"
        note = catalogue.duties[requirement.duty].not_in_force_note
        message = f"{reason}: {note}" if note else reason
        findings.append(_whole(loaded, Subject(reading, requirement), Outcome.NOT_APPLICABLE, message))
    return tuple(worst_first(findings))


def _findings(loaded: LoadedAssessment, subject: Subject, ended: str | None) -> Iterator[Finding]:
    requirement, rules = subject.requirement, subject.catalogue.rules
    if requirement.not_applicable is not None:
        yield _whole(loaded, subject, Outcome.NOT_APPLICABLE, requirement.not_applicable)
        return
    if not requirement.in_assessment:
        message = "no rule of the catalogue checks this; a person must"
        yield _whole(loaded, subject, Outcome.NOT_CHECKED, message)
        return
    checks = [
        check
        for check in requirement.in_assessment
        if ended is None or rules[check.rule].at_screening is not None
    ]
    found: set[str] = set()
    for check in sorted(checks, key=lambda check: bool(rules[check.rule].silent_after)):
        rule = rules[check.rule]
        if not found.isdisjoint(rule.silent_after):
            continue
        severity = check.severity or rule.severity
        gaps = (_with_severity(gap, severity) for gap in _gaps(subject, rule, check))
        for gap in grouped(gaps, rule, subject.reading):
            found.add(rule.id)
            one = _many_finding if isinstance(gap, Many) else _gap_finding
            yield one(loaded, subject, rule, gap)  # type: ignore[arg-type]
    if found:
        return
    if ended is not None and len(checks) < len(requirement.in_assessment):
        yield _whole(loaded, subject, Outcome.NOT_APPLICABLE, ended)
    else:
        names = ", ".join(dict.fromkeys(check.rule for check in checks))
        yield _whole(
            loaded, subject, Outcome.ADDRESSED, f"nothing missing by the rules that check it ({names})"
        )


def _ended_at_screening(reading: Reading) -> str | None:
    """Why nothing more is asked than screening leaves open; None where a full assessment is due."""
    screening = reading.assessment.screening
    if screening is None or screening.result != "screened-out":
        return None
    decided = False
    for requirement in reading.catalogue.requirements:
        for check in requirement.in_assessment:
            rule = reading.catalogue.rules[check.rule]
            if rule.at_screening == "decides":
                decided = True
                if any(True for _ in _gaps(Subject(reading, requirement), rule, check)):
                    return None
    if not decided:
        return None
    when = f" {on_or_in(screening.date)}" if screening.date is not None else ""
    where = reading.line(("screening", "reasons"))
    at = f" on line {where}" if where is not None else ""
    return f"screened out{when}, for the reasons{at}: whether they hold is for a person to judge"


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


def _with_severity(gap: Gap, of_rule: Severity) -> Gap:
    severity = gap.severity or of_rule
    if gap.milder:
        severity = SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]
    return (
        gap if severity == gap.severity else Gap(gap.path, gap.words, gap.key, severity, checked=gap.checked)
    )


def _gap_finding(loaded: LoadedAssessment, subject: Subject, rule: Rule, gap: Gap) -> Finding:
    key = (gap.key,) if gap.key else ()
    return _of_rule(
        loaded,
        subject,
        rule,
        outcome=Outcome.GAP if gap.checked else Outcome.NOT_CHECKED,
        severity=gap.severity or rule.severity,
        message=rule.message,
        words=gap.words,
        path=gap.path,
        stands_for=(*_stable(loaded.file.values, gap.path), *key),
    )


def _many_finding(loaded: LoadedAssessment, subject: Subject, rule: Rule, many: Many) -> Finding:
    return _of_rule(
        loaded,
        subject,
        rule,
        outcome=Outcome.GAP,
        severity=many.severity,
        message=rule.message_many or rule.message,
        words=many.words,
        path=many.path,
        stands_for=(many.pattern, "many"),
    )


def _of_rule(
    loaded: LoadedAssessment,
    subject: Subject,
    rule: Rule,
    *,
    outcome: Outcome,
    severity: Severity,
    message: str,
    words: Mapping[str, str],
    path: Path,
    stands_for: tuple[str, ...],
) -> Finding:
    requirement = subject.requirement
    words = _words(subject, words)
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        outcome=outcome,
        severity=severity,
        message=_filled(rule, message, words),
        why=_why(rule, requirement),
        fix=_fix(rule, requirement),
        under=tuple(_filled(rule, field, words) for field in rule.under),
        citations=_sources(subject, rule),
        fingerprint=fingerprint((requirement.id, rule.id, *stands_for)),
        rule=rule.id,
        file=loaded.file.path,
        path=path,
        place=loaded.file.place(path),
        good_practice=requirement.good_practice,
    )


def _words(subject: Subject, of_gap: Mapping[str, str]) -> dict[str, str]:
    requirement = subject.requirement
    return {
        "requirement": requirement.id,
        "title": requirement.title,
        "asks": requirement.asks,
        "yet": "" if subject.reading.decided else " yet",
        **of_gap,
    }


# A rule without a source of its own speaks for whatever requirement it serves. A threshold of ours is always
# said to be one.


def _why(rule: Rule, requirement: Requirement) -> str:
    return rule.why if rule.basis else " ".join(filter(None, (requirement.why, rule.threshold_note)))


def _fix(rule: Rule, requirement: Requirement) -> str:
    if rule.basis:
        return " ".join(filter(None, (rule.fix, rule.threshold_note)))
    return f"{requirement.closes} {rule.fix}"


def _filled(rule: Rule, message: str, words: Mapping[str, str]) -> str:
    try:
        return message.format_map(words)
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
