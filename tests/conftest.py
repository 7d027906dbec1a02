"""What all tests share: the option that rewrites the committed outputs, and how they are compared."""

from __future__ import annotations

import difflib
import io
import os
import zipfile
from collections.abc import Callable, Iterator
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


@pytest.fixture(scope="session", autouse=True)
def cache_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The cache of a test that has none of its own: nobody's own one is used or filled."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture
def with_law(cache_of_tests: Path) -> Iterator[Callable[[Path], None]]:
    """Puts law made ready into a cache of a test's own: it is kept from test to test as from run to run."""
    kept = cache_of_tests / "eiagen"
    kept.mkdir(exist_ok=True)
    filled: list[Path] = []

    def fill(cache: Path) -> None:
        folder = cache / "eiagen"
        folder.mkdir(parents=True)
        filled.append(folder)
        for path in kept.glob("*.law"):
            os.link(path, folder / path.name)

    yield fill
    for path in (path for folder in filled for path in folder.glob("*.law")):
        if not (kept / path.name).exists():
            os.link(path, kept / path.name)


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
