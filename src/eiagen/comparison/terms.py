"""On what terms a thing is to be done: how firmly, how soon, how often, by whom; and how two passages differ.

Only passages that say the same thing are held against each other, so a time limit that grew longer is a
difference of substance although hardly a word changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from eiagen.audit.outcomes.matcher import Hit, Matcher
from eiagen.comparison.denied import Reversal
from eiagen.comparison.manner import matcher_of, strength
from eiagen.comparison.scales import (
    DATES_EARLIER,
    DATES_LATER,
    HIGHER,
    HOURS,
    LOWER,
    NOTHING,
    OF_SCALES,
    Scales,
    joined,
    moved,
    numbers_in,
    same_time,
    scale_lists,
    scales_of,
)
from eiagen.comparison.sentences import without_number
from eiagen.comparison.written_numbers import in_figures
from eiagen.resources import CATALOGUE
from eiagen.words import words

TAKEN_BACK, LOOSE, SOFTER, PLAIN, FIRM = range(-1, 4)
"""“Need not”, “may”, “should”, “is done”, “must”."""
_GRADES = {"taken back": TAKEN_BACK, "loose": LOOSE, "softer": SOFTER, "firm": FIRM}
_AT_ONCE, _SAME_DAY = 0.5, 20.0
"""In hours: before any other limit, and before “within a day”."""
_MASKED_BY = {
    "loose": ("not loose", "entitling"),
    "not loose": ("entitling",),
    "softer": ("when asked",),
    "taken back": ("spared",),
    "within": ("not within",),
}
"""Inside what else a phrase of a list means nothing."""
_OF_FIGURES = frozenset(("amount", "so many times"))
_RHYTHMS, _LIMITS = ("every", "so many times"), ("within", "at once", "same day")
_OF_LIMITS = ("a time limit", "a shorter time limit", "a longer time limit")
_OF_RHYTHMS = ("how often it is done", "done more often", "done less often")
_PERHAPS = "perhaps "
_ADDED, _TAKEN_OUT = " added", " taken out"
_FIRMLY, _LOOSELY = "put more firmly", "put less firmly"
_ASKED, _NO_LONGER = "an obligation where there was none", "an obligation taken back"
_PROTECTED, _UNPROTECTED = "what was done is ruled out", "what was ruled out is done"
_HELPED, _UNHELPED = "what was refused is given", "what was given is refused"
_EITHER = "which of the two is better can't be told"
_DENIED = (_PROTECTED, _UNPROTECTED, _HELPED, _UNHELPED, _EITHER)
LEFT_OUT, PUT_IN = "something left out", "something put in"


@cache
def _measured(root: Path) -> frozenset[str]:
    """The differences of how much."""
    of_ladders = (said for ladder in strength(root).ladders for said in (ladder.more, ladder.less))
    own = (*_OF_LIMITS[1:], *_OF_RHYTHMS[1:], _FIRMLY, _LOOSELY, _ASKED, _NO_LONGER, *_DENIED)
    return OF_SCALES.union(own, of_ladders)


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
    perhaps: frozenset[str] = frozenset()
    """Titles of what it may hold in other words."""
    scales: Scales = NOTHING
    """Where it stands on scales: for how long, of whom, who decides."""

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
        "entitling": own.entitling,
        "when asked": own.when_asked,
        "not within": own.not_within,
    }
    held = {term.title: term.phrases for term in own.held}
    also = {f"{_PERHAPS}{term.title}": term.also for term in own.held}
    return matcher_of({**lists, **scale_lists(root), **held, **also})


@cache
def _weaker(root: Path) -> frozenset[str]:
    return frozenset(term.title for term in strength(root).held if term.weaker)


@cache
def _titles(root: Path) -> frozenset[str]:
    return frozenset(term.title for term in strength(root).held)


@lru_cache(maxsize=20_000)
def terms_of(text: str) -> Terms:
    """On what terms a sentence says it."""
    said = in_figures(words(without_number(text)))
    grades, limits, rhythms = set[int](), set[float](), set[float]()
    amounts: dict[str, frozenset[float]] = {}
    roles, matcher = _matcher(CATALOGUE)
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in matcher.hits(said):
        found[roles[hit.phrase]].append(hit)
    taken = list[Hit]()
    for role, hits in found.items():
        for hit in hits:
            inside = said[hit.begin : hit.end]
            if any(_within(hit, one) for name in _MASKED_BY.get(role, ()) for one in found.get(name, ())):
                continue
            if role in _OF_FIGURES and any(_overlap(hit, one) for one in found.get("ceiling", ())):
                continue
            if role == "not loose":
                grades.add(FIRM)
            elif role in _GRADES:
                grades.add(_GRADES[role])
            elif role == "amount":
                unit = _unit(inside)
                amounts[unit] = amounts.get(unit, frozenset()) | set([*numbers_in(inside)][-1:])
            elif role in _RHYTHMS:
                taken.append(hit)
                rhythms.update(_hours(role, inside))
            elif role in _LIMITS:
                taken.append(hit)
                limits.update(_hours(role, inside))
    held = _titles(CATALOGUE) & found.keys()
    perhaps = {role.removeprefix(_PERHAPS) for role in found if role.startswith(_PERHAPS)}
    return Terms(
        min(grades, default=PLAIN),
        frozenset(limits),
        frozenset(rhythms),
        amounts,
        held,
        held | perhaps,
        scales_of(said, found, taken),
    )


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
        frozenset().union(*(one.perhaps for one in found)),
        joined(one.scales for one in found),
    )


def _within(hit: Hit, mask: Hit) -> bool:
    return mask.begin <= hit.begin and hit.end <= mask.end


def _overlap(one: Hit, other: Hit) -> bool:
    return one.begin < other.end and other.begin < one.end


def is_measured(difference: str) -> bool:
    """Whether it is one of how much: surer than that one passage holds something and the other does not."""
    return difference in _measured(CATALOGUE) or difference.endswith((_ADDED, _TAKEN_OUT))


def _hours(role: str, said: Sequence[str]) -> Iterator[float]:
    if role == "at once":
        yield _AT_ONCE
    elif role == "same day":
        yield _SAME_DAY
    else:
        unit = next((HOURS[_single(word)] for word in reversed(said) if _single(word) in HOURS), None)
        if unit is not None:
            number = next(numbers_in(said), 1.0)
            yield unit / number if role == "so many times" else unit * number


def _unit(said: Sequence[str]) -> str:
    return "£" if "£" in said else "%" if "%" in said or "cent" in said else _single(said[-1])


def _single(word: str) -> str:
    return word.removesuffix("s")


def is_reversed(difference: str) -> bool:
    """Whether it is that the one does what the other rules out."""
    return difference in _DENIED


def in_reverse(what: Reversal, by_new: bool) -> Differences:
    """What it comes to that one version denies what the other says; the worst, where that can't be told."""
    if what is Reversal.EITHER:
        return Differences(lost=[_EITHER])
    if what is Reversal.BURDEN:
        return Differences(won=[_PROTECTED]) if by_new else Differences(lost=[_UNPROTECTED])
    return Differences(lost=[_UNHELPED]) if by_new else Differences(won=[_HELPED])


def drop_dates(found: Differences, *, later: int) -> None:
    """Drops a date that only moved as the whole version did, which is so many years later."""
    moved_on = (DATES_LATER if later > 0 else DATES_EARLIER) if later else frozenset[str]()
    found.won[:] = [one for one in found.won if one not in moved_on]
    found.lost[:] = [one for one in found.lost if one not in moved_on]


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
            (found.won if more else found.lost).append(HIGHER if more else LOWER)
    weaker = _weaker(CATALOGUE)
    came, went = new.held - around_old.perhaps, old.held - around_new.perhaps
    steps = moved(old.scales, new.scales, (around_old.scales, around_new.scales))
    found.won += [one for one in steps.up if one not in found.won]
    found.lost += [one for one in steps.down if one not in found.lost]
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
    if before and after and not same_time(min(before), min(after)):
        less = min(after) < min(before)
        (found.won if less else found.lost).append(shorter if less else longer)
    elif before and after:
        return
    elif after and not beside[0]:
        found.won.append(there)
    elif before and not beside[1]:
        found.lost.append(there)
