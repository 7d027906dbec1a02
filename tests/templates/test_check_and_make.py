"""`eiagen template`: what is said of a template, each with its place and a way to mend it; and one made."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

Run = Callable[..., Any]
Edit = Callable[..., Path]


def flaws(run: Run, path: object) -> list[dict[str, str]]:
    """What a check says, as data."""
    ran = run("template", "check", path, "--format", "json")
    found: list[dict[str, str]] = json.loads(ran.out)["flaws"]
    return found


def said(run: Run, path: object, severity: str, where: str, what: str) -> bool:
    """Whether one of them is that."""
    return any(
        one["severity"] == severity and one["where"] == where and what in one["what"] and one["fix"]
        for one in flaws(run, path)
    )


def test_our_own_styles_have_nothing_to_mend(run: Run, tmp_path: Path) -> None:
    """Exit status 0: the body of samples is noted and no more."""
    assert run("template", "make", "-o", "ours.docx").status == 0
    root = Path(__file__).parents[2]
    assert Path("ours.docx").read_bytes() == (root / "templates/styles.docx").read_bytes()
    ran = run("template", "check", "ours.docx")
    assert ran.status == 0
    assert {one["severity"] for one in flaws(run, "ours.docx")} == {"note"}


def test_every_line_names_file_severity_place_and_fix(run: Run, house: Path) -> None:
    """As text; and the counts at the end."""
    ran = run("template", "check", "house.docx")
    assert ran.status == 1
    lines = ran.out.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert all(re.match(r"house\.docx: (error|warning|note): [^:]+: .+\.$", line) for line in heads[:-1])
    assert re.fullmatch(r"house\.docx: \d+ warnings, \d+ notes; it can be used", heads[-1])
    assert len(lines) > len(heads) * 2 - 2


def change(house: Path, how: Callable[[Any], None]) -> None:
    document = Document(str(house))
    how(document)
    document.save(str(house))


def letter_paper(document: Any) -> None:
    for section in document.sections:
        section.page_width, section.page_height = Cm(21.59), Cm(27.94)


def small(document: Any) -> None:
    document.styles["Normal"].font.size = Pt(10)


def stretched(document: Any) -> None:
    document.styles["Normal"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def pale(document: Any) -> None:
    document.styles["Heading 2"].font.color.rgb = RGBColor(0x99, 0xBB, 0xEE)


def strange_font(document: Any) -> None:
    document.styles["Normal"].font.name = "Reedham Grotesque"


def upside_down(document: Any) -> None:
    document.styles["Heading 2"].font.size = Pt(30)


def misspelt(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].add_run(" [versoin]")


def unknown(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].add_run(" [directorate]")


def without_number(document: Any) -> None:
    document.sections[0].footer.paragraphs[0].clear()


CASES = (
    (letter_paper, "warning", "page", "216 × 279 mm and not A4"),
    (small, "warning", "style “Normal”", "10 points; 12 is the least"),
    (stretched, "warning", "style “Normal”", "stretched to both margins"),
    (pale, "warning", "style “heading 2”", "#99BBEE on #FFFFFF has a contrast of 1.9:1; 3:1 is the least"),
    (strange_font, "note", "style “Normal” and", "“Reedham Grotesque” is not in the file"),
    (upside_down, "warning", "style “heading 2”", "larger (30 points) than “heading 1”"),
    (misspelt, "warning", "footer", "did you mean “version”?"),
    (unknown, "note", "footer", "“[directorate]” is nothing that is filled in"),
    (without_number, "warning", "header and footer", "neither has the number of the page"),
)


@pytest.mark.parametrize(
    ("how", "severity", "where", "what"), CASES, ids=[case[0].__name__ for case in CASES]
)
def test_what_is_wrong_is_said(
    run: Run, house: Path, how: Callable[[Any], None], severity: str, where: str, what: str
) -> None:
    """And is not said of the template without it."""

    def found() -> bool:
        return any(
            one["severity"] == severity and one["where"].startswith(where) and what in one["what"]
            for one in flaws(run, house)
        )

    assert not found()
    change(house, how)
    assert found()


def test_split_placeholders_pictures_without_words_and_missing_styles_are_said(run: Run, house: Path) -> None:
    """What the template of these tests has of itself."""
    assert said(run, house, "note", "header", "“[title]” is cut into pieces")
    assert said(run, house, "warning", "header", "1 picture has no alternative text")
    assert said(run, house, "warning", "cover", "1 picture has no alternative text")
    assert said(run, house, "note", "styles", "eiagen’s are used, in its fonts and in #12308A: Cover Body")
    assert said(run, house, "note", "style “heading 1”", "has no numbers")


def test_changes_languages_levels_macros_and_tables_are_said(run: Run, house: Path, edit: Edit) -> None:
    """What no writer of Word files makes on request."""
    edit(
        house,
        "word/styles.xml",
        lambda xml: re.sub(r'<w:lang [^>]*w:val="[^"]*"', '<w:lang w:val="de-DE"', xml).replace(
            '<w:outlineLvl w:val="1"/>', '<w:outlineLvl w:val="4"/>'
        ),
    )
    assert said(run, house, "warning", "language", "“de-DE”")
    assert said(run, house, "warning", "style “heading 2”", "has outline level 5; 2 is set in reports")
    insertion = '<w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
    edit(
        house,
        "word/document.xml",
        lambda xml: xml.replace("<w:t>Foreword</w:t></w:r>", f"<w:t>Foreword</w:t></w:r>{insertion}"),
    )
    assert said(run, house, "warning", "body", "1 tracked change is in it")
    edit(house, "word/vbaProject.bin", lambda _: "x")
    assert said(run, house, "warning", "the file", "macros")
    run("template", "make", house, "-o", "made.docx")
    edit(
        Path("made.docx"),
        "word/styles.xml",
        lambda xml: re.sub(r"<w:tblStylePr w:type=\"firstRow\">.*?</w:tblStylePr>", "", xml),
    )
    assert said(run, "made.docx", "warning", "table style “Report Grid”", "header row looks like any other")


def test_a_report_in_english_comes_of_a_template_in_another_language(
    run: Run, house: Path, edit: Edit
) -> None:
    """Its language and levels are set right."""
    edit(
        house,
        "word/styles.xml",
        lambda xml: re.sub(r"<w:lang [^>]*/>", '<w:lang w:val="de-DE"/>', xml).replace(
            '<w:outlineLvl w:val="1"/>', ""
        ),
    )
    run("report", "library.yaml", "--template", house, "-o", "out.docx", "--on", "2026-11-24")
    with zipfile.ZipFile("out.docx") as file:
        styles = file.read("word/styles.xml").decode()
    assert "de-DE" not in re.search("<w:docDefaults>.*</w:docDefaults>", styles, re.DOTALL)[0]  # type: ignore[index]
    heading = re.search(r'<w:style [^>]*w:styleId="Heading2".*?</w:style>', styles, re.DOTALL)
    assert heading is not None
    assert '<w:outlineLvl w:val="1"/>' in heading[0]


def twice(document: Any) -> None:
    document.add_paragraph("[report]")


def shared(document: Any) -> None:
    next(one for one in document.paragraphs if one.text == "[report]").add_run(" goes here")


def in_a_table(document: Any) -> None:
    next(one for one in document.paragraphs if one.text == "[report]").clear()
    document.add_table(1, 1).cell(0, 0).text = "[Report]"


IN_THE_WAY = (
    (twice, "stands in it 2 times"),
    (shared, "shares a paragraph with other words"),
    (in_a_table, "stands in a table"),
)


@pytest.mark.parametrize(("how", "what"), IN_THE_WAY, ids=[case[0].__name__ for case in IN_THE_WAY])
def test_what_is_in_the_way_is_said_and_nothing_written(
    run: Run, house: Path, how: Callable[[Any], None], what: str
) -> None:
    """By the check, with status 2, and by the report."""
    change(house, how)
    ran = run("template", "check", "house.docx")
    assert ran.status == 2
    assert re.search(rf"^house\.docx: error: the file: .*{what}", ran.out, re.MULTILINE)
    ran = run("report", "library.yaml", "--template", "house.docx", "-o", "out.docx")
    assert ran.status == 2
    assert what in ran.err
    assert not Path("out.docx").exists()


def test_what_would_be_fetched_or_run_is_refused(run: Run, house: Path, edit: Edit) -> None:
    """A picture from the web is loaded by whoever opens the report; an embedded object runs."""
    image = (
        '<Relationship Id="rX" Target="https://tracker.example/x.png" TargetMode="External" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
    )
    picture = (
        '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="rX"/></v:shape></w:pict>'
    )
    edit(
        house,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace("</Relationships>", f"{image}</Relationships>"),
    )
    edit(
        house,
        "word/document.xml",
        lambda xml: xml.replace("<w:t>Foreword</w:t>", f"<w:t>Foreword</w:t>{picture}"),
    )
    ran = run("report", "library.yaml", "--template", "house.docx", "-o", "out.docx")
    assert ran.status == 2
    assert "fetches “https://tracker.example/x.png”" in ran.err
    assert run("template", "check", "house.docx").status == 2


NO_TEMPLATES: tuple[tuple[str, bytes, str], ...] = (
    (
        "old.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
        "has a password, or is in Word’s old format",
    ),
    ("letter.pdf", b"%PDF-1.7\n", "is no Word file"),
    ("empty.docx", b"", "is no Word file"),
    ("cut.docx", b"PK\x03\x04cut off", "damaged"),
)


@pytest.mark.parametrize(("name", "data", "what"), NO_TEMPLATES, ids=[case[0] for case in NO_TEMPLATES])
def test_what_is_no_template_is_said(run: Run, name: str, data: bytes, what: str) -> None:
    """In one line, by each command that is given it."""
    Path(name).write_bytes(data)
    ran = run("template", "check", name)
    assert (ran.status, ran.err) == (2, "")
    assert what in ran.out
    for command in (
        ("report", "library.yaml", "--template", name, "-o", "o.docx"),
        ("template", "make", name, "-o", "o.docx"),
    ):
        ran = run(*command)
        assert ran.status == 2
        assert what in ran.err
        assert ran.err.count("\n") == 1
        assert not Path("o.docx").exists()


def test_an_entity_that_blows_up_is_not_read(run: Run, house: Path, edit: Edit) -> None:
    """Nor is a file of the user's read by one."""
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "library.yaml">]>'
    edit(
        house,
        "word/document.xml",
        lambda xml: re.sub(r"(<\?xml[^>]*>\s*)", rf"\1{bomb}", xml).replace("Foreword", "Foreword &b;&f;"),
    )
    ran = run("report", "library.yaml", "--template", "house.docx", "-o", "out.docx")
    if ran.status == 0:
        with zipfile.ZipFile("out.docx") as file:
            text = file.read("word/document.xml").decode()
        assert "aaaaaaaaaa" not in text
        assert "jurisdiction" not in text
    else:
        assert ran.status == 2


def test_made_from_a_document(run: Run, house: Path, tmp_path: Path) -> None:
    """Cover and back are kept where they are marked; our styles are there to be changed; reports take it."""
    ran = run("template", "make", "house.docx", "-o", "made.docx")
    assert ran.status == 0, ran.err
    assert "its cover kept" in ran.out
    made = Document("made.docx")
    texts = [one.text for one in made.paragraphs if one.text]
    assert "[title]" in texts
    assert texts.count("[report]") == 1
    assert "Write to [body]." in texts
    assert "Gap Fix" in [one.name for one in made.styles]
    change(tmp_path / "made.docx", lambda document: setattr(document.styles["Gap"].font, "size", Pt(13)))
    run("report", "library.yaml", "--template", "made.docx", "-o", "out.docx", "--on", "2026-11-24")
    assert Document("out.docx").styles["Gap"].font.size == Pt(13)


def test_made_from_a_letter_that_marks_nothing(run: Run, house: Path) -> None:
    """The body goes; header, footer and pages stay."""
    document = Document(str(house))
    next(one for one in document.paragraphs if one.text == "[report]").clear()
    document.save("letter.docx")
    ran = run("template", "make", "letter.docx", "-o", "made.docx")
    assert "without a cover" in ran.out
    made = Document("made.docx")
    assert [one.text for one in made.paragraphs] == ["[report]"]
    assert round(made.sections[0].left_margin.cm, 1) == 1.5
    assert made.sections[0].footer.paragraphs[0].text.startswith("[body]")


def test_words_that_do_not_go_together_are_said(run: Run, house: Path) -> None:
    """Before anything is written."""
    for words, told in (
        (("check",), "name the template"),
        (("check", "nowhere.docx"), "nowhere.docx: there is no such file"),
        (("check", "house.docx", "-o", "x.docx"), "a check writes no file"),
        (("make", "house.docx"), "say where to write it"),
        (("make", "-o", "house.dotx"), "ends in .docx"),
        (("make", "-o", "house.docx"), "there is a file of this name already"),
        (("make", "house.docx", "-o", "x.docx", "--format", "json"), "leave it out"),
    ):
        ran = run("template", *words)
        assert ran.status == 2
        assert told in ran.err
    for suffix in (".pdf", ".html", ".json"):
        ran = run("report", "library.yaml", "--template", "house.docx", "-o", f"out{suffix}")
        assert ran.status == 2
        assert f"a house template is for .docx and .odt, not for {suffix}" in ran.err
    ran = run("audit", "library.yaml", "--template", "house.docx")
    assert ran.status == 2
    assert "say where to with -o" in ran.err
