"""Whether of two passages that otherwise say the same one leaves something out: an item of a list, a step.

What was only put in fewer words leaves out words here and there; what says less leaves out a piece that
“and”, a comma or “with” joined to the rest, and says nothing in its place. A condition or reason that is
gone is none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

from eiagen.comparison.manner import strength
from eiagen.comparison.scales import is_figure
from eiagen.comparison.sentences import without_number
from eiagen.comparison.telling import told
from eiagen.resources import CATALOGUE
from eiagen.words import is_mark, words

_JOINING = frozenset(("and", "or", "with", "plus", "also", "including", "nor", "then"))
_NO_MORE_THAN = 0.12
"""So much of the telling words of the shorter passage may be its own: else it says something else instead."""
_AT_LEAST = 0.35
"""So much of the longer one it must have: else they are two things."""
_FEWEST = 3
"""Of so few telling words that stand in both nothing can be said."""


def left_out(longer: str, shorter: str, elsewhere: Callable[[Collection[str]], bool]) -> bool:
    """Whether the shorter passage lacks an item of the longer one; `elsewhere` says what its version has."""
    said, less = _words(longer), _words(shorter)
    telling, of_longer = frozenset(filter(None, map(told, less))), frozenset(filter(None, map(told, said)))
    if len(telling) < max(_FEWEST, _AT_LEAST * len(of_longer)):
        return False
    own = len(telling - of_longer)
    if own > _NO_MORE_THAN * len(telling):
        return False
    return any(_is_item(said, begin, end, own, elsewhere) for begin, end in _missing(said, telling))


def _words(text: str) -> list[str]:
    return words(without_number(text))[1:-1]


def _missing(said: Sequence[str], there: Collection[str]) -> Iterator[tuple[int, int]]:
    """The runs of words that the shorter passage has not, each with the small words inside it."""
    begin: int | None = None
    end = 0
    for at, word in enumerate(said):
        what = told(word) if not is_mark(word) else ""
        if not what:
            continue
        if what in there:
            if begin is not None:
                yield begin, end
                begin = None
        else:
            begin = at if begin is None else begin
            end = at + 1
    if begin is not None:
        yield begin, end


def _is_item(
    said: Sequence[str], begin: int, end: int, own: int, elsewhere: Callable[[Collection[str]], bool]
) -> bool:
    start = begin
    while start > 0 and not told(said[start - 1]) and not is_mark(said[start - 1]):
        start -= 1  # “and at the weekend”: back to what joins it
    joined = said[start:begin]
    if start > 0 and is_mark(said[start - 1]):
        joined = [",", *joined]
    behind = said[end : end + 3]
    conditions = _conditions(CATALOGUE)
    if not conditions.isdisjoint(joined) or said[begin] in conditions:
        return False
    if _in_condition(said, start, conditions):
        return False
    telling = [
        told(word) for word in said[begin:end] if not is_mark(word) and told(word) and not is_figure(word)
    ]
    # “Minors at risk” for “children at risk” is another word and nothing left out.
    if len(telling) <= own or _idle(CATALOGUE).issuperset(said[begin:end]):
        return False
    if elsewhere(telling):
        return False
    if any(word in _JOINING or is_mark(word) for word in joined):
        return True
    # “Phone, letter or visit” → “visit”: the first items are gone. “In practice, …” is none.
    if behind[:1] == [","]:
        return start > 0
    return begin > 0 and (behind[:1] in (["and"], ["or"]) or behind == ["as", "well", "as"])


def _in_condition(said: Sequence[str], at: int, conditions: frozenset[str]) -> bool:
    """Whether it stands in a clause that only says when or where, before the thing itself."""
    for word in reversed(said[:at]):
        if word in conditions:
            return True
        if is_mark(word) or word in ("is", "are", "must", "will", "gets", "get"):
            return False
    return False


@cache
def _idle(root: Path) -> frozenset[str]:
    return frozenset((*strength(root).no_items, *strength(root).small))


@cache
def _conditions(root: Path) -> frozenset[str]:
    return frozenset(strength(root).conditions)
