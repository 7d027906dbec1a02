"""Reasons are about more than one thing: not only money."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, path_of, value_of
from eiagen.gap_rules.word_lists import finds, sentences


class Options(RuleOptions):
    """The field, the words of the one thing, and the words of everything else that would count."""

    field: str
    words: tuple[str, ...]
    other_words: tuple[str, ...]
    unless: tuple[str, ...] = ()
    """Fields one of which, where it is written, lets it off."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap where every sentence is about the one thing."""
    text = value_of(subject.assessment, options.field)
    if is_blank(text) or any(not is_blank(value_of(subject.assessment, name)) for name in options.unless):
        return
    if finds(options.other_words, text):
        return
    if all(finds(options.words, sentence) for sentence in sentences(text)):
        yield Gap(path_of(options.field))
