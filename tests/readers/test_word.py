"""Word documents: nothing that a person sees is lost, and nothing that was deleted is kept."""

from __future__ import annotations

import pytest

from eiagen.document import Document
from eiagen.readers import read_bytes

from .make_documents import STYLES, docx, para, point, run, table, zipped


def read(body: str, **parts: str) -> Document:
    return read_bytes(docx(body, **parts), "file.docx")


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


@pytest.mark.parametrize(
    "body",
    [
        f"<w:sdt><w:sdtPr/><w:sdtContent>{para('One')}</w:sdtContent></w:sdt>{para('Two')}",
        f"<w:p><w:sdt><w:sdtContent>{run('One')}</w:sdtContent></w:sdt></w:p>{para('Two')}",
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{para('One')}</w:tc></w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:tc>{para('Two')}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{para('One')}</w:tc></w:sdtContent></w:sdt>"
        f"<w:tc>{para('Two')}</w:tc></w:tr></w:tbl>",
        f"<w:sdt><w:sdtContent>{table(['One', 'Two'])}</w:sdtContent></w:sdt>",
        f"<w:customXml><w:smartTag>{para('One')}</w:smartTag></w:customXml>{para('Two')}",
    ],
    ids=["block", "inline", "row", "cell", "table", "custom XML"],
)
def test_content_controls_hold_text(body: str) -> None:
    assert texts(read(body)) == ["One", "Two"]


@pytest.mark.parametrize(
    ("body", "live"),
    [
        (
            f"<w:p>{run('Keep ')}<w:del><w:r><w:delText>drop </w:delText></w:r></w:del>{run('this')}</w:p>",
            ["Keep this"],
        ),
        (f"<w:p>{run('Keep ')}<w:ins>{run('and add')}</w:ins></w:p>", ["Keep and add"]),
        (f"<w:p><w:moveFrom>{run('gone')}</w:moveFrom><w:moveTo>{run('here')}</w:moveTo></w:p>", ["here"]),
        (para("Ends ", properties="<w:rPr><w:del/></w:rPr>") + para("joined"), ["Ends joined"]),
        (
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{para('gone')}</w:tc></w:tr>"
            f"<w:tr><w:tc>{para('kept')}</w:tc></w:tr></w:tbl>",
            ["kept"],
        ),
    ],
    ids=["deletion", "insertion", "move", "paragraph mark", "row"],
)
def test_tracked_changes(body: str, live: list[str]) -> None:
    assert texts(read(body)) == live


def test_alternative_content_is_read_once() -> None:
    box = "<w:txbxContent>{}</w:txbxContent>"
    body = para(
        "Beside a box",
        inside="<w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><wps:txbx>{box.format(para('In the box'))}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box.format(para('In the box'))}</v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    )
    document = read(body)
    assert texts(document) == ["Beside a box", "In the box"]
    assert document.passages[1].place.note == "text box"


def test_notes_follow_their_paragraph_and_comments_are_apart() -> None:
    document = read(
        para("Heading", "Heading1")
        + para("Text", inside='<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="7"/></w:r>'
               '<w:r><w:commentReference w:id="0"/></w:r>')
        + para("More"),
        footnotes=f'<w:footnote w:id="2">{para("At the foot")}</w:footnote>',
        endnotes=f'<w:endnote w:id="7">{para("At the end")}</w:endnote>',
        comments=f'<w:comment w:id="0" w:author="A. Clerk">{para("Is this so?")}</w:comment>',
    )  # fmt: skip
    assert texts(document) == ["Heading", "Text", "At the foot", "At the end", "More"]
    assert [(p.kind, p.place.note) for p in document.passages[2:4]] == [
        ("note", "footnote 1"),
        ("note", "endnote 1"),
    ]
    (comment,) = document.comments
    assert (comment.text, comment.place.note) == ("Is this so?", "comment by A. Clerk")
    assert comment.place.headings == ("Heading",)


def test_headings_by_name_by_outline_level_and_by_what_a_style_is_based_on() -> None:
    document = read(
        para("English", "Heading1")
        + para("Of the house", "House")
        + para("Cymraeg", "Pennawd")
        + para("By itself", properties='<w:outlineLvl w:val="2"/>')
        + para("Plain")
    )
    assert [(p.kind, p.level) for p in document.passages] == [
        ("heading", 1), ("heading", 2), ("heading", 1), ("heading", 3), ("paragraph", 0),
    ]  # fmt: skip
    assert document.passages[-1].place.headings == ("Cymraeg", "By itself")


def test_list_numbers_are_restored() -> None:
    document = read(
        point("first", 1) + point("under it", 1, 1) + point("again", 1, 1) + point("second", 1)
        + point("under that", 1, 1) + point("bullet", 2) + point("anew", 3)
    )  # fmt: skip
    assert texts(document) == [
        "1. first", "(a) under it", "(b) again", "2. second", "(a) under that", "bullet", "1. anew",
    ]  # fmt: skip
    assert [p.level for p in document.passages] == [1, 2, 2, 1, 2, 1, 1]


def test_hidden_text_contents_and_captions() -> None:
    hidden = run("unseen", "<w:vanish/>") + run("not this either", '<w:rStyle w:val="Unseen"/>')
    shown = run(" but this is", '<w:vanish w:val="0"/>')
    document = read(
        para("Seen", inside=hidden + shown) + para("Aims 3", "TOC1") + para("A square", "Caption")
    )
    assert [(p.kind, p.text) for p in document.passages] == [
        ("paragraph", "Seen but this is"),
        ("contents", "Aims 3"),
        ("caption", "A square"),
    ]


def test_pages_come_from_the_breaks_that_word_saved() -> None:
    document = read(
        para("On the first") + "<w:p><w:r><w:br w:type='page'/></w:r>"
        "<w:r><w:lastRenderedPageBreak/><w:t>On the second</w:t></w:r></w:p>"
        + f"<w:p>{run('Begun there, ')}<w:r><w:lastRenderedPageBreak/><w:t>ended here</w:t></w:r></w:p>"
        + para("On the third")
    )
    assert [p.place.page for p in document.passages] == [1, 2, 2, 3]
    assert document.pages == 3
    assert read(para("No breaks")).passages[0].place.page is None
    by_hand = read(para("One") + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + para("Two"))
    assert [p.place.page for p in by_hand.passages] == [1, 2]


def test_merged_cells_keep_their_row_and_column() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"

    rows = [
        cell("Group") + cell("Effects", '<w:gridSpan w:val="2"/>'),
        cell("Older people", '<w:vMerge w:val="restart"/>') + cell("steps") + cell("benches"),
        cell("", "<w:vMerge/>") + cell("noise") + cell("quiet hour"),
    ]
    document = read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
    quiet = document.passages[-1].place
    assert (quiet.row, quiet.cell) == (3, 3)
    assert (quiet.row_header, quiet.column_header) == ("Older people", "Effects")


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = table(["inner"])
    document = read(f"<w:tbl><w:tr><w:tc>{para('outer')}{inner}{para('after')}</w:tc></w:tr></w:tbl>")
    assert [(p.text, p.place.table) for p in document.passages] == [("outer", 1), ("inner", 2), ("after", 1)]


def test_fields_links_tabs_and_signs() -> None:
    body = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>12</w:t></w:r>"
        f"<w:hyperlink>{run(' a link')}</w:hyperlink><w:r><w:tab/>"
        "<w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t>"
        "<w:br/><w:sym w:font='Wingdings' w:char='F0FD'/></w:r>"
        "<w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:r></w:p>"
    )
    assert texts(read(body)) == ["12 a link well-known ☒x=1"]


def test_strict_documents_read_the_same() -> None:
    body = para("Heading", "Heading1") + point("one", 1) + table(["a", "b"])
    plain, strict = read_bytes(docx(body), "a"), read_bytes(docx(body, strict=True), "a")
    assert plain.passages == strict.passages
    assert plain.passages[0].kind == "heading"


def test_a_document_within_the_document() -> None:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": "<w:document "
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>'
        f'{para("Outside")}<w:altChunk r:id="c"/></w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">'
        f'<Relationship Id="c" Target="part.html" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"/></Relationships>',
        "word/part.html": "<html><body><p>Inside</p></body></html>",
    }
    assert texts(read_bytes(zipped(dict(parts)), "a.docx")) == ["Outside", "Inside"]


PROMPT = "fields that nobody has filled in show a prompt: each is read as “…”"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<w:sdt>{}<w:sdtContent>" + para("Say who.") + "</w:sdtContent></w:sdt>", ["…"]),
        (
            f"<w:p>{run('Dear ')}<w:sdt>{{}}<w:sdtContent>{run('Say who.')}</w:sdtContent></w:sdt></w:p>",
            ["Dear …"],
        ),
        (
            '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
            f"<w:sdt>{{}}<w:sdtContent>{run('Say who.')}</w:sdtContent></w:sdt></w:p>",
            ["…"],
        ),
        (
            f"<w:tbl><w:tr><w:tc>{para('Who')}</w:tc><w:sdt>{{}}<w:sdtContent><w:tc>{para('Say who.')}</w:tc>"
            f"</w:sdtContent></w:sdt><w:tc>{para('When')}</w:tc></w:tr></w:tbl>",
            ["Who", "…", "When"],
        ),
    ],
    ids=["block", "inline", "heading", "cell"],
)  # fmt: skip
def test_prompts_of_fields_are_no_text(body: str, expected: list[str]) -> None:
    document = read(body.format("<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"))
    assert texts(document) == expected
    assert document.warnings == (PROMPT,)
    assert {p.kind for p in document.passages} <= {"paragraph", "cell"}
    filled = read(body.format('<w:sdtPr><w:showingPlcHdr w:val="0"/></w:sdtPr>'))
    assert "Say who." in " ".join(texts(filled))
    assert filled.warnings == ()


def test_struck_text_by_style_twice_and_not_after_all() -> None:
    struck = (
        run("a ", "<w:dstrike/>") + run("b ", '<w:strike w:val="0"/>') + run("c ", '<w:strike w:val="true"/>')
    )
    document = read(f"<w:p>{struck}</w:p>" + para("Gone", "Struck") + para("Kept"), styles=STYLES + STRUCK)
    assert texts(document) == ["b", "Kept"]


def test_a_point_that_is_struck_keeps_its_number() -> None:
    properties = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    gone = f"<w:p>{properties}{run('second', '<w:strike/>')}</w:p>"
    assert texts(read(point("first", 1) + gone + point("third", 1))) == ["1. first", "3. third"]


STRUCK = (
    '<w:style w:type="paragraph" w:styleId="Struck"><w:name w:val="Struck"/>'
    "<w:rPr><w:strike/></w:rPr></w:style>"
)


def test_what_was_chosen_in_older_form_fields_is_read() -> None:
    def field(inside: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
            '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    entries = "".join(f'<w:listEntry w:val="{one}"/>' for one in ("None", "Some impact on women"))
    chosen = field(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')
    first = field(f"<w:ddList>{entries}</w:ddList>")
    box = "<w:checkBox><w:sizeAuto/>{}</w:checkBox>"
    yes = field(box.format('<w:default w:val="0"/><w:checked/>'))
    no = field(box.format('<w:default w:val="0"/>'))
    body = "".join(
        f"<w:p>{run(label)}{inside}</w:p>"
        for label, inside in (("Level: ", chosen), ("Age: ", first), ("Yes ", yes), ("No ", no))
    )
    assert texts(read(body)) == ["Level: Some impact on women", "Age: None", "Yes ☒", "No ☐"]
