"""`eiagen template`: whether a house template can be used, and one made from a document that a body has."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterable
from pathlib import Path

from eiagen import saving
from eiagen.commands import Said
from eiagen.counted import count_of
from eiagen.errors import problem

SCHEMA = "eiagen.template/1"
_INDENT = "    "


def run(options: argparse.Namespace) -> Said:
    """Checks a template, or makes one."""
    return _check(options) if options.what == "check" else _make(options)


def _check(options: argparse.Namespace) -> Said:
    from eiagen.renderers.house_check import SEVERITIES, Flaw, flaws

    if options.file is None:
        raise problem("eiagen template check", "name the template, a Word file: house.docx")
    if options.output is not None:
        raise problem("--output", "a check writes no file; `eiagen template make` does")
    if not Path(options.file).exists():
        raise problem(options.file, "there is no such file")
    found = flaws(options.file)
    status = 2 if any(one.severity == "error" for one in found) else int(_counts(found))
    if options.format == "json":
        data = {
            "schema": SCHEMA,
            "path": options.file,
            "usable": status < 2,
            "flaws": [
                {"severity": one.severity, "where": one.where, "what": one.what, "fix": one.fix}
                for one in found
            ],
        }
        return Said(json.dumps(data, ensure_ascii=False, indent=2) + "\n", status=status)

    def told(flaw: Flaw) -> Iterable[str]:
        yield f"{options.file}: {flaw.severity}: {flaw.where}: {flaw.what}."
        fix = textwrap.fill(f"{flaw.fix[:1].upper()}{flaw.fix[1:]}.", 96, break_long_words=False)
        yield textwrap.indent(fix, _INDENT)

    numbers = {one: sum(flaw.severity == one for flaw in found) for one in SEVERITIES}
    counted = ", ".join(count_of(number, name) for name, number in numbers.items() if number)
    end = "it can’t be used as it is" if status == 2 else "it can be used"
    lines = [line for flaw in found for line in told(flaw)]
    return Said(
        "\n".join([*lines, f"{options.file}: {counted or 'nothing to mend'}; {end}"]) + "\n", status=status
    )


def _counts(found: Iterable[object]) -> bool:
    return any(getattr(one, "severity", "") == "warning" for one in found)


def _make(options: argparse.Namespace) -> Said:
    target = options.output
    if target is None:
        raise problem("eiagen template make", "say where to write it: -o house.docx")
    if Path(target).suffix.lower() != ".docx":
        raise problem(target, "a template that is made is a Word file: give it a name that ends in .docx")
    if options.format != "text":
        raise problem("--format", "this is for `eiagen template check`; leave it out")
    saving.refuse_existing(target, replace=options.force)
    from eiagen.renderers.house_make import made_from, standard

    if options.file is None:
        saving.save(target, standard(), replace=options.force)
        return Said(f"{target}: eiagen’s own styles, to be changed in Word\n", (_next(target),))
    if not Path(options.file).exists():
        raise problem(options.file, "there is no such file")
    made = made_from(options.file)
    saving.save(target, made.data, replace=options.force)
    added = count_of(made.added, "style") + " of eiagen’s added"
    cover = "its cover kept" if made.cover else "without a cover, because none is marked in it"
    return Said(f"{target}: {added}, {cover}\n", (_next(target),))


def _next(target: str) -> str:
    return f"see what is still to be mended: eiagen template check {target}"
