"""Sources of evidence for the screen: what each shows, and what it can't."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from eiagen.assessment import Evidence
from eiagen.duties import Catalogue
from eiagen.evidence_sources import EvidenceSource
from eiagen.model import in_words

_WIDTH = 100


def write(
    sources: Sequence[EvidenceSource], old: Sequence[Evidence], catalogue: Catalogue, *, own: bool, years: int
) -> str:
    """The text. `own` is whether it is about an assessment, whose `old` evidence comes first."""
    return "".join(_pieces(sources, old, catalogue, own=own, years=years))


def _pieces(
    sources: Sequence[EvidenceSource], old: Sequence[Evidence], catalogue: Catalogue, *, own: bool, years: int
) -> Iterator[str]:
    if old:
        yield f"Older than {years} years:\n"
        for entry in old:
            day = in_words(entry.date) if entry.date else ""
            yield from _folded(f"{entry.id}, {day}: {entry.claim or entry.source or 'nothing written'}", "  ")
        yield "\n"
    names = {one.id: one.title for one in catalogue.characteristics}
    where = catalogue.jurisdiction.title
    yield (
        f"{'Not in the register yet' if own else 'Sources'}, {where}:\n\n"
        if sources
        else "Every source is in use.\n"
    )
    for source in sources:
        yield f"{source.id}\n"
        yield from _folded(f"{source.title}. {source.publisher}; {source.every}.", "  ")
        if source.url:
            checked = f"opened on {in_words(source.checked)}" if source.checked else "address not checked"
            yield f"  {source.url} ({checked})\n"
        yield from _folded(f"Shows: {source.shows}", "  ")
        yield from _folded(f"Can’t show: {source.cannot_show}", "  ")
        if source.split_by:
            split = ", ".join(names[one].lower() for one in source.split_by)
            yield from _folded(f"Can be split by: {split}.", "  ")
        yield "\n"
    count = len(sources)
    if own and sources:
        counted = f"{count} {'source' if count == 1 else 'sources'}"
        yield f"{counted}; `eiagen evidence FILE --add ID` begins an entry for one\n"


def _folded(text: str, indent: str) -> Iterator[str]:
    yield textwrap.fill(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ") + "\n"
