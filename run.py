#!/usr/bin/env python3
"""Sets up eiagen in .venv beside this file, once, and runs it: needs nothing but Python 3.11 or newer.

    python3 run.py report examples/library-hours/assessment.yaml     any eiagen command
    python3 run.py test                                              the tests
    python3 run.py setup dev                                         the tools for developers too

Standard library only, because it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
EXTRAS = ("", "[test]", "[test,dev]")
"""What each level of set-up installs besides eiagen itself; a higher level holds the lower ones."""


def main(arguments: list[str]) -> int:
    """Runs a command in the environment, making or renewing it first where that is needed."""
    if sys.version_info < (3, 11):  # noqa: UP036 - it may be run by any Python that is there
        found = ".".join(map(str, sys.version_info[:3]))
        print(f"eiagen needs Python 3.11 or newer; this is {found}", file=sys.stderr)
        return 2
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    command, *rest = arguments
    if command == "setup":
        set_up(2 if rest == ["dev"] else 0)
        return 0
    if command == "test":
        set_up(1)
        return subprocess.call([str(PYTHON), "-m", "pytest", "-n", "auto", *rest], cwd=HERE)
    set_up(0)
    return subprocess.call([str(PYTHON), "-m", "eiagen", *arguments])


def set_up(level: int) -> None:
    """Makes .venv hold what the level needs; does nothing where it already does."""
    stamp = VENV / "eiagen-set-up"
    wanted = _fingerprint()
    have = stamp.read_text().split() if stamp.is_file() else []
    fresh = have[:1] != [wanted]
    if not fresh and int(have[1]) >= level:
        return
    print(f"Setting up in {VENV} (once; about half a minute) …", file=sys.stderr)
    pip = _make_venv() if fresh else [str(PYTHON), "-m", "pip"]
    project = f"{HERE}{EXTRAS[level]}"
    _run(
        [
            *pip,
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "-c",
            str(HERE / "lock.txt"),
            "-e",
            project,
        ]
    )
    stamp.write_text(f"{wanted} {level}")


def _fingerprint() -> str:
    """What the environment depends on: the project's requirements, their lock, and this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "lock.txt"):
        digest.update((HERE / name).read_bytes())
    return digest.hexdigest()[:16]


def _make_venv() -> list[str]:
    """Makes the environment and returns the words that call its pip.

    Debian without python3-venv cannot put pip inside; the pip outside can install into it all the same.
    """
    plain = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
    )
    if plain.returncode == 0:
        return [str(PYTHON), "-m", "pip"]
    _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        print(f"set-up stopped: {' '.join(command)}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
