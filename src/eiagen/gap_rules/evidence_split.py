"""Where an effect on a characteristic is stated, some of its evidence is split by that characteristic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eiagen.gap_rules.options import NOTHING, RuleOptions
from eiagen.gap_rules.subject import Gap, Subject


class Options(RuleOptions):
    """Which characteristics, and what else sources call them."""

    characteristics: tuple[str, ...]
    also_called: Mapping[str, tuple[str, ...]] = NOTHING
    directions: tuple[str, ...] = ("positive", "negative", "mixed", "unknown")
    """Effects that count as stated."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """One gap for each characteristic none of whose evidence is split; words: characteristic."""
    reading = subject.reading
    for characteristic in options.characteristics:
        names = {characteristic, *options.also_called.get(characteristic, ())}
        first: int | None = None
        cited: set[str] = set()
        for number, impact in reading.impacts_by_characteristic.get(characteristic, ()):
            if impact.direction in options.directions and impact.evidence:
                first = number if first is None else first
                cited.update(impact.evidence)
        if first is None:
            continue
        splits = {
            one.lower()
            for source in cited
            if source in reading.evidence
            for one in reading.evidence[source].disaggregated_by
        }
        if names.isdisjoint(splits):
            words = {"characteristic": reading.title(characteristic)}
            yield Gap(("impacts", first, "evidence"), words, key=characteristic)
