"""How long an audit takes beside pypdfium2's time for a PDF's text, and with ten times as much to look for.

python benchmarks/audit_speed.py [PDF …]
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import pypdfium2

from eiagen.audit.law_statements.comparing import misstatements
from eiagen.audit.law_statements.law import load_law
from eiagen.audit.one_document import audit, knowledge_of
from eiagen.duties import Catalogue, InGuidance
from eiagen.loading import load_catalogue
from eiagen.readers import read

GUIDANCE = Path(__file__).parents[2] / "shared" / "documents" / "guidance"
TIMES = 5


def seconds(*things: Callable[[], object]) -> list[float]:
    """The shortest processor time of each in a few rounds: what else the machine does only ever adds.

    They take turns, so that a machine that is busy for a while is so for all of them.
    """
    found = [float("inf")] * len(things)
    for _ in range(TIMES):
        for at, do in enumerate(things):
            begin = time.process_time()
            do()
            found[at] = min(found[at], time.process_time() - begin)
    return found


def plain_text(path: Path) -> int:
    """What pypdfium2 takes for the bare text."""
    with pypdfium2.PdfDocument(path) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def ten_times(catalogue: Catalogue) -> Catalogue:
    """The catalogue and nine more like it, whose phrases are as many and as long but of other words."""
    more = list(catalogue.requirements)
    for copy in range(9):
        for requirement in catalogue.requirements:
            known = requirement.in_guidance
            if known is not None:
                changed = {
                    name: tuple(f"{phrase} zz{copy}" for phrase in getattr(known, name))
                    for name in ("about", "allusion", "substance", "lifts", "excluded", "headings")
                }
                other: InGuidance = known.model_copy(update=changed)
                more.append(
                    requirement.model_copy(update={"id": f"{requirement.id}-{copy}", "in_guidance": other})
                )
    return replace(catalogue, requirements=tuple(more))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", nargs="*", type=Path)
    args = parser.parse_args()
    paths = args.documents or sorted(GUIDANCE.glob("*.pdf"), key=lambda path: -path.stat().st_size)[:6]

    gc.set_threshold(500_000)  # as the command does
    begin = time.perf_counter()
    catalogue = load_catalogue("england", ["prostitution"], guidance=True)
    loaded = time.perf_counter()
    knowledge = knowledge_of(catalogue)
    ready = time.perf_counter()
    print(f"load {loaded - begin:.3f} s, put together {ready - loaded:.3f} s")
    many = ten_times(catalogue)
    begin = time.perf_counter()
    much = knowledge_of(many)
    print(f"ten times as many put together: {time.perf_counter() - begin:.3f} s")
    law = load_law(catalogue)
    gc.freeze()  # what stays is not looked through again and again
    print(
        "document                        pages   words  pdfium    read   audit     law  x10/audit", end="  "
    )
    print("read/pdfium  audit/pdfium  both/pdfium  first time")
    rows: list[list[float]] = []
    for path in paths:
        document = read(path)
        begin = time.process_time()
        audit(document, catalogue, knowledge)
        first = time.process_time() - begin
        audit(document, many, much)
        row = seconds(
            partial(plain_text, path),
            partial(read, path),
            partial(audit, document, catalogue, knowledge),
            partial(misstatements, document, law),
            partial(audit, document, many, much),
        )
        rows.append([*row, first])
        shown(path.name, document.pages or 0, document.words, rows[-1])
    shown("all", 0, 0, [sum(column) for column in zip(*rows, strict=True)])
    print(
        f"median of both/pdfium {median((reading + once) / pdfium for pdfium, reading, once, *_ in rows):.2f}"
    )
    print(f"Python {sys.version.split()[0]}, {sys.executable}")  # how it was built matters to every ratio
    return 0


def shown(name: str, pages: int, words: int, row: list[float]) -> None:
    """Prints seconds and ratios of one document, or of all together."""
    pdfium, reading, once, law, ten, first = row
    ratios = (reading / pdfium, once / pdfium, (reading + once) / pdfium)
    print(
        f"{name[:30]:30} {pages:6} {words:7} {pdfium:7.3f} {reading:7.3f} {once:7.3f} {law:7.3f}"
        f" {ten / once:10.2f}  {ratios[0]:11.2f} {ratios[1]:13.2f} {ratios[2]:12.2f} {first:11.3f}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
