"""Puts what Word, LibreOffice and Google Docs write for a web page into the plain tags that other pages have.

They say with styles, classes and names of their own what is a list, a title, a note or a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from eiagen.readers.content import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_SIGNS = re.compile(
    r"mso|cmnt|_(?:ftn|edn)ref|ftnt_ref|sd(?:foot|end)note|doc-content|line-through", re.IGNORECASE
)
"""One of these stands in every page that such a program wrote, and in few others."""
_COMMENTS = re.compile(r"mso-element:\s*comment-list", re.IGNORECASE)

_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_STRUCK_CLASS = re.compile(
    r"\.([\w-]+)\s*\{[^}]*text-decoration(?:-line)?\s*:[^;}]*line-through", re.IGNORECASE
)
_COMMENT_CLASSES = frozenset(("MsoCommentReference", "msocomanchor", "msocomoff"))
_BACK = re.compile(r"#(?:_(?:ftn|edn)ref\d+|ftnt_ref\d+|sd(?:foot|end)note\d+anc)$")
"""Where the mark at the beginning of a note leads: back to the text."""


def is_of_office(page: str) -> bool:
    """Whether there may be something in the page's source for `plain` to change."""
    return _SIGNS.search(page) is not None


def plain(root: Element) -> list[str]:
    """Changes the tree of a page in place, and gives the comments that were in it.

    A page that no such program wrote stays as it is.
    """
    for mark in [element for element in root.iter() if _marks_comment(element)]:
        mark.drop_tree()
    comments = []
    for element in [element for element in root.iter() if _is_comment(element)]:
        texts = [element] if element.tag == "p" else element.findall(".//p")
        comments += [text for one in texts if (text := fold("".join(one.itertext())))]
        element.drop_tree()
    for mark in root.findall(".//a[@href]"):
        if _BACK.search(mark.get("href", "")) and (note := _paragraph_of(mark)) is not None:
            mark.drop_tree()
            _make_note(note)
    for mark in [one for one in root.iter("span") if _MARK.search(one.get("style", ""))]:
        paragraph = _paragraph_of(mark)
        said = "".join(mark.itertext()).strip()
        if paragraph is not None and paragraph.tag == "p":
            paragraph.tag = "li"
        if not re.search(r"[^\W_]", said) or said == "o":  # “o” and a sign of a symbol font are bullets
            mark.drop_tree()
        else:
            mark.tail = f" {(mark.tail or '').lstrip()}"
    for paragraph in root.iter("p"):
        words = paragraph.get("class", "").split()
        if "MsoTitle" in words or ("title" in words and _is_of_google(root)):
            paragraph.tag = "h1"
    _strike(root)
    return comments


def _marks_comment(element: Element) -> bool:
    """Whether it is the mark of a comment in the text, or Word's before the comment itself."""
    if not isinstance(element.tag, str):
        return False
    address = element.get("href", "")
    return not _COMMENT_CLASSES.isdisjoint(element.get("class", "").split()) or (
        element.tag == "a" and address.startswith("#cmnt") and not address.startswith("#cmnt_ref")
    )


def _is_comment(element: Element) -> bool:
    """Whether it holds comments: Word's list of them, or a paragraph that begins with Google's way back."""
    if not isinstance(element.tag, str):
        return False
    if _COMMENTS.search(element.get("style", "")):
        return True
    links = [one for one in element.iterchildren("a") if one.get("href", "").startswith("#cmnt_ref")]
    if element.tag != "p" or not links:
        return False
    for link in links:
        link.drop_tree()
    return True


def _paragraph_of(element: Element) -> Element | None:
    return next(element.iterancestors("p", "li", "h1", "h2", "h3", "h4", "h5", "h6"), None)


def _make_note(paragraph: Element) -> None:
    """What holds a note is a point of the list of notes."""
    if paragraph.tag != "p":
        return
    paragraph.tag = "li"
    box = paragraph.getparent()
    if box is not None and box.tag == "div" and "footnotes" not in box.get("class", ""):
        box.set("class", f"{box.get('class', '')} footnotes".strip())


def _is_of_google(root: Element) -> bool:
    body = root.find("body")
    return body is not None and "doc-content" in body.get("class", "")


def _strike(root: Element) -> None:
    """Says of each element itself that it is struck through, where a class of the page says so."""
    struck = {name for style in root.iter("style") for name in _STRUCK_CLASS.findall(style.text or "")}
    for element in _with_class(root, struck) if struck else ():
        element.set("style", f"{element.get('style', '')};text-decoration:line-through")


def _with_class(root: Element, names: set[str]) -> Iterator[Element]:
    for element in root.iter():
        if isinstance(element.tag, str) and not names.isdisjoint(element.get("class", "").split()):
            yield element
