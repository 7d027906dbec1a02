"""`eiagen report`: an assessment with what is missing in its place, or an audit, to put before people."""

from __future__ import annotations

import argparse
from pathlib import Path

from eiagen import plain_words, saving
from eiagen.carried.files import kind_in
from eiagen.commands import Said
from eiagen.commands.law import law_for
from eiagen.commands.look import look_of
from eiagen.commands.opened import opened_assessment
from eiagen.errors import problem
from eiagen.gap_check import check
from eiagen.output import tally
from eiagen.output.text import count
from eiagen.renderers import renderer
from eiagen.renderers.paper import FORMATS
from eiagen.report import make_report


def run(options: argparse.Namespace) -> Said:
    """Writes the report and says where, and how much is missing; that is no failure of the report's."""
    kind = "summary" if options.summary else "easy-read" if options.easy_read else "report"
    target = options.output or _name(options.file, kind)
    suffix = Path(target).suffix
    if _is_audit(options.file):
        return _of_audits(options, target)
    if options.decisions:
        raise problem("--decisions", "decisions are about findings of an audit, and this is an assessment")
    # What would come to nothing is said before the work and not after it.
    look = look_of(options, suffix)
    write = renderer(suffix, kind, with_source=not options.no_source, look=look)
    saving.refuse_inputs(target, (options.file, options.template))
    saving.refuse_existing(target, replace=options.force)
    loaded, carried = opened_assessment(options.file)
    notes = tuple(carried.notes) if carried is not None else ()
    law = law_for(options, loaded)
    findings = check(loaded, law.catalogue, cite_lines=False)
    saving.save(target, write(make_report(loaded, law.catalogue, findings)), replace=options.force)
    return Said(f"{target}: {count(tally(findings))}\n", (*notes, *law.notes))


def _is_audit(file: str) -> bool:
    """Whether it holds audits: an assessment may be JSON too, because JSON is YAML."""
    if kind_in(file) == "audit":
        return True
    try:
        with Path(file).open("rb") as opened:
            return Path(file).suffix.lower() in (".json", ".jsonl") and b"eiagen.audit/" in opened.read(1000)
    except (OSError, ValueError):
        return False  # whoever reads it says why it can't be


def _of_audits(options: argparse.Namespace, target: str) -> Said:
    """The report on audits that were kept, with what people have decided since."""
    # Most reports are of assessments, which need none of these.
    from eiagen.audit.file import read_audit_files
    from eiagen.audit.report import AuditReport
    from eiagen.commands.decided import decided_audits
    from eiagen.renderers import audit

    if options.jurisdiction or options.topics or options.on:
        what = (
            "an audit was held against its law when it was made; leave --jurisdiction, --topic and --on out"
        )
        raise problem(options.file, what)
    suffix = Path(target).suffix.lower()
    if suffix not in FORMATS:
        shown, known = plain_words.ending(suffix), ", ".join(FORMATS)
        raise problem(target, f"no audit can be written as {shown}; end its name in one of {known}")
    look = look_of(options, suffix)
    saving.refuse_inputs(target, (options.file, options.template))
    saving.refuse_existing(target, replace=options.force)
    audits = decided_audits(read_audit_files(options.file), options.file, options.decisions)
    data = audit.render(AuditReport(audits), suffix, look, with_source=not options.no_source)
    saving.save(target, data, replace=options.force)
    number = "1 document" if len(audits) == 1 else f"{len(audits)} documents"
    notes = tuple(note for one in audits for note in one.notes)
    return Said(f"{target}: audit of {number}\n", notes)


def _name(file: str, kind: str) -> str:
    """The assessment's own name, for Word, in the folder one is in."""
    stem = "assessment" if file == "-" else Path(file).stem
    return f"{stem}.docx" if kind == "report" else f"{stem}-{kind}.docx"
