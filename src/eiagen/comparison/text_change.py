"""How much of the text changed, and which passages are new, gone or edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from eiagen.comparison.alignment import Alignment, Pair
from eiagen.comparison.sentences import Sentence
from eiagen.finding import Quote

_UNRELATED = 0.1
"""Two texts that share less than this of the words of the shorter are no versions of each other."""

_PROSE = 8
"""Fewer words are a name, a date or a choice from a list."""


class Edited(NamedTuple):
    """A passage that was edited."""

    old: Quote
    new: Quote


@dataclass(frozen=True)
class TextChange:
    """Two texts with their sentences paired. Lines of a table of contents are left out of every count."""

    old: Sequence[Sentence]
    new: Sequence[Sentence]
    alignment: Alignment

    @cached_property
    def _words(self) -> tuple[int, int, int]:
        """Words of the old text, of the new one, and those that both have."""
        kept = 0
        for pair in self.alignment.pairs:
            before, after = self.old[pair.old], self.new[pair.new]
            if before.in_contents or after.in_contents:
                continue
            shared = Counter(before.words) & Counter(after.words)
            kept += len(after.words) if pair.same else shared.total()
        return _count(self.old), _count(self.new), kept

    @property
    def words_of_old(self) -> int:
        """How many words the old text has."""
        return self._words[0]

    @property
    def words_of_new(self) -> int:
        """How many the new one has."""
        return self._words[1]

    @property
    def words_added(self) -> int:
        """Words of the new text that are new or edited."""
        return self._words[1] - self._words[2]

    @property
    def words_gone(self) -> int:
        """Words of the old text that are gone or edited."""
        return self._words[0] - self._words[2]

    @property
    def share_changed(self) -> float:
        """The share of the words of both texts that the other has not, from 0 to 1."""
        old, new, kept = self._words
        return 1 - 2 * kept / (old + new) if old + new else 0.0

    @property
    def identical(self) -> bool:
        """Whether the two say the same, word for word and in the same order."""
        return not (self.gone or self.added or self.edited or self.alignment.moved)

    @property
    def unrelated(self) -> bool:
        """Whether the two share so little that they can hardly be versions of one document."""
        old, new, kept = self._words
        return kept < _UNRELATED * min(old, new)

    @property
    def unrelated_in_prose(self) -> bool:
        """The same of two filled-in forms, of which only whole sentences tell: all say “yes” and “women”."""
        prose = [
            {at for at, one in enumerate(text) if len(one.words) >= _PROSE} for text in (self.old, self.new)
        ]
        kept = sum(
            (Counter(self.old[pair.old].words) & Counter(self.new[pair.new].words)).total()
            for pair in self.alignment.pairs
            if pair.old in prose[0] and pair.new in prose[1]
        )
        words = [
            sum(len(text[at].words) for at in numbers)
            for text, numbers in zip((self.old, self.new), prose, strict=True)
        ]
        return min(words) > 0 and kept < _UNRELATED * min(words)

    @cached_property
    def added(self) -> tuple[Quote, ...]:
        """Passages of the new text that the old one has not."""
        return tuple(_passages(self.new, self.alignment.added))

    @cached_property
    def gone(self) -> tuple[Quote, ...]:
        """Passages of the old text that the new one has not."""
        return tuple(_passages(self.old, self.alignment.gone))

    @cached_property
    def edited(self) -> tuple[Edited, ...]:
        """Sentences that stand in both in different words, in the order of the new text."""
        return tuple(
            Edited(_quote(self.old[pair.old]), _quote(self.new[pair.new]))
            for pair in self.alignment.edited
            if not self._in_contents(pair)
        )

    def _in_contents(self, pair: Pair) -> bool:
        return self.old[pair.old].in_contents or self.new[pair.new].in_contents


def _count(sentences: Iterable[Sentence]) -> int:
    return sum(len(one.words) for one in sentences if not one.in_contents)


def _quote(sentence: Sentence) -> Quote:
    return Quote(sentence.text, sentence.passage)


def _passages(sentences: Sequence[Sentence], numbers: Sequence[int]) -> Iterator[Quote]:
    """The sentences; those that follow each other in one passage are told as one."""
    run: list[Sentence] = []
    last = -2
    for number in numbers:
        sentence = sentences[number]
        if sentence.in_contents:
            continue
        if run and (number != last + 1 or sentence.passage is not run[-1].passage):
            yield _joined(run)
            run = []
        run.append(sentence)
        last = number
    if run:
        yield _joined(run)


def _joined(run: Sequence[Sentence]) -> Quote:
    return Quote(" ".join(one.text for one in run), run[0].passage)
