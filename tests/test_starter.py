"""The form of `eiagen new`: it loads once it has a title and a body, and everything else in it is a gap."""

from __future__ import annotations

from pathlib import Path

import pytest

from eiagen.assessment import Assessment
from eiagen.cli import main
from eiagen.finding import Outcome
from eiagen.gap_check import check
from eiagen.loading import load_catalogue, names, parse_assessment
from eiagen.starter import starter

FILLED = {"\ntitle:\n": "\ntitle: Library hours\n", "\n  name:\n": "\n  name: Made Council\n"}


def filled(form: str) -> bytes:
    for blank, written in FILLED.items():
        form = form.replace(blank, written, 1)
    return form.encode()


@pytest.mark.parametrize("topics", [(), *((topic,) for topic in names().topics), names().topics])
@pytest.mark.parametrize("jurisdiction", names().jurisdictions)
def test_the_form_holds_nothing_but_what_was_chosen(jurisdiction: str, topics: tuple[str, ...]) -> None:
    catalogue = load_catalogue(jurisdiction, topics)
    loaded = parse_assessment(filled(starter(catalogue, "x")), "a.yaml")
    minimal = {"title": "Library hours", "body": {"name": "Made Council"}, "jurisdiction": jurisdiction}
    assert loaded.assessment == Assessment.model_validate({**minimal, "topics": topics})


@pytest.mark.parametrize("jurisdiction", names().jurisdictions)
def test_everything_in_the_form_is_a_gap(jurisdiction: str) -> None:
    catalogue = load_catalogue(jurisdiction, names().topics)
    form = parse_assessment(filled(starter(catalogue, "x")), "a.yaml")
    bare = f"title: Library hours\nbody: {{name: Made Council}}\njurisdiction: {jurisdiction}\n"
    topics = f"topics: [{', '.join(names().topics)}]\n"
    without = parse_assessment((bare + topics).encode(), "a.yaml")
    blank = {
        (finding.rule, finding.requirement, finding.outcome, finding.message)
        for finding in check(form, catalogue)
    }
    assert blank == {
        (finding.rule, finding.requirement, finding.outcome, finding.message)
        for finding in check(without, catalogue)
    }
    assert any(outcome is Outcome.GAP for _, _, outcome, _ in blank)


def test_a_gap_is_told_where_the_blank_is() -> None:
    catalogue = load_catalogue("england")
    form = parse_assessment(filled(starter(catalogue, "x")), "a.yaml")
    lines = form.file.text.splitlines()
    placed = [
        finding for finding in check(form, catalogue) if finding.path and finding.outcome is Outcome.GAP
    ]
    assert placed
    for finding in placed:
        name = next(str(step) for step in reversed(finding.path) if isinstance(step, str))
        top = str(finding.path[0])
        assert finding.place.line is not None
        written = lines[finding.place.line - 1]
        assert f"{name}:" in written or f"{top}:" in written


def test_every_field_is_there_with_a_note_before_it() -> None:
    form = starter(load_catalogue("england"), "x").splitlines()
    for name in Assessment.model_fields:
        index = next(index for index, line in enumerate(form) if line.startswith(f"{name}:"))
        assert form[index - 1].startswith("# ")


def test_the_form_says_what_the_law_and_the_topic_ask() -> None:
    catalogue = load_catalogue("northern-ireland", ["prostitution"])
    form = " ".join(line.strip("# ") for line in starter(catalogue, "x").splitlines())
    form = " ".join(form.split())
    for aim in catalogue.aims:
        assert (
            f"- {aim.id}: {' '.join(aim.title.split())}" in form.replace("# ", "")
            or f"{aim.id}: {aim.title}" in form
        )
    for one in catalogue.characteristics:
        assert f"{one.id}: {' '.join(one.means.split())}" in form
    for topic in catalogue.topics:
        assert topic.groups
        assert topic.contested
        for group in topic.groups:
            assert group.title in form
        for question in topic.contested:
            assert question.question in form


def test_no_line_is_too_long_to_read() -> None:
    form = starter(load_catalogue("scotland", names().topics), "x")
    assert max(map(len, form.splitlines())) <= 110
    assert "\t" not in form
    assert not any(line != line.rstrip() for line in form.splitlines())


def test_new_writes_it_and_never_replaces_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hours.yaml"
    assert main(["new", str(path), "--jurisdiction", "wales", "--topic", "local-service"]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    text = path.read_text(encoding="utf-8")
    assert "\njurisdiction: wales\n" in text
    assert "\ntopics: [local-service]\n" in text
    path.write_text("mine\n")
    assert main(["new", str(path)]) == 2
    assert "there is a file of this name already" in capsys.readouterr().err
    assert path.read_text() == "mine\n"
    assert [file.name for file in tmp_path.iterdir()] == ["hours.yaml"]


def test_new_can_print_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hours.yaml"
    main(["new", str(path), "--jurisdiction", "wales"])
    capsys.readouterr()
    assert main(["new", "-", "--jurisdiction", "wales"]) == 0
    assert capsys.readouterr().out == path.read_text(encoding="utf-8")


def test_its_first_line_names_a_schema_that_is_there(tmp_path: Path) -> None:
    from urllib.parse import urlparse
    from urllib.request import url2pathname

    path = tmp_path / "hours.yaml"
    main(["new", str(path)])
    first = path.read_text(encoding="utf-8").splitlines()[0]
    address = first.removeprefix("# yaml-language-server: $schema=")
    assert address.startswith("file:///")
    assert Path(url2pathname(urlparse(address).path)).is_file()


def test_without_a_jurisdiction_none_is_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hours.yaml"
    assert main(["new", str(path)]) == 0
    assert "jurisdiction not stated" in capsys.readouterr().err
    assert "\njurisdiction:\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--jurisdiction", "walse"], "--jurisdiction: there is no “walse”; did you mean “wales”?"),
        (["--topic", "prostitutes"], "--topic: there is no “prostitutes”; did you mean “prostitution”?"),
    ],
)
def test_an_unknown_name_writes_nothing(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "a.yaml"), *words]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
