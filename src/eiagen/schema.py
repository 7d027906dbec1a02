"""JSON Schemas written from the models, for the help that editors give while a file is being written.

Draft 7, which every editor understands. The values that come from the catalogue (nations, topics, aims,
characteristics) are listed, and a field may be left blank as in the form that `eiagen new` writes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from eiagen.assessment import Assessment
from eiagen.audit.law_statements.models import LawFile
from eiagen.duties import CatalogueFile
from eiagen.evidence_sources import SourcesFile
from eiagen.loading import NAMED, Names
from eiagen.place import Path

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"


def files(known: Names) -> dict[str, str]:
    """Every schema file: its name and its text."""
    return {
        "assessment.schema.json": _text(assessment_schema(known)),
        "catalogue.schema.json": _text(_draft_7(CatalogueFile, "A file of the catalogue")),
        "evidence.schema.json": _text(_draft_7(SourcesFile, "Sources of evidence")),
        "law.schema.json": _text(_draft_7(LawFile, "Offences, powers and rules on law put wrongly")),
    }


def assessment_schema(known: Names) -> Schema:
    """The schema of an assessment, with what the catalogue knows by name."""
    schema = _draft_7(Assessment, "Equality impact assessment")
    for pattern, _, sort in NAMED:
        _only(schema, pattern, sorted(getattr(known, sort)))
    items = _item_models(schema)
    for name, part in {"": schema, **schema["definitions"]}.items():
        _allow_blanks(part, item=name in items)
    return schema


def _text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _draft_7(model: type[BaseModel], title: str) -> Schema:
    raw = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = raw.pop("$defs", {})
    for part in (raw, *definitions.values()):
        part.pop("title", None)
        for field in part.get("properties", {}).values():
            field.pop("title", None)
            field.pop("default", None)
            _fold_null(field)
            if "$ref" in field:  # draft 7 ignores whatever stands beside a reference, its description too
                field["allOf"] = [{"$ref": field.pop("$ref")}]
    return {"$schema": DRAFT, "title": title, **raw, "definitions": definitions}


def _fold_null(field: Schema) -> None:
    """Writes "this or null" as one type, which editors put in plainer words than a choice of two."""
    if (
        len(choices := field.get("anyOf", ())) == 2
        and choices[1] == {"type": "null"}
        and "type" in choices[0]
    ):
        del field["anyOf"]
        field.update(_or_null(choices[0]))


def _only(schema: Schema, pattern: Path, allowed: list[str]) -> None:
    """Lists the values allowed at a path pattern."""
    here, holder = schema, schema
    for step in pattern:
        holder = here
        here = _plain(here, schema)
        here = here["items"] if step == "*" else here["properties"][step]
    described = {"description": here["description"]} if "description" in here else {}
    replaced = {"type": "string", "enum": allowed, **described}
    inside = _plain(holder, schema)
    if pattern[-1] == "*":
        inside["items"] = replaced
    else:
        inside["properties"][pattern[-1]] = replaced


def _plain(part: Schema, schema: Schema) -> Schema:
    """What a reference, or the one sort of value beside null, stands for."""
    for choice in (*part.get("anyOf", ()), *part.get("allOf", ())):
        if choice.get("type") != "null":
            return _plain(choice, schema)
    if "$ref" in part:
        found: Schema = schema["definitions"][part["$ref"].rpartition("/")[2]]
        return found
    return part


def _item_models(schema: Schema) -> set[str]:
    """The models of which there are lists."""
    parts = (schema, *schema["definitions"].values())
    fields = [field for part in parts for field in part.get("properties", {}).values()]
    return {field["items"]["$ref"].rpartition("/")[2] for field in fields if "$ref" in field.get("items", {})}


def _allow_blanks(part: Schema, *, item: bool) -> None:
    """Lets fields be blank, as loading does; in an item, a needed one only while the whole item is blank."""
    needed = part.get("required", [])
    for name, field in part.get("properties", {}).items():
        if "items" in field:
            field["items"] = _or_null(field["items"])
        if item or name not in needed:
            part["properties"][name] = _or_null(field)
    if item and needed:
        part["if"] = {"properties": {needed[0]: {"type": "null"}}, "required": needed[:1]}
        part["then"] = {"additionalProperties": {"type": ["null", "array", "object"]}}


def _or_null(field: Schema) -> Schema:
    if {"type": "null"} in field.get("anyOf", ()) or "null" in _listed(field.get("type", ())):
        return field
    if "type" in field:
        choices = {"enum": [*field["enum"], None]} if "enum" in field else {}
        return {**field, "type": [*_listed(field["type"]), "null"], **choices}
    description = {"description": field.pop("description")} if "description" in field else {}
    return {**description, "anyOf": [field, {"type": "null"}]}


def _listed(types: str | Iterable[str]) -> Iterable[str]:
    return [types] if isinstance(types, str) else types
