"""`eiagen evidence`: where figures are to be had, which of an assessment's are old, and an entry begun."""

from __future__ import annotations

import argparse
import datetime
import json

from eiagen import plain_words, saving
from eiagen.assessment import Evidence
from eiagen.commands import Said
from eiagen.commands.law import ChosenLaw, law_asked_for, law_for
from eiagen.errors import EiagenError, Problem, problem
from eiagen.evidence_sources import EvidenceSource, begun, evidence_sources
from eiagen.loading import LoadedAssessment, load_assessment
from eiagen.model import last_day
from eiagen.output import evidence_text
from eiagen.text_file import read_bytes
from eiagen.yaml_source.edit import EditableYaml


def run(options: argparse.Namespace) -> Said:
    """Lists, or adds; a file is written only by --add."""
    if options.add and options.file in (None, "-"):
        raise problem("--add", "name the assessment to add it to: eiagen evidence FILE --add ID")
    loaded = load_assessment(options.file) if options.file else None
    law = law_for(options, loaded) if loaded else law_asked_for(options)
    sources = evidence_sources(law.catalogue)
    if loaded and options.add:
        return _added(options, loaded, sources, law)
    on = options.on or datetime.date.today()  # noqa: DTZ011 - the user's own day
    register = loaded.assessment.evidence if loaded else ()
    old = tuple(one for one in register if _is_old(one, on, options.old_after))
    unused = tuple(source for source in sources if not any(_is_of(one, source) for one in register))
    if options.format == "json":
        data = {
            "schema": "eiagen.evidence/1",
            "jurisdiction": law.catalogue.jurisdiction.id,
            "topics": [topic.id for topic in law.catalogue.topics],
            "on": on.isoformat(),
            "sources": [
                {**source.model_dump(mode="json"), "used": source not in unused}
                if loaded
                else source.model_dump(mode="json")
                for source in sources
            ],
            "old": [{"id": one.id, "date": str(one.date)} for one in old],
        }
        return Said(json.dumps(data, ensure_ascii=False, indent=2) + "\n", law.notes)
    text = evidence_text.write(unused, old, law.catalogue, own=loaded is not None, years=options.old_after)
    return Said(text, law.notes)


def _is_old(entry: Evidence, on: datetime.date, years: int) -> bool:
    if entry.date is None:
        return False
    return last_day(entry.date) < on.replace(year=on.year - years, day=min(on.day, 28))


def _is_of(entry: Evidence, source: EvidenceSource) -> bool:
    """Whether an entry of the register is from a source: by its id, its address, or the source's title."""
    return (
        entry.id == source.id
        or (source.url is not None and (entry.url or "").startswith(source.url))
        or source.title.lower() in (entry.source or "").lower()
    )


def _added(
    options: argparse.Namespace, loaded: LoadedAssessment, sources: tuple[EvidenceSource, ...], law: ChosenLaw
) -> Said:
    by_id = {source.id: source for source in sources}
    there = {one.id for one in loaded.assessment.evidence}
    problems = []
    for id in options.add:
        if id not in by_id:
            near = plain_words.nearest(id, by_id)
            problems.append(Problem("--add", None, None, f"there is no source “{id}” here{near}"))
        elif id in there:
            problems.append(
                Problem(
                    options.file,
                    None,
                    None,
                    f"the evidence “{id}” is in the register already: change it there",
                )
            )
    if problems:
        raise EiagenError(problems)
    file = loaded.file
    edited = EditableYaml(read_bytes(file.path), file.path)
    for id in dict.fromkeys(options.add):
        edited.append(("evidence",), begun(by_id[id]))
    saving.save(file.path, edited.data, replace=True)
    what = ", ".join(dict.fromkeys(options.add))
    return Said(
        f"{file.path}: begun in the register of evidence: {what}; write what it shows under “claim”\n",
        law.notes,
    )
