"""`eiagen compare` as people and programs use it: verdict, formats, law, mistakes, exit status."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from eiagen.cli import main
from eiagen.comparison.misstatements import Fate, compared_misstatements
from eiagen.document import Passage
from eiagen.finding import Finding, Outcome, Quote
from eiagen.place import Place
from eiagen.readers import read_bytes

PAIRS = Path(__file__).parent / "comparison"
EXAMPLES = Path(__file__).parents[1] / "examples"
HALF_FILLED = EXAMPLES / "policing-prostitution-half-filled" / "assessment.yaml"
FILLED = EXAMPLES / "policing-prostitution" / "assessment.yaml"
SMALL = EXAMPLES / "library-hours" / "assessment.yaml"
LAW = ("--jurisdiction", "england", "--on", "2026-11-24")
SHORT = """\
# Parking at Eastmarsh depot

Disabled staff must be given a bay by the door, and the depot manager must check this every month.

Women told us that the back gate is dark, so the lamps must be lit until ten.
"""


class Ran(NamedTuple):
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("LINES", raising=False)
    Path("old.md").write_text(SHORT)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `eiagen compare` in this process."""

    def command(*words: object) -> Ran:
        status = main(["compare", *map(str, words)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(status, printed.out, printed.err)

    return command


def changed(text: str = SHORT, **replacements: str) -> None:
    """Writes the new version: SHORT with some of its words replaced, “_” for a space."""
    for old, new in replacements.items():
        assert old.replace("_", " ") in text
        text = text.replace(old.replace("_", " "), new)
    Path("new.md").write_text(text)


def comparison(run: Run, *words: object) -> dict[str, Any]:
    """The comparison as JSON."""
    found: dict[str, Any] = json.loads(run(*words, "--format", "json").out)
    return found


def change(found: dict[str, Any], requirement: str) -> dict[str, Any]:
    (one,) = [one for one in found["changes"] if one["requirement"] == requirement]
    return dict(one)


# What it says.


def test_text_gives_a_verdict_in_numbers(run: Run) -> None:
    pair = PAIRS / "street-policing"
    ran = run(pair / "old.md", pair / "new.md", *LAW, "--topic", "prostitution")
    assert ran.status == 1
    assert ran.err == ""
    assert all(len(line) <= 100 for line in ran.out.splitlines() if "street-policing" not in line)
    text = " ".join(ran.out.split())
    gaps, closed, untouched, reworded = map(
        int,
        re.search(
            r"Of (\d+) gaps in the old version, (\d+) closed, (\d+) untouched, (\d+) only reworded\.", text
        ).groups(),  # type: ignore[union-attr]
    )
    assert gaps == closed + untouched + reworded
    assert re.search(r"\d+ % of the words changed; substance changed on \d+ of \d+ requirements", text)
    assert re.search(r"^ +high +support\.exit +now mentioned only: “Officers may", ran.out, re.MULTILINE)
    opened, closed = ran.out.index("Opened: "), ran.out.index("Closed: ")
    assert opened < ran.out.index("support.exit") < closed < ran.out.index("Strengthened: ")
    assert "can't know what was done, or whether it was enough" in text
    assert not re.search(r"\b(unlawful|compliant|in breach|PASS|FAIL)\b", ran.out)


def test_a_small_screen_is_not_overrun(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    words = (HALF_FILLED, FILLED, "--on", "2026-11-24")
    whole = run(*words).out
    monkeypatch.setenv("LINES", "30")
    folded = run(*words).out
    assert len(folded.splitlines()) < 30 < len(whole.splitlines())
    assert "survivors" in folded
    assert re.search(r"^Closed: \d", folded, re.MULTILINE)


def test_everything_is_shown_side_by_side_when_it_is_asked_for(run: Run) -> None:
    pair = PAIRS / "more-to-act-on"
    text = " ".join(run(pair / "old.md", pair / "new.md", *LAW, "--all").out.split())
    assert "old: dismissed “Good relations between residents and neighbours are not relevant" in text
    assert "new: addressed “Neighbours said that noise at night had led to hostility" in text
    assert "source: Equality Act 2010, section 149(1)(c)" in text
    assert "New passages: " in text
    assert "Edited passages: " in text


def test_json_holds_both_sides_of_each_requirement(run: Run) -> None:
    changed(
        by_the_door="near the door", every_month="every month, and must answer any refusal within five days"
    )
    found = comparison(run, "old.md", "new.md", *LAW)
    assert found["schema"] == "eiagen.comparison/1"
    assert (found["old"]["path"], found["new"]["path"]) == ("old.md", "new.md")
    assert found["catalogue"]["jurisdiction"] == "england"
    assert found["catalogue"]["on"] == "2026-11-24"
    assert found["catalogue"]["guessed"] == {}
    one = change(found, "pc.disability")
    assert one["change"] == "strengthened"
    assert one["old"]["outcome"] == one["new"]["outcome"] == "addressed"
    assert one["old"]["passages"][0]["quote"].startswith("Disabled staff must be given a bay by the door")
    assert one["new"]["passages"][0]["headings"] == ["Parking at Eastmarsh depot"]
    assert change(found, "pc.sex")["change"] == "unchanged"
    assert change(found, "pc.race")["change"] == "unchanged"
    (edited,) = found["text"]["edited"]
    assert edited["old"]["quote"].startswith("Disabled staff")
    assert (found["text"]["new"], found["text"]["gone"]) == ([], [])
    verdict = found["verdict"]
    assert verdict["gaps"]["all"] + verdict["addressed"]["all"] == verdict["requirements"]


def test_another_word_for_the_same_weakens_nothing(run: Run) -> None:
    # The audit knows “cannot use” as an effect on people, and not “are not able to use”.
    Path("old.md").write_text(
        "# Bays\n\nDisabled staff who cannot use the stairs must be given a bay by the door.\n"
    )
    text = Path("old.md").read_text().replace("cannot use", "are not able to use")
    Path("new.md").write_text(text)
    found = comparison(run, "old.md", "new.md", *LAW)
    assert change(found, "pc.disability")["change"] == "reworded"
    Path("new.md").write_text(text.replace("must be", "may, where possible, be"))
    looser = change(comparison(run, "old.md", "new.md", *LAW), "pc.disability")
    assert looser["change"] in ("weakened", "opened")


def test_different_formats_are_said(run: Run) -> None:
    page = "".join(f"<p>{line}</p>" for line in SHORT.splitlines() if line and not line.startswith("#"))
    Path("new.html").write_text(f"<h1>Parking at Eastmarsh depot</h1>{page}<p>Bays are numbered.</p>")
    found = comparison(run, "old.md", "new.html", *LAW)
    assert found["warnings"] == [
        "one is md and the other html: what one keeps apart in a table and the other runs together may show "
        "as a change"
    ]
    assert [one["quote"] for one in found["text"]["new"]] == ["Bays are numbered."]


# The law.


def test_the_law_is_guessed_from_the_new_version_and_a_difference_is_said(run: Run) -> None:
    Path("old.md").write_text("# Prostitution in Scotland\n\nPolice Scotland visit brothels in Scotland.\n")
    Path("new.md").write_text(
        "# Brothels in Wales\n\nThe Welsh Government and police visit brothels in Wales.\n"
    )
    ran = run("old.md", "new.md")
    text = " ".join(ran.out.split())
    assert "both are held against the law of wales; --jurisdiction decides" in text
    assert "Held against the law of Wales" in text
    stated = run("old.md", "new.md", "--jurisdiction", "scotland").out
    assert "Held against the law of Scotland" in stated
    assert "taken for" not in stated


def test_unknown_law_is_refused_before_anything_is_read(run: Run) -> None:
    ran = run("old.md", "nowhere.md", "--jurisdiction", "englnd", "--topic", "brothels")
    assert ran.status == 2
    assert "--jurisdiction: there is no “englnd”; did you mean “england”?" in ran.err
    assert "--topic: there is no “brothels”" in ran.err


# Formats.


def test_the_ending_decides_the_format_and_every_one_says_the_same(run: Run) -> None:
    for suffix in ("docx", "odt", "html", "md", "json", "txt", "pdf"):
        words = (SMALL, "new.yaml", "--on", "2026-11-24", "-o", f"out.{suffix}")
        Path("new.yaml").write_text(SMALL.read_text(encoding="utf-8"), encoding="utf-8")
        ran = run(*words)
        assert ran.out == ""
        assert f"written to out.{suffix}" in ran.err
        first = Path(f"out.{suffix}").read_bytes()
        run(*words, "--force")
        assert Path(f"out.{suffix}").read_bytes() == first
    for name in ("out.docx", "out.odt", "out.pdf", "out.md", "out.html"):
        text = " ".join(one.text for one in read_bytes(Path(name).read_bytes(), name).passages)
        assert "requirements it left no gap on, none opened" in text
        assert "Every requirement, old beside new" in text


def test_the_words_that_differ_are_marked(run: Run) -> None:
    changed(by_the_door="near the door", lit_until_ten="checked")
    assert run("old.md", "new.md", *LAW, "-o", "out.html").err.endswith("written to out.html\n")
    page = Path("out.html").read_text()
    assert "<del><strong>by </strong></del>" in page
    assert "<ins><strong>near </strong></ins>" in page
    assert "Women told us that the back gate is dark" in page


def test_awkward_text_arrives_unchanged(run: Run) -> None:
    Path("old.md").write_text(SHORT + "\nA < B & “C” is *not* `x` {{ y }} for disabled staff who must ask.\n")
    Path("new.md").write_text(SHORT + "\nA < B & “D” is *not* `x` {{ y }} for disabled staff who must ask.\n")
    run("old.md", "new.md", *LAW, "-o", "out.docx")
    text = " ".join(one.text for one in read_bytes(Path("out.docx").read_bytes(), "out.docx").passages)
    assert "A < B & “D” is not x {{ y }} for disabled staff" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "out.xls"), "out.xls: nothing can be written as “.xls”; end the name in one of .docx"),
        (("-o", "out.md", "--format", "json"), "out.md: the ending says md, --format says json"),
        (("-o", "old.md"), "old.md: this is one of the files that are read here"),
    ],
)
def test_an_output_that_can_not_be_is_refused(run: Run, words: tuple[str, ...], message: str) -> None:
    ran = run("old.md", "old.md", *words)
    assert ran.status == 2
    assert message in ran.err
    assert Path("old.md").read_text() == SHORT


# Exit status.


def test_the_exit_status_says_whether_anything_got_worse(run: Run) -> None:
    changed(must_be_given_a_bay_by_the_door="may be given a bay, where possible")
    assert run("old.md", "new.md", *LAW).status == 1
    assert run("new.md", "old.md", *LAW).status == 0
    day = ("--on", "2026-11-24")
    assert run(HALF_FILLED, FILLED, *day).status == 0
    assert run(FILLED, HALF_FILLED, *day).status == 1
    assert run(FILLED, HALF_FILLED, *day, "--fail-on", "never").status == 0


def test_only_what_is_serious_enough_counts(run: Run) -> None:
    audit("old.md", "new.json", *LAW)
    old = json.loads(Path("new.json").read_text())
    (marriage,) = [one for one in old["findings"] if one["requirement"] == "pc.marriage"]
    assert (marriage["severity"], marriage["outcome"]) == ("low", "gap")
    marriage["outcome"] = "addressed"
    marriage["passages"] = [
        {"quote": "Married staff must be asked.", "page": 1, "headings": [], "paragraph": 9}
    ]
    Path("old.json").write_text(json.dumps(old))
    assert run("old.json", "new.json").status == 1
    assert run("old.json", "new.json", "--fail-on", "medium").status == 0


# Mistakes.


def test_a_document_compared_with_itself_is_said_to_be_the_same(run: Run) -> None:
    found = comparison(run, "old.md", "old.md", *LAW)
    assert found["warnings"] == ["the two files are identical, so nothing changed"]
    assert found["verdict"]["changed_in_substance"] == 0
    assert {one["change"] for one in found["changes"]} == {"unchanged"}
    Path("new.md").write_text(SHORT + "\n\n")
    ran = run("old.md", "new.md", *LAW)
    assert ran.status == 0
    text = " ".join(ran.out.split())
    assert "Mind: the two say the same, word for word and in the same order." in text
    assert "0 % of the words changed; substance changed on 0 of" in text


def test_unrelated_documents_are_compared_with_a_warning(run: Run) -> None:
    ran = run("old.md", PAIRS / "street-policing" / "new.md", *LAW, "-o", "out.html")
    assert ran.status == 1
    assert "mind: the two share almost no text" in ran.err
    assert "<strong>Mind:</strong> the two share almost no text" in Path("out.html").read_text()


def test_every_file_that_can_not_be_read_is_named_in_one_run(run: Run) -> None:
    Path("broken.pdf").write_bytes(b"%PDF-1.7 broken")
    Path("empty.md").write_text("")
    ran = run("nowhere.pdf", "broken.pdf", "-o", "out.docx")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == "nowhere.pdf: no such file"
    assert ran.err.splitlines()[1].startswith("broken.pdf: damaged, or no PDF")
    assert not Path("out.docx").exists()
    ran = run("empty.md", "old.md")
    assert (ran.status, ran.err) == (2, "empty.md: the file is empty\n")
    ran = run("nowhere.yaml", "nothing.yaml")
    assert ran.status == 2
    assert "nowhere.yaml: " in ran.err
    assert "nothing.yaml: " in ran.err


def test_two_of_a_kind_are_wanted(run: Run) -> None:
    ran = run("old.md", EXAMPLES / "policing-prostitution" / "assessment.yaml")
    assert ran.status == 2
    assert "this is an assessment and old.md is a document: name two documents" in ran.err
    ran = run("-", "-")
    assert (ran.status, ran.err) == (
        2,
        "-: standard input can be one of the two; name a file for the other\n",
    )


def test_one_of_the_two_may_come_on_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SHORT.encode())))
    found = comparison(run, "-", "old.md", *LAW)
    assert found["old"]["path"] == "-"
    assert {one["change"] for one in found["changes"]} == {"unchanged"}


# Two audits.


def audit(name: str, out: str, *words: str) -> None:
    main(["audit", name, "--no-cache", "-o", out, *words])


def test_two_audits_are_compared_by_what_they_quote(run: Run) -> None:
    changed(
        must_be_given_a_bay_by_the_door="may be given a bay, where possible",
        Women_told_us_that="Black staff told us that",
    )
    audit("old.md", "old.json", *LAW)
    audit("new.md", "new.json", *LAW)
    found = comparison(run, "old.json", "new.json")
    assert found["text"] is None
    assert any("only what the audits quote is compared" in one for one in found["warnings"])
    for requirement, kind in (("pc.disability", "weakened"), ("pc.sex", "opened")):
        assert change(found, requirement)["change"] == kind
    assert change(found, "pc.race")["change"] == "closed"
    of_documents = comparison(run, "old.md", "new.md", *LAW)
    # Whole texts can show that what seems gone is still there in other words; quotations can't.
    for quoted, whole in zip(found["changes"], of_documents["changes"], strict=True):
        same = all(quoted[side]["outcome"] == whole[side]["outcome"] for side in ("old", "new"))
        assert not same or quoted["change"] == whole["change"], quoted["requirement"]
    assert "how much text changed can't be said from audits" in run("old.json", "new.json").out
    assert run("old.json", "old.json").status == 0


def test_who_decided_an_outcome_is_named_beside_it(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    changed(by_the_door="near the door", lit_until_ten="checked")
    for name in ("old", "new"):
        assert main(["audit", f"{name}.md", *LAW, "-o", f"{name}.json"]) in (0, 1)
    data = json.loads(Path("new.json").read_text())
    (finding,) = (one for one in data["findings"] if one["requirement"] == "pc.disability")
    was = {"outcome": finding["outcome"], "reason": finding["reason"]}
    finding["decided"] = {"was": was, "name": "Ann Reader", "date": "2026-11-28"}
    Path("new.json").write_text(json.dumps(data))
    capsys.readouterr()
    by = "decided by Ann Reader on 28 November 2026"
    assert by in " ".join(run("old.json", "new.json", "--all").out.split())
    for name in ("out.docx", "out.html", "out.md"):
        assert run("old.json", "new.json", "-o", name).status in (0, 1)
        text = " ".join(one.text for one in read_bytes(Path(name).read_bytes(), name).passages)
        assert by in text, name
    found = json.loads(run("old.json", "new.json", "--format", "json").out)["changes"]
    (one,) = (one for one in found if one["requirement"] == "pc.disability")
    assert (one["old"]["decided_by"], one["new"]["decided_by"]) == (None, "Ann Reader on 28 November 2026")


@pytest.mark.parametrize("suffix", [".docx", ".html", ".pdf"])
def test_the_report_of_a_comparison_is_no_version(run: Run, suffix: str) -> None:
    changed(by_the_door="near the door")
    assert run("old.md", "new.md", *LAW, "-o", f"out{suffix}").status in (0, 1)
    ran = run(f"out{suffix}", "new.md")
    assert ran.status == 2
    assert f"out{suffix}: this is the report of a comparison that eiagen made" in ran.err
    assert "name old.md and new.md" in ran.err


def test_audits_that_do_not_go_together_are_refused(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    audit("old.md", "england.json", *LAW)
    audit("old.md", "wales.json", "--jurisdiction", "wales", "--on", "2026-11-24")
    Path("next.json").write_text('{"schema": "eiagen.audit/2"}')
    Path("broken.json").write_text('{"schema": ')
    capsys.readouterr()
    ran = run("england.json", "wales.json")
    assert ran.status == 2
    assert "wales.json: this audit is held against the law of wales (no topic), and england.json" in ran.err
    ran = run("next.json", "broken.json", "--topic", "prostitution")
    assert ran.status == 2
    assert "next.json:1:" in ran.err
    assert "broken.json:1:" in ran.err
    assert "--topic: an audit has its law already" in ran.err
    assert "name two documents" in run("england.json", "old.md").err


# Two assessments.


def test_two_assessments_are_compared_gap_by_gap(run: Run) -> None:
    old = EXAMPLES / "policing-prostitution-half-filled" / "assessment.yaml"
    new = EXAMPLES / "policing-prostitution" / "assessment.yaml"
    found = comparison(run, old, new, "--on", "2026-11-24")
    assert found["verdict"]["gaps"]["closed"] == found["verdict"]["gaps"]["all"] > 20
    one = change(found, "assessment.done")
    assert one["change"] == "closed"
    assert one["old"]["gaps"][0]["rule"] == "PSED-001"
    assert one["old"]["gaps"][0]["line"] > 0
    assert one["old"]["passages"] == []
    assert run(old, new, "--on", "2026-11-24").status == 0
    text = run(new, old, "--on", "2026-11-24")
    assert text.status == 1
    assert re.search(r"critical +assessment\.done +now: PSED-001 and \d more: This assessment", text.out)


def test_of_an_assessment_only_the_fields_that_a_rule_reads_count(run: Run) -> None:
    text = (EXAMPLES / "library-hours" / "assessment.yaml").read_text(encoding="utf-8")
    Path("old.yaml").write_text(text, encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("title:"))
    Path("new.yaml").write_text(text.replace(line, f"{line} again"), encoding="utf-8")
    found = comparison(run, "old.yaml", "new.yaml", "--on", "2026-11-24")
    kinds = [one["change"] for one in found["changes"]]
    assert set(kinds) <= {"unchanged", "reworded"}
    assert kinds.count("unchanged") > len(kinds) / 2
    same = run("old.yaml", "old.yaml", "--on", "2026-11-24")
    assert same.status == 0
    assert "the two files are identical" in same.out


def test_assessments_of_two_things_are_said_to_be_unrelated(run: Run) -> None:
    def said(*names: str) -> bool:
        files = [EXAMPLES / name / "assessment.yaml" for name in names]
        warnings = comparison(run, *files, "--on", "2026-11-24")["warnings"]
        return any("assessments of two things" in one for one in warnings)

    assert said("library-hours", "order-against-kerb-crawling")
    assert not said("policing-prostitution-half-filled", "policing-prostitution")


# Misstatements.


def misstated(rule: str, quote: str) -> Finding:
    passage = Passage(quote, Place(page=1))
    return Finding(
        requirement=rule,
        title=rule,
        outcome=Outcome.MISSTATED,
        severity="high",
        message="",
        citations=(),
        fingerprint=quote,
        rule=rule,
        quotes=(Quote(quote, passage),),
    )


def test_a_misstatement_is_put_right_new_or_still_there() -> None:
    old = [
        misstated("LAW-001", "Ten characteristics count for every aim of the duty."),
        misstated("LAW-002", "Every body must publish an assessment of every policy."),
    ]
    new = [
        misstated("LAW-001", "For every aim of the duty, ten characteristics count."),
        misstated("LAW-001", "Kerb crawlers must be persistent to commit the offence."),
    ]
    found = [(one.fate, one.finding.quotes[0].text[:5]) for one in compared_misstatements(old, new)]
    assert found == [(Fate.NEW, "Kerb "), (Fate.STILL_THERE, "For e"), (Fate.PUT_RIGHT, "Every")]
