"""`eiagen letter`: what a letter says and where it is from, what it leaves out, whose templates it takes."""

from __future__ import annotations

import copy
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from eiagen import letter as letters
from eiagen.cli import main

CASES = Path(__file__).parent / "letters"
KINDS = tuple(letters.KINDS)
SUFFIXES = (".docx", ".odt", ".html", ".md", ".txt")
TODAY = "2026-11-24"
SIGNED = (
    "--from",
    "Ida Marsh",
    "--from",
    "2 Weir Row",
    "--to",
    "Reedham Council",
    "--on",
    "2026-12-01",
)
HALL = """\
# Letting of Reedham hall

The roof was mended on 9 June 2019.

Disabled hirers cannot use the back stairs, so staff must open the level entrance from 1 April 2025 on.

Good relations between hirers and neighbours are not relevant to lettings.

We are committed to equality for people of every race and ethnicity.
"""


class Ran(NamedTuple):
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The JSON of an audit, made once."""
    folder = tmp_path_factory.mktemp("audited")
    (folder / "hall.md").write_text(HALL)
    target = folder / "audit.json"
    words = ("--on", TODAY, "--jurisdiction", "england", "--no-cache")
    assert main(["audit", str(folder / "hall.md"), "-o", str(target), *words]) == 1
    return target.read_text(encoding="utf-8")


@pytest.fixture
def audit(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The audit, which lies in audit.json, every finding of it sure."""
    monkeypatch.chdir(tmp_path)
    data: dict[str, Any] = json.loads(text)
    for one in data["findings"]:
        one["certainty"] = "sure"
    return saved(data)


def saved(data: dict[str, Any]) -> dict[str, Any]:
    Path("audit.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return data


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `eiagen` in this process."""

    def command(*words: object) -> Ran:
        status = main([*map(str, words)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(status, printed.out, printed.err)

    return command


def letter(run: Run, kind: str, *words: object, target: str = "letter.txt") -> str:
    """The letter as text, its white space folded."""
    ran = run("letter", kind, "audit.json", "-o", target, "--force", *words)
    assert ran.status == 0, ran.err
    if target.endswith((".docx", ".odt")):
        return " ".join(run("read", target).out.split())
    return " ".join(Path(target).read_text(encoding="utf-8").split())


def wanting(audit: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in audit["findings"] if one["outcome"] in ("gap", "mentioned", "dismissed")]


def misstated(severity: str = "critical") -> dict[str, Any]:
    return {
        "rule": "LAW-901",
        "title": "Which characteristics count",
        "severity": severity,
        "quote": "All nine characteristics count for each aim.",
        "page": 4,
        "headings": ["Law"],
        "paragraph": 12,
        "right": "Eight count for the duty.",
        "citation": {"title": "Equality Act 2010, section 149(7)", "url": None, "checked": None},
        "checked": None,
        "fingerprint": "0f",
    }


# What is in a letter.


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_in_every_format(run: Run, audit: dict[str, Any], kind: str, suffix: str) -> None:
    said = letter(run, kind, *SIGNED, target=f"letter{suffix}")
    assert "DRAFT" in said[: said.index("Letting of Reedham hall")] or suffix == ".html"
    assert "to be read and changed by a person before it is sent" in said
    assert "We have not found a passage on this in the document." in said
    assert "psed.duty" in said
    assert re.search("unlawful|compliant|breach", said) is None


@pytest.mark.parametrize("kind", KINDS)
def test_each_paragraph_names_its_finding_and_nothing_else_is_asserted(
    run: Run, audit: dict[str, Any], kind: str
) -> None:
    said = letter(run, kind, "--most", "99")
    for one in wanting(audit):
        assert one["title"] in said
        assert one["requirement"] in said
        for passage in one["passages"][:1]:
            assert f"“{passage['quote']}”" in said
    quotes = set(re.findall("“([^”]{25,})”", said))
    known = {passage["quote"] for one in audit["findings"] for passage in one["passages"]}
    assert {one for one in quotes if one not in known} <= {"for a person to check", "Letting of Reedham hall"}


def test_the_request_is_kept_small(run: Run, audit: dict[str, Any]) -> None:
    said = letter(run, "foi", *SIGNED, "--since", "2024-05-01")
    assert "Ida Marsh 2 Weir Row Freedom of Information Officer Reedham Council 1 December 2026" in said
    assert "Under the Freedom of Information Act 2000 we ask for recorded information" in said
    assert "records made from 1 May 2024 to the date of this letter" in said
    assert "Of e-mails and of drafts that no decision-maker saw, we ask for none" in said
    assert "please answer the points in the order in which they stand" in said
    left = len(wanting(audit)) - 10
    assert f"We have left {left} further points out of this request" in said
    assert len(re.findall(r"\. Finding [\w.-]+:", said)) == 10
    assert (
        "Freedom of Information Act 2000 <https://www.legislation.gov.uk/ukpga/2000/36>: not checked" in said
    )


def test_many_gaps_are_ranked_and_stated(run: Run, audit: dict[str, Any]) -> None:
    for one in audit["findings"]:
        one.update(outcome="gap", passages=[], reason="no passage found")
    saved(audit)
    severity = {one["requirement"]: one["severity"] for one in audit["findings"]}
    order = ["critical", "high", "medium", "low"]
    for kind, most in (("foi", 10), ("consultation", 8), ("cover-note", 6)):
        said = letter(run, kind)
        shown = re.findall(r"Finding ([\w.-]+): not evidenced", said)
        assert len(shown) == most
        worst_left = min(order.index(severity[id]) for id in severity if id not in shown)
        assert max(order.index(severity[id]) for id in shown) <= worst_left
        assert f"{len(severity) - most} further findings, none more serious than these, are left out" in said
    assert len(re.findall("We have not found a passage", letter(run, "pre-action-facts"))) == len(severity)


def test_a_scottish_body_is_asked_under_its_own_act(run: Run, audit: dict[str, Any]) -> None:
    audit["catalogue"]["jurisdiction"] = "scotland"
    saved(audit)
    said = letter(run, "foi")
    assert "Under the Freedom of Information (Scotland) Act 2002 we ask" in said


def test_a_response_stands_in_the_order_of_the_findings(run: Run, audit: dict[str, Any]) -> None:
    said = letter(run, "consultation", "--most", "99")
    shown = re.findall(r"Finding ([\w.-]+):", said)
    assert shown == [one["requirement"] for one in wanting(audit)]


def test_facts_hold_the_other_side_and_only_dates_that_are_quoted(run: Run, audit: dict[str, Any]) -> None:
    said = letter(run, "pre-action-facts")
    assert audit["document"]["sha256"] in said
    assert "Date: 1 April 2025 What: Named in the document: “Disabled hirers" in said
    assert "9 June 2019" not in said  # it stands in no passage that is quoted
    assert "Date: [date] What: The document was approved" in said
    addressed = next(one for one in audit["findings"] if one["outcome"] == "addressed")
    assert (
        f"Requirement: {addressed['title']} {addressed['requirement']}" in said.partition("does address")[2]
    )
    assert "It draws no conclusion of law" in said


def test_the_note_begins_with_what_is_there(run: Run, audit: dict[str, Any]) -> None:
    said = letter(run, "cover-note")
    addressed = [one for one in audit["findings"] if one["outcome"] == "addressed"]
    assert f"Passages address {len(addressed)} of them" in said
    assert "A next version could do this:" in said


@pytest.mark.parametrize("kind", ["cover-note", "consultation"])
def test_nothing_is_granted_that_nobody_has_checked(run: Run, audit: dict[str, Any], kind: str) -> None:
    addressed = [one for one in audit["findings"] if one["outcome"] == "addressed"]
    assert len(addressed) > 1
    addressed[0]["certainty"] = "check"
    saved(audit)
    said = letter(run, kind)
    assert f"address {len(addressed) - 1} of them" in said
    assert "On 1 other there is a passage that we have not checked yet." in said
    assert addressed[0]["title"].lower() not in said.lower()
    for one in addressed:
        one["certainty"] = "check"
    saved(audit)
    assert f"On {len(addressed)} there are passages that we have not checked yet." in letter(run, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_law_put_otherwise_is_told_with_its_source(run: Run, audit: dict[str, Any], kind: str) -> None:
    saved({**audit, "misstatements": [misstated()]})
    said = letter(run, kind, "--only", "LAW-901")
    assert "The document says: “All nine characteristics count for each aim.” (page 4" in said
    assert "As the catalogue has it: Eight count for the duty." in said
    assert "checked" in said
    assert "LAW-901" in said


def test_help_names_every_kind(run: Run) -> None:
    words = run("letter", "--help").out.split()
    assert set(KINDS) <= set(words)


def test_rules_that_say_the_same_of_a_sentence_are_one_point(run: Run, audit: dict[str, Any]) -> None:
    """With both ids; the same at another place is another point, and so is what is right otherwise."""
    again = {**misstated(), "rule": "LAW-902", "severity": "medium", "fingerprint": "1f"}
    elsewhere = {**misstated(), "rule": "LAW-903", "paragraph": 40, "fingerprint": "2f"}
    otherwise = {**misstated(), "rule": "LAW-904", "right": "Ask a lawyer.", "fingerprint": "3f"}
    saved({**audit, "misstatements": [again, misstated(), elsewhere, otherwise]})
    for only in ("LAW-901", "LAW-902"):
        said = letter(run, "consultation", "--only", only)
        assert said.count("The document says: “All nine characteristics count for each aim.”") == 1
        assert "Findings LAW-901 and LAW-902: stated otherwise" in said
    assert letter(run, "consultation", "--only", "LAW-901,LAW-903,LAW-904").count("The document says:") == 3
    letter(run, "consultation", "--only", "LAW-902", target="letter.json")
    (point,) = json.loads(Path("letter.json").read_text(encoding="utf-8"))["points"]
    assert (point["requirement"], point["also"]) == ("LAW-901", ["LAW-902"])
    again["accepted"] = {"reason": "known", "date": TODAY}
    saved({**audit, "misstatements": [again, misstated()]})
    assert letter(run, "consultation", "--only", "LAW-901,LAW-902").count("The document says:") == 2


# What a person decides of it.


def test_findings_to_check_are_left_out_unless_asked_for(run: Run, text: str, audit: dict[str, Any]) -> None:
    data = saved(json.loads(text))
    unsure = [one["requirement"] for one in wanting(data) if one["certainty"] == "check"]
    ran = run("letter", "consultation", "audit.json", "-o", "letter.txt", "--most", "99")
    said = " ".join(Path("letter.txt").read_text(encoding="utf-8").split())
    assert f"{len(unsure)} findings left out until a person has checked them" in ran.err
    assert not set(re.findall(r"Finding ([\w.-]+):", said)) & set(unsure)
    with_them = letter(run, "consultation", "--most", "99", "--include-unsure")
    assert set(unsure) <= set(re.findall(r"Finding ([\w.-]+):", with_them))
    assert "for a person to check" in with_them


def test_what_was_decided_beside_the_audit_is_taken(run: Run, audit: dict[str, Any]) -> None:
    foster = next(one for one in audit["findings"] if one["requirement"] == "psed.foster")
    decision = {
        "requirement": "psed.foster", "outcome": "gap", "was": foster["outcome"],
        "passages": [{"quote": one["quote"]} for one in foster["passages"]],
        "sha256": audit["document"]["sha256"], "name": "Ida Marsh", "date": "2026-11-24",
    }  # fmt: skip
    content = json.dumps({"document": "hall.md", "decisions": [decision]})
    Path("audit.decisions.yaml").write_text(content)
    said = letter(run, "foi", "--only", "psed.foster")
    assert "The nearest is “Good relations between hirers" in said
    assert "decided by Ida Marsh on 24 November 2026" in said


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_accepted_is_marked_and_stays(run: Run, audit: dict[str, Any], kind: str) -> None:
    """Why it was is for one's own side, so elsewhere it stands in the notes that are deleted."""
    first = wanting(audit)[0]
    first["accepted"] = {"reason": "The county’s policy has it.", "date": TODAY}
    saved({**audit, "misstatements": [{**misstated(), "accepted": first["accepted"]}]})
    said = letter(run, kind, "--only", f"{first['requirement']},LAW-901", "--with-source", target="letter.md")
    body, _, notes = said.partition("Notes for whoever sends this")
    assert body.count("accepted on 24 November 2026") == 2
    ours = kind in ("cover-note", "pre-action-facts")
    assert body.count("accepted on 24 November 2026: The county’s policy has it") == (2 if ours else 0)
    assert "2 points were accepted by somebody" in notes
    assert f"{first['requirement']} on 24 November 2026 (The county’s policy has it.)" in notes
    final = ("--final", "Ida Marsh", *SIGNED) if kind != "pre-action-facts" else ()
    ran = run("letter", kind, "audit.json", "-o", "sent.html", "--with-source", "--most", "99", *final)
    assert "2 points were accepted by somebody, and are marked so" in ran.err
    if final:
        assert ("The county’s policy has it" in Path("sent.html").read_text(encoding="utf-8")) is ours


def decided(requirement: str, outcome: str) -> dict[str, Any]:
    was = {"outcome": "gap", "reason": "no passage found", "certainty": "check", "certainty_because": ""}
    reason = "decided by Ida Marsh on 24 November 2026: Annex 2 has it; the audit had found “gap”"
    return {
        "requirement": requirement, "outcome": outcome, "certainty": "sure", "passages": [], "reason": reason,
        "decided": {"was": was, "name": "Ida Marsh", "date": TODAY, "reason": "Annex 2 has it", "before": []},
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["cover-note", "consultation", "pre-action-facts"])
def test_a_decision_without_a_passage_is_told_as_one(run: Run, audit: dict[str, Any], kind: str) -> None:
    addressed = [one for one in audit["findings"] if one["outcome"] == "addressed"]
    gap, mention, *_ = [one for one in audit["findings"] if one["outcome"] == "gap"]
    gap |= decided(gap["requirement"], "addressed")
    mention |= decided(mention["requirement"], "dismissed")
    saved(audit)
    said = letter(run, kind, "--most", "99")
    assert "A person has decided that the document puts this aside without a reason; no passage" in said
    if kind == "pre-action-facts":
        assert "Passage: No passage is quoted; decided by Ida Marsh on 24 November 2026: Annex 2" in said
        return
    assert f"address {len(addressed)} of them" in said
    assert (
        "That the document addresses 1 more was decided by a person, and no passage is quoted for it:" in said
    )
    assert f"{gap['title'][1:]} (Ida Marsh on 24 November 2026)" in said
    for one in addressed:
        one["outcome"] = "not-applicable"
    saved(audit)
    said = letter(run, kind, "--most", "99")
    assert "That the document addresses 1 was decided by a person" in said
    assert "assages address" not in said


@pytest.mark.parametrize(
    ("only", "shown"),
    [
        ("psed.foster", {"psed.foster"}),
        ("psed.foster,pc.marriage", {"psed.foster", "pc.marriage"}),
        ("critical", None),
    ],
)
def test_one_can_choose(run: Run, audit: dict[str, Any], only: str, shown: set[str] | None) -> None:
    shown = shown or {one["requirement"] for one in wanting(audit) if one["severity"] == only}
    said = letter(run, "consultation", "--only", only, "--most", "99")
    assert set(re.findall(r"Finding ([\w.-]+):", said)) == shown


def test_a_person_takes_the_mark_off(run: Run, audit: dict[str, Any]) -> None:
    said = letter(run, "foi", *SIGNED, "--final", "Ida Marsh", target="letter.docx")
    assert "DRAFT" not in said
    assert "Notes for whoever sends this" not in said
    assert re.search(r"\[(your|the|date)", said) is None
    with zipfile.ZipFile("letter.docx") as file:
        assert "DRAFT" not in file.read("word/header1.xml").decode()
        assert "<dc:creator>Ida Marsh</dc:creator>" in file.read("docProps/core.xml").decode()


def test_a_draft_says_so_on_every_page(run: Run, audit: dict[str, Any]) -> None:
    letter(run, "foi", target="letter.docx")
    with zipfile.ZipFile("letter.docx") as file:
        assert ">DRAFT<" in file.read("word/header1.xml").decode()


def test_no_date_is_invented_and_the_same_input_gives_the_same_bytes(run: Run, audit: dict[str, Any]) -> None:
    for suffix in SUFFIXES:
        pair = []
        for name in ("one", "two"):
            run("letter", "foi", "audit.json", "-o", f"{name}{suffix}")
            pair.append(Path(f"{name}{suffix}").read_bytes())
        assert pair[0] == pair[1]
    said = letter(run, "foi").partition("Sources of law")[0]
    assert "[date]" in said
    assert set(re.findall(r"\d{1,2} \w+ 20\d\d", said)) == {"24 November 2026"}  # the day of the law


# Whose templates.


@pytest.mark.parametrize("case", sorted(one.name for one in CASES.iterdir() if one.is_dir()))
@pytest.mark.parametrize("suffix", [".docx", ".txt"])
def test_templates_of_somebody_s_own(run: Run, audit: dict[str, Any], case: str, suffix: str) -> None:
    target = f"letter{suffix}"
    ran = run("letter", "foi", "audit.json", "-o", target, "--templates", CASES / case)
    expected = CASES / case / "expected"
    if expected.exists():
        assert ran.status == 2
        assert expected.read_text(encoding="utf-8").strip() in ran.err
        assert not Path(target).exists()
    else:
        assert ran.status == 0


def test_a_block_of_one_s_own_stands_in_our_letter(run: Run, audit: dict[str, Any]) -> None:
    said = letter(run, "foi", "--templates", CASES / "our-own-block")
    assert "What Reedham would like to know" in said
    assert "Reedham Tenants & Neighbours" in said
    assert "Dear Freedom of Information Officer," in said


def test_a_picture_may_stand_in_the_page(run: Run, audit: dict[str, Any]) -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="
    Path("ours").mkdir()
    text = f'<p><img src="{dot}" alt="Our mark">Reedham</p>'
    whole = '{% extends "letters/foi.html.j2" %}{% block sender %}' + text + "{% endblock %}"
    Path("ours/foi.html.j2").write_text(whole)
    assert dot in letter(run, "foi", "--templates", "ours", target="letter.html")
    for suffix in SUFFIXES:
        assert "Reedham" in letter(run, "foi", "--templates", "ours", target=f"letter{suffix}")


def test_what_the_document_says_is_never_markup(run: Run, audit: dict[str, Any]) -> None:
    evil = '<script>alert(1)</script> & {{ 7 * 7 }} "quoted" <b>bold</b>'
    data = copy.deepcopy(audit)
    data["document"]["title"] = evil
    for one in data["findings"]:
        for passage in one["passages"]:
            passage["quote"] = evil
    saved(data)
    for kind in KINDS:
        page = Path("letter.html")
        run("letter", kind, "audit.json", "-o", page, "--force")
        assert "<script>" not in page.read_text(encoding="utf-8")
        for suffix in (".docx", ".txt"):
            assert evil in letter(run, kind, target=f"letter{suffix}")


# What is wrong.


def test_nothing_to_write_about(run: Run, text: str, audit: dict[str, Any]) -> None:
    for one in audit["findings"]:
        one["outcome"] = "addressed"
    saved(audit)
    for kind in KINDS:
        ran = run("letter", kind, "audit.json", "-o", "letter.docx")
        assert (ran.status, ran.out) == (2, "")
        assert "audit.json: the audit found nothing missing" in ran.err
        assert "so there is nothing to write about and no letter was written" in ran.err
        assert not Path("letter.docx").exists()
    for one in audit["findings"]:
        one.update(outcome="gap", certainty="check")
    saved(audit)
    ran = run("letter", "foi", "audit.json", "-o", "letter.docx")
    assert ran.status == 2
    assert "nothing is surely missing" in ran.err
    assert "`eiagen review audit.json`" in ran.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("foy", "audit.json"), "there is no KIND “foy”; did you mean “foi”?"),
        (("foi", "gone.json"), "gone.json: there is no such file"),
        (("foi", "cut.json"), "cut.json:1:2001: the file breaks off here"),
        (("foi", "audit.json", "-o", "there.docx"), "there.docx: there is a file of this name already"),
        (("foi", "audit.json", "-o", "letter.xlsx"), "no letter can be written as “.xlsx”"),
        (("foi", "audit.json", "-o", "letter"), "a name without an ending"),
        (("foi", "audit.json", "--only", "psed.fostre"), "did you mean “psed.foster”?"),
        (("foi", "audit.json", "--final", "Ida"), "give --from and --to and --on too"),
        (("foi", "audit.json", "--final", " ", *SIGNED), "--final: write the name"),
        (
            ("pre-action-facts", "audit.json", "--final", "Ida", *SIGNED),
            "only a person can fill",
        ),
        (("foi", "audit.json", "--since", "2027-01-01", *SIGNED), "is after the date of the letter"),
        (("foi", "audit.json", "--on", "1 May"), "“1 May” is not a day"),
        (("foi", "audit.json", "--templates", "nowhere"), "nowhere: there is no such folder"),
        (("foi", "audit.json", "--decisions", "gone.yaml"), "gone.yaml: there is no such file"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_written(
    run: Run, audit: dict[str, Any], words: tuple[str, ...], message: str
) -> None:
    Path("cut.json").write_text(json.dumps(audit)[:2000])
    Path("there.docx").write_text("mine")
    before = sorted(Path().iterdir())
    ran = run("letter", *words)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert sorted(Path().iterdir()) == before
    assert Path("there.docx").read_text() == "mine"


def test_several_mistakes_are_told_at_once(run: Run, audit: dict[str, Any]) -> None:
    ran = run("letter", "foi", "audit.json", "-o", "no/where.xlsx", "--final", "", "--templates", "nowhere")
    assert len(ran.err.splitlines()) == 5


def test_as_data_each_point_is_a_finding_of_the_audit(run: Run, audit: dict[str, Any]) -> None:
    ran = run(
        "letter", "consultation", "audit.json", "-o", "letter.json", "--most", "3", "--to", "The Council"
    )
    assert ran.status == 0, ran.err
    data = json.loads(Path("letter.json").read_text(encoding="utf-8"))
    assert data["schema"] == "eiagen.letter/1"
    assert (data["kind"], data["draft"], data["to"]) == ("consultation", True, ["The Council"])
    found = {one["requirement"]: one for one in wanting(audit)}
    assert [one["number"] for one in data["points"]] == [1, 2, 3]
    for point in data["points"]:
        one = found.pop(point["requirement"])
        assert (point["outcome"], point["reason"]) == (one["outcome"], one["reason"])
        assert [passage["quote"] for passage in point["passages"]] == [
            quote["quote"] for quote in one["passages"]
        ]
    assert set(data["left_out"]) == set(found)
