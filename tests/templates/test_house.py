"""`--template`: the body's look, pages and cover round a report, in Word and OpenDocument, without repair."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Run = Callable[..., Any]
Edit = Callable[..., Path]
Problems = Callable[[Path], list[str]]


NAMES_OF_BOXES = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}
TEXT_BOX = "<w:txbxContent><w:p><w:r><w:t>Box of [body]</w:t></w:r></w:p></w:txbxContent>"
COVER = (
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="3000000" '
    'cy="600000"/><wp:docPr id="1" name="Box"/><a:graphic '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    f'uri="{NAMES_OF_BOXES["wps"]}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{TEXT_BOX}'
    "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
    f'<w:pict><v:shape style="width:200pt"><v:textbox>{TEXT_BOX}</v:textbox></v:shape></w:pict></mc:Fallback>'
    "</mc:AlternateContent></w:r></w:p>"
    '<w:sdt><w:sdtPr><w:id w:val="55"/><w:dataBinding w:xpath="/x" w:storeItemID="{0}"/><w:text/></w:sdtPr>'
    "<w:sdtContent><w:p><w:r><w:t>[title]</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    '<w:p><w:hyperlink r:id="rLink1"><w:r><w:t>our site</w:t></w:r></w:hyperlink>'
    '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
)
FOOTNOTES = (
    f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2"><w:p><w:r><w:t>A note by [body].</w:t></w:r>'
    "</w:p></w:footnote></w:footnotes>"
)


def _with_names(xml: str) -> str:
    """The root with the names that a text box takes, some of which may be ignored."""
    head = re.search("<w:document [^>]*>", xml)[0]  # type: ignore[index]
    names = "".join(
        f' xmlns:{one}="{address}"' for one, address in NAMES_OF_BOXES.items() if f"xmlns:{one}=" not in head
    )
    ignored = "" if "mc:Ignorable" in head else ' mc:Ignorable="w14"'
    return xml.replace(head, f"{head[:-1]}{names}{ignored}>", 1)


def text_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def heads_of(path: Path) -> list[str]:
    return [
        text_of(etree.fromstring(data))
        for name, data in sorted(parts_of(path).items())
        if re.search(r"/(header|footer)\d*\.xml$", name)
    ]


def test_a_report_takes_cover_header_footer_and_pages(
    run: Run, house: Path, tmp_path: Path, problems_of: Problems
) -> None:
    """Placeholders are filled in, also where they were cut; nothing is left to repair."""
    ran = run("report", "library.yaml", "--template", house, "-o", "out.docx", "--on", "2026-11-24")
    assert ran.status == 0, ran.err
    assert problems_of(tmp_path / "out.docx") == []
    body = Document("out.docx").element.body
    texts = [text for one in body.iterchildren(f"{W}p") if (text := text_of(one))]
    assert texts[:3] == [
        "Shorter hours at Mill Lane library",
        "Prepared by Reedham Council, version 2.1, Version 2.1, 3 February 2026, 3 February 2026",
        "Foreword",
    ]
    assert texts[-2:] == ["How to complain", "Write to Reedham Council."]
    heads = heads_of(tmp_path / "out.docx")
    assert "Front page of Reedham Council" in heads
    assert "Reedham Council, 3 February 2026Page " in heads
    assert any("Mill Lane library" in one for one in heads)
    assert not any("[" in one for one in heads + texts)
    assert all(one.find(f"{W}pgMar").get(f"{W}left") == "850" for one in body.iter(f"{W}sectPr"))


def test_every_relation_leads_somewhere_and_every_part_is_used(run: Run, house: Path, tmp_path: Path) -> None:
    """The logo, the headers: all is there, nothing else is."""
    run("report", "library.yaml", "--template", house, "-o", "out.docx", "--on", "2026-11-24")
    parts = parts_of(tmp_path / "out.docx")
    used = set()
    for name, data in parts.items():
        if name.endswith(".rels"):
            folder = name.rpartition("_rels/")[0]
            for one in etree.fromstring(data):
                if one.get("TargetMode") != "External":
                    target = one.get("Target")
                    path = target[1:] if target.startswith("/") else (Path(folder) / target).as_posix()
                    used.add(re.sub(r"[^/]+/\.\./", "", path))
    assert used - parts.keys() == set()
    kept = {name for name in parts if not name.endswith(".rels") and name != "[Content_Types].xml"}
    assert kept - used == set()
    types = parts["[Content_Types].xml"].decode()
    assert all(f'"/{name}"' in types for name in kept if name.startswith("word/house/"))
    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            folder, _, base = name.rpartition("/")
            relations = parts.get(f"{folder}/_rels/{base}.rels", b"<none/>")
            known = {one.get("Id") for one in etree.fromstring(relations)}
            ids = {
                value
                for one in etree.fromstring(data).iter()
                for key, value in one.attrib.items()
                if key.startswith(R)
            }
            assert ids <= known, name


def test_their_styles_win_and_ours_take_on_their_look(run: Run, house: Path) -> None:
    """Georgia and blue, in styles that the template has and in those that it has not."""
    run("report", "library.yaml", "--template", house, "-o", "out.docx", "--on", "2026-11-24")
    styles = Document("out.docx").styles
    assert styles["Heading 1"].font.size.pt == 22
    assert str(styles["Heading 1"].font.color.rgb) == "12308A"
    grid = styles["Report Grid"].element
    assert grid.find(f"{W}tblStylePr/{W}tcPr/{W}shd").get(f"{W}fill") == "12308A"
    assert styles["Gap"].base_style.name == "Normal"
    assert styles["Gap"].font.name is None


def numbers_of_headings(path: Path) -> dict[str, str]:
    """Text of headings to the number that Word shows, worked out from styles and numbering."""
    parts = parts_of(path)
    styles = {
        one.get(f"{W}styleId"): one for one in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")
    }
    numbering = etree.fromstring(parts["word/numbering.xml"])

    def number(style: str | None) -> tuple[str, int]:
        level = None
        while style in styles:
            found = styles[style].find(f"{W}pPr/{W}numPr")
            if found is not None:
                shown = found.find(f"{W}ilvl")
                level = int(shown.get(f"{W}val")) if level is None and shown is not None else level
                if found.find(f"{W}numId") is not None:
                    return found.find(f"{W}numId").get(f"{W}val"), level or 0
            based = styles[style].find(f"{W}basedOn")
            style = based.get(f"{W}val") if based is not None else None
        return "0", 0

    counts: dict[str, list[int]] = {}
    shown = {}
    for paragraph in etree.fromstring(parts["word/document.xml"]).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        list_id, level = number(style.get(f"{W}val") if style is not None else None)
        num = numbering.find(f"{W}num[@{W}numId='{list_id}']/{W}abstractNumId")
        if num is None:
            continue
        abstract = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{num.get(f'{W}val')}']")
        if abstract.find(f"{W}lvl/{W}numFmt").get(f"{W}val") != "decimal":
            continue
        count = counts.setdefault(list_id, [0] * 9)
        count[level] += 1
        count[level + 1 :] = [0] * (8 - level)
        shown.setdefault(text_of(paragraph), ".".join(map(str, count[: level + 1])))
    return shown


@pytest.mark.parametrize("plain", [True, False], ids=["python-docx", "house"])
def test_chapters_have_the_numbers_that_the_text_speaks_of(
    run: Run, house: Path, tmp_path: Path, plain: bool
) -> None:
    """Whatever is numbered or not in the template, and whatever headings its cover has."""
    if plain:
        Document().save(str(house))
    run("report", "library.yaml", "--template", house, "-o", "out.docx", "--on", "2026-11-24")
    shown = numbers_of_headings(tmp_path / "out.docx")
    html = (
        run("report", "library.yaml", "-o", "out.html", "--on", "2026-11-24") and Path("out.html").read_text()
    )
    chapters = re.findall(r'<h2[^>]*><span class="number">(\d+) ?</span>([^<]+)</h2>', html)
    assert len(chapters) > 5
    assert {title: shown.get(title) for _, title in chapters} == {title: number for number, title in chapters}
    assert "Foreword" not in shown
    assert "Contents" not in shown


def test_numbering_of_theirs_stays(run: Run, house: Path, tmp_path: Path, problems_of: Problems) -> None:
    """A template whose headings have numbers of their own keeps them."""
    run("template", "make", house, "-o", "made.docx")
    made = Document("made.docx")
    numbering = made.part.numbering_part.element
    before = etree.tostring(numbering)
    run("report", "library.yaml", "--template", "made.docx", "-o", "out.docx", "--on", "2026-11-24")
    assert problems_of(tmp_path / "out.docx") == []
    after = Document("out.docx").part.numbering_part.element
    assert len(after.findall(f"{W}abstractNum")) == len(etree.fromstring(before).findall(f"{W}abstractNum"))
    assert numbers_of_headings(tmp_path / "out.docx")["Summary"] == "1"


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_extracting_says_nothing_was_edited(run: Run, house: Path, suffix: str) -> None:
    """Cover and back matter are the template's, and no edit of the report."""
    run("report", "library.yaml", "--template", house, "-o", f"out{suffix}", "--on", "2026-11-24")
    ran = run("extract", f"out{suffix}")
    assert ran.status == 0
    assert "edited" not in ran.err
    assert "changed" not in ran.err


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_the_same_twice_is_the_same(run: Run, house: Path, suffix: str) -> None:
    """Byte for byte."""
    for name in ("one", "two"):
        run("report", "library.yaml", "--template", house, "-o", f"{name}{suffix}", "--on", "2026-11-24")
    assert Path(f"one{suffix}").read_bytes() == Path(f"two{suffix}").read_bytes()


def test_open_document_has_cover_logo_and_page_numbers(run: Run, house: Path, tmp_path: Path) -> None:
    """The same look, through the same template."""
    ran = run("report", "library.yaml", "--template", house, "-o", "out.odt", "--on", "2026-11-24")
    assert ran.status == 0, ran.err
    parts = parts_of(tmp_path / "out.odt")
    styles, content = parts["styles.xml"].decode(), parts["content.xml"].decode()
    for text in (styles, content):
        etree.fromstring(text.encode())
    pictures = {name for name in parts if name.startswith("Pictures/") and name.endswith(".png")}
    assert pictures
    assert set(re.findall(r'xlink:href="(Pictures/[^"]+png)"', styles + content)) == pictures
    assert "text:page-number" in styles
    assert "Front page of Reedham Council" in styles
    assert 'fo:margin-left="42.5pt"' in styles
    assert "Foreword" in content
    assert "Write to Reedham Council." in content


SUBJECTS = (
    ("report", "library.yaml", "--on", "2026-11-24"),
    ("register", ".", "--on", "2026-11-24"),
    ("compare", "library.yaml", "library.yaml", "--on", "2026-11-24"),
    ("audit", "guidance.md", "--on", "2026-11-24", "--jurisdiction", "england", "--fail-on", "never"),
    ("letter", "cover-note", "audit.json"),
    ("form", "library.yaml", "--on", "2026-11-24"),
)


@pytest.mark.parametrize("words", SUBJECTS, ids=[words[0] for words in SUBJECTS])
def test_every_subject_takes_it(
    run: Run, house: Path, tmp_path: Path, words: tuple[str, ...], problems_of: Problems
) -> None:
    """Wherever a Word file is made."""
    (tmp_path / "guidance.md").write_text("# Lettings\n\nWe are committed to equality.\n")
    if words[0] == "letter":
        run(
            "audit",
            "guidance.md",
            "-o",
            "audit.json",
            "--on",
            "2026-11-24",
            "--jurisdiction",
            "england",
            "--no-cache",
        )
    ran = run(*words, "--template", house, "-o", "out.docx")
    assert ran.status == 0, ran.err
    assert problems_of(tmp_path / "out.docx") == []
    assert "Foreword" in text_of(Document("out.docx").element.body)


def test_a_form_in_a_house_comes_back_as_it_went(run: Run, house: Path) -> None:
    """What the house says around it is nobody's answer."""
    run("form", "library.yaml", "--template", house, "-o", "form.docx", "--on", "2026-11-24")
    ran = run("import", "form.docx", "library.yaml", "--dry-run")
    assert ran.status == 0, ran.err
    assert "not placed" not in ran.out + ran.err


def test_a_style_of_their_own_can_be_named_in_own_wording(run: Run, house: Path) -> None:
    """By “house-” and its name."""
    document = Document(str(house))
    document.styles.add_style("Summary Box", WD_STYLE_TYPE.PARAGRAPH)
    document.save(str(house))
    Path("ours/partials").mkdir(parents=True)
    Path("ours/partials/cover.html.j2").write_text(
        '<p class="house-summary-box">In a box.</p>{% include "eiagen/partials/cover.html.j2" %}'
    )
    words = ("report", "library.yaml", "--template", house, "--templates", "ours", "--on", "2026-11-24")
    ran = run(*words, "-o", "out.docx")
    assert ran.status == 0, ran.err
    boxed = next(one for one in Document("out.docx").paragraphs if one.text == "In a box.")
    assert boxed.style.name == "Summary Box"


def test_what_word_makes_of_a_cover_survives(
    run: Run, house: Path, tmp_path: Path, edit: Edit, problems_of: Problems
) -> None:
    """A text box with its stand-in, a bound control, a link and a footnote."""
    edit(house, "word/document.xml", lambda xml: _with_names(xml).replace("<w:body>", f"<w:body>{COVER}", 1))
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"{}/>'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = relation.format("rLink1", kinds, "hyperlink", "https://reedham.example/", ' TargetMode="External"')
    notes = relation.format("rNotes", kinds, "footnotes", "footnotes.xml", "")
    edit(
        house,
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace("</Relationships>", f"{link}{notes}</Relationships>"),
    )
    edit(house, "word/footnotes.xml", lambda _: FOOTNOTES)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    edit(
        house,
        "[Content_Types].xml",
        lambda xml: xml.replace(
            "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
        ),
    )
    ran = run("report", "library.yaml", "--template", house, "-o", "out.docx", "--on", "2026-11-24")
    assert ran.status == 0, ran.err
    assert problems_of(tmp_path / "out.docx") == []
    parts = parts_of(tmp_path / "out.docx")
    text = parts["word/document.xml"].decode()
    assert text.count("Box of Reedham Council") == 2
    assert "dataBinding" not in text
    assert "https://reedham.example/" in parts["word/_rels/document.xml.rels"].decode()
    assert "A note by Reedham Council." in parts["word/footnotes.xml"].decode()
    root = etree.fromstring(parts["word/document.xml"])
    for choice in root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"):
        assert choice.get("Requires") in choice.nsmap
    drawn = [one.get("id") for one in root.iter() if str(one.tag).endswith("}docPr")]
    assert len(drawn) == len(set(drawn))


def test_without_the_mark_the_body_is_left_out(run: Run, tmp_path: Path, house: Path) -> None:
    """And the pages and headers are taken, also those that a section takes over from the one before."""
    document = Document(str(house))
    for paragraph in document.paragraphs:
        if paragraph.text == "[report]":
            paragraph.runs[0].text = "Here it was"
    document.save("house.docx")
    run("report", "library.yaml", "--template", "house.docx", "-o", "out.docx", "--on", "2026-11-24")
    text = text_of(Document("out.docx").element.body)
    assert "Here it was" not in text
    assert "Foreword" not in text
    assert "Front page of Reedham Council" in heads_of(tmp_path / "out.docx")


def test_landscape_pages_turn_the_house_s(run: Run, house: Path) -> None:
    """A wide table stands on the body's page turned, with its margins and headers."""
    run("register", ".", "--template", house, "-o", "out.docx", "--on", "2026-11-24")
    sections = list(Document("out.docx").element.body.iter(f"{W}sectPr"))
    turned = [one for one in sections if one.find(f"{W}pgSz").get(f"{W}orient") == "landscape"]
    assert turned
    assert turned[0].find(f"{W}pgSz").get(f"{W}w") == "16838"
    assert turned[0].find(f"{W}headerReference") is not None
    assert turned[0].find(f"{W}titlePg") is None


def test_tracked_changes_comments_and_macros_stay_behind(
    run: Run, house: Path, tmp_path: Path, edit: Edit, problems_of: Problems
) -> None:
    """A change is taken as accepted; what runs is never taken."""

    def change(xml: str) -> str:
        inserted = '<w:ins w:id="7" w:author="A"><w:r><w:t>ly new</w:t></w:r></w:ins>'
        deleted = '<w:del w:id="8" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>'
        return xml.replace("<w:t>Foreword</w:t></w:r>", f"<w:t>Foreword</w:t></w:r>{inserted}{deleted}")

    edit(house, "word/document.xml", change)
    edit(house, "word/vbaProject.bin", lambda _: "x")
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    edit(
        house,
        "[Content_Types].xml",
        lambda xml: xml.replace(main, macros).replace(
            "</Types>",
            '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ),
    )
    ran = run("report", "library.yaml", "--template", house, "-o", "out.docx", "--on", "2026-11-24")
    assert ran.status == 0, ran.err
    parts = parts_of(tmp_path / "out.docx")
    assert not any("vba" in name for name in parts)
    assert b"Forewordly new" in etree.tostring(
        etree.fromstring(parts["word/document.xml"]), method="text", encoding="utf-8"
    )
    assert b"<w:ins " not in parts["word/document.xml"]
    assert problems_of(tmp_path / "out.docx") == []


NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=30
).filter(str.strip)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.tuples(NAMES, st.sampled_from((1, 2, 3))), max_size=6), ours=st.data())
def test_any_style_names_will_do(
    run: Run, tmp_path: Path, problems_of: Problems, names: list[tuple[str, int]], ours: st.DataObject
) -> None:
    """Theirs may be called anything, also what ours are called, in another case and of another kind."""
    known = (
        "Gap",
        "GAP FIX",
        "Table Text",
        "report grid",
        "annex",
        "Hyperlink",
        "Not Written",
        "toc 1",
        "Bar",
    )
    names = names + ours.draw(
        st.lists(st.tuples(st.sampled_from(known), st.sampled_from((1, 2, 3))), max_size=6)
    )
    document = Document()
    for name, kind in names:
        if name not in document.styles:
            document.styles.add_style(name, WD_STYLE_TYPE(kind))
    document.save(str(tmp_path / "any.docx"))
    ran = run(
        "report",
        "library.yaml",
        "--template",
        "any.docx",
        "-o",
        "any-out.docx",
        "--on",
        "2026-11-24",
        "--force",
    )
    assert ran.status == 0, ran.err
    # A template may have flaws of its own; none may be ours.
    flaws = {re.sub(r"^.*?: ", "", one) for one in problems_of(tmp_path / "any.docx")}
    assert {re.sub(r"^.*?: ", "", one) for one in problems_of(tmp_path / "any-out.docx")} - flaws == set()
    root = etree.fromstring(parts_of(tmp_path / "any-out.docx")["word/styles.xml"])
    ids = [one.get(f"{W}styleId") for one in root.iter(f"{W}style")]
    assert len(ids) == len(set(ids))
    used = {
        one.get(f"{W}val")
        for one in Document("any-out.docx").element.body.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    assert used <= set(ids)
    assert (
        run(
            "report",
            "library.yaml",
            "--template",
            "any.docx",
            "-o",
            "any-out.odt",
            "--on",
            "2026-11-24",
            "--force",
        ).status
        == 0
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_libreoffice_opens_it(run: Run, house: Path, tmp_path: Path, suffix: str) -> None:
    """And shows cover, report and back matter."""
    run("report", "library.yaml", "--template", house, "-o", f"out{suffix}", "--on", "2026-11-24")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", f"out{suffix}"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = Path("out.txt").read_text()
    assert text.index("Foreword") < text.index("Summary") < text.index("How to complain")


def test_a_template_that_libreoffice_wrote(
    run: Run, house: Path, tmp_path: Path, problems_of: Problems
) -> None:
    """Its names and sections are written otherwise than Word's."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed here")
    (tmp_path / "lo").mkdir()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", "lo", "house.docx"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    ran = run("report", "library.yaml", "--template", "lo/house.docx", "-o", "out.docx", "--on", "2026-11-24")
    assert ran.status == 0, ran.err
    before = {re.sub(r"^.*?: ", "", one) for one in problems_of(tmp_path / "lo/house.docx")}
    assert {re.sub(r"^.*?: ", "", one) for one in problems_of(tmp_path / "out.docx")} - before == set()
    assert "How to complain" in text_of(Document("out.docx").element.body)
