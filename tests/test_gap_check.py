"""The gap check as a whole: a finding for every requirement, in order, with fingerprints and clear errors."""

from __future__ import annotations

import dataclasses
import datetime
from functools import cache
from types import MappingProxyType

import pytest

from eiagen.duties import SEVERITIES, Catalogue, Check, Rule
from eiagen.errors import EiagenError
from eiagen.finding import Finding, Outcome
from eiagen.gap_check import check
from eiagen.gap_rules import RULES
from eiagen.gap_rules.copied_text import SKETCHED, sketch
from eiagen.gap_rules.options import options_of
from eiagen.loading import LoadedAssessment, load_catalogue, parse_assessment
from eiagen.place import dotted

ON = datetime.date(2026, 11, 24)
NATIONS = ("england", "wales", "scotland", "northern-ireland")
TOPICS = ("prostitution", "local-service")
BARE = "title: Opening hours of the town’s libraries\nbody:\n  name: Exeview Borough Council\n"


@cache
def law(nation: str = "england", topics: tuple[str, ...] = ()) -> Catalogue:
    """A catalogue, read once."""
    return load_catalogue(nation, topics, ON)


def written(text: str) -> LoadedAssessment:
    """The assessment with these fields."""
    return parse_assessment((BARE + text).encode(), "hours.yaml")


def with_rules(*rules: Rule, requirement: str = "evidence.base") -> Catalogue:
    """A catalogue in which only these rules check one requirement, and none any other."""
    catalogue = law()
    checks = tuple(Check(rule=rule.id) for rule in rules)
    requirements = tuple(
        one.model_copy(update={"in_assessment": checks if one.id == requirement else ()})
        for one in catalogue.requirements
    )
    return dataclasses.replace(
        catalogue, requirements=requirements, rules=MappingProxyType({rule.id: rule for rule in rules})
    )


def changed(rule: str, **update: object) -> Rule:
    """A rule of the catalogue with something else in it."""
    return law().rules[rule].model_copy(update=update)


# What comes out.


@pytest.mark.parametrize("topics", [(), *((topic,) for topic in TOPICS), TOPICS], ids="-".join)
@pytest.mark.parametrize("nation", NATIONS)
def test_an_empty_assessment_addresses_nothing(nation: str, topics: tuple[str, ...]) -> None:
    catalogue = law(nation, topics)
    findings = check(written(""), catalogue)
    assert {finding.requirement for finding in findings} == {one.id for one in catalogue.requirements}
    for finding in findings:
        requirement = catalogue.requirement(finding.requirement)
        assert requirement is not None
        expected = Outcome.GAP if requirement.not_applicable is None else Outcome.NOT_APPLICABLE
        assert finding.outcome == expected, (finding.requirement, finding.message)


def test_a_requirement_that_no_rule_serves_is_not_checked() -> None:
    findings = check(written(""), with_rules(changed("PSED-009")))
    outcomes = {finding.requirement: finding.outcome for finding in findings}
    assert outcomes.pop("evidence.base") == Outcome.GAP
    assert set(outcomes.values()) == {Outcome.NOT_CHECKED}
    assert "a person must" in next(one.message for one in findings if one.outcome == Outcome.NOT_CHECKED)


def test_what_the_nation_has_not_is_not_applicable_with_the_reason() -> None:
    findings = check(written(""), law("northern-ireland"))
    finding = next(one for one in findings if one.requirement == "pc.gender-reassignment")
    assert finding.outcome == Outcome.NOT_APPLICABLE
    assert "Section 75" in finding.message
    assert finding.rule is None


def test_a_requirement_with_nothing_missing_says_which_rules_looked() -> None:
    text = (
        "impacts:\n- {characteristics: [age], direction: negative, finding: Older readers lose mornings.}\n"
    )
    finding = next(one for one in check(written(text), law()) if one.requirement == "pc.age")
    assert finding.outcome == Outcome.ADDRESSED
    assert "PSED-004" in finding.message


def test_the_worst_comes_first_and_what_wants_no_work_last() -> None:
    text = (
        "impacts:\n- {characteristics: [age], direction: negative, finding: Older readers lose mornings.}\n"
    )
    findings = check(written(text), law("england", TOPICS))
    work = [finding.outcome.wants_work for finding in findings]
    assert work == sorted(work, reverse=True)
    ranks = [SEVERITIES.index(finding.severity) for finding in findings if finding.outcome.wants_work]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 4


def test_a_gap_points_at_its_line_and_names_source_reason_and_remedy() -> None:
    text = (
        "impacts:\n- characteristics: [age]\n  direction: negative\n  finding: Older readers lose mornings.\n"
    )
    gap = next(one for one in check(written(text), law()) if one.rule == "PSED-013")
    assert (dotted(gap.path), gap.place.line) == ("impacts.0.mitigation", 5)
    assert gap.citations[0].id == "bracking"
    assert gap.message.startswith("“Older readers lose mornings”")
    assert gap.why
    assert "what is done about it" in gap.fix
    assert gap.under == ("impacts.mitigation", "impacts.actions", "impacts.justified_because")


def test_a_rule_without_a_source_of_its_own_speaks_for_its_requirement() -> None:
    catalogue = law()
    gap = next(one for one in check(written(""), catalogue) if one.requirement == "complaints.redress")
    requirement = catalogue.requirement("complaints.redress")
    assert requirement is not None
    assert gap.citations == tuple(catalogue.sources(requirement))
    assert gap.why.startswith(requirement.why)
    assert gap.fix.startswith(requirement.closes)
    assert gap.good_practice


def test_where_it_is_written_is_told_for_the_requirement_or_group_that_it_is_about() -> None:
    def under(requirement: str) -> tuple[str, ...]:
        findings = check(written(""), law("england", TOPICS))
        return next(one.under for one in findings if one.requirement == requirement and one.under)

    assert under("complaints.redress")[0] == "considerations.finding (requirement: complaints.redress)"
    assert under("vawg")[0] == "violence_against_women.finding"
    assert under("rights.human")[0] == "human_rights.rights.effect"
    assert under("demand.deterrence")[0] == "affected_groups (kind: people-who-pay)"


def test_a_threshold_of_ours_is_said_to_be_one() -> None:
    text = "engagement:\n- {id: c, kind: consultation, opened: 2026-03-01, closed: 2026-03-14}\n"
    gap = next(one for one in check(written(text), law()) if one.rule == "PSED-018")
    assert "14 days, fewer than 42" in gap.message
    assert "our default, not a rule of law" in gap.fix


def test_severity_follows_stage_place_and_requirement() -> None:
    def severity(text: str, rule: str, nation: str = "england", topics: tuple[str, ...] = ()) -> set[str]:
        return {one.severity for one in check(written(text), law(nation, topics)) if one.rule == rule}

    assert severity("status: draft\n", "PSED-002") == {"medium"}
    assert severity("status: decided\n", "PSED-002") == {"critical"}
    assert severity("scope: {location_effects: yes}\n", "PSED-028") == {"high"}
    assert severity("", "PSED-028", topics=("prostitution",)) == {"critical"}
    assert severity("status: decided\n", "PSED-041") == {"medium"}
    assert severity("status: decided\n", "PSED-041", "scotland") == {"critical"}
    assert severity("status: decided\n", "PSED-041", "wales") == {"medium"}
    substantial = "status: decided\nspecific_duties: {substantial_impact: yes}\n"
    assert severity(substantial, "PSED-041", "wales") == {"critical"}
    assert severity("", "PSED-004") == {"critical", "high", "low"}


@pytest.mark.parametrize(
    ("text", "decided"),
    [
        ("status: draft\n", False),
        ("status: decided\n", True),
        ("status: under-review\n", True),
        ("decision: {date: 2026-11-01, outcome: go-ahead}\n", True),
        ("status: for-decision\ndecision: {date: 2026-11-01, outcome: go-ahead}\n", True),
        ("status: for-decision\ndecision: {date: 2026-12-01, outcome: go-ahead}\n", False),
        ("status: for-decision\ndecision: {date: 2026-11-01, outcome: undecided}\n", False),
        ("decision: {date: 2026-12-01}\n", False),
    ],
)
def test_publication_is_asked_for_once_it_is_decided(text: str, decided: bool) -> None:
    assert any(one.rule == "PSED-041" for one in check(written(text), law())) == decided


# Fingerprints.


def fingerprints(text: str, rule: str) -> list[str]:
    """Those of a rule's gaps, in order of the file."""
    found = [one for one in check(written(text), law()) if one.rule == rule]
    return [one.fingerprint for one in sorted(found, key=lambda one: one.place.line or 0)]


OLDER = (
    "- {characteristics: [age], aim: advance, direction: negative, finding: Older readers lose mornings.}\n"
)
PUPILS = "- {characteristics: [sex], aim: advance, direction: negative, finding: Girls lose the club.}\n"
READERS = "- {id: readers, characteristics: [race], direction: negative, finding: Readers lose mornings.}\n"


def test_fingerprints_stay_when_items_move_or_others_come_before_them() -> None:
    before = fingerprints(f"impacts:\n{OLDER}{PUPILS}{READERS}", "PSED-013")
    moved = fingerprints(f"impacts:\n{READERS}{PUPILS}{OLDER}", "PSED-013")
    assert len(set(before)) == 3
    assert moved == before[::-1]
    assert fingerprints(f"status: draft\nimpacts:\n{PUPILS}", "PSED-013") == [before[1]]


def test_fingerprints_stay_when_a_finding_is_reworded() -> None:
    one = fingerprints(f"impacts:\n{OLDER}", "PSED-013")
    other = fingerprints(f"impacts:\n{OLDER.replace('lose', 'will lose')}", "PSED-013")
    assert one == other


def test_no_two_gaps_share_a_fingerprint() -> None:
    text = f"impacts:\n{OLDER}{OLDER}{PUPILS}- {{aim: foster, direction: positive, finding: Better.}}\n"
    for nation in NATIONS:
        gaps = [one for one in check(written(text), law(nation, TOPICS)) if one.outcome.wants_work]
        assert len({one.fingerprint for one in gaps}) == len(gaps)


# What the catalogue may get wrong.


def said(error: pytest.ExceptionInfo[EiagenError]) -> str:
    """The one problem, as it is printed."""
    (problem,) = error.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("update", "words"),
    [
        (
            {"kind": "evidence-is-good"},
            "a kind “evidence-is-good” that is not there; there are: aim-assessed",
        ),
        ({"options": {"yeers": "5"}}, "there is no option “yeers”; did you mean “years”?"),
        ({"options": {}}, "the option “years” is missing"),
        ({"options": {"years": "five"}}, "“years” must be a whole number, not “five”"),
        ({"message": "The {reason}."}, "its message uses 'reason', which its kind does not give"),
        ({"message": "The {because."}, "a brace in its message is not closed"),
    ],
)
def test_a_mistake_in_a_rule_is_told_with_its_id(update: dict[str, object], words: str) -> None:
    with pytest.raises(EiagenError) as error:
        check(written(""), with_rules(changed("PSED-009", **update)))
    assert said(error).startswith("PSED-009: ")
    assert words in said(error)


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("each-item-needs", {"items": "impacts.*", "needs_all": "owner"}, "“needs_all” must be a list"),
        ("each-item-needs", {"items": "impacts.*", "when": "negative"}, "“when” must be a list"),
        ("each-item-needs", {"items": ("a",)}, "“items” must be a text"),
        ("each-item-needs", {"items": "x", "needs_words": ("a",)}, "must be a group of “name: value”"),
        (
            "each-item-needs",
            {"items": "x", "needs_words": {"a": "b"}},
            "“needs_words.a” must be a whole number",
        ),
        (
            "each-item-needs",
            {"items": "x", "not_yet": "severe"},
            "“not_yet” must be one of critical, high, medium",
        ),
        ("needed", {"once_decided": "perhaps"}, "“once_decided” must be yes or no"),
        ("share-of-impacts", {"directions": (), "or_more": "most"}, "“or_more” must be a number, not “most”"),
        ("asked-before-deciding", {"days": "3"}, "there is no option “days”; there are: none"),
    ],
)
def test_an_option_that_does_not_fit_is_told_in_plain_words(
    kind: str, options: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        options_of(RULES[kind].options, options)
    assert words in str(error.value)


def test_a_condition_may_be_written_without_a_list() -> None:
    one = options_of(RULES["each-item-needs"].options, {"items": "x", "when": {"direction": ("negative",)}})
    many = options_of(
        RULES["each-item-needs"].options, {"items": "x", "when": ({"direction": ("negative",)},)}
    )
    assert one.when == many.when
    assert one.when == ({"direction": ("negative",)},)


@pytest.mark.parametrize("nation", NATIONS)
def test_every_rule_has_options_that_fit_and_words_that_people_can_use(nation: str) -> None:
    for rule in law(nation, TOPICS).rules.values():
        assert rule.serves, rule.id
        for serves in rule.serves:
            options_of(RULES[rule.kind].options, {**rule.options, **serves.options})
        for text in (rule.message, rule.why, rule.fix):
            assert text.strip(), rule.id
            assert not any(word in text.lower() for word in ("unlawful", "complian", "violat")), rule.id
        thresholds = {"years", "days", "or_more", "at_least", "needs_words", "similarity"} & set(rule.options)
        assert not thresholds or rule.threshold_note, rule.id


def test_every_kind_is_used() -> None:
    used = {rule.kind for nation in NATIONS for rule in law(nation, TOPICS).rules.values()}
    assert used == set(RULES)


def test_more_rules_mean_more_findings_of_the_same_kind() -> None:
    rules = [changed("PSED-009", id=f"PSED-009-{number}") for number in range(10)]
    gaps = [one for one in check(written(""), with_rules(*rules)) if one.outcome == Outcome.GAP]
    assert [one.rule for one in gaps] == [rule.id for rule in rules]
    assert len({one.message for one in gaps}) == 1


# Copied text.


def findings_of(number: int) -> str:
    """Impacts with long findings; another number, other words."""
    lines = []
    for index in range(12):
        words = " ".join(f"word{number}x{index}x{place}" for place in range(30))
        lines.append(f"- {{aim: advance, finding: {words}}}\n")
    return "impacts:\n" + "".join(lines)


def copies(text: str, *others: tuple[str, str]) -> list[Finding]:
    """What PSED-035 finds, given other assessments by title."""
    corpus = []
    for title, other in others:
        data = BARE.replace("Opening hours of the town’s libraries", title) + other
        corpus.append(sketch(f"{title}.yaml", parse_assessment(data.encode(), "other.yaml").assessment))
    return [one for one in check(written(text), law(), corpus) if one.rule == "PSED-035"]


def test_wording_of_another_assessment_is_found_and_where() -> None:
    (gap,) = copies(findings_of(1), ("Leisure centre", findings_of(1)), ("Car parks", findings_of(2)))
    assert "100% of its wording is also in Leisure centre.yaml" in gap.message
    assert dotted(gap.path).startswith("impacts.")


def test_one_paragraph_in_common_is_no_copy() -> None:
    shared = findings_of(1).splitlines(keepends=True)
    assert copies(findings_of(2) + shared[1], ("Leisure centre", findings_of(1))) == []


def test_an_earlier_version_of_the_same_assessment_is_no_copy() -> None:
    assert copies(findings_of(1), ("Opening hours of the town’s libraries", findings_of(1))) == []


def test_too_little_text_is_not_compared() -> None:
    text = "purpose: {summary: Shorter mornings and longer evenings at three libraries of the borough.}\n"
    assert copies(text, ("Leisure centre", text)) == []


def test_a_sketch_stays_small_and_still_finds_the_copy() -> None:
    long = "".join(findings_of(number).removeprefix("impacts:\n") for number in range(20))
    other = parse_assessment((BARE + "impacts:\n" + long).encode(), "x.yaml").assessment
    assert len(sketch("x", other).hashes) == SKETCHED
    (gap,) = copies(f"impacts:\n{long}", ("Leisure centre", f"impacts:\n{long}"))
    assert "100%" in gap.message


# Many at once, one after another, ended early, not yet in force.


def lost(count: int, mixed: int = 0) -> str:
    """So many bad effects with nothing done about them, after so many mixed ones."""
    rows = [
        f"- {{id: i{number}, characteristics: [age], direction: {'mixed' if number < mixed else 'negative'}, "
        f"finding: Older readers lose morning {number}.}}\n"
        for number in range(count)
    ]
    return "impacts:\n" + "".join(rows)


def test_many_of_one_list_become_one_finding_with_the_worst_severity() -> None:
    gaps = [one for one in check(written(lost(14, mixed=13)), law()) if one.rule == "PSED-013"]
    (gap,) = gaps
    assert gap.message.startswith("14 of 14 bad or mixed effects")
    assert "lines 5, 6, 7, 8, 9, 10, 11, 12 and 6 more" in gap.message
    assert (dotted(gap.path), gap.place.line, gap.severity) == ("impacts", 4, "critical")


def test_a_few_stay_one_each_with_their_own_severity() -> None:
    gaps = [one for one in check(written(lost(5, mixed=4)), law()) if one.rule == "PSED-013"]
    assert [gap.severity for gap in gaps] == ["critical", *["high"] * 4]
    assert {len(gap.path) for gap in gaps} == {3}


def test_the_fingerprint_of_many_stays_while_there_are_many() -> None:
    (many,) = fingerprints(lost(14), "PSED-013")
    assert fingerprints(lost(9), "PSED-013") == [many]
    assert many not in fingerprints(lost(5), "PSED-013")


def test_a_rule_sets_how_many_it_names_one_by_one() -> None:
    def number(rule: Rule) -> int:
        catalogue = with_rules(rule, requirement="adverse.mitigation")
        return sum(one.rule == "PSED-013" for one in check(written(lost(9)), catalogue))

    assert number(changed("PSED-013")) == 1
    assert number(changed("PSED-013", group_above=9)) == 9
    assert number(changed("PSED-013", message_many=None)) == 9


def test_a_rule_is_silent_after_another_that_says_the_same() -> None:
    def found(text: str) -> set[str | None]:
        return {
            one.rule
            for one in check(written(text), law())
            if one.requirement == "rights.children" and one.rule
        }

    pupils = "impacts:\n- {characteristics: [age], finding: Pupils lose their desk.}\n"
    assert found("") == {"EIA-018"}
    assert found(pupils) == {"PSED-030"}
    assert found(f"{pupils}children: {{duty: Children Act 2004 section 11}}\n") == {"EIA-024"}


def test_rules_name_only_rules_that_are_there() -> None:
    for nation in NATIONS:
        rules = law(nation, TOPICS).rules
        assert {other for rule in rules.values() for other in rule.silent_after} <= set(rules)


def test_where_no_impact_names_an_aim_no_aim_counts_as_addressed() -> None:
    findings = check(written(f"impacts:\n{READERS}"), law())
    outcomes = {one.requirement: one.outcome for one in findings if one.rule == "PSED-003"}
    assert outcomes.pop("psed.duty") == Outcome.GAP
    assert outcomes == dict.fromkeys(("psed.eliminate", "psed.advance", "psed.foster"), Outcome.NOT_CHECKED)


def test_what_is_mentioned_elsewhere_is_less_severe_and_told_with_its_line() -> None:
    def gap(text: str) -> Finding:
        return next(one for one in check(written(text), law()) if one.requirement == "accessibility")

    assert (gap("").severity, "mentioned" in gap("").message) == ("medium", False)
    text = "purpose:\n  summary: A ramp for wheelchairs is kept.\n"
    assert gap(text).severity == "low"
    assert "it is mentioned on line 5, not drawn together" in gap(text).message


REASONS = (
    "Two colleagues looked at who uses the reading room, from the visits of three years and talks with "
    "readers, and found that nobody comes in the hour that is moved, neither older readers nor pupils nor "
    "anybody who needs help with the stairs or a quiet place."
)


def test_what_was_screened_out_with_reasons_is_not_asked_for_more() -> None:
    agreed = "  signed_by: {role: Head of Libraries}\n  date: 2026-11\n"
    text = f"screening:\n  result: screened-out\n  reasons: {REASONS}\n{agreed}"
    findings = check(written(text), law("england", TOPICS))
    gaps = {one.rule for one in findings if one.outcome.wants_work}
    assert "PSED-001" in gaps
    assert gaps.isdisjoint({"PSED-003", "PSED-004", "PSED-013", "PSED-028", "EIA-011", "LOC-001", "PRO-010"})
    left = [one for one in findings if one.requirement == "pc.age"]
    assert [one.outcome for one in left] == [Outcome.NOT_APPLICABLE]
    assert left[0].message == (
        "screened out in November 2026, for the reasons on line 6: whether they hold is for a person to judge"
    )


@pytest.mark.parametrize("lacking", ["reasons", "signature"])
def test_what_was_screened_out_without_reasons_or_signature_is_asked_for_everything(lacking: str) -> None:
    reasons = "None." if lacking == "reasons" else REASONS
    signed = "  signed_by: {role: Head of Libraries}\n" if lacking == "reasons" else ""
    text = f"screening:\n  result: screened-out\n  reasons: {reasons}\n{signed}"
    gaps = {one.rule for one in check(written(text), law()) if one.outcome.wants_work}
    assert {"PSED-050", "PSED-003", "PSED-004", "EIA-011"} <= gaps


def test_before_a_duty_is_in_force_its_requirements_are_not_applicable() -> None:
    early = load_catalogue("england", (), datetime.date(2011, 4, 4))
    findings = check(written(""), early)
    (sex,) = (one for one in findings if one.requirement == "pc.sex")
    assert sex.outcome == Outcome.NOT_APPLICABLE
    assert sex.message.startswith("its duty was not in force on 4 April 2011")
    cited = {source.id for one in findings if one.outcome.wants_work for source in one.citations}
    assert not any(source.startswith("eqa-2010-s149") for source in cited)


@pytest.mark.parametrize("nation", NATIONS)
def test_what_is_said_of_many_needs_only_words_that_are_always_there(nation: str) -> None:
    always = {"count": "6", "total": "7", "items": "lines 1 and 2", "least": "42"}
    for rule in law(nation, TOPICS).rules.values():
        if rule.message_many is not None:
            assert "6" in rule.message_many.format_map(always), rule.id
            assert "lines" in rule.message_many.format_map(always), rule.id


def test_a_council_is_reminded_more_mildly_that_the_duty_binds_it() -> None:
    def severity(body: str) -> str:
        loaded = parse_assessment(f"title: Hours\nbody: {{name: {body}}}\n".encode(), "hours.yaml")
        return next(one.severity for one in check(loaded, law()) if one.rule == "EIA-019")

    assert severity("Exeview Borough Council") == "low"
    assert severity("Exeview Academy Trust") == "medium"
