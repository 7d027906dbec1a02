"""Where evidence is usually had: the catalogue's lists of sources, by nation and topic.

catalogue/<nation>/evidence/*.yaml
catalogue/topics/<topic>/evidence/*.yaml
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field

from eiagen import catalogue_files
from eiagen.duties import Catalogue
from eiagen.model import Day, Id, Ids, Model, Text
from eiagen.resources import folder

CATALOGUE = folder("catalogue")


class EvidenceSource(Model):
    """Something a body can look up or ask for, with what it can't show: none of it is proof."""

    id: Id
    title: Text
    publisher: Text
    url: Text | None = None
    """Its official address, where it has one."""
    checked: Day | None = None
    """When somebody opened the address; None where nobody has."""
    date: Day | None = None
    """The day it speaks of, where it has one."""
    every: Text
    """How often it comes out."""
    shows: Text
    cannot_show: Text
    split_by: Ids = ()
    """The characteristics by which it can be split."""
    groups: Ids = ()
    """The kinds of group it tells about; none where it tells about all."""


class SourcesFile(Model):
    """A file of the folder evidence."""

    sources: tuple[EvidenceSource, ...] = Field(min_length=1)


def evidence_sources(catalogue: Catalogue, root: Path = CATALOGUE) -> tuple[EvidenceSource, ...]:
    """The sources for a nation and its topics, those of the topics last.

    A nation's source takes the place of its parent's of the same id. Characteristics that the nation's law
    doesn't have are left out. Raises `EiagenError` for a mistake in a file, with its place.
    """
    known = {one.id for one in catalogue.characteristics}
    found: dict[str, EvidenceSource] = {}
    for where in catalogue_files.folders_for(catalogue, root):
        for path in sorted((where / "evidence").glob("*.yaml")):
            for source in catalogue_files.validated(path, SourcesFile)[1].sources:
                split = tuple(one for one in source.split_by if one in known)
                found[source.id] = source.model_copy(update={"split_by": split})
    return tuple(found.values())


def begun(source: EvidenceSource) -> dict[str, Any]:
    """The source as an entry of an evidence register, with what is known of it; the rest is the officer's."""
    entry: dict[str, Any] = {
        "id": source.id,
        "claim": None,
        "source": f"{source.publisher}, {source.title}",
        "url": source.url,
        "date": source.date,
        "method": None,
        "coverage": None,
        "quality": None,
        "limits": source.cannot_show,
        "disaggregated_by": list(source.split_by) or None,
    }
    return {name: value for name, value in entry.items() if value is not None or name not in _NEVER_BLANK}


_NEVER_BLANK = ("url", "disaggregated_by")
"""Fields that are left out where there is nothing to say: not every source has them."""
