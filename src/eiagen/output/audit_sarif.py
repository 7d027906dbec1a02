"""An audit for code scanning: SARIF 2.1.0, its fingerprints made of words and not of pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from eiagen.audit.record import Audit, where_of
from eiagen.audit.report import guess_words, ids_of, law_words, open_findings, trust_words
from eiagen.errors import Problem
from eiagen.finding import Finding, Outcome
from eiagen.output import sarif, with_outcome


def write(audits: Iterable[Audit], problems: Sequence[Problem]) -> Iterator[str]:
    """One log with one run, whatever the number of documents; `problems` may come up while it is made."""
    rules: dict[str, dict[str, Any]] = {}
    results: list[dict[str, Any]] = []
    summaries: list[dict[str, Any]] = []
    for audit in audits:
        for finding in open_findings(audit):
            id = finding.requirement
            rules.setdefault(id, sarif.rule(id, finding, audit.catalogue))
            results.append(_result(audit, finding, list(rules).index(id)))
        summaries.append(_summary(audit))
    run = sarif.run(rules, results, problems, {"documents": summaries})
    yield json.dumps(sarif.log(run), ensure_ascii=False, indent=2) + "\n"


def _result(audit: Audit, finding: Finding, index: int) -> dict[str, Any]:
    quotes = [f"“{quote.text}” ({where_of(quote)})" for quote in finding.quotes]
    message = "\n".join((f"{finding.title}: {finding.message}", *quotes, finding.fix)).rstrip()
    location = sarif.location(audit.document.path, finding.place.line, None)
    if finding.place.headings:
        location["logicalLocations"] = [{"fullyQualifiedName": " / ".join(finding.place.headings)}]
    result: dict[str, Any] = {
        "ruleId": finding.requirement,
        "ruleIndex": index,
        "level": sarif.LEVELS[finding.severity],
        "kind": "fail",
        "message": {"text": message},
        "locations": [location],
        "partialFingerprints": {"eiagen/v1": finding.fingerprint},
        "properties": {
            "outcome": str(finding.outcome),
            "severity": finding.severity,
            "goodPractice": finding.good_practice,
            "certainty": finding.certainty,
            "pages": [quote.passage.place.page for quote in finding.quotes if quote.passage.place.page],
        },
    }
    if others := list(ids_of(audit, finding)[1:]):
        result["properties"]["alsoFoundBy"] = others
    if finding.decided_by:
        result["properties"]["decidedBy"] = finding.decided_by
    if (accepted := audit.accepted.get(finding.key)) is not None:
        reason = f"{accepted.reason} (accepted on {accepted.date})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    if audit.new is not None:
        result["baselineState"] = "new" if finding.key in audit.new else "unchanged"
    return result


def _summary(audit: Audit) -> dict[str, Any]:
    # What is no gap isn't a result here, but it isn't hidden either.
    ids = {
        str(outcome): [finding.requirement for finding in with_outcome(audit.findings, outcome)]
        for outcome in (Outcome.ADDRESSED, Outcome.NOT_CHECKED, Outcome.NOT_APPLICABLE)
    }
    document = audit.document
    return {
        "path": document.path,
        "title": document.title,
        "sha256": document.sha256,
        "law": " ".join(filter(None, (law_words(audit), guess_words(audit)))),
        "accuracy": trust_words(audit),
        "warnings": list(document.warnings),
        "decided": {one.requirement: one.message for one in audit.findings if one.decided_by},
        **ids,
    }
