"""The report as data for other programs: `eiagen.report/1`."""

from __future__ import annotations

import json

from eiagen.report import Report, as_data


def render(report: Report) -> bytes:
    """Indented JSON, UTF-8."""
    return (json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n").encode()
