"""What of a saved page belongs to the site around it, or isn't seen, and what belongs to the page itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eiagen.readers.content import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

HEADINGS = {f"h{level}": level for level in range(1, 7)}
NOT_TEXT = frozenset(
    """
    area audio base canvas datalist dialog embed frame frameset head iframe img input link map meta
    nav noembed noframes object option param script select source style svg template textarea title
    track video
    """.split()  # noqa: SIM905
)
FURNITURE_ROLES = frozenset(
    """
    navigation banner contentinfo search dialog alertdialog menu menubar toolbar tooltip
    """.split()  # noqa: SIM905
)
# Words in the class or id of what belongs to the site and not to the page.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|ccc|onetrust|gdpr|breadcrumbs?|skip(?:-?(?:link|to|nav)\w*|(?=\s|$))|"
    r"(?:site|global|page|main)-?(?:header|footer|nav|navigation|menu|search)|masthead|navbar|nav|menu|"
    r"back-to-top|to-top|share|sharing|social|social-media|feedback|survey|rate-this|was-this-(?:page-)?helpful|"
    r"print-(?:link|page)|print-only|toggle|pagination|pager|sidebar|related(?:-\w+)?|"
    r"published-dates?|last-updated|publication-update-history|"
    r"visually-?hidden|visuallyhidden|sr-only|screen-reader-text|(?:element-)?invisible|"
    r"advert|newsletter|sign-up|phase-banner|announcement-bar|browsealoud|readspeaker|"
    r"recite|search(?:-?(?:box|form|bar))?)(?:$|[\s_-])",
    re.IGNORECASE,
)
# What is called so may hold the title of the page as well as that of the site.
_PAGE_HEADER = re.compile(r"(?:^|[\s_-])(?:page|main)-?header(?:$|[\s_-])", re.IGNORECASE)
_UNSHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LINED_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright|crown copyright|all rights)", re.IGNORECASE)
_NOT_COUNTED = frozenset({"script", "style", "template", "nav", "noscript"})
_CONTENT = ("article", "main", "section", "aside", "blockquote")
"""Within these a header or footer is that of a text; anywhere else it is that of the site."""

_MARK = re.compile(
    r"\[?\s*(?P<word>(?:foot|end)?note)?\s*(?:\d{1,3}|[*†‡]{1,3}|[a-z]|[ivx]{1,5})\s*\]?", re.IGNORECASE
)
_TO_A_NOTE = re.compile(
    r"#(?:.*[-_:.])?_?(?:ftn|fn|edn|foot-?note|end-?note|note)(?![a-z-]*(?:ref|back))", re.IGNORECASE
)


def named(element: Element) -> str:
    """What the page calls the element: its class and id."""
    return f"{element.get('class', '')} {element.get('id', '')}"


def is_hidden(element: Element) -> bool:
    """Whether the page says of the element itself that it isn't shown."""
    return (
        element.get("hidden", "until-found") != "until-found"
        or element.get("aria-hidden") == "true"
        or bool(_UNSHOWN.search(element.get("style", "")))
    )


def is_struck(element: Element) -> bool:
    """Whether the text of the element is struck through: it doesn't stand any more."""
    style = element.get("style")
    return element.tag in ("del", "s", "strike") or bool(style and _LINED_THROUGH.search(style))


def is_called_furniture(words: str) -> bool:
    """Whether this class or id is that of something that belongs to the site."""
    return words != " " and bool(_FURNITURE.search(words))


def refers_to_a_note(element: Element) -> bool:
    """Whether the element is only the mark of a footnote: "[footnote 1]", or a raised "1" with a link."""
    if element.tag == "sup":
        links = element.findall(".//a")
        rest = (element.text or "") + "".join(link.tail or "" for link in links)
        return bool(links) and not re.search(r"\w", rest) and all(_is_mark(link) for link in links)
    return element.tag == "a" and _is_mark(element)


def _is_mark(link: Element) -> bool:
    address = link.get("href", "")
    text = fold("".join(link.itertext())) if "#" in address else ""
    mark = _MARK.fullmatch(text) if len(text) < 30 else None
    if mark is None:
        return False
    return bool(
        (mark["word"] and text.startswith("["))
        or link.get("role") == "doc-noteref"
        or link.find(".//sup") is not None
        or any(above.tag == "sup" for above in link.iterancestors("sup"))
        or _TO_A_NOTE.search(address)
    )


def _edge(element: Element) -> str:
    """ "header" or "footer" where the element is one, by its tag or, on older sites, by its name alone."""
    if element.tag in ("header", "footer"):
        return str(element.tag)
    if element.tag != "div":
        return ""
    names = {element.get("id", ""), *element.get("class", "").split()}
    return next((name for name in ("header", "footer") if name in names), "")


class Sizes:
    """How many words every element holds, and how many of them in links; the site's own count for nothing."""

    def __init__(self, root: Element) -> None:
        from lxml import etree

        words: dict[Element, int] = {}
        linked: dict[Element, int] = {}
        links = 0
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                links += tag == "a"
                if tag in _NOT_COUNTED:
                    words[element] = 0
                    walker.skip_subtree()
                    continue
                text = element.text
                words[element] = count = len(text.split()) if text else 0
                if links:
                    linked[element] = count
                continue
            links -= tag == "a"
            parent = element.getparent()
            if parent is None or parent not in words:
                continue
            tail = element.tail
            after = len(tail.split()) if tail else 0
            within = 0 if tag == "footer" else linked.get(element, 0)
            words[parent] += after + (0 if tag == "footer" else words[element])
            if within or (links and after):
                linked[parent] = linked.get(parent, 0) + within + (after if links else 0)
        self._words, self._linked = words, linked

    def __getitem__(self, element: Element) -> int:
        return self._words.get(element, 0)

    def is_mostly_links(self, element: Element) -> bool:
        """Whether more than half of the words lead elsewhere, as in a menu."""
        return self._linked.get(element, 0) * 2 > self[element]


class Site:
    """Tells the furniture of one page from its text. `part`: the element that is read."""

    def __init__(self, root: Element, part: Element, sizes: Sizes) -> None:
        self.part = part
        self.sizes = sizes
        titles = root.findall(".//h1")
        self.above_title = set(titles[0].iterancestors()) if len(titles) == 1 else set()
        """What the only h1 of the page is in."""

    def owns(self, element: Element, words: str) -> bool:
        """Whether the element is the site's, by its role, its place or what it is called."""
        if element.get("role", "") in FURNITURE_ROLES:
            return True
        if _edge(element) and self._is_sites_edge(element):
            return True
        if element.tag in HEADINGS or element.tag in ("table", "tr", "td", "th", "tbody"):
            return False
        if not is_called_furniture(words):
            return False
        if self._heads_the_page(element) and _PAGE_HEADER.search(words):
            return False
        # A class may say "has-sidebar" of the whole page.
        return self.sizes[element] < max(self.sizes[self.part] * 0.4, 15)

    def _heads_the_page(self, element: Element) -> bool:
        return element in self.above_title and not self.sizes.is_mostly_links(element)

    def _is_sites_edge(self, element: Element) -> bool:
        """Whether a header or footer is the site's, and not that of a text, which says whose it is."""
        if any(above.tag == "blockquote" for above in element.iterancestors("blockquote")):
            return False
        if self.sizes.is_mostly_links(element):
            return True
        if _edge(element) == "footer" and _COPYRIGHT.match(
            next((text for text in element.itertext() if text.strip()), "")
        ):
            return True
        if self.part.tag not in ("body", "html"):
            return False
        is_in_text = next(element.iterancestors(*_CONTENT), None) is not None
        return not is_in_text and not (_edge(element) == "header" and self._heads_the_page(element))
