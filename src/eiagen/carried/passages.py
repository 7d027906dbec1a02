"""The text that people see in a report, passage by passage, and a digest of each.

A page's is got by regular expressions on the whole of it, because a report is made while somebody waits, and
a page of ours has no other tags than these; and on bytes, which are half as long as the text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

_MAIN = re.compile(b"<main>(.*)</main>", re.DOTALL)
_CONTENTS = re.compile(r"<nav(.*?)</nav>", re.DOTALL)
_UNSEEN = re.compile(rb"<(details|svg|nav)\b")
_ELSEWHERE = re.compile(rb"<p class=\"[^\"]*\b(?:in-comment|in-word)\b.*?</p>", re.DOTALL)
_EDGE = re.compile(rb"</?(?:p|li|h[1-4]|td|th|caption|figcaption|div|ul|ol|section|header)\b[^>]*>")
_NUMBER = re.compile(rb'<span class="number">([^<]*)</span>')
_NUMBERED = re.compile(b"\x02.*?\x02")
_TAG = re.compile(b"<[^>]*>")
_LABEL = re.compile(r'<table [^>]*aria-label="([^"]*)"')


def written(html: str, around: Iterable[str] = ()) -> dict[str, list[Any]]:
    """The digests of the passages of a page.

    `visible` are those that a file has to have, without the numbers of headings, and `numbered` the pairs
    without and with: some programs write these numbers by themselves. `besides` are what a file may have;
    `around` are paragraphs that a house template puts before and after the page.
    """
    contents = "".join(_CONTENTS.findall(html)).replace("in-word", "")  # what is for Word alone is seen there
    text = _text(html)
    return {
        "visible": _digests(text),
        "numbered": [
            [zlib.crc32(_NUMBERED.sub(b"", one)), zlib.crc32(one.replace(b"\x02", b""))]
            for one in text.split(b"\x01")
            if b"\x02" in one
        ],
        "besides": [
            *(_digest(unescape(label)) for label in _LABEL.findall(html)),
            *_digests(_text(contents)),
            *map(_digest, around),
        ],
    }


def changes(held: Mapping[str, Any], paragraphs: Iterable[str] | None) -> tuple[tuple[str, ...] | None, int]:
    """Which paragraphs of a file are none of those held to be written, and how many of those are not there.

    None where there are no paragraphs to look at.
    """
    if paragraphs is None:
        return None, 0
    numbered: list[tuple[int, int]] = held["numbered"]
    known = {*held["visible"], *held["besides"], *(with_number for _, with_number in numbered)}
    seen, edited = set(), []
    for text in paragraphs:
        if text and not text.isspace():
            digest = _digest(text)
            seen.add(digest)
            if digest not in known:
                edited.append(" ".join(text.split()))
    seen |= {without for without, with_number in numbered if with_number in seen}
    return tuple(edited), sum(one not in seen for one in held["visible"])


def of_page(html: str) -> Iterator[str]:
    """The passages of a page, as they read."""
    for block in _text(html, " ").replace(b"\x02", b"").decode().split("\x01"):
        if block:
            yield block


def _digest(text: str) -> int:
    """Of a text without its white space. Short and cheap: it guards against a slip, not against fraud."""
    return zlib.crc32("".join(text.split()).encode("utf-8", "replace"))


def _digests(text: bytes) -> list[int]:
    """Of each stretch of a page's text, without the numbers of headings."""
    if b"\x02" in text:
        text = _NUMBERED.sub(b"", text)
    return [zlib.crc32(one) for one in text.split(b"\x01") if one]


def _text(html: str, between: str = "") -> bytes:
    """The text of a page: "\\1" ends a stretch of it, "\\2" stands around a heading’s number.

    `between` is what white space becomes. The contents are left out: not every format has them as paragraphs.
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
