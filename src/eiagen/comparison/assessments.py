"""Two versions of an assessment: which gaps closed, which opened, and where only the words are others."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eiagen.audit.record import About
from eiagen.comparison.alignment import align
from eiagen.comparison.changes import Change, Kind, Shown, kind_of
from eiagen.comparison.record import Comparison
from eiagen.comparison.sentences import Sentence, Words, sentences_of, words_alone
from eiagen.comparison.text_change import TextChange
from eiagen.document import Passage
from eiagen.duties import SEVERITIES, Catalogue, Requirement
from eiagen.finding import Finding, Outcome
from eiagen.gap_check import check
from eiagen.loading import LoadedAssessment
from eiagen.place import Path, Place, dotted

_WORST_FIRST = (
    Outcome.MISSTATED,
    Outcome.GAP,
    Outcome.DISMISSED,
    Outcome.MENTIONED,
    Outcome.NOT_CHECKED,
    Outcome.ADDRESSED,
    Outcome.NOT_APPLICABLE,
)
_FIELD = re.compile(r"[a-z_]+(?:\.[a-z_]+)*")
"""The field that a rule names, without what it says of it in brackets."""


@dataclass(frozen=True)
class _Checked:
    """An assessment, what was found in it, and its text field by field."""

    loaded: LoadedAssessment
    findings: Mapping[str, Sequence[Finding]]
    """By requirement, the worst first."""
    fields: Mapping[Path, str]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its text as sentences, each under the name of its field."""
        file = self.loaded.file
        passages = []
        for path, text in self.fields.items():
            place = Place(line=file.place(path).line, headings=(dotted(path),))
            passages.append(Passage(" ".join(text.split()), place))
        return tuple(sentences_of(passages))

    @property
    def about(self) -> About:
        """What is known of the file."""
        file = self.loaded.file
        return About(
            path=file.path,
            title=self.loaded.assessment.title,
            format="yaml",
            pages=None,
            words=sum(len(text.split()) for text in self.fields.values()),
            sha256=hashlib.sha256(file.text.encode()).hexdigest(),
        )

    def said_in(self, field: str, about: Mapping[str, str]) -> tuple[Words, ...]:
        """The words of all that stands in a field, whatever the order of the items.

        `about` narrows it to the items on one aim or characteristic.
        """
        said = [
            words_alone(text)
            for path, text in self.fields.items()
            if _within(path, field) and self._is_about(path, about)
        ]
        return tuple(sorted(said))

    def _is_about(self, path: Path, about: Mapping[str, str]) -> bool:
        """Whether the item that the path leads into is about these, or does not say what it is about."""
        values = self.loaded.file.values
        for step in path:
            values = values[step]
            if isinstance(values, Mapping):
                named = {"aim": values.get("aim"), "characteristic": values.get("characteristics")}
                for name, wanted in about.items():
                    there = named.get(name)
                    if there is not None and wanted not in (there if isinstance(there, tuple) else (there,)):
                        return False
        return True


def compared_assessments(
    old: LoadedAssessment, new: LoadedAssessment, catalogue: Catalogue, notes: Sequence[str] = ()
) -> Comparison:
    """The two, checked against one catalogue and compared."""
    before, after = _checked(old, catalogue), _checked(new, catalogue)
    first, second = before.sentences, after.sentences
    text = TextChange(first, second, align([one.words for one in first], [one.words for one in second]))
    return Comparison(
        "assessments",
        before.about,
        after.about,
        catalogue,
        {},
        tuple(_change(one, before, after, catalogue) for one in catalogue.requirements),
        (),
        text,
        (*notes, *_of_text(before, after, text)),
    )


def _of_text(before: _Checked, after: _Checked, text: TextChange) -> Iterator[str]:
    if before.loaded.file.text == after.loaded.file.text:
        yield "the two files are identical, so nothing changed"
    elif before.fields == after.fields:
        yield "the two say the same in every field"
    elif text.unrelated_in_prose:
        yield (
            "the two share almost no text: they seem to be assessments of two things and no versions of one, "
            "so read every change as a difference between them"
        )


def _checked(loaded: LoadedAssessment, catalogue: Catalogue) -> _Checked:
    by_requirement: dict[str, list[Finding]] = {}
    for finding in check(loaded, catalogue):
        by_requirement.setdefault(finding.requirement, []).append(finding)
    for findings in by_requirement.values():
        findings.sort(key=lambda finding: _WORST_FIRST.index(finding.outcome))
    return _Checked(loaded, by_requirement, dict(_fields(loaded.file.values, ())))


def _fields(values: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every value that is not a group or a list, as text."""
    if isinstance(values, Mapping):
        for name, value in values.items():
            yield from _fields(value, (*path, name))
    elif isinstance(values, tuple):
        for number, value in enumerate(values):
            yield from _fields(value, (*path, number))
    elif isinstance(values, bool):
        yield path, "yes" if values else "no"
    elif values is not None:
        yield path, str(values)


def _within(path: Path, field: str) -> bool:
    """Whether the path leads to the field or into it: “impacts.2.finding” is in “impacts.finding”."""
    names = [step for step in path if isinstance(step, str)]
    wanted = field.split(".")
    return names[: len(wanted)] == wanted


def _change(requirement: Requirement, before: _Checked, after: _Checked, catalogue: Catalogue) -> Change:
    old, new = before.findings.get(requirement.id, ()), after.findings.get(requirement.id, ())
    first, second = _shown(old), _shown(new)
    kind = kind_of(first.outcome, second.outcome)
    reason = second.message
    if first.outcome is second.outcome:
        closed = _only_in(old, new)
        opened = _only_in(new, old)
        if first.outcome.wants_work and (closed or opened):
            kind, reason = _of_gaps(closed, opened)
        elif first.outcome.wants_work or first.outcome is Outcome.ADDRESSED:
            kind, reason = _of_text_on(requirement, before, after, catalogue, first.outcome)
    return Change(requirement, kind or Kind.UNCHANGED, first, second, reason)


def _only_in(findings: Sequence[Finding], others: Sequence[Finding]) -> list[Finding]:
    known = {one.fingerprint for one in others if one.outcome.wants_work}
    return [one for one in findings if one.outcome.wants_work and one.fingerprint not in known]


def _of_gaps(closed: Sequence[Finding], opened: Sequence[Finding]) -> tuple[Kind, str]:
    """Some gaps closed and others opened: what counts is the worst, then how many."""
    reason = "; ".join(
        [f"closed: {_line(one)}" for one in closed] + [f"opened: {_line(one)}" for one in opened]
    )
    before, after = (
        [sum(one.severity == severity for one in some) for severity in SEVERITIES]
        for some in (closed, opened)
    )
    if before == after:
        return Kind.REWORDED, reason
    return (Kind.STRENGTHENED if before > after else Kind.WEAKENED), reason


def _line(finding: Finding) -> str:
    return f"{finding.rule or finding.requirement} {' '.join(finding.message.split())}"


def _of_text_on(
    requirement: Requirement, before: _Checked, after: _Checked, catalogue: Catalogue, outcome: Outcome
) -> tuple[Kind, str]:
    """Whether the text changed in the fields that the rules of the requirement name."""
    what = "the same gaps" if outcome.wants_work else "nothing missing in either"
    changed: dict[str, None] = {}
    for one in requirement.in_assessment:
        rule = catalogue.rules[one.rule]
        options = {**rule.options, **one.options}
        about: dict[str, str] = {
            name: str(options[name]) for name in ("aim", "characteristic") if name in options
        }
        fields = [found[0] for field in rule.under if (found := _FIELD.match(field)) is not None]
        for field in fields:
            if before.said_in(field, about) != after.said_in(field, about):
                changed[field] = None
    if not changed:
        return Kind.UNCHANGED, f"{what}, and the same text"
    return Kind.REWORDED, f"{what}, and other text in {', '.join(sorted(changed))}"


def _shown(findings: Sequence[Finding]) -> Shown:
    if not findings:
        return Shown(Outcome.NOT_CHECKED, "it was left out of this check")
    gaps = tuple(one for one in findings if one.outcome.wants_work)
    return Shown(findings[0].outcome, findings[0].message, gaps=gaps)
