"""A sentence with what surrounds it, and what the phrases of the law find in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from eiagen.audit.law_statements.law import Claim, Law
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document, Passage
from eiagen.words import prepared, sentences, worded_before, words, words_with_places

_LONGEST_LEAD = 40
_MOST_CELLS = 12
_BREAKS = frozenset((";", "but", "whereas", "while", "although", "though", "however", "yet", "–", "—"))


@dataclass
class Sentence:
    """A sentence, its words, and what stands in it."""

    text: str
    words: list[str]
    law: Law

    @cached_property
    def _places(self) -> list[tuple[str, int, int]]:
        """Where each word stands in the text."""
        return words_with_places(prepared(self.text))

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


@dataclass
class Stated:
    """A sentence that asserts something of the law, with its surroundings."""

    sentence: Sentence
    passage: Passage
    claims: list[tuple[Hit, Claim]]
    before: Sentence | None
    """The sentence before it in the passage, or the line that a list point continues."""
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
    return Sentence(text, words(text), law)


def stated(document: Document, law: Law) -> Iterator[Stated]:
    """Every sentence that holds a claim of law, in reading order."""
    passages = document.passages
    known: dict[str, Sentence] = {}
    rows: dict[tuple[int | None, int | None], list[Passage]] | None = None

    def sentence(text: str) -> Sentence:
        if text not in known:
            known[text] = read_closely(text, law)
        return known[text]

    for at, passage in enumerate(passages):
        if passage.kind in ("contents", "heading"):
            continue
        pieces = worded_before(passage.text)
        for number, (text, found) in enumerate(pieces):
            if not law.prefilter.passes(found):
                continue
            claims = list(law.claims.found(found))
            if not claims:
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
            yield Stated(
                one,
                passage,
                claims,
                before=sentence(pieces[number - 1][0]) if number else _lead(passages, at, sentence),
                ahead=_ahead(passages, at, sentence),
                after=sentence(following) if following else None,
                headings=[sentence(head) for head in heads if head and head != passage.text],
                row=[sentence(cell.text) for cell in cells if cell is not passage]
                if len(cells) <= _MOST_CELLS
                else [],
                at=at,
            )


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
