"""A text as sentences, and a sentence as the words that phrases are matched against."""

from __future__ import annotations

import re
from sys import intern

BEGIN = "^"
END = "$"
MARK = ","
"""Stands for every mark that plain neighbours in a phrase don't reach over."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|[%£&,;:()\[\]/–—|]|(?<=\s)-(?=\s)")
_MARKS = frozenset(",;:()[]/–—|-")
_PROVISION = re.compile(r"(?<=\d)(?:\(\w{1,4}\))+")
_IN_TITLE = re.compile(
    r"\([A-Z][^()\d]{2,80}\)"
    r"(?=\s+(?:\([A-Z][^()]{2,80}\)\s+)*(?:Act|ACT|Order|ORDER|Regulations|REGULATIONS|Measure|Rules)\b)"
)
"""Part of the title of an Act: “Civic Government (Scotland) Act”, “(Duties) (Wales) Regulations”."""
_TICKED = "☒☑✓✔■"
_CHOICE = re.compile(rf"([☐□{_TICKED}])([^☐□{_TICKED}]*)")
"""A box and what stands behind it."""
_POSSESSIVE = re.compile(r"(?<=\w)'s\b")
_ADDRESS = re.compile(r"(?:\w+://|www\.)\S+|\S+@\S+")
_BRACKETS = str.maketrans("()", "  ")

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9•])")
_SENTENCE_OR_POINT = re.compile(rf"{_SENTENCE_END.pattern}|\s*[•▪●]\s+")
_POINT = re.compile("[•▪●]")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|cf|vs|v|no|nos|para|paras|art|arts|sec|s|ss|reg|sch|ch|pp?|mr|mrs|ms|dr|prof|st|"
    r"hon|rev|sgt|insp|approx|incl|ref|tel|ext|fig|vol|ed|al)|\b[A-Z])\.$",
    re.IGNORECASE,
)


_NUMBERED = re.compile(
    r"\(?(?:[A-Z]?\d{1,3}(?:\.\d{1,3}){1,3}[.)]?|(?:[A-Z]?\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)])\s+(?=[“\"‘']?[A-Z])"
)
"""What numbers a paragraph or a point: “5.6 ”, “(a) ”, “B2. ”."""
_STOPS = ".!?…"
_SHORTEST_TWO = 40
"""Characters below which nobody writes two sentences."""
_LONGEST = 1500
"""Characters above which a sentence is a table or a list that lost its form."""
_MOST_REMEMBERED = 50_000
_MOST_PASSAGES = 20_000


def sentences(text: str) -> list[str]:
    """The sentences of a passage, as they stand in it; what has no end for very long is cut at a mark."""
    found = [text] if len(text) < _SHORTEST_TWO else _ended(text)
    if len(text) > _LONGEST:
        found = [piece for sentence in found for piece in _cut(sentence)]
    return found


def _cut(sentence: str) -> list[str]:
    pieces = []
    while len(sentence) > _LONGEST:
        at = max(sentence.rfind(mark, _LONGEST // 2, _LONGEST) for mark in ("; ", ", ", ". "))
        at = at + 1 if at > 0 else sentence.rfind(" ", 1, _LONGEST)
        at = at if at > 0 else _LONGEST
        pieces.append(sentence[:at].strip())
        sentence = sentence[at:].strip()
    return [*pieces, sentence]


def _ended(text: str) -> list[str]:
    found: list[str] = []
    begin = 0
    points = not text.isascii() and _POINT.search(text)
    for end in (_SENTENCE_OR_POINT if points else _SENTENCE_END).finditer(text):
        stop = end.start()
        piece = text[begin : stop + 1 if text[stop] in _STOPS else stop]
        if _ABBREVIATED.search(piece[-10:]) and not piece.endswith("etc."):
            continue
        if piece.strip():
            found.append(text[begin : end.end()].strip())
        begin = end.end()
    if rest := text[begin:].strip():
        found.append(rest)
    return found


def prepared(text: str) -> str:
    """The text in small letters, with one kind of apostrophe, and without what would hinder phrases.

    That is the possessive s, brackets in provisions, and addresses of pages and mail, whose words say
    nothing. Everything else stays where it was: a place in it is the same place in the text.
    """
    if ") " in text:
        text = _without_title_brackets(text)
    text = text.lower()
    if "’" in text:
        text = text.replace("’", "'")
    if "'" in text:
        text = _POSSESSIVE.sub("  ", text)
    if "www." in text or "://" in text or "@" in text:
        text = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    if "(" in text:
        text = _PROVISION.sub(lambda found: found[0].translate(_BRACKETS), text)
    return text


def _without_title_brackets(text: str) -> str:
    """The text with spaces for the brackets in titles of Acts: a phrase names an Act in plain words."""
    return _IN_TITLE.sub(lambda found: found[0].translate(_BRACKETS), text)


_IZE = re.compile(r"(?<=[a-z]{3})iz(?=(?:es?|ed|ers?|ing|ations?)$)")
_AMERICAN = {
    f"{american}{ending}": f"{british}{ending}"
    for american, british, endings in (
        ("behavior", "behaviour", ["s", "al"]),
        ("center", "centre", ["s", "d"]),
        ("color", "colour", ["s", "ed"]),
        ("counsel", "counsell", ["ing", "or", "ors", "ed"]),
        ("defense", "defence", ["s"]),
        ("enroll", "enrol", ["ment", "ments"]),
        ("favor", "favour", ["s", "ed", "able", "ably"]),
        ("harbor", "harbour", ["s", "ing"]),
        ("honor", "honour", ["s", "ed"]),
        ("labor", "labour", ["ers"]),
        ("neighbor", "neighbour", ["s", "hood", "hoods", "ing"]),
        ("offense", "offence", ["s"]),
        ("program", "programme", ["s"]),
        ("rumor", "rumour", ["s"]),
        ("travel", "travell", ["er", "ers", "ing", "ed"]),
    )
    for ending in ["", *endings]
    if f"{american}{ending}" not in ("counsel", "enroll", "travel")
}


def _british(word: str) -> str:
    """The word as it is spelled here: “prioritized”, “neighbors”."""
    if "iz" in word:
        return _IZE.sub("is", word)
    return _AMERICAN.get(word, word)


# fmt: off
CONTRACTED = {
    "can't": ("cannot",), "won't": ("will", "not"), "shan't": ("shall", "not"), "ain't": ("is", "not"),
    **{f"{verb}n't": (verb, "not") for verb in (
        "is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "need", "must", "should",
        "would", "could", "might",
    )},
    "it'll": ("it", "will"), "he'll": ("he", "will"), "you'll": ("you", "will"), "they'll": ("they", "will"),
    "you've": ("you", "have"), "we've": ("we", "have"), "they've": ("they", "have"),
    "you're": ("you", "are"), "they're": ("they", "are"), "we're": ("we", "are"),
}
"""Contractions are read as they would be written out: a phrase has one way of saying each."""
# fmt: on


class _Pieces(dict[str, tuple[str, ...]]):
    """The words of each piece of text between white space, as far as met before: most are met again."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[piece] = found = tuple(map(intern, _read(f" {piece} ")))
        return found


_words_of_piece = _Pieces().__getitem__


def words(text: str) -> list[str]:
    """The words of a sentence between `BEGIN` and `END`; marks are words of their own.

    Of boxes to tick, only what is ticked is said, where anything is: “☐ Yes ☒ No” says no.
    """
    if not text.isascii() and ("☐" in text or "□" in text):
        text = _ticked(text)
    if "-" in text and (text[0] == "-" or text[-1] == "-"):
        return [BEGIN, *_read(text), END]  # such a hyphen is no mark, as it would be between spaces
    if ") " in text:
        text = _without_title_brackets(text)
    # Nothing but these depends on what stands beyond the white space around it.
    found = [BEGIN]
    for piece in map(_words_of_piece, text.split()):
        found.extend(piece)
    found.append(END)
    return found


def _ticked(text: str) -> str:
    """The text without the choices whose boxes are empty, if others are ticked."""
    chosen = _CHOICE.findall(text)
    if not any(box in _TICKED for box, _ in chosen):
        return text
    return _CHOICE.sub(lambda found: f" {found[2]} " if found[1] in _TICKED else " ", text)


Worded = tuple[tuple[str, list[str]], ...]
"""Sentences, each with its words, which are not to be changed."""
_WORDED: dict[str, Worded] = {}


def worded(text: str) -> Worded:
    """The sentences of a passage, each with its words; remembered for whoever reads the document next.

    The number of a paragraph or point is no word: what it says begins behind it.
    """
    if len(_WORDED) > _MOST_PASSAGES:
        _WORDED.clear()
    pieces = [text] if len(text) < _SHORTEST_TWO else sentences(text)
    _WORDED[text] = found = tuple([(piece, words(_without_number(piece))) for piece in pieces])
    return found


def forget_passages() -> None:
    """To be called before a document is read for its words: nobody comes back to the one before."""
    _WORDED.clear()


def _without_number(sentence: str) -> str:
    """Of every sentence alike: the same text has the same words wherever it stands."""
    number = _NUMBERED.match(sentence)
    return sentence[number.end() :] if number else sentence


def worded_before(text: str) -> Worded:
    """The same, where somebody has asked for them just before."""
    return _WORDED.get(text) or worded(text)


def _read(text: str) -> list[str]:
    plain = prepared(text)
    found: list[str] = _WORD.findall(plain)
    if "'" in plain:
        found = [each for word in found for each in CONTRACTED.get(word, (word,))]
    return ["and" if word == "&" else _british(word) for word in found]


def words_with_places(text: str) -> list[tuple[str, int, int]]:
    """The words of a prepared text, without begin and end, each with where it begins and ends there."""
    return [
        (word, found.start(), found.end())
        for found in _WORD.finditer(text)
        for word in CONTRACTED.get(found[0], (found[0],))
    ]


def is_mark(word: str) -> bool:
    """Whether the word is a mark."""
    return word in _MARKS
