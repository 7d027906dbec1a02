"""Reports that eiagen made, among documents that are to be audited: they are no guidance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from eiagen.carried.files import kind_in
from eiagen.carried.source import IN_WORDS, PDF_NAME, Kind


def kind_of_report(path: str) -> Kind | None:
    """What a report of ours is about, by what it carries; None for anything else."""
    if Path(path).suffix.lower() == ".pdf" and not _names_source(path):
        return None  # most are: what opens a PDF takes longer to import than all of this
    return kind_in(path)


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
