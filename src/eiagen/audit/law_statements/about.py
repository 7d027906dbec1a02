"""Which of the offences and powers that a text names a claim is about."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import cache, partial

from eiagen.audit.law_statements.law import Law
from eiagen.audit.law_statements.mentions import ActBefore, Mention, act_before, mentions
from eiagen.audit.law_statements.models import Attribute
from eiagen.audit.law_statements.sentences import Sentence, Stated, read_closely
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document

# fmt: off
_POINTS = frozenset((
    "under", "contrary", "to", "of", "in", "over", "as", "such", ",", ":", "(", "by", "the", "a", "an",
    "offence", "offences", "for", "is", "are", "called"
))
# fmt: on
"""Words between what is said of an offence and the offence, where that comes first."""
_FOLLOWS = 8
_SHORT = 9
"""A sentence of so few words leans on what stands before it."""
_ITS_ROW = 3
"""The places around a cell that are its row: the other cells together, and its two headers."""


def about(
    stated: Stated, hit: Hit, law: Law, document: Document, attribute: Attribute, nation: str = ""
) -> tuple[frozenset[str], ...]:
    """The subjects that a claim is about.

    The nearest before it in its clause; else what comes right after it; else, where the sentence points back
    or is a cell or a list point, what its row, its lead, the sentences before or its headings name.
    """

    @cache
    def act() -> str | None:
        return act_before(stated, law, document)

    speaks = partial(_speaks, law=law, attribute=attribute, nation=nation)
    own = _speaking(stated.sentence, law, act, speaks)
    if own:
        groups = _nearest(own, stated.sentence, hit, in_clause=attribute.here)
        if any(len(group) > 1 for group in groups):
            groups = _told_apart(groups, own, stated.sentence, hit)
            groups = _narrowed(groups, stated, law, act, speaks)
        return groups or _default(attribute, law)
    if stated.passage.kind != "cell" and _speaks_of_another(stated.sentence, law, act):
        return _default(attribute, law)
    if stated.whole is not stated.sentence and (named := _speaking(stated.whole, law, act, speaks)):
        return _as_one(named)
    places = _surroundings(stated, law, near=attribute.near)
    if attribute.here:
        places = itertools.islice(places, _ITS_ROW if stated.passage.kind == "cell" and stated.row else 0)
    for number, place in enumerate(places):
        if place is None:
            continue
        if named := _speaking(place, law, act, speaks):
            return _as_one(named)
        if not number and stated.row and any(one.groups for one in mentions(place, law, act)):
            break  # its row is about something else
    return _default(attribute, law)


def _told_apart(
    groups: tuple[frozenset[str], ...], own: list[Mention], sentence: Sentence, hit: Hit
) -> tuple[frozenset[str], ...]:
    """What a name means that may mean several, where its clause names one of them by its provision."""
    begin, end = sentence.clause(hit)

    def numbered(one: Mention) -> bool:
        return any(word.isdigit() for word in sentence.words[one.begin : one.end])

    exact = {
        id
        for one in own
        if begin <= one.begin and one.end <= end and (one.reference is not None or numbered(one))
        for group in one.groups
        for id in group
    }
    return tuple(group & exact or group for group in groups)


def _narrowed(
    groups: tuple[frozenset[str], ...],
    stated: Stated,
    law: Law,
    act: ActBefore,
    speaks: Callable[[str], bool],
) -> tuple[frozenset[str], ...]:
    """What a name means that may mean several: “soliciting” in a row, or under a heading, that says which."""
    if all(len(group) == 1 for group in groups):
        return groups
    for place in _surroundings(stated, law, near=True):
        named = _speaking(place, law, act, speaks) if place is not None else ()
        around = {id for one in named for group in one.groups for id in group}
        if any(group & around for group in groups):
            return tuple(group & around or group for group in groups)
    return groups


def _speaks_of_another(sentence: Sentence, law: Law, act: ActBefore) -> bool:
    """Whether a sentence names a subject on which the point is none: it then speaks of no other."""
    for one in mentions(sentence, law, act):
        for id in (id for group in one.groups for id in group):
            facts = law.subjects[id].facts
            if facts and not all(law.attributes[name].here for name in facts):
                return True
    return False


def _default(attribute: Attribute, law: Law) -> tuple[frozenset[str], ...]:
    """What a claim is about that names nothing, where it can be about one thing only."""
    known = frozenset(id for id in attribute.of if id in law.subjects)
    return (known,) if known else ()


def _speaks(subject: str, *, law: Law, attribute: Attribute, nation: str) -> bool:
    """Whether anything could be said of a subject on the point in a nation, or it is not of the catalogue."""
    there = law.subjects_in(nation)
    facts = there[subject].facts if subject in there else law.subjects[subject].facts
    return not facts or not law.together[nation].get(attribute.id, frozenset()).isdisjoint(facts)


def _speaking(sentence: Sentence, law: Law, act: ActBefore, speaks: Callable[[str], bool]) -> list[Mention]:
    """What a sentence names of which anything could be said on the point, or what is not of the catalogue."""
    return [
        one
        for one in mentions(sentence, law, act)
        if not one.groups or any(speaks(id) for group in one.groups for id in group)
    ]


def _nearest(
    own: list[Mention], sentence: Sentence, hit: Hit, *, in_clause: bool
) -> tuple[frozenset[str], ...]:
    begin, end = sentence.clause(hit)
    inside = [one for one in own if one.begin < hit.end and hit.begin < one.end]
    before = [one for one in own if one.end <= hit.begin and one not in inside]
    after = [one for one in own if one.begin >= hit.end]
    if after and after[0].begin < end and after[0].begin - hit.end <= _FOLLOWS:
        between = set(sentence.words[hit.end : after[0].begin])
        told = bool(before) and before[-1].begin >= begin
        if between <= _POINTS and not (told and (between <= {",", ":"} or "is" in between)):
            return after[0].groups
    if before and before[-1].begin >= begin:
        return before[-1].groups
    if inside:
        return inside[-1].groups
    if after and after[0].begin < end:
        return after[0].groups
    if before and not in_clause:
        return before[-1].groups
    return ()


def _as_one(named: list[Mention]) -> tuple[frozenset[str], ...]:
    """Of several that are named around a claim it is not known which is meant; a provision says it best."""
    # "See section 5" of the document itself, or of an Act that nobody names, says nothing.
    told = [one for one in named if one.groups or one.reference is None or one.reference.together]
    exact = [one for one in told if one.reference is not None] or told
    if not all(one.groups for one in exact):
        return ()
    return (frozenset(id for one in exact for group in one.groups for id in group),)


def _surroundings(stated: Stated, law: Law, *, near: bool) -> Iterator[Sentence | None]:
    """What may name the subject of a sentence that doesn't, the likeliest first."""
    cell, item = stated.passage.kind == "cell", stated.passage.kind == "item"
    points = bool(stated.sentence.guards("back")) or len(stated.sentence.words) <= _SHORT
    if cell and stated.row:
        # The cells of the row together: "Running a brothel | section 33A".
        yield read_closely(" | ".join(other.text for other in stated.row), law)
    if cell:
        yield from stated.headings[:2]
    if item or points or near or cell:
        yield stated.before
    if near:
        yield from stated.earlier
    if points or (near and stated.before is None):
        yield stated.ahead
    if points or near or cell or item:
        yield from stated.headings
