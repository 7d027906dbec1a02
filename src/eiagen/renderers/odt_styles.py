"""The house's Word styles as styles of an OpenDocument text, so that one file decides how both look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from eiagen.renderers.word_package import House
from eiagen.renderers.word_xml import number
from eiagen.renderers.xml_text import escaped

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALIGNED = {
    "left": "start",
    "start": "start",
    "right": "end",
    "end": "end",
    "center": "center",
    "both": "justify",
}
_MARGIN = 1134
"""Of a page that says nothing of it, in twentieths of a point."""
_LEVELS = {
    "short-heading": 1,
    "easy-heading": 1,
    "heading-1": 1,
    "heading-2": 2,
    "heading-3": 3,
    "heading-4": 4,
    "annex": 1,
    "annex-section": 2,
    "plain-heading": 2,
}
"""Word's heading styles and how deep each is."""


@dataclass(frozen=True)
class TableLook:
    """What a table style says: colours without a mark before them, None where it says nothing."""

    header: str | None
    line: str | None
    edge: str | None


def styles_xml(house: House, words: dict[str, str], heads: str = "", automatic: str = "") -> str:
    """The styles, pages, headers and footers: what belongs inside `office:document-styles`.

    `heads` are the headers and footers of a body's own house; `automatic` are styles that they alone have.
    """
    tree = _tree(house)
    defaults = tree.find(f"{_W}docDefaults")
    run = defaults.find(f"{_W}rPrDefault/{_W}rPr") if defaults is not None else None
    paragraph = defaults.find(f"{_W}pPrDefault/{_W}pPr") if defaults is not None else None
    made = [
        '<style:default-style style:family="paragraph">'
        f"<style:paragraph-properties {paragraph_attributes(paragraph)}/>"
        f'<style:text-properties {run_attributes(run)} fo:language="en" fo:country="GB"/>'
        "</style:default-style>"
    ]
    kinds = {"paragraph": "paragraph", "character": "text"}
    made += [
        _style(style, family)
        for style in tree.iter(f"{_W}style")
        if (family := kinds.get(style.get(f"{_W}type"))) is not None
    ]
    return (
        f"<office:styles>{''.join(made)}{_LISTS}</office:styles>"
        f"<office:automatic-styles>{_pages(house)}{automatic}</office:automatic-styles>"
        f"<office:master-styles>{_own_masters(heads) if house.root else _masters(words)}"
        "</office:master-styles>"
    )


def table_look(house: House, name: str) -> TableLook:
    """What the table style of a class says."""
    wanted = house.table_styles.get(name)
    for style in _tree(house).iter(f"{_W}style"):
        if style.get(f"{_W}styleId") == wanted and style.get(f"{_W}type") == "table":
            shade = style.find(f"{_W}tblStylePr[@{_W}type='firstRow']/{_W}tcPr/{_W}shd")
            borders = style.find(f"{_W}tblPr/{_W}tblBorders")
            return TableLook(
                header=_colour(shade, "fill"),
                line=_colour(borders.find(f"{_W}insideH"), "color") if borders is not None else None,
                edge=_colour(borders.find(f"{_W}top"), "color") if borders is not None else None,
            )
    return TableLook(None, None, None)


def _tree(house: House) -> Any:
    from lxml import etree

    return etree.fromstring(house.parts["word/styles.xml"])


def _style(style: Any, family: str) -> str:
    named = style.find(f"{_W}name")
    name = named.get(f"{_W}val") if named is not None else style.get(f"{_W}styleId")
    parent = style.find(f"{_W}basedOn")
    based = f' style:parent-style-name="{parent.get(f"{_W}val")}"' if parent is not None else ""
    level = _LEVELS.get(name.lower().replace(" ", "-"))
    depth = f' style:default-outline-level="{level}"' if level else ""
    paragraph = paragraph_attributes(style.find(f"{_W}pPr"))
    run = run_attributes(style.find(f"{_W}rPr"))
    whole = f"<style:paragraph-properties {paragraph}>{tab_stops(style)}</style:paragraph-properties>"
    return (
        f'<style:style style:name="{style.get(f"{_W}styleId")}" style:display-name="{escaped(name)}" '
        f'style:family="{family}"{based}{depth}>'
        f"{whole if family == 'paragraph' else ''}<style:text-properties {run}/></style:style>"
    )


def paragraph_attributes(properties: Any) -> str:
    """A paragraph's properties as attributes."""
    if properties is None:
        return ""
    out: dict[str, str] = {}
    if (spacing := properties.find(f"{_W}spacing")) is not None:
        for theirs, ours in (("before", "fo:margin-top"), ("after", "fo:margin-bottom")):
            if (value := spacing.get(f"{_W}{theirs}")) is not None:
                out[ours] = _points(value)
        line = spacing.get(f"{_W}line")
        if line and spacing.get(f"{_W}lineRule", "auto") == "auto":
            out["fo:line-height"] = f"{round((number(line) or 240) / 2.4)}%"
    if (indent := properties.find(f"{_W}ind")) is not None:
        for names, ours in ((("left", "start"), "fo:margin-left"), (("right", "end"), "fo:margin-right")):
            for name in names:
                if (value := indent.get(f"{_W}{name}")) is not None:
                    out[ours] = _points(value)
        if (hanging := indent.get(f"{_W}hanging")) is not None:
            out["fo:text-indent"] = f"-{_points(hanging)}"
        elif (first := indent.get(f"{_W}firstLine")) is not None:
            out["fo:text-indent"] = _points(first)
    if _on(properties, "keepNext"):
        out["fo:keep-with-next"] = "always"
    if _on(properties, "keepLines"):
        out["fo:keep-together"] = "always"
    if _on(properties, "pageBreakBefore"):
        out["fo:break-before"] = "page"
    if (fill := _colour(properties.find(f"{_W}shd"), "fill")) is not None:
        out["fo:background-color"] = f"#{fill}"
    if (aligned := properties.find(f"{_W}jc")) is not None:
        out["fo:text-align"] = _ALIGNED.get(aligned.get(f"{_W}val"), "start")
    for side in ("top", "left", "bottom", "right"):
        border = properties.find(f"{_W}pBdr/{_W}{side}")
        if border is not None and (colour := _colour(border, "color")) is not None:
            width = (number(border.get(f"{_W}sz")) or 4) / 8
            out[f"fo:border-{side}"] = f"{width:g}pt solid #{colour}"
            out[f"fo:padding-{side}"] = f"{border.get(f'{_W}space', '0')}pt"
    return " ".join(f'{name}="{value}"' for name, value in out.items())


def tab_stops(style: Any) -> str:
    """Tab stops, which OpenDocument counts from the indent and Word from the margin."""
    indent = style.find(f"{_W}pPr/{_W}ind")
    left = number(indent.get(f"{_W}left")) or 0 if indent is not None else 0
    stops = [
        f'<style:tab-stop style:position="{_points((number(tab.get(f"{_W}pos")) or 0) - left)}" '
        f'style:type="{tab.get(f"{_W}val")}"/>'
        for tab in style.findall(f"{_W}pPr/{_W}tabs/{_W}tab")
        if tab.get(f"{_W}val") in ("left", "right", "center")
    ]
    return f"<style:tab-stops>{''.join(stops)}</style:tab-stops>" if stops else ""


def run_attributes(properties: Any) -> str:
    """The properties of a stretch of text as attributes."""
    if properties is None:
        return ""
    out: dict[str, str] = {}
    if (fonts := properties.find(f"{_W}rFonts")) is not None and (font := fonts.get(f"{_W}ascii")):
        for kind in ("", "-asian", "-complex"):
            out[f"style:font-name{kind}"] = escaped(font)
            out[f"{'fo' if not kind else 'style'}:font-family{kind}"] = escaped(f"'{font}'")
    if (size := properties.find(f"{_W}sz")) is not None:
        for name in ("fo:font-size", "style:font-size-asian", "style:font-size-complex"):
            out[name] = f"{(number(size.get(f'{_W}val')) or 24) / 2:g}pt"
    for theirs, ours, yes in (("b", "font-weight", "bold"), ("i", "font-style", "italic")):
        if properties.find(f"{_W}{theirs}") is not None:
            value = yes if _on(properties, theirs) else "normal"
            for name in (f"fo:{ours}", f"style:{ours}-asian", f"style:{ours}-complex"):
                out[name] = value
    if (colour := _colour(properties.find(f"{_W}color"), "val")) is not None:
        out["fo:color"] = f"#{colour}"
    if (fill := _colour(properties.find(f"{_W}shd"), "fill")) is not None:
        out["fo:background-color"] = f"#{fill}"
    if (line := properties.find(f"{_W}u")) is not None and line.get(f"{_W}val") != "none":
        out["style:text-underline-style"] = "solid"
        out["style:text-underline-width"] = "auto"
        out["style:text-underline-color"] = "font-color"
    return " ".join(f'{name}="{value}"' for name, value in out.items())


def _on(properties: Any, name: str) -> bool:
    found = properties.find(f"{_W}{name}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")


def _colour(element: Any, attribute: str) -> str | None:
    value = element.get(f"{_W}{attribute}") if element is not None else None
    return value if value and re.fullmatch("[0-9A-Fa-f]{6}", value) else None


def _points(twentieths: float | str) -> str:
    """In points; a house may write lengths with a unit, too, and what is neither counts as nothing."""
    found = re.fullmatch(r"(-?[\d.]+)(pt|cm|mm|in)", str(twentieths))
    if found is not None:
        return found[0]
    return f"{(number(str(twentieths)) or 0) / 20:g}pt"


def _pages(house: House) -> str:
    """Upright pages and turned ones, as large as the house's, with its margins."""
    size = _numbers("pgSz", house)
    edges = _numbers("pgMar", house)
    # Word's margin reaches to the text; OpenDocument's to the header, whose height comes on top.
    margins = {side: edges.get(side, _MARGIN) for side in ("left", "right")}
    bars = ""
    for bar, side in (("header", "top"), ("footer", "bottom")):
        edge = edges.get(side, _MARGIN)
        margins[side] = min(edges.get(bar, edge), edge)
        bars += (
            f"<style:{bar}-style><style:header-footer-properties "
            f'fo:min-height="{_points(edge - margins[side])}"/></style:{bar}-style>'
        )
    margin = " ".join(f'fo:margin-{side}="{_points(value)}"' for side, value in margins.items())
    width, height = size.get("w", 11906), size.get("h", 16838)
    return "".join(
        f'<style:page-layout style:name="{name}"><style:page-layout-properties '
        f'fo:page-width="{_points(across)}" fo:page-height="{_points(down)}" '
        f'style:print-orientation="{way}" {margin}/>{bars}</style:page-layout>'
        for name, across, down, way in (
            ("Upright", width, height, "portrait"),
            ("Turned", height, width, "landscape"),
        )
    ) + (
        '<style:style style:name="HeaderEnd" style:family="paragraph" style:parent-style-name="Header">'
        '<style:paragraph-properties fo:border-bottom="0.75pt solid #9DB4BD" fo:padding-bottom="3pt">'
        '<style:tab-stops><style:tab-stop style:position="{right}" style:type="right"/></style:tab-stops>'
        "</style:paragraph-properties></style:style>"
        '<style:style style:name="FooterEnd" style:family="paragraph" style:parent-style-name="Footer">'
        '<style:paragraph-properties fo:border-top="0.75pt solid #9DB4BD" fo:padding-top="3pt">'
        '<style:tab-stops><style:tab-stop style:position="{right}" style:type="right"/></style:tab-stops>'
        "</style:paragraph-properties></style:style>"
    ).replace("{right}", _points(house.width))


def _numbers(element: str, house: House) -> dict[str, int]:
    """The numbers that an element of the house's page holds, by the names of its attributes."""
    found = re.search(rf"<w:{element} [^>]*>", house.section_xml)
    return {name: int(value) for name, value in re.findall(r'w:(\w+)="(\d+)"', found[0] if found else "")}


def _own_masters(heads: str) -> str:
    """Pages with the headers and footers of a body's own; a page that is turned is never the first."""
    later = re.sub(r"<style:(header|footer)-first>.*?</style:\1-first>", "", heads)
    return (
        f'<style:master-page style:name="Standard" style:page-layout-name="Upright">{heads}'
        f'</style:master-page><style:master-page style:name="Turned" style:page-layout-name="Turned">{later}'
        "</style:master-page>"
    )


def _masters(words: dict[str, str]) -> str:
    """The first page has no header; what a header says is as short as half a line."""
    said = {name: escaped(" ".join(text.split())[:60]) for name, text in words.items()}
    header = (
        f'<style:header><text:p text:style-name="HeaderEnd">{said.get("[title]", "")}<text:tab/>'
        f"{said.get('[status]', '')}</text:p></style:header>"
    )
    footer = (
        f'<text:p text:style-name="FooterEnd">{said.get("[body]", "")}<text:tab/>Page '
        '<text:page-number text:select-page="current">1</text:page-number> of '
        "<text:page-count>1</text:page-count></text:p>"
    )
    return (
        f'<style:master-page style:name="Standard" style:page-layout-name="Upright">{header}'
        "<style:header-first><text:p/></style:header-first>"
        f"<style:footer>{footer}</style:footer><style:footer-first>{footer}</style:footer-first>"
        "</style:master-page>"
        f'<style:master-page style:name="Turned" style:page-layout-name="Turned">{header}'
        f"<style:footer>{footer}</style:footer></style:master-page>"
    )


_LISTS = "".join(
    f'<text:list-style style:name="{name}">{level}<style:list-level-properties '
    'text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment '
    f'text:label-followed-by="listtab" fo:margin-left="{left}" fo:text-indent="-{hang}"/>'
    f"</style:list-level-properties></{tag}></text:list-style>"
    for name, tag, level, left, hang in (
        (
            "Bullets",
            "text:list-level-style-bullet",
            '<text:list-level-style-bullet text:level="1" text:bullet-char="•">',
            "20pt",
            "14pt",
        ),
        (
            "SmallBullets",
            "text:list-level-style-bullet",
            '<text:list-level-style-bullet text:level="1" text:bullet-char="•">',
            "11pt",
            "11pt",
        ),
        (
            "Numbers",
            "text:list-level-style-number",
            '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">',
            "25pt",
            "20pt",
        ),
    )
)
