"""`eiagen schema`: writes the JSON Schemas, or says whether those there are in step with the models."""

from __future__ import annotations

import argparse
from pathlib import Path

from eiagen import saving, schema
from eiagen.commands import Said
from eiagen.errors import problem
from eiagen.loading import names


def run(options: argparse.Namespace) -> Said:
    """Writes every schema into the folder; with `--check` writes nothing and exits with 1 if one is old."""
    folder = Path(options.to)
    wanted = schema.files(names())
    if options.check:
        old = [name for name, text in wanted.items() if _there(folder / name) != text]
        if old:
            listed = ", ".join(str(folder / name) for name in old)
            return Said(
                notes=(f"out of step with the models: {listed}; `eiagen schema` rewrites them",), status=1
            )
        return Said(notes=(f"in step: {len(wanted)} schemas in {folder}",))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise problem(folder, f"the folder cannot be made: {error.strerror or error}") from None
    for name, text in wanted.items():
        saving.save(str(folder / name), text.encode(), replace=True)
    return Said("".join(f"{folder / name}\n" for name in wanted))


def _there(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
