"""README and `--help` say the same: commands, options, files and the first screen's two commands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from eiagen.cli import main
from eiagen.usage import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
IN_TABLE = re.findall(r"^\| `eiagen ([a-z]+)", README, re.MULTILINE)


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main([*command, "--help"]) == 0
    return capsys.readouterr().out


def test_the_readme_lists_the_commands_that_there_are() -> None:
    assert sorted(IN_TABLE) == sorted(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_tells_of_the_command_and_of_each_option_the_readme_names(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert re.search(rf"^ +{command}\b", help_of(capsys), re.MULTILINE)
    row = next(line for line in README.splitlines() if line.startswith(f"| `eiagen {command}"))
    said = help_of(capsys, command)
    for option in re.findall(r"--[a-z-]+", row):
        assert option in said


def test_every_command_line_of_the_readme_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [line for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
    ours = [shlex.split(line)[2:] for line in lines if line.startswith("python3 run.py ")]
    assert len(ours) >= 4
    for command, *words in ours:
        if command == "test":
            continue
        said = help_of(capsys, command)
        for word in words:
            if word.startswith("-"):
                assert re.search(rf"(^|[ ,]){re.escape(word)}\b", said, re.MULTILINE), f"{command} {word}"


def test_the_first_screen_holds_the_two_commands() -> None:
    first_screen = "\n".join(README.splitlines()[:40])
    assert "python3 run.py report examples/policing-prostitution-half-filled/assessment.yaml" in first_screen
    assert "python3 run.py test" in first_screen


def test_the_findings_it_shows_are_those_of_the_example() -> None:
    printed = (ROOT / "examples/policing-prostitution-half-filled/expected/check.txt").read_text(
        encoding="utf-8"
    )
    shown = next(
        block for block in re.findall(r"```\n(.*?)```", README, re.DOTALL) if "critical PSED-001" in block
    )
    begin, end = shown.split("\n…\n")
    assert printed.startswith(begin)
    assert printed.endswith(end)


def test_links_and_folders_of_the_readme_are_there() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target


def test_run_py_says_how_it_is_used_without_setting_anything_up(tmp_path: Path) -> None:
    copy = tmp_path / "run.py"
    copy.write_bytes((ROOT / "run.py").read_bytes())
    said = subprocess.run([sys.executable, str(copy)], capture_output=True, text=True, check=True)
    assert "python3 run.py test" in said.stdout
    assert not (tmp_path / ".venv").exists()
