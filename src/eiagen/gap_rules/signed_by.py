"""Somebody in a certain capacity signed this version, after it was finished, with the duty before them."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.duties import Severity
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject
from eiagen.gap_rules.word_lists import normal
from eiagen.gap_rules.wording import on_or_in
from eiagen.model import last_day
from eiagen.signatures import latest_signatures


class Options(RuleOptions):
    """In which capacity."""

    capacity: str
    not_yet: Severity | None = None
    """Severity of a signature that is still missing before the decision."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap for the missing signature, or for each thing that one lacks; words: because."""
    assessment = subject.assessment
    mine = [
        (number, one) for number, one in latest_signatures(assessment) if one.capacity == options.capacity
    ]
    early = None if subject.reading.decided else options.not_yet
    who = options.capacity.replace("-", " ")
    if not mine:
        because = f"nobody has signed it as {who}{'' if subject.reading.decided else ' yet'}"
        yield Gap(("sign_off",), {"because": because}, severity=early)
        return
    completed = assessment.dates.completed if assessment.dates is not None else None
    for number, signature in mine:
        path = ("sign_off", number)
        if signature.date is None:
            yield Gap((*path, "date"), {"because": f"the signature of the {who} has no date"}, severity=early)
        elif completed is not None and last_day(signature.date) < completed:
            signed, finished = on_or_in(signature.date), on_or_in(completed)
            because = f"the {who} signed {signed}, before it was finished {finished}"
            yield Gap((*path, "date"), {"because": because})
        if signature.saw_version is None:
            yield Gap(
                (*path, "saw_version"),
                {"because": f"it is not said which version the {who} saw"},
                severity=early,
            )
        elif assessment.version is not None and _version(signature.saw_version) != _version(
            assessment.version
        ):
            because = (
                f"the {who} saw version {signature.saw_version}, and this is version {assessment.version}"
            )
            yield Gap((*path, "saw_version"), {"because": because})
        if not signature.saw_duty:
            was = (
                "it is not said whether the text of the duty was"
                if signature.saw_duty is None
                else "the text of the duty was not"
            )
            because = f"{was} before the {who}"
            yield Gap((*path, "saw_duty"), {"because": because}, severity=early)


def _version(text: str) -> str:
    plain = normal(text.replace(".", "dot")).removeprefix("version").strip().removeprefix("v").strip()
    return plain.removesuffix("dot0")
