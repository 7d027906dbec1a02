"""Scores `eiagen compare` on a pair of versions whose changes were labelled by readers.

python benchmarks/changes.py [--labels CSV OLD NEW] [--errors]
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import load_law
from eiagen.audit.one_document import knowledge_of
from eiagen.comparison.alignment import align
from eiagen.comparison.changes import Kind, changes
from eiagen.comparison.held import held_document
from eiagen.finding import Outcome
from eiagen.loading import load_catalogue
from eiagen.readers import read

PAIR = Path(__file__).parents[2] / "shared" / "audit-benchmark" / "prostitution"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("old", nargs="?", type=Path, default=PAIR / "s-d01-v1.docx")
    parser.add_argument("new", nargs="?", type=Path, default=PAIR / "s-d01-v2.docx")
    parser.add_argument(
        "--labels", type=Path, default=PAIR / "changes.csv", help="requirement,old_label,new_label,kind"
    )
    parser.add_argument("--jurisdiction", default="england")
    parser.add_argument("--topic", action="append", default=None)
    parser.add_argument("--errors", action="store_true", help="print every change that is wrong")
    args = parser.parse_args()
    catalogue = load_catalogue(args.jurisdiction, args.topic or ["prostitution"], guidance=True)
    knowledge = knowledge_of(catalogue)
    law = load_law(catalogue)
    old, new = (
        held_document(document, knowledge, misstatements(document, law))
        for document in map(read, (args.old, args.new))
    )
    pair = align([one.words for one in old.sentences], [one.words for one in new.sentences])
    found = {one.requirement.id: one for one in changes(old, new, pair, catalogue)}
    labels = list(csv.DictReader(args.labels.open(encoding="utf-8")))

    right = Counter[str]()
    table = Counter[tuple[str, str]]()
    outcomes_right = 0
    right_where_outcomes_are = 0
    for label in labels:
        change = found[label["requirement"]]
        table[label["kind"], change.kind] += 1
        if args.errors and change.kind != label["kind"]:
            readers = f"{label['old_label']} → {label['new_label']}, {label['kind']}"
            ours = f"{change.old.outcome} → {change.new.outcome}, {change.kind}"
            print(f"{label['requirement']}: {readers}; found {ours}")
        right[label["kind"]] += change.kind == label["kind"]
        outcomes = change.old.outcome == label["old_label"] and change.new.outcome == label["new_label"]
        outcomes_right += outcomes
        right_where_outcomes_are += outcomes and change.kind == label["kind"]
    kinds = [str(kind) for kind in Kind]
    print(f"{'labelled as':14}" + "".join(f"{kind:>14}" for kind in kinds) + f"{'right':>10}")
    for kind in kinds:
        total = sum(table[kind, other] for other in kinds)
        cells = "".join(f"{table[kind, other] or '–':>14}" for other in kinds)
        print(f"{kind:14}{cells}{f'{right[kind]}/{total}':>10}")
    total = len(labels)
    print(f"change right: {right.total()} of {total} ({right.total() / total:.3f})")
    print(
        f"both outcomes right: {outcomes_right} of {total} ({outcomes_right / total:.3f}); "
        f"of these the change is right in {right_where_outcomes_are}"
    )
    as_read = [
        replace(
            held,
            findings=tuple(
                replace(
                    one,
                    outcome=Outcome(outcomes.get(one.requirement, one.outcome)),
                    decided_by="the readers",
                )
                for one in held.findings
            ),
        )
        for held, outcomes in (
            (old, {label["requirement"]: label["old_label"] for label in labels}),
            (new, {label["requirement"]: label["new_label"] for label in labels}),
        )
    ]
    as_decided = changes(as_read[0], as_read[1], pair, catalogue, whole=False)
    decided = {one.requirement.id: one.kind for one in as_decided}
    would_be = sum(decided[label["requirement"]] == label["kind"] for label in labels)
    print(
        f"with the readers' outcomes in place of the audit's: {would_be} of {total} ({would_be / total:.3f})"
    )
    most = Counter(label["kind"] for label in labels).most_common(1)[0]
    print(f"always “{most[0]}” would be right in {most[1]} of {total} ({most[1] / total:.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
