"""What is taken from a body's own document, field by field, with its place; and what is left of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from eiagen.document import Document, Passage
from eiagen.forms.answers import Plain, read
from eiagen.forms.filled import Answer, Answers, Filled, Row, Unplaced
from eiagen.forms.grids import GridCell
from eiagen.forms.labels import Match, Sureness, answer_words, characteristic, fields_for, plain_label
from eiagen.forms.mapping import Mapping
from eiagen.forms.questions import Pattern, Question, questions
from eiagen.forms.ticks import chosen, has_boxes
from eiagen.place import dotted

DIRECTION: Pattern = ("impacts", "*", "direction")
FINDING: Pattern = ("impacts", "*", "finding")
MEASURE: Pattern = ("impacts", "*", "mitigation", "*", "measure")
OF_AN_EFFECT: frozenset[Pattern] = frozenset(
    {
        *(("impacts", "*", name) for name in ("finding", "direction", "severity", "likelihood", "scale")),
        *(("impacts", "*", name) for name in ("residual", "justified_because", "characteristics")),
        MEASURE,
    }
)
"""The fields that a form may ask for beside a characteristic."""
_OF_A_PLAN = frozenset(("actions", "*", name) for name in ("owner", "due", "timing", "measure", "status"))
_LONGEST_NAME = 160
"""Characters of a name or a title; what is longer goes into another field."""
_LONGEST_ANSWER = 1500
"""More words than this below one label are a chapter of which the headings were not recognised."""
_NAMES = frozenset(("name", "owner", "role"))
_LONGEST_PERSON = 15
"""Words of somebody's name or post."""
_NOTHING = re.compile(
    r"\[[^\[\]]*\]|<[^<>]*>|tbc|to be (?:confirmed|completed|added)|[-–—_. ]+|insert .*here", re.IGNORECASE
)
"""What stands in a form where nobody has answered."""


@dataclass(frozen=True)
class FoundQuestion:
    """A label of the document and what stands with it."""

    label: str
    place: str
    field: Pattern | None
    characteristic: str | None
    sure: Sureness


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
        self.impacts: dict[str, Row] = {}
        """The effect on each characteristic that headings and labels tell of."""

    def match(self, text: str, allowed: frozenset[Pattern] | None = None) -> Match | None:
        """The field of a label: as the mapping says, else as the catalogue knows it."""
        label = plain_label(text)
        self.seen_labels.add(label)
        if label in self.mapping.left_out:
            return None
        if (told := self.mapping.fields.get(label)) is not None:
            return Match(told, "sure")
        # "Comments" and the like are about an effect only beside a characteristic.
        loose = allowed is None and not re.search("impact|effect|mitigat", label)
        found = [one for one in fields_for(text, allowed) if not (loose and one.field[0] == "impacts")]
        # What an action plan has columns for is, beside a single answer, seldom about an action.
        found.sort(
            key=lambda one: (one.sure != "sure", one.field[0] == "actions" and one.field[2] != "action")
        )
        return found[0] if found else None

    def characteristic(self, text: str) -> str | None:
        label = plain_label(text)
        self.seen_labels.add(label)
        if label in self.mapping.left_out or label in self.mapping.fields:
            return None
        return self.mapping.characteristics.get(label) or characteristic(text)

    def ask(self, label: str, place: str, match: Match | None, whose: str | None = None) -> None:
        sure = match.sure if match else "sure"
        self.found.questions.append(FoundQuestion(label, place, match.field if match else None, whose, sure))

    def labelled(self, label: str, text: str, place: str, match: Match, cells: Iterable[GridCell]) -> bool:
        """The answer to a question whose field is known."""
        self.ask(label, place, match)
        cells = list(cells)
        for other in (match, *fields_for(label)):
            field = _long().get(other.field, other.field) if len(text) > _LONGEST_NAME else other.field
            holder = self.holder(field, place)
            if self.put(holder, field, text, place):
                self.taking(field, f"{place}, “{short(label)}”", match.sure)
                self.use(cells)
                return True
        if not any(has_boxes(cell.text) for cell in cells):
            self.why(cells, f"it is not understood as “{dotted(match.field)}”, or that is answered already")
        return False

    def of_characteristic(
        self, whose: str, label: str, text: str, place: str, cells: Iterable[GridCell]
    ) -> bool:
        """What a heading or label that names a characteristic is followed by is an effect on it."""
        self.ask(label, place, None, whose)
        impact = self.impact_of(whose, place)
        direction = answer_words(DIRECTION).get(plain_label(chosen(text)))
        if direction is not None:
            self.put_in(impact, DIRECTION, direction)
            self.taking(DIRECTION, f"{place}, “{short(label)}”", "likely")
        else:
            self.add_finding(impact, text)
            self.taking(FINDING, f"{place}, “{short(label)}”", "likely")
        self.use(cells)
        return True

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
        if field[-1] in _NAMES and field not in _long() and len(said.split()) > _LONGEST_PERSON:
            return False
        if not said.strip() or _NOTHING.fullmatch(said.strip()) or len(said.split()) > _LONGEST_ANSWER:
            return False
        meant = answer_words(field).get(plain_label(said))
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

    def use(self, cells: Iterable[GridCell]) -> None:
        """These cells are taken, or say nothing of their own."""
        for cell in cells:
            self.used |= set(cell.passages)

    def why(self, cells: Iterable[GridCell], reason: str) -> None:
        """Why these cells are left."""
        for cell in cells:
            self.whys |= dict.fromkeys(cell.passages, reason)

    def left_over(self) -> None:
        """Whatever was not taken, by the row or the heading it stands under."""
        left = [
            index
            for index, one in enumerate(self.passages)
            if index not in self.used and one.kind != "contents" and one.text.strip()
        ]
        above = {text for one in self.passages for text in one.place.headings}
        rest: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for index in left:
            one = self.passages[index]
            if one.kind == "heading" and one.text in above:
                continue  # it is the place of what stands below it
            row = (one.place.table, one.place.row) if one.place.table is not None else (None, None)
            rest[*row, one.place.headings, self.whys.get(index, "")].append(index)
        for (*_, why), indexes in rest.items():
            first = self.passages[indexes[0]]
            text = "\n".join(self.passages[index].text for index in indexes)
            reason = str(why) or "no question of an assessment was recognised for it"
            self.found.unplaced.append(Unplaced(text, where(first), reason))

    def impact_of(self, whose: str, place: str) -> Row:
        """The effect on a characteristic that headings tell of."""
        if whose not in self.impacts:
            self.impacts[whose] = self.new_row("impacts", place)
            self.put_in(self.impacts[whose], ("impacts", "*", "characteristics"), [whose])
        return self.impacts[whose]

    def add_finding(self, impact: Row, text: str) -> None:
        """What was found, behind what has been found of it already."""
        before = impact.answers.single.get("finding")
        self.put_in(impact, FINDING, f"{before.value}\n{text}" if before is not None else text)


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


def where(one: Passage) -> str:
    """Where a passage is, as a person finds it."""
    place = one.place
    parts = [*(short(text) for text in place.headings[-2:])]
    if place.table is not None:
        parts.append(f"table {place.table}, row {place.row}")
    if place.page is not None:
        parts.append(f"page {place.page}")
    elif place.table is None and place.paragraph is not None:
        parts.append(f"paragraph {place.paragraph}")
    return " › ".join(parts)


def short(text: str) -> str:
    """The beginning of a text that is long."""
    return text if len(text) <= 60 else f"{text[:59]}…"
