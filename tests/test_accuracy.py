"""How far an audit can be trusted: measured, kept as counts in one file, said in all that an audit gives."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from eiagen import resources
from eiagen.accuracy import OUTCOMES, READ, Counts, as_data, from_data, measured
from eiagen.cli import main
from eiagen.errors import EiagenError
from eiagen.readers import read

GUIDANCE = """\
# Letting of Reedham hall

Disabled hirers cannot use the back stairs, so staff must open the level entrance from 1 April 2025 on.

Good relations between hirers and neighbours are not relevant to lettings.
"""
ACCURACY = measured()
SAID = ACCURACY.sentence
FORMATS = (".docx", ".odt", ".pdf", ".html", ".md")


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    path = tmp_path / "hall.md"
    path.write_text(GUIDANCE, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*arguments: object) -> str:
        assert main(list(map(str, arguments))) in (0, 1)
        return " ".join(capsys.readouterr().out.split())

    return run


def text_of(path: Path) -> str:
    """The text as our own readers have it, in one line, without the hyphens of a justified column."""
    said = " ".join(passage.text for passage in read(path).passages)
    return re.sub(r"(?<=\w)-\s+(?=[a-z])", "", " ".join(said.split()))


def test_the_file_makes_sense() -> None:
    assert len({one.id for one in ACCURACY.sets}) == len(ACCURACY.sets)
    assert all(one.sure_chosen is not None for one in ACCURACY.sets)
    assert ACCURACY.sets[0].unread, "what is quoted must be a set that nobody who wrote the rules had read"
    for one in ACCURACY.sets:
        assert one.documents > 0
        assert one.all.pairs > one.sure.pairs > 0
        for label in OUTCOMES:
            for found in OUTCOMES:
                assert getattr(getattr(one.sure, label), found) <= getattr(getattr(one.all, label), found)


def test_the_whole_documents_are_among_what_was_measured() -> None:
    folder = Path(__file__).parent / "audit" / "documents" / "whole"
    days = re.findall(r"^written: (\S+)$", "\n".join(map(Path.read_text, folder.glob("*.labels.yaml"))), re.M)
    measured_on = {one.id: one.documents for one in ACCURACY.sets}
    assert {f"whole-{day}": days.count(day) for day in days}.items() <= measured_on.items()


def test_shares_follow_from_counts() -> None:
    counts = Counts.model_validate(
        {
            "gap": {"gap": 8, "mentioned": 2},
            "mentioned": {"gap": 2, "mentioned": 4},
            "dismissed": {},
            "addressed": {"addressed": 4},
        }
    )
    assert counts.pairs == 20
    assert (counts.precision("gap"), counts.recall("gap")) == (0.8, 0.8)
    assert counts.recall("mentioned") == pytest.approx(4 / 6)
    assert counts.precision("dismissed") is None
    assert counts.kappa == pytest.approx((0.8 - 0.38) / 0.62)
    empty: dict[str, dict[str, int]] = {outcome: {} for outcome in OUTCOMES}
    assert Counts.model_validate(empty).kappa is None


WORDS = ("not evidenced", "mentioned only", "dismissed", "addressed")


def test_every_outcome_is_told_of_with_what_it_was_on_other_sets() -> None:
    """And few cases as they are: of seven, so many of 100 would say too much."""
    unread = ACCURACY.unread
    assert len(unread) > 1
    for outcome, word in zip(OUTCOMES, WORDS, strict=True):
        shares = [one.all.precision(outcome) or 0 for one in unread if one.all.found(outcome)]
        span = f"{min(shares) * 100:.0f}–{max(shares) * 100:.0f}"
        first = ACCURACY.sets[0].all
        right, found = first.right(outcome), first.found(outcome)
        number = f"{right} of {found}" if found < 20 else f"{right / found * 100:.0f}"
        assert f"{word} {number} ({span})" in ACCURACY.in_short
        assert f"{word} {span}" in SAID
    for said in (ACCURACY.in_short, SAID):
        assert "sure" in said
        assert "to check" in said


def test_one_set_has_no_span() -> None:
    alone = ACCURACY.model_copy(update={"sets": ACCURACY.sets[:1]})
    assert "in brackets" not in alone.in_short
    assert "–" not in alone.sentence
    assert all(word in alone.in_short for word in WORDS)


def test_what_is_sure_and_what_is_to_check_make_the_whole() -> None:
    for one in ACCURACY.sets:
        sure, check = one.right_if_sure, one.right_to_check
        assert sure is not None
        assert check is not None
        right = sure * one.sure.pairs + check * (one.all.pairs - one.sure.pairs)
        assert right == pytest.approx(one.all.agreed)


def test_an_audit_from_before_it_was_written_whose_counts_were_used_says_nothing_of_it() -> None:
    data = json.loads(json.dumps(as_data(ACCURACY)))
    for one in data["sets"]:
        del one["sure_chosen"]
    kept = from_data(data)
    assert kept is not None
    assert {one.sure_chosen for one in kept.sets} == {None}
    assert "was chosen with counts" not in kept.sentence


def test_it_is_the_same_after_it_was_kept() -> None:
    assert from_data(json.loads(json.dumps(as_data(ACCURACY)))) == ACCURACY
    assert from_data(None) is None


def test_a_mistake_in_the_file_is_told_at_its_place(tmp_path: Path) -> None:
    text = (resources.CATALOGUE / "accuracy.yaml").read_text(encoding="utf-8")
    (tmp_path / "accuracy.yaml").write_text(text.replace("{gap: ", "{gab: ", 1), encoding="utf-8")
    with pytest.raises(EiagenError, match=r"accuracy\.yaml:\d+:\d+: “gab” is not a field here"):
        measured(tmp_path)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_report_says_it(suffix: str, hall: Path, run: Callable[..., str]) -> None:
    out = hall.with_suffix(f".audit{suffix}")
    run("audit", hall, "-o", out, "--no-cache")
    said = text_of(out)
    assert ACCURACY.for_a_page in said
    assert SAID in said
    chosen = sum(one.sure_chosen is True for one in ACCURACY.sets)
    assert f"sure was chosen with counts of {chosen} of these {len(ACCURACY.sets)} sets" in said
    for one in ACCURACY.sets:
        for outcome in OUTCOMES:
            assert f"Right: {one.all.right(outcome)} of {one.all.found(outcome)}" in said
            assert f"Found: {one.all.right(outcome)} of {one.all.labelled(outcome)}" in said


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_comparison_says_it(suffix: str, hall: Path, run: Callable[..., str]) -> None:
    out = hall.with_suffix(f".comparison{suffix}")
    run("compare", hall, hall, "-o", out)
    assert SAID in text_of(out)


def test_it_is_said_on_a_screen(hall: Path, run: Callable[..., str]) -> None:
    assert ACCURACY.in_short in run("audit", hall, "--no-cache")
    assert ACCURACY.in_short in run("audit", hall, hall, "--no-cache")
    assert ACCURACY.in_short in run("compare", hall, hall)


def test_it_is_said_to_programs(hall: Path, run: Callable[..., str]) -> None:
    found = json.loads(run("audit", hall, "--format", "json", "--no-cache"))["accuracy"]
    assert found == as_data(ACCURACY)
    assert found["sets"][0]["shares"]["all"]["gap"]["precision"] == pytest.approx(
        ACCURACY.sets[0].all.precision("gap"), abs=0.001
    )
    assert json.loads(run("compare", hall, hall, "--format", "json"))["accuracy"] == found
    assert SAID in run("audit", hall, "--format", "sarif", "--no-cache")


def test_whoever_sends_a_letter_is_told(hall: Path, run: Callable[..., str]) -> None:
    kept, letter = hall.with_suffix(".json"), hall.with_suffix(".letter.md")
    run("audit", hall, "-o", kept, "--no-cache")
    run("letter", "foi", kept, "-o", letter)
    assert SAID in text_of(letter)


def test_an_audit_that_was_kept_says_what_held_when_it_was_made(hall: Path, run: Callable[..., str]) -> None:
    kept, letter = hall.with_suffix(".json"), hall.with_suffix(".letter.md")
    run("audit", hall, "-o", kept, "--no-cache")
    data = json.loads(kept.read_text(encoding="utf-8"))
    data["accuracy"]["sets"][0]["measured_on"] = "2020-02-01"
    kept.write_text(json.dumps(data), encoding="utf-8")
    run("letter", "foi", kept, "-o", letter)
    assert "measured on 1 February 2020" in text_of(letter)
    del data["accuracy"]
    kept.write_text(json.dumps(data), encoding="utf-8")
    run("letter", "foi", kept, "-o", letter, "--force")
    said = text_of(letter)
    assert "is not recorded with this one" in said
    assert READ in said
    assert SAID not in said


def test_assessments_compared_say_nothing_of_audits(run: Callable[..., str]) -> None:
    example = Path(__file__).parents[1] / "examples" / "library-hours" / "assessment.yaml"
    assert READ not in run("compare", example, example)


def test_no_figure_stands_anywhere_else() -> None:
    files = [*resources.PACKAGE.rglob("*.py"), *resources.folder("templates").rglob("*.j2")]
    shares = [
        share
        for one in ACCURACY.sets
        for counts in (one.all, one.sure)
        for outcome in OUTCOMES
        for share in (counts.precision(outcome), counts.recall(outcome))
        if share
    ]
    figures = {f"{share * 100:.0f} of 100" for share in shares}
    figures |= {f"{one.all.kappa:.3f}" for one in ACCURACY.sets if one.all.kappa}
    for path in files:
        text = path.read_text(encoding="utf-8")
        # A figure, and no part of another: 0.7152 is how bright green is.
        assert not [figure for figure in figures if re.search(rf"(?<![\d.]){figure}(?!\d)", text)], path
