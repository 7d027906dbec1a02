"""Holds what a document states of the law against the law: one finding for each statement that differs."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from eiagen.audit.law_statements.about import about, passages_before, speaks_of_itself
from eiagen.audit.law_statements.amounts import amounts
from eiagen.audit.law_statements.asserted import Put, nations_meant, put
from eiagen.audit.law_statements.law import Claim, Law, condition, rule_for
from eiagen.audit.law_statements.mentions import in_its_row, named_with_provision, of_another_act
from eiagen.audit.law_statements.models import Attribute, Fact, LawRule, Subject
from eiagen.audit.law_statements.negations import NEGATIONS
from eiagen.audit.law_statements.provisions import UNKNOWN
from eiagen.audit.law_statements.sentences import Sentence, Stated, stated
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document
from eiagen.duties import Citation
from eiagen.finding import Finding, Outcome, Quote, fingerprint
from eiagen.words import words

_LEANS = 24
"""A sentence of so few words may be about what a passage before it names."""
MESSAGE = "put otherwise than the catalogue has it"


@dataclass(frozen=True)
class Difference:
    """A rule, the law as it is, and the words that put it otherwise."""

    rule: LawRule
    right: str
    citations: tuple[Citation, ...]
    said: tuple[int, int]


def misstatements(document: Document, law: Law) -> tuple[Finding, ...]:
    """Each statement that differs from the catalogue, once, in reading order."""
    found: dict[tuple[str, int, str], Finding] = {}
    said_again: dict[tuple[str, int, str], tuple[str, int, str]] = {}
    for one in stated(document, law):
        for difference in _most_exact(_differences(one, law, document)):
            key = (difference.rule.id, one.at, one.whole.text)
            if key not in found:
                found[key] = _finding(one, difference, document)
            if one.is_bare_answer and one.after is not None and one.after.text != one.whole.text:
                said_again[key] = (difference.rule.id, one.at, one.after.text)
    # “Yes. Paying for sex is a crime.” is one statement, and the sentence tells it.
    return tuple(each for key, each in found.items() if said_again.get(key) not in found)


def _most_exact(found: Iterable[Difference]) -> Iterator[Difference]:
    """Without those of whose words another rule says the same more exactly: each statement is one finding."""
    every = tuple(found)
    for one in every:
        if not any(one.rule.id in other.rule.in_place_of and _share_words(one, other) for other in every):
            yield one


def _share_words(one: Difference, other: Difference) -> bool:
    return one.said[0] < other.said[1] and other.said[0] < one.said[1]


def _finding(one: Stated, difference: Difference, document: Document) -> Finding:
    rule, text = difference.rule, one.whole.text
    return Finding(
        requirement=rule.id,
        title=rule.title,
        outcome=Outcome.MISSTATED,
        severity=rule.severity,
        message=MESSAGE,
        citations=difference.citations,
        fingerprint=fingerprint((rule.id, *words(text)[1:-1])),
        rule=rule.id,
        why=rule.why,
        fix=f"As the catalogue has it: {difference.right}",
        file=document.path,
        place=one.passage.place,
        quotes=(Quote(text, one.passage),),
    )


def _differences(one: Stated, law: Law, document: Document) -> Iterator[Difference]:
    for hit, claim in _outermost(one.claims, one.sentence.words, law):
        if ";" in one.sentence.words[hit.begin : hit.end]:
            continue  # two statements
        if claim.rule:
            rule = law.rules[claim.rule]
            if rule.kind == "right-provision":
                continue
            if (
                _wording_fits(one, hit, rule, law, document)
                and _put(one, hit, claim) is Put.SAID
                and (rule.anywhere or "" in nations_meant(one, hit, law))
            ):
                yield Difference(rule, rule.right or "", law.citations(rule.citations), (hit.begin, hit.end))
        else:
            yield from _values(one, hit, claim, law, document)
    for id in dict.fromkeys(claim.rule for _, claim in one.claims if claim.rule):
        if law.rules[id].kind == "right-provision":
            yield from _provisions(one, law.rules[id], law, document)


def _outermost(
    claims: Sequence[tuple[Hit, Claim]], words: Sequence[str], law: Law
) -> Iterator[tuple[Hit, Claim]]:
    """The claims; where words that overlap say two values of a point, the one that takes more of them."""
    for hit, claim in claims:
        if not claim.value or not any(
            _outranks(around, other, hit, claim, words)
            for around, other in claims
            if law.attributes[claim.attribute].opposites or not _holds_not(around, other, words)
        ):
            yield hit, claim


def _holds_not(hit: Hit, claim: Claim, words: Sequence[str]) -> bool:
    """Whether a claim takes in a “not” that is not its own: “good practice and not a legal requirement”."""
    return sum(word in NEGATIONS for word in words[hit.begin : hit.end]) > claim.negations


def _outranks(around: Hit, other: Claim, hit: Hit, claim: Claim, words: Sequence[str]) -> bool:
    """Whether a claim takes the place of another of its point: it takes more words, or accounts for “not”."""
    if other.attribute != claim.attribute or not (around.begin < hit.end and hit.begin < around.end):
        return False
    if other.value == claim.value:
        return other.negations > claim.negations and hit.end <= around.end
    longer = around.end - around.begin > hit.end - hit.begin
    # “An offence even if he knew” holds “an offence if he knew”: together they say neither.
    if around[1:] == hit[1:] and "even" in words[hit.begin : hit.end]:
        return True
    return longer and {":", ";"}.isdisjoint(words[around.begin : around.end])


def _wording_fits(one: Stated, hit: Hit, rule: LawRule, law: Law, document: Document) -> bool:
    setting = one.sentence.setting
    told = one.told_by[1:] if one.is_bare_answer else (one.sentence,)
    if any(_named(rule, each.setting.get("unless", ())) for each in told) and not _named(
        rule, setting.get("despite", ())
    ):
        return False
    if rule.direct and any(
        hit.begin < named.begin
        and named.end < hit.end
        and law.subjects[id].facts.keys().isdisjoint(rule.attributes)
        for named, id in setting.get("subject", ())
    ):
        return False
    if not rule.about or _named(rule, setting.get("about", ())):
        return True
    if any(
        (named.begin < hit.begin or hit.end < named.end) and speaks_of_itself(id, law)
        for named, id in setting.get("subject", ())
    ):
        return False  # it speaks of something else than what stands around it
    near: Iterable[Sentence | None] = (one.before, one.ahead, *one.headings, *one.row)
    if any(other is not None and _named(rule, other.setting.get("about", ())) for other in near):
        return True
    if any(other is not None and _speaks_of_another(other, law) for other in (one.before, one.ahead)):
        return False
    leans = one.passage.kind == "item" or bool(one.sentence.guards("back"))
    if not leans and len(one.sentence.words) > _LEANS:
        return False
    further: Iterable[Sentence] = (*one.earlier, *passages_before(one, law, document))
    return any(_named(rule, other.setting.get("about", ())) for other in further)


def _speaks_of_another(other: Sentence, law: Law) -> bool:
    """Whether what stands right before a sentence names an offence or power: no passage further back does."""
    return any(speaks_of_itself(id, law) for _, id in other.setting.get("subject", ()))


def _named(rule: LawRule, found: Iterable[tuple[Hit, str]]) -> bool:
    return any(id == rule.id for _, id in found)


def _values(one: Stated, hit: Hit, claim: Claim, law: Law, document: Document) -> Iterator[Difference]:
    attribute = law.attributes[claim.attribute]
    heads = one.headings[:2] if one.passage.kind == "cell" else []
    for text in (*one.told_by, *heads):
        if any(
            name == attribute.id and not (text is one.sentence and _follows(text.words, hit, silent))
            for silent, name in text.setting.get("silent", ())
        ):
            return
    if attribute.about and not _is_about(one, attribute, law, document):
        return
    said = _put(one, hit, claim)
    if said is Put.NOT_ASSERTED:
        return
    held = [(claim.value, hit)] if claim.value else amounts(one.sentence.words, hit, attribute.units)
    values = list(_apart(held))
    if said is Put.DENIED:
        if attribute.opposites:
            values, said = [(value, hit) for value in attribute.values if value != claim.value], Put.SAID
        elif not attribute.denied or claim.negations:
            return
    for nation in nations_meant(one, hit, law) if values else ():
        known = law.subjects_in(nation)
        for value, place in values:
            for group in about(
                one, place, law, document, attribute, nation if known else "", here=claim.close
            ):
                subjects = [known[id] for id in sorted(group) if id in known]
                facts = [
                    (subject, subject.facts.get(attribute.id))
                    for subject in subjects
                    if not _speaks_for(subject, subjects, attribute)
                ]
                subjects = [subject for subject, _ in facts]
                if not facts:
                    continue
                subject, fact = facts[0]
                rule = rule_for(law.rules.values(), attribute.id, subject.id)
                if rule is None or fact is None:
                    continue
                despite = _named(rule, one.whole.setting.get("despite", ()))
                if all(
                    fact is not None and _differs(value, fact, subject, attribute, one, said, despite)
                    for subject, fact in facts
                ):
                    subject = _likeliest(subjects, one.sentence)
                    fact = subject.facts[attribute.id]
                    rule = rule_for(law.rules.values(), attribute.id, subject.id) or rule
                    citation = fact.citation or subject.citation
                    yield Difference(rule, fact.right, law.citations((citation,)), (hit.begin, hit.end))


def _follows(words: Sequence[str], hit: Hit, silent: Hit) -> bool:
    """Whether words stand in what follows from a claim: “… is a summary offence, so watch the time limit”."""
    return (",", "so") in itertools.pairwise(words[hit.end : silent.begin])


def _is_about(one: Stated, attribute: Attribute, law: Law, document: Document) -> bool:
    """Whether a sentence, or what stands around it, names what tells a point from everyday talk."""
    around = (*one.told_by, one.before, one.ahead, *one.headings, *one.row)
    further = passages_before(one, law, document) if one.sentence.guards("back") else ()
    return any(
        other is not None and any(id == attribute.id for _, id in other.setting.get("about", ()))
        for other in itertools.chain(around, further)
    )


def _put(one: Stated, hit: Hit, claim: Claim) -> Put:
    """How a claim is put, in which its own words are no guards against it: “… was repealed”."""
    told = one.sentence.told_by(hit)
    return put(one if told is one.sentence else replace(one, sentence=told), hit, claim)


def _apart(found: Sequence[tuple[str, Hit]]) -> Iterator[tuple[str, Hit]]:
    """The amounts of a phrase, each after the first with its own number only, so that it is held against
    what is named nearest: “controlling carries seven years, and trafficking life”.
    """
    for at, (amount, hit) in enumerate(found):
        yield amount, Hit(hit.phrase, hit.end - 1, hit.end) if at else hit


def _speaks_for(silent: Subject, subjects: Sequence[Subject], attribute: Attribute) -> bool:
    """Whether another of them, of the same source, has the point that one lacks: they are one offence."""
    return attribute.id not in silent.facts and any(
        attribute.id in other.facts and other.citation == silent.citation for other in subjects
    )


def _likeliest(subjects: Sequence[Subject], sentence: Sentence) -> Subject:
    """Of subjects that a name may mean the one whose title has most of the sentence's words, to tell its law.

    “Controlling prostitution for gain” is section 53, though section 52 goes by that name, too.
    """
    said = set(sentence.words)
    return max(subjects, key=lambda subject: len(said & _words_of(subject.title)))


@lru_cache(maxsize=1_000)
def _words_of(title: str) -> frozenset[str]:
    return frozenset(words(title))


def _differs(
    value: str, fact: Fact, subject: Subject, attribute: Attribute, one: Stated, said: Put, despite: bool
) -> bool:
    right = {value, *attribute.covers.get(value, ())}
    if said is Put.DENIED:
        return right >= set(fact.holds)
    if not right.isdisjoint(fact.holds):
        return False
    if value in fact.with_words and not despite:
        key = condition(subject, attribute.id, value)
        return not any(name == key for each in one.told_by for _, name in each.setting.get("with", ()))
    return True


def _provisions(one: Stated, rule: LawRule, law: Law, document: Document) -> Iterator[Difference]:
    for name, provision in (*named_with_provision(one, law, document), *in_its_row(one, law)):
        reference = provision.reference
        named = [law.subjects[id] for id in sorted(name.groups[0]) if law.subjects[id].act]
        if not named or reference is None or reference.act == UNKNOWN:
            continue
        if reference.act is None:
            meant = {law.by_section.get(section) for section in reference.sections if not section.isdigit()}
            if len(meant) != 1 or None in meant or meant & {each.id for each in named}:
                continue
            reference = replace(reference, act=law.subjects[meant.pop() or ""].act)
        if not reference.together and not any(section in law.by_section for section in reference.sections):
            continue
        right = {(each.act, section) for each in named for section in each.sections}
        right |= {(act, section) for each in named for act, section in map(str.split, each.also_in)}
        if right & {(reference.act, section) for section in reference.sections}:
            continue
        if not reference.sections and reference.act in {act for act, _ in right}:
            continue
        if not reference.together and {section for _, section in right} & set(reference.sections):
            continue
        inside = name.begin if name.begin < provision.begin else provision.begin
        hit = Hit(0, inside, max(name.end, provision.end))
        if put(one, hit, Claim(rule=rule.id)) is Put.SAID and "" in nations_meant(one, hit, law):
            citations = law.citations(dict.fromkeys(each.citation for each in named))
            title = _likeliest(named, one.sentence).title
            yield Difference(rule, f"{title}.", citations, (hit.begin, hit.end))
    for mention, id in of_another_act(one, law):
        hit = Hit(0, mention.begin, mention.end)
        if put(one, hit, Claim(rule=rule.id)) is Put.SAID and "" in nations_meant(one, hit, law):
            subject = law.subjects[id]
            citations = law.citations((subject.citation,))
            yield Difference(rule, f"{subject.title}.", citations, (hit.begin, hit.end))


KINDS: Mapping[str, str] = {
    "stated-value": "An audit holds what a text says on a point of an offence or power against its facts.",
    "right-provision": "An audit holds the provision that a text gives an offence or power against its own.",
    "wording": "An audit looks for ways of putting the law wrongly.",
}
