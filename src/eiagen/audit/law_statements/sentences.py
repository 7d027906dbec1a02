"""A sentence with what surrounds it, and what the phrases of the law find in each."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, reduce
from operator import or_

from eiagen.audit.law_statements.law import Claim, Law, Worth
from eiagen.audit.law_statements.questions import answered, continued, is_answer, is_denied, is_short
from eiagen.audit.outcomes.matcher import Hit
from eiagen.document import Document, Passage
from eiagen.number_words import SMALL, TENS
from eiagen.words import prepared, sentences, worded_before, words, words_with_places

_FAR = 16
"""So many sentences, and cells of a row, after one that names a subject another may still be about it."""
_LONGEST_LEAD = 40
_BARE = re.compile(r"(?:s\.?\s?)?(\d{1,3}[A-Za-z]{0,2})")
_SECTIONS = re.compile(r"section|provision|\bs\.|statut|\blaw\b|act\b", re.IGNORECASE)
_MOST_CELLS = 12
_LONGEST_RUN_IN = 7
"""A first sentence of so few words, its two ends among them, heads its passage: “Northern Ireland.”"""
_RUNS_IN = re.compile(
    r"(?:after|before|once|when|during|until|under|on|in|at|for|with|by) "
    r"(?!.*\b(?:is|are|does|do|has|have|must|may|can|cannot|need|needs|will)\b)",
    re.IGNORECASE,
)
"""A heading that says when or where, and states nothing: “After adoption.”"""
_BARE_ANSWER = 3
"""“Yes.” with its two ends."""
_NO_AND_MORE = re.compile(r"No\. [A-Z][a-z]")
_AM_I = re.compile(r"Am I\b")
_YES_OR_NO = re.compile(r"(?:yes|no)\W*", re.IGNORECASE)
_SHORT_HEADER = 4
"""“In force?” asks with so few words; a longer one is a question of its own."""
_HEADS_WITH = {
    "applies": "apply", "covers": "cover", "binds": "bind", "needs": "need", "requires": "require",
    "carries": "carry", "includes": "include", "extends": "extend",
}  # fmt: skip
"""Verbs with which a header asks something of each row: “Applies to police?”."""
_SHORT_CELL = 6
"""A cell of so few words says what it says only beside its headers."""
_LEANS = re.compile(
    r"(?:and |but |so )?(?:it|they|(?:the|this|that|these|such an?) "
    r"(?:duty|offence|offences|orders?|notices?|powers?|sections?|convention|treaty|protocol|defence|provisions?|route))"
    r" (?=(?:also |only |still |always |never |now |simply |therefore )?"
    r"(?:is|are|does|do|has|have|can|cannot|may|must|need|needs|will|carr\w+|cover\w*|appl\w+|requir\w+|"
    r"last\w*|end\w*|bind\w*|extend\w*|protect\w*|depend\w*|come\w*|go\w*|fall\w*|reach\w*|bite\w*|"
    r"ask\w*|oblig\w+|allow\w*|let\w*|mean\w*|stop\w*|begin\w*|start\w*|count\w*|remain\w*|attract\w*|"
    r"run\w*|make\w*|give\w*|take\w*|overrid\w+|pass\w*|concern\w*|catch\w*|include\w*|exclude\w*)\b)",
    re.IGNORECASE,
)
"""The beginning of a sentence whose subject stands before it: “It …”, “The duty …”."""
_THE_DUTY = re.compile(
    r"(?<!\w)(the|this|that|our|its|their) duty\b"
    r"(?! (?:officer|sergeant|inspector|manager|solicitor|superintendent|social|holder|desk|"
    r"to (?!have|pay|show|advance|foster|eliminate)|of (?!due)|in section (?!149)|under (?!section 149)))",
    re.IGNORECASE,
)
"""“The duty”, but for the duty officer and the duty to notify."""
_EQUALITY_DUTY = re.compile(r"equality duty|section 149|\bPSED\b|general duty", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:[A-Z]?\d+(?:\.\d+)*[.):]?|\(?[A-Za-z][.)]|(?:Part|Route|Step|Annex) \w+:?)\s+")
_SUBJECT = re.compile(
    r"(\S+(?: \S+){0,7}?) (?:is|are|covers?|makes?|applies|apply|has|have|carries|can|may|must|lets?|"
    r"creates?|allows?|requires?|came|was|concerns?|punishes|gives?|rests?|binds?|lists?|protects?) "
)
_AUXILIARY = re.compile(r"\b(?:need|must|should|may|might|will|would|can|could|not|never)\b", re.IGNORECASE)
"""Of which none stands in a subject: “The buyer need not” is more than one."""
_LONGEST_SUBJECT = 9
_ONES = {word: number for word, number in SMALL.items() if number < 10}
_FORTNIGHT = "fortnight"
_SHORT_UNITS = {
    "yrs": "years", "yr": "year", "mths": "months", "mth": "month", "mos": "months", "wks": "weeks",
    "wk": "week", "hrs": "hours",
}  # fmt: skip
"""“hr” is human resources as well."""
_FOLDED = frozenset((*TENS, _FORTNIGHT, *_SHORT_UNITS))
_BREAKS = frozenset((";", "but", "whereas", "while", "although", "though", "however", "yet", "–", "—"))
_CONDITIONS = frozenset(("if", "when", "where", "though", "although", "whether", "whatever", "because"))
_SET_AGAINST = frozenset(("whereas", "while", "although", "though"))
"""With which one clause is set against another: at the beginning of a sentence the comma parts the two."""
_RELATIVE = frozenset(("where", "which", "who", "whose"))
_EXPLETIVE = re.compile(
    r"(?:and |but |so )?it (?:does not matter|makes no difference|matters (?:not|little))\b|"
    r"(?:and |but |so )?it (?:is|remains|was|will be|would be|can be|may be|has been|becomes?) "
    r"(?:(?:also|still|now|never|always|not|in|law|a|an|no|any|both) )*"
    r"(?:(?:criminal|summary|specific|separate|serious|such) )*"
    r"(?:offence|crime|legal|illegal|lawful|unlawful|criminal|against the law|enough|open|for|up to|left to|"
    r"compulsory|mandatory|optional|necessary|sufficient|possible|wrong)\b[^.;,]{0,60}?"
    r" ?(?:to|that|for|who)\b|"
    r"(?:and |but |so )?it is [^.;]{3,70}? who\b",
    re.IGNORECASE,
)
"""“It is an offence to …”, “it does not matter how …”: what follows says what “it” is, nothing before."""
_INSTEAD = r",? (?:and not|but not|not|rather than|instead of|and never|as opposed to) "
_SUBJECT_WORDS = r"(?:[^\s,;:.]+ ){0,7}?[^\s,;:.]+"
_NO_VERB = r"(?!(?:is|are|was|does|do|has|have|must|may|can|cannot|will|need)\b)[^\s,;:.]+"
_VERBLESS = rf"(?:{_NO_VERB} ){{0,7}}?{_NO_VERB}"
_NOT_ANOTHER = (
    re.compile(
        rf"\bit (?:is|remains|will be) (?!not\b)(?P<one>{_SUBJECT_WORDS})"
        rf"(?P<other>{_INSTEAD}{_SUBJECT_WORDS},?)"
        r" (?=who\b|that\b|which\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:^|, (?:so|because|since|as|and) |: )(?P<one>{_VERBLESS})"
        rf"(?P<other>, (?:and not|but not|not|rather than|instead of) {_SUBJECT_WORDS},) (?=\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:^|, (?:so|because|since|as|and) |: )(?P<one>{_VERBLESS})"
        rf"(?P<other> (?:and not|rather than|instead of) {_SUBJECT_WORDS})"
        r" (?=(?:is|are|must|has|have|commits?|owes?|breaks?|answers?|bears?|carr(?:y|ies)|makes?) )",
        re.IGNORECASE,
    ),
)
"""“It is X, not Y, who …”, “X, and not Y, …”: the sentence speaks of X."""
_APART = re.compile(
    r"(?:and|but|,) not |rather than |instead of |and never |opposed to |\bit (?:is|remains) .* not "
)
"""What one of those holds, at little cost."""
_PUT_IN = re.compile(
    r"\b(?P<verb>is|are|can|may|must|does|has), "
    r"(?P<aside>of course|in fact|in law|in this country|in england(?: and wales)?|in english law|"
    r"under english law|in the united kingdom|in general|in principle|at present|as a matter of law|"
    r"to be clear|however|therefore|indeed|as ever|as always|without exception|"
    r"by definition|strictly speaking|for the avoidance of doubt|"
    r"as everyone knows|and always has been|and remains),(?= )",
    re.IGNORECASE,
)
"""What parts a verb from its own between two commas: “buying sex is, of course, a crime”."""
_IN_SHORT = re.compile(r"(?P<name>[^:;.?!]{3,70}): (?P<rest>[^:?!]+)")
_NUMBERED_NAME = re.compile(r"^([^(]*\d[^(]*?)\s*\([^)]*\)$")
"""“Section 53 (controlling)”, which its number names well enough."""
_LONGEST_PIECE = 8
_LONGEST_IN_SHORT = 24
"""So many words are a note, in which each piece says something of what stands before the colon."""
_SAYS_INSTEAD = frozenset(("not", "than", "instead", "never", "opposed"))


@dataclass(eq=False)
class Sentence:
    """A sentence, its words, and what stands in it."""

    text: str
    words: list[str]
    law: Law

    @cached_property
    def _places(self) -> list[tuple[str, int, int]]:
        """Where each word stands in the text."""
        placed = list(words_with_places(prepared(self.text)))
        found = [
            (word, placed[first][1], placed[last - 1][2])
            for word, first, last in _folded([word for word, _, _ in placed])
        ]
        return found[max(0, len(found) - len(self.words) + 2) :]  # what numbers it is none of its words

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

    @cached_property
    def _guards(self) -> dict[str, list[Hit]]:
        found: dict[str, list[Hit]] = {}
        for hit, name in self.setting.get("guard", ()):
            found.setdefault(name, []).append(hit)
        return found

    def guards(self, name: str) -> list[Hit]:
        """Where the words of one guard stand."""
        return self._guards.get(name, [])

    def told_by(self, hit: Hit) -> Sentence:
        """The sentence without the guards that are a claim's own words.

        “Section 46 was repealed” says what the law is, and “even if they say no” quotes nobody.
        """
        past, quoted = self.guards("past"), self.guards("quoted")
        if any(hit.begin < one.begin and one.end == hit.end for one in past):
            past = []
        quoted = [
            one
            for one in quoted
            if not (hit.begin < one.begin < hit.end and self.words[one.begin - 1] in _CONDITIONS)
        ]
        if len(past) == len(self.guards("past")) and len(quoted) == len(self.guards("quoted")):
            return self
        told = Sentence(self.text, self.words, self.law)
        told._guards = {**self._guards, "past": past, "quoted": quoted}
        return told

    @cached_property
    def _breaks(self) -> list[int]:
        """The words between clauses."""
        found = [at for at, word in enumerate(self.words) if word in _BREAKS]
        if found[:1] == [1] and self.words[1] in _SET_AGAINST and (comma := self._end_of_first()):
            found = sorted({*found, comma})
        return found

    def _end_of_first(self) -> int:
        """The comma between a clause that “while” opens and the one that it is set against."""
        at, inside = 2, False
        while at < len(self.words) - 1:
            if self.words[at] == ",":
                if not inside and self.words[at + 1] not in _RELATIVE:
                    return at
                inside = not inside
                if not inside:
                    return at
            at += 1
        return 0

    def against(self, at: int) -> bool:
        """Whether a word stands in a clause that “while” or “whereas” opens."""
        opens = [one for one in self._breaks if one < at]
        return bool(opens) and self.words[opens[-1]] in _SET_AGAINST

    @cached_property
    def set_apart(self) -> tuple[int, int] | None:
        """The words of “, not Y,” in a sentence that speaks of X instead."""
        if _SAYS_INSTEAD.isdisjoint(self.words):
            return None
        found = _not_another(self.text)
        return self.word_at(*found.span("other")) if found else None

    def clause(self, hit: Hit) -> tuple[int, int]:
        """The words of the clause in which a hit begins."""
        begin, end = 0, len(self.words)
        for at in self._breaks:
            if at < hit.begin:
                begin = at + 1
            elif at >= hit.end:
                return begin, at
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

    @cached_property
    def told_by(self) -> list[Sentence]:
        """The sentences that say what the statement says: after “Yes.” what it answers, and what follows."""
        found = [self.whole]
        if self.sentence is not self.whole:
            found.append(self.sentence)
        if self.is_bare_answer and self.after is not None and self.passage.kind != "cell":
            found.append(self.after)
        return found

    @property
    def is_bare_answer(self) -> bool:
        """Whether it is “Yes.” or “No.”, and says nothing of itself."""
        return len(self.whole.words) == _BARE_ANSWER and is_answer(self.whole.text)


@lru_cache(maxsize=100)
def _not_another(text: str) -> re.Match[str] | None:
    """Where a text says of one subject what it denies of another: “it is X, not Y, who …”."""
    if not _APART.search(text):
        return None
    return next((found for pattern in _NOT_ANOTHER if (found := pattern.search(text))), None)


def _instead(text: str, found: Sequence[str], law: Law) -> Iterator[Sentence]:
    """The sentence said of one subject alone: “X breaks the law” for “it is X, not Y, who breaks the law”."""
    if not _SAYS_INSTEAD.isdisjoint(found) and (match := _not_another(text)):
        begin, end = match.span("other")
        rest = text[end:]
        if match.re is _NOT_ANOTHER[0]:
            rest = " " + rest.split(maxsplit=1)[1]
            yield read_closely(text[: match.start()] + match["one"] + rest, law)
        else:
            yield read_closely(text[:begin] + rest, law)


def _without_asides(text: str, law: Law) -> Iterator[Sentence]:
    """The sentence with what is put in between two commas at its end: a nation is still named."""
    if text.count(", ") > 1 and (found := _PUT_IN.search(text)):
        rest = text[found.end() :].rstrip(". ")
        yield read_closely(f"{text[: found.end('verb')]}{rest}, {found['aside']}.", law)


def _told_in_short(text: str, law: Law) -> Iterator[Sentence]:
    """Each piece of “Section 53 (controlling): either way; 14 years” with what stands before the colon."""
    if ": " not in text or text.count(" ") > _LONGEST_IN_SHORT or not (found := _IN_SHORT.fullmatch(text)):
        return
    mark = "; " if "; " in found["rest"] else ", "
    parts = [part.strip() for part in found["rest"].split(mark) if part.strip()]
    name = _NUMBERED_NAME.sub(r"\1", found["name"])
    if any(part.count(" ") >= _LONGEST_PIECE for part in parts):
        return
    if len(parts) > 1 or name != found["name"]:
        yield from (read_closely(f"{name}: {part}", law) for part in parts)


def read_closely(text: str, law: Law) -> Sentence:
    """A text as one sentence."""
    return Sentence(text, written_out(words(text)), law)


def written_out(found: list[str]) -> list[str]:
    """The words with “forty-eight” as “48” and “yrs” as “years”, so that phrases say each in one way."""
    return found if _FOLDED.isdisjoint(found) else [word for word, _, _ in _folded(found)]


def _folded(found: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The words, numbers of two words as one, each with the first and last of what it was."""
    at = 0
    while at < len(found):
        word = found[at]
        after = found[at + 1] if at + 1 < len(found) else ""
        if word in TENS and after in _ONES:
            yield str(TENS[word] + _ONES[after]), at, at + 2
            at += 2
        elif after == _FORTNIGHT and word in ("a", "one"):
            yield "14", at, at + 1
            yield "days", at + 1, at + 2
            at += 2
        else:
            yield _SHORT_UNITS.get(word, word), at, at + 1
            at += 1


def stated(document: Document, law: Law) -> Iterator[Stated]:
    """Every sentence that holds a claim of law, in reading order."""
    passages = document.passages
    known: dict[str, Sentence] = {}
    rows = _Rows(passages)
    near = _Near(law, rows)

    def sentence(text: str) -> Sentence:
        if text not in known:
            known[text] = read_closely(text, law)
        return known[text]

    for at, passage in enumerate(passages):
        if passage.kind in ("contents", "heading"):
            continue
        pieces = _pieces(passage.text)
        for number, (text, whole) in enumerate(pieces):
            found = written_out(whole)
            last = _last_but_answers(pieces, number)
            asked, led, leant_on = "", "", tuple[str, ...]()
            if passage.kind == "cell":
                beside = near.headers(passage)
            else:
                asked = _asked(passages, at, pieces, number)
                leant_on = _leant_on(passage, text, pieces, last)
                if passage.kind == "item" and is_denied(text):
                    led = _of_its_lead(_lead(passages, at, sentence), text)
                beside = [word for other in (asked, led, *leant_on) if other for word in words(other)]
            duty = _with_its_duty(passage, text, pieces, number)
            if duty:
                beside = [*beside, *words(duty)]
            if not near.worth(passage, [*found, *beside] if beside else found):
                continue
            if not number and not asked and _only_heads(pieces):
                continue
            parts = [
                (part, claims)
                for part in (
                    *_parts(passage, text, found, asked, law),
                    *_leaning(text, leant_on, law),
                    *([read_closely(led, law)] if led else []),
                    *([read_closely(duty, law)] if duty else []),
                )
                if (claims := list(law.claims.found(part.words)))
            ]
            if not parts:
                continue
            one = known[text] = parts[0][0] if parts[0][0].text == text else Sentence(text, found, law)
            place = passage.place
            cells = rows.of(passage)
            run_in = pieces[0][0] if number and len(pieces[0][1]) <= _LONGEST_RUN_IN else None
            heads = [place.row_header, place.column_header, run_in, *reversed(place.headings)]
            following = pieces[number + 1][0] if number + 1 < len(pieces) else _next(passages, at)
            row = [sentence(_as_provision(cell)) for cell in cells if cell is not passage]
            for part, claims in parts:
                yield Stated(
                    one if part.text == text else part,
                    one,
                    passage,
                    claims,
                    before=sentence(pieces[last][0]) if last >= 0 else _lead(passages, at, sentence),
                    earlier=[sentence(pieces[back][0]) for back in range(last - 1, max(-1, last - 4), -1)],
                    ahead=_ahead(passages, at, sentence),
                    after=sentence(following) if following else None,
                    headings=[sentence(head) for head in heads if head and head != passage.text],
                    row=row if len(cells) <= _MOST_CELLS else [],
                    at=at,
                )


def _only_heads(pieces: Sequence[tuple[str, list[str]]]) -> bool:
    """Whether the first sentence of a passage heads it: “After adoption. The plan is …”."""
    text, found = pieces[0]
    return len(pieces) > 1 and len(found) <= _LONGEST_RUN_IN and bool(_RUNS_IN.match(text))


class _Rows:
    """The cells of each row of a document's tables, looked up when first asked for."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._cells: dict[tuple[int | None, int | None], list[Passage]] | None = None

    def of(self, cell: Passage) -> Sequence[Passage]:
        """The cells of its row, itself among them; none where it is in no table."""
        if not cell.place.table:
            return ()
        if self._cells is None:
            self._cells = defaultdict(list)
            for other in self._passages:
                if other.place.table:
                    self._cells[other.place.table, other.place.row].append(other)
        return self._cells[cell.place.table, cell.place.row]


def _pieces(text: str) -> tuple[tuple[str, list[str]], ...]:
    """The sentences of a passage; a question so short that it stayed with its answer is taken from it.

    So is “No.” from what follows it: “No. One approach is enough” speaks of no number.
    """
    pieces = worded_before(text)
    if "No. " in text:
        pieces = tuple(
            one
            for piece in pieces
            for one in (
                worded_before("No.") + worded_before(piece[0][len("No. ") :])
                if _NO_AND_MORE.match(piece[0])
                else (piece,)
            )
        )
    if len(pieces) == 1 and "? " in text:
        question, _, answer = text.partition("? ")
        if is_answer(answer) or is_short(answer):
            return worded_before(f"{question}?") + worded_before(answer)
    return pieces


class _Near:
    """Whether a sentence may hold a claim, and names what that is about, or stands near enough after it.

    What is named is kept as the bits of all claims that may be about it, and those wanted are put together of
    such bits.
    """

    def __init__(self, law: Law, rows: _Rows) -> None:
        self._law = law
        self._rows = rows
        self._at = 0
        self._lately: deque[tuple[int, int]] = deque()
        """Sentences of late that name anything, by number, and what."""
        self._named = 0
        """What they name together."""
        self._known: dict[str, int] = {}
        """What headings and cells name, by their text."""
        self._together: dict[tuple[str, ...], int] = {}
        """What the headings and headers of a passage name together."""
        self._row: tuple[tuple[int | None, int | None], int] = ((None, None), 0)
        """What the cells of the row that is read name."""
        self._around: tuple[Passage | None, int] = (None, 0)
        """What stands around the passage that is read."""
        every = (*law.attributes, *law.rules)
        self._always = self._claims(Worth.ALWAYS, every)
        self._near = self._claims(Worth.NEAR, every)
        self._of_topics = [
            (law.named.bits(topic), self._claims(Worth.NEAR, (topic,)) | self._claims(Worth.HERE, (topic,)))
            for topic in every
        ]
        """The bits of each point and rule, and those of the claims that may be about it."""
        self._about: dict[int, int] = {0: 0}
        """The same for all that a sentence names together."""
        self._words: dict[str, list[str]] = {}
        """Those of headers."""

    def worth(self, passage: Passage, found: Sequence[str]) -> bool:
        """Whether the next sentence of the document may hold a claim, with what is read with it."""
        self._at += 1
        names = self._names_in(found)
        if names or (self._lately and self._lately[0][0] <= self._at - _FAR):
            self._remember(names)
        claims = self._law.prefilter
        wanted = self._always | names | self._named & self._near
        if passage.kind != "cell":
            if self._around[0] is not passage:
                self._around = passage, self._names_around(passage) & self._near
            return claims.may_hold(found, wanted | self._around[1])
        # Of few cells: what names anything around them is only looked for where it matters.
        held = claims.kinds(found)
        return bool(held & wanted) or bool(held and held & self._names_around(passage))

    def headers(self, passage: Passage) -> list[str]:
        """Words of the headers that a short cell is read with, so far as any phrase knows them."""
        if len(passage.text.split()) > _SHORT_CELL:
            return []
        column, row = passage.place.column_header, passage.place.row_header
        return [*(self._known_words(column) if column else ()), *(self._known_words(row) if row else ())]

    def _known_words(self, head: str) -> list[str]:
        known = self._words.get(head)
        if known is None:
            law = self._law
            known = [word for word in words(head) if law.named.knows(word) or law.prefilter.knows(word)]
            self._words[head] = known
        return known

    def _names_in(self, found: Sequence[str]) -> int:
        named = self._law.named.kinds(found)
        if named not in self._about:
            each = (claims for topic, claims in self._of_topics if named & topic)
            self._about[named] = reduce(or_, each, 0)
        return self._about[named]

    def _remember(self, names: int) -> None:
        if names:
            self._lately.append((self._at, names))
        while self._lately and self._lately[0][0] <= self._at - _FAR:
            self._lately.popleft()
        self._named = reduce(or_, (each for _, each in self._lately), 0)

    def _names_around(self, passage: Passage) -> int:
        place = passage.place
        texts: tuple[str, ...] = tuple(filter(None, (*place.headings, place.row_header, place.column_header)))
        if texts not in self._together:
            self._together[texts] = reduce(or_, map(self._names, texts), 0)
        if passage.kind != "cell":
            return self._together[texts]
        row = place.table, place.row
        if self._row[0] != row:
            self._row = row, reduce(or_, (self._names(cell.text) for cell in self._rows.of(passage)), 0)
        return self._together[texts] | self._row[1]

    def _names(self, text: str) -> int:
        if text not in self._known:
            self._known[text] = self._names_in(written_out(words(text)))
        return self._known[text]

    def _claims(self, sort: str, topics: Iterable[str]) -> int:
        """The bits of claims of a sort on points and rules."""
        return reduce(or_, (self._law.prefilter.bits((sort, topic)) for topic in topics), 0)


def _last_but_answers(pieces: Sequence[tuple[str, list[str]]], number: int) -> int:
    """The sentence before one of a passage; “yes” alone is none."""
    last = number - 1
    return last - 1 if last > 0 and len(pieces[last][1]) == _BARE_ANSWER else last


def _asked(passages: Sequence[Passage], at: int, pieces: Sequence[tuple[str, list[str]]], number: int) -> str:
    """The question that a sentence answers with “yes”, “no” or a few words."""
    if number:
        before = pieces[number - 1][0]
    elif at and passages[at - 1].kind not in ("heading", "cell"):
        before = passages[at - 1].text
    else:
        before = (passages[at].place.headings or ("",))[-1]
    if "?" not in before:
        return ""  # as mostly
    if not number and at and passages[at - 1].kind not in ("heading", "cell"):
        before = (sentences(before) or [""])[-1]
    text = pieces[number][0]
    before = _AM_I.sub("Are you", before)  # “Am I breaking the law?”, “Yes, you are.”
    return before if before.rstrip().endswith("?") and (is_answer(text) or is_short(text)) else ""


def _leant_on(
    passage: Passage, text: str, pieces: Sequence[tuple[str, list[str]]], last: int
) -> tuple[str, ...]:
    """What may be the subject of a sentence that begins with “it”: that of the one before, or a heading."""
    if not _LEANS.match(text) or _EXPLETIVE.match(text):
        return ()
    if last < 0:
        named = [_NUMBERED.sub("", head, count=1) for head in passage.place.headings[-1:]]
    else:
        subject = _SUBJECT.match(pieces[last][0])
        named = [subject[1]] if subject and not _AUXILIARY.search(subject[1]) else []
    return tuple(one for one in named if one.count(" ") < _LONGEST_SUBJECT and not _LEANS.match(f"{one} is"))


def _with_its_duty(passage: Passage, text: str, pieces: Sequence[tuple[str, list[str]]], number: int) -> str:
    """The sentence with “the equality duty” for “the duty”, where what stands before it names that duty."""
    if "duty" not in text or _EQUALITY_DUTY.search(text) or not _THE_DUTY.search(text):
        return ""
    place = passage.place
    heads = (*place.headings, place.column_header, place.row_header)
    if not any(
        other and _EQUALITY_DUTY.search(other) for other in (*heads, *(one for one, _ in pieces[:number]))
    ):
        return ""
    return _THE_DUTY.sub(r"\1 equality duty", text)


def _leaning(text: str, subjects: Iterable[str], law: Law) -> Iterator[Sentence]:
    """The sentence with each of them in the place of “it”."""
    for subject in subjects:
        yield read_closely(_LEANS.sub(f"{subject} ", text, count=1), law)


def _parts(passage: Passage, text: str, found: list[str], asked: str, law: Law) -> list[Sentence]:
    """The sentence; of a cell, what stands between its semicolons, and what is short with its headers before.

    “Either way; seven years” is two statements, and “Court | Magistrates” is one.
    """
    if passage.kind != "cell":
        return [
            Sentence(text, found, law),
            *_instead(text, found, law),
            *_without_asides(text, law),
            *_told_in_short(text, law),
            *_answers(asked, text, law),
        ]
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
        read += _answers(head or "", text, law)
    return [*read, *_of_its_row(passage, text, law)]


def _of_its_row(passage: Passage, text: str, law: Law) -> Iterator[Sentence]:
    """What “yes” or “no” under a header says of its row: “section 46 is not in force” for “In force?”."""
    head, row = (passage.place.column_header or "").rstrip("? "), passage.place.row_header
    if not (head and row and _YES_OR_NO.fullmatch(text.strip())):
        return
    if row.endswith("?") or head.count(" ") >= _SHORT_HEADER:
        return
    agrees, head = text.strip()[0] in "Yy", head[0].lower() + head[1:]
    verb, _, rest = head.partition(" ")
    if verb in _HEADS_WITH:
        said = head if agrees else f"does not {_HEADS_WITH[verb]} {rest}"
    else:
        said = f"is {head}" if agrees else f"is not {head}"
    yield read_closely(f"{row} {said}", law)


def _of_its_lead(lead: Sentence | None, text: str) -> str:
    """What a short point of a list says with the line that it continues."""
    if lead is None or text.count(" ") >= _SHORT_CELL:
        return ""
    return continued(lead.text, text.rstrip("."))


def _answers(question: str, answer: str, law: Law) -> list[Sentence]:
    return [
        read_closely(statement, law)
        for beginning, statement in answered(question, answer)
        if not any(claim.attribute for _, claim in law.claims.found(words(beginning)))
    ]


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
