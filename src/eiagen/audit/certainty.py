"""Whether a finding can be relied on or should be checked by a person, and why."""

from __future__ import annotations

from collections.abc import Sequence

from eiagen.audit.knowledge import Known
from eiagen.audit.levels import ADDRESSED, MENTIONED, Level

SURE, CHECK = "sure", "check"


def certainty(reached: Sequence[Level], best: Sequence[Level], known: Known) -> tuple[str, str]:
    """`sure` or `check`, with the reason for the second; `best` are the highest levels, best first."""
    if not reached:
        return SURE, ""
    rank = best[0].rank
    if rank == ADDRESSED:
        passages = {level.unit.at for level in best}
        if len(passages) > 1:
            return SURE, ""
        return CHECK, "one passage only"
    if rank == MENTIONED:
        if len({level.unit.at for level in best}) == 1:
            return CHECK, "one passing mention"
        return CHECK, "named more than once, without anything that was recognised as analysis or instruction"
    if len({level.rank for level in reached}) > 1:
        return CHECK, "put aside in one place, named in another"
    return CHECK, "put aside: whether a reason is given is for a person to judge"
