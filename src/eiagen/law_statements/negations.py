"""A phrase taken apart by the negations that it holds, so that one in the text can be told from its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from eiagen.phrases import Choice, Phrase, Words

# fmt: off
NEGATIONS = frozenset((
    "not", "no", "never", "cannot", "nor", "neither", "without", "none", "nobody", "nothing",
    "irrelevant", "immaterial", "unless"
))
# fmt: on


def by_negation(phrase: Phrase) -> Iterator[tuple[Phrase, int]]:
    """The phrase as one or several, each with the number of negations that stand in it whatever it finds.

    “(lawful|no offence) to” becomes “(lawful) to” and “(no offence) to”.
    """
    for number, parts in enumerate(product(*map(_variants, phrase.parts))):
        text = f"{phrase.text} #{number}" if number else phrase.text
        yield replace(phrase, text=text, parts=parts), sum(map(_most, parts))


def _variants(part: Words) -> list[Words]:
    choices: list[list[str | Choice | None]] = []
    for item in part:
        if isinstance(item, str):
            choices.append([item])
            continue
        with_one = tuple(option for option in item.options if _most(option))
        without = tuple(option for option in item.options if not _most(option))
        if with_one and (without or item.optional):
            plain: str | Choice | None = Choice(without, item.optional) if without else None
            choices.append([plain, Choice(with_one, optional=False)])
        else:
            choices.append([item])
    return [tuple(item for item in one if item is not None) for one in product(*choices)]


def _most(sequence: Words) -> int:
    """The most negations that it can hold."""
    return sum(
        item in NEGATIONS or item.endswith("n't") if isinstance(item, str) else max(map(_most, item.options))
        for item in sequence
    )
