"""Makes a house template from a document that a body has: its look and pages, with our styles added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eiagen.renderers.house_marks import REPORT, marks
from eiagen.renderers.house_package import TemplateFile
from eiagen.renderers.house_template import house_of_file
from eiagen.renderers.word_package import blank
from eiagen.renderers.word_xml import W, value
from eiagen.resources import folder

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACE = f"<w:p><w:r><w:t>[{REPORT}]</w:t></w:r></w:p>"


@dataclass(frozen=True)
class Template:
    """A template and what is in it."""

    data: bytes
    added: int
    """How many styles of ours."""
    cover: bool


def standard() -> bytes:
    """Our own styles, with a paragraph of each to be seen."""
    return (folder("templates") / "styles.docx").read_bytes()


def made_from(path: str) -> Template:
    """A template from somebody's document; raises `EiagenError` for one that can't be used."""
    file = TemplateFile(path)
    document = file.xml(file.main)
    body = document.find(f"{W}body") if document is not None else None
    if body is not None and not any(mark.word == REPORT for mark in marks(body)):
        _mark_cover(body)
    made = house_of_file(file, document)
    data = blank(made, _PLACE)
    return Template(data, made.added, bool(made.before))


def _mark_cover(body: Element) -> None:
    """Puts “[report]” behind a cover page that Word knows as one; else nothing of the body is kept."""
    from lxml import etree

    for block in body:
        gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if value(gallery) == "Cover Pages":
            block.addnext(etree.fromstring(_PLACE.replace("<w:p>", f'<w:p xmlns:w="{W[1:-1]}">', 1)))
            return
