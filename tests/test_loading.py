"""What goes wrong with a file is said in plain words at its line, all at once, with exit status 2 and no traceback."""

# ruff: noqa: E501 - what is expected stands on one line
from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from eiagen.cli import main
from eiagen.errors import EiagenError
from eiagen.loading import load_assessment, load_catalogue, names, parse_assessment

BAD_INPUT = Path(__file__).parent / "bad_input"
GOOD = "title: Library hours\nbody:\n  name: Made Council\njurisdiction: england\n"
NOBODY = 65534

Said = Callable[[Path], list[str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Checks a file that is wrong, and gives what was said about it, without its path."""

    def check(path: Path) -> list[str]:
        status = main(["check", str(path)])
        printed = capsys.readouterr()
        assert status == 2
        assert printed.out == ""
        assert "Traceback" not in printed.err
        lines = printed.err.splitlines()
        assert all(line.startswith(f"{path}:") for line in lines)
        return [line.removeprefix(f"{path}:").strip() for line in lines]

    return check


# Dropping a pair <case>.yaml and <case>.expected in tests/bad_input makes a test: a line of the second is
# the line, the column and the words of one message; every message is expected by one line.


@pytest.mark.parametrize("case", sorted(BAD_INPUT.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_mistake_is_told_at_its_place(case: Path, said: Said) -> None:
    messages = said(case)
    expected = case.with_suffix(".expected").read_text(encoding="utf-8").splitlines()
    assert len(messages) == len(expected), messages
    for message, words in zip(messages, expected, strict=True):
        assert message.startswith(words)


def test_every_expectation_has_its_file() -> None:
    stems = {path.stem for path in BAD_INPUT.glob("*.yaml")}
    assert stems == {path.stem for path in BAD_INPUT.glob("*.expected")}
    assert len(stems) >= 30


MADE = {
    "alias-bomb": (
        ("a: &a [x]\n" + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))),
        "1:4: a text cannot begin with “&”",
    ),
    "nested-lists": ("title: " + "[" * 1_000_000, "nested more than 40 deep"),
    "nested-groups": ("".join(f"{' ' * depth}a:\n" for depth in range(2_000)), "nested more than 40 deep"),
    "too-many-values": ("title: [" + "x," * 600_000 + "]", "more than 500,000 values"),
    "bell": (GOOD + "contact: a bell \x07 rings\n", "5:17: the character U+0007 (bell)"),
    "vertical-tab": (GOOD + "contact: one\x0btwo\n", "5:13: the character U+000B (vertical tab"),
    "form-feed": (GOOD + "contact: one\x0ctwo\n", "5:13: the character U+000C (form feed"),
    "null": (GOOD + "contact: \x00\n", "5:10: the character U+0000 (null)"),
    "escape": (GOOD + "contact: \x1b[31mred\n", "5:10: the character U+001B"),
    "delete": (GOOD + "contact: a\x7f\n", "5:11: the character U+007F"),
    "not-a-character": (GOOD + "contact: a\ufffe\n", "5:11: the character U+FFFE"),
    "mistaken-quotation-mark": (GOOD + "contact: don\x92t\n", "5:13: the character U+0092 (control character; it was"),
}  # fmt: skip


@pytest.mark.parametrize("case", MADE)
def test_a_made_mistake_is_told(case: str, said: Said, tmp_path: Path) -> None:
    text, words = MADE[case]
    path = tmp_path / "made.yaml"
    path.write_bytes(text.encode())
    messages = said(path)
    assert words in messages[0]


ENCODED = {
    "windows-1252": ((GOOD + "contact: “Libraries”\n").encode("cp1252"), "5:10: the file is not UTF-8: the byte 0x93"),
    "utf-16-with-mark": (GOOD.encode("utf-16"), "1:1: the file is saved as UTF-16"),
    "utf-16-big": (GOOD.encode("utf-16-be"), "1:1: the file is saved as UTF-16"),
    "utf-16-little": (GOOD.encode("utf-16-le"), "1:1: the file is saved as UTF-16"),
    "lone-surrogate": (GOOD.encode() + b"contact: \xed\xa0\x80\n", "5:10: the file is not UTF-8"),
    "word": (b"PK\x03\x04" + bytes(99), "this is a Word, OpenDocument or spreadsheet file, whatever its name says"),
    "old-word": (b"\xd0\xcf\x11\xe0" + bytes(99), "this is an old Word or Excel file"),
    "pdf": (b"%PDF-1.7\n", "this is a PDF"),
    "rtf": (rb"{\rtf1 text}", "this is an RTF file"),
}  # fmt: skip


@pytest.mark.parametrize("case", ENCODED)
def test_another_encoding_or_kind_of_file_is_named(case: str, said: Said, tmp_path: Path) -> None:
    data, words = ENCODED[case]
    path = tmp_path / "made.yaml"
    path.write_bytes(data)
    (message,) = said(path)
    assert message.startswith(words)


def test_a_file_of_50_megabytes_is_refused(said: Said, tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert said(path) == [
        "the file has more than 10 MB, and no assessment is so large; is it the right file?"
    ]


def test_a_device_without_an_end_is_refused(said: Said) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no such device on this system")
    assert "more than 10 MB" in said(Path("/dev/zero"))[0]


def test_a_folder_is_no_file(said: Said, tmp_path: Path) -> None:
    assert said(tmp_path) == ["this is a folder; name the file in it"]


def test_a_missing_file_is_told(said: Said, tmp_path: Path) -> None:
    assert said(tmp_path / "missing.yaml") == ["there is no such file"]


@contextmanager
def without_root() -> Iterator[None]:
    """Root may read everything, so what follows is done as somebody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_file_one_may_not_read_is_told(
    said: Said, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "private.yaml"
    path.write_text(GOOD)
    main(["check", str(path), "--fail-on", "never"])  # so that everything is imported already
    capsys.readouterr()
    path.chmod(0)
    with without_root():
        lines = said(path)
    assert lines == ["you are not allowed to read this file; ask its owner, or copy it elsewhere"]


# What may look odd and is nothing to complain of.


def test_awkward_texts_arrive_unchanged() -> None:
    awkward = (
        "emoji 👩🏽‍⚖️ and flags 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "مرحبا بالعالم and שלום",
        "Cyfle cyfartal i bawb: ŵ ŷ",
        "<b>bold</b> & {{ braces }} {% raw %}",
        "010 and 12:30 and 1_000 and ~ and null",
        "line one\nline two\n",
        "soft\u00adhyphen, no\u00a0break, zero\u200bwidth",
    )
    for text in awkward:
        block = "".join(f"    {line}\n" for line in text.split("\n") if line)
        keep = "|" if text.endswith("\n") else "|-"
        loaded = parse_assessment(f"{GOOD}purpose:\n  summary: {keep}\n{block}".encode(), "a.yaml")
        assert loaded.assessment.purpose is not None
        assert loaded.assessment.purpose.summary == text


def test_twenty_thousand_words_are_no_trouble() -> None:
    text = "word " * 20_000
    loaded = parse_assessment(f"{GOOD}purpose:\n  summary: {text}\n".encode(), "a.yaml")
    assert loaded.assessment.purpose is not None
    assert len((loaded.assessment.purpose.summary or "").split()) == 20_000


def test_a_byte_order_mark_of_utf_8_is_no_trouble() -> None:
    assert parse_assessment(b"\xef\xbb\xbf" + GOOD.encode(), "a.yaml").assessment.title == "Library hours"


def test_windows_line_ends_are_no_trouble() -> None:
    loaded = parse_assessment(
        (GOOD + "review:\n  date: 2026-11-24\n").replace("\n", "\r\n").encode(), "a.yaml"
    )
    assert str(loaded.assessment.review and loaded.assessment.review.date) == "2026-11-24"
    assert loaded.file.place(("review", "date")).line == 6


def test_numbers_and_days_stay_as_they_were_written_in_a_text() -> None:
    loaded = parse_assessment((GOOD + "version: 1.10\ncontact: 2026-11-24\n").encode(), "a.yaml")
    assert (loaded.assessment.version, loaded.assessment.contact) == ("1.10", "2026-11-24")


def test_blanks_are_as_good_as_nothing_and_keep_their_place() -> None:
    blank = (
        "purpose:\n  summary:\n  aims:\n    -\n"
        "evidence:\n  - id:\n    claim:\n  - id: e1\n    claim: Fewer visits.\n  -\n"
        "impacts:\n  - id:\n    groups: []\n    mitigation:\n      - measure:\n"
    )
    loaded = parse_assessment((GOOD + blank).encode(), "a.yaml")
    assert loaded.assessment.purpose is None
    assert loaded.assessment.impacts == ()
    assert [item.id for item in loaded.assessment.evidence] == ["e1"]
    assert loaded.file.place(("purpose", "summary")).line == 6
    assert loaded.file.place(("evidence", 0, "claim")).line == 13
    assert loaded.file.place(("impacts", 0, "finding")).line == 15


def test_yes_and_no_answer_a_question() -> None:
    for word, meant in {"yes": True, "No": False, "on": True, "false": False}.items():
        loaded = parse_assessment(f"{GOOD}scope:\n  strategic: {word}\n".encode(), "a.yaml")
        assert loaded.assessment.scope is not None
        assert loaded.assessment.scope.strategic is meant


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(GOOD.encode())))
    assert load_assessment("-").assessment.title == "Library hours"


# The catalogue.

CATALOGUE = {
    "kingdom/jurisdiction.yaml": "jurisdiction: {id: kingdom, title: Kingdom, abstract: yes}\n",
    "kingdom/citations.yaml": "citations:\n  - {id: act, title: The Act, checked: null}\n",
    "kingdom/duties.yaml": (
        "duties:\n  - {id: care, title: Care, citations: [act], binds: Everybody, summary: Take care.,"
        " in_force_from: 2020-02-01, in_force_until: 2030-02-01}\n"
    ),
    "kingdom/requirements.yaml": (
        "requirements:\n  - {id: look, title: Look, duty: care, severity: high, asks: a, why: w, addressed: d,"
        " mentioned: m, closes: c}\n"
    ),
    "north/jurisdiction.yaml": "jurisdiction: {id: north, title: North, extends: kingdom}\n",
    "topics/roads/topic.yaml": "topic: {id: roads, title: Roads, about: Roads.}\n",
    "topics/roads/kingdom/requirements.yaml": (
        "requirements:\n  - {id: cross, title: Cross, duty: care, severity: low, asks: a, why: w, addressed: d,"
        " mentioned: m, closes: c, scope: topic}\n"
    ),
    "topics/roads/north/requirements.yaml": (
        "requirements:\n  - {id: cross, title: Cross in the North, duty: care, severity: low, asks: a, why: w,"
        " addressed: d, mentioned: m, closes: c, scope: topic}\n"
    ),
    "topics/roads/guidance/cross.yaml": "searched_for: [crossing]\n",
    "topics/roads/north/guidance/cross.yaml": "searched_for: [northern crossing]\n",
}  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small catalogue of our own."""
    for name, text in CATALOGUE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_nations_own_part_of_a_topic_takes_the_place_of_its_parents(small: Path) -> None:
    catalogue = load_catalogue("north", ["roads"], guidance=True, root=small)
    assert [(one.id, one.title) for one in catalogue.requirements] == [
        ("look", "Look"),
        ("cross", "Cross in the North"),
    ]
    knowledge = catalogue.requirements[1].in_guidance
    assert knowledge is not None
    assert knowledge.searched_for == ("northern crossing",)


def test_both_ends_of_a_duty_s_days_are_in_force(small: Path) -> None:
    import datetime

    days = {"2020-01-31": False, "2020-02-01": True, "2030-02-01": True, "2030-02-02": False}
    for day, in_force in days.items():
        catalogue = load_catalogue("north", on=datetime.date.fromisoformat(day), root=small)
        assert bool(catalogue.requirements) is in_force
        assert bool(catalogue.not_in_force) is not in_force


def test_an_abstract_jurisdiction_cannot_be_chosen(small: Path) -> None:
    assert names(small).jurisdictions == ("north",)
    with pytest.raises(EiagenError, match="there is no “kingdom”; there are: north"):
        load_catalogue("kingdom", root=small)


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("north/more.yaml", "citations:\n  - {id: other, title: Other}\n", "more.yaml:2:5: “checked” is needed in item 1"),
        ("north/more.yaml", "dutys: []\n", "more.yaml:1:1: “dutys” is not a field here; did you mean “duties”?"),
        ("kingdom/more.yaml", "citations:\n  - {id: act, title: Again, checked: null}\n", "more.yaml:2:6: “act” is also in"),
        (
            "north/duties.yaml",
            "duties:\n  - {id: two, title: Two, citations: [gone], binds: b, summary: s}\n",
            "duties.yaml:2:5: “two” names a citation “gone” that is not there",
        ),
        (
            "north/rules.yaml",
            "rules:\n  - {id: R-1, kind: k, severity: low, basis: [act], serves: [{requirement: gone}], message: m,"
            " why: w, fix: f}\n",
            "rules.yaml:2:5: “R-1” names a requirement “gone” that is not there",
        ),
    ],
)  # fmt: skip
def test_a_broken_catalogue_is_told_at_its_place(small: Path, file: str, text: str, words: str) -> None:
    (small / file).write_text(text)
    with pytest.raises(EiagenError) as caught:
        load_catalogue("north", root=small)
    assert words in str(caught.value)


def test_a_folder_without_a_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(EiagenError, match="there is no catalogue here"):
        load_catalogue("north", root=tmp_path)
