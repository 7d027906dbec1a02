"""The same words stand in several places where each ought to have its own."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank
from eiagen.gap_rules.word_lists import normal
from eiagen.gap_rules.wording import shortened
from eiagen.place import Path

SHORT = 60
"""Words in a text that may have been filled in from a pattern, with only the characteristic's name put in."""


class Options(RuleOptions):
    """Which fields are compared, and how many may be the same."""

    fields: tuple[str, ...]
    at_least: int = 3
    """As many times the same text is a gap."""
    regardless_of: tuple[str, ...] = ()
    """Words that don't count as a difference, besides the names of the characteristics."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """One gap for each repeated text, where it first stands; words: text, times."""
    names = _names(subject, options)
    places: dict[str, list[tuple[Path, str]]] = {}
    for name in options.fields:
        for path, value in subject.at(name):
            if isinstance(value, str) and not is_blank(value):
                told = subject.reading.normal(value)
                words = told.split()
                if len(words) <= SHORT and not names.isdisjoint(words):
                    told = " ".join([word for word in words if word not in names])
                places.setdefault(told, []).append((path, value))
    for same in places.values():
        if len(same) >= options.at_least:
            path, text = same[0]
            yield Gap(path, {"text": shortened(text, 14), "times": str(len(same))})


def _names(subject: Subject, options: Options) -> frozenset[str]:
    names = {
        word for one in subject.catalogue.characteristics for word in normal(f"{one.id} {one.title}").split()
    }
    return frozenset(names | {word.lower() for word in options.regardless_of})
