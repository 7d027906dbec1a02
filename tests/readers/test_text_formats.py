"""Markdown, plain text, RTF and legacy Word."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from eiagen.document import Document
from eiagen.errors import EiagenError
from eiagen.readers import read_bytes

from .make_documents import docx, para


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(passage.kind, passage.text) for passage in document.passages]


def markdown(text: str) -> Document:
    return read_bytes(text.encode(), "page.md")


def test_markdown_front_matter_and_inline_marks() -> None:
    document = markdown(
        "---\ntitle: Stalls in town\nowner: x\n---\n\nA **bold** and _slanted_ `a_b` [link](http://a.example/b_(c))\n"
        "and ![a square](x.png), 2 * 3 * 4, snake_case_word, \\*not\\* &amp; <http://b.example>.[^1]\n\n"
        "[^1]: A note.\n\n[ref]: http://c.example\n<!-- hidden\n# no\n-->\n"
    )
    assert document.title == "Stalls in town"
    assert kinds(document) == [
        (
            "paragraph",
            "A bold and slanted a_b link and a square, 2 * 3 * 4, snake_case_word, *not* & http://b.example.",
        ),
        ("note", "A note."),
    ]
    assert [p.place.line for p in document.passages] == [6, 9]


def test_markdown_blocks() -> None:
    document = markdown(
        "Title\n=====\nSub\n---\n\n# One #\n1. first\n   goes on\n2. second\n    - deeper\n\n"
        "> quoted\n> twice\n\n"
        "```py\n# no heading\nx = 1\n```\n\na | b\n--|--\n`1` | \\| \n***\nend\n"
    )
    assert kinds(document) == [
        ("heading", "Title"), ("heading", "Sub"), ("heading", "One"), ("item", "1. first goes on"),
        ("item", "2. second"), ("item", "deeper"), ("paragraph", "quoted twice"),
        ("paragraph", "# no heading x = 1"),
        ("cell", "a"), ("cell", "b"), ("cell", "1"), ("cell", "|"), ("paragraph", "end"),
    ]  # fmt: skip


HARD_LINES = """The council has thought about who will be touched by the change, and
has asked the people who sell there what they would need if they were
to move to the new square.

1.2 Nobody has to move before the spring. Those who can't are to be helped
by the market officer in person.

Who was asked

• the traders
• the people who live above the shops, of whom many are older and go
out rarely
"""


def test_lines_are_put_together_to_paragraphs() -> None:
    document = read_bytes(
        HARD_LINES.replace("\n", "\r\n").encode("cp1252", "replace").replace(b"?", b"\x95"), "a.txt"
    )
    found = kinds(document)
    assert found[0][1].endswith("to move to the new square.")
    assert [kind for kind, _ in found] == ["paragraph", "item", "heading", "item", "item"]
    assert found[-1] == (
        "item",
        "the people who live above the shops, of whom many are older and go out rarely",
    )
    assert document.passages[1].place.line == 5


def test_one_paragraph_a_line() -> None:
    long = (
        "This paragraph is on one line however long, as a program writes it that leaves folding to others. "
    )
    document = read_bytes(f"Aims\n{long * 2}\nShort one.\n{long}\n".encode(), "a.txt")
    assert [p.text for p in document.passages] == ["Aims", (long * 2).strip(), "Short one.", long.strip()]


def test_pages_of_pdftotext() -> None:
    pages = [
        f"Market plan 2031\n\n{name}\n\nThe stalls on the square are let by the month, and this page says\n"
        "how the rent is set for each of them, and by whom.\n\n"
        f"It also says what traders on the {name} pay.\n\n     Page {n} of 4\n"
        for n, name in enumerate(("North side", "South side", "Steps", "Corner"), start=2)
    ]
    pages.insert(0, "Contents\n\nAims . . . . . . . . 2\nRent .......... 4\n")
    document = read_bytes("\f".join(pages).encode(), "a.txt")
    assert document.pages == 5
    assert kinds(document)[:3] == [("heading", "Contents"), ("contents", "Aims"), ("contents", "Rent")]
    assert not [p.text for p in document.passages if "Market plan" in p.text or "of 4" in p.text]
    assert [p.place.page for p in document.passages if p.text.startswith("The stalls")] == [2, 3, 4, 5]


RTF = r"""{\rtf1\ansi\ansicpg1252\deff0\deflang2057{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}
{\info{\title Stalls}}{\header Running head\par}{\*\unknown nothing}
\pard\outlinelevel0 Aims\par
\pard Caf\'e9 \u8364 ?5 {\v unseen}{\deleted gone }{\b bold}
{\f1 \'c4\'e0}\u-10179?\u-8704?{\*\bkmkstart x}.{\footnote \pard At the foot.}\par
{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt \pard In the box\par}}{\shprslt twice}}After\line it\par
{\*\atnid AC}{\*\atnauthor A. Clerk}\chatn{\*\annotation \pard Is this so?\par}
{\field{\*\fldinst HYPERLINK "http://a.example"}{\fldrslt a link}}\par}"""


def test_rich_text() -> None:
    document = read_bytes(RTF.encode("ascii"), "a.rtf")
    assert (document.title, document.language) == ("Stalls", "en-GB")
    assert kinds(document) == [
        ("heading", "Aims"),
        ("paragraph", "Café €5 boldДа😀."),
        ("note", "At the foot."),
        ("paragraph", "After it"),
        ("paragraph", "In the box"),
        ("paragraph", "a link"),
    ]
    assert [p.place.note for p in document.passages] == ["", "", "footnote 1", "", "text box", ""]
    assert [(c.text, c.place.note) for c in document.comments] == [("Is this so?", "comment by A. Clerk")]


def test_legacy_word_without_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "doc2docx", None)  # how Python says that a package is not installed
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
    with pytest.raises(EiagenError, match=r"open it in Word or LibreOffice and save it as \.docx"):
        read_bytes(data, "old.doc")


def test_old_word_says_that_boxes_may_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"body": para("\ufffc\ufffcBeside a box \ufffc.") + para("\ufffc") + para("After it")}
    monkeypatch.setitem(
        sys.modules,
        "doc2docx",
        SimpleNamespace(convert=lambda _, target: Path(target).write_bytes(docx(found["body"]))),
    )
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
    document = read_bytes(data, "old.doc")
    assert [p.text for p in document.passages] == ["Beside a box .", "After it"]
    (warning,) = document.warnings
    assert "text boxes or pictures" in warning
    found["body"] = para("No box")
    assert read_bytes(data, "old.doc").warnings == ()


def test_the_sign_for_a_picture_is_no_text() -> None:
    document = markdown("# Stalls\n\nBring \ufffc a\ufffc roof.\n\n\ufffc\n")
    assert [p.text for p in document.passages] == ["Stalls", "Bring a roof."]


def test_underlined_headings() -> None:
    document = read_bytes(
        b"STALLS\n======\n\nBring a roof.\n\n1. Who may come\n---------------\nBakers may.\n"
        b"Growers as well\n2.1 When\n~~~~~~~~\n- on Monday\n-----------\nThat is all.\n------\n\n"
        b"-----\nAsk us\nor our clerk\n-----\nor the\nothers\n------\n",
        "a.txt",
    )
    assert [(p.kind, p.level, p.text) for p in document.passages] == [
        ("heading", 1, "STALLS"),
        ("paragraph", 0, "Bring a roof."),
        ("heading", 1, "1. Who may come"),
        ("paragraph", 0, "Bakers may."),
        ("paragraph", 0, "Growers as well"),
        ("heading", 2, "2.1 When"),
        ("item", 1, "on Monday"),
        ("paragraph", 0, "That is all."),
        ("paragraph", 0, "Ask us or our clerk"),
        ("paragraph", 0, "or the"),
        ("heading", 2, "others"),
    ]


def test_struck_markdown() -> None:
    document = markdown(
        "# Stalls\n\nOne ~~two~~ <del>three</del>\\~~four\\~~ `~~five~~` ~six~ ~~ seven.\n\n"
        "1. ~~eight~~\n2. nine\n"
    )
    assert [p.text for p in document.passages] == [
        "Stalls",
        "One ~~four~~ ~~five~~ ~six~ ~~ seven.",
        "2. nine",
    ]


def test_numbers_with_a_sign_in_rich_text() -> None:
    data = (
        rb"{\rtf1\ansi\pard{\listtext \'a71\tab}Aims\par\pard{\listtext \'a7\tab}a bullet\par"
        rb"{\listtext o\tab}another\par}"
    )
    assert [p.text for p in read_bytes(data, "a.rtf").passages] == ["§1 Aims", "a bullet", "another"]


def test_a_word_that_a_line_end_divides_is_one_word_again() -> None:
    text = (
        "Guidance on street prostitution\n\nOfficers who are called to a street where there is prosti-\n"
        "tution speak to people on their own, and offer a follow-\nup visit within a week, a well-\n"
        "known help. A follow-up is no search.\n"
    )
    assert read_bytes(text.encode(), "a.txt").passages[-1].text == (
        "Officers who are called to a street where there is prostitution speak to people on their own, and "
        "offer a follow-up visit within a week, a well-known help. A follow-up is no search."
    )


def test_a_range_that_a_line_end_divides_is_one_again() -> None:
    text = (
        "The plan covers the years of the strategy for the whole of the county, that is 2018–\n"
        "2021, and no other years at all. It was agreed by all of the district councils in 10-\n"
        "12 weeks, and it will be looked at again by the county and the districts in one year.\n"
    )
    found = read_bytes(text.encode(), "plan.txt").passages[0].text
    assert "that is 2018–2021, and" in found
    assert "in 10-12 weeks" in found


def test_letters_that_are_set_as_one_sign_are_letters() -> None:
    assert read_bytes("Staﬀ oﬀer to ﬁll it in, and ﬂy.".encode(), "a.txt").passages[0].text == (
        "Staff offer to fill it in, and fly."
    )


def test_the_mark_of_a_list_in_rtf_changes_nothing_about_its_paragraph() -> None:
    data = (
        rb"{\rtf1\ansi{\stylesheet{\s1\outlinelevel0 heading 1;}{\s15 Title;}}"
        rb"\pard\s15 Guidance\par"
        rb"\pard\s1\outlinelevel0{\listtext\pard\plain 1\tab}Equality\par\pard\plain Text.\par"
        rb"\trowd\cellx100\cellx200\pard\intbl Disabled\cell"
        rb"\pard\intbl{\listtext\pard\plain (a)\tab}Easy read.\cell\row\pard After.\par}"
    )
    document = read_bytes(data, "a.rtf")
    assert kinds(document) == [
        ("heading", "Guidance"), ("heading", "1 Equality"), ("paragraph", "Text."),
        ("cell", "Disabled"), ("cell", "(a) Easy read."), ("paragraph", "After."),
    ]  # fmt: skip
    assert document.passages[3].place.headings == ("1 Equality",)
