"""A sentence says something that is not so, or not so here."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.conditions import pattern
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject
from eiagen.gap_rules.word_lists import sentences
from eiagen.gap_rules.wording import shortened


class Options(RuleOptions):
    """All of `says` have to be found in one sentence, and none of `unless`; all are regular expressions."""

    quickly: tuple[str, ...]
    """Words in small letters one of which stands in any text that matters: the others are not read."""
    says: tuple[str, ...]
    unless: tuple[str, ...] = ()


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each text with such a sentence; words: quote."""
    for path, text in subject.reading.texts_with(options.quickly):
        for sentence in sentences(text):
            if all(pattern(one).search(sentence) for one in options.says) and not any(
                pattern(one).search(sentence) for one in options.unless
            ):
                yield Gap(path, {"quote": shortened(sentence, 20)})
                break
