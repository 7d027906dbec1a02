"""Turns the bytes of a text file into text, by its byte order mark, its own word, or what fits."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})"""
    rb"""|<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)


def decode(data: bytes, *, says_charset: bool = False) -> str:
    """The text. `says_charset`: HTML or XML, which may name its encoding near its beginning."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if unmarked := _utf16_without_mark(data):
        return data.decode(unmarked, "replace")
    try:
        # Whatever a page says of itself: what reads as UTF-8 is UTF-8, for nothing else does by chance.
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = _CHARSET.search(data[:4096]) if says_charset else None
    if said:
        name = (said[1] or said[2]).decode("ascii").lower()
        # Browsers read Latin-1 as Windows-1252, since that's what pages that say so are in.
        name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii", "ascii", "utf-8", "utf8") else name
        try:
            if codecs.lookup(name)._is_text_encoding:
                return data.decode(name, "replace")
        except LookupError:
            pass
    return data.decode("cp1252", "replace")


def _utf16_without_mark(data: bytes) -> str:
    """The byte order, if every other byte of the beginning is zero as in UTF-16 of plain English."""
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half >= 4 and odd > half * 0.7 and even == 0:
        return "utf-16-le"
    if half >= 4 and even > half * 0.7 and odd == 0:
        return "utf-16-be"
    return ""
