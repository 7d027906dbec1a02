"""Whether a finding can be relied on or should be checked by a person, and why."""

from __future__ import annotations

from collections.abc import Sequence

from eiagen.audit.outcomes.knowledge import Known
from eiagen.audit.outcomes.levels import ADDRESSED, MENTIONED, Level
from eiagen.document import Document

SURE, CHECK = "sure", "check"

# Chosen by counts on labelled documents: benchmarks/accuracy.md.
_MANY = 3
"""So many passages make a requirement addressed, however weak each is."""
_STRONG = 2.0
"""A passage of substance, or with several cues close by."""
_SUBSTANCE = 2.7
"""One passage of substance is enough where as many others as are many name the requirement."""
_BESIDE = 2
"""Two passages are enough, however weak, where so many others name it."""
_FEWEST, _MOST = 1_000, 8_000
"""In a document of so many characters one strong passage is enough: in eight that a tester wrote, before any
mending, 34 of 35 such findings were right. A shorter text is a piece of one."""


def is_short(document: Document) -> bool:
    """Whether a document is so short that nothing in it is said twice."""
    return _FEWEST <= sum([len(passage.text) for passage in document.passages]) < _MOST


def certainty(
    reached: Sequence[Level], best: Sequence[Level], known: Known, *, short: bool
) -> tuple[str, str]:
    """`sure` or `check`, with the reason for the second; `best` are the highest levels, best first."""
    if not reached:
        if known.silence == SURE:
            return SURE, ""
        return CHECK, "it can be said in many everyday words: read the document for it"
    rank = best[0].rank
    if any(level.follows for level in best):
        # What follows from others is no surer than those are.
        best = [level for level in best if level.follows != CHECK]
        if not best:
            return CHECK, "it follows from other findings"
    passages = len({level.unit.at for level in best})
    if rank == ADDRESSED:
        if best[0].counted:
            return CHECK, "many passages, each of which only names it"
        beside = len({level.unit.at for level in reached}) - passages
        if passages >= _MANY or (passages > 1 and (best[0].weight >= _STRONG or beside >= _BESIDE)):
            return SURE, ""
        if best[0].weight >= _SUBSTANCE and beside >= _MANY:
            return SURE, ""
        if short and best[0].weight >= _STRONG and not _aside(reached):
            return SURE, ""
        if _aside(reached):
            return CHECK, "put aside elsewhere in the document"
        return CHECK, "one passage only" if passages == 1 else "short or general passages"
    if rank == MENTIONED and (
        known.guidance.mention == SURE or (passages == 1 and all(level.capped for level in best))
    ):
        return SURE, ""
    if rank == MENTIONED:
        return (
            CHECK,
            "one passing mention" if passages == 1 else "named, with nothing to act on",
        )
    if len({level.rank for level in reached}) > 1:
        return CHECK, "put aside in one place, named in another"
    return CHECK, "put aside: whether a reason is given is for a person to judge"


def _aside(reached: Sequence[Level]) -> bool:
    """Whether it is put aside somewhere."""
    return any(level.rank not in (ADDRESSED, MENTIONED) for level in reached)
