"""Saved web pages: the page without its site."""

from __future__ import annotations

import pytest

from eiagen.document import Document
from eiagen.readers import read_bytes


def read(page: str, encoding: str = "utf-8") -> Document:
    return read_bytes(f"<!doctype html>{page}".encode(encoding), "page.html")


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


PAGE = """<html lang="en-GB"><head><title>Stalls - Council</title><style>p {}</style>
<script>var a = "<p>no</p>"</script></head><body class="has-cookie-banner">
<a class="skip-link" href="#m">Skip to main content</a>
<div id="cookie-banner" role="region"><h2>Cookies</h2><p>We use cookies.</p></div>
<header class="site-header"><nav><ul><li>Home</li></ul></nav><form role="search">Search</form></header>
<div class="breadcrumbs">Home &gt; Stalls</div>
%s
<div class="related-links"><h2>Related</h2><a>Other page</a></div>
<footer><p>© Council</p></footer></body></html>"""

CONTENT = """<h1>Stalls</h1><p>Anybody   may&nbsp;apply&hellip; &lt;here&gt;.<br>By post too.</p>
<div hidden>not seen</div><p style="display: none">not seen</p>
<p><span aria-hidden="true">!</span>Warning</p>"""


@pytest.mark.parametrize("wrapper", ["<main>%s</main>", "<div>%s</div>", "<div role=main>%s</div>"])
def test_the_page_without_its_site(wrapper: str) -> None:
    document = read(PAGE % (wrapper % CONTENT))
    assert texts(document) == ["Stalls", "Anybody may apply… <here>. By post too.", "Warning"]
    assert (document.title, document.language) == ("Stalls", "en-GB")


def test_expanders_definition_lists_captions_and_notes() -> None:
    document = read(
        "<body><details><summary>What counts</summary><p>Closed, but there.</p></details>"
        "<div class='accordion__content' aria-hidden='true'>Folded away.</div>"
        "<h2><button>Opened by this<span class='section-toggle'>Show</span></button></h2>"
        "<button>Print</button>"
        "<dl><dt>Stall</dt><dd>A table with a roof.</dd></dl>"
        "<figure><figcaption>The square</figcaption></figure>"
        "<p>Text.<sup>1</sup></p><div class='footnotes'><ol><li>See the deed. ↩</li></ol></div>"
    )
    assert [(p.kind, p.text) for p in document.passages] == [
        ("paragraph", "What counts"),
        ("paragraph", "Closed, but there."),
        ("paragraph", "Folded away."),
        ("heading", "Opened by this"),
        ("item", "Stall"),
        ("item", "A table with a roof."),
        ("caption", "The square"),
        ("paragraph", "Text.1"),
        ("note", "See the deed."),
    ]
    assert document.passages[-1].place.note == "footnote 1"


def test_lists_and_merged_cells() -> None:
    document = read(
        "<body><ol start=3 type=a><li>c<ul><li>under</li></ul></li><li><p>d</p></li></ol>"
        "<table><tr><th>Group<th colspan=2>Effect</tr><tr><td rowspan=2>Carers<td>one<td>two</tr>"
        "<tr><td>three<td>four</tr></table>"
    )
    assert texts(document)[:3] == ["c. c", "under", "d. d"]
    assert document.passages[1].level == 2
    place = document.passages[-1].place
    assert (place.row, place.cell, place.row_header, place.column_header) == (3, 3, "Carers", "Effect")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("<meta charset=windows-1252>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ("<meta charset='iso-8859-15'>", "iso-8859-15"),
        ("<meta charset=no-such>", "cp1252"),
        ("<meta charset=rot13>", "cp1252"),
        ("", "cp1252"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    assert texts(read(f"<html><head>{head}</head><body><p>Café 5 €</p></body></html>", encoding)) == [
        "Café 5 €"
    ]


def test_tags_that_are_not_closed() -> None:
    assert texts(read("<body><p>one<p>two<ul><li>three<li>four</ul>five</ol>six")) == [
        "one", "two", "three", "four", "fivesix",
    ]  # fmt: skip
