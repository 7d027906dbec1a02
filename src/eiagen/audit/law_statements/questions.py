"""A question with “yes” or “no” beside or after it, as the statement that the two make together."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ANSWER = re.compile(r"(?:(?:a|answer)\s?[:.]\s*)?[\W_]*(yes|no)(?=\W*$|\s*[.,:;!–—-])", re.IGNORECASE)
_AGREES = re.compile(
    r"(?:(?:it|that|this|you|they|he|she|we|there)\s(?:certainly\s|always\s)?"
    r"(?:is|are|does|do|must|can|has|have|may|will|should)(?:\s(?:have|need|has)?\s?to(?:\sbe)?|\sbe)?"
    r"(?=\W*$|\s*[,;:!–—-])|"
    r"(?:always|certainly|of course|indeed|absolutely|correct|quite so|every time|in every case)\b)",
    re.IGNORECASE,
)
"""“It does.”"""
_DISAGREES = re.compile(
    r"(?:(?:it|that|this|you|they|he|she|we|there)\s"
    r"(?:(?:is|are|does|do|must|has|have|may|will|need|should)(?:\snot|n['’]t)|can(?:not|['’]t|\snot)|won['’]t)"
    r"(?:\s(?:have|need)\sto(?:\sbe)?|\sbe)?"
    r"(?=\W*$|\s*[,;:!–—-])|(?:there\sis\sno\s(?:need|duty|requirement)(?=\W*$))|"
    r"(?:never|not at all|certainly not|not necessarily|not any more|nobody)\b|"
    r"(?:it|that|this)(?:\sis|['’]s)\s(?:up to|optional|a matter for|at the discretion|good practice|only))",
    re.IGNORECASE,
)
"""“It doesn’t.”, “That is up to the force.”"""
_LABEL = re.compile(r"(?:a|answer)\s?[:.]\s+", re.IGNORECASE)
_ASKED = re.compile(r"(?:(?:q|question|faq)\s?\d*\s?[:.)]\s*|\d+[.)]\s*)", re.IGNORECASE)
_LONGEST_ANSWER = 40
_LONGEST_QUESTION = 24
_FARTHEST = 9
"""The subject of a question has at most so many words."""
_PRONOUNS = frozenset(("it", "he", "she", "they", "there", "we", "you"))
"""With them the subject of a question ends."""
_DENIED = {
    "must": "need not", "can": "cannot", "may": "may not", "should": "need not",
    **{verb: f"{verb} not" for verb in ("is", "are", "does", "do", "has", "have", "will")},
}  # fmt: skip
_SUPPORTED = frozenset(("does", "do"))


_LONGEST_SHORT_ANSWER = 14
"""So many words are taken to answer the question before them whatever they say."""
_WHO = re.compile(
    r"(?:who|whom|what|which (?:\w+ )?(?:courts?|officers?|ranks?|bod(?:y|ies)|people|persons?|forces?)|"
    r"(?:officers? of )?(?:what|which) rank)(?: exactly| then)? (?=\w+ \w+)",
    re.IGNORECASE,
)
"""What an answer can take the place of: “who issues a notice?”, “an inspector”."""
_NOT_THESE = re.compile(r"(?:but |and )?not (?=\w)", re.IGNORECASE)
_TAKES = re.compile(
    r" (?:(binds|covers|applies to|extends to|reaches|catches|protects|includes|concerns)|"
    r"is (owed by|for|binding on))(?: the following)?$",
    re.IGNORECASE,
)
"""The end of a lead whose points are what its verb takes: “the duty binds:”."""
_HOW_MANY = re.compile(r"how many (?=\w+ \w+)", re.IGNORECASE)
_WHERE = re.compile(
    r"(?:(?:in|at|by|to|for|on|from|with|under|before|of) )?"
    r"(?:how (?:\w+ )?(?:soon|long|old|quickly|far|often|high)|"
    r"what (?:age|rank|court|level)|which court|how|where|when|what|who)"
    r"(?: much)? (?=(?:is|are|does|do|can|may|must|should|will|has|have)\b)",
    re.IGNORECASE,
)
"""What an answer completes: “where is it tried?”, “before magistrates”."""


def is_answer(text: str) -> bool:
    """Whether a text begins with “yes” or “no” as a word of its own, which denies nothing that follows."""
    return _ANSWER.match(text.strip()) is not None


def _yes_or_no(answer: str) -> str:
    """Which of the two an answer comes to; empty where it is another."""
    if found := _ANSWER.match(answer):
        return found[1].lower()
    if not is_short(answer):
        return ""
    return "no" if _DISAGREES.match(answer) else "yes" if _AGREES.match(answer) else ""


def answered(question: str, answer: str) -> Iterator[tuple[str, str]]:
    """What the two may state: “the buyer must have known” for “Must the buyer have known?”, “Yes”.

    Where the subject of the question ends nobody knows without parsing it, so the verb is put after each word
    in turn; all but one of the statements say nothing. With each comes what stands before its verb.
    """
    if not question.rstrip().endswith("?"):
        return
    answer = _LABEL.sub("", answer.strip(), count=1)
    said = _yes_or_no(answer)
    asked = _ASKED.sub("", question.strip(), count=1)
    if not said:
        yield from _completed(asked, answer.rstrip("."))
        return
    first, *rest = asked.split() or [""]
    verb = first.lower()
    if verb not in _DENIED:
        return
    if len(answer.split()) > _LONGEST_ANSWER or not 2 <= len(rest) <= _LONGEST_QUESTION:
        return
    rest[-1] = rest[-1].rstrip("?").rstrip()
    farthest = 2 if rest[0].lower() in _PRONOUNS else _FARTHEST
    for at in range(1, min(len(rest), farthest)):
        before, after = rest[:at], rest[at:]
        if said == "no":
            after.insert(0, _DENIED[verb])
        elif verb not in _SUPPORTED:
            after.insert(0, verb)
        elif verb == "does":
            after[0] += "s"
        yield " ".join(before), " ".join((*before, *after))


def is_short(text: str) -> bool:
    """Whether a text is so short that it answers a question before it, whatever it says."""
    return text.count(" ") < _LONGEST_SHORT_ANSWER and not text.rstrip().endswith("?")


def _completed(question: str, answer: str) -> Iterator[tuple[str, str]]:
    """What a question and a short answer may state: “section 33A is tried before magistrates”."""
    if not question.endswith("?") or not is_short(answer) or question.count(" ") > _LONGEST_QUESTION:
        return
    asked = question.rstrip("? ")
    for pattern in (_WHO, _HOW_MANY):
        if found := pattern.match(asked):
            yield "", continued(asked[: found.end()], answer, asked[found.end() :])
    if found := _WHERE.match(asked):
        verb, *rest = asked[found.end() :].split()
        for at in range(1, min(len(rest), _FARTHEST) + 1):
            after = rest[at:] if verb.lower() in _SUPPORTED else [verb, *rest[at:]]
            yield " ".join(rest[:at]), " ".join((*rest[:at], *after, answer))


def is_denied(point: str) -> bool:
    """Whether a point of a list names what its lead is not true of: “but not charities”."""
    return _NOT_THESE.match(point) is not None


def continued(asks: str, point: str, rest: str = "") -> str:
    """What a point of a list, or an answer, says with the words that lead to it.

    “Police forces do not owe it” for “who owes it” and “not police forces”; “the duty does not bind
    charities” for “the duty binds:” and “but not charities”. Empty where it says no more than the point.
    """
    denied = _NOT_THESE.match(point)
    if rest:
        verb, _, what = rest.partition(" ")
        return f"{point[denied.end() :]} do not {_plural(verb)} {what}" if denied else f"{point} {rest}"
    if not denied:
        return ""
    leads = asks.rstrip(": ")
    if (found := _WHO.match(leads)) is not None:
        return continued(leads[: found.end()], point, leads[found.end() :])
    if (found := _TAKES.search(leads)) is not None:
        verb = f"does not {_plural(found[1])}" if found[1] else f"is not {found[2]}"
        return f"{leads[: found.start()]} {verb} {point[denied.end() :]}"
    return ""


def _plural(verb: str) -> str:
    return "are" if verb == "is" else verb.replace("applies", "apply", 1).removesuffix("s")
