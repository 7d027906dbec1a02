"""Law put wrongly in what `eiagen audit` prints and writes, what is accepted, and what counts."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from eiagen.audit.law_statements.law import load_law
from eiagen.audit.record import from_data
from eiagen.cli import main
from eiagen.finding import Outcome
from eiagen.loading import load_catalogue

ON = datetime.date(2026, 11, 24)
BROTHELS = """\
# Policing prostitution in Sandhaven: brothels and kerb crawling

## Brothels

Two officers go together. Section 33A of the Sexual Offences Act 1956 is a summary offence.

## The street

A kerb crawler must be reported at once. The offence needs proof of persistence.
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for all of these tests, so that the same document is audited once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "brothels.md"
    path.write_text(BROTHELS, encoding="utf-8")
    return path


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    status = main(["audit", *arguments, "--on", ON.isoformat()])
    return status, capsys.readouterr().out


def audited(capsys: pytest.CaptureFixture[str], document: Path, *arguments: str) -> dict[str, Any]:
    given = ("--jurisdiction", "england", "--topic", "prostitution")
    _, out = ran(capsys, str(document), "--format", "json", *(arguments or given))
    audit: dict[str, Any] = json.loads(out)
    return audit


def test_json_gives_quote_place_right_source_and_day(
    capsys: pytest.CaptureFixture[str], document: Path
) -> None:
    first, second = audited(capsys, document)["misstatements"]
    assert first["rule"] == "LAW-001"
    assert first["quote"] == "Section 33A of the Sexual Offences Act 1956 is a summary offence."
    assert first["headings"][-1] == "Brothels"
    assert first["paragraph"]
    assert "As the catalogue has it" in first["right"]
    assert "triable either way" in first["right"]
    assert first["citation"]["title"] == "Sexual Offences Act 1956, section 33A"
    assert first["citation"]["url"].startswith("https://www.legislation.gov.uk/")
    assert first["checked"] == "2026-11-24"
    assert (second["rule"], second["headings"][-1]) == ("LAW-014", "The street")


def test_an_audit_read_back_has_the_same_misstatements(
    capsys: pytest.CaptureFixture[str], document: Path
) -> None:
    data = audited(capsys, document)
    audit = from_data(data, load_catalogue("england", ["prostitution"], ON, guidance=True))
    assert [one.rule for one in audit.misstatements] == ["LAW-001", "LAW-014"]
    first = audit.misstatements[0]
    assert first.outcome is Outcome.MISSTATED
    assert first.quotes[0].text == data["misstatements"][0]["quote"]
    assert first.citations[0].id == "soa-1956-s33a"
    assert len(audit.findings) == len(data["findings"])


@pytest.mark.parametrize("suffix", ["txt", "html", "md", "sarif"])
def test_every_output_shows_statement_and_law(
    capsys: pytest.CaptureFixture[str], document: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"audit.{suffix}"
    law = ("--jurisdiction", "england", "--topic", "prostitution")
    ran(capsys, str(document), *law, "-o", str(out))
    text = " ".join(out.read_text(encoding="utf-8").split())
    assert "Section 33A of the Sexual Offences Act 1956 is a summary offence." in text
    assert "is triable either way, at most seven years on indictment" in text
    assert "LAW-001" in text


def test_text_shows_it_before_what_is_missing(capsys: pytest.CaptureFixture[str], document: Path) -> None:
    _, out = ran(capsys, str(document), "--jurisdiction", "england", "--topic", "prostitution")
    assert 0 < out.index("Law put wrongly") < out.index("Not evidenced in this document")


def test_each_is_accepted_by_rule_and_fingerprint(
    capsys: pytest.CaptureFixture[str], document: Path, tmp_path: Path
) -> None:
    first = audited(capsys, document)["misstatements"][0]
    accepted = tmp_path / "accepted.yaml"
    accepted.write_text(
        "accepted:\n"
        f"  - requirement: {first['rule']}\n"
        f"    fingerprint: {first['fingerprint']}\n"
        "    reason: Corrected in the next version.\n"
        "    date: 2026-11-01\n",
        encoding="utf-8",
    )
    law = ("--jurisdiction", "england", "--topic", "prostitution", "--accepted", str(accepted))
    one, other = audited(capsys, document, *law)["misstatements"]
    assert one["accepted"] == {"reason": "Corrected in the next version.", "date": "2026-11-01"}
    assert "accepted" not in other


def test_a_baseline_tells_new_ones_from_old(
    capsys: pytest.CaptureFixture[str], document: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.json"
    kept.write_text(json.dumps(audited(capsys, document)), encoding="utf-8")
    document.write_text(BROTHELS + "\nSelling sex is a criminal offence.\n", encoding="utf-8")
    law = ("--jurisdiction", "england", "--topic", "prostitution", "--baseline", str(kept))
    found = {one["rule"]: one["new"] for one in audited(capsys, document, *law)["misstatements"]}
    assert found == {"LAW-001": False, "LAW-014": False, "LAW-019": True}


def test_one_alone_is_enough_for_the_exit_status(
    capsys: pytest.CaptureFixture[str], document: Path, tmp_path: Path
) -> None:
    law = ("--jurisdiction", "england", "--topic", "prostitution", "--fail-on", "critical")
    kept = tmp_path / "kept.json"
    kept.write_text(
        json.dumps({**audited(capsys, document), "misstatements": []}),
        encoding="utf-8",
    )
    status, _ = ran(capsys, str(document), *law, "--baseline", str(kept))
    assert status == 1
    document.write_text(BROTHELS.replace("a summary offence", "triable either way"), encoding="utf-8")
    status, _ = ran(capsys, str(document), *law, "--baseline", str(kept))
    assert status == 0


def test_the_law_of_the_nation_and_the_day_decides(
    capsys: pytest.CaptureFixture[str], document: Path
) -> None:
    document.write_text("# Prostitution\n\nPaying for sex is a crime.\n", encoding="utf-8")
    rules = {
        nation: [
            one["rule"]
            for one in audited(capsys, document, "--jurisdiction", nation, "--topic", "prostitution")[
                "misstatements"
            ]
        ]
        for nation in ("england", "northern-ireland", "scotland")
    }
    assert rules == {"england": ["LAW-020"], "northern-ireland": [], "scotland": ["LAW-020"]}


def test_a_rule_not_yet_in_force_is_not_used() -> None:
    before = load_law(load_catalogue("england", [], datetime.date(2025, 4, 15)))
    after = load_law(load_catalogue("england", [], datetime.date(2025, 4, 16)))
    assert "LAW-038" not in before.rules
    assert "LAW-038" in after.rules


def test_explain_and_duties_know_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "law-001", "--jurisdiction", "england"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "triable either way" in out
    assert "checked 2026-11-24" in out
    assert main(["duties", "--jurisdiction", "england", "--topic", "prostitution", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)["statements"]
    assert "LAW-001" in [one["id"] for one in listed]
