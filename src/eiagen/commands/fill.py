"""`eiagen fill`: asks for what is missing, the most serious first, and writes the answers into the file."""

from __future__ import annotations

import argparse
import dataclasses
import shutil
import sys
from types import MappingProxyType

from eiagen.assessment_file import AssessmentFile
from eiagen.commands import Said
from eiagen.commands.law import law_for
from eiagen.duties import Catalogue
from eiagen.filling import text_editor
from eiagen.filling.conversation import Conversation, Terminal
from eiagen.filling.sitting import Sitting
from eiagen.finding import Finding
from eiagen.gap_check import check
from eiagen.keyboard import Keyboard
from eiagen.output import tally
from eiagen.output.text import count

_WIDEST = 100


def run(options: argparse.Namespace) -> Said:
    """Whatever ends it, what was answered is in the file."""
    file = AssessmentFile(options.file)
    notes = law_for(options, file.loaded).notes

    def law() -> Catalogue:
        return _one_by_one(law_for(options, file.loaded).catalogue)

    def findings() -> tuple[Finding, ...]:
        return check(file.loaded, law())

    keyboard = Keyboard(options.write, lines=True)
    echo = not (sys.stdin is not None and sys.stdin.isatty())

    def read(prompt: str) -> str | None:
        line = keyboard.line(prompt)
        if echo:  # so that what comes out reads as a talk
            options.write(f"{line or ''}\n")
        return line

    terminal = Terminal(options.write, read, text_editor.edited, _width())
    talk = Conversation(terminal, file, law())
    sitting = Sitting(talk, file, findings, law, lambda line: text_editor.opened_at(options.file, line))
    for note in notes:
        talk.say(note)
    finished = sitting.run(options.only)
    kept = f"{talk.kept} answer{'' if talk.kept == 1 else 's'} kept in {options.file}"
    end = "Nothing more to ask" if finished else "Stopped"
    talk.say("")
    talk.say(f"{end}; {kept}.")
    talk.say(f"In it now: {count(tally(findings()))}.")
    if not finished:
        talk.say(f"`eiagen fill {options.file}` goes on from here.")
    return Said()


def _one_by_one(catalogue: Catalogue) -> Catalogue:
    """The catalogue with each gap told by itself: a person can answer for one item at a time only."""
    rules = {
        id: rule if rule.message_many is None else rule.model_copy(update={"message_many": None})
        for id, rule in catalogue.rules.items()
    }
    return dataclasses.replace(catalogue, rules=MappingProxyType(rules))


def _width() -> int:
    if sys.stdout is None or not sys.stdout.isatty():
        return 80
    return max(20, min(_WIDEST, shutil.get_terminal_size().columns - 1))
