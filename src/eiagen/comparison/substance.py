"""What the sentences on a requirement give somebody to act on, and how that differs between two versions.

A sentence that addresses a requirement weighs one, and more for each cue in it that the audit knows (an
instruction, a figure, a date, an owner, an effect …) and each thing it holds (a time limit, a record …); a
loose one weighs half. What of its weight is not found again in the other version, in whatever words, is won
or lost. Where both say the same, the terms on which they say it are held against each other: a longer time
limit, “may” for “must”, an exception. How long a text is counts for nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, NamedTuple

from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.outcomes.levels import ADDRESSED, Level
from eiagen.audit.outcomes.sight import Sight
from eiagen.comparison.alignment import Alignment, Pair
from eiagen.comparison.denied import Reversal, reversal
from eiagen.comparison.found_again import FoundAgain
from eiagen.comparison.items import left_out
from eiagen.comparison.sentences import Sentence, Words, words_alone
from eiagen.comparison.telling import told
from eiagen.comparison.terms import (
    LEFT_OUT,
    PUT_IN,
    TAKEN_BACK,
    Differences,
    Terms,
    differences,
    drop_dates,
    in_reverse,
    is_measured,
    is_reversed,
    terms_of,
    together,
)
from eiagen.words import words

_CUE, _HOLDS, _LOOSE = 0.5, 0.25, 0.5
"""What a cue, or firm wording, adds to a sentence's one; what each thing adds that it holds; and how much a
loose one has of all that. The root of the sum counts: a second cue says less than the first."""
_LENT = 0.3
"""What is left of the weight of a sentence that only a heading of several things makes about it."""
_MUCH = 0.25
"""Won and lost must differ by such a share of all that both versions say …"""
_ANEW = 0.4
"""… unless so much of it was won and lost together that the passages are others, and either has more."""
_MOST, _LITTLE = 0.5, 0.15
"""Where so much of it stands in both word for word, so little changes nothing unless it is a step."""
_TERM, _MEASURED, _REVERSED = 0.4, 0.75, 1.5
"""What a difference in terms weighs: that something is held or not, that there is more or less of it, and
that the one does what the other rules out."""
_PLAIN = 0.1
"""Terms that differ by such a share decide by themselves."""
_SAYS_IT = 0.45
"""A sentence of which so much is found again is in the other version; of less, it is gone or was added."""
_TELLING = 6
"""A sentence of fewer words tells too little to be the same as another that it is not paired with."""
_FORTH, _BACK = 0.45, 0.3
"""Only what is found again so far, one way and the other, says the same thing on terms to be compared."""
_PAIRED = 0.4
"""So much of either of two sentences that are paired must stand in the other, figures and times left out."""
_SAME_THING, _AND_BACK = 0.6, 0.45
"""Of what is found again so far it is asked whether the one denies what the other says."""
DENIES = "the one says what the other denies"
_NEAR = 3
"""So many sentences before and after are looked at for what one of them leaves out."""
_OF_A_KIND = 3
"""So many cues of a kind count in a sentence: two things to do are more than one, a list of ten is a list."""
_OWN_CUE = "lift"
_STEPS = ("an instruction", "somebody named as responsible")
"""Cues of something to do, or of who does it."""
_POINTING, _FIRST_WORDS = (
    frozenset(("they", "them", "their", "it", "this", "these", "she", "her", "he", "him")),
    6,
)
"""A sentence with one of these among its first words goes on about what the one before it is about."""
_TITLE = "the title"
_HEADING = "its heading"
_ABOVE = (_HEADING, _TITLE)
_SEVERAL = frozenset(("and", "or"))
"""What a level gives for its phrase where the heading or title makes the sentence about the requirement."""


class Support(NamedTuple):
    """What one sentence shows about one requirement."""

    sentence: int
    """Its number among the sentences of the document."""
    rank: int
    """As in `audit.levels`: mentioned, dismissed or addressed."""
    cues: Counter[str]
    """How many cues of each kind are in it: "an instruction"."""
    firm: int
    around: tuple[Words, ...]
    """What else makes it about the requirement: the line that it continues, the heading it stands under."""
    by_title: bool = False
    """Whether nothing but the title of the whole document makes it about the requirement."""
    terms: int = 0
    """How many things it holds that make it stronger: a time limit, a named post, a record."""
    steps: int = 0
    """How many things to do, people to do them, obligations and time limits it has; none where it excepts."""
    lent: bool = False
    """Whether nothing but a heading of several things makes it about that: “Visits and websites”."""
    good: float = math.inf
    """How good a quotation the audit takes it for, where it is not the number of passages that decides."""

    @property
    def weight(self) -> float:
        """What it gives to act on; a mention gives nothing, and one counts as much as another."""
        if self.rank != ADDRESSED:
            return 1.0
        holds = 1 + _CUE * (self.cues.total() + self.firm) + _HOLDS * self.terms
        share = (_LOOSE if self.firm < 0 else 1) * (_LENT if self.lent else 1)
        return math.sqrt(max(0.0, holds)) * share


def supports(
    levels: Sequence[Level], number: int, knowledge: Knowledge, where: Mapping[tuple[int, str], int]
) -> Iterator[Support]:
    """What the levels of a requirement, whose number it is, give to act on.

    `where` is the number of each sentence, by the `id` of its passage and its text.
    """
    for level in levels:
        unit = level.unit
        around = [words_alone(unit.lead.text)] if unit.lead else []
        if level.phrase in _ABOVE and unit.passage.place.headings:
            around.append(words_alone(unit.passage.place.headings[-1], heading=True))
        cues: Counter[str] = Counter()
        terms = Terms()
        if level.rank == ADDRESSED:
            cues = _cues(Sight(unit, knowledge), number, knowledge)
            terms = terms_of(unit.text)
        by_title = level.phrase == _TITLE
        yield Support(
            where[id(unit.passage), unit.text],
            level.rank,
            cues,
            terms.firm,
            tuple(around),
            by_title,
            terms.number,
            _steps(cues, terms) if level.rank == ADDRESSED else 0,
            level.phrase == _HEADING and not _SEVERAL.isdisjoint(around[-1] if around else ()),
            math.inf if level.counted else level.weight,
        )


def _steps(cues: Counter[str], terms: Terms) -> int:
    if terms.excepting or terms.firm < 0:
        return 0
    return sum(cues[title] for title in _STEPS) + terms.firm + len(terms.limits)


def _cues(sight: Sight, number: int, knowledge: Knowledge) -> Counter[str]:
    counted: Counter[str] = Counter()
    own = [span for span in sight.own(number) if span.role == _OWN_CUE]
    ends: dict[str, int] = {}
    for span in sorted((*sight.cues, *own), key=lambda span: (span.begin, span.end)):
        # Phrases of a kind may overlap: what they find is one cue.
        if span.role in knowledge.voids or span.begin < ends.get(span.role, 0):
            continue
        ends[span.role] = span.end
        title = knowledge.titles.get(span.role, "what is asked for by name")
        counted[title] = min(_OF_A_KIND, counted[title] + 1)
    return counted


@dataclass
class Balance:
    """What the new version won and lost on one requirement."""

    won: float = 0.0
    lost: float = 0.0
    """What one version says that is not found again in the other, by weight."""
    whole: float = 0.0
    """What the sentences of both weigh together."""
    kept: float = 0.0
    """What stands word for word in both."""
    text_changed: bool = False
    to_act_on: bool = False
    """Whether there is anything that could have grown or shrunk: not where it is only mentioned."""
    added: list[int] = field(default_factory=list)
    """Sentences of the new text that say what the old one did not."""
    gone: list[int] = field(default_factory=list)
    """Sentences of the old text whose like the new one has not."""
    edited: list[Pair] = field(default_factory=list)
    """Sentences that became others which say the same."""
    terms: list[Differences] = field(default_factory=list)
    """On what other terms it says what both say."""
    steps: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    """Sentences of the old text, and of the new one, with something to do that the other has not."""
    denied: list[Pair] = field(default_factory=list)
    """Sentences that say what that of the other version denies."""

    @property
    def verdict(self) -> Literal["strengthened", "weakened", "reworded", "unchanged"]:
        """What became of the substance."""
        if not self.text_changed:
            return "unchanged"
        on_terms = sum(_weight(one.won) - _weight(one.lost) for one in self.terms) / self.whole
        net = (self.won - self.lost) / self.whole + on_terms
        if self.kept >= _MOST * self.whole:
            return self._of_little_changed(net)
        if not self.to_act_on:
            return "reworded"
        anew = self.won + self.lost >= _ANEW * self.whole
        if abs(net) >= _MUCH or abs(on_terms) >= _PLAIN or (anew and net):
            return "strengthened" if net > 0 else "weakened"
        return "reworded"

    def _of_little_changed(self, net: float) -> Literal["strengthened", "weakened", "reworded", "unchanged"]:
        """Where most of it stands word for word, a step won or lost tells, whatever its share."""
        won = bool(self.steps[1]) or any(one.won for one in self.terms)
        lost = bool(self.steps[0]) or any(one.lost for one in self.terms)
        if self.to_act_on:
            if (won or net > _LITTLE) and not lost and not self.gone:
                return "strengthened"
            if (lost or net < -_LITTLE) and not won and not self.added:
                return "weakened"
            if abs(net) >= _MUCH:
                return "strengthened" if net > 0 else "weakened"
        return "unchanged" if not self.denied and (abs(net) <= _LITTLE or not self.to_act_on) else "reworded"

    def add(self, side: int, support: Support, missing: float, *, is_there: bool) -> None:
        """Counts a sentence of the old version (0) or the new one (1), and what of it the other has not."""
        if side == 0:
            self.lost += missing
        else:
            self.won += missing
        if not is_there:
            (self.gone if side == 0 else self.added).append(support.sentence)
            if support.steps > 0:
                self.steps[side].append(support.sentence)

    def in_words(self) -> str:
        """What was won and lost, for people; empty where nothing was."""
        said = []
        if self.added:
            said.append(f"{_passages(len(self.added))} to act on added")
        if self.gone:
            said.append(f"{_passages(len(self.gone))} to act on gone")
        won = Counter(each for one in self.terms for each in one.won)
        lost = Counter(each for one in self.terms for each in one.lost)
        if self.denied:
            said.insert(0, DENIES)
        said += sorted(each for each in (won - lost) + (lost - won) if is_measured(each))
        for how, only in (("gained", won - lost), ("lost", lost - won)):
            if held := sorted(each for each in only if not is_measured(each)):
                said.append(f"{how}: {', '.join(held)}")
        if self.added and self.gone and self.verdict in ("strengthened", "weakened"):
            more, less = ("added", "gone") if self.verdict == "strengthened" else ("gone", "added")
            said.append(f"what is {more} weighs more than what is {less}")
        return "; ".join(said)


def _weight(terms: Sequence[str]) -> float:
    return sum(
        _REVERSED if is_reversed(term) else _MEASURED if is_measured(term) else _TERM for term in terms
    )


def _passages(number: int) -> str:
    return "1 passage" if number == 1 else f"{number} passages"


def balance(
    old: Sequence[Support],
    new: Sequence[Support],
    texts: tuple[Sequence[Sentence], Sequence[Sentence]],
    alignment: Alignment,
    again: FoundAgain,
) -> Balance:
    """What was won and lost between the sentences that show the outcome in the one and in the other.

    `texts` are all sentences of the old text and of the new one.
    """
    found = Balance()
    sides = once(old, texts[0]), once(new, texts[1])
    compared: set[Pair] = set()
    for side, pairs in enumerate((alignment.of_old, alignment.of_new)):
        for number, support in sides[side].items():
            found.whole += support.weight
            found.to_act_on |= support.rank == ADDRESSED
            pair = pairs.get(number)
            if pair is not None and pair.same:
                found.kept += support.weight
                other = sides[1 - side].get(pair.new if side == 0 else pair.old)
                found.text_changed |= other is not None and other.around != support.around
                continue
            if pair is not None and _only_headed(pair, side, texts):
                pair = None
            found.text_changed = True
            share, where = again.of(side, number)
            found.add(side, support, support.weight * (1 - share) ** 2, is_there=share >= _SAYS_IT)
            back = max((again.of(1 - side, one).share for one in where), default=0.0)
            linked = {Pair(number, one, False) if side == 0 else Pair(one, number, False) for one in where}
            to_turn = (pair,) if pair is not None else linked if len(where) == 1 else ()
            for one in to_turn:
                less, more = again.mutual(one.old, one.new)
                one_thing = more >= _SAME_THING and less >= _AND_BACK
                if pair is None and not one_thing:
                    continue
                if one not in found.denied and (turned := _reversal(one, texts, again)) is not None:
                    found.denied.append(one)
                    if TAKEN_BACK in (
                        terms_of(text[at].text).grade for text, at in zip(texts, one[:2], strict=True)
                    ):
                        continue  # “need not” for “must” is told by how firmly it is put
                    if one_thing or again.but_for_figures(one.old, one.new) >= _SAME_THING:
                        found.terms.append(in_reverse(*turned))
            but_for_figures = 0.0 if pair is None else again.but_for_figures(pair.old, pair.new)
            if share < _SAYS_IT and but_for_figures < _PAIRED:
                continue
            if pair is not None and pair not in found.edited:
                found.edited.append(pair)
            alike = max(share, back) >= _FORTH and min(share, back) >= _BACK
            if pair is None and len(texts[side][number].words) < _TELLING:
                alike = False  # “Safety first.” stands again in many a sentence, by chance
            if but_for_figures >= _PAIRED and pair is not None and not alike:
                if not compared & {pair}:
                    compared.add(pair)
                    found.terms.append(_on_terms(0, (pair.old,), again, texts, (pair.new,)))
            elif alike and not linked & compared:
                there = again.belonging(side, number)
                here = _parts(side, number, there, again)
                compared |= linked
                compared |= {
                    Pair(*((one, at) if side == 0 else (at, one)), False) for one in here for at in there
                }
                found.terms.append(_on_terms(side, here, again, texts, there))
    if found.kept >= _MOST * found.whole:
        _go_on(found, sides, texts, alignment, again)
    return found


def _go_on(
    found: Balance,
    sides: tuple[Mapping[int, Support], Mapping[int, Support]],
    texts: tuple[Sequence[Sentence], Sequence[Sentence]],
    alignment: Alignment,
    again: FoundAgain,
) -> None:
    """Counts on what other terms the sentence after one that stands in both goes on about it.

    “The Willow Project calls them within two days” says nothing on the requirement by itself.
    """
    for number in sides[0]:
        pair, after = alignment.of_old.get(number), alignment.of_old.get(number + 1)
        if pair is None or not pair.same or after is None or after.same or after in found.edited:
            continue
        if after.new != pair.new + 1 or after.old in sides[0] or after.new in sides[1]:
            continue
        if not (_points_back(texts[0], after.old) and _points_back(texts[1], after.new)):
            continue
        differing = _on_terms(0, (after.old,), again, texts, (after.new,))
        if differing.won or differing.lost:
            found.text_changed = True
            found.terms.append(differing)
            found.edited.append(after)


def _points_back(text: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence goes on about whom the one before it in the passage speaks of."""
    return text[number].passage is text[number - 1].passage and not _POINTING.isdisjoint(
        text[number].words[:_FIRST_WORDS]
    )


def _only_headed(pair: Pair, side: int, texts: tuple[Sequence[Sentence], Sequence[Sentence]]) -> bool:
    """Whether a sentence is paired with a heading, which has its words and says nothing of it."""
    kinds = texts[0][pair.old].passage.kind, texts[1][pair.new].passage.kind
    return kinds[1 - side] == "heading" and kinds[side] != "heading"


def _reversal(
    pair: Pair, texts: tuple[Sequence[Sentence], Sequence[Sentence]], again: FoundAgain
) -> tuple[Reversal, bool] | None:
    """Whether one of the two denies what the other says; where a sentence was split, both halves speak."""
    old = sorted({pair.old, *again.belonging(1, pair.new)})
    new = sorted({pair.new, *again.belonging(0, pair.old)})
    beside = " ".join(_beside(texts[0], old)), " ".join(_beside(texts[1], new))
    return reversal(
        " ".join(texts[0][one].text for one in old), " ".join(texts[1][one].text for one in new), beside
    )


def _parts(side: int, number: int, there: Sequence[int], again: FoundAgain) -> Sequence[int]:
    """A sentence with the others that became one there: what that one has from them is not won."""
    if len(there) == 1 and number in (parts := again.belonging(1 - side, there[0])):
        return parts
    return (number,)


def _on_terms(
    side: int,
    own: Sequence[int],
    again: FoundAgain,
    texts: tuple[Sequence[Sentence], Sequence[Sentence]],
    where: Sequence[int],
) -> Differences:
    """On what other terms the one side says what the other says there."""
    here = _read(texts[side], own, [at for one in where for at in again.belonging(1 - side, one)])
    there = _read(texts[1 - side], where, [at for one in own for at in again.of(side, one).where])
    pairs = (here, there) if side == 0 else (there, here)
    found = differences(pairs[0][0], pairs[1][0], (pairs[0][1], pairs[1][1]))
    numbers = (own, where) if side == 0 else (where, own)
    drop_dates(found, later=again.later(*numbers))
    if not any(map(is_measured, (*found.won, *found.lost))):
        said = [" ".join(texts[of][one].text for one in numbers[of]) for of in (0, 1)]
        there_too = [partial(_stands, again, of, _told_beside(texts[of], numbers[of])) for of in (0, 1)]
        if left_out(said[0], said[1], there_too[1]):
            found.lost.append(LEFT_OUT)
        elif left_out(said[1], said[0], there_too[0]):
            found.won.append(PUT_IN)
    return found


def _stands(again: FoundAgain, side: int, beside: frozenset[str], telling: Collection[str]) -> bool:
    """Whether what one sentence lacks stands near it, or in one other sentence of its version."""
    near = sum(word in beside for word in telling)
    return 2 * near >= len(telling) or (len(telling) > 1 and again.stands_together(side, telling))


def _beside(text: Sequence[Sentence], where: Sequence[int]) -> Iterator[str]:
    """The sentences before and after."""
    for one in (*text[max(0, where[0] - _NEAR) : where[0]], *text[where[-1] + 1 : where[-1] + 1 + _NEAR]):
        yield one.text


def _told_beside(text: Sequence[Sentence], where: Sequence[int]) -> frozenset[str]:
    """What the sentences before and after tell."""
    return frozenset(told(word) for one in _beside(text, where) for word in words(one))


def _read(text: Sequence[Sentence], where: Sequence[int], at_all: Sequence[int] = ()) -> tuple[Terms, Terms]:
    """The terms of some sentences, and of these with what stands in the same passage before and after.

    `at_all` are sentences that say some of it, too.
    """
    inside = [text[one].passage for one in where]
    beside = {at for one in where for at in (one - 1, one + 1) if 0 <= at < len(text)}
    around = {*where, *at_all, *(at for at in beside if any(text[at].passage is one for one in inside))}
    return together(text[one].text for one in where), together(text[one].text for one in sorted(around))


def once(supports: Sequence[Support], text: Sequence[Sentence]) -> Mapping[int, Support]:
    """By sentence; one that says what another has said adds nothing, nor does what the title brings in."""
    seen: set[Words] = set()
    found = {}
    own = [support for support in supports if not support.by_title]
    for support in own or supports:
        key = text[support.sentence].words
        if key and key not in seen:
            seen.add(key)
            found[support.sentence] = support
    return found
