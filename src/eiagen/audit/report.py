"""What an audit comes to: its findings worst first, counted, by duty, and the law they are about."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Protocol

from eiagen.accuracy import READ, Accuracy
from eiagen.audit.record import Audit
from eiagen.audit.room import cut_to
from eiagen.duties import SEVERITIES, Catalogue, Citation, Duty, Requirement
from eiagen.errors import Problem
from eiagen.finding import Finding, Outcome
from eiagen.model import in_words

OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.MISSTATED: "Law put wrongly",
    Outcome.GAP: "Not evidenced",
    Outcome.DISMISSED: "Dismissed",
    Outcome.MENTIONED: "Mentioned only",
    Outcome.ADDRESSED: "Addressed",
    Outcome.NOT_CHECKED: "Not checked",
    Outcome.NOT_APPLICABLE: "Does not apply",
}
"""As tables print them, the worst first."""

COUNTED = tuple(OUTCOME_WORDS)


@dataclass(frozen=True)
class DutyGroup:
    """The findings about the requirements drawn from one duty."""

    duty: Duty
    findings: tuple[Finding, ...]
    """Worst first."""

    @property
    def open(self) -> tuple[Finding, ...]:
        """Those with something to do about them."""
        return tuple(finding for finding in self.findings if finding.outcome.wants_work)

    @property
    def gaps(self) -> int:
        """How many of these are missing, or put the law wrongly."""
        return len(self.open) - self.weak

    @property
    def weak(self) -> int:
        """How many of these are there in words only: mentioned or dismissed."""
        return sum(one.outcome in (Outcome.MENTIONED, Outcome.DISMISSED) for one in self.findings)


@dataclass(frozen=True)
class AuditReport:
    """The audits of one or several documents: all that a page about them needs."""

    audits: tuple[Audit, ...]
    unread: tuple[Problem, ...] = ()
    """Why other documents that were named are not among them."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The file name of each document, after that of its folder where another has the same."""
        return self._names[: len(self.audits)]

    @property
    def not_read(self) -> tuple[tuple[str, str], ...]:
        """The name of each document that is not among them, and why."""
        reasons = (one.message for one in self.unread)
        return tuple(zip(self._names[len(self.audits) :], reasons, strict=True))

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return told_apart([*(one.document.path for one in self.audits), *(one.path for one in self.unread)])

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The title of each document, with its file name where another has the same."""
        titles = [_begins(one.document.title) for one in self.audits]
        twice = {title for title, number in Counter(titles).items() if number > 1}
        return tuple(
            f"{audit.document.title} ({name})" if title in twice else audit.document.title
            for audit, title, name in zip(self.audits, titles, self.names, strict=True)
        )

    @cached_property
    def short_labels(self) -> tuple[str, ...]:
        """The same for a narrow column."""
        titles = [(one.document.title, cut_to(one.document.title, _SHORT_TITLE)) for one in self.audits]
        return tuple(
            f"{short}{label.removeprefix(title)}"
            for (title, short), label in zip(titles, self.labels, strict=True)
        )

    @property
    def misstated(self) -> tuple[tuple[str, int], ...]:
        """Documents that put the law wrongly, and in how many statements."""
        numbers = (len(statements(one)) for one in self.audits)
        return tuple(
            (label, number) for label, number in zip(self.short_labels, numbers, strict=True) if number
        )

    @property
    def of_one_law(self) -> bool:
        """Whether all were held against the law of the same nation and the same topics."""
        return len({law_in_short(one) for one in self.audits}) == 1

    @property
    def title(self) -> str:
        """The document's title, or how many documents there are."""
        return (
            self.audits[0].document.title
            if len(self.audits) == 1
            else f"{len(self.audits)} documents held against the law"
        )

    @property
    def on(self) -> datetime.date:
        """The day as the law stood on which the documents were held against it."""
        return self.audits[0].catalogue.on

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement that any of the documents was held against."""
        every = {one.id: one for audit in self.audits for one in audit.catalogue.requirements}
        return tuple(every.values())

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Every source of law that a finding rests on, by title."""
        used = {
            source.id: source
            for audit in self.audits
            for finding in (*audit.misstatements, *audit.findings)
            for source in finding.citations
        }
        return tuple(sorted(used.values(), key=lambda source: (source.title.casefold(), source.id)))


_SHORT_TITLE = 40


def _begins(title: str) -> str:
    return cut_to(title, _SHORT_TITLE).casefold()


def told_apart(paths: Sequence[str]) -> tuple[str, ...]:
    """The last part of each path, with as much of what is before it as no other path ends in, too."""
    parts = [PurePath(path).parts or (path,) for path in paths]
    ends = Counter(one[-taken:] for one in set(parts) for taken in range(1, len(one) + 1))
    names = []
    for own in parts:
        taken = next((number for number in range(1, len(own)) if ends[own[-number:]] == 1), len(own))
        names.append(PurePath(*own[-taken:]).as_posix())
    return tuple(names)


def open_findings(audit: Audit) -> tuple[Finding, ...]:
    """The findings with something to do about them, worst first; before all, law put wrongly."""
    wanting = (finding for finding in ordered(audit.findings) if finding.outcome.wants_work)
    return (*misstated(audit), *wanting)


def misstated(audit: Audit) -> tuple[Finding, ...]:
    """Statements that put the law otherwise than the catalogue has it, worst first; each once."""
    return tuple(sorted(statements(audit), key=lambda one: SEVERITIES.index(one.severity)))


def statements(audit: Audit) -> tuple[Finding, ...]:
    """The same in reading order.

    Where several rules say the same of one sentence, the finding of the most serious stands for all.
    """
    return tuple(
        min(group, key=lambda one: SEVERITIES.index(one.severity)) for group in _by_statement(audit).values()
    )


def ids_of(audit: Audit, finding: Finding) -> tuple[str, ...]:
    """Its requirement, or each rule that says the same of the same sentence, its own first."""
    if finding.outcome is not Outcome.MISSTATED:
        return (finding.requirement,)
    group = _by_statement(audit).get(_statement(audit, finding), [])
    return tuple(dict.fromkeys((finding.requirement, *(one.requirement for one in group))))


def _by_statement(audit: Audit) -> Mapping[Hashable, list[Finding]]:
    groups: dict[Hashable, list[Finding]] = {}
    for finding in audit.misstatements:
        groups.setdefault(_statement(audit, finding), []).append(finding)
    return groups


def _statement(audit: Audit, finding: Finding) -> Hashable:
    """What two findings have alike that are one to a reader; what is marked otherwise is never one."""
    quote = " ".join(finding.quotes[0].text.split()) if finding.quotes else finding.message
    right = " ".join(finding.fix.split())
    new = audit.new is not None and finding.key in audit.new
    return (quote, finding.place, right, audit.accepted.get(finding.key), new)


def ordered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Worst first: what a duty asks before good practice, then by outcome and severity."""
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[bool, bool, int, int]:
    return (
        not finding.outcome.wants_work,
        finding.good_practice,
        SEVERITIES.index(finding.severity),
        COUNTED.index(finding.outcome),
    )


def by_duty(audit: Audit) -> tuple[DutyGroup, ...]:
    """The findings under the duty each is drawn from; the duty with the worst to do first."""
    groups: dict[str, list[Finding]] = {}
    for finding in audit.findings:
        if (requirement := audit.catalogue.requirement(finding.requirement)) is not None:
            groups.setdefault(requirement.duty, []).append(finding)
    made = [DutyGroup(audit.catalogue.duties[id], ordered(tuple(group))) for id, group in groups.items()]
    return tuple(sorted(made, key=_how_open))


def _how_open(group: DutyGroup) -> tuple[int, ...]:
    counted = Counter(finding.severity for finding in group.open if not finding.good_practice)
    return (*(-counted[severity] for severity in SEVERITIES), -len(group.open))


def to_check(audit: Audit) -> tuple[Finding, ...]:
    """Findings that a person should look at: where the audit isn't sure, and what it can't check at all."""
    return tuple(
        finding
        for finding in audit.findings
        if not finding.decided_by and (finding.certainty != "sure" or finding.outcome is Outcome.NOT_CHECKED)
    )


def counted(audit: Audit) -> Mapping[Outcome, int]:
    """How many findings of each outcome, the worst first, those that occur."""
    numbers = Counter(finding.outcome for finding in (*statements(audit), *audit.findings))
    return {outcome: numbers[outcome] for outcome in COUNTED if numbers[outcome]}


def worst_first(audits: Sequence[Audit]) -> list[tuple[int, Audit]]:
    """Each with its number from 1: those that put most law wrongly, then those that leave most out."""
    numbers = list(enumerate(audits, 1))
    numbers.sort(key=lambda one: (-len(one[1].misstatements), -counted(one[1]).get(Outcome.GAP, 0)))
    return numbers


class HeldAgainst(Protocol):
    """An audit, or whatever else was held against a law of which something may be guessed."""

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def guessed(self) -> Mapping[str, str]: ...


def law_words(audit: HeldAgainst) -> str:
    """Which law the document was held against, in a sentence."""
    catalogue = audit.catalogue
    topics = " and ".join(topic.title.lower() for topic in catalogue.topics)
    questions = f" and the questions on {topics}" if topics else ""
    day = in_words(catalogue.on)
    return f"Held against the law of {catalogue.jurisdiction.title}{questions}, as in force on {day}."


def law_in_short(audit: HeldAgainst) -> str:
    """The nation and the topics: “Scotland; prostitution”."""
    topics = ", ".join(topic.title.lower() for topic in audit.catalogue.topics)
    return "; ".join(filter(None, (audit.catalogue.jurisdiction.title, topics)))


def guess_words(audit: HeldAgainst) -> str:
    """What of that is a guess and why, in a sentence or two; empty where everything was stated."""
    catalogue, guessed = audit.catalogue, audit.guessed
    reasons = []
    if "jurisdiction" in guessed:
        reasons.append(f"{catalogue.jurisdiction.title} because {_as_reason(guessed['jurisdiction'])}")
    reasons += [
        f"{topic.title.lower()} because of {guessed[topic.id]}"
        for topic in catalogue.topics
        if topic.id in guessed
    ]
    taken = {topic.id for topic in catalogue.topics}
    left = [f"{id} ({why})" for id, why in guessed.items() if id != "jurisdiction" and id not in taken]
    said = [f"This is guessed: {'; '.join(reasons)}."] if reasons else []
    if left:
        said.append(f"Left out: {'; '.join(left)}.")
    return " ".join(said)


def _as_reason(reason: str) -> str:
    return reason if reason.startswith("the text") else f"of {reason}"


def certainty_words(finding: Finding) -> str:
    """Whether the finding can be relied on, and if not, why."""
    if finding.decided_by:
        return f"Decided by {finding.decided_by}"
    if finding.outcome is Outcome.NOT_CHECKED:
        return "Not checked: a person must look"
    if finding.certainty == "sure":
        return "Sure"
    because = f": {finding.certainty_because}" if finding.certainty_because else ""
    return f"For a person to check{because}"


class Trusted(Protocol):
    """An audit, or whatever else rests on the findings of one."""

    @property
    def accuracy(self) -> Accuracy | None: ...


def trust_words(audit: Trusted, *, short: bool = False) -> str:
    """How right the audit has been measured to be, on what and when, in a sentence or two."""
    if audit.accuracy is None:
        return f"How right audits of that kind were measured to be is not recorded with this one. {READ}"
    return audit.accuracy.in_short if short else audit.accuracy.sentence


def trust_on_a_page(audit: Trusted) -> str:
    """The same for a front page, where there is room for the figures of one set."""
    return trust_words(audit) if audit.accuracy is None else audit.accuracy.for_a_page


def by_requirement(audits: Sequence[Audit]) -> tuple[tuple[Requirement, tuple[Finding | None, ...]], ...]:
    """For each requirement what each document shows; None where it was not asked of that document."""
    found = [{finding.requirement: finding for finding in audit.findings} for audit in audits]
    every = AuditReport(tuple(audits)).requirements
    return tuple((one, tuple(findings.get(one.id) for findings in found)) for one in every)


def most_often_missing(report: AuditReport) -> tuple[tuple[Requirement, int], ...]:
    """Requirements that are not evidenced in some document, and in how many; most often first."""
    numbers = Counter(
        finding.requirement
        for audit in report.audits
        for finding in audit.findings
        if finding.outcome is Outcome.GAP
    )
    missing = [(one, numbers[one.id]) for one in report.requirements if numbers[one.id]]
    return tuple(sorted(missing, key=lambda each: (-each[1], SEVERITIES.index(each[0].severity))))


def open_somewhere(report: AuditReport) -> tuple[Requirement, ...]:
    """Requirements with something to do about them in one of the documents."""
    wanting = {finding.requirement for audit in report.audits for finding in open_findings(audit)}
    return tuple(one for one in report.requirements if one.id in wanting)
