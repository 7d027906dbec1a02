"""The provisions that a text names: “section 33A of the 1956 Act”, “ss 52 and 53”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from eiagen.audit.law_statements.models import Act

_NUMBER = r"\d{1,3}[A-Za-z]{0,2}(?![A-Za-z\d])(?:\s?\(\w{1,4}\))*"
_JOIN = r"\s*(?:,\s*(?:and|or)|,|and|or|to|&|-|–|/)\s*"
_REFERENCE = re.compile(
    rf"(?<![A-Za-z\d])(?:sections?|secs?\.?|ss?\.?|articles?|arts?\.?)\s*({_NUMBER}"
    rf"(?:{_JOIN}(?:sections?\s*|ss?\.?\s*)?{_NUMBER})*)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(\d{1,3}[A-Za-z]{0,2})(?:\s?\(\w{1,4}\))*|\b(to)\b|([-–])", re.IGNORECASE)
_YEAR_ACT = re.compile(
    r"\b(?:(?P<year>(?:19|20)\d\d)\s+(?:Act|Order)|(?:Act|Order)\s+of\s+(?P<after>(?:19|20)\d\d))\b"
)
_SAME_ACT = re.compile(r"\b(?:that|the same|this|the)\s+(?:Act|Order)\b(?!\s+(?:19|20))", re.IGNORECASE)
_ANY_ACT = re.compile(r"\b(?:Act|Order|Measure|Regulations|Code|Rules)(?:\s+\([\w ]+\))?\s+((?:19|20)\d\d)\b")
_OF = re.compile(
    r"[\s,(\[]*(?:(?:offences?|powers?|orders?)\s+)?"
    r"(?:(?:is|are)\s+(?:contained|found|set out|to be found)\s+)?"
    r"(?:(?:of|in|under|from)\s+)?(?:the\s+|that\s+|an?\s+)?",
    re.IGNORECASE,
)
_MOST_APART = 4
_MOST_REMEMBERED = 5_000
UNKNOWN = "?"
"""An Act that the catalogue does not know."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Sections of one Act, and where in the text they are named with it."""

    begin: int
    end: int
    act: str | None
    """None where the text names none near it."""
    sections: tuple[str, ...]
    together: bool = False
    """Whether the Act stands right beside the sections."""


class Acts:
    """The Acts of the catalogue, recognised in texts."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._titles: list[tuple[str, str]] = []
        by_name: dict[str, set[str]] = {}
        by_year: dict[str, set[str]] = {}
        for act in acts:
            self._titles += [(name.lower(), act.id) for name in (act.title, *act.short)]
            by_year.setdefault(act.title[-4:], set()).add(act.id)
            by_name.setdefault(act.title[:-5].lower(), set()).add(act.id)
        self._titles += [(name, ids.pop()) for name, ids in by_name.items() if len(ids) == 1]
        self._ids = dict(reversed(self._titles))
        longest_first = sorted(self._ids, key=lambda title: (-len(title), title))
        self._titled = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._named: dict[str, list[tuple[int, int, str]]] = {}
        self._by_year: Mapping[str, str] = {year: ids.pop() for year, ids in by_year.items() if len(ids) == 1}

    def mentions(self, text: str, last: str | None) -> list[tuple[int, int, str]]:
        """Where the text names an Act, and which; `last` is the one named before it."""
        known = self._named.get(text)
        if known is None:
            if len(self._named) > _MOST_REMEMBERED:
                self._named.clear()
            known = self._named[text] = self._without_pointers(text)
        found = list(known)
        for match in _SAME_ACT.finditer(text):
            before = [id for _, end, id in found if end <= match.start()]
            which = before[-1] if before else last
            if which is not None:
                found.append((match.start(), match.end(), which))
        return sorted(found)

    def _without_pointers(self, text: str) -> list[tuple[int, int, str]]:
        found = [
            (match.start(), match.end(), self._ids[match[0]]) for match in self._titled.finditer(text.lower())
        ]
        for match in _YEAR_ACT.finditer(text):
            if not any(begin < match.end() and match.start() < end for begin, end, _ in found):
                year = match["year"] or match["after"]
                found.append((match.start(), match.end(), self._by_year.get(year, UNKNOWN)))
        for match in _ANY_ACT.finditer(text):
            if not any(begin < match.end() and match.start() < end for begin, end, _ in found):
                found.append((match.start(), match.end(), UNKNOWN))
        return sorted(found)

    def references(self, text: str, last: str | None) -> tuple[list[Reference], str | None]:
        """The provisions that the text names, and the Act that it names last."""
        acts = self.mentions(text, last)
        found = [self._reference(match, text, acts, last) for match in _REFERENCE.finditer(text)]
        return found, acts[-1][2] if acts else last

    def _reference(
        self, match: re.Match[str], text: str, acts: list[tuple[int, int, str]], last: str | None
    ) -> Reference:
        begin, end = match.start(), match.end()
        for act_begin, act_end, id in acts:
            joined = _OF.match(text, match.end())
            if joined and match.end() <= act_begin <= joined.end():
                return Reference(begin, act_end, id, tuple(_sections(match[1])), together=True)
            ahead = begin - act_end
            if 0 <= ahead <= _MOST_APART and not text[act_end:begin].strip(" ,(:–-"):
                return Reference(act_begin, end, id, tuple(_sections(match[1])), together=True)
        before = [(act_end, id) for _, act_end, id in acts if act_end <= begin]
        act = before[-1][1] if before else last
        return Reference(begin, end, act, tuple(_sections(match[1])))


def _sections(written: str) -> Iterator[str]:
    """33A; 47, 48, 49, 50 for “47 to 50”."""
    last, ranging = "", False
    for piece in _PIECE.finditer(written):
        number = piece[1]
        if number is None:
            ranging = True
            continue
        number = number.upper()
        if ranging and last.isdigit() and number.isdigit() and 0 < int(number) - int(last) < 40:
            yield from (str(one) for one in range(int(last) + 1, int(number)))
        yield number
        last, ranging = number, False
