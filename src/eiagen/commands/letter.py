"""`eiagen letter`: a request, response or note drafted from what an audit found, for a person to change."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from eiagen import plain_words, saving
from eiagen.audit.file import read_audit_file
from eiagen.audit.record import Audit
from eiagen.commands import Said
from eiagen.commands.decided import decided_audits
from eiagen.commands.look import look_of
from eiagen.counted import count_of
from eiagen.duties import SEVERITIES
from eiagen.errors import EiagenError, Problem, problem
from eiagen.letter import KINDS, Details, Letter, make_letter
from eiagen.renderers.letter import PLAIN, SUFFIXES, render
from eiagen.renderers.look import OURS, Look


def run(options: argparse.Namespace) -> Said:
    """Writes the letter and says what is in it, and what was left out and why."""
    target = options.output or f"{options.kind}.docx"
    suffix = Path(target).suffix.lower()
    details = _details(options)
    look = _refuse(options, target, suffix, details)
    (audit,) = decided_audits([read_audit_file(options.audit)], options.audit, options.decisions)
    letter = make_letter(
        KINDS[options.kind],
        audit,
        details,
        only=_only(options.only or (), audit),
        unsure_too=options.include_unsure,
        most=options.most,
    )
    if not letter.points:
        raise problem(options.audit, _nothing(letter, options))
    data = render(letter, suffix, look, with_source=options.with_source)
    saving.save(target, data, replace=options.force)
    return Said(f"{target}: {_told(letter)}\n", (*audit.notes, *_left_out(letter, options)))


def _details(options: argparse.Namespace) -> Details:
    final = " ".join((options.final or "").split())
    return Details(_lines(options.sender), _lines(options.to), options.on, options.since, final)


def _lines(given: Sequence[str] | None) -> tuple[str, ...]:
    """Each line of an address, whether it was given by itself or with others."""
    return tuple(line.strip() for text in given or () for line in text.splitlines() if line.strip())


def _refuse(options: argparse.Namespace, target: str, suffix: str, details: Details) -> Look:
    """The letter's look; raises `EiagenError` with everything that would come to nothing, before any work."""
    problems: list[Problem] = []
    if suffix not in SUFFIXES:
        shown, known = plain_words.ending(suffix), ", ".join(SUFFIXES)
        what = f"no letter can be written as {shown}; end the name in one of {known}"
        problems.append(Problem(target, None, None, what))
    if options.final is not None:
        blank = [
            option
            for option, given in (
                ("--from", details.sender), ("--to", details.recipient), ("--on", details.on)
            )
            if not given
        ]  # fmt: skip
        if not details.final:
            problems.append(Problem("--final", None, None, "write the name of who has read and changed it"))
        if options.kind == "pre-action-facts":
            what = "only a person can fill in its dates: do that in the draft, and delete the mark there"
            problems.append(Problem("--final", None, None, what))
        elif blank:
            what = f"a final letter has no blanks to fill in: give {' and '.join(blank)} too"
            problems.append(Problem("--final", None, None, what))
    if details.since and details.on and details.since > details.on:
        what = f"{details.since} is after the date of the letter, {details.on}; one of the two is wrong"
        problems.append(Problem("--since", None, None, what))
    look = OURS
    try:
        look = look_of(options, suffix, besides=PLAIN)
    except EiagenError as error:
        problems += error.problems
    try:
        saving.refuse_inputs(target, (options.audit, options.template))
        saving.refuse_existing(target, replace=options.force)
    except EiagenError as error:
        problems += error.problems
    if problems:
        raise EiagenError(problems)
    return look


def _only(given: Iterable[str], audit: Audit) -> tuple[str, ...]:
    words = tuple(word for text in given for word in text.replace(",", " ").split())
    known = {*SEVERITIES, *(one.requirement for one in (*audit.findings, *audit.misstatements))}
    wrong = [
        Problem(
            "--only",
            None,
            None,
            f"“{word}” is neither a severity nor a finding of this audit{plain_words.nearest(word, known)}",
        )
        for word in words
        if word not in known
    ]
    if wrong:
        raise EiagenError(wrong)
    return words


def _nothing(letter: Letter, options: argparse.Namespace) -> str:
    which = " of these" if options.only else ""
    if letter.unsure:
        what = (
            f"nothing{which} is surely missing, and {count_of(len(letter.unsure), 'finding')} to be checked"
        )
        return (
            f"{what}, so no letter was written; go through them with `eiagen review {options.audit}`, "
            "or take them in with --include-unsure"
        )
    return (
        f"the audit found nothing{which} missing, mentioned only, dismissed or put wrongly, "
        "so there is nothing to write about and no letter was written"
    )


def _told(letter: Letter) -> str:
    mark = "a draft" if letter.draft else f"made final by {letter.details.final}"
    return f"{mark}, with {count_of(len(letter.points), 'point')}"


def _left_out(letter: Letter, options: argparse.Namespace) -> Iterable[str]:
    if letter.unsure:
        yield (
            f"{count_of(len(letter.unsure), 'finding')} left out until a person has checked "
            f"{'it' if len(letter.unsure) == 1 else 'them'}: `eiagen review {options.audit}`, "
            "or --include-unsure"
        )
    if letter.left_out:
        further = count_of(len(letter.left_out), "further finding")
        yield f"{further}, none more serious, left out to keep it short: --most N"
    if letter.accepted:
        few = len(letter.accepted) == 1
        yield (
            f"{count_of(len(letter.accepted), 'point was', 'points were')} accepted by somebody, and "
            f"{'is' if few else 'are'} marked so; --only names those you want"
        )
