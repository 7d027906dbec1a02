"""Where the assessment speaks of certain people or things, a field or certain words must be there too."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject, is_blank, path_of
from eiagen.gap_rules.word_lists import finds, starts
from eiagen.gap_rules.wording import called
from eiagen.place import Path


class Options(RuleOptions):
    """What makes it count, and what is needed then."""

    text_in: tuple[str, ...]
    """Patterns of the fields that are read."""
    words: tuple[str, ...]
    """Words one of which makes it count."""
    or_groups: tuple[str, ...] = ()
    """Kinds of group one of which makes it count too."""
    needs: tuple[str, ...] = ()
    """Fields one of which is enough."""
    or_words: tuple[str, ...] = ()
    """Words that are enough, anywhere in the assessment."""
    at: str = ""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """One gap, at the first field that is needed; words: where."""
    where = _where(subject, options)
    if where is None:
        return
    for name in options.needs:
        if any(not is_blank(value) for _, value in subject.at(name)):
            return
    if any(finds(options.or_words, text) for _, text in subject.reading.texts_with(starts(options.or_words))):
        return
    yield Gap(path_of(options.at or options.needs[0]), {"where": where})


def _where(subject: Subject, options: Options) -> str | None:
    for group in subject.assessment.affected_groups:
        if group.kind in options.or_groups:
            return f"the group “{called(group)}”"
    if not subject.reading.contains(starts(options.words)):
        return None
    for name in options.text_in:
        for path, value in subject.at(name):
            if isinstance(value, str) and finds(options.words, value):
                return _place(path, subject)
    return None


def _place(path: Path, subject: Subject) -> str:
    section = str(path[0])
    number = next((step for step in path if isinstance(step, int)), None)
    if number is None:
        return section.replace("_", " ")
    return f"“{called(getattr(subject.assessment, section)[number])}”"
