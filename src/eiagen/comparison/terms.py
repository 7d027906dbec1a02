"""On what terms a thing is to be done: how firmly, how soon, how often, by whom; and how two passages differ.

Only passages that say the same thing are held against each other, so a time limit that grew longer is a
difference of substance although hardly a word changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from eiagen.audit.outcomes.matcher import Hit, Matcher
from eiagen.comparison.manner import matcher_of, strength
from eiagen.resources import CATALOGUE
from eiagen.words import words

TAKEN_BACK, LOOSE, SOFTER, PLAIN, FIRM = range(-1, 4)
"""“Need not”, “may”, “should”, “is done”, “must”."""
_GRADES = {"taken back": TAKEN_BACK, "loose": LOOSE, "softer": SOFTER, "firm": FIRM}
# fmt: off
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "once": 1, "two": 2, "twice": 2, "other": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "half": 0.5, "second": 2, "alternate": 2, "third": 3, "fourth": 4,
    "fifth": 5,
}
_HOURS = {
    "minute": 1 / 60, "hour": 1, "hourly": 1, "shift": 24, "day": 24, "daily": 24, "night": 24, "nightly": 24,
    "morning": 24, "evening": 24, "week": 168, "weekly": 168, "weekend": 168, "fortnight": 336,
    "fortnightly": 336, "month": 730, "monthly": 730, "quarter": 2190, "quarterly": 2190, "term": 2920,
    "year": 8760, "yearly": 8760, "annual": 8760, "annually": 8760, "biennial": 17520, "biennially": 17520,
}
# fmt: on
_AT_ONCE, _SAME_DAY = 0.5, 20.0
"""In hours: before any other limit, and before “within a day”."""
_MASKS = ("not loose", "spared")
_OF_LIMITS = ("a time limit", "a shorter time limit", "a longer time limit")
_OF_RHYTHMS = ("how often it is done", "done more often", "done less often")
_MORE, _FEWER = "a higher figure", "a lower figure"
_ADDED, _TAKEN_OUT = " added", " taken out"
_FIRMLY, _LOOSELY = "put more firmly", "put less firmly"
_ASKED, _NO_LONGER = "an obligation where there was none", "an obligation taken back"
_MEASURED = frozenset(
    (*_OF_LIMITS[1:], *_OF_RHYTHMS[1:], _MORE, _FEWER, _FIRMLY, _LOOSELY, _ASKED, _NO_LONGER)
)


@dataclass(frozen=True)
class Terms:
    """What a passage holds beside the thing itself."""

    grade: int = PLAIN
    """How firmly it is put, by what is loosest in it: “must, where possible” is loose."""
    limits: frozenset[float] = frozenset()
    """Within how many hours."""
    rhythms: frozenset[float] = frozenset()
    """Every how many hours."""
    amounts: Mapping[str, frozenset[float]] = field(default_factory=dict)
    """How many of what, where more is more: pounds, officers, languages."""
    held: frozenset[str] = frozenset()
    """Titles of what else it holds: “a record”, “an exception”."""

    @property
    def firm(self) -> int:
        """1 for firm, -1 for loose, 0 for neither."""
        return {FIRM: 1, LOOSE: -1, TAKEN_BACK: -1}.get(self.grade, 0)

    @property
    def excepting(self) -> bool:
        """Whether it holds something that makes it weaker: an exception."""
        return not self.held.isdisjoint(_weaker(CATALOGUE))

    @property
    def number(self) -> int:
        """How many things it holds that make it stronger."""
        exact = len(self.limits) + len(self.rhythms) + len(self.amounts)
        return exact + len(self.held - _weaker(CATALOGUE))


@dataclass
class Differences:
    """What the new passage has beyond the old one, and the other way round, in words."""

    won: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


@cache
def _matcher(root: Path) -> tuple[tuple[str, ...], Matcher]:
    own = strength(root)
    lists = {
        "firm": own.firm,
        "softer": own.softer,
        "loose": own.loose,
        "not loose": own.not_loose,
        "taken back": own.taken_back,
        "spared": own.spared,
        "within": own.within,
        "at once": own.at_once,
        "same day": own.same_day,
        "every": own.every,
        "so many times": own.so_many_times,
        "amount": own.amounts,
    }
    return matcher_of({**lists, **{term.title: term.phrases for term in own.held}})


@cache
def _weaker(root: Path) -> frozenset[str]:
    return frozenset(term.title for term in strength(root).held if term.weaker)


@cache
def _titles(root: Path) -> frozenset[str]:
    return frozenset(term.title for term in strength(root).held)


@lru_cache(maxsize=20_000)
def terms_of(text: str) -> Terms:
    """On what terms a sentence says it."""
    said = words(text)
    grades, limits, rhythms, held = set[int](), set[float](), set[float](), set[str]()
    amounts: dict[str, frozenset[float]] = {}
    roles, matcher = _matcher(CATALOGUE)
    hits = matcher.hits(said)
    masks = {name: [hit for hit in hits if roles[hit.phrase] == name] for name in _MASKS}
    for hit in hits:
        role, inside = roles[hit.phrase], said[hit.begin : hit.end]
        if role == "spared" or (role == "taken back" and any(_within(hit, one) for one in masks["spared"])):
            continue
        if role == "not loose" or (role == "loose" and any(_within(hit, one) for one in masks["not loose"])):
            grades.add(FIRM)
        elif role in _GRADES:
            grades.add(_GRADES[role])
        elif role in _titles(CATALOGUE):
            held.add(role)
        elif role == "amount":
            unit = _unit(inside)
            amounts[unit] = amounts.get(unit, frozenset()) | set([*_numbers(inside)][-1:])
        elif role in ("every", "so many times"):
            rhythms.update(_hours(role, inside))
        else:
            limits.update(_hours(role, inside))
    return Terms(min(grades, default=PLAIN), frozenset(limits), frozenset(rhythms), amounts, frozenset(held))


def together(texts: Iterable[str]) -> Terms:
    """On what terms several sentences say it."""
    found = [terms_of(text) for text in texts]
    amounts: dict[str, frozenset[float]] = {}
    for one in found:
        for unit, numbers in one.amounts.items():
            amounts[unit] = amounts.get(unit, frozenset()) | numbers
    # What nothing marks as firm or loose is as firm as what stands beside it.
    grades = [one.grade for one in found if one.grade != PLAIN]
    return Terms(
        min(grades, default=PLAIN),
        frozenset().union(*(one.limits for one in found)),
        frozenset().union(*(one.rhythms for one in found)),
        amounts,
        frozenset().union(*(one.held for one in found)),
    )


def _within(hit: Hit, mask: Hit) -> bool:
    return mask.begin <= hit.begin and hit.end <= mask.end


def is_measured(difference: str) -> bool:
    """Whether it is one of how much: surer than that one passage holds something and the other does not."""
    return difference in _MEASURED or difference.endswith((_ADDED, _TAKEN_OUT))


def _hours(role: str, said: Sequence[str]) -> Iterator[float]:
    if role == "at once":
        yield _AT_ONCE
    elif role == "same day":
        yield _SAME_DAY
    else:
        unit = next((_HOURS[_single(word)] for word in reversed(said) if _single(word) in _HOURS), None)
        if unit is not None:
            number = next(_numbers(said), 1.0)
            yield unit / number if role == "so many times" else unit * number


def _unit(said: Sequence[str]) -> str:
    return "£" if "£" in said else "%" if "%" in said or "cent" in said else _single(said[-1])


def _numbers(said: Sequence[str]) -> Iterator[float]:
    for word in said:
        digits = word.replace(",", "")
        if digits.isdigit():
            yield float(digits)
        elif word in _NUMBERS:
            yield float(_NUMBERS[word])


def _single(word: str) -> str:
    return word.removesuffix("s")


def differences(old: Terms, new: Terms, beside: tuple[Terms, Terms]) -> Differences:
    """What the new one has that the old one has not, and the other way round.

    `beside` are those of the old passage and of the new one with what stands before and after it: what was
    moved into the next sentence is neither won nor lost.
    """
    found = Differences()
    around_old, around_new = beside
    # “Are called”, “will be called” and “must be called” are as firm as each other.
    lower, higher = sorted((old.grade, new.grade))
    if lower < higher and (lower <= LOOSE or PLAIN not in (lower, higher)):
        said = (_ASKED, _NO_LONGER) if lower == TAKEN_BACK else (_FIRMLY, _LOOSELY)
        (found.won if new.grade == higher else found.lost).append(said[new.grade == lower])
    for name, how in (("limits", _OF_LIMITS), ("rhythms", _OF_RHYTHMS)):
        own = getattr(old, name), getattr(new, name)
        _times(found, own, (getattr(around_old, name), getattr(around_new, name)), how)
    for unit in sorted(old.amounts.keys() & new.amounts.keys()):
        before, after = old.amounts[unit], new.amounts[unit]
        if before != after and len(before) == len(after):
            more = max(after - before) > max(before - after)
            (found.won if more else found.lost).append(_MORE if more else _FEWER)
    weaker = _weaker(CATALOGUE)
    came, went = new.held - around_old.held, old.held - around_new.held
    found.won += sorted(came - weaker) + sorted(title + _TAKEN_OUT for title in went & weaker)
    found.lost += sorted(went - weaker) + sorted(title + _ADDED for title in came & weaker)
    return found


def _times(
    found: Differences,
    own: tuple[frozenset[float], frozenset[float]],
    beside: tuple[frozenset[float], frozenset[float]],
    said: tuple[str, str, str],
) -> None:
    """A limit where there was none is more; so is a shorter one, and what is done more often."""
    there, shorter, longer = said
    before, after = own[0] - beside[1], own[1] - beside[0]
    if before and after:
        less = min(after) < min(before)
        (found.won if less else found.lost).append(shorter if less else longer)
    elif after and not beside[0]:
        found.won.append(there)
    elif before and not beside[1]:
        found.lost.append(there)
