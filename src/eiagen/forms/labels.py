"""The labels of other bodies' forms: which field of the assessment a question, heading or column is about."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from eiagen.catalogue_files import jurisdictions
from eiagen.forms.questions import Pattern, Question, questions
from eiagen.resources import CATALOGUE

Sureness = Literal["sure", "likely"]

_NUMBER = re.compile(
    r"^(?:(?:section|part|question|step|stage|q)\s*)?"
    r"(?:\(?\d{1,2}(?:\.\d{1,2})*[a-z]?[.):]*(?:\s*[-–:])?\s+"
    r"|\(?(?:[a-z]|[ivx]{1,4})[.)]\s+|(?<=[a-z] )[a-z]:\s+)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SAYS_LITTLE = frozenset(
    (
        "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "is", "are", "was",
        "were", "be", "been", "being", "its", "it", "this", "that", "these", "those", "your",
        "our", "their", "you", "we", "has", "have", "had", "do", "does", "did", "will", "would",
        "there", "any", "with", "by", "from", "at", "as", "what", "which", "please", "describe",
        "explain", "provide", "give", "set", "out", "outline", "overall", "main", "brief",
        "proposed", "policy", "policies", "strategy", "service", "function", "proposal", "plan",
        "project", "activity",
    )
)  # fmt: skip
"""Words that tell one question from another only seldom."""
_LONGEST = 20
"""A label of more words than this is a sentence, and is matched only where it is known as it stands."""
_LONGEST_QUESTION = 40
_LONGEST_LABEL = 400
"""Characters."""
_OF_A_PERSON = frozenset(("name", "owner", "role", "maker"))


@dataclass(frozen=True)
class Match:
    """A field that a label is about."""

    field: Pattern
    sure: Sureness


def plain_label(text: str) -> str:
    """A label without case, numbering, brackets and marks: two that say the same are equal."""
    text = _NUMBER.sub("", text.strip())
    text = _BRACKETS.sub(" ", text).casefold().replace("&", " and ")
    text = re.sub(r"['’‘`]", "", text)
    return " ".join(re.sub(r"[^\w\s]|_", " ", text).split()).removeprefix("please ").strip()


@cache
def _known() -> Mapping[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for one in questions().data.questions:
        path = tuple(one.field.split("."))
        if not isinstance(questions().by_path[path], Question):
            continue
        for label in (*((one.ask,) if one.ask else ()), *one.also):
            fields = found.setdefault(plain_label(label), [])
            if path not in fields:
                fields.append(path)
    return {label: tuple(fields) for label, fields in found.items()}


def fields_for(text: str, allowed: Collection[Pattern] | None = None) -> Iterator[Match]:
    """The fields that a label may be about, the likeliest first; only of those `allowed`, where some are."""
    return (one for one in _fields_for(text) if allowed is None or one.field in allowed)


@lru_cache(maxsize=4096)
def _fields_for(text: str) -> tuple[Match, ...]:
    return tuple(_found(text))


def _found(text: str) -> Iterator[Match]:
    label = plain_label(text)
    if not label or len(text) > _LONGEST_LABEL:
        return
    given = set()
    for field in _known().get(label, ()):
        given.add(field)
        yield Match(field, "sure")
    for field in _likely(label, text):
        if field not in given:
            given.add(field)
            yield Match(field, "likely")


def _likely(label: str, text: str) -> Iterator[Pattern]:
    """Fields that a label is likely about, though it is not known as it stands."""
    known, words = _known(), label.split()
    # "What do you know? Summary of data about the users of the service"
    sentences = re.findall(r"[^?]+\?", text.strip())
    for one in sentences if len(sentences) > 1 or not text.rstrip().endswith("?") else ():
        yield from known.get(plain_label(one), ())
    if 1 < len(words) <= _LONGEST:
        content = _content(label)
        near = [
            one for one in known if abs(len(one) - len(label)) <= len(label) // 5 and content & _content(one)
        ]
        close = difflib.get_close_matches(label, near, n=1, cutoff=0.9)
        yield from (field for one in close for field in known[one])
        begins = [one for one in known if len(one.split()) >= 2 and label.startswith(f"{one} ")]
        ends = [one for one in known if len(one.split()) >= 3 and label.endswith(f" {one}")]
        alike = _by_content().get(content, ())
        found = (field for one in sorted([*begins, *ends], key=len, reverse=True) for field in known[one])
        # Of two things that a label names, a person's name is only one: "Service and lead officer".
        yield from (field for field in (*alike, *found) if field[-1] not in _OF_A_PERSON)
    if 2 < len(words) <= _LONGEST_QUESTION:
        said = set(words)
        for phrase, field in _phrases():
            if phrase <= said:
                yield field


@cache
def _phrases() -> tuple[tuple[frozenset[str], Pattern], ...]:
    """The words of each phrase and its field, those of most words first."""
    found = [
        (frozenset(plain_label(phrase).split()), tuple(one.field.split(".")))
        for one in questions().data.questions
        for phrase in one.phrases
    ]
    return tuple(sorted(found, key=lambda one: -len(one[0])))


def is_another_label(text: str) -> bool:
    """Whether a text is, as it stands, a question of a form and not an answer."""
    label = plain_label(text)
    return label in _known() and label not in _answers()


@cache
def _answers() -> frozenset[str]:
    said = (word for one in questions().data.answers for words in one.words.values() for word in words)
    return frozenset(map(plain_label, said))


@cache
def _content(label: str) -> frozenset[str]:
    """The words of a label that say what it is about."""
    return frozenset(label.split()) - _SAYS_LITTLE


@cache
def _by_content() -> Mapping[frozenset[str], tuple[Pattern, ...]]:
    found: dict[frozenset[str], tuple[Pattern, ...]] = {}
    for label, fields in _known().items():
        # “Overall impact” is known for more than “impact”.
        content = _content(label) | (frozenset(label.split()) & {"overall"})
        if content:
            found[content] = tuple(dict.fromkeys((*found.get(content, ()), *fields)))
    return found


_EXPLAINED = re.compile(r"\n|\s*[:(\[/]|\s+[-–—]\s|,?\s+(?:e\.?g\.?|including|includes|such as|that is)\s")
"""Where an explanation begins behind a name."""


def characteristic(text: str, *, loosely: bool = False) -> str | None:
    """The characteristic that a row or heading is about, if it is about one and nothing else.

    `loosely`, an explanation may stand behind its name: "Disability – includes mental health".
    """
    found = _characteristics().get(plain_label(text))
    if found is None and loosely:
        found = _characteristics().get(plain_label(_EXPLAINED.split(text.strip(), maxsplit=1)[0]))
    return found


def field_below(label: str, headings: Sequence[str]) -> Pattern | None:
    """The field that a label stands for below certain headings: a name below "Sign-off"."""
    for heading in map(plain_label, reversed(headings)):
        for section in questions().data.sections:
            below = any(
                heading == one or heading.startswith(f"{one} ") or heading.endswith(f" {one}")
                for one in map(plain_label, section.under)
            )
            if below and label in section.labels:
                return tuple(section.labels[label].split("."))
    return None


def field_beside(label: str, before: Pattern) -> Pattern | None:
    """The field of a label that goes on with what the label before it began: a date after "Approved by"."""
    for section in questions().data.sections:
        field = section.labels.get(label, "").split(".")
        if before and field[0] == before[0] and len(field) > 1:
            return tuple(field)
    return None


@cache
def _characteristics() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for nation in jurisdictions(CATALOGUE).values():
        for one in nation.characteristics:
            found.setdefault(plain_label(one.title), one.id)
            found.setdefault(plain_label(one.id.replace("-", " ")), one.id)
    for id, labels in questions().data.characteristics.items():
        for label in labels:
            found.setdefault(plain_label(label), id)
    return found


@cache
def answer_words(field: Pattern) -> Mapping[str, str]:
    """Words of other forms that mean one of a field's choices."""
    for one in questions().data.answers:
        if tuple(one.field.split(".")) == field:
            return {word.casefold(): value for value, words in one.words.items() for word in (value, *words)}
    return {}
