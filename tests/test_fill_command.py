"""`eiagen fill`: what it asks, what it writes, and that nothing a person wrote is ever lost."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.cli import main
from eiagen.loading import load_assessment

EXAMPLES = Path(__file__).parents[1] / "examples"
HALF = EXAMPLES / "policing-prostitution-half-filled" / "assessment.yaml"
DAY = ("--on", "2026-11-24")
HOURS = """\
# Our own note.
title: Opening hours of the town’s libraries   # as in the plan
body:
  name: Exeview Borough Council
  duty_route: listed
jurisdiction: england
status: decided

evidence:
  - id: e1
    claim: 4% of visits fall into the mornings.
    source: Door counts of 2025

impacts:
  # The first effect.
  - id: i1
    characteristics: [age]
    aim: eliminate
    direction: negative
    finding: Older readers lose the mornings on which they come.
    evidence: [e1]
"""

Talk = Callable[..., str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hours.yaml"
    path.write_bytes(HOURS.encode())
    return path


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Talk:
    """Runs `fill` with these lines as answers and gives what was said."""

    def run(path: Path, *lines: str, options: tuple[str, ...] = (), status: int = 0) -> str:
        answers = "".join(f"{line}\n" for line in lines).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(answers)))
        assert main(["fill", str(path), *DAY, *options]) == status
        said = capsys.readouterr()
        return said.out if status == 0 else said.err

    return run


@pytest.fixture
def one_line(talk: Talk) -> Talk:
    """What was said, without the folding."""
    return lambda *words, **more: " ".join(talk(*words, **more).split())


def new_lines(path: Path, before: str = HOURS) -> list[str]:
    """The lines that were added; every old one still stands, in its order."""
    after = path.read_bytes().decode().splitlines()
    added = []
    for line in before.splitlines():
        while after and after[0] != line:
            added.append(after.pop(0))
        assert after, f"lost: {line}"
        after.pop(0)
    return added + after


# What is asked.


def test_the_worst_is_asked_first_and_it_says_how_far_it_is(talk: Talk, file: Path) -> None:
    said = talk(file, "q")
    first = next(line for line in said.splitlines() if " left; " in line)
    assert re.fullmatch(r"(\d+) of \1 left; [1-9]\d* critical", first)
    assert f"{first}\nCritical: " in said
    assert "Stopped; 0 answers kept" in said
    assert file.read_text(encoding="utf-8") == HOURS


def test_counts_go_down_and_the_end_says_what_is_left(talk: Talk, file: Path) -> None:
    said = talk(file, "s", "s", "q")
    counts = [line for line in said.splitlines() if " left; " in line]
    left = [int(line.split()[0]) for line in counts]
    assert left == list(range(left[0], left[0] - len(left), -1))
    assert len(left) > 2
    assert f"of {left[0]} left" in counts[-1]
    assert "goes on from here" in " ".join(said.split())


def test_the_reason_and_the_source_are_at_hand(talk: Talk, file: Path) -> None:
    said = " ".join(talk(file, "?", "q", options=("--only", "PSED-013")).split())
    assert "Why: " in said
    assert "Source: " in said
    assert "checked 2026-" in said or "not checked by anybody yet" in said


def test_examples_are_at_hand(talk: Talk, file: Path) -> None:
    said = talk(file, "e", "q", options=("--only", "adverse.mitigation"))
    assert "What addresses it: " in said
    assert "What only mentions it: " in said


def test_choices_are_numbered_and_a_number_or_a_word_will_do(talk: Talk, file: Path) -> None:
    said = talk(file, "2", options=("--only", "impacts.0.severity"))
    assert "  1 low\n  2 medium\n  3 high\n" in said
    assert new_lines(file) == ["    severity: medium"]
    talk(file, "HIGH", options=("--only", "impacts.0.likelihood"))
    assert new_lines(file) == ["    severity: medium", "    likelihood: high"]


def test_what_does_not_fit_is_said_at_once_and_asked_again(talk: Talk, one_line: Talk, file: Path) -> None:
    said = talk(file, "meduim", "9", "medium", options=("--only", "impacts.0.severity"))
    assert "That does not fit: there is no “meduim” here; did you mean “medium”?" in said
    assert "That does not fit: there is no “9” here; there are 3." in said
    said = one_line(file, "31 February 2026", "5/10/2026", options=("--only", "dates.completed"))
    assert "31 February 2026 is not a day in the calendar" in said
    assert "  completed: 2026-10-05" in new_lines(file)
    said = one_line(file, "2026-11", "2026", options=("--only", "dates.started"))
    assert "“completed” (2026-10-05) is before “started” (2026-11): one of the two is wrong" in said
    assert "  started: 2026" in new_lines(file)


def test_a_new_entry_knows_what_the_gap_is_about_and_makes_its_id(talk: Talk, file: Path) -> None:
    answers = ("5, sex", "", "mixed", "Nobody has asked them yet.", "Figures are missing.", "", "+")
    evidence = ("Who comes was not counted.", "", "Door counts", "", "October 2025", "weak", "", "", "no")
    talk(file, *answers, *evidence, "no", "q", options=("--only", "psed.foster"))
    assessment = load_assessment(str(file)).assessment
    assert assessment.impacts[0].id == "i1"
    made = assessment.impacts[1]
    assert (made.id, made.aim, made.characteristics) == ("i2", "foster", ("pregnancy-maternity", "sex"))
    assert made.direction == "mixed"
    assert made.finding == "Nobody has asked them yet.\nFigures are missing."
    assert [one.id for one in assessment.evidence] == ["e1", "e2"]
    assert made.evidence == ("e2",)
    assert str(assessment.evidence[1].date) == "2025-10"


def test_an_answer_that_leaves_the_gap_is_told_so(talk: Talk, one_line: Talk, file: Path) -> None:
    answers = ("Visits", "", "", "", "", "", "no")
    said = one_line(file, *answers, options=("--only", "PSED-022"))
    assert "The gap is still there: Nothing in this assessment will be monitored by characteristic" in said
    answers = ("Vans", "", "Head of Libraries", "", "", "", "", "q")
    assert "That closes the gap." in talk(file, *answers, options=("--only", "PSED-013"))


def test_a_signature_is_never_asked_for(talk: Talk, file: Path) -> None:
    said = "".join(talk(file, options=("--only", "PSED-002")).split())  # lines may end within a long path
    assert f"eiagensign{file}--nameNAME--roleROLE--capacitydecision-maker" in said
    assert file.read_text(encoding="utf-8") == HOURS


def test_only_takes_a_requirement_a_rule_or_a_field(talk: Talk, file: Path) -> None:
    for only in ("psed.foster", "psed-013", "decision", "impacts.0.mitigation", "impacts.mitigation"):
        assert " left; " in talk(file, "q", options=("--only", only))
    assert "no requirement, rule or field" in talk(file, options=("--only", "impacts.7.scale"), status=2)
    assert "no requirement, rule or field" in talk(file, options=("--only", "impacts.scale.0"), status=2)
    said = talk(file, options=("--only", "psed.fostr"), status=2)
    assert "--only: there is no requirement, rule or field “psed.fostr”; did you mean “psed.foster”?" in said


def test_a_form_that_was_just_made_begins_with_what_is_needed(
    talk: Talk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.yaml"
    main(["new", str(path), "--jurisdiction", "wales"])
    capsys.readouterr()
    form = path.read_text(encoding="utf-8")
    said = talk(path, "s", "Shorter hours: the libraries", "", "Made Council", "", "q")
    assert said.count("title: What is being assessed.") == 2
    text = path.read_text(encoding="utf-8")
    differing = [one for old, one in zip(form.splitlines(), text.splitlines(), strict=True) if old != one]
    assert differing == ['title: "Shorter hours: the libraries"', "  name: Made Council"]


# How it is stopped, and goes on.


def test_the_end_of_the_answers_stops_it_and_keeps_them(talk: Talk, file: Path) -> None:
    said = talk(file, "Vans go to homes.", options=("--only", "PSED-013"))
    assert "Stopped; 1 answer kept" in said
    assert "      - measure: Vans go to homes." in new_lines(file)


def test_control_c_stops_it_and_keeps_what_was_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    class Interrupted(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            line = super().readline(size)
            if not line:
                raise KeyboardInterrupt
            return line

    typed = Interrupted(b"Vans go to homes.\n\nHead of Libraries\n\nLoans,\nand")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(typed))
    assert main(["fill", str(file), *DAY, "--only", "PSED-013"]) == 0
    assert "Stopped; 3 answers kept" in capsys.readouterr().out
    measure = load_assessment(str(file)).assessment.impacts[0].mitigation[0]
    assert (measure.measure, measure.owner) == ("Vans go to homes.", "Head of Libraries")
    assert measure.success == "Loans,\nand"


def test_it_goes_on_where_it_stopped(talk: Talk, file: Path) -> None:
    total = next(one for one in talk(file, "q").splitlines() if " left; " in one).split()[0]
    talk(file, "Vans", "", "Head", "2027", "Loans", "", "", options=("--only", "PSED-013"))
    again = next(one for one in talk(file, "q").splitlines() if " left; " in one).split()[0]
    assert int(again) < int(total)


def test_back_asks_the_question_before_once_more(talk: Talk, file: Path) -> None:
    answers = ("Vans", "", "Hed of Libraries", "b", "Head of Libraries", "q")
    said = talk(file, *answers, options=("--only", "PSED-013"))
    assert "Now: Hed of Libraries" in said
    assert load_assessment(str(file)).assessment.impacts[0].mitigation[0].owner == "Head of Libraries"


def test_an_answer_is_added_to_a_list_and_takes_the_place_of_a_text(talk: Talk, file: Path) -> None:
    assert "What you answer is added." in talk(
        file, "sex, age", options=("--only", "impacts.0.characteristics")
    )
    talk(file, "race", options=("--only", "impacts.0.characteristics.0"))
    assert "Your answer takes its place." in talk(file, "draft", options=("--only", "status"))
    assessment = load_assessment(str(file)).assessment
    assert assessment.impacts[0].characteristics == ("race", "sex")
    assert assessment.status == "draft"


def test_not_known_leaves_the_blank_and_offers_to_say_so(talk: Talk, file: Path) -> None:
    answers = ("u", "yes", "How many come", "", "Door counts", "", "Libraries Manager", "2027-05", "no", "q")
    said = talk(file, *answers, options=("--only", "impacts.0.scale"))
    assert "stays a gap" in said
    assessment = load_assessment(str(file)).assessment
    assert assessment.impacts[0].scale is None
    assert assessment.evidence_gaps[0].what == "How many come"


def test_a_letter_can_be_the_answer(talk: Talk, file: Path) -> None:
    talk(file, "=q", options=("--only", "version"))
    assert load_assessment(str(file)).assessment.version == "q"


def test_keys_are_told(one_line: Talk, file: Path) -> None:
    said = one_line(file, "h", "q")
    assert "b goes back one question" in said


# How it looks.


@pytest.mark.parametrize("width", [20, 40])
def test_it_is_lines_of_text_only_even_when_narrow(
    width: int, talk: Talk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eiagen.commands.fill._width", lambda: width)
    said = talk(file, "?", "e", "h", "s", "s", "s", "q")
    assert "\x1b" not in said
    assert "\r" not in said
    body, _, _ = said.partition("Stopped; ")
    assert all(
        len(line) <= width or len(max(line.split(), key=len)) > width - 4 for line in body.splitlines()
    )


# Whose file it is.


def test_only_the_lines_of_the_answers_differ(talk: Talk, tmp_path: Path) -> None:
    before = HALF.read_text(encoding="utf-8")
    path = tmp_path / "half.yaml"
    path.write_bytes(HALF.read_bytes())
    answers = ("s", "The force decided for itself.", "", "Chief Constable", "q")
    talk(path, *answers)
    added = new_lines(path, before)
    assert added == ["  own_decision: The force decided for itself.", "  decided_by: Chief Constable"]


def test_line_ends_and_byte_order_mark_stay(talk: Talk, file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + HOURS.replace("\n", "\r\n").encode())
    talk(file, "First.", "Second.", "", "q", options=("--only", "purpose.summary"))
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf# Our own note.\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert b"  summary: |-\r\n    First.\r\n    Second.\r\n" in data


def theirs(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], None], *lines: str) -> None:
    """The answers; before the last line another program changes the file."""

    class Slow(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            line = super().readline(size)
            if self.tell() == len(self.getvalue()) and line:
                change()
            return line

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Slow("".join(f"{one}\n" for one in lines).encode())))


def test_a_change_by_another_program_is_kept_beside_the_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    def change() -> None:
        file.write_text(HOURS.replace("status: decided", "status: draft  # theirs"), encoding="utf-8")

    meanwhile(monkeypatch, change, "1.1")
    assert main(["fill", str(file), *DAY, "--only", "version"]) == 0
    assert "changed by another program meanwhile" in " ".join(capsys.readouterr().out.split())
    meanwhile(monkeypatch, lambda: theirs(file, "\noptions: [{name: Close one}]\n"), "Do nothing")
    assert main(["fill", str(file), *DAY, "--only", "options"]) == 0
    assert "changed by another program meanwhile" in " ".join(capsys.readouterr().out.split())
    assert [one.name for one in load_assessment(str(file)).assessment.options] == ["Close one", "Do nothing"]
    text = file.read_text(encoding="utf-8")
    assert "status: draft  # theirs" in text
    assert load_assessment(str(file)).assessment.version == "1.1"


def test_where_both_changed_the_same_neither_is_lost(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    def change() -> None:
        file.write_text(HOURS + "version: theirs\n", encoding="utf-8")

    meanwhile(monkeypatch, change, "1.1")
    assert main(["fill", str(file), *DAY, "--only", "version"]) == 0
    assert "your answer is kept in" in " ".join(capsys.readouterr().out.split())
    assert file.read_text(encoding="utf-8") == HOURS + "version: theirs\n"
    beside = file.with_name("hours.answers.yaml").read_text(encoding="utf-8")
    assert beside == '# Answers that could not be put into hours.yaml.\n- field: version\n  answer: "1.1"\n'


@pytest.mark.parametrize("broken", ["title: [", None])
def test_where_the_file_cannot_be_read_any_more_the_answer_is_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: Path, broken: str | None
) -> None:
    def change() -> None:
        if broken is None:
            file.unlink()
        else:
            file.write_text(broken, encoding="utf-8")

    meanwhile(monkeypatch, change, "1.1")
    assert main(["fill", str(file), *DAY, "--only", "version"]) == 2
    assert "your answer is kept in" in capsys.readouterr().err
    assert 'answer: "1.1"' in file.with_name("hours.answers.yaml").read_text(encoding="utf-8")
    assert (file.read_text(encoding="utf-8") if file.exists() else None) == broken


# The person's own editor.


def an_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    program = tmp_path / "editor.py"
    program.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\n{does}\n")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")


def test_a_long_text_is_written_in_the_persons_editor(
    talk: Talk, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_editor(tmp_path, monkeypatch, "path.write_text(path.read_text() + 'One.\\n\\nTwo: # three\\n')")
    talk(file, "!", "q", options=("--only", "conclusion"))
    assert load_assessment(str(file)).assessment.conclusion == "One.\n\nTwo: # three"


@pytest.mark.parametrize("editor", ["no-such-editor", f"{sys.executable} -c 'raise SystemExit(3)'"])
def test_an_editor_that_fails_is_told_and_the_question_stands(
    talk: Talk, file: Path, monkeypatch: pytest.MonkeyPatch, editor: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    said = talk(file, "!", "By hand.", "", "q", options=("--only", "conclusion"))
    assert "cannot be started" in said or "ended with status 3" in said
    assert load_assessment(str(file)).assessment.conclusion == "By hand."


# Bad input.


def test_a_file_with_mistakes_is_refused_with_all_of_them(talk: Talk, file: Path) -> None:
    file.write_text(
        HOURS.replace("aim: eliminate", "aim: elimnate").replace("[e1]", "[e7]"), encoding="utf-8"
    )
    before = file.read_bytes()
    said = talk(file, "x", status=2)
    assert "there is no aim “elimnate”; did you mean “eliminate”?" in said
    assert "there is no evidence with the id “e7” under evidence" in said
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (HOURS.replace("4%", "4\u00a3").encode("cp1252"), "saved as Windows-1252"),
        (HOURS.replace("    claim", "\tclaim").encode(), "a tab is used for indenting"),
        (HOURS.replace("source: Door", "source: &a Door").encode(), "a text cannot begin with “&”"),
        (b"", "the file is empty"),
        (b"- a\n", "an assessment is made of fields"),
    ],
)
def test_what_cannot_be_read_is_left_as_it_is(talk: Talk, file: Path, data: bytes, said: str) -> None:
    file.write_bytes(data)
    assert said in talk(file, "x", status=2)
    assert file.read_bytes() == data


def test_a_read_only_file_is_refused_before_anything_is_asked(talk: Talk, file: Path) -> None:
    file.chmod(0o444)
    assert "the file is read-only" in talk(file, "x", status=2)


def test_standard_input_cannot_be_both(talk: Talk) -> None:
    assert "name a file" in talk(Path("-"), "x", status=2)


@pytest.mark.parametrize("text", ["a\x0bb", "a\x1bb"])
def test_what_word_cannot_hold_is_refused_as_an_answer(talk: Talk, file: Path, text: str) -> None:
    said = talk(file, text, "", "Plain.", "", options=("--only", "conclusion"))
    assert "cannot stand in a Word document" in " ".join(said.split())
    assert load_assessment(str(file)).assessment.conclusion == "Plain."


def test_an_aim_or_a_group_in_one_line_is_filled_too(talk: Talk, file: Path) -> None:
    file.write_text('{"title": "Hours", "body": {"name": "A Council"}, "impacts": []}\n', encoding="utf-8")
    talk(file, "1.0", options=("--only", "version"))
    assert file.read_text(encoding="utf-8") == (
        '{"title": "Hours", "body": {"name": "A Council"}, "version": "1.0", "impacts": []}\n'
    )


def test_every_question_of_every_example_can_be_left(talk: Talk, tmp_path: Path) -> None:
    for example in sorted(EXAMPLES.glob("*/assessment.yaml")):
        path = tmp_path / f"{example.parent.name}.yaml"
        path.write_bytes(example.read_bytes())
        said = talk(path, *["s"] * 200)
        assert "Nothing more to ask; 0 answers kept" in said
        assert path.read_bytes() == example.read_bytes()
