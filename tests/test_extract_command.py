"""`eiagen extract`: the assessment out of a report that carries it, and whether it was edited since."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen.carried import without_comments
from eiagen.cli import main
from eiagen.loading import load_assessment, parse_assessment

Run = Callable[..., tuple[int, str, str]]
EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[1] / "examples").glob("*/assessment.yaml"))
SUFFIXES = (".docx", ".odt", ".pdf", ".html")
DAY = "2026-11-24"


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
