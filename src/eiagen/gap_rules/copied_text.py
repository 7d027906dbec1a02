"""Text was left in from a form, or taken over from another assessment."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator
from functools import lru_cache

from eiagen import assessment as fields_of
from eiagen.assessment import Assessment
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Reading, Sketch, Subject, texts_of
from eiagen.gap_rules.word_lists import finds, normal, starts, word_count
from eiagen.gap_rules.wording import shortened
from eiagen.model import Model
from eiagen.place import Path

SHINGLE = 8
"""Words in a row that are compared."""
SKETCHED = 2_000
"""Shingles kept of an assessment: those with the smallest hashes, which is a fair sample of all. 16 kB."""
ALONE = 5
"""Words in a text of which a phrase such as "to be confirmed" is the whole."""
LEAST = 40
"""Shingles an assessment must have to be compared at all."""


class Options(RuleOptions):
    """What is left in from forms, and how alike two assessments may be."""

    placeholders: tuple[str, ...] = ()
    """Phrases that stand for an answer that isn't there."""
    placeholders_alone: tuple[str, ...] = ()
    """Phrases that do so only where little else is written."""
    similarity: float = 0.5
    """Share of this assessment's runs of words that another one has too, from which on it is a gap."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each text left in from a form, and one for each assessment that was copied; words: because."""
    yield from _placeholders(subject.reading, options)
    yield from _notes(subject.reading)
    yield from _copied(subject.reading, options)


def sketch(path: str, assessment: Assessment) -> Sketch:
    """What to keep of another assessment to compare with; `path` is what messages call it.

    Reading a folder of them one after another holds 16 kB for each, however long they are.
    """
    hashes = {one for _, text in texts_of(assessment) for one in _shingles(text)}
    return Sketch(path, _identity(assessment), array("Q", sorted(hashes)[:SKETCHED]))


def _placeholders(reading: Reading, options: Options) -> Iterator[Gap]:
    for path, text in reading.texts_with(starts((*options.placeholders, *options.placeholders_alone))):
        alone = word_count(text) <= ALONE and finds(options.placeholders_alone, text)
        if alone or finds(options.placeholders, text):
            yield Gap(path, {"because": f"“{shortened(text, 12)}” stands where an answer is missing"})


def _notes(reading: Reading) -> Iterator[Gap]:
    notes = _descriptions() | {
        question.lower().strip(" .")
        for aim in reading.catalogue.aims
        for question in (aim.question, *(part.question for part in aim.parts))
    }
    there = reading.numbers_of
    for number in sorted(number for note in notes for number in there.get(note, ())):
        path, text = reading.texts[number]
        yield Gap(path, {"because": f"“{shortened(text, 12)}” is the form’s own note"})


@lru_cache(maxsize=1)
def _descriptions() -> frozenset[str]:
    # What the form says about each field, where it is long enough not to be somebody's own words.
    found = set()
    for one in vars(fields_of).values():
        if isinstance(one, type) and issubclass(one, Model):
            for field in one.model_fields.values():
                if field.description and len(field.description.split()) >= 4:
                    found.add(field.description.lower().strip(" ."))
    return frozenset(found)


def _copied(reading: Reading, options: Options) -> Iterator[Gap]:
    if not reading.corpus:
        return
    mine: dict[int, Path] = {}
    for path, text in reading.texts:
        for one in _shingles(text):
            mine.setdefault(one, path)
    if len(mine) < LEAST:
        return
    for other in reading.corpus:
        if other.identity == _identity(reading.assessment) or not other.hashes:
            continue  # itself, or an earlier version of it
        # A full sketch says nothing of hashes beyond its largest: compare up to there only.
        largest = other.hashes[-1] if len(other.hashes) == SKETCHED else None
        compared = [one for one in mine if largest is None or one <= largest]
        kept = set(other.hashes)
        shared = [one for one in compared if one in kept]
        if len(compared) < LEAST // 2 or len(shared) / len(compared) < options.similarity:
            continue
        counts: dict[Path, int] = {}
        for one in shared:
            counts[mine[one]] = counts.get(mine[one], 0) + 1
        most = max(counts, key=lambda path: counts[path])
        share = f"{len(shared) / len(compared):.0%}"
        because = f"about {share} of its wording is also in {other.path}, this text among it"
        yield Gap(most, {"because": because}, key=other.path)


def _identity(assessment: Assessment) -> tuple[str, str]:
    return normal(assessment.body.name), normal(assessment.id or assessment.title)


def _shingles(text: str) -> Iterator[int]:
    words = normal(text).split()
    for begin in range(len(words) - SHINGLE + 1):
        run = " ".join(words[begin : begin + SHINGLE])
        yield int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big")
