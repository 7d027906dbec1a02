"""Opens what Word and LibreOffice write, a zip of XML parts, without trusting it."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from eiagen.errors import problem

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The largest part seen in real guidance is a few megabytes and packs about 1 : 40. A tree of XML takes
# some ten times the memory of its text.
_LARGEST_PART = 64_000_000
_LARGEST_TOTAL = 160_000_000
_HIGHEST_RATIO = 400
_RATIO_MATTERS_FROM = 4_000_000

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main":
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships":
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}  # fmt: skip
"""Namespaces of "strict" Office Open XML, and the usual ones that mean the same."""

DAMAGED = "damaged or cut off: open it in Word or LibreOffice, which may repair it, and save it again"


class Archive:
    """The parts of one file, each read at most once and never more than a sane size."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RecursionError) as error:
            raise problem(name, DAMAGED) from error
        # Some writers separate folders as Windows does, or begin at "/".
        self._names = {name.replace("\\", "/").lstrip("/"): name for name in self._zip.namelist()}
        self.parts = frozenset(self._names)

    def read(self, part: str) -> bytes | None:
        """The part's bytes; None if the archive has no such part."""
        if part not in self.parts:
            return None
        info = self._zip.getinfo(self._names[part])
        if info.flag_bits & 1:
            raise problem(self.name, "encrypted: save a copy without a password")
        ratio = info.file_size / max(info.compress_size, 1)
        self._unpacked += info.file_size
        if (
            info.file_size > _LARGEST_PART
            or self._unpacked > _LARGEST_TOTAL
            or (info.file_size > _RATIO_MATTERS_FROM and ratio > _HIGHEST_RATIO)
        ):
            raise problem(
                self.name,
                f"{part} would unpack to {info.file_size / 1_000_000:,.0f} MB, which no guidance needs: "
                "it may be a zip bomb, and isn't opened",
            )
        try:
            # zipfile stops at the size declared above, whatever the packed data go on to say.
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise problem(self.name, DAMAGED) from error

    def xml(self, part: str) -> Element | None:
        """The part's root element; None if the archive has no such part."""
        data = self.read(part)
        return None if data is None else parse(data, self.name, part)


def parse(data: bytes, name: str, part: str) -> Element:
    """The root of XML that nobody vouches for: no entities, no network, at most 256 levels deep."""
    from lxml import etree

    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).split(", line ")[0]
        if "depth" in reason.lower():
            raise problem(name, f"{part} is nested more than 256 levels deep, and isn't read") from error
        if "amplification" in reason or "entity loop" in reason.lower():
            raise problem(name, f"{part} blows itself up with XML entities, and isn't read") from error
        raise problem(name, f"{DAMAGED} ({part}: {reason})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        etree.strip_elements(root, etree.Entity, with_tail=False)
    return root
