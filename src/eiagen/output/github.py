"""For GitHub Actions: an annotation for each gap, shown beside its line in a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eiagen.errors import Problem
from eiagen.finding import Finding
from eiagen.output import Checked, one_line
from eiagen.output.text import source

_LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}


def write(all_checked: Iterable[Checked], problems: Sequence[Problem]) -> str:
    """The annotations; a file that could not be checked is an error too."""
    gaps = [_gap(finding) for checked in all_checked for finding in checked.gaps]
    wrong = [
        _annotation("error", problem.path, problem.line, problem.column, "cannot be checked", problem.message)
        for problem in problems
    ]
    lines = [*wrong, *gaps]
    return "".join(f"{line}\n" for line in lines)


def _gap(finding: Finding) -> str:
    text = [one_line(finding)]
    if finding.fix:
        text.append(f"Write: {' '.join(finding.fix.split())}")
    if finding.under:
        text.append(f"Under: {', '.join(finding.under)}")
    text += [f"Source: {source(citation)}" for citation in finding.citations[:1]]
    title = f"{finding.rule or finding.requirement} ({finding.severity})"
    place = finding.place
    return _annotation(
        _LEVELS[finding.severity], finding.file, place.line, place.column, title, "\n".join(text)
    )


def _annotation(level: str, file: str, line: int | None, column: int | None, title: str, message: str) -> str:
    properties = {"file": file, "line": line, "col": column, "title": title}
    written = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None
    )
    return f"::{level} {written}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
