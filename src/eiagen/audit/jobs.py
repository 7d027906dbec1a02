"""The audit of one document from its bytes to its data, as any process does it that was given the task."""

from __future__ import annotations

import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

from eiagen.audit import cache as audit_cache
from eiagen.audit.guessed_law import guess
from eiagen.audit.kept_law import law_for
from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.tempering import tempered
from eiagen.audit.one_document import audit
from eiagen.audit.record import as_data
from eiagen.audit.tasks import Done, Task
from eiagen.errors import EiagenError, Problem, problem
from eiagen.readers import read, read_bytes
from eiagen.readers.language import not_in_english

_FOREIGN = 0.4
"""Of a text with so much in another language nothing is sure."""


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
    ready = law_for(jurisdiction, topics, task.on, keep=task.keep_law)
    catalogue = ready.knowledge.catalogue
    findings = audit(document, catalogue, ready.knowledge)
    # Its reader warns of less than that, so that mostly there is nothing to ask.
    if document.warnings and not_in_english(document.passages)[0] >= _FOREIGN:
        why = "the text is not in English, as it seems"
        findings = tuple(replace(one, certainty="check", certainty_because=why) for one in findings)
    misstated = misstatements(document, ready.law)
    findings = (*tempered(findings, misstated, catalogue), *misstated)
    because = guessed.reasons(jurisdiction=task.jurisdiction is None, topics=task.topics is None)
    return as_data(document, catalogue, because, findings)
