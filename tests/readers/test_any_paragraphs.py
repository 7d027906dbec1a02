"""Whatever the paragraphs say, they come back from every format as they went in."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from eiagen.readers import read_bytes

from . import make_documents as make

_READ_OTHERWISE = "\ufffc\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
"""What stands for a picture, and letters that are set as one sign."""
words = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "M"), exclude_characters=_READ_OTHERWISE),
    min_size=1,
    max_size=12,
)
paragraphs = st.lists(st.lists(words, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=6)
examples = settings(max_examples=60, deadline=None)


def back(data: bytes, name: str) -> list[str]:
    return [passage.text for passage in read_bytes(data, name).passages]


def plain(texts: list[str]) -> list[str]:
    """Hyphens that print alike become one."""
    return [re.sub("[\u2010\u2011]", "-", text) for text in texts]


@examples
@given(paragraphs)
def test_docx(texts: list[str]) -> None:
    assert back(make.docx("".join(map(make.para, texts))), "a.docx") == plain(texts)


@examples
@given(paragraphs)
def test_odt(texts: list[str]) -> None:
    body = "".join(f"<text:p>{html.escape(text)}</text:p>" for text in texts)
    assert back(make.odt(body), "a.odt") == plain(texts)


@examples
@given(paragraphs)
def test_html(texts: list[str]) -> None:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    assert back(f"<!doctype html><html><body>{body}</body></html>".encode(), "a.html") == plain(texts)


@examples
@given(paragraphs)
def test_markdown(texts: list[str]) -> None:
    escaped = [re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text) for text in texts]
    escaped = [re.sub(r"^(\d+|[a-zA-Z])(?=\\[.)])|^([•])", r"<b></b>\1\2", text) for text in escaped]
    assert back("\n\n".join(escaped).encode(), "a.md") == plain(texts)


@examples
@given(paragraphs)
def test_rtf(texts: list[str]) -> None:
    body = ""
    for text in texts:
        units = text.encode("utf-16-le")
        for at in range(0, len(units), 2):
            unit = int.from_bytes(units[at : at + 2], "little")
            body += f"\\u{unit - 65536 if unit > 32767 else unit}?"
        body += "\\par\n"
    assert back(f"{{\\rtf1\\ansi {body}}}".encode("ascii"), "a.rtf") == plain(texts)
