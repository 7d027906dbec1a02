"""Sections of the unlabelled guidance in ../shared, cut out again, with the labels of `sections.csv`.

    python benchmarks/sections.py FOLDER

writes the seventy sections and their labels into two folders, for `accuracy.py --sets FOLDER/unread
FOLDER/read`: those whose errors nobody who writes phrases has read, and the others. No sentence of them is
kept here, and so no extract either: quotes can't be scored on them. Those whose letter is n or behind it
were labelled later, by four other readers, in one pass.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from itertools import islice
from pathlib import Path

import pypdfium2

GUIDANCE = Path(__file__).parents[2] / "shared" / "documents" / "guidance"
LABELS = Path(__file__).with_suffix(".csv")
WORDS = 4500
TEXTS = {
    1: (0, 0.5), 4: (0.02,), 5: (0, 0.5), 28: (0.1, 0.6), 30: (0.3,), 32: (0.3,), 34: (0.3,), 35: (0.4,),
    36: (0.4,), 37: (0.3,), 49: (0.05, 0.4, 0.75), 52: (0.2,), 68: (0,), 71: (0.2,),
}  # fmt: skip
"""By number of the document: where each section of so many words begins, as a share of the text."""
LATER_TEXTS = {
    1: (0.25, 0.8), 4: (0.35, 0.7), 30: (0.65,), 34: (0.65,), 36: (0.1, 0.75), 37: (0.65,),
    49: (0.2, 0.6, 0.9), 52: (0.55,), 72: (0.4,),
}  # fmt: skip
PAGES = {
    3: (12, 0.2), 6: (12, 0), 7: (12, 0), 12: (12, 0), 13: (12, 0), 17: (14, 0.3), 27: (14, 0.2),
    29: (12, 0.3), 33: (14, 0.3), 38: (12, 0.3), 39: (12, 0.4), 46: (14, 0.3), 51: (10, 0.3), 53: (10, 0.2),
    55: (10, 0.2), 56: (10, 0.3), 57: (10, 0.2), 59: (10, 0.3), 61: (10, 0.4), 62: (10, 0.5), 74: (12, 0),
}  # fmt: skip
"""The same of PDFs: how many pages, and where they begin."""
LATER_PAGES = {
    3: (14, 0.6), 6: (14, 0.5), 12: (12, 0.5), 17: (12, 0.7), 29: (12, 0.65), 33: (12, 0.7), 50: (12, 0.15),
    53: (12, 0.6), 55: (12, 0.6), 57: (12, 0.6), 58: (12, 0.1), 59: (12, 0.7), 60: (10, 0.3),
    61: (12, 0.75),
}  # fmt: skip
WHOLE = (15, 16, 24)
"""Short documents in the old Word format, which are taken whole."""


def text_sections(number: int, shares: tuple[float, ...]) -> list[str]:
    """The sections of a text, each to the end of a paragraph where that is not far."""
    text = _document(number).read_text(errors="replace")
    found = []
    for share in shares:
        begin = int(len(text) * share)
        if begin:
            begin = text.find("\n\n", begin) + 2
        counted = list(islice(re.finditer(r"\S+", text[begin:]), WORDS + 1))
        end = begin + counted[-1].end()
        paragraph = text.find("\n\n", end)
        found.append(text[begin : paragraph if 0 < paragraph < end + 3000 else end])
    return found


def page_section(number: int, count: int, share: float, to: Path) -> None:
    """So many pages of a PDF, as a PDF."""
    with pypdfium2.PdfDocument(_document(number)) as whole, pypdfium2.PdfDocument.new() as part:
        begin = int(len(whole) * share)
        part.import_pages(whole, list(range(begin, min(len(whole), begin + count))))
        part.save(str(to))


def cut(folder: Path) -> None:
    """Every section, those read and those unread apart, each with a `labels.csv` as the benchmark has it."""
    with LABELS.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    place = {row["document"]: folder / ("read" if row["read"] == "yes" else "unread") for row in rows}
    for part in sorted(set(place.values())):
        part.mkdir(parents=True, exist_ok=True)
        with (part / "labels.csv").open("w", newline="", encoding="utf-8") as file:
            fields = ["document", "requirement", "label", "evidence", "certain"]
            writer = csv.DictWriter(file, fields, extrasaction="ignore")
            writer.writeheader()
            writer.writerows({**row, "evidence": ""} for row in rows if place[row["document"]] == part)
    for letters, texts in (("abc", TEXTS), ("nop", LATER_TEXTS)):
        for number, shares in texts.items():
            for letter, text in zip(letters, text_sections(number, shares), strict=False):
                name = f"g{number:03}{letter}.txt"
                (place[name] / name).write_text(text, encoding="utf-8")
    for letter, pages in (("a", PAGES), ("n", LATER_PAGES)):
        for number, (count, share) in pages.items():
            name = f"g{number:03}{letter}.pdf"
            page_section(number, count, share, place[name] / name)
    for number in WHOLE:
        name = f"g{number:03}n.doc"
        (place[name] / name).write_bytes(_document(number).read_bytes())


def _document(number: int) -> Path:
    return next(GUIDANCE.glob(f"d-g{number:03}_*"))


def main() -> int:
    """Cuts them into the folder given."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    if not GUIDANCE.is_dir():
        print(f"there is no {GUIDANCE}", file=sys.stderr)
        return 2
    cut(options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
