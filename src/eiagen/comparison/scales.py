"""How much of it there is: for how long, how many, for whom, by when, who decides; and which of two is more.

What `terms.py` finds at once in a phrase is here read from several words of a sentence: a figure and what it
counts, “all” and of whom, a date, what comes before what. A difference counts only where both of two passages
speak of the same, so that what one of them merely does not say is no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from eiagen.audit.outcomes.matcher import Hit
from eiagen.comparison.manner import strength
from eiagen.comparison.telling import told
from eiagen.number_words import SMALL, TENS
from eiagen.resources import CATALOGUE
from eiagen.words import END, is_mark

# fmt: off
NUMBERS: Mapping[str, float] = {
    **SMALL, **TENS, "dozen": 12, "hundred": 100,
    "a": 1, "an": 1, "once": 1, "twice": 2, "other": 2, "pair": 2, "half": 0.5, "second": 2, "alternate": 2,
    "third": 3, "fourth": 4, "fifth": 5,
}
_NO_FIGURE = frozenset((
    "a", "an", "once", "twice", "other", "half", "second", "alternate", "third", "fourth", "fifth",
))
"""Words that are numbers in “once a week” and count nothing by themselves."""
HOURS: Mapping[str, float] = {
    "minute": 1 / 60, "hour": 1, "hourly": 1, "shift": 24, "day": 24, "daily": 24, "night": 24, "nightly": 24,
    "morning": 24, "evening": 24, "week": 168, "weekly": 168, "weekend": 168, "fortnight": 336,
    "fortnightly": 336, "month": 730, "monthly": 730, "quarter": 2190, "quarterly": 2190, "term": 2920,
    "year": 8760, "yearly": 8760, "annual": 8760, "annually": 8760, "biennial": 17520, "biennially": 17520,
}
_UNITS = ("minute", "hour", "day", "week", "fortnight", "month", "quarter", "year")
_MONTHS = {name: number for number, names in enumerate((
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
    ("november", "nov"), ("december", "dec"),
), 1) for name in names}
_ENTITLES = frozenset((
    "act", "acts", "regulations", "order", "code", "convention", "rules", "bill", "measure",
))
_POINTS_TO = frozenset((
    "section", "sections", "s", "ss", "annex", "appendix", "para", "paragraph", "paragraphs", "page", "part",
    "step", "chapter", "table", "line", "number", "no", "schedule", "article", "rule", "box", "figure",
    "version", "ward", "under", "over", "aged", "first", "last", "form", "stage", "phase", "level", "grade",
    "room",
))
"""A number behind one of these counts nothing."""
_ON_CONDITION = frozenset((
    "if", "when", "where", "after", "who", "that", "which", "unless", "until", "than", "whom",
))
_OF_NO_COUNT = frozenset(("time", "am", "pm", "per", "percent"))
_NOT_BEFORE = frozenset(("£", "of", "in", "/", *_MONTHS))
_NOT_BEHIND = frozenset(("of", "in", "%", "per", "out", "who", "another", "/", *_MONTHS))
# fmt: on
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_UNTIL = frozenset(("until", "till", "to"))
_HEAD_WITHIN, _CLAUSE, _DENIED_WITHIN, _BESIDE = 3, 6, 5, 8
"""So many words from a number, or from “all”, to what it counts; of what comes after “before”; from a denial
to what it denies; and from who decides to the word that says so."""
_DENIALS = frozenset(("not", "no", "never", "nor", "neither", "cannot", "nobody", "none", "without"))
_ANYBODY = frozenset(("everyone", "everybody", "anyone", "anybody", "whoever", "someone", "somebody"))
_SAME = 0.12
"""Times that differ by less are the same: four weeks and a month."""
FOR_LONGER, FOR_LESS_LONG = "for longer", "for less long"
HIGHER, LOWER = "a higher figure", "a lower figure"
_LIMIT, _LIMIT_LOWERED, _LIMIT_RAISED = "an upper limit", "an upper limit lowered", "an upper limit raised"
_SOONER, _LATER = "an earlier date", "a later date"
_LONGER_PAID, _SHORTER_PAID = "until a later date", "until an earlier date"
DATES_LATER, DATES_EARLIER = frozenset((_LATER, _LONGER_PAID)), frozenset((_SOONER, _SHORTER_PAID))
_FOR_MORE, _FOR_FEWER = "for more of them", "for fewer of them"
_IN_TIME, _TOO_LATE = "done before and not after", "done after and not before"
OF_SCALES = frozenset(
    (FOR_LONGER, FOR_LESS_LONG, HIGHER, LOWER, _LIMIT_LOWERED, _LIMIT_RAISED, _SOONER, _LATER, _LONGER_PAID)
) | frozenset((_SHORTER_PAID, _FOR_MORE, _FOR_FEWER, _IN_TIME, _TOO_LATE))


@dataclass(frozen=True)
class OfWhom:
    """How many of them: the step from “some” to “all”, and what narrows them: “new”."""

    step: int
    narrowed: frozenset[str]


@dataclass(frozen=True)
class Scales:
    """Where a passage stands on each scale that it speaks of."""

    lasting: frozenset[float] = frozenset()
    """For how many hours."""
    ceilings: frozenset[tuple[str, float]] = frozenset()
    """Of what no more than so many."""
    figures: frozenset[tuple[frozenset[str], float]] = frozenset()
    """How many of what; of what in a word or two."""
    dates: frozenset[int] = frozenset()
    """By, in or from which month, counted."""
    until: frozenset[int] = frozenset()
    """Until which month."""
    of_whom: Mapping[str, OfWhom] = field(default_factory=dict)
    rungs: Mapping[str, int] = field(default_factory=dict)
    """The rung of each ladder."""
    before: frozenset[str] = frozenset()
    """What it is to come before."""
    after: frozenset[str] = frozenset()
    safeguard_first: bool = False
    """Whether what comes first is a safeguard: consent, an assessment."""
    restricted: int = 0
    """How many words turn the order round: “not before”, “only after”."""


NOTHING = Scales()


@cache
def scale_lists(root: Path) -> dict[str, tuple[str, ...]]:
    """The phrases of strength.yaml that are of scales, by role."""
    own = strength(root)
    lists = {
        "lasting": own.lasting,
        "not lasting": own.not_lasting,
        "ceiling": own.ceilings,
        "past": own.past,
        "ahead": own.ahead,
        "before": own.before,
        "after": own.after,
        "safeguard": own.safeguards,
    }
    lists |= {f"of whom {step}": (phrase,) for step, phrase in enumerate(own.how_many)}
    for ladder in own.ladders:
        lists |= {f"{ladder.title} {rung}": phrases for rung, phrases in enumerate(ladder.rungs)}
        lists[f"{ladder.title} where"] = ladder.where
    return lists


def scales_of(said: Sequence[str], found: Mapping[str, Sequence[Hit]], taken: Sequence[Hit]) -> Scales:
    """The scales of a sentence, given its words and what was found in it by role.

    `taken` are the time limits and the like whose figures are spoken for.
    """
    ceilings = [*_ceilings(said, found.get("ceiling", ()))]
    lasting = [hit for hit in found.get("lasting", ()) if not _inside(hit, found.get("not lasting", ()))]
    spoken_for = {at for hit in (*taken, *lasting) for at in range(hit.begin, hit.end)}
    at_ceilings = {at for at, _, _ in ceilings}
    past = "past" in found and "ahead" not in found
    dates, until = ((), ()) if past else _dates(said)
    figures = () if past else [*_figures(said, spoken_for | at_ceilings)]
    firsts = found.get("safeguard", ())
    return Scales(
        frozenset(
            hours
            for hit in lasting
            if not at_ceilings & {*range(hit.begin, hit.end)}
            for hours in _hours(said[hit.begin : hit.end])
        ),
        frozenset((of, number) for _, of, number in ceilings),
        frozenset(figures),
        frozenset(dates),
        frozenset(until),
        _of_whom(said, found),
        dict(_rungs(said, found)),
        frozenset(_comes(said, found.get("before", ()))),
        frozenset(after := set(_comes(said, found.get("after", ())))),
        any(told(word) in after for hit in firsts for word in said[hit.begin : hit.end]),
        sum(word in _DENIALS or word == "only" for word in said),
    )


def joined(some: Iterable[Scales]) -> Scales:
    """Those of several sentences as of one."""
    every = [one for one in some if one is not NOTHING]
    if len(every) < 2:
        return every[0] if every else NOTHING
    of_whom: dict[str, OfWhom] = {}
    rungs: dict[str, int] = {}
    for one in every:
        for head, whom in one.of_whom.items():
            if head not in of_whom or whom.step > of_whom[head].step:
                of_whom[head] = whom
        for title, rung in one.rungs.items():
            pick = max if _highest_counts(CATALOGUE)[title] else min
            rungs[title] = pick(rung, rungs.get(title, rung))
    return Scales(
        frozenset().union(*(one.lasting for one in every)),
        frozenset().union(*(one.ceilings for one in every)),
        frozenset().union(*(one.figures for one in every)),
        frozenset().union(*(one.dates for one in every)),
        frozenset().union(*(one.until for one in every)),
        of_whom,
        rungs,
        frozenset().union(*(one.before for one in every)),
        frozenset().union(*(one.after for one in every)),
        any(one.safeguard_first for one in every),
        sum(one.restricted for one in every),
    )


def _inside(hit: Hit, masks: Iterable[Hit]) -> bool:
    return any(mask.begin <= hit.begin and hit.end <= mask.end for mask in masks)


def numbers_in(said: Sequence[str]) -> Iterator[float]:
    """The numbers, in figures or in words."""
    for word in said:
        digits = word.replace(",", "")
        if digits.replace(".", "", 1).isdigit():
            yield float(digits)
        elif word in NUMBERS:
            yield NUMBERS[word]


@cache
def _of_figures() -> frozenset[str]:
    every = (*NUMBERS, *_UNITS, *_MONTHS)
    return frozenset(told(word) for word in every).union(every) - {""}


def is_figure(word: str) -> bool:
    """Whether a word, or what it tells, is a number or a time."""
    return word[0].isdigit() or word in _of_figures()


def _hours(said: Sequence[str]) -> Iterator[float]:
    unit = _unit(reversed(said))
    if unit is not None:
        yield HOURS[unit] * next(numbers_in(said), 1.0)


def _unit(said: Iterable[str]) -> str | None:
    return next((word.removesuffix("s") for word in said if word.removesuffix("s") in HOURS), None)


def _head(said: Sequence[str], at: int) -> tuple[str, ...]:
    """What the words from there on speak of, in a word or two."""
    found: list[str] = []
    for word in said[at : at + _HEAD_WITHIN]:
        if is_mark(word) or word == END or (found and not told(word)):
            break
        if told(word):
            found.append(told(word))
    return tuple(found)


def _ceilings(said: Sequence[str], hits: Iterable[Hit]) -> Iterator[tuple[int, str, float]]:
    """Where each figure of an upper limit stands, of what it is one, and what it is."""
    for hit in hits:
        at = next((at for at in range(hit.end - 1, hit.begin, -1) if [*numbers_in(said[at : at + 1])]), None)
        if at is None:
            continue
        number = next(numbers_in(said[at : at + 1]))
        unit = _unit(said[at + 1 : at + 3])
        if said[at - 1] == "£":
            yield at, "£", number
        elif unit is not None and not (said[at + 1 : at + 2] or [""])[0].startswith("time"):
            yield at, "time", number * HOURS[unit]
        else:
            yield at, next(iter(_head(said, at + 1)), ""), number


def _figures(said: Sequence[str], spoken_for: set[int]) -> Iterator[tuple[frozenset[str], float]]:
    """Each figure that counts something which is to be done or given, with what it counts."""
    for at in range(1, len(said) - 1):
        if at in spoken_for or said[at] in _NO_FIGURE:
            continue
        number = next(numbers_in(said[at : at + 1]), None)
        if number is None or (said[at].isdigit() and _FIRST_YEAR <= number < _LAST_YEAR):
            continue
        before, behind = said[at - 1], said[at + 1]
        if before in _POINTS_TO or before in _NOT_BEFORE or behind in _NOT_BEHIND or (at - 1) in spoken_for:
            continue
        if not _ON_CONDITION.isdisjoint(said[max(0, at - 4) : at]) or (before.isalpha() and len(before) == 1):
            continue
        head = frozenset(_head(said, at + 1)) - {""}
        if head and head.isdisjoint(_OF_NO_COUNT) and not any(word in HOURS for word in head):
            yield head, number


def _dates(said: Sequence[str]) -> tuple[list[int], list[int]]:
    dates, until = list[int](), list[int]()
    for at, word in enumerate(said):
        if not (word.isdigit() and _FIRST_YEAR <= int(word) < _LAST_YEAR):
            continue
        around = said[max(0, at - 4) : at + 3]
        if not _ENTITLES.isdisjoint(around):
            continue
        month = _MONTHS.get(said[at - 1], 12 if "end" in around else 6)
        begin = at - 1 if said[at - 1] in _MONTHS else at
        begin -= said[begin - 1].isdigit()
        (until if said[begin - 1] in _UNTIL else dates).append(12 * int(word) + month)
    return dates, until


def _of_whom(said: Sequence[str], found: Mapping[str, Sequence[Hit]]) -> Mapping[str, OfWhom]:
    steps = len(strength(CATALOGUE).how_many)
    whom: dict[str, OfWhom] = {}
    narrowing = {at: said[at] for hit in found.get("of whom 0", ()) for at in range(hit.begin, hit.end)}
    for step in reversed(range(steps)):
        for hit in found.get(f"of whom {step}", ()):
            if said[hit.begin] in _ANYBODY:
                heads: tuple[str, ...] = (told("person"),)
                narrowed = frozenset[str]()
            else:
                at = hit.end
                words = set[str]() if step else {said[hit.begin]}
                while (
                    at < len(said) and (at in narrowing or not told(said[at])) and at < hit.end + _HEAD_WITHIN
                ):
                    if at in narrowing:
                        words.add(narrowing[at])
                    at += 1
                heads, narrowed = _head(said, at)[:2], frozenset(words)
            for head in heads:
                if head not in whom and head not in _HOURS_TOLD:
                    whom[head] = OfWhom(step, narrowed)
    return whom


_HOURS_TOLD = frozenset(map(told, HOURS)) | {"time", "case"}


@cache
def _highest_counts(root: Path) -> Mapping[str, bool]:
    return {ladder.title: ladder.highest_counts for ladder in strength(root).ladders}


def _rungs(said: Sequence[str], found: Mapping[str, Sequence[Hit]]) -> Iterator[tuple[str, int]]:
    for ladder in strength(CATALOGUE).ladders:
        hits = [
            (rung, hit)
            for rung in range(len(ladder.rungs))
            for hit in found.get(f"{ladder.title} {rung}", ())
        ]
        if not hits:
            continue
        where = found.get(f"{ladder.title} where", ())
        there = [
            rung
            for rung, hit in hits
            if not any(_covers(other, hit) for _, other in hits)
            and (ladder.even_denied or not _denied(said, hit))
            and (not ladder.where or any(_near(hit, one) for one in where))
        ]
        if there:
            yield ladder.title, (max if ladder.highest_counts else min)(there)


def _covers(one: Hit, other: Hit) -> bool:
    """Whether it covers the other and more: “chief inspector”, “inspector”."""
    return one.begin <= other.begin and other.end <= one.end and one.end - one.begin > other.end - other.begin


def _near(one: Hit, other: Hit) -> bool:
    return max(one.begin - other.end, other.begin - one.end) < _BESIDE


def _denied(said: Sequence[str], hit: Hit) -> bool:
    """Whether it is ruled out: “never a friend”, “a friend never interprets”."""
    if not _DENIALS.isdisjoint(said[hit.end : hit.end + 2]):
        return True
    for word in reversed(said[max(0, hit.begin - _DENIED_WITHIN) : hit.begin]):
        if word in _DENIALS:
            return True
        if is_mark(word) or word in ("unless", "if", "until", "and", "but"):
            return False
    return False


def _comes(said: Sequence[str], hits: Iterable[Hit]) -> Iterator[str]:
    """What comes after “before” or “after”."""
    for hit in hits:
        for word in said[hit.end : hit.end + _CLAUSE]:
            if is_mark(word) or word == END:
                break
            if told(word):
                yield told(word)


@dataclass
class Moved:
    """What the new passage is further up and further down on, in words."""

    up: list[str] = field(default_factory=list)
    down: list[str] = field(default_factory=list)

    def note(self, *, up: bool, more: str, less: str) -> None:
        """Notes a difference, once."""
        where, what = (self.up, more) if up else (self.down, less)
        if what not in where:
            where.append(what)


def moved(old: Scales, new: Scales, beside: tuple[Scales, Scales]) -> Moved:
    """On which scales the new passage stands higher or lower; `beside` as in `terms.differences`."""
    found = Moved()
    times = old.lasting - beside[1].lasting, new.lasting - beside[0].lasting
    if all(times) and not same_time(max(times[0]), max(times[1])):
        found.note(up=max(times[1]) > max(times[0]), more=FOR_LONGER, less=FOR_LESS_LONG)
    _of_ceilings(found, old, new, beside)
    for heads, number in old.figures - new.figures:
        there = [(other, value) for other, value in new.figures - old.figures if heads & other]
        here = [other for other, _ in old.figures if heads & other]
        if len(there) == 1 and len(here) == 1 and there[0][1] != number:
            found.note(up=there[0][1] > number, more=HIGHER, less=LOWER)
    for name, later_is_more, more, less in (
        ("dates", False, _SOONER, _LATER),
        ("until", True, _LONGER_PAID, _SHORTER_PAID),
    ):
        before: frozenset[int] = getattr(old, name) - getattr(beside[1], name)
        after: frozenset[int] = getattr(new, name) - getattr(beside[0], name)
        if len(before) == 1 and len(after) == 1:
            found.note(up=(min(after) > min(before)) is later_is_more, more=more, less=less)
    for head in old.of_whom.keys() & new.of_whom.keys():
        one, other = old.of_whom[head], new.of_whom[head]
        if one.step != other.step and not one.narrowed & other.narrowed:
            found.note(up=other.step > one.step, more=_FOR_MORE, less=_FOR_FEWER)
    for ladder in strength(CATALOGUE).ladders:
        first, second = old.rungs.get(ladder.title), new.rungs.get(ladder.title)
        if first is not None and second is not None and first != second:
            found.note(up=second > first, more=ladder.more, less=ladder.less)
    _of_order(found, old, new)
    return found


def same_time(one: float, other: float) -> bool:
    """Whether two times are the same but for how long a month is."""
    return abs(one - other) <= _SAME * max(one, other)


def _of_ceilings(found: Moved, old: Scales, new: Scales, beside: tuple[Scales, Scales]) -> None:
    before, after = dict(old.ceilings), dict(new.ceilings)
    for of in before.keys() & after.keys():
        if before[of] != after[of]:
            found.note(up=after[of] < before[of], more=_LIMIT_LOWERED, less=_LIMIT_RAISED)
    before.pop("time", None), after.pop("time", None)  # “no later than”, “up to seven years” say it, too
    if bool(before) != bool(after) and not (beside[0].ceilings and beside[1].ceilings):
        found.note(up=bool(after), more=_LIMIT, less=_LIMIT)


def _of_order(found: Moved, old: Scales, new: Scales) -> None:
    if old.restricted != new.restricted:
        return
    for first, second, late in ((old.before, new.after, True), (old.after, new.before, False)):
        if first and second and 2 * len(first & second) >= min(len(first), len(second)):
            guarded = new.safeguard_first if late else old.safeguard_first
            found.note(up=late is guarded, more=_IN_TIME, less=_TOO_LATE)
