"""For each requirement what changed from one version to the next, decided by outcome and substance."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from eiagen.audit.outcomes.levels import ADDRESSED
from eiagen.comparison.alignment import Alignment
from eiagen.comparison.found_again import FoundAgain
from eiagen.comparison.held import RANKS, Held
from eiagen.comparison.in_other_words import stands_otherwise
from eiagen.comparison.law_put_right import law_put_right
from eiagen.comparison.manner import is_slight
from eiagen.comparison.sentences import Sentence
from eiagen.comparison.substance import DENIES, Support, balance, once
from eiagen.document import Passage
from eiagen.duties import Catalogue, Requirement
from eiagen.finding import Finding, Outcome, Quote

_TO_RAISE = frozenset((RANKS[Outcome.GAP], RANKS[Outcome.MENTIONED]))
_THIN = 1.5
"""What the audit takes for no better a quotation than that shows little: on 45 documents, where it was all
there is, readers saw no more than a mention in four of ten, and on those kept apart in six."""
_MORE = 0.15
"""So much of what the other version shows must be missing in it, as the same in other words opens nothing."""
_NAME, _MOST = 1.0, 0.5
"""What weighs no more than that is a name in a cell: only such a share of all there is would be enough."""
_LAW_RIGHT, _LAW_WRONG = "what it says of the law is put right", "it puts the law wrongly now"
_SHOWN = 3
"""So many passages of each version stand side by side."""


class Kind(StrEnum):
    """What became of a requirement, what counts most first."""

    OPENED = "opened"
    WEAKENED = "weakened"
    CLOSED = "closed"
    STRENGTHENED = "strengthened"
    REWORDED = "reworded"
    UNCHANGED = "unchanged"

    @property
    def for_the_worse(self) -> bool:
        """Whether there is less than before."""
        return self in (Kind.OPENED, Kind.WEAKENED)

    @property
    def in_substance(self) -> bool:
        """Whether there is more or less than before, and not only other words."""
        return self not in (Kind.REWORDED, Kind.UNCHANGED)


KIND_WORDS: Mapping[Kind, str] = {
    Kind.OPENED: "Opened",
    Kind.WEAKENED: "Weakened",
    Kind.CLOSED: "Closed",
    Kind.STRENGTHENED: "Strengthened",
    Kind.REWORDED: "Only reworded",
    Kind.UNCHANGED: "Unchanged",
}
"""As reports print them."""


@dataclass(frozen=True)
class Shown:
    """What one version shows of a requirement."""

    outcome: Outcome
    message: str
    quotes: tuple[Quote, ...] = ()
    searched_for: tuple[str, ...] = ()
    certainty: str = "sure"
    certainty_because: str = ""
    decided_by: str = ""
    """Who decided the outcome and when, where a person did: "Jo Smith on 28 November 2026"."""
    gaps: tuple[Finding, ...] = ()
    """Of an assessment: every gap on the requirement, the worst first. Guidance is quoted instead."""


@dataclass(frozen=True)
class Change:
    """One requirement in both versions."""

    requirement: Requirement
    kind: Kind
    old: Shown
    new: Shown
    reason: str
    """Why it is of this kind, in words."""

    @property
    def asked(self) -> bool:
        """Whether it applies and could be checked, in one of the two at least."""
        return any(
            one.outcome not in (Outcome.NOT_APPLICABLE, Outcome.NOT_CHECKED) for one in (self.old, self.new)
        )

    @property
    def sure(self) -> bool:
        """Whether nothing in it is for a person to check."""
        return self.old.certainty == self.new.certainty == "sure"


def kind_of(old: Outcome, new: Outcome) -> Kind | None:
    """The kind, where the outcomes alone decide it."""
    if old is new:
        return (
            Kind.UNCHANGED if old not in (Outcome.ADDRESSED, Outcome.MENTIONED, Outcome.DISMISSED) else None
        )
    if new is Outcome.ADDRESSED:
        return Kind.CLOSED
    if old is Outcome.ADDRESSED and new.wants_work:
        return Kind.OPENED
    return Kind.REWORDED


def changes(
    old: Held, new: Held, alignment: Alignment, catalogue: Catalogue, *, whole: bool = True
) -> tuple[Change, ...]:
    """One change for each requirement; `whole` if all of the text is known, and not only what was quoted.

    Where it is not, what a person decided stays as it is, and so does what only one of the two quotes.
    """
    before = {finding.requirement: finding for finding in old.findings}
    after = {finding.requirement: finding for finding in new.findings}
    again = FoundAgain((old.sentences, new.sentences), alignment)
    made = []
    for requirement in catalogue.requirements:
        first, second = before.get(requirement.id), after.get(requirement.id)
        if first is None or second is None:  # an audit from before the catalogue asked for it
            continue
        decided = first.decided_by or second.decided_by
        if whole or (not decided and first.quotes and second.quotes):
            first, second = _evened(first, second, (old, new), alignment, again, whole=whole)
        if not decided:
            first, second = _beside_each_other(first, second, (old, new), again)
        made.append(_change(requirement, first, second, (old, new), alignment, again))
    return tuple(made)


def _change(
    requirement: Requirement,
    first: Finding,
    second: Finding,
    held: tuple[Held, Held],
    alignment: Alignment,
    again: FoundAgain,
) -> Change:
    kind, reason = kind_of(first.outcome, second.outcome), second.message
    old, new = _shown(first), _shown(second)
    if kind is None:
        rank = RANKS[first.outcome]
        own = [[one for one in side.supports.get(requirement.id, ()) if one.rank == rank] for side in held]
        found = balance(own[0], own[1], (held[0].sentences, held[1].sentences), alignment, again)
        kind = Kind(found.verdict)
        old = _led_by(old, held[0], (*found.gone, *(pair.old for pair in found.edited)))
        new = _led_by(new, held[1], (*found.added, *(pair.new for pair in found.edited)))
        if kind is Kind.UNCHANGED:
            reason = (
                "what says most on it stands in both, word for word"
                if found.text_changed
                else "the text on it is the same"
            )
        elif rank != ADDRESSED:
            reason = "other words, and still nothing to act on"
            reason = f"{DENIES}; {reason}" if found.denied else reason
        else:
            reason = found.in_words() or "other words, with the same to act on"
        if found.denied:
            new = _to_check(new, DENIES)
        if rank == ADDRESSED and (law := law_put_right(first, held, again)):
            if law > 0 and not (kind is Kind.WEAKENED and found.gone):
                kind = Kind.STRENGTHENED  # what was asked for by a wrong law is no loss, what is gone is one
            elif law < 0 and kind is Kind.STRENGTHENED and not found.added:
                kind = Kind.WEAKENED
            reason = f"{_LAW_RIGHT if law > 0 else _LAW_WRONG}; {reason}"
    elif first.outcome is second.outcome:
        reason = "nothing in either" if first.outcome is Outcome.GAP else second.message
    return Change(requirement, kind, old, new, reason)


def _to_check(shown: Shown, because: str) -> Shown:
    reasons = [shown.certainty_because, because] if shown.certainty_because else [because]
    return replace(shown, certainty="check", certainty_because="; ".join(reasons))


def _led_by(shown: Shown, held: Held, numbers: Sequence[int]) -> Shown:
    """What is shown, with the passages that differ from the other version first."""
    differing = [held.sentences[number] for number in dict.fromkeys(numbers)]
    quotes = [Quote(one.text, one.passage) for one in differing]
    quotes += [
        quote for quote in shown.quotes if not any(one.text in quote.text for one in differing[:_SHOWN])
    ]
    return replace(shown, quotes=tuple(quotes[:_SHOWN]))


def _shown(finding: Finding) -> Shown:
    return Shown(
        finding.outcome,
        finding.message,
        finding.quotes[:_SHOWN],
        finding.searched_for,
        "sure" if finding.decided_by else finding.certainty,
        "" if finding.decided_by else finding.certainty_because,
        finding.decided_by,
    )


def _evened(
    first: Finding,
    second: Finding,
    held: tuple[Held, Held],
    alignment: Alignment,
    again: FoundAgain,
    *,
    whole: bool,
) -> tuple[Finding, Finding]:
    """The findings; the lower of two outcomes is raised where what shows the higher stands in both texts.

    What stands in both, word for word or but for a slight edit that left it on the same subject, has neither
    opened nor closed anything: a table that one format keeps and another loses, or another word for the same,
    made the audit judge it otherwise. Nor has what was put in other words altogether, unless one of the
    versions waves the requirement away.
    """
    ranks = RANKS.get(first.outcome), RANKS.get(second.outcome)
    if ranks[0] is None or ranks[1] is None or ranks[0] == ranks[1]:
        return first, second
    high = 0 if ranks[0] > ranks[1] else 1
    on_subject = {one.sentence for one in held[1 - high].supports.get(first.requirement, ())}
    highest = [one for one in held[high].supports.get(first.requirement, ()) if one.rank == ranks[high]]
    looked_at = [(one, _stands(one, high, held, alignment, on_subject)) for one in highest]
    standing = [(one, where) for one, where in looked_at if where is not None]
    if standing and _is_enough([one for one, _ in standing], once(highest, held[high].sentences).values()):
        raised = [held[1 - high].sentences[max(standing, key=lambda one: one[0].weight)[1]]]
        return _with_raised((first, second), high, raised, "it stands in both", "the same text")
    if ranks[high] == ADDRESSED and ranks[1 - high] in _TO_RAISE:
        where = stands_otherwise(highest, high, (held[0].sentences, held[1].sentences), again)
        # In a few quotes the same words are found more easily: they must be the other's on this.
        if where and (whole or on_subject.issuperset(where)):
            raised = [held[1 - high].sentences[number] for number in where]
            otherwise = "it stands in both, in other words", "what says the same in other words"
            return _with_raised((first, second), high, raised, *otherwise)
    return first, second


def _beside_each_other(
    first: Finding, second: Finding, held: tuple[Held, Held], again: FoundAgain
) -> tuple[Finding, Finding]:
    """The findings; what the audit took for substance on little is a mention beside what the other has.

    By itself it is about as often the one as the other, so a finding alone stays as it is. Beside a version
    that surely addresses the requirement, and by more than that, readers say it was opened or closed.
    """
    if not first.outcome is second.outcome is Outcome.ADDRESSED:
        return first, second
    shown = [
        [one for one in version.supports.get(first.requirement, ()) if one.rank == ADDRESSED]
        for version in held
    ]
    for finding, other, side in ((first, second, 0), (second, first, 1)):
        if finding.certainty != "check" or other.certainty != "sure":
            continue
        best = max((one.good for one in shown[side]), default=math.inf)
        if best < _THIN and _not_there(shown[1 - side], 1 - side, held, again) >= _MORE:
            lowered = replace(
                finding,
                outcome=Outcome.MENTIONED,
                message=f"{finding.message}; little beside what the other version has",
                certainty_because="the audit of this version by itself judged it addressed, on little",
            )
            return (first, lowered) if side else (lowered, second)
    return first, second


def _not_there(some: Sequence[Support], side: int, held: tuple[Held, Held], again: FoundAgain) -> float:
    """The share, by weight, of what one version shows that the other does not say in any words."""
    own = once(some, held[side].sentences)
    whole = sum(one.weight for one in own.values())
    missing = sum(one.weight * (1 - again.of(side, number).share) for number, one in own.items())
    return missing / whole if whole else 0.0


def _stands(
    support: Support, high: int, held: tuple[Held, Held], alignment: Alignment, on_subject: Collection[int]
) -> int | None:
    """Where it stands in the other version: the same, or slightly edited and still on the same subject."""
    pair = (alignment.of_new if high else alignment.of_old).get(support.sentence)
    if pair is None or not is_slight(pair, held[0].sentences[pair.old], held[1].sentences[pair.new]):
        return None
    number = pair.old if high else pair.new
    same = pair.same or number in on_subject
    return number if same and held[1 - high].every_words.issuperset(support.around) else None


def _is_enough(standing: Collection[Support], every: Collection[Support]) -> bool:
    """Whether what stands in both is more than names in cells, or else most of what there is."""
    return any(one.rank != ADDRESSED or one.weight > _NAME for one in standing) or sum(
        one.weight for one in standing
    ) >= _MOST * sum(one.weight for one in every)


def _with_raised(
    findings: tuple[Finding, Finding], high: int, sentences: Sequence[Sentence], stands: str, judged: str
) -> tuple[Finding, Finding]:
    """The two findings, the one that is not the higher raised by what stands in these sentences of it."""
    finding, other = findings[1 - high], findings[high]
    quotes = tuple(Quote(one.text, Passage(one.text, one.passage.place)) for one in sentences)
    raised = replace(
        finding,
        outcome=other.outcome,
        message=f"{other.message}; {stands}",
        quotes=quotes,
        place=quotes[0].passage.place,
        certainty="check",
        certainty_because=f"the audit of this version by itself judged {judged} otherwise",
    )
    return (raised, other) if high else (other, raised)
