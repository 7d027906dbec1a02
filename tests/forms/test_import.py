"""`eiagen import` of our own form: what each side changed, what cannot be read, and that nothing is lost."""

from __future__ import annotations

import io
import itertools
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from eiagen.cli import main

from .make_forms import answered, control, edited, ticked

TEXT = """\
# Kept by the equality lead.
title: Library hours   # as in the forward plan
body:
  name: Northgate Borough Council
purpose:
  aims:
    - Save 96,000 pounds a year.
evidence:
  - id: e1
    claim: 64 people come on a Monday.
    date: 2025-11
  # The survey is the better source.
  - id: survey
    claim: Most come from two wards.
impacts:
  - id: mondays
    characteristics: [sex]
    direction: negative
    finding: Women come more often on Mondays.
    evidence: [e1]
    mitigation:
      - measure: Open late on Tuesdays.
actions:
  - action: Tell users.
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an assessment and its form, and the person in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library.yaml").write_text(TEXT, encoding="utf-8")
    assert (
        main(["form", "library.yaml", "-o", "form.docx", "--on", "2026-11-24", "--jurisdiction", "england"])
        == 0
    )
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command with what somebody types meanwhile: status, output and messages."""

    def it(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        capsys.readouterr()
        status = main(list(words))
        said = capsys.readouterr()
        return status, said.out, said.err

    return it


def fill(folder: Path, *changes: Callable[[str], str], name: str = "form.docx") -> None:
    """The form with changes made to its document, in place."""
    path = folder / name
    for change in changes:
        path.write_bytes(edited(path.read_bytes(), change))


def write(tag: str, text: str, number: int = 0) -> Callable[[str], str]:
    """An answer written into a control."""
    return lambda xml: answered(xml, tag, text, number)


def values(folder: Path) -> Any:
    """What the assessment says now."""
    return yaml.safe_load((folder / "library.yaml").read_text(encoding="utf-8"))


def test_answers_go_in_and_all_else_stays_as_it_was(folder: Path, run: Run) -> None:
    fill(
        folder,
        write("purpose.summary", "Close on Mondays.\nOpen late on Tuesdays."),
        write("evidence.0.date", "3 March 2026"),
        write("impacts.0.direction", "Mixed"),
        lambda xml: ticked(xml, "impacts.0.characteristics=age"),
    )
    status, out, _ = run("import", "form.docx", "library.yaml", typed="y\n")
    assert status == 0
    assert "What it is for: What is proposed?\n  + Close on Mondays. Open late on Tuesdays.\n" in out
    assert "Effect 1: Good or bad?\n  - negative\n  + mixed\n" in out
    text = (folder / "library.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Kept by the equality lead.\ntitle: Library hours   # as in the forward plan\n")
    assert "  # The survey is the better source.\n  - id: survey\n" in text
    assert "    date: 2026-03-03\n" in text
    after = values(folder)
    assert after["purpose"]["summary"] == "Close on Mondays.\nOpen late on Tuesdays."
    assert after["impacts"][0]["characteristics"] == ["sex", "age"]
    assert run("import", "form.docx", "library.yaml", "--yes")[1] == "library.yaml: nothing to change\n"


def test_no_is_no(folder: Path, run: Run) -> None:
    fill(folder, write("title", "Another"))
    assert run("import", "form.docx", "library.yaml", typed="n\n")[0] == 1
    assert run("import", "form.docx", "library.yaml", "--dry-run")[0] == 0
    status, _, err = run("import", "form.docx", "library.yaml")
    assert (status, "give --yes" in err) == (2, True)
    assert (folder / "library.yaml").read_text(encoding="utf-8") == TEXT


def test_what_only_the_file_changed_is_kept(folder: Path, run: Run) -> None:
    changed = TEXT.replace("Most come from two wards.", "Most come from three wards.")
    (folder / "library.yaml").write_text(changed, encoding="utf-8")
    assert run("import", "form.docx", "library.yaml", "--yes")[:2] == (0, "library.yaml: nothing to change\n")


def both(folder: Path) -> None:
    changed = TEXT.replace("Most come from two wards.", "Most come from three wards.")
    (folder / "library.yaml").write_text(changed, encoding="utf-8")
    fill(folder, write("evidence.1.claim", "Most come from one ward."), write("contact", "Libraries"))


def test_what_both_changed_is_put_before_the_person(folder: Path, run: Run) -> None:
    both(folder)
    status, out, _ = run("import", "form.docx", "library.yaml", typed="f\ny\n")
    assert status == 0
    assert (
        "when the form was made: Most come from two wards.\n  the file now: Most come from three wards."
        in out
    )
    assert values(folder)["evidence"][1]["claim"] == "Most come from one ward."


@pytest.mark.parametrize(("side", "kept"), [("--theirs", "one ward"), ("--mine", "three wards")])
def test_a_side_can_be_chosen_for_all(folder: Path, run: Run, side: str, kept: str) -> None:
    both(folder)
    assert run("import", "form.docx", "library.yaml", "--yes", side)[0] == 0
    after = values(folder)
    assert after["evidence"][1]["claim"] == f"Most come from {kept}."
    assert after["contact"] == "Libraries"


def test_nothing_is_written_while_a_conflict_is_open(folder: Path, run: Run) -> None:
    both(folder)
    before = (folder / "library.yaml").read_bytes()
    status, _, err = run("import", "form.docx", "library.yaml", "--yes")
    assert status == 2
    assert "Source 2: What does it show?: the form and the file say different things" in err
    assert (folder / "library.yaml").read_bytes() == before


def test_rows_are_added_taken_out_and_moved(folder: Path, run: Run) -> None:
    def move_and_take_out(xml: str) -> str:
        first, last = control(xml, "evidence.0"), control(xml, "evidence.1")
        xml = xml[: first[0]] + xml[last[0] : last[1]] + xml[first[0] : first[1]] + xml[last[1] :]
        start, end = control(xml, "actions.0")
        return xml[:start] + xml[end:]

    fill(
        folder,
        write("evidence.+0.claim", "The census counts 9,400 women."),
        write("evidence.+0.source", "Census 2021"),
        write("impacts.0.mitigation.+0.measure", "A van on Mondays."),
        move_and_take_out,
    )
    status, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert status == 0
    assert "Action 1\n  - Tell users.\n  + (taken out)\n" in out
    assert "no id was given; it became “census-2021”" in out
    after = values(folder)
    assert [one["id"] for one in after["evidence"]] == ["survey", "e1", "census-2021"]
    assert not after["actions"]
    assert [one["measure"] for one in after["impacts"][0]["mitigation"]] == [
        "Open late on Tuesdays.",
        "A van on Mondays.",
    ]


def test_a_row_copied_by_hand_is_a_new_one_with_an_id_of_its_own(folder: Path, run: Run) -> None:
    """As in LibreOffice, which has no sign to add one and keeps no frames."""

    def copy(xml: str) -> str:
        xml = re.sub(r"<w15:repeatingSection(Item/>|>.*?</w15:repeatingSection>)", "", xml)
        start, end = control(xml, "evidence.1")
        return xml[:end] + xml[start:end] + xml[end:]

    fill(folder, copy, write("evidence.1.claim", "Half come on foot.", 1))
    status, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert status == 0
    assert "the id “survey” is another’s already; this one became “survey-2”" in out
    assert [(one["id"], one["claim"]) for one in values(folder)["evidence"]] == [
        ("e1", "64 people come on a Monday."),
        ("survey", "Most come from two wards."),
        ("survey-2", "Half come on foot."),
    ]


def test_blocks_that_word_adds_are_rows_of_their_own(folder: Path, run: Run) -> None:
    """Word copies the last block, frame and tags and all, and empties it."""

    def add(xml: str) -> str:
        start, end = control(xml, "impacts.+0")
        return xml[:end] + xml[start:end] + xml[end:]

    fill(
        folder,
        add,
        write("impacts.+0.finding", "Men come less."),
        write("impacts.+0.mitigation.+0.measure", "Open late."),
        write("impacts.+0.mitigation.+0.measure", "A second van.", 1),
    )
    assert run("import", "form.docx", "library.yaml", "--yes")[0] == 0
    assert values(folder)["impacts"][1:] == [
        {"finding": "Men come less.", "mitigation": [{"measure": "Open late."}]},
        {"mitigation": [{"measure": "A second van."}]},
    ]


def test_what_refers_to_an_id_follows_it(folder: Path, run: Run) -> None:
    fill(folder, write("evidence.0.id", "register"))
    _, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert "“e1” is now “register”, and what refers to it was changed with it" in out
    after = values(folder)
    assert (after["evidence"][0]["id"], after["impacts"][0]["evidence"]) == ("register", ["register"])


def test_an_id_that_another_has_is_not_taken(folder: Path, run: Run) -> None:
    fill(folder, write("evidence.0.id", "survey"))
    _, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert "the id “survey” is another’s already, so this one stays as it is" in out
    assert [one["id"] for one in values(folder)["evidence"]] == ["e1", "survey"]


def test_a_form_that_is_open_elsewhere_is_read_with_a_warning(folder: Path, run: Run) -> None:
    (folder / ".~lock.form.docx#").write_text("somebody", encoding="utf-8")
    _, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert "note: form.docx seems to be open in a word processor" in out


def test_a_row_changed_here_and_taken_out_there_is_asked_about(folder: Path, run: Run) -> None:
    fill(folder, lambda xml: xml[: control(xml, "actions.0")[0]] + xml[control(xml, "actions.0")[1] :])
    (folder / "library.yaml").write_text(TEXT.replace("Tell users.", "Tell every user."), encoding="utf-8")
    status, out, _ = run("import", "form.docx", "library.yaml", typed="k\n")
    assert status == 0
    assert "the form: (taken out)" in out
    assert values(folder)["actions"] == [{"action": "Tell every user."}]


def test_what_cannot_be_read_is_told_and_kept_and_the_rest_goes_in(folder: Path, run: Run) -> None:
    fill(
        folder,
        write("dates.started", "early spring"),
        write("engagement.+0.title", "Survey"),
        write("engagement.+0.responses", "about forty"),
        write("impacts.0.evidence", "e1, e9"),
        write("contact", "Libraries"),
    )
    status, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert status == 0
    kept = yaml.safe_load((folder / "library.unplaced.yaml").read_text(encoding="utf-8"))
    assert [(one["text"], one["why"]) for one in kept] == [
        ("early spring", "write the day like 3 March 2026, or the month or the year alone"),
        ("about forty", "write a whole number in figures, for example 250"),
        ("e9", "there is no evidence with the id “e9” under evidence; there are: e1, survey"),
    ]
    assert kept[0]["place"].endswith("When the assessment was made › When was it begun?")
    assert all(one["text"] in out for one in kept)
    after = values(folder)
    assert after["contact"] == "Libraries"
    assert after["engagement"] == [{"id": "survey", "title": "Survey"}]
    assert after["impacts"][0]["evidence"] == ["e1"]


def test_controls_that_are_gone_change_nothing(folder: Path, run: Run) -> None:
    def take_out(xml: str) -> str:
        for tag in ("title", "impacts.0.finding"):
            start, end = control(xml, tag)
            xml = f"{xml[:start]}{xml[end:]}"
        start, end = control(xml, "evidence")
        return f"{xml[:start]}{xml[end:]}"

    fill(folder, take_out)
    status, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert status == 0
    for label in (
        "What is being assessed?",
        "Effect 1: What is the effect, and on whom?",
        "The evidence, source by source",
    ):
        assert f"note: {label}: its field is gone from the form, so it stays as it is" in out
    assert (folder / "library.yaml").read_text(encoding="utf-8") == TEXT


def test_text_whose_control_is_gone_and_text_beside_a_control_are_found(folder: Path, run: Run) -> None:
    def spoil(xml: str) -> str:
        start, end = control(xml, "contact")
        xml = f"{xml[:start]}<w:r><w:t>Libraries, 2nd floor</w:t></w:r>{xml[end:]}"
        _, end = control(xml, "version")
        xml = f"{xml[:end]}<w:r><w:t>0.3</w:t></w:r>{xml[end:]}"
        _, end = control(xml, "title")
        xml = f"{xml[:end]}<w:r><w:t>(working title)</w:t></w:r>{xml[end:]}"
        at = xml.index("<w:tbl>")
        return f"{xml[:at]}<w:p><w:r><w:t>Sorry, filled in in a hurry.</w:t></w:r></w:p>{xml[at:]}"

    fill(folder, spoil)
    _, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    after = values(folder)
    assert (after["contact"], after["version"]) == ("Libraries, 2nd floor", "0.3")
    assert "the answer stood beside its field and was taken" in out
    kept = yaml.safe_load((folder / "library.unplaced.yaml").read_text(encoding="utf-8"))
    assert sorted(one["text"] for one in kept) == ["(working title)", "Sorry, filled in in a hurry."]


def test_struck_out_text_is_not_read_and_that_is_said(folder: Path, run: Run) -> None:
    tracked = (
        '<w:del w:id="901" w:author="A"><w:r><w:delText>Northgate</w:delText></w:r></w:del>'
        '<w:ins w:id="902" w:author="A"><w:r><w:t>Southgate Council</w:t></w:r></w:ins>'
    )

    def track(xml: str) -> str:
        xml = answered(xml, "body.name", "HERE")
        return xml.replace('<w:r><w:t xml:space="preserve">HERE</w:t></w:r>', tracked)

    fill(folder, track)
    _, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert "there are tracked changes in the form" in out
    assert values(folder)["body"]["name"] == "Southgate Council"


def test_a_needed_answer_that_was_blanked_stays(folder: Path, run: Run) -> None:
    fill(folder, write("title", ""))
    _, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert "it is needed, so it stays as it is" in out
    assert values(folder)["title"] == "Library hours"


def test_a_form_that_no_longer_knows_its_past_takes_nothing_out(folder: Path, run: Run) -> None:
    fill(folder, write("evidence.0.claim", ""), write("contact", "Libraries"))
    path = folder / "form.docx"
    path.write_bytes(edited(path.read_bytes(), lambda _: "", "customXml/item1.xml"))
    status, out, _ = run("import", "form.docx", "library.yaml", "--yes")
    assert status == 0
    assert "the form no longer says what it was made from" in out
    after = values(folder)
    assert (after["contact"], after["evidence"][0]["claim"]) == ("Libraries", "64 people come on a Monday.")


def test_a_file_that_is_not_there_is_written_new(folder: Path, run: Run) -> None:
    fill(folder, write("contact", "Libraries"))
    status, out, _ = run("import", "form.docx", "copies/new.yaml", "--yes")
    assert status == 2
    status, out, _ = run("import", "form.docx", "new.yaml", "--yes")
    assert status == 0
    assert out.startswith("new.yaml: a new file\n")
    new = yaml.safe_load((folder / "new.yaml").read_text(encoding="utf-8"))
    assert new == {**values(folder), "contact": "Libraries"}


def test_a_form_of_another_version_is_refused(folder: Path, run: Run) -> None:
    path = folder / "form.docx"
    newer = edited(
        path.read_bytes(), lambda xml: xml.replace('version="1"', 'version="7"', 1), "customXml/item1.xml"
    )
    path.write_bytes(newer)
    status, _, err = run("import", "form.docx", "library.yaml", "--yes")
    assert status == 2
    assert "this is a form of version 7; this eiagen reads version 1: update eiagen" in err


def encrypted(folder: Path) -> None:
    (folder / "form.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 600
    )


def old_word(folder: Path) -> None:
    (folder / "form.docx").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
        + "eiagen form 1, made on 24 November 2026".encode("utf-16-le") + b"\0" * 600
    )  # fmt: skip


def cut_off(folder: Path) -> None:
    path = folder / "form.docx"
    path.write_bytes(path.read_bytes()[:9000])


def picture(folder: Path) -> None:
    (folder / "form.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 300)


def no_file(folder: Path) -> None:
    (folder / "form.docx").unlink()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (encrypted, "encrypted: save a copy without a password"),
        (old_word, "saved in Word’s old format (.doc), which keeps no fields"),
        (cut_off, "damaged or cut off"),
        (picture, "a picture"),
        (no_file, "there is no such file"),
    ],
)
def test_a_file_that_is_no_form_has_one_plain_message(
    folder: Path, run: Run, spoil: Callable[[Path], None], message: str
) -> None:
    spoil(folder)
    status, _, err = run("import", "form.docx", "library.yaml", "--yes")
    assert status == 2
    assert message in err
    assert len(err.splitlines()) == 1
    assert (folder / "library.yaml").read_text(encoding="utf-8") == TEXT


def test_a_form_saved_as_a_web_page_or_pdf_names_the_way_out(folder: Path, run: Run) -> None:
    page = "<html><body><h1>Library hours</h1><p>eiagen form 1, made on 24 November 2026</p></body></html>"
    (folder / "form.html").write_text(page, encoding="utf-8")
    status, _, err = run("import", "form.html", "library.yaml", "--yes")
    assert status == 2
    assert "open the Word file (.docx) that it was saved from and import that" in err


def test_the_form_is_a_sound_and_named_word_file(folder: Path) -> None:
    """Each control has a title for screen readers, a tag that Word takes and a number of its own."""
    from openxml_audit import OpenXmlValidator

    path = folder / "form.docx"
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    xml = zipfile.ZipFile(path).read("word/document.xml").decode()
    controls = re.findall(
        r'<w:sdtPr><w:alias w:val="([^"]*)"/><w:tag w:val="([^"]*)"/><w:id w:val="(\d+)"/>', xml
    )
    assert len(controls) == xml.count("<w:sdt>")
    assert all(0 < len(title) <= 64 and 0 < len(tag) <= 64 for title, tag, _ in controls)
    assert len({number for *_, number in controls}) == len(controls)
    headings = [int(level) for level in re.findall(r'<w:pStyle w:val="Heading(\d)"/>', xml)]
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(headings))
    assert xml.count("<w:tblHeader/>") == xml.count("<w:tbl>")


def test_the_same_assessment_gives_the_same_form(folder: Path) -> None:
    assert (
        main(["form", "library.yaml", "-o", "again.docx", "--on", "2026-11-24", "--jurisdiction", "england"])
        == 0
    )
    assert (folder / "again.docx").read_bytes() == (folder / "form.docx").read_bytes()


def test_a_form_never_replaces_a_file_unasked(folder: Path, run: Run) -> None:
    status, _, err = run("form", "library.yaml", "-o", "form.docx")
    assert (status, "--force" in err) == (2, True)
    status, _, err = run("form", "library.yaml", "-o", "form.pdf")
    assert (status, "give it a name that ends in .docx" in err) == (2, True)
