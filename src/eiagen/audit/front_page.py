"""The questions that a topic puts on the front page of an audit, each answered from the findings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eiagen.audit.record import Audit, where
from eiagen.audit.report import COUNTED, ordered
from eiagen.duties import SEVERITIES
from eiagen.finding import Finding, Outcome

# A page is all there is. Whole quotes, and everything that was searched for, stand with each requirement.
_MOST_NAMED = 2
_LONGEST_SEARCHED = 44
_LONGEST_QUOTE, _MIDDLING_QUOTE, _SHORT_QUOTE = 85, 54, 40
_MANY = 14
"""More open questions than this have to do with short quotes: one line each is left for them."""

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
