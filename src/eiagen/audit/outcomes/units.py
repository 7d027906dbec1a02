"""The units that are judged: a sentence, a list point with its lead-in, a cell with its headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eiagen.audit.outcomes.knowledge import LISTS_OF_LAWS, Headed, Knowledge, Owner
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document, Passage
from eiagen.words import Worded, forget_passages, worded

_NONE: frozenset[int] = frozenset()
_NOT_HEADED: Headed = (_NONE, "")
_QUESTION = "a question"
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d*\s*$|\t\d+$")
_HEADS = 15
"""A heading counts for so many passages after it: a longer part turns to other things."""
_LONGEST_LEAD = 30
_LONGEST_HEADER = 9
_OFTEN, _NUMBERED_OFTEN = 4, 2
"""A line that stands so often in a document is a running line; with the number of a page two times do."""
_SHORTEST_SENTENCE = 40
_PAGE = re.compile(r"\bpage 0\b|\b0 of 0\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_CONTENTS = re.compile(
    r"(?:[A-Z\d]{1,2}[.)]?\s+)?(?:(?:table|list|summary) of )?contents(?: page)?:?|cynnwys|on this page|"
    r"in this (?:document|guidance|guide|policy|report|strategy|section):?",
    re.IGNORECASE,
)
"""Under such a heading stands what the document holds, up to the first sentence."""
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
    """What was found besides subjects, if anybody has looked."""
    shows: tuple[Owner, ...] | None = field(default=None, repr=False)
    """Whose signs they are, each once, in the order in which they stand."""


class _Text(NamedTuple):
    """What a text says by itself, wherever it stands in the document."""

    pieces: Worded
    leader: bool
    """Whether dots or a tab lead to the number of a page, as in a table of contents."""
    run_in: frozenset[int]
    """What the heading that it begins with is about."""


def units(document: Document, knowledge: Knowledge) -> list[Unit]:
    """Every unit of the document, in order."""
    forget_passages()
    lines = [_line(passage) for passage in document.passages]
    often = _repeated(lines)
    # The first heading is the title where everything stands under it; a reader may know the title anyway.
    titles = {next((one.text for one in document.passages if one.kind == "heading"), ""), document.title}
    before: Unit | None = None
    trail: tuple[str, ...] = ()
    headed, title = _NOT_HEADED, _NONE
    listing = False
    number = under = 0
    label, labelled = _NONE, -1
    every: list[Unit] = []
    questions: list[Unit] = []
    met: dict[str, _Text] = {}  # cells and running lines are said over and over
    said: dict[str, list[str]] = {}
    unread: list[Hit] = []  # of all alike, until what they say is looked at
    for at, (passage, line) in enumerate(zip(document.passages, lines, strict=True)):
        headings, text, kind = passage.place.headings, passage.text, passage.kind
        if headings == trail:
            under += 1
        else:
            trail, under = headings, 0
            headed = knowledge.headers[headings[-1]] if headings else _NOT_HEADED
            title = knowledge.headers[headings[0]][0] if headings and headings[0] in titles else _NONE
            listing = bool(headings) and _CONTENTS.fullmatch(headings[-1]) is not None
            if listing:
                headed = _NOT_HEADED
        itself = met.get(text)
        if itself is None:
            itself = met[text] = _text(text, knowledge)
            said.update(itself.pieces)
        if kind == "paragraph" and len(text) < _SHORTEST_SENTENCE and _CONTENTS.fullmatch(text):
            listing = True
        listing = listing and not _is_sentence(text)
        repeated = line in often
        if listing or kind == "contents" or itself.leader or (repeated and text[-1] != "."):
            continue  # it only says where something stands, or which document this is
        about, cap = _setting(passage, itself, knowledge, headed, near=under < _HEADS)
        if repeated:
            cap = cap or "a line that is repeated through the document"
        if at <= labelled and not cap:
            about |= label
        if kind in ("paragraph", "heading"):
            named = _labels(passage, knowledge)
            if named or kind == "heading" or at > labelled:
                label, labelled = named, at + _LABELLED
        titled = title - about if title else _NONE
        last: Unit | None = None
        for sentence, found in itself.pieces:
            last = Unit(number, passage, at, sentence, found, unread, about, cap)
            if not cap and sentence[-1:] == "?":
                last.cap = _QUESTION
                questions.append(last)
            if titled and not last.cap:
                last.titled = titled
            if kind == "item":
                last.lead = _lead(before)
            number += 1
            every.append(last)
        if kind != "item":
            before = last
    # Only now, as it is quicker to do all at once.
    hits = dict(zip(said, knowledge.subjects.hits_in(list(said.values())), strict=True))
    for unit in every:
        unit.hits = hits[unit.text]
    for question in questions:
        _answer(question, every, knowledge)
    return every


def _lead(before: Unit | None) -> Unit | None:
    """What stands before a list, where that is a line which its points continue."""
    leads = before and not before.cap and before.passage.text.endswith((":", "–", "-", ":-"))
    return before if before and leads and len(before.words) <= _LONGEST_LEAD else None


def _answer(question: Unit, every: Sequence[Unit], knowledge: Knowledge) -> None:
    """What a question asks about heads the sentences after it in the same passage: they answer it."""
    if asked := _asked(question, knowledge):
        for number in range(question.number + 1, len(every)):
            unit = every[number]
            if unit.at != question.at:
                break
            if not unit.cap:
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


def _repeated(lines: Sequence[str]) -> frozenset[str]:
    """Running lines: they stand in the text where a reader could not take them off."""
    return frozenset(
        line
        for line, times in Counter(lines).items()
        if times >= _NUMBERED_OFTEN and len(line) > 12 and (times >= _OFTEN or _PAGE.search(line) is not None)
    )


def _line(passage: Passage) -> str:
    """What may be a running line, but for its numbers, that of the page among them; a sentence as it is."""
    text = passage.text
    if len(text) > _SHORT or passage.kind == "cell":
        return ""
    return text if text[-1:] == "." else _DIGITS.sub("0", text)


def _is_sentence(text: str) -> bool:
    return _WHOLE.search(text) is not None and len(text.split()) >= _SENTENCE


def _text(text: str, knowledge: Knowledge) -> _Text:
    run_in = _RUN_IN.match(text) if ":" in text or "." in text[:-1] else None
    return _Text(
        worded(text),
        (text.count(".") > 3 or "\t" in text) and _LEADER.search(text) is not None,
        knowledge.headers[run_in[1]][0] if run_in else _NONE,
    )


def _setting(
    passage: Passage, itself: _Text, knowledge: Knowledge, headed: Headed, *, near: bool
) -> tuple[frozenset[int], str]:
    """What the headings and headers say that the passage is about, and why it is a mention at the most."""
    text, place, kind, _ = passage
    if kind == "heading":
        return _NONE, "a heading"
    cap = ""
    heads, lists = headed
    about = heads if near else _NONE
    if lists and not (lists == LISTS_OF_LAWS and _is_sentence(text)):
        cap = "in a list of laws, references or terms"
    # There are so many passages that no set is joined to an empty one.
    if itself.run_in and not cap:
        about |= itself.run_in
    if kind == "caption":
        cap = "a caption"
    if not place.table:
        return about, cap
    headers = knowledge.headers
    row_header, column_header = place.row_header, place.column_header
    column = headers[column_header][0] if column_header and column_header != text else _NONE
    if row_header and (row := headers[row_header][0]):
        about |= row
    if not cap and (place.row == 1 or (place.cell == 1 and not column)):
        cap = "the header of a row or column" if len(text.split()) <= _LONGEST_HEADER else ""
    return about | column if column else about, cap
