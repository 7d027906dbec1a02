"""A question with “yes” or “no” beside it in a table, as the statement that the two make together."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ANSWER = re.compile(r"(yes|no)\b", re.IGNORECASE)
_LONGEST_ANSWER = 12
_LONGEST_QUESTION = 24
_FARTHEST = 9
"""The subject of a question has at most so many words."""
_DENIED = {
    "must": "need not", "can": "cannot", "may": "may not", "should": "need not",
    **{verb: f"{verb} not" for verb in ("is", "are", "does", "do", "has", "have", "will")},
}  # fmt: skip
_SUPPORTED = frozenset(("does", "do"))


def answered(question: str, answer: str) -> Iterator[tuple[str, str]]:
    """What the two may state: “the buyer must have known” for “Must the buyer have known?”, “Yes”.

    Where the subject of the question ends nobody knows without parsing it, so the verb is put after each word
    in turn; all but one of the statements say nothing. With each comes what stands before its verb.
    """
    said = _ANSWER.match(answer.strip())
    first, *rest = question.strip().split() or [""]
    verb = first.lower()
    if said is None or verb not in _DENIED or not question.strip().endswith("?"):
        return
    if len(answer.split()) > _LONGEST_ANSWER or not 2 <= len(rest) <= _LONGEST_QUESTION:
        return
    rest[-1] = rest[-1].rstrip("?").rstrip()
    for at in range(1, min(len(rest), _FARTHEST)):
        before, after = rest[:at], rest[at:]
        if said[1].lower() == "no":
            after.insert(0, _DENIED[verb])
        elif verb not in _SUPPORTED:
            after.insert(0, verb)
        elif verb == "does":
            after[0] += "s"
        yield " ".join(before), " ".join((*before, *after))
