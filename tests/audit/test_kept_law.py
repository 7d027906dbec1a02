"""Law made ready is kept from one run to the next; what is kept by others, or for other days, is not used."""

from __future__ import annotations

import datetime
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from eiagen.audit.kept_law import ReadyLaw, ready_law
from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.one_document import audit
from eiagen.finding import Finding
from eiagen.loading import load_catalogue
from eiagen.readers import read

DOCUMENT = Path(__file__).parents[2] / "examples" / "guidance-on-prostitution" / "guidance" / "version-1.docx"
ON = datetime.date(2026, 11, 24)
TOPICS = ("prostitution",)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the law is kept."""
    folder = tmp_path_factory.mktemp("law")
    ready_law("england", TOPICS, ON, folder)
    return folder


@pytest.fixture
def kept(folder: Path, tmp_path: Path) -> Path:
    """The file in which the law is kept, in a folder of the test's own."""
    (path,) = folder.iterdir()
    mine = tmp_path / path.name
    mine.write_bytes(path.read_bytes())
    os.utime(mine, (1, 1))
    return mine


def said(ready: ReadyLaw) -> tuple[Finding, ...]:
    document = read(str(DOCUMENT))
    return (
        *audit(document, ready.knowledge.catalogue, ready.knowledge),
        *misstatements(document, ready.law),
    )


def is_used(kept: Path, on: datetime.date = ON, jurisdiction: str = "england") -> bool:
    """Whether the law is taken from the file; what isn't is written anew."""
    ready = ready_law(jurisdiction, TOPICS, on, kept.parent)
    assert ready.knowledge.catalogue is ready.law.catalogue
    assert ready.law.catalogue.on == on
    return kept.stat().st_mtime == 1


def test_law_that_was_kept_finds_the_same(kept: Path) -> None:
    made = ready_law("england", TOPICS, ON)
    again = ready_law("england", TOPICS, ON, kept.parent)
    assert is_used(kept)
    assert said(again) == said(made)
    assert any(one.rule for one in said(again))


def test_another_nation_or_topic_is_kept_apart(kept: Path) -> None:
    ready_law("northern-ireland", (), ON, kept.parent)
    assert is_used(kept)
    assert len(list(kept.parent.iterdir())) == 2


def test_it_is_used_for_the_days_on_which_the_same_is_in_force(kept: Path) -> None:
    assert is_used(kept, ON + datetime.timedelta(400))
    assert is_used(kept, ON - datetime.timedelta(30))
    before = datetime.date(2015, 1, 1)  # another set of Regulations was in force in England
    assert not is_used(kept, before)
    there = ready_law("england", TOPICS, before, kept.parent).knowledge.catalogue
    assert there == load_catalogue("england", TOPICS, before, guidance=True)


def test_what_another_edition_kept_is_not_used(kept: Path) -> None:
    edition, rest = kept.read_bytes().split(b" ", 1)
    kept.write_bytes(edition[::-1] + b" " + rest)
    os.utime(kept, (1, 1))
    assert not is_used(kept)


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data[:-1],
        lambda data: data[:9000] + b"?" + data[9001:],
        lambda data: b"\xff" * 5000,
    ],
    ids=["without its end", "a byte changed", "something else"],
)
def test_what_is_damaged_is_made_anew(kept: Path, harm: Callable[[bytes], bytes]) -> None:
    kept.write_bytes(harm(kept.read_bytes()))
    os.utime(kept, (1, 1))
    assert not is_used(kept)


class _Harm:
    """What a hostile file would have made when it is read."""

    def __init__(self, function: Callable[..., object], *arguments: object) -> None:
        self._call = function, arguments

    def __reduce__(self) -> Any:
        return self._call


@pytest.mark.parametrize("function", [os.mkdir, load_catalogue])
def test_a_hostile_file_does_nothing(kept: Path, tmp_path: Path, function: Callable[..., object]) -> None:
    made = tmp_path / "made-by-the-file"
    objects = pickle.dumps(_Harm(function, str(made)))
    edition, first, last, _ = kept.read_bytes().split(b"\n", 1)[0].split()
    kept.write_bytes(b" ".join((edition, first, last, str(crc32(objects)).encode())) + b"\n" + objects)
    os.utime(kept, (1, 1))
    assert not is_used(kept)
    assert not made.exists()


def test_without_a_folder_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ready_law("northern-ireland", (), ON)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ready = ready_law("northern-ireland", (), ON, tmp_path / "file" / "folder")
    assert ready.knowledge.catalogue.requirements
