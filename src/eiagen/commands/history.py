"""`eiagen history`: the versions of an assessment, and what changed in substance from each to the next."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterator
from typing import Any

from eiagen.commands import Said
from eiagen.commands.law import catalogue_of, law_for
from eiagen.duties import ASSUMED, Catalogue
from eiagen.finding import Finding
from eiagen.gap_check import check
from eiagen.history import Version, history
from eiagen.loading import LoadedAssessment
from eiagen.model import in_words
from eiagen.substance import folded

SCHEMA = "eiagen.history/1"
_WIDTH = 100
_SHOWN = 12


def run(options: argparse.Namespace) -> Said:
    """Every version is held against the same law, so that only the assessment makes a difference."""
    law: list[Catalogue] = []

    def findings(loaded: LoadedAssessment) -> tuple[Finding, ...]:
        law.append(law_for(options, loaded).catalogue)
        return check(loaded, law[-1], cite_lines=False)

    versions = history(options.file, findings)
    on = (law[-1] if law else catalogue_of(ASSUMED, (), options.on)).on
    if options.format == "json":
        data = {
            "schema": SCHEMA,
            "path": options.file,
            "on": on.isoformat(),
            "versions": [_data(one) for one in reversed(versions)],
        }
        return Said(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    lines = [f"{options.file}: {_count(versions)}, the newest first; gaps by the law of {in_words(on)}"]
    for version in reversed(versions):
        lines += ["", *_told(version)]
    return Said("".join(f"{line}\n" for line in lines))


def _count(versions: tuple[Version, ...]) -> str:
    committed = sum(bool(one.commit) for one in versions)
    more = " and what is not committed yet" if len(versions) > committed else ""
    return f"{committed} version{'' if committed == 1 else 's'}{more}"


def _told(version: Version) -> Iterator[str]:
    about = f"{version.date}  {version.author}  {version.commit[:10]}" if version.commit else "now"
    named = f", version {version.version}" if version.version else ""
    yield f"{about}  {version.subject}{named}"
    if version.unreadable:
        yield from _part("cannot be read", version.unreadable)
        return
    if version.first:
        yield from _part("gaps", f"{version.gaps}; the first version that can be read")
        return
    if version.changes:
        yield from _part("changed", folded(version.changes))
    else:
        yield from _part("changed", "nothing in substance: layout, comments, signatures or status only")
    for label, found in (("gaps closed", version.closed), ("gaps opened", version.opened)):
        for one in found[:_SHOWN]:
            yield from _part(label, f"{one.rule or one.requirement} {' '.join(one.message.split())}")
        if len(found) > _SHOWN:
            yield from _part(label, f"and {len(found) - _SHOWN} more; --format json has all of them")
    yield from _part("gaps", str(version.gaps))


def _part(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        f"{label}: {text}",
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _data(version: Version) -> dict[str, Any]:
    return {
        "commit": version.commit or None,
        "date": version.date or None,
        "author": version.author or None,
        "subject": version.subject,
        "version": version.version,
        "unreadable": version.unreadable or None,
        "changes": [
            {
                "section": one.section,
                "item": one.item or None,
                "field": one.field or None,
                "change": one.kind,
            }
            for one in version.changes
        ],
        "gaps": version.gaps,
        "closed": [_gap(one) for one in version.closed],
        "opened": [_gap(one) for one in version.opened],
    }


def _gap(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "requirement": finding.requirement,
        "severity": finding.severity,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
    }
