"""What Pydantic finds wrong with a file, said in plain words at the file's own lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from eiagen.errors import EiagenError, Problem
from eiagen.place import Path
from eiagen.yaml_source.file import YamlFile

_Model = TypeVar("_Model", bound=BaseModel)


def validated(file: YamlFile, model: type[_Model]) -> _Model:
    """What the file says, as the model has it; raises `EiagenError` with every mistake at its place."""
    try:
        return model.model_validate(file.values)
    except ValidationError as error:
        raise EiagenError(sorted(set(problems(error, file, model)))) from None


def problems(error: ValidationError, file: YamlFile, model: type[BaseModel]) -> Iterator[Problem]:
    """A problem for each of the errors; `model` is what the file was held against."""
    for detail in error.errors(include_url=False):
        path: Path = detail["loc"]
        if detail["type"] == "missing":
            yield _missing(path, file, model)
        else:
            yield file.problem(path, _message(detail, path, file, model))


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: the nearest known one, or all if they are few."""
    options = sorted(known)
    near = _near(word, options)
    if near:
        return f"; did you mean “{near}”?"
    if len(options) <= 20:
        return f"; there are: {', '.join(options)}" if options else "; none is written yet"
    return ""


def _near(word: str, options: Iterable[str]) -> str | None:
    import difflib  # only where something is wrong

    found = difflib.get_close_matches(word.lower(), options, n=1, cutoff=0.6)
    return found[0] if found else None


def _missing(path: Path, file: YamlFile, model: type[BaseModel]) -> Problem:
    # Of a group that is needed, the field in it that is needed is what a person has to write.
    while (inner := _model_at(path, model)) is not None:
        needed = [name for name, field in inner.model_fields.items() if field.is_required()]
        if not needed:
            break
        path = (*path, needed[0])
    inside = f" in {_spoken(path[:-1])}" if len(path) > 1 else ""
    there = "nothing is written after it" if file.holds(path) else "it is not there"
    return file.problem(path, f"“{path[-1]}” is needed{inside}; {there}")


def _message(detail: Any, path: Path, file: YamlFile, model: type[BaseModel]) -> str:
    kind, value = detail["type"], detail["input"]
    last = path[-1] if path else "file"
    field = f"item {last + 1} of “{path[-2]}”" if isinstance(last, int) else f"“{last}”"
    raw = file.node(path).raw
    given = f"“{raw}” stands there" if isinstance(value, bool) and raw else _what_is_there(value)
    if isinstance(value, bool) and kind in ("value_error", "string_type"):
        return (
            f"{field} is text, and “{raw}” without quotation marks means yes or no to YAML: "
            f"say it in a sentence, or write '{raw}'"
        )
    match kind:
        case "extra_forbidden":
            return f"{field} is not a field here{_better_key(str(last), path, model)}"
        case "value_error":
            return f"{field}: {detail['ctx']['error']}"
        case "string_type":
            mark = "{" if isinstance(value, dict) else "[" if isinstance(value, tuple) else ""
            quoted = f" (a text that begins with “{mark}” goes in quotation marks)"
            return f"{field} is text; {given}{quoted if mark else ''}"
        case "tuple_type":
            return f"{field} is a list, each item on a line of its own beginning with “- ”; {given}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{field} is a group of fields, indented below it; {given}"
        case "bool_type":
            return f"{field} is answered yes or no; {given}"
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
            if not isinstance(value, str):
                return f"{field} is one of: {', '.join(allowed)}; {given}"
            near = _near(value, allowed)
            hint = f"; did you mean “{near}”?" if near else ""
            return f"{field} cannot be “{_short(value)}”; it is one of: {', '.join(allowed)}{hint}"
        case "string_pattern_mismatch" | "string_too_long":
            return f"{field} is a short id of letters, figures, hyphens and dots, without spaces; {given}"
        case "date_type":
            return f"{field} is a day, written like 2026-11-24; {given}"
        case "int_type":
            return f"{field} is a whole number; {given}"
    return f"{field}: {detail['msg']}"


def _what_is_there(value: object) -> str:
    if isinstance(value, dict):
        return "a group of fields stands there"
    if isinstance(value, tuple):
        return "a list stands there"
    if value is None:
        return "nothing is written after it"
    return f"“{_short(str(value))}” stands there"


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 60 else f"{folded[:59]}…"


def _spoken(path: Path) -> str:
    return " ".join(
        f"item {step + 1} of" if isinstance(step, int) else f"“{step}”" for step in reversed(path)
    )


def _model_at(path: Path, model: type[BaseModel]) -> type[BaseModel] | None:
    here: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int):
            continue
        if here is None or step not in here.model_fields:
            return None
        here = _model_in(here.model_fields[step].annotation)
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        if (found := _model_in(argument)) is not None:
            return found
    return None


def _better_key(name: str, path: Path, model: type[BaseModel]) -> str:
    here = _model_at(path[:-1], model)
    fields = list(here.model_fields) if here is not None else []
    near = _near(name.replace("-", "_").replace(" ", "_"), fields)
    if near:
        return f"; did you mean “{near}”?"
    for section, info in model.model_fields.items() if len(path) == 1 else ():
        inner = _model_in(info.annotation)
        if inner is not None and name in inner.model_fields:
            return f"; it belongs under “{section}:”, indented"
    if len(path) > 1 and name in model.model_fields:
        return "; it belongs at the beginning of a line, not indented"
    return f"; the fields are: {', '.join(fields)}" if len(fields) <= 12 else ""


def ending(suffix: str) -> str:
    """The ending of a file's name as messages speak of it."""
    return f"“{suffix}”" if suffix else "a name without an ending"
