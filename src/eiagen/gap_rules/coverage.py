"""When an impact counts as an assessment: a tick, or a bare “no effects identified”, does not."""

from __future__ import annotations

from collections.abc import Iterable

from eiagen.assessment import Impact
from eiagen.gap_rules.conditions import pattern
from eiagen.gap_rules.subject import Reading, is_blank, on_lines
from eiagen.gap_rules.word_lists import sentences, word_count

DISMISSALS = (
    r"^\W*(no|none|nil|nobody|neutral|n/?a|not (applicable|relevant|affected|known to be)|neither)\b",
    r"\b(there (is|are|will be|would be|should be)|we (see|expect|foresee|anticipate|identified|found)|has|have|having) (no|not any)\b",
    r"\b(is|are|was|were|will be|has been|have been) (not|un)\s?(affected|expected|anticipated|identified|considered|thought|relevant|likely|impacted)\b",
    r"\b(is|are|was|were|does|do|did|will|would|should|has|have) not (\w+ )?(affect|impact|differ|expected|anticipated|identified|change|discriminate|arise|apply)",
    r"\b(equal(ly)? (access|treatment|opportunit\w+)|equally|regardless|irrespective|in the same way|treat\w* (everyone|everybody|all)|(everyone|everybody|all) \w+ (is|are|will be) treated)\b",
    r"\w+[-\s](neutral|blind)\b|\bblind to\b",
)
"""Regular expressions of a sentence that waves the question away and says nothing of the people concerned."""
REASONS = r"\b(because|since|as (the|it|this|they|we|all|only)|so that|due to|given that|owing to|the reason)\b"
LEAST = 5
"""Words that a sentence needs to say something."""


def is_dismissed(impact: Impact) -> bool:
    """Whether no effect is all it states, with neither evidence nor a reason nor a word about the people."""
    if impact.direction not in (None, "no-impact") or impact.evidence:
        return False
    text = impact.finding or ""
    if pattern(REASONS).search(text):
        return False
    return not any(
        word_count(sentence) >= LEAST and not any(pattern(one).search(sentence) for one in DISMISSALS)
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
    return f"a direction is ticked{at} and nothing is said"
