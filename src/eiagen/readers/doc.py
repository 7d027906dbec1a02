"""Reads legacy Word documents (.doc) by way of .docx, if the optional package msdoc2docx is installed."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

from eiagen.errors import EiagenError, problem
from eiagen.readers.archive import Archive
from eiagen.readers.content import OBJECT, Content
from eiagen.readers.docx import read_docx

WAY_OUT = "open it in Word or LibreOffice and save it as .docx"


def read_doc(data: bytes, name: str) -> Content:
    """What `read_docx` reads from the converted document."""
    try:
        import doc2docx  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError as error:
        raise problem(
            name, f"a Word document of the old kind (.doc): {WAY_OUT}, or `pip install 'eiagen[doc]'`"
        ) from error
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source, target = Path(folder, "in.doc"), Path(folder, "out.docx")
        source.write_bytes(data)
        try:
            doc2docx.convert(source, target)
            return _read_converted(target.read_bytes(), name)
        except EiagenError:
            raise
        except Exception as error:  # its own errors, and whatever a damaged file makes it raise
            raise problem(
                name, f"a Word document of the old kind (.doc) that can't be read: {WAY_OUT}"
            ) from error


def _read_converted(data: bytes, name: str) -> Content:
    """What it holds. Of a box or picture the conversion keeps only the sign that there was one."""
    content = read_docx(data, name)
    if OBJECT.encode() in (Archive(data, name).read("word/document.xml") or b""):
        content.warnings.append(f"it has text boxes or pictures, whose text may be lost: {WAY_OUT}")
    return content
