"""A file that comes in: a form of ours with its answers, or a document that a body made for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eiagen.document import Document
from eiagen.errors import problem
from eiagen.forms.answers import Plain
from eiagen.forms.controls import FormFile, is_form, read_form
from eiagen.forms.filled import Filled, filled
from eiagen.forms.slip import VERSION
from eiagen.readers import read_bytes
from eiagen.readers.archive import Archive
from eiagen.readers.formats import found_format

_OUR_LINE = "eiagen form "
"""How the line of a form that tells its version begins."""
_MADE_ON = ", made on "


@dataclass(frozen=True)
class OwnForm:
    """A form that `eiagen form` wrote."""

    file: FormFile
    notes: tuple[str, ...] = ()

    @property
    def made_from(self) -> Mapping[str, Plain]:
        """The values it was made from; nothing where it no longer says."""
        slip = self.file.slip
        return slip.values if slip is not None and slip.values is not None else {}

    def filled(self, mine: dict[str, Plain]) -> Filled:
        """Its answers."""
        return filled(self.file, mine)


@dataclass(frozen=True)
class OtherDocument:
    """Anything else that can be read."""

    document: Document
    notes: tuple[str, ...] = field(default=())


def incoming(data: bytes, name: str) -> OwnForm | OtherDocument:
    """What a file is. Raises `EiagenError` for what cannot be read, with the way out."""
    form = found_format(data, name)
    if form == "docx":
        archive = Archive(data, name)
        if is_form(archive):
            return _own(read_form(archive), name)
    if form == "doc" and _names_us(data):
        raise problem(name, _way_out("in Word’s old format (.doc)"))
    document = read_bytes(data, name)
    if form != "docx" and any(
        _OUR_LINE in one.text and _MADE_ON in one.text for one in document.passages[:60]
    ):
        kinds = {
            "pdf": "as a PDF",
            "odt": "as OpenDocument text (.odt)",
            "rtf": "as RTF",
            "html": "as a web page",
        }
        raise problem(name, _way_out(kinds.get(form, f"as .{form}")))
    return OtherDocument(document, document.warnings)


def _own(file: FormFile, name: str) -> OwnForm:
    slip, notes = file.slip, []
    if slip is not None and slip.version != VERSION:
        newer = slip.version.isdecimal() and int(slip.version) > int(VERSION)
        raise problem(
            name,
            f"this is a form of version {slip.version or 'unknown'}; this eiagen reads version {VERSION}: "
            + (
                "update eiagen and import it again"
                if newer
                else "make a new form with `eiagen form` and copy the answers over"
            ),
        )
    if slip is None or slip.values is None:
        notes.append(
            "the form no longer says what it was made from: only answers that are there are taken, "
            "and none is taken out"
        )
    if file.tracked:
        notes.append(
            "there are tracked changes in the form: what was put in is read, what was struck out is not; "
            "accept or reject them in Word and import again if that is not what is meant"
        )
    return OwnForm(file, tuple(notes))


def _names_us(data: bytes) -> bool:
    return any(
        _OUR_LINE.encode(code) in data and _MADE_ON.encode(code) in data for code in ("cp1252", "utf-16-le")
    )


def _way_out(saved: str) -> str:
    return (
        f"this is an eiagen form saved {saved}, which keeps no fields to read answers from: "
        "open the Word file (.docx) that it was saved from and import that; if there is none, "
        "copy the answers into a new form"
    )
