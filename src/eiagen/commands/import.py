"""`eiagen import`: what a filled-in form says, taken into the assessment after a person has seen it."""

from __future__ import annotations

import argparse
from pathlib import Path

from eiagen import resources, saving
from eiagen.commands import Said
from eiagen.errors import EiagenError, Problem, problem
from eiagen.forms.answers import Plain, without_blanks
from eiagen.forms.collecting import Foreign
from eiagen.forms.foreign import read_foreign
from eiagen.forms.incoming import OtherDocument, OwnForm, incoming
from eiagen.forms.mapping import Mapping, made_mapping, read_mapping
from eiagen.forms.merging import Conflict
from eiagen.forms.taking import Taken, Target, take, unplaced_file
from eiagen.keyboard import Keyboard
from eiagen.loading import load_assessment
from eiagen.model import plain
from eiagen.text_file import read_bytes

_LARGEST = 64_000_000


def run(options: argparse.Namespace) -> Said:
    """Shows what would change, asks, writes; status 1 where the person said no."""
    mapping = read_mapping(options.mapping) if options.mapping else Mapping()
    if options.form == "-":
        raise problem("import", "a form can't come from standard input: name its file")
    data = read_bytes(options.form, _LARGEST)
    form = incoming(data, options.form)
    if options.make_mapping:
        return _make_mapping(options, form, mapping)
    if options.file is None:
        raise problem("import", "FILE is missing: name the assessment that the answers go into")
    if options.file == "-":
        raise problem("import", "the answers can't go into standard input: name a file")
    target = _target(options.file, form)
    keyboard = Keyboard(options.write, lines=True)
    notes = [*_open_elsewhere(options.form), *form.notes]
    if isinstance(form, OwnForm):
        filled = form.filled(target.values)
        found: Foreign | None = None
    else:
        found = read_foreign(form.document, mapping)
        filled = found.filled()
        notes += found.notes
    taken = take(target, filled, lambda one: bool(options.theirs))
    conflicts = taken.merged.conflicts
    if conflicts and not (options.theirs or options.mine):
        if options.dry_run:
            options.write(_conflicts_told(conflicts))
        else:
            settled = _settle(conflicts, keyboard, options)
            taken = take(target, filled, lambda one: settled.get(one.where, False))
    unplaced = [*filled.unplaced, *taken.merged.unplaced]
    options.write(_told(target, taken, found))
    for note in (*notes, *filled.notes, *taken.merged.notes):
        options.write(f"note: {note}\n")
    if found is not None:
        options.write(_summary(found))
    for one in unplaced:
        options.write(f"not placed: {one.place}: {one.why}\n    {_short(one.text)}\n")
    same = target.data is not None and taken.data == target.data
    if options.dry_run:
        return Said("nothing was changed: this was a dry run\n")
    if not same and not options.yes and not _agreed(keyboard, target):
        return Said("nothing was changed\n", status=1)
    said = ""
    if not same:
        if target.data is not None and read_bytes(target.path) != target.data:
            raise problem(
                target.path, "it was changed while you looked: nothing was changed; import once more"
            )
        saving.save(target.path, taken.data, replace=target.data is not None)
        said = f"{target.path}: {_count(taken)}\n"
    else:
        said = f"{target.path}: nothing to change\n"
    if unplaced:
        kept = _keep(target.path, unplaced_file(unplaced, Path(options.form).name))
        said += f"{kept}: {len(unplaced)} not placed\n"
    return Said(said)


def _open_elsewhere(form: str) -> list[str]:
    """A word of warning where a word processor has the form open: it marks that with a file beside it."""
    path = Path(form)
    marks = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    if any(path.with_name(mark).exists() for mark in marks):
        return [f"{form} seems to be open in a word processor: what isn’t saved there yet isn’t read here"]
    return []


def _make_mapping(options: argparse.Namespace, form: OwnForm | OtherDocument, mapping: Mapping) -> Said:
    if isinstance(form, OwnForm):
        raise problem(options.form, "this is a form of eiagen’s own, which needs no mapping")
    target = options.make_mapping
    saving.refuse_existing(target)
    found = read_foreign(form.document, mapping)
    saving.save(target, made_mapping(found, Path(options.form).name).encode())
    known = sum(one.field is not None or one.characteristic is not None for one in found.questions)
    return Said(f"{target}: {len(found.questions)} questions, {known} of them recognised\n")


def _target(path: str, form: OwnForm | OtherDocument) -> Target:
    """The file as it is; where there is none, what the form was made from."""
    if Path(path).exists():
        loaded = load_assessment(path)
        values = without_blanks(plain(loaded.assessment))
        return Target(path, read_bytes(path), values if isinstance(values, dict) else {})
    saving.refuse_existing(path)
    address = (resources.folder("schemas") / "assessment.schema.json").resolve().as_uri()
    opening = f"# yaml-language-server: $schema={address}\n\n"
    held: dict[str, Plain] = dict(form.made_from) if isinstance(form, OwnForm) else {}
    return Target(path, None, held, opening)


def _settle(
    conflicts: list[Conflict], keyboard: Keyboard, options: argparse.Namespace
) -> dict[tuple[str | int, ...], bool]:
    """Each conflict put before the person."""
    settled: dict[tuple[str | int, ...], bool] = {}
    several = len(conflicts) > 1
    what = f"{len(conflicts)} answers differ" if several else "1 answer differs"
    options.write(f"{what} between form and file, and neither is an older state of the other.\n")
    for number, one in enumerate(conflicts, 1):
        options.write(f"\n{number} of {len(conflicts)}: {_conflict(one)}")
        while one.where not in settled:
            answer = keyboard.answer("take the form’s (f) or keep the file’s (k)? ")
            if answer is None:
                raise EiagenError([_open(options.file, two) for two in conflicts if two.where not in settled])
            if answer.key[:1].casefold() in ("f", "k"):
                settled[one.where] = answer.key[:1].casefold() == "f"
    options.write("\n")
    return settled


def _open(file: str, one: Conflict) -> Problem:
    what = f"{one.label}: the form and the file say different things; nothing was changed"
    way_out = "answer, or give --theirs (the form’s) or --mine (the file’s)"
    return Problem(file, None, None, f"{what}: {way_out}")


def _conflict(one: Conflict) -> str:
    return (
        f"{one.label}\n  when the form was made: {_short(one.was)}\n  the file now: {_short(one.mine)}\n"
        f"  the form: {_short(one.theirs)}\n"
    )


def _conflicts_told(conflicts: list[Conflict]) -> str:
    return "".join(f"changed on both sides: {_conflict(one)}" for one in conflicts)


def _agreed(keyboard: Keyboard, target: Target) -> bool:
    what = "write this file" if target.data is None else "make these changes"
    answer = keyboard.answer(f"{what}? (y/n) ")
    if answer is None:
        raise problem(
            target.path, "nothing was changed: answer y, or give --yes to change it without being asked"
        )
    return answer.key[:1].casefold() == "y"


def _told(target: Target, taken: Taken, found: Foreign | None) -> str:
    lines = []
    if target.data is None:
        lines.append(f"{target.path}: a new file")
    if found is not None:
        lines += [f"{one.sure}: {one.field} from {one.place}" for one in found.taken]
    for change in taken.merged.changes:
        lines.append(change.label)
        if change.old:
            lines.append(f"  - {_short(change.old)}")
        lines.append(f"  + {_short(change.new) or '(blank)'}")
    return "\n".join(lines) + "\n" if lines else ""


def _summary(found: Foreign) -> str:
    sure = sum(one.sure == "sure" for one in found.taken)
    words = sum(len(one.text.split()) for one in found.unplaced)
    return f"answers taken: {sure} sure, {len(found.taken) - sure} likely; words not placed: {words}\n"


def _count(taken: Taken) -> str:
    number = len(taken.merged.changes)
    return "1 change" if number == 1 else f"{number} changes"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:299]}…"


def _keep(path: str, text: str) -> str:
    """The file beside the assessment that holds what was not placed; never in place of another."""
    stem = str(Path(path).with_suffix(""))
    for number in range(1, 1000):
        name = f"{stem}.unplaced.yaml" if number == 1 else f"{stem}.unplaced-{number}.yaml"
        file = Path(name)
        if not file.exists():
            saving.save(name, text.encode())
            return name
        if file.is_file() and file.read_bytes() == text.encode():
            return name
    raise problem(path, f"there are {number} files of what was not placed beside it: go through those first")
