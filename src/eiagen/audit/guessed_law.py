"""Which nation's law and which topics a document is about, where nobody says: a guess, with its reason.

The signs are phrases of the catalogue (`jurisdiction.yaml`, `topic.yaml`). They are counted through the whole
text; the opening counts twice and the title more, because they say what a document is about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from eiagen import catalogue_files
from eiagen.audit.outcomes.matcher import Matcher
from eiagen.document import Document
from eiagen.duties import ASSUMED, CatalogueFile, Jurisdiction, Topic
from eiagen.phrases import parse
from eiagen.resources import CATALOGUE
from eiagen.words import words

_APPLIES = re.compile(
    r"\b(?:guidance|document|policy|protocol|procedure|strategy|code|toolkit|handbook|framework)"
    r"(?:,? \w+){0,3}? (?P<applies>applies|is for|covers|extends|is (?:intended|written|issued) for)"
    r"(?P<where> [^.;:]{3,120}?)"
    r"(?=[.;:]|$|,(?! (?:England|Wales|Scotland|Northern|and|or)\b)| and (?:it )?does not\b| but not\b)"
)
_ENGLAND_AND_WALES = re.compile("England (?:and|&) Wales")
_OPENING = 1500
"""So many words at the beginning count twice."""
_IN_TITLE = 5
_FEWEST = 3
"""Signs that weigh less than this, one in the opening being two, show nothing unless one is in the title."""
_ONE_IN_OF_NATION = 1000
_TIMES_ANOTHER = 3
"""A nation is named so much more often than any other, or the text is about more than one."""


@dataclass(frozen=True)
class Guess:
    """What a document is about, and why that is thought."""

    jurisdiction: str
    topics: tuple[str, ...]
    because: Mapping[str, str]
    """The reason for the jurisdiction, and for every topic taken or left out although it is mentioned."""

    def reasons(self, *, jurisdiction: bool, topics: bool) -> Mapping[str, str]:
        """The reasons for the one, the other or both."""
        wanted = {"jurisdiction": jurisdiction}
        return {id: why for id, why in self.because.items() if wanted.get(id, topics)}


def guess(document: Document) -> Guess:
    """The jurisdiction and topics of a document. The same text gives the same guess."""
    signs = _signs()
    counted = _Counted(document, signs)
    jurisdiction, because = _nation(counted, signs)
    if (said := _scope(document, signs)) is not None:
        jurisdiction, because = said
    reasons = {"jurisdiction": because}
    topics = []
    for topic in signs.topics:
        times = counted.times[topic.id]
        if counted.in_title[topic.id] or counted.is_often(topic.id, topic.one_sign_in):
            topics.append(topic.id)
            reasons[topic.id] = f"{counted.shown(topic.id)}"
        elif times:
            reasons[topic.id] = f"only named: {counted.shown(topic.id)}"
    return Guess(jurisdiction, tuple(topics), reasons)


def _scope(document: Document, signs: _Signs) -> tuple[str, str] | None:
    """The nation to which the text says in its opening that it applies; None where it names none or more."""
    read = 0
    for passage in document.passages:
        for said in _APPLIES.finditer(passage.text):
            named = [nation for nation in signs.nations if re.search(rf"\b{nation.title}\b", said["where"])]
            if len(named) == 2 and _ENGLAND_AND_WALES.search(said["where"]):
                named = [nation for nation in named if nation.id == ASSUMED]
            if len(named) == 1:
                return named[0].id, f"it says that it {said['applies']}{said['where'].rstrip(' ,;')}"
        read += len(passage.text.split())
        if read > _OPENING:
            break
    return None


def _nation(counted: _Counted, signs: _Signs) -> tuple[str, str]:
    nations = sorted(signs.nations, key=lambda nation: -counted.weight(nation.id))
    first, *others = (nation.id for nation in nations)
    second = max((counted.weight(other) for other in others), default=0)
    enough = counted.is_often(first, _ONE_IN_OF_NATION) or counted.in_title[first]
    if enough and counted.weight(first) >= _TIMES_ANOTHER * second:
        return first, counted.shown(first)
    named = [nation.title for nation in nations if counted.times[nation.id]]
    if len(named) > 1:
        return ASSUMED, f"the text names {', '.join(named)} and is about none of them clearly"
    if named:
        return ASSUMED, f"the text says little of where it applies ({counted.shown(first)})"
    return ASSUMED, "the text does not say where it applies"


class _Counted:
    """How often the signs of each nation and topic stand in a document."""

    def __init__(self, document: Document, signs: _Signs) -> None:
        self.times: Counter[str] = Counter()
        self.in_opening: Counter[str] = Counter()
        self.in_title = Counter(signs.found_in(document.title))
        self._phrases: dict[str, Counter[str]] = {}
        self._first: dict[str, str] = {}
        """Where each was first found."""
        self._words = 0
        for passage in document.passages:
            found = words(passage.text)
            for id, said in signs.found(found):
                self.times[id] += 1
                self.in_opening[id] += self._words < _OPENING
                self._phrases.setdefault(id, Counter())[said] += 1
                self._first.setdefault(said, passage.text)
            self._words += len(found) - 2

    def weight(self, id: str) -> int:
        return self.times[id] + self.in_opening[id] + _IN_TITLE * self.in_title[id]

    def is_often(self, id: str, one_in: int) -> bool:
        return self.weight(id) >= _FEWEST and self.weight(id) * one_in >= self._words

    def shown(self, id: str) -> str:
        """The count, in words: “sex work” and the like 12 times."""
        phrases = self._phrases.get(id, Counter())
        title = "its title" if self.in_title[id] else ""
        if not phrases:
            return title
        times = self.times[id]
        often = "once" if times == 1 else f"{times} times"
        more = " and the like" if len(phrases) > 1 else ""
        said = phrases.most_common(1)[0][0]
        count = f"“{_as_written(said, self._first[said])}”{more} {often}"
        return f"{title}; {count}" if title else count


def _as_written(said: str, text: str) -> str:
    """The words as the document writes them: the audit's own have no capitals."""
    found = re.search(r"\W+".join(map(re.escape, said.split())), text, re.IGNORECASE)
    if found is None:
        return said
    opened = ")" in found[0] and "(" not in found[0]  # “(Scotland) Act”
    return f"({found[0]}" if opened else found[0]


@dataclass(frozen=True)
class _Signs:
    nations: tuple[Jurisdiction, ...]
    topics: tuple[Topic, ...]
    owners: tuple[str, ...]
    """Whose sign each phrase is."""
    matcher: Matcher

    def found(self, found_in: list[str]) -> Iterable[tuple[str, str]]:
        """Whose sign each is, and the words it is made of here."""
        for hit in self.matcher.hits(found_in):
            yield self.owners[hit.phrase], " ".join(found_in[hit.begin : hit.end])

    def found_in(self, text: str) -> Iterable[str]:
        return (id for id, _ in self.found(words(text)))


@cache
def _signs() -> _Signs:
    nations = tuple(one for one in catalogue_files.jurisdictions(CATALOGUE).values() if not one.abstract)
    topics = tuple(
        content.topic
        for path in sorted((CATALOGUE / "topics").glob("*/topic.yaml"))
        if (content := catalogue_files.validated(path, CatalogueFile)[1]).topic is not None
    )
    signs = [(nation.id, sign) for nation in nations for sign in nation.signs]
    signs += [(topic.id, sign) for topic in topics for sign in topic.signs]
    owners = tuple(id for id, _ in signs)
    return _Signs(nations, topics, owners, Matcher([parse(sign) for _, sign in signs]))
