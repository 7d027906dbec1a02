"""A Word file given as a house template, opened without trusting it: its parts and what they use."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eiagen.errors import problem
from eiagen.readers.archive import Archive, parse
from eiagen.renderers.word_xml import R
from eiagen.renderers.xml_text import escaped

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_VML_ID = "{urn:schemas-microsoft-com:office:office}relid"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "wordprocessingml"
_WITH_MACROS = "ms-word"
"""In the content type of a .docm or .dotm."""
MACROS = "macroEnabled"

CARRIED = frozenset(
    [
        "image",
        "hyperlink",
        "font",
        "chart",
        "chartUserShapes",
        "themeOverride",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
        "chartStyle",
        "chartColorStyle",
        "footnotes",
        "endnotes",
    ]
)
"""What a part may use and take with it; nothing that runs, nothing that is fetched."""
_LARGEST = 40_000_000


@dataclass(frozen=True)
class Relation:
    """What a part uses: another part, or something outside."""

    id: str
    kind: str
    """The last word of its type, like "image"."""
    kind_in_full: str
    target: str
    """The name of the part; outside, the address as it is written."""
    outside: bool


class TemplateFile:
    """The file's parts, by name."""

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._archive = Archive(_bytes(self.path), self.path)
        _refuse_other(self._archive, self.path)
        types = parse(self.read("[Content_Types].xml"), self.path, "[Content_Types].xml")
        self._types = {
            (one.get("PartName") or "").lstrip("/").lower(): one.get("ContentType") or ""
            for one in types.iterfind(f"{_TYPES}Override")
        }
        self._endings = {
            (one.get("Extension") or "").lower(): one.get("ContentType") or ""
            for one in types.iterfind(f"{_TYPES}Default")
        }
        main = next((one for one in self.relations("") if one.kind == "officeDocument"), None)
        if (
            main is None
            or main.target not in self.parts
            or not any(word in self.type_of(main.target) for word in (_WORD, _WITH_MACROS))
        ):
            raise problem(self.path, "this is no Word file: save it as .docx, or as a Word template, .dotx")
        self.main = main.target
        self.used = {one.kind: one for one in self.relations(self.main) if not one.outside}
        """What the document uses once each: its styles, its theme and the like, by kind."""

    @property
    def parts(self) -> frozenset[str]:
        """The names of all parts."""
        return self._archive.parts

    @property
    def macros(self) -> bool:
        """Whether programs are in it."""
        return any("vba" in part.lower() for part in self.parts) or any(
            MACROS in kind for kind in self._types.values()
        )

    def read(self, part: str) -> bytes:
        """The bytes of a part that is there."""
        data = self._archive.read(part)
        if data is None:
            raise problem(self.path, f"{part} is missing in it: open it in Word, and save it again")
        return data

    def xml(self, part: str) -> Element | None:
        """The root of a part, if it is there."""
        data = self._archive.read(part)
        return None if data is None else parse(data, self.path, part)

    def used_xml(self, kind: str) -> Element | None:
        """The root of what the document uses of a kind, like "styles"."""
        relation = self.used.get(kind)
        return None if relation is None else self.xml(relation.target)

    def type_of(self, part: str) -> str:
        """The content type of a part."""
        return self._types.get(part.lower()) or self._endings.get(part.rpartition(".")[2].lower()) or ""

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part uses; of the package itself where the name is empty."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return ()
        return tuple(_relation(one, folder) for one in root.iterfind(f"{_PACKAGE}Relationship"))


class Carrying:
    """Parts of a template on their way into a document: under new names, with all that they use."""

    def __init__(self, file: TemplateFile, clean: Callable[[Element], None]) -> None:
        self._file = file
        self._clean = clean
        self.parts: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._size = 0

    def taken(self, root: Element, part: str) -> list[str]:
        """Gives the tree of a part new ids for what it uses, takes that along, and returns the relations."""
        known = {one.id: one for one in self._file.relations(part)}
        found: dict[str, str] = {}
        written: list[str] = []
        for element in root.iter():
            for name, id in [(str(name), str(id)) for name, id in element.attrib.items()]:
                if not (name.startswith(R) or name == _VML_ID) or not id:
                    continue
                relation = known.get(id)
                if relation is None:
                    del element.attrib[name]
                    continue
                if relation.id not in found:
                    found[relation.id] = f"rHouse{len(found) + 1}"
                    written.append(self._written(relation, found[relation.id]))
                element.set(name, found[relation.id])
        return written

    def _written(self, relation: Relation, id: str) -> str:
        mode = ""
        if relation.outside:
            target, mode = relation.target, ' TargetMode="External"'
        else:
            target = f"/{self.part(relation.target)}"
        kind = escaped(relation.kind_in_full)
        return f'<Relationship Id="{id}" Type="{kind}" Target="{escaped(target)}"{mode}/>'

    def part(self, name: str, usual: str = "") -> str:
        """Takes a part along with all that it uses; returns its new name, `usual` if that is given."""
        if name in self._names:
            return self._names[name]
        base = re.sub(r"[^A-Za-z0-9_.-]", "_", posixpath.basename(name)) or "part"
        new, count = usual or f"word/house/{base}", 1
        while new.lower() in (one.lower() for one in self._names.values()):
            count += 1
            new = f"word/house/{count}-{base}"
        self._names[name] = new
        data = self._file.read(name)
        self._size += len(data)
        if self._size > _LARGEST:
            raise problem(
                self._file.path,
                f"its pictures and other parts are larger than {_LARGEST // 1_000_000} MB together; make "
                "them smaller (in Word: Picture Format, Compress Pictures)",
            )
        self.types[new] = self._file.type_of(name) or "application/octet-stream"
        if _WORD in self.types[new] or self._file.relations(name):
            root = parse(data, self._file.path, name)
            if _WORD in self.types[new]:
                self._clean(root)
            self.keep(root, name, new)
        else:
            self.parts[new] = data
        return new

    def keep(self, root: Element, name: str, new: str) -> None:
        """Keeps a tree under a new name, with what the part of the old name used."""
        from lxml import etree

        written = self.taken(root, name)
        self.parts[new] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if written:
            folder, base = posixpath.split(new)
            self.parts[f"{folder}/_rels/{base}.rels"] = relations_part(written)


def relations_part(written: list[str]) -> bytes:
    """The part that holds relations."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_PACKAGE[1:-1]}">{"".join(written)}</Relationships>'
    ).encode()


def outside_or_running(file: TemplateFile, part: str, root: Element) -> Iterator[str]:
    """What a part uses that can't go into a document of ours, each as the end of a sentence."""
    ids = {str(id) for one in root.iter() for name, id in one.attrib.items() if str(name).startswith(R)}
    for relation in file.relations(part):
        if relation.id not in ids:
            continue
        if relation.outside and relation.kind != "hyperlink":
            yield f"fetches “{relation.target[:80]}” from outside when it is opened"
        elif relation.kind not in CARRIED and relation.kind not in ("header", "footer"):
            yield f"holds what is more than text and pictures ({relation.kind})"


def _relation(element: Element, folder: str) -> Relation:
    target = element.get("Target") or ""
    outside = element.get("TargetMode") == "External"
    if not outside:
        target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
    kind = (element.get("Type") or "").rpartition("/")[2]
    kind_in_full = element.get("Type") or ""
    if kind_in_full.startswith("http://purl.oclc.org/ooxml/officeDocument/relationships/"):
        kind_in_full = f"{RELATION}/{kind}"
    return Relation(element.get("Id") or "", kind, kind_in_full, target, outside)


def _bytes(path: str) -> bytes:
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        if Path(path).is_dir():
            raise problem(path, "this is a folder; name a Word file") from None
        reason = getattr(error, "strerror", None) or str(error)
        raise problem(path, f"this cannot be read: {reason[:1].lower()}{reason[1:]}") from None
    if data.startswith(_OLE):
        raise problem(
            path,
            "this has a password, or is in Word’s old format, .doc: open it in Word, take the password off, "
            "and save it as .docx",
        )
    if not data.startswith(b"PK"):
        raise problem(path, "this is no Word file: save it as .docx, or as a Word template, .dotx")
    return data


def _refuse_other(archive: Archive, path: str) -> None:
    if "[Content_Types].xml" not in archive.parts or "_rels/.rels" not in archive.parts:
        kind = "an OpenDocument file" if "content.xml" in archive.parts else "no Word file"
        raise problem(path, f"this is {kind}: save it as .docx, or as a Word template, .dotx")
