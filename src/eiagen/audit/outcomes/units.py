"""The units that are judged: a sentence, a list point with its lead-in, a cell with its headers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from eiagen.audit.outcomes.knowledge import LISTS_OF_LAWS, Knowledge
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document, Passage
from eiagen.words import Worded, worded

_NONE: frozenset[int] = frozenset()
_QUESTION = "a question"
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|\t\d+$")
_HEADS = 15
"""A heading counts for so many passages after it: a longer part turns to other things."""
_LONGEST_LEAD = 30
_LONGEST_HEADER = 9
_OFTEN = 4
_SHORT = 200
_WHOLE = re.compile(r"[.!][\"”’)]*$")
_SENTENCE = 8
"""So many words with a full stop are a sentence, and no name or title."""
_RUN_IN = re.compile(
    r"(?:\(?[a-z\d]{1,3}[.)]\s*|[a-z]?\d{1,3}(?:\.\d{1,3}){1,3}[.)]?\s+)?([^\W\d_][^.:?!]{2,60})[.:]\s+(?=\S)",
    re.IGNORECASE,
)
"""A heading that begins a passage: “(c) Disability. Many of …”, “9.3 Disability. Many of …”"""
_LABEL, _LONGEST_QUESTION, _LABELLED = 6, 25, 2
"""A line of so few words, or a question, heads so many passages after it."""


@dataclass(slots=True)
class Unit:
    """A piece of text that is judged by itself, with what was found in it."""

    number: int
    """Number of the unit in the document."""
    passage: Passage
    at: int
    """Number of the passage in the document, from 0."""
    text: str
    words: list[str]
    hits: list[Hit]
    """Subjects found in the words."""
    about: frozenset[int] = _NONE
    """Requirements that its heading or header is about."""
    cap: str = ""
    """Why it is a mention at most."""
    titled: frozenset[int] = _NONE
    """Requirements that the title of the whole document is about."""
    lead: Unit | None = None
    """The line that a list point continues."""
    signs: list[Hit] | None = field(default=None, repr=False)


def units(document: Document, knowledge: Knowledge) -> list[Unit]:
    """Every unit of the document, in order."""
    often = _repeated(document)
    # The first heading is the title where everything stands under it; a reader may know the title anyway.
    titles = {next((one.text for one in document.passages if one.kind == "heading"), ""), document.title}
    lead: Unit | None = None
    trail: tuple[str, ...] = ()
    number = under = 0
    label, labelled = _NONE, -1
    every: list[Unit] = []
    met: dict[str, Worded] = {}  # cells and running lines are said over and over
    for at, passage in enumerate(document.passages):
        headings, text, kind = passage.place.headings, passage.text, passage.kind
        under = under + 1 if headings == trail else 0
        trail = headings
        about, cap = _setting(passage, knowledge, near=under < _HEADS)
        if at <= labelled and not cap:
            about |= label
        if kind in ("paragraph", "heading"):
            named = _labels(passage, knowledge)
            if named or kind == "heading" or at > labelled:
                label, labelled = named, at + _LABELLED
        if text in often:
            cap = cap or "a line that is repeated through the document"
        titled = knowledge.header(trail[0])[0] - about if trail and trail[0] in titles else _NONE
        if text not in met:
            met[text] = worded(text)
        last: Unit | None = None
        for sentence, found in met[text]:
            last = Unit(number, passage, at, sentence, found, [], about, cap)
            if not cap and sentence.endswith("?"):
                last.cap = _QUESTION
            if titled and not last.cap:
                last.titled = titled
            if kind == "item":
                last.lead = lead
            number += 1
            every.append(last)
        if kind != "item":
            leads = last is not None and text.endswith((":", "–", "-", ":-")) and not cap
            lead = last if leads and last is not None and len(last.words) <= _LONGEST_LEAD else None
    # Only now, as it is quicker to do all at once.
    said = {unit.text: unit.words for unit in every}
    hits = dict(zip(said, knowledge.subjects.hits_in(list(said.values())), strict=True))
    for unit in every:
        unit.hits = hits[unit.text]
    _answer(every, knowledge)
    return every


def _answer(every: list[Unit], knowledge: Knowledge) -> None:
    """What a question asks about heads the sentences after it in the same passage: they answer it."""
    asked, at = _NONE, -1
    for unit in every:
        if unit.cap == _QUESTION:
            asked = (asked if unit.at == at else _NONE) | _asked(unit, knowledge)
            at = unit.at
        elif unit.at == at and asked and not unit.cap:
            unit.about |= asked


def _asked(unit: Unit, knowledge: Knowledge) -> frozenset[int]:
    """The requirements that a question is about by its own words, without those said in another sense."""
    owned = [(owner, hit) for hit in unit.hits for owner in knowledge.subjects.owners[hit.phrase]]
    said = [(owner, hit) for owner, hit in owned if owner.role in ("about", "substance")]
    if not said:
        return _NONE
    if unit.signs is None:
        unit.signs = knowledge.signs.hits(unit.words)
    masks = [
        (owner.requirement, sign)
        for sign in unit.signs
        for owner in knowledge.signs.owners[sign.phrase]
        if owner.role == "excluded"
    ]
    return frozenset(
        owner.requirement
        for owner, hit in said
        if not any(
            number == owner.requirement and hit.begin < mask.end and mask.begin < hit.end
            for number, mask in masks
        )
    )


def _labels(passage: Passage, knowledge: Knowledge) -> frozenset[int]:
    """What a line of its own names, as where a table was flattened to lines, or a form asks."""
    text = passage.text
    most = _LONGEST_QUESTION if text.endswith("?") else _LABEL
    if passage.kind != "paragraph" or text.count(" ") >= most or _WHOLE.search(text):
        return _NONE
    return knowledge.header(text)[0]


def _repeated(document: Document) -> frozenset[str]:
    counted = Counter(
        passage.text
        for passage in document.passages
        if len(passage.text) <= _SHORT and passage.kind != "cell"
    )
    return frozenset(text for text, times in counted.items() if times >= _OFTEN and len(text) > 12)


def _setting(passage: Passage, knowledge: Knowledge, near: bool) -> tuple[frozenset[int], str]:
    """What the headings and headers say that the passage is about, and why it is a mention at the most."""
    text, place, kind, _ = passage
    if kind == "contents" or ((text.count(".") > 3 or "\t" in text) and _LEADER.search(text)):
        return _NONE, "a line of the contents"
    if kind == "heading":
        return _NONE, "a heading"
    about, cap = _NONE, ""
    header = knowledge.headers.__getitem__
    if place.headings:
        heads, lists = header(place.headings[-1])
        if near:
            about = heads
        if lists and not (lists == LISTS_OF_LAWS and _WHOLE.search(text) and len(text.split()) >= _SENTENCE):
            cap = "in a list of laws, references or terms"
    if not cap and (":" in text or "." in text[:-1]) and (run_in := _RUN_IN.match(text)):
        about |= header(run_in[1])[0]
    if kind == "caption":
        cap = "a caption"
    if not place.table:
        return about, cap
    column = _NONE
    if place.column_header and place.column_header != text:
        column = header(place.column_header)[0]
    if place.row_header:
        about |= header(place.row_header)[0]
    if not cap and (place.row == 1 or (place.cell == 1 and not column)):
        cap = "the header of a row or column" if len(text.split()) <= _LONGEST_HEADER else ""
    return about | column, cap
