"""For those who write the audit's knowledge: does a file give what its examples say, and what does it find?

    python benchmarks/knowledge.py check FILE…
    python benchmarks/knowledge.py hits FILE [--list about] [--level addressed] [--phrase WORDS] [-n 40]
    python benchmarks/knowledge.py hits FILE --misses WORD

`hits` reads the documents in the folders --texts (not part of the project), without those that are labelled
for measuring.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import pickle
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from eiagen.audit.one_document import levels_of
from eiagen.audit.outcomes.cues import load_cues
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.audit.outcomes.levels import OUTCOMES
from eiagen.catalogue_files import validated
from eiagen.document import Document
from eiagen.duties import InGuidance
from eiagen.errors import EiagenError
from eiagen.loading import load_catalogue
from eiagen.readers import read
from eiagen.readers.markdown import read_markdown
from eiagen.readers.trail import passages

SHARED = Path(__file__).parents[2] / "shared"
LABELLED = SHARED / "audit-benchmark"


def knowledge_for(path: Path) -> Knowledge:
    """The knowledge of the one file, under the requirement of its name."""
    folder = path.resolve().parent.parent
    _, guidance = validated(path, InGuidance)
    if folder.parent.name == "topics" or folder.parent.parent.name == "topics":
        topic = folder if folder.parent.name == "topics" else folder.parent
        nation = folder.name if topic is not folder else "england"
        catalogue = load_catalogue(nation, [topic.name])
    else:
        nation = folder.name if folder.name not in ("united-kingdom", "great-britain") else "england"
        catalogue = load_catalogue(nation)
    requirement = catalogue.requirement(path.stem)
    if requirement is None:
        raise SystemExit(f"{path}: the catalogue of {nation} has no requirement “{path.stem}” in force")
    requirement = requirement.model_copy(update={"in_guidance": guidance})
    return Knowledge(replace(catalogue, requirements=(requirement,)), load_cues())


def document_of(text: str) -> Document:
    """A text of light Markdown as a document."""
    found, _ = passages(read_markdown(text.encode(), "example.md").blocks)
    return Document("example.md", "md", "", found, "")


def check(paths: list[Path]) -> int:
    """Prints every example that comes out otherwise, and the phrases that no example uses."""
    wrong = 0
    for path in paths:
        try:
            knowledge = knowledge_for(path)
        except EiagenError as error:
            print(error)
            wrong += 1
            continue
        guidance = knowledge.known[0].guidance
        used: set[str] = set()
        total = 0
        bad = 0
        for outcome in ("addressed", "mentioned", "dismissed", "gap"):
            for text in getattr(guidance.examples, outcome):
                total += 1
                found = levels_of(document_of(text), knowledge).get(0, [])
                used |= {level.phrase for level in found}
                rank = max((level.rank for level in found), default=0)
                if OUTCOMES[rank] != outcome:
                    bad += 1
                    print(f"{path}: wanted {outcome}, came out {OUTCOMES[rank]}: {text.strip()[:200]!r}")
                    for level in found:
                        if level.rank == rank:
                            print(f"    {level.reason} [{level.phrase}] in {level.unit.text[:120]!r}")
        unused = [
            phrase
            for field in ("about", "substance", "allusion")
            for phrase in getattr(guidance, field)
            if phrase not in used
        ]
        count = sum(
            len(getattr(guidance, field)) for field in ("about", "substance", "allusion", "lifts", "excluded")
        )
        print(f"{path.stem}: {total - bad} of {total} examples right, {count} phrases")
        if unused and len(paths) == 1:
            print("  not used by any example:", "; ".join(unused))
        wrong += bad
    return 1 if wrong else 0


def texts(folders: list[Path], without: Path) -> list[Document]:
    """The documents of some folders, read once and kept in the temporary folder; none that is labelled."""
    labelled = {path.name.split(".")[0] for path in without.glob("*/*.*")}
    key = hashlib.sha256("\n".join(map(str, folders)).encode()).hexdigest()[:12]
    kept = Path(tempfile.gettempdir()) / f"eiagen-texts-{key}.pickle"
    if kept.exists():
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
    found = []
    for path in sorted(path for folder in folders for path in folder.iterdir() if path.is_file()):
        if path.name.split("_")[0] not in labelled:
            with contextlib.suppress(EiagenError):
                found.append(read(path))
    kept.write_bytes(pickle.dumps(found))
    return found


def hits(path: Path, args: argparse.Namespace) -> int:
    """Prints a fixed sample of what the file finds."""
    knowledge = knowledge_for(path)
    guidance = knowledge.known[0].guidance
    lines = []
    by_phrase: Counter[tuple[str, str]] = Counter()
    seen: set[str] = set()
    for document in texts(args.texts, args.without):
        found = levels_of(document, knowledge).get(0, [])
        where = {level.unit.number for level in found}
        if args.misses:
            from eiagen.audit.outcomes.units import units

            for unit in units(document, knowledge):
                if (
                    unit.number not in where
                    and args.misses.lower() in unit.text.lower()
                    and unit.text not in seen
                ):
                    seen.add(unit.text)
                    lines.append(f"{Path(document.path).name[:6]}: {unit.text[:300]}")
            continue
        for level in found:
            outcome = str(OUTCOMES[level.rank])
            by_phrase[level.phrase, outcome] += 1
            if args.level and outcome != args.level:
                continue
            if args.phrase and args.phrase.lower() not in level.phrase.lower():
                continue
            if args.list and level.phrase not in getattr(guidance, args.list):
                continue
            if level.unit.text in seen:
                continue
            seen.add(level.unit.text)
            lines.append(
                f"{Path(document.path).name[:6]} {outcome.upper()} [{level.phrase}] {level.reason}\n"
                f"      {level.unit.text[:320]}"
            )
    lines.sort(key=lambda line: hashlib.sha256(line.encode()).digest())
    print("\n".join(lines[: args.n]))
    print(f"-- {len(lines)} in all")
    if not args.misses:
        print(
            "-- most found:",
            "; ".join(
                f"{phrase} {outcome} ×{times}" for (phrase, outcome), times in by_phrase.most_common(25)
            ),
        )
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("do", choices=["check", "hits"])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--list", choices=["about", "allusion", "substance"])
    parser.add_argument("--level", choices=["addressed", "mentioned", "dismissed"])
    parser.add_argument("--phrase")
    parser.add_argument("--misses")
    parser.add_argument("-n", type=int, default=40)
    folders = [SHARED / "documents" / name for name in ("guidance", "assessments")]
    parser.add_argument("--texts", type=Path, nargs="+", default=folders, metavar="FOLDER")
    parser.add_argument("--without", type=Path, default=LABELLED, help="labelled sets to leave out")
    args = parser.parse_args()
    return check(args.files) if args.do == "check" else hits(args.files[0], args)


if __name__ == "__main__":
    sys.exit(main())
