"""What all tests share: the option that rewrites the committed outputs."""

from __future__ import annotations

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
