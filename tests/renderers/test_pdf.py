"""The PDF: tagged, held against PDF/UA-1 by its maker, with all the words of the page."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pypdfium2
import pytest
from lxml import etree

from eiagen.assessment import Assessment
from eiagen.errors import EiagenError
from eiagen.gap_check import check
from eiagen.loading import load_catalogue, parse_assessment
from eiagen.renderers import render
from eiagen.renderers.assessment import page
from eiagen.renderers.pdf_row_headers import with_row_headers
from eiagen.report import Report, make_report


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    text = "\n".join(one.get_textpage().get_text_bounded() for one in document)
    document.close()
    return text


def letters(text: str) -> str:
    """Without white space and hyphens, which lines and columns add and take."""
    return re.sub(r"[\s\x02\u00ad\ufffe-]+", "", text)


@pytest.fixture(scope="module")
def pdf(report: Report) -> bytes:
    return render(report, ".pdf")


def test_it_is_tagged_and_names_its_standard_title_and_author(pdf: bytes, report: Report) -> None:
    assert b"pdfuaid:part" in pdf
    document = pypdfium2.PdfDocument(pdf)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    assert document.get_metadata_dict()["Author"] == report.assessment.body.name
    assert document.get_metadata_dict()["Title"] == report.title
    document.close()


def test_every_text_of_the_page_is_in_it(pdf: bytes, report: Report) -> None:
    parser: Any = etree.HTMLParser(encoding="utf-8")
    main = etree.fromstring(page(report).encode(), parser).find("body/main")
    found = letters(text_of(pdf))
    for one in main.iter("p", "li", "h2", "h3", "h4", "th"):
        alone = "in-comment" in (one.get("class") or "") or "in-word" in (one.get("class") or "")
        if alone or one.find(".//p") is not None or one.xpath("ancestor::nav"):
            continue
        first = letters("".join(one.itertext()))[:40]
        assert first in found


def test_its_bookmarks_are_the_headings(pdf: bytes, report: Report) -> None:
    document = pypdfium2.PdfDocument(pdf)
    titles = [one.get_title() for one in document.get_toc(max_depth=1)]
    document.close()
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page(report))
    assert titles == [re.sub(r"<[^>]+>", "", one).strip() for one in headings]


def test_the_first_cell_of_a_row_is_its_header_where_the_page_says_so(pdf: bytes, report: Report) -> None:
    parser: Any = etree.HTMLParser(encoding="utf-8")
    main = etree.fromstring(page(report).encode(), parser).find("body/main")
    headers = {scope: len(main.xpath(f".//th[@scope='{scope}']")) for scope in ("row", "col")}
    assert len(re.findall(rb"/S/TH\b[^\n]*/Scope/Row", pdf)) == headers["row"]
    assert len(re.findall(rb"/S/TH\b[^\n]*/Scope/Column", pdf)) == headers["col"]
    cells = re.findall(rb"/S/TD\b[^\n]*", pdf)
    assert len(cells) == len(main.findall(".//td"))
    assert not any(b"/Headers" in cell for cell in cells)  # else those alone would count


def test_a_file_that_is_not_as_typst_writes_it_is_left_alone(pdf: bytes) -> None:
    for other in (b"", b"%PDF-1.7\n", pdf[:-200], pdf.replace(b"/S/Table", b"/S/Div")):
        assert with_row_headers(other, [[True]]) == other


def test_what_closes_a_gap_is_told_in_full_once() -> None:
    loaded = parse_assessment(b"title: T\nbody: {name: B}\n", "t.yaml")
    catalogue = load_catalogue("england")
    report = make_report(loaded, catalogue, check(loaded, catalogue))
    again = re.findall(r'data-as="(\d+)"', page(report))
    assert again
    told = letters(text_of(render(report, ".pdf")))
    assert told.count(letters("the source of law: as at gap")) == len(again)


def test_nothing_in_a_text_means_anything_to_the_typesetter(report: Report) -> None:
    hostile = '#set page(width: 1cm) "quoted" \\ $x$ *b* _i_ <l> @ref `c` ] } // /* #read("/etc/passwd") = h'
    whole = report.assessment.model_dump() | {"decision": {"reasons": hostile}}
    changed = dataclasses.replace(report, assessment=Assessment.model_validate(whole))
    assert letters(hostile) in letters(text_of(render(changed, ".pdf")))


def test_characters_no_font_has_make_no_difference_to_the_rest(report: Report) -> None:
    whole = report.assessment.model_dump() | {"decision": {"reasons": "Signs \U00012000 of old, and שלום"}}
    changed = dataclasses.replace(report, assessment=Assessment.model_validate(whole))
    data = render(changed, ".pdf")
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(data))
    assert "ofold,and" in letters(text_of(data))


def test_without_its_part_the_way_out_is_said(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "typst", None)
    with pytest.raises(EiagenError, match=r"pip install 'eiagen\[pdf\]'"):
        render(report, ".pdf")
