"""What is taken from a body's own document, field by field, with its place; and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from eiagen.document import Document
from eiagen.forms.answers import Plain, read
from eiagen.forms.filled import Answer, Answers, Filled, Row, Unplaced
from eiagen.forms.grids import GridCell
from eiagen.forms.labels import (
    Match,
    Sureness,
    answer_words,
    characteristic,
    field_below,
    field_beside,
    fields_for,
    is_another_label,
    plain_label,
)
from eiagen.forms.mapping import Mapping
from eiagen.forms.places import short
from eiagen.forms.questions import Pattern, Question, questions
from eiagen.forms.ticks import chosen, has_boxes
from eiagen.forms.wording import flattened, is_prose, sort_of
from eiagen.place import dotted

DIRECTION: Pattern = ("impacts", "*", "direction")
FINDING: Pattern = ("impacts", "*", "finding")
MEASURE: Pattern = ("impacts", "*", "mitigation", "*", "measure")
CLAIM: Pattern = ("evidence", "*", "claim")
OF_AN_EFFECT: frozenset[Pattern] = frozenset(
    {
        *(("impacts", "*", name) for name in ("finding", "direction", "severity", "likelihood", "scale")),
        *(("impacts", "*", name) for name in ("residual", "justified_because", "characteristics")),
        MEASURE,
        CLAIM,
    }
)
"""The fields that a form may ask for beside a characteristic."""
_OF_A_PLAN = frozenset(("actions", "*", name) for name in ("owner", "due", "timing", "measure", "status"))
LOST_TABLE = (
    "it looks like a table whose rows and columns were lost when it became text: "
    "import the document that the text was made from, or copy it by hand"
)
WHY_NOT = {
    "denial": "it says that there is none, or that it does not apply: check whether that is meant, and why",
    "choices": "these are the choices as they were printed: nobody chose",
    "guidance": "it reads like guidance on how to fill in the form, or like another question",
}
_LONGEST_NAME = 160
"""Characters of a name or a title; what is longer goes into another field."""
_LONGEST_ANSWER = 1500
"""More words than this below one label are a chapter of which the headings were not recognised."""
_MAY_BE_NUMBERS = frozenset(("version", "size", "scale", "contact", "id", "threshold", "baseline"))
_FIRST = 60
_ASSESSES = re.compile(
    r"\b(?:eqia|eia)\b|\bequalit(?:y|ies)\b.{0,60}\b(?:assessments?|analysis|screening|form)\b"
    r"|\bprotected characteristics?\b",
    re.IGNORECASE,
)
"""What is said at the beginning of an assessment of effects on equality."""
_NAMES = frozenset(("name", "owner", "role"))
_LONGEST_PERSON = 15
"""Words of somebody's name or post."""


@dataclass(frozen=True)
class FoundQuestion:
    """A label of the document and what stands with it."""

    label: str
    place: str
    field: Pattern | None
    characteristic: str | None
    sure: Sureness
    headings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taking:
    """A field that was filled, and from where."""

    field: str
    place: str
    sure: Sureness


@dataclass
class Foreign:
    """What was found in a document."""

    answers: Answers
    taken: list[Taking] = field(default_factory=list)
    questions: list[FoundQuestion] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def filled(self) -> Filled:
        """As the answers of a form of which nobody knows what it was made from."""
        return Filled(self.answers, list(self.unplaced), from_slip=False)


class Collecting:
    """One reading of a document: which of its passages are used, and what they said."""

    def __init__(self, document: Document, mapping: Mapping) -> None:
        self.passages = document.passages
        self.mapping = mapping
        self.found = Foreign(Answers({}))
        self.used: set[int] = set()
        self.seen_labels: set[str] = set()
        self.whys: dict[int, str] = {}
        self.filling: dict[str, Row] = {}
        self.before: Pattern = ()
        """The field of the label before, in the same table or below the same heading."""
        self.format = document.format
        self.title = document.title
        first = (one.text for one in document.passages[:_FIRST])
        self.is_assessment = any(_ASSESSES.search(text) for text in (document.title, *first))
        self.flat = flattened(document.passages, document.format)

    def match(
        self, text: str, allowed: frozenset[Pattern] | None = None, headings: Sequence[str] = ()
    ) -> Match | None:
        """The field of a label: as the mapping says, else as the catalogue knows it."""
        label = plain_label(text)
        self.seen_labels.add(label)
        if (told := self.mapping.says(label, headings)) is not None:
            return Match(told.field, "sure") if told.field is not None else None
        if allowed is None:
            here = field_beside(label, self.before)
            if here is None and (below := field_below(label, headings)) is not None:
                # A date below "Sign-off" but behind "Completed by" is not that of a signature.
                here = below if not self.before or self.before[0] == below[0] else None
            if here is not None:
                self.before = here
                return Match(here, "sure")
        # "Comments" and the like are about an effect only beside a characteristic, and what an action plan
        # has columns for is, beside a single answer, seldom about an action.
        found = [
            one
            for one in fields_for(text, allowed)
            if allowed is not None or not (one.field[0] == "impacts" or one.field in _OF_A_PLAN)
        ]
        found.sort(key=lambda one: one.sure != "sure")
        if found and allowed is None:
            self.before = found[0].field
        return found[0] if found else None

    def characteristic(self, text: str, *, loosely: bool = False, headings: Sequence[str] = ()) -> str | None:
        """The characteristic that a text names; `loosely`, also with an explanation behind its name."""
        label = plain_label(text)
        self.seen_labels.add(label)
        if (told := self.mapping.says(label, headings)) is not None:
            return told.characteristic
        return characteristic(text, loosely=loosely)

    def ask(
        self,
        label: str,
        place: str,
        match: Match | None,
        whose: str | None = None,
        headings: Sequence[str] = (),
    ) -> None:
        """Notes a question of the form."""
        sure = match.sure if match else "sure"
        field = match.field if match else None
        self.found.questions.append(FoundQuestion(label, place, field, whose, sure, tuple(headings)))

    def labelled(
        self,
        label: str,
        text: str,
        place: str,
        match: Match,
        answer: Sequence[int],
        labels: Sequence[int],
        headings: Sequence[str] = (),
    ) -> bool:
        """The answer to a question whose field is known; `answer` and `labels` number their passages."""
        self.ask(label, place, match, None, headings)
        told = self.mapping.says(plain_label(label), headings) is not None
        if not told and is_another_label(text):
            self.leave((*answer, *labels), "another question stands where its answer would")
            return False
        others = [] if told else list(fields_for(label))
        for other in (match, *(one for one in others if one.field[0] == match.field[0])):
            field = other.field
            if len(text) > _LONGEST_NAME or "\n" in text:
                field = _long().get(field, field)
            if self.put(self.holder(field, place), field, text, place):
                self.taking(field, f"{place}, “{short(label)}”", match.sure)
                self.use_passages((*answer, *labels))
                self.prune()
                return True
        sort = sort_of(text)
        if self.says_already(match.field, text):
            self.use_passages((*answer, *labels))
        elif sort == "prompt":
            self.unanswered(text, f"{place}, “{short(label)}”")
            self.use_passages((*answer, *labels))
        elif has_boxes(text) and not chosen(text):
            self.leave((*answer, *labels), "nothing is ticked")
        else:
            not_understood = f"it is not understood as “{dotted(match.field)}”, or that is answered already"
            self.leave((*answer, *labels), WHY_NOT.get(sort, not_understood))
        self.prune()
        return False

    def says_already(self, field: Pattern, text: str) -> bool:
        """Whether a question that is asked twice is answered twice in the same way."""
        here: Answers | None = self.found.answers
        for name in field[:-1]:
            here = here.groups.get(name) if here is not None else None
        question = questions().by_path[field]
        if here is None or not isinstance(question, Question) or question.name not in here.single:
            return False
        try:
            return read(question, _as_asked(question, text), None, {}) == here.single[question.name].value
        except ValueError:
            return False

    def unanswered(self, text: str, place: str) -> None:
        """A prompt that still stands where an answer would."""
        if text.strip(" -–—_.…"):
            self.found.notes.append(f"{place}: not answered: “{short(text)}”")

    def holder(self, field: Pattern, place: str) -> Answers:
        """Where a field is kept: of a list, in the row that is being filled, or in a new one."""
        here = self.found.answers
        done: Pattern = ()
        steps = list(field[:-1])
        while steps:
            name = steps.pop(0)
            done = (*done, name)
            if not steps or steps[0] != "*":
                here = here.groups.setdefault(name, Answers({}))
                continue
            steps.pop(0)
            done = (*done, "*")
            rows = here.lists.setdefault(name, [])
            last = (
                rows[-1]
                if rows and dotted(done) in self.filling and self.filling[dotted(done)] is rows[-1]
                else None
            )
            leaf = field[-1] if not steps else None
            if last is None or (leaf is not None and leaf in last.answers.single):
                last = Row(f"+{len(rows)}", None, None, Answers({}), place)
                rows.append(last)
                self.filling[dotted(done)] = last
            here = last.answers
        return here

    def new_row(self, name: str, place: str) -> Row:
        rows = self.found.answers.lists.setdefault(name, [])
        rows.append(Row(f"+{len(rows)}", None, None, Answers({}), place))
        return rows[-1]

    def drop_row(self, name: str) -> None:
        self.found.answers.lists[name].pop()

    def put(self, holder: Row | Answers, field: Pattern, text: str, place: str) -> bool:
        """Writes an answer as its field has it; says whether that could be done."""
        question = questions().by_path[field]
        answers = holder.answers if isinstance(holder, Row) else holder
        if not isinstance(question, Question) or question.name in answers.single:
            return False
        said = chosen(text) if has_boxes(text) else text
        meant = answer_words(field).get(plain_label(said))
        sort = sort_of(said)
        if meant is None and sort != "answer" and not (sort == "denial" and question.kind == "yes-no"):
            return False
        if (
            field[-1] in _NAMES
            and field not in _long()
            and (len(said.split()) > _LONGEST_PERSON or is_prose(said) or ": " in said)
        ):
            return False
        if not said.strip() or len(said.split()) > _LONGEST_ANSWER:
            return False
        if question.kind in ("text", "texts") and not re.search(r"[^\W\d]", said):
            # A number where words belong is the page in a table of contents.
            if question.name not in _MAY_BE_NUMBERS:
                return False
        elif self.format == "pdf" and said[:1].islower():
            return False  # cells that were cut through
        try:
            value = read(question, meant or _as_asked(question, said), None, {})
        except ValueError:
            return False
        if value is None:
            return False
        answers.single[question.name] = Answer(question, value, place)
        return True

    def put_in(self, row: Row, field: Pattern, value: Plain) -> None:
        question = questions().by_path[field]
        if isinstance(question, Question):
            row.answers.single[question.name] = Answer(question, value, row.place)

    def taking(self, field: Pattern, place: str, sure: Sureness) -> None:
        self.found.taken.append(Taking(dotted(field), place, sure))

    def put_under(self, item: Row, field: Pattern, text: str, place: str) -> bool:
        """Writes an answer of an item, or of a row of its own within the item."""
        if field.count("*") == 1:
            return self.put(item, field, text, place)
        rows = item.answers.lists.setdefault(field[2], [])
        row = Row(f"+{len(rows)}", None, None, Answers({}), place)
        if not self.put(row, field, text, place):
            return False
        rows.append(row)
        return True

    def prune(self) -> None:
        """Takes away rows in which nothing was put in the end."""
        _prune(self.found.answers)
        self.filling = {
            name: row for name, row in self.filling.items() if row.answers.single or row.answers.lists
        }

    def use_passages(self, indexes: Iterable[int]) -> None:
        """These passages are taken, or say nothing of their own."""
        self.used |= set(indexes)

    def leave(self, indexes: Iterable[int], reason: str) -> None:
        """Why these passages are left."""
        for index in indexes:
            self.whys.setdefault(index, reason)

    def use(self, cells: Iterable[GridCell]) -> None:
        """These cells are taken, or say nothing of their own."""
        for cell in cells:
            self.used |= set(cell.passages)


def _prune(answers: Answers) -> bool:
    """Takes away what is empty; says whether anything is left."""
    for name in list(answers.lists):
        answers.lists[name] = [row for row in answers.lists[name] if _prune(row.answers)]
        if not answers.lists[name]:
            del answers.lists[name]
    for name in list(answers.groups):
        if not _prune(answers.groups[name]):
            del answers.groups[name]
    return bool(answers.single or answers.lists or answers.groups)


def at_length(field: Pattern) -> Pattern:
    """The field that takes what is longer than this one, if there is one."""
    return _long().get(field, field)


@cache
def _long() -> dict[Pattern, Pattern]:
    """Fields for a name or a title, and those that take what is longer."""
    return {
        tuple(one.field.split(".")): tuple(one.long.split("."))
        for one in questions().data.questions
        if one.long
    }


def _as_asked(question: Question, text: str) -> str:
    """The part of an answer that a field of this kind can hold: of a sentence, its date or its yes."""
    if question.kind == "yes-no" and (found := re.match(r"(yes|no)\b", text.strip(), re.IGNORECASE)):
        return found[1]
    return text
