"""Whether one of two passages on the same thing says what the other denies: “is asked”, “is never asked”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

from eiagen.audit.outcomes.matcher import Matcher
from eiagen.comparison.manner import matcher_of, strength
from eiagen.comparison.telling import told
from eiagen.resources import CATALOGUE
from eiagen.words import is_mark, words

_REACH = 10
"""So many words after it a denial reaches, unless the clause ends before."""
_EXCEPTING, _SUBJECT = 2, 8
_NOUN = 4
"""So many words, at the most, stand from a denial to the “who” of whom it denies something."""
_FEWEST, _OF_EITHER = 3, 2
"""“No impact” and “Impact assessment” are headings, and deny nothing of each other."""
# fmt: off
_ENDS = frozenset((
    "when", "if", "unless", "where", "because", "while", "until", "but", "except", "so", "although", "though",
    "and",
))
# fmt: on
_OF_THINGS = frozenset(("no", "none", "nothing", "nobody", "neither", "nor"))
"""What is denied by these may be the second word that tells something: “no officer may pay”."""
_BUT_FOR = frozenset(("without", "unless", "except", "until"))
_ONLY_IF = frozenset(("only", "if", "provided", "once"))
_WHO = frozenset(("who", "that", "whose", "whom"))
# fmt: off
_VERBS = frozenset((
    "is", "are", "was", "were", "be", "may", "can", "will", "should", "must", "shall", "has", "have", "need",
    "needs", "would",
))
# fmt: on


@dataclass(frozen=True)
class Denial:
    """One denial of a sentence, in words that tell something."""

    heads: frozenset[str]
    """What it denies first of all."""
    reach: frozenset[str]
    """What it denies in its own clause."""
    behind: frozenset[str]
    """All that comes after it: a denial before a list is one of each thing in it."""
    of_nobody: bool
    """Whether it is “no”, “nobody” or the like, and no “not”."""
    but_for: bool
    """Whether it holds only where something is not so: “not passed on without consent”."""
    lacking: bool = False
    """Whether it says what is lacking: “without”."""


@dataclass(frozen=True)
class Said:
    """What a passage says, and what of it it denies."""

    told: frozenset[str]
    denials: tuple[Denial, ...]
    wholly: bool
    """Whether all of it is said to be wrong."""
    only_if: bool
    """Whether it holds on a condition: “only with consent”."""

    @property
    def in_part(self) -> frozenset[str]:
        """What its denials deny."""
        return frozenset().union(*(one.behind for one in self.denials))

    @property
    def denied(self) -> frozenset[str]:
        """All that it denies."""
        if self.wholly:
            return self.told
        return self.in_part


class Reversal(Enum):
    """What is denied in one of two passages and said in the other."""

    BURDEN = "burden"
    """Something that people are spared where it is denied: an arrest, a name passed on."""
    HELP = "help"
    """Something that people are left without: an interpreter, an answer."""
    EITHER = "either"
    """It can't be told which of the two."""


def reversed_in(one: str, other: str) -> bool:
    """Whether either of two passages that speak of the same says what the other denies."""
    return reversal(one, other) is not None


def reversal(old: str, new: str, beside: tuple[str, str] = ("", "")) -> tuple[Reversal, bool] | None:
    """What one of two passages on one thing says and the other denies, and whether the new one denies it.

    `beside` is what stands around each: what is denied there is denied.
    """
    first, second = _said(old), _said(new)
    both = sorted((len(first.told), len(second.told)))
    if both[0] < _OF_EITHER or both[1] < _FEWEST:
        return None
    around = [_said(text).denied for text in beside]
    for denying, saying, by_new in ((first, second, False), (second, first, True)):
        if denials := _against(denying, saying, around[not by_new]):
            return _of_what(denials), by_new
    return None


def _against(first: Said, second: Said, beside: frozenset[str]) -> Sequence[Denial]:
    """What the first denies that the second says and does not deny, nor what stands beside that."""
    if first.wholly and not second.wholly:
        return ()
    denied = beside | (second.in_part if first.wholly else second.denied)
    # As many denials in both may be the same put otherwise; so may “no officer may” and “officers must not”.
    as_many = len(first.denials) == len(second.denials)
    return [
        one
        for one in first.denials
        if one.heads & second.told - denied
        and not ((as_many or one.of_nobody) and one.reach & denied)
        and not (one.but_for and second.only_if)
    ]


def _of_what(denials: Sequence[Denial]) -> Reversal:
    burdens, helps, outsiders = _known(CATALOGUE)
    if outsiders & frozenset().union(*(one.reach for one in denials)):
        return Reversal.BURDEN
    heads = frozenset[str]().union(*(one.heads for one in denials if not one.lacking))
    for of_all in (heads, frozenset[str]().union(*(one.reach for one in denials))):
        if of_all & burdens:
            return Reversal.BURDEN
        if of_all & helps:
            return Reversal.HELP
    return Reversal.EITHER


@cache
def _known(root: Path) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What it protects to deny, what it takes away, and to whom it is better denied; as told."""
    own = strength(root)
    burdens = frozenset(filter(None, map(told, own.burdens)))
    outsiders = frozenset(filter(None, map(told, own.outsiders)))
    return burdens, frozenset(filter(None, map(told, own.helps))) - burdens, outsiders


@cache
def _matcher(root: Path) -> tuple[tuple[str, ...], Matcher]:
    own = strength(root)
    return matcher_of({"denies": own.denies, "wholly": own.denies_all, "not": own.not_denies})


@lru_cache(maxsize=20_000)
def _said(text: str) -> Said:
    found = words(text)[1:-1]
    roles, matcher = _matcher(CATALOGUE)
    hits = matcher.hits(found)
    idle = [hit for hit in hits if roles[hit.phrase] == "not"]
    denials, wholly, reached = list[Denial](), False, 0
    for hit in hits:
        role = roles[hit.phrase]
        if role == "not" or any(one.begin <= hit.begin < one.end for one in idle):
            continue
        if role == "wholly":
            wholly = True
        elif found[hit.begin] == "without" and hit.begin < reached:
            continue  # “never without consent” is what “only with consent” is
        elif not _BUT_FOR.isdisjoint(found[max(0, hit.begin - _EXCEPTING) : hit.begin]):
            continue  # “unless none is on duty” is an exception
        elif denial := _denial(found, hit.begin, hit.end):
            denials.append(denial)
            reached = hit.end + _REACH
    return Said(
        frozenset(filter(None, map(told, found))), tuple(denials), wholly, not _ONLY_IF.isdisjoint(found)
    )


def _denial(found: Sequence[str], begin: int, end: int) -> Denial | None:
    """What a denial that stands there denies; None where that is nothing that tells anything."""
    start = end
    who = next((at for at in range(end, min(end + _NOUN, len(found))) if found[at] in _WHO), None)
    if who is not None and found[begin] in _OF_THINGS:
        # "No woman who reports a crime is asked": what is denied comes after the clause in between.
        start = next((at for at in range(who + 1, len(found)) if found[at] in _VERBS), start)
    clause, but_for = list[str](), not _BUT_FOR.isdisjoint(found[start : start + _REACH])
    for word in found[start : start + _REACH]:
        if is_mark(word) or word in _ENDS or word in _BUT_FOR or (clause and word in _OF_THINGS):
            break
        clause.append(told(word))
    telling = list(filter(None, clause))
    if found[begin] == "none":
        # "They ask none of them": what stands before is denied.
        telling = [*filter(None, map(told, reversed(found[max(0, begin - 3) : begin]))), *telling]
    of_nobody = found[begin] in _OF_THINGS
    behind = frozenset(filter(None, map(told, found[end:])))
    lacking = found[begin] == "without"
    if not of_nobody and not lacking:
        # “A child or a partner never interprets” denies it of a child.
        behind |= frozenset(filter(None, map(told, found[max(0, begin - _SUBJECT) : begin])))
    if begin and found[begin - 1] in _VERBS:
        # “Interpreting is never done by a child” denies the interpreting, “it is refused” what is refused.
        subject = [*filter(None, map(told, reversed(found[max(0, begin - _NOUN) : begin])))]
        if not telling or found[begin].endswith("ed") or found[begin] == "forbidden":
            telling = subject
    if not telling:
        return None
    heads = frozenset(telling[: 2 if of_nobody else 1])
    return Denial(heads, frozenset(telling), behind.union(telling), of_nobody, but_for, lacking)
