"""What a form says: its controls as answers to the questions, each list with its rows as they are now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eiagen.forms.answers import Plain, read, same, shown
from eiagen.forms.controls import Control, FormFile, Loose, pattern_of
from eiagen.forms.questions import Question, questions
from eiagen.forms.slip import ticked_id


@dataclass(frozen=True)
class Unplaced:
    """Something that was written and is not taken into the assessment, and why."""

    text: str
    place: str
    why: str


@dataclass
class Answer:
    """The answer to one question."""

    question: Question
    value: Plain
    place: str


@dataclass
class Answers:
    """The answers of a group, or of one row of a list; `base` is what the form was made from."""

    base: dict[str, Plain]
    single: dict[str, Answer] = field(default_factory=dict)
    groups: dict[str, Answers] = field(default_factory=dict)
    lists: dict[str, list[Row]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Questions whose answer could not be understood."""

    def values(self) -> dict[str, Plain]:
        """The answers as plain data, without what is blank."""
        found: dict[str, Plain] = {name: one.value for name, one in self.single.items()}
        found |= {name: group.values() or None for name, group in self.groups.items()}
        for name, rows in self.lists.items():
            found[name] = [values for row in rows if (values := row.answers.values())] or None
        return {name: value for name, value in found.items() if value is not None}


@dataclass
class Row:
    """One row of a list. `origin` is the number it had when the form was made; None where it is new."""

    key: str
    identity: int | None
    origin: int | None
    answers: Answers
    place: str
    seen: set[str] = field(default_factory=set)


@dataclass
class Filled:
    """Everything a form says."""

    answers: Answers
    unplaced: list[Unplaced] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    from_slip: bool = True
    """Whether it is known what the form was made from; else a blank says nothing."""


def filled(found: FormFile, mine: dict[str, Plain]) -> Filled:
    """The answers in a form; `mine` is what the file says now, for a form that lost what it was made from."""
    held = found.slip.values if found.slip is not None else None
    reading = _Filling(mine if held is None else held)
    reading.result.from_slip = held is not None
    controls, loose = _without_their_controls(found)
    for control in controls:
        reading.take(control)
    reading.finish_ticks()
    reading.result.unplaced += [
        Unplaced(one.text, one.place, "it stands outside the answers") for one in loose
    ]
    return reading.result


class _Filling:
    """The answers so far."""

    def __init__(self, base: dict[str, Plain]) -> None:
        self.result = Filled(Answers(base))
        self.ticks: dict[tuple[int, str], tuple[Answers, Question, list[Control]]] = {}

    def take(self, control: Control) -> None:
        pattern, ticked = pattern_of(control.tag)
        question = questions().by_path.get(pattern)
        if not isinstance(question, Question):
            if not control.blank and control.text.strip() and control.sort != "tick":
                self.unplaced(control.text, control.place, "this eiagen knows no such question")
            return
        answers = self.holder(control, control.tag.partition("=")[0].split("."))
        if ticked:
            _, _, boxes = self.ticks.setdefault((id(answers), question.name), (answers, question, []))
            boxes.append(control)
            return
        text = "" if control.blank else control.text
        if control.beside:
            if text:
                self.unplaced(control.beside, control.place, "it stands beside an answer, not in it")
            else:
                text = control.beside
                self.result.notes.append(f"{control.place}: the answer stood beside its field and was taken")
        was = answers.base.get(question.name)
        if (
            control.blank
            and not control.prompts
            and was is not None
            and same(control.text, shown(question, was))
        ):
            text = control.text  # an answer that happens to be worded like the prompt
        if question.name in answers.single:
            if text and not same(text, shown(question, answers.single[question.name].value)):
                self.unplaced(text, control.place, "this question is answered twice in the form")
            return
        try:
            value = _value(question, text, was, control.words)
        except ValueError as error:
            answers.unread.add(question.name)
            self.unplaced(text, control.place, str(error))
            return
        answers.single[question.name] = Answer(question, value, control.place)

    def holder(self, control: Control, steps: Sequence[str]) -> Answers:
        """The group or row that an answer belongs to."""
        here, depth, index = self.result.answers, 0, 0
        while index < len(steps) - 1:
            name, key = steps[index], steps[index + 1]
            base = here.base.get(name)
            if not re.fullmatch(r"\+?\d+", key):
                inside = base if isinstance(base, dict) else {}
                here = here.groups.setdefault(name, Answers(inside))
                index += 1
                continue
            rest = steps[index + 2 :]
            asks = ".".join(rest) + control.tag[len(".".join(steps)) :]
            items = base if isinstance(base, list) else []
            rows = here.lists.setdefault(name, [])
            row = self.row(rows, key, asks, control, depth)
            if row is None:
                origin = int(key) if key.isdecimal() and int(key) < len(items) else None
                if any(one.origin == origin for one in rows):
                    origin = None
                item = items[origin] if origin is not None else None
                identity = control.items[depth] if depth < len(control.items) else None
                row = Row(
                    key, identity, origin, Answers(item if isinstance(item, dict) else {}), control.place
                )
                rows.append(row)
            row.seen.add(asks)
            here, depth, index = row.answers, depth + 1, index + 2
        return here

    @staticmethod
    def row(rows: list[Row], key: str, asks: str, control: Control, depth: int) -> Row | None:
        """The row that a control stands in; None where it begins one.

        By the frame around it where there still is one; else a row goes on until a question comes again.
        """
        if depth < len(control.items):
            return next((row for row in rows if row.identity == control.items[depth]), None)
        if not rows or rows[-1].key != key or rows[-1].identity is not None:
            return None
        own = not any(re.fullmatch(r"\+?\d+", step) for step in asks.split("."))
        return None if own and asks in rows[-1].seen else rows[-1]

    def finish_ticks(self) -> None:
        """Boxes make one answer together."""
        for answers, question, boxes in self.ticks.values():
            was = answers.base.get(question.name)
            before = [str(one) for one in was] if isinstance(was, list) else []
            of = {box.tag: ticked_id(pattern_of(box.tag)[1], before) for box in boxes}
            offered = set(of.values())
            ticked = list(dict.fromkeys(of[box.tag] for box in boxes if box.ticked))
            value: list[Plain] = [one for one in before if one in ticked or one not in offered]
            value += [one for one in ticked if one not in before]
            answers.single[question.name] = Answer(question, value or None, boxes[0].place)

    def unplaced(self, text: str, place: str, why: str) -> None:
        self.result.unplaced.append(Unplaced(text.strip(), place, why))


def _value(question: Question, text: str, was: Plain, words: Mapping[str, str]) -> Plain:
    chosen = words.get(text)
    if question.kind == "yes-no" and chosen:
        text = chosen
    if was is not None and (same(text, shown(question, was)) or chosen == was):
        return was
    meant = {**{one.casefold(): value for one, value in words.items()}, **words}
    return read(question, text, was, {one: value for one, value in meant.items() if value})


def _without_their_controls(found: FormFile) -> tuple[list[Control], list[Loose]]:
    """Answers whose control was taken away but not their text, read by the question of their row."""
    controls, loose = list(found.controls), []
    for one in found.loose:
        near = [
            control for control in found.controls if control.table == one.table and control.items == one.items
        ]
        taken = None
        if one.label and near:
            at = near[0].tag.rpartition(".")[0]
            pattern = pattern_of(at)[0] if at else ()
            for question in questions().by_path.values():
                if (
                    isinstance(question, Question)
                    and question.path[:-1] == pattern
                    and question.label == one.label.split("\n")[0]
                ):
                    taken = f"{at}.{question.name}".lstrip(".")
        there = any(control.tag.partition("=")[0] == taken for control in near)
        if taken is None or there:
            loose.append(one)
        else:
            at_end = max(index for index, control in enumerate(controls) if control in near) + 1
            controls.insert(
                at_end, Control(taken, "text", one.text, False, {}, one.items, one.place, one.table)
            )
    return controls, loose
