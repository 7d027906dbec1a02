"""`eiagen read`: a document as the audit sees it, its passages with their places."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from eiagen.audit.found_documents import standard_input
from eiagen.commands import Said
from eiagen.document import Document, Passage
from eiagen.readers import read, read_bytes

SCHEMA = "eiagen.document/1"


def run(options: argparse.Namespace) -> Said:
    """The text alone, or each passage with its place as JSON."""
    document = read_bytes(standard_input(), "-") if options.document == "-" else read(options.document)
    notes = tuple(f"{document.path}: {warning}" for warning in document.warnings)
    if options.format == "json":
        return Said(json.dumps(_object(document), ensure_ascii=False, indent=2) + "\n", notes)
    return Said("".join(_lines(document)), notes)


def _lines(document: Document) -> Iterator[str]:
    """A line for each passage, and an empty one before each but the cells and points of what goes on."""
    before: Passage | None = None
    for passage in document.passages:
        if before is not None and not _goes_on(before, passage):
            yield "\n"
        yield f"{passage.text}\n"
        before = passage


def _goes_on(before: Passage, passage: Passage) -> bool:
    return before.kind == passage.kind and passage.kind in ("item", "cell", "contents")


def _object(document: Document) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "document": {
            "path": document.path,
            "title": document.title,
            "format": document.format,
            "pages": document.pages,
            "words": document.words,
            "language": document.language or None,
            "sha256": document.sha256,
            "warnings": list(document.warnings),
        },
        "passages": [_passage(one) for one in document.passages],
        "comments": [_passage(one) for one in document.comments],
    }


def _passage(passage: Passage) -> dict[str, Any]:
    place = passage.place._asdict()
    known = {name: value for name, value in place.items() if value not in (None, "")}
    known["headings"] = list(passage.place.headings)
    level = {"level": passage.level} if passage.level else {}
    return {"text": passage.text, "kind": passage.kind, **level, **known}
