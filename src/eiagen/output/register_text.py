"""The register for the screen: what is late first, then every assessment in a line."""

from __future__ import annotations

import textwrap

from eiagen.counted import count_of
from eiagen.model import in_words
from eiagen.register import Late, Register, in_one_line

_LONGEST = 90
"""Characters of an action that are shown."""
_BOLD, _PLAIN = "\033[1m", "\033[0m"


def write(register: Register, *, colour: bool) -> str:
    """The text, ended by a line of counts."""

    def head(text: str) -> str:
        return f"{_BOLD}{text}{_PLAIN}\n" if colour else f"{text}\n"

    out = []
    if register.actions:
        out += [head("Actions overdue"), *map(_late, register.actions), "\n"]
    if register.reviews:
        out += [
            head(f"Reviews past or due within {register.due_within} days"),
            *map(_late, register.reviews),
            "\n",
        ]
    if register.together:
        out.append(head("Bad effects over all policies"))
        for one in register.together:
            unanswered = f", {one.unanswered} with neither measure nor reason" if one.unanswered else ""
            policies = len({weight.entry.file for weight in one.weights})
            out.append(
                f"  {one.title}: {count_of(len(one.weights), 'effect')} of "
                f"{count_of(policies, 'policy', 'policies')}{unanswered}\n"
            )
        out.append("\n")
    out.append(head("Assessments"))
    for entry in register.entries:
        gaps = ", ".join(f"{number} {severity}" for severity, number in entry.gaps.items()) or "no gaps"
        out.append(f"  {entry.file}: {entry.title}; {entry.status or 'no status'}, {entry.stands}; {gaps}\n")
    out.append(f"\n{in_one_line(register)}\n")
    return "".join(out)


def _late(late: Late) -> str:
    owner = late.owner or "nobody named"
    what = textwrap.shorten(late.what, _LONGEST, placeholder=" …")
    return f"  {in_words(late.due)}: {what} ({owner}; {late.entry.file})\n"
