"""Finds the format of a file by its content; its suffix decides where text could be several."""

from __future__ import annotations

import re
from pathlib import Path

from eiagen.errors import problem
from eiagen.readers.archive import Archive
from eiagen.readers.encoding import decode

READABLE = "eiagen reads .docx, .odt, .pdf, .html, .rtf, .md, .txt and, with a package more, .doc"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_PAGE = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
_HTML = re.compile(
    r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:div|p|h[1-6]|table|section|article|main|aside|header|"
    r"ul|ol|dl|blockquote|figure|details|fieldset|form|center|title)(?:\s[^<>]*)?>",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\s*(?:<\?xml.{0,300}?\?>\s*|<!--.{0,2000}?-->\s*|<!doctype[^>]{0,1000}>\s*)*", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} +\S|```|\|.*\|\s*$|\[[^\]]+\]: )|\]\(https?://|\*\*\w", re.MULTILINE)
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown")
_ATX = re.compile(r"^#{1,6} +\S", re.MULTILINE)


def found_format(data: bytes, name: str) -> str:
    """One of the keys of READERS. Raises EiagenError for what is no document, or can't be opened."""
    if not data.strip(b"\0 \t\r\n"):
        raise problem(name, "the file is empty")
    head = data[:1024]
    if b"%PDF-" in head or (head.startswith(b"%") and b" obj" in head and b"endobj" in data):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _in_archive(data, name)
    if data.startswith(_OLE):
        return _in_compound(data, name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_PICTURES) and (b"\0" in head or data.startswith(b"\xff\xd8")):
        raise problem(name, "a picture: give it a text layer first, for example with OCRmyPDF")
    return _in_text(data, name)


def _in_archive(data: bytes, name: str) -> str:
    archive = Archive(data, name)
    parts = archive.parts
    mimetype = (archive.read("mimetype") or b"").strip() if "mimetype" in parts else b""
    if "EncryptedPackage" in parts or "encrypted-package" in parts:
        raise problem(name, "encrypted: save a copy without a password")
    if "opendocument.text" in mimetype.decode("latin-1"):
        return "odt"
    if any(part.startswith("xl/") for part in parts) or b"spreadsheet" in mimetype:
        raise problem(name, f"a spreadsheet: copy its text into a document ({READABLE})")
    if any(part.startswith("ppt/") for part in parts) or b"presentation" in mimetype:
        raise problem(name, f"slides: export them as PDF, or copy their text into a document ({READABLE})")
    if "[Content_Types].xml" in parts or "word/document.xml" in parts:
        return "docx"
    if "content.xml" in parts:
        return "odt"
    if b"epub" in mimetype:
        raise problem(name, f"an e-book: convert it to .docx or .html ({READABLE})")
    raise problem(name, f"a zip archive: unpack it and name the documents in it ({READABLE})")


def _in_compound(data: bytes, name: str) -> str:
    """What Word, Excel and others wrote before 2007; and what encrypts files of today."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise problem(name, "encrypted: save a copy without a password")
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    for stream, what in (("Workbook", "a spreadsheet"), ("Book", "a spreadsheet"), ("PowerPoint", "slides"),
                         ("__properties_version1.0", "an Outlook message")):  # fmt: skip
        if stream.encode("utf-16-le") in data:
            raise problem(name, f"{what}: save its text as a document ({READABLE})")
    raise problem(name, "damaged, or no Word document: open it in Word or LibreOffice and save it as .docx")


def _in_text(data: bytes, name: str) -> str:
    text = decode(data[:60_000], says_charset=True)
    if text.count("\0") > 0 or _share_of_controls(text) > 0.02:
        raise problem(name, f"no document that can be read: {READABLE}")
    start = _LEADING.match(text)
    rest = text[start.end() if start else 0 :]
    suffix = Path(name).suffix.lower()
    if "<office:document" in text[:4000]:
        return "odt"
    if re.search(r"<pkg:package|<w:wordDocument|<\?mso-application progid=\"Word", text[:4000]):
        raise problem(
            name, "a Word document saved as XML: open it in Word or LibreOffice and save it as .docx"
        )
    if _PAGE.match(text) or _PAGE.match(rest):
        return "html"
    if re.search(r"^MIME-Version:", text[:4000], re.MULTILINE) and "multipart/related" in text[:8000]:
        raise problem(name, "a web archive (.mht): open it in a browser and save the page as HTML")
    # Markdown may begin with a piece of HTML, such as a picture in the middle of its line.
    if _HTML.match(rest) and not (suffix in _MARKDOWN_SUFFIXES and _MARKDOWN.search(text)):
        return "html"
    if suffix in (".html", ".htm", ".xhtml") and _could_be_page(text):
        return "html"
    if text.startswith("<?xml"):
        raise problem(name, f"XML of a kind that is no document: {READABLE}")
    if suffix in _MARKDOWN_SUFFIXES:
        return "md"
    if suffix != ".txt" and _MARKDOWN.search(text):
        return "md"
    return "md" if len(_ATX.findall(text)) >= 2 and "\f" not in text else "txt"


def _could_be_page(text: str) -> bool:
    """Whether a file that is called a page may be one: it has tags, or is no Markdown and no other XML."""
    if _HTML.search(text):
        return True
    return not text.startswith("<?xml") and bool(_TAG.search(text) or not _MARKDOWN.search(text))


def _share_of_controls(text: str) -> float:
    controls = sum(
        text.count(chr(code)) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127, 0xFFFD)
    )
    return controls / max(len(text), 1)
