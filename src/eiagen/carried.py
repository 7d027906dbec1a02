"""What a report carries inside its file: the assessment it was made from, the law, and what was found.

    {"schema": "eiagen.source/1", "eiagen": "0.1.0", "name": "assessment.yaml", "text": "…",
     "catalogue": {…}, "findings": […], "visible": [52311837, [1210, 88123], …], "besides": [90133, …]}

In a Word file it is a custom XML part, in an OpenDocument file a part of its own, in a PDF an attachment,
in a web page a script that nothing runs. Comments of the YAML stay at home: they were written for colleagues.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from eiagen import __version__
from eiagen.errors import problem
from eiagen.readers.archive import Archive
from eiagen.text_file import read_bytes

SCHEMA = "eiagen.source/1"
NAMESPACE = "urn:eiagen:source:1"
"""Of the XML part in a Word file."""
ODT_PART = "eiagen/source.json"
PDF_NAME = "eiagen-source.json"
HTML_ID = "eiagen-source"
SUFFIXES = (".docx", ".odt", ".pdf", ".html")
"""The reports that carry their source."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@dataclass(frozen=True)
class Carried:
    """What was found inside a report."""

    name: str
    """The assessment's file, without its folder."""
    text: str
    """Its YAML, without comments."""
    version: str
    """Of the eiagen that made the report."""
    catalogue: Mapping[str, Any]
    findings: tuple[Mapping[str, Any], ...]
    edited: tuple[str, ...] | None
    """Passages of the file that the report did not write; None where that can't be told."""
    gone: int
    """How many passages of the report are no longer there as they were."""


def packed(
    name: str,
    text: str,
    catalogue: Mapping[str, Any],
    findings: Iterable[Mapping[str, Any]],
    html: str,
    around: Iterable[str] = (),
) -> bytes:
    """The data to carry, JSON in UTF-8.

    `html` is the page that the report shows; `around` are paragraphs that a house template puts before and
    after it.
    """
    besides = [_digest(_bare(unescape(label))) for label in _LABEL.findall(html)]
    contents = "".join(_CONTENTS.findall(html)).replace("in-word", "")  # what is for Word alone is seen there
    besides += [
        zlib.crc32(_NUMBERED.sub(b"", block)) for block in _text_of_page(contents).split(b"\x01") if block
    ]
    besides += [_digest(_bare(text)) for text in around]
    visible = [
        [zlib.crc32(_NUMBERED.sub(b"", block)), zlib.crc32(block.replace(b"\x02", b""))]
        if b"\x02" in block
        else zlib.crc32(block)
        for block in _text_of_page(html).split(b"\x01")
        if block
    ]
    data = {
        "schema": SCHEMA,
        "eiagen": __version__,
        "name": name,
        "text": without_comments(text),
        "catalogue": dict(catalogue),
        "findings": list(findings),
        "visible": visible,
        "besides": besides,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def as_xml(data: bytes) -> bytes:
    """The data as the XML part of a Word file."""
    text = data.decode().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<source xmlns="{NAMESPACE}">{text}</source>'.encode()


def carried_in(path: str) -> Carried:
    """What a report carries; raises `EiagenError` where it can't be read or carries nothing."""
    suffix = Path(path).suffix.lower()
    if suffix not in SUFFIXES:
        raise problem(
            path, f"only a report carries its source: a {', '.join(SUFFIXES)} file that eiagen made"
        )
    data = read_bytes(path)
    found = _READERS[suffix](data, path)
    if found is None:
        raise problem(
            path,
            "nothing is carried inside this file: it was not made by `eiagen report`, or with --no-source, "
            "or it was saved by a program that threw it away",
        )
    text, paragraphs = found
    try:
        held = json.loads(text)
        if held["schema"] != SCHEMA:
            raise problem(path, f"what it carries is “{held['schema']}”, and this eiagen reads “{SCHEMA}”")
        edited, gone = _changes(held["visible"], held["besides"], paragraphs)
        return Carried(
            name=Path(str(held["name"])).name,
            text=str(held["text"]),
            version=str(held["eiagen"]),
            catalogue=dict(held["catalogue"]),
            findings=tuple(dict(one) for one in held["findings"]),
            edited=edited,
            gone=gone,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise problem(
            path, "what this file carries is damaged, so the assessment can’t be had from it"
        ) from None


def without_comments(text: str) -> str:
    """YAML without its comments; as it is where it can't be read."""
    import yaml

    if "#" not in text:
        return text
    kept, end = [], 0
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader):
            begin, after = token.start_mark.index, token.end_mark.index
            if begin > end:
                between = text[end:begin]
                kept.append(_COMMENT.sub("", between) if "#" in between else between)
                end = begin
            if after > end:
                kept.append(text[end:after])
                end = after
    except yaml.YAMLError:
        return text
    kept.append(_COMMENT.sub("", text[end:]))
    return _BLANK.sub("\n\n", "".join(kept)).lstrip("\n")


_BLANK = re.compile(r"\n(?:[ \t]*\n){2,}")
_COMMENT = re.compile(r"(?<![^\s\]},])#[^\n]*|[ \t]+#[^\n]*")


def _changes(
    visible: list[int | list[int]], besides: list[int], paragraphs: Iterable[str] | None
) -> tuple[tuple[str, ...] | None, int]:
    if paragraphs is None:
        return None, 0
    written = [one if isinstance(one, list) else [one] for one in visible]
    known = {one for alternatives in written for one in alternatives} | set(besides)
    seen, edited = set(), []
    for text in paragraphs:
        if bare := _bare(text):
            digest = _digest(bare)
            seen.add(digest)
            if digest not in known:
                edited.append(" ".join(text.split()))
    return tuple(edited), sum(seen.isdisjoint(alternatives) for alternatives in written)


def _bare(text: str) -> str:
    return "".join(text.split())


def _digest(text: str) -> int:
    """Of a text without white space. Short and cheap: it guards against a slip, not against fraud."""
    return zlib.crc32(text.encode("utf-8", "replace"))


_MAIN = re.compile(b"<main>(.*)</main>", re.DOTALL)
_CONTENTS = re.compile(r"<nav(.*?)</nav>", re.DOTALL)
_UNSEEN = re.compile(rb"<(details|svg|nav)\b")
_ELSEWHERE = re.compile(rb"<p class=\"[^\"]*\b(?:in-comment|in-word)\b.*?</p>", re.DOTALL)
_EDGE = re.compile(rb"</?(?:p|li|h[1-4]|td|th|caption|figcaption|div|ul|ol|section|header)\b[^>]*>")
_NUMBER = re.compile(rb'<span class="number">([^<]*)</span>')
_NUMBERED = re.compile(b"\x02.*?\x02")
_TAG = re.compile(b"<[^>]*>")
_LABEL = re.compile(r'<table [^>]*aria-label="([^"]*)"')


def _text_of_page(html: str, between: str = "") -> bytes:
    """The text of a page that people see: "\\1" ends a stretch of it, "\\2" stands around a heading’s number.

    `between` is what white space becomes. The contents are left out: not every format has them as paragraphs.
    It is done by regular expressions on the whole, because a report is made while somebody waits, and a page
    of ours has no other tags than these; and on bytes, which are half as long as the text.
    """
    page = html.encode("utf-8", "surrogatepass")
    found = _MAIN.search(page)
    page = _NUMBER.sub(b"\x02\\1\x02", _ELSEWHERE.sub(b"", _seen(found[1] if found else page)))
    page = _TAG.sub(b"", _EDGE.sub(b"\x01", page))
    if not between:
        page = page.translate(None, b" \t\r\n")  # most white space at once
    text = between.join(page.decode("utf-8", "surrogatepass").split())
    return unescape(text).encode("utf-8", "replace")


def _seen(page: bytes) -> bytes:
    """The page without the elements that are folded away, drawn or a table of contents."""
    kept, at = [], 0
    for begin in _UNSEEN.finditer(page):
        end = b"</%b>" % begin[1]
        after = page.find(end, begin.end())
        if begin.start() >= at and after >= 0:
            kept.append(page[at : begin.start()])
            at = after + len(end)
    return b"".join((*kept, page[at:]))


def _word(data: bytes, path: str) -> tuple[str, Iterable[str]] | None:
    archive = Archive(data, path)
    for part in sorted(archive.parts):
        if part.startswith("customXml/item") and part.endswith(".xml"):
            root = archive.xml(part)
            if root is not None and root.tag == f"{{{NAMESPACE}}}source":
                document = archive.xml("word/document.xml")
                return root.text or "", list(_word_paragraphs(document)) if document is not None else ()
    return None


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


def _open_document(data: bytes, path: str) -> tuple[str, Iterable[str]] | None:
    archive = Archive(data, path)
    held = archive.read(ODT_PART)
    if held is None:
        return None
    content = archive.xml("content.xml")
    return held.decode("utf-8", "replace"), list(_open_paragraphs(content)) if content is not None else ()


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
    if script is None:
        return None
    text = _text_of_page(html, " ").replace(b"\x02", b"").decode()
    return script[1], [block for block in text.split("\x01") if block]


def _pdf(data: bytes, path: str) -> tuple[str, None] | None:
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
                return bytes(attachment.get_data()).decode("utf-8", "replace"), None
    finally:
        document.close()
    return None


_READERS = {".docx": _word, ".odt": _open_document, ".html": _page, ".pdf": _pdf}
