"""The first cell of a table's row as its header, in a tagged PDF that Typst has made.

Typst marks header rows; that a row's first cell is a header too it marks only behind a switch that its
Python package doesn't offer. Each part of such a file stands by itself, in plain text, and all are listed at
the end: so those that are to say more are written anew, and the list after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_LIST = re.compile(rb"xref\n0 (\d+)\n")
_PLACE = re.compile(rb"(\d{10}) \d{5} n")
_NUMBER = re.compile(rb"(\d+) 0 obj\n")
_ELEMENT = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/(\w+)")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_COLUMNS_ALONE = re.compile(rb"/Headers\[[^\]]*\]")
"""What a cell says of its headers: those above it. Without it, the scopes of all header cells count."""
_NOTHING = (b"<</O/Table>>", b"/A[]")


def with_row_headers(pdf: bytes, tables: Sequence[Sequence[bool]]) -> bytes:
    """The file with the headers of rows marked.

    `tables` are those of the document in order: of each row below the header, whether its first cell is one.
    A file that isn't as it is expected to be comes back as it went in.
    """
    end = _END.search(pdf, max(0, len(pdf) - 100))
    listed = _LIST.match(pdf, int(end[1])) if end is not None else None
    if listed is None:
        return pdf
    places = sorted(int(one[1]) for one in _PLACE.finditer(pdf, listed.end()))
    parts = {
        int(number[1]): pdf[begin:after]
        for begin, after in pairwise([*places, listed.start()])
        if (number := _NUMBER.match(pdf, begin)) is not None
    }
    found = [*_tables(parts)]
    if len(parts) != int(listed[1]) - 1 or len(found) != len(tables):
        return pdf
    for table, headed in zip(found, tables, strict=True):
        bodies = [part for part in _inside(parts, table) if _kind(parts, part) == b"TBody"]
        rows = [row for body in bodies for row in _inside(parts, body)]
        if len(rows) != len(headed):
            return pdf
        for row, first_is_header in zip(rows, headed, strict=True):
            for place, cell in enumerate(_inside(parts, row)):
                is_header = first_is_header and place == 0
                parts[cell] = _marked(parts[cell], is_header=is_header)
    return _joined(pdf[: places[0]], parts, pdf[pdf.index(b"trailer", listed.end()) :])


def _kind(parts: Mapping[int, bytes], number: int) -> bytes:
    """What a part is in the structure: "Table"; empty where it is none of it."""
    found = _ELEMENT.match(parts.get(number, b""))
    return found[1] if found is not None else b""


def _inside(parts: Mapping[int, bytes], number: int) -> list[int]:
    """The elements of the structure that an element holds, in order."""
    _, _, children = parts[number].partition(b"/K")
    held = (int(one[1]) for one in _REFERENCE.finditer(children))
    return [one for one in held if _kind(parts, one)]


def _tables(parts: Mapping[int, bytes]) -> Iterator[int]:
    """Every table, in the order of the text."""
    waiting = [number for number in parts if _kind(parts, number) == b"Document"]
    while waiting:
        number = waiting.pop()
        if _kind(parts, number) == b"Table":
            yield number
        waiting += reversed(_inside(parts, number))


def _marked(cell: bytes, *, is_header: bool) -> bytes:
    if is_header:
        cell = cell.replace(b"/S/TD", b"/S/TH", 1)
        return _COLUMNS_ALONE.sub(b"/Scope/Row", cell, count=1)
    cell = _COLUMNS_ALONE.sub(b"", cell, count=1)
    for nothing in _NOTHING:
        cell = cell.replace(nothing, b"", 1)
    return cell


def _joined(head: bytes, parts: Mapping[int, bytes], trailer: bytes) -> bytes:
    pieces, at, places = [head], len(head), {}
    for number, part in parts.items():
        places[number] = at
        pieces.append(part)
        at += len(part)
    lines = [b"%010d 00000 n \n" % places[number] for number in sorted(places)]
    pieces.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(lines) + 1))
    pieces += lines
    pieces.append(_END.sub(b"startxref\n%d\n%%%%EOF" % at, trailer))
    return b"".join(pieces)
