"""`eiagen audit` as people and programs use it: outputs, law, many documents, cache, what counts."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft4Validator

from eiagen.audit import cache as audit_cache
from eiagen.cli import main
from eiagen.progress import Progress
from eiagen.worker_processes import LostError, TookTooLongError, WorkerProcesses

SOURCE = Path(__file__).parents[1] / "src"
SARIF = Path(__file__).parent / "sarif_schema" / "sarif-2.1.0-rtm.5.json"

HOSTEL = """\
# Visiting hours at Eastmarsh night hostel

Eastmarsh Council runs the hostel.

## Who is affected

Disabled residents cannot use the side stairs, so staff must open the level entrance for them at any hour.

Good relations between residents and neighbours are not relevant to this policy.

We are committed to equality for people of every race and ethnicity.
"""
QUAY = """\
# Prostitution at Westmarsh Quay: what officers do

Police Scotland and the Scottish Government have agreed this. People who sell sex in Scotland are often
afraid of officers. Kerb crawling on the quay is reported every night, and brothels nearby are visited.
"""
SLAVERY = (
    "# Slavery: what to look out for\n\n"
    + "Ask whether the worker is free to leave. " * 120
    + ("Victims may be found in farms, car washes, nail bars, factories or prostitution.\n")
)


class Ran(NamedTuple):
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_law: Callable[[Path], None]) -> None:
    """A working folder and a cache of the test's own."""
    with_law(tmp_path / "cache")
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")
    Path("hostel.md").write_text(HOSTEL)
    Path("quay.md").write_text(QUAY)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `eiagen audit` in this process, where no screen says how large it is."""
    for name in ("LINES", "COLUMNS"):  # pytest-xdist sets them
        monkeypatch.delenv(name, raising=False)

    def command(*words: object) -> Ran:
        status = main(["audit", *map(str, words)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(status, printed.out, printed.err)

    return command


def audit_of(run: Run, *words: object) -> dict[str, Any]:
    """The audit of one document as JSON."""
    found: dict[str, Any] = json.loads(run(*words, "--format", "json").out)
    return found


def finding(audit: dict[str, Any], requirement: str) -> dict[str, Any]:
    (found,) = [one for one in audit["findings"] if one["requirement"] == requirement]
    return dict(found)


# Text.


def test_text_tells_a_person_what_matters(run: Run) -> None:
    ran = run("hostel.md")
    assert ran.status == 1
    assert ran.err == ""
    lines = ran.out.splitlines()
    assert lines[0] == "Visiting hours at Eastmarsh night hostel"
    assert lines[1] == "hostel.md (md, 57 words)"
    assert all(len(line) <= 100 for line in lines)
    text = " ".join(ran.out.split())
    assert "Held against the law of England" in text
    assert "guessed: England because the text does not say where it applies" in text
    assert re.search(r"^All +\d+ +\d+ +\d+ +\d+", ran.out, re.MULTILINE)
    missing = ran.out.partition("Not evidenced in this document\n")[2].partition("\n\n")[0].splitlines()
    assert "  low       pc.marriage" in "\n".join(missing)
    severities = [line.split()[0] for line in missing if "[good practice]" not in line]
    order = ["critical", "high", "medium", "low"]
    assert severities == sorted(severities, key=order.index)
    dismissed = ran.out.partition("Dismissed without reasons\n")[2].partition("\n\n")[0]
    assert re.search(r"critical +psed\.foster +“Good relations between .*…” \(line 9\)", dismissed)
    assert re.search(r"high +pc\.race +“We are committed to equality .*” \(line 11\)", ran.out)
    assert re.search(r"\d+ of \d+ findings are for a person to check\. ", text)
    assert "can't know what is written elsewhere, what was done, or whether it was enough" in text


def test_a_bare_path_to_a_document_is_audited(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hostel.md"]) == 1
    assert capsys.readouterr().out == run("hostel.md").out


def test_everything_is_shown_when_it_is_asked_for(run: Run) -> None:
    for word in ("--all", "-v"):
        text = " ".join(run("hostel.md", word).out.split())
        audit = audit_of(run, "hostel.md")
        for one in audit["findings"]:
            assert one["requirement"] in text
        assert (
            "staff must open the level entrance for them at any hour.” (line 7, under “Who is affected”)"
            in text
        )
        assert "searched for" in text
        assert "to close it: " in text
        assert "source: Equality Act 2010, section 149" in text


def test_no_verdict_is_given(run: Run) -> None:
    text = run("hostel.md", "quay.md", "--all").out
    assert not re.search(r"\b(unlawful|compliant|non-compliant|in breach|PASS|FAIL)\b", text)


def test_a_small_screen_is_not_overrun(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run("hostel.md").out
    monkeypatch.setenv("LINES", "30")
    folded = run("hostel.md").out
    assert len(folded.splitlines()) < len(whole.splitlines())
    assert "  medium or low: " in folded
    assert all(re.search(rf"[ ,]{id}\b", folded) for id in re.findall(r"^  \w+ +([a-z-]+\.\S+)", whole, re.M))


# JSON.


def test_json_has_what_is_promised(run: Run) -> None:
    audit = audit_of(run, "hostel.md", "--on", "2026-11-24")
    assert audit["schema"] == "eiagen.audit/1"
    document = audit["document"]
    assert document["path"] == "hostel.md"
    assert document["title"] == "Visiting hours at Eastmarsh night hostel"
    assert (document["format"], document["pages"], document["words"]) == ("md", None, 57)
    assert re.fullmatch("[0-9a-f]{64}", document["sha256"])
    catalogue = audit["catalogue"]
    assert (catalogue["jurisdiction"], catalogue["topics"], catalogue["on"]) == ("england", [], "2026-11-24")
    assert audit["misstatements"] == []
    assert finding(audit, "pc.disability")["outcome"] == "addressed"
    gap = finding(audit, "pc.marriage")
    assert gap["outcome"] == "gap"
    assert gap["passages"] == []
    assert gap["searched_for"]
    assert gap["reason"].lower().startswith("no passage found on ")
    assert gap["closes"]
    dismissed = finding(audit, "psed.foster")
    assert dismissed["outcome"] == "dismissed"
    assert dismissed["citation"]["url"].startswith("https://www.legislation.gov.uk/")
    (passage,) = dismissed["passages"]
    assert (
        passage["quote"] == "Good relations between residents and neighbours are not relevant to this policy."
    )
    assert passage["headings"] == ["Visiting hours at Eastmarsh night hostel", "Who is affected"]
    assert passage["paragraph"] == 5
    mentioned = finding(audit, "pc.race")
    assert mentioned["outcome"] == "mentioned"
    assert (mentioned["certainty"], bool(mentioned["certainty_because"])) == ("check", True)


def test_several_documents_are_lines_in_the_order_named_for_any_number_of_jobs(run: Run) -> None:
    names = []
    for number in range(6):
        name = f"part-{number}.md"
        Path(name).write_text(f"# Part {number}\n\n" + HOSTEL * (6 - number))
        names.append(name)
    outputs = [run(*names, "--format", "json", "--jobs", jobs, "--no-cache").out for jobs in (1, 3)]
    assert outputs[0] == outputs[1]
    assert [json.loads(line)["document"]["path"] for line in outputs[0].splitlines()] == names


def test_many_documents_in_text_are_told_in_short(run: Run) -> None:
    ran = run("hostel.md", "quay.md")
    assert len(ran.out.splitlines()) < 30
    assert "hostel.md (md" in ran.out
    assert "quay.md (md" in ran.out
    assert "critical: " in ran.out
    assert "2 documents, " in ran.out


# Which documents.


def test_a_bad_file_in_a_folder_hides_no_other(run: Run) -> None:
    folder = Path("guidance")
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.md").write_text(HOSTEL)
    (folder / "b.docx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "deeper" / "c d é.txt").write_text(QUAY)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.md").write_text(HOSTEL)
    (folder / "~$lock.docx").write_text("x")
    ran = run("guidance", "--format", "json")
    assert ran.status == 2
    found = [Path(json.loads(line)["document"]["path"]).name for line in ran.out.splitlines()]
    assert found == ["a.md", "c d é.txt"]
    (line,) = ran.err.splitlines()
    assert line.startswith(f"{folder / 'b.docx'}: ")
    assert json.loads(run("guidance", "--format", "sarif").out)["runs"][0]["invocations"][0][
        "toolExecutionNotifications"
    ]


def test_a_pattern_is_understood_where_no_shell_does_it(run: Run) -> None:
    ran = run("*.md", "hostel.md", "--format", "json")
    assert [json.loads(line)["document"]["path"] for line in ran.out.splitlines()] == ["hostel.md", "quay.md"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["missing.md"], "missing.md: no such file"),
        (["*.docx"], "*.docx: no file fits this pattern"),
        (["empty"], "empty: there is no document in this folder"),
        (["blank.md"], "blank.md: the file is empty"),
        ([], "name a document"),
        (["hostel.md", "--jurisdiction", "walles"], "did you mean “wales”"),
        (["hostel.md", "--topic", "prostitutes"], "did you mean “prostitution”"),
        (["hostel.md", "--jobs", "0"], "“0” is no number from 1 up"),
        (["hostel.md", "--fail-on", "hgh"], "did you mean “high”"),
        (["hostel.md", "-o", "audit.xlsx"], "audit.xlsx: nothing can be written as “.xlsx”"),
        (["hostel.md", "-o", "audit"], "a name without an ending"),
        (["hostel.md", "-o", "quay.md"], "there is a file of this name already"),
        (["hostel.md", "-o", "nowhere/audit.docx"], "there is no folder “nowhere”"),
        (["hostel.md", "-o", "a.html", "--format", "sarif"], "leave out one of them"),
        (["hostel.md", "--baseline", "hostel.md"], "hostel.md:1:1: this is not JSON"),
        (["hostel.md", "--baseline", "gone.json"], "gone.json: there is no such file"),
        (["hostel.md", "--accepted", "gone.yaml"], "gone.yaml: there is no such file"),
        (["hostel.md", "--clear-cache"], "audits nothing"),
    ],
)
def test_what_is_wrong_is_said_plainly(run: Run, words: list[str], message: str) -> None:
    Path("empty").mkdir()
    Path("blank.md").write_text("")
    before = sorted(Path().iterdir())
    ran = run(*words)
    assert ran.status == 2
    assert ran.out == ""
    assert message in ran.err
    assert sorted(Path().iterdir()) == before


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(HOSTEL.encode())
        closed = False

    monkeypatch.setattr(sys, "stdin", Input)
    audit = audit_of(run, "-")
    assert audit["document"]["path"] == "-"
    assert finding(audit, "psed.foster")["outcome"] == "dismissed"


# Which law.


def test_nation_and_topic_are_guessed_and_said(run: Run) -> None:
    catalogue = audit_of(run, "quay.md")["catalogue"]
    assert (catalogue["jurisdiction"], catalogue["topics"]) == ("scotland", ["prostitution"])
    assert catalogue["guessed"] == {
        "jurisdiction": "“Police Scotland” and the like 3 times",
        "prostitution": "its title; “Kerb crawling” and the like 5 times",
    }
    text = " ".join(run("quay.md").out.split())
    assert "the law of Scotland and the questions on prostitution" in text
    assert (
        "guessed: Scotland because of “Police Scotland” and the like 3 times; prostitution because of" in text
    )


def test_options_decide_and_then_nothing_is_guessed(run: Run) -> None:
    words = ["quay.md", "--jurisdiction", "wales", "--topic", "local-service", "--on", "2026-11-24"]
    catalogue = audit_of(run, *words)["catalogue"]
    assert (catalogue["jurisdiction"], catalogue["topics"]) == ("wales", ["local-service"])
    assert catalogue["guessed"] == {}
    assert "guessed" not in run(*words).out
    half = audit_of(run, "quay.md", "--jurisdiction", "wales")["catalogue"]
    assert half["topics"] == ["prostitution"]
    assert list(half["guessed"]) == ["prostitution"]


def test_a_text_that_only_mentions_prostitution_is_not_about_it(run: Run) -> None:
    Path("slavery.md").write_text(SLAVERY)
    audit = audit_of(run, "slavery.md")
    assert audit["catalogue"]["topics"] == []
    assert audit["catalogue"]["guessed"]["prostitution"] == "only named: “prostitution” once"
    asked = {one["requirement"] for one in audit["findings"]}
    given = {one["requirement"] for one in audit_of(run, "slavery.md", "--topic", "prostitution")["findings"]}
    assert asked < given


def test_the_law_of_another_day(run: Run) -> None:
    now = {one["requirement"] for one in audit_of(run, "hostel.md")["findings"]}
    before = {one["requirement"] for one in audit_of(run, "hostel.md", "--on", "2009-01-01")["findings"]}
    assert "psed.foster" in now - before


# What ends with 1.


def test_the_exit_status_counts_what_is_asked(run: Run) -> None:
    assert run("hostel.md", "--fail-on", "critical").status == 1
    assert run("hostel.md", "--fail-on", "never").status == 0


def accept(*entries: str) -> None:
    Path("accepted.yaml").write_text("accepted:\n" + "".join(f"  - {entry}\n" for entry in entries))


def test_accepted_findings_are_marked_everywhere_and_never_dropped(run: Run) -> None:
    plain = audit_of(run, "hostel.md")
    wanting = [one for one in plain["findings"] if one["outcome"] in ("gap", "dismissed", "mentioned")]
    reason = "The community plan of 2026 covers it."
    accept(
        *(
            f"{{requirement: {one['requirement']}, document: hostel.md, reason: {reason}, date: 2026-10-01}}"
            for one in wanting[1:]
        ),
        f"{{requirement: {wanting[0]['requirement']}, fingerprint: '{wanting[0]['fingerprint']}', "
        f"reason: {reason}, date: 2026-10-02}}",
    )
    ran = run("hostel.md", "--accepted", "accepted.yaml", "--format", "json")
    assert ran.status == 0
    assert ran.err == ""
    marked = json.loads(ran.out)
    assert [one["requirement"] for one in marked["findings"]] == [
        one["requirement"] for one in plain["findings"]
    ]
    assert finding(marked, wanting[1]["requirement"])["accepted"] == {"reason": reason, "date": "2026-10-01"}
    assert "accepted" not in finding(marked, "pc.disability")
    text = run("hostel.md", "--accepted", "accepted.yaml").out
    assert text.count("accepted on 2026-10-0") == len(wanting)
    log = json.loads(run("hostel.md", "--accepted", "accepted.yaml", "--format", "sarif").out)
    results = log["runs"][0]["results"]
    assert len(results) == len(wanting)
    assert all(reason in result["suppressions"][0]["justification"] for result in results)
    for suffix in ("html", "md"):
        report = run("hostel.md", "--accepted", "accepted.yaml", "--format", suffix, "--no-source").out
        assert report.count(reason) == len(wanting)


def test_an_accepted_finding_of_another_document_does_not_count_here(run: Run) -> None:
    accept("{requirement: psed.foster, document: other.md, reason: Elsewhere., date: 2026-10-01}")
    ran = run("hostel.md", "--accepted", "accepted.yaml", "--format", "json")
    assert ran.status == 1
    assert "accepted" not in finding(json.loads(ran.out), "psed.foster")
    assert ran.err.startswith("accepted.yaml:2:")
    assert "“psed.foster” has nothing to accept in these documents" in ran.err


def test_a_requirement_that_does_not_exist_cannot_be_accepted(run: Run) -> None:
    accept(
        "{requirement: psed.foster, document: other.md, reason: Elsewhere., date: 2026-10-01}",
        "{document: other.md, requirement: psed.fosterr, reason: Elsewhere., date: 2026-10-01}",
        "{requirement: law-001, document: other.md, reason: Elsewhere., date: 2026-10-01}",
    )
    ran = run("hostel.md", "--accepted", "accepted.yaml", "-o", "audit.md")
    assert (ran.status, ran.out) == (2, "")
    first, second = ran.err.splitlines()
    assert first == (
        "accepted.yaml:3:26: there is no such requirement as “psed.fosterr”; did you mean “psed.foster”?"
    )
    assert second.startswith("accepted.yaml:4:6: ")
    assert second.endswith("did you mean “LAW-001”?")
    assert not Path("audit.md").exists()


def test_what_is_known_of_another_nation_or_topic_can_be_accepted(run: Run) -> None:
    accept(
        "{requirement: LAW-001, document: hostel.md, reason: Elsewhere., date: 2026-10-01}",
        "{requirement: ni.screening, document: hostel.md, reason: Elsewhere., date: 2026-10-01}",
    )
    ran = run("hostel.md", "--accepted", "accepted.yaml")
    assert ran.status == 1
    assert ran.err.count("has nothing to accept in these documents") == 2


@pytest.mark.parametrize("text", ["", "\n  \n", "---\n# to be written\n"])
def test_an_empty_file_of_accepted_findings_gets_the_advice_for_it(run: Run, text: str) -> None:
    Path("accepted.yaml").write_text(text)
    ran = run("hostel.md", "--accepted", "accepted.yaml")
    assert ran.status == 2
    assert ran.err.startswith(
        "accepted.yaml:1:1: nothing is written in this file: accepted findings are a list"
    )
    assert "eiagen audit --help" in ran.err
    assert "eiagen new" not in ran.err


@pytest.mark.parametrize(
    ("entry", "place", "message"),
    [
        ("{requirement: psed.foster, document: hostel.md, date: 2026-10-01}", "2:5", "“reason” is needed"),
        ("{requirement: psed.foster, document: hostel.md, reason: Because.}", "2:5", "“date” is needed"),
        ("{document: hostel.md, reason: Because., date: 2026-10-01}", "2:5", "“requirement” is needed"),
        ("{requirement: psed.foster, reason: Because., date: 2026-10-01}", "2:5", "“fingerprint”"),
        (
            "{requirement: psed.foster, document: hostel.md, reason: '', date: 2026-10-01}",
            "2:5",
            "“reason” is needed",
        ),
        (
            "{requirement: psed.foster, document: hostel.md, reason: Because., date: 2026-02-30}",
            "2:74",
            "2026-02-30 is not a day in the calendar",
        ),
        (
            "{requirement: psed.foster, document: hostel.md, reason: Because., date: 9999-01-01}",
            "2:74",
            "still to come",
        ),
    ],
)
def test_an_accepted_finding_needs_a_reason_and_a_date(
    run: Run, entry: str, place: str, message: str
) -> None:
    accept(entry)
    ran = run("hostel.md", "--accepted", "accepted.yaml")
    assert ran.status == 2
    assert ran.out == ""
    assert message in ran.err
    line, column = re.match(r"accepted\.yaml:(\d+):(\d+): ", ran.err).groups()  # type: ignore[union-attr]
    assert line == place.partition(":")[0]
    assert int(column) >= 5


def test_only_what_is_new_since_the_baseline_counts(run: Run) -> None:
    assert run("hostel.md", "-o", "before.json").status == 1
    same = run("hostel.md", "--baseline", "before.json")
    assert same.status == 0
    assert "as before" in same.out
    # Reworded is not new; a requirement that was addressed and is no more is.
    Path("hostel.md").write_text(
        HOSTEL.replace("We are committed to equality", "We stand for equality").replace(
            "Disabled residents cannot use the side stairs, so staff must open the level entrance",
            "Staff open",
        )
    )
    ran = run("hostel.md", "--baseline", "before.json", "--format", "json")
    assert ran.status == 1
    audit = json.loads(ran.out)
    new = [one["requirement"] for one in audit["findings"] if one["new"]]
    assert "pc.disability" in new
    assert "pc.race" not in new
    log = json.loads(run("hostel.md", "--baseline", "before.json", "--format", "sarif").out)
    states = {one["ruleId"]: one["baselineState"] for one in log["runs"][0]["results"]}
    assert states["pc.disability"] == "new"
    assert states["pc.race"] == "unchanged"


def test_the_next_version_of_a_document_is_known_whatever_it_is_called(run: Run) -> None:
    Path("old").mkdir()
    Path("old/quay.md").write_text(QUAY)
    Path("old/hostel.md").write_text(HOSTEL)
    run("old", "-o", "before.jsonl")
    assert run("hostel.md", "quay.md", "--baseline", "before.jsonl").status == 0
    run("old/hostel.md", "-o", "hostel.json")
    Path("hostel-version-2.md").write_text(HOSTEL)
    assert run("hostel-version-2.md", "--baseline", "hostel.json").status == 0
    assert run("quay.md", "hostel-version-2.md", "--baseline", "hostel.json").status == 1


# SARIF.


def test_sarif_is_valid_and_its_fingerprints_survive_other_pages(run: Run) -> None:
    text = HOSTEL.replace("# ", "").replace("## ", "")
    paragraphs = text.split("\n\n")
    Path("one.txt").write_text("\n\n".join(paragraphs))
    Path("two.txt").write_text(
        "\f".join(f"Foreword {number}\n\n{one}" for number, one in enumerate(paragraphs))
    )
    logs = [json.loads(run(name, "--format", "sarif").out) for name in ("one.txt", "two.txt")]
    schema = json.loads(SARIF.read_text())
    fingerprints, pages = [], []
    for log in logs:
        assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []
        results = log["runs"][0]["results"]
        fingerprints.append({one["ruleId"]: one["partialFingerprints"]["eiagen/v1"] for one in results})
        pages.append({one["ruleId"]: one["properties"]["pages"] for one in results})
        for one in results:
            assert log["runs"][0]["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
    assert fingerprints[0] == fingerprints[1]
    assert pages[0]["psed.foster"] != pages[1]["psed.foster"]


# The cache.


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "eiagen").glob("*.json"))


def test_what_was_done_is_not_done_again(run: Run, tmp_path: Path) -> None:
    first = run("hostel.md", "--format", "json").out
    (entry,) = kept(tmp_path)
    told = json.loads(entry.read_text())
    told["document"]["title"] = "From the cache"
    entry.write_text(json.dumps(told))
    assert audit_of(run, "hostel.md")["document"]["title"] == "From the cache"
    assert run("hostel.md", "--format", "json", "--no-cache").out == first
    # Another text, another name, another law: each is something else.
    Path("again.md").write_text(HOSTEL)
    assert audit_of(run, "again.md")["document"] == json.loads(first)["document"] | {"path": "again.md"}
    assert audit_of(run, "hostel.md", "--topic", "prostitution")["document"]["title"] != "From the cache"
    assert audit_of(run, "hostel.md", "--on", "2020-01-01")["document"]["title"] != "From the cache"
    Path("hostel.md").write_text(HOSTEL + "\nMore.\n")
    assert audit_of(run, "hostel.md")["document"]["title"] != "From the cache"
    assert len(kept(tmp_path)) == 5


def test_the_cache_can_be_thrown_away_and_a_broken_one_does_no_harm(run: Run, tmp_path: Path) -> None:
    first = run("hostel.md").out
    (entry,) = kept(tmp_path)
    entry.write_text('{"half')
    assert run("hostel.md").out == first
    other = entry.parent / "notes.txt"
    other.write_text("mine")
    assert run("--clear-cache") == Ran(0, f"1 audit thrown away from {entry.parent}\n", "")
    assert kept(tmp_path) == []
    assert other.exists()
    assert run("--clear-cache").out.startswith("0 audits")


def test_a_cache_that_cannot_be_written_does_not_matter(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert run("hostel.md").status == 1


# Output files.


@pytest.mark.parametrize("suffix", ["docx", "html", "md", "json", "jsonl", "sarif", "txt"])
def test_the_ending_decides_the_format(run: Run, suffix: str) -> None:
    name = f"audit.{suffix}"
    ran = run("hostel.md", "-o", name)
    assert (ran.status, ran.out, ran.err) == (1, "", f"written to {name}\n")
    data = Path(name).read_bytes()
    begins = {"docx": b"PK", "html": b"<!DOCTYPE html>", "json": b"{", "jsonl": b"{", "sarif": b"{"}
    assert data.startswith(begins.get(suffix, b""))
    if suffix != "docx":
        assert "Visiting hours at Eastmarsh night hostel" in data.decode()
    again = run("hostel.md", "-o", name)
    assert again.status == 2
    assert run("hostel.md", "-o", name, "--force").status == 1
    assert Path(name).read_bytes() == data


def test_nothing_is_written_where_nothing_could_be_audited(run: Run) -> None:
    ran = run("missing.md", "-o", "audit.docx")
    assert ran.status == 2
    assert not Path("audit.docx").exists()


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_a_document_that_could_not_be_read_is_named_in_the_report(run: Run, suffix: str) -> None:
    Path("broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    for others in (("hostel.md", "quay.md"), ("hostel.md",)):
        ran = run(*others, "broken.pdf", "-o", f"audit.{suffix}", "--force")
        assert ran.status == 2
        assert [line for line in ran.err.splitlines() if line.startswith("broken.pdf: damaged")]
        text = " ".join(Path(f"audit.{suffix}").read_text().split())
        assert re.search(r"Not read.{0,60} broken\.pdf \(damaged", text)


def test_the_document_itself_is_never_replaced(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    Path("link.md").symlink_to("hostel.md")
    run("hostel.md", "-o", "again.html")
    kept = {name: Path(name).read_bytes() for name in ("again.html", "hostel.md")}
    for words in (
        ["audit", "hostel.md", "-o", "hostel.md"],
        ["audit", "quay.md", "hostel.md", "-o", "./link.md"],
        ["audit", ".", "-o", "hostel.md"],
        ["report", "again.html", "-o", "again.html"],
        ["compare", "quay.md", "hostel.md", "-o", "hostel.md"],
        ["letter", "foi", "again.html", "-o", "again.html"],
    ):
        assert main([*words, "--force"]) == 2
        assert "this is one of the files that are read here" in capsys.readouterr().err
        assert {name: Path(name).read_bytes() for name in kept} == kept


@pytest.mark.parametrize("suffix", ["docx", "html", "odt", "pdf"])
def test_a_report_of_ours_is_guidance_only_where_it_is_named(run: Run, suffix: str) -> None:
    report = f"reports/audit.{suffix}"
    Path("reports").mkdir()
    run("hostel.md", "-o", report)
    ran = run("reports")
    assert ran.status == 2
    assert f"nothing to audit: left out a report that eiagen made ({report})" in ran.err
    Path("reports/quay.md").write_text(QUAY)
    for words in (["reports"], ["reports/*"], ["reports", "reports/quay.md"]):
        ran = run(*words, "--format", "json")
        assert [json.loads(ran.out)["document"]["path"]] == ["reports/quay.md"]
        assert ran.status == 1
        assert ran.err == (
            f"left out a report that eiagen made ({report}); name one by itself to have it audited\n"
        )
    assert run("reports", "-o", report, "--force").status == 1  # it is no input, so it may be replaced
    mind = "this is a report that eiagen made from an audit, and no guidance"
    assert audit_of(run, report)["document"]["warnings"] == [mind]
    assert mind in " ".join(run(report).out.split())
    lines = run("reports", report, "--format", "json").out.splitlines()
    assert [bool(json.loads(one)["document"]["warnings"]) for one in lines] == [True, False]


@pytest.mark.parametrize("suffix", ["docx", "html", "odt", "md", "txt"])
def test_a_report_that_carries_nothing_is_known_by_its_words(run: Run, suffix: str) -> None:
    without = ["--no-source"] if suffix in ("docx", "html", "odt") else []
    Path("reports").mkdir()
    run("hostel.md", "-o", f"reports/audit.{suffix}", *without)
    words = ["compare", "quay.md", "hostel.md", "-o", f"reports/both.{suffix}", *without]
    assert main(words) in (0, 1)  # as what is compared has it
    Path("reports/quay.md").write_text(QUAY)
    ran = run("reports", "--format", "json")
    assert [json.loads(ran.out)["document"]["path"]] == ["reports/quay.md"]
    assert "left out 2 reports that eiagen made" in ran.err


def test_guidance_that_speaks_of_law_is_no_report_of_ours(run: Run) -> None:
    Path("folder").mkdir()
    Path("folder/a.md").write_text("# Held to account\n\nPolicies are held against the law of England.\n")
    assert json.loads(run("folder", "--format", "json").out)["document"]["path"] == "folder/a.md"


def test_files_of_other_kinds_in_a_folder_are_told(run: Run) -> None:
    Path("folder").mkdir()
    Path("folder/quay.md").write_text(QUAY)
    for name in ("figures.xlsx", "talk.pptx", "picture.png", "~$quay.docx"):
        Path("folder", name).write_bytes(b"x")
    ran = run("folder", "--format", "json")
    assert ran.err == (
        "passed over 2 files that the audit does not read (.pptx, .xlsx); saved as PDF or text, it would\n"
    )
    assert "passed over" not in run("folder/quay.md", "--format", "json").err
    assert json.loads(run("folder/*.md", "--format", "json").out)["document"]["path"] == "folder/quay.md"
    assert run("folder/~*").err == "folder/~*: no file fits this pattern\n"


def test_an_address_is_not_read(run: Run) -> None:
    ran = run("https://www.example.org/guidance.html")
    assert ran.status == 2
    assert ran.err == (
        "https://www.example.org/guidance.html: an address: eiagen reads nothing from the net; "
        "save the page or file, and name what you saved\n"
    )


def test_a_gap_of_one_document_is_not_accepted_in_the_others_by_its_fingerprint(run: Run) -> None:
    gap = next(
        one
        for one in audit_of(run, "hostel.md")["findings"]
        if one["outcome"] == "gap" and not one["passages"]
    )
    entry = f"requirement: {gap['requirement']}, fingerprint: '{gap['fingerprint']}', reason: Planned"
    entry += ", date: 2026-11-01"
    accept(f"{{{entry}}}")
    assert finding(audit_of(run, "hostel.md", "--accepted", "accepted.yaml"), gap["requirement"])["accepted"]
    ran = run("hostel.md", "quay.md", "--accepted", "accepted.yaml", "--format", "json")
    findings = [one for line in ran.out.splitlines() for one in json.loads(line)["findings"]]
    assert not any("accepted" in one for one in findings)
    assert "write the “document” whose gap is accepted beside it" in ran.err
    accept(f"{{{entry}, document: hostel.md}}")
    ran = run("hostel.md", "quay.md", "--accepted", "accepted.yaml", "--format", "json")
    marked = [
        [one["requirement"] for one in json.loads(line)["findings"] if "accepted" in one]
        for line in ran.out.splitlines()
    ]
    assert marked == [[gap["requirement"]], []]


def test_a_text_in_welsh_is_said_to_be_so_and_nothing_in_it_is_sure(run: Run) -> None:
    Path("cymraeg.md").write_text(
        "# Canllawiau ar y stryd\n\nMae'r canllawiau hyn yn dweud wrth swyddogion sut i ymateb yng "
        "Nghymru.\n\nRhaid i'r Cyngor roi sylw dyledus i'r angen i ddileu gwahaniaethu.\n",
        encoding="utf-8",
    )
    found = audit_of(run, "cymraeg.md")
    assert found["document"]["warnings"] == [
        "the text seems to be in Welsh: only English is read, so that what is not found may be there"
    ]
    assert found["catalogue"]["jurisdiction"] == "wales"
    assert {one["certainty"] for one in found["findings"] if one["outcome"] == "gap"} == {"check"}
    assert not audit_of(run, "hostel.md")["document"]["warnings"]


def test_a_source_is_named_once(run: Run) -> None:
    log = json.loads(run("hostel.md", "quay.md", "--format", "sarif").out)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        sources = rule["properties"]["sources"]
        assert len(sources) == len(set(sources))


# Processes.


def _sleep_or_die(what: float) -> float:
    if what < 0:
        os._exit(3)
    time.sleep(what)
    return what


def test_a_process_that_hangs_or_dies_takes_no_other_task_with_it() -> None:
    with WorkerProcesses(2, seconds=3) as processes:
        futures = [processes.submit(_sleep_or_die, what) for what in (0.0, 60, 0.1, -1, 0.2)]
        begun = time.monotonic()
        assert [futures[number].result() for number in (0, 2, 4)] == [0.0, 0.1, 0.2]
        with pytest.raises(TookTooLongError):
            futures[1].result()
        with pytest.raises(LostError):
            futures[3].result()
        assert time.monotonic() - begun < 30


def test_a_document_that_takes_too_long_is_given_up_and_the_others_are_not(run: Run) -> None:
    Path("long.txt").write_text(
        "Disabled women and girls may be affected differently by the policy.\n\n" * 200_000
    )
    ran = run("long.txt", "hostel.md", "--time-limit", 4, "--format", "json")
    assert ran.status == 2
    assert [json.loads(line)["document"]["path"] for line in ran.out.splitlines()] == ["hostel.md"]
    assert ran.err.startswith("long.txt: given up, because it took too long")


def test_results_come_out_before_all_is_done(tmp_path: Path) -> None:
    """And not to a terminal, so that no progress is shown."""
    Path("long.txt").write_text(
        "Disabled women and girls may be affected differently by the policy.\n\n" * 200_000
    )
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    words = [
        "-m",
        "eiagen",
        "audit",
        "hostel.md",
        "long.txt",
        "--jobs",
        "1",
        "--format",
        "json",
        "--time-limit",
        "60",
    ]
    with subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        assert json.loads(line)["document"]["path"] == "hostel.md"
        assert process.poll() is None
        process.terminate()
        assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_whoever_presses_ctrl_c_waits_for_nothing() -> None:
    Path("long.txt").write_text("Disabled women and girls may be affected by the policy.\n\n" * 200_000)
    words = ["-m", "eiagen", "audit", "hostel.md", "long.txt", "--format", "json"]
    with subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["document"]["path"] == "hostel.md"
        process.send_signal(signal.SIGINT)
        begun = time.monotonic()
        assert process.wait(20) == 130
        assert time.monotonic() - begun < 10
        kept = b"stopped: the audits that were done are kept, and the same command again goes on from there\n"
        assert process.stderr.read() == kept


def test_progress_is_one_line_of_the_screen_and_only_for_long_work() -> None:
    now = [0.0]
    screen = io.StringIO()
    progress = Progress(screen, 40, "documents", clock=lambda: now[0])
    now[0] = 0.9
    progress.step()
    progress.clear()
    assert screen.getvalue() == ""
    for _ in range(4):
        now[0] += 2
        progress.step()
    assert screen.getvalue() == "".join(
        (
            "\r2 of 40 documents",
            "\r3 of 40 documents",
            "\r4 of 40 documents",
            "\r5 of 40 documents, about 1 min 02 s left",
        )
    )
    progress.clear()
    assert screen.getvalue().endswith(" \r")
    nowhere = Progress(None, 40, "documents", clock=lambda: now[0])
    now[0] += 100
    nowhere.step()
    nowhere.clear()


# dask.


def test_a_scheduler_gives_the_same_audits(run: Run) -> None:
    import distributed

    audit_cache.edition.cache_clear()  # somebody may work on the catalogue while the tests run
    here = run("hostel.md", "quay.md", "--format", "json")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        there = run(
            "hostel.md",
            "quay.md",
            "gone.md",
            "--format",
            "json",
            "--no-cache",
            "--scheduler",
            cluster.scheduler_address,
        )
    assert there.out == here.out
    assert there.status == 2
    assert there.err == "gone.md: no such file\n"


def test_a_scheduler_without_workers_is_said(run: Run) -> None:
    import distributed

    with distributed.LocalCluster(n_workers=0, dashboard_address=None) as cluster:
        ran = run("hostel.md", "--scheduler", cluster.scheduler_address)
    assert ran.status == 2
    assert "has no workers, so nobody would do it" in ran.err


def test_a_scheduler_that_does_not_answer_is_said(run: Run) -> None:
    import distributed  # noqa: F401 - the extra is part of what is tested

    ran = run("hostel.md", "--scheduler", "tcp://127.0.0.1:1")
    assert ran.status == 2
    assert "--scheduler: no dask scheduler answers at tcp://127.0.0.1:1" in ran.err
