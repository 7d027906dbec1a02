"""Too large, or too small, a share of the impacts points in one direction."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject


class Options(RuleOptions):
    """Directions that are counted, and the share from which they are a gap."""

    directions: tuple[str, ...]
    or_more: float | None = None
    """Share (0 to 1) from which on it is a gap."""
    none: bool = False
    """Instead: it is a gap if there is none at all."""
    among: int = 1
    """Impacts that there must be before this says anything."""
    with_some: tuple[str, ...] = ()
    """Directions of which there must be one before this says anything."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """One gap for the whole list; words: count, total, percent."""
    directions = [impact.direction for _, impact in subject.reading.impacts if impact.direction is not None]
    if len(directions) < options.among:
        return
    if options.with_some and not any(one in options.with_some for one in directions):
        return
    count = sum(one in options.directions for one in directions)
    share = count / len(directions)
    too_many = options.or_more is not None and share >= options.or_more
    if too_many or (options.none and count == 0):
        words = {"count": str(count), "total": str(len(directions)), "percent": f"{share:.0%}"}
        yield Gap(("impacts",), words)
