"""Findings that somebody has accepted, with a reason and a date: marked in every output, never dropped."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Any

from eiagen import plain_words
from eiagen.audit.law_statements.files import law_rules
from eiagen.duties import ASSUMED
from eiagen.errors import EiagenError, Problem, problem
from eiagen.finding import Outcome
from eiagen.loading import load_catalogue, names
from eiagen.model import Day, Id, Model, Text
from eiagen.text_file import decoded, read_bytes
from eiagen.yaml_source.file import YamlFile, parse_yaml, without_blanks

_SAYS_NOTHING = re.compile(r"(?:\s|#.*|^(?:---|\.\.\.)$)*", re.MULTILINE)
_AS_LIST = (
    "accepted findings are a list under “accepted:”, each with requirement, document or fingerprint, "
    "reason and date"
)


class _Acceptance(Model):
    requirement: Id
    """Or the rule, of a statement that puts the law wrongly: LAW-001."""
    document: Text | None = None
    """Its name, or the end of its path; * stands for anything."""
    fingerprint: Text | None = None
    reason: Text
    date: Day


class _File(Model):
    accepted: tuple[_Acceptance, ...]


@dataclass(frozen=True)
class AcceptedFindings:
    """What a file of accepted findings says, and how to mark an audit by it."""

    file: YamlFile
    entries: tuple[_Acceptance, ...]
    used: set[int] = field(default_factory=set)
    """Numbers of the entries that fit a finding, …"""
    unclear: set[int] = field(default_factory=set)
    """… and of those that would, if they said of which document."""

    def mark(self, audit: Mapping[str, Any], *, alone: bool) -> None:
        """Marks the accepted among the audit's findings; `alone` is whether it is the only document.

        A gap has no words of its document in its fingerprint, which is the same in every document. One that
        is accepted by nothing else would be so in all of them.
        """
        path = audit["document"]["path"]
        for finding in _open(audit):
            for number, entry in enumerate(self.entries):
                if not _fits(entry, path, finding):
                    continue
                if entry.document is None and not alone and not _words_of(finding):
                    self.unclear.add(number)
                    continue
                self.used.add(number)
                finding["accepted"] = {"reason": entry.reason, "date": entry.date.isoformat()}

    def unused(self) -> list[Problem]:
        """Entries that fit no finding: perhaps the gap is closed, perhaps a name is wrong."""
        return [
            self.file.problem(
                ("accepted", number, "requirement"),
                f"“{entry.requirement}” is left out by several documents, and its fingerprint is the same in "
                "all: write the “document” whose gap is accepted beside it"
                if number in self.unclear
                else f"“{entry.requirement}” has nothing to accept in these documents; "
                "if what was missing has been written, delete this entry",
            )
            for number, entry in enumerate(self.entries)
            if number not in self.used
        ]


def _words_of(finding: Mapping[str, Any]) -> bool:
    """Whether words of the document are in its fingerprint: it quotes a passage, or a statement of law."""
    return bool(finding.get("passages")) or "rule" in finding


def _fits(entry: _Acceptance, path: str, finding: Mapping[str, Any]) -> bool:
    if entry.requirement != (finding.get("requirement") or finding["rule"]):
        return False
    if entry.fingerprint is not None and entry.fingerprint != finding["fingerprint"]:
        return False
    return entry.document is None or _names(entry.document, path)


def _names(written: str, path: str) -> bool:
    """Whether what is written names the document: its path, or the end of it."""
    wanted = written.replace("\\", "/").removeprefix("./")
    whole = PurePath(path).as_posix()
    return fnmatchcase(whole, wanted) or fnmatchcase(whole, f"*/{wanted}")


def load_accepted(path: str, today: datetime.date) -> AcceptedFindings:
    """The accepted findings in a YAML file; raises `EiagenError` with every mistake at its line."""
    data = read_bytes(path)
    if _SAYS_NOTHING.fullmatch(decoded(data, path).removeprefix("\ufeff")):
        raise problem(
            path, f"nothing is written in this file: {_AS_LIST} (`eiagen audit --help` shows one)", 1, 1
        )
    file = without_blanks(parse_yaml(data, path))
    if not isinstance(file.values, dict):
        raise problem(path, _AS_LIST, file.root.line, file.root.column)
    entries = plain_words.validated(file, _File).accepted
    problems = []
    for number, entry in enumerate(entries):
        if entry.document is None and entry.fingerprint is None:
            message = "say which finding: write the “document”, or the “fingerprint” that the audit prints"
            problems.append(file.problem(("accepted", number), message))
        if not entry.reason.strip():
            message = "“reason” is needed: write why this was accepted"
            problems.append(file.problem(("accepted", number, "reason"), message))
        if entry.date > today:
            message = f"{entry.date} is still to come: write the day on which it was accepted"
            problems.append(file.problem(("accepted", number, "date"), message))
    known = _known(today, {entry.requirement for entry in entries})
    for number, entry in enumerate(entries):
        if entry.requirement not in known:
            message = (
                f"there is no such requirement as “{entry.requirement}”{_near(entry.requirement, known)}"
            )
            problems.append(file.problem(("accepted", number, "requirement"), message))
    if problems:
        raise EiagenError(sorted(problems))
    return AcceptedFindings(file, entries)


def _known(today: datetime.date, wanted: Collection[str]) -> set[str]:
    """Ids of requirements and rules of law, nation by nation until all that are wanted are among them."""
    known: set[str] = set()
    every = names()
    for nation in (ASSUMED, *(one for one in every.jurisdictions if one != ASSUMED)):
        catalogue = load_catalogue(nation, every.topics, today)
        known |= {one.id for one in (*catalogue.requirements, *catalogue.not_in_force)}
        if any(one.upper().startswith("LAW-") for one in wanted):
            known |= law_rules(catalogue).keys()
        if known.issuperset(wanted):
            break
    return known


def _near(id: str, known: set[str]) -> str:
    """The end of the message: the id that was meant, however it was written."""
    same = {one.casefold(): one for one in known}.get(id.casefold())
    return f"; did you mean “{same}”?" if same else plain_words.nearest(id, known) or _LISTED


_LISTED = "; `eiagen duties` lists them"


def outstanding(audit: Mapping[str, Any], severities: Sequence[str]) -> bool:
    """Whether the audit has a finding of one of the severities that nobody accepted and no baseline had."""
    return any(
        finding["severity"] in severities and not finding.get("accepted") and finding.get("new", True)
        for finding in _open(audit)
    )


def _open(audit: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Whatever in the audit somebody has something to do about."""
    wanting = [one for one in audit["findings"] if Outcome(one["outcome"]).wants_work]
    return [*audit["misstatements"], *wanting]
