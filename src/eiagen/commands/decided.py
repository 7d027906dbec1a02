"""Decisions of people put to the audits that a command has at hand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from eiagen.audit import decisions
from eiagen.audit.decisions import Decisions
from eiagen.audit.file import AuditFile
from eiagen.audit.record import Audit
from eiagen.commands.law import catalogue_of
from eiagen.errors import EiagenError, Problem
from eiagen.loading import names


class Decided:
    """What files of decisions say, put to one audit after the other."""

    def __init__(self, files: Sequence[Decisions]) -> None:
        self._files = files
        self._used: set[int] = set()
        self.notes: list[str] = []
        """Of each decision that has lapsed, and why."""

    def mark(self, audit: dict[str, Any], *, alone: bool) -> None:
        """Puts what stands in the place of what the audit found; `alone` if no other document is audited.

        Raises `EiagenError` where decisions are about another document or an unknown requirement.
        """
        for number, one in enumerate(self._files):
            if alone:
                decisions.refuse_other_document(one, audit)
            if one.are_about(audit):
                self._used.add(number)
                refuse_unknown(one, audit)
                law = audit["catalogue"]
                on = datetime.date.fromisoformat(law["on"])
                catalogue = catalogue_of(law["jurisdiction"], tuple(law["topics"]), on)
                decisions.apply(one.standing(audit), audit, catalogue)
                self.notes += one.lapsed(audit)

    def unused(self) -> list[Problem]:
        """The files that are about none of the documents."""
        return [
            Problem(
                one.path, None, None, f"these decisions are about “{one.document}”, which is not among them"
            )
            for number, one in enumerate(self._files)
            if number not in self._used and one.entries
        ]


def refuse_unknown(file: Decisions, audit: dict[str, Any]) -> None:
    """Raises `EiagenError` for decisions about what is no requirement, whatever the topic."""
    asked = {one["requirement"] for one in audit["findings"]}
    if all(entry.requirement in asked for entry in file.entries):
        return
    law = audit["catalogue"]
    catalogue = catalogue_of(law["jurisdiction"], names().topics, datetime.date.fromisoformat(law["on"]))
    known = {one.id for one in (*catalogue.requirements, *catalogue.not_in_force)}
    if problems := file.unknown(asked | known):
        raise EiagenError(problems)


def loaded(paths: Sequence[str]) -> Decided:
    """The decisions in some files; `EiagenError` with every mistake in any of them."""
    today = datetime.date.today()  # noqa: DTZ011 - the user's own day
    files: list[Decisions] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            files.append(decisions.load_decisions(path, today))
        except EiagenError as error:
            problems += error.problems
    if problems:
        raise EiagenError(problems)
    return Decided(files)


def decided_audits(files: Sequence[AuditFile], path: str, named: Sequence[str] | None) -> tuple[Audit, ...]:
    """The audits of a file, with the decisions that are named, or else those kept beside the file."""
    paths = named
    if paths is None:
        beside = decisions.beside(path)
        paths = [beside] if path != "-" and Path(beside).is_file() else []
    marks = loaded(paths)
    for file in files:
        marks.mark(file.data, alone=len(files) == 1)
    if problems := marks.unused():
        raise EiagenError(problems)
    audits = tuple(file.audit for file in files)
    first, *others = audits
    return (replace(first, notes=(*marks.notes, *first.notes)), *others)
