"""Two words that mean different things are not used for each other."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.gap_rules.conditions import pattern
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject
from eiagen.gap_rules.word_lists import finds, without
from eiagen.place import Path


class Options(RuleOptions):
    """The word that belongs, the one that is put in its place, and where neither means that."""

    characteristic: str
    """Impacts on it ought to use `word`."""
    apart_from: str
    """The characteristic that must not be merged with it."""
    word: str
    other: str
    fields: tuple[str, ...]
    """Fields that are read."""
    own_fields: tuple[str, ...] = ()
    """Fields in which `other` standing alone is put for `word`."""
    masks: tuple[str, ...] = ()
    """Phrases in which the words mean something else."""
    merged: tuple[str, ...] = ()
    """Regular expressions: the two run together."""
    explained: tuple[str, ...] = ()
    """Words that show that the text is about the difference, or about what a source recorded."""
    apart_words: tuple[str, ...] = ()
    """Words for `apart_from`, and `own_words` for the other: an entry on both has to use one of each."""
    own_words: tuple[str, ...] = ()


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each text that mixes them and each impact that merges them; words: because."""
    yield from _merged_impacts(subject, options)
    if not subject.reading.contains((options.other,)):
        return
    own = _own(subject, options)
    for name in (*options.fields, *options.own_fields):
        for path, value in subject.at(name):
            if not isinstance(value, str) or options.other not in value.lower():
                continue
            text = without(options.masks, value)
            if not finds((options.other,), text) or finds(options.explained, text):
                continue
            if any(pattern(one).search(text) for one in options.merged):
                because = f"“{options.word}” and “{options.other}” are run together"
            elif finds((options.word,), text):
                because = f"“{options.word}” and “{options.other}” are both used, as if they were the same"
            elif name in options.own_fields or (len(path) > 1 and path[:2] in own):
                because = f"“{options.other}” is written where {options.word} is meant"
            else:
                continue
            yield Gap(path, {"because": because})


def _own(subject: Subject, options: Options) -> set[Path]:
    return {
        ("impacts", number)
        for number, impact in subject.reading.impacts_by_characteristic.get(options.characteristic, ())
        if options.apart_from not in impact.characteristics
    }


def _merged_impacts(subject: Subject, options: Options) -> Iterator[Gap]:
    both = {options.characteristic, options.apart_from}
    for number, impact in subject.reading.impacts_by_characteristic.get(options.characteristic, ()):
        if set(impact.characteristics) != both:
            continue
        text = impact.finding or ""
        if not (finds(options.apart_words, text) and finds((options.word, *options.own_words), text)):
            because = (
                f"one entry holds {options.word} and {subject.reading.title(options.apart_from)} together"
            )
            yield Gap(("impacts", number, "characteristics"), {"because": because})
