"""A characteristic is assessed only under the aims that it counts for."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject


class Options(RuleOptions):
    """How many characteristics an entry may hold and still be looked at: a row for all of them is not."""

    at_most: int = 5


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each impact on a characteristic that doesn't count for its aim; words: characteristic, aim."""
    aims = {aim.id: aim for aim in subject.catalogue.aims}
    characteristics = {one.id: one for one in subject.catalogue.characteristics}
    for number, impact in subject.reading.impacts:
        aim = aims.get(impact.aim or "")
        if aim is None or len(impact.characteristics) > options.at_most:
            continue
        for position, which in enumerate(impact.characteristics):
            if which in characteristics and not subject.catalogue.counts_for(characteristics[which], aim):
                words = {"characteristic": subject.reading.title(which), "aim": subject.reading.title(aim.id)}
                yield Gap(("impacts", number, "characteristics", position), words)
