"""A sentence with what surrounds it, and what the phrases of the law find in each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from eiagen.audit.law_statements.law import Claim, Law
from eiagen.audit.law_statements.questions import answered
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document, Passage
from eiagen.words import prepared, sentences, worded_before, words, words_with_places

_FAR = 16
"""So many sentences, and cells of a row, after one that names a subject another may still be about it."""
_LONGEST_LEAD = 40
_BARE = re.compile(r"(?:s\.?\s?)?(\d{1,3}[A-Za-z]{0,2})")
_SECTIONS = re.compile(r"section|provision|\bs\.|statut|\blaw\b|act\b", re.IGNORECASE)
_MOST_CELLS = 12
_SHORT_CELL = 6
"""A cell of so few words says what it says only beside its headers."""
# fmt: off
_CONTRACTED = {
    "can't": ("cannot",), "won't": ("will", "not"), "shan't": ("shall", "not"),
    **{f"{verb}n't": (verb, "not") for verb in (
        "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "need", "must", "should",
        "would", "could", "might",
    )},
    "it'll": ("it", "will"), "he'll": ("he", "will"), "you'll": ("you", "will"), "they'll": ("they", "will"),
    "you've": ("you", "have"), "we've": ("we", "have"), "they've": ("they", "have"),
    "you're": ("you", "are"), "they're": ("they", "are"), "we're": ("we", "are"),
}
# fmt: on
_BREAKS = frozenset((";", "but", "whereas", "while", "although", "though", "however", "yet", "–", "—"))


@dataclass(eq=False)
class Sentence:
    """A sentence, its words, and what stands in it."""

    text: str
    words: list[str]
    law: Law

    @cached_property
    def _places(self) -> list[tuple[str, int, int]]:
        """Where each word stands in the text."""
        return [
            (word, begin, end)
            for whole, begin, end in words_with_places(prepared(self.text))
            for word in _CONTRACTED.get(whole, (whole,))
        ]

    def word_at(self, begin: int, end: int) -> tuple[int, int]:
        """The words, counted from BEGIN, that stand between two places of the text."""
        inside = [at for at, (_, first, last) in enumerate(self._places, 1) if first < end and begin < last]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def text_of(self, hit: Hit) -> tuple[int, int]:
        """Where in the text the words of a hit begin and end."""
        first, last = max(hit.begin, 1), min(hit.end, len(self.words) - 1)
        return self._places[first - 1][1], self._places[max(last - 2, first - 1)][2]

    @cached_property
    def setting(self) -> dict[str, list[tuple[Hit, str]]]:
        """Guards, subjects, nations and what rules ask for, by sort."""
        found: dict[str, list[tuple[Hit, str]]] = defaultdict(list)
        for hit, (sort, name) in self.law.setting.found(self.words):
            found[sort].append((hit, name))
        return found

    def guards(self, name: str) -> list[Hit]:
        """Where the words of one guard stand."""
        return [hit for hit, which in self.setting.get("guard", ()) if which == name]

    def clause(self, hit: Hit) -> tuple[int, int]:
        """The words of the clause in which a hit begins."""
        begin, end = 0, len(self.words)
        for at, word in enumerate(self.words):
            if word in _BREAKS:
                if at < hit.begin:
                    begin = at + 1
                elif at >= hit.end:
                    end = min(end, at)
        return begin, end


@dataclass(eq=False)
class Stated:
    """A sentence that asserts something of the law, with its surroundings."""

    sentence: Sentence
    whole: Sentence
    """The same; of a cell, all that stands between two full stops, where `sentence` ends at a semicolon."""
    passage: Passage
    claims: list[tuple[Hit, Claim]]
    before: Sentence | None
    """The sentence before it in the passage, or the line that a list point continues."""
    earlier: list[Sentence]
    """Sentences further back in the passage, the nearest first."""
    ahead: Sentence | None
    """The last sentence of the passage before, under the same heading."""
    after: Sentence | None
    headings: list[Sentence] = field(default_factory=list)
    """Headings and headers, the nearest first."""
    row: list[Sentence] = field(default_factory=list)
    """Other cells of its row."""
    at: int = 0
    """Number of the passage in the document, from 0."""


def read_closely(text: str, law: Law) -> Sentence:
    """A text as one sentence."""
    return Sentence(text, written_out(words(text)), law)


def written_out(found: list[str]) -> list[str]:
    """The words with “didn't” as “did not”, so that a phrase has to say it in one way only."""
    if _CONTRACTED.keys().isdisjoint(found):
        return found
    return [word for whole in found for word in _CONTRACTED.get(whole, (whole,))]


def stated(document: Document, law: Law) -> Iterator[Stated]:
    """Every sentence that holds a claim of law, in reading order."""
    passages = document.passages
    known: dict[str, Sentence] = {}
    near = _Near(law)
    rows: dict[tuple[int | None, int | None], list[Passage]] | None = None

    def sentence(text: str) -> Sentence:
        if text not in known:
            known[text] = read_closely(text, law)
        return known[text]

    for at, passage in enumerate(passages):
        if passage.kind in ("contents", "heading"):
            continue
        pieces = worded_before(passage.text)
        for number, (text, whole) in enumerate(pieces):
            found = written_out(whole)
            kinds = law.prefilter.kinds([*found, *near.headers(passage)])
            if not (near.named(passage, "name" in kinds) and "point" in kinds) and "wording" not in kinds:
                continue
            parts = [
                (part, claims)
                for part in _parts(passage, text, found, law)
                if (claims := list(law.claims.found(part.words)))
            ]
            if not parts:
                continue
            one = known.setdefault(text, Sentence(text, found, law))
            place = passage.place
            if rows is None and place.table:
                rows = defaultdict(list)
                for other in passages:
                    if other.place.table:
                        rows[other.place.table, other.place.row].append(other)
            cells: Sequence[Passage] = rows[place.table, place.row] if rows and place.table else ()
            heads = [place.row_header, place.column_header, *reversed(place.headings)]
            following = pieces[number + 1][0] if number + 1 < len(pieces) else _next(passages, at)
            row = [sentence(_as_provision(cell)) for cell in cells if cell is not passage]
            for part, claims in parts:
                yield Stated(
                    one if part.text == text else part,
                    one,
                    passage,
                    claims,
                    before=sentence(pieces[number - 1][0]) if number else _lead(passages, at, sentence),
                    earlier=[
                        sentence(pieces[back][0]) for back in range(number - 2, max(-1, number - 5), -1)
                    ],
                    ahead=_ahead(passages, at, sentence),
                    after=sentence(following) if following else None,
                    headings=[sentence(head) for head in heads if head and head != passage.text],
                    row=row if len(cells) <= _MOST_CELLS else [],
                    at=at,
                )


class _Near:
    """Whether a subject is named in a sentence or near enough before it to be what it is about."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._since = _FAR
        self._headings: dict[str, bool] = {}

    def named(self, passage: Passage, named: bool) -> bool:
        """The same for the next sentence of the document, which may name one itself."""
        self._since = 0 if named else self._since + 1
        place = passage.place
        return self._since < _FAR or any(
            self._heading(head) for head in (*place.headings, place.row_header, place.column_header) if head
        )

    def headers(self, passage: Passage) -> list[str]:
        """The words of the headers that a short cell is read with."""
        if passage.kind != "cell" or len(passage.text.split()) > _SHORT_CELL:
            return []
        heads = (passage.place.column_header, passage.place.row_header)
        return [word for head in heads if head for word in words(head)]

    def _heading(self, text: str) -> bool:
        if text not in self._headings:
            self._headings[text] = "name" in self._law.prefilter.kinds(words(text))
        return self._headings[text]


def _parts(passage: Passage, text: str, found: list[str], law: Law) -> list[Sentence]:
    """The sentence; of a cell, what stands between its semicolons, and what is short with its headers before.

    “Either way; seven years” is two statements, and “Court | Magistrates” is one.
    """
    if passage.kind != "cell":
        return [Sentence(text, found, law)]
    parts = [part.strip() for part in text.split(";") if part.strip()] if ";" in found else [text]
    headers = [
        head
        for head in (passage.place.column_header, passage.place.row_header)
        if head and head != text and not any(law.claims.found(written_out(words(head))))
    ]
    read = [Sentence(text, found, law)] if len(parts) == 1 else [read_closely(part, law) for part in parts]
    for part in parts:
        read += [
            read_closely(f"{head}: {part}", law)
            for head in headers
            if len(part.split()) <= _SHORT_CELL and len(head.split()) <= _SHORT_CELL
        ]
    for head in (passage.place.column_header, passage.place.row_header):
        read += [
            read_closely(statement, law)
            for beginning, statement in answered(head or "", text)
            if not any(claim.attribute for _, claim in law.claims.found(words(beginning)))
        ]
    return read


def _as_provision(cell: Passage) -> str:
    """Its text; “53” under “Section” is section 53."""
    bare = _BARE.fullmatch(cell.text.strip())
    return f"section {bare[1]}" if bare and _SECTIONS.search(cell.place.column_header or "") else cell.text


def _next(passages: Sequence[Passage], at: int) -> str:
    if at + 1 < len(passages) and passages[at + 1].place.headings == passages[at].place.headings:
        following = sentences(passages[at + 1].text)
        return following[0] if following else ""
    return ""


def _lead(passages: Sequence[Passage], at: int, sentence: Callable[[str], Sentence]) -> Sentence | None:
    if passages[at].kind != "item":
        return None
    for earlier in range(at - 1, max(-1, at - 12), -1):
        other = passages[earlier]
        if other.kind == "item" and 0 < other.level < passages[at].level:
            return sentence(other.text)
        if other.kind != "item":
            pieces = sentences(other.text)
            if pieces and pieces[-1].endswith((":", "–", "-")) and len(pieces[-1].split()) <= _LONGEST_LEAD:
                return sentence(pieces[-1])
            return None
    return None


def _ahead(passages: Sequence[Passage], at: int, sentence: Callable[[str], Sentence]) -> Sentence | None:
    if not at or passages[at - 1].kind == "heading":
        return None
    if passages[at - 1].place.headings != passages[at].place.headings or passages[at - 1].place.table:
        return None
    if passages[at].kind == passages[at - 1].kind == "item":
        return None  # one point of a list does not speak of what another names
    pieces = sentences(passages[at - 1].text)
    return sentence(pieces[-1]) if pieces else None
