"""Scores the audit on the labelled sets, in one process, with the arithmetic of the benchmark's own score.py.

python benchmarks/accuracy.py [--sets dev prostitution dev-more] [--per-requirement] [--write FILE]
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
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import keyword_baseline

from eiagen.audit.one_document import audit, knowledge_of
from eiagen.document import Document
from eiagen.loading import load_catalogue
from eiagen.readers import read
from eiagen.resources import CATALOGUE

BENCHMARK = Path(__file__).parents[2] / "shared" / "audit-benchmark"
SETS = ("dev", "prostitution", "dev-more")
OUTCOMES = ("gap", "mentioned", "dismissed", "addressed")
FIGURES = "## Figures"


@dataclass(frozen=True)
class Row:
    """One requirement of one document: what readers said, what the audit and the keyword search found."""

    document: str
    requirement: str
    label: str
    outcome: str
    keyword: str
    evidence: str
    quotes: tuple[str, ...]
    message: str
    undisputed: bool
    sure: bool


def document(path: Path, kept: Path | None) -> Document:
    """The document; kept between runs where a folder is given, because only the audit is measured."""
    if kept is None:
        return read(path)
    file = kept / (hashlib.sha256(str(path).encode()).hexdigest()[:12] + ".pickle")
    if not file.exists():
        kept.mkdir(exist_ok=True)
        file.write_bytes(pickle.dumps(read(path)))
    return pickle.loads(file.read_bytes())  # type: ignore[no-any-return]


def rows_of(folder: Path, catalogue_folder: Path, kept: Path | None) -> tuple[list[Row], float]:
    """Every labelled pair of a set with what was found, and how long the audits took."""
    catalogue = load_catalogue("england", ["prostitution"], guidance=True, root=catalogue_folder)
    knowledge = knowledge_of(catalogue, catalogue_folder)
    labels: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (folder / "labels.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            labels[row["document"]].append(row)
    rows, seconds = [], 0.0
    for name, labelled in sorted(labels.items()):
        text = document(folder / name, kept)
        begin = time.perf_counter()
        found = {finding.requirement: finding for finding in audit(text, catalogue, knowledge)}
        seconds += time.perf_counter() - begin
        plain = "\n".join(passage.text.lower() for passage in text.passages)
        for row in labelled:
            finding = found[row["requirement"]]
            rows.append(
                Row(
                    name,
                    row["requirement"],
                    row["label"],
                    str(finding.outcome),
                    keyword_baseline.outcome(finding.searched_for, plain),
                    row["evidence"],
                    tuple(quote.text for quote in finding.quotes),
                    finding.message,
                    row.get("certain", "yes") == "yes",
                    finding.certainty == "sure",
                )
            )
    return rows, seconds


def shown(score: Any, rows: Sequence[Row]) -> dict[str, str]:
    """The figures of a set, each under its name."""
    pairs = [(row.label, row.outcome) for row in rows]
    keyword = [(row.label, row.keyword) for row in rows]
    asked = [row for row in rows if row.label == "addressed" and row.evidence and row.outcome != "gap"]

    def quoted(most: int) -> float:
        hits = sum(
            any(
                score.overlaps(quote, one)
                for quote in row.quotes[:most]
                for one in row.evidence.split(" || ")
            )
            for row in asked
        )
        return hits / len(asked) if asked else 0.0

    def of(some: Sequence[tuple[str, str]]) -> str:
        precision, recall, _ = score.prf(some, "gap")
        return f"{precision:.3f} / {recall:.3f}, κ {score.kappa(some):.3f}" if some else "–"

    undisputed = [(row.label, row.outcome) for row in rows if row.undisputed]
    sure = [(row.label, row.outcome) for row in rows if row.sure]
    decided = [(row.label, row.outcome if row.sure else row.label) for row in rows]
    return {
        "pairs": str(len(rows)),
        "gap P / R, κ": of(pairs),
        "the keyword search": of(keyword),
        "pairs that no fair reader disputes": of(undisputed) if len(undisputed) < len(rows) else "–",
        "F1 of gap, mentioned, dismissed, addressed": ", ".join(
            f"{score.prf(pairs, outcome)[2]:.2f}" for outcome in OUTCOMES
        ),
        "a reader's passage among four quotes (three, first)": ", ".join(
            f"{quoted(most):.3f}" for most in (4, 3, 1)
        ),
        "sure findings": f"{len(sure) / len(rows):.2f} of all: {of(sure)}",
        "with the rest decided by a person": of(decided),
    }


def tables(score: Any, found: dict[str, list[Row]]) -> str:
    """Everything as Markdown."""
    figures = {name: shown(score, rows) for name, rows in found.items()}
    lines = [f"| | {' | '.join(f'`{name}`' for name in found)} |", "|---" * (len(found) + 1) + "|"]
    for title in next(iter(figures.values())):
        lines += [f"| {title} | {' | '.join(one[title] for one in figures.values())} |"]
    for name, rows in found.items():
        lines += ["", f"Confusion on `{name}` (rows: what readers say; columns: what is found)", ""]
        lines += [f"| | {' | '.join(OUTCOMES)} |", "|---" * 5 + "|"]
        for label in OUTCOMES:
            counted = Counter(row.outcome for row in rows if row.label == label)
            lines.append(f"| {label} | {' | '.join(str(counted[outcome]) for outcome in OUTCOMES)} |")
    lines += ["", "Right by requirement, and the keyword search", ""]
    lines += [
        f"| | {' | '.join(f'`{name}` | keyword' for name in found)} |",
        "|---" * (2 * len(found) + 1) + "|",
    ]
    for requirement in dict.fromkeys(row.requirement for rows in found.values() for row in rows):
        cells = []
        for rows in found.values():
            some = [row for row in rows if row.requirement == requirement]
            right = sum(row.label == row.outcome for row in some)
            cells.append(f"{right}/{len(some)} | {sum(row.label == row.keyword for row in some)}/{len(some)}")
        lines.append(f"| {requirement} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--benchmark", type=Path, default=BENCHMARK)
    parser.add_argument("--per-requirement", action="store_true")
    parser.add_argument("--together", action="store_true", help="print the figures of all sets as one, too")
    parser.add_argument("--errors", type=Path, help="write every wrong pair to this CSV")
    parser.add_argument("--keep", type=Path, help="keep the read documents in this folder")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="another folder of the same shape")
    parser.add_argument("--write", type=Path, help=f"put the figures below “{FIGURES}” in this file")
    args = parser.parse_args()
    spec = importlib.util.spec_from_file_location("score", args.benchmark / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{args.benchmark}: no score.py there")
    score: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)

    found = {}
    for name in args.sets:
        found[name], seconds = rows_of(args.benchmark / name, args.catalogue, args.keep)
        print(f"== {name}: audits {seconds:.2f} s")
        for title, figure in shown(score, found[name]).items():
            print(f"{title:46} {figure}")
        if args.per_requirement:
            by = defaultdict(list)
            for row in found[name]:
                by[row.requirement].append((row.label, row.outcome))
            for requirement, some in sorted(
                by.items(), key=lambda item: sum(a == b for a, b in item[1]) / len(item[1])
            ):
                wrong = Counter(f"{label}->{outcome}" for label, outcome in some if label != outcome)
                print(f"{requirement:32} {sum(a == b for a, b in some)}/{len(some)}  {dict(wrong)}")
    if args.together:
        print("== together")
        for title, figure in shown(score, [row for rows in found.values() for row in rows]).items():
            print(f"{title:46} {figure}")
    if args.errors:
        with args.errors.open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            out.writerow(
                ["set", "document", "requirement", "label", "outcome", "evidence", "quotes", "message"]
            )
            for name, rows in found.items():
                for row in rows:
                    if row.label != row.outcome:
                        quotes = " || ".join(row.quotes)
                        out.writerow(
                            [
                                name,
                                row.document,
                                row.requirement,
                                row.label,
                                row.outcome,
                                row.evidence,
                                quotes,
                                row.message,
                            ]
                        )
    if args.write:
        prose = args.write.read_text(encoding="utf-8").split(FIGURES)[0]
        args.write.write_text(f"{prose}{FIGURES}\n\n{tables(score, found)}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
