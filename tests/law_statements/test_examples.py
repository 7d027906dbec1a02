"""Each rule on law put wrongly finds its own wrong examples, and no rule reports a right one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import Law, load_law, rights_of
from eiagen.document import Document
from eiagen.loading import load_catalogue, names
from eiagen.readers.markdown import read_markdown
from eiagen.readers.trail import passages
from eiagen.yaml_source.file import read_yaml

VOICES = Path(__file__).parent / "voices"
"""Files named for a nation, with texts under `wrong` and `right`: drop one in and it is a test."""


@cache
def law(nation: str) -> Law:
    return load_law(load_catalogue(nation, names().topics))


def rules_found(text: str, nation: str) -> list[str]:
    found, _ = passages(read_markdown(text.encode(), "example.md").blocks)
    document = Document("example.md", "md", "", found, "")
    return [finding.requirement for finding in misstatements(document, law(nation))]


def _examples(sort: str) -> Iterator[object]:
    for nation in names().jurisdictions:
        for rule in law(nation).rules.values():
            if nation == (rule.nations or (nation,))[0]:
                for number, text in enumerate(getattr(rule.examples, sort)):
                    yield pytest.param(nation, rule.id, text, id=f"{nation}-{rule.id}-{number}")


@pytest.mark.parametrize(("nation", "rule", "text"), list(_examples("wrong")))
def test_a_rule_finds_its_wrong_examples(nation: str, rule: str, text: str) -> None:
    found = rules_found(text, nation)
    assert rule in found or any(rule in law(nation).rules[other].in_place_of for other in found)


@pytest.mark.parametrize(("nation", "rule", "text"), list(_examples("right")))
def test_no_rule_reports_a_right_example(nation: str, rule: str, text: str) -> None:
    assert rules_found(text, nation) == []


def _voices(sort: str) -> Iterator[object]:
    for path in sorted(VOICES.glob("*.yaml")):
        for number, text in enumerate(read_yaml(str(path)).values[sort]):
            nation = path.name.partition(".")[0]
            yield pytest.param(nation, text, id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("nation", "text"), list(_voices("wrong")))
def test_law_put_wrongly_is_reported_whoever_writes_it(nation: str, text: str) -> None:
    assert rules_found(text, nation)


@pytest.mark.parametrize(("nation", "text"), list(_voices("right")))
def test_law_put_rightly_is_not_reported(nation: str, text: str) -> None:
    assert rules_found(text, nation) == []


def test_one_wrong_statement_is_one_finding() -> None:
    assert rules_found("A closure order is made in the county court.", "england") == ["LAW-131"]
    said = "Section 75(2) is about good relations between men and women."
    assert rules_found(said, "northern-ireland") == ["LAW-047"]


def test_what_a_rule_takes_the_place_of_is_a_rule() -> None:
    every = [rule for nation in names().jurisdictions for rule in law(nation).rules.values()]
    assert {id for rule in every for id in rule.in_place_of} <= {rule.id for rule in every}


@pytest.mark.parametrize("nation", names().jurisdictions)
def test_every_rule_has_a_source_and_says_the_law(nation: str) -> None:
    catalogue = law(nation).catalogue
    for rule in law(nation).rules.values():
        rights = rights_of(rule, catalogue)
        assert rights, rule.id
        for right, sources in rights:
            assert right.strip(), rule.id
            assert sources, rule.id
            assert set(sources) <= catalogue.citations.keys(), rule.id
