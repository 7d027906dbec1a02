"""What a body's own form says of the effect on a characteristic, put together into effects.

A direction is taken only where it is written or ticked. “Neutral” is not yet “no impact”: the text
has to say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from eiagen.forms.collecting import CLAIM, DIRECTION, FINDING, MEASURE, WHY_NOT, Collecting
from eiagen.forms.filled import Answers, Row
from eiagen.forms.labels import Match, Sureness, answer_words, plain_label
from eiagen.forms.questions import Pattern
from eiagen.forms.ticks import chosen, has_boxes, is_tick, only_boxes
from eiagen.forms.wording import is_neutral, says_no_impact, sort_of

_WITH_A_MEASURE: dict[Pattern, str] = {
    ("actions", "*", "owner"): "owner",
    ("actions", "*", "due"): "due",
    ("actions", "*", "timing"): "timing",
    ("actions", "*", "measure"): "success",
}
"""Columns of an action plan that stand beside a measure."""
_LONGEST_WORD = 4
_MIXED = frozenset(("positive", "negative"))


@dataclass
class Said:
    """Something that was said of an effect, and where it stands."""

    text: str
    indexes: tuple[int, ...]
    place: str
    sure: Sureness
    direction: str | None = None


@dataclass
class Effect:
    """All that was said of the effect on one characteristic."""

    whose: str
    place: str
    words: list[Said] = field(default_factory=list)
    directions: list[Said] = field(default_factory=list)
    measures: list[Said] = field(default_factory=list)
    claims: list[Said] = field(default_factory=list)
    others: list[tuple[Pattern, Said]] = field(default_factory=list)


def hear(doc: Collecting, effect: Effect, label: str, match: Match | None, said: Said) -> None:
    """Adds an answer below a label that stands for a field of an effect, or for a direction itself."""
    text, meant = said.text, _direction(label)
    if not text or only_boxes(text):
        doc.use_passages(said.indexes)
    elif meant is not None:
        said.direction = meant
        if is_tick(text):
            effect.directions.append(said)
        elif plain_label(text) == "no" or not _says_something(doc, said):
            doc.leave(said.indexes, f"it says that there is none (“{label}”)")
        else:
            effect.words.append(said)
    elif is_tick(text) and plain_label(text) not in ("yes", "y"):
        doc.leave(said.indexes, f"a tick under “{label}”, which does not tell what it means")
    elif match is None:
        why = f"a tick under “{label}”, which is not known" if is_tick(text) else ""
        doc.leave(said.indexes, why or f"“{label}” is not known")
    elif match.field == DIRECTION:
        _hear_direction(doc, effect, said)
    elif match.field == FINDING and (word := _direction(text)) is not None:
        effect.directions.append(Said(text, said.indexes, said.place, "likely", word))
    elif not _says_something(doc, said):
        pass
    elif doc.format == "pdf" and text[:1].islower():
        doc.leave(said.indexes, "it begins within a sentence: look at the original")
    elif match.field == FINDING:
        _hear_words(effect, said)
    elif match.field == MEASURE:
        effect.measures.append(said)
    elif match.field == CLAIM:
        effect.claims.append(said)
    else:
        effect.others.append((match.field, said))


def _says_something(doc: Collecting, said: Said) -> bool:
    """Whether it is an answer; what is none is kept aside with the reason."""
    sort = sort_of(said.text)
    if sort == "prompt":
        doc.unanswered(said.text, said.place)
        doc.use_passages(said.indexes)
    elif sort != "answer":
        doc.leave(said.indexes, WHY_NOT[sort])
    return sort == "answer"


def _hear_direction(doc: Collecting, effect: Effect, said: Said) -> None:
    picked = chosen(said.text) if has_boxes(said.text) else said.text
    meant = _direction(picked)
    if meant is not None:
        effect.directions.append(Said(picked, said.indexes, said.place, said.sure, meant))
    elif not picked.strip():
        doc.leave(said.indexes, "nothing is ticked")
    elif doc.format == "pdf" and picked[:1].islower():
        doc.leave(said.indexes, "it begins within a sentence: look at the original")
    elif _says_something(doc, said):
        _hear_words(effect, said)


def _hear_words(effect: Effect, said: Said) -> None:
    """Words of an effect, with a direction where they begin with one: “Negative. Young people …”."""
    first = re.match(r"([A-Za-z ]{4,30}?)\s*(?:[.:;,]|\s[-–—])\s", said.text)
    if first is not None and (meant := _direction(first[1])) is not None:
        effect.directions.append(Said(first[1], (), said.place, said.sure, meant))
    effect.words.append(said)


def _direction(text: str) -> str | None:
    """The direction that a word stands for; “neutral” is one of its own here."""
    if len(text.split()) > _LONGEST_WORD:
        return None
    return "neutral" if is_neutral(text) else _direction_words().get(plain_label(text))


@cache
def _direction_words() -> dict[str, str]:
    return {plain_label(word): value for word, value in answer_words(DIRECTION).items()}


def put_effect(doc: Collecting, effect: Effect) -> None:
    """Writes an effect: two where the form tells what is good and what is bad apart."""
    effect.words.sort(key=lambda one: one.indexes[:1])
    by_direction = {one.direction for one in effect.words if one.direction not in (None, "neutral")}
    apart = by_direction == _MIXED and all(one.direction in _MIXED for one in effect.words)
    if apart and not effect.directions:
        good = [one for one in effect.words if one.direction == "positive"]
        bad = [one for one in effect.words if one.direction == "negative"]
        _put(doc, Effect(effect.whose, effect.place, good, claims=effect.claims))
        _put(doc, Effect(effect.whose, effect.place, bad, [], effect.measures, [], effect.others))
    else:
        _put(doc, effect)


def _put(doc: Collecting, effect: Effect) -> None:
    whose, place = effect.whose, effect.place
    impact = doc.new_row("impacts", place)
    doc.put_in(impact, ("impacts", "*", "characteristics"), [whose])
    _put_direction(doc, impact, effect)
    if effect.words:
        doc.put_in(impact, FINDING, "\n".join(one.text for one in effect.words))
        likely = len(effect.words) > 1 or effect.words[0].sure == "likely"
        doc.taking(FINDING, effect.words[0].place, "likely" if likely else "sure")
        doc.use_passages(index for one in effect.words for index in one.indexes)
    for one in effect.measures:
        measures = impact.answers.lists.setdefault("mitigation", [])
        measures.append(Row(f"+{len(measures)}", None, None, Answers({}), one.place))
        doc.put_in(measures[-1], MEASURE, one.text)
        doc.taking(MEASURE, one.place, one.sure)
        doc.use_passages(one.indexes)
    if effect.claims:
        _put_evidence(doc, impact, effect)
    for at, one in effect.others:
        _put_other(doc, impact, at, one)
    if not impact.answers.values().keys() - {"characteristics"}:
        doc.drop_row("impacts")


def _put_direction(doc: Collecting, impact: Row, effect: Effect) -> None:
    said = [*effect.directions, *(one for one in effect.words if one.direction)]
    meant = {one.direction for one in said if one.direction is not None}
    if "neutral" in meant:
        if any(says_no_impact(one.text) for one in effect.words):
            meant = {*(meant - {"neutral"}), "no-impact"}
        elif meant == {"neutral"}:
            why = "“neutral” is not taken as “no impact” where no text says that there is none"
            doc.leave((index for one in effect.directions for index in one.indexes), why)
            return
    if meant >= _MIXED:
        meant = {"mixed"}
    if len(meant) == 1:
        doc.put_in(impact, DIRECTION, meant.pop())
        doc.taking(
            DIRECTION, said[0].place, "likely" if any(one.sure == "likely" for one in said) else "sure"
        )
        doc.use_passages(index for one in effect.directions for index in one.indexes)
    elif meant:
        both = " and ".join(sorted(meant))
        doc.found.notes.append(f"{effect.place}: it says {both}, so neither is taken")
        doc.leave(
            (index for one in effect.directions for index in one.indexes),
            f"it says {both}: one of them is meant",
        )


def _put_evidence(doc: Collecting, impact: Row, effect: Effect) -> None:
    """Evidence beside an effect is a source of its own, to which the effect refers."""
    ids: list[str] = []
    there = doc.found.answers.lists.get("evidence", [])
    taken = {str(row.answers.single["id"].value) for row in there if "id" in row.answers.single}
    for one in effect.claims:
        number, id = 1, f"evidence-{effect.whose}"
        while id in taken:
            number += 1
            id = f"evidence-{effect.whose}-{number}"
        taken.add(id)
        source = doc.new_row("evidence", one.place)
        doc.put_in(source, ("evidence", "*", "id"), id)
        doc.put_in(source, CLAIM, one.text)
        doc.taking(CLAIM, one.place, one.sure)
        doc.use_passages(one.indexes)
        ids.append(id)
    doc.put_in(impact, ("impacts", "*", "evidence"), [*ids])


def _put_other(doc: Collecting, impact: Row, at: Pattern, said: Said) -> None:
    holder: Row | None = impact
    target = at
    if (name := _WITH_A_MEASURE.get(at)) is not None:
        measures = impact.answers.lists.get("mitigation", [])
        holder, target = (measures[-1] if measures else None), (*MEASURE[:-1], name)
    if holder is not None and not doc.put(holder, target, said.text, said.place) and name == "due":
        target = (*MEASURE[:-1], "timing")
        holder = holder if doc.put(holder, target, said.text, said.place) else None
    elif holder is not None and target[-1] not in holder.answers.single:
        holder = None
    if holder is None:
        doc.leave(said.indexes, "it is not understood as an answer to its question")
        return
    doc.taking(target, said.place, said.sure)
    doc.use_passages(said.indexes)


ROW_FIELDS: frozenset[Pattern] = frozenset(_WITH_A_MEASURE)
"""Fields that columns beside a measure stand for."""


def said_of(text: str, indexes: Sequence[int], place: str, sure: Sureness) -> Said:
    """An answer at its place."""
    return Said(text, tuple(indexes), place, sure)
