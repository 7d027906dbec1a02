"""Sentences that look like more, or less, than they say: sentences/ holds each kind, both ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eiagen.yaml_source.file import read_yaml

Outcomes = Callable[..., dict[str, str]]
FOLDER = Path(__file__).parent / "sentences"
BLOCKS: list[tuple[str, dict[str, Any]]] = [
    (path.stem, block) for path in sorted(FOLDER.glob("*.yaml")) for block in read_yaml(str(path)).values
]
DOCUMENT = (
    "# Permit desk procedure\n\n## Scope\n\nThis page sets out how the parking permit desk works. Permits "
    "are issued at the counter on weekdays.\n\n## Detail\n\n{}\n\n## Opening times\n\nThe counter is open "
    "from nine to four. Cards are printed upstairs.\n"
)


@pytest.mark.parametrize(
    ("kind", "block"), BLOCKS, ids=[f"{kind}-{block['requirement']}" for kind, block in BLOCKS]
)
def test_sentences(kind: str, block: dict[str, Any], outcomes: Outcomes) -> None:
    wanted, requirement = block["outcomes"], block["requirement"]
    topics = tuple(block.get("topics", ()))
    wrong = [
        f"{got} and not {' or '.join(wanted)}: {text}"
        for text in block["texts"]
        if (got := outcomes(DOCUMENT.format(text), "england", topics)[requirement]) not in wanted
    ]
    assert not wrong, "\n".join(wrong)


def test_each_kind_has_what_must_go_on_counting() -> None:
    kinds = {kind for kind, _ in BLOCKS}
    for kind in kinds:
        assert len({tuple(block["outcomes"]) for name, block in BLOCKS if name == kind}) > 1
