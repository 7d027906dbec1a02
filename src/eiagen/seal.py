"""What `eiagen sign` keeps of the content that somebody signed, so that every later change can be named.

A line for each entry: its name, then five characters for each of its fields, three for the field's name and
two for what it says. That is too little to tell what was written, and enough to tell which field has changed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from eiagen.assessment import Assessment, SignOff
from eiagen.fields import fields_in
from eiagen.signatures import latest_signatures
from eiagen.substance import Change, Entries, Entry, canonical, changes, digest, entries

_NAME, _MARK = 3, 2
"""Characters, of 6 bits each, for the name of a field and for what it says."""


def marks(assessment: Assessment) -> str:
    """The lines."""
    lines = []
    for (section, item), fields in entries(assessment).items():
        codes = "".join(code + mark for code, mark in sorted(_codes(fields).items()))
        name = f" {json.dumps(item, ensure_ascii=False)}" if item else ""
        lines.append(f"{section}{name} {codes}")
    return "\n".join(lines)


def changed_since(assessment: Assessment, signature: SignOff) -> tuple[Change, ...] | None:
    """What was changed after somebody signed: nothing, some fields, or None where it can't be told which."""
    if signature.content is None or signature.content == digest(assessment):
        return ()
    kept = next((one.marks for one in assessment.signed_content if one.id == signature.content), None)
    before = _read(kept or "")
    if not before:
        return None
    now: Entries = {entry: _codes(fields) for entry, fields in entries(assessment).items()}
    found = [_with_name(change) for change in changes(before, now)]
    # Two texts may have the same short mark: then it is only known that something differs.
    return tuple(found) or None


def since_signed(assessment: Assessment) -> Mapping[int, tuple[Change, ...] | None]:
    """The same for each signature that stands and was given with `eiagen sign`, by its number."""
    return {
        number: changed_since(assessment, one) for number, one in latest_signatures(assessment) if one.content
    }


def _codes(fields: Mapping[str, Any]) -> dict[str, str]:
    return {_code(name, _NAME): _code(canonical(value), _MARK) for name, value in fields.items()}


def _code(text: str, length: int) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())[:length].decode()


def _read(kept: str) -> Entries:
    found: dict[Entry, Mapping[str, str]] = {}
    for line in kept.splitlines():
        section, _, rest = line.strip().partition(" ")
        name, _, codes = rest.rpartition(" ")
        try:
            item = str(json.loads(name)) if name else ""
        except ValueError:
            continue
        size = _NAME + _MARK
        pieces = [codes[start : start + size] for start in range(0, len(codes), size)]
        if section and all(len(piece) == size for piece in pieces):
            found[section, item] = {piece[:_NAME]: piece[_NAME:] for piece in pieces}
    return found


def _with_name(change: Change) -> Change:
    name = _names(change.section).get(change.field, "") if change.field else ""
    return Change(change.section, change.item, name, change.kind)


@cache
def _names(section: str) -> Mapping[str, str]:
    """The fields of a section by their codes."""
    return {_code(name, _NAME): name for name in ("", *(one.name for one in fields_in((section,))))}
