"""An earlier audit, so that only what has come to be missing since then counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from eiagen.audit.file import read_audit_files
from eiagen.finding import Outcome


class Baseline:
    """Which requirements each document left open then.

    A requirement that is still open is no new gap, however its text was reworded since: between a gap, a
    mention and a dismissal, no coverage has come or gone.
    """

    def __init__(self, audits: list[Mapping[str, Any]]) -> None:
        self._open: dict[str, set[str]] = {}
        for audit in audits:
            open_ids = {one["requirement"] for one in audit["findings"] if Outcome(one["outcome"]).wants_work}
            # A law put wrongly in new words is put wrongly anew: somebody wrote them.
            open_ids |= {f"{one['rule']} {one['fingerprint']}" for one in audit["misstatements"]}
            self._open[PurePath(audit["document"]["path"]).as_posix()] = open_ids

    def mark(self, audit: Mapping[str, Any], *, alone: bool) -> None:
        """Says of each finding whether it is a new gap; `alone` if the audit is of one document only."""
        path = PurePath(audit["document"]["path"]).as_posix()
        then = self._open.get(path)
        if then is None:
            # Moved, or renamed from one version to the next.
            named = [ids for name, ids in self._open.items() if PurePath(name).name == PurePath(path).name]
            if len(named) == 1:
                then = named[0]
            elif alone and len(self._open) == 1:
                then = next(iter(self._open.values()))
        for finding in audit["findings"]:
            wants_work = Outcome(finding["outcome"]).wants_work
            finding["new"] = wants_work and finding["requirement"] not in (then or ())
        for one in audit["misstatements"]:
            one["new"] = f"{one['rule']} {one['fingerprint']}" not in (then or ())


def load_baseline(path: str) -> Baseline:
    """The audits in a file of JSON that `eiagen audit` wrote; raises `EiagenError` if it is none."""
    return Baseline([one.data for one in read_audit_files(path)])
