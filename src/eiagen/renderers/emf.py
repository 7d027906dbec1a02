"""A drawing as an Enhanced Metafile, the picture of lines that every Word since 1995 shows.

Word shows the SVG beside it where it can. Microsoft's [MS-EMF] says what each record holds; here a record is
its number and its fields, little-endian, in units of a quarter of the drawing's.
"""

from __future__ import annotations

import struct

from eiagen.renderers.drawing import Box, Drawing, Line, Words, widths_of

_FINE = 4
"""Units to one of the drawing's."""
_HUNDREDTHS = 26.4583
"""Hundredths of a millimetre in a unit of the drawing's, of which 96 make an inch."""
_NO_PEN, _BLACK_PEN, _WHITE_BRUSH = 0x80000008, 0x80000007, 0x80000000
_ALIGNED = {"start": 24, "middle": 24 | 6, "end": 24 | 2}
"""On the line that letters stand on, and at the left, the middle or the right."""


def emf(drawing: Drawing) -> bytes:
    """The picture's bytes."""
    records = [_record(18, 1)]  # letters let through what is behind them
    for part in drawing.parts:
        if isinstance(part, Box):
            records += _box(part)
        elif isinstance(part, Line):
            records += _line(part)
        else:
            records += _words(part)
    records.append(_record(14, 0, 16, 20))
    width, height = round(drawing.width * _FINE), round(drawing.height * _FINE)
    size = 88 + sum(map(len, records))
    head = struct.pack(
        "<2I8i4I2H3I4I",
        1, 88,
        0, 0, width - 1, height - 1,
        0, 0, round(drawing.width * _HUNDREDTHS), round(drawing.height * _HUNDREDTHS),
        0x464D4520, 0x10000, size, len(records) + 1, 2, 0,
        0, 0, 0,
        1920 * _FINE, 1080 * _FINE, 508, 286,
    )  # fmt: skip
    return head + b"".join(records)


def _record(number: int, *fields: int, rest: bytes = b"") -> bytes:
    return struct.pack(f"<2I{len(fields)}I", number, 8 + 4 * len(fields) + len(rest), *fields) + rest


def _at(value: float) -> int:
    return round(value * _FINE)


def _colour(colour: str) -> int:
    """Blue, green, red, as Windows has it."""
    red, green, blue = (int(colour[begin : begin + 2], 16) for begin in (1, 3, 5))
    return blue << 16 | green << 8 | red


def _box(box: Box) -> list[bytes]:
    edges = (_at(box.x), _at(box.y), _at(box.x + box.width) + 1, _at(box.y + box.height) + 1)
    return [
        _record(39, 1, 0, _colour(box.fill), 0),
        _record(37, 1),
        _record(37, _NO_PEN),
        _record(43, *edges),
        _record(37, _WHITE_BRUSH),
        _record(40, 1),
    ]


def _line(line: Line) -> list[bytes]:
    return [
        _record(38, 1, 0, max(_at(line.width), 1), 0, _colour(line.colour)),
        _record(37, 1),
        _record(27, _at(line.x1), _at(line.y1)),
        _record(54, _at(line.x2), _at(line.y2)),
        _record(37, _BLACK_PEN),
        _record(40, 1),
    ]


def _words(words: Words) -> list[bytes]:
    text = words.text.encode("utf-16-le")
    letters = len(text) // 2
    padded = text + b"\0" * (-len(text) % 4)
    wide = [
        width * words.size * _FINE / 1000
        for one, width in zip(words.text, widths_of(words.text), strict=True)
        for width in ((width,) if ord(one) < 0x10000 else (width, 0))
    ]
    string_at = 76
    said = struct.pack(
        "<4iI2f2i3I4iI",
        0, 0, -1, -1,
        1, 1.0, 1.0,
        _at(words.x), _at(words.y),
        letters, string_at, 0,
        0, 0, -1, -1,
        string_at + len(padded),
    )  # fmt: skip
    said += padded + struct.pack(f"<{letters}I", *map(round, wide))
    return [
        _record(82, 1, rest=_font(words)),
        _record(37, 1),
        _record(22, _ALIGNED[words.anchor]),
        _record(24, _colour(words.colour)),
        _record(84, rest=said),
        _record(37, 0x8000000D),
        _record(40, 1),
    ]


def _font(words: Words) -> bytes:
    """Arial, of a size and weight, and room for fields that nobody needs."""
    height = -_at(words.size)
    weight = 700 if words.bold else 400
    return (
        struct.pack("<5i8B", height, 0, 0, 0, weight, 0, 0, 0, 0, 0, 0, 4, 0x22)
        + "Arial".encode("utf-16-le").ljust(64, b"\0")
        + b"\0" * (320 - 92)
    )
