"""How long `eiagen compare` takes on two PDFs beside one audit, and how pairing grows with the text.

python benchmarks/comparison_speed.py [OLD.pdf NEW.pdf]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from eiagen.comparison.alignment import align
from eiagen.comparison.sentences import sentences_of
from eiagen.readers import read

ROOT = Path(__file__).parents[1]
GUIDANCE = ROOT.parent / "shared" / "documents" / "guidance"
TIMES = 5
GOAL = 2.5


def seconds(*commands: Sequence[str | Path]) -> list[float]:
    """The shortest of a few runs of each command; all run in turn, so that each meets the same machine."""
    found: list[list[float]] = [[] for _ in commands]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "XDG_CACHE_HOME": folder}
        for _ in range(TIMES):
            for words, times in zip(commands, found, strict=True):
                begin = time.perf_counter()
                command = [sys.executable, "-m", "eiagen", *map(str, words)]
                ran = subprocess.run(command, env=environment, capture_output=True, cwd=folder, check=False)
                times.append(time.perf_counter() - begin)
                if ran.returncode == 2:
                    raise SystemExit(ran.stderr.decode())
    return [min(times) for times in found]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", nargs="*", type=Path)
    args = parser.parse_args()
    old, new = args.documents or sorted(GUIDANCE.glob("d-g06[12]*.pdf"))
    law = ("--jurisdiction", "england", "--topic", "prostitution")
    documents = [read(path) for path in (old, new)]
    print(", ".join(f"{one.title}: {one.pages} pages, {one.words:,} words" for one in documents))
    first, second, compare, report = seconds(
        ("audit", old, "--no-cache", *law),
        ("audit", new, "--no-cache", *law),
        ("compare", old, new, "--no-cache", *law),
        ("compare", old, new, "--no-cache", *law, "-o", "comparison.docx", "--force"),
    )
    one = (first + second) / 2
    print(f"audit {first:.2f} and {second:.2f} s; compare {compare:.2f} s; as a Word file {report:.2f} s")
    print(f"compare is {compare / one:.2f} times one audit (at most {GOAL} is wanted)")

    texts = [[sentence.words for sentence in sentences_of(document.passages)] for document in documents]
    print("pairing, nothing in common: sentences, seconds")
    for share in (0.25, 0.5, 1.0):
        before, after = (text[: int(len(text) * share)] for text in texts)
        begin = time.perf_counter()
        align(before, after)
        print(f"{len(before):8} and {len(after):6} {time.perf_counter() - begin:8.3f}")
    edited = [(*words, "also") if number % 3 else words for number, words in enumerate(texts[0])]
    begin = time.perf_counter()
    align(texts[0], edited[::-1])
    print(f"pairing, two sentences in three edited and all turned round: {time.perf_counter() - begin:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
