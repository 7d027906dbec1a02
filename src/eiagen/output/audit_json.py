"""For programs: `eiagen.audit/1`, one object for a document; with several, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def write(audits: Iterable[Mapping[str, Any]], *, single: bool) -> Iterator[str]:
    """The JSON of each audit as it comes."""
    for audit in audits:
        yield json.dumps(audit, ensure_ascii=False, indent=2 if single else None) + "\n"
