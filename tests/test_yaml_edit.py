"""A person's file changed one value at a time: it says what was meant, and nothing else in it moves."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from pathlib import Path as File

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eiagen.assessment import Assessment
from eiagen.duties import ASSUMED
from eiagen.errors import EiagenError
from eiagen.fields import Field, field_at, fields_in, order
from eiagen.loading import load_catalogue, parse_assessment
from eiagen.model import plain
from eiagen.place import Path
from eiagen.starter import starter
from eiagen.yaml_source.edit import EditableYaml, Value, value_at
from eiagen.yaml_source.file import Node

ROOT = File(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*/assessment.yaml"))
BARE = """\
# How a person lays out a file is that person's business.
title:    "Library hours"     # two columns
body: {name: X Council, duty_route: listed,   function: }

dates:   # when
scope:
   # where
   area:
   # how long
   duration:  # from when
   activity: 'Opening hours'
purpose:
  summary: |   # in a paragraph
    The first line.

    The last line.

  aims:
  - Save money   # the first

  # a note on the second
  - Keep libraries open
  outcomes: [a, b,c]
impacts:
-   id: i1
    # the finding
    finding: >-
      Older readers
      lose mornings.
    direction: negative
    evidence: [ ]
    mitigation: [{measure: Vans, owner: Head}, {measure: Post}]
- # the second
  id: i2
  finding:
    Carers lose
    Wednesdays.
-
  id:
  # blank, as in the form
  finding:
decision:
  reasons: It saves money.
"""
SPECIAL = [
    "yes", "No", "null", "~", "", " ", "on", "2026-11-24", "1.10", "010", "12:30", "- a", "a: b", "a #b",
    "# a", "[a", "{a}", "'a", '"a"', "a'b", 'a"b\\c', "*a", "&a", "!a", "%a", "@a", "`a", "a,b", "a ",
    " a", "\ta", "a\nb", "a\n\nb\n", "a\n\n", "\na", "  a\n b", "a:\n  b: c", "a\n# b", "é", "😀", "…",
    "a\u2028b", "\ufeffa", "---", "...", "? a", "| a", "> a", "word " * 60, "word " * 40 + "word",
    "w" * 300, "a  b " * 50 + "c", "a\r\nb", "a\tb", "<<", "=", "y", "a:", ":a", "x: |", "#", "-",
    "a\n ", "a \nb", "a\n\tb",
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(SPECIAL),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1),
    st.lists(st.sampled_from(["word", "a: b", "- c", "", "  deep", "# d", "é"]), min_size=2).map("\n".join),
)


def leaves(values: object, path: Path = ()) -> Iterator[Path]:
    """The path of everything that is written, and of every field that is not but could be."""
    if isinstance(values, dict):
        for field in fields_in(path):
            inner = (*path, field.name)
            yield inner
            if field.name in values:
                yield from leaves(values[field.name], inner)
            elif field.sort == "group" and not field.many:
                yield from (one.path for one in fields_in(inner))
    elif isinstance(values, tuple | list):
        for number, item in enumerate(values):
            yield (*path, number)
            yield from leaves(item, (*path, number))
        yield (*path, len(values))


def a_value(field: Field, path: Path, draw: random.Random, text: str) -> Value:
    """A value of the sort that the field takes."""
    simple: dict[str, Value] = {
        "text": text,
        "id": draw.choice(["e1", "a.b-c", "no-1", "2026", "x" * 40]),
        "choice": draw.choice(field.choices or ("",)),
        "yes-no": draw.choice([True, False]),
        "day": datetime.date(2026, 1, draw.randint(1, 28)),
        "number": draw.randint(0, 99_999),
    }
    as_item = isinstance(path[-1], int)
    if field.sort == "group":
        inner = [one for one in fields_in(field.path) if one.sort != "group"]
        chosen = [one for one in inner if one.needed or draw.random() < 0.4] or inner[:1]
        one: Value = {one.name: a_value(one, (*path, one.name), draw, text) for one in chosen}
    else:
        one = simple[field.sort]
    return [one] * draw.randint(1, 3) if field.many and not as_item else one


def gone(before: str, after: str) -> range:
    """The numbers (from 1) of the old lines between those that are the same at the beginning and the end."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    short = min(len(old), len(new))
    head = next((n for n in range(short) if old[n] != new[n]), short)
    tail = next((n for n in range(short - head) if old[-1 - n] != new[-1 - n]), short - head)
    return range(head + 1, len(old) - tail + 1)


def lines_of(editable: EditableYaml, path: Path) -> range:
    """The lines that the value at a path may stand on: up to the next that belongs to something else."""
    node = editable.file.node(path)

    def numbers(one: Node) -> Iterator[int]:
        yield one.line
        for inner in one.children.values():
            yield from numbers(inner)

    last = max(numbers(node))
    behind = (one for one in numbers(editable.file.root) if one > last)
    return range(node.line, min(behind, default=editable.text.count("\n") + 2))


def variants(text: str) -> Iterator[bytes]:
    yield text.encode()
    yield text.replace("\n", "\r\n").encode()
    yield b"\xef\xbb\xbf" + text.rstrip("\n").encode()


def plain_values(data: bytes) -> object:
    return EditableYaml(data, "f.yaml").values


@pytest.mark.parametrize(
    ("item", "left"),
    [
        ("age", "[race,\n    sex, disability]"),
        ("race", "[age,\n    sex, disability]"),
        ("sex", "[age, race,\n    disability]"),
        ("disability", "[age, race,\n    sex]"),
    ],
)
def test_a_list_in_brackets_keeps_its_lines_when_an_item_goes(item: str, left: str) -> None:
    text = "evidence:\n- disaggregated_by:\n    [age, race,\n    sex, disability]\n"
    editable = EditableYaml(text.encode(), "f.yaml")
    path = ("evidence", 0, "disaggregated_by")
    items = value_at(editable.values, path)
    assert isinstance(items, tuple | list)
    editable.set((*path, list(items).index(item)), None)
    assert editable.text == f"evidence:\n- disaggregated_by:\n    {left}\n"


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32), text=texts, which=st.integers(0, len(EXAMPLES)))
def test_any_field_of_any_example_can_be_set_and_nothing_else_moves(seed: int, text: str, which: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    source = BARE if which == len(EXAMPLES) else EXAMPLES[which].read_text(encoding="utf-8")
    data = draw.choice(list(variants(source)))
    editable = EditableYaml(data, "f.yaml", order())
    path = draw.choice(list(leaves(editable.values)))
    field = field_at(path)
    assert field is not None
    value = draw.choice([a_value(field, path, draw, text), a_value(field, path, draw, text), None])
    before, old, all_old = editable.text, value_at(editable.values, path), editable.values
    there = lines_of(editable, path)
    editable.set(path, value)
    assert editable.data.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert (editable.text.count("\r\n") == editable.text.count("\n")) == ("\r\n" in before)
    # Only lines of that value differ; where there was none, at most the one on which it is now written.
    lost = gone(before, editable.text)
    if old is None:
        assert len(lost) <= 1
    else:
        assert not lost or (lost[0] >= there[0] and lost[-1] <= there[-1])
    # Read anew it says what was meant, and of everything else what it said.
    again = EditableYaml(editable.data, "f.yaml").values
    assert isinstance(again, dict)
    assert isinstance(all_old, dict)
    assert {**again, path[0]: None} == {**all_old, path[0]: None}
    for other in leaves({path[0]: all_old.get(str(path[0]))}):
        if other[: len(path)] != path[: len(other)] and value is not None:
            assert value_at(again, other) == value_at(all_old, other)
    if value is not None:
        assert written(value_at(again, path)) == written(value)


def written(value: object) -> object:
    """A value as it stands in a file."""
    if isinstance(value, dict):
        return {name: written(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [written(item) for item in value]
    return value if isinstance(value, bool) or value is None else str(value).replace("\r\n", "\n")


@pytest.mark.parametrize(
    "path",
    [
        ("title",), ("body", "name"), ("body", "function"), ("dates", "started"), ("scope", "area"),
        ("scope", "duration"), ("purpose", "summary"), ("purpose", "aims", 0), ("purpose", "aims", 2),
        ("purpose", "outcomes", 1), ("purpose", "outcomes", 3), ("impacts", 0, "finding"),
        ("impacts", 0, "mitigation", 1, "owner"), ("impacts", 0, "evidence", 0), ("impacts", 1, "finding"),
        ("impacts", 1, "scale"), ("impacts", 2, "finding"), ("impacts", 0, "mitigation", 2, "measure"),
        ("decision", "reasons"), ("conclusion",), ("review", "triggers", 0), ("neutrality", "terms", "used"),
    ],
    ids=lambda path: ".".join(map(str, path)) if isinstance(path, tuple) else None,
)  # fmt: skip
def test_any_text_reads_back_wherever_it_is_put(path: Path) -> None:
    for text in SPECIAL:
        for data in variants(BARE):
            editable = EditableYaml(data, "f.yaml", order())
            editable.set(path, text)
            assert value_at(plain_values(editable.data), path) == text.replace("\r\n", "\n")


def test_only_the_line_of_the_value_differs() -> None:
    editable = EditableYaml(BARE.encode(), "f.yaml", order())
    editable.set(("scope", "duration"), "A year")
    editable.set(("title",), "Opening: hours")
    editable.set(("impacts", 0, "direction"), "mixed")
    differing = [
        (old, new)
        for old, new in zip(BARE.splitlines(), editable.text.splitlines(), strict=True)
        if old != new
    ]
    assert differing == [
        ('title:    "Library hours"     # two columns', 'title: "Opening: hours"     # two columns'),
        ("   duration:  # from when", "   duration: A year  # from when"),
        ("    direction: negative", "    direction: mixed"),
    ]


def test_a_new_field_goes_where_the_form_has_it() -> None:
    editable = EditableYaml(BARE.encode(), "f.yaml", order())
    editable.set(("decision", "date"), datetime.date(2026, 11, 24))
    editable.set(("decision", "equality_weight"), "Much")
    editable.set(("kind",), "service")
    editable.set(("dates", "completed"), datetime.date(2026, 11, 1))
    text = editable.text
    assert text.index("kind: service") < text.index("dates:   # when\n   completed: 2026-11-01\nscope:")
    assert text.endswith(
        "decision:\n  reasons: It saves money.\n  date: 2026-11-24\n  equality_weight: Much\n"
    )


def test_a_blank_item_of_the_form_is_filled_and_its_notes_stay() -> None:
    form = starter(load_catalogue(ASSUMED), "x")
    editable = EditableYaml(form.encode(), "f.yaml", order())
    notes = [line for line in form.splitlines() if line.lstrip().startswith("#")]
    editable.set(("title",), "Library hours")
    editable.set(("body", "name"), "Made Council")
    editable.append(
        ("evidence",), {"id": "e1", "claim": "Mornings: 4% of visits", "disaggregated_by": ["sex"]}
    )
    editable.append(("evidence",), {"id": "e2", "claim": "Second"})
    editable.append(("impacts",), {"direction": "negative", "evidence": ["e1", "e2"]})
    editable.append(("purpose", "aims"), "Save money")
    assert [line for line in editable.text.splitlines() if line.lstrip().startswith("#")] == notes
    loaded = parse_assessment(editable.data, "f.yaml").assessment
    assert plain(loaded) == plain(
        Assessment.model_validate(
            {
                "title": "Library hours",
                "body": {"name": "Made Council"},
                "jurisdiction": ASSUMED,
                "purpose": {"aims": ("Save money",)},
                "evidence": (
                    {"id": "e1", "claim": "Mornings: 4% of visits", "disaggregated_by": ("sex",)},
                    {"id": "e2", "claim": "Second"},
                ),
                "impacts": ({"direction": "negative", "evidence": ("e1", "e2")},),
            }
        )
    )


def test_removing_leaves_the_name_and_takes_items_out() -> None:
    editable = EditableYaml(BARE.encode(), "f.yaml", order())
    editable.remove(("purpose", "summary"))
    editable.remove(("purpose", "aims", 0))
    editable.remove(("purpose", "outcomes", 1))
    editable.remove(("impacts", 0, "mitigation", 0))
    editable.remove(("impacts", 1))
    assert "  summary:   # in a paragraph\n" in editable.text
    assert "  aims:\n\n  # a note on the second\n  - Keep libraries open\n" in editable.text
    assert "outcomes: [a,c]" in editable.text
    assert "mitigation: [{measure: Post}]" in editable.text
    assert "Carers" not in editable.text


def test_a_comment_that_is_indented_far_does_not_become_text() -> None:
    source = "title: A\nbody:\n  name: B\n      # theirs\nconclusion: C\n"
    editable = EditableYaml(source.encode(), "f.yaml", order())
    editable.set(("body", "function"), "One\nTwo")
    assert editable.text == source.replace("  name: B\n", '  name: B\n  function: "One\\nTwo"\n')
    editable.set(("conclusion",), "One\nTwo")
    assert editable.text.endswith("conclusion: |-\n  One\n  Two\n")


def test_blank_lines_behind_a_text_stay_where_they_are() -> None:
    source = "title: A\nbody:\n  name: |-\n    B\n     \n\nconclusion: >\n  C\n\n\n# end\n"
    editable = EditableYaml(source.encode(), "f.yaml", order())
    editable.set(("body", "duty_route"), "listed")
    editable.set(("conclusion",), "D")
    assert editable.text == source.replace("     \n", "     \n  duty_route: listed\n").replace(
        "  C", "  D"
    ).replace("conclusion: >\n", "conclusion: >-\n")


def test_a_json_file_stays_json() -> None:
    import json

    source = '{"title": "A", "body": {"name": "B"}, "impacts": []}\n'
    editable = EditableYaml(source.encode(), "f.yaml", order())
    editable.set(("version",), "1.1")
    editable.append(("impacts",), {"finding": "No: none\nat all", "evidence": ["e1"]})
    assert json.loads(editable.text) == {
        "title": "A",
        "version": "1.1",
        "body": {"name": "B"},
        "impacts": [{"finding": "No: none\nat all", "evidence": ["e1"]}],
    }


@pytest.mark.parametrize("bad", ["a\x0bb", "a\x00", "\ud800", "a\x85b"])
def test_what_word_cannot_hold_is_refused_and_nothing_changes(bad: str) -> None:
    editable = EditableYaml(BARE.encode(), "f.yaml", order())
    with pytest.raises(EiagenError, match="cannot stand in a Word document"):
        editable.set(("decision", "reasons"), bad)
    assert editable.text == BARE


def test_what_cannot_be_changed_safely_is_left_alone() -> None:
    source = "title: A\nbody: text\n"
    editable = EditableYaml(source.encode(), "f.yaml", order())
    with pytest.raises(EiagenError, match="change it in a text editor") as caught:
        editable.set(("body", "name"), "B")
    assert caught.value.problems[0].line == 2
    assert editable.text == source
