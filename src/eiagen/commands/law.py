"""Which law an assessment or a question is held against: what the options say, else what the file says."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from eiagen import plain_words
from eiagen.duties import ASSUMED, Catalogue
from eiagen.errors import EiagenError, Problem
from eiagen.loading import LoadedAssessment, load_catalogue, names


@dataclass(frozen=True)
class ChosenLaw:
    """A catalogue, and what a person should be told about how it was chosen."""

    catalogue: Catalogue
    assumed: bool = False
    """Whether nobody stated the jurisdiction."""
    notes: tuple[str, ...] = ()


def law_for(options: argparse.Namespace, loaded: LoadedAssessment) -> ChosenLaw:
    """The law an assessment is held against; raises `EiagenError` for names that are not there."""
    assessment, file = loaded.assessment, loaded.file
    stated = options.jurisdiction or assessment.jurisdiction
    topics = tuple(options.topics or assessment.topics)
    catalogue = catalogue_of(stated or ASSUMED, topics, options.on)
    notes = []
    if stated is None:
        notes.append(
            f"{file.path}: jurisdiction not stated: using {ASSUMED}; "
            f"write “jurisdiction: {ASSUMED}” in the file, or give --jurisdiction"
        )
    known = {one.id for one in (*catalogue.requirements, *catalogue.not_in_force)}
    for index, answer in enumerate(assessment.considerations):
        if answer.requirement not in known:
            where = file.problem(
                ("considerations", index, "requirement"),
                f"no requirement “{answer.requirement}” is in use here, so this answer is not looked at"
                f"{plain_words.nearest(answer.requirement, known)}",
            )
            notes.append(str(where))
    return ChosenLaw(catalogue, stated is None, tuple(notes))


def law_asked_for(options: argparse.Namespace) -> ChosenLaw:
    """The law a question is about: every topic's, unless the options name some."""
    on = getattr(options, "on", None)
    catalogue = catalogue_of(options.jurisdiction or ASSUMED, tuple(options.topics or names().topics), on)
    if options.jurisdiction:
        return ChosenLaw(catalogue)
    others = ", ".join(one for one in names().jurisdictions if one != ASSUMED)
    return ChosenLaw(
        catalogue, True, (f"jurisdiction not stated: using {ASSUMED}; others with --jurisdiction: {others}",)
    )


def refuse_unknown(jurisdiction: str | None, topics: Sequence[str]) -> None:
    """Raises `EiagenError` for options that name what is not there, all of them at once."""
    known = names()
    problems = []
    if jurisdiction is not None and jurisdiction not in known.jurisdictions:
        near = plain_words.nearest(jurisdiction, known.jurisdictions)
        problems.append(Problem("--jurisdiction", None, None, f"there is no “{jurisdiction}”{near}"))
    for topic in topics:
        if topic not in known.topics:
            near = plain_words.nearest(topic, known.topics)
            problems.append(Problem("--topic", None, None, f"there is no “{topic}”{near}"))
    if problems:
        raise EiagenError(problems)


@lru_cache(maxsize=32)
def catalogue_of(jurisdiction: str, topics: tuple[str, ...], on: datetime.date | None) -> Catalogue:
    """The catalogue, read once a process; raises `EiagenError` for names that are not there."""
    refuse_unknown(jurisdiction, topics)
    return load_catalogue(jurisdiction, tuple(dict.fromkeys(topics)), on)


def described(law: ChosenLaw) -> dict[str, Any]:
    """The catalogue in use, as the JSON outputs name it."""
    catalogue = law.catalogue
    checked = catalogue.law_checked_on
    return {
        "jurisdiction": catalogue.jurisdiction.id,
        "assumed": law.assumed,
        "topics": [topic.id for topic in catalogue.topics],
        "on": catalogue.on.isoformat(),
        "law_checked_on": checked.isoformat() if checked else None,
    }
