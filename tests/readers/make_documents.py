"""Makes the documents that the tests read, in every format, out of text of our own."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_WORD_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("meta", "meta"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="House"><w:name w:val="House heading"/>
 <w:basedOn w:val="Heading2"/></w:style>
<w:style w:type="paragraph" w:styleId="Pennawd"><w:name w:val="Prif bennawd"/>
 <w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
"""

NUMBERING = """
<w:abstractNum w:abstractNumId="0">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/>
 <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def zipped(parts: dict[str, str | bytes], stored: Sequence[str] = ()) -> bytes:
    """A zip of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def para(text: str, style: str = "", properties: str = "", inside: str = "") -> str:
    """A paragraph of Word. `inside`: XML that follows the text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def point(text: str, list_id: int, depth: int = 0) -> str:
    """A point of one of the lists in NUMBERING."""
    return para(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def table(*rows: Sequence[str]) -> str:
    """A table of Word whose cells hold one paragraph each."""
    cells = ("".join(f"<w:tc>{para(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(body: str, *, strict: bool = False, **parts: str) -> bytes:
    """A Word document. `parts`: what is within the root of footnotes, endnotes, comments, core."""
    relations = "".join(
        f'<Relationship Id="r{name}" Target="{name}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"/>'
        for name in ("styles", "numbering", "footnotes", "endnotes", "comments")
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        'Target="word/document.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>',
        "word/document.xml": f"<w:document {_WORD_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_WORD_NAMESPACES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_WORD_NAMESPACES}>{NUMBERING}</w:numbering>",
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {_WORD_NAMESPACES}>{content}</w:{name}>"
    if strict:
        files = {name: content.replace(W, STRICT) for name, content in files.items()}
    return zipped(dict(files))


def odt(body: str, styles: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text."""
    content = (
        f"<office:document-content {_ODF_NAMESPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>",
        },
        stored=("mimetype",),
    )


Drawn = tuple[float, float, float, str, str]
"""Left, foot and size in points, font ("R" or "B"), text."""


def pdf(
    pages: Sequence[Sequence[Drawn]],
    rotate: int = 0,
    title: str = "",
    fields: Sequence[str] = (),
    xfa: bool = False,
) -> bytes:
    """A PDF that draws the lines where they are said to be, on A4, with annotations on its first page.

    They are the fields of a form, where any of them is one.
    """
    annotations = b" ".join(b"%d 0 R" % (5 + at) for at in range(len(fields)))
    form = b"/AcroForm << /Fields [%s] %s >>" % (annotations, b"/XFA (x)" if xfa else b"")
    form += b" /NeedsRendering true" if xfa else b""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>"
        % (form if xfa or any("/Widget" in each for each in fields) else b""),
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        *(field.encode("cp1252") for field in fields),
    ]
    kids: list[bytes] = []
    for lines in pages:
        stream = b"".join(
            b"BT /%s %g Tf %g %g Td (%s) Tj ET\n"
            % (b"B" if font == "B" else b"R", size, x, y, _pdf_string(text))
            for x, y, size, font, text in lines
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Annots [%s] >>"
            % (rotate, len(objects), b"" if kids else annotations)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects.append(b"<< /Title (%s) >>" % _pdf_string(title))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def _pdf_string(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


# One piece of guidance, and the same in every format.

GUIDANCE: list[tuple[str, str]] = [
    ("h1", "Market stalls"),
    ("p", "The council lets stalls on the old square to anybody who asks before the first of the month."),
    ("h2", "Who may apply"),
    ("p", "A trader needs no address in the town. Proof of insurance is enough, whoever issued it."),
    ("bullet", "bakers and growers"),
    ("bullet", "menders of clocks"),
    ("h2", "What it costs"),
    ("number", "Pay for the first day."),
    ("number", "Pay for the rest within a week."),
    ("row", "Day|Price"),
    ("row", "Monday|four pounds"),
    ("row", "Saturday|nine pounds"),
    ("p", "Nobody is turned away because a stall had to move for a wheelchair."),
]

EXPECTED = [
    ("heading", "Market stalls", ()),
    ("paragraph", GUIDANCE[1][1], ("Market stalls",)),
    ("heading", "Who may apply", ("Market stalls",)),
    ("paragraph", GUIDANCE[3][1], ("Market stalls", "Who may apply")),
    ("item", "bakers and growers", ("Market stalls", "Who may apply")),
    ("item", "menders of clocks", ("Market stalls", "Who may apply")),
    ("heading", "What it costs", ("Market stalls",)),
    ("item", "1. Pay for the first day.", ("Market stalls", "What it costs")),
    ("item", "2. Pay for the rest within a week.", ("Market stalls", "What it costs")),
    *(("cell", text, ("Market stalls", "What it costs"))
      for text in ("Day", "Price", "Monday", "four pounds", "Saturday", "nine pounds")),
    ("paragraph", GUIDANCE[-1][1], ("Market stalls", "What it costs")),
]  # fmt: skip


def _grouped() -> list[tuple[str, list[str]]]:
    groups: list[tuple[str, list[str]]] = []
    for kind, text in GUIDANCE:
        if groups and groups[-1][0] == kind and kind in ("bullet", "number", "row"):
            groups[-1][1].append(text)
        else:
            groups.append((kind, [text]))
    return groups


def guidance_docx() -> bytes:
    """The guidance as Word would save it."""
    body = ""
    for kind, texts in _grouped():
        match kind:
            case "h1" | "h2":
                body += para(texts[0], f"Heading{kind[1]}")
            case "bullet" | "number":
                body += "".join(point(text, 2 if kind == "bullet" else 1) for text in texts)
            case "row":
                body += table(*(text.split("|") for text in texts))
            case _:
                body += para(texts[0])
    return docx(body)


def guidance_odt() -> bytes:
    """The guidance as LibreOffice would save it."""
    styles = (
        '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/></text:list-style>'
        '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    )
    body = ""
    for kind, texts in _grouped():
        match kind:
            case "h1" | "h2":
                body += f'<text:h text:outline-level="{kind[1]}">{texts[0]}</text:h>'
            case "bullet" | "number":
                points = "".join(
                    f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in texts
                )
                body += (
                    f'<text:list text:style-name="{"B" if kind == "bullet" else "N"}">{points}</text:list>'
                )
            case "row":
                rows = "".join(
                    "<table:table-row>"
                    + "".join(
                        f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
                        for cell in text.split("|")
                    )
                    + "</table:table-row>"
                    for text in texts
                )
                body += f"<table:table>{rows}</table:table>"
            case _:
                body += f"<text:p>{texts[0]}</text:p>"
    return odt(body, styles)


def guidance_html() -> bytes:
    """The guidance as a page of a site."""
    body = ""
    for kind, texts in _grouped():
        match kind:
            case "h1" | "h2" | "p":
                body += f"<{kind}>{texts[0]}</{kind}>\n"
            case "bullet" | "number":
                tag = "ul" if kind == "bullet" else "ol"
                body += f"<{tag}>{''.join(f'<li>{text}</li>' for text in texts)}</{tag}>"
            case _:
                rows = "".join(f"<tr><td>{'</td><td>'.join(text.split('|'))}</td></tr>" for text in texts)
                body += f"<table>{rows}</table>"
    return (
        f"<!doctype html><html lang=en-GB><head><title>Stalls - Town</title></head>"
        f"<body><nav>Home</nav>{body}</body>"
    ).encode()


def guidance_markdown() -> bytes:
    """The guidance as Markdown."""
    body = ""
    for kind, texts in _grouped():
        match kind:
            case "h1" | "h2":
                body += f"{'#' * int(kind[1])} {texts[0]}\n\n"
            case "bullet":
                body += "".join(f"- {text}\n" for text in texts) + "\n"
            case "number":
                body += "".join(f"{number}. {text}\n" for number, text in enumerate(texts, start=1)) + "\n"
            case "row":
                rows = [f"| {' | '.join(text.split('|'))} |\n" for text in texts]
                body += rows[0] + "|---|---|\n" + "".join(rows[1:]) + "\n"
            case _:
                body += f"{texts[0]}\n\n"
    return body.encode()


def guidance_rtf() -> bytes:
    """The guidance as Word would save it in RTF."""
    body = ""
    for kind, texts in _grouped():
        match kind:
            case "h1" | "h2":
                body += rf"\pard\plain\s{kind[1]} {texts[0]}\par" + "\n"
            case "bullet" | "number":
                for number, text in enumerate(texts, start=1):
                    mark = r"\'b7\tab" if kind == "bullet" else rf"{number}.\tab"
                    body += rf"\pard\plain\ls1 {{\listtext {mark}}}{text}\par" + "\n"
            case "row":
                for text in texts:
                    body += (
                        r"\trowd\pard\intbl "
                        + "".join(rf"{cell}\cell " for cell in text.split("|"))
                        + "\\row\n"
                    )
            case _:
                body += rf"\pard\plain {texts[0]}\par" + "\n"
    styles = r"{\stylesheet{\s1 heading 1;}{\s2 heading 2;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}" + styles + body + "}").encode(
        "cp1252"
    )


def guidance_pdf() -> bytes:
    """The guidance as printed on one page."""
    drawn: list[Drawn] = []
    y = 780.0
    for kind, texts in _grouped():
        y -= 10
        for at, text in enumerate(texts):
            match kind:
                case "h1" | "h2":
                    drawn.append((60, y, 20 if kind == "h1" else 15, "B", text))
                    y -= 8
                case "bullet" | "number":
                    drawn.append((70, y, 11, "R", f"{'•' if kind == 'bullet' else f'{at + 1}.'} {text}"))
                case "row":
                    for cell, words in enumerate(text.split("|")):
                        drawn.append((60 + 200 * cell, y, 11, "R", words))
                case _:
                    for line in _wrapped(text):
                        drawn.append((60, y, 11, "R", line))
                        y -= 14
                    y += 14
            y -= 14
    return pdf([drawn])


def _wrapped(text: str, width: int = 70) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def guidance_text() -> bytes:
    """The guidance as somebody would type it, with lines of seventy characters."""
    body = ""
    for kind, texts in _grouped():
        match kind:
            case "bullet":
                body += "".join(f"• {text}\n" for text in texts) + "\n"
            case "number":
                body += "".join(f"{number}. {text}\n" for number, text in enumerate(texts, start=1)) + "\n"
            case "row":
                body += "\n\n".join(text.replace("|", "\n\n") for text in texts) + "\n\n"
            case _:
                body += "\n".join(_wrapped(texts[0])) + "\n\n"
    return body.encode()
