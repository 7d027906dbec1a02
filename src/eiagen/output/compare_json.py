"""For programs: `eiagen.comparison/1`, one object."""

from __future__ import annotations

import json

from eiagen.comparison.record import Comparison, as_data


def write(comparison: Comparison) -> str:
    """The JSON, laid out for people too."""
    return json.dumps(as_data(comparison), ensure_ascii=False, indent=2) + "\n"
