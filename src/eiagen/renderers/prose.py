"""Text as people type it becomes paragraphs and lists of HTML, with every character of it kept."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_ITEM = re.compile(r"\s*[-•*] (?=\S)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+")


def prose(text: str) -> Markup:
    """A blank line begins a paragraph, "- " at the start of a line a list point; other line ends are kept."""
    if "\n" not in text and "\r" not in text:
        return _paragraph([text]) if not _ITEM.match(text) else _blocks([text])
    return _blocks(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n"))


def _blocks(lines: list[str]) -> Markup:
    html: list[str] = []
    paragraph: list[str] = []
    items: list[list[str]] = []

    def close() -> None:
        if paragraph:
            html.append(_paragraph(paragraph))
            paragraph.clear()
        if items:
            points = "".join(f'<li dir="auto">{_lines(item)}</li>' for item in items)
            html.append(f"<ul>{points}</ul>")
            items.clear()

    for line in lines:
        if not line.strip():
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
    close()
    return Markup("".join(html))  # noqa: S704 - every line went through escape


def _paragraph(lines: list[str]) -> Markup:
    return Markup(f'<p dir="auto">{_lines(lines)}</p>')  # noqa: S704


def _lines(lines: list[str]) -> str:
    return "<br>".join(str(escape(line)) for line in lines)


def opening(text: str, words: int) -> str:
    """Whole sentences of the first paragraph, as many as fit into so many words; " …" where that cuts it."""
    first, *more = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip())]
    if len(first.split()) <= words:
        return f"{first} …" if more else first
    kept = ""
    for end in _SENTENCE_END.finditer(first):
        if len(first[: end.start()].split()) > words:
            break
        kept = first[: end.start()]
    return f"{kept or ' '.join(first.split()[:words])} …"
