"""What is carried, as one piece of data to put into a file, and what was found in one."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from textwrap import shorten
from typing import Any, Literal, get_args

from eiagen import __version__
from eiagen.carried import passages

SCHEMA = "eiagen.source/1"

Kind = Literal["assessment", "audit", "comparison", "letter"]
"""What a report is made from."""
KINDS: tuple[Kind, ...] = get_args(Kind)
IN_WORDS: Mapping[Kind, str] = {
    "assessment": "an assessment",
    "audit": "an audit",
    "comparison": "a comparison",
    "letter": "the findings of a letter",
}

NAMESPACE = "urn:eiagen:source:1"
"""Of the XML part in a Word file."""
PROPERTY = "eiagen-source"
"""Name of the property in an OpenDocument file: of what it may hold, LibreOffice keeps only properties."""
PDF_NAME = "eiagen-source.json"
HTML_ID = "eiagen-source"
_STRETCH = 2_000_000
"""So many characters at a time: readers of XML refuse a longer stretch of text than they expect."""
_LARGEST = 64_000_000
"""More bytes than any report holds, and fewer than a hostile file could unfold to."""
_SHOWN = 5
"""Edited passages that are named."""


@dataclass(frozen=True)
class Carried:
    """What was found inside a report."""

    file: str
    """The report."""
    kind: Kind
    name: str
    """Name for a file with what it was made from."""
    text: str
    """What it was made from: YAML without comments, or JSON."""
    version: str
    """Of the eiagen that made the report."""
    catalogue: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    """Of an assessment; what else a report is made from holds its own."""
    edited: tuple[str, ...] | None
    """Passages of the file that the report did not write; None where that can't be told."""
    gone: int
    """How many passages of the report are no longer there as they were."""

    @property
    def notes(self) -> Iterator[str]:
        """What somebody should know who takes it from the report."""
        on = self.catalogue.get("on", "a day not stated")
        yield f"{self.file}: made by eiagen {self.version} from {self.name}, with the law of {on}"
        yield from self.edits

    @property
    def edits(self) -> Iterator[str]:
        """What was changed in the report since it was made; nothing where nothing was."""
        if self.edited is None:
            yield f"{self.file}: whether its text was edited since can’t be told of a PDF"
        elif self.edited or self.gone:
            yield (
                f"{self.file}: its text was edited since: {len(self.edited)} of its passages are new or "
                f"changed, {self.gone} of the report’s are gone or changed; the {self.kind} inside has none "
                "of these edits"
            )
            for passage in self.edited[:_SHOWN]:
                yield f"  edited: {shorten(passage, 90, placeholder=' …')}"
            if len(self.edited) > _SHOWN:
                yield f"  and {len(self.edited) - _SHOWN} more"


def packed(
    kind: Kind,
    name: str,
    text: str,
    html: str,
    catalogue: Mapping[str, Any],
    findings: Iterable[Mapping[str, Any]] = (),
    around: Iterable[str] = (),
) -> bytes:
    """The data to carry, JSON in UTF-8.

    `html` is the page that the report shows; `around` are paragraphs that a house template puts before and
    after it.
    """
    data = {
        "schema": SCHEMA,
        "eiagen": __version__,
        "kind": kind,
        "name": name,
        "text": text,
        "catalogue": dict(catalogue),
        "findings": list(findings),
        **passages.written(html, around),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def as_xml(data: bytes) -> bytes:
    """The data as the XML part of a Word file."""
    text = data.decode()
    parts = (text[begin : begin + _STRETCH] for begin in range(0, len(text), _STRETCH))
    held = "</part><part>".join(escape(part, quote=False) for part in parts)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}\n<source xmlns="{NAMESPACE}"><part>{held}</part></source>'.encode()


def as_property(data: bytes) -> str:
    """The data as the value of a property: letters, digits and little else."""
    return base64.b64encode(zlib.compress(data, 6)).decode()


def from_property(value: str) -> bytes:
    """The data again; raises `ValueError` for what is no such value."""
    try:
        opened = zlib.decompressobj()
        return opened.decompress(base64.b64decode(value), _LARGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
