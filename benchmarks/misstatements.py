"""How well an audit finds law put wrongly, and what it flags in guidance that is nearly all right.

    python benchmarks/misstatements.py [--set FOLDER] [--guidance FOLDER] [--show]

A row of the labels that is wrong is found where a quote of a misstatement in its document overlaps its
quote. A flag is a false alarm where it overlaps no wrong row. The labelled documents and the guidance are not
part of the project.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from eiagen.audit.guessed_law import guess
from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import Law, load_law
from eiagen.audit.law_statements.sentences import stated
from eiagen.document import Document
from eiagen.errors import EiagenError
from eiagen.finding import Finding
from eiagen.loading import load_catalogue
from eiagen.readers import read

SHARED = Path(__file__).parents[2] / "shared"


@dataclass(frozen=True)
class Row:
    """One labelled statement."""

    document: str
    quote: str
    topic: str
    wrong: bool


@dataclass
class Counts:
    """Wrong statements and flags, and how many of each are right."""

    wrong: int = 0
    found: int = 0
    flags: int = 0
    right_flags: int = 0

    def __str__(self) -> str:
        precision = self.right_flags / self.flags if self.flags else 1.0
        recall = self.found / self.wrong if self.wrong else 1.0
        return (
            f"found {self.found} of {self.wrong} wrong (recall {recall:.2f}), "
            f"{self.flags - self.right_flags} false alarms among {self.flags} flags "
            f"(precision {precision:.2f})"
        )


def labels(path: Path) -> dict[str, list[Row]]:
    """The labelled statements by document."""
    rows: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for one in csv.DictReader(file):
            row = Row(one["document"], one["quote"], one["topic"], one["statement_is"] == "wrong")
            rows[row.document].append(row)
    return rows


def plain(text: str) -> str:
    """The letters and figures of a text, so that quotes compare whatever their marks."""
    return " ".join(re.findall(r"\w+", text.lower()))


def overlap(one: str, other: str) -> bool:
    """Whether one of two quotes holds the other, or most of its words in a row."""
    first, second = plain(one), plain(other)
    if first in second or second in first:
        return True
    words = second.split()
    half = " ".join(words[: max(4, len(words) * 2 // 3)])
    rest = " ".join(words[-max(4, len(words) * 2 // 3) :])
    return half in first or rest in first


class Laws:
    """The law of each nation, made ready once."""

    def __init__(self) -> None:
        self._made: dict[str, Law] = {}

    def of(self, document: Document, nation: str | None) -> Law:
        """That of the nation given, else of the one that the document seems to be of."""
        name = nation or guess(document).jurisdiction
        if name not in self._made:
            self._made[name] = load_law(load_catalogue(name, ["prostitution"]))
        return self._made[name]


def score(folder: Path, laws: Laws, show: bool) -> Counts:
    """Each labelled document, and all of them together."""
    total = Counts()
    for name, rows in labels(folder / "misstatements.csv").items():
        document = read(str(folder / name))
        flags = misstatements(document, laws.of(document, "england"))
        wrong = [row for row in rows if row.wrong]
        counts = Counts(
            wrong=len(wrong),
            found=sum(any(overlap(flag.quotes[0].text, row.quote) for flag in flags) for row in wrong),
            flags=len(flags),
            right_flags=sum(any(overlap(flag.quotes[0].text, row.quote) for row in wrong) for flag in flags),
        )
        print(f"{name}: {counts}")
        if show:
            _show(flags, wrong)
        for field in vars(total):
            setattr(total, field, getattr(total, field) + getattr(counts, field))
    print(f"all: {total}")
    return total


def _show(flags: tuple[Finding, ...], wrong: list[Row]) -> None:
    for row in wrong:
        if not any(overlap(flag.quotes[0].text, row.quote) for flag in flags):
            print(f"  missed: {row.topic}")
    for flag in flags:
        if not any(overlap(flag.quotes[0].text, row.quote) for row in wrong):
            print(f"  false alarm: {flag.rule} {flag.quotes[0].text}")


def guidance(folder: Path, laws: Laws, nation: str | None) -> None:
    """Every flag on real guidance: nearly all of it is right, so each has to be looked at."""
    words = flags = documents = read_closely = 0
    seconds = 0.0
    for path in sorted(folder.iterdir()):
        try:
            document = read(str(path))
        except EiagenError:
            continue
        law = laws.of(document, nation)
        begun = time.perf_counter()
        found = misstatements(document, law)
        seconds += time.perf_counter() - begun
        documents += 1
        read_closely += sum(1 for _ in stated(document, law))
        words += document.words
        flags += len(found)
        for one in found:
            print(f"{path.name[:7]}\t{one.rule}\t{one.quotes[0].text}")
    print(
        f"{documents} documents, {words:,} words, {read_closely} sentences read closely, "
        f"{flags} flags, {seconds:.1f} s"
    )


def main() -> int:
    """Both measurements, those whose folders are there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--set", type=Path, default=SHARED / "audit-benchmark" / "prostitution")
    parser.add_argument("--guidance", type=Path)
    parser.add_argument(
        "--nation", help="hold the guidance against this nation's law, whatever it seems to be of"
    )
    parser.add_argument("--show", action="store_true", help="name what is missed and each false alarm")
    options = parser.parse_args()
    laws = Laws()
    if options.guidance:
        guidance(options.guidance, laws, options.nation)
        return 0
    if not (options.set / "misstatements.csv").is_file():
        print(f"no labelled statements in {options.set}", file=sys.stderr)
        return 2
    score(options.set, laws, options.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
