"""What somebody signed with `eiagen sign` says now what it said then."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.duties import Severity
from eiagen.gap_rules.options import RuleOptions
from eiagen.gap_rules.subject import Gap, Subject
from eiagen.gap_rules.wording import on_or_in
from eiagen.signatures import latest_signatures

_SHOWN = 8


class Options(RuleOptions):
    """Whose signature weighs less, and what may be written after it."""

    others: Severity | None = None
    """Severity for signatures that are not the decision-maker's."""
    written_later: tuple[str, ...] = ()
    """Sections that are written after those others have signed."""


def find(subject: Subject, options: Options) -> Iterator[Gap]:
    """A gap at each signature after which something was changed; words: who, when, changes."""
    assessment = subject.assessment
    if not any(one.content for one in assessment.sign_off):
        return
    from eiagen.seal import changed_since  # most assessments need none of it
    from eiagen.substance import folded

    for number, signature in latest_signatures(assessment):
        decides = signature.capacity == "decision-maker"
        changes = changed_since(assessment, signature)
        if changes is not None and not decides:
            changes = tuple(one for one in changes if one.section not in options.written_later)
        if changes == ():
            continue
        words = {
            "who": signature.name or signature.role or "somebody who is not named",
            "when": f" {on_or_in(signature.date)}" if signature.date is not None else "",
            "changes": folded(changes, _SHOWN) if changes else "the file no longer shows which fields",
        }
        yield Gap(("sign_off", number, "content"), words, severity=None if decides else options.others)
