"""The units that are judged: a sentence, a list point with its lead-in, a cell with its headers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from eiagen.audit.outcomes.knowledge import LISTS_OF_LAWS, Headed, Knowledge, Owner
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document, Passage
from eiagen.words import BEGIN, Worded, forget_passages, worded, words

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
_MARKED = frozenset((":", "–", "—", "-", "("))
_DASHES = ("–", "—", "-")
_LONGEST_LABEL = 10
"""What a sentence begins with before one of these marks, so early: “Race: none.”, “Race (no impact).”"""
_SHORT_LABEL = re.compile(r"([^\W\d_][^.:?!]{2,30})\.\s+(?=[^\W\d_])")
"""The same in a text so short that it is one sentence: “Deaf callers. Use the app.”"""
_LABEL, _LONGEST_QUESTION, _LABELLED = 6, 25, 2
"""A line of so few words, or a question, heads so many passages after it."""


class Label(NamedTuple):
    """What a sentence begins with before its text, where that names a requirement: “Trans patients:”."""

    about: frozenset[int]
    end: int
    """Number of the first word of the text."""
    answered: bool
    """Whether what stands behind it is substance: an instruction, or an entry in a form, that is in a run of
    labels one of which has no more than "none" behind it."""


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
    answers: frozenset[int] = _NONE
    """Requirements that are denied where it says no more than "none": those nearest above or beside it."""
    label: Label | None = None
    """What it begins with."""
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
    labels: Mapping[int, Label]
    """What its sentences begin with, by number of the sentence."""


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
        about, cap, answers = _setting(passage, itself, knowledge, headed, title, near=under < _HEADS)
        if repeated:
            cap = cap or "a line that is repeated through the document"
        if at <= labelled and not cap:
            about |= label
            answers = label or answers
        if kind in ("paragraph", "heading"):
            named = _labels(passage, knowledge)
            if named or kind == "heading" or at > labelled:
                label, labelled = named, at + _LABELLED
        titled = title - about if title else _NONE
        last: Unit | None = None
        labels = _NONE
        for nth, (sentence, found) in enumerate(itself.pieces):
            last = Unit(number, passage, at, sentence, found, unread, about, cap, answers=answers)
            if nth in itself.labels:
                labels = _begin_with(last, itself.labels[nth], knowledge)
                if nth:
                    about -= itself.run_in  # as far as to the next label
                    last.about = about
            if labels and not cap:
                last.about |= labels
                last.answers = labels
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


def _begin_with(unit: Unit, label: Label, knowledge: Knowledge) -> frozenset[int]:
    """Tells a unit what it begins with, and gives what that is about.

    What stands behind a label begins as a sentence does: “Sikh drivers: allow the kirpan.”
    """
    begin = label.end - 1
    rest = unit.words[label.end :]
    if len(rest) > 1:
        unit.label = label
        behind = [hit for hit in knowledge.signs.hits([BEGIN, *rest]) if hit.begin == 0] if begin else []
        unit.signs = [
            *knowledge.signs.hits(unit.words),
            *(hit._replace(begin=begin, end=hit.end + begin) for hit in behind),
        ]
    return label.about


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
    pieces = worded(text)
    return _Text(
        pieces,
        # Few texts have two dots side by side: the others are not searched.
        (".." in text or ". ." in text or "\t" in text) and _LEADER.search(text) is not None,
        knowledge.headers[run_in[1]][0] if run_in else _NONE,
        _labelled(pieces, knowledge),
    )


def _labelled(pieces: Worded, knowledge: Knowledge) -> Mapping[int, Label]:
    """What the sentences of a text begin with before what they say, where that names a requirement.

    A form that was flattened to text is a run of labels, one of them with no more than "none" behind it.
    """
    found: dict[int, Label] = {}
    for at, (text, itself) in enumerate(pieces):
        # Most have neither a mark near their beginning nor are short: they are not looked at.
        if len(text) >= _SHORTEST_SENTENCE and _MARKED.isdisjoint(itself[2:_LONGEST_LABEL]):
            continue
        if (label := _label(text, itself, knowledge)) is not None:
            found[at] = label
    if not found:
        return found
    for at, label in list(found.items()):
        # “Older residents. Read the card out to them.”
        if label.end == len(pieces[at][1]) and at + 1 < len(pieces):
            found.setdefault(at + 1, label._replace(end=1))
    behind = {at: pieces[at][1][label.end :] for at, label in found.items()}
    form = len(found) > 1 and any(map(knowledge.answers, behind.values()))
    return {
        at: label._replace(answered=True) if form or knowledge.tells(behind[at]) else label
        for at, label in found.items()
    }


def _label(text: str, found: list[str], knowledge: Knowledge) -> Label | None:
    """What a sentence begins with, if it names a requirement, and where its text begins."""
    end = 0
    if not _MARKED.isdisjoint(found[2:_LONGEST_LABEL]):
        mark = next(at for at in range(2, _LONGEST_LABEL) if found[at] in _MARKED)
        # “Women (62 per cent) are …” and “women – and men – are …” begin with no label.
        if (found[mark] == "(" and found[-2] != ")") or (
            found[mark] in _DASHES and sum(map(found.count, _DASHES)) > 1
        ):
            return None
        called, end = " ".join(found[1:mark]), mark + 1
    elif "." in text[:-1]:
        short = _SHORT_LABEL.match(text)
        if short is None:
            return None
        called = short[1]
        itself = words(called)[1:-1]
        if found[1 : len(itself) + 1] != itself:
            return None
        end = len(itself) + 1
    elif len(found) <= _LABEL and text[-1:] == ".":
        called, end = text[:-1], len(found)
    if end and (about := knowledge.labels[called]):
        return Label(about, end, answered=False)
    return None


def _setting(
    passage: Passage,
    itself: _Text,
    knowledge: Knowledge,
    headed: Headed,
    title: frozenset[int],
    *,
    near: bool,
) -> tuple[frozenset[int], str, frozenset[int]]:
    """What the headings and headers say that the passage is about; why it is a mention at the most; and
    which of these are denied where it says no more than "none"."""
    text, place, kind, _ = passage
    if kind == "heading":
        return _NONE, "a heading", _NONE
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
        return about, cap, itself.run_in or about
    headers = knowledge.headers
    row_header, column_header = place.row_header, place.column_header
    column = headers[column_header][0] if column_header and column_header != text else _NONE
    row = headers[row_header][0] if row_header else _NONE
    # A cell answers its row, and the title of a form is denied by none of them.
    answers = row | column or about - title
    if row:
        about |= row
    if not cap and (place.row == 1 or (place.cell == 1 and not column)):
        cap = "the header of a row or column" if len(text.split()) <= _LONGEST_HEADER else ""
    return about | column if column else about, cap, answers
