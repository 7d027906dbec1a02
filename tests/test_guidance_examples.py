"""Every folder of examples/ with `guidance/` is a test: what its audits, comparisons and letters come to.

A folder holds `guidance/*.md` in the order of their names, each with the Word file made from it;
`findings.yaml`, by hand, which says what a careful reader finds there; and `expected/` with what came out.
`pytest --accept` rewrites the Word files and `expected/`, for a person to look at in the diff.
"""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from eiagen.cli import main
from eiagen.resources import CATALOGUE

Expect = Callable[[Path, bytes], None]

ROOT = Path(__file__).parents[1] / "examples"
FOLDERS = sorted(path.parent for path in ROOT.glob("*/guidance"))
ON = "2026-11-24"
LETTERS = ("foi", "consultation")
LAW = ("--on", ON)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def guidance(folder: Path) -> list[str]:
    """The versions of a folder by name, the first first."""
    return sorted(path.stem for path in (folder / "guidance").glob("*.md"))


def commands(folder: Path) -> dict[str, list[str]]:
    """Each output of a folder with the command that writes it, in an order in which they can be run."""
    names = guidance(folder)
    law = ["--jurisdiction", said(folder)["jurisdiction"], "--topic", said(folder)["topic"], *LAW]
    made = {
        f"{name}.audit{suffix}": ["audit", f"guidance/{name}.docx", *law, "--no-cache", "--fail-on", "never"]
        for name in names
        for suffix in (".json", ".md", ".txt", ".docx")
    }
    made |= {
        f"{new}.changes{suffix}": [
            "compare", f"guidance/{old}.docx", f"guidance/{new}.docx", *law, "--fail-on", "never"
        ]
        for old, new in pairwise(names)
        for suffix in (".json", ".md", ".txt")
    }  # fmt: skip
    return made | {
        f"{names[-1]}.{kind}{suffix}": ["letter", kind, f"expected/{names[-1]}.audit.json"]
        for kind in LETTERS
        for suffix in (".md", ".docx")
    }


@cache
def said(folder: Path) -> dict[str, Any]:
    """What `findings.yaml` says."""
    read: dict[str, Any] = yaml.safe_load((folder / "findings.yaml").read_text(encoding="utf-8"))
    return read


examples = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
each_output = pytest.mark.parametrize(
    ("folder", "output"),
    [
        pytest.param(folder, output, id=f"{folder.name}-{output}")
        for folder in FOLDERS
        for output in commands(folder)
    ],
)
each_version = pytest.mark.parametrize(
    ("folder", "version"),
    [
        pytest.param(folder, name, id=f"{folder.name}-{name}")
        for folder in FOLDERS
        for name in guidance(folder)
    ],
)


def kept(folder: Path, output: str) -> dict[str, Any]:
    """A committed output in JSON; another test sees to it that it is what comes out."""
    read: dict[str, Any] = json.loads((folder / "expected" / output).read_text(encoding="utf-8"))
    return read


def test_there_are_examples() -> None:
    assert {"guidance-on-prostitution", "guidance-from-the-opposite-view"} <= {one.name for one in FOLDERS}


@each_version
def test_the_word_file_is_made_from_the_text(folder: Path, version: str, expect: Expect) -> None:
    word = runpy.run_path(str(ROOT / "guidance_in_word.py"))["word"]
    source = folder / "guidance" / f"{version}.md"
    expect(source.with_suffix(".docx"), word(source.read_bytes(), source.name))


@each_output
def test_outputs_are_those_committed(
    folder: Path,
    output: str,
    expect: Expect,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    status = main([*commands(folder)[output], "-o", str(tmp_path / output)])
    assert status == 0, capsys.readouterr().err
    expect(folder / "expected" / output, (tmp_path / output).read_bytes())


@examples
def test_nothing_else_is_committed(folder: Path) -> None:
    assert {path.name for path in (folder / "expected").iterdir()} == set(commands(folder))


@examples
def test_its_readme_says_what_it_shows(folder: Path) -> None:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# ")
    used = set(re.findall(r"^eiagen ([a-z]+)", readme, re.MULTILINE))
    assert used == {command[0] for command in commands(folder).values()}


@each_version
def test_what_a_careful_reader_finds_is_found(folder: Path, version: str) -> None:
    audit = kept(folder, f"{version}.audit.json")
    outcomes = {one["requirement"]: one["outcome"] for one in audit["findings"]}
    wrong = [
        f"{one['requirement']} is {outcomes[one['requirement']]}, to a reader {one['outcome']}: {one['why']}"
        for one in said(folder)["versions"][version]["findings"]
        if outcomes[one["requirement"]] not in (*one["outcome"].split(" or "), one.get("audit_says"))
    ]
    assert not wrong, "\n".join(wrong)


@each_version
def test_law_put_wrongly_is_found_and_nothing_else(folder: Path, version: str) -> None:
    found = [(one["rule"], one["quote"]) for one in kept(folder, f"{version}.audit.json")["misstatements"]]
    listed = said(folder)["versions"][version]["misstatements"]
    assert sorted(rule for rule, _ in found) == sorted(one["rule"] for one in listed)
    for one in listed:
        assert any(rule == one["rule"] and one["quote"] in quote for rule, quote in found), one


@each_version
def test_each_expectation_is_written_once_with_a_reason(folder: Path, version: str) -> None:
    mine = said(folder)["versions"][version]
    ids = [one["requirement"] for one in mine["findings"]]
    assert len(ids) == len(set(ids))
    assert ids
    for one in (*mine["findings"], *mine["misstatements"]):
        assert len(one["why"].split()) > 3, one
        assert one.get("audit_says") != one.get("outcome", ""), one


@examples
def test_the_comparison_shows_what_it_must(folder: Path) -> None:
    pairs = list(pairwise(guidance(folder)))
    assert set(said(folder).get("comparisons", {})) == {new for _, new in pairs}
    for _, new in pairs:
        must = said(folder)["comparisons"][new]
        verdict = kept(folder, f"{new}.changes.json")
        changes = {one["requirement"]: one["change"] for one in verdict["changes"]}
        closed = [id for id, change in changes.items() if change == "closed"]
        opened = [id for id, change in changes.items() if change == "opened"]
        assert len(closed) <= must["closed_at_most"], closed
        assert len(opened) <= must["opened_at_most"], opened
        for one in must["changes"]:
            assert changes[one["requirement"]] in one["change"].split(" or "), one


@each_version
@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_the_front_page_answers_every_question_of_the_topic(folder: Path, version: str, suffix: str) -> None:
    topic = (CATALOGUE / "topics" / said(folder)["topic"] / "topic.yaml").read_text(encoding="utf-8")
    found = {one["requirement"]: one for one in kept(folder, f"{version}.audit.json")["findings"]}
    text = (folder / "expected" / f"{version}.audit{suffix}").read_text(encoding="utf-8")
    begin, end = {".md": ("What is asked first", "Contents"), ".txt": ("is asked first", "\n\n")}[suffix]
    front = " ".join(text.partition(begin)[2].partition(end)[0].split())
    for question in yaml.safe_load(topic)["topic"]["front_page"]:
        assert question["title"] in front, question
        answer = [found[id] for id in question["requirements"]]
        if all(one["outcome"] == "gap" for one in answer):
            assert all(one["searched_for"][0].partition(",")[0] in front for one in answer), question
        if all(one["outcome"] == "mentioned" for one in answer):
            sentences = [one for each in answer for one in SENTENCE_END.split(each["passages"][0]["quote"])]
            assert any(sentence[:25] in front for sentence in sentences), question
