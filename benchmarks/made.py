"""Assessments of any size, made for timing: the same size gives the same text."""

from __future__ import annotations

import random

WORDS = (
    "women", "men", "girls", "residents", "street", "evening", "survey", "record", "force",
    "council", "school", "route", "group", "effect", "finding", "evidence", "measure", "review",
    "owner", "risk", "likely", "serious", "report", "partner", "support", "housing", "health",
    "language", "access", "because", "where", "which", "people", "who", "live", "work", "near",
    "premises", "said", "asked", "changed", "decided", "weighed",
)  # fmt: skip
CHARACTERISTICS = (
    "age", "disability", "gender-reassignment", "pregnancy-maternity", "race", "religion-belief", "sex",
    "sexual-orientation",
)  # fmt: skip
AIMS = {
    "eliminate": ("direct", "indirect", "harassment"),
    "advance": ("remove-disadvantage", "meet-needs", "encourage-participation"),
    "foster": ("tackle-prejudice", "promote-understanding"),
}


def assessment(impacts: int, words: int = 45, seed: int = 1) -> str:
    """YAML of an assessment with so many impacts, each with a finding of so many words."""
    dice = random.Random(seed)

    def text(count: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(count))

    lines = [
        "title: Made for timing",
        "body:",
        "  name: Made Council",
        "  duty_route: listed",
        "jurisdiction: england",
        "version: '1'",
        "status: draft",
        "dates:",
        "  started: 2026-01-05",
        "  completed: 2026-05-05",
        "purpose:",
        f"  summary: {text(words)}",
        "affected_groups:",
    ]
    for index in range(6):
        lines += [
            f"  - id: group-{index}",
            f"    name: {text(3)}",
            "    kind: residents",
            f"    size: {text(6)}",
        ]
    lines.append("evidence:")
    for index in range(max(4, impacts // 4)):
        lines += [
            f"  - id: e{index}",
            f"    claim: {text(words // 2)}",
            f"    source: {text(6)}",
            "    date: 2025-03-01",
            f"    method: {text(8)}",
            "    quality: fair",
            "    disaggregated_by: [sex, age]",
        ]
    lines.append("impacts:")
    for index in range(impacts):
        aim = list(AIMS)[index % 3]
        lines += [
            f"  - id: i{index}",
            f"    characteristics: [{CHARACTERISTICS[index % 8]}]",
            f"    aim: {aim}",
            f"    parts: [{AIMS[aim][index % len(AIMS[aim])]}]",
            f"    groups: [group-{index % 6}]",
            f"    direction: {('negative', 'positive', 'mixed')[index % 3]}",
            "    severity: medium",
            "    likelihood: low",
            f"    finding: {text(words)}",
            f"    evidence: [e{index % max(4, impacts // 4)}]",
        ]
        if index % 4:
            lines += ["    mitigation:", f"      - measure: {text(12)}", "        owner: Head of service"]
    return "\n".join(lines) + "\n"


def of_lines(lines: int) -> str:
    """YAML of an assessment with about so many lines."""
    impacts = 1
    while (made := assessment(impacts)).count("\n") < lines:
        impacts += max(1, (lines - made.count("\n")) // 16)
    return made
