"""How a sentence is put: firmly or loosely, with which figures and denials; and whether an edit is slight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from eiagen.audit.outcomes.matcher import Matcher
from eiagen.catalogue_files import validated
from eiagen.comparison.alignment import Pair
from eiagen.comparison.sentences import Sentence
from eiagen.comparison.written_numbers import in_figures
from eiagen.duties import Phrases
from eiagen.model import Model, Text, Texts
from eiagen.phrases import NUMBER, parse
from eiagen.resources import CATALOGUE
from eiagen.words import words

_SLIGHT, _FEW = 0.75, 5
"""Two sentences that share so much, and have no more words each that the other has not, say the same in other
words: “cannot” and “are not able to”."""


class Term(Model):
    """Something that a passage may hold and that makes it stronger, or weaker, than one without it."""

    title: Text
    weaker: bool = False
    phrases: Phrases
    also: Phrases = ()
    """What may be other words for it: no sign that it is there, but none that it was won or lost either."""


class Ladder(Model):
    """Things of which each is more than the one before it, and how it is said that there is more or less."""

    title: Text
    more: Text
    less: Text
    highest_counts: bool = False
    """Whether of several in a passage the highest counts; else the lowest: “an interpreter or a friend”."""
    even_denied: bool = False
    """Whether it counts where it is denied, too: “not without her written consent”."""
    where: Phrases = ()
    """One of these must stand beside it, where there are any."""
    rungs: tuple[Phrases, ...]
    """The lowest first."""


class Strength(Model):
    """The words by which a thing to do is put firmly or loosely, and what it may hold: strength.yaml."""

    firm: Phrases
    softer: Phrases
    loose: Phrases
    not_loose: Phrases
    denying: Phrases
    entitling: Phrases
    when_asked: Phrases
    taken_back: Phrases
    spared: Phrases
    denies: Phrases
    denies_all: Phrases
    not_denies: Phrases
    burdens: Texts
    outsiders: Texts
    helps: Texts
    within: Phrases
    not_within: Phrases
    at_once: Phrases
    same_day: Phrases
    every: Phrases
    so_many_times: Phrases
    amounts: Phrases
    lasting: Phrases
    not_lasting: Phrases
    ceilings: Phrases
    past: Phrases
    ahead: Phrases
    how_many: Phrases
    before: Phrases
    after: Phrases
    safeguards: Phrases
    ladders: tuple[Ladder, ...]
    conditions: Texts
    no_items: Texts
    held: tuple[Term, ...]
    small: Texts
    alike: Texts


class Manner(NamedTuple):
    """How a sentence is put."""

    firm: int
    """1 for firm, -1 for loose, 0 for neither. Loose words take firm ones back: “must, where possible”."""
    denials: int
    figures: tuple[str, ...]


def manner_of(text: str) -> Manner:
    """How the sentence is put."""
    found = in_figures(words(text))
    roles, matcher = _matcher(CATALOGUE)
    hits = [(roles[hit.phrase], hit) for hit in matcher.hits(found)]
    named = {role for role, _ in hits}
    firm = -1 if "loose" in named else 1 if "firm" in named else 0
    denials = len({hit.begin for role, hit in hits if role == "denying"})
    return Manner(firm, denials, tuple(sorted(found[hit.begin] for role, hit in hits if role == NUMBER)))


@cache
def strength(root: Path) -> Strength:
    """What `catalogue/strength.yaml` says."""
    _, found = validated(root / "strength.yaml", Strength)
    return found


@cache
def _matcher(root: Path) -> tuple[tuple[str, ...], Matcher]:
    own = strength(root)
    return matcher_of(
        {"firm": own.firm, "loose": own.loose, "denying": own.denying, NUMBER: (NUMBER,)},
    )


def matcher_of(lists: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], Matcher]:
    """What finds some lists of phrases, and the list of each phrase by its number."""
    every = [(role, parse(text)) for role, texts in lists.items() for text in texts]
    return tuple(role for role, _ in every), Matcher([phrase for _, phrase in every])


def is_slight(pair: Pair, old: Sentence, new: Sentence) -> bool:
    """Whether an edit changed a few words only: no figure, no denial, and not how firmly it is put."""
    if pair.same:
        return True
    before, after = Counter(old.words), Counter(new.words)
    shared, longer = (before & after).total(), max(before.total(), after.total())
    if longer - shared > _FEW or 2 * shared < _SLIGHT * (before.total() + after.total()):
        return False
    return manner_of(old.text) == manner_of(new.text)
