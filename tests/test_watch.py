"""`eiagen check --watch`: the check again each time the file is saved."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from eiagen.cli import main

DRAFT = "title: Lights off\nbody: {name: Aldermoor Council}\njurisdiction: england\n"


def until(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    read = ""
    for line in process.stdout:
        read += line
        if words in line:
            return read
    raise AssertionError(read)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_each_save_is_checked_until_it_is_stopped(tmp_path: Path) -> None:
    file = tmp_path / "draft.yaml"
    file.write_text(DRAFT, encoding="utf-8")
    words = [sys.executable, "-m", "eiagen", "check", str(file), "--watch", "--on", "2026-11-24"]
    with (
        subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process,
        contextlib.ExitStack() as at_the_end,
    ):
        at_the_end.callback(process.kill)
        first = until(process, "-- checked at")
        assert "draft.yaml:1:1" in first
        file.write_text(f"{DRAFT}title: [\n", encoding="utf-8")
        assert "not closed" in until(process, "-- checked at")
        file.unlink()
        assert "draft.yaml" in until(process, "-- checked at")
        file.write_text(DRAFT, encoding="utf-8")
        assert "draft.yaml:1:1" in until(process, "-- checked at")
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0


@pytest.mark.parametrize("more", [["draft.yaml", "-o", "out.txt"], ["-"]])
def test_it_is_for_the_screen_and_for_files(more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *more, "--watch"]) == 2
    assert "--watch" in capsys.readouterr().err
