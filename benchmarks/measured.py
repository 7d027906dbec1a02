"""Measures the audit on every labelled set and writes what reports print of it, catalogue/accuracy.yaml.

python benchmarks/measured.py --on 2026-11-28 [--check]

The sets of the audit benchmark are measured where they are present; of one that is not, the last measurement
is kept with its day. --check writes nothing and says what differs.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import accuracy as benchmark

from eiagen.accuracy import OUTCOMES, Measured, measured
from eiagen.audit.one_document import audit, knowledge_of
from eiagen.loading import load_catalogue
from eiagen.readers import read
from eiagen.resources import CATALOGUE
from eiagen.yaml_source.file import read_yaml

FILE = CATALOGUE / "accuracy.yaml"
PAIRS = Path(__file__).parents[1] / "tests" / "versions"
WHOLE = Path(__file__).parents[1] / "tests" / "audit" / "documents" / "whole"
HEAD = """\
# How right the audit has been measured to be. Written by benchmarks/measured.py, never by hand.
# Each line of counts is what readers found, then what the audit found there. The first set is the one that
# reports quote."""


class Found(NamedTuple):
    """One requirement of one document."""

    document: str
    label: str
    outcome: str
    sure: bool


class Described(NamedTuple):
    """What a set is, in the words that are printed."""

    what: str
    unread: bool
    sure_chosen: bool = True
    """Whether the rule for what is sure was chosen with its counts, as it was with those of every set
    labelled by the fifth round (benchmarks/accuracy.md)."""


SETS = {
    "dev-more": Described(
        "real documents, labelled by one reader, that nobody who wrote the rules had read (one rule, on "
        "plurals, was chosen by their totals)",
        unread=True,
    ),
    "dev": Described(
        "real documents, labelled by two readers, that those who wrote the rules have read with their errors",
        unread=False,
    ),
    "prostitution": Described(
        "invented documents on policing prostitution, made to be hard, that those who wrote the rules have "
        "read with their errors",
        unread=False,
    ),
}
"""Of the audit benchmark."""
OURS = {
    "2026-11-28": Described(
        "invented documents of all four nations, both topics and many formats, once those who wrote the "
        "rules could see the errors",
        unread=False,
    ),
    "2026-11-24": Described("earlier invented documents, labelled by their writer", unread=False),
}
"""Of the whole documents among the tests, by the day on which they were labelled. Tests tell every error."""
FIRST = {
    "2026-11-28": Described(
        "invented documents of all four nations, both topics and many formats, labelled by their writer, who "
        "had not read the rules, before those who wrote the rules could see them",
        unread=True,
        sure_chosen=False,
    ),
}
"""The same on the day they came, which can be measured only once: it is kept as it is."""


VERSIONS = {
    False: Described(
        "versions of invented guidance on policing prostitution, two of each, made to be hard, labelled by "
        "their writers, who had not read the rules; nobody who wrote the rules had read them",
        unread=True,
    ),
    True: Described("such versions, once those who wrote the rules could see the errors", unread=False),
}
"""Of the versions among the tests, by whether their outcomes have been read."""


def of_benchmark(name: str, kept: Path | None) -> list[Found]:
    """Every pair of a set of the audit benchmark; none where it is not present."""
    folder = benchmark.BENCHMARK / name
    if not folder.is_dir():
        return []
    rows, _ = benchmark.rows_of(folder, CATALOGUE, kept)
    return [Found(row.document, row.label, row.outcome, row.sure) for row in rows]


def of_ours(written: str) -> list[Found]:
    """Every pair of the whole documents that were labelled on a day."""
    pairs = []
    for path in sorted(WHOLE.glob("*.labels.yaml")):
        described = read_yaml(str(path)).values
        if str(described["written"]) != written:
            continue
        known = knowledge_of(
            load_catalogue(described["jurisdiction"], described["topics"], guidance=True), CATALOGUE
        )
        found = {
            one.requirement: one for one in audit(read(WHOLE / described["document"]), known.catalogue, known)
        }
        pairs += [
            Found(path.name, label, str(found[id].outcome), found[id].certainty == "sure")
            for label in OUTCOMES
            for id in described[label]
        ]
    return pairs


def of_versions(have_been_read: bool) -> list[Found]:
    """Every pair of a requirement and a version, of the pairs that have been read or of the others."""
    known = knowledge_of(load_catalogue("england", ["prostitution"], guidance=True), CATALOGUE)
    pairs = []
    for about in sorted(PAIRS.glob("*/about.yaml")):
        if read_yaml(str(about)).values["outcomes_read"] is not have_been_read:
            continue
        with (about.parent / "labels.csv").open(newline="", encoding="utf-8") as file:
            labels = list(csv.DictReader(file))
        for name in sorted({row["document"] for row in labels}):
            found = {one.requirement: one for one in audit(read(about.parent / name), known.catalogue, known)}
            pairs += [
                Found(
                    f"{about.parent.name}/{name}",
                    row["label"],
                    str(found[row["requirement"]].outcome),
                    found[row["requirement"]].certainty == "sure",
                )
                for row in labels
                if row["document"] == name
            ]
    return pairs


def counts(pairs: Iterable[Found]) -> dict[str, dict[str, int]]:
    """For each outcome that readers gave, how often the audit found what."""
    numbers = Counter((pair.label, pair.outcome) for pair in pairs)
    if other := {outcome for _, outcome in numbers} - set(OUTCOMES):
        raise SystemExit(f"the audit gave what no reader can: {', '.join(sorted(other))}")
    return {label: {found: numbers[label, found] for found in OUTCOMES} for label in OUTCOMES}


def measured_set(id: str, one: Described, pairs: Sequence[Found], on: datetime.date) -> Measured:
    """What was found on a set."""
    values = {
        "id": id,
        "what": one.what,
        "documents": len({pair.document for pair in pairs}),
        "unread": one.unread,
        "measured_on": on,
        "sure_chosen": one.sure_chosen,
        "all": counts(pairs),
        "sure": counts(pair for pair in pairs if pair.sure),
    }
    return Measured.model_validate(values)


def kept(before: Measured, one: Described) -> Measured:
    """An earlier measurement, told of as it is told of now."""
    return before.model_copy(update=one._asdict())


def text(sets: Sequence[Measured]) -> str:
    """The file."""
    lines = [HEAD, "sets:"]
    for one in sets:
        lines += [
            f"  - id: {one.id}",
            "    what: >-",
            *textwrap.wrap(one.what, 110, initial_indent=" " * 6, subsequent_indent=" " * 6),
            f"    documents: {one.documents}",
            f"    unread: {'yes' if one.unread else 'no'}",
            f"    measured_on: {one.measured_on}",
            f"    sure_chosen: {'yes' if one.sure_chosen else 'no'}",
        ]
        for name, each in (("all", one.all), ("sure", one.sure)):
            lines.append(f"    {name}:")
            for label in OUTCOMES:
                found = getattr(each, label)
                row = ", ".join(f"{outcome}: {getattr(found, outcome)}" for outcome in OUTCOMES)
                lines.append(f"      {label}: {{{row}}}")
    return "\n".join(lines) + "\n"


def shown(one: Measured) -> str:
    """The figures of a set for whoever runs this."""
    lines = [
        f"{one.id}: {one.all.pairs} pairs, κ {one.all.kappa or 0:.3f}; "
        f"sure {one.sure.pairs / one.all.pairs:.2f}, κ {one.sure.kappa or 0:.3f}"
    ]
    for outcome in OUTCOMES:
        shares = [
            f"{each.precision(outcome) or 0:.3f} / {each.recall(outcome) or 0:.3f}"
            for each in (one.all, one.sure)
        ]
        lines.append(f"  {outcome:10} precision and recall {shares[0]}, of the sure {shares[1]}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--on", type=datetime.date.fromisoformat, required=True, help="the day of measuring")
    parser.add_argument("--check", action="store_true", help="write nothing; say what differs")
    parser.add_argument("--keep", type=Path, help="keep the read documents in this folder")
    args = parser.parse_args()
    before = {one.id: one for one in measured().sets} if FILE.exists() else {}
    sets = []
    for name, one in SETS.items():
        if pairs := of_benchmark(name, args.keep):
            sets.append(measured_set(name, one, pairs, args.on))
        elif name in before:
            sets.append(kept(before[name], one))
    for have_been_read, one in VERSIONS.items():
        id = "versions-read" if have_been_read else "versions-unread"
        sets.append(measured_set(id, one, of_versions(have_been_read), args.on))
    for day, one in FIRST.items():
        id = f"whole-{day}-first"
        sets.append(kept(before[id], one) if id in before else measured_set(id, one, of_ours(day), args.on))
    sets += [measured_set(f"whole-{day}", one, of_ours(day), args.on) for day, one in OURS.items()]
    for found in sets:
        print(shown(found))
    if args.check:
        differs = [
            one.id
            for one in sets
            if one.id not in before
            or one != before[one.id].model_copy(update={"measured_on": one.measured_on})
        ]
        print(f"differs from {FILE.name}: {', '.join(differs) or 'nothing'}")
        return int(bool(differs))
    FILE.write_text(text(sets), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
