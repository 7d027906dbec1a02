"""Mistakes in the files of the law: each has its message at its place, all in one run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from eiagen.audit.law_statements.law import load_law
from eiagen.errors import EiagenError
from eiagen.loading import load_catalogue
from eiagen.resources import CATALOGUE

RULE = """\
rules:
  - id: LAW-900
    title: Something
    kind: {kind}
    severity: low
    citations: [{citation}]
    right: The law.
    why: It matters.
    wrong:
      - {phrase}
    examples:
      wrong: [A text.]
      right: [Another text.]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE, copy)
    return copy


def message(root: Path, text: str) -> str:
    (root / "england" / "law" / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(EiagenError) as raised:
        load_law(load_catalogue("england", root=root), root)
    return str(raised.value)


def test_a_broken_phrase_is_told_with_its_line(root: Path) -> None:
    said = message(root, RULE.format(kind="wording", citation="brown", phrase="a (bracket"))
    assert "mine.yaml:10:" in said
    assert "a bracket is never closed" in said


def test_a_term_that_stands_nowhere_is_told(root: Path) -> None:
    said = message(root, RULE.format(kind="wording", citation="brown", phrase='"{nowhere} is wrong"'))
    assert "“{nowhere}” is a term that stands nowhere above" in said


def test_a_source_that_is_not_there_is_told(root: Path) -> None:
    said = message(root, RULE.format(kind="wording", citation="no-such", phrase="this is wrong"))
    assert "it names a citation “no-such” that is not there" in said


def test_a_kind_that_is_not_there_is_told(root: Path) -> None:
    said = message(root, RULE.format(kind="telepathy", citation="brown", phrase="this is wrong"))
    assert "mine.yaml:4:" in said
    assert "stated-value" in said


def test_all_mistakes_are_told_in_one_run(root: Path) -> None:
    said = message(root, RULE.format(kind="wording", citation="no-such", phrase="a (bracket"))
    assert "no-such" in said
    assert "never closed" in said
