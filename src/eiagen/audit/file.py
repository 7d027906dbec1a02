"""Audits read back from the JSON that `eiagen audit` wrote, one to a file or one after the other."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eiagen.accuracy import Measured
from eiagen.audit.record import SCHEMA, WHERE, Audit, from_data
from eiagen.carried.files import SUFFIXES, carried_in
from eiagen.carried.source import IN_WORDS
from eiagen.duties import Catalogue, Severity
from eiagen.errors import EiagenError, Problem, problem
from eiagen.finding import Outcome
from eiagen.json_file import JsonValue, parse_json, read_json
from eiagen.loading import load_catalogue, names
from eiagen.place import Path as FieldPath
from eiagen.plain_words import nearest

_MADE_WITH = "`eiagen audit DOCUMENT --format json -o AUDIT.json` writes one"
_WANTED = f"an audit is a JSON file; {_MADE_WITH}"
_SORTS = {
    "eiagen.check/1": "what `eiagen check` found in an assessment",
    "eiagen.report/1": "the report on an assessment",
    "eiagen.comparison/1": "a comparison of two documents",
}


class _Part(BaseModel):
    # What a later edition adds is carried along and not refused.
    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)


class _Place(_Part):
    page: int | None = None
    headings: tuple[str, ...] = ()
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    line: int | None = None
    row_header: str = ""
    column_header: str = ""
    note: str = ""


class _Passage(_Place):
    quote: str
    shows: Literal[Outcome.MENTIONED, Outcome.DISMISSED] | None = None


class _Citation(_Part):
    title: str
    url: str | None = None
    checked: datetime.date | None = None


class _Accepted(_Part):
    reason: str
    date: datetime.date


class _Was(_Part):
    outcome: Outcome
    reason: str
    certainty: Literal["sure", "check"] = "check"
    certainty_because: str = ""


class _Decided(_Part):
    was: _Was
    name: str
    date: datetime.date
    reason: str = ""
    before: tuple[str, ...] = ()


class _Finding(_Part):
    requirement: str
    title: str = ""
    outcome: Outcome
    severity: Severity
    certainty: Literal["sure", "check"] = "sure"
    certainty_because: str = ""
    reason: str
    searched_for: tuple[str, ...] = ()
    closes: str = ""
    citation: _Citation | None = None
    passages: tuple[_Passage, ...]
    fingerprint: str = ""
    accepted: _Accepted | None = None
    new: bool | None = None
    decided: _Decided | None = None


class _Misstatement(_Place):
    rule: str
    quote: str
    right: str
    citation: _Citation | None = None
    accepted: _Accepted | None = None
    new: bool | None = None


class _Document(_Part):
    path: str
    title: str
    format: str = ""
    pages: int | None = None
    words: int = 0
    sha256: str
    warnings: tuple[str, ...] = ()


class _Law(_Part):
    jurisdiction: str
    topics: tuple[str, ...]
    on: datetime.date
    guessed: dict[str, str] = {}


class _Measured(Measured):
    model_config = ConfigDict(extra="allow", strict=False)


class _Accuracy(_Part):
    sets: tuple[_Measured, ...]


class _Audit(_Part):
    document: _Document
    catalogue: _Law
    accuracy: _Accuracy | None = None
    findings: tuple[_Finding, ...]
    misstatements: tuple[_Misstatement, ...] = ()


@dataclass(frozen=True)
class AuditFile:
    """One audit as a file holds it."""

    file: JsonValue
    data: dict[str, Any]
    """With every field that `from_data` takes."""
    notes: tuple[str, ...] = ()
    """What to tell of the report that it came out of, if it did."""

    @property
    def catalogue(self) -> Catalogue:
        """The law that the document was held against; `EiagenError` where it is not known here."""
        law = self.data["catalogue"]
        known = names()
        wrong = []
        if law["jurisdiction"] not in known.jurisdictions:
            what = f"there is no “{law['jurisdiction']}”{nearest(law['jurisdiction'], known.jurisdictions)}"
            wrong.append(self.file.problem(("catalogue", "jurisdiction"), what))
        for number, topic in enumerate(law["topics"]):
            if topic not in known.topics:
                what = f"there is no topic “{topic}”{nearest(topic, known.topics)}"
                wrong.append(self.file.problem(("catalogue", "topics", number), what))
        if wrong:
            raise EiagenError(wrong)
        return _catalogue(law["jurisdiction"], tuple(law["topics"]), datetime.date.fromisoformat(law["on"]))

    @property
    def audit(self) -> Audit:
        """The audit without what the catalogue no longer knows, which is said in its notes."""
        catalogue = self.catalogue
        every = self.data["findings"]
        kept = [one for one in every if catalogue.requirement(one["requirement"]) is not None]
        audit = from_data({**self.data, "findings": kept}, catalogue)
        return replace(audit, notes=(*self.notes, *self._changes(catalogue)))

    def _changes(self, catalogue: Catalogue) -> Iterator[str]:
        asked = [one["requirement"] for one in self.data["findings"]]
        document = PurePath(self.data["document"]["path"]).name
        gone = [id for id in asked if catalogue.requirement(id) is None]
        if gone:
            yield (
                f"{self.file.file}: the catalogue has changed since {document} was audited and no longer has "
                f"{', '.join(gone)}; what was found on {'it' if len(gone) == 1 else 'them'} is left out"
            )
        added = [one.id for one in catalogue.requirements if one.id not in set(asked)]
        if added:
            yield (
                f"{self.file.file}: {document} was not held against {', '.join(added)}; "
                "audit it again to have that looked at"
            )


@lru_cache(maxsize=8)
def _catalogue(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> Catalogue:
    return load_catalogue(jurisdiction, topics, on)


def load_audit(path: str) -> Audit:
    """The one audit in a file ("-" is standard input); `EiagenError` where there is none, or are several."""
    return read_audit_file(path).audit


def load_audits(path: str) -> tuple[Audit, ...]:
    """Every audit in a file, of one document or of many; `EiagenError` with each mistake at its place."""
    return tuple(one.audit for one in read_audit_files(path))


def read_audit_file(path: str) -> AuditFile:
    """As `load_audit`, before it is put together with the law."""
    first, *others = read_audit_files(path)
    if others:
        titles = ", ".join(PurePath(one.data["document"]["path"]).name for one in (first, *others[:4]))
        more = ", …" if len(others) > 4 else ""
        what = f"{len(others) + 1} audits are in this file ({titles}{more}), and one is wanted here"
        raise EiagenError(others[0].file.problem((), f"{what}; put the one you mean in a file of its own"))
    return first


def read_audit_files(path: str) -> tuple[AuditFile, ...]:
    """As `load_audits`, before they are put together with the law."""
    files: list[AuditFile] = []
    problems: list[Problem] = []
    held = carried_in(path) if Path(path).suffix.lower() in SUFFIXES else None
    if held is not None and held.kind != "audit":
        raise problem(path, f"this was made from {IN_WORDS[held.kind]}, and an audit is wanted; {_MADE_WITH}")
    values = parse_json(held.text, path, _WANTED) if held is not None else read_json(path, _WANTED)
    notes = tuple(held.edits) if held is not None else ()
    for value in values:
        try:
            files.append(_checked(value, notes))
        except EiagenError as error:
            problems += error.problems
        notes = ()  # told once, whatever the number of documents
    if problems:
        raise EiagenError(problems)
    return tuple(files)


def _checked(value: JsonValue, notes: tuple[str, ...]) -> AuditFile:
    _refuse_other_schema(value)
    try:
        data = _Audit.model_validate(value.value).model_dump(mode="json")
    except ValidationError as error:
        wrong = [value.problem(one["loc"], _message(one)) for one in error.errors(include_url=False)]
        raise EiagenError(sorted(set(wrong))) from None
    for one in (*data["findings"], *data["misstatements"]):
        for mark in ("accepted", "new", "decided"):
            if mark in one and one[mark] is None:
                del one[mark]  # that it is there at all says something
        for place in (*one.get("passages", ()), one):
            for part in (*WHERE, "shows"):
                if part in place and not place[part]:
                    del place[part]  # as it is written, so that what is kept is the same again
    twice = _twice([one["requirement"] for one in data["findings"]])
    if twice is not None:
        what = "this requirement has a finding already; the file was changed by hand: make it again"
        raise EiagenError(value.problem(("findings", twice, "requirement"), what))
    return AuditFile(value, data, notes)


def _twice(ids: list[str]) -> int | None:
    return next((number for number, id in enumerate(ids) if id in ids[:number]), None)


def _refuse_other_schema(value: JsonValue) -> None:
    """Raises `EiagenError` for what is JSON and no audit that this edition reads."""
    data = value.value
    if not isinstance(data, dict):
        what = (
            f"this is no audit but {_shown(data)}; several audits stand one after the other, without brackets"
        )
        raise EiagenError(value.problem((), what))
    schema = data.get("schema")
    if schema == SCHEMA:
        return
    version = re.fullmatch(r"eiagen\.audit/(\d{1,9})", schema) if isinstance(schema, str) else None
    if version is not None:
        what = (
            f"this audit is written in form {version[1]}, and this eiagen reads form 1; "
            "use the eiagen that wrote it, or audit the document again"
        )
    elif schema in _SORTS:
        what = f"this is no audit but {_SORTS[schema]}; {_MADE_WITH}"
    else:
        what = f"this is no audit: it does not say “schema”: “{SCHEMA}”; {_MADE_WITH}"
    raise EiagenError(value.problem(("schema",), what))


_TYPES = {
    "string_type": "a text in quotation marks",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list in [brackets]",
    "model_type": "a group in {braces}",
    "model_attributes_type": "a group in {braces}",
    "dict_type": "a group in {braces}",
    "date_type": "a day like 2026-11-24",
    "date_parsing": "a day like 2026-11-24",
    "date_from_datetime_parsing": "a day like 2026-11-24",
    "date_from_datetime_inexact": "a day like 2026-11-24",
}


def _message(error: Any) -> str:
    path: FieldPath = error["loc"]
    kind, value = error["type"], error["input"]
    name = f"item {path[-1] + 1} of “{path[-2]}”" if isinstance(path[-1], int) else f"“{path[-1]}”"
    if kind == "missing":
        return f"{name} is missing here; the file was changed, or is no whole audit: make it again"
    if kind == "extra_forbidden":
        return f"{name} is not known here; the file was changed: make it again"
    if kind in _TYPES:
        return f"{name} must be {_TYPES[kind]}, not {_shown(value)}"
    if kind in ("enum", "literal_error"):
        allowed = re.findall(r"'([^']*)'", error["ctx"]["expected"])
        near = nearest(value, allowed) if isinstance(value, str) else f"; there are: {', '.join(allowed)}"
        return f"{name} cannot be {_shown(value)}{near}"
    return f"{name}: {error['msg'].removeprefix('Value error, ')}"


def _shown(value: object) -> str:
    match value:
        case dict():
            return "a group"
        case list():
            return "a list"
        case None:
            return "nothing (null)"
        case str():
            folded = " ".join(value.split())
            return f"“{folded if len(folded) <= 60 else folded[:59] + '…'}”"
        case _:
            return str(value).lower()
