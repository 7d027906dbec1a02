"""A phrase taken apart by the negations that it holds, so that one in the text can be told from its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from eiagen.phrases import Choice, Phrase, Words

# fmt: off
NEGATIONS = frozenset((
    "not", "no", "never", "cannot", "nor", "neither", "without", "none", "nobody", "nothing",
    "irrelevant", "immaterial", "unless", "rather", "instead"
))
# fmt: on


class Split:
    """Takes phrases apart; a choice that several share is taken apart once, and shared still."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Choice, list[tuple[Words, int]]]] = {}

    def by_negation(self, phrase: Phrase) -> Iterator[tuple[Phrase, int]]:
        """The phrase as one or several, each with the number of negations that stand in it whatever it finds.

        “(lawful|no offence) to” becomes “(lawful) to” and “(no offence) to”.
        """
        variants = [self._variants(part) for part in phrase.parts]
        if all(len(each) == 1 for each in variants):
            yield phrase, sum(most for ((_, most),) in variants)
            return
        for number, chosen in enumerate(product(*variants)):
            text = f"{phrase.text} #{number}" if number else phrase.text
            parts = tuple(part for part, _ in chosen)
            yield replace(phrase, text=text, parts=parts), sum(most for _, most in chosen)

    def _variants(self, part: Words) -> list[tuple[Words, int]]:
        """What becomes of one part, each with the most negations that it can hold."""
        if len(part) == 1 and isinstance(part[0], str):
            return [(part, _most_of(part[0]))]  # as mostly
        if all(map(_is_word, part)):
            return [(part, sum(map(_most_of, part)))]
        choices = [
            [((item,), _most_of(item))] if isinstance(item, str) else self._of_choice(item) for item in part
        ]
        if all(len(each) == 1 and each[0][0] == (item,) for each, item in zip(choices, part, strict=True)):
            return [(part, sum(each[0][1] for each in choices))]
        return [
            (tuple([item for items, _ in one for item in items]), sum([most for _, most in one]))
            for one in product(*choices)
        ]

    def _of_choice(self, item: Choice) -> list[tuple[Words, int]]:
        known = self._known.get(id(item))
        if known is None:
            known = self._known[id(item)] = item, self._taken_apart(item)
        return known[1]

    def _taken_apart(self, item: Choice) -> list[tuple[Words, int]]:
        # A term among the alternatives may itself have some with a negation and some without.
        each = [one for option in item.options for one in self._variants(option)]
        with_one = tuple([option for option, most in each if most])
        without = tuple([option for option, most in each if not most])
        most = max([most for _, most in each])
        if with_one and (without or item.optional):
            plain: Words = (Choice(without, item.optional),) if without else ()
            return [(plain, 0), ((Choice(with_one, optional=False),), most)]
        return [((item,), most)]

    def _most(self, sequence: Words) -> int:
        return sum(
            _most_of(item) if isinstance(item, str) else max(most for _, most in self._of_choice(item))
            for item in sequence
        )


def _is_word(item: str | Choice) -> bool:
    return isinstance(item, str)


def _most_of(item: str | Choice) -> int:
    return isinstance(item, str) and (item in NEGATIONS or item.endswith("n't"))
