"""Audits read back from JSON: what they said, and one plain message at its place for whatever is wrong."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eiagen.audit.file import load_audit, load_audits
from eiagen.cli import main
from eiagen.errors import EiagenError
from eiagen.finding import Outcome

LANTERN = """\
# Opening hours of Lantern House

The side door is too narrow for wheelchairs, so staff open the main door at any hour for disabled visitors.

Good relations with neighbours are not relevant here.
"""
Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The JSON of an audit."""
    folder = tmp_path_factory.mktemp("audited")
    document, target = folder / "lantern.md", folder / "audit.json"
    document.write_text(LANTERN)
    words = ("audit", str(document), "-o", str(target), "--on", "2026-11-24", "--no-cache")
    assert main([*words, "--jurisdiction", "england"]) == 1
    return target.read_text(encoding="utf-8")


def message(path: Path, content: str | bytes) -> str:
    """What is said of a file that is no audit."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(EiagenError) as caught:
        load_audit(str(path))
    return str(caught.value)


def test_an_audit_says_what_it_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "audit.json"
    file.write_text(text, encoding="utf-8")
    audit, data = load_audit(str(file)), json.loads(text)
    assert audit.document.title == "Opening hours of Lantern House"
    assert audit.catalogue.on.isoformat() == "2026-11-24"
    assert [one.requirement for one in audit.findings] == [one["requirement"] for one in data["findings"]]
    (foster,) = [one for one in audit.findings if one.requirement == "psed.foster"]
    assert foster.outcome is Outcome.DISMISSED
    assert foster.quotes[0].passage.place.line == 5
    assert audit.notes == ()


def test_several_audits_stand_one_after_the_other(tmp_path: Path, text: str) -> None:
    file = tmp_path / "audits.jsonl"
    line = json.dumps(json.loads(text))
    file.write_text(f"{line}\n\n{line}\n{text}", encoding="utf-8")
    assert [len(one.findings) for one in load_audits(str(file))] == [len(json.loads(text)["findings"])] * 3
    with pytest.raises(EiagenError, match=r"audits.jsonl:3:1: 3 audits are in this file \(lantern.md, "):
        load_audit(str(file))


def test_what_a_later_edition_adds_is_no_mistake(tmp_path: Path, text: str) -> None:
    data = json.loads(text)
    data["tool"] = {"name": "another"}
    data["findings"][0]["weight"] = 3
    file = tmp_path / "audit.json"
    file.write_text(json.dumps(data))
    assert len(load_audit(str(file)).findings) == len(data["findings"])


def test_what_only_the_contract_promises_is_enough(tmp_path: Path, text: str) -> None:
    promised = ("requirement", "title", "outcome", "severity", "certainty", "reason", "searched_for",
                "citation", "passages", "fingerprint")  # fmt: skip
    data = json.loads(text)
    data["findings"] = [{name: one[name] for name in promised} for one in data["findings"]]
    del data["misstatements"], data["catalogue"]["guessed"], data["document"]["warnings"]
    file = tmp_path / "audit.json"
    file.write_text(json.dumps(data))
    assert len(load_audit(str(file)).findings) == len(data["findings"])


def test_what_the_catalogue_no_longer_has_is_left_out_and_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "audit.json"
    file.write_text(text.replace('"psed.foster"', '"psed.harmony"'), encoding="utf-8")
    audit = load_audit(str(file))
    assert len(audit.findings) == len(json.loads(text)["findings"]) - 1
    gone, added = audit.notes
    assert "no longer has psed.harmony" in gone
    assert "was not held against psed.foster" in added


def changed(change: Change) -> Callable[[str], str]:
    def made(text: str) -> str:
        data = json.loads(text)
        change(data)
        return json.dumps(data, indent=2, ensure_ascii=False)

    return made


def put(*path: str | int, value: Any) -> Change:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = value

    return change


WRONG: dict[str, tuple[Callable[[str], str | bytes], str]] = {
    "empty": (lambda _: "", ":1:1: the file is empty; an audit is a JSON file"),
    "yaml": (lambda _: "title: An assessment", ":1:1: this is not JSON"),
    "pdf": (lambda _: b"%PDF-1.7 ...", ": this is a PDF, whatever its name says; an audit is a JSON file"),
    "utf-16": (lambda text: text.encode("utf-16"), ":1:1: the file is saved as UTF-16"),
    "cut off in a text": (lambda text: text[: text.index("narrow for")], "the file breaks off here"),
    "cut off between": (lambda text: text[: text.index('"findings"')], "the file breaks off here"),
    "a comma lost": (
        lambda text: text.replace('",\n    "title"', '"\n    "title"', 1),
        ":5:5: the file is dam",
    ),
    "no number": (lambda text: text.replace('"words": ', '"words": NaN, "x": '), "NaN is no number"),
    "too deep": (lambda _: "[" * 200_000, ":1:1: nested too deep"),
    "a list": (lambda text: f"[{text}]", ":1:1: this is no audit but a list"),
    "a text after it": (lambda text: f'{text}"more"', "this is no audit but “more”"),
    "another schema": (
        lambda _: '{"schema": "eiagen.check/1"}',
        ":1:2: this is no audit but what `eiagen check` found",
    ),
    "another version": (
        lambda text: text.replace("audit/1", "audit/2"),
        ":2:3: this audit is written in form 2",
    ),
    "no schema": (lambda _: "{}", ":1:1: this is no audit: it does not say “schema”"),
    "nation": (changed(put("catalogue", "jurisdiction", value="walles")), "did you mean “wales”?"),
    "topic": (changed(put("catalogue", "topics", value=["prostitute"])), "did you mean “prostitution”?"),
    "day": (changed(put("catalogue", "on", value="24.11.2026")), "“on” must be a day like 2026-11-24"),
    "outcome": (changed(put("findings", 2, "outcome", value="gapp")), "did you mean “gap”?"),
    "severity": (changed(put("findings", 2, "severity", value=1)), "“severity” cannot be 1"),
    "type": (
        changed(put("findings", 0, "passages", value="x")),
        "“passages” must be a list in [brackets], not “x”",
    ),
    "null": (changed(put("findings", 0, "reason", value=None)), "“reason” must be a text"),
    "item": (changed(put("findings", 1, value=7)), "item 2 of “findings” must be a group in {braces}, not 7"),
    "missing": (changed(lambda data: data["document"].pop("sha256")), ":3:3: “sha256” is missing here"),
    "twice": (changed(lambda data: data["findings"].append(data["findings"][0])), "has a finding already"),
    "control": (changed(put("document", "title", value="a\x00b")), ":5:5: the character U+0000 (null)"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, text: str, case: str) -> None:
    made, expected = WRONG[case]
    said = message(tmp_path / "audit.json", made(text))
    assert said.startswith(f"{tmp_path / 'audit.json'}:")
    assert expected in said


def test_half_a_character_is_refused(tmp_path: Path, text: str) -> None:
    said = message(tmp_path / "audit.json", text.replace("Opening hours", "\\ud800 hours", 1))
    assert ":5:5: the character U+D800" in said


def test_every_mistake_is_told_in_one_run(tmp_path: Path, text: str) -> None:
    said = message(
        tmp_path / "audit.json",
        text.replace(': "gap"', ': "gaps"').replace(': "dismissed"', ': "put off"'),
    )
    assert said.count("cannot be") == text.count(': "gap"') + text.count(': "dismissed"')


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    share=st.floats(0, 1),
    length=st.integers(0, 40),
    instead=st.sampled_from(["", "null", "{", "]", '"', "[1, 2]", '"x": 1,', "\\u0000", "-", "\n"]),
)
def test_no_damage_is_a_traceback(tmp_path: Path, text: str, share: float, length: int, instead: str) -> None:
    at = int(share * len(text))
    file = tmp_path / "audit.json"
    file.write_text(text[:at] + instead + text[at + length :], encoding="utf-8")
    with contextlib.suppress(EiagenError):
        load_audits(str(file))
