"""What a document says only by putting the law wrongly does not answer a requirement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from eiagen.duties import Catalogue
from eiagen.finding import Finding, Outcome
from eiagen.words import words

_REASON = "spoken of, and all that is said of it differs from the law as the catalogue has it"


def tempered(
    findings: Iterable[Finding], misstated: Sequence[Finding], catalogue: Catalogue
) -> tuple[Finding, ...]:
    """The findings; those addressed by nothing but misstated law are mentioned, for a person to check."""
    wrong = [_plain(quote.text) for finding in misstated for quote in finding.quotes]
    return tuple(_tempered(one, wrong, catalogue) for one in findings) if wrong else tuple(findings)


def _tempered(finding: Finding, wrong: list[str], catalogue: Catalogue) -> Finding:
    if finding.outcome is not Outcome.ADDRESSED or not finding.quotes:
        return finding
    said = [_plain(quote.text) for quote in finding.quotes]
    if not all(any(one in other or other in one for other in wrong) for one in said):
        return finding
    requirement = catalogue.requirement(finding.requirement)
    return replace(
        finding,
        outcome=Outcome.MENTIONED,
        message=_REASON,
        fix=requirement.closes if requirement else "",
        certainty="check",
        certainty_because="law put wrongly",
    )


def _plain(text: str) -> str:
    return " ".join(words(text)[1:-1])
