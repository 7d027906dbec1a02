"""For programs: `eiagen.audit/1`, one object for each document that was audited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eiagen.document import Document
from eiagen.duties import Catalogue
from eiagen.finding import Finding, Quote
from eiagen.output.json import citation

SCHEMA = "eiagen.audit/1"


def as_json(
    document: Document,
    catalogue: Catalogue,
    findings: Iterable[Finding],
    misstatements: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    """The audit of one document as plain data; nothing in it depends on when or where it was made."""
    checked_on = catalogue.law_checked_on
    return {
        "schema": SCHEMA,
        "document": {
            "path": document.path,
            "title": document.title,
            "format": document.format,
            "pages": document.pages,
            "words": document.words,
            "sha256": document.sha256,
            "warnings": list(document.warnings),
        },
        "catalogue": {
            "jurisdiction": catalogue.jurisdiction.id,
            "topics": [topic.id for topic in catalogue.topics],
            "on": catalogue.on.isoformat(),
            "law_checked_on": checked_on.isoformat() if checked_on else None,
        },
        "findings": [_finding(finding) for finding in findings],
        "misstatements": list(misstatements),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "requirement": finding.requirement,
        "title": finding.title,
        "outcome": str(finding.outcome),
        "severity": finding.severity,
        "good_practice": finding.good_practice,
        "certainty": finding.certainty,
        "certainty_because": finding.certainty_because,
        "reason": finding.message,
        "searched_for": list(finding.searched_for),
        "closes": finding.fix,
        "citation": citation(finding.citations[0]) if finding.citations else None,
        "passages": [_passage(quote) for quote in finding.quotes],
        "fingerprint": finding.fingerprint,
    }


def _passage(quote: Quote) -> dict[str, Any]:
    place = quote.passage.place
    found: dict[str, Any] = {
        "quote": quote.text,
        "page": place.page,
        "headings": list(place.headings),
        "paragraph": place.paragraph,
    }
    if place.table:
        found |= {
            "table": place.table,
            "row": place.row,
            "cell": place.cell,
            "row_header": place.row_header,
            "column_header": place.column_header,
        }
    if place.note:
        found["note"] = place.note
    return found
