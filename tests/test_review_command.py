"""`eiagen review`: keys in, decisions kept with name, date and passage, and applied only where they stand."""

from __future__ import annotations

import datetime
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eiagen.audit.decisions import Decision, parsed, with_decision
from eiagen.cli import main

SOURCE = Path(__file__).parents[1] / "src"
TODAY = "2026-11-24"
FERRY = """\
# Boarding at Eelpool ferry

## On the pier

Disabled passengers cannot use the steps, so staff must lower the ramp for them at any hour.

Good relations between crews and villagers are not relevant to boarding.

We are committed to equality for people of every race and ethnicity.
"""


class Ran(NamedTuple):
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that these tests share: most of them audit the same."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _work(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a document in it."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.setenv("COLUMNS", "80")
    Path("ferry.md").write_text(FERRY)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs eiagen in this process; `keys` is what is typed, a line for each answer."""

    def command(*words: object, keys: str = "") -> Ran:
        class Input:
            buffer = io.BytesIO(keys.encode())
            closed = False

            @staticmethod
            def isatty() -> bool:
                return False

        monkeypatch.setattr(sys, "stdin", Input)
        status = main([*map(str, words)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(status, printed.out, printed.err)

    return command


@pytest.fixture
def audit(run: Run) -> dict[str, Any]:
    """The audit of the document, which lies in audit.json."""
    return audited(run)


def audited(run: Run, *words: str) -> dict[str, Any]:
    law = ("--jurisdiction", "england", "--on", TODAY, "--force")
    run("audit", "ferry.md", "-o", "audit.json", *law, *words)
    found: dict[str, Any] = json.loads(Path("audit.json").read_text(encoding="utf-8"))
    return found


def review(run: Run, keys: str, *words: str, name: str = "Jo Smith") -> Ran:
    return run("review", "audit.json", "--name", name, "--on", TODAY, *words, keys=keys)


def asked(ran: Ran) -> list[str]:
    """The requirements that somebody was asked about, in order."""
    return re.findall(r"^\(([\w.-]+); \w+", ran.out, re.MULTILINE)


def kept() -> tuple[Decision, ...]:
    data = Path("audit.decisions.yaml").read_bytes()
    return parsed(data, "audit.decisions.yaml", datetime.date(2999, 1, 1)).entries


def to_check(audit: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in audit["findings"] if one["certainty"] == "check"]


def finding(audit: dict[str, Any], requirement: str) -> dict[str, Any]:
    (found,) = [one for one in audit["findings"] if one["requirement"] == requirement]
    return dict(found)


def deciding(run: Run, requirement: str, answer: str, *words: str, name: str = "Jo Smith") -> None:
    """Decides one finding and skips the others before it."""
    order = asked(review(run, "s\n" * 99, *words, name=name))
    review(run, "s\n" * order.index(requirement) + f"{answer}\nq\n", *words, name=name)


# What is asked.


def test_what_is_to_check_is_asked_the_most_serious_first(run: Run, audit: dict[str, Any]) -> None:
    ran = review(run, "s\n" * 99)
    severities = re.findall(r"^\([\w.-]+; (\w+)\)", ran.out, re.MULTILINE)
    assert sorted(asked(ran)) == sorted(one["requirement"] for one in to_check(audit))
    assert severities == sorted(severities, key=["critical", "high", "medium", "low"].index)
    assert ran.status == 1
    assert f"0 decided; {len(to_check(audit))} left to decide" in ran.out
    assert not Path("audit.decisions.yaml").exists()


def test_a_question_shows_passage_place_and_what_would_count(run: Run, audit: dict[str, Any]) -> None:
    text = " ".join(review(run, "s\n" * 99).out.split())
    good = finding(audit, "psed.foster")
    assert f"“{good['passages'][0]['quote']}”" in text
    assert "Passage 1 (line 7, under “On the pier”)" in text
    assert "What it asks: Ask whether the policy brings people" in text
    assert "Addressed is: It works out what happens between groups" in text
    assert "Mentioned only is: “Cohesion”" in text


def test_more_shows_what_explain_shows(run: Run, audit: dict[str, Any]) -> None:
    out = " ".join(review(run, "?\nq\n").out.split())
    assert "Why it matters" in out
    assert "What closes the gap" in out
    assert "legislation.gov.uk" in out or "caselaw.nationalarchives.gov.uk" in out


def test_more_shows_the_examples_it_speaks_of(run: Run, audit: dict[str, Any]) -> None:
    """Each source of law once, though requirement and duty may both rest on it."""
    shown = run("review", "audit.json", "--name", "Jo Smith", "--on", TODAY, keys="?\ns\n" * 99).out
    spoken_of = shown.count("What does not count")
    assert spoken_of == len(asked(review(run, "s\n" * 99)))
    paragraphs = " ".join(shown.split()).split("What does not count")[1:]
    for text in paragraphs:
        told, _, rest = text.partition("What closes the gap")
        assert ("the last examples below are such" in told) is ("near it and not about it" in told)
        assert "For example, addressed" in told
        law = rest.partition(" Law ")[2].partition(" Rules")[0].split(" - ")
        assert len(law) == len(set(law))
    assert any("the last examples below are such" in text for text in paragraphs)


@pytest.mark.parametrize("width", [20, 33])
def test_a_narrow_screen_is_kept_to(
    run: Run, audit: dict[str, Any], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = review(run, "?\ns\n" * 3).out.rpartition("\n\n")[0]
    # A line holds more only if it is one word, as an address is.
    assert [line for line in out.splitlines() if len(line) > width and " " in line.strip(" >-")] == []
    assert "\x1b" not in out


def test_nothing_to_check_is_said(run: Run, audit: dict[str, Any]) -> None:
    for one in audit["findings"]:
        one["certainty"] = "sure"
        if one["outcome"] == "not-checked":
            one["outcome"] = "gap"
    Path("audit.json").write_text(json.dumps(audit))
    ran = review(run, "")
    assert (ran.status, ran.out) == (0, "no finding is marked for a person to check\n")


# What is decided.


@pytest.mark.parametrize(
    ("answer", "outcome", "reason"),
    [
        ("a", "addressed", None),
        ("M the word alone", "mentioned", "the word alone"),
        ("dismissed without a “why”: # really", "dismissed", "without a “why”: # really"),
        ("  g   no ", "gap", "no"),
    ],
)
def test_a_key_decides_and_a_reason_may_follow(
    run: Run, audit: dict[str, Any], answer: str, outcome: str, reason: str | None
) -> None:
    first = asked(review(run, "q\n"))[0]
    ran = review(run, f"{answer}\nq\n")
    (one,) = kept()
    was = finding(audit, first)
    assert (one.requirement, one.outcome, one.was) == (first, outcome, was["outcome"])
    assert (one.name, str(one.date), one.reason) == ("Jo Smith", TODAY, reason)
    assert one.sha256 == audit["document"]["sha256"]
    assert [passage.quote for passage in one.passages] == [passage["quote"] for passage in was["passages"]]
    assert "1 decided, kept in audit.decisions.yaml" in ran.out


def test_keep_confirms_what_the_audit_says(run: Run, audit: dict[str, Any]) -> None:
    review(run, "k\n")
    (one,) = kept()
    assert one.outcome == one.was
    assert one.in_words.startswith("kept by Jo Smith")


def test_other_keys_are_told_and_asked_again(run: Run, audit: dict[str, Any]) -> None:
    ran = review(run, "x\n\nb\n7 g\ng\n")
    assert "“x” is none of the keys." in ran.out
    assert "This is the first." in ran.out
    assert [one.outcome for one in kept()] == ["gap"]


def test_one_can_go_back_and_the_last_decision_counts(run: Run, audit: dict[str, Any]) -> None:
    ran = review(run, "g too fast\nb\na after all\nq\n")
    first, second = kept()
    assert first.requirement == second.requirement
    assert "Decided: not evidenced: too fast" in ran.out
    marked = audited(run, "--decisions", "audit.decisions.yaml")
    assert finding(marked, first.requirement)["outcome"] == "addressed"
    assert finding(marked, first.requirement)["decided"]["before"] == []


def test_it_goes_on_where_it_was_stopped(run: Run, audit: dict[str, Any]) -> None:
    every = asked(review(run, "s\n" * 99))
    review(run, "g\na\nq\n")
    again = review(run, "g\n" * 99)
    assert asked(again) == every[2:]
    assert f"2 of {len(every)} findings to check are decided already" in again.out
    assert again.status == 0
    done = review(run, "")
    assert done.status == 0
    assert f"every one of the {len(every)} findings to check is decided" in done.out
    assert asked(review(run, "s\n" * 99, "--again")) == every


def test_each_decision_is_written_at_once(run: Run, audit: dict[str, Any]) -> None:
    review(run, "g\n")  # the input ends in the middle
    assert len(kept()) == 1


def test_nobody_is_overwritten(run: Run, audit: dict[str, Any]) -> None:
    review(run, "g Nothing there.\nq\n")
    file = Path("audit.decisions.yaml")
    file.write_text(f"{file.read_text()}# Jo was not sure of this one\n")
    before = file.read_bytes()
    review(run, "a It is on page 2.\nq\n", "--again", name="Sam Ade")
    assert file.read_bytes().startswith(before.removesuffix(b"# Jo was not sure of this one\n"))
    assert b"# Jo was not sure of this one" in file.read_bytes()
    assert [(one.name, one.outcome) for one in kept()] == [("Jo Smith", "gap"), ("Sam Ade", "addressed")]
    marked = finding(audited(run, "--decisions", str(file)), kept()[0].requirement)
    assert marked["decided"]["before"] == ["Jo Smith had decided “gap” on 24 November 2026"]
    assert "Jo Smith had decided “gap”" in marked["reason"]


def test_what_somebody_else_adds_meanwhile_stays(
    run: Run, audit: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    review(run, "g\nq\n", name="Sam Ade")
    there = Path("audit.decisions.yaml").read_bytes()
    Path("audit.decisions.yaml").unlink()

    class Slow(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            if line.startswith(b"s"):  # while Jo thinks, Sam's file is put there
                Path("audit.decisions.yaml").write_bytes(there)
            return line

    monkeypatch.setattr("sys.stdin", None)
    stdin = type("Input", (), {"buffer": Slow(b"s\ng\nq\n"), "closed": False, "isatty": lambda _: False})()
    monkeypatch.setattr("sys.stdin", stdin)
    assert main(["review", "audit.json", "--name", "Jo Smith", "--on", TODAY]) == 1
    assert [one.name for one in kept()] == ["Sam Ade", "Jo Smith"]


@given(text=st.text(st.characters(codec="utf-8"), max_size=80), quote=st.text(max_size=80).map(str.strip))
@settings(max_examples=60, deadline=None)
def test_any_reason_and_passage_can_be_kept(text: str, quote: str) -> None:
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", text).strip()
    fields = {
        "requirement": "psed.foster",
        "outcome": "gap",
        "was": "gap",
        "passages": ({"quote": quote or "x"},),
        "sha256": "00",
        "reason": plain or None,
        "name": "Jo",
        "date": datetime.date(2026, 11, 24),
    }
    decision = Decision.model_validate(fields)
    data = with_decision(None, "a.yaml", "guide.pdf", decision)
    data = with_decision(data, "a.yaml", "guide.pdf", decision)
    one, other = parsed(data, "a.yaml", datetime.date(2026, 11, 24)).entries
    assert one == other
    assert (one.reason or "").split() == plain.split()


# Where decisions show, and where they stand.


def test_every_output_says_whose_decision_it_is(run: Run, audit: dict[str, Any]) -> None:
    deciding(run, "psed.foster", "g It says the opposite.")
    said = "ecided by Jo Smith on 24 November 2026: It says the opposite"
    words = ("audit", "ferry.md", "--jurisdiction", "england", "--on", TODAY)
    words = (*words, "--decisions", "audit.decisions.yaml")
    assert said in " ".join(run(*words, "--all").out.split())
    assert "[decided by Jo Smith on 24 November 2026]" in run(*words).out
    for format in ("json", "sarif", "html", "md"):
        assert said in run(*words, "--format", format).out
    run("audit", "ferry.md", *words[2:], "-o", "out.docx")
    assert said in " ".join(run("read", "out.docx").out.split())
    run("report", "audit.json", "-o", "out.html")
    assert said in Path("out.html").read_text(encoding="utf-8")
    run("letter", "foi", "audit.json", "-o", "out.txt", "--only", "psed.foster")
    assert "decided by Jo Smith on 24 November 2026" in " ".join(Path("out.txt").read_text().split())


def test_the_audit_s_own_finding_is_kept_with_the_decision(run: Run, audit: dict[str, Any]) -> None:
    deciding(run, "psed.foster", "a")
    marked = finding(audited(run, "--decisions", "audit.decisions.yaml"), "psed.foster")
    own = finding(audit, "psed.foster")
    assert (marked["outcome"], marked["certainty"], marked["closes"]) == ("addressed", "sure", "")
    assert {name: own[name] for name in marked["decided"]["was"]} == marked["decided"]["was"]
    # Decided once more on the marked audit, it is still the audit's own that is kept.
    again = audited(run, "--decisions", "audit.decisions.yaml", "--decisions", "audit.decisions.yaml")
    assert finding(again, "psed.foster") == marked


def test_a_decision_stands_while_its_passage_does(run: Run, audit: dict[str, Any]) -> None:
    deciding(run, "psed.foster", "m")
    Path("ferry.md").write_text(FERRY.replace("## On the pier", "Read this first.\n\n## 2. On the pier"))
    ran = run("audit", "ferry.md", "--on", TODAY, "--decisions", "audit.decisions.yaml", "--format", "json")
    assert finding(json.loads(ran.out), "psed.foster")["outcome"] == "mentioned"
    assert "lapsed" not in ran.err


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (
            "are not relevant to boarding",
            "are not relevant to boarding or to landing",
            "not all passages it rests on are quoted as they were",
        ),
        (
            "Good relations between crews and villagers are not relevant to boarding.",
            "Good relations between crews and villagers are not relevant to boarding?",
            "not all passages it rests on are quoted as they were",
        ),
        (
            "Good relations between crews and villagers are not relevant to boarding.\n\n",
            "",
            "not all passages it rests on are quoted as they were",
        ),
        (
            "We are committed",
            "Good relations between tourists and villagers are not relevant.\n\nWe are committed",
            "the audit now quotes a passage that was not shown then",
        ),
        (
            "## On the pier",
            "## What no longer holds on the pier",
            "a passage it rests on now stands under another heading",
        ),
    ],
)
def test_a_decision_whose_passage_has_changed_is_said_to_have_lapsed(
    run: Run, audit: dict[str, Any], old: str, new: str, why: str
) -> None:
    deciding(run, "psed.foster", "m It is a plan.")
    Path("ferry.md").write_text(FERRY.replace(old, new))
    words = ("--on", TODAY, "--jurisdiction", "england", "--decisions", "audit.decisions.yaml")
    ran = run("audit", "ferry.md", *words, "--format", "json")
    assert "decided" not in finding(json.loads(ran.out), "psed.foster")
    assert re.search(r"audit.decisions.yaml:\d+:\d+: psed.foster: “mentioned”, decided by Jo Smith", ran.err)
    assert f"It is a plan. This has lapsed: {why}" in ran.err
    audited(run)
    again = review(run, "s\n" * 99)
    assert "This has lapsed" in again.out
    if "psed.foster" in [one["requirement"] for one in to_check(audited(run))]:
        assert "psed.foster" in asked(again)


def test_what_rests_on_no_passage_holds_for_that_document_alone(run: Run, audit: dict[str, Any]) -> None:
    requirement = next(one["requirement"] for one in to_check(audit) if not one["passages"])
    deciding(run, requirement, "g")
    words = ("audit", "ferry.md", "--on", TODAY, "--jurisdiction", "england")
    same = run(*words, "--decisions", "audit.decisions.yaml", "--format", "json")
    assert finding(json.loads(same.out), requirement)["decided"]["name"] == "Jo Smith"
    Path("ferry.md").write_text(f"{FERRY}\nOne line more.\n")
    other = run(*words, "--decisions", "audit.decisions.yaml", "--format", "json")
    assert "decided" not in finding(json.loads(other.out), requirement)
    assert "it rests on no passage, and the document has changed" in other.err


def test_what_the_person_was_not_shown_is_asked_again(run: Run, audit: dict[str, Any]) -> None:
    deciding(run, "psed.foster", "m")
    file = Path("audit.decisions.yaml")
    shown = re.sub(r"    passages:\n(?:      .*\n)+", "", file.read_text(encoding="utf-8"))
    file.write_text(shown, encoding="utf-8")  # as if the catalogue had known too little to find it
    ran = run("audit", "ferry.md", "--on", TODAY, "--jurisdiction", "england", "--decisions", file)
    assert "[decided by" not in ran.out
    assert "lapsed: the audit now quotes a passage that was not shown then" in ran.err


def test_of_a_folder_only_its_own_document_is_decided(run: Run, audit: dict[str, Any]) -> None:
    deciding(run, "psed.foster", "m")
    folder = Path("folder")
    folder.mkdir()
    (folder / "ferry.md").write_text(FERRY)
    (folder / "hall.md").write_text("# Hall\n\nGood relations are not relevant to the hall.\n")
    words = ("audit", folder, "--on", TODAY, "--decisions", "audit.decisions.yaml", "--format", "json")
    ferry, hall = map(json.loads, run(*words).out.splitlines())
    assert finding(ferry, "psed.foster")["outcome"] == "mentioned"
    assert "decided" not in finding(hall, "psed.foster")
    (folder / "ferry.md").unlink()
    (folder / "barn.md").write_text("# Barn\n\nThe barn is open to everybody.\n")
    ran = run(*words)
    assert ran.status == 2
    assert "these decisions are about “ferry.md”, which is not among them" in ran.err


# What is wrong.


def test_what_is_wrong_with_the_command_is_said(run: Run, audit: dict[str, Any]) -> None:
    for words, message in (
        (("review", "audit.json"), "--name is missing"),
        (("review", "audit.json", "--name", "  "), "--name: write who decides"),
        (("review", "-", "--name", "Jo"), "name its file"),
        (("review", "gone.json", "--name", "Jo"), "gone.json: there is no such file"),
        (("review", "ferry.md", "--name", "Jo"), "ferry.md:1:1: this is not JSON"),
        (("review", "audit.json", "--name", "Jo", "--on", "2999-01-01"), "is still to come"),
        (("review", "audit.json", "--name", "Jo", "--decisions", "no/where.yaml"), "there is no folder “no”"),
        (("audit", "ferry.md", "--decisions", "gone.yaml"), "gone.yaml: there is no such file"),
        (
            ("report", "audit.json", "-o", "a.docx", "--topic", "prostitution"),
            "leave --jurisdiction, --topic",
        ),
        (("report", "audit.json", "-o", "a.xlsx"), "no audit can be written as “.xlsx”"),
    ):
        ran = run(*words, keys="g\n")
        assert (ran.status, ran.out) == (2, "")
        assert message in ran.err


DAMAGED = {
    "": ":1:1: nothing is written in this file: a file of decisions says what people decided",
    "# Nothing yet.\n---\n": "`eiagen review AUDIT.json` makes one, AUDIT.decisions.yaml, and adds to it",
    "document: ferry.md\ndecisions:\n  - requirement: psed.foster\n": "“outcome” is needed",
    "document: ferry.md\ndecisions:\n  - requirement: [\n": ":4:1: a list in [brackets]",
    "- psed.foster\n": ":1:1: this holds no decisions",
    "decisions: []\n": "“document” is needed",
    """\
document: ferry.md
decisions:
  - requirement: psed.fostering
    outcome: gap
    was: gap
    sha256: aa
    name: Jo
    date: 2026-11-24
""": "audit.decisions.yaml:3:5: there is no requirement “psed.fostering”; did you mean “psed.foster”?",
    """\
document: ferry.md
decisions:
  - requirement: psed.foster
    outcome: gapp
    was: gap
    sha256: aa
    name: Jo
    date: 2999-11-24
""": "audit.decisions.yaml:4:5: “outcome” cannot be “gapp”",
    """\
document: ferry.md
decisions:
  - requirement: psed.foster
    outcome: gap
    was: gap
    sha256: aa
    name: Jo
    date: 2999-11-24
""": "audit.decisions.yaml:8:5: 2999-11-24 is still to come",
    """\
document: other.md
decisions:
  - requirement: psed.foster
    outcome: gap
    was: gap
    passages:
      - quote: Something else altogether.
    sha256: aa
    name: Jo
    date: 2026-11-24
""": "these decisions are about “other.md”, and none of the passages they rest on stands in “ferry.md”",
}


@pytest.mark.parametrize("content", DAMAGED)
@pytest.mark.parametrize("command", ["review", "audit", "letter"])
def test_a_file_of_decisions_that_is_wrong_is_told_and_left_alone(
    run: Run, audit: dict[str, Any], content: str, command: str
) -> None:
    file = Path("audit.decisions.yaml")
    file.write_text(content)
    words = {
        "review": ("audit.json", "--name", "Jo"),
        "audit": ("ferry.md", "--decisions", file, "--jurisdiction", "england", "-o", "out.md"),
        "letter": ("foi", "audit.json", "-o", "out.md"),
    }[command]
    ran = run(command, *words, keys="g\n")
    assert ran.status == 2
    assert DAMAGED[content] in ran.err
    assert file.read_text() == content
    assert not Path("out.md").exists()


def test_decisions_of_a_requirement_of_another_topic_are_left_aside(run: Run, audit: dict[str, Any]) -> None:
    deciding(run, "psed.foster", "m")
    file = Path("audit.decisions.yaml")
    entry = "- requirement: support.exit\n    outcome: gap\n    was: gap\n    sha256: aa\n    name: Jo\n"
    file.write_text(f"{file.read_text()}  {entry}    date: 2026-11-24\n")
    ran = run("audit", "ferry.md", "--on", TODAY, "--jurisdiction", "england", "--decisions", file)
    assert ran.status == 1
    assert "This document was not held against it, so the decision is left aside" in ran.err


# A terminal.


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("end", [b"q", b"\x03", b"\x04"])
def test_in_a_terminal_a_key_is_enough(run: Run, audit: dict[str, Any], end: bytes) -> None:
    import pty
    import select

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "eiagen", "review", "audit.json", "--name", "Jo", "--on", TODAY]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TERM": "xterm", "COLUMNS": "60"}

    def preparing() -> None:
        import fcntl
        import termios

        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, preexec_fn=preparing
    )
    os.close(theirs)
    seen = b""

    def until(text: bytes) -> None:
        nonlocal seen
        while text not in seen:
            ready, _, _ = select.select([ours], [], [], 20)
            assert ready, f"{text!r} did not come after {seen!r}"
            seen += os.read(ours, 4096)
        seen = seen.partition(text)[2]

    until(b"\n> ")
    os.write(ours, b"\x1b[A")  # an arrow is no key
    until(b"none of the keys")
    until(b"> ")
    os.write(ours, b"k")
    until(b"2 of ")
    until(b"> ")
    os.write(ours, b"G")  # a capital: with a reason
    until(b"no reason) ")
    os.write(ours, "Nothing – nowhere.\n".encode())
    until(b"3 of ")
    until(b"> ")
    os.write(ours, end)
    until(b"2 decided")
    assert process.wait(timeout=20) == 1
    os.close(ours)
    first, one = kept()
    assert (first.outcome, first.reason) == (first.was, None)
    assert (one.outcome, one.reason, one.name) == ("gap", "Nothing – nowhere.", "Jo")
