"""Any assessment, made a form and read back, is the same assessment: nothing is lost, nothing is added."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eiagen.forms.answers import Plain, folded, without_blanks
from eiagen.forms.controls import FormFile, read_form
from eiagen.forms.filled import filled
from eiagen.forms.merging import Conflict, merge
from eiagen.forms.questions import Group, Listing, Part, Question, questions
from eiagen.forms.writing import new_file
from eiagen.loading import load_assessment, parse_assessment
from eiagen.model import plain
from eiagen.readers.archive import Archive

from .make_forms import SHORT_IDS, TEXTS, assessments, form_of

EXAMPLES = Path(__file__).parents[2] / "examples"
TYPIST = Path(__file__).with_name("type_in_libreoffice.py")
PROMPTS = ("click here and write", "choose an answer")
SLOW = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    max_examples=12,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a form takes too long to be made a thousand times
)


def opened(data: bytes) -> FormFile:
    """What is read in a form."""
    return read_form(Archive(data, "form.docx"))


def nobody(conflict: Conflict) -> bool:
    raise AssertionError(conflict)


def as_shown(part: Part, value: Plain) -> Plain:
    """A value without what a form doesn't show: white space at ends and doubled, the order of ticks."""
    if isinstance(part, Group):
        held = value if isinstance(value, dict) else {}
        inside = {one.name: as_shown(one, held[one.name]) for one in part.parts if one.name in held}
        return {name: one for name, one in inside.items() if one is not None} or None
    if isinstance(part, Listing):
        return [as_shown(part.item, one) for one in value] if isinstance(value, list) else value
    assert isinstance(part, Question)
    if part.kind == "ids" and isinstance(value, list):
        return sorted(map(str, value))  # type: ignore[return-value]
    if part.kind == "texts" and isinstance(value, list):
        lines = [
            re.sub(r"^[•●▪◦‣·]\s+", "", folded(line).strip())
            for one in value
            for line in str(one).split("\n")
        ]
        return [line for line in lines if line]
    return folded(value).strip() if isinstance(value, str) else value


@SLOW
@given(assessments())
def test_a_form_that_nobody_touched_changes_nothing(values: dict[str, Plain]) -> None:
    form = filled(opened(form_of(values)), values)
    assert form.unplaced == []
    merged = merge(form, values, nobody)
    assert (merged.values, merged.changes, merged.notes, merged.unplaced) == (values, [], [], [])


@SLOW
@given(assessments(TEXTS.filter(lambda text: text.strip().casefold() not in PROMPTS), SHORT_IDS))
def test_the_controls_alone_hold_every_answer(values: dict[str, Plain]) -> None:
    """Read without what the form carries unseen, as if each answer had been written by hand."""
    found = opened(form_of(values))
    found.slip = None
    form = filled(found, {})
    assert form.unplaced == []
    whole = questions().whole
    assert as_shown(whole, form.answers.values()) == as_shown(whole, values)


@SLOW
@given(assessments(), assessments())
def test_a_form_that_nobody_touched_leaves_whatever_the_file_became(
    then: dict[str, Plain], now: dict[str, Plain]
) -> None:
    """Rows added, taken out, moved and changed in the file: none of it is the form's to undo."""
    merged = merge(filled(opened(form_of(then)), now), now, nobody)
    assert (merged.values, merged.changes) == (now, [])


@SLOW
@given(assessments(), st.data())
def test_texts_changed_on_two_sides_are_put_together(values: dict[str, Plain], data: st.DataObject) -> None:
    places = list(texts_in(values, ()))
    ours = data.draw(st.sets(st.sampled_from(places)))
    theirs = data.draw(st.sets(st.sampled_from(places)))
    mine, form_now, wanted = (json.loads(json.dumps(values)) for _ in range(3))
    for place in ours:
        write(mine, place, "changed in the file")
        write(wanted, place, "changed in the file")
    for place in theirs:
        write(form_now, place, "changed in the form")
        write(wanted, place, "changed in the form")
    found = opened(form_of(form_now))
    assert found.slip is not None
    found.slip = dataclasses.replace(found.slip, values=values)
    merged = merge(filled(found, mine), mine, lambda conflict: True)
    assert merged.values == wanted
    assert len(merged.conflicts) == len(ours & theirs)
    assert len(merged.changes) == len(theirs)


def texts_in(value: Plain, at: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Where texts stand that anybody may change."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_in(inner, (*at, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from texts_in(inner, (*at, number))
    else:
        part = questions().by_path.get(tuple("*" if isinstance(step, int) else step for step in at))
        if isinstance(part, Question) and part.kind == "text":
            yield at


def write(value: Plain, at: tuple[str | int, ...], text: str) -> None:
    """Puts a text at a place."""
    holder: Any = value
    for step in at[:-1]:
        holder = holder[step]
    holder[at[-1]] = text


@SLOW
@given(assessments())
def test_a_new_file_of_it_is_the_same_assessment(values: dict[str, Plain]) -> None:
    loaded = parse_assessment(new_file("new.yaml", values, ""), "new.yaml")
    assert without_blanks(plain(loaded.assessment)) == values


@pytest.mark.parametrize("example", sorted(path.parent.name for path in EXAMPLES.glob("*/assessment.yaml")))
def test_every_example_comes_back_as_it_went(example: str) -> None:
    values = without_blanks(plain(load_assessment(str(EXAMPLES / example / "assessment.yaml")).assessment))
    assert isinstance(values, dict)
    merged = merge(filled(opened(form_of(values)), values), values, nobody)
    assert (merged.values, merged.changes, merged.notes, merged.unplaced) == (values, [], [], [])


def has_uno() -> bool:
    """Whether the system's Python can talk to LibreOffice."""
    if shutil.which("soffice") is None or not Path("/usr/bin/python3").exists():
        return False
    asked = ["/usr/bin/python3", "-c", "import uno"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not has_uno(), reason="LibreOffice with its Python (uno) is not installed here")
def test_what_is_typed_into_it_in_libreoffice_is_read(tmp_path: Path) -> None:
    values: dict[str, Plain] = {"title": "Library hours", "body": {"name": "Northgate Borough Council"}}
    (tmp_path / "form.docx").write_bytes(form_of(values))
    typed: dict[str, Plain] = {
        "contact": "Libraries team",
        "purpose.summary": "Close on Mondays.",
        "dates.started": "3 March 2026",
        "evidence.+0.claim": "64 people come.",
        "impacts.+0.finding": "Women come more often.",
        "impacts.+0.characteristics=sex": True,
    }
    subprocess.run(
        ["/usr/bin/python3", str(TYPIST), str(tmp_path), json.dumps(typed)],
        check=True, capture_output=True, timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    form = filled(opened((tmp_path / "typed.docx").read_bytes()), values)
    assert (form.unplaced, form.notes) == ([], [])
    assert form.answers.values() == {
        **values,
        "contact": "Libraries team",
        "purpose": {"summary": "Close on Mondays."},
        "dates": {"started": "2026-03-03"},
        "evidence": [{"claim": "64 people come."}],
        "impacts": [{"characteristics": ["sex"], "finding": "Women come more often."}],
    }


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed here")
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=3, derandomize=True)
@given(values=assessments(most=2), number=st.integers(0, 10**9))
def test_libreoffice_saves_it_and_nothing_is_lost(
    values: dict[str, Plain], number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It keeps the controls and what they carry, but not the frames of lists."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "form.docx").write_bytes(form_of(values))
    (folder / "out").mkdir()
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "docx",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(folder / "form.docx")],
        check=True, capture_output=True, timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    form = filled(opened((folder / "out" / "form.docx").read_bytes()), values)
    assert form.unplaced == []
    merged = merge(form, values, nobody)
    assert (merged.values, merged.changes, merged.notes, merged.unplaced) == (values, [], [], [])
