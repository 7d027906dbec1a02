"""What an assessment says, whatever its layout: the same number for the same, every change by its name."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from eiagen.assessment import Assessment
from eiagen.fields import fields_in
from eiagen.loading import parse_assessment
from eiagen.model import plain
from eiagen.seal import changed_since, marks
from eiagen.substance import APART, changes, digest, entries

FIXED = ("id", "jurisdiction", "kind", "law_checked_on")
"""Fields whose values are words of their own, or days."""
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*/assessment.yaml"))


def read(text: str | bytes) -> Assessment:
    return parse_assessment(text.encode() if isinstance(text, str) else text, "a.yaml").assessment


def shuffled(value: object, draw: random.Random) -> object:
    """The same with keys and items in another order."""
    if isinstance(value, dict):
        keys = list(value)
        draw.shuffle(keys)
        return {key: shuffled(value[key], draw) for key in keys}
    if isinstance(value, list):
        return draw.sample([shuffled(item, draw) for item in value], len(value))
    return value


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), which=st.sampled_from(EXAMPLES))
def test_order_and_layout_are_no_substance(seed: int, which: Path) -> None:
    draw = random.Random(seed)  # noqa: S311
    assessment = read(which.read_bytes())
    other = Assessment.model_validate(tuples(shuffled(plain(assessment), draw)))
    assert digest(other) == digest(assessment)
    assert changes(entries(assessment), entries(other)) == () or unnamed(assessment)


def unnamed(assessment: Assessment) -> bool:
    return any(item.startswith("no. ") or item.endswith(")") for _, item in entries(assessment))


def tuples(value: object) -> object:
    if isinstance(value, list):
        return tuple(tuples(item) for item in value)
    return {key: tuples(inner) for key, inner in value.items()} if isinstance(value, dict) else value


def test_comments_quotation_marks_and_folding_are_no_substance() -> None:
    one = read("title: Hours\nbody: {name: A Council}\nconclusion: >-\n  Some lose\n  mornings.\n")
    other = read(
        "# note\nconclusion: |\n  Some lose\n  mornings.\nbody:\n  name: 'A Council'\ntitle: \"Hours\"\n"
    )
    assert digest(one) == digest(other)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), which=st.sampled_from(EXAMPLES))
def test_any_change_shows_and_is_named(seed: int, which: Path) -> None:
    draw = random.Random(seed)  # noqa: S311
    assessment = read(which.read_bytes())
    data = plain(assessment)
    section = draw.choice([name for name in data if name not in (*APART, *FIXED) and data[name]])
    field, changed = altered(data[section], draw)
    other = Assessment.model_validate(tuples({**data, section: changed}))
    assert digest(other) != digest(assessment)
    signature = {"name": "A", "role": "B", "content": digest(assessment)}
    kept = {"id": digest(assessment), "marks": marks(assessment)}
    signed = Assessment.model_validate(
        tuples({**plain(other), "sign_off": [signature], "signed_content": [kept]})
    )
    found = changed_since(signed, signed.sign_off[0])
    assert found is not None
    assert {one.section for one in found} == {section}
    assert field in {one.field for one in found} or all(one.field == "" for one in found)
    assert set(found) == set(changes(entries(assessment), entries(other)))


def altered(value: object, draw: random.Random) -> tuple[str, object]:
    """The value with one thing in it changed: the name of the field, and the value."""
    if isinstance(value, str):
        return "", f"{value} changed"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        number = draw.randrange(len(value))
        texts = [key for key, inner in value[number].items() if is_text(inner)]
        key = draw.choice(texts)
        item = {**value[number], key: f"{value[number][key]} changed"}
        return key, [*value[:number], item, *value[number + 1 :]]
    if isinstance(value, list):
        return "", value[:-1] or ["x"]
    assert isinstance(value, dict)
    texts = [key for key, inner in value.items() if is_text(inner)]
    if not texts:
        key = draw.choice(list(value))
        return key, {name: inner for name, inner in value.items() if name != key}
    key = draw.choice(texts)
    return key, {**value, key: f"{value[key]} changed"}


def is_text(value: object) -> bool:
    return isinstance(value, str) and " " in value


def test_what_becomes_of_it_afterwards_is_no_substance() -> None:
    one = read("title: Hours\nbody: {name: A Council}\nstatus: draft\n")
    other = read(
        "title: Hours\nbody: {name: A Council}\nstatus: decided\npublication: {date: 2026-11-24}\n"
        "sign_off: [{name: A, capacity: legal}]\n"
    )
    assert digest(one) == digest(other)
    assert entries(one) == entries(other)


def test_changes_are_told_by_section_item_and_field() -> None:
    one = read(
        "title: Hours\nbody: {name: A Council}\nimpacts: [{id: i1, direction: negative, scale: Many}]\n"
        "decision: {reasons: Money}\n"
    )
    other = read(
        "title: Hours\nbody: {name: A Council}\n"
        "impacts: [{id: i1, direction: mixed, locality: Here}, {id: i2}]\n"
    )
    assert [str(one) for one in changes(entries(one), entries(other))] == [
        "impacts “i1”: direction changed",
        "impacts “i1”: scale removed",
        "impacts “i1”: locality added",
        "decision removed",
        "impacts “i2” added",
    ]


def test_the_short_names_of_fields_are_told_apart() -> None:
    from eiagen.seal import _names

    sections = [field for field in fields_in(()) if field.sort == "group"]
    for field in sections:
        assert len(_names(field.name)) == len(fields_in(field.path)) + 1, field.name


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.parent.name)
def test_what_is_kept_of_a_content_is_a_line_for_each_entry(example: Path) -> None:
    assessment = read(example.read_bytes())
    kept = marks(assessment)
    assert len(kept.splitlines()) == len(entries(assessment))
    assert len(kept) < len(example.read_text(encoding="utf-8")) / 4
    assert yaml.safe_load(yaml.safe_dump(kept)) == kept


def test_a_number_once_given_stands_for_the_same_content_for_good() -> None:
    # If this changes, every signature that was ever given lapses: don't.
    assessment = read("title: Hours\nbody: {name: A Council}\nimpacts: [{id: i1, direction: negative}]\n")
    assert digest(assessment) == "b7cc2f594886340684979f2e65968b3d"
    assert marks(assessment) == 'title 47D1X\nbody gqN3W\nimpacts "i1" k8St-pWFH1'
