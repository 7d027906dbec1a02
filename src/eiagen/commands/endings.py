"""In which format a file is written: what its name's ending says, else what was asked for."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from eiagen import plain_words
from eiagen.errors import problem


def format_of(options: argparse.Namespace, formats: Mapping[str, str]) -> str:
    """The format of `-o`, else of `--format`, else text; `formats` are those there are, by their ending.

    Raises `EiagenError` for an ending that isn't one of them, and where the two disagree.
    """
    if not options.output:
        return options.format or "text"
    suffix = Path(options.output).suffix.lower()
    format = formats.get(suffix)
    if format is None:
        known = ", ".join(formats)
        raise problem(
            options.output,
            f"nothing can be written as {plain_words.ending(suffix)}; end the name in one of {known}",
        )
    if options.format not in (None, format):
        raise problem(
            options.output, f"the ending says {format}, --format says {options.format}; leave out one of them"
        )
    return format
