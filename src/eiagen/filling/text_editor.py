"""The person's own text editor, for what is longer than a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess  # the program is the one that the person has named
import tempfile
from pathlib import Path

from eiagen.errors import problem

_RETURN_AT_ONCE = ("code", "codium", "code-insiders", "subl", "zed")
"""Editors that do not wait for the person unless they are told to."""
_USUAL = ("sensible-editor", "nano", "vi", "notepad")


def edited(text: str) -> str:
    """The text as the editor left it, without the line end that editors add."""
    with tempfile.TemporaryDirectory(prefix="eiagen-") as folder:
        file = Path(folder) / "answer.txt"
        file.write_text(text + "\n" if text else "", encoding="utf-8")
        _run([*_editor(), str(file)])
        try:
            return file.read_text(encoding="utf-8-sig").rstrip()
        except UnicodeDecodeError:
            raise problem("editor", "its text is not saved as UTF-8; choose that encoding there") from None


def opened_at(path: str, line: int | None) -> None:
    """Opens a file at a line, in editors whose way of saying so is known; returns when it is closed."""
    editor = _editor()
    name = Path(editor[0]).stem.lower()
    if line is None or name == "notepad":
        _run([*editor, path])
    elif name in ("code", "codium", "code-insiders"):
        _run([*editor, "--goto", f"{path}:{line}"])
    elif name in ("subl", "zed", "hx"):
        _run([*editor, f"{path}:{line}"])
    else:
        _run([*editor, f"+{line}", path])


def _editor() -> list[str]:
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if chosen and chosen.strip():
        words = shlex.split(chosen, posix=os.name != "nt")
        if Path(words[0]).stem.lower() in _RETURN_AT_ONCE and not {"--wait", "-w"} & set(words):
            words.append("--wait")
        return words
    for name in _USUAL:
        if found := shutil.which(name):
            return [found]
    raise problem("editor", "no text editor is known; set EDITOR to the name of yours")


def _run(words: list[str]) -> None:
    try:
        done = subprocess.run(words, check=False)  # noqa: S603 - the person's own choice
    except OSError as error:
        raise problem(
            "editor", f"“{words[0]}” cannot be started: {error.strerror or error}; set EDITOR to another"
        ) from None
    if done.returncode:
        raise problem("editor", f"“{words[0]}” ended with status {done.returncode}, so its text is not taken")
