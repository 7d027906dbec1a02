"""The law made ready for audits, and kept so from one run to the next.

To read the catalogue and take its phrases apart takes several times as long as an audit. What comes of it is
kept in the user's cache folder, found again by the program and catalogue it was made from, and for those days
only on which the same law is in force.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import crc32

from eiagen.audit import cache as audit_cache
from eiagen.audit.law_statements.files import law_files, of_other_nations
from eiagen.audit.law_statements.law import Law, load_law
from eiagen.audit.one_document import knowledge_of
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.duties import Catalogue
from eiagen.loading import load_catalogue
from eiagen.resources import CATALOGUE

_LONGEST_LINE = 200
_SHORT = 30


@dataclass(frozen=True)
class ReadyLaw:
    """All that an audit holds a document against."""

    knowledge: Knowledge
    law: Law


@lru_cache(maxsize=8)
def law_for(jurisdiction: str, topics: tuple[str, ...], on: datetime.date, *, keep: bool) -> ReadyLaw:
    """As `ready_law`, once a process; `keep` is whether the user's cache folder is used."""
    return ready_law(jurisdiction, topics, on, audit_cache.default_folder() if keep else None)


def ready_law(
    jurisdiction: str, topics: tuple[str, ...], on: datetime.date, folder: Path | None = None
) -> ReadyLaw:
    """The law of a jurisdiction and topics on a day; from the folder where it is kept there, else kept there.

    Without a folder it is made anew. Raises `EiagenError` as `load_catalogue` and `load_law` do.
    """
    if folder is None:
        return _made(jurisdiction, topics, on)
    path = folder / f"{_name(jurisdiction, topics)}{audit_cache.LAW}"
    kept = _kept(path, on)
    if kept is None:
        kept = _made(jurisdiction, topics, on)
        _keep(path, kept)
    return kept


def _made(jurisdiction: str, topics: tuple[str, ...], on: datetime.date) -> ReadyLaw:
    catalogue = load_catalogue(jurisdiction, topics, on, guidance=True)
    return ReadyLaw(knowledge_of(catalogue), load_law(catalogue))


def _name(jurisdiction: str, topics: tuple[str, ...]) -> str:
    # Another Python, or two installations side by side, neither read nor replace what this one keeps.
    asked = (sys.version, str(CATALOGUE), jurisdiction, *topics)
    return hashlib.sha256("\0".join(asked).encode()).hexdigest()


def _days(catalogue: Catalogue) -> tuple[datetime.date, datetime.date]:
    """The first and the last day, around the catalogue's own, on which the same is in force."""
    first, last = datetime.date.min, datetime.date.max
    for begins, ends in _terms(catalogue):
        for day in (begins, ends + datetime.timedelta(1) if ends and ends < datetime.date.max else None):
            if day is not None and first < day <= catalogue.on:
                first = day
            elif day is not None and catalogue.on < day <= last:
                last = day - datetime.timedelta(1)
    return first, last


def _terms(catalogue: Catalogue) -> Iterator[tuple[datetime.date | None, datetime.date | None]]:
    """When each duty, offence and rule is in force."""
    for duty in catalogue.duties.values():
        yield duty.in_force_from, duty.in_force_until
    files = [content for _, content in law_files(catalogue, CATALOGUE)]
    for _, others, _ in of_other_nations(catalogue, CATALOGUE):
        files += [content for _, content in others]
    for content in files:
        yield from ((one.in_force_from, one.in_force_until) for one in content.subjects)
        yield from ((one.in_force_from, one.in_force_until) for one in content.rules)


# What is kept: a line that says of what, for which days and with what checksum; then the objects.


def _keep(path: Path, ready: ReadyLaw) -> None:
    objects = io.BytesIO()
    _Pickler(objects, pickle.HIGHEST_PROTOCOL).dump((ready.knowledge, ready.law))
    first, last = _days(ready.knowledge.catalogue)
    line = f"{audit_cache.edition()} {first.isoformat()} {last.isoformat()} {crc32(objects.getbuffer())}\n"
    audit_cache.write(path, line.encode() + objects.getvalue())


def _kept(path: Path, on: datetime.date) -> ReadyLaw | None:
    """What is kept, for that day; None where there is nothing, or what is there can't be used."""
    try:
        with path.open("rb") as file:
            edition, first, last, checksum = file.readline(_LONGEST_LINE).decode().split()
            if edition != audit_cache.edition() or not first <= on.isoformat() <= last:
                return None
            objects = file.read()
        if str(crc32(objects)) != checksum:
            return None
        knowledge, law = _Unpickler(io.BytesIO(objects)).load()
    except Exception:
        return None  # whatever is wrong with it, the law is made anew
    if not (isinstance(knowledge, Knowledge) and isinstance(law, Law)):
        return None
    catalogue = replace(knowledge.catalogue, on=on)
    knowledge.catalogue = catalogue
    return ReadyLaw(knowledge, replace(law, catalogue=catalogue))


def _read_only(values: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(values)


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: object) -> Any:
        """A short text stands by itself, so that it is read as one that the program knows already.

        To compare two that are the same object takes less time.
        """
        return obj if type(obj) is str and len(obj) <= _SHORT else None

    def reducer_override(self, obj: object) -> Any:
        if isinstance(obj, MappingProxyType):
            return _read_only, (dict(obj),)
        return NotImplemented


_OURS = (
    "eiagen.duties",
    "eiagen.phrases",
    "eiagen.audit.outcomes.",
    "eiagen.audit.law_statements.",
    __name__,
)
_OTHERS = frozenset(
    (("builtins", "frozenset"), ("builtins", "set"), ("datetime", "date"), ("re", "_compile"))
    # A pattern is compiled again when it is read.
)


class _Unpickler(pickle.Unpickler):
    """Makes what law is made of and nothing else, whatever somebody has put into the folder."""

    def persistent_load(self, pid: Any) -> Any:
        return sys.intern(pid)

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OTHERS:
            return super().find_class(module, name)
        if module.startswith(_OURS) and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) or found is _read_only:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of the law")
