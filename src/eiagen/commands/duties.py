"""`eiagen duties`: every duty and requirement in force, with its source of law."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from eiagen.audit.law_statements.law import law_rules, rights_of
from eiagen.commands import Said
from eiagen.commands.law import ChosenLaw, described, law_asked_for
from eiagen.duties import Catalogue, Requirement
from eiagen.output.json import citation
from eiagen.output.text import source


def run(options: argparse.Namespace) -> Said:
    """Lists them under their duties, or as JSON."""
    law = law_asked_for(options)
    if options.format == "json":
        return Said(json.dumps(_object(law), ensure_ascii=False, indent=2) + "\n", law.notes)
    return Said("".join(f"{line}\n" for line in _lines(law.catalogue)), law.notes)


def _lines(catalogue: Catalogue) -> Iterator[str]:
    topics = ", ".join(topic.title for topic in catalogue.topics)
    yield f"{catalogue.jurisdiction.title}, {catalogue.on}" + (f"; topics: {topics}" if topics else "")
    by_duty: dict[str, list[Requirement]] = {}
    for requirement in catalogue.requirements:
        by_duty.setdefault(requirement.duty, []).append(requirement)
    width = max(len(requirement.id) for requirement in catalogue.requirements)
    for id, requirements in by_duty.items():
        duty = catalogue.duties[id]
        yield ""
        yield f"{duty.title} ({duty.id})"
        for cited in duty.citations[:1]:
            yield f"  {source(catalogue.citations[cited])}"
        for requirement in requirements:
            yield f"  {requirement.id:<{width}}  {requirement.title}{_remark(requirement)}"
    stated = law_rules(catalogue)
    if stated:
        yield ""
        yield "Statements of law that an audit compares with the catalogue"
        for rule in stated.values():
            yield f"  {rule.id:<{width}}  {rule.title}"
    if catalogue.not_in_force:
        yield ""
        yield f"Not in force on {catalogue.on}: {', '.join(one.id for one in catalogue.not_in_force)}"


def _remark(requirement: Requirement) -> str:
    if requirement.not_applicable is not None:
        return " (not applicable here)"
    return " (good practice)" if requirement.good_practice else ""


def _object(law: ChosenLaw) -> dict[str, Any]:
    catalogue = law.catalogue
    return {
        "schema": "eiagen.duties/1",
        "catalogue": described(law),
        "duties": [
            {
                "id": duty.id,
                "title": duty.title,
                "binds": duty.binds,
                "summary": duty.summary,
                "in_force_from": duty.in_force_from.isoformat() if duty.in_force_from else None,
                "in_force_until": duty.in_force_until.isoformat() if duty.in_force_until else None,
                "citations": [citation(catalogue.citations[id]) for id in duty.citations],
            }
            for duty in catalogue.duties.values()
        ],
        "requirements": [
            {
                "id": one.id,
                "title": one.title,
                "duty": one.duty,
                "scope": one.scope,
                "severity": one.severity,
                "good_practice": one.good_practice,
                "not_applicable": one.not_applicable,
                "asks": one.asks,
                "why": one.why,
                "addressed": one.addressed,
                "mentioned": one.mentioned,
                "closes": one.closes,
                "rules": [check.rule for check in one.in_assessment],
                "citations": [citation(cited) for cited in catalogue.sources(one)],
            }
            for one in catalogue.requirements
        ],
        "statements": [
            {
                "id": rule.id,
                "title": rule.title,
                "severity": rule.severity,
                "why": rule.why,
                "right": [
                    {"text": text, "citations": [citation(law.catalogue.citations[id]) for id in ids]}
                    for text, ids in rights_of(rule, law.catalogue)
                ],
            }
            for rule in law_rules(law.catalogue).values()
        ],
    }
