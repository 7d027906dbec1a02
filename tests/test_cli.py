"""The commands as people and programs meet them: what they print where, their exit status, and their manners."""

# ruff: noqa: E501 - what is expected stands on one line
from __future__ import annotations

import datetime
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft4Validator

import eiagen
from eiagen.cli import main
from eiagen.loading import load_catalogue, names
from eiagen.usage import COMMANDS

SOURCE = Path(eiagen.__file__).parents[1]
PYTHON = [sys.executable, "-m", "eiagen"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals, limits and devices of POSIX")

DRAFT = """\
title: Library hours
body:
  name: Made Council
jurisdiction: england
status: draft
evidence_gaps:
  - what: Who comes on Mondays, 50% of them by bus
impacts:
  - characteristics: [disability]
    aim: advance
    direction: negative
    finding: Fewer days with a lift, ramps: none
""".replace("ramps: none", "no ramps")


class Ran(NamedTuple):
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process."""

    def command(*words: object) -> Ran:
        status = main([str(word) for word in words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(status, printed.out, printed.err)

    return command


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An assessment with gaps, in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path("draft.yaml").write_text(DRAFT)
    return "draft.yaml"


def environment(**more: str) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(SOURCE),
        "SYSTEMROOT": "C:\\Windows",
        **more,
    }


# Check.


def test_check_prints_place_severity_id_and_message(run: Run, draft: str) -> None:
    ran = run("check", draft)
    assert ran.status == 1
    assert ran.err == ""
    found = [
        line for line in ran.out.splitlines() if line.startswith("draft.yaml:") and "no rule" not in line
    ]
    for line in found:
        assert re.fullmatch(r"draft\.yaml(:\d+:\d+)?: (critical|high|medium|low) [A-Z]+-\d{3} \S.*", line), (
            line
        )
    order = ["critical", "high", "medium", "low"]
    severities = [order.index(line.split(": ", 1)[1].split(" ")[0]) for line in found]
    assert severities == sorted(severities)
    assert ran.out.count("\n    write: ") == len(found)
    assert ran.out.count("\n    source: ") == len(found)
    last = ran.out.splitlines()[-1]
    assert re.match(rf"{len(found)} gaps? \(.*\d (critical|high|medium|low)\); requirements: ", last)


def test_each_source_says_whether_it_was_checked(run: Run, draft: str) -> None:
    text = re.sub(r"\n {8,}", " ", run("check", draft).out)
    sources = [line for line in text.splitlines() if line.startswith("    source: ")]
    assert sources
    assert all(
        re.search(r"\((checked \d{4}-\d\d-\d\d.*|not checked by anybody yet)\)$", line) for line in sources
    )


def test_a_bare_path_is_checked(run: Run, draft: str) -> None:
    assert run(draft) == run("check", draft)
    assert run("./draft.yaml", "--format", "json").status == 1


def test_fail_on_decides_the_exit_status_only(run: Run, draft: str) -> None:
    whole = run("check", draft)
    findings = json.loads(run("check", draft, "--format", "json").out)["findings"]
    gaps = {finding["severity"] for finding in findings if finding["outcome"] == "gap"}
    for index, severity in enumerate(order := ["critical", "high", "medium", "low"]):
        ran = run("check", draft, "--fail-on", severity)
        assert ran.out == whole.out
        assert ran.status == int(bool(gaps & set(order[: index + 1])))
    assert run("check", draft, "--fail-on", "never") == Ran(0, whole.out, "")


def test_json_is_as_the_contract_says(run: Run, draft: str) -> None:
    ran = run("check", draft, "--format", "json", "--on", "2026-11-24")
    assert ran.status == 1
    found = json.loads(ran.out)
    assert list(found) == ["schema", "assessment", "catalogue", "findings"]
    assert found["schema"] == "eiagen.check/1"
    assert found["assessment"]["title"] == "Library hours"
    assert found["catalogue"]["jurisdiction"] == "england"
    assert found["catalogue"]["assumed"] is False
    assert found["catalogue"]["on"] == "2026-11-24"
    keys = [
        "rule",
        "requirement",
        "title",
        "outcome",
        "severity",
        "file",
        "line",
        "column",
        "field",
        "message",
        "why",
        "fix",
        "under",
        "citation",
        "fingerprint",
    ]
    for finding in found["findings"]:
        assert list(finding) == keys
        assert finding["file"] == "draft.yaml"
        assert re.fullmatch(r"[0-9a-f]{16}", finding["fingerprint"])
        assert set(finding["citation"]) == {"title", "url", "checked"}
    catalogue = load_catalogue("england", on=datetime.date(2026, 11, 24))
    assert {one["requirement"] for one in found["findings"]} == {one.id for one in catalogue.requirements}
    gaps = [finding for finding in found["findings"] if finding["outcome"] == "gap"]
    assert gaps
    assert all(finding["rule"] and finding["fix"] and finding["why"] for finding in gaps)
    fingerprints = [finding["fingerprint"] for finding in found["findings"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_fingerprint_stays_while_lines_move(run: Run, draft: str) -> None:
    before = json.loads(run("check", draft, "--format", "json").out)["findings"]
    Path(draft).write_text("# A note.\n\n" + DRAFT)
    after = json.loads(run("check", draft, "--format", "json").out)["findings"]
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]
    assert [one["line"] for one in before] != [one["line"] for one in after]


def test_a_jurisdiction_that_nobody_stated_is_said_to_be_assumed(run: Run, draft: str) -> None:
    Path(draft).write_text(DRAFT.replace("jurisdiction: england\n", ""))
    ran = run("check", draft, "--format", "json")
    assert "jurisdiction not stated: using england; write “jurisdiction: england”" in ran.err
    assert json.loads(ran.out)["catalogue"]["assumed"] is True
    stated = run("check", draft, "--format", "json", "--jurisdiction", "wales")
    assert stated.err == ""
    assert json.loads(stated.out)["catalogue"] | {"law_checked_on": None} == {
        "jurisdiction": "wales",
        "assumed": False,
        "topics": [],
        "on": datetime.date.today().isoformat(),  # noqa: DTZ011 - the user's own day
        "law_checked_on": None,
    }


def test_options_override_the_file(run: Run, draft: str) -> None:
    ran = run(
        "check",
        draft,
        "--format=json",
        "--jurisdiction=scotland",
        "--topic=prostitution",
        "--topic=local-service",
    )
    catalogue = json.loads(ran.out)["catalogue"]
    assert catalogue["jurisdiction"] == "scotland"
    assert catalogue["topics"] == ["prostitution", "local-service"]


def test_one_bad_file_does_not_hide_the_others(run: Run, draft: str) -> None:
    Path("bad.yaml").write_text("title: Library hours\nbody: Made Council\n")
    Path("other.yaml").write_text(DRAFT)
    ran = run("check", "bad.yaml", draft, "missing.yaml", "other.yaml")
    assert ran.status == 2
    assert "bad.yaml:2:1: “body” is a group of fields" in ran.err
    assert "missing.yaml: there is no such file" in ran.err
    assert "draft.yaml:" in ran.out
    assert "other.yaml:" in ran.out
    assert " in 2 files; " in ran.out.splitlines()[-1]
    lines = run("check", draft, "other.yaml", "--format", "json").out.splitlines()
    assert [json.loads(line)["assessment"]["path"] for line in lines] == ["draft.yaml", "other.yaml"]


def test_an_answer_to_a_requirement_that_is_not_in_use_is_told(run: Run, draft: str) -> None:
    Path(draft).write_text(
        DRAFT + "considerations:\n  - requirement: complaints.redres\n    finding: A form.\n"
    )
    err = run("check", draft).err
    assert err.startswith("draft.yaml:14:5: no requirement “complaints.redres” is in use here")
    assert "did you mean “complaints.redress”?" in err


def test_sarif_is_valid_and_complete(run: Run, draft: str) -> None:
    Path("bad one.yaml").write_text("title: Library hours\nbody: Made Council\n")
    for files, successful in (([draft], True), ([draft, "bad one.yaml"], False)):
        ran = run("check", *files, "--format", "sarif")
        log = json.loads(ran.out)
        schema = json.loads((Path(__file__).parent / "sarif_schema/sarif-2.1.0-rtm.5.json").read_text())
        assert [error.message for error in Draft4Validator(schema).iter_errors(log)] == []
        (found,) = log["runs"]
        assert found["invocations"][0]["executionSuccessful"] is successful
        rules = found["tool"]["driver"]["rules"]
        gaps = [
            one
            for one in json.loads(run("check", draft, "--format", "json").out)["findings"]
            if one["outcome"] == "gap"
        ]
        assert len(found["results"]) == len(gaps) > 0
        for result, gap in zip(found["results"], gaps, strict=True):
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == gap["rule"]
            assert result["partialFingerprints"] == {"eiagen/v1": gap["fingerprint"]}
            place = result["locations"][0]["physicalLocation"]
            assert place["artifactLocation"]["uri"] == "draft.yaml"
            if gap["line"]:
                assert place["region"] == {"startLine": gap["line"], "startColumn": gap["column"]}
        for rule in rules:
            assert rule["fullDescription"]["text"]
            assert "{" not in rule["shortDescription"]["text"]
        assert any(rule.get("helpUri", "").startswith("https://") for rule in rules)
    notice = found["invocations"][0]["toolExecutionNotifications"][0]
    assert notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "bad%20one.yaml"


def test_github_annotations_are_escaped(run: Run, draft: str) -> None:
    Path("one, two.yaml").write_text(DRAFT)
    ran = run("check", "one, two.yaml", "missing.yaml", "--format", "github")
    assert ran.status == 2
    first, *others = ran.out.splitlines()
    assert first == "::error file=missing.yaml,title=cannot be checked::there is no such file"
    assert others
    for line in others:
        assert re.fullmatch(
            r"::(error|warning|notice) file=one%2C two\.yaml(,line=\d+,col=\d+)?,title=[A-Z]+-\d+ \(\w+\)::\S.*",
            line,
        ), line
    assert any("50%25 of them" in line for line in others)
    assert all("%0AWrite: " in line for line in others)


def test_output_goes_to_a_file_once(run: Run, draft: str) -> None:
    whole = run("check", draft).out
    ran = run("check", draft, "-o", "gaps.txt")
    assert (ran.status, ran.out, ran.err) == (1, "", "written to gaps.txt\n")
    assert Path("gaps.txt").read_text(encoding="utf-8") == whole
    Path("gaps.txt").write_text("mine")
    assert run("check", draft, "-o", "gaps.txt").status == 2
    assert Path("gaps.txt").read_text() == "mine"
    assert run("check", draft, "-o", "gaps.txt", "--force").status == 1
    assert Path("gaps.txt").read_text(encoding="utf-8") == whole
    assert sorted(path.name for path in Path().iterdir()) == ["draft.yaml", "gaps.txt"]


# Report.


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".json"])
def test_report_writes_the_format_of_the_suffix(suffix: str, run: Run, draft: str) -> None:
    ran = run("report", draft, "-o", f"paper{suffix}")
    assert ran.status == 0
    assert ran.err == ""
    count = run("check", draft).out.splitlines()[-1]
    assert ran.out == f"paper{suffix}: {count}\n"
    data = Path(f"paper{suffix}").read_bytes()
    signs = {".docx": b"PK\x03\x04", ".html": b"<!doctype html>", ".json": b"{", ".md": b"# library hours"}
    assert signs[suffix].lower() in data[:400].lower()
    assert sorted(path.name for path in Path().iterdir()) == sorted([draft, f"paper{suffix}"])


def test_report_takes_the_assessments_name_and_this_folder(run: Run, draft: str) -> None:
    Path("cases").mkdir()
    Path(draft).rename("cases/hours.yaml")
    assert run("report", "cases/hours.yaml").out.startswith("hours.docx: ")
    assert Path("hours.docx").is_file()


def test_report_replaces_a_file_only_when_told_to(run: Run, draft: str) -> None:
    Path("draft.docx").write_text("mine")
    ran = run("report", draft)
    assert ran.status == 2
    assert "there is a file of this name already" in ran.err
    assert Path("draft.docx").read_text() == "mine"
    assert run("report", draft, "--force").status == 0
    assert Path("draft.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["report.pages", "report", "report.DOC"])
def test_report_names_the_formats_there_are(name: str, run: Run, draft: str) -> None:
    ran = run("report", draft, "-o", name)
    assert ran.status == 2
    assert ".docx" in ran.err
    assert ".html" in ran.err
    assert not Path(name).exists()


def test_a_wrong_assessment_makes_no_report(run: Run, draft: str) -> None:
    Path(draft).write_text("title: Library hours\n")
    assert run("report", draft, "-o", "paper.docx").status == 2
    assert not Path("paper.docx").exists()


def test_who_edits_the_file_is_told_the_field_and_who_reads_the_report_is_not(run: Run, draft: str) -> None:
    found = json.loads(run("check", draft, "--format", "json").out)["findings"]
    who_decides = next(one for one in found if one["rule"] == "EIA-015")
    assert who_decides["under"] == ["decision.maker"]
    assert "decision.maker" not in who_decides["fix"]
    assert "\n    under: decision.maker\n" in run("check", draft).out
    assert "%0AUnder: decision.maker%0A" in run("check", draft, "--format", "github").out
    (sarif,) = json.loads(run("check", draft, "--format", "sarif").out)["runs"]
    helps = {rule["id"]: rule["help"]["text"] for rule in sarif["tool"]["driver"]["rules"]}
    assert helps["EIA-015"].endswith("\nUnder: decision.maker")
    assert "Under\n  - decision.maker\n" in run("explain", "EIA-015").out
    run("report", draft, "-o", "paper.md")
    paper = Path("paper.md").read_text(encoding="utf-8")
    assert who_decides["fix"] in " ".join(paper.split())
    assert "decision.maker" not in paper


# Duties and explain.


def test_duties_lists_every_requirement(run: Run) -> None:
    for jurisdiction in names().jurisdictions:
        catalogue = load_catalogue(jurisdiction, names().topics)
        found = json.loads(run("duties", "--format", "json", "--jurisdiction", jurisdiction).out)
        assert found["schema"] == "eiagen.duties/1"
        assert [one["id"] for one in found["requirements"]] == [one.id for one in catalogue.requirements]
        text = run("duties", "--jurisdiction", jurisdiction).out
        for one in catalogue.requirements:
            assert re.search(rf"^  {re.escape(one.id)} +{re.escape(one.title)}", text, re.MULTILINE)


def test_duties_are_those_of_the_day_and_the_topic(run: Run) -> None:
    old = json.loads(run("duties", "--format", "json", "--on", "2005-01-01", "--jurisdiction", "england").out)
    new = json.loads(run("duties", "--format", "json", "--jurisdiction", "england").out)
    assert len(old["requirements"]) < len(new["requirements"])
    none = json.loads(run("duties", "--format=json", "--topic=local-service", "--jurisdiction=england").out)
    assert none["catalogue"]["topics"] == ["local-service"]


def every_id() -> list[tuple[str, str]]:
    return [
        (jurisdiction, id)
        for jurisdiction in names().jurisdictions
        for catalogue in [load_catalogue(jurisdiction, names().topics)]
        for id in (
            *(one.id for one in catalogue.requirements),
            *catalogue.rules,
            *catalogue.duties,
            *catalogue.citations,
        )
    ]


def test_explain_knows_every_id(run: Run) -> None:
    for jurisdiction, id in every_id():
        ran = run("explain", id, "--jurisdiction", jurisdiction)
        assert ran.status == 0, id
        assert ran.out.startswith(f"{id}: ")


def test_explain_tells_all_about_a_requirement(run: Run) -> None:
    catalogue = load_catalogue("england", names().topics)
    for one in catalogue.requirements:
        text = " ".join(run("explain", one.id, "--jurisdiction", "england").out.split())
        for part in (one.title, one.asks, one.why, one.addressed, one.mentioned, one.closes):
            assert " ".join(part.split()) in text
        for source in catalogue.sources(one):
            assert source.title in text
            assert not source.url or source.url in text
        for check in one.in_assessment:
            assert check.rule in text
    assert re.search(r"\(checked \d{4}-\d\d-\d\d|not checked by anybody yet\)", text)


@pytest.mark.parametrize("jurisdiction", names().jurisdictions)
def test_explain_shows_examples_of_every_outcome(run: Run, jurisdiction: str) -> None:
    catalogue = load_catalogue(jurisdiction, names().topics, guidance=True)
    without = set()
    for one in catalogue.requirements:
        if one.not_applicable:
            continue
        said = " ".join(run("explain", one.id, "--jurisdiction", jurisdiction).out.split())
        for heading in ("What dismisses it", "What does not count"):
            assert heading in said
        assert one.in_guidance is not None, one.id
        for outcome, texts in one.in_guidance.examples:
            if not texts:
                without.add((one.id, outcome))
            elif not any(" ".join(text.split()) in said for text in texts):
                pytest.fail(f"{one.id}: explain shows no example of {outcome}")
    assert without <= {("terminology", "dismissed")}, "each outcome needs an example"


def test_explain_finds_what_only_another_nation_has(run: Run) -> None:
    england = {id for jurisdiction, id in every_id() if jurisdiction == "england"}
    others = [(jurisdiction, id) for jurisdiction, id in every_id() if id not in england]
    assert others
    ran = run("explain", others[0][1])
    assert ran.status == 0
    assert ran.out.startswith(others[0][1])


def test_explain_offers_the_nearest_id(run: Run) -> None:
    ran = run("explain", "psed.fostr")
    assert ran.status == 2
    assert ran.out == ""
    assert (
        "there is no requirement, rule, duty or source “psed.fostr”; did you mean “psed.foster”?" in ran.err
    )


# What the command line itself refuses.


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc", "a.yaml"], "there is no command “chekc”; did you mean “check”?"),
        (["check"], "FILE is missing"),
        (["new"], "FILE is missing"),
        (["explain"], "ID is missing"),
        (
            ["check", "a.yaml", "--fromat", "json"],
            "there is no option “--fromat” here; did you mean “--format”?",
        ),
        (["check", "a.yaml", "--format", "jsn"], "there is no --format “jsn”; did you mean “json”?"),
        (
            ["check", "a.yaml", "--fail-on", "worst"],
            "there is no --fail-on “worst”; there are: critical, high",
        ),
        (["check", "a.yaml", "--on", "yesterday"], "“yesterday” is not a day; write it like 2026-11-24"),
        (["check", "a.yaml", "--on", "2026-02-31"], "“2026-02-31” is not a day"),
        (["check", "a.yaml", "--format"], "--format: expected one argument"),
        (["duties", "--jurisdiction", "walse"], "there is no “walse”; did you mean “wales”?"),
        (
            ["duties", "--topic", "roads"],
            "--topic: there is no “roads”; there are: local-service, prostitution",
        ),
        (["check", "a\0b.yaml"], "the file cannot be read"),
    ],
)
def test_a_wrong_command_is_told_in_a_line(words: list[str], said: str, run: Run) -> None:
    ran = run(*words)
    assert ran.status == 2
    assert ran.out == ""
    assert said in ran.err
    assert len(ran.err.splitlines()) <= 2


@pytest.mark.parametrize("option", ["--jurisdiction", "--topic"])
def test_a_name_that_is_not_there_fails_the_check(option: str, run: Run, draft: str) -> None:
    ran = run("check", draft, option, "nowhere")
    assert (ran.status, ran.out) == (2, "")
    assert f"{option}: there is no “nowhere”" in ran.err


# Help.


def test_help_names_every_command(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    assert ran == run()
    for command in COMMANDS:
        assert re.search(rf"^    {command} +\S", ran.out, re.MULTILINE)
        own = run(command, "--help")
        assert own.status == 0
        assert "examples:\n" in own.out
    assert max(map(len, ran.out.splitlines())) <= 120


def test_version(run: Run) -> None:
    assert run("--version") == Ran(0, f"eiagen {eiagen.__version__}\n", "")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from eiagen.cli import main; main(['--help']); main(['--version']);"
        "print([name for name in ('pydantic', 'yaml', 'jinja2', 'lxml', 'rich') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_check_imports_no_reader_or_renderer(draft: str) -> None:
    code = (
        "import sys; from eiagen.cli import main; main(['check', 'draft.yaml']);"
        "print([name for name in ('jinja2', 'lxml', 'pypdfium2', 'striprtf', 'jsonschema') if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_no_plugin_of_pydantic_runs_whatever_is_installed(draft: str, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    (installed / "spy-1.dist-info").mkdir(parents=True)
    (installed / "spy-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: spy\nVersion: 1\n")
    (installed / "spy-1.dist-info" / "entry_points.txt").write_text("[pydantic]\nspy = spy:plugin\n")
    (installed / "spy.py").write_text("raise SystemExit('the plugin runs')\n")
    path = os.pathsep.join((str(installed), str(SOURCE)))
    ran = subprocess.run(
        [*PYTHON, "check", draft], capture_output=True, env=environment(PYTHONPATH=path), check=False
    )
    assert (ran.returncode, ran.stderr) == (1, b"")


def test_what_pydantic_may_want_of_its_loader_of_plugins_is_still_there() -> None:
    code = (
        "import sys; from eiagen.cli import main; sys.argv = ['eiagen', '--version']; main();"
        "from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP as group; print(group)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert ran.stdout.splitlines()[-1] == "pydantic"


# Manners.


def test_colour_only_on_a_terminal(draft: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("check", draft).out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[" in run("check", draft).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("check", draft).out


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_any_locale_can_print(locale: dict[str, str], draft: str) -> None:
    Path("bad.yaml").write_text(DRAFT.replace("draft", "drafted"))
    words = [*PYTHON, "check", draft, "bad.yaml"]
    ran = subprocess.run(words, capture_output=True, env=environment(**locale), check=False)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"Error" not in ran.stderr
    assert b"status" in ran.stderr
    assert b"requirements: " in ran.stdout


@POSIX
def test_closed_standard_input_is_told(draft: str) -> None:
    shell = f"exec {sys.executable} -m eiagen check - <&-"
    ran = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, env=environment(), check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("-: standard input is closed")


def test_standard_input_is_checked(draft: str) -> None:
    ran = subprocess.run(
        [*PYTHON, "-"], input=DRAFT, capture_output=True, text=True, env=environment(), check=False
    )
    assert ran.returncode == 1
    assert "\n-:" in f"\n{ran.stdout}"


@POSIX
def test_a_reader_who_has_seen_enough_is_no_trouble(draft: str) -> None:
    with subprocess.Popen(
        [*PYTHON, "duties"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        said = ran.stderr.read().decode()
    assert "Error" not in said
    assert "Traceback" not in said


@POSIX
def test_ctrl_c_is_quiet(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    with subprocess.Popen([*PYTHON, "check", str(pipe)], stderr=subprocess.PIPE, env=environment()) as ran:
        assert ran.stderr is not None
        with pipe.open("wb"):  # waits until the other side has opened it, so it is reading
            ran.send_signal(signal.SIGINT)
            said = ran.stderr.read()
    assert (ran.returncode, said) == (130, b"")


@POSIX
def test_a_full_screen_device_is_told(draft: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no such device on this system")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        ran = subprocess.run(
            [*PYTHON, "check", draft], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    assert ran.returncode == 2
    assert b"the output could not be written" in ran.stderr
    assert b"Traceback" not in ran.stderr


# Files are written whole or not at all.


@POSIX
def test_a_full_disk_leaves_nothing_behind(draft: str) -> None:
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "from eiagen.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    for words in (["new", "form.yaml"], ["check", draft, "--format", "json", "-o", "gaps.json"]):
        ran = subprocess.run(
            [sys.executable, "-B", "-c", limited, *words],
            capture_output=True,
            text=True,
            env=environment(),
            check=False,
        )
        assert ran.returncode == 2
        assert (
            "this cannot be written; the file would be larger than is allowed there. Nothing was changed"
            in ran.stderr
        )
        assert "Traceback" not in ran.stderr
        assert [path.name for path in Path().iterdir()] == [draft]


@POSIX
def test_a_file_that_could_not_be_replaced_stays_as_it_was(draft: str) -> None:
    Path("gaps.json").write_text("mine")
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
        "from eiagen.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    words = ["check", draft, "--format", "json", "-o", "gaps.json", "--force"]
    ran = subprocess.run(
        [sys.executable, "-B", "-c", limited, *words], capture_output=True, env=environment(), check=False
    )
    assert ran.returncode == 2
    assert Path("gaps.json").read_text() == "mine"
    assert sorted(path.name for path in Path().iterdir()) == [draft, "gaps.json"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("folder", "this is a folder; name a file in it"),
        ("nowhere/form.yaml", "there is no folder “nowhere”; make it first"),
        ("draft.yaml/form.yaml", "there is no folder “draft.yaml”"),
        ("n" * 300 + ".yaml", "the name is too long"),
        ("draft.yaml", "there is a file of this name already"),
        ("a\0b.yaml", "this cannot be written"),
    ],
)
def test_a_place_that_cannot_be_written_is_told(target: str, said: str, run: Run, draft: str) -> None:
    Path("folder").mkdir()
    ran = run("new", target)
    assert ran.status == 2
    assert said in ran.err
    assert sorted(path.name for path in Path().iterdir()) == ["draft.yaml", "folder"]
    assert Path("draft.yaml").read_text() == DRAFT


@POSIX
def test_a_folder_one_may_not_write_in_is_told(run: Run, draft: str, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    run("new", "form.yaml")  # so that everything is imported already
    root = os.geteuid() == 0
    for above in (one for one in (tmp_path, *tmp_path.parents) if root and "pytest-of-" in str(one)):
        above.chmod(0o755)
    if root:
        os.seteuid(65534)
    try:
        ran = run("new", closed / "form.yaml")
    finally:
        if root:
            os.seteuid(0)
    assert ran.status == 2
    assert "you are not allowed to write there" in ran.err
    assert list(closed.iterdir()) == []


@POSIX
def test_a_device_is_never_replaced(run: Run, draft: str) -> None:
    ran = run("check", draft, "-o", "/dev/null", "--force")
    assert ran.status == 2
    assert "not an ordinary file" in ran.err
    assert not Path("/dev/null").is_file()


@POSIX
def test_a_link_stays_a_link_and_permissions_stay(run: Run, draft: str) -> None:
    Path("real.txt").write_text("old")
    Path("real.txt").chmod(0o640)
    Path("link.txt").symlink_to("real.txt")
    assert run("check", draft, "-o", "link.txt", "--force").status == 1
    assert Path("link.txt").is_symlink()
    assert Path("real.txt").read_text(encoding="utf-8") == run("check", draft).out
    assert Path("real.txt").stat().st_mode & 0o777 == 0o640


def test_what_is_written_says_the_same_each_time(run: Run, draft: str) -> None:
    for format in ("text", "json", "sarif", "github"):
        first: Any = run("check", draft, "--format", format)
        assert run("check", draft, "--format", format) == first


# Comparison with other assessments.


def test_text_that_was_copied_is_shown(run: Run, draft: str) -> None:
    text = " ".join(
        f"Sentence {number} tells what was found out about the people who come." for number in range(40)
    )
    written = DRAFT + f"purpose:\n  summary: {text}\n"
    Path(draft).write_text(written)
    Path("others").mkdir()
    Path("others/earlier.yaml").write_text(written)
    Path("others/notes.yaml").write_text("- not an assessment\n")
    itself = run("check", draft, "--corpus", "others")
    assert "others/earlier.yaml" not in itself.out  # an earlier version of the same assessment
    assert "left out of the comparison: others/notes.yaml:1:1: an assessment is made of fields" in itself.err
    Path("others/earlier.yaml").write_text(written.replace("Made Council", "Another Council"))
    ran = run("check", draft, "--corpus", "others")
    assert "others/earlier.yaml" in ran.out
    one_more = int(run("check", draft).out.splitlines()[-1].split()[0]) + 1
    assert ran.out.splitlines()[-1].startswith(f"{one_more} gaps")


@pytest.mark.parametrize(
    ("folder", "said"),
    [("missing", "there is no folder “missing”"), ("empty", "there is no assessment in the folder “empty”")],
)
def test_a_folder_to_compare_with_must_hold_something(folder: str, said: str, run: Run, draft: str) -> None:
    Path("empty").mkdir()
    ran = run("check", draft, "--corpus", folder)
    assert (ran.status, ran.out) == (2, "")
    assert f"--corpus: {said}" in ran.err
