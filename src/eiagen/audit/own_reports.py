"""Reports that eiagen made, among documents that are to be audited: they are no guidance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from eiagen.carried.files import kind_in
from eiagen.carried.source import IN_WORDS, PDF_NAME, Kind
from eiagen.errors import EiagenError
from eiagen.readers.archive import Archive

_OPENING = 8_000
"""So many bytes of a text say what it is."""
_HELD = re.compile(r"Held against the law of [^.<]{3,200}, as\s+in\s+force\s+on\s+\d")
"""What an audit and a comparison say of themselves, in every format."""
_COMPARED = re.compile(r"(?:What changed between|Comparison of) two versions|^old: ", re.MULTILINE)
_MADE = re.compile(r'name="generator" content="eiagen ')
_PROPERTIES = {".docx": "docProps/core.xml", ".odt": "meta.xml"}
_SUBJECT = re.compile(r"<dc:subject>(Audit of published guidance|Comparison of two versions)</dc:subject>")


def kind_of_report(path: str) -> Kind | None:
    """What a report of ours is about, by what it carries or says of itself; None for anything else."""
    suffix = Path(path).suffix.lower()
    if suffix == ".pdf" and not _names_source(path):
        return None  # most are: what opens a PDF takes longer to import than all of this
    return kind_in(path) or _by_its_words(path, suffix)


def _by_its_words(path: str, suffix: str) -> Kind | None:
    """Of an audit or a comparison that carries nothing, as in Markdown and plain text."""
    try:
        if suffix in _PROPERTIES:
            properties = Archive(Path(path).read_bytes(), path).read(_PROPERTIES[suffix]) or b""
            found = _SUBJECT.search(properties.decode("utf-8", "replace"))
            return None if found is None else "audit" if found[1].startswith("Audit") else "comparison"
        if suffix not in (".md", ".markdown", ".txt", ".html", ".htm"):
            return None
        with Path(path).open("rb") as file:
            opening = file.read(_OPENING).decode("utf-8", "replace")
    except (EiagenError, OSError, ValueError):
        return None  # whoever reads it says why it can't be
    if _HELD.search(opening) is None and _MADE.search(opening) is None:
        return None
    return "comparison" if _COMPARED.search(opening) else "audit"


def _names_source(path: str) -> bool:
    try:
        return PDF_NAME.encode() in Path(path).read_bytes()
    except (OSError, ValueError):
        return False  # whoever reads it says why it can't be


def without_own_reports(found: Sequence[str], named: Iterable[str]) -> tuple[list[str], list[str]]:
    """The documents that are to be audited, and the reports of ours which nobody named by themselves."""
    by_themselves = set(named)
    left_out = [one for one in found if one not in by_themselves and kind_of_report(one) is not None]
    gone = set(left_out)
    return [one for one in found if one not in gone], left_out


def about_report(path: str) -> str:
    """What to tell of a document that is a report of ours; empty where it is none."""
    kind = kind_of_report(path) if path != "-" else None
    return f"this is a report that eiagen made from {IN_WORDS[kind]}, and no guidance" if kind else ""
