"""Scores the audit on the labelled sets, in one process, with the arithmetic of the benchmark's own score.py.

python benchmarks/accuracy.py [--sets dev prostitution dev-more] [--per-requirement] [--baseline]
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib.util
import pickle
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import keyword_baseline

from eiagen.document import Document
from eiagen.guidance_audit import audit, knowledge_of
from eiagen.loading import load_catalogue
from eiagen.readers import read
from eiagen.resources import CATALOGUE

SETS = ("dev", "prostitution", "dev-more")


def document(path: Path, kept: Path | None) -> Document:
    """The document; kept between runs where a folder is given, because only the audit is measured."""
    if kept is None:
        return read(path)
    file = kept / (hashlib.sha256(str(path).encode()).hexdigest()[:12] + ".pickle")
    if not file.exists():
        kept.mkdir(exist_ok=True)
        file.write_bytes(pickle.dumps(read(path)))
    return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--benchmark", type=Path, default=Path("/work/shared/audit-benchmark"))
    parser.add_argument("--per-requirement", action="store_true")
    parser.add_argument("--errors", type=Path, help="write every wrong pair to this CSV")
    parser.add_argument("--keep", type=Path, help="keep the read documents in this folder")
    parser.add_argument("--baseline", action="store_true", help="score the plain keyword search instead")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="another folder of the same shape")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.benchmark / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)

    catalogue = load_catalogue("england", ["prostitution"], guidance=True, root=args.catalogue)
    knowledge = knowledge_of(catalogue, args.catalogue)
    wrong: list[tuple[str, ...]] = []
    for name in args.sets:
        gold: dict[str, dict[str, tuple[str, str, str]]] = defaultdict(dict)
        with (args.benchmark / name / "labels.csv").open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                gold[row["document"]][row["requirement"]] = (
                    row["label"],
                    row["evidence"],
                    row.get("certain", "yes"),
                )
        rows: list[tuple[str, str, str, bool, str]] = []
        asked = hits = first = 0
        seconds = 0.0
        for path, labels in sorted(gold.items()):
            text = document(args.benchmark / name / path, args.keep)
            begin = time.perf_counter()
            found = {one.requirement: one for one in audit(text, catalogue, knowledge)}
            seconds += time.perf_counter() - begin
            plain = "\n".join(passage.text for passage in text.passages) if args.baseline else ""
            for requirement, (label, evidence, certain) in labels.items():
                finding = found.get(requirement)
                outcome = str(finding.outcome) if finding else "missing"
                if args.baseline:
                    outcome = keyword_baseline.outcome(finding.title if finding else requirement, plain)
                if outcome == "not-checked":
                    continue
                quotes = [quote.text for quote in finding.quotes] if finding else []
                rows.append(
                    (requirement, label, outcome, certain == "yes", finding.certainty if finding else "")
                )
                if label != outcome:
                    wrong.append(
                        (
                            name,
                            path,
                            requirement,
                            label,
                            outcome,
                            evidence,
                            " || ".join(quotes),
                            finding.message if finding else "",
                        )
                    )
                if label == "addressed" and evidence and outcome != "gap":
                    asked += 1
                    hits += any(
                        score.overlaps(quote, one) for quote in quotes for one in evidence.split(" || ")
                    )
                    first += any(
                        score.overlaps(quote, one) for quote in quotes[:1] for one in evidence.split(" || ")
                    )
        pairs = [(label, outcome) for _, label, outcome, *_ in rows]
        skipped = sum(map(len, gold.values())) - len(pairs)
        print(
            f"== {name}: {seconds:.2f} s"
            + (f"; {skipped} pairs not checked (no knowledge yet)" if skipped else "")
        )
        if not pairs:
            continue
        print("\n".join(score.summary(pairs)))
        print(
            "confusion (label: found):",
            *(
                f"{label}: {dict(Counter(had for real, had in pairs if real == label))}"
                for label in score.LABELS
            ),
        )
        if asked:
            print(f"evidence: {hits}/{asked} = {hits / asked:.3f} (first quote {first / asked:.3f})")
        undisputed = [pair for pair, row in zip(pairs, rows, strict=True) if row[3]]
        if len(undisputed) < len(pairs):
            print("undisputed:", score.brief(undisputed))
        sure = [pair for pair, row in zip(pairs, rows, strict=True) if row[4] == "sure"]
        print(f"sure ({len(sure) / len(pairs):.2f} of all):", score.brief(sure))
        decided = [
            pair if row[4] == "sure" else (pair[0], pair[0]) for pair, row in zip(pairs, rows, strict=True)
        ]
        print("with the rest decided by a person:", score.brief(decided))
        if args.per_requirement:
            by = defaultdict(list)
            for requirement, label, outcome, *_ in rows:
                by[requirement].append((label, outcome))
            for requirement, some in sorted(
                by.items(), key=lambda item: sum(a == b for a, b in item[1]) / len(item[1])
            ):
                mistakes = Counter(f"{a}->{b}" for a, b in some if a != b)
                print(f"{requirement:32} {sum(a == b for a, b in some)}/{len(some)}  {dict(mistakes)}")
    if args.errors:
        with args.errors.open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(
                ["set", "document", "requirement", "label", "outcome", "evidence", "quotes", "message"]
            )
            out.writerows(wrong)
    return 0


if __name__ == "__main__":
    sys.exit(main())
