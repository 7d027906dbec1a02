"""Three versions of an assessment put together: what a form was made from, the form, and the file now.

What only one side changed is taken; what both changed, each in its way, is put before a person.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from eiagen.forms.answers import Plain, same, shown
from eiagen.forms.filled import Answer, Answers, Filled, Row, Unplaced
from eiagen.forms.matching import matched
from eiagen.forms.questions import Group, Listing, Question, questions

Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Change:
    """One thing that will be different in the file."""

    where: Where
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Conflict:
    """Something that both sides changed since the form was made."""

    where: Where
    label: str
    was: str
    mine: str
    theirs: str


@dataclass
class Merged:
    """What comes of it."""

    values: dict[str, Plain]
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    steps: dict[str, tuple[list[Plain], list[Plain]]] = field(default_factory=dict)
    """Of a list that changes: its items as they were, each with its changes; then without those taken out."""


GONE = "(taken out)"


def merge(form: Filled, mine: dict[str, Plain], settle: Callable[[Conflict], bool]) -> Merged:
    """The file's values with the form's answers in them; `settle` says whether the form's side is taken."""
    merging = _Merging(form, mine, settle)
    values = merging.group(questions().whole, form.answers, mine, ())
    merging.merged.values = values if isinstance(values, dict) else {}
    return merging.merged


class _Merging:
    """One merge, and what it has found so far."""

    def __init__(self, form: Filled, mine: dict[str, Plain], settle: Callable[[Conflict], bool]) -> None:
        self.form = form
        self.settle = settle
        self.merged = Merged({})
        self.ids = _ids_in(mine)

    def group(self, group: Group, form: Answers, mine: dict[str, Plain], where: Where) -> dict[str, Plain]:
        """The fields of a group, in the order of the model; those the form leaves out stay as they are."""
        values: dict[str, Plain] = {}
        for part in group.parts:
            own, here = mine.get(part.name), (*where, part.name)
            if isinstance(part, Question):
                answer = form.single.get(part.name)
                if answer is None and part.name not in form.unread:
                    self.missing(own, here)
                value = (
                    own if answer is None else self.answer(part, answer, form.base.get(part.name), own, here)
                )
            elif isinstance(part, Group):
                inside = form.groups.get(part.name)
                if inside is None:
                    self.missing(own, here)
                held = own if isinstance(own, dict) else {}
                value = own if inside is None else (self.group(part, inside, held, here) or None)
            else:
                items = own if isinstance(own, list) else []
                value = self.listing(part, form, items, here) or None
            if value is not None:
                values[part.name] = value
        return values

    def answer(self, part: Question, answer: Answer, was: Plain, mine: Plain, where: Where) -> Plain:
        """One field."""
        theirs = answer.value
        if theirs in (was, mine) or same(shown(part, theirs), shown(part, mine)):
            return mine
        if theirs is None and not self.form.from_slip:
            return mine  # nobody knows whether it was ever shown
        if theirs is None and part.needed:
            why = "it is needed, so it stays as it is"
            self.merged.unplaced.append(Unplaced("(left blank)", answer.place, why))
            return mine
        if part.name == "id" and len(where) == 3 and isinstance(theirs, str):
            ids = self.ids.setdefault(str(where[0]), set())
            if theirs in ids:
                why = f"the id “{theirs}” is another’s already, so this one stays as it is"
                self.merged.unplaced.append(Unplaced(theirs, answer.place, why))
                return mine
            ids.add(theirs)
        old, new = shown(part, mine), shown(part, theirs)
        label = label_of(where)
        if mine != was:
            conflict = Conflict(where, label, shown(part, was), old, new)
            self.merged.conflicts.append(conflict)
            if not self.settle(conflict):
                return mine
        self.merged.changes.append(Change(where, label, old, new))
        return theirs

    def listing(self, part: Listing, form: Answers, mine: list[Plain], where: Where) -> list[Plain]:
        """A list: rows changed, added, taken out and put in another order."""
        rows = form.lists.get(part.name)
        if rows is None:
            self.missing(mine or None, where)
            return mine
        base = form.base.get(part.name)
        was: list[Plain] = base if isinstance(base, list) else []
        origin_of = matched(was, mine)
        row_of = {row.origin: row for row in rows if row.origin is not None}
        changed: list[Plain] = []
        left: list[Plain] = []
        kept: list[tuple[Plain, int | None]] = []
        for number, item in enumerate(mine):
            origin = origin_of.get(number)
            value: Plain = item
            if origin is not None:
                value = self.item(part, was[origin], item, row_of.get(origin), (*where, number))
            changed.append(item if value is None else value)
            if value is not None:
                kept.append((value, origin))
                left.append(value)
        in_file = set(origin_of.values())
        for origin, row in row_of.items():
            if origin not in in_file and (found := self.gone_from_file(part, row, was[origin], where)):
                kept.append((found, origin))
        kept = self.in_order(part, kept, rows, where)
        for index, row in enumerate(rows):
            if row.origin is None:
                self.new_row(part, row, rows[:index], kept, was, where)
        values = [value for value, _ in kept]
        if len(where) == 1 and values != mine:
            self.merged.steps[part.name] = (changed, left)
        return values

    def item(self, part: Listing, was: Plain, mine: Plain, row: Row | None, where: Where) -> Plain:
        """An item that was there when the form was made; None where it is taken out."""
        held = mine if isinstance(mine, dict) else {}
        if row is not None and row.answers.values():
            return self.group(part.item, row.answers, held, where) or None
        if not self.form.from_slip or (row is not None and not _answers_whole(part, row.answers, was)):
            # Some of its controls are gone: it is not blank, only not all there.
            return mine
        label, name = label_of(where), summary(mine)
        if mine != was:
            conflict = Conflict(where, label, summary(was), name, GONE)
            self.merged.conflicts.append(conflict)
            if not self.settle(conflict):
                return mine
        self.merged.changes.append(Change(where, label, name, GONE))
        return None

    def gone_from_file(self, part: Listing, row: Row, was: Plain, where: Where) -> Plain:
        """An item that the file no longer has; the form may have changed it meanwhile."""
        theirs = row.answers.values()
        if not theirs or _covers(was, theirs):
            return None
        conflict = Conflict((*where, row.origin or 0), label_of(where), summary(was), GONE, summary(theirs))
        self.merged.conflicts.append(conflict)
        if not self.settle(conflict):
            return None
        self.merged.changes.append(Change(where, label_of(where), "", summary(theirs)))
        return dict(theirs)

    def new_row(
        self,
        part: Listing,
        row: Row,
        before: Sequence[Row],
        kept: list[tuple[Plain, int | None]],
        was: list[Plain],
        where: Where,
    ) -> None:
        """A row that somebody added to the form; put behind the one it stands behind there."""
        value = row.answers.values()
        if not value:
            return
        if any(_covers(item, value) for item, _ in kept) or any(value == item for item in was):
            if row.key.isdecimal():
                why = "it is a copy of another, with nothing changed in it"
                self.merged.unplaced.append(Unplaced(summary(value), row.place, why))
            return
        values = self.with_id(part, value, row)
        if values is None:
            return
        at = len(kept)
        if before and before[-1].origin is not None:
            origins = [origin for _, origin in kept]
            if before[-1].origin in origins:
                at = origins.index(before[-1].origin) + 1
                while at < len(kept) and kept[at][1] is None:
                    at += 1
        kept.insert(at, (values, None))
        self.merged.changes.append(Change((*where, at), label_of((*where, at)), "", summary(values)))

    def missing(self, mine: Plain, where: Where) -> None:
        """Something that the file says and the form has no place for any more."""
        pattern = tuple("*" if isinstance(step, int) else step for step in where)
        if mine is not None and pattern not in questions().not_asked:
            self.merged.notes.append(
                f"{label_of(where)}: its field is gone from the form, so it stays as it is"
            )

    def with_id(self, part: Listing, value: dict[str, Plain], row: Row) -> dict[str, Plain] | None:
        """The row with an id of its own where it needs one; None where what it needs can't be made up."""
        for needed in (one for one in part.item.parts if isinstance(one, Question) and one.needed):
            if needed.name != "id" and needed.name not in value:
                for name, answer in row.answers.single.items():
                    if name in value:
                        why = f"“{needed.label}” is not answered, and without it this has no place"
                        self.merged.unplaced.append(
                            Unplaced(shown(answer.question, answer.value), answer.place, why)
                        )
                return None
        ids = self.ids.setdefault(part.name, set())
        own = value.get("id")
        needs = any(isinstance(one, Question) and one.name == "id" and one.needed for one in part.item.parts)
        if isinstance(own, str) and own in ids:
            fresh = _fresh(own, ids)
            self.merged.notes.append(
                f"{row.place}: the id “{own}” is another’s already; this one became “{fresh}”"
            )
            value = {**value, "id": fresh}
        elif own is None and needs:
            named, stem = _named_after(value), part.name.replace("_", "-")
            numbered = (f"{stem}-{number}" for number in itertools.count(1))
            fresh = _fresh(named, ids) if named else next(one for one in numbered if one not in ids)
            self.merged.notes.append(f"{row.place}: no id was given; it became “{fresh}”")
            value = {"id": fresh, **value}
        if isinstance(found := value.get("id"), str):
            ids.add(found)
        return value

    def in_order(
        self, part: Listing, kept: list[tuple[Plain, int | None]], rows: Sequence[Row], where: Where
    ) -> list[tuple[Plain, int | None]]:
        """As the form has them, where only the form put them in another order."""
        wanted = [row.origin for row in rows if row.origin is not None]
        mine = [origin for _, origin in kept if origin is not None]
        if wanted == sorted(wanted) or mine != sorted(mine):
            return kept
        self.merged.changes.append(Change(where, label_of(where), "order of the file", "order of the form"))
        turn = {origin: number for number, origin in enumerate(wanted)}
        places = [index for index, (_, origin) in enumerate(kept) if origin in turn]
        moved = sorted((kept[index] for index in places), key=lambda one: turn.get(one[1] or 0, 0))
        result = list(kept)
        for index, one in zip(places, moved, strict=True):
            result[index] = one
        return result


def label_of(where: Where) -> str:
    """A place in the assessment in the form's words: "Effects on people 3: What is the effect?"."""
    words: list[str] = []
    pattern: tuple[str, ...] = ()
    for step in where:
        pattern = (*pattern, "*" if isinstance(step, int) else step)
        part = questions().by_path.get(pattern)
        if isinstance(step, int):
            words[-1] = f"{words[-1]} {step + 1}"
        elif isinstance(part, Listing) and len(where) > len(pattern):
            words.append(part.item_name.partition(" ")[2])
        elif part is not None:
            words.append(part.label)
    label = ": ".join(words)
    return label[:1].upper() + label[1:]


def summary(value: Plain) -> str:
    """A row in a line: what its fields say."""
    line = " ".join(_said(value).split())
    return line if len(line) <= 240 else f"{line[:239]}…"


def _said(value: Plain) -> str:
    if isinstance(value, dict):
        return " · ".join(_said(one) for one in value.values())
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _covers(item: Plain, answers: Plain) -> bool:
    """Whether an item says all that the answers say."""
    if isinstance(answers, dict):
        held = item if isinstance(item, dict) else {}
        return all(_covers(held.get(name), value) for name, value in answers.items())
    return item == answers


def _answers_whole(part: Listing, answers: Answers, was: Plain) -> bool:
    """Whether there is a blank control for each thing that the row once said."""
    held = was if isinstance(was, dict) else {}
    single = [one.name for one in part.item.parts if isinstance(one, Question) and one.name in held]
    single = [one for one in single if (*part.item.path, one) not in questions().not_asked]
    return all(name in answers.single for name in single)


def _ids_in(values: dict[str, Plain]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, items in values.items():
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and isinstance(id := item.get("id"), str):
                found.setdefault(name, set()).add(id)
    return found


def _fresh(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted[:70]}-{number}" in taken:
        number += 1
    return f"{wanted[:70]}-{number}"


def _named_after(value: dict[str, Plain]) -> str:
    for name in ("name", "title", "source"):
        words = re.findall(r"[a-z0-9]+", str(value.get(name) or "").casefold())
        if 0 < len(words) <= 8:
            return "-".join(words[:4])[:60].strip("-")
    return ""
