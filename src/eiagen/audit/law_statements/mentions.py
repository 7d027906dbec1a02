"""Which offences and powers a sentence names, by name or by provision, and which of them a claim is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eiagen.audit.law_statements.law import Law
from eiagen.audit.law_statements.provisions import Reference
from eiagen.audit.law_statements.sentences import Sentence, Stated, read_closely
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document

# fmt: off
_SAME = frozenset((
    "under", "contrary", "to", "an", "a", "offence", "offences", "of", "the", "in", "by", "is", "are",
    "against", "section", "sections", "within", "made", "act", "who", "anyone", "person", "persons",
    "that", "which", "for", "crime", "criminal", "(", ")", ",", ":", "–", "—", "|", "-", "as",
    "created", "known", "called"
))
# fmt: on
"""Words that join the name of an offence and its provision."""
# fmt: off
_UNDER = _SAME | frozenset((
    "dealt", "with", "prosecuted", "charged", "reported", "covered", "caught", "found", "set", "out",
    "governed", "punished", "punishable", "falls", "come", "comes", "fall", "under", "committed", "be",
    "can", "may", "must", "should"
))
# fmt: on
"""Words between a name and the provision that a text gives it."""
# fmt: off
_JOIN = frozenset((
    "and", "or", "as", "well", "both", ",", "&", "/", "nor"
))
# fmt: on
# fmt: off
_POINTS = frozenset((
    "under", "contrary", "to", "of", "in", "as", "such", ",", ":", "(", "by", "the", "a", "an",
    "offence", "offences", "for", "is", "are", "called"
))
# fmt: on
"""Words between what is said of an offence and the offence, where that comes first."""
# fmt: off
_CONTRAST = frozenset((
    "unlike", "than", "contrast", "opposed", "instead", "compared"
))
# fmt: on
_FOLLOWS = 8
_LOOK_BACK = 60
"""So many passages are looked through for the Act that “section 52” is of."""
_LETTERED = re.compile(r"(?<![\w.])(\d{2,3}[A-Z]{1,2})(?![\w])")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name subjects; none of ours where another offence or Act is meant."""

    begin: int
    end: int
    groups: tuple[frozenset[str], ...]
    """One for each that is named; of several in a group it is not known which is meant."""
    reference: Reference | None = None


def mentions(sentence: Sentence, law: Law, last_act: str | None) -> list[Mention]:
    """Everything that the sentence names, in order, a name and its provision put together."""
    named = [
        Mention(hit.begin, hit.end, (frozenset((id,)),)) for hit, id in sentence.setting.get("subject", ())
    ]
    found = sorted(_longest([*_alike(named), *_provisions(sentence, law, last_act)]), key=_order)
    return [one for one in _put_together(found, sentence, law) if not _compared(one, sentence)]


def _compared(mention: Mention, sentence: Sentence) -> bool:
    """Whether it is only what something else is compared with: “unlike section 1”."""
    if not {"which", "who"}.isdisjoint(sentence.words[mention.end : mention.end + 3]):
        return False  # "unlike section 33, which is …"
    return not _CONTRAST.isdisjoint(sentence.words[max(0, mention.begin - 3) : mention.begin])


def _order(mention: Mention) -> tuple[int, int]:
    return mention.begin, -mention.end


def _alike(named: Iterable[Mention]) -> Iterator[Mention]:
    """Names that stand for several subjects, as one mention."""
    by_place: dict[tuple[int, int], frozenset[str]] = {}
    for one in named:
        by_place[one.begin, one.end] = by_place.get((one.begin, one.end), frozenset()) | one.groups[0]
    for (begin, end), ids in by_place.items():
        yield Mention(begin, end, (ids,))


def _longest(found: Sequence[Mention]) -> Iterator[Mention]:
    for one in found:
        if one.reference is not None or not any(
            other.reference is None
            and other.begin <= one.begin
            and one.end <= other.end
            and other.end - other.begin > one.end - one.begin
            for other in found
        ):
            yield one


def _provisions(sentence: Sentence, law: Law, last_act: str | None) -> Iterator[Mention]:
    references, _ = law.acts.references(sentence.text, last_act)
    taken = [(one.begin, one.end) for one in references]
    for match in _LETTERED.finditer(sentence.text):
        if match[1] in law.by_section and not any(begin <= match.start() < end for begin, end in taken):
            references.append(Reference(match.start(), match.end(), None, (match[1],)))
    for reference in references:
        begin, end = sentence.word_at(reference.begin, reference.end)
        ids = [_subject(reference, section, law) for section in reference.sections]
        groups = tuple(frozenset((id,)) for id in dict.fromkeys(ids) if id is not None)
        yield Mention(begin, end, groups, reference)


def _subject(reference: Reference, section: str, law: Law) -> str | None:
    if reference.act is not None and (reference.act, section) in law.by_provision:
        return law.by_provision[reference.act, section]
    if reference.together or (section.isdigit() and reference.act is not None):
        return None
    return law.by_section.get(section)


def _put_together(found: Sequence[Mention], sentence: Sentence, law: Law) -> Iterator[Mention]:
    last: Mention | None = None
    for one in found:
        if last is None:
            last = one
            continue
        between = sentence.words[last.end : one.begin]
        common = _common(last, one) or _by_number(last, one, law)
        if common and (one.begin < last.end or set(between) <= _SAME):
            last = Mention(last.begin, max(last.end, one.end), common, last.reference or one.reference)
        elif one.begin < last.end:
            last = one if one.reference is not None else last
        elif (
            last.groups
            and one.groups
            and between
            and set(between) <= _JOIN | {"section", "sections", "of", "the"}
        ):
            last = Mention(last.begin, one.end, (*last.groups, *one.groups))
        else:
            yield last
            last = one
    if last is not None:
        yield last


def _by_number(name: Mention, provision: Mention, law: Law) -> tuple[frozenset[str], ...]:
    """The subject of a name whose own section follows it without an Act."""
    reference = provision.reference
    if name.reference is not None or reference is None or reference.together or len(name.groups) != 1:
        return ()
    own = frozenset(id for id in name.groups[0] if set(reference.sections) & set(law.subjects[id].sections))
    return (own,) if own else ()


def _common(one: Mention, other: Mention) -> tuple[frozenset[str], ...]:
    if len(one.groups) != 1 or len(other.groups) != 1:
        ids = frozenset().union(*one.groups, frozenset())
        named = frozenset().union(*other.groups, frozenset())
        if ids and ids <= named:
            return other.groups
        return one.groups if named and named <= ids else ()
    shared = one.groups[0] & other.groups[0]
    return (shared,) if shared else ()


def about(
    stated: Stated, hit: Hit, law: Law, document: Document, *, near: bool
) -> tuple[tuple[frozenset[str], ...], bool]:
    """The subjects that a claim is about, and whether the sentence itself names them.

    The nearest before it in its clause; else what comes right after it; else, where the sentence points back
    or is a cell or a list point, what its row, its lead, the sentence before or its headings name.
    """
    act = _act_before(stated, law, document)
    own = mentions(stated.sentence, law, act)
    begin, end = stated.sentence.clause(hit)
    if own:
        inside = [one for one in own if one.begin < hit.end and hit.begin < one.end]
        before = [one for one in own if one.end <= hit.begin and one not in inside]
        after = [one for one in own if one.begin >= hit.end]
        if after and after[0].begin < end and after[0].begin - hit.end <= _FOLLOWS:
            between = set(stated.sentence.words[hit.end : after[0].begin])
            told = bool(before) and before[-1].begin >= begin
            if between <= _POINTS and not (told and (between <= {",", ":"} or "is" in between)):
                return after[0].groups, True
        if before and before[-1].begin >= begin:
            return before[-1].groups, True
        if inside:
            return inside[-1].groups, True
        if after and after[0].begin < end:
            return after[0].groups, True
        if before:
            return before[-1].groups, True
        return own[0].groups, True
    cell = stated.passage.kind == "cell"
    points = bool(stated.sentence.guards("back")) or len(stated.sentence.words) <= 9
    surroundings: list[Sentence | None] = []
    if cell and stated.row:
        # The cells of the row together: "Running a brothel | section 33A".
        row = read_closely(" | ".join(other.text for other in stated.row), law)
        if named := mentions(row, law, act):
            return (named[-1].groups if len(named) == 1 else ()), False
    if cell:
        surroundings += stated.headings[:1]
    if stated.passage.kind == "item" or points or near or cell:
        surroundings += [stated.before]
    if points:
        surroundings += [stated.ahead]
    if points or near or cell or stated.passage.kind == "item":
        surroundings += stated.headings
    for other in surroundings:
        if other is not None and (named := mentions(other, law, act)):
            return (named[-1].groups if len(named) == 1 or other is stated.before else ()), False
    return (), False


def _act_before(stated: Stated, law: Law, document: Document) -> str | None:
    """The Act that was named last before the sentence."""
    last: str | None = None
    if stated.before is not None and (found := law.acts.mentions(stated.before.text, None)):
        return found[-1][2]
    for head in stated.headings:
        if found := law.acts.mentions(head.text, None):
            return found[-1][2]
    for at in range(stated.at - 1, max(-1, stated.at - _LOOK_BACK), -1):
        if "Act" in document.passages[at].text and (
            found := law.acts.mentions(document.passages[at].text, None)
        ):
            last = found[-1][2]
            break
    return last


def named_with_provision(stated: Stated, law: Law, document: Document) -> Iterator[tuple[Mention, Mention]]:
    """Each name of an offence or power that a provision follows: the name, and the provision."""
    sentence = stated.sentence
    named = [
        Mention(hit.begin, hit.end, (frozenset((id,)),)) for hit, id in sentence.setting.get("subject", ())
    ]
    found = sorted(
        _longest([*_alike(named), *_provisions(sentence, law, _act_before(stated, law, document))]),
        key=_order,
    )
    for name, provision in pairwise(found):
        if name.reference is not None or provision.reference is None or provision.begin < name.end:
            continue
        between = stated.sentence.words[name.end : provision.begin]
        if set(between) <= _UNDER and between:
            yield name, provision
    for name in found:
        if name.reference is None:
            for begin, end, act in law.acts.mentions(sentence.text, None):
                first, last = sentence.word_at(begin, end)
                between = sentence.words[name.end : first]
                if first > name.end and between and set(between) <= _UNDER:
                    yield name, Mention(first, last, (), Reference(begin, end, act, (), together=True))


def of_another_act(stated: Stated, law: Law) -> Iterator[tuple[Mention, str]]:
    """A section that carries a letter, named with an Act that has no such section, and the subject meant."""
    known = {act for act, _ in law.by_provision}
    for one in _provisions(stated.sentence, law, None):
        if one.reference is not None and one.reference.together and one.reference.act in known:
            for section in one.reference.sections:
                meant = law.by_section.get(section)
                if meant and not section.isdigit() and (one.reference.act, section) not in law.by_provision:
                    yield one, meant
