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
    variants = [_variants(part) for part in phrase.parts]
    if all(len(each) == 1 for each in variants):
        yield phrase, sum(most for ((_, most),) in variants)
        return
    for number, chosen in enumerate(product(*variants)):
        text = f"{phrase.text} #{number}" if number else phrase.text
        parts = tuple(part for part, _ in chosen)
        yield replace(phrase, text=text, parts=parts), sum(most for _, most in chosen)


def _variants(part: Words) -> list[tuple[Words, int]]:
    """What becomes of one part, each with the most negations that it can hold."""
    choices: list[list[tuple[Words, int]]] = []
    for item in part:
        if isinstance(item, str):
            choices.append([((item,), _most_of(item))])
            continue
        each = [(option, _most(option)) for option in item.options]
        with_one = tuple([option for option, most in each if most])
        without = tuple([option for option, most in each if not most])
        most = max([most for _, most in each])
        if with_one and (without or item.optional):
            plain: Words = (Choice(without, item.optional),) if without else ()
            choices.append([(plain, 0), ((Choice(with_one, optional=False),), most)])
        else:
            choices.append([((item,), most)])
    return [
        (tuple([item for items, _ in one for item in items]), sum([most for _, most in one]))
        for one in product(*choices)
    ]


def _most(sequence: Words) -> int:
    most = 0
    for item in sequence:
        most += _most_of(item) if isinstance(item, str) else max(map(_most, item.options))
    return most


def _most_of(word: str) -> int:
    return word in NEGATIONS or word.endswith("n't")
