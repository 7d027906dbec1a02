"""OpenDocument text, as LibreOffice writes it."""

from __future__ import annotations

from eiagen.document import Document
from eiagen.readers import read_bytes

from .make_documents import odt


def read(body: str, styles: str = "") -> Document:
    return read_bytes(odt(body, styles), "file.odt")


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def test_tracked_deletions_are_not_live() -> None:
    document = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>kept<text:change/> and added</text:p>"
    )
    assert texts(document) == ["kept and added"]


def test_notes_boxes_and_comments() -> None:
    document = read(
        '<text:h text:outline-level="1">Aims</text:h><text:p>Text<text:note text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>At the foot</text:p></text:note-body>"
        "</text:note><draw:frame><svg:title>unseen</svg:title><draw:text-box><text:p>In the box</text:p>"
        "</draw:text-box></draw:frame> goes on<office:annotation><dc:creator>A. Clerk</dc:creator>"
        "<text:p>Is this so?</text:p></office:annotation>.</text:p>"
    )
    assert texts(document) == ["Aims", "Text goes on.", "In the box", "At the foot"]
    assert [p.place.note for p in document.passages] == ["", "", "text box", "footnote 1"]
    assert [(c.text, c.place.note) for c in document.comments] == [("Is this so?", "comment by A. Clerk")]


def test_lists_count_and_go_on() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
        'style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
    )

    def item(text: str, inner: str = "") -> str:
        return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"

    body = (
        '<text:list text:style-name="L">'
        + item("one", "<text:list>" + item("under") + item("it") + "</text:list>")
        + item("two")
        + "</text:list><text:p>between</text:p>"
        + '<text:list text:style-name="L" text:continue-numbering="true">' + item("three") + "</text:list>"
        + '<text:list text:style-name="L">' + item("anew") + "</text:list>"
    )  # fmt: skip
    assert texts(read(body, styles)) == [
        "1. one", "(a) under", "(b) it", "2. two", "between", "3. three", "1. anew",
    ]  # fmt: skip


def test_hidden_text_contents_pages_and_white_space() -> None:
    styles = (
        '<style:style style:name="Gone" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="P1" style:parent-style-name="Title"/>'
    )
    document = read(
        '<text:p text:style-name="P1">The plan</text:p>'
        "<text:table-of-content><text:index-body><text:p>Aims<text:tab/>3</text:p></text:index-body>"
        "</text:table-of-content>"
        '<text:p>Seen<text:span text:style-name="Gone"> unseen</text:span><text:s text:c="3"/>twice</text:p>'
        '<text:section text:display="none"><text:p>unseen</text:p></text:section>'
        "<text:p>On<text:soft-page-break/> two</text:p><text:p>there</text:p>",
        styles,
    )
    assert [(p.kind, p.text, p.place.page) for p in document.passages] == [
        ("heading", "The plan", 1),
        ("contents", "Aims 3", 1),
        ("paragraph", "Seen twice", 1),
        ("paragraph", "On two", 1),
        ("paragraph", "there", 2),
    ]
    assert document.pages == 2


def test_cells_covered_from_above_keep_their_row() -> None:
    document = read(
        "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Group</text:p>"
        "</table:table-cell><table:table-cell><text:p>Step</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned='2'>"
        "<text:p>Carers</text:p></table:table-cell><table:table-cell><text:p>later hours</text:p>"
        "</table:table-cell></table:table-row><table:table-row><table:covered-table-cell/><table:table-cell>"
        "<text:p>a seat</text:p></table:table-cell></table:table-row></table:table>"
    )
    place = document.passages[-1].place
    assert (place.row, place.cell, place.row_header, place.column_header) == (3, 2, "Carers", "Step")


def test_flat_opendocument() -> None:
    flat = (
        '<?xml version="1.0"?><office:document '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        "<text:p>Flat</text:p></office:text></office:body></office:document>"
    )
    document = read_bytes(flat.encode(), "file.fodt")
    assert (document.format, texts(document)) == ("odt", ["Flat"])


def test_paragraphs_whose_style_is_that_of_a_heading() -> None:
    styles = (
        '<style:style style:name="Head" style:family="paragraph" style:default-outline-level="2"/>'
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Head"/>'
        '<style:style style:name="Body" style:family="paragraph" style:parent-style-name="Head" '
        'style:default-outline-level=""/>'
    )
    document = read(
        '<text:p text:style-name="P1">Rain</text:p><text:p text:style-name="Body">Bring a roof.</text:p>'
        '<text:list><text:list-item><text:p text:style-name="Head">Sun</text:p></text:list-item></text:list>',
        styles,
    )
    assert [(p.kind, p.level, p.text) for p in document.passages] == [
        ("heading", 2, "Rain"), ("paragraph", 0, "Bring a roof."), ("heading", 2, "Sun"),
    ]  # fmt: skip


def test_placeholders_are_no_text() -> None:
    control = (
        "<loext:content-control "
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '
        'loext:showing-place-holder="{}">Say when</loext:content-control>'
    )
    document = read(
        '<text:p>Dear <text:placeholder text:placeholder-type="text">&lt;Who&gt;</text:placeholder>, come '
        f"on {control.format('true')}.</text:p>"
    )
    assert texts(document) == ["Dear …, come on …."]
    assert document.warnings == ("fields that nobody has filled in show a prompt: each is read as “…”",)
    assert texts(read(f"<text:p>{control.format('false')}</text:p>")) == ["Say when"]


def test_struck_text_by_the_style_of_the_paragraph_and_not_after_all() -> None:
    styles = (
        '<style:style style:name="S" style:family="paragraph"><style:text-properties '
        'style:text-line-through-type="double"/></style:style>'
        '<style:style style:name="N" style:family="text"><style:text-properties '
        'style:text-line-through-style="none"/></style:style>'
    )
    body = '<text:p text:style-name="S">Gone <text:span text:style-name="N">kept</text:span></text:p>'
    assert texts(read(body, styles)) == ["kept"]


def test_a_list_goes_on_below_a_point_that_only_holds_it() -> None:
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/>'
        '<text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>'
        "</text:list-style>"
    )

    def under(text: str) -> str:
        return (
            '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:list>'
            f"<text:list-item><text:p>{text}</text:p></text:list-item></text:list></text:list-item></text:list>"
        )

    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>Equality</text:p></text:list-item>'
        "</text:list>" + "<text:p>between</text:p>".join(map(under, ("one", "two", "three")))
    )
    assert texts(read(body, styles)) == [
        "1 Equality", "1.1 one", "between", "1.2 two", "between", "1.3 three",
    ]  # fmt: skip


def test_a_heading_counts_where_the_outline_numbers_it() -> None:
    styles = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" '
        'style:num-format="1"/></text:outline-style>'
        '<style:style style:name="None" style:family="paragraph" style:list-style-name=""/>'
        '<style:style style:name="Plain" style:family="paragraph"/>'
    )
    heads = [("None", "Foreword"), ("Plain", ""), ("Plain", "Aims"), ("None", "Aside"), ("Plain", "Steps")]
    body = "".join(
        f'<text:h text:style-name="{style}" text:outline-level="1">{text}</text:h>' for style, text in heads
    )
    assert texts(read(body, styles)) == ["Foreword", "1 Aims", "Aside", "2 Steps"]
