"""For people: an audit on one screen, what is missing first; everything with its quotes if asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from eiagen.audit.front_page import Answer, answers
from eiagen.audit.record import Audit, where, where_of
from eiagen.audit.report import (
    COUNTED,
    OUTCOME_WORDS,
    by_duty,
    counted,
    guess_words,
    ids_of,
    law_words,
    misstated,
    open_findings,
    ordered,
    to_check,
    trust_words,
)
from eiagen.errors import Problem
from eiagen.finding import Finding, Outcome
from eiagen.output.folded import Folded
from eiagen.output.text import source

_COLOURS = {"critical": "1;31", "high": "31", "medium": "33", "low": "36"}
_HEADINGS = {
    Outcome.MISSTATED: "Law put wrongly, as the catalogue has it",
    Outcome.GAP: "Not evidenced in this document",
    Outcome.DISMISSED: "Dismissed without reasons",
    Outcome.MENTIONED: "Mentioned only",
}
_ALL_HEADINGS = {
    **_HEADINGS,
    Outcome.ADDRESSED: "Addressed",
    Outcome.NOT_CHECKED: "Not checked: the audit knows nothing of these yet, so a person must look",
    Outcome.NOT_APPLICABLE: "Does not apply here",
}
_MANY_DUTIES, _FEW_DUTIES = 12, 5
_NOTHING: tuple[tuple[str, ...], ...] = ()
_FOLDED: tuple[tuple[str, ...], ...] = (("medium", "low"),)
_EVERYTHING: tuple[tuple[str, ...], ...] = (("critical",), ("high",), *_FOLDED)
"""Severities of which the findings share a line."""


class TextOf(Folded):
    """How audits are printed: for a width, with or without colour, short or whole."""

    def __init__(self, *, width: int, height: int | None, colour: bool, everything: bool) -> None:
        super().__init__(max(60, min(width, 110)), colour=colour)
        self.height = height
        """Lines of the screen; None where the text doesn't go to one."""
        self.everything = everything

    def one(self, audit: Audit) -> Iterator[str]:
        """A single document: where it would not fit the screen, the less serious share a line."""
        lines = list(self._whole_text(audit, fold=False))
        if self.height is not None and len(lines) >= self.height and not self.everything:
            lines = list(self._whole_text(audit, fold=True))
        yield from lines

    def _whole_text(self, audit: Audit, *, fold: bool) -> Iterator[str]:
        asked = answers(audit)
        most, folded = _MANY_DUTIES, _NOTHING
        if fold:  # where a topic has questions, their answers take the place of what the duties come to
            most, folded = (0, _EVERYTHING) if asked else (_FEW_DUTIES, _FOLDED)
        return self._lines(
            self._head(audit),
            self._counts(audit, most),
            self._asked(audit, asked, fold=fold),
            self._found(audit, folded),
            [""],
            self._last(audit),
        )

    def many(self, audits: Iterable[Audit], unread: Sequence[Problem]) -> Iterator[str]:
        """Document after document as they come, a few lines each; then what wasn't read, and a count.

        What could not be read is known when all others have been told of.
        """
        documents = missing = checks = guessed = 0
        trust = ""
        for audit in audits:
            if documents:
                yield "\n"
            yield from self._lines(
                self._head(audit), self._found(audit) if self.everything else self._brief(audit)
            )
            documents += 1
            missing += len(open_findings(audit))
            checks += len(to_check(audit))
            guessed += bool(audit.guessed)
            trust = trust_words(audit, short=True)
        if documents and unread:
            yield from self._lines([""], self._not_read(unread))
        if documents:
            yield from self._lines(
                [""],
                self._wrapped(
                    f"{documents} {'document' if documents == 1 else 'documents'}, {missing} findings with "
                    f"something to do, {checks} of all findings to be looked at by a person. "
                    "What is written elsewhere, what was done and whether it was enough, this can't know. "
                    f"{trust}" + (" --jurisdiction and --topic say which law." if guessed else "")
                ),
            )

    def _not_read(self, unread: Sequence[Problem]) -> Iterator[str]:
        for one in unread:
            yield from self._wrapped(f"Not read: {one.path} ({one.message})", rest="  ")

    def _lines(self, *parts: Iterable[str]) -> Iterator[str]:
        for part in parts:
            for line in part:
                yield f"{line}\n"

    def _head(self, audit: Audit) -> Iterator[str]:
        document = audit.document
        yield from map(self._bold, self._wrapped(document.title))
        pages = f", {document.pages} {'page' if document.pages == 1 else 'pages'}" if document.pages else ""
        yield f"{document.path} ({document.format}{pages}, {document.words:,} words)"
        for warning in document.warnings:
            yield from self._wrapped(f"Mind: {warning}")
        guessed = guess_words(audit)
        yield from self._wrapped(f"{law_words(audit)} {guessed}")

    def _counts(self, audit: Audit, most: int) -> Iterator[str]:
        groups = by_duty(audit)
        columns = [outcome for outcome in COUNTED if any(one.outcome is outcome for one in audit.findings)]
        headings = [OUTCOME_WORDS[outcome].lower() for outcome in columns]
        # Many duties have one requirement each: those with the most to do are shown, the rest together.
        shown = groups[:most] if len(groups) > most + 1 else groups
        rows = [(group.duty.title, group.findings) for group in shown]
        rest = [finding for group in groups[len(shown) :] for finding in group.findings]
        if rest and shown:
            rows.append((f"{len(groups) - len(shown)} other duties", tuple(rest)))
        rows.append(("All", audit.findings))
        wide = self.width - sum(len(heading) + 2 for heading in headings)
        label = min(max(len(title) for title, _ in rows), wide)
        yield ""
        yield " " * label + "".join(f"  {heading}" for heading in headings)
        for title, findings in rows:
            numbers = [sum(one.outcome is outcome for one in findings) for outcome in columns]
            cells = "".join(
                f"  {number or '–':>{len(heading)}}"
                for number, heading in zip(numbers, headings, strict=True)
            )
            yield f"{_cut(title, label):<{label}}{cells}"

    def _asked(self, audit: Audit, asked: tuple[Answer, ...], *, fold: bool) -> Iterator[str]:
        """The questions of the topics with their answers: worst first, those addressed in one line."""
        if not asked:
            return
        topics = " and ".join(topic.title.lower() for topic in audit.catalogue.topics if topic.front_page)
        opened = [answer for answer in asked if answer.open]
        wide = min(max((len(answer.title) for answer in opened), default=0), self.width * 2 // 5)
        check = any(part.to_check for answer in asked for part in answer.parts)
        yield ""
        yield self._bold(
            f"What guidance on {topics} is asked first{' (* for a person to check)' if check else ''}"
        )
        for answer in opened:
            said = [
                f"{OUTCOME_WORDS[part.outcome].lower()}{'*' if part.to_check else ''}: {part.said}"
                for part in answer.parts
            ]
            title = f"  {_cut(answer.title, wide):<{wide}}  "
            if fold:
                yield f"{title}{_cut('; '.join(said), self.width - len(title))}"
                continue
            lines = [line for one in said for line in self._wrapped(one, " " * len(title), " " * len(title))]
            yield f"{title}{lines[0].lstrip()}"
            yield from lines[1:]
        if addressed := [answer.marked for answer in asked if not answer.open]:
            yield from self._wrapped(f"addressed: {'; '.join(addressed)}", "  ", "    ")

    def _found(self, audit: Audit, folded: tuple[tuple[str, ...], ...] = _NOTHING) -> Iterator[str]:
        headings = _ALL_HEADINGS if self.everything else _HEADINGS
        for outcome, heading in headings.items():
            findings = [one for one in ordered(audit.findings) if one.outcome is outcome]
            if outcome is Outcome.MISSTATED:
                findings = list(misstated(audit))
            if not findings:
                continue
            yield ""
            yield self._bold(heading)
            width = max(len(one.requirement) for one in findings)
            together = () if outcome is Outcome.MISSTATED else folded
            for finding in findings:
                if not any(finding.severity in severities for severities in together):
                    yield from self._finding(audit, finding, width)
            for severities in together:
                ids = [
                    f"{one.requirement}{self._marks(audit, one)}"
                    for one in findings
                    if one.severity in severities
                ]
                if ids:
                    yield from self._wrapped(f"{' or '.join(severities)}: {', '.join(ids)}", "  ", "    ")

    def _finding(self, audit: Audit, finding: Finding, width: int) -> Iterator[str]:
        wants_work = finding.outcome.wants_work
        severity = f"{finding.severity:<8}" if wants_work else " " * 8
        marks = self._marks(audit, finding)
        plain = f"  {severity}  {finding.requirement:<{width}}  "
        rest = self.width - len(plain)
        said = f"{finding.title if self.everything else _cut(finding.title, rest - len(marks))}{marks}"
        if finding.quotes and wants_work and not self.everything:
            place = where(finding.quotes[0].passage.place).partition(", under")[0]
            end = f" ({place})" if place else ""
            said = f"“{_cut(finding.quotes[0].text, max(12, rest - len(end) - len(marks) - 2))}”{end}{marks}"
        if self.colour and wants_work:
            severity = f"\x1b[{_COLOURS[finding.severity]}m{severity}\x1b[0m"
        yield f"  {severity}  {finding.requirement:<{width}}  {said}"
        if self.everything:
            yield from self._whole(audit, finding)
        elif finding.outcome is Outcome.MISSTATED:
            yield from self._right(finding)

    def _right(self, finding: Finding) -> Iterator[str]:
        """The law as the catalogue has it, with its source."""
        indent = " " * 12
        yield from self._wrapped(finding.fix, indent)
        for citation in finding.citations[:1]:
            yield from self._wrapped(f"source: {source(citation)}", indent)

    def _whole(self, audit: Audit, finding: Finding) -> Iterator[str]:
        indent = " " * 12
        for quote in finding.quotes:
            place = where_of(quote)
            yield from self._wrapped(f"“{quote.text}” ({place})" if place else f"“{quote.text}”", indent)
        if finding.outcome not in (Outcome.NOT_CHECKED, Outcome.MISSTATED):
            yield from self._wrapped(finding.message, indent)
        if finding.searched_for and not finding.quotes and "searched for" not in finding.message:
            yield from self._wrapped(f"searched for: {'; '.join(finding.searched_for)}", indent)
        if finding.certainty != "sure" and not finding.decided_by:
            yield from self._wrapped(f"to check by a person: {finding.certainty_because}", indent)
        if (accepted := audit.accepted.get(finding.key)) is not None:
            yield from self._wrapped(f"accepted on {accepted.date}: {accepted.reason}", indent)
        if finding.fix and finding.outcome.wants_work:
            right = finding.outcome is Outcome.MISSTATED
            yield from self._wrapped(finding.fix if right else f"to close it: {finding.fix}", indent)
        for citation in finding.citations[:1]:
            yield from self._wrapped(f"source: {source(citation)}", indent)

    def _marks(self, audit: Audit, finding: Finding) -> str:
        marks = []
        if others := ids_of(audit, finding)[1:]:
            marks.append(f"and {', '.join(others)}")
        if finding.good_practice and finding.outcome.wants_work:
            marks.append("good practice")
        if finding.decided_by:
            marks.append(f"decided by {finding.decided_by}")
        if finding.key in audit.accepted:
            marks.append(f"accepted on {audit.accepted[finding.key].date}")
        if audit.new is not None and finding.outcome.wants_work:
            marks.append("new" if finding.key in audit.new else "as before")
        return f" [{', '.join(marks)}]" if marks else ""

    def _brief(self, audit: Audit) -> Iterator[str]:
        counts = [f"{number} {OUTCOME_WORDS[outcome].lower()}" for outcome, number in counted(audit).items()]
        yield from self._wrapped(", ".join(counts))
        for one in misstated(audit):
            place = where(one.place).partition(", under")[0]
            at = f" ({place})" if place else ""
            said = f"“{_cut(one.quotes[0].text, self.width)}”{at}{self._marks(audit, one)}"
            yield from self._wrapped(f"law put wrongly: {one.requirement} {said}", rest="  ")
        worst = [one for one in open_findings(audit) if one.severity == "critical"]
        worst = [one for one in worst if one.outcome is not Outcome.MISSTATED]
        if worst:
            marked = [f"{one.requirement}{self._marks(audit, one)} ({one.outcome})" for one in worst]
            yield from self._wrapped(f"critical: {', '.join(marked)}", rest="  ")

    def _last(self, audit: Audit) -> list[str]:
        check = len(to_check(audit))
        people = f"{check} of {len(audit.findings)} findings are for a person to check. " if check else ""
        if (decided := len(audit.decided)) > 0:
            people = f"{people}{decided} {'was' if decided == 1 else 'were'} decided by a person. "
        law = "--jurisdiction and --topic say which law. " if audit.guessed else ""
        more = law if self.everything else law + "--all shows every quote; `eiagen explain ID` the law. "
        return self._wrapped(
            f"{people}An audit reads what is written here. It can't know what is written elsewhere, what was "
            f"done, or whether it was enough. {trust_words(audit, short=True)} {more}".strip()
        )


def write(audits: Iterable[Audit], unread: Sequence[Problem], *, single: bool, text: TextOf) -> Iterator[str]:
    """The text of one audit, or of many as they come; why others were not read may come up meanwhile."""
    if single:
        for audit in audits:
            yield from text.one(audit)
    else:
        yield from text.many(audits, unread)


def _cut(text: str, width: int) -> str:
    """As much of the text as fits, with "…" where it was cut."""
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: max(1, width - 1)].rstrip()}…"
