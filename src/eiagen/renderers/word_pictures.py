"""Pictures in a Word file: SVG where Word knows it, and EMF for every other reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eiagen.renderers.drawing import Drawing
from eiagen.renderers.emf import emf
from eiagen.renderers.xml_text import escaped

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_TWENTIETH = 635
"""A twentieth of a point in the units of a drawing."""


@dataclass(frozen=True)
class Picture:
    """A picture of the body, by its number."""

    number: int
    drawing: Drawing

    def xml(self, width: int) -> str:
        """The run that shows it, `width` twentieths of a point wide."""
        wide = width * _TWENTIETH
        high = round(wide * self.drawing.height / self.drawing.width)
        about = escaped(self.drawing.about)
        size = f'cx="{wide}" cy="{high}"'
        return (
            f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent {size}/><wp:docPr id="{self.number}" name="Chart {self.number}" descr="{about}"/>'
            f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
            f'<pic:nvPicPr><pic:cNvPr id="{self.number}" name="Chart {self.number}" descr="{about}"/>'
            f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rChart{self.number}"><a:extLst>'
            f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip xmlns:asvg="{_SVG}" '
            f'r:embed="rChartSvg{self.number}"/></a:ext></a:extLst></a:blip><a:stretch><a:fillRect/>'
            f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></w:r>"
        )

    def parts(self) -> Mapping[str, bytes]:
        """The files of the package that hold it."""
        return {
            f"word/media/chart{self.number}.emf": emf(self.drawing),
            f"word/media/chart{self.number}.svg": self.drawing.svg().encode(),
        }

    def relations(self) -> str:
        """How the body finds them."""
        return "".join(
            f'<Relationship Id="{id}{self.number}" Type="{_IMAGE}" '
            f'Target="media/chart{self.number}.{ending}"/>'
            for id, ending in (("rChart", "emf"), ("rChartSvg", "svg"))
        )


TYPES = "".join(
    f'<Default Extension="{ending}" ContentType="image/{kind}"/>'
    for ending, kind in (("emf", "x-emf"), ("svg", "svg+xml"))
)
"""What the package says of such files."""
