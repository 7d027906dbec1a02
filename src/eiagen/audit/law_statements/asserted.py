"""Whether a sentence asserts a claim of the law here and now, and whether it denies it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise

from eiagen.audit.law_statements.law import Claim, Law
from eiagen.audit.law_statements.questions import is_answer
from eiagen.audit.law_statements.sentences import Sentence, Stated
from eiagen.audit.outcomes.matcher import Hit

_NEAR = 4
"""So many words before a claim a negation or a supposition still reaches it."""
_OPENS = 3
_FAR = 6
_BESIDE = frozenset(("unlike", "rather", "instead", "other", "as", "far"))
"""Negations that end at the next comma: “unlike England, …”."""
_BARRIERS = frozenset((",", ":", "and", "because", "as", "since", "so", "which", "who"))
"""Words over which a negation does not reach."""
_FOLLOWS = frozenset(("so", "therefore"))
"""Words over which no “not” of the same claim reaches what follows."""
_FORWARD = frozenset(("do", "not", "never"))
"""With these begins what speaks of what follows: “… is an offence, so do not think that …”."""
_WAS = frozenset(("was", "were"))
_THEN = frozenset(("was", "were", "had", "needed", "required", "applied", "carried", "owed"))
# fmt: off
_THOUGHT = frozenset((
    "thought", "believed", "assumed", "understood", "supposed", "imagined", "told", "heard", "sure",
    "convinced", "impression", "certain", "feared", "worried", "said", "felt", "learned", "learnt"
))
# fmt: on
"""Words of what somebody once held, where the claim, too, is put in the past."""
_OBJECTS = frozenset(("it", "that", "fit", "right", "this"))
"""With these begins what somebody thought: not “…, or so they believed”."""
_MARKS = frozenset((",", ":", ";", "."))
_ADVISED = frozenset(("advised", "reminded", "explained", "confirmed", "clarified", "noted"))
"""How minutes and reports tell the law; what follows is put in the past only for that."""
_ASKS = frozenset(("asks", "asked", "ask", "calls", "call", "called", "calling", "wants", "want", "urges"))
_GOES_ON = frozenset(("which", "so", "and", "because", "since", "but"))
_WOULD = frozenset(("would", "might", "could", "perhaps", "possibly", "arguably"))
_ALSO = frozenset(("also", "always", "still", "never", "normally", "only", "alone"))
"""After “would” they say what the law does: “noise would also justify it”."""
_VOID = frozenset(("unlawful", "void", "invalid"))
_NEEDED = frozenset(("needed", "required", "necessary"))
_WIDER = frozenset(("united-kingdom", "great-britain"))
"""Beside one nation they only say where it is: “one part of the United Kingdom, Northern Ireland”."""
_EVERYWHERE = "everywhere"
"""Each part of the United Kingdom."""
_CONTRAST = frozenset(("unlike", "than", "followed", "like", "contrast", "contrasted", "compared", "opposed"))
_COMPARED = 4
"""So many words before a nation one of those still reaches it: “in contrast to the position in Scotland”."""
_THERE = frozenset(("where", "which", "whose"))
_HERE = "here"
"""A place in a sentence that names a nation besides: the law here, or what the heading names."""
_COMMON = ("common", "with")
_ELSEWHERE = "elsewhere"
"""No nation whose law is known: “an offence, though not in England”."""
_THOUGH = frozenset(("though", "although", "but", "and", "if"))
_AS_IN = frozenset((("as", "in"), ("case", "in"), ("like", "in")))
_JOINED = frozenset(("and", ",", "or", "as", "in", "both", "nor", "also"))
_CONDITION = frozenset(("if", "where"))
_CONDITIONS = frozenset(("if", "when", "where", "once", "unless", "because"))
"""After these somebody's belief is a condition: “… can close it if they think that …”."""
_IF = frozenset(("if", "whether", "unless"))
_PRONOUNS = frozenset(("he", "she", "it", "they", "there", "nobody", "nothing", "you"))
_ARTICLES = frozenset(("the", "a", "an", "no", "any", "that", "this", "section"))
_LINKS = frozenset(
    ("that", "who", "which", "whom", "because", "and", "or", "when", "what", "how", "than", "of", "whether")
)
"""Words after which a subject and its verb belong to the condition still."""
# fmt: off
_SO_IT_IS = frozenset((
    "is", "are", "commits", "commit", "has", "have", "does", "do", "cannot", "can", "may", "must", "need",
    "needs", "will", "falls", "fall", "applies", "apply", "remains", "becomes", "counts",
    "carries", "lapses", "fails", "breaks", "escapes"
))
# fmt: on
"""Verbs of what follows from a condition."""
_LEFT_TO = frozenset(("for", "up", "left", "with", "at", "entirely"))
_NO_MATTER = frozenset(("matter", "irrelevant", "immaterial", "difference", "beside"))
"""With these “whether …” says that nothing turns on it."""
_OR_NOT = ["or", "not"]
"""After “whether” it says that something makes no difference."""
_LEADS = frozenset(("no", "nobody", "none", "neither"))
"""Words that deny the whole clause at whose beginning they stand."""
_ONE = frozenset(("one", "a", "any"))
_ENDS = frozenset((",", ":", "and", "or", "matter", "doubt", "need", "longer", "later", "more"))
_DEFINED = frozenset(("offence", "guilty", "liable", "committed", "only", "complete", "commits", "caught"))
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


def put(stated: Stated, hit: Hit, claim: Claim) -> Put:
    """How the sentence puts the claim that was found in it."""
    sentence = stated.sentence
    if _is_set_apart(sentence, hit, claim):
        return Put.NOT_ASSERTED
    if (
        sentence.text.rstrip("\"”’') ").endswith("?")
        or _is_supposed(sentence, hit)
        or _is_past(sentence, hit)
        or _is_thought(sentence, hit)
        or _is_quoted(stated, hit)  # last, as it looks at what stands around the sentence
    ):
        return Put.NOT_ASSERTED
    said = _polarity(sentence, hit, claim)
    begin, _ = sentence.clause(hit)
    # “Nothing in section 149 obliges …” reaches into what it denies.
    if any(begin <= one.begin < hit.begin and one.end < hit.end for one in sentence.guards("denying")):
        return Put.SAID if said is Put.DENIED else Put.DENIED
    return said


def _is_set_apart(sentence: Sentence, hit: Hit, claim: Claim) -> bool:
    """Whether a claim is of Y in “it is X, not Y, who …”, which is read once more without Y."""
    if sentence.set_apart is None:
        return False  # as mostly
    begin, end = sentence.set_apart
    first, last = sentence.clause(hit)
    if hit.begin < begin:
        return end < hit.end and not claim.negations
    return first <= begin and end <= last


def _is_quoted(stated: Stated, hit: Hit) -> bool:
    sentence = stated.sentence
    if sentence.guards("back") and stated.before is not None and stated.before.guards("models"):
        return True  # “Some favour the Nordic model. It makes buying a crime.”
    if stated.passage.kind == "cell" and any(head.guards("models") for head in stated.headings[:2]):
        return True  # “Nordic model | Making it a crime to buy”
    denying = sentence.guards("denying")
    quoted = (
        one
        for one in sentence.guards("quoted")
        if not any(other.begin <= one.begin and one.end <= other.end for other in denying)
        and not (
            hit.end <= one.begin
            and (sentence.words[one.begin] in _FORWARD or sentence.words[one.begin - 1] in _CONDITIONS)
        )
        and not _is_another_thought(sentence, hit, one)
        and not _tells_what_follows(sentence.words, hit, one)
    )
    if any(quoted) or any(head.guards("headings") for head in stated.headings):
        return True
    for other in (stated.before, *stated.row):
        # "Some common mistakes:", "Myth | Fact".
        if other is not None and other.guards("headings"):
            return True
    if stated.after is not None and stated.after.guards("refuted"):
        return True
    return not _SAYS.isdisjoint(sentence.words) and _is_in_quotation_marks(sentence, hit)


def _is_another_thought(sentence: Sentence, hit: Hit, guard: Hit) -> bool:
    """Whether somebody's thought stands in a later clause: “…, but some thought it right to …”."""
    _, end = sentence.clause(hit)
    return (
        end <= guard.begin
        and sentence.words[guard.end] in _OBJECTS
        and not _THOUGHT.isdisjoint(sentence.words[guard.begin : guard.end])
    )


def _tells_what_follows(words: Sequence[str], hit: Hit, guard: Hit) -> bool:
    """Whether what somebody says begins after the claim: “… is a crime, although police told us that …”."""
    if guard.begin < hit.end:
        return False
    begins = guard.end if words[guard.end - 1] == "that" else guard.end + 1
    return words[begins - 1] == "that" and begins < len(words) - 1 and words[begins] not in _MARKS


def _is_in_quotation_marks(sentence: Sentence, hit: Hit) -> bool:
    begin, end = sentence.text_of(hit)
    ahead, behind = sentence.text[:begin], sentence.text[end:]
    return (ahead.count('"') % 2 == 1 and '"' in behind) or (
        ahead.rfind("“") > ahead.rfind("”") and "”" in behind
    )


def _is_thought(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is what somebody thought or was told: “she thought that selling sex was illegal”."""
    if _THOUGHT.isdisjoint(sentence.words):
        return False
    begin, _ = sentence.clause(hit)
    if _THOUGHT.isdisjoint(sentence.words[begin : hit.begin]):
        return False
    claimed = sentence.words[max(begin, hit.begin - 1) : hit.end]
    return not _THEN.isdisjoint(claimed) or "to be" in " ".join(claimed)


def _is_supposed(sentence: Sentence, hit: Hit) -> bool:
    begin, end = sentence.clause(hit)
    denying = sentence.guards("denying")
    if any(
        begin <= guard.begin < end
        and sentence.words[guard.begin - 1] != "not"  # “does not call for an assessment”
        and not any(one.begin <= guard.begin and guard.end <= one.end for one in denying)
        and not _asks_of_another(sentence.words, hit, guard)
        for guard in sentence.guards("supposed")
    ):
        return True
    near = sentence.words[max(begin, hit.begin - _NEAR) : hit.end]
    own = hit.begin - max(begin, hit.begin - _NEAR)  # "could get six months" is what the phrase looks for
    if (
        not _is_advised(sentence, hit)
        and any(
            word in _WOULD
            and at != own
            and not (word == "would" and (after in _ALSO or _is_outcome(near[at:])))
            and not (word == "could" and after == "not" and at > own)  # “that he could not have known”
            for at, (word, after) in enumerate(zip(near, [*near[1:], ""], strict=True))
        )
    ):
        return True
    if "," in sentence.words[hit.begin : hit.end]:
        return False  # it reaches from the condition to what follows from it
    for at in range(hit.begin - 1, max(begin - 1, hit.begin - 16), -1):
        word = sentence.words[at]
        if word == "whether" and _leaves_it_to(sentence.words, at, hit):
            return False
        if word in _IF and sentence.words[at + 1 : at + 3] != _OR_NOT:
            # "… commits the offence if he does so twice" says what the offence is.
            return _DEFINED.isdisjoint(sentence.words[max(begin, at - 4) : at]) and not (
                word == "if" and _reaches_consequence(sentence.words, at, hit)
            )
        if word in (",", ";", ":", "then"):
            return False
    first, *second = sentence.words[hit.begin : hit.begin + 3]
    if first == "whether" and _leaves_it_to(sentence.words, hit.begin, hit):
        return False
    return (
        first in ("if", "whether")
        and second != _OR_NOT
        and not (first == "if" and _reaches_consequence(sentence.words, hit.begin, hit))
    )


def _asks_of_another(words: Sequence[str], hit: Hit, guard: Hit) -> bool:
    """Whether what is asked for stands in a clause after the claim: “…, so the form asks whether …”."""
    if guard.begin < hit.end or words[guard.begin] not in _ASKS:
        return False
    return any(one == "," and after in _GOES_ON for one, after in pairwise(words[hit.end : guard.begin]))


def _is_outcome(words: Sequence[str]) -> bool:
    """Whether “would be unlawful”, “would have been needed” says what the law makes of something."""
    if words[1:3] == ["have", "been"]:
        return any(word in _NEEDED for word in words[3:4])
    return words[1:2] == ["be"] and any(word in _VOID for word in words[2:3])


def _leaves_it_to(words: Sequence[str], condition: int, hit: Hit) -> bool:
    """Whether a claim says whose choice something is, or that nothing turns on it.

    “Whether to assess is for each council”, “whether anybody gains does not matter”.
    """
    said = words[condition + 2 : hit.end]
    return not _NO_MATTER.isdisjoint(said) or any(
        one in _SO_IT_IS and after in _LEFT_TO for one, after in pairwise(said)
    )


def _reaches_consequence(words: Sequence[str], condition: int, hit: Hit) -> bool:
    """Whether a claim takes in what follows from a condition that no comma ends.

    “If there is no assessment the policy is void” says what the law is.
    """
    for at in range(condition + 4, hit.end):
        if words[at] not in _SO_IT_IS or "," in words[condition:at]:
            continue
        ahead = words[at - 3 : at]
        if ahead[2] in _PRONOUNS:
            return ahead[1] not in _LINKS and at - 1 > condition + 2
        for back in (1, 2):
            if ahead[2 - back] in _ARTICLES:
                first = at - 1 - back
                return words[first - 1] not in _LINKS and first > condition + 2
    return False


def _is_past(sentence: Sentence, hit: Hit) -> bool:
    begin, end = sentence.clause(hit)
    if any(begin <= guard.begin < end for guard in sentence.guards("past")):
        return True
    if not _CONDITION.isdisjoint(sentence.words[max(begin, hit.begin - 6) : hit.begin]):
        return False  # "if the buyer was unaware, …"
    ahead = sentence.words[max(begin, hit.begin - 3) : hit.begin + 1]
    return not _WAS.isdisjoint(ahead) and not _is_advised(sentence, hit)


def _is_advised(sentence: Sentence, hit: Hit) -> bool:
    """Whether it is told as the law by somebody who should know: “members were advised that it could …”."""
    begin, _ = sentence.clause(hit)
    ahead = sentence.words[begin : hit.begin]
    return any(one in _ADVISED and after == "that" for one, after in pairwise(ahead))


def nations_meant(stated: Stated, hit: Hit, law: Law) -> tuple[str, ...]:
    """The nations whose law a claim is about, the law here as an empty name.

    Those named nearest before the claim, else after it, else in what heads or leads it.
    """
    for sentence in (stated.sentence, stated.whole):
        if named := _nations(sentence, hit if sentence is stated.sentence else None):
            if _EVERYWHERE in named:
                return ("", *law.elsewhere)
            if _HERE not in named:
                return _by_name(named, law)
            break
    for head in (*stated.headings, *stated.row):
        if named := _nations(head, None):
            return _by_name(named, law)
    there = _says_there(stated.sentence.words)
    for other in (stated.before, None if stated.before else stated.ahead, *(stated.earlier if there else ())):
        if (
            other is not None
            and (named := _nations(other, None)[-1:])
            and (stated.before is other or there or stated.sentence.guards("back"))
        ):
            return _by_name(named, law)
    return ("",)


def _says_there(words: Sequence[str]) -> bool:
    """Whether a sentence speaks of a place named before it: not “there is”."""
    return any(one == "there" and after not in _SO_IT_IS for one, after in pairwise(words))


def _by_name(named: Iterable[str], law: Law) -> tuple[str, ...]:
    own = (*law.own_names, _EVERYWHERE)
    return tuple(dict.fromkeys("" if nation in own else nation for nation in named))


def _nations(sentence: Sentence, hit: Hit | None) -> list[str]:
    """The nations that a sentence means by a claim, or all that it names where none is given."""
    mentioned = sentence.setting.get("nation")
    if not mentioned:
        return []
    names = sentence.guards("not_nations")
    every = [
        each
        for each in mentioned
        if not any(one.begin <= each[0].begin and each[0].end <= one.end for one in names)
    ]
    if every and hit is not None and _HERE in sentence.words:
        every += [(Hit(0, at, at + 1), _HERE) for at, word in enumerate(sentence.words) if word == _HERE]
    every.sort(key=lambda each: each[0].begin)
    if hit is not None and (there := _in_its_own(sentence, every, hit)):
        return there
    named = [each for each in every if not _is_compared(sentence, each[0])]
    if not named and any(_is_denied(sentence, one) for one, _ in every):
        return [_ELSEWHERE]
    if not named or hit is None:
        return [nation for _, nation in named]
    if any(nation not in _WIDER for _, nation in named):
        named = [each for each in named if each[1] not in _WIDER]
    begin, end = sentence.clause(hit)
    inside = [each for each in named if begin <= each[0].begin < end]
    if not inside:
        # What is set against it is of the other nation: “while in Scotland …, buying is lawful”.
        against = sentence.against(hit.begin) or _says_there(sentence.words)
        inside = [each for each in named if against or not sentence.against(each[0].begin)]
    before = [nation for one, nation in inside if one.begin < hit.begin]
    after = [nation for one, nation in inside if one.begin >= hit.begin]
    if _EVERYWHERE in (*before[-1:], *after[:1]):
        return [_EVERYWHERE]
    # "England and Wales" names both; "in Scotland, as in England," too.
    if before:
        ahead = [one for one in reversed(inside) if one[0].begin < hit.begin]
        return _list_of(sentence, ahead)[::-1]
    return _list_of(sentence, [one for one in inside if one[0].begin >= hit.begin])


def _is_compared(sentence: Sentence, nation: Hit) -> bool:
    """Whether a nation is only what another is compared with: “unlike England”, “as in England, …” first."""
    ahead = sentence.words[max(0, nation.begin - _COMPARED) : nation.begin]
    if "," in ahead:
        ahead = ahead[len(ahead) - ahead[::-1].index(",") :]
    if not _CONTRAST.isdisjoint(ahead) or _COMMON in pairwise(ahead) or _is_denied(sentence, nation):
        return True
    begin, _ = sentence.clause(nation)
    opening = sentence.words[begin : nation.begin]
    return (
        tuple(opening[-2:]) in _AS_IN
        and len(opening) <= _FAR
        and ("," not in opening or _HERE in opening)
        and sentence.words[nation.end : nation.end + 1] == [","]
    )


def _is_denied(sentence: Sentence, nation: Hit) -> bool:
    """Whether a claim is said not to hold in a nation: “in Scotland, though not in England, …”."""
    ahead = sentence.words[max(0, nation.begin - 3) : nation.begin]
    return ahead[1:] == ["not", "in"] and ahead[0] in _THOUGH


def _in_its_own(sentence: Sentence, named: Sequence[tuple[Hit, str]], hit: Hit) -> list[str]:
    """The nation whose own words a claim stands in: “in Scotland, where it is lawful, …”."""
    words = sentence.words
    for one, nation in named:
        opens = one.end + (words[one.end : one.end + 1] == [","])
        if words[opens : opens + 1] and words[opens] in _THERE and opens <= hit.begin:
            closes = next((at for at in range(opens, len(words)) if words[at] in (",", ";")), len(words))
            if hit.begin < closes:
                return [nation]
    return []


def _list_of(sentence: Sentence, named: list[tuple[Hit, str]]) -> list[str]:
    """The nations that are named together, from the one that stands nearest to a claim."""
    found = [nation for _, nation in named[:1]]
    for (one, _), (other, nation) in pairwise(named):
        first, second = sorted((one, other), key=lambda each: each.begin)
        if not set(sentence.words[first.end : second.begin]) <= _JOINED:
            break
        found.append(nation)
    return found


def _ends_in_condition(words: Sequence[str], negation: Hit, hit: Hit) -> bool:
    """Whether a “not” belongs to a condition before the claim: “if you do not stop you can go to prison”."""
    ahead, between = (
        words[max(0, negation.begin - _NEAR) : negation.begin],
        words[negation.end + 1 : hit.begin + 1],
    )
    return not _CONDITION.isdisjoint(ahead) and not _PRONOUNS.isdisjoint(between)


def _polarity(sentence: Sentence, hit: Hit, claim: Claim) -> Put:
    idle = [*sentence.guards("not_negations"), *sentence.guards("denying")]
    negations = [
        one
        for one in sentence.guards("negations")
        if not any(other.begin <= one.begin and one.end <= other.end for other in idle)
    ]
    if negations and negations[0].begin <= _OPENS and is_answer(sentence.text):
        negations.pop(0)  # "No, …" denies what was asked
    begin, _ = sentence.clause(hit)
    opening = [] if is_answer(sentence.text) else sentence.words[begin : begin + 3]
    if _LEADS.isdisjoint(opening[:2]) and not ("not" in opening and not _ONE.isdisjoint(opening)):
        led = False
    else:
        led = _ENDS.isdisjoint(sentence.words[begin + 1 : hit.begin]) and hit.begin > begin + 1
    ahead = [
        one
        for one in negations
        if (
            max(begin, hit.begin - _NEAR) <= one.begin < hit.begin
            and not (sentence.words[one.begin] in _BESIDE and "," in sentence.words[one.begin : hit.begin])
        )
        or (
            max(begin, hit.begin - _FAR) <= one.begin < hit.begin
            and _BARRIERS.isdisjoint(sentence.words[one.begin : hit.begin])
        )
    ]
    ahead = [one for one in ahead if not _ends_in_condition(sentence.words, one, hit)]
    inside = [one for one in negations if hit.begin <= one.begin < hit.end]
    if len(inside) > claim.negations:
        # “… is not listed and so owes no duty”: the first “not” ends where what follows from it begins.
        follows = max((at for at in range(hit.begin, hit.end) if sentence.words[at] in _FOLLOWS), default=0)
        inside = [one for one in inside if one.begin > follows] if follows else inside
    verb = hit.end - 1 if sentence.words[hit.end - 1 : hit.end] in _VERBS else hit.end
    if (
        sentence.words[verb : verb + 1] in _VERBS
        and any(one.begin == verb + 1 for one in negations)
        and not claim.negations
    ):
        return Put.DENIED  # "… is not the law"
    return Put.DENIED if ahead or led or len(inside) > claim.negations else Put.SAID
