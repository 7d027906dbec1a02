"""For programs: `eiagen.check/1`, one object for each assessment; with several, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from eiagen.duties import Citation
from eiagen.errors import Problem
from eiagen.finding import Finding
from eiagen.output import Checked
from eiagen.place import dotted

SCHEMA = "eiagen.check/1"


def write(all_checked: Iterable[Checked], problems: Sequence[Problem]) -> str:
    """The JSON; files that could not be checked are not in it."""
    lines = [json.dumps(_object(one), ensure_ascii=False) for one in all_checked]
    if len(lines) == 1 and not problems:  # one alone is laid out for people too
        lines = [json.dumps(json.loads(lines[0]), ensure_ascii=False, indent=2)]
    return "".join(f"{line}\n" for line in lines)


def _object(checked: Checked) -> dict[str, Any]:
    catalogue = checked.catalogue
    law_checked_on = catalogue.law_checked_on
    return {
        "schema": SCHEMA,
        "assessment": {"path": checked.file, **checked.about},
        "catalogue": {
            "jurisdiction": catalogue.jurisdiction.id,
            "assumed": checked.assumed,
            "topics": [topic.id for topic in catalogue.topics],
            "on": catalogue.on.isoformat(),
            "law_checked_on": law_checked_on.isoformat() if law_checked_on else None,
        },
        "findings": [_finding(finding) for finding in checked.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "requirement": finding.requirement,
        "title": finding.title,
        "outcome": str(finding.outcome),
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "field": dotted(finding.path) or None,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "under": list(finding.under),
        "citation": citation(finding.citations[0]) if finding.citations else None,
        "fingerprint": finding.fingerprint,
    }


def citation(source: Citation) -> dict[str, Any]:
    """A source of law; `checked` is null where nobody has checked it."""
    return {
        "title": source.title,
        "url": source.url,
        "checked": source.checked.isoformat() if source.checked else None,
    }
