"""Terms of the law's phrases, {name}: read once, and the same piece of every phrase that uses one."""

from __future__ import annotations

import re
from dataclasses import replace
from string import ascii_lowercase

from eiagen.phrases import Choice, Phrase, Words, parse

_TERM = re.compile(r"\{([\w-]+)\}")
_LETTERS = str.maketrans("0123456789", ascii_lowercase[:10])


class Terms:
    """What {name} stands for, so far as defined."""

    def __init__(self) -> None:
        self._stand_ins: dict[str, str] = {}
        """For each name a word that no text holds."""
        self._choices: dict[str, Choice] = {}
        """For each such word the alternatives."""
        self._beginnings: dict[str, frozenset[str]] = {}

    def unknown(self, text: str) -> list[str]:
        """The terms in a text that stand nowhere above, as they are written."""
        return [match[0] for match in _TERM.finditer(text) if match[1] not in self._stand_ins]

    def define(self, name: str, alternatives: tuple[str, ...]) -> None:
        """Lets {name} stand for the alternatives from here on."""
        phrase = self.read("(" + "|".join(alternatives) + ")")
        word = "xterm" + str(len(self._choices)).translate(_LETTERS) + "x"
        (self._choices[word],) = (item for item in phrase.parts[0] if isinstance(item, Choice))
        self._beginnings[word] = phrase.beginnings
        self._stand_ins[name] = word

    def read(self, text: str) -> Phrase:
        """A phrase, with every term in it; raises `PhraseError` with what is wrong."""
        used: set[str] = set()

        def of(match: re.Match[str]) -> str:
            word = self._stand_ins.get(match[1], "x")
            used.add(word)
            return word

        phrase = parse(_TERM.sub(of, text))
        if not used:
            return phrase
        beginnings = phrase.beginnings.union(*(self._beginnings.get(word, frozenset()) for word in used))
        return replace(phrase, parts=tuple(map(self._filled, phrase.parts)), beginnings=beginnings)

    def _filled(self, sequence: Words) -> Words:
        filled = tuple([self._item(item) for item in sequence])
        return (
            filled if any(one is not other for one, other in zip(filled, sequence, strict=True)) else sequence
        )

    def _item(self, item: str | Choice) -> str | Choice:
        if isinstance(item, str):
            return self._choices.get(item, item)
        options = tuple(map(self._filled, item.options))
        changed = any(one is not other for one, other in zip(options, item.options, strict=True))
        return replace(item, options=options) if changed else item
