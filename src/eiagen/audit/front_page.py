"""The front page of an audit: a topic's questions, answered from the findings, or what is missing by duty.

A chief officer reads this page and perhaps no other: it is one page, whatever the document is called and
however much is missing, and whatever is missing has its name there, as far as a page can hold that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from eiagen.audit.record import Audit, where
from eiagen.audit.report import (
    COUNTED,
    OUTCOME_WORDS,
    AuditReport,
    by_duty,
    law_in_short,
    open_findings,
    ordered,
    to_check,
    worst_first,
)
from eiagen.audit.room import PAGE, TITLE, cut_to, note_height, row_height, title_height
from eiagen.counted import count_of
from eiagen.duties import SEVERITIES
from eiagen.finding import Finding, Outcome

# A page is all there is. Whole quotes, and everything that was searched for, stand with each requirement.
_MOST_NAMED = 2
_LONGEST_SEARCHED = 44
_LONGEST_QUOTE, _MIDDLING_QUOTE, _SHORT_QUOTE = 85, 54, 40
_MANY = 14
"""More open questions than this have to do with short quotes: one line each is left for them."""

_TITLE_IN_LIST = 60
_AROUND_LIST = 158
"""What the subtitle, the heading and the head of the table take where several documents are told of."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Part:
    """What an answer says of the requirements with one outcome."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    """Worst first."""
    of: int
    """How many requirements the question has."""
    room: int
    """How many letters of a quote there is room for."""

    @property
    def to_check(self) -> bool:
        """Whether a person has to look at one of them."""
        return any(one.certainty != "sure" and not one.decided_by for one in self.findings)

    @property
    def said(self) -> str:
        """Which requirements, and what shows it."""
        return "; ".join(filter(None, (self.names, self.shown))) or "a person must look"

    @property
    def names(self) -> str:
        """Which of the question's requirements; empty where it is all of them."""
        if len(self.findings) == self.of:
            return ""
        if len(self.findings) > _MOST_NAMED:
            return f"{len(self.findings)} of {self.of}"
        return "; ".join(one.title for one in self.findings)

    @property
    def shown(self) -> str:
        """A quote with its place; where there is none, what was searched for, something of each."""
        if self.outcome is Outcome.ADDRESSED:
            return ""
        for finding in self.findings:
            if finding.quotes:
                return quoted(finding, self.room)
        words = _searched(self.findings)
        return f"searched for {words}" if words else ""


@dataclass(frozen=True)
class Answer:
    """A question and the findings that answer it."""

    title: str
    findings: tuple[Finding, ...]
    """Worst first; without those that do not apply."""
    room: int = _LONGEST_QUOTE

    @property
    def open(self) -> bool:
        """Whether there is something to do about it, or nobody knows."""
        return any(one.outcome is not Outcome.ADDRESSED for one in self.findings)

    @property
    def marked(self) -> str:
        """Its title, with a star where a person has still to check an answer."""
        return f"{self.title}{'*' if any(part.to_check for part in self.parts) else ''}"

    @property
    def text(self) -> str:
        """As it reads, for its length."""
        return " ".join(f"{OUTCOME_WORDS[part.outcome]}*: {part.said}." for part in self.parts)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was found, one part for each outcome, the worst first."""
        groups = [(outcome, [one for one in self.findings if one.outcome is outcome]) for outcome in COUNTED]
        given = [(outcome, tuple(group)) for outcome, group in groups if group]
        room = self.room if len(given) == 1 else min(self.room, _MIDDLING_QUOTE)
        return tuple(Part(outcome, group, len(self.findings), room) for outcome, group in given)


def answers(audit: Audit) -> tuple[Answer, ...]:
    """Every question of the topics with its answer, the worst first; none where no topic has a list.

    A question of which nothing is in force, or nothing applies, is left out.
    """
    found = {finding.requirement: finding for finding in audit.findings}
    made = []
    for topic in audit.catalogue.topics:
        for question in topic.front_page:
            findings = (found[id] for id in question.requirements if id in found)
            applying = tuple(one for one in findings if one.outcome is not Outcome.NOT_APPLICABLE)
            if applying:
                made.append(Answer(question.title, ordered(applying)))
    many = sum(answer.open for answer in made) > _MANY
    return tuple(
        replace(answer, room=_SHORT_QUOTE if many else _LONGEST_QUOTE)
        for answer in sorted(made, key=_how_bad)
    )


@dataclass(frozen=True)
class DutyRow:
    """What is missing of one duty: requirements by outcome, the worst outcome first."""

    duty: str
    missing: tuple[tuple[Outcome, tuple[str, ...]], ...]
    """Each requirement by its title."""

    @property
    def text(self) -> str:
        """As it reads, for its length."""
        return " ".join(f"{OUTCOME_WORDS[outcome]}: {'; '.join(names)}." for outcome, names in self.missing)


@dataclass(frozen=True)
class ByDuty:
    """What the front page says of an audit whose topics have no questions."""

    rows: tuple[DutyRow, ...]
    more: int
    """Requirements that are missing and for which the page has no room: the least serious."""
    addressed: tuple[str, ...]
    """Titles."""
    more_addressed: int
    roomy: bool
    """Whether there is room for a heading."""


def short_title(title: str) -> str:
    """A document's title, or as much of it as there is room for."""
    return cut_to(title, TITLE)


_LEFT, _RIGHT = 0.27, 0.73
"""The shares of the two columns of the table, whatever it is about."""
_HEAD_OF_TABLE = 24
_HEADINGS = 160
"""What the subtitle and the heading take, and larger type under them."""


def missing_by_duty(audit: Audit, *texts: str) -> ByDuty:
    """What the page can name beside its title and other texts, which stand in paragraphs of their own.

    Where not all of it fits, the headings go first, then duties with one gap share a row, then what is
    addressed goes, then the least serious gaps.
    """
    room = _room(audit, texts)
    missing = [one for one in open_findings(audit) if one.outcome is not Outcome.MISSTATED]
    unsure = {one.requirement for one in to_check(audit)}
    addressed = [
        _starred(one.title, one, unsure) for one in audit.findings if one.outcome is Outcome.ADDRESSED
    ]
    whole = ByDuty(_duty_rows(audit, missing), 0, tuple(addressed), 0, roomy=True)
    if _height(whole) <= room - _HEADINGS:
        return whole
    for page in _shorter(audit, missing, addressed):
        if _height(page) <= room:
            break
    return page


def answers_shown(
    audit: Audit, opened: Sequence[Answer], others: Sequence[str], *texts: str
) -> tuple[Answer, ...]:
    """The open questions that the page can answer; quotes are shorter, the last first, as far as need be.

    The questions after these it only names. `others` are what else stands in rows of the table, and `texts`
    in paragraphs of their own.
    """
    room = _room(audit, texts) - sum(row_height(((text, _RIGHT),)) for text in others)
    long = tuple(replace(one, room=_LONGEST_QUOTE) for one in opened)
    short = tuple(replace(one, room=_SHORT_QUOTE) for one in opened)
    for whole in range(len(opened), -1, -1):
        shown = (*long[:whole], *short[whole:])
        if _height_of_answers(shown) <= room:
            return shown
    for number in range(len(opened) - 1, 0, -1):
        left = row_height((("; ".join(one.title for one in opened[number:]), _RIGHT),))
        if _height_of_answers(shown[:number]) + left <= room:
            return shown[:number]
    return ()


def _height_of_answers(answers: Sequence[Answer]) -> float:
    return sum(row_height(((one.title, _LEFT), (one.text, _RIGHT))) for one in answers)


def title_in_list(audit: Audit) -> str:
    """A document's title in a list of several."""
    return cut_to(audit.document.title, _TITLE_IN_LIST)


def documents_named(report: AuditReport, *texts: str) -> int:
    """How many of several documents the page can tell of beside some texts in paragraphs of their own."""
    room = PAGE - title_height(report.title) - sum(map(note_height, texts)) - _AROUND_LIST
    wide, law = (0.52, 0.0) if report.of_one_law else (0.34, 0.18)
    for number, (at, audit) in enumerate(worst_first(report.audits)):
        cells = [(f"{title_in_list(audit)} {report.names[at - 1]}", wide)]
        if law:
            cells.append((law_in_short(audit), law))
        room -= row_height(cells)
        if room < (0 if number == len(report.audits) - 1 else note_height("And more")):
            return number
    return len(report.audits)


def _room(audit: Audit, texts: Sequence[str]) -> float:
    """What a title, some paragraphs and the head of a table leave of the page for its rows."""
    title = title_height(short_title(audit.document.title))
    return PAGE - title - sum(map(note_height, texts)) - _HEAD_OF_TABLE


def _shorter(audit: Audit, missing: list[Finding], addressed: list[str]) -> Iterator[ByDuty]:
    every = tuple(addressed)
    yield ByDuty(_duty_rows(audit, missing), 0, every, 0, roomy=False)
    rows = _together(_duty_rows(audit, missing))
    for kept in range(len(every), -1, -1):
        yield ByDuty(rows, 0, every[:kept], len(every) - kept, roomy=False)
    for kept in range(len(missing) - 1, 0, -1):
        rows = _together(_duty_rows(audit, missing[:kept]))
        yield ByDuty(rows, len(missing) - kept, (), len(every), roomy=False)


def _duty_rows(audit: Audit, missing: Sequence[Finding]) -> tuple[DutyRow, ...]:
    """Some findings under their duties."""
    wanted = {one.requirement for one in missing}
    unsure = {one.requirement for one in to_check(audit)}
    rows = []
    for group in by_duty(audit):
        own = [one for one in group.findings if one.requirement in wanted]
        names = [
            (outcome, tuple(_starred(_named(one), one, unsure) for one in own if one.outcome is outcome))
            for outcome in COUNTED
        ]
        if own:
            rows.append(DutyRow(group.duty.title, tuple(each for each in names if each[1])))
    return tuple(rows)


def _starred(name: str, finding: Finding, unsure: Collection[str]) -> str:
    """The name, with a star where a person has still to check the finding."""
    return f"{name}*" if finding.requirement in unsure else name


def _together(rows: tuple[DutyRow, ...]) -> tuple[DutyRow, ...]:
    """The rows, with those of a single requirement in one at the end."""
    single = [row for row in rows if sum(len(names) for _, names in row.missing) == 1]
    if len(single) < 2:
        return rows
    names = [
        (one, tuple(row.missing[0][1][0] for row in single if row.missing[0][0] is one)) for one in COUNTED
    ]
    last = DutyRow(
        count_of(len(single), "other duty", "other duties"), tuple(each for each in names if each[1])
    )
    return (*(row for row in rows if row not in single), last)


def _named(finding: Finding) -> str:
    return f"{finding.title} (critical)" if finding.severity == "critical" else finding.title


def _height(page: ByDuty) -> float:
    height = sum(row_height(((row.duty, _LEFT), (row.text, _RIGHT))) for row in page.rows)
    if page.more:
        height += row_height((("And less serious", _RIGHT),))
    return height + row_height((("; ".join(page.addressed) + " and 10 more in Every requirement", _RIGHT),))


def quoted(finding: Finding, room: int = _LONGEST_QUOTE) -> str:
    """The sentence of its first quote that tells, as much of it as there is room for, and where it stands."""
    quote = finding.quotes[0]
    place = where(quote.passage.place).partition(", under")[0]
    return f"“{_cut(_telling(quote.text, finding.message), room)}”" + (f" ({place})" if place else "")


def _how_bad(answer: Answer) -> tuple[bool, bool, int, int]:
    worst = next((one for one in answer.findings if one.outcome is not Outcome.ADDRESSED), answer.findings[0])
    return (
        not answer.open,
        worst.good_practice,
        SEVERITIES.index(worst.severity),
        COUNTED.index(worst.outcome),
    )


def _searched(findings: tuple[Finding, ...]) -> str:
    """A word or two of what was sought for each; more of it while there is room."""
    lists = [[_first_of(one) for one in finding.searched_for] for finding in findings]
    in_turn = [words[turn] for turn in range(max(map(len, lists))) for words in lists if turn < len(words)]
    shown = in_turn[: len(findings)]
    for one in in_turn[len(shown) :]:
        if len("; ".join([*shown, one])) > _LONGEST_SEARCHED:
            break
        shown.append(one)
    return "; ".join(shown) + ("…" if len(shown) < len(in_turn) else "")


def _first_of(words: str) -> str:
    """The first of several things named together, unless they stand in quotation marks."""
    return words if "“" in words else words.partition(",")[0]


def _telling(text: str, message: str) -> str:
    """The text from the sentence on in which the words stand that the message names first."""
    named = re.search("“(.+?)”", message)
    words = _words(named[1]) if named else ""
    sentences = _SENTENCE_END.split(text)
    for number, sentence in enumerate(sentences):
        if words and words in _words(sentence):
            return ("…" if number else "") + " ".join(sentences[number:])
    return text


def _words(text: str) -> str:
    """The words alone, as messages write them: letters and figures apart, without marks."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _cut(text: str, room: int) -> str:
    """The beginning of a quote, whole words."""
    text = " ".join(text.split())
    return text if len(text) <= room else text[:room].rpartition(" ")[0].rstrip(" ,;:.") + "…"
