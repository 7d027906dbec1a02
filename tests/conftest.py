"""What all tests share: the option that rewrites the committed outputs, and how they are compared."""

from __future__ import annotations

import difflib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --accept` writes what came out as what is expected from now on; git shows what changed."""
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite the expected outputs of the examples; then look at the diff",
    )


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Whether outputs are to be rewritten and not compared."""
    return bool(pytestconfig.getoption("accept"))


@pytest.fixture(scope="session")
def expect(accept: bool) -> Callable[[Path, bytes], None]:
    """Holds a committed file against what came out, part by part; with `--accept` it is made to."""

    def compare(path: Path, actual: bytes) -> None:
        there = _parts(path.name, path.read_bytes()) if path.is_file() else {}
        came = _parts(path.name, actual)
        if accept:
            if there != came:
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(actual)
            return
        assert path.is_file(), f"{path} is not there: run pytest --accept and look at it"
        assert list(came) == list(there), "other parts than expected"
        for name in came:
            if came[name] != there[name]:
                pytest.fail(f"{path}: {name} is not as expected\n{_difference(there[name], came[name])}")

    return compare


def _parts(name: str, content: bytes) -> dict[str, bytes]:
    """The members of a zipped file by name, anything else whole."""
    if not name.endswith((".docx", ".odt")):
        return {name: content.replace(b"\r\n", b"\n")}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {member: package.read(member) for member in package.namelist()}


def _difference(expected: bytes, actual: bytes) -> str:
    """The first lines that differ; XML is broken at its tags first."""
    old, new = (
        text.decode("utf-8", "replace").replace("><", ">\n<").splitlines() for text in (expected, actual)
    )
    return "\n".join(list(difflib.unified_diff(old, new, "expected", "came out", lineterm="", n=1))[:40])
