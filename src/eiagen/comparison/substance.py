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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.outcomes.levels import ADDRESSED, Level
from eiagen.audit.outcomes.sight import Sight
from eiagen.comparison.alignment import Alignment, Pair
from eiagen.comparison.denied import reversed_in
from eiagen.comparison.found_again import FoundAgain
from eiagen.comparison.sentences import Sentence, Words, words_alone
from eiagen.comparison.terms import Differences, Terms, differences, is_measured, terms_of, together

_CUE, _HOLDS, _LOOSE = 0.5, 0.25, 0.5
"""What a cue, or firm wording, adds to a sentence's one; what each thing adds that it holds; and how much a
loose one has of all that. The root of the sum counts: a second cue says less than the first."""
_MUCH = 0.25
"""Won and lost must differ by such a share of all that both versions say …"""
_ANEW = 0.4
"""… unless so much of it was won and lost together that the passages are others, and either has more."""
_MOST, _LITTLE = 0.5, 0.15
"""Where so much of it stands in both word for word, so little changes nothing unless it is a step."""
_TERM, _MEASURED = 0.4, 0.75
"""What a difference in terms weighs: that something is held or not, and that there is more or less of it."""
_PLAIN = 0.08
"""Terms that differ by such a share decide by themselves."""
_SAYS_IT = 0.45
"""A sentence of which so much is found again is in the other version; of less, it is gone or was added."""
_TELLING = 6
"""A sentence of fewer words tells too little to be the same as another that it is not paired with."""
_FORTH, _BACK = 0.45, 0.3
"""Only what is found again so far, one way and the other, says the same thing on terms to be compared."""
_SAME_THING, _AND_BACK = 0.6, 0.45
"""Of what is found again so far it is asked whether the one denies what the other says."""
DENIES = "the one says what the other denies"
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
_ABOVE = ("its heading", _TITLE)
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

    @property
    def weight(self) -> float:
        """What it gives to act on; a mention gives nothing, and one counts as much as another."""
        if self.rank != ADDRESSED:
            return 1.0
        holds = 1 + _CUE * (self.cues.total() + self.firm) + _HOLDS * self.terms
        return math.sqrt(max(0.0, holds)) * (_LOOSE if self.firm < 0 else 1)


def supports(levels: Sequence[Level], number: int, knowledge: Knowledge) -> Iterator[Support]:
    """What the levels of a requirement, whose number it is, give to act on."""
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
            unit.number,
            level.rank,
            cues,
            terms.firm,
            tuple(around),
            by_title,
            terms.number,
            _steps(cues, terms) if level.rank == ADDRESSED else 0,
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
    return sum(_MEASURED if is_measured(term) else _TERM for term in terms)


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
            found.text_changed = True
            share, where = again.of(side, number)
            found.add(side, support, support.weight * (1 - share) ** 2, is_there=share >= _SAYS_IT)
            back = max((again.of(1 - side, one).share for one in where), default=0.0)
            linked = {Pair(number, one, False) if side == 0 else Pair(one, number, False) for one in where}
            one_thing = len(where) == 1 and max(share, back) >= _SAME_THING and min(share, back) >= _AND_BACK
            for one in (pair,) if pair is not None else linked if one_thing else ():
                if one not in found.denied and reversed_in(texts[0][one.old].text, texts[1][one.new].text):
                    found.denied.append(one)
            if share < _SAYS_IT:
                continue
            if pair is not None and pair not in found.edited:
                found.edited.append(pair)
            alike = max(share, back) >= _FORTH and min(share, back) >= _BACK
            if pair is None and len(texts[side][number].words) < _TELLING:
                alike = False  # “Safety first.” stands again in many a sentence, by chance
            if alike and not linked & compared:
                compared |= linked
                found.terms.append(_on_terms(side, number, where, texts))
    if found.kept >= _MOST * found.whole:
        _go_on(found, sides, texts, alignment)
    return found


def _go_on(
    found: Balance,
    sides: tuple[Mapping[int, Support], Mapping[int, Support]],
    texts: tuple[Sequence[Sentence], Sequence[Sentence]],
    alignment: Alignment,
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
        differing = _on_terms(0, after.old, (after.new,), texts)
        if differing.won or differing.lost:
            found.text_changed = True
            found.terms.append(differing)
            found.edited.append(after)


def _points_back(text: Sequence[Sentence], number: int) -> bool:
    """Whether a sentence goes on about whom the one before it in the passage speaks of."""
    return text[number].passage is text[number - 1].passage and not _POINTING.isdisjoint(
        text[number].words[:_FIRST_WORDS]
    )


def _on_terms(
    side: int, number: int, where: Sequence[int], texts: tuple[Sequence[Sentence], Sequence[Sentence]]
) -> Differences:
    """On what other terms the one side says what the other says there."""
    here, there = _read(texts[side], (number,)), _read(texts[1 - side], where)
    pairs = (here, there) if side == 0 else (there, here)
    return differences(pairs[0][0], pairs[1][0], (pairs[0][1], pairs[1][1]))


def _read(text: Sequence[Sentence], where: Sequence[int]) -> tuple[Terms, Terms]:
    """The terms of some sentences, and of these with what stands in the same passage before and after."""
    first, last = max(0, where[0] - 1), where[-1] + 2
    inside = [text[one].passage for one in where]
    around = [one.text for one in text[first:last] if any(one.passage is passage for passage in inside)]
    return together(text[one].text for one in where), together(around)


def once(supports: Sequence[Support], text: Sequence[Sentence]) -> Mapping[int, Support]:
    """By sentence; one that says what another has said adds nothing, nor does what the title brings in."""
    seen: set[Words] = set()
    found = {}
    own = [support for support in supports if not support.by_title]
    for support in own or supports:
        key = text[support.sentence].words
        if key not in seen:
            seen.add(key)
            found[support.sentence] = support
    return found
