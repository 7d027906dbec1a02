"""Gets back what a report carries, from a file of any format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from eiagen.carried import passages
from eiagen.carried.source import (
    HTML_ID,
    KINDS,
    NAMESPACE,
    PDF_NAME,
    PROPERTY,
    SCHEMA,
    Carried,
    Kind,
    from_property,
)
from eiagen.errors import EiagenError, problem
from eiagen.readers.archive import Archive
from eiagen.text_file import read_bytes

SUFFIXES = (".docx", ".odt", ".pdf", ".html")
"""The reports that carry their source."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"


def carried_in(path: str) -> Carried:
    """What a report carries; raises `EiagenError` where it can't be read or carries nothing."""
    held = _held(path)
    if held is None:
        raise problem(
            path,
            "nothing is carried inside this file: eiagen did not make it, or left its source out, "
            "or it was saved by a program that threw it away",
        )
    return held


def kind_in(path: str) -> Kind | None:
    """What the report was made from; None for a file that carries nothing, or that can't be read."""
    try:
        held = _held(path) if Path(path).suffix.lower() in SUFFIXES else None
    except EiagenError:
        return None  # whoever reads it says why it can't be
    return held.kind if held is not None else None


def _held(path: str) -> Carried | None:
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise problem(
            path, f"only a report carries its source: a {', '.join(SUFFIXES)} file that eiagen made"
        )
    try:
        found = _READERS[suffix](read_bytes(path), path)
        if found is None:
            return None
        text, paragraphs = found
        held = json.loads(text)
        if held["schema"] != SCHEMA:
            raise problem(path, f"what it carries is “{held['schema']}”, and this eiagen reads “{SCHEMA}”")
        edited, gone = passages.changes(held, paragraphs)
        return Carried(
            file=path,
            kind=KINDS[KINDS.index(held.get("kind", "assessment"))],
            name=Path(str(held["name"])).name,
            text=str(held["text"]),
            version=str(held["eiagen"]),
            catalogue=dict(held["catalogue"]),
            findings=tuple(dict(one) for one in held["findings"]),
            edited=edited,
            gone=gone,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise problem(path, "what this file carries is damaged, so it can’t be had from it") from None


def _word(data: bytes, path: str) -> tuple[str | bytes, Iterable[str]] | None:
    archive = Archive(data, path)
    held: str | bytes | None = None
    for part in sorted(archive.parts):
        if part.startswith("customXml/item") and part.endswith(".xml"):
            root = archive.xml(part)
            if root is not None and root.tag == f"{{{NAMESPACE}}}source":
                held = "".join(str(text) for text in root.itertext())
    if held is None and (properties := archive.xml("docProps/custom.xml")) is not None:
        # What LibreOffice makes of an OpenDocument file's.
        named = (one for one in properties if one.get("name") == PROPERTY)
        held = next((from_property(one.findtext(_VALUE) or "") for one in named), None)
    if held is None:
        return None
    document = archive.xml("word/document.xml")
    return held, list(_word_paragraphs(document)) if document is not None else ()


def _word_paragraphs(document: Any) -> Iterator[str]:
    """Every paragraph but those of the contents; fields, whose text Word makes, are left out."""
    for paragraph in document.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and re.match(r"(?i)toc", style.get(f"{_W}val", "")):
            continue
        text, depth = "", 0
        for element in paragraph.iter(f"{_W}t", f"{_W}fldChar"):
            if element.tag == f"{_W}fldChar":
                depth += {"begin": 1, "end": -1}.get(element.get(f"{_W}fldCharType"), 0)
            elif not depth:
                text += element.text or ""
        yield text


def _open_document(data: bytes, path: str) -> tuple[bytes, Iterable[str]] | None:
    archive = Archive(data, path)
    about = archive.xml("meta.xml")
    every = about.iter(f"{_META}user-defined") if about is not None else ()
    value = next((one.text or "" for one in every if one.get(f"{_META}name") == PROPERTY), None)
    if value is None:
        return None
    content = archive.xml("content.xml")
    return from_property(value), list(_open_paragraphs(content)) if content is not None else ()


def _open_paragraphs(content: Any) -> Iterator[str]:
    for element in content.iter(f"{_TEXT}p", f"{_TEXT}h"):
        annotated = any(one.tag == f"{_OFFICE}annotation" for one in element.iterancestors())
        contents = element.get(f"{_TEXT}style-name", "").upper().startswith("TOC")
        if not annotated and not contents:
            yield "".join(_open_text(element))


def _open_text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != f"{_OFFICE}annotation" and not child.tag.endswith("}frame"):
            yield from _open_text(child)
        yield child.tail or ""


def _page(data: bytes, path: str) -> tuple[str, Iterable[str]] | None:
    html = data.decode("utf-8", "replace")
    script = re.search(rf'<script [^>]*id="{HTML_ID}"[^>]*>(.*?)</script>', html, re.DOTALL)
    return (script[1], passages.of_page(html)) if script is not None else None


def _pdf(data: bytes, path: str) -> tuple[bytes, None] | None:
    """Which words of a PDF were changed can't be told: its lines are no paragraphs."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise problem(path, "damaged or locked: it can’t be opened as a PDF") from None
    try:
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            if attachment.get_name() == PDF_NAME:
                return bytes(attachment.get_data()), None
    finally:
        document.close()
    return None


_READERS = {".docx": _word, ".odt": _open_document, ".html": _page, ".pdf": _pdf}
