"""A comparison as reports need it and as it is passed on, `eiagen.comparison/1`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Literal

from eiagen import accuracy
from eiagen.accuracy import Accuracy
from eiagen.audit.record import About
from eiagen.audit.report import OUTCOME_WORDS
from eiagen.comparison.changes import Change, Kind, Shown
from eiagen.comparison.misstatements import FATE_WORDS, Fate, Misstatement
from eiagen.comparison.text_change import TextChange
from eiagen.counted import count_of
from eiagen.duties import SEVERITIES, Catalogue, Citation
from eiagen.finding import Finding, Outcome, Quote
from eiagen.place import Place, dotted

SCHEMA = "eiagen.comparison/1"

Sort = Literal["documents", "audits", "assessments"]

_OF_ASSESSMENTS: Mapping[Outcome, str] = {Outcome.GAP: "Gap", Outcome.ADDRESSED: "No gap"}


@dataclass(frozen=True)
class Comparison:
    """Two versions held against the same law."""

    sort: Sort
    old: About
    new: About
    catalogue: Catalogue
    guessed: Mapping[str, str]
    """The reason for whatever of jurisdiction and topics nobody stated; empty where everything was stated."""
    changes: tuple[Change, ...]
    """In the order of the catalogue."""
    misstatements: tuple[Misstatement, ...] = ()
    text: TextChange | None = field(default=None, repr=False)
    """None where the texts themselves are not known, but only what audits quoted."""
    warnings: tuple[str, ...] = ()
    """What a person should know before relying on it."""
    accuracy: Accuracy | None = None
    """How right the audits it rests on were measured to be; None where there are none, or it isn't known."""

    @property
    def title(self) -> str:
        """The new version's title."""
        return self.new.title

    def outcome_word(self, outcome: Outcome) -> str:
        """What an outcome is called: an assessment is checked for gaps, guidance for what it says."""
        if self.sort == "assessments" and outcome in _OF_ASSESSMENTS:
            return _OF_ASSESSMENTS[outcome]
        return OUTCOME_WORDS[outcome]

    @cached_property
    def asked(self) -> tuple[Change, ...]:
        """The changes of requirements that apply and could be checked."""
        return tuple(one for one in self.changes if one.asked)

    @cached_property
    def gaps(self) -> tuple[Change, ...]:
        """Those that were gaps, mentions or dismissals in the old version."""
        return tuple(one for one in self.asked if one.old.outcome.wants_work)

    @cached_property
    def covered(self) -> tuple[Change, ...]:
        """Those that the old version addressed."""
        return tuple(one for one in self.asked if one.old.outcome is Outcome.ADDRESSED)

    @cached_property
    def in_substance(self) -> tuple[Change, ...]:
        """Those on which there is more or less than before."""
        return tuple(one for one in self.asked if one.kind.in_substance)

    @property
    def to_check(self) -> tuple[Change, ...]:
        """Changes that rest on a finding which a person should look at."""
        return tuple(one for one in self.asked if not one.sure and one.kind is not Kind.UNCHANGED)

    def of_kind(self, kind: Kind) -> tuple[Change, ...]:
        """Those of one kind, the most serious first."""
        found = (one for one in self.asked if one.kind is kind)
        return tuple(
            sorted(
                found,
                key=lambda one: (
                    one.requirement.good_practice,
                    SEVERITIES.index(one.requirement.severity),
                ),
            )
        )

    @property
    def sources(self) -> tuple[Citation, ...]:
        """The main source of each requirement, and those of misstatements, by title."""
        main = (next(self.catalogue.sources(one.requirement)) for one in self.asked)
        used = {source.id: source for source in main}
        used |= {source.id: source for one in self.misstatements for source in one.finding.citations}
        return tuple(sorted(used.values(), key=lambda source: (source.title.casefold(), source.id)))


def counted(changes: tuple[Change, ...]) -> Mapping[Kind, int]:
    """How many of each kind, those that occur, what counts most first."""
    numbers = Counter(one.kind for one in changes)
    return {kind: numbers[kind] for kind in Kind if numbers[kind]}


def as_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data."""
    catalogue = comparison.catalogue
    checked = catalogue.law_checked_on
    return {
        "schema": SCHEMA,
        "old": _about(comparison.old),
        "new": _about(comparison.new),
        "catalogue": {
            "jurisdiction": catalogue.jurisdiction.id,
            "topics": [topic.id for topic in catalogue.topics],
            "on": catalogue.on.isoformat(),
            "law_checked_on": checked.isoformat() if checked else None,
            "guessed": dict(comparison.guessed),
        },
        "accuracy": accuracy.as_data(comparison.accuracy) if comparison.accuracy else None,
        "warnings": list(comparison.warnings),
        "verdict": {
            "requirements": len(comparison.asked),
            "changed_in_substance": len(comparison.in_substance),
            "gaps": {"all": len(comparison.gaps), **_by_name(comparison.gaps)},
            "addressed": {"all": len(comparison.covered), **_by_name(comparison.covered)},
        },
        "changes": [_change(one) for one in comparison.changes],
        "misstatements": [_misstatement(one) for one in comparison.misstatements],
        "text": _text(comparison.text) if comparison.text is not None else None,
    }


def _by_name(changes: tuple[Change, ...]) -> dict[str, int]:
    return {str(kind): number for kind, number in counted(changes).items()}


def _about(about: About) -> dict[str, Any]:
    return {**asdict(about), "warnings": list(about.warnings)}


def _change(change: Change) -> dict[str, Any]:
    requirement = change.requirement
    return {
        "requirement": requirement.id,
        "title": requirement.title,
        "severity": requirement.severity,
        "good_practice": requirement.good_practice,
        "change": str(change.kind),
        "reason": change.reason,
        "old": _shown(change.old),
        "new": _shown(change.new),
    }


def _shown(shown: Shown) -> dict[str, Any]:
    return {
        "outcome": str(shown.outcome),
        "reason": shown.message,
        "certainty": shown.certainty,
        "certainty_because": shown.certainty_because,
        "decided_by": shown.decided_by or None,
        "passages": [_quote(quote) for quote in shown.quotes],
        **({"gaps": [_gap(one) for one in shown.gaps]} if shown.gaps else {}),
    }


def _gap(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "field": dotted(finding.path) or None,
        "line": finding.place.line,
        "fingerprint": finding.fingerprint,
    }


def _misstatement(one: Misstatement) -> dict[str, Any]:
    finding = one.finding
    return {
        "rule": finding.rule,
        "change": str(one.fate),
        "old": _stated(one.old),
        "new": _stated(one.new),
        "right": finding.fix,
        "citation": _citation(finding.citations[0]) if finding.citations else None,
    }


def _stated(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    if finding.quotes:
        return _quote(finding.quotes[0])
    return {"quote": finding.message, **_place(finding.place)}


def _citation(source: Citation) -> dict[str, Any]:
    checked = source.checked.isoformat() if source.checked else None
    return {"title": source.title, "url": source.url, "checked": checked}


def _text(text: TextChange) -> dict[str, Any]:
    return {
        "words_of_old": text.words_of_old,
        "words_of_new": text.words_of_new,
        "words_added": text.words_added,
        "words_gone": text.words_gone,
        "share_changed": round(text.share_changed, 4),
        "sentences_moved": text.alignment.moved,
        "new": [_quote(quote) for quote in text.added],
        "gone": [_quote(quote) for quote in text.gone],
        "edited": [{"old": _quote(one.old), "new": _quote(one.new)} for one in text.edited],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {"quote": quote.text, **_place(quote.passage.place)}


def _place(place: Place) -> dict[str, Any]:
    """As an audit has it: of a place's less common parts, those that are known."""
    named = place._asdict()
    usual = {"page": place.page, "headings": list(place.headings), "paragraph": place.paragraph}
    return usual | {name: value for name, value in named.items() if name not in usual and value}


def verdict(comparison: Comparison) -> Iterator[str]:
    """What it comes to, in numbers, sentence by sentence."""
    gaps, covered = comparison.gaps, comparison.covered
    whole = comparison.sort == "assessments"
    if gaps:
        what = "requirement with gaps" if whole else "gap"
        many = "requirements with gaps" if whole else "gaps"
        yield f"Of {count_of(len(gaps), what, many)} in the old version, {_told(gaps, _OF_GAPS)}."
    else:
        yield "The old version had no gap."
    if covered:
        begin = "it left no gap on" if whole else "it addressed"
        number = count_of(len(covered), "requirement")
        yield f"Of {number} {begin}, {_told(covered, _OF_COVERED)}."
    if comparison.misstatements:
        fates = Counter(one.fate for one in comparison.misstatements)
        told = ", ".join(f"{fates[fate] or 'none'} {FATE_WORDS[fate].lower()}" for fate in Fate)
        yield f"Statements that put the law otherwise than the catalogue has it: {told}."
    text = comparison.text
    changed, asked = len(comparison.in_substance), len(comparison.asked)
    substance = f"substance changed on {changed} of {asked} requirements ({_percent(changed, asked)})"
    if text is None:
        yield f"{substance.capitalize()}; how much text changed can't be said from audits."
    else:
        share = round(100 * text.share_changed)
        shown = "less than 1" if text.share_changed and not share else str(share)
        yield f"{shown} % of the words changed; {substance}."


_OF_GAPS: Mapping[Kind, str] = {
    Kind.CLOSED: "closed",
    Kind.STRENGTHENED: "partly closed",
    Kind.WEAKENED: "wider",
    Kind.UNCHANGED: "untouched",
    Kind.REWORDED: "only reworded",
}
_OF_COVERED: Mapping[Kind, str] = {
    Kind.OPENED: "opened",
    Kind.WEAKENED: "weakened",
    Kind.STRENGTHENED: "strengthened",
    Kind.REWORDED: "only reworded",
    Kind.UNCHANGED: "unchanged",
}
_ALWAYS = (Kind.CLOSED, Kind.OPENED)
"""What is told although there is none: it is what one asks first."""


def _told(changes: tuple[Change, ...], words: Mapping[Kind, str]) -> str:
    numbers = counted(changes)
    return ", ".join(
        f"{numbers.get(kind) or 'none'} {word}"
        for kind, word in words.items()
        if numbers.get(kind) or kind in _ALWAYS
    )


def _percent(part: int, whole: int) -> str:
    return f"{round(100 * part / whole) if whole else 0} %"
