"""What came of the audits of `eiagen audit`: marked, counted, and written in one of the formats."""

from __future__ import annotations

import argparse
import contextlib
import datetime
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eiagen import saving
from eiagen.audit.accepted import AcceptedFindings, load_accepted, outstanding
from eiagen.audit.found_documents import Found
from eiagen.audit.own_reports import about_report, without_own_reports
from eiagen.audit.record import Audit, from_data
from eiagen.audit.tasks import Done, Task, do_all
from eiagen.commands import FILE_SIZE, Said
from eiagen.commands.endings import format_of
from eiagen.commands.law import catalogue_of, refuse_unknown
from eiagen.commands.look import look_of
from eiagen.duties import ASSUMED, SEVERITIES
from eiagen.errors import EiagenError, Problem, problem
from eiagen.progress import Progress
from eiagen.renderers import paper

if TYPE_CHECKING:
    from eiagen.audit.baseline import Baseline
    from eiagen.commands.decided import Decided

FORMATS = {
    **{suffix: suffix[1:] for suffix in paper.FORMATS},
    ".json": "json",
    ".jsonl": "json",
    ".sarif": "sarif",
    ".txt": "text",
}
"""The endings of a file and the format in which it is written."""


def told(
    options: argparse.Namespace,
    found: Found,
    tasks: Iterable[Task],
    processes: Executor | None,
    folder: Path | None,
) -> Said:
    """Does the tasks, one for each document, and tells what came of them.

    Without processes they go to the scheduler. Audits are kept in the folder.
    """
    format = format_of(options, FORMATS)
    unfound = found.unfound
    documents, own_reports = without_own_reports(found.documents, options.documents)
    if own_reports and not documents and not unfound:
        raise problem(options.documents[0], f"nothing to audit: {', '.join(_left_out(own_reports))}")
    options.look = look_of(options, Path(options.output or "").suffix)
    if options.output:
        saving.refuse_inputs(options.output, [*documents, options.template])
        saving.refuse_existing(options.output, replace=options.force)
    refuse_unknown(options.jurisdiction, options.topics or ())
    today = datetime.date.today()  # noqa: DTZ011 - the user's own day
    session = _Session(
        accepted=load_accepted(options.accepted, today) if options.accepted else None,
        baseline=_baseline(options.baseline) if options.baseline else None,
        decided=_decided(options.decisions) if options.decisions else None,
        named=frozenset(options.documents),
        counted=() if options.fail_on == "never" else SEVERITIES[: SEVERITIES.index(options.fail_on) + 1],
    )
    skipped = set(own_reports)
    tasks = (task for task in tasks if task.path not in skipped)
    session.not_read([one for error in unfound for one in error.problems])
    single = len(documents) == 1 and not unfound
    progress = Progress(options.screen, len(documents), "documents")
    pieces: list[str | bytes] = []
    with contextlib.ExitStack() as stack:
        stack.callback(progress.clear)
        if documents and options.scheduler:
            processes = stack.enter_context(_dask(options.scheduler))
        done = do_all(tasks, processes, folder) if processes else iter(())
        if documents and format != "json":
            # While the first audit is under way: most of what telling it takes, whatever law it turns out
            # to need. A mistake in the catalogue is told with that audit.
            with contextlib.suppress(EiagenError):
                topics = tuple(options.topics or ())
                catalogue_of(options.jurisdiction or ASSUMED, topics, options.on or today)
        try:
            audits = session.taken(done, progress, single=single)
            for piece in _written(format, audits, session, options, single):
                if options.output or isinstance(piece, bytes):
                    pieces.append(piece)
                else:
                    progress.clear()
                    options.write(piece)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_STOPPED if folder is not None and not single else "") from None
    notes = [*_left_out(own_reports), *_passed_over(found), *session.notes()]
    if options.output and (pieces or not session.problems):
        data = b"".join(piece if isinstance(piece, bytes) else piece.encode() for piece in pieces)
        saving.save(options.output, data, replace=options.force)
        notes.append(f"written to {options.output}")
    return Said(notes=tuple(notes), problems=tuple(dict.fromkeys(session.problems)), status=session.status)


def _baseline(path: str) -> Baseline:
    from eiagen.audit.baseline import load_baseline  # where one is given: most audits have none

    return load_baseline(path)


def _decided(paths: Sequence[str]) -> Decided:
    from eiagen.commands.decided import loaded  # as above

    return loaded(paths)


def _left_out(reports: Sequence[str]) -> Iterator[str]:
    """Of reports of ours in a folder, which are no guidance."""
    if reports:
        which = "a report" if len(reports) == 1 else f"{len(reports)} reports"
        names = ", ".join(reports[:_NAMED]) + (", …" if len(reports) > _NAMED else "")
        yield f"left out {which} that eiagen made ({names}); name one by itself to have it audited"


def _passed_over(found: Found) -> Iterator[str]:
    """Of files in a folder that somebody may think were audited."""
    if found.passed_over:
        number = found.passed_over.total()
        files = "1 file" if number == 1 else f"{number} files"
        kinds = ", ".join(sorted(found.passed_over))
        yield f"passed over {files} that the audit does not read ({kinds}); saved as PDF or text, it would"


_NAMED = 3
_STOPPED = "stopped: the audits that were done are kept, and the same command again goes on from there"


class _Session:
    """What is learned while the audits come in: problems, and whether something counts."""

    def __init__(
        self,
        accepted: AcceptedFindings | None,
        baseline: Baseline | None,
        decided: Decided | None,
        named: frozenset[str],
        counted: Iterable[str],
    ) -> None:
        self.problems: list[Problem] = []
        self.unread: list[Problem] = []
        """Those of the problems that say why a document is not among the audits."""
        self.status = 0
        self._accepted = accepted
        self._baseline = baseline
        self._decided = decided
        self._named = named
        self._counted = tuple(counted)

    def not_read(self, problems: Iterable[Problem]) -> None:
        """Of a document, or of what names none."""
        new = [one for one in problems if one not in self.unread]
        self.problems += new
        self.unread += new

    def taken(self, done: Iterable[Done], progress: Progress, *, single: bool) -> Iterator[dict[str, Any]]:
        """The audits, marked; what has none becomes a problem."""
        for one in done:
            progress.step()
            self.not_read(one.problems)
            if one.audit is None:
                continue
            try:
                if self._decided is not None:
                    self._decided.mark(one.audit, alone=single)
            except EiagenError as error:
                self.problems += error.problems
                what = "left out, because its decisions can’t be used"
                self.unread.append(Problem(one.task.path, None, None, what))
                continue
            if self._accepted is not None:
                self._accepted.mark(one.audit, alone=single)
            if self._baseline is not None:
                self._baseline.mark(one.audit, alone=single)
            if one.task.path in self._named and (about := about_report(one.task.path)):
                one.audit["document"]["warnings"].append(about)
            self.status |= outstanding(one.audit, self._counted)
            yield one.audit
        if self._decided is not None and not single:
            self.problems += self._decided.unused()

    def notes(self) -> list[str]:
        lapsed = self._decided.notes if self._decided else []
        unused = self._accepted.unused() if self._accepted else []
        return [*lapsed, *map(str, unused)]


@contextlib.contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        Client = import_module("distributed").Client  # noqa: N806 - it has no types, so it is taken as it is
    except ImportError:
        raise problem("--scheduler", "this needs dask: pip install 'eiagen[dask]'") from None
    try:
        client = Client(address, timeout=5, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise problem("--scheduler", f"no dask scheduler answers at {address}: {reason}") from None
    with client, client.get_executor(pure=False) as executor:
        if not client.scheduler_info()["workers"]:
            what = f"the dask scheduler at {address} has no workers, so nobody would do it"
            raise problem("--scheduler", f"{what}: start some with `dask worker {address}`")
        yield executor


def _written(
    format: str,
    audits: Iterator[dict[str, Any]],
    session: _Session,
    options: argparse.Namespace,
    single: bool,
) -> Iterator[str | bytes]:
    """The output, piece by piece where the format allows it."""
    if format == "json":
        from eiagen.output import audit_json

        yield from audit_json.write(audits, single=single)
    elif format == "text":
        from eiagen.output.audit_text import TextOf, write

        colour = options.colour and not options.output
        size = FILE_SIZE if options.output else shutil.get_terminal_size((100, 0))
        height = None if options.output else size.lines or None
        text = TextOf(width=size.columns, height=height, colour=colour, everything=options.all)
        yield from write(map(_audit, audits), session.unread, single=single, text=text)
    elif format == "sarif":
        from eiagen.output import audit_sarif

        yield from audit_sarif.write(map(_audit, audits), session.problems)
    else:
        from eiagen.audit.report import AuditReport
        from eiagen.renderers.audit import render

        every = tuple(map(_audit, audits))
        if every:
            report, with_source = AuditReport(every, tuple(session.unread)), not options.no_source
            data = render(report, f".{format}", options.look, with_source=with_source)
            yield data.decode() if format in ("html", "md") else data


def _audit(data: dict[str, Any]) -> Audit:
    law = data["catalogue"]
    on = datetime.date.fromisoformat(law["on"])
    return from_data(data, catalogue_of(law["jurisdiction"], tuple(law["topics"]), on))
