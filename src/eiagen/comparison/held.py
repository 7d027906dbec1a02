"""One of the two versions as a comparison needs it: what was found, its sentences, and what they show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from eiagen.audit.law_statements.tempering import tempered
from eiagen.audit.one_document import audit, levels_of
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.outcomes.levels import OUTCOMES, Level
from eiagen.audit.record import About, Audit
from eiagen.comparison.sentences import Sentence, Words, sentences_of
from eiagen.comparison.substance import Support, supports
from eiagen.document import Document, Passage
from eiagen.finding import Finding

RANKS = {outcome: rank for rank, outcome in OUTCOMES.items()}


@dataclass(frozen=True)
class Held:
    """A version held against the law."""

    about: About
    findings: tuple[Finding, ...]
    """One for each requirement, in the order of the catalogue."""
    misstatements: tuple[Finding, ...]
    sentences: tuple[Sentence, ...]
    """Of the whole text; of the passages quoted where that is all there is."""
    supports: Mapping[str, tuple[Support, ...]] = field(repr=False)
    """By requirement: what each sentence shows that is about it, whatever its rank."""

    @cached_property
    def every_words(self) -> frozenset[Words]:
        """The words of each of its sentences."""
        return frozenset(one.words for one in self.sentences)


def held_document(document: Document, knowledge: Knowledge, misstatements: tuple[Finding, ...] = ()) -> Held:
    """A document, audited as `eiagen audit` does it; `misstatements` are where it puts the law wrongly."""
    found = levels_of(document, knowledge)
    about = About(
        document.path,
        document.title,
        document.format,
        document.pages,
        document.words,
        document.sha256,
        document.warnings,
    )
    sentences = tuple(sentences_of(document.passages))
    return Held(
        about,
        tempered(audit(document, knowledge.catalogue, knowledge, found), misstatements, knowledge.catalogue),
        misstatements,
        sentences,
        _supports(found, sentences, knowledge),
    )


def held_audit(kept: Audit, knowledge: Knowledge) -> Held:
    """An audit that was made before: of the text there are only the passages it quotes."""
    quoted: dict[Passage, None] = {}
    for finding in kept.findings:
        quoted.update(dict.fromkeys(quote.passage for quote in finding.quotes))
    passages = tuple(sorted(quoted, key=lambda passage: passage.place.paragraph or 0))
    about = kept.document
    pieces = Document(about.path, about.format, about.title, passages, about.sha256)
    sentences = tuple(sentences_of(passages))
    of_passage: dict[Passage, list[int]] = defaultdict(list)
    for number, sentence in enumerate(sentences):
        of_passage[sentence.passage].append(number)
    reached = _supports(levels_of(pieces, knowledge), sentences, knowledge)
    return Held(
        about,
        kept.findings,
        kept.misstatements,
        sentences,
        {
            finding.requirement: tuple(_of_finding(finding, of_passage, reached.get(finding.requirement, ())))
            for finding in kept.findings
            if finding.quotes
        },
    )


def _of_finding(
    finding: Finding, of_passage: Mapping[Passage, Sequence[int]], reached: Sequence[Support]
) -> list[Support]:
    """What its own quotes show, by what the audit once found in them."""
    rank = RANKS.get(finding.outcome, 0)
    found = []
    for quote in finding.quotes:
        inside = of_passage[quote.passage]
        own = [one for one in reached if one.sentence in inside and one.rank == rank]
        found += own or [Support(number, rank, Counter(), 0, ()) for number in inside[:1]]
    return found


def _supports(
    found: Mapping[int, Sequence[Level]], sentences: Sequence[Sentence], knowledge: Knowledge
) -> dict[str, tuple[Support, ...]]:
    # The audit passes over contents lists and running lines, so that it counts otherwise. The same passage is
    # the same object for both, and in it the same sentence is the same text.
    where = {(id(one.passage), one.text): at for at, one in reversed([*enumerate(sentences)])}
    by_number = {
        number: tuple(supports(levels, number, knowledge, where)) for number, levels in found.items()
    }
    return {id: by_number[number] for id, number in knowledge.numbers.items() if number in by_number}
