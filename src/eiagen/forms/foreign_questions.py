"""The questions in the paragraphs of a body's own form, and which passages stand below each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from eiagen.document import Passage
from eiagen.forms.collecting import OF_AN_EFFECT, WHY_NOT, Collecting, at_length
from eiagen.forms.labels import Match
from eiagen.forms.places import short, where
from eiagen.forms.questions import Pattern
from eiagen.forms.wording import is_guidance, sort_of

_INLINE = re.compile(r"([^:\n]{3,80}):\s+(\S.*)", re.DOTALL)
"""A label and its answer on one line."""
_ASKED_AND_ANSWERED = re.compile(r"([A-Z0-9][^?.!]{8,200}\?)\s+(\S.*)", re.DOTALL)
"""A question and its answer that were two cells of a table."""
_ASKED_AT_THE_END = re.compile(r"(?<=[.!?;])\s+([A-Z][^.?!]{5,200}\?)$")
_NUMBERED = re.compile(
    r"(?:section |part |stage |step |question |q)?\(?\d{1,2}(?:\.\d{1,2})*[.):]?\s+\S", re.IGNORECASE
)
_DIVIDES = re.compile(r"(?:section|part|stage|step|appendix|annex)\b", re.IGNORECASE)


@dataclass
class Target:
    """A heading or label, what it asks for, and the passages that answer it."""

    label: str
    place: str
    match: Match | None
    whose: str | None
    headings: tuple[str, ...]
    of: str | None = None
    """The characteristic whose heading it stands under."""
    into: Target | None = None
    """The question of which this heading is only a part."""
    under: Target | None = None
    """The question above it that asks for the same."""
    labels: list[int] = field(default_factory=list)
    passages: list[int] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)
    """Of a passage that holds its label too, only the answer."""

    @property
    def known(self) -> bool:
        """Whether it is known what it asks for."""
        return self.match is not None or self.whose is not None


class Reading:
    """Where the reading has got to."""

    def __init__(self, doc: Collecting) -> None:
        self.doc = doc
        self.targets: list[Target] = []
        self.line: Target | None = None
        """The label on a line of its own that is being answered."""
        self.question: Target | None = None
        """The numbered question that is being answered, where levels of headings are only guessed."""
        self.by_number: dict[str, Target] = {}
        self.trail: tuple[str, ...] = ()
        self.numbered = doc.format in ("pdf", "txt") and (
            sum(_is_numbered_question(one) for one in doc.passages) >= 3
        )

    def passage(self, index: int, one: Passage) -> None:
        doc = self.doc
        if index in doc.flat:
            self.line = None
            return
        if is_guidance(one.text) and not one.text.endswith("?") and not self.is_label(one):
            doc.leave([index], WHY_NOT["guidance"])
            return
        if one.kind == "heading" or one.place.headings != self.trail:
            self.trail, self.line = one.place.headings, None
            doc.before = ()
        if self.numbered:
            if _is_numbered_question(one):
                self.numbered_question(index, one)
                return
            if _DIVIDES.match(one.text) and one.kind == "heading":
                self.question = None
        if one.kind == "heading" and not _INLINE.fullmatch(one.text):
            self.heading(index, one)
            return
        whose = self.whose(one)
        asked = None if self.within_an_answer(one) else self.asks(one, whose)
        if asked is None and self.line is not None:
            asked = self.goes_on(self.line, index, one, whose)
        if asked is None:
            if _ASKED_AND_ANSWERED.match(one.text) and doc.format in ("pdf", "txt"):
                self.line = None  # a question that is not known, and its answer behind it
                return
            target = self.line or self.answering(one)
            if target is not None:
                target.passages.append(index)
            return
        self.targets += [target for target, _ in asked]
        for label, answer in asked:
            if answer:
                label.passages.append(index)
                label.said[index] = answer
            else:
                self.line = label
                label.labels.append(index)

    def numbered_question(self, index: int, one: Passage) -> None:
        """A question whose number tells to which other it belongs, as 3.1 does to 3."""
        number, self.line = _number(one.text), None
        upper = self.by_number.get(number.rpartition(".")[0]) if "." in number else None
        upper = (upper.into or upper) if upper is not None else None
        here = self.new(one.text, where(one))
        here.labels.append(index)
        if upper is not None and not here.known and upper.known:
            upper.passages.append(index)
            here.into = upper
        elif upper is not None and here.match is not None and _ask_the_same(upper, here):
            here.under = upper
        self.by_number[number] = here
        self.question = here.into or here

    def is_label(self, one: Passage) -> bool:
        """Whether what sounds like guidance is a question of the form: "Please describe the proposal"."""
        match = self.doc.match(one.text, None, one.place.headings)
        return match is not None and (one.kind == "heading" or match.sure == "sure")

    def new(self, text: str, place: str) -> Target:
        """What a heading asks for, as one more question of the document."""
        headings = self.trail
        # The title of a form, "Equality impact and outcome assessment", asks nothing.
        titled = text == self.doc.title and not text.endswith("?")
        match = None if titled else self.doc.match(text, None, headings)
        whose = self.doc.characteristic(text, loosely=True, headings=headings) if match is None else None
        target = Target(text, place, match, whose, headings)
        self.targets.append(target)
        return target

    def heading(self, index: int, one: Passage) -> None:
        parent = self.answering(one)
        if parent is not None and parent is self.question:
            parent.passages.append(index)
            return
        heading = self.new(one.text, where(one))
        if heading.known:
            heading.labels.append(index)
            heading.under = parent if parent is not None and _ask_the_same(parent, heading) else None
        elif parent is not None:  # a heading within an answer is a part of it
            parent.passages.append(index)
            heading.into = parent

    def answering(self, one: Passage) -> Target | None:
        """The question that a passage answers: the numbered one it follows, else that of its headings."""
        if self.numbered and self.question is not None:
            return self.question
        return self.of_headings(one.place.headings, where(one))

    def of_headings(self, trail: Sequence[str], place: str) -> Target | None:
        """The question of the nearest heading that is one; of those above it, it is only likely."""
        for depth, text in enumerate(reversed(trail)):
            target = next((one for one in reversed(self.targets) if one.label == text), None)
            if target is None:
                target = self.new(text, place)
            target = target.into or target
            if target.known:
                if depth and target.match is not None:
                    target.match = Match(target.match.field, "likely")
                return target
        return None

    def put_together(self) -> None:
        """Headings, one above the other, that ask for the same have one answer, if the upper has any."""
        for upper in self.targets:
            lower = [one for one in self.targets if one.under is upper and one.passages]
            exact = [one for one in lower if _is_exact(one, upper)]
            if exact:
                # "Consultation findings" are what was said; the rest of the chapter on consultation is not.
                for one in (upper, *(one for one in lower if one not in exact)):
                    self.doc.leave(
                        one.passages, f"it stands beside “{short(exact[0].label)}”: which answer is it?"
                    )
                    one.match = None
                continue
            if upper.passages or len(lower) > 1:
                for one in lower:
                    upper.passages = sorted({*upper.passages, *one.labels, *one.passages})
                    upper.said |= one.said
                    one.into = upper
                if lower and upper.match is not None:
                    upper.match = Match(upper.match.field, "likely")

    def whose(self, one: Passage) -> str | None:
        """The characteristic that the headings are about."""
        if self.numbered and self.question is not None:
            return self.question.whose
        found = (self.doc.characteristic(text, loosely=True) for text in reversed(one.place.headings))
        return next((whose for whose in found if whose), None)

    def within_an_answer(self, one: Passage) -> bool:
        """Whether a point of a list belongs to an answer as it is, whatever word it begins with."""
        target = self.answering(one)
        return one.kind == "item" and target is not None and target.match is not None

    def goes_on(
        self, line: Target, index: int, one: Passage, whose: str | None
    ) -> list[tuple[Target, str]] | None:
        """Whether another label begins within an answer: "A Officer Date: 3 March 2026"."""
        more = _next_label(self.doc, one.text, OF_AN_EFFECT if whose else None, self.trail)
        if more is None or not more[0]:
            return None
        before, label, match, answer = more
        line.passages.append(index)
        line.said[index] = before
        self.line = None
        return [(Target(label, where(one), match, None, self.trail, of=whose), answer)]

    def asks(self, one: Passage, whose: str | None) -> list[tuple[Target, str]] | None:
        """Whether a line is a question that is known: what it asks for, and an answer on the same line.

        There may be several on a line: "Name: A Officer Date: 3 March 2026".
        """
        doc, text, place = self.doc, one.text, where(one)
        if not (text[:1].isupper() or text[:1].isdigit()):
            return None
        allowed = OF_AN_EFFECT if whose is not None else None
        label, found = text, None
        if doc.format in ("pdf", "txt") and (found := _ASKED_AND_ANSWERED.match(text)) is not None:
            label = found[1]
        elif text.endswith(("?", ":")):
            if len(text.split()) > 40:
                return None
        elif (found := _INLINE.fullmatch(text)) is not None and len(found[1].split()) <= 8:
            label = found[1]
        elif one.kind == "item" or not 2 <= len(text.split()) <= 8 or doc.format in ("pdf", "txt"):
            return None
        match = doc.match(label, allowed, self.trail)
        named = (
            doc.characteristic(label, loosely=found is not None, headings=self.trail)
            if match is None
            else None
        )
        asks = label.endswith("?") or text.endswith(":")
        if (match is None and named is None) or (match is not None and match.sure != "sure" and not asks):
            return None
        asked = [
            (Target(label, place, match, named, self.trail, of=whose), found[2] if found is not None else "")
        ]
        while more := _next_label(doc, asked[-1][1], allowed, self.trail):
            before, label, match, answer = more
            asked[-1] = (asked[-1][0], before)
            asked.append((Target(label, place, match, None, self.trail, of=whose), answer))
        if found is not None and doc.format in ("pdf", "txt"):
            asked += self.asked_at_the_end(asked, place)
        return asked

    def asked_at_the_end(self, asked: list[tuple[Target, str]], place: str) -> list[tuple[Target, str]]:
        """The next question, where it runs on in the line of an answer."""
        label, answer = asked[-1]
        end = _ASKED_AT_THE_END.search(answer)
        if end is None or sort_of(end[1]) == "answer":
            return []
        asked[-1] = (label, answer[: end.start()])
        return [(Target(end[1], place, self.doc.match(end[1]), None, self.trail), "")]


def _number(text: str) -> str:
    found = re.search(r"\d{1,2}(?:\.\d{1,2})*", text)
    return found.group() if found is not None else ""


def _is_numbered_question(one: Passage) -> bool:
    return (
        one.place.table is None
        and _NUMBERED.match(one.text) is not None
        and (one.kind == "heading" or one.text.endswith(("?", ":")))
        and len(one.text.split()) <= 40
    )


def _is_exact(lower: Target, upper: Target) -> bool:
    """Whether a heading asks for a field by its name, and the one above it only for something near it."""
    if lower.match is None or upper.match is None or lower.match.field == upper.match.field:
        return False
    return lower.match.sure == "sure" and at_length(lower.match.field) == lower.match.field


def _ask_the_same(parent: Target, child: Target) -> bool:
    """Whether two headings, one above the other, ask for the same: then they have one answer."""
    if parent.match is None or child.match is None:
        return False
    upper, lower = parent.match.field, child.match.field
    return len(upper) == len(lower) and at_length(upper) == at_length(lower)


def _next_label(
    doc: Collecting, text: str, allowed: frozenset[Pattern] | None, headings: Sequence[str]
) -> tuple[str, str, Match, str] | None:
    """Where another label begins in an answer: what is before it, the label, its field and its answer."""
    for colon in re.finditer(r":\s+(?=\S)", text):
        words = text[: colon.start()].split()
        for count in range(min(5, len(words) - 1), 0, -1):
            label = " ".join(words[-count:])
            if (
                label[:1].isupper()
                and (match := doc.match(label, allowed, headings)) is not None
                and match.sure == "sure"
            ):
                return " ".join(words[:-count]), label, match, text[colon.end() :]
    return None
