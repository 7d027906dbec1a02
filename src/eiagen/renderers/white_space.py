"""Which white space of the page is text and which only sets the template out."""

from __future__ import annotations

import re

_LINE_END = re.compile(r"[ \t]*[\r\n]\s*")


def collapsed(text: str) -> str:
    """A line end of the template, with what surrounds it, is one space; other white space is the writer's."""
    return _LINE_END.sub(" ", text) if "\n" in text or "\r" in text else text


def first(text: str) -> str:
    """As `collapsed`, at the start of a block: there a line end is nothing."""
    if "\n" not in text and "\r" not in text:
        return text
    match = _LINE_END.match(text)
    return collapsed(text[match.end() :] if match else text)
