"""Which offences and powers a sentence names, by name or by provision."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eiagen.audit.law_statements.law import Law
from eiagen.audit.law_statements.provisions import Reference
from eiagen.audit.law_statements.sentences import Sentence, Stated
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
    "issued", "made", "sought", "available", "obtained", "granted", "governed", "punished", "punishable",
    "falls", "come", "comes", "fall", "under", "power", "powers", "provision", "law", "charge",
    "committed", "be", "can", "may", "must", "should"
))
# fmt: on
"""Words between a name and the provision that a text gives it."""
_SAYS = frozenset(
    ("is", "covers", "creates", "makes", "punishes", "penalises", "deals", "with", "it", "about")
)
"""Words by which a provision is said to be of an offence that is named after it."""
_FINITE = frozenset(("is", "are", "was", "were", "has", "have", "does", "do", "commits", "can", "may"))
"""Verbs that show where a clause has its subject."""
_STRANGE = 2
"""So many other words may stand there before "under" or "contrary to"."""
_IN = frozenset(("under", "contrary"))
# fmt: off
_GIVES = frozenset(
    (verb, word)
    for verb in ("come", "comes", "is", "are", "found", "contained", "lies", "derives", "stems")
    for word in ("from", "in", "under")
)
"""Verbs that say in which Act their subject is."""
_LETS = frozenset(("gives", "lets", "allows", "enables", "empowers", "permits", "authorises"))
# fmt: off
_GRANTED = frozenset((
    "an", "a", "the", "our", "us", "inspector", "superintendent", "police", "officers", "officer", "council",
    "councils", "court", "magistrates", "force", "power", "powers", "to", "issue", "make", "seek", "grant"
))
# fmt: on
"""Words between a provision and the power that it gives somebody."""
_CHARGING = frozenset(("charged", "prosecuted", "convicted", "arrested", "reported"))
_OPENS = 6
_JOIN = frozenset(("and", "or", "as", "well", "both", ",", "&", "/", "nor"))
# fmt: on
# fmt: off
_CONTRAST = frozenset((
    "unlike", "than", "contrast", "opposed", "instead", "compared", "except", "excepting", "save", "besides"
))
# fmt: on
_APART = frozenset(("excepted", "aside", "apart", "excluded"))
_LOOK_BACK = 60
"""So many passages are looked through for the Act that “section 52” is of."""
_DIGIT = re.compile(r"\d")
_LETTERED = re.compile(r"(?<![\w.])(\d{2,3}[A-Z]{1,2})(?![\w])")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name subjects; none of ours where another offence or Act is meant."""

    begin: int
    end: int
    groups: tuple[frozenset[str], ...]
    """One for each that is named; of several in a group it is not known which is meant."""
    reference: Reference | None = None


ActBefore = Callable[[], "str | None"]
"""Gives the Act that was named last, where somebody has to know."""


def mentions(sentence: Sentence, law: Law, last_act: ActBefore) -> list[Mention]:
    """Everything that the sentence names, in order, a name and its provision put together."""
    named = [
        Mention(hit.begin, hit.end, (frozenset((id,)),)) for hit, id in sentence.setting.get("subject", ())
    ]
    named = [one for one in named if not _in_a_title(one, sentence, law)]
    found = sorted(_longest([*_alike(named), *_provisions(sentence, law, last_act)]), key=_order)
    return [one for one in _put_together(found, sentence, law) if not _compared(one, sentence)]


def _in_a_title(mention: Mention, sentence: Sentence, law: Law) -> bool:
    """Whether it is but part of the name of an Act: “Modern Slavery Act 2015”."""
    if mention.reference is not None or "act" not in sentence.words:
        return False
    titles = [sentence.word_at(begin, end) for begin, end, _ in law.acts.mentions(sentence.text, None)]
    if sentence.words[mention.end - 1] == "act":
        return False  # it is that Act's own: "the Street Offences Act"
    return any(first <= mention.begin and mention.end < last for first, last in titles)


def _compared(mention: Mention, sentence: Sentence) -> bool:
    """Whether it is only what something else is compared with: “unlike section 1”."""
    if not {"which", "who"}.isdisjoint(sentence.words[mention.end : mention.end + 3]):
        return False  # "unlike section 33, which is …"
    if sentence.words[max(0, mention.begin - 2) : mention.begin] == [",", "like"]:
        return True
    if not _APART.isdisjoint(sentence.words[mention.end : mention.end + 1]):
        return True
    ahead = sentence.words[max(0, mention.begin - 3) : mention.begin]
    if "," in ahead:
        ahead = ahead[len(ahead) - ahead[::-1].index(",") :]  # “in Scotland, unlike England, …”
    return not _CONTRAST.isdisjoint(ahead)


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


def _provisions(sentence: Sentence, law: Law, last_act: ActBefore) -> Iterator[Mention]:
    if not _DIGIT.search(sentence.text) or not any(word[0].isdigit() for word in sentence.words):
        return
    references, _ = law.acts.references(sentence.text, last_act())
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
    if reference.together:
        return None
    if section.isdigit() and reference.act is not None:
        beside = ((act, section) for act in law.beside.get(reference.act, ()))
        return next((law.by_provision[one] for one in beside if one in law.by_provision), None)
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
            # “Section 75” is a name, too: that the Act named last has none takes nothing from it.
            unknown = last.reference is not None and not _tells(last)
            last = one if _tells(one) or (unknown and one.groups) else last
        elif (
            last.groups
            and one.groups
            and between
            and set(between) <= _JOIN | {"section", "sections", "of", "the"}
            and not _begins_clause(last, one, sentence)
        ):
            last = Mention(last.begin, one.end, (*last.groups, *one.groups))
        else:
            yield last
            last = one
    if last is not None:
        yield last


def _tells(mention: Mention) -> bool:
    """Whether it is a provision of which it is known what it is, or in which Act."""
    return mention.reference is not None and bool(mention.groups or mention.reference.together)


def _begins_clause(last: Mention, one: Mention, sentence: Sentence) -> bool:
    """Whether what is named next has a verb of its own: “… an offence to buy, and the seller is not …”."""
    return (
        sentence.words[last.end : last.end + 2] == [",", "and"]
        and sentence.words[one.end] in _FINITE
        and not _FINITE.isdisjoint(sentence.words[: last.begin])
    )


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


def act_before(stated: Stated, law: Law, document: Document) -> str | None:
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
    provisions = list(_provisions(sentence, law, lambda: act_before(stated, law, document)))
    named = [
        Mention(hit.begin, hit.end, (frozenset((id,)),))
        for hit, id in sentence.setting.get("subject", ())
        # A name that takes in a provision has none given: “closure notice under section 76 of the 2003 Act”.
        if not any(hit.begin < one.begin and one.begin < hit.end for one in provisions)
    ]
    found = sorted(_longest([*_alike(named), *provisions]), key=_order)
    found = [
        one
        for one in found
        if one.reference is not None
        or not any(other.reference is None and other.begin < one.begin < other.end for other in found)
    ]
    for name, provision in pairwise(found):
        if name.reference is not None or provision.reference is None or provision.begin < name.end:
            continue
        if _lead_over(stated.sentence.words[name.end : provision.begin]):
            yield name, provision
    yield from _given(found, sentence)
    for provision, name in pairwise(found):
        if name.reference is not None or provision.reference is None or name.begin < provision.end:
            continue
        between = sentence.words[provision.end : name.begin]
        if between and (
            (between[0] in _SAYS and set(between) <= _SAYS | _SAME)
            or (between[0] in _LETS and set(between) <= _LETS | _GRANTED)
        ):
            yield name, provision  # "section 53A is the offence of …"
    for name in found:
        if name.reference is None:
            acts = [
                (*sentence.word_at(begin, end), begin, end, act)
                for begin, end, act in law.acts.mentions(sentence.text, None)
            ]
            for first, last, begin, end, act in acts:
                if any(other < name.end and name.begin < end_of for other, end_of, *_ in acts):
                    continue  # the name holds its own Act: "closure under the 2003 Act"
                if first > name.end and _lead_over(sentence.words[name.end : first]):
                    yield name, Mention(first, last, (), Reference(begin, end, act, (), together=True))


def _given(found: Sequence[Mention], sentence: Sentence) -> Iterator[tuple[Mention, Mention]]:
    """The name with which a sentence begins, and the provision that its verb gives it: “… comes from …”."""
    if not found or found[0].reference is not None or found[0].begin > _OPENS:
        return
    for one in found[1:]:
        ahead = [word for word in sentence.words[one.begin - 4 : one.begin] if word not in ("the", "section")]
        told = tuple(ahead[-2:])
        if (
            one.reference is not None
            and one.reference.together
            and told in _GIVES
            and not {"and", ";", "but"} & set(sentence.words[found[0].end : one.begin])
        ):
            yield found[0], one


def _lead_over(between: Sequence[str]) -> bool:
    """Whether words between a name and a provision say that the one is in the other."""
    other = [word for word in between if word not in _UNDER]
    if "and" in other:
        return False  # “sellers under the 1959 Act and buyers under section 51A”
    if tuple([word for word in between if word != "the"][-2:]) in _GIVES and len(other) <= _OPENS:
        return "," not in between  # “closure for nuisance comes from the Act of 1998”
    if other and not _CHARGING.isdisjoint(between):
        return False  # “after closure the manager was charged under …”
    return bool(between) and (not other or (len(other) <= _STRANGE and not _IN.isdisjoint(between[-4:])))


def in_its_row(stated: Stated, law: Law) -> Iterator[tuple[Mention, Mention]]:
    """The name that one cell of a row gives, as if it stood where this cell has its provision."""
    provisions = [
        one
        for one in _provisions(stated.sentence, law, lambda: None)
        if one.reference is not None and one.reference.together
    ]
    if stated.passage.kind != "cell" or len(provisions) != 1 or stated.sentence.setting.get("subject"):
        return
    # "Paying for, causing or arranging." in a column of notes is no name.
    naming = [
        cell for cell in stated.row if cell.setting.get("subject") and not cell.text.rstrip().endswith(".")
    ]
    if len(naming) == 1 and not list(_provisions(naming[0], law, lambda: None)):
        ids = frozenset(id for _, id in naming[0].setting["subject"])
        at = provisions[0].begin
        yield Mention(at, at, (ids,)), provisions[0]


def of_another_act(stated: Stated, law: Law) -> Iterator[tuple[Mention, str]]:
    """A section that carries a letter, named with an Act that has no such section, and the subject meant."""
    together = [
        one
        for one in _provisions(stated.sentence, law, lambda: None)
        if one.reference is not None and one.reference.together
    ]
    known = {act for act, _ in law.by_provision} if together else ()
    for one in together:
        if one.reference is not None and one.reference.act in known:
            for section in one.reference.sections if len(one.reference.sections) == 1 else ():
                meant = law.by_section.get(section)
                if meant and not section.isdigit() and (one.reference.act, section) not in law.by_provision:
                    yield one, meant
