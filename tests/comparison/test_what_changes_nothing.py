"""Guidance put otherwise from end to end, with no more and no less to act on, is as strong as before."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from eiagen.audit.one_document import knowledge_of
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.comparison.alignment import align
from eiagen.comparison.changes import changes
from eiagen.comparison.held import Held, held_document
from eiagen.loading import load_catalogue
from eiagen.readers import read

VERSIONS = Path(__file__).parents[1] / "versions"
TEXTS = ("health-and-police/old.md", "council-scrutiny/new.md")
IN_FIGURES = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "eight": "8", "ten": "10"}
_SENTENCE_ENDS = re.compile(r"(?<=[a-z]{3}\.) (?=[A-Z])")


@cache
def knowledge() -> Knowledge:
    return knowledge_of(load_catalogue("england", ["prostitution"], guidance=True))


def held(path: Path) -> Held:
    return held_document(read(str(path)), knowledge())


@cache
def as_it_stands(name: str) -> Held:
    return held(VERSIONS / name)


def prose(text: str, put: Callable[[str], str]) -> str:
    """The text with each paragraph that is no heading, list or table put otherwise."""
    pieces = text.split("\n\n")
    return "\n\n".join(put(one) if one[:1].isalpha() else one for one in pieces)


def with_contents(text: str) -> str:
    lines = [f"{title} ........ {page}" for page, title in enumerate(re.findall(r"(?m)^## (.+)$", text), 2)]
    return text.replace("\n## ", "\n## Contents\n\n" + "\n\n".join(lines) + "\n\n## ", 1)


def with_footers(text: str) -> str:
    pieces = text.split("\n\n")
    for page, at in enumerate(range(len(pieces) - 1, 0, -12), 1):
        pieces.insert(at, f"Version 3.1 – page {page}")
    return "\n\n".join(pieces)


def in_figures(text: str) -> str:
    return re.sub(rf"\b({'|'.join(IN_FIGURES)})\b(?!-)", lambda found: IN_FIGURES[found[0]], text)


def split_up(text: str) -> str:
    return re.sub(r"; (\w)", lambda found: f". {found[1].upper()}", text)


def joined(text: str) -> str:
    def put(piece: str) -> str:
        parts = _SENTENCE_ENDS.split(piece.replace("\n", " "))
        pairs = zip(parts[::2], parts[1::2], strict=False)
        put = [f"{one[:-1]}; {other[0].lower()}{other[1:]}" for one, other in pairs]
        return " ".join([*put, *parts[len(put) * 2 :]])

    return prose(text, put)


def with_an_opening(text: str) -> str:
    return prose(text, lambda piece: f"In practice, {piece[0].lower()}{piece[1:]}")


def with_shall(text: str) -> str:
    return re.sub(r"\bmust\b", "shall", text)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    "put",
    [with_contents, with_footers, in_figures, split_up, joined, with_an_opening, with_shall],
)
def test_what_is_only_put_otherwise_is_as_strong(
    put: Callable[[str], str], name: str, tmp_path: Path
) -> None:
    path = tmp_path / "new.md"
    path.write_text(put((VERSIONS / name).read_text(encoding="utf-8")), encoding="utf-8")
    old, new = as_it_stands(name), held(path)
    alignment = align([one.words for one in old.sentences], [one.words for one in new.sentences])
    found = changes(old, new, alignment, knowledge().catalogue)
    other = {one.requirement.id: one.reason for one in found if one.kind in ("strengthened", "weakened")}
    assert not other
