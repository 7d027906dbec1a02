"""Two documents, read and audited in processes of their own, and compared under one law."""

from __future__ import annotations

import datetime
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from eiagen.accuracy import measured
from eiagen.audit.guessed_law import Guess, guess
from eiagen.audit.kept_law import law_for
from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.one_document import knowledge_of
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.record import Audit
from eiagen.comparison.alignment import align
from eiagen.comparison.changes import changes
from eiagen.comparison.held import Held, held_audit, held_document
from eiagen.comparison.misstatements import compared_misstatements
from eiagen.comparison.record import Comparison
from eiagen.comparison.text_change import TextChange
from eiagen.document import Document
from eiagen.duties import Catalogue
from eiagen.errors import EiagenError, Problem, problem
from eiagen.loading import load_catalogue
from eiagen.readers import read, read_bytes
from eiagen.worker_processes import GivenUpError

T = TypeVar("T")


@dataclass(frozen=True)
class Tried(Generic[T]):
    """What came of a piece of work, or why nothing did."""

    value: T | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Law:
    """Which law both are held against."""

    jurisdiction: str
    topics: tuple[str, ...]
    on: datetime.date
    guessed: dict[str, str]
    notes: tuple[str, ...] = ()
    keep: bool = False
    """Whether it is kept ready in the cache folder, and taken from there."""


def opened(executor: Executor, files: Iterable[tuple[str, bytes | None]]) -> list[tuple[Document, Guess]]:
    """The documents, each with what it seems to be about; raises `EiagenError` for all that can't be read."""
    files = tuple(files)
    futures = [executor.submit(_tried, _open, path, path, data) for path, data in files]
    return _values(futures, [path for path, _ in files])


def _open(path: str, data: bytes | None) -> tuple[Document, Guess]:
    document = read(path) if data is None else read_bytes(data, path)
    if document.words == 0:
        raise problem(path, "; ".join(document.warnings) or "there is no text in it")
    return document, guess(document)


def law_of(
    old: Guess,
    new: Guess,
    jurisdiction: str | None,
    topics: tuple[str, ...] | None,
    on: datetime.date,
    *,
    keep: bool = False,
) -> Law:
    """The law for both: what was stated, else what the new version is about, and topics of either."""
    guessed = dict(new.reasons(jurisdiction=jurisdiction is None, topics=topics is None))
    notes = []
    if jurisdiction is None and old.jurisdiction != new.jurisdiction:
        notes.append(
            f"by itself the old version would be taken for {old.jurisdiction} "
            f"({old.because['jurisdiction']}), the new one for {new.jurisdiction} "
            f"({new.because['jurisdiction']}); both are held against the law of {new.jurisdiction}; "
            "--jurisdiction decides"
        )
    if topics is None:
        either = dict.fromkeys((*new.topics, *old.topics))
        topics = tuple(sorted(either))
        only = [topic for topic in topics if topic not in new.topics]
        for topic in only:
            guessed[topic] = f"the old version: {old.because[topic]}"
        if only or set(new.topics) != set(old.topics):
            which = "old" if only else "new"
            names = ", ".join(only or sorted(set(new.topics) - set(old.topics)))
            notes.append(
                f"only the {which} version seems to be about {names}; both are held against it; "
                "--topic decides"
            )
    return Law(jurisdiction or new.jurisdiction, topics, on, guessed, tuple(notes), keep)


def compared_documents(executor: Executor, old: Document, new: Document, law: Law) -> Comparison:
    """The two, held against the law and compared; raises `EiagenError` where that can't be done."""
    futures = [executor.submit(_tried, _hold, document.path, document, law) for document in (old, new)]
    first, second = _values(futures, [old.path, new.path])
    return _compared(
        first, second, load_catalogue(law.jurisdiction, law.topics, law.on), law.guessed, law.notes
    )


def _hold(document: Document, law: Law) -> Held:
    ready = law_for(law.jurisdiction, law.topics, law.on, keep=law.keep)
    return held_document(document, ready.knowledge, misstatements(document, ready.law))


@lru_cache(maxsize=2)
def _knowledge(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> Knowledge:
    return knowledge_of(load_catalogue(jurisdiction, topics, on, guidance=True))


def _compared(
    old: Held, new: Held, catalogue: Catalogue, guessed: dict[str, str], notes: tuple[str, ...]
) -> Comparison:
    alignment = align([one.words for one in old.sentences], [one.words for one in new.sentences])
    text = TextChange(old.sentences, new.sentences, alignment)
    return Comparison(
        "documents",
        old.about,
        new.about,
        catalogue,
        guessed,
        changes(old, new, alignment, catalogue),
        compared_misstatements(old.misstatements, new.misstatements),
        text,
        (*notes, *_of_text(old, new, text)),
        measured(),
    )


def _of_text(old: Held, new: Held, text: TextChange) -> Iterable[str]:
    if old.about.sha256 == new.about.sha256:
        yield "the two files are identical, so nothing changed"
    elif text.identical:
        yield "the two say the same, word for word and in the same order"
    elif text.unrelated:
        shared = round(100 * (1 - text.share_changed))
        yield (
            f"the two share almost no text ({shared} % of their words): they seem to be two documents and "
            "no versions of one, so read every change as a difference between them"
        )
    elif old.about.format != new.about.format:
        yield (
            f"one is {old.about.format} and the other {new.about.format}: what one keeps apart in a table "
            "and the other runs together may show as a change"
        )


def compared_audits(old: Audit, new: Audit, files: tuple[str, str]) -> Comparison:
    """Two audits that were made before, from these files.

    Raises `EiagenError` where the two are held against different law.
    """
    laws = [
        (one.catalogue.jurisdiction.id, tuple(sorted(topic.id for topic in one.catalogue.topics)))
        for one in (old, new)
    ]
    if laws[0] != laws[1]:
        names = [f"{id} ({', '.join(topics) or 'no topic'})" for id, topics in laws]
        raise problem(
            files[1],
            f"this audit is held against the law of {names[1]}, and {files[0]} against the law of "
            f"{names[0]}; make one of them again with the --jurisdiction and --topic of the other",
        )
    notes = [
        "only what the audits quote is compared, four passages a requirement at most: what was moved, split "
        "or put in other words may show as a change, and the documents themselves compare more surely"
    ]
    notes += [*old.notes, *new.notes]
    if old.catalogue.on != new.catalogue.on:
        notes.append(
            f"the old audit is of the law on {old.catalogue.on}, the new one of the law on {new.catalogue.on}"
        )
    if old.document.sha256 == new.document.sha256:
        notes.append("both audits are of the same file, so nothing changed in the text")
    catalogue = new.catalogue
    knowledge = _knowledge(catalogue.jurisdiction.id, laws[1][1], catalogue.on)
    first, second = held_audit(old, knowledge), held_audit(new, knowledge)
    alignment = align([one.words for one in first.sentences], [one.words for one in second.sentences])
    return Comparison(
        "audits",
        old.document,
        new.document,
        catalogue,
        new.guessed,
        changes(first, second, alignment, catalogue, whole=False),
        compared_misstatements(old.misstatements, new.misstatements),
        None,
        tuple(notes),
        new.accuracy,
    )


def _tried(do: Callable[..., T], path: str, /, *arguments: object) -> Tried[T]:
    """It raises nothing, because a process that raises is lost."""
    try:
        return Tried(do(*arguments))
    except EiagenError as error:
        return Tried(None, error.problems)
    except Exception as error:
        *_, frame = traceback.extract_tb(error.__traceback__)
        what = f"{type(error).__name__}: {error} in {Path(frame.filename).name}, line {frame.lineno}"
        message = f"a mistake in eiagen, not in your file; please report it ({what})"
        return Tried(None, (Problem(path, None, None, message),))


def _values(futures: Iterable[Future[Tried[T]]], paths: Iterable[str]) -> list[T]:
    values: list[T] = []
    problems: list[Problem] = []
    for future, path in zip(futures, paths, strict=True):
        try:
            tried = future.result()
        except GivenUpError as error:
            problems.append(Problem(path, None, None, str(error)))
            continue
        problems += tried.problems
        if tried.value is not None:
            values.append(tried.value)
    if problems:
        raise EiagenError(list(dict.fromkeys(problems)))
    return values
