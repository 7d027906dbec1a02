"""Saved web pages: the page without its site."""

from __future__ import annotations

import pytest

from eiagen.document import Document
from eiagen.errors import EiagenError
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


def under(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    """Each passage that is no heading, with the headings above it."""
    return [(p.text, p.place.headings) for p in document.passages if p.kind != "heading"]


TEXT = (
    "<header><h1>Stalls</h1><p>For whoever keeps one.</p></header><section><header><h2>Rain</h2></header>"
    "<p>Bring a roof.</p></section><footer>Settled by the market board, June 2031.</footer>"
)


@pytest.mark.parametrize("wrapper", ["article", "main", "section", "div id=content", "div role=main"])
def test_header_and_footer_of_a_text_are_text(wrapper: str) -> None:
    document = read(PAGE % f"<{wrapper}>{TEXT}</{wrapper.split()[0]}>")
    assert texts(document) == [
        "Stalls", "For whoever keeps one.", "Rain", "Bring a roof.",
        "Settled by the market board, June 2031.",
    ]  # fmt: skip
    assert document.title == "Stalls"


def test_a_header_of_the_page_that_holds_its_only_title() -> None:
    header = (
        "<header class='page-header'><nav>Home</nav><h1>Stalls</h1><p>For whoever keeps one.</p></header>"
    )
    assert texts(read(f"<body>{header}<h2>Rain</h2><p>Bring a roof.</p>")) == [
        "Stalls", "For whoever keeps one.", "Rain", "Bring a roof.",
    ]  # fmt: skip
    logo = "<header><h1><a href='/'>Northby Town</a></h1><ul><li><a>Home</a></ul></header>"
    assert texts(read(f"<body>{logo}<h2>Rain</h2><p>Bring a roof.</p>")) == ["Rain", "Bring a roof."]


@pytest.mark.parametrize(
    "footer",
    [
        "<footer role=contentinfo>Open on Mondays</footer>",
        "<footer class=site-footer>Open on Mondays</footer>",
        "<footer>Read <a>about cookies</a> and <a>of this site</a></footer>",
        "<footer><p>© Northby Town</p></footer>",
    ],
)
def test_footers_of_the_site_within_the_text(footer: str) -> None:
    assert texts(read(f"<body><main><h1>Stalls</h1><p>Bring a roof.</p>{footer}</main>")) == [
        "Stalls", "Bring a roof.",
    ]  # fmt: skip


CLOSED = [
    "<h2><button aria-expanded=false>Rain</button></h2><div style='display:none'><p>{}</p></div>",
    "<div><h2><button>Rain</button></h2></div><div style='display:none'><p>{}</p></div>",
    "<h2>Rain</h2><div style='display: none;'><ul><li>{}</li></ul></div>",
    "<h2>Rain</h2><p>x</p><a href='#r' data-toggle=collapse>More</a><p>y</p><div id=r hidden><p>{}</p></div>",
    "<button aria-controls=r>Rain</button><p>x</p><section id=r hidden>{}</section>",
    "<button class=collapsible>Rain</button><div style='display:none'>{}</div>",
    "<button>Rain</button><div hidden><p>{}</p></div>",
    "<h2>Rain</h2><p class=question>What if it rains?</p><div class=answer hidden>{}</div>",
    "<h2>Rain</h2><p>It may<span id=more hidden> rain.</span></p><div class=read-more hidden>{}</div>",
    "<dl><dt>Rain</dt><dd hidden>{}</dd></dl>",
    "<ul class=tabs><li><a href='#r'>Rain</a><li><a href='#s'>Sun</a></ul>"
    "<div id=s><p>Bring water.</p></div><div id=r hidden><p>{}</p></div>",
    "<button id=b role=tab>Rain</button><p>x</p><div role=tabpanel aria-labelledby=b hidden><p>{}</p></div>",
    "<div data-bs-toggle=collapse data-bs-target='#r'>Rain</div><div id=r class=collapse><p>{}</p></div>",
]


@pytest.mark.parametrize("panel", CLOSED)
def test_panels_that_a_script_left_closed(panel: str) -> None:
    document = read(f"<body><main><h1>Stalls</h1>{panel.format('Bring a roof.')}</main>")
    assert "Bring a roof." in texts(document)
    if "<dt>" not in panel:
        assert dict(under(document))["Bring a roof."] == ("Stalls", "Rain")


@pytest.mark.parametrize(
    "hidden",
    [
        "<div hidden><p>{}</p></div>",
        "<p style='display:none'>{}</p>",
        "<h2>Rain</h2><p style='display:none'>{}</p>",
        "<button data-toggle=modal data-target='#m'>Rain</button><div id=m hidden><p>{}</p></div>",
        "<button aria-controls=m>Rain</button><div id=m class='modal fade' hidden><p>{}</p></div>",
        "<button aria-controls=m>Rain</button><div id=m role=dialog hidden><p>{}</p></div>",
        "<button aria-controls=m>Rain</button><dialog id=m><p>{}</p></dialog>",
        "<button aria-controls=m>Rain</button><template id=m><p>{}</p></template>",
        "<button aria-controls=m aria-expanded=false>Menu</button><ul id=m hidden><li><a>{}</a></ul>",
        "<button aria-haspopup=true aria-controls=m>Rain</button><div id=m hidden><p>{}</p></div>",
        "<form><button>Send</button><div hidden><p>{}</p></div></form>",
        "<h2>Rain</h2><div role=alert hidden><p>{}</p></div>",
        "<div id=cookie-consent class=panel hidden><p>{}</p></div>",
    ],
)
def test_what_is_hidden_and_no_panel(hidden: str) -> None:
    found = texts(read(f"<body><main><h1>Stalls</h1><p>Come early.</p>{hidden.format('Not seen.')}</main>"))
    assert "Not seen." not in found
    assert found[:2] == ["Stalls", "Come early."]


def test_a_button_heads_its_panel() -> None:
    document = read(
        "<body><main><h1>Stalls</h1><h2>Weather</h2>"
        "<button class=accordion>Rain <span class=toggle-icon>Show</span></button>"
        "<div class=panel><h2>Heavy rain</h2><p>Bring a roof.</p></div>"
        "<button class=accordion>Sun</button><div class=panel><p>Bring water.</p></div>"
        "<button class=accordion>Show more</button><div class=panel><p>Bring both.</p></div>"
        "<h2>Money</h2><button>Print</button><p>Pay on Monday.</p>"
        "<table><tr><td><button aria-expanded=true>Rent</button><div>Four pounds.</div></table></main>"
    )
    assert under(document) == [
        ("Bring a roof.", ("Stalls", "Weather", "Rain", "Heavy rain")),
        ("Bring water.", ("Stalls", "Weather", "Sun")),
        ("Bring both.", ("Stalls", "Weather", "Sun")),
        ("Pay on Monday.", ("Stalls", "Money")),
        ("Rent", ("Stalls", "Money")),
        ("Four pounds.", ("Stalls", "Money")),
    ]


def test_a_button_in_a_table_or_with_a_term_is_read_where_it_stands() -> None:
    document = read(
        "<body><main><table><tr><td><button aria-expanded=false aria-controls=r>Rain</button><td>often</tr>"
        "<tr id=r hidden><td colspan=2>Bring a roof.</tr></table>"
        "<dl><dt><button aria-expanded=false>Sun</button><dd hidden>Bring water.</dl></main>"
    )
    assert [(p.kind, p.text) for p in document.passages] == [
        ("cell", "Rain"), ("cell", "often"), ("cell", "Bring a roof."),
        ("item", "Sun"), ("item", "Bring water."),
    ]  # fmt: skip


def test_a_term_that_a_click_explains_stays_in_its_sentence() -> None:
    document = read(
        "<body><main><h1>Stalls</h1><p>Bring a <a href='#t' aria-controls=t>marquee</a>.</p>"
        "<div id=t hidden><p>A roof on four poles.</p></div></main>"
    )
    assert texts(document) == ["Stalls", "Bring a marquee.", "A roof on four poles."]


def test_a_panel_with_its_own_heading_is_headed_once() -> None:
    document = read(
        "<body><main><h1>Stalls</h1><ul class=tabs role=tablist><li><a role=tab href='#r'>Rain</a></ul>"
        "<div id=r role=tabpanel><h2>Rain</h2><p>Bring a roof.</p></div></main>"
    )
    assert texts(document) == ["Stalls", "Rain", "Bring a roof."]


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#fn1'>[footnote 1]</a></sup>",
        " <a href='#note-1'>[footnote 1]</a>",
        "<sup><a href='https://a.example/page#x'>1</a></sup>",
        "<sup><a href='#a'>1</a>, <a href='#b'>2</a></sup>",
        "<a href='#fn:1'><sup>1</sup></a>",
        "<a href='#_ftn3' name='_ftnref3'>[3]</a>",
        "<a role=doc-noteref href='#z'>†</a>",
    ],
)
def test_marks_of_notes_are_no_words_of_the_sentence(mark: str) -> None:
    notes = "<div class=footnotes><ol><li id=fn1>See the deed. <a href='#r1'>↩</a></ol></div>"
    found = read(f"<body><main><p>Rain spoils bread{mark}. So does frost{mark}</p>{notes}</main>")
    assert texts(found) == ["Rain spoils bread. So does frost", "See the deed."]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("4 m<sup>2</sup>", "4 m2"),
        ("see <a href='#p2'>2</a>", "see 2"),
        ("see <a href='#note-on-rain'>the note</a>", "see the note"),
        ("the 1<sup>st</sup>", "the 1st"),
    ],
)
def test_what_is_no_mark_of_a_note(page: str, text: str) -> None:
    assert texts(read(f"<body><p>{page}.</p>")) == [f"{text}."]


def test_when_a_page_was_published_is_no_guidance() -> None:
    dates = "<div class='gem-c-published-dates'>Published 3 May 2031 <a>+ show all updates</a></div>"
    assert (
        texts(read(f"<body><main><h1>Stalls</h1><p>Bring a roof.</p>{dates}</main>"))[-1] == "Bring a roof."
    )


@pytest.mark.parametrize(
    "page", ["<ul><li>Bakers<li>Growers</ul>", "Bakers &amp; <b>growers</b>", "<section><p>Bakers</section>",
             "Bakers <i>only</i>", "<h3>Bakers</h3>", "Bakers"],
)  # fmt: skip
def test_a_piece_of_a_page_is_a_page_if_its_name_says_so(page: str) -> None:
    document = read_bytes(page.encode(), "piece.HTML")
    assert document.format == "html"
    assert not set("<>;") & set("".join(texts(document)))
    assert texts(document)[0].startswith("Bakers")


def test_a_list_is_a_page_whatever_its_name_says_and_markdown_may_begin_with_a_tag() -> None:
    assert read_bytes(b"<ul><li>Bakers<li>Growers</ul>", "piece").format == "html"
    assert read_bytes(b"<p align=center>Stalls</p>\n\n# Rain\n\nBring a roof.\n", "a.md").format == "md"
    with pytest.raises(EiagenError, match="a web archive"):
        read_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html><p>a</p>", "a.html")


def test_pages_that_word_saved() -> None:
    document = read(
        "<body><p class=MsoTitle>Street guidance</p>"
        "<h1><span style='mso-list:Ignore'>1<span>&nbsp;&nbsp; </span></span>Equality</h1>"
        '<p class=MsoNormal>Nine in ten are women<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>, so '
        "fines were dropped<span class=MsoCommentReference><a class=msocomanchor href='#_msocom_1'>[J1]</a>"
        "</span>.</p><p class=MsoListParagraph style='mso-list:l0 level1'><span style='font-family:Symbol'>"
        "<span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span>Easy read notices;</p>"
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>interpreters."
        "</p>"
        "<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>"
        '<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Figures of 2025.</p>'
        "</div></div><div style='mso-element:comment-list'><div style='mso-element:comment'>"
        "<p class=MsoCommentText><span class=MsoCommentReference><a href='#_msoanchor_1'>[J1]</a></span>"
        "No impact on men, surely?</p></div></div></body>"
    )
    assert [(p.kind, p.text) for p in document.passages] == [
        ("heading", "Street guidance"),
        ("heading", "1 Equality"),
        ("paragraph", "Nine in ten are women, so fines were dropped."),
        ("item", "Easy read notices;"),
        ("item", "a) interpreters."),
        ("note", "Figures of 2025."),
    ]
    assert [p.text for p in document.comments] == ["No impact on men, surely?"]


def test_pages_that_google_docs_saved() -> None:
    document = read(
        "<head><style>.c9{text-decoration:line-through}.c1{color:#000}</style></head>"
        '<body class="doc-content"><p class="c2 title"><span>Street guidance</span></p>'
        '<p class="c2"><span class="c1">Nine in ten are women.</span>'
        '<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>'
        '<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup></p>'
        '<p><span class="c9">Fines go on.</span></p><hr>'
        '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Figures of 2025.</span></p></div>'
        '<div class="c4"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is it so?</span></p></div></body>'
    )
    assert [(p.kind, p.text) for p in document.passages] == [
        ("heading", "Street guidance"),
        ("paragraph", "Nine in ten are women."),
        ("note", "Figures of 2025."),
    ]
    assert [p.text for p in document.comments] == ["Is it so?"]
    assert any("struck through" in warning for warning in document.warnings)


def test_the_notes_of_pages_that_libreoffice_saved() -> None:
    document = read(
        '<body><p>Nine in ten are women.<a class="sdfootnoteanc" name="sdfootnote1anc" '
        'href="#sdfootnote1sym"><sup>1</sup></a></p>'
        '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" '
        'name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Figures of 2025.</p></div></body>'
    )
    assert [(p.kind, p.text) for p in document.passages] == [
        ("paragraph", "Nine in ten are women."),
        ("note", "Figures of 2025."),
    ]


def test_older_sites_name_their_edges() -> None:
    document = read(
        "<body><div class=header><div>Anytown Council</div><div class=search><label>Search</label></div>"
        "<ul><li><a>Bins</a></li></ul></div><div id=main><h1>Street guidance</h1>"
        "<div class=readspeaker>Listen</div><p>Officers speak to women on their own in the evening.</p></div>"
        "<div id=footer><ul><li><a>Privacy</a></li></ul><p>© Anytown Council</p></div></body>"
    )
    assert texts(document) == ["Street guidance", "Officers speak to women on their own in the evening."]
