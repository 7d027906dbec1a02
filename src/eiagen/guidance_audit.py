"""Holds a document against a catalogue: one finding for each requirement in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from eiagen.audit.certainty import certainty
from eiagen.audit.cues import load_cues
from eiagen.audit.knowledge import Knowledge
from eiagen.audit.levels import OUTCOMES, Level, levels
from eiagen.audit.matcher import Hit
from eiagen.audit.units import Unit, units
from eiagen.document import Document
from eiagen.duties import Catalogue, Requirement
from eiagen.finding import Finding, Outcome, Quote, fingerprint
from eiagen.place import Place
from eiagen.resources import CATALOGUE
from eiagen.words import sentences, words

MOST_QUOTES = 3
_SHORT_QUOTE = 8
_OFTEN, _ONE_IN = 6, 400
"""A document speaks of a subject often if it does so that many times, and once in so many words."""


def knowledge_of(catalogue: Catalogue, root: Path = CATALOGUE) -> Knowledge:
    """What an audit looks for; made once for many documents. The catalogue must be loaded with `guidance`."""
    return Knowledge(catalogue, load_cues(root))


def audit(
    document: Document, catalogue: Catalogue, knowledge: Knowledge | None = None
) -> tuple[Finding, ...]:
    """One finding for each requirement in force, in the order of the catalogue."""
    knowledge = knowledge or knowledge_of(catalogue)
    found = levels_of(document, knowledge)
    numbers = {known.requirement.id: number for number, known in enumerate(knowledge.known)}
    return tuple(
        _finding(requirement, document, catalogue, knowledge, numbers.get(requirement.id), found)
        for requirement in catalogue.requirements
    )


def levels_of(document: Document, knowledge: Knowledge) -> dict[int, list[Level]]:
    """Every level that a unit of the document reaches, by number of requirement, in reading order."""
    every = list(units(document, knowledge))
    settings = _Settings(document, knowledge, every)
    found: dict[int, list[Level]] = defaultdict(list)
    for unit in every:
        if not (unit.hits or unit.about or (unit.lead and unit.lead.hits)):
            continue
        beside = [
            other
            for other in every[max(0, unit.number - 1) : unit.number + 2]
            if other is not unit and abs(other.at - unit.at) <= 1 and not other.cap
        ]
        for number, level in levels(unit, knowledge, beside, settings.row(unit)):
            if settings.allow(knowledge.known[number].context, unit):
                found[number].append(level)
    return found


class _Settings:
    """What stands around a unit: the other cells of its row, and the subjects of the neighbourhood."""

    def __init__(self, document: Document, knowledge: Knowledge, every: list[Unit]) -> None:
        self.knowledge = knowledge
        self.by_row: dict[tuple[int | None, int | None], list[Unit]] = defaultdict(list)
        self.context: dict[int, set[int]] = defaultdict(set)
        counted: dict[int, int] = defaultdict(int)
        total = 0
        for unit in every:
            total += len(unit.words)
            if unit.passage.place.table:
                self.by_row[unit.passage.place.table, unit.passage.place.row].append(unit)
            for number in self._contexts(unit.hits):
                self.context[unit.at].add(number)
                counted[number] += 1
        self.often = {
            number for number, times in counted.items() if times >= _OFTEN and times * _ONE_IN >= total
        }
        self.often |= self._of_text(document.title)
        self._texts: dict[str, set[int]] = {}

    def _contexts(self, hits: Sequence[Hit]) -> list[int]:
        owners = self.knowledge.subjects.owners
        return [owner.requirement for hit in hits for owner in owners[hit.phrase] if owner.role == "context"]

    def _of_text(self, text: str) -> set[int]:
        return set(self._contexts(self.knowledge.subjects.hits(words(text))))

    def row(self, unit: Unit) -> Sequence[Unit]:
        place = unit.passage.place
        if not place.table:
            return ()
        cells = self.by_row[place.table, place.row]
        if len(cells) > 24:
            return ()
        return [other for other in cells if other is not unit and not other.cap]

    def allow(self, context: int | None, unit: Unit) -> bool:
        if context is None or context in self.often:
            return True
        if any(context in self.context.get(at, ()) for at in (unit.at - 1, unit.at, unit.at + 1)):
            return True
        place = unit.passage.place
        if any(context in self.context.get(other.at, ()) for other in self.row(unit)):
            return True
        for text in (*place.headings, place.row_header, place.column_header):
            if text not in self._texts:
                self._texts[text] = self._of_text(text)
            if context in self._texts[text]:
                return True
        return False


def _quotes(best: Sequence[Level], document: Document) -> tuple[Quote, ...]:
    quotes: dict[str, Quote] = {}
    for level in best:
        text = _quoted(level.unit, document)
        if text not in quotes:
            quotes[text] = Quote(text, level.unit.passage)
        if len(quotes) == MOST_QUOTES:
            break
    return tuple(quotes.values())


def _quoted(unit: Unit, document: Document) -> str:
    """The sentence; with the one after it where it is too short to be understood."""
    if len(unit.text.split()) >= _SHORT_QUOTE or len(unit.text) == len(unit.passage.text):
        return unit.text
    whole = unit.passage.text
    begin = whole.find(unit.text)
    after = sentences(whole[begin + len(unit.text) :].strip())
    return f"{unit.text} {after[0]}".strip() if after else unit.text


def _finding(
    requirement: Requirement,
    document: Document,
    catalogue: Catalogue,
    knowledge: Knowledge,
    number: int | None,
    found: dict[int, list[Level]],
) -> Finding:
    about: tuple[str, ...] = requirement.in_guidance.searched_for if requirement.in_guidance else ()
    quotes: tuple[Quote, ...] = ()
    sure, because = "sure", ""
    if requirement.not_applicable is not None:
        outcome, message = Outcome.NOT_APPLICABLE, requirement.not_applicable
    elif number is None:
        outcome, message = Outcome.NOT_CHECKED, "the audit has no knowledge of this requirement yet"
    else:
        reached = found.get(number, [])
        rank = max((level.rank for level in reached), default=0)
        outcome = OUTCOMES[rank]
        best = sorted((level for level in reached if level.rank == rank), key=lambda level: -level.weight)
        quotes = _quotes(best, document)
        sure, because = certainty(reached, best, knowledge.known[number])
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
            (requirement.id, outcome, *(" ".join(words(quote.text)[1:-1]) for quote in quotes[:1]))
        ),
        why=requirement.why,
        fix=requirement.closes if outcome is not Outcome.ADDRESSED else "",
        file=document.path,
        place=quotes[0].passage.place if quotes else Place(),
        quotes=quotes,
        searched_for=about,
        certainty=sure,
        certainty_because=because,
        good_practice=requirement.good_practice,
    )
