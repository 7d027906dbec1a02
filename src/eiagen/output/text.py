"""For people: a line for each gap like a linter's, what to write, the source of law; a count at the end."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from eiagen.duties import SEVERITIES, Citation
from eiagen.errors import Problem
from eiagen.finding import Finding, Outcome
from eiagen.output import Checked, one_line, tally, with_outcome

_COLOURS = {"critical": "1;31", "high": "31", "medium": "33", "low": "36"}
_WIDTH = 100


def write(all_checked: Iterable[Checked], problems: Sequence[Problem], *, colour: bool = False) -> str:
    """The text; `colour` adds the codes that a terminal shows as colours."""
    lines: list[str] = []
    found: Counter[str] = Counter()
    files = 0
    for checked in all_checked:
        for finding in checked.gaps:
            lines += _gap(finding, colour)
        lines += _by_hand(checked)
        found += tally(checked.findings)
        files += 1
    if files:
        lines.append(count(found, files))
    return "".join(f"{line}\n" for line in lines)


def _gap(finding: Finding, colour: bool) -> Iterator[str]:
    place = ":".join(
        str(part) for part in (finding.file, finding.place.line, finding.place.column) if part is not None
    )
    severity = finding.severity
    if colour:
        severity = f"\x1b[{_COLOURS[severity]}m{severity}\x1b[0m"  # type: ignore[assignment]
    kind = "" if finding.outcome is Outcome.GAP else f"{finding.outcome}: "
    practice = " (good practice; no duty asks for it)" if finding.good_practice else ""
    yield f"{place}: {severity} {finding.rule or finding.requirement} {kind}{one_line(finding)}{practice}"
    if finding.fix:
        yield from _indented("write: ", finding.fix)
    if finding.under:
        yield from _indented("under: ", ", ".join(finding.under))
    for citation in finding.citations[:1]:
        yield from _indented("source: ", source(citation))


def source(citation: Citation) -> str:
    """A source of law with its address, and whether somebody has checked it."""
    checked = f"checked {citation.checked}" if citation.checked else "not checked by anybody yet"
    if citation.checked and citation.checked_against:
        checked += f" against {citation.checked_against}"
    address = f"; {citation.url}" if citation.url else ""
    return f"{citation.title}{address} ({checked})"


def _indented(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=f"    {label}",
        subsequent_indent=" " * (4 + len(label)),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _by_hand(checked: Checked) -> Iterator[str]:
    left = with_outcome(checked.findings, Outcome.NOT_CHECKED)
    if left:
        ids = ", ".join(finding.requirement for finding in left)
        yield from _indented("", f"{checked.file}: no rule checks these, so a person must: {ids}")


def count(found: Mapping[str, int], files: int = 1) -> str:
    """How much is missing, and how much is not, in a line; `found` is a tally."""
    by_severity = {severity: found.get(severity, 0) for severity in SEVERITIES}
    total = sum(by_severity.values())
    worst = ", ".join(f"{number} {severity}" for severity, number in by_severity.items() if number)
    gaps = f"{total} gap{'' if total == 1 else 's'}" + (f" ({worst})" if worst else "")
    others = [
        f"{found[outcome]} {outcome.replace('-', ' ')}"
        for outcome in (Outcome.ADDRESSED, Outcome.NOT_CHECKED, Outcome.NOT_APPLICABLE)
        if found.get(outcome)
    ]
    where = f" in {files} files" if files > 1 else ""
    return f"{gaps}{where}; requirements: {', '.join(others)}" if others else f"{gaps}{where}"
