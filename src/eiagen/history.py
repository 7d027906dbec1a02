"""The versions of an assessment that git keeps, and what changed in substance from each to the next."""

from __future__ import annotations

import os
import subprocess  # git, told exactly what to do
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from eiagen.errors import EiagenError, problem
from eiagen.finding import Finding
from eiagen.loading import LoadedAssessment, parse_assessment
from eiagen.substance import Change, changes, entries
from eiagen.text_file import read_bytes

Check = Callable[[LoadedAssessment], tuple[Finding, ...]]

_FIELD, _RECORD = "\x1f", "\x1e"


@dataclass(frozen=True)
class Version:
    """One version that was committed, or the file as it lies on the disk."""

    commit: str
    """Empty for what is not committed."""
    date: str
    """As git has it, like 2026-11-24."""
    author: str
    subject: str
    """The first line of the message."""
    unreadable: str = ""
    """Why the version cannot be read as an assessment."""
    version: str | None = None
    """What the assessment itself calls its version."""
    changes: tuple[Change, ...] = ()
    """What differs in substance from the version before; nothing in the first."""
    closed: tuple[Finding, ...] = ()
    opened: tuple[Finding, ...] = ()
    gaps: int | None = None
    first: bool = False


def history(path: str, check: Check) -> tuple[Version, ...]:
    """The versions, the oldest first; the last is the file on the disk where it is not committed.

    Raises `EiagenError` where there is no git, no repository, or the file is not in it.
    """
    if path == "-":
        raise problem(path, "standard input has no history; name a file")
    data = read_bytes(path)
    file = Path(os.path.realpath(path))
    commits = list(_commits(path, file))[::-1]
    found: list[Version] = []
    before: LoadedAssessment | None = None
    gaps_before: tuple[Finding, ...] = ()
    texts = _contents(file, [(one.commit, name) for one, name in commits])
    versions = [(one, text) for (one, _), text in zip(commits, texts, strict=True)]
    if texts and texts[-1].replace(b"\r\n", b"\n") != data.replace(b"\r\n", b"\n"):
        versions.append((Version("", "", "", "not committed yet"), data))
    for one, text in versions:
        try:
            loaded = parse_assessment(text, path)
        except EiagenError as error:
            found.append(replace(one, unreadable=str(error.problems[0])))
            continue
        gaps = tuple(finding for finding in check(loaded) if finding.outcome.wants_work)
        found.append(_compared(one, loaded, before, gaps, gaps_before))
        before, gaps_before = loaded, gaps
    return tuple(found)


def _compared(
    version: Version,
    loaded: LoadedAssessment,
    before: LoadedAssessment | None,
    gaps: tuple[Finding, ...],
    gaps_before: tuple[Finding, ...],
) -> Version:
    now = {one.fingerprint for one in gaps}
    then = {one.fingerprint for one in gaps_before}
    first = before is None
    return replace(
        version,
        version=loaded.assessment.version,
        changes=changes(entries(before.assessment), entries(loaded.assessment)) if before else (),
        closed=tuple(one for one in gaps_before if one.fingerprint not in now),
        opened=() if first else tuple(one for one in gaps if one.fingerprint not in then),
        gaps=len(gaps),
        first=first,
    )


def _commits(path: str, file: Path) -> Iterator[tuple[Version, str]]:
    """Each commit that changed the file, the newest first, with the name that it had there."""
    layout = f"--format={_RECORD}%H{_FIELD}%ad{_FIELD}%an{_FIELD}%s"
    log = _git(
        file,
        "log", "--follow", "--no-show-signature", "--date=short", "-z", "--name-only", layout,
        "--", file.name,
        path=path,
    )  # fmt: skip
    records = log.decode("utf-8", "replace").split(_RECORD)[1:]
    if not records:
        raise problem(
            path, "git does not keep this file: `git add` and `git commit` it, and its history begins there"
        )
    for record in records:
        head, _, names = record.partition("\0")
        commit, date, author, subject = head.strip("\n").split(_FIELD, 3)
        name = next((one for one in names.strip("\n").split("\0") if one.strip("\n")), "")
        yield Version(commit, date, author, subject.strip()), name.strip("\n")


def _contents(file: Path, wanted: list[tuple[str, str]]) -> list[bytes]:
    """The file in each commit, asked for all at once."""
    asked = "".join(f"{commit}:{name}\n" for commit, name in wanted).encode()
    out = _git(file, "cat-file", "--batch", given=asked, path=str(file))
    texts = []
    position = 0
    for _ in wanted:
        end = out.index(b"\n", position)
        head = out[position:end].split()
        position = end + 1
        if len(head) != 3 or head[1] != b"blob":
            texts.append(b"")  # the commit that took the file away
            continue
        size = int(head[2])
        texts.append(out[position : position + size])
        position += size + 1
    return texts


def _git(file: Path, *words: str, path: str, given: bytes = b"") -> bytes:
    # English, and without the user's pager, hooks or colours.
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat"}
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(file.parent), "-c", "core.quotepath=off", *words],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
            env=environment,
        )
    except OSError:
        raise problem(
            path, "git is not installed here, and eiagen knows earlier versions only from git"
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "not a git repository" in said:
            raise problem(path, "the file is in no git repository, so no earlier version of it is known")
        if "does not have any commits" in said:
            raise problem(path, "nothing is committed in this git repository yet, so there is no history")
        raise problem(path, f"git says: {said}")
    return done.stdout
