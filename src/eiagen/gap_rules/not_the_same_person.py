"""Whoever wrote the assessment and whoever decides are two, or somebody independent looked at it."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.assessment import Person
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject
from eiagen.gap_rules.word_lists import normal


class Options(RuleOptions):
    """Signatures in these capacities count as an independent look."""

    independent: tuple[str, ...]


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """One gap where they are the same; words: person."""
    assessment = subject.assessment
    if any(one.capacity in options.independent for one in assessment.sign_off):
        return
    writers = [
        assessment.assessor,
        *(_as_person(one) for one in assessment.sign_off if one.capacity == "assessor"),
    ]
    decision = assessment.decision
    deciders = [
        decision.maker if decision is not None else None,
        *(_as_person(one) for one in assessment.sign_off if one.capacity == "decision-maker"),
    ]
    for writer in writers:
        for decider in deciders:
            if writer is not None and decider is not None and _same(writer, decider):
                path = (
                    ("decision", "maker")
                    if decision is not None and decision.maker is not None
                    else ("sign_off",)
                )
                yield Gap(path, {"person": writer.name or writer.role or ""})
                return


def _as_person(signature: object) -> Person:
    return Person(name=getattr(signature, "name", None), role=getattr(signature, "role", None))


def _same(one: Person, other: Person) -> bool:
    if one.name and other.name:
        return normal(one.name) == normal(other.name)
    return bool(one.role and other.role) and normal(one.role or "") == normal(other.role or "")
