"""For code scanning: SARIF 2.1.0, with each rule's words, its source of law and stable fingerprints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from eiagen import __version__
from eiagen.duties import Catalogue
from eiagen.errors import Problem
from eiagen.finding import Finding, Outcome
from eiagen.output import Checked, with_outcome
from eiagen.place import dotted

LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}


def write(all_checked: Iterable[Checked], problems: Sequence[Problem]) -> str:
    """One log with one run, whatever the number of files."""
    rules: dict[str, dict[str, Any]] = {}
    results, summaries = [], []
    for checked in all_checked:
        for finding in checked.gaps:
            id = finding.rule or finding.requirement
            rules.setdefault(id, rule(id, finding, checked.catalogue))
            results.append(_result(finding, id, list(rules).index(id)))
        summaries.append(_summary(checked))
    made = run(rules, results, problems, {"assessments": summaries})
    return json.dumps(log(made), ensure_ascii=False, indent=2) + "\n"


def log(run: dict[str, Any]) -> dict[str, Any]:
    """A log of one run."""
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def run(
    rules: dict[str, dict[str, Any]],
    results: list[dict[str, Any]],
    problems: Sequence[Problem],
    properties: dict[str, Any],
) -> dict[str, Any]:
    """A run; it was no success where there are problems, and says which."""
    invocation: dict[str, Any] = {"executionSuccessful": not problems}
    if problems:
        invocation["toolExecutionNotifications"] = [_notification(problem) for problem in problems]
    return {
        "tool": {"driver": {"name": "eiagen", "version": __version__, "rules": list(rules.values())}},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": results,
        "properties": properties,
    }


def rule(id: str, finding: Finding, catalogue: Catalogue) -> dict[str, Any]:
    """What a finding rests on: the rule's words, or the requirement's where no rule made it."""
    known = catalogue.rules.get(finding.rule or "")
    # The message's blanks are filled differently for each finding.
    short = _blanks_shown(known.message) if known else finding.title
    under = f"Under: {', '.join(map(_blanks_shown, known.under))}" if known and known.under else ""
    # A page of a case is a citation of its own, and the case is the same.
    sources = [f"{one.title}, {_checked(one.checked)}" for one in finding.citations]
    described: dict[str, Any] = {
        "id": id,
        "shortDescription": {"text": short},
        "fullDescription": {"text": finding.why or finding.title},
        "help": {"text": "\n".join(filter(None, (finding.fix or finding.title, under)))},
        "defaultConfiguration": {"level": LEVELS[known.severity if known else finding.severity]},
        "properties": {"sources": list(dict.fromkeys(sources))},
    }
    addresses = [citation.url for citation in finding.citations if citation.url]
    if addresses:
        described["helpUri"] = addresses[0]
    return described


def _blanks_shown(text: str) -> str:
    return re.sub(r"\{\w*\}", "…", text)


def _checked(day: object) -> str:
    return f"checked {day}" if day else "not checked"


def _result(finding: Finding, id: str, index: int) -> dict[str, Any]:
    return {
        "ruleId": id,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "kind": "fail",
        "message": {"text": "\n".join(filter(None, (finding.message, finding.fix)))},
        "locations": [location(finding.file, finding.place.line, finding.place.column, dotted(finding.path))],
        "partialFingerprints": {"eiagen/v1": finding.fingerprint},
        "properties": {
            "requirement": finding.requirement,
            "outcome": str(finding.outcome),
            "severity": finding.severity,
            "under": list(finding.under),
        },
    }


def location(file: str, line: int | None, column: int | None, field: str = "") -> dict[str, Any]:
    """Where in a file, and in which field of it."""
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if line is not None:
        physical["region"] = {"startLine": line, "startColumn": column or 1}
    location: dict[str, Any] = {"physicalLocation": physical}
    if field:
        location["logicalLocations"] = [{"fullyQualifiedName": field, "kind": "member"}]
    return location


def _uri(file: str) -> str:
    if file == "-":
        return "stdin"
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _notification(problem: Problem) -> dict[str, Any]:
    return {
        "level": "error",
        "message": {"text": problem.message},
        "locations": [location(problem.path, problem.line, problem.column)],
    }


def _summary(checked: Checked) -> dict[str, Any]:
    # What is no gap isn't a result here, but it isn't hidden either.
    ids = {
        str(outcome): [finding.requirement for finding in with_outcome(checked.findings, outcome)]
        for outcome in (Outcome.ADDRESSED, Outcome.NOT_CHECKED, Outcome.NOT_APPLICABLE)
    }
    return {
        "file": checked.file,
        "jurisdiction": checked.catalogue.jurisdiction.id,
        "assumed": checked.assumed,
        **ids,
    }
