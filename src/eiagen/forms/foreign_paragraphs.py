"""The paragraphs of a body's own form: what stands below each question is put where it belongs."""

from __future__ import annotations

from eiagen.forms.collecting import MEASURE, Collecting
from eiagen.forms.effects import Effect, hear, put_effect, said_of
from eiagen.forms.foreign_questions import Reading, Target
from eiagen.forms.labels import Match
from eiagen.forms.places import short, where
from eiagen.forms.questions import Pattern
from eiagen.forms.wording import is_cut, is_prose, sort_of

_ACTION: Pattern = ("actions", "*", "action")
_CUT = "it begins or breaks off within a sentence: look at the original"


def read_paragraphs(doc: Collecting) -> None:
    """Questions as headings or as lines of their own, and what stands below them."""
    reading = Reading(doc)
    for index, one in enumerate(doc.passages):
        if one.place.table is None and one.kind not in ("contents", "caption"):
            reading.passage(index, one)
    reading.put_together()
    effects: dict[str, Effect] = {}
    for target in reading.targets:
        if target.into is None:
            _answered(doc, target, effects)
    # A heading "Age" alone makes no assessment: one of effects names several characteristics.
    if len(effects) > 1 or "impacts" in doc.found.answers.lists or doc.is_assessment:
        for effect in effects.values():
            put_effect(doc, effect)


def _answered(doc: Collecting, target: Target, effects: dict[str, Effect]) -> None:
    """The passages below a question are its answer."""
    said = _with_something_below(doc, target)
    answer = "\n".join(target.said.get(index, doc.passages[index].text) for index in said)
    if not answer or not target.known:
        doc.ask(target.label, target.place, target.match, target.whose, target.headings)
        return
    if not target.said and is_cut([doc.passages[index] for index in said], doc.format):
        doc.ask(target.label, target.place, target.match, target.whose, target.headings)
        doc.leave(target.passages, _CUT)
    elif target.match is not None and target.match.field == _ACTION and target.of is None:
        _actions(doc, target, said)
    elif target.match is not None and target.of is None:
        if any(doc.passages[index].kind == "heading" for index in said):
            target.match = Match(target.match.field, "likely")
        # Headings that say nothing of their own belong to the answer all the same.
        if doc.labelled(
            target.label, answer, target.place, target.match, said, target.labels, target.headings
        ):
            doc.use_passages(target.passages)
    else:
        _of_effect(doc, target, answer, said, effects)


def _actions(doc: Collecting, target: Target, said: list[int]) -> None:
    """Each point of a list below “Actions” is an action; running text there is none."""
    doc.ask(target.label, target.place, target.match, None, target.headings)
    for index in said:
        one = doc.passages[index]
        if one.kind == "item" and one.level <= 1 and sort_of(one.text) == "answer":
            action = doc.new_row("actions", where(one))
            doc.put_in(action, _ACTION, target.said.get(index, one.text))
            doc.taking(_ACTION, where(one), "likely")
            doc.use_passages([index])


def _with_something_below(doc: Collecting, target: Target) -> list[int]:
    """The passages that answer a question, without headings below which nothing stands.

    In plain text and PDF a short line looks like a heading: there it stays, unless it asks something.
    """
    kept = []
    for number, index in enumerate(target.passages):
        one = doc.passages[index]
        after = target.passages[number + 1] if number + 1 < len(target.passages) else None
        bare = one.kind == "heading" and (after is None or doc.passages[after].kind == "heading")
        guessed = doc.format in ("pdf", "txt") and not one.text.endswith(("?", ":"))
        if not bare or (guessed and index not in target.said) or index in target.said:
            kept.append(index)
    return kept


def _of_effect(
    doc: Collecting, target: Target, answer: str, said: list[int], effects: dict[str, Effect]
) -> None:
    """A heading that names a characteristic, or a label below it, says something of the effect on it."""
    whose = target.of or target.whose or ""
    doc.ask(target.label, target.place, target.match, None if target.of else target.whose, target.headings)
    place = f"{target.place}, “{short(target.label)}”"
    match = target.match or Match(("impacts", "*", "direction"), "likely")
    if (
        doc.format in ("pdf", "txt")
        and target.match is None
        and sort_of(answer) == "answer"
        and not is_prose(answer)
    ):
        doc.leave(said, _CUT)
        return
    effect = effects.setdefault(whose, Effect(whose, place))
    if match.field == MEASURE and all(doc.passages[index].kind == "item" for index in said):
        for index in said:  # each point of a list is a measure
            text = target.said.get(index, doc.passages[index].text)
            hear(doc, effect, "", match, said_of(text, [index], place, match.sure))
        doc.use_passages(target.labels)
        return
    hear(doc, effect, "", match, said_of(answer, (*said, *target.labels), place, match.sure))
