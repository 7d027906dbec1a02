"""Holds a document against a catalogue: one finding for each requirement in force."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from eiagen.audit.outcomes.certainty import certainty, is_short
from eiagen.audit.outcomes.cues import load_cues
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.outcomes.levels import ADDRESSED, MENTIONED, OUTCOMES, Level, levels, to_judge
from eiagen.audit.outcomes.quotation import best_first, quotes
from eiagen.audit.outcomes.sight import look_for_signs
from eiagen.audit.outcomes.surroundings import Surroundings
from eiagen.audit.outcomes.units import units
from eiagen.document import Document
from eiagen.duties import Catalogue, Requirement
from eiagen.finding import Finding, Outcome, Quote, fingerprint
from eiagen.place import Place
from eiagen.resources import CATALOGUE
from eiagen.words import words

_STEPS = frozenset(("instruction", "offer", "effect", "lift", "reason", "finding"))
"""Cues of what is done for the needs of a group, or of what they are."""
_FORM_GROUPS = 2
"""So many groups at least of which a form says something are a form that is filled in."""


def knowledge_of(catalogue: Catalogue, root: Path = CATALOGUE) -> Knowledge:
    """What an audit looks for; made once for many documents. The catalogue must be loaded with `guidance`."""
    return Knowledge(catalogue, load_cues(root))


def audit(
    document: Document,
    catalogue: Catalogue,
    knowledge: Knowledge | None = None,
    found: dict[int, list[Level]] | None = None,
) -> tuple[Finding, ...]:
    """One finding for each requirement in force, in the order of the catalogue.

    `found` is what `levels_of` gave for the document, where that was asked before.
    """
    knowledge = knowledge or knowledge_of(catalogue)
    found = levels_of(document, knowledge) if found is None else found
    short = is_short(document)
    return tuple(
        _finding(requirement, document, catalogue, knowledge, found, short=short)
        for requirement in catalogue.requirements
    )


def levels_of(document: Document, knowledge: Knowledge) -> dict[int, list[Level]]:
    """Every level that a unit of the document reaches, by number of requirement, in reading order."""
    every = units(document, knowledge)
    around = Surroundings(document, knowledge, every)
    found: dict[int, list[Level]] = defaultdict(list)
    judged = list(to_judge(every, knowledge, around))
    # With the sentences after them, as those may deny what was said.
    after = [one for unit, said in judged if said and (one := around.after(unit)) is not None]
    look_for_signs([*(unit for unit, _ in judged), *after], knowledge)
    for unit, said in judged:
        for number, level in levels(unit, said, knowledge, around):
            found[number].append(level)
    _add_often(found, knowledge)
    _add_filled(found, knowledge)
    _add_met(found, knowledge)
    return found


def _add_often(found: dict[int, list[Level]], knowledge: Knowledge) -> None:
    """Adds what is spoken of in so many passages that together they say something."""
    for number, known in enumerate(knowledge.known):
        reached = found.get(number, ())
        plain = {level.unit.at: level for level in reached if level.plain}
        if (
            known.kind.often
            and len(plain) >= known.kind.often
            and max(one.rank for one in reached) == MENTIONED
        ):
            reason = f"spoken of in {len(plain)} passages"
            found[number] += [
                replace(level, rank=ADDRESSED, reason=reason, weight=level.weight - 1, counted=True)
                for level in plain.values()
            ]


def _add_filled(found: dict[int, list[Level]], knowledge: Knowledge) -> None:
    """Adds that a form is filled in, where its title or heading stands over what is said of several groups.

    Each of those must be named by a heading, a row or a label of its own: a form asks group by group.
    """
    for number in knowledge.filled:
        best = []
        for group in knowledge.groups:
            entries = [
                level
                for level in found.get(group, ())
                if level.rank == ADDRESSED
                and group in level.unit.about
                and (number in level.unit.about or number in level.unit.titled)
            ]
            if entries:
                best.append(max(entries, key=lambda level: level.weight))
        if len(best) >= _FORM_GROUPS:
            reason = f"a form is filled in for {len(best)} groups"
            found[number] += [replace(level, reason=reason, weight=level.weight - 1) for level in best]


def _add_met(found: dict[int, list[Level]], knowledge: Knowledge) -> None:
    """Adds what follows for one requirement from others: the needs of several groups met, say."""
    for number, known in enumerate(knowledge.known):
        best = []
        for other in known.guidance.met_by:
            reached = found.get(knowledge.numbers.get(other, -1), ())
            addressed = [level for level in reached if level.rank == ADDRESSED and not level.counted]
            steps = [level for level in addressed if not level.cues or not _STEPS.isdisjoint(level.cues)]
            if steps:
                parts = sorted(addressed, key=lambda level: level.weight, reverse=True)
                sure, _ = certainty(reached, parts, knowledge.known[knowledge.numbers[other]], short=False)
                best.append(replace(max(steps, key=lambda level: level.weight), follows=sure))
        if known.guidance.met_by and len(best) >= known.guidance.met_by_at_least:
            reason = f"follows from {len(best)} requirements that are addressed"
            found[number] += [replace(level, reason=reason, weight=level.weight - 2) for level in best]


def _finding(
    requirement: Requirement,
    document: Document,
    catalogue: Catalogue,
    knowledge: Knowledge,
    found: dict[int, list[Level]],
    *,
    short: bool,
) -> Finding:
    about: tuple[str, ...] = requirement.in_guidance.searched_for if requirement.in_guidance else ()
    shown: tuple[Quote, ...] = ()
    number = knowledge.numbers.get(requirement.id)
    sure, because = "sure", ""
    if requirement.not_applicable is not None:
        outcome, message = Outcome.NOT_APPLICABLE, requirement.not_applicable
    elif number is None:
        outcome, message = Outcome.NOT_CHECKED, "the audit has no knowledge of this requirement yet"
    else:
        reached = found.get(number, [])
        rank = max((level.rank for level in reached), default=0)
        outcome = OUTCOMES[rank]
        best = best_first(reached, rank)
        shown = quotes(reached, best)
        sure, because = certainty(reached, best, knowledge.known[number], short=short)
        message = (
            best[0].reason
            if best
            else f"no passage found on “{requirement.title}”; searched for {', '.join(about)}"
        )
    return Finding(
        requirement=requirement.id,
        title=requirement.title,
        outcome=outcome,
        severity=requirement.severity,
        message=message,
        citations=tuple(catalogue.sources(requirement)),
        fingerprint=fingerprint(
            (requirement.id, outcome, *(" ".join(words(quote.text)[1:-1]) for quote in shown[:1]))
        ),
        why=requirement.why,
        fix=requirement.closes if outcome is not Outcome.ADDRESSED else "",
        file=document.path,
        place=shown[0].passage.place if shown else Place(),
        quotes=shown,
        searched_for=about,
        certainty=sure,
        certainty_because=because,
        good_practice=requirement.good_practice,
    )
