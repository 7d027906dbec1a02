"""A figure about people has a source: evidence that is cited, or one named beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eiagen.gap_rules.conditions import pattern
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, value_of
from eiagen.gap_rules.word_lists import finds

_BRACKETS = r"\([^)]*[a-z]{3,}[^)]*\)"
_INSIDE = r"[(\[]([^()\[\]]*)[)\]]"
_SEPARATORS = r"[,;]|\band\b|\bsee\b"
_DIGITS = r"\S*\d\S*"


class Options(RuleOptions):
    """Where figures are looked for, what a figure about people looks like, and what counts as its source."""

    items: Mapping[str, tuple[str, ...]]
    """Pattern of items to the fields of theirs that are read: {"impacts.*": [finding, scale]}."""
    sources: Mapping[str, tuple[str, ...]]
    """The same patterns to the fields that hold the source."""
    figures: tuple[str, ...]
    """Regular expressions, the first that fits is shown."""
    masks: tuple[str, ...] = ()
    """Regular expressions struck out first: dates, sections, ages, times."""
    source_words: tuple[str, ...] = ()
    """Words that show that the source is named in the text itself."""
    source_patterns: tuple[str, ...] = ()
    """Regular expressions that show it."""
    in_brackets: tuple[str, ...] = ()
    """Patterns of items where whatever stands in brackets is the source."""
    only_by_field: tuple[str, ...] = ()
    """Patterns of items for which no words in the text will do: any figure needs one of the fields."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each field with a figure and no source; words: figure."""
    for items, names in options.items.items():
        for path, item in subject.at(items):
            if item is None or any(
                not is_blank(value_of(item, name)) for name in options.sources.get(items, ())
            ):
                continue
            for name in names:
                text = value_of(item, name)
                if items in options.only_by_field:
                    figure = _any_figure(text, options)
                else:
                    figure = _figure(text, items in options.in_brackets, options, subject)
                if figure is not None:
                    yield Gap((*path, *name.split(".")), {"figure": figure})
                    break


def _figure(text: object, in_brackets: bool, options: Options, subject: Subject) -> str | None:
    if not isinstance(text, str) or not text.strip():
        return None
    if finds(options.source_words, text) or _names_evidence(text, subject):
        return None
    if any(
        pattern(one).search(text) for one in (*options.source_patterns, *([_BRACKETS] if in_brackets else []))
    ):
        return None
    return _shown(text, options)


def _any_figure(text: object, options: Options) -> str | None:
    if not isinstance(text, str):
        return None
    digits = pattern(_DIGITS).search(text)
    return _shown(text, options) or (digits.group() if digits is not None else None)


def _shown(text: str, options: Options) -> str | None:
    for mask in options.masks:
        text = pattern(mask).sub(" · ", text)
    for expression in options.figures:
        found = pattern(expression).search(text)
        if found is not None:
            return " ".join(found.group().split())
    return None


def _names_evidence(text: str, subject: Subject) -> bool:
    # An id such as "estate" is a word like any other unless it stands in brackets: (e1), [e1, visits 2025].
    evidence = subject.reading.evidence
    for inside in pattern(_INSIDE).findall(text):
        for one in pattern(_SEPARATORS).split(inside):
            if one.strip() in evidence:
                return True
    return False
