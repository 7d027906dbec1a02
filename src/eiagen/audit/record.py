"""An audit as it is kept and passed on, `eiagen.audit/1`: one document, the law, and what was found.

The JSON is what `eiagen audit --format json` prints, what the cache holds, what comes back from another
process, and what a later audit is compared with.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from eiagen import accuracy
from eiagen.accuracy import Accuracy
from eiagen.document import Document, Passage
from eiagen.duties import Catalogue, Citation, Requirement
from eiagen.finding import Finding, Outcome, Quote
from eiagen.model import in_words
from eiagen.place import Place

SCHEMA = "eiagen.audit/1"


@dataclass(frozen=True)
class Accepted:
    """Why somebody has accepted a finding, and since when."""

    reason: str
    date: datetime.date


@dataclass(frozen=True)
class Decided:
    """What a person decided about a finding; the finding's own outcome is theirs, and this says so."""

    was: Outcome
    """The audit's own outcome."""
    was_because: str
    """The audit's own reason for it."""
    name: str
    date: datetime.date
    reason: str = ""
    before: tuple[str, ...] = ()
    """What other people had decided before, in words, the first first."""

    @property
    def by(self) -> str:
        """Who decided it and when: "Jo Smith on 28 November 2026"."""
        return f"{self.name} on {in_words(self.date)}"


@dataclass(frozen=True)
class About:
    """What is known of the document itself."""

    path: str
    title: str
    format: str
    pages: int | None
    words: int
    sha256: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Audit:
    """One document held against the law."""

    document: About
    catalogue: Catalogue
    guessed: Mapping[str, str]
    """The reason for whatever of jurisdiction and topics nobody stated; empty where everything was stated."""
    findings: tuple[Finding, ...]
    """In the order of the catalogue."""
    accepted: Mapping[str, Accepted]
    """By the key of a finding: those that somebody has accepted. They stay findings."""
    new: frozenset[str] | None = None
    """Keys of gaps that the baseline did not have; None where there is no baseline."""
    misstatements: tuple[Finding, ...] = ()
    """Statements that put the law otherwise than the catalogue has it, in reading order."""
    decided: Mapping[str, Decided] = field(default_factory=dict)
    """By requirement: findings that a person has decided."""
    accuracy: Accuracy | None = None
    """How right audits had been measured to be when this one was made; None where that was not recorded."""
    notes: tuple[str, ...] = ()
    """What to tell whoever reads an audit that was kept: that the catalogue has changed since."""
    kept: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The same as plain data, as it is kept and passed on."""


def as_data(
    document: Document, catalogue: Catalogue, guessed: Mapping[str, str], findings: tuple[Finding, ...]
) -> dict[str, Any]:
    """The audit as plain data; `guessed` as `Audit` has it."""
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
            "law_checked_on": _iso(catalogue.law_checked_on),
            "guessed": dict(guessed),
        },
        "accuracy": accuracy.as_data(accuracy.measured()),
        "findings": [_finding(one) for one in findings if one.outcome is not Outcome.MISSTATED],
        "misstatements": [_misstatement(one) for one in findings if one.outcome is Outcome.MISSTATED],
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
        "citation": _citation(finding.citations),
        "passages": [_as_passage(one) for one in finding.quotes],
        "fingerprint": finding.fingerprint,
    }


def _misstatement(finding: Finding) -> dict[str, Any]:
    source = finding.citations[0] if finding.citations else None
    return {
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity,
        "quote": finding.quotes[0].text if finding.quotes else finding.message,
        **_place(finding.place),
        "right": finding.fix,
        "why": finding.why,
        "reason": finding.message,
        "citation": _citation(finding.citations),
        "checked": _iso(source.checked) if source else None,
        "fingerprint": finding.fingerprint,
    }


def _citation(sources: tuple[Citation, ...]) -> dict[str, Any] | None:
    if not sources:
        return None
    first = sources[0]
    return {"title": first.title, "url": first.url, "checked": _iso(first.checked)}


def _as_passage(quote: Quote) -> dict[str, Any]:
    shows = {"shows": str(quote.shows)} if quote.shows else {}
    return {"quote": quote.text, **_place(quote.passage.place), **shows}


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


WHERE = ("table", "row", "cell", "row_header", "column_header", "note", "line")
"""Parts of a place that few passages have: only written where they are known."""


def _place(place: Place) -> dict[str, Any]:
    where: dict[str, Any] = {
        "page": place.page,
        "headings": list(place.headings),
        "paragraph": place.paragraph,
    }
    where |= {name: value for name in WHERE if (value := getattr(place, name))}
    return where


def from_data(data: Mapping[str, Any], catalogue: Catalogue) -> Audit:
    """The audit again. A quote's passage holds the quote alone, because the rest isn't kept.

    `catalogue` is that of the jurisdiction, topics and day which the data names.
    """
    document = data["document"]
    by_id = {requirement.id: requirement for requirement in catalogue.requirements}
    findings = [
        _found(one, by_id[one["requirement"]], catalogue, document["path"]) for one in data["findings"]
    ]
    misstatements = tuple(
        _misstated(one, catalogue, document["path"]) for one in data.get("misstatements", ())
    )
    kept = [*zip(findings, data["findings"], strict=True)]
    kept += zip(misstatements, data.get("misstatements", ()), strict=True)
    marked = {finding.key: one["accepted"] for finding, one in kept if one.get("accepted")}
    compared = any("new" in one for _, one in kept)
    return Audit(
        document=About(**{**document, "warnings": tuple(document["warnings"])}),
        catalogue=catalogue,
        guessed=data["catalogue"]["guessed"],
        findings=tuple(findings),
        accepted={
            key: Accepted(mark["reason"], datetime.date.fromisoformat(mark["date"]))
            for key, mark in marked.items()
        },
        new=frozenset(finding.key for finding, one in kept if one.get("new")) if compared else None,
        misstatements=misstatements,
        decided={finding.key: _decided(one["decided"]) for finding, one in kept if one.get("decided")},
        accuracy=accuracy.from_data(data.get("accuracy")),
        kept=data,
    )


def without_folders(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of an audit to be published: where somebody kept the document is nobody’s business."""
    document = data["document"]
    return {"schema": SCHEMA, **data, "document": {**document, "path": PurePath(document["path"]).name}}


def _found(data: Mapping[str, Any], requirement: Requirement, catalogue: Catalogue, path: str) -> Finding:
    quotes = tuple(_quote(passage) for passage in data["passages"])
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        outcome=Outcome(data["outcome"]),
        severity=requirement.severity,
        message=data["reason"],
        citations=tuple(catalogue.sources(requirement)),
        fingerprint=data["fingerprint"],
        why=requirement.why,
        fix=data["closes"],
        file=path,
        place=quotes[0].passage.place if quotes else Place(),
        quotes=quotes,
        searched_for=tuple(data["searched_for"]),
        certainty=data["certainty"],
        certainty_because=data["certainty_because"],
        decided_by=_decided(data["decided"]).by if data.get("decided") else "",
        good_practice=requirement.good_practice,
    )


def _decided(data: Mapping[str, Any]) -> Decided:
    return Decided(
        was=Outcome(data["was"]["outcome"]),
        was_because=data["was"]["reason"],
        name=data["name"],
        date=datetime.date.fromisoformat(data["date"]),
        reason=data.get("reason", ""),
        before=tuple(data.get("before", ())),
    )


def _misstated(data: Mapping[str, Any], catalogue: Catalogue, path: str) -> Finding:
    quote = _quote(data)
    cited = data["citation"]
    citations = (_known_citation(cited, data["rule"], catalogue),) if cited else ()
    return Finding(
        requirement=data["rule"],
        title=data.get("title", data["rule"]),
        outcome=Outcome.MISSTATED,
        severity=data.get("severity", "high"),
        message=data.get("reason", ""),
        citations=citations,
        fingerprint=data.get("fingerprint", ""),
        rule=data["rule"],
        why=data.get("why", ""),
        fix=data["right"],
        file=path,
        place=quote.passage.place,
        quotes=(quote,),
    )


def _known_citation(data: Mapping[str, Any], rule: str, catalogue: Catalogue) -> Citation:
    """The catalogue's source of that title; what the data says of it where the catalogue has none."""
    for known in catalogue.citations.values():
        if known.title == data["title"]:
            return known
    checked = data.get("checked")
    return Citation(
        id=rule.lower(),
        title=data["title"],
        url=data["url"],
        checked=datetime.date.fromisoformat(checked) if checked else None,
    )


def _quote(data: Mapping[str, Any]) -> Quote:
    place = Place(page=data["page"], headings=tuple(data["headings"]), paragraph=data["paragraph"])
    place = place._replace(**{name: data[name] for name in WHERE if name in data})
    shows = Outcome(data["shows"]) if data.get("shows") else None
    return Quote(data["quote"], Passage(data["quote"], place), shows)


_LESS: Mapping[Outcome, str] = {
    Outcome.MENTIONED: "where it is only named",
    Outcome.DISMISSED: "where it is put aside",
}


def where_of(quote: Quote) -> str:
    """The place of a quote, and what it shows where that is less than the finding."""
    less = _LESS[quote.shows] if quote.shows else ""
    return ", ".join(filter(None, (where(quote.passage.place), less)))


def where(place: Place) -> str:
    """The place as a reader looks it up: “page 12, under “Equality”, in table 2, row 3”."""
    parts = []
    if place.page:
        parts.append(f"page {place.page}")
    elif place.line:
        parts.append(f"line {place.line}")
    elif place.paragraph:
        parts.append(f"paragraph {place.paragraph}")
    if place.headings:
        parts.append(f"under “{place.headings[-1]}”")
    if place.table:
        row = f", row {place.row}" if place.row else ""
        header = f" (“{place.row_header}”)" if place.row_header else ""
        parts.append(f"table {place.table}{row}{header}")
    if place.note:
        parts.append(place.note)
    return ", ".join(parts)
