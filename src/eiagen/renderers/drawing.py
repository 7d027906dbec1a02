"""A picture of rectangles, lines and texts: as SVG, and as EMF for word processors that know no SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eiagen.renderers.xml_text import escaped

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"

_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778,
    722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
    278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
"""How wide Arial's letters are, from the space to “~”, in thousandths of its size."""
_OTHERS = {"…": 1000, "—": 1000, "’": 222, "‘": 222, "“": 333, "”": 333}
_OTHER = 600
"""Any other letter, about."""


@dataclass(frozen=True)
class Box:
    """A rectangle; its left upper corner, and colours like "#1f4e5f"."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True)
class Line:
    """A straight line, as thick as `width`."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    width: float = 1


@dataclass(frozen=True)
class Words:
    """A text on one line; `x` is where it begins, or its middle or end as `anchor` says."""

    x: float
    y: float
    """Of the line on which the letters stand."""
    text: str
    size: float = 14
    colour: str = "#1a1a1a"
    bold: bool = False
    anchor: str = "start"


@dataclass(frozen=True)
class Drawing:
    """A picture, in units of which a page's width has 960."""

    width: float
    height: float
    parts: Sequence[Box | Line | Words]
    about: str
    """What it shows, for whoever can't see it."""

    def svg(self) -> str:
        """The picture as SVG, to stand in a page."""
        shapes = "".join(_svg(part) for part in self.parts)
        about = escaped(self.about)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" '
            f'role="img" aria-label="{about}"><title>{about}</title>'
            f'<rect width="{self.width:g}" height="{self.height:g}" fill="#ffffff"/>{shapes}</svg>'
        )


def width_of(text: str, size: float) -> float:
    """About how wide a text is, for a picture that has to leave room for it."""
    return sum(widths_of(text)) * size / 1000


def widths_of(text: str) -> list[int]:
    """The width of each letter, in thousandths of the size."""
    return [_WIDTHS[ord(one) - 32] if " " <= one <= "~" else _OTHERS.get(one, _OTHER) for one in text]


def _svg(part: Box | Line | Words) -> str:
    if isinstance(part, Box):
        return (
            f'<rect x="{part.x:g}" y="{part.y:g}" width="{part.width:g}" height="{part.height:g}" '
            f'fill="{part.fill}"/>'
        )
    if isinstance(part, Line):
        return (
            f'<line x1="{part.x1:g}" y1="{part.y1:g}" x2="{part.x2:g}" y2="{part.y2:g}" '
            f'stroke="{part.colour}" stroke-width="{part.width:g}"/>'
        )
    weight = ' font-weight="bold"' if part.bold else ""
    anchor = f' text-anchor="{part.anchor}"' if part.anchor != "start" else ""
    return (
        f'<text x="{part.x:g}" y="{part.y:g}" font-family="{FONT}" font-size="{part.size:g}" '
        f'fill="{part.colour}"{weight}{anchor}>{escaped(part.text)}</text>'
    )
