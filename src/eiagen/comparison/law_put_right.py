"""What is said of the law on a requirement: put right in the new version, or put wrongly now."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.comparison.found_again import FoundAgain
from eiagen.comparison.held import Held
from eiagen.finding import Finding

_STILL_SAID = 0.3
"""So much of a wrong statement must stand in the other version, which else says nothing of the matter."""


def law_put_right(finding: Finding, held: tuple[Held, Held], again: FoundAgain) -> int:
    """1 where the new version puts right what the old one had wrong of the law behind a finding; -1 the
    other way; 0 where neither, or both, are so. What was only taken out is not put right."""
    wrong = [dict(_wrong(finding, version)) for version in held]
    righted, wronged = (
        any(
            again.of(side, number).share >= _STILL_SAID
            for rule, number in wrong[side].items()
            if rule not in wrong[1 - side]
        )
        for side in (0, 1)
    )
    return righted - wronged


def _wrong(finding: Finding, version: Held) -> Iterator[tuple[str, int]]:
    """The rules on the same law that sentences on the requirement go against, each with one's number."""
    law = set(finding.citations)
    on_it = {one.sentence for one in version.supports.get(finding.requirement, ())}
    for misstated in version.misstatements:
        if law.isdisjoint(misstated.citations):
            continue
        for quote in misstated.quotes:
            for number in on_it:
                sentence = version.sentences[number]
                if sentence.passage == quote.passage and (
                    sentence.text in quote.text or quote.text in sentence.text
                ):
                    yield misstated.rule or "", number
