"""The Word file: its structure, its styles and its comments, as other programs read them."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from eiagen.assessment import Assessment
from eiagen.renderers import render
from eiagen.report import Report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TEMPLATES = Path(__file__).parents[2] / "templates"
ACCEPTED: tuple[str, ...] = ()
"""Findings of openxml-audit that we hold to be mistaken, each with the reason. None at present."""


@pytest.fixture(scope="module")
def word(report: Report, word_file: Any) -> Any:
    """The report as a Word file."""
    return word_file(render(report, ".docx"))


def test_openxml_audit_finds_nothing(word: Any, tmp_path: Path) -> None:
    """In a report, nor in the house styles it is made from."""
    from openxml_audit import OpenXmlValidator

    path = tmp_path / "report.docx"
    path.write_bytes(word.data)
    for file in (path, TEMPLATES / "styles.docx"):
        errors = [str(error) for error in OpenXmlValidator().validate(str(file)).errors]
        assert [error for error in errors if not any(known in error for known in ACCEPTED)] == []


def test_python_docx_opens_it(word: Any, report: Report) -> None:
    """And reads who wrote it, when and in what language."""
    from docx import Document

    properties = Document(io.BytesIO(word.data)).core_properties
    assert properties.title == report.title
    assert properties.author == "Northgate Borough Council"
    assert properties.language == "en-GB"
    assert properties.created.date() == report.completed
    assert properties.modified.date() == report.on
    assert word.part("word/styles.xml").find(f"{W}docDefaults//{W}lang").get(f"{W}val") == "en-GB"


def test_every_gap_has_its_place_its_index_line_and_its_comment(word: Any, report: Report) -> None:
    """In the style Gap, with the word Gap, and each exactly once."""
    names = [one.get(f"{W}name") for one in word.body.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    for gap in report.gaps:
        assert f"gap_{gap.number}" in names
        assert f"index_{gap.number}" in names
    shown = [text for style, text in word.paragraphs() if style == "Gap"]
    assert sorted(int(re.match(r"Gap (\d+) \(", text)[1]) for text in shown) == [
        gap.number for gap in report.gaps
    ]  # type: ignore[index]
    comments = word.part("word/comments.xml")
    assert len(comments) == len(report.gaps)
    assert {comment.get(f"{W}author") for comment in comments} == {"eiagen check"}
    marks = [[one.get(f"{W}id") for one in word.body.iter(f"{W}{tag}")] for tag in _COMMENT_MARKS]
    assert marks[0] == marks[1] == marks[2] == [comment.get(f"{W}id") for comment in comments]


_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def test_a_comment_says_what_is_missing_why_and_by_what_law(word: Any, report: Report) -> None:
    """With the day on which the source was checked, or that it was not."""
    by_number = {}
    for paragraph in word.body.iter(f"{W}p"):
        mark = paragraph.find(f"{W}commentRangeStart")
        if mark is not None:
            number = int(re.search(r"\d+", word.text(paragraph))[0])  # type: ignore[index]
            by_number[number] = mark.get(f"{W}id")
    comments = {comment.get(f"{W}id"): word.text(comment) for comment in word.part("word/comments.xml")}
    for gap in report.gaps:
        text = comments[by_number[gap.number]]
        assert gap.finding.message in text
        assert gap.finding.why in text
        source = gap.finding.citations[0]
        assert source.title in text
        assert ("checked on" if source.checked else "not checked") in text


def test_every_link_and_style_is_there(word: Any) -> None:
    """Bookmarks, addresses of web pages, and styles that are used."""
    names = {one.get(f"{W}name") for one in word.body.iter(f"{W}bookmarkStart")}
    relations = {one.get("Id"): one for one in word.part("word/_rels/document.xml.rels")}
    for link in word.body.iter(f"{W}hyperlink"):
        anchor = link.get(f"{W}anchor")
        assert anchor in names if anchor else link.get(f"{R}id") in relations
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {one.get(f"{W}val") for one in word.body.iter(f"{W}{tag}")} <= set(word.style_names)
    used = {link.get(f"{R}id") for link in word.body.iter(f"{W}hyperlink")} - {None}
    assert used == {name for name, one in relations.items() if one.get("TargetMode") == "External"}


def test_headings_make_no_jump(word: Any) -> None:
    """From Title down, so that a screen reader's list of headings is the outline."""
    levels = {
        "heading 1": 1,
        "Annex": 1,
        "heading 2": 2,
        "Annex Section": 2,
        "Plain Heading": 2,
        "heading 3": 3,
    }
    found = [levels[style] for style, _ in word.paragraphs() if style in levels]
    assert found[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(found))
    assert [style for style, _ in word.paragraphs()].count("Title") == 1


def test_tables_can_be_read_aloud(word: Any) -> None:
    """A title, one header row that comes again, rows of one width, and no two tables that Word would join."""
    tables = list(word.body.iter(f"{W}tbl"))
    assert len(tables) > 15
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [bool(row.findall(f"{W}trPr/{W}tblHeader")) for row in rows] == [True] + [False] * (
            len(rows) - 1
        )
        assert len(rows) > 1
        assert {_columns(row) for row in rows} == {len(table.findall(f"{W}tblGrid/{W}gridCol"))}
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val").strip()
        assert table.getnext().tag == f"{W}p"


def _columns(row: Any) -> int:
    """How many columns the cells of a row cover."""
    spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc"))
    return sum(1 if span is None else int(span.get(f"{W}val")) for span in spans)


def test_a_gap_in_a_narrow_column_has_a_row_of_its_own(word: Any, report: Report) -> None:
    """Below the item that it is about, across the table."""
    number = next(gap.number for gap in report.gaps if gap.finding.path == ("actions", 1, "owner"))
    table = next(one for one in word.body.iter(f"{W}tbl") if f"Gap {number} (" in word.text(one))
    rows = [(len(row.findall(f"{W}tc")), word.text(row)) for row in table.iter(f"{W}tr")]
    at = next(index for index, (_, text) in enumerate(rows) if text.startswith(f"Gap {number} ("))
    assert rows[at][0] == 1
    assert rows[at - 1][0] > 1
    assert "Map where sellers go" in rows[at - 1][1]


def test_rows_and_short_tables_stay_on_one_page(word: Any) -> None:
    """Headers and short rows never split; a short table keeps each row but the last with the next."""
    card = next(one for one in word.body.iter(f"{W}tbl") if word.text(one).startswith("Body and duty"))
    rows = card.findall(f"{W}tr")
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    kept = [all(one.find(f"{W}pPr/{W}keepNext") is not None for one in row.iter(f"{W}p")) for row in rows[1:]]
    assert kept == [True] * (len(rows) - 2) + [False]


def test_no_paragraph_is_empty(word: Any) -> None:
    """Space is a matter of styles; what has no text has a picture."""
    empty = [one for one in word.body.iter(f"{W}p") if not word.text(one).strip()]
    assert [one for one in empty if next(one.iter(f"{W}drawing"), None) is None] == []


def test_every_picture_says_what_it_shows_and_the_text_says_it_too(word: Any) -> None:
    """Both as its description and as a paragraph for everybody."""
    about = [one.get("descr") for one in word.body.iter() if one.tag.endswith("}docPr")]
    assert about
    said = [text.removeprefix("In words: ") for _, text in word.paragraphs() if text.startswith("In words: ")]
    assert [text in described for text, described in zip(said, about, strict=True)] == [True] * len(about)


def test_the_heat_map_says_in_words_what_it_shows_in_colour(word: Any) -> None:
    """Each cell."""
    (table,) = (
        one
        for one in word.body.iter(f"{W}tbl")
        if word.style_names[one.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")] == "Heat Map"
    )
    rows = [[word.text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
    cells = {row[0]: row[1:] for row in rows}
    assert cells["Sex"] == ["Not assessed", "Negative (1), positive (1)", "Not assessed"]
    assert cells["Disability"] == ["Mixed (1)", "Not assessed", "Not assessed"]
    assert cells["Religion or belief"][2] == "Direction not written (1)"
    assert cells["Marriage and civil partnership"][1] == "Not part of this aim"
    fills = {shade.get(f"{W}fill") for shade in table.iter(f"{W}shd")}
    assert len(fills) >= 5


def test_paragraphs_and_lists_of_a_text_stay_such(word: Any) -> None:
    """A blank line parts paragraphs, a hyphen makes a point of a list."""
    found = word.paragraphs()
    start = next(index for index, (_, text) in enumerate(found) if text == "It would be enforced:")
    assert [style for style, _ in found[start - 2 : start + 4]] == ["Table Text"] * 3 + ["Table Bullet"] * 3
    assert found[start + 1][1] == "by council wardens on four evenings a week,"


def test_right_to_left_text_is_set_so(report: Report, word_file: Any) -> None:
    """By its first letter with a direction."""
    contents = report.assessment.model_dump() | {
        "decision": {"reasons": "שלום עולם", "equality_weight": "Shalom שלום"}
    }
    changed = dataclasses.replace(report, assessment=Assessment.model_validate(contents))
    word = word_file(render(changed, ".docx"))
    bidi = {word.text(one) for one in word.body.iter(f"{W}p") if one.find(f"{W}pPr/{W}bidi") is not None}
    assert bidi == {"שלום עולם"}


def test_headers_name_the_assessment_and_its_version_in_one_line(word: Any) -> None:
    """On every page but the first."""
    (section,) = word.body.iter(f"{W}sectPr")
    assert section.find(f"{W}titlePg") is not None
    header = word.text(word.part("word/header1.xml"))
    assert "Evening patrols" in header
    assert "For decision, version 0.4" in header
    fields = {one.text.strip() for one in word.part("word/footer1.xml").iter(f"{W}instrText")}
    assert fields == {"PAGE", "NUMPAGES"}


def test_no_date_is_made_up_where_none_is_written(report: Report, word_file: Any) -> None:
    """The header says when it was checked."""
    contents = report.assessment.model_dump(exclude={"dates"})
    changed = dataclasses.replace(report, assessment=Assessment.model_validate(contents))
    header = word_file(render(changed, ".docx")).part("word/header1.xml")
    assert "checked 24 November 2026" in "".join(header.itertext())


def test_the_contents_have_a_page_field_for_each_chapter(word: Any) -> None:
    """Empty until they are filled: a wrong number is worse than none. And Word asks nothing."""
    entries = [one for one in word.body.iter(f"{W}p") if word.style(one) == "toc 1"]
    titles = [re.sub(r" \(\d+ gaps?\)$", "", word.text(entry).split("\t")[1]) for entry in entries]
    assert titles == [text for style, text in word.paragraphs() if style in ("heading 1", "Annex")]
    for entry in entries:
        (field,) = entry.iter(f"{W}instrText")
        (link,) = entry.iter(f"{W}hyperlink")
        assert field.text.split() == ["PAGEREF", link.get(f"{W}anchor"), "\\h"]
        assert word.text(entry).endswith("\t")
    assert b"updateFields" not in word.zip.read("word/settings.xml")


def test_house_styles_are_those_of_the_folder() -> None:
    """`styles.docx` is what `make_styles.py` makes of the parts in `word/`."""
    made = runpy.run_path(str(TEMPLATES / "make_styles.py"))
    assert (TEMPLATES / "styles.docx").read_bytes() == made["package"]()


def test_long_text_is_all_there(report: Report, word_file: Any) -> None:
    """Twenty thousand words in one field."""
    text = " ".join(f"word{number}" for number in range(20_000))
    contents = report.assessment.model_dump() | {"decision": {"reasons": text}}
    changed = dataclasses.replace(report, assessment=Assessment.model_validate(contents))
    assert f"Reasons: {text}" in {found for _, found in word_file(render(changed, ".docx")).paragraphs()}
