"""When an impact counts as an assessment: a tick, or a bare “no effects identified”, does not."""

from __future__ import annotations

from collections.abc import Iterable

from eiagen.assessment import Impact
from eiagen.gap_rules.conditions import pattern
from eiagen.gap_rules.subject import Reading, is_blank
from eiagen.gap_rules.word_lists import sentences, word_count
from eiagen.gap_rules.wording import on_lines

DISMISSALS = (
    r"^\W*(none|nil|nobody|neutral|n/?a|not (applicable|relevant|affected|impacted))\b",
    r"^\W*(no|not any)\b[^.;]{0,60}?\b(effect|impact|difference|issue|concern|discriminat|barrier|change|"
    r"restrict|require|feature|disadvantage|assumption|relevance)\w*",
    r"\b(there (is|are|will be|would be)|we (see|expect|foresee|identified|found)|has|have) (no|not any)\b",
    r"\b(is|are|was|were|be|been) (not |un)(affected|expected|identified|relevant|likely|impacted)\b",
    r"\b(does|do|did|will|would|should) not (\w+ )?(affect|impact|differ|change|discriminate|arise|apply)",
    r"\b(equal (access|treatment|opportunit\w+)|equally|regardless|irrespective|in the same way)\b",
    r"\btreat\w* (everyone|everybody|all)\b|\b(everyone|everybody|all \w+) (is|are|will be) treated\b",
    r"\w+[-\s](neutral|blind)\b|\bblind to\b",
)
"""Regular expressions of a sentence that waves the question away and says nothing of the people concerned."""
REASONS = (
    r"\b(because|since|as (the|it|this|they|we|all|only)|so that|due to|given that|owing to|the reason)\b"
)
LEAST = 5
"""Words that a sentence needs to say something beside a “no impact”."""


def is_dismissed(impact: Impact) -> bool:
    """Whether no effect is all it states, with neither evidence nor a reason nor a word about the people."""
    if impact.direction not in (None, "no-impact") or impact.evidence:
        return False
    text = impact.finding or ""
    if pattern(REASONS).search(text):
        return False
    least = 1 if impact.direction is None else LEAST
    return not any(
        word_count(sentence) >= least and not any(pattern(one).search(sentence) for one in DISMISSALS)
        for sentence in sentences(text)
    )


def is_ticked(impact: Impact) -> bool:
    """Whether nothing but a direction is written."""
    return impact.direction != "unknown" and is_blank(impact.finding) and not impact.evidence


def covers(impact: Impact) -> bool:
    """Whether it says something about the people it is on."""
    return not is_ticked(impact) and not is_dismissed(impact)


def why_not(impacts: Iterable[tuple[int, Impact]], reading: Reading) -> str | None:
    """Why none of them is an assessment, with their lines; None where one of them is, or there is none."""
    all_of_them = list(impacts)
    if not all_of_them or any(covers(impact) for _, impact in all_of_them):
        return None
    where = on_lines(reading.line(("impacts", number)) for number, _ in all_of_them)
    at = f" ({where})" if where else ""
    if any(not is_ticked(impact) for _, impact in all_of_them):
        return f"all that is said{at} is that there is no effect, without evidence or a reason"
    return f"it is only marked{at} as good, bad or none, and nothing is said"
