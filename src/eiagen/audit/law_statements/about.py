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
_PRONOUNS = frozenset(("it", "they"))
_THESE = frozenset(("these", "they"))
_OPENING = 6
"""So many words are the beginning of a sentence."""
_FOLLOWS = 8
_SHORT = 9
"""A sentence of so few words leans on what stands before it."""
_PASSAGES_BACK = 2
_LONGEST_LIST = 12
_LONGEST_BACK = 1_200
"""Characters; a longer passage names too much to say what another is about."""
_ITS_ROW = 3
"""The places around a cell that are its row: the other cells together, and its two headers."""


def about(
    stated: Stated,
    hit: Hit,
    law: Law,
    document: Document,
    attribute: Attribute,
    nation: str = "",
    *,
    here: bool = False,
) -> tuple[frozenset[str], ...]:
    """The subjects that a claim is about.

    The nearest before it in its clause; else what comes right after it; else, where the sentence points back
    or is a cell or a list point, what its row, its lead, the sentences before or its headings name.
    """

    @cache
    def act() -> str | None:
        return act_before(stated, law, document)

    here = here or attribute.here
    speaks = partial(_speaks, law=law, attribute=attribute, nation=nation)
    own = _speaking(stated.sentence, law, act, speaks)
    if own:
        groups = _nearest(own, stated.sentence, hit, in_clause=here)
        if any(len(group) > 1 for group in groups):
            groups = _told_apart(groups, own, stated.sentence, hit)
            groups = _narrowed(groups, stated, law, act, speaks)
        return groups or _default(attribute, law)
    if stated.passage.kind != "cell" and _speaks_of_another(stated.sentence, hit, law, act):
        return _default(attribute, law)
    if stated.whole is not stated.sentence and (named := _speaking(stated.whole, law, act, speaks)):
        return _as_one(named)
    places = _surroundings(stated, law, near=attribute.near)
    if here and not _headed(stated, hit):
        places = itertools.islice(places, _ITS_ROW if stated.passage.kind == "cell" and stated.row else 0)
    for number, place in enumerate(places):
        if place is None:
            continue
        if named := _speaking(place, law, act, speaks):
            groups = _of_the_act(_as_one(named), stated.sentence, law)
            if len(named) == 1:
                # "The notice …" after "closure notice" under the heading of one Act is that Act's.
                groups = _narrowed(groups, stated, law, act, speaks)
            return groups or _default(attribute, law)
        if not number and stated.row and any(one.groups for one in mentions(place, law, act)):
            break  # its row is about something else
    leans = stated.passage.kind == "item" or bool(stated.sentence.guards("back"))
    if attribute.near and not here and leans:
        for place in passages_before(stated, law, document):
            if named := _speaking(place, law, act, speaks):
                return _as_one(named)
            if any(one.groups for one in mentions(place, law, act)):
                break
    return _default(attribute, law)


def passages_before(stated: Stated, law: Law, document: Document) -> Iterator[Sentence]:
    """The passages before one under the same headings, as wholes, the nearest first; of a list none."""
    if stated.passage.kind == "cell":
        return
    found = 0
    for at in range(stated.at - 1, max(-1, stated.at - 1 - _LONGEST_LIST), -1):
        other = document.passages[at]
        if (
            other.kind in ("heading", "cell", "contents")
            or other.place.headings != stated.passage.place.headings
        ):
            return
        if other.kind == "item" and stated.passage.kind == "item":
            if found or not _begins_with_pronoun(stated.sentence):
                continue
            yield read_closely(other.text, law)  # “1. The duty … 2. It …”
            found += 1
            continue
        if len(other.text) <= _LONGEST_BACK:
            yield read_closely(other.text, law)
        found += 1
        if found == _PASSAGES_BACK or stated.passage.kind == "item":
            return


def _headed(stated: Stated, hit: Hit) -> bool:
    """Whether “these” right under a heading can only be what that names: “in Wales these are …”."""
    return (
        stated.before is None
        and stated.passage.kind == "paragraph"
        and not _THESE.isdisjoint(stated.sentence.words[1 : min(hit.begin + 1, _OPENING)])
    )


def _begins_with_pronoun(sentence: Sentence) -> bool:
    """Whether its subject stands before it, though it is a point of a list: “2. It has …”."""
    return not _PRONOUNS.isdisjoint(sentence.words[1:3])


def _of_the_act(
    groups: tuple[frozenset[str], ...], sentence: Sentence, law: Law
) -> tuple[frozenset[str], ...]:
    """What stands around a sentence that names an Act, so far as it is in that Act."""
    acts = {act for _, _, act in law.acts.mentions(sentence.text, None)}
    if not acts:
        return groups
    kept = (frozenset(id for id in group if law.subjects[id].act in (None, *acts)) for group in groups)
    return tuple(group for group in kept if group)


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
        if any(group & around and not group <= around for group in groups):
            return tuple(group & around or group for group in groups)
    for head in stated.headings:
        # “Closure powers”, “Sexual Offences Act 2003”: the closure of that Act.
        acts = {act for _, _, act in law.acts.mentions(head.text, None)}
        told = tuple(frozenset(id for id in group if law.subjects[id].act in acts) for group in groups)
        if any(told):
            return tuple(one or group for one, group in zip(told, groups, strict=True))
    return groups


def _speaks_of_another(sentence: Sentence, hit: Hit, law: Law, act: ActBefore) -> bool:
    """Whether a sentence names, outside a claim, a subject that has no such point: it speaks of no other."""
    return any(
        (one.begin < hit.begin or hit.end < one.end)
        and bool(law.subjects[id].facts)
        and speaks_of_itself(id, law)
        for one in mentions(sentence, law, act)
        for group in one.groups
        for id in group
    )


def speaks_of_itself(id: str, law: Law) -> bool:
    """Whether a sentence that names the subject is taken to be about it: “selling sex” stands everywhere."""
    facts = law.subjects[id].facts
    return not facts or not all(law.attributes[name].here for name in facts)


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
    if len(inside) == 1 and inside[0].begin < hit.begin and inside[0].groups:
        return inside[0].groups  # "section 49: 14 years" says it from the number on
    if after and after[0].groups and after[0].begin < end and after[0].begin - hit.end <= _FOLLOWS:
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
    if before and (not in_clause or sentence.words[hit.begin - 1] == "it"):
        return before[-1].groups  # “while selling is lawful in Scotland, it is a crime here”
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
