"""Names with capitals, in which a word is no more than a name: of a law, a body, a post or a paper."""

from __future__ import annotations

from collections.abc import Iterable

from eiagen.audit.outcomes.cues import Names
from eiagen.words import prepared, words_with_places

_SMALL = frozenset(("of", "and", "for", "the", "to", "in", "on", "with", "against", "(", ")"))
"""Words that stand inside names, as brackets do: the “Street Offences (Scotland) Act”."""
_MOST_CAPITALS = 0.7


def may_end(words: Iterable[str], text: str) -> bool:
    """Whether one of the words, or its letters in another word, has a capital anywhere in the text."""
    plain = text.lower()
    if len(plain) != len(text):
        return True
    for word in words:
        at = plain.find(word)
        while at >= 0:
            if text[at].isupper():
                return True
            at = plain.find(word, at + 1)
    return False


def name_spans(text: str, found: list[str], names: Names) -> list[tuple[int, int, str]]:
    """Where names begin and end among the words of the text, and of which kind each is.

    In a text that is all capitals, or a title in which nearly every word has one, capitals mean nothing.
    """
    plain = prepared(text)
    places = words_with_places(plain)
    numbers = len(places) - (len(found) - 2)
    if len(plain) != len(text) or numbers < 0:
        return []
    places = places[numbers:]  # what numbers a paragraph is none of its words
    capital = [text[begin].isupper() for _, begin, _ in places]
    letters = sum(word[0].isalpha() for word, _, _ in places)
    if letters == 0 or sum(capital) > _MOST_CAPITALS * letters:
        return []
    spans = []
    at = 0
    while at < len(places):
        if not capital[at]:
            at += 1
            continue
        end = at + 1
        while end < len(places) and (
            capital[end] or (places[end][0] in _SMALL and _goes_on(end, places, capital))
        ):
            end += 1
        for last in range(end - 1, at, -1):
            if capital[last] and (kind := _kind(places[last][0], names)):
                spans.append((at + 1, last + 2, kind))
                break
        at = end
    return spans


def _goes_on(at: int, places: list[tuple[str, int, int]], capital: list[bool]) -> bool:
    """Whether a small word is inside a name: a capital comes within two words after it."""
    for next_at in (at + 1, at + 2):
        if next_at < len(places):
            if capital[next_at]:
                return True
            if places[next_at][0] not in _SMALL:
                return False
    return False


def _kind(word: str, names: Names) -> str:
    for kind in ("laws", "bodies", "posts", "papers"):
        if word in getattr(names, kind):
            return kind
    return ""
