"""Writes styles.docx, the house styles for Word, from the parts in the folder word/.

    python templates/make_styles.py

A body that has its own look needs none of this: it opens styles.docx in Word, changes the styles, the
margins, the header and the footer, and saves it. The names of the styles have to stay. In a header or footer,
[title], [body], [version] and [status] stand for those of the assessment.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

HERE = Path(__file__).parent

SAMPLES = {
    "Title": "Title of the assessment",
    "Subtitle": "Equality impact assessment",
    "Gap": "Gap 1 (high): a gap, as it stands in its place.",
    "Gap Fix": "To close it: what to write.",
}


def document() -> str:
    """A page that shows every paragraph style, so that a designer sees what he changes."""
    styles = (HERE / "word" / "styles.xml").read_text(encoding="utf-8")
    found = re.findall(
        r'<w:style w:type="paragraph"[^>]*w:styleId="(\w+)">\s*<w:name w:val="([^"]+)"', styles
    )
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"<w:r><w:t>{SAMPLES.get(name, name)}</w:t></w:r></w:p>"
        for style, name in found
        if name not in ("header", "footer")
    )
    template = (HERE / "word" / "document.xml").read_text(encoding="utf-8")
    return template.replace("<!-- every style -->", paragraphs)


def package() -> bytes:
    """The bytes of styles.docx: the same parts give the same bytes."""
    parts = {
        "[Content_Types].xml": "content-types.xml",
        "_rels/.rels": "package.rels",
        "docProps/core.xml": "core.xml",
        "word/_rels/document.xml.rels": "document.rels",
        "word/document.xml": None,
        "word/fontTable.xml": "fontTable.xml",
        "word/footer1.xml": "footer1.xml",
        "word/header1.xml": "header1.xml",
        "word/numbering.xml": "numbering.xml",
        "word/settings.xml": "settings.xml",
        "word/styles.xml": "styles.xml",
        "word/theme/theme1.xml": "theme1.xml",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, source in parts.items():
            text = (HERE / "word" / source).read_text(encoding="utf-8") if source else document()
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, text)
    return buffer.getvalue()


if __name__ == "__main__":
    (HERE / "styles.docx").write_bytes(package())
