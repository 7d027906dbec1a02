"""`eiagen review`: a person decides what an audit isn't sure of, and it is kept who did and why."""

from __future__ import annotations

import argparse
import datetime
import shutil
from dataclasses import dataclass
from pathlib import Path

from eiagen import saving
from eiagen.audit import decisions
from eiagen.audit.decisions import Decision, Decisions, Passage
from eiagen.audit.file import AuditFile, read_audit_file
from eiagen.audit.record import Audit, where_of
from eiagen.commands import Said
from eiagen.commands.decided import refuse_unknown
from eiagen.commands.explain import about_requirement
from eiagen.errors import problem
from eiagen.finding import Finding, Outcome, Quote
from eiagen.keyboard import Keyboard
from eiagen.review import Asked, Review, to_review


def run(options: argparse.Namespace) -> Said:
    """Asks about what nobody has decided yet; status 1 while something is left."""
    if options.audit == "-":
        raise problem("review", "the keys come from standard input, so the audit can't; name its file")
    name = " ".join(options.name.split())
    if not name:
        raise problem("--name", "write who decides, as it should stand in reports")
    file = read_audit_file(options.audit)
    target = options.decisions or decisions.beside(options.audit)
    today = datetime.date.today()  # noqa: DTZ011 - the user's own day
    on = options.on or today
    if on > today:
        raise problem("--on", f"{on} is still to come: give the day on which it is decided")
    record = _Record(target, file, name, on)
    audit = file.audit
    asked = _asked(audit, record.decisions, file, again=options.again)
    notes = [*audit.notes, *record.decisions.lapsed(file.data)]
    every = len(to_review(audit))
    if not every:
        return Said("no finding is marked for a person to check\n", tuple(notes))
    if not asked:
        return Said(
            f"every one of the {every} findings to check is decided in {target}; --again asks once more\n",
            tuple(notes),
        )
    for note in notes:
        options.write(f"{note}\n")
    if done := every - len(asked):
        options.write(f"{done} of {every} findings to check are decided already. --again asks those too.\n")
    review = Review(
        asked,
        Keyboard(options.write, lines=options.lines),
        options.write,
        record.keep,
        lambda requirement: about_requirement(requirement, audit.catalogue),
        shutil.get_terminal_size((80, 0)).columns,
    )
    try:
        tally = review.run()
    except KeyboardInterrupt:
        options.write("\n")
        tally = review.tally
    kept = f", kept in {target}" if tally.decided else ""
    return Said(f"\n{tally.decided} decided{kept}; {tally.left} left to decide\n", status=int(tally.left > 0))


def _asked(audit: Audit, kept: Decisions, file: AuditFile, *, again: bool) -> tuple[Asked, ...]:
    standing = kept.standing(file.data)
    asked = []
    for finding in to_review(audit):
        requirement = audit.catalogue.requirement(finding.requirement)
        one = standing.get(finding.requirement)
        if requirement is None or (one is not None and not again):
            continue
        before = f"“{one.decision.outcome}”, {one.decision.in_words}" if one is not None else ""
        asked.append(Asked(finding, requirement, before))
    return tuple(asked)


@dataclass
class _Record:
    """The file of decisions, which is read anew before each is added: somebody else may have added theirs."""

    path: str
    audit: AuditFile
    name: str
    on: datetime.date

    def __post_init__(self) -> None:
        self.decisions = Decisions(self.path, self.audit.data["document"]["path"])
        if Path(self.path).exists():
            self.decisions = decisions.load_decisions(self.path, max(self.on, datetime.date.today()))  # noqa: DTZ011
            decisions.refuse_other_document(self.decisions, self.audit.data)
            refuse_unknown(self.decisions, self.audit.data)
        else:
            saving.refuse_existing(self.path)

    def keep(self, finding: Finding, outcome: Outcome, reason: str) -> None:
        """Adds one decision and writes the file, whole, before the next is asked."""
        document = self.audit.data["document"]
        decision = Decision.model_validate(
            {
                "requirement": finding.requirement,
                "outcome": str(outcome),
                "was": str(finding.outcome),
                "passages": tuple(map(_passage, finding.quotes)),
                "sha256": document["sha256"],
                "reason": reason or None,
                "name": self.name,
                "date": self.on,
            }
        )
        path = Path(self.path)
        there = path.read_bytes() if path.exists() else None
        data = decisions.with_decision(there, self.path, document["path"], decision)
        saving.save(self.path, data, replace=True)


def _passage(quote: Quote) -> Passage:
    headings = quote.passage.place.headings
    return Passage(quote=quote.text, where=where_of(quote) or None, under=headings[-1] if headings else None)
