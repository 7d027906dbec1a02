"""Which words of an edited sentence are gone and which are new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\S+\s*")
_AROUND = ".,;:!?()[]“”\"'‘’"


class Piece(NamedTuple):
    """A run of words: how it stands in the old sentence and in the new one."""

    old: str
    new: str
    same: bool
    """Whether both have it, whatever its case and punctuation."""


def word_changes(old: str, new: str) -> Iterator[Piece]:
    """The two sentences piece by piece; a piece that only one has is empty in the other."""
    before, after = _WORD.findall(old.strip()), _WORD.findall(new.strip())
    matcher = SequenceMatcher(None, _plain(before), _plain(after), autojunk=False)
    for tag, begin, end, begin_new, end_new in matcher.get_opcodes():
        yield Piece("".join(before[begin:end]), "".join(after[begin_new:end_new]), tag == "equal")


def _plain(words: list[str]) -> list[str]:
    return [word.strip().strip(_AROUND).casefold().replace("’", "'") for word in words]
