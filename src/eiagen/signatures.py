"""Which signatures stand: somebody who signs again in the same capacity replaces their earlier one."""

from __future__ import annotations

from collections.abc import Iterator

from eiagen.assessment import Assessment, SignOff


def latest_signatures(assessment: Assessment) -> Iterator[tuple[int, SignOff]]:
    """The signatures with their numbers, without those of people who signed again further down."""
    last = {who(one): number for number, one in enumerate(assessment.sign_off)}
    for number, one in enumerate(assessment.sign_off):
        if last[who(one)] == number or not (one.name or one.role):
            yield number, one


def who(signature: SignOff) -> tuple[str, str, str]:
    """The same for the same person in the same capacity."""
    name, role = (" ".join((text or "").lower().split()) for text in (signature.name, signature.role))
    return signature.capacity or "", name, "" if name else role
