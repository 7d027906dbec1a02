"""What stands in the place of an answer and is none: prompts, printed choices, guidance, “N/A”, fragments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from eiagen.document import Passage
from eiagen.forms.labels import plain_label
from eiagen.forms.questions import questions

Sort = Literal["answer", "prompt", "choices", "denial", "guidance"]

_NOTHING = re.compile(
    r"\[[^\[\]]*\]|<[^<>]*>|[-–—_. …]+|(?:insert|enter|add|type) .*here[.…]*", re.IGNORECASE
)
_BETWEEN_CHOICES = re.compile(r"\s*(?:/|\||\bor\b|,|\n)\s*")
_LONGEST_CHOICE = 4
_ENDS = re.compile(r"[.!?:;…][\"”’')\]]*$")
_ASKS = re.compile(
    r"(?:what|who|whom|how|why|when|where|which|is|are|does|do|did|will|can|could|would|should|has|have)\b"
    r"[^?.]{8,200}\?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\(.*\)|\[.*\]", re.DOTALL)
_FLAT = frozenset(("txt", "pdf"))
"""Formats without paragraphs of their own: what stands together is guessed by the reader."""
_SHORT = 8
_WINDOW = 7


def sort_of(text: str) -> Sort:
    """What a text in the place of an answer is."""
    plain, words = plain_label(text), _words()
    if not text.strip() or _NOTHING.fullmatch(text.strip()) or plain in words.prompts:
        return "prompt"
    if plain in words.denials or re.match(
        r"n/a\b|na\b(?! )|NA\b|not applicable\b", text.strip(), re.IGNORECASE
    ):
        return "denial"
    if text.rstrip().endswith(":") and len(text.split()) <= _SHORT:
        return "guidance"
    if _is_choices(text):
        return "choices"
    return "guidance" if is_guidance(text) or _ASKS.match(text.strip()) else "answer"


def is_guidance(text: str) -> bool:
    """Whether a text tells whoever fills in the form what to do."""
    words = _words()
    inner = text.strip()
    bracketed = _IN_BRACKETS.fullmatch(inner) is not None
    low = inner.strip("([ ").casefold()
    if low.startswith(words.guidance_opens):
        return True
    asks = low.startswith(words.imperatives)
    return asks and (bracketed or any(re.search(rf"\b{one}\b", low) for one in words.addresses))


def _is_choices(text: str) -> bool:
    """Choices that were printed for somebody to strike out all but one, and nobody did."""
    known = _words().choices
    parts = [plain_label(one) for one in _BETWEEN_CHOICES.split(text.strip())]
    parts = [one for one in parts if one]
    return len(parts) > 1 and all(one in known and len(one.split()) <= _LONGEST_CHOICE for one in parts)


def is_choice(text: str) -> bool:
    """Whether a text is a word that answers a choice."""
    return plain_label(text) in _words().choices


class _Words:
    """The words of catalogue/forms.yaml that this is told by."""

    def __init__(self) -> None:
        said = questions().data.not_answers
        self.prompts = frozenset(map(plain_label, said.prompts))
        self.denials = frozenset(map(plain_label, said.denials))
        self.guidance_opens = tuple(one.casefold() for one in said.guidance_opens)
        self.imperatives = tuple(f"{one.casefold()} " for one in said.imperatives)
        self.addresses = tuple(re.escape(one.casefold()) for one in said.addresses)
        answers = (word for one in questions().data.answers for words in one.words.values() for word in words)
        self.choices = frozenset(map(plain_label, (*answers, *said.choices)))


@cache
def _words() -> _Words:
    return _Words()


def says_no_impact(text: str) -> bool:
    """Whether a text says in words that there is no effect or no difference."""
    low = " ".join(text.casefold().split())
    return any(re.search(rf"\b{re.escape(one)}\b", low) for one in questions().data.not_answers.no_impact)


def is_neutral(text: str) -> bool:
    """Whether a word says “neutral”, which is not yet that there is no effect."""
    return plain_label(text) in frozenset(map(plain_label, questions().data.not_answers.neutral))


def is_cut(passages: Sequence[Passage], form: str) -> bool:
    """Whether a text was cut somewhere: it begins or breaks off within a sentence.

    Only where a reader has to guess what stands together; in Word a person made the paragraphs.
    """
    if form not in _FLAT:
        return False
    texts = [one.text for one in passages if one.kind != "item"]
    if any(text[:1].islower() for text in texts):
        return True
    last = passages[-1].text
    return last[-1:] in ",-–&" or last.split()[-1:] in (
        ["of"],
        ["the"],
        ["and"],
        ["or"],
        ["to"],
        ["a"],
        ["in"],
    )


def is_prose(text: str) -> bool:
    """Whether a text is at least one whole sentence."""
    return len(text.split()) >= 4 and not text[:1].islower() and _ENDS.search(text.strip()) is not None


def flattened(passages: Sequence[Passage], form: str) -> set[int]:
    """The numbers of passages that look like the cells of a table whose lines were lost."""
    if form not in _FLAT:
        return set()
    body = [index for index, one in enumerate(passages) if one.place.table is None]
    short = [_is_scrap(passages[index].text) for index in body]
    low = [passages[index].text[:1].islower() for index in body]
    inside: set[int] = set()
    for at in range(len(body)):
        near = slice(max(0, at - _WINDOW), at + _WINDOW + 1)
        length = len(short[near])
        if length > _WINDOW and sum(short[near]) * 10 >= length * 6 and sum(low[near]) >= 3:
            inside |= set(body[near])
    return {
        index for index in inside if not is_prose(passages[index].text) or _is_scrap(passages[index].text)
    }


def _is_scrap(text: str) -> bool:
    return len(text.split()) <= _SHORT and _ENDS.search(text) is None
