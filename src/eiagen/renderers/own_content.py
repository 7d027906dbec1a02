"""What a page from a body's own templates may hold: what can be seen, and nothing that acts or is fetched.

A letter or report goes to somebody else. When they open it nothing may run on their computer, and nobody may
learn from a picture on a server that they did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_KNOWN = """
html head meta title style body main header footer nav section article aside address div p h1 h2 h3 h4 h5 h6
hgroup ul ol li dl dt dd blockquote pre hr br table caption colgroup col thead tbody tfoot tr th td figure
figcaption details summary a span strong em b i u s small big sub sup cite q code abbr acronym dfn time mark
kbd samp var wbr bdi bdo ins del data ruby rt rp center font tt strike img
svg g defs desc path rect circle ellipse line polyline polygon text tspan lineargradient radialgradient stop
clippath marker
"""
_ELEMENTS = frozenset(_KNOWN.split())
"""Elements of text and of drawings, none of which does anything."""
_NOTHING = "a page may hold no script, no form and nothing that is fetched from elsewhere"
_FETCHED = """
src srcset srcdoc data poster background action formaction ping longdesc lowsrc dynsrc manifest archive
codebase classid profile
"""
_FETCHING = frozenset(_FETCHED.split())
"""Attributes by which a browser fetches or sends something."""
_PAINT = """style fill stroke filter mask clip-path cursor marker marker-start marker-mid marker-end"""
_STYLED = frozenset(_PAINT.split())
"""Attributes that are read as a style sheet is."""
_META = ("content-type", "content-security-policy", "x-ua-compatible")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_LEADING_TO = ("http", "https", "mailto", "tel")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f]")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_FETCHES = re.compile(
    r"@import|\b(?:url|src)\(\s*[\"']?(?!\s*(?:data:|#))|image-set\(|expression\(|behavior\s*:|-moz-binding",
    re.IGNORECASE,
)


class Foreign(NamedTuple):
    """Something that may not stand in a page."""

    written: tuple[str, ...]
    """As a template may have it, or the beginning of that; the most exact first."""
    what: str
    """What is wrong with it, in words."""


def foreign_in(page: _Element) -> Iterator[Foreign]:
    """Whatever acts, sends or is fetched when the page is opened."""
    for element in page.iter("*"):
        tag = str(element.tag).lower()
        if tag not in _ELEMENTS:
            yield Foreign((f"<{tag}",), f"<{tag}> may not stand here: {_NOTHING}")
            continue
        if tag == "style" and _fetches(element.text or ""):
            yield Foreign(("<style",), f"this <style> takes something in from elsewhere: {_NOTHING}")
        for name, value in element.attrib.items():
            yield from _of_attribute(tag, str(name).lower(), str(value))


def _of_attribute(tag: str, name: str, value: str) -> Iterator[Foreign]:
    plain = _UNSEEN.sub("", value).lower()
    if name.startswith("on"):
        yield Foreign((f"{name}=",), f"“{name}” is a script: {_NOTHING}")
    elif name in _STYLED and _fetches(value):
        yield Foreign((value[:60], name), f"this “{name}” takes something in from elsewhere: {_NOTHING}")
    elif (tag, name) == ("img", "src"):
        if not plain.startswith("data:image/"):
            what = f'the picture “{_cut(value)}” is not in the page: write it as src="data:image/…"'
            yield Foreign((value[:60], "<img"), f"{what}; {_NOTHING}")
    elif name in _FETCHING:
        yield Foreign((f"{name}=",), f"“{name}” fetches or sends something: {_NOTHING}")
    elif (tag, name) == ("a", "href"):
        scheme = _SCHEME.match(plain)
        if scheme is not None and scheme[1] not in _LEADING_TO:
            what = f"a link may lead to a page, an address of mail or a telephone, and not to “{scheme[1]}:”"
            yield Foreign((value[:60], "<a "), what)
    elif name in ("href", "xlink:href") and not plain.startswith("#"):
        yield Foreign((value[:60], name), f"“{_cut(value)}” would be fetched: {_NOTHING}")
    elif (tag, name) == ("meta", "http-equiv") and plain not in _META:
        yield Foreign(("http-equiv",), f"“http-equiv” may not say “{_cut(value)}” here: {_NOTHING}")


def _fetches(style: str) -> bool:
    """Whether a style sheet takes something in, however it is written."""
    plain = _CSS_COMMENT.sub(" ", style)
    read = _CSS_ESCAPE.sub(_escaped, plain)
    return any(_CSS_FETCHES.search(text) is not None for text in (plain, read))


def _escaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return str(found[2])
    number = int(found[1], 16)
    return chr(number) if 0 < number < 0x110000 else "\ufffd"


def _cut(value: str) -> str:
    folded = " ".join(value.split())
    return folded if len(folded) <= 60 else f"{folded[:59]}…"
