"""Whether a sentence asserts a claim of the law here and now, and whether it denies it."""

from __future__ import annotations

from enum import Enum

from eiagen.audit.law_statements.law import Claim, Law
from eiagen.audit.law_statements.sentences import Sentence, Stated
from eiagen.audit.outcomes.matcher import Hit

_NEAR = 4
"""So many words before a claim a negation or a supposition still reaches it."""
_WAS = frozenset(("was", "were"))
_WOULD = frozenset(("would", "might", "could", "perhaps", "possibly", "arguably"))
_IF = frozenset(("if", "whether", "unless"))
_VERBS = (["is"], ["are"], ["does"], ["do"], ["will"], ["can"], ["has"], ["have"])
# fmt: off
_SAYS = frozenset((
    "said", "says", "say", "told", "tells", "wrote", "writes", "stated", "states", "claimed", "claims",
    "asked", "asks", "read", "reads", "commented", "comment", "complained", "replied", "slogan",
    "poster", "leaflet", "headline"
))
# fmt: on


class Put(Enum):
    """How a claim is put."""

    SAID = "said"
    DENIED = "denied"
    NOT_ASSERTED = "not asserted"


def put(stated: Stated, hit: Hit, claim: Claim, law: Law) -> Put:
    """How the sentence puts the claim that was found in it."""
    sentence = stated.sentence
    if (
        sentence.text.rstrip("\"”’') ").endswith("?")
        or _is_quoted(stated, hit)
        or _is_supposed(sentence, hit)
        or _is_past(sentence, hit)
        or _is_of_another_nation(stated, hit, law)
    ):
        return Put.NOT_ASSERTED
    return _polarity(sentence, hit, claim)


def _is_quoted(stated: Stated, hit: Hit) -> bool:
    sentence = stated.sentence
    if sentence.guards("quoted") or any(head.guards("headings") for head in stated.headings):
        return True
    for other in (stated.before, *stated.row):
        # "Some common mistakes:", "Myth | Fact".
        if other is not None and other.guards("headings"):
            return True
    if stated.after is not None and stated.after.guards("refuted"):
        return True
    return not _SAYS.isdisjoint(sentence.words) and _is_in_quotation_marks(sentence, hit)


def _is_in_quotation_marks(sentence: Sentence, hit: Hit) -> bool:
    begin, end = sentence.text_of(hit)
    ahead, behind = sentence.text[:begin], sentence.text[end:]
    return (ahead.count('"') % 2 == 1 and '"' in behind) or (
        ahead.rfind("“") > ahead.rfind("”") and "”" in behind
    )


def _is_supposed(sentence: Sentence, hit: Hit) -> bool:
    begin, end = sentence.clause(hit)
    if any(begin <= guard.begin < end for guard in sentence.guards("supposed")):
        return True
    near = sentence.words[max(begin, hit.begin - _NEAR) : hit.end]
    if not _WOULD.isdisjoint(near):
        return True
    if "," in sentence.words[hit.begin : hit.end]:
        return False  # it reaches from the condition to what follows from it
    for at in range(hit.begin - 1, max(begin - 1, hit.begin - 16), -1):
        word = sentence.words[at]
        if word in _IF:
            return True
        if word in (",", ";", ":", "then"):
            return False
    return sentence.words[hit.begin] in ("if", "whether")


def _is_past(sentence: Sentence, hit: Hit) -> bool:
    begin, end = sentence.clause(hit)
    if any(begin <= guard.begin < end for guard in sentence.guards("past")):
        return True
    return not _WAS.isdisjoint(sentence.words[max(begin, hit.begin - 3) : hit.begin + 1])


def _is_of_another_nation(stated: Stated, hit: Hit, law: Law) -> bool:
    """The nation named nearest before the claim, else after it, else in what heads or leads it."""
    here = _nation(stated.sentence, hit, law)
    if here is not None:
        return here
    for head in (*stated.headings, *stated.row):
        if (one := _nation(head, None, law)) is not None:
            return one
    for other in (stated.before, None if stated.before else stated.ahead):
        if (
            other is not None
            and _last_nation(other, law) is False
            and (stated.before is other or stated.sentence.guards("back"))
        ):
            return True
    return False


def _nation(sentence: Sentence, hit: Hit | None, law: Law) -> bool | None:
    """Whether the nation meant is another; None where no nation is named."""
    named = sorted(sentence.setting.get("nation", ()), key=lambda each: each[0].begin)
    if not named:
        return None
    if hit is None:
        return not any(nation in law.own_names for _, nation in named)
    begin, end = sentence.clause(hit)
    inside = [each for each in named if begin <= each[0].begin < end] or named
    before = [nation for one, nation in inside if one.begin < hit.begin]
    after = [nation for one, nation in inside if one.begin >= hit.begin]
    # "England and Wales" names both; "in Scotland, as in England," too.
    last = [*before[-2:]] if len(before) > 1 and _together(inside, hit) else before[-1:]
    return not any(nation in law.own_names for nation in (last or after[:1]))


def _together(named: list[tuple[Hit, str]], hit: Hit) -> bool:
    before = [one for one, _ in named if one.begin < hit.begin][-2:]
    return before[1].begin - before[0].end <= 2


def _last_nation(sentence: Sentence, law: Law) -> bool | None:
    """Whether the nation that a sentence names last is our own; None where it names none."""
    named = sorted(sentence.setting.get("nation", ()), key=lambda each: each[0].begin)
    return named[-1][1] in law.own_names if named else None


def _polarity(sentence: Sentence, hit: Hit, claim: Claim) -> Put:
    idle = sentence.guards("not_negations")
    negations = [
        one
        for one in sentence.guards("negations")
        if not any(other.begin <= one.begin and one.end <= other.end for other in idle)
    ]
    begin, _ = sentence.clause(hit)
    ahead = [one for one in negations if max(begin, hit.begin - _NEAR) <= one.begin < hit.begin]
    inside = [one for one in negations if hit.begin <= one.begin < hit.end]
    if (
        sentence.words[hit.end : hit.end + 1] in _VERBS
        and any(one.begin == hit.end + 1 for one in negations)
        and not claim.negations
    ):
        return Put.DENIED  # "… is not the law"
    return Put.DENIED if ahead or len(inside) > claim.negations else Put.SAID
