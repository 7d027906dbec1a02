"""The audit of one document from its bytes to its data, as any process does it that was given the task."""

from __future__ import annotations

import datetime
import traceback
from functools import lru_cache
from pathlib import Path
from typing import Any

from eiagen.audit import cache as audit_cache
from eiagen.audit.guessed_law import guess
from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import Law, load_law
from eiagen.audit.law_statements.tempering import tempered
from eiagen.audit.one_document import audit, knowledge_of
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.record import as_data
from eiagen.audit.tasks import Done, Task
from eiagen.errors import EiagenError, Problem, problem
from eiagen.loading import load_catalogue
from eiagen.readers import read, read_bytes


def do(task: Task) -> Done:
    """Audits one document. It raises nothing, so that one document never hides another."""
    try:
        return Done(task, _audit(task))
    except EiagenError as error:
        return Done(task, problems=error.problems)
    except Exception as error:
        *_, frame = traceback.extract_tb(error.__traceback__)
        what = f"{type(error).__name__}: {error} in {Path(frame.filename).name}, line {frame.lineno}"
        message = f"a mistake in eiagen, not in your file, so it was not audited; please report it ({what})"
        return Done(task, problems=(Problem(task.path, None, None, message),))


def _audit(task: Task) -> dict[str, Any]:
    if task.edition not in (None, audit_cache.edition()):
        raise problem("--scheduler", "a machine there has another version of eiagen: install the same on all")
    document = read(task.path) if task.data is None else read_bytes(task.data, task.path)
    if document.words == 0:
        raise problem(task.path, "; ".join(document.warnings) or "there is no text in it")
    guessed = guess(document)
    jurisdiction = task.jurisdiction or guessed.jurisdiction
    topics = guessed.topics if task.topics is None else task.topics
    knowledge = _knowledge(jurisdiction, topics, task.on)
    findings = audit(document, knowledge.catalogue, knowledge)
    misstated = misstatements(document, _law(jurisdiction, topics, task.on))
    findings = (*tempered(findings, misstated, knowledge.catalogue), *misstated)
    because = guessed.reasons(jurisdiction=task.jurisdiction is None, topics=task.topics is None)
    return as_data(document, knowledge.catalogue, because, findings)


@lru_cache(maxsize=8)
def _knowledge(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> Knowledge:
    return knowledge_of(load_catalogue(jurisdiction, topics, on, guidance=True))


@lru_cache(maxsize=8)
def _law(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> Law:
    return load_law(_knowledge(jurisdiction, topics, on).catalogue)
