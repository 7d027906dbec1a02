"""The charts of a report, each with the same in words: effects by group, dates, actions, evidence."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eiagen.assessment import Assessment
from eiagen.model import last_day
from eiagen.renderers.drawing import Box, Drawing, Line, Words, width_of
from eiagen.renderers.wording import day
from eiagen.report import NOT_STATED, Report

_WIDTH = 960
_LABELS = 340
"""Room for the labels at the left."""
_ROW = 36
_WIDEST = 110
"""What one thing counted takes at most."""
_TEXT = 17
_SMALL = 16
_MOST = 14
"""Rows of a chart; more are put together in its last."""
_INK, _QUIET, _RULE = "#1a1a1a", "#3d4f58", "#b9c6cc"
_AFTER = "#b35900"


@dataclass(frozen=True)
class Chart:
    """A picture with what it is called, and the same in words for everybody."""

    name: str
    caption: str
    drawing: Drawing
    words: str


@dataclass(frozen=True)
class _Kind:
    """What a stretch of a bar stands for. The colours differ in lightness too, for print without colour."""

    name: str
    fill: str
    ink: str


_DIRECTIONS = {
    "negative": _Kind("negative", "#a3271d", "#ffffff"),
    "mixed": _Kind("mixed", "#e9a23b", _INK),
    "unknown": _Kind("unknown", "#cfc0e8", _INK),
    NOT_STATED: _Kind("direction not written", "#cfc0e8", _INK),
    "not-assessed": _Kind("not assessed", "#eceef0", _INK),
    "no-impact": _Kind("no impact", "#dde4e7", _INK),
    "positive": _Kind("positive", "#2f7048", "#ffffff"),
}
_ACTIONS = {
    "late": _Kind("past its day", "#a3271d", "#ffffff"),
    "planned": _Kind("planned", "#dde4e7", _INK),
    "under-way": _Kind("under way", "#8fbfd3", _INK),
    "done": _Kind("done", "#2f7048", "#ffffff"),
    "dropped": _Kind("dropped", "#f3f6f7", _INK),
}
_AGES = {
    "1": _Kind("up to a year old", "#1f4e5f", "#ffffff"),
    "3": _Kind("up to three years", "#6fa3b5", _INK),
    "5": _Kind("up to five years", "#c3dbe3", _INK),
    "older": _Kind("older", "#e9a23b", _INK),
    "undated": _Kind("without a date", "#eceef0", _INK),
}
_STRENGTHS = {
    "strong": "Strong evidence",
    "fair": "Fair evidence",
    "weak": "Weak evidence",
    "unknown": "Strength not known",
}


def charts_of(report: Report) -> Mapping[str, Chart]:
    """The charts that there is enough for, by name."""
    made = (_effects(report), _dates(report), _actions(report), _evidence(report))
    return {chart.name: chart for chart in made if chart is not None}


def _effects(report: Report) -> Chart | None:
    assessment = report.assessment
    names = {group.id: group.name or group.id for group in assessment.affected_groups}
    counted: dict[str, Counter[str]] = {}
    for impact in assessment.impacts:
        for group in dict.fromkeys(impact.groups):
            if group in names:
                counted.setdefault(names[group], Counter())[impact.direction or NOT_STATED] += 1
    ordered = sorted(counted.items(), key=lambda one: (-_bad(one[1]), -one[1].total(), one[0]))
    return _bars("effects", "Effects by group, as the assessment states them", dict(ordered), _DIRECTIONS)


def _bad(counted: Counter[str]) -> int:
    return counted["negative"] + counted["mixed"]


def _actions(report: Report) -> Chart | None:
    counted: dict[str, Counter[str]] = {}
    for action in report.assessment.actions:
        state: str = action.status or "planned"
        if state in ("planned", "under-way") and action.due and last_day(action.due) < report.on:
            state = "late"
        counted.setdefault(action.owner or "Nobody named", Counter())[state] += 1
    ordered = sorted(counted.items(), key=lambda one: (-one[1].total(), one[0]))
    return _bars("actions", "Actions by who is to do them", dict(ordered), _ACTIONS)


def _evidence(report: Report) -> Chart | None:
    evidence = report.assessment.evidence
    found = Counter((str(one.quality or "unknown"), _age(one.date, report.on)) for one in evidence)
    strengths = [one for one in _STRENGTHS if any(strength == one for strength, _ in found)]
    if len(strengths) == 1:  # one bar says little; the ages under each other say something
        ages = {_AGES[age].name.capitalize(): Counter({age: found[strengths[0], age]}) for age in _AGES}
        by_age = {name: one for name, one in ages.items() if one.total()}
        said = (
            "its strength is not stated" if strengths == ["unknown"] else f"all of it called {strengths[0]}"
        )
        return _bars("evidence", f"Evidence by age; {said}", by_age, _AGES)
    by_strength = {_STRENGTHS[one]: Counter({age: found[one, age] for age in _AGES}) for one in strengths}
    return _bars("evidence", "Evidence by strength and age", by_strength, _AGES)


def _age(on: datetime.date | None, now: datetime.date) -> str:
    if on is None:
        return "undated"
    years = (now - last_day(on)).days / 365.25
    return next((name for name in ("1", "3", "5") if years <= int(name)), "older")


def _bars(
    name: str,
    caption: str,
    counted: Mapping[str, Counter[str]],
    kinds: Mapping[str, _Kind],
) -> Chart | None:
    """Bars that lie, one for each label, made of stretches; None where there is too little to see."""
    total = sum(one.total() for one in counted.values())
    if len(counted) < 2 or total < 3:
        return None
    rows = _first(counted)
    used = [kind for kind in kinds if any(row[kind] for row in rows.values())]
    unit = min(_WIDEST, (_WIDTH - _LABELS - 20) / max(row.total() for row in rows.values()))
    parts: list[Box | Line | Words] = []
    top = _legend(parts, [kinds[kind] for kind in used])
    for number, (label, row) in enumerate(rows.items()):
        y = top + number * _ROW
        parts += _label(label, y + 22)
        x = float(_LABELS)
        for kind in used:
            if count := row[kind]:
                look = kinds[kind]
                parts.append(Box(x, y, count * unit - 1, _ROW - 7, look.fill))
                text = f"{count} {look.name}"
                if width_of(text, _SMALL) > count * unit - 10:
                    text = str(count)
                if width_of(text, _SMALL) <= count * unit - 4:
                    parts.append(Words(x + 5, y + 20, text, _SMALL, look.ink))
                x += count * unit
    height = top + len(rows) * _ROW
    parts.append(Line(_LABELS - 1, top - 4, _LABELS - 1, height - 3, _QUIET))
    told = "; ".join(
        f"{label}: {', '.join(f'{row[kind]} {kinds[kind].name}' for kind in used if row[kind])}"
        for label, row in rows.items()
    )
    return Chart(name, caption, Drawing(_WIDTH, height + 4, parts, f"Chart. {caption}: {told}."), f"{told}.")


def _first(counted: Mapping[str, Counter[str]]) -> Mapping[str, Counter[str]]:
    if len(counted) <= _MOST:
        return counted
    shown = dict(list(counted.items())[: _MOST - 1])
    others: Counter[str] = sum(list(counted.values())[_MOST - 1 :], Counter())
    return {**shown, f"{len(counted) - _MOST + 1} others together": others}


def _legend(parts: list[Box | Line | Words], kinds: Iterable[_Kind]) -> float:
    """What the colours mean, in the order in which they come in a bar; gives where the bars begin."""
    x, y = float(_LABELS), 4.0
    for kind in kinds:
        wide = 22 + width_of(kind.name, _SMALL) + 22
        if x + wide > _WIDTH:
            x, y = float(_LABELS), y + 26
        parts.append(Box(x, y, 14, 14, kind.fill))
        parts.append(Words(x + 20, y + 13, kind.name, _SMALL, _INK))
        x += wide
    return y + 34


def _label(text: str, y: float, *, bold: bool = False) -> Iterable[Words]:
    """What stands before a bar: in two lines where it is long, and as much of it as there is room for."""
    first, rest = text, ""
    while width_of(first, _TEXT) > _LABELS - 16 and " " in first:
        first, _, word = first.rpartition(" ")
        rest = f"{word} {rest}".rstrip()
    if not rest:
        return [Words(_LABELS - 12, y, _cut(first), _TEXT, _INK, bold, "end")]
    return [
        Words(_LABELS - 12, y - 9, _cut(first), _TEXT, _INK, bold, "end"),
        Words(_LABELS - 12, y + 8, _cut(rest), _TEXT, _INK, bold, "end"),
    ]


def _cut(text: str) -> str:
    """As much of a line as there is room for."""
    if width_of(text, _TEXT) <= _LABELS - 16:
        return text
    while width_of(f"{text} …", _TEXT) > _LABELS - 16:
        text = text[:-1].rstrip()
    return f"{text} …"


@dataclass(frozen=True)
class _Event:
    what: str
    first: datetime.date
    last: datetime.date
    decides: bool = False


def _dates(report: Report) -> Chart | None:
    events = sorted(_events(report.assessment), key=lambda one: (one.first, one.last, one.what))
    if len(events) < 3 or len({one.first for one in events}) < 3:
        return None
    decided = next((one.first for one in events if one.decides), None)
    begin, end = min(one.first for one in events), max(one.last for one in events)
    room, days = _WIDTH - _LABELS - 230, max((end - begin).days, 1)

    def x_of(when: datetime.date) -> float:
        return _LABELS + room * (when - begin).days / days

    parts: list[Box | Line | Words] = []
    height = 8 + len(events) * _ROW
    if decided is not None:
        parts.append(Line(x_of(decided) + 4, 2, x_of(decided) + 4, height, _QUIET, 1.5))
    for number, event in enumerate(events):
        y = 8 + number * _ROW
        after = decided is not None and event.first > decided
        colour = _QUIET if event.decides else _AFTER if after else "#1f4e5f"
        parts.append(Line(_LABELS, y + _ROW - 4, _WIDTH, y + _ROW - 4, _RULE, 0.5))
        parts += _label(event.what, y + 19, bold=event.decides)
        wide = max(x_of(event.last) - x_of(event.first), 0) + 8
        parts.append(Box(x_of(event.first), y + 6, wide, 15, colour))
        told = day(event.first) + (" (after)" if after else "")
        parts.append(Words(x_of(event.first) + wide + 6, y + 19, told, _SMALL, _QUIET))
    words = "; ".join(
        f"{event.what}: {_when(event)}{' (after the decision)' if decided and event.first > decided else ''}"
        for event in events
    )
    caption = "What was done when" + (", and what came after the decision" if decided else "")
    return Chart("dates", caption, Drawing(_WIDTH, height, parts, f"Chart. {caption}: {words}."), f"{words}.")


def _when(event: _Event) -> str:
    return day(event.first) if event.first == event.last else f"{day(event.first)} to {day(event.last)}"


def _events(assessment: Assessment) -> Iterable[_Event]:
    dates, decision = assessment.dates, assessment.decision
    single: Sequence[tuple[str, datetime.date | None]] = (
        ("Assessment begun", dates.started if dates else None),
        ("Assessment finished", dates.completed if dates else None),
        ("Published", assessment.publication.date if assessment.publication else None),
        ("Review", assessment.review.date if assessment.review else None),
    )
    for what, on in single:
        if on is not None:
            yield _Event(what, on, on)
    if decision is not None and decision.date is not None:
        yield _Event("Decision", decision.date, decision.date, decides=True)
    for one in assessment.engagement:
        if one.status != "dropped" and (first := one.opened or one.closed) is not None:
            yield _Event(f"Asked: {one.title or one.id}", first, one.closed or first)
