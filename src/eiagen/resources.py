"""Where the files that ship with eiagen are, in a wheel and in a checkout alike."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
CATALOGUE = PACKAGE / "catalogue"


def folder(name: str) -> Path:
    """The folder `templates` or `schemas`: inside an installed package, at the top of a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parents[1] / name
