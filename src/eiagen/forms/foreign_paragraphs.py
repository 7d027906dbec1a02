"""The paragraphs of a body's own form: questions as headings or lines of their own, and what stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from eiagen.document import Passage
from eiagen.forms.collecting import OF_AN_EFFECT, WHY_NOT, Collecting, at_length, short, where
from eiagen.forms.effects import Effect, hear, put_effect, said_of
from eiagen.forms.labels import Match
from eiagen.forms.questions import Pattern
from eiagen.forms.wording import is_cut, is_guidance, is_prose, sort_of

_INLINE = re.compile(r"([^:\n]{3,80}):\s+(\S.*)", re.DOTALL)
"""A label and its answer on one line."""
_NUMBERED = re.compile(r"(?:section |part |stage |step |question |q)?\(?\d{1,2}(?:\.\d{1,2})*[.):]?\s+\S", re.IGNORECASE)
_DIVIDES = re.compile(r"(?:section|part|stage|step|appendix|annex)\b", re.IGNORECASE)
_ACTION: Pattern = ("actions", "*", "action")
_CUT = "it begins or breaks off within a sentence: look at the original"


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


def read_paragraphs(doc: Collecting) -> None:
    """Questions as headings or as lines of their own, and what stands below them."""
    reading = _Reading(doc)
    for index, one in enumerate(doc.passages):
        if one.place.table is None and one.kind not in ("contents", "caption"):
            reading.passage(index, one)
    reading.put_together()
    effects: dict[str, Effect] = {}
    for target in reading.targets:
        if target.into is None:
            _answered(doc, target, effects)
    for effect in effects.values():
        put_effect(doc, effect)


class _Reading:
    """Where the reading has got to."""

    def __init__(self, doc: Collecting) -> None:
        self.doc = doc
        self.targets: list[Target] = []
        self.line: Target | None = None
        """The label on a line of its own that is being answered."""
        self.question: Target | None = None
        """The numbered question that is being answered, where levels of headings are only guessed."""
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
                self.question = self.new(one.text, where(one))
                self.question.labels.append(index)
                return
            if _DIVIDES.match(one.text) and one.kind == "heading":
                self.question = None
        if one.kind == "heading" and not _INLINE.fullmatch(one.text):
            self.heading(index, one)
            return
        whose = self.whose(one)
        asked = None if self.within_an_answer(one) else self.asks(one, whose)
        if asked is None:
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

    def is_label(self, one: Passage) -> bool:
        """Whether what sounds like guidance is how the form puts a question: "Please describe the proposal"."""
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
            return None
        found = (self.doc.characteristic(text, loosely=True) for text in reversed(one.place.headings))
        return next((whose for whose in found if whose), None)

    def within_an_answer(self, one: Passage) -> bool:
        """Whether a point of a list belongs to an answer as it is, whatever word it begins with."""
        target = self.answering(one)
        return one.kind == "item" and target is not None and target.match is not None

    def asks(self, one: Passage, whose: str | None) -> list[tuple[Target, str]] | None:
        """Whether a line is a question that is known: what it asks for, and an answer on the same line.

        There may be several on a line: "Name: A Officer Date: 3 March 2026".
        """
        doc, text, place = self.doc, one.text, where(one)
        if not (text[:1].isupper() or text[:1].isdigit()):
            return None
        allowed = OF_AN_EFFECT if whose is not None else None
        label, found = text, None
        if text.endswith(("?", ":")):
            if len(text.split()) > 40:
                return None
        elif (found := _INLINE.fullmatch(text)) is not None and len(found[1].split()) <= 8:
            label = found[1]
        elif one.kind == "item" or not 2 <= len(text.split()) <= 8 or doc.format in ("pdf", "txt"):
            return None
        match = doc.match(label, allowed, self.trail)
        named = doc.characteristic(label, loosely=found is not None, headings=self.trail) if match is None else None
        asks = text.endswith(("?", ":"))
        if (match is None and named is None) or (match is not None and match.sure != "sure" and not asks):
            return None
        asked = [(Target(label, place, match, named, self.trail, of=whose), found[2] if found is not None else "")]
        while more := _next_label(doc, asked[-1][1], allowed, self.trail):
            before, label, match, answer = more
            asked[-1] = (asked[-1][0], before)
            asked.append((Target(label, place, match, None, self.trail, of=whose), answer))
        return asked


def _is_numbered_question(one: Passage) -> bool:
    return (
        one.place.table is None
        and _NUMBERED.match(one.text) is not None
        and (one.kind == "heading" or one.text.endswith(("?", ":")))
        and len(one.text.split()) <= 40
    )


def _ask_the_same(parent: Target, child: Target) -> bool:
    """Whether two headings, one above the other, ask for the same: then they have one answer."""
    if parent.match is None or child.match is None:
        return False
    return at_length(parent.match.field) == at_length(child.match.field)


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


def _answered(doc: Collecting, target: Target, effects: dict[str, Effect]) -> None:
    """The passages below a question are its answer."""
    said = _with_something_below(doc, target)
    answer = "\n".join(target.said.get(index, doc.passages[index].text) for index in said)
    if not answer or not target.known:
        doc.ask(target.label, target.place, target.match, target.whose, target.headings)
        return
    if not target.said and is_cut([doc.passages[index] for index in said], doc.format):
        doc.ask(target.label, target.place, target.match, target.whose, target.headings)
        doc.leave(target.passages, _CUT)
    elif target.match is not None and target.match.field == _ACTION and target.of is None:
        _actions(doc, target, said)
    elif target.match is not None and target.of is None:
        if any(doc.passages[index].kind == "heading" for index in said):
            target.match = Match(target.match.field, "likely")
        # Headings that say nothing of their own belong to the answer all the same.
        if doc.labelled(target.label, answer, target.place, target.match, said, target.labels, target.headings):
            doc.use_passages(target.passages)
    else:
        _of_effect(doc, target, answer, said, effects)


def _actions(doc: Collecting, target: Target, said: list[int]) -> None:
    """Each point of a list below “Actions” is an action; running text there is none."""
    doc.ask(target.label, target.place, target.match, None, target.headings)
    for index in said:
        one = doc.passages[index]
        if one.kind == "item" and one.level <= 1 and sort_of(one.text) == "answer":
            action = doc.new_row("actions", where(one))
            doc.put_in(action, _ACTION, target.said.get(index, one.text))
            doc.taking(_ACTION, where(one), "likely")
            doc.use_passages([index])


def _with_something_below(doc: Collecting, target: Target) -> list[int]:
    """The passages that answer a question, without headings below which nothing stands.

    In plain text and PDF a short line looks like a heading: there it stays, unless it asks something.
    """
    kept = []
    for number, index in enumerate(target.passages):
        one = doc.passages[index]
        after = target.passages[number + 1] if number + 1 < len(target.passages) else None
        bare = one.kind == "heading" and (after is None or doc.passages[after].kind == "heading")
        guessed = doc.format in ("pdf", "txt") and not one.text.endswith(("?", ":"))
        if not bare or (guessed and index not in target.said) or index in target.said:
            kept.append(index)
    return kept


def _of_effect(
    doc: Collecting, target: Target, answer: str, said: list[int], effects: dict[str, Effect]
) -> None:
    """A heading that names a characteristic, or a label below it, says something of the effect on it."""
    whose = target.of or target.whose or ""
    doc.ask(target.label, target.place, target.match, None if target.of else target.whose, target.headings)
    place = f"{target.place}, “{short(target.label)}”"
    match = target.match or Match(("impacts", "*", "direction"), "likely")
    if doc.format in ("pdf", "txt") and target.match is None and sort_of(answer) == "answer" and not is_prose(answer):
        doc.leave(said, _CUT)
        return
    effect = effects.setdefault(whose, Effect(whose, place))
    hear(doc, effect, "", match, said_of(answer, (*said, *target.labels), place, match.sure))
