"""Whether what addresses a requirement in one version stands in the other in other words.

The two versions are audited apart, and the audit may know one wording and not the other. What says the same,
as firmly, with the same figures and without a denial more or less, has neither opened nor closed anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eiagen.comparison.denied import reversed_in
from eiagen.comparison.found_again import FoundAgain
from eiagen.comparison.sentences import Sentence
from eiagen.comparison.substance import Support, once
from eiagen.comparison.telling import told
from eiagen.comparison.terms import differences, is_measured, together
from eiagen.words import words

Texts = tuple[Sequence[Sentence], Sequence[Sentence]]
"""The sentences of the old text and of the new one."""

_FOUND, _LEAST = 0.65, 0.5
"""So much of it must stand in a sentence of the other version, or two, and of these in it: in the middle, and
either way."""
_MOST = 0.5
"""So much of what addresses the requirement, by weight, must stand there."""


def stands_otherwise(
    supports: Sequence[Support],
    side: int,
    texts: Texts,
    again: FoundAgain,
) -> tuple[int, ...]:
    """Where most of what addresses a requirement stands in the other version; empty if it doesn't."""
    own = once(supports, texts[side])
    standing = {
        number: where
        for number, support in own.items()
        if (where := _where(support, side, texts, again)) and not support.by_title
    }
    whole = sum(support.weight for support in own.values())
    if not standing or sum(own[number].weight for number in standing) < _MOST * whole:
        return ()
    return standing[max(standing, key=lambda number: (own[number].weight, -number))]


def _where(support: Support, side: int, texts: Texts, again: FoundAgain) -> tuple[int, ...]:
    """Where that sentence stands in the other version in other words; empty if it doesn't."""
    found = again.of(side, support.sentence)
    if not found.where:
        return ()
    back = min(again.of(1 - side, one).share for one in found.where)
    if found.share + back < 2 * _FOUND or min(found.share, back) < _LEAST:
        return ()
    here, there = texts[side][support.sentence], [texts[1 - side][one] for one in found.where]
    if not _figures([here]) <= _figures(there):
        return ()
    text = " ".join(one.text for one in there)
    if reversed_in(here.text, text) or not _as_strong(here, there) or not _on_subject(support, there):
        return ()
    return found.where


def _figures(some: Iterable[Sentence]) -> frozenset[str]:
    return frozenset(word for one in some for word in one.words if word[0].isdigit())


def _as_strong(here: Sentence, there: Sequence[Sentence]) -> bool:
    """Whether it is said there on no weaker terms: as firmly, within the same time."""
    terms = together([here.text]), together(one.text for one in there)
    return not any(map(is_measured, differences(*terms, terms).lost))


def _on_subject(support: Support, there: Sequence[Sentence]) -> bool:
    """Whether the line or heading that makes it about the requirement has its like there."""
    headings = (word for one in there for word in words(" ".join(one.passage.place.headings)))
    above = {told(word) for word in (*headings, *(word for one in there for word in one.words))}
    return all(any(told(word) in above for word in around if told(word)) for around in support.around)
