"""Text as people type it becomes paragraphs and lists of HTML, with every character of it kept."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_ITEM = re.compile(r"\s*[-•*] (?=\S)")
_PART = re.compile(r"\n\s*\n|\n(?=\s*[-•*] \S)")
"""What parts paragraphs and points of a list."""
_SPECIAL = re.compile("[&<>'\"]")
_SHORTEST, _LONGEST = 50, 110
"""Characters in a line that was broken because it was full."""
_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+")


def prose(text: str, label: str = "") -> Markup:
    """A blank line begins a paragraph, "- " at the start of a line a list point; a label leads the first.

    Line ends inside a paragraph are kept, except in text that was pasted as a program had broken it.
    """
    text = text.strip("\r\n")
    lead = f"<strong>{escape(label)}:</strong> " if label else ""
    if "\n" in text or "\r" in text:
        return _blocks(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), lead)
    return _blocks([text], lead) if _ITEM.match(text) else _paragraph([text], lead)


def _blocks(lines: list[str], lead: str) -> Markup:
    html: list[str] = []
    paragraph: list[str] = []
    items: list[list[str]] = []

    def close() -> None:
        nonlocal lead
        if paragraph:
            html.append(_paragraph(paragraph, lead))
            paragraph.clear()
        elif items:
            if lead:
                html.append(f'<p class="fact-label">{lead.rstrip()}</p>')
            points = "".join(f'<li dir="auto">{_lines(item, 2)}</li>' for item in items)
            html.append(f"<ul>{points}</ul>")
            items.clear()
        lead = ""

    for line in lines:
        if not line.strip():
            if paragraph or items:
                close()
        elif match := _ITEM.match(line):
            if paragraph:
                close()
            items.append([line[match.end() :]])
        elif items and line[:1].isspace():
            items[-1].append(line.strip())
        else:
            if items:
                close()
            paragraph.append(line)
    if paragraph or items:
        close()
    return Markup("".join(html))  # noqa: S704 - every line went through escape


def _paragraph(lines: list[str], lead: str) -> Markup:
    return Markup(f'<p dir="auto">{lead}{_lines(lines)}</p>')  # noqa: S704


def _lines(lines: list[str], indent: int = 0) -> str:
    if len(lines) > 1 and _broken_by_a_program(lines, indent):
        return _escaped(" ".join(line.strip() for line in lines))
    return _escaped(lines[0]) if len(lines) == 1 else "<br>".join(map(_escaped, lines))


def _escaped(text: str) -> str:
    """As `escape`, which makes an object of each text; here most of a report's text comes through."""
    if _SPECIAL.search(text) is None:
        return text
    return str(escape(text))


def _broken_by_a_program(lines: list[str], indent: int) -> bool:
    """Whether every line but the last is about as long as a line of a page, as in pasted text.

    The first may be shorter, where it was copied from the middle of a line and the sentence goes on.
    """
    first, *others = [len(line.rstrip()) + indent for line in lines]
    goes_on = lines[1].lstrip()[:1].islower() and others[0] >= _SHORTEST
    return (
        (first >= _SHORTEST or goes_on)
        and min(others[:-1], default=_SHORTEST) >= _SHORTEST
        and max(first, *others) <= _LONGEST
    )


def opening(text: str, words: int) -> str:
    """Whole sentences of the first paragraph, as many as fit into so many words; " …" where that cuts it."""
    first, *more = [" ".join(part.split()) for part in _PART.split(text.strip())]
    if len(first.split()) <= words:
        return f"{first.rstrip(':')} …" if more else first
    kept = ""
    for end in _SENTENCE_END.finditer(first):
        if len(first[: end.start()].split()) > words:
            break
        kept = first[: end.start()]
    return f"{kept or ' '.join(first.split()[:words])} …"
