"""A document that speaks of an offence only to put it wrongly has not addressed it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eiagen.cli import main

ABOUT = "# Guidance on prostitution in Wexmoor, England\n\n## Kerb crawling\n\n"
WRONG = (
    "Officers must prove that kerb crawling under section 51A was persistent before they report a driver.\n"
)
RIGHT = "Officers record the registration number of each driver who solicits and report him for summons.\n"


@pytest.mark.parametrize(("text", "outcome"), [(WRONG, "mentioned"), (f"{WRONG}\n{RIGHT}", "addressed")])
def test_misstated_law_alone_is_no_coverage(text: str, outcome: str, tmp_path: Path) -> None:
    document, target = tmp_path / "guidance.md", tmp_path / "audit.json"
    document.write_text(ABOUT + text, encoding="utf-8")
    words = ["--on", "2026-11-24", "--topic", "prostitution", "--no-cache", "-o", str(target)]
    main(["audit", str(document), *words])
    data = json.loads(target.read_text(encoding="utf-8"))
    assert [one["rule"] for one in data["misstatements"]] == ["LAW-014"]
    found = {one["requirement"]: one for one in data["findings"]}
    assert found["offence.kerb-crawling"]["outcome"] == outcome
    assert bool(found["offence.kerb-crawling"]["closes"]) is (outcome == "mentioned")
