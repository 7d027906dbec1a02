"""The form: every question of an assessment as a page with controls, made a Word file to fill in."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.sax.saxutils import escape

from markupsafe import Markup

from eiagen import __version__
from eiagen.duties import Catalogue
from eiagen.forms.answers import Plain, folded, shown
from eiagen.forms.questions import Group, Listing, Part, Question, questions
from eiagen.forms.slip import NAMESPACE, VERSION, mark, tick_tag
from eiagen.renderers import docx
from eiagen.renderers.environment import environment
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.paper import Paper
from eiagen.renderers.wording import capital, day

WRITE, CHOOSE, WHEN = "Click here and write", "Choose an answer", "Click here for a date"

_NO_MORE = Markup("")
_BLANKS: Mapping[str, int] = {
    "affected_groups": 2,
    "evidence": 2,
    "engagement": 2,
    "impacts": 2,
    "actions": 2,
}
"""How many blank items a list begins with that nothing is in; every other, and every filled list, has one."""

_SMALL = frozenset(
    (
        "a", "an", "and", "are", "at", "be", "by", "for", "if", "in", "is", "it", "its", "of",
        "on", "one", "or", "than", "that", "the", "this", "to", "was", "what", "when", "who",
    )
)  # fmt: skip
"""Words that say nothing of their own."""
_SHORT = 32
"""Characters of a tick box's words of which several go on one line."""

_TICKED: Mapping[tuple[str, ...], str] = {
    ("topics",): "topics",
    ("affected_groups", "*", "characteristics"): "characteristics",
    ("evidence", "*", "from_people"): "characteristics",
    ("engagement", "*", "characteristics"): "characteristics",
    ("impacts", "*", "characteristics"): "characteristics",
    ("impacts", "*", "parts"): "parts",
    ("evidence", "*", "disaggregated_by"): "characteristics",
    ("monitoring", "*", "by_characteristic"): "characteristics",
}
"""Lists that are answered by ticking what the catalogue knows, and what they name."""
_CHOSEN: Mapping[tuple[str, ...], str] = {
    ("jurisdiction",): "jurisdictions",
    ("impacts", "*", "aim"): "aims",
    ("considerations", "*", "requirement"): "requirements",
    ("contested", "*", "topic"): "contested",
}
"""Fields in which one of the things that the catalogue knows is chosen, or another written."""


@dataclass(frozen=True)
class Known:
    """What can be ticked and chosen: for each sort, ids with their words."""

    sorts: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, catalogue: Catalogue, jurisdictions: Sequence[str], topics: Mapping[str, str]) -> Known:
        """What a catalogue names; the nations and topics there are besides its own."""
        return cls(
            {
                "jurisdictions": {one: capital(one.replace("-", " ")) for one in jurisdictions},
                "topics": topics,
                "characteristics": {one.id: one.title for one in catalogue.characteristics},
                "aims": {one.id: one.title for one in catalogue.aims},
                "parts": {part.id: part.title for aim in catalogue.aims for part in aim.parts},
                "requirements": {one.id: one.title for one in catalogue.requirements},
                "contested": {one.id: one.question for topic in catalogue.topics for one in topic.contested},
            }
        )


@dataclass(frozen=True)
class Row:
    """A question with its control, as the template shows it."""

    label: str
    help: str
    control: Markup


@dataclass
class Table:
    """Questions that stand together."""

    caption: str
    rows: list[Row] = field(default_factory=list)
    shown_caption: bool = False


@dataclass(frozen=True)
class Blocks:
    """A list: its items, each of them tables and lists in turn."""

    tag: str
    label: str
    help: str
    called: str
    level: int
    items: tuple[Block, ...]


@dataclass(frozen=True)
class Block:
    """One item of a list."""

    tag: str
    heading: str
    parts: tuple[Table | Blocks, ...]


@dataclass(frozen=True)
class Section:
    """A section of the assessment."""

    heading: str
    help: str
    parts: tuple[Table | Blocks, ...]


@dataclass(frozen=True)
class Chapter:
    """A chapter of the form."""

    title: str
    sections: tuple[Section, ...]


def form(values: dict[str, Plain], known: Known, on: datetime.date, look: Look = OURS) -> bytes:
    """The Word file for an assessment's values, made on a day. The same values give the same bytes."""
    asked = questions()
    writing = _Writing(known)
    chapters = [Chapter(title, tuple(writing.sections(parts, values))) for title, parts in asked.parts]
    title, body = str(values.get("title") or ""), values.get("body")
    of = str(body.get("name") or "") if isinstance(body, dict) else ""
    html = (
        environment()
        .get_template("form.html.j2")
        .render(chapters=chapters, title=title, body=of, on=on, version=__version__, form_version=VERSION)
    )
    sheet = Paper(
        html=html,
        title=f"{title or 'Equality impact assessment'}: form",
        author=of or "eiagen",
        created=on,
        modified=on,
        words={"[body]": of, "[version]": "", "[status]": f"Form made on {day(on)}"},
        house=look.house,
    )
    around = look.house.texts(sheet.all_words) if look.house else ()
    return docx.write(replace(sheet, attached={NAMESPACE: _slip(values, html, on, around)}))


def _slip(values: dict[str, Plain], html: str, on: datetime.date, around: Iterable[str]) -> bytes:
    """What the form carries unseen: its version, the values it was made from, and marks of its own words."""
    data = json.dumps(values, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(data.encode()).hexdigest()
    # JSON's own escapes for whatever XML would not keep as it is.
    safe = json.dumps(values, ensure_ascii=True, sort_keys=True)
    words = " ".join(_marks(html, around))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<form xmlns="{NAMESPACE}" version="{VERSION}" made-by="{__version__}" made-on="{on.isoformat()}">'
        f'<values sha256="{digest}">{escape(safe)}</values><words>{words}</words></form>'
    ).encode()


def _marks(html: str, around: Iterable[str]) -> list[str]:
    """A mark of each paragraph that the form itself says, controls left out, or its house says around it."""
    from lxml import etree

    tree = etree.fromstring(html.encode(), etree.HTMLParser(encoding="utf-8"))
    marks = {mark(text) for text in around if folded(text)}
    for element in tree.iter("p", "h1", "h2", "h3", "h4", "th", "td", "li", "caption"):
        text = "".join(_own_text(element))
        if folded(text):
            marks.add(mark(text))
    # A table that follows another has its name before it, so that Word keeps the two apart.
    marks |= {mark(label) for table in tree.iter("table") if (label := table.get("aria-label"))}
    return sorted(marks)


def _own_text(element: object) -> Iterator[str]:
    yield element.text or ""  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        if child.get("data-control") is None:
            yield from _own_text(child)
        yield child.tail or ""


class _Writing:
    """Turns parts of the assessment into what the template shows."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def sections(self, parts: Sequence[Part], values: dict[str, Plain]) -> Iterator[Section]:
        """The sections of a chapter; fields that belong to no group stand together in the first."""
        alone = [part for part in parts if isinstance(part, Question)]
        if alone:
            about = "The assessment" if len(alone) > 1 else alone[0].label
            table = Table(about, list(self.rows(alone, values, (), locked=True)))
            yield Section(about, "", (table,))
        for part in parts:
            if isinstance(part, Question):
                continue
            inside = values.get(part.name)
            if isinstance(part, Listing):
                yield Section(part.label, part.help, (self.blocks(part, inside, (part.name,), 0),))
            else:
                tables = tuple(self.parts(part, inside, (part.name,), part.label, 0))
                yield Section(part.label, part.help, tables)

    def parts(
        self, group: Group, values: Plain, at: tuple[str, ...], caption: str, depth: int
    ) -> Iterator[Table | Blocks]:
        """The group's own questions first, then the groups and lists in it."""
        inside = values if isinstance(values, dict) else {}
        locked = depth == 0
        not_asked = questions().not_asked
        own = [one for one in group.parts if isinstance(one, Question) and one.path not in not_asked]
        if own:
            yield Table(caption, list(self.rows(own, inside, at, locked=locked)))
        for part in group.parts:
            if isinstance(part, Group):
                tables = self.parts(part, inside.get(part.name), (*at, part.name), part.label, depth)
                for table in tables:
                    if isinstance(table, Table):
                        table.shown_caption = True
                    yield table
            elif isinstance(part, Listing):
                yield self.blocks(part, inside.get(part.name), (*at, part.name), depth)

    def blocks(self, part: Listing, values: Plain, at: tuple[str, ...], depth: int) -> Blocks:
        """The items there are, and blank ones."""
        items = values if isinstance(values, list) else []
        blanks = 1 if items or depth else _BLANKS.get(part.name, 1)
        called = part.item_name.partition(" ")[2] or part.item_name
        blocks = [
            self.block(part, item, (*at, str(index)), called, depth) for index, item in enumerate(items)
        ]
        blocks += [self.block(part, None, (*at, f"+{index}"), called, depth) for index in range(blanks)]
        return Blocks(".".join(at), part.label, part.help, called, depth, tuple(blocks))

    def block(self, part: Listing, item: Plain, at: tuple[str, ...], called: str, depth: int) -> Block:
        """One item of a list."""
        number = at[-1]
        there = number.isdecimal()
        heading = f"{capital(called)} {int(number) + 1}" if there else f"To add: {part.item_name}"
        return Block(".".join(at), heading, tuple(self.parts(part.item, item, at, heading, depth + 1)))

    def rows(
        self, asked: Sequence[Question], values: dict[str, Plain], at: tuple[str, ...], *, locked: bool
    ) -> Iterator[Row]:
        """Each question with its control."""
        for one in asked:
            tag = ".".join((*at, one.name))
            yield Row(one.label, self.help(one), self.control(one, values.get(one.name), tag, locked))

    def help(self, question: Question) -> str:
        """The model's own words on the field, where they say more than the question and its choices do."""
        if question.path in _TICKED:
            return "Tick all that apply."
        text = question.help.removesuffix(" yes or no.").removesuffix("yes or no.")
        choices = (*question.choices, *self.known.sorts.get(_CHOSEN.get(question.path, ""), ()))
        said = _words(f"{question.label} {' '.join(choices)}") | _SMALL
        return capital(text) if len(_words(text) - said) > 2 else ""

    def control(self, one: Question, value: Plain, tag: str, locked: bool) -> Markup:
        """The control of a question, with the answer there is."""
        if (sort := _TICKED.get(one.path)) is not None:
            return self.ticks(one, value, tag, self.known.sorts[sort], locked)
        title = one.label
        if one.kind == "choice":
            words = {
                choice: _words_of(one.choices).get(choice, choice.replace("-", " ")) for choice in one.choices
            }
            return _choice("choice", words, value, tag, title, locked)
        if one.kind == "yes-no":
            answer = None if value is None else "yes" if value else "no"
            return _choice("choice", {"yes": "Yes", "no": "No"}, answer, tag, title, locked)
        if (sort := _CHOSEN.get(one.path)) is not None:
            return _choice("choice-or-text", self.known.sorts[sort], value, tag, title, locked)
        text = shown(one, value)
        if one.kind == "date":
            whole = isinstance(value, str) and len(value) == 10
            day = Markup(' data-day="{}"').format(value) if whole else Markup("")
            return _control("date", tag, title, text, WHEN, locked, extra=day)
        return _control("text", tag, title, text, WRITE, locked)

    def ticks(self, one: Question, value: Plain, tag: str, words: Mapping[str, str], locked: bool) -> Markup:
        """A box for each of what the catalogue knows and of what is there besides."""
        ticked = [str(item) for item in value] if isinstance(value, list) else []
        every = {**words, **{item: item for item in ticked if item not in words}}
        boxes = [
            Markup("{}\u00a0{}").format(
                _control("tick", tick_tag(tag, id), f"{title}: {one.label}", "", None, locked, id in ticked),
                title.replace(" ", "\u00a0") if len(title) <= _SHORT else title,
            )
            for id, title in every.items()
        ]
        if max(map(len, every.values()), default=0) <= _SHORT:
            return Markup("<p>{}</p>").format(Markup(" \u2003").join(boxes))
        return Markup("").join(Markup("<p>{}</p>").format(box) for box in boxes)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.casefold()))


def _choice(sort: str, words: Mapping[str, str], value: Plain, tag: str, title: str, locked: bool) -> Markup:
    """A list to choose from; each of its words stands for one value only."""
    listed: dict[str, str] = {}
    for id, shown_as in words.items():
        listed[id] = (
            capital(shown_as) if capital(shown_as) not in listed.values() else f"{capital(shown_as)} ({id})"
        )
    choices = json.dumps([["", CHOOSE], *listed.items()], ensure_ascii=False)
    text = "" if value is None else listed.get(str(value), str(value))
    extra = Markup(' data-choices="{}"').format(choices)
    return _control(sort, tag, title, text, CHOOSE, locked, extra=extra)


def _control(
    sort: str,
    tag: str,
    title: str,
    text: str,
    blank: str | None,
    locked: bool,
    ticked: bool = False,
    extra: Markup = _NO_MORE,
) -> Markup:
    empty = Markup(' data-blank="{}"').format(blank) if blank and not text else Markup("")
    lock = Markup(' data-lock="yes"') if locked else Markup("")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    inside = Markup("<br>").join(lines)
    tick = Markup(' data-ticked="yes"') if ticked else Markup("")
    return Markup('<span data-control="{}" data-tag="{}" data-title="{}"{}{}{}{}>{}</span>').format(
        sort, tag, title, empty, lock, tick, extra, inside
    )


def _words_of(choices: tuple[str, ...]) -> Mapping[str, str]:
    """The words in which reports print these choices."""
    module = environment().get_template("partials/words.html.j2").module
    for name in dir(module):
        words = getattr(module, name)
        if isinstance(words, dict) and set(choices) <= set(words):
            return words
    return {}
