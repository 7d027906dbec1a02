"""The JSON Schemas say about the structure of a file what loading says, and are in step with the models."""

# ruff: noqa: E501 - what is expected stands on one line
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from eiagen import resources
from eiagen.cli import main
from eiagen.duties import Catalogue
from eiagen.loading import load_catalogue, names
from eiagen.starter import starter
from eiagen.yaml_source.file import Node, parse_yaml, read_yaml

ROOT = Path(__file__).parents[1]
SCHEMAS = resources.folder("schemas")
EXAMPLES = sorted((ROOT / "examples").glob("*/assessment.yaml"))
CATALOGUE = sorted(path for path in resources.CATALOGUE.rglob("*/*.yaml") if path.parent.name != "guidance")


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def as_an_editor_reads(values: Any, node: Node) -> Any:
    """What an editor makes of the file: YAML 1.2, in which yes is a word and 12 is a number."""
    if isinstance(values, dict):
        return {key: as_an_editor_reads(value, node.children[key]) for key, value in values.items()}
    if isinstance(values, tuple):
        return [as_an_editor_reads(value, node.children[index]) for index, value in enumerate(values)]
    if node.raw is not None and re.fullmatch(r"-?\d+(\.\d+)?", node.raw):
        return json.loads(node.raw) if not re.match(r"-?0\d", node.raw) else node.raw
    if isinstance(values, bool) and node.raw is not None:
        return values if node.raw.lower() in ("true", "false") else node.raw
    return values


def complaints(text: str, name: str = "assessment.schema.json") -> list[str]:
    file = parse_yaml(text.encode(), "a.yaml")
    errors = Draft7Validator(schema(name)).iter_errors(as_an_editor_reads(file.values, file.root))
    return sorted(error.message for error in errors)


@pytest.mark.parametrize(
    "name",
    ["assessment.schema.json", "catalogue.schema.json", "evidence.schema.json", "law.schema.json"],
)
def test_a_schema_is_good_draft_7(name: str) -> None:
    wanted = schema(name)
    Draft7Validator.check_schema(wanted)
    assert wanted["$schema"] == "http://json-schema.org/draft-07/schema#"
    text = json.dumps(wanted)
    for newer in ("$defs", "prefixItems", "unevaluatedProperties", "dependentRequired"):
        assert newer not in text
    for name, part in {"": wanted, **wanted["definitions"]}.items():
        assert part.get("additionalProperties") is False, name


def test_the_schemas_are_in_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--check", "--to", str(SCHEMAS)]) == 0
    assert main(["schema", "--to", str(tmp_path)]) == 0
    assert main(["schema", "--check", "--to", str(tmp_path)]) == 0
    (tmp_path / "assessment.schema.json").write_text("{}")
    capsys.readouterr()
    assert main(["schema", "--check", "--to", str(tmp_path)]) == 1
    assert "out of step" in capsys.readouterr().err
    assert (tmp_path / "assessment.schema.json").read_text() == "{}"


def test_every_field_of_an_assessment_has_help() -> None:
    whole = schema("assessment.schema.json")
    for name, part in {"Assessment": whole, **whole["definitions"]}.items():
        for field, about in part["properties"].items():
            assert about.get("description"), f"{name}.{field}"


def test_what_the_catalogue_knows_is_listed() -> None:
    whole = schema("assessment.schema.json")
    known = names()
    impact = whole["definitions"]["Impact"]["properties"]
    assert set(whole["properties"]["jurisdiction"]["enum"]) == {*known.jurisdictions, None}
    assert set(whole["properties"]["topics"]["items"]["enum"]) == {*known.topics, None}
    assert set(impact["aim"]["enum"]) == {*known.aims, None}
    assert set(impact["characteristics"]["items"]["enum"]) == {*known.characteristics, None}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_accepted(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda path: str(path.relative_to(resources.CATALOGUE)))
def test_every_file_of_the_catalogue_is_accepted(path: Path) -> None:
    file = read_yaml(str(path))
    name = {"law": "law.schema.json", "evidence": "evidence.schema.json"}.get(
        path.parent.name, "catalogue.schema.json"
    )
    errors = Draft7Validator(schema(name)).iter_errors(as_an_editor_reads(file.values, file.root))
    assert [error.message for error in errors] == []


@pytest.fixture(params=names().jurisdictions)
def law(request: pytest.FixtureRequest) -> Catalogue:
    return load_catalogue(request.param, names().topics)


def test_the_form_is_accepted_once_it_has_a_title_and_a_body(law: Catalogue) -> None:
    form = starter(law, "assessment.schema.json")
    assert complaints(form) != []
    filled = form.replace("\ntitle:\n", "\ntitle: A\n").replace("\n  name:\n", "\n  name: B\n", 1)
    assert complaints(filled) == []


# What loading refuses for its structure, the schema refuses too (tests/bad_input has the rest).
REFUSED = (
    "unknown-keys", "key-too-deep", "wrong-kinds", "unknown-names", "needed-missing", "not-a-choice", "blank-title",
    "many-mistakes", "id-with-spaces", "list-on-top", "prose",
)  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_loading_refuses_the_schema_refuses(case: str) -> None:
    assert complaints((Path(__file__).parent / "bad_input" / f"{case}.yaml").read_text(encoding="utf-8"))


def test_an_item_may_lack_its_id_only_while_it_is_blank() -> None:
    start = "title: A\nbody:\n  name: B\nevidence:\n"
    assert complaints(start + "  - id:\n    claim:\n    disaggregated_by:\n      -\n") == []
    assert complaints(start + "  - id:\n    claim: Fewer visits.\n") != []
    assert complaints(start + "  - id: e1\n    claim: Fewer visits.\n") == []
