"""What the sentences on a requirement give somebody to act on, and how that differs between two versions.

A sentence that addresses a requirement weighs one. Each cue in it that the audit knows (an instruction, a
figure, a date, an owner, an effect …) adds half, up to three of a kind, and so does firm wording; loose
wording takes half away. Only what differs between two paired sentences counts, so length counts for nothing.
Where the passages that show most stand word for word in both, what is won or lost beside them has to weigh
as much as a quarter of all that stands in both; readers look at the best passages first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.outcomes.levels import ADDRESSED, Level
from eiagen.audit.outcomes.sight import Sight
from eiagen.comparison.alignment import Alignment, Pair
from eiagen.comparison.manner import is_slight, manner_of
from eiagen.comparison.sentences import Sentence, Words, words_alone

_STEP = 0.5
"""What one kind of cue, or a step in how firmly it is put, weighs beside the sentence's one."""
_LEAST = 0.5
"""A difference that is smaller is none."""
_CHANCE = 0.25
"""Of what was both won and lost, so much is chance: a text that was written anew wins and loses a little
everywhere, and the difference must be larger than that."""
_ONE_SIDED = 0.5
"""What an edited sentence weighs that addresses the requirement in one version only: as often as not it is
the audit that knows one of the two wordings."""
_BEST, _BESIDE = 2, 0.25
"""Where so many of the best passages on either side stand in both, a difference of less than this share of
all that stands in both changes nothing."""
_OF_A_KIND = 3
"""So many cues of a kind count in a sentence: two things to do are more than one, a list of ten is a list."""
_OWN_CUE = "lift"
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
    good: float = 0.0
    """How good a quotation the audit holds it to be."""
    by_title: bool = False
    """Whether nothing but the title of the whole document makes it about the requirement."""

    @property
    def weight(self) -> float:
        """What it gives to act on; a mention gives nothing."""
        return 1 + _STEP * (self.cues.total() + self.firm) if self.rank == ADDRESSED else 0.0


def supports(levels: Sequence[Level], number: int, knowledge: Knowledge) -> Iterator[Support]:
    """What the levels of a requirement, whose number it is, give to act on."""
    for level in levels:
        unit = level.unit
        around = [words_alone(unit.lead.text)] if unit.lead else []
        if level.phrase in _ABOVE and unit.passage.place.headings:
            around.append(words_alone(unit.passage.place.headings[-1], heading=True))
        cues: Counter[str] = Counter()
        firm = 0
        if level.rank == ADDRESSED:
            cues = _cues(Sight(unit, knowledge), number, knowledge)
            firm = manner_of(unit.text).firm
        by_title = level.phrase == _TITLE
        yield Support(unit.number, level.rank, cues, firm, tuple(around), level.weight, by_title)


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
    text_changed: bool = False
    kept: float = 0.0
    """What stands word for word in both weighs so much, if the best passages are among it; else nothing."""
    added: list[int] = field(default_factory=list)
    """Sentences of the new text that say what the old one did not."""
    gone: list[int] = field(default_factory=list)
    """Sentences of the old text whose like the new one has not."""
    edited: list[Pair] = field(default_factory=list)
    cues_won: Counter[str] = field(default_factory=Counter)
    cues_lost: Counter[str] = field(default_factory=Counter)
    firmer: int = 0
    looser: int = 0

    @property
    def verdict(self) -> Literal["strengthened", "weakened", "reworded", "unchanged"]:
        """What became of the substance."""
        if not self.text_changed:
            return "unchanged"
        net = self.won - self.lost
        if self.stands:
            return "unchanged"
        if abs(net) < max(_LEAST, _CHANCE * min(self.won, self.lost)):
            return "reworded"
        return "strengthened" if net > 0 else "weakened"

    @property
    def stands(self) -> bool:
        """Whether what shows most stands word for word in both, and what differs beside it is little."""
        return self.kept > 0 and abs(self.won - self.lost) <= _BESIDE * self.kept

    def in_words(self) -> str:
        """What was won and lost, for people; empty where nothing was."""
        said = []
        if self.added:
            said.append(f"{_passages(len(self.added))} to act on added")
        if self.gone:
            said.append(f"{_passages(len(self.gone))} to act on gone")
        if won := self._only(self.cues_won, self.cues_lost):
            said.append(f"gained: {won}")
        if lost := self._only(self.cues_lost, self.cues_won):
            said.append(f"lost: {lost}")
        if self.firmer > self.looser:
            said.append("put more firmly")
        if self.looser > self.firmer:
            said.append("put less firmly")
        return "; ".join(said)

    def _only(self, cues: Counter[str], others: Counter[str]) -> str:
        return ", ".join(sorted(cues - others))


def _passages(number: int) -> str:
    return "1 passage" if number == 1 else f"{number} passages"


def balance(
    old: Sequence[Support],
    new: Sequence[Support],
    texts: tuple[Sequence[Sentence], Sequence[Sentence]],
    alignment: Alignment,
) -> Balance:
    """What was won and lost between the sentences that show the outcome in the one and in the other.

    `texts` are all sentences of the old text and of the new one. A slight edit wins and loses nothing: that
    the audit knows “cannot” and not “are not able to” is no difference between the two.
    """
    found = Balance()
    of_old, of_new = _once(old, texts[0]), _once(new, texts[1])
    found.kept = _kept(of_old, of_new, alignment)
    for number, support in of_old.items():
        pair = alignment.of_old.get(number)
        if pair is None:
            found.text_changed = True
            found.lost += support.weight
            found.gone.append(number)
        elif not pair.same:
            found.text_changed = True
            found.edited.append(pair)
            if not is_slight(pair, texts[0][pair.old], texts[1][pair.new]):
                _weigh(found, support, of_new.get(pair.new))
        elif (other := of_new.get(pair.new)) is not None and other.around != support.around:
            found.text_changed = True
    for number, support in of_new.items():
        pair = alignment.of_new.get(number)
        if pair is None:
            found.text_changed = True
            found.won += support.weight
            found.added.append(number)
        elif not pair.same and pair.old not in of_old:
            found.text_changed = True
            found.edited.append(pair)
            if not is_slight(pair, texts[0][pair.old], texts[1][pair.new]):
                _weigh(found, None, support)
    return found


def _kept(of_old: Mapping[int, Support], of_new: Mapping[int, Support], alignment: Alignment) -> float:
    """What stands in both weighs so much, if the best passages of either side do; nothing if one does not."""

    def stands(support: Support, pairs: Mapping[int, Pair]) -> bool:
        pair = pairs.get(support.sentence)
        return pair is not None and pair.same

    for side, pairs in ((of_old, alignment.of_old), (of_new, alignment.of_new)):
        best = sorted(side.values(), key=lambda support: support.good, reverse=True)[:_BEST]
        if not best or not all(stands(support, pairs) for support in best):
            return 0.0
    return sum(support.weight for support in of_old.values() if stands(support, alignment.of_old))


def _once(supports: Sequence[Support], text: Sequence[Sentence]) -> Mapping[int, Support]:
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


def _weigh(found: Balance, old: Support | None, new: Support | None) -> None:
    """What an edited sentence won and lost."""
    before = old if old is not None and old.rank == ADDRESSED else None
    after = new if new is not None and new.rank == ADDRESSED else None
    if before is None or after is None:
        if before is not None:
            found.lost += _ONE_SIDED * before.weight
            found.gone.append(before.sentence)
        if after is not None:
            found.won += _ONE_SIDED * after.weight
            found.added.append(after.sentence)
        return
    cues_won, cues_lost = after.cues - before.cues, before.cues - after.cues
    found.cues_won.update(cues_won)
    found.cues_lost.update(cues_lost)
    found.won += _STEP * (cues_won.total() + max(0, after.firm - before.firm))
    found.lost += _STEP * (cues_lost.total() + max(0, before.firm - after.firm))
    found.firmer += after.firm > before.firm
    found.looser += after.firm < before.firm
