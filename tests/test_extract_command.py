"""`eiagen extract`: what a report was made from, out of the report, and whether it was edited since."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.carried.comments import without_comments
from eiagen.cli import main
from eiagen.loading import load_assessment, parse_assessment

Run = Callable[..., tuple[int, str, str]]
EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[1] / "examples").glob("*/assessment.yaml"))
SUFFIXES = (".docx", ".odt", ".pdf", ".html")
DAY = "2026-11-24"
GUIDANCE = Path(__file__).parents[1] / "examples" / "guidance-on-prostitution" / "guidance"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return status, printed.out, printed.err

    return command


def report_of(run: Run, folder: Path, target: Path, *more: str) -> Path:
    assert run("report", folder / "assessment.yaml", "-o", target, "--on", DAY, *more)[0] == 0
    return target


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda one: one.name)
def test_the_assessment_comes_back_and_nothing_is_called_edited(
    run: Run, folder: Path, suffix: str, tmp_path: Path
) -> None:
    report = report_of(run, folder, tmp_path / f"report{suffix}")
    status, out, err = run("extract", report)
    assert status == 0
    assert (
        parse_assessment(out.encode(), "a.yaml").assessment
        == load_assessment(str(folder / "assessment.yaml")).assessment
    )
    assert "edited since:" not in err
    assert ("can’t be told of a PDF" in err) is (suffix == ".pdf")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_report_is_made_again_from_a_report(run: Run, suffix: str, tmp_path: Path) -> None:
    folder = EXAMPLES[0]
    first = report_of(run, folder, tmp_path / f"report{suffix}")
    second, plain = tmp_path / "again.json", tmp_path / "plain.json"
    status, _, err = run("report", first, "-o", second, "--on", DAY)
    assert status == 0
    assert "from assessment.yaml" in err
    report_of(run, folder, plain)
    again, once = (json.loads(path.read_text(encoding="utf-8")) for path in (second, plain))
    assert again["assessment"] == once["assessment"]


@pytest.fixture(scope="module")
def audits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the audits of two versions, as JSON."""
    folder = tmp_path_factory.mktemp("audits")
    for version in ("version-1", "version-2"):
        main(["audit", str(GUIDANCE / f"{version}.md"), "-o", str(folder / f"{version}.json"), "--on", DAY])
    return folder


def without_folder(audit: Path) -> str:
    """What `eiagen audit` wrote, but for the folder that the document was in."""
    return audit.read_text(encoding="utf-8").replace(f"{GUIDANCE}/", "")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_audit_comes_back_from_its_report(run: Run, audits: Path, suffix: str, tmp_path: Path) -> None:
    report, again = tmp_path / f"report{suffix}", tmp_path / f"again{suffix}"
    run("audit", GUIDANCE / "version-1.md", "-o", report, "--on", DAY)
    status, out, err = run("extract", report)
    assert status == 0
    assert out == without_folder(audits / "version-1.json")
    assert "edited since:" not in err
    run("report", report, "-o", again)
    assert json.loads(run("extract", again)[1]) == json.loads(out)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_report_of_an_audit_stands_for_it(
    run: Run, audits: Path, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = tmp_path / f"report{suffix}"
    run("report", audits / "version-1.json", "-o", report)
    made = {}
    for name, source in (("json", audits / "version-1.json"), ("report", report)):
        letter, changes = tmp_path / f"{name}.md", tmp_path / f"{name}.json"
        assert run("letter", "foi", source, "-o", letter, "--include-unsure")[0] == 0
        run("compare", source, audits / "version-2.json" if name == "json" else report, "-o", changes)
        made[name] = letter.read_text(encoding="utf-8"), json.loads(changes.read_text(encoding="utf-8"))
    assert made["json"][0] == made["report"][0]
    assert {one["change"] for one in made["report"][1]["changes"]} == {"unchanged"}
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"q\n")))
    assert "left to decide" in run("review", report, "--name", "Jo", "--on", DAY, "--lines")[1]


def test_several_audits_come_back_one_a_line(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.docx"
    run("audit", GUIDANCE / "version-1.md", GUIDANCE / "version-2.md", "-o", report, "--on", DAY)
    _, out, _ = run("extract", report)
    found = [json.loads(line)["document"]["path"] for line in out.splitlines()]
    assert found == ["version-1.md", "version-2.md"]
    status, _, err = run("letter", "foi", report, "-o", tmp_path / "letter.docx")
    assert status == 2
    assert "2 audits are in this file" in err


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_comparison_and_a_letter_come_back(run: Run, audits: Path, suffix: str, tmp_path: Path) -> None:
    comparison, letter = tmp_path / f"comparison{suffix}", tmp_path / f"letter{suffix}"
    run("compare", audits / "version-1.json", audits / "version-2.json", "-o", comparison)
    run("letter", "cover-note", audits / "version-1.json", "-o", letter, "--include-unsure", "--with-source")
    for file, schema in ((comparison, "eiagen.comparison/1"), (letter, "eiagen.letter/1")):
        status, out, err = run("extract", file)
        assert status == 0
        assert json.loads(out)["schema"] == schema
        assert str(GUIDANCE) not in out
        assert "edited since:" not in err


def test_a_letter_carries_nothing_that_it_does_not_say(run: Run, audits: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    run(
        "letter",
        "foi",
        audits / "version-1.json",
        "-o",
        letter,
        "--most",
        3,
        "--include-unsure",
        "--with-source",
    )
    data = json.loads(run("extract", letter)[1])
    assert len(data["points"]) == 3
    assert not {"left_out", "to_check_first"} & set(data)


@pytest.mark.parametrize("words", [("audit", "{audit}"), ("compare", "{audit}", "{audit}")])
def test_each_of_them_can_be_made_without(
    run: Run, audits: Path, words: tuple[str, ...], tmp_path: Path
) -> None:
    report, document = tmp_path / "report.docx", GUIDANCE / "version-1.md"
    run(*[document if word == "{audit}" else word for word in words], "-o", report, "--no-source")
    assert "nothing is carried inside" in run("extract", report)[2]


def test_a_letter_carries_nothing_unseen_unless_asked_to(run: Run, audits: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    run("letter", "foi", audits / "version-1.json", "--include-unsure", "-o", letter)
    assert "nothing is carried inside" in run("extract", letter)[2]


def test_two_reports_of_assessments_are_compared_as_such(run: Run, tmp_path: Path) -> None:
    old = report_of(run, EXAMPLES[0], tmp_path / "old.docx")
    new = report_of(run, EXAMPLES[0], tmp_path / "new.odt")
    status, out, _ = run("compare", old, new, "--on", DAY)
    assert status == 0
    assert "(yaml," in out


def test_what_a_report_was_made_from_is_told_where_it_does_not_serve(
    run: Run, audits: Path, tmp_path: Path
) -> None:
    of_assessment = report_of(run, EXAMPLES[0], tmp_path / "assessment.docx")
    of_audit, comparison = tmp_path / "audit.docx", tmp_path / "comparison.docx"
    run("report", audits / "version-1.json", "-o", of_audit)
    run("compare", audits / "version-1.json", audits / "version-2.json", "-o", comparison)
    for words, said in (
        (("letter", "foi", of_assessment), "made from an assessment, and an audit is wanted"),
        (("review", of_assessment, "--name", "Jo"), "made from an assessment, and an audit is wanted"),
        (("report", comparison), "made from a comparison, and an assessment is wanted"),
        (("compare", of_assessment, of_audit), "this is an audit and"),
        (("extract", of_audit, "--findings"), "holds its findings itself"),
    ):
        status, _, err = run(*words)
        assert status == 2
        assert said in err


def test_it_survives_what_libreoffice_makes_of_an_open_document(run: Run, tmp_path: Path) -> None:
    """LibreOffice keeps the properties of a document, and writes them to Word files as custom ones."""
    report = report_of(run, EXAMPLES[0], tmp_path / "report.odt")
    with zipfile.ZipFile(report) as file:
        held = file.read("meta.xml").decode().partition('meta:name="eiagen-source"')[2]
    value = held.partition(">")[2].partition("<")[0]
    vt = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    saved = report_of(run, EXAMPLES[0], tmp_path / "saved.docx", "--no-source")
    with zipfile.ZipFile(saved, "a") as file:
        file.writestr(
            "docProps/custom.xml",
            f'<Properties xmlns:vt="{vt}"><property name="eiagen-source"><vt:lpwstr>{value}</vt:lpwstr>'
            "</property></Properties>",
        )
    assert run("extract", saved)[1] == run("extract", report)[1]


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            after.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("suffix", "part"), [(".docx", "word/document.xml"), (".odt", "content.xml"), (".html", None)]
)
def test_an_edit_of_the_visible_text_is_told(run: Run, suffix: str, part: str | None, tmp_path: Path) -> None:
    report = report_of(run, EXAMPLES[0], tmp_path / f"report{suffix}")
    old, new = "A gap says that something is not evidenced", "A gap says that something is fine"
    data = report.read_bytes()
    changed = edited(data, part, old, new) if part else data.replace(old.encode(), new.encode(), 1)
    report.write_bytes(changed)
    _, _, err = run("extract", report)
    assert "its text was edited since: 1 of its passages are new or changed, 1 of the report’s" in err
    assert "edited: What is missing is marked" in err


def test_findings_and_their_law_come_as_data(run: Run, tmp_path: Path) -> None:
    report = report_of(run, EXAMPLES[0], tmp_path / "report.docx")
    _, out, _ = run("extract", report, "--findings")
    data = json.loads(out)
    assert data["schema"] == "eiagen.findings/1"
    assert data["catalogue"]["on"] == DAY
    assert data["findings"]


def test_comments_stay_at_home() -> None:
    text = (
        '# private: ask Jo about this\ntitle: "A # in a text" # not for print\nbody:\n  # nor this\n'
        "  name: C#\nnotes: |\n  # this is text\n  more\nlist: [a, # no\n  'b # yes']\n# end\n"
    )
    bare = without_comments(text)
    assert "Jo" not in bare
    assert "not for print" not in bare
    assert "nor this" not in bare
    assert "# no" not in bare
    assert "# end" not in bare
    for kept in ("A # in a text", "C#", "# this is text", "b # yes"):
        assert kept in bare


def test_a_report_can_be_made_without_its_source(run: Run, tmp_path: Path) -> None:
    report = report_of(run, EXAMPLES[0], tmp_path / "report.docx", "--no-source")
    status, out, err = run("extract", report)
    assert (status, out) == (2, "")
    assert "nothing is carried inside this file" in err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"text", "only a report carries its source"),
        ("a.docx", b"no zip", "damaged"),
        ("a.pdf", b"no pdf", "can’t be opened as a PDF"),
        ("a.html", b"<html><body>hello</body></html>", "nothing is carried"),
        (
            "a.html",
            b'<html><body><main></main><script id="eiagen-source">{"schema": "eiagen.source/9"}</script>',
            "this eiagen reads",
        ),
        (
            "a.html",
            b'<html><body><main></main><script id="eiagen-source">{"sch</script></body></html>',
            "damaged",
        ),
        ("missing.docx", None, "missing.docx"),
    ],
)
def test_what_is_wrong_is_told(run: Run, tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    status, out, err = run("extract", path)
    assert (status, out) == (2, "")
    assert said in err
