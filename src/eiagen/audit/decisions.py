"""What people have decided about findings, kept in a file of their own and applied where the passage stands.

The file only ever grows: whoever decides otherwise adds a decision, and the last one counts. So nobody's is
overwritten, and what was thought before can be read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Literal

from eiagen import plain_words
from eiagen.duties import Catalogue
from eiagen.errors import EiagenError, Problem, problem
from eiagen.finding import Outcome
from eiagen.model import Day, Id, Model, Text, in_words
from eiagen.text_file import FORBIDDEN, decoded, read_bytes
from eiagen.words import worded, words
from eiagen.yaml_source.edit import EditableYaml
from eiagen.yaml_source.file import YamlFile, parse_yaml, without_blanks

_HEAD = """\
# What people have decided about findings of an audit. `eiagen review` adds to the end and takes nothing away;
# of several decisions on one requirement the last counts. A reason may be written or corrected by hand.
"""


_ASKED = "?"
_QUESTION = re.compile("[?？¿]+")
_SAYS_NOTHING = re.compile(r"(?:\s|#.*|^(?:---|\.\.\.)$)*", re.MULTILINE)
_WHAT_IT_IS = (
    "a file of decisions says what people decided about an audit’s findings; `eiagen review AUDIT.json` "
    "makes one, AUDIT.decisions.yaml, and adds to it"
)
_WANTED = "a file of decisions is a YAML text file"


class Passage(Model):
    """What the person was shown."""

    quote: Text
    where: Text | None = None
    """For people: pages change where nothing else does."""
    under: Text | None = None
    """The heading it stands under; None where there is none, or in a file from before it was kept."""


class Decision(Model):
    """What one person decided about one requirement in one edition of a document."""

    requirement: Id
    outcome: Literal["addressed", "mentioned", "dismissed", "gap", "not-applicable"]
    was: Literal["addressed", "mentioned", "dismissed", "gap", "not-checked", "not-applicable"]
    """What the audit had found."""
    passages: tuple[Passage, ...] = ()
    sha256: Text
    """Of the document."""
    reason: Text | None = None
    name: Text
    date: Day

    @property
    def in_words(self) -> str:
        """As every output says it: "decided by Jo Smith on 28 November 2026: no reason is given"."""
        what = "kept" if self.outcome == self.was else "decided"
        reason = f": {self.reason}" if self.reason else ", without a reason given"
        return f"{what} by {self.name} on {in_words(self.date)}{reason}"


class _File(Model):
    document: Text
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A decision that applies to a finding, and what other people had decided before it."""

    decision: Decision
    before: tuple[Decision, ...]


@dataclass(frozen=True)
class Decisions:
    """Everything that a file of decisions holds, in the order in which it was decided."""

    path: str
    document: str
    """Path of the document as it was when the first was written."""
    entries: tuple[Decision, ...] = ()
    file: YamlFile | None = None

    def are_about(self, audit: Mapping[str, Any]) -> bool:
        """Whether they are about its document: its bytes, its name, or a passage that stands in it."""
        document = audit["document"]
        if PurePath(document["path"]).name == PurePath(self.document).name:
            return True
        findings = {one["requirement"]: one for one in audit["findings"]}
        return any(
            entry.sha256 == document["sha256"]
            or (entry.requirement in findings and entry.passages and _stands(entry, audit, findings))
            for entry in self.entries
        )

    def standing(self, audit: Mapping[str, Any]) -> dict[str, Standing]:
        """By requirement, the decisions whose passage stands in this document as it did."""
        findings = {one["requirement"]: one for one in audit["findings"]}
        found: dict[str, list[Decision]] = {}
        for entry in self.entries:
            if entry.requirement in findings and _stands(entry, audit, findings):
                found.setdefault(entry.requirement, []).append(entry)
        return {
            id: Standing(last, tuple(one for one in earlier if one.name != last.name))
            for id, (*earlier, last) in found.items()
        }

    def lapsed(self, audit: Mapping[str, Any]) -> list[str]:
        """What to say of decisions that no longer stand, each in a sentence."""
        standing = self.standing(audit)
        findings = {one["requirement"]: one for one in audit["findings"]}
        last = {entry.requirement: number for number, entry in enumerate(self.entries)}
        sha256 = audit["document"]["sha256"]
        return [
            str(self._problem(number, _lapse(self.entries[number], findings.get(id), sha256)))
            for id, number in last.items()
            if id not in standing
        ]

    def unknown(self, known: Collection[str]) -> list[Problem]:
        """The entries about requirements that are not among those known."""
        return [
            self._problem(number, f"there is no requirement “{id}”{plain_words.nearest(id, known)}")
            for number, id in enumerate(entry.requirement for entry in self.entries)
            if id not in known
        ]

    def _problem(self, number: int, message: str) -> Problem:
        if self.file is None:
            return Problem(self.path, None, None, message)
        return self.file.problem(("decisions", number, "requirement"), message)


def _stands(entry: Decision, audit: Mapping[str, Any], findings: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether what the person saw is what there is to see.

    In the same document, nothing may have come to be quoted that they weren't shown. In another edition every
    passage must be quoted as it was, under the same heading; what rests on no passage holds for no other
    edition.
    """
    then = {_plain(passage.quote) for passage in entry.passages}
    passages = findings[entry.requirement]["passages"]
    now = {_plain(passage["quote"]) for passage in passages}
    if entry.sha256 == audit["document"]["sha256"]:
        return now <= then
    return bool(then) and now == then and not _moved(entry, passages)


def _moved(entry: Decision, passages: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a passage stands under another heading than the one the person saw."""
    headed: dict[str, set[str]] = {}
    for passage in passages:
        heading = _without_number(passage["headings"][-1]) if passage.get("headings") else ""
        headed.setdefault(_plain(passage["quote"]), set()).add(heading)
    return any(
        one.under is not None and _without_number(one.under) not in headed.get(_plain(one.quote), ())
        for one in entry.passages
    )


def _plain(quote: str) -> str:
    """The quote by its words, as the finding's fingerprint has it, and by what it asks.

    Of the marks that end a sentence only this one makes it say something else.
    """
    return f" {_ASKED} ".join(" ".join(words(part)[1:-1]) for part in _QUESTION.split(quote))


def _without_number(heading: str) -> str:
    """Its words: sections are numbered anew in every edition."""
    return " ".join(word for _, found in worded(heading) for word in found)


def _lapse(entry: Decision, finding: Mapping[str, Any] | None, sha256: str) -> str:
    what = f"{entry.requirement}: “{entry.outcome}”, {entry.in_words.rstrip('.')}"
    if finding is None:
        return f"{what}. This document was not held against it, so the decision is left aside"
    then = {_plain(passage.quote) for passage in entry.passages}
    now = {_plain(passage["quote"]) for passage in finding["passages"]}
    if not then and entry.sha256 != sha256:
        why = "it rests on no passage, and the document has changed"
    elif now > then or entry.sha256 == sha256:
        why = "the audit now quotes a passage that was not shown then"
    elif now == then:
        why = "a passage it rests on now stands under another heading"
    else:
        why = "not all passages it rests on are quoted as they were"
    return f"{what}. This has lapsed: {why}; `eiagen review` asks again"


def apply(standing: Mapping[str, Standing], audit: Mapping[str, Any], catalogue: Catalogue) -> None:
    """Puts decisions in the place of what the audit found, each marked as a person's."""
    for finding in audit["findings"]:
        if (one := standing.get(finding["requirement"])) is None:
            continue
        was = finding["decided"]["was"] if finding.get("decided") else _own(finding)
        decision = one.decision
        before = [
            f"{earlier.name} had decided “{earlier.outcome}” on {in_words(earlier.date)}"
            for earlier in one.before
        ]
        finding["decided"] = {
            "was": was,
            "name": decision.name,
            "date": decision.date.isoformat(),
            "reason": decision.reason or "",
            "before": before,
        }
        found = "" if decision.outcome == was["outcome"] else f"; the audit had found “{was['outcome']}”"
        finding["outcome"] = decision.outcome
        finding["certainty"], finding["certainty_because"] = "sure", ""
        finding["reason"] = "; ".join((f"{decision.in_words.rstrip('.')}{found}", *before))
        requirement = catalogue.requirement(finding["requirement"])
        wants_work = Outcome(decision.outcome).wants_work
        finding["closes"] = requirement.closes if requirement is not None and wants_work else ""


def _own(finding: Mapping[str, Any]) -> dict[str, Any]:
    """What the audit itself found."""
    return {name: finding[name] for name in ("outcome", "reason", "certainty", "certainty_because")}


def beside(audit_path: str) -> str:
    """Where decisions on an audit are kept: AUDIT.decisions.yaml beside AUDIT.json."""
    return str(Path(audit_path).with_suffix(".decisions.yaml"))


def load_decisions(path: str, today: datetime.date) -> Decisions:
    """The decisions in a YAML file; raises `EiagenError` with every mistake at its line."""
    return parsed(read_bytes(path, what="file of decisions"), path, today)


def _loaded(file: YamlFile, today: datetime.date) -> Decisions:
    if not isinstance(file.values, dict):
        raise problem(file.path, f"this holds no decisions: {_WHAT_IT_IS}", file.root.line, file.root.column)
    whole = plain_words.validated(file, _File)
    late = [
        file.problem(
            ("decisions", number, "date"),
            f"{entry.date} is still to come: write the day on which it was decided",
        )
        for number, entry in enumerate(whole.decisions)
        if entry.date > today
    ]
    if late:
        raise EiagenError(late)
    return Decisions(file.path, whole.document, whole.decisions, file)


def with_decision(data: bytes | None, path: str, document: str, decision: Decision) -> bytes:
    """The file with one decision more, every byte of it kept; `data` is None for a new file."""
    if data is None:
        data = _HEAD.encode()
        editor = EditableYaml(data + b"document: x\n", path)
        editor.set(("document",), _clean(document))
    else:
        editor = EditableYaml(data, path)
    editor.append(("decisions",), _cleaned(decision.model_dump(exclude_none=True)))
    return editor.data


def _cleaned(value: Any) -> Any:
    """Without the characters that no file of ours may hold."""
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(_cleaned(inner) for inner in value)
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)


def parsed(data: bytes, path: str, today: datetime.date) -> Decisions:
    """As `load_decisions`, for bytes at hand."""
    if _SAYS_NOTHING.fullmatch(decoded(data, path, _WANTED).removeprefix("\ufeff")):
        raise problem(path, f"nothing is written in this file: {_WHAT_IT_IS}", 1, 1)
    return _loaded(without_blanks(parse_yaml(data, path)), today)


def refuse_other_document(decisions: Decisions, audit: Mapping[str, Any]) -> None:
    """Raises `EiagenError` where the decisions are about another document than the audit's."""
    if decisions.entries and not decisions.are_about(audit):
        name = PurePath(audit["document"]["path"]).name
        raise problem(
            decisions.path,
            f"these decisions are about “{decisions.document}”, and none of the passages they rest on stands "
            f"in “{name}”; name the file that belongs to it",
        )
