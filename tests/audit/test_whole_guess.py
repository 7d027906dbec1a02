"""Which nation and topics a whole document is about is guessed right, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from eiagen.audit.guessed_law import guess
from eiagen.readers import read

WHOLE = Path(__file__).parent / "documents" / "whole"
LABELS = sorted(WHOLE.glob("*.labels.yaml"))


@pytest.mark.parametrize("labels", LABELS, ids=lambda one: one.name.partition(".")[0])
def test_the_nation_is_guessed(labels: Path) -> None:
    about = yaml.safe_load(labels.read_text(encoding="utf-8"))
    assert guess(read(str(WHOLE / about["document"]))).jurisdiction == about["jurisdiction"]


@pytest.mark.parametrize("labels", LABELS, ids=lambda one: one.name.partition(".")[0])
def test_no_topic_is_missed(labels: Path) -> None:
    about = yaml.safe_load(labels.read_text(encoding="utf-8"))
    assert set(about["topics"]) <= set(guess(read(str(WHOLE / about["document"]))).topics)
