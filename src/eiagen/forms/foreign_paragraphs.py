"""The paragraphs of a body's own form: questions as headings or lines of their own, and what stands below."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from eiagen.document import Passage
from eiagen.forms.collecting import FINDING, MEASURE, OF_AN_EFFECT, Collecting, short, where
from eiagen.forms.filled import Answers, Row
from eiagen.forms.labels import Match
from eiagen.forms.questions import Pattern

_INLINE = re.compile(r"([^:\n]{3,80}):\s+(\S.*)", re.DOTALL)
"""A label and its answer on one line."""


@dataclass
class Target:
    """A heading or label, what it asks for, and the passages that answer it."""

    label: str
    place: str
    match: Match | None
    whose: str | None
    of: str | None = None
    """The characteristic whose heading it stands under."""
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
    targets: list[Target] = []
    line: Target | None = None
    trail: tuple[str, ...] = ()
    for index, one in enumerate(doc.passages):
        if one.place.table is not None or one.kind in ("contents", "caption"):
            continue
        if one.kind == "heading" or one.place.headings != trail:
            trail, line = one.place.headings, None
        if one.kind == "heading":
            heading = _target(doc, targets, one.text, where(one))
            if heading.known:
                doc.used.add(index)
            elif (parent := _of_headings(doc, targets, trail, where(one))) is not None:
                parent.passages.append(index)  # a heading within an answer is a part of it
            continue
        whose = _whose(doc, trail)
        asked = _asks(doc, targets, one, whose)
        if asked is None:
            target = line or _of_headings(doc, targets, trail, where(one))
            if target is not None:
                target.passages.append(index)
            continue
        for label, answer in asked:
            if answer:
                label.passages.append(index)
                label.said[index] = answer
            else:
                line = label
                label.labels.append(index)
    for target in targets:
        _answered(doc, target)


def _target(doc: Collecting, targets: list[Target], text: str, place: str) -> Target:
    """What a heading asks for, as one more question of the document."""
    match = doc.match(text)
    whose = doc.characteristic(text) if match is None else None
    target = Target(text, place, match, whose)
    targets.append(target)
    return target


def _whose(doc: Collecting, trail: Sequence[str]) -> str | None:
    """The characteristic that the headings are about."""
    return next((found for text in reversed(trail) if (found := doc.characteristic(text))), None)


def _of_headings(doc: Collecting, targets: list[Target], trail: Sequence[str], place: str) -> Target | None:
    """The question of the nearest heading that is one; of those above it, it is only likely."""
    for depth, text in enumerate(reversed(trail)):
        target = next((one for one in reversed(targets) if one.label == text), None)
        if target is None:
            target = _target(doc, targets, text, place)
        if target.known:
            if depth and target.match is not None:
                target.match = Match(target.match.field, "likely")
            return target
    return None


def _asks(
    doc: Collecting, targets: list[Target], one: Passage, whose: str | None
) -> list[tuple[Target, str]] | None:
    """Whether a line is a question that is known: what it asks for, and an answer on the same line.

    There may be several on a line: "Name: A Officer Date: 3 March 2026".
    """
    text, place = one.text, where(one)
    if not (text[:1].isupper() or text[:1].isdigit()):
        return None
    allowed = OF_AN_EFFECT if whose is not None else None
    label, found = text, None
    if text.endswith(("?", ":")):
        if len(text.split()) > 40:
            return None
    elif (found := _INLINE.fullmatch(text)) is not None and len(found[1].split()) <= 8:
        label = found[1]
    elif one.kind == "item" or not 2 <= len(text.split()) <= 8:
        return None
    match = doc.match(label, allowed)
    named = doc.characteristic(label) if match is None else None
    asks = text.endswith(("?", ":"))
    if (match is None and named is None) or (match is not None and match.sure != "sure" and not asks):
        return None
    asked = [(Target(label, place, match, named, of=whose), found[2] if found is not None else "")]
    while more := _next_label(doc, asked[-1][1], allowed):
        before, label, match, answer = more
        asked[-1] = (asked[-1][0], before)
        asked.append((Target(label, place, match, None, of=whose), answer))
    targets += [target for target, _ in asked]
    return asked


def _next_label(
    doc: Collecting, text: str, allowed: frozenset[Pattern] | None
) -> tuple[str, str, Match, str] | None:
    """Where another label begins in an answer: what is before it, the label, its field and its answer."""
    for colon in re.finditer(r":\s+(?=\S)", text):
        words = text[: colon.start()].split()
        for count in range(min(5, len(words) - 1), 0, -1):
            label = " ".join(words[-count:])
            if (
                label[:1].isupper()
                and (match := doc.match(label, allowed)) is not None
                and match.sure == "sure"
            ):
                return " ".join(words[:-count]), label, match, text[colon.end() :]
    return None


def _answered(doc: Collecting, target: Target) -> None:
    """The passages below a question are its answer."""
    # A heading below which nothing is left says nothing itself.
    said = [
        index
        for index, after in itertools.zip_longest(target.passages, target.passages[1:])
        if doc.passages[index].kind != "heading" or (after and doc.passages[after].kind != "heading")
    ]
    answer = "\n".join(target.said.get(index, doc.passages[index].text) for index in said)
    if not answer or not target.known:
        doc.ask(target.label, target.place, target.match, target.whose)
        return
    if target.of is not None and target.match is not None:
        taken = _of_impact(doc, target, answer)
    elif target.whose is not None:
        taken = doc.of_characteristic(target.whose, target.label, answer, target.place, ())
    else:
        taken = target.match is not None and doc.labelled(
            target.label, answer, target.place, target.match, ()
        )
    if taken:
        doc.used |= {*target.labels, *target.passages}


def _of_impact(doc: Collecting, target: Target, answer: str) -> bool:
    """A label under the heading of a characteristic says something of the effect on it."""
    whose, match = target.of or "", target.match
    if match is None:
        return False
    impact = doc.impact_of(whose, target.place)
    doc.ask(target.label, target.place, match)
    if match.field == MEASURE:
        measures = impact.answers.lists.setdefault("mitigation", [])
        measures.append(Row(f"+{len(measures)}", None, None, Answers({}), target.place))
        doc.put_in(measures[-1], MEASURE, answer)
    elif match.field == FINDING or not doc.put(impact, match.field, answer, target.place):
        doc.add_finding(impact, f"{target.label.rstrip(':')}: {answer}")
        match = Match(FINDING, "likely")
    doc.taking(match.field, f"{target.place}, “{short(target.label)}”", match.sure)
    return True
