"""Which passages a finding shows, and how much of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from eiagen.audit.outcomes.levels import OUTCOMES, Level
from eiagen.audit.outcomes.units import Unit
from eiagen.finding import Quote
from eiagen.words import sentences

MOST_QUOTES = 4
"""A reader's own passage was among three in 74 of 100 findings on real guidance, among four in 77."""
_SHORT_PASSAGE = 80
"""So many words are quoted whole."""
_NEAR, _COMPANY, _MOST_COMPANY = 3, 0.3, 8
"""How far off other passages on the subject count for a quotation, how much each, and how many at most."""


def best_first(reached: Sequence[Level], rank: int) -> list[Level]:
    """The levels of a rank; among equals first those that stand where the document speaks of it most."""
    best = [level for level in reached if level.rank == rank]
    if len(best) < 2:
        return best
    spoken = Counter([level.unit.at for level in reached])
    company = {
        at: min(sum([spoken.get(other, 0) for other in range(at - _NEAR, at + _NEAR + 1)]), _MOST_COMPANY)
        for at in {level.unit.at for level in best}
    }

    def weight(level: Level) -> float:
        return level.weight + _COMPANY * company[level.unit.at]

    return sorted(best, key=weight, reverse=True)


def quotes(reached: Sequence[Level], best: Sequence[Level]) -> tuple[Quote, ...]:
    """The best four, none of which says what another holds; where there are fewer, what else is said of it.

    What only stands in a list or a name is not worth a place beside the best.
    """
    found: list[Quote] = []
    rank = best[0].rank if best else 0
    # One at a time: most findings need none of them.
    below = (level for other in range(rank - 1, 0, -1) for level in best_first(reached, other))
    for level in chain(best, (level for level in below if not level.capped)):
        if not any(level.unit.text in quote.text for quote in found):
            shows = OUTCOMES[level.rank] if level.rank < rank else None
            found.append(Quote(_quoted(level.unit), level.unit.passage, shows))
        if len(found) == MOST_QUOTES:
            break
    return tuple(found)


def _quoted(unit: Unit) -> str:
    """The sentence as it stands; with its neighbours, or the whole passage, as far as that stays short."""
    whole = unit.passage.text
    if len(whole.split()) <= _SHORT_PASSAGE:
        return whole
    begin = whole.find(unit.text)
    if begin < 0:
        return unit.text
    end = begin + len(unit.text)
    room = _SHORT_PASSAGE - len(unit.text.split())
    after = sentences(whole[end:].strip())
    if after and len(after[0].split()) <= room:
        end = whole.index(after[0], end) + len(after[0])
        room -= len(after[0].split())
    before = sentences(whole[:begin].strip())
    if before and len(before[-1].split()) <= room:
        begin = whole.rindex(before[-1], 0, begin)
    return whole[begin:end]
