"""A text as sentences, and a sentence as the words that phrases are matched against."""

from __future__ import annotations

import re

BEGIN = "^"
END = "$"
MARK = ","
"""Stands for every mark that plain neighbours in a phrase don't reach over."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|[%£&,;:()\[\]/–—|]|(?<=\s)-(?=\s)")
_ASCII_WORD = re.compile(_WORD.pattern.replace(r"[^\W\d_]", "[a-z]").replace(r"\d", "[0-9]"))
"""The same for a prepared text in ASCII, as most are."""
_MARKS = frozenset(",;:()[]/–—|-")
_PROVISION = re.compile(r"(?<=\d)(?:\(\w{1,4}\))+")
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


_STOPS = ".!?…"
_SHORTEST_TWO = 40
"""Characters below which nobody writes two sentences."""
_LONGEST = 1500
"""Characters above which a sentence is a table or a list that lost its form."""


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
    for end in (_SENTENCE_OR_POINT if _POINT.search(text) else _SENTENCE_END).finditer(text):
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


def words(text: str) -> list[str]:
    """The words of a sentence between `BEGIN` and `END`; marks are words of their own."""
    plain = prepared(text)
    found = (_ASCII_WORD if plain.isascii() else _WORD).findall(plain)
    if "&" in plain:
        found = ["and" if word == "&" else word for word in found]
    return [BEGIN, *found, END]


def words_with_places(text: str) -> list[tuple[str, int, int]]:
    """The words of a prepared text, without begin and end, each with where it begins and ends there."""
    return [(found[0], found.start(), found.end()) for found in _WORD.finditer(text)]


def is_mark(word: str) -> bool:
    """Whether the word is a mark."""
    return word in _MARKS
