"""The talk of `eiagen fill`: a question on lines of text, an answer, what came of it.

Nothing but lines, one after the other: no colour, no cursor that moves, no boxes. So it reads the same in a
narrow window, through a screen reader, and when the answers come from a file.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from eiagen.assessment_file import AssessmentFile, MovedOnError, UnreadableError
from eiagen.duties import Catalogue
from eiagen.errors import EiagenError
from eiagen.fields import Field, field_at, fields_in
from eiagen.filling.answers import Choice, choices, section_of_reference, value_of
from eiagen.filling.item_ids import new_id
from eiagen.filling.questions import essential
from eiagen.filling.wording import KEYS, called, form_of, shown, way_to_answer
from eiagen.finding import Finding
from eiagen.output.text import source
from eiagen.place import Path
from eiagen.yaml_source.edit import Value


class Stop(Exception):  # noqa: N818 - it is no error
    """The person wants to stop."""


class NextGap(Exception):  # noqa: N818
    """The person wants to leave this gap."""


@dataclass(frozen=True)
class Terminal:
    """How lines get to the person and back."""

    write: Callable[[str], None]
    read: Callable[[str], str | None]
    """Takes the prompt, gives the line without its end; None where there is no more."""
    edit: Callable[[str], str]
    """Gives a text back as the person's editor left it."""
    width: int = 80


class Conversation:
    """Asks for fields of one file."""

    def __init__(self, terminal: Terminal, file: AssessmentFile, catalogue: Catalogue) -> None:
        self._terminal = terminal
        self._file = file
        self._catalogue = catalogue
        self._asked: list[Path] = []
        self._stopped = False
        self.finding: Finding | None = None
        """The gap that is asked about; None for a field that was named."""
        self.kept = 0
        """How many answers were written into the file."""

    # What the person sees.

    def say(self, text: str, indent: str = "") -> None:
        """A paragraph, folded to the width."""
        for line in text.split("\n"):
            folded = textwrap.wrap(
                line,
                self._terminal.width,
                initial_indent=indent,
                subsequent_indent=indent,
                break_on_hyphens=False,
            )
            self._terminal.write("".join(f"{one}\n" for one in folded or [""]))

    def explain(self) -> None:
        """The reason for a question and its source."""
        finding = self.finding
        if finding is None:
            self.say("You asked for this field yourself.")
            return
        self.say(f"What is missing: {finding.message}")
        if finding.why:
            self.say(f"Why: {finding.why}")
        if finding.fix:
            self.say(f"What to write: {finding.fix}")
        for citation in finding.citations:
            self.say(f"Source: {source(citation)}")
        if finding.good_practice:
            self.say("This is good practice; no duty asks for it.")

    def show_examples(self, field: Field | None) -> None:
        """What would do, in the words of the field and of the requirement."""
        if field is not None:
            self.say(f"{field.label}: {field.description}{form_of(field)}")
        requirement = self._catalogue.requirement(self.finding.requirement) if self.finding else None
        if requirement is not None:
            self.say(f"What addresses it: {requirement.addressed}")
            self.say(f"What only mentions it: {requirement.mentioned}")

    # What the person answers.

    def line(self, field: Field | None, prompt: str = "> ") -> str | None:
        """A line; None where a key was pressed that has been dealt with and the question stands.

        Raises `Stop` and `NextGap`.
        """
        typed = None if self._stopped else self._terminal.read(prompt)
        if typed is None:
            raise Stop
        match typed.strip().lower():
            case "q":
                raise Stop
            case "s":
                raise NextGap
            case "?":
                self.explain()
            case "e":
                self.show_examples(field)
            case "h" | "help":
                self.say(KEYS)
            case _:
                return typed
        return None

    def yes(self, question: str) -> bool:
        """Whether the person says yes; anything but yes and no is asked again."""
        while True:
            self.say(f"{question} yes or no; Enter is no.")
            typed = self.line(None)
            if typed is None:
                continue
            if typed.strip().lower() in ("", "no", "n"):
                return False
            if typed.strip().lower() in ("yes", "y"):
                return True

    def ask(self, path: Path, wanted: Sequence[str] = (), preset: Mapping[str, Value] | None = None) -> bool:
        """Asks for whatever is at a path; whether anything was written."""
        field = field_at(path)
        if field is None:
            return False
        if field.sort != "group":
            # Of a list of words, a path with a number is one of them.
            return self._ask_field(path, replace(field, many=False) if isinstance(path[-1], int) else field)
        if field.many and not isinstance(path[-1], int):
            return self.ask_item(path, wanted, preset or {}) is not None
        written = False
        for inner in fields_in(path):
            if self._file.value((*path, inner.name)) is None and not (inner.many and inner.sort == "group"):
                written = self.ask((*path, inner.name)) or written
        return written

    def ask_item(self, path: Path, wanted: Sequence[str], preset: Mapping[str, Value]) -> str | None:
        """Asks for a new item of a list; its id, its number where it has none, None if it stayed blank."""
        begun: dict[str, Value] = dict(preset)
        where: Path | None = None
        self.say(f"A new entry under {called(path)}.")
        for name, value in preset.items():
            self.say(f"{name.replace('_', ' ')}: {shown(value)} (that is what is missing)", "  ")
        first = [name for name in essential(path, tuple(wanted)) if name not in preset]
        later = [
            one.name
            for one in fields_in(path)
            if one.name not in (*first, *preset, "id") and one.sort != "group"
        ]
        asked = list(first)
        while asked:
            name = asked.pop(0)
            field = field_at((*path, "*", name))
            if field is not None and field.sort == "group":
                if where is not None:
                    self.ask((*where, name))
            elif field is not None and where is None:
                where = self._ask_first(path, field, begun)
            elif where is not None:
                self.ask((*where, name))
            if not asked and where is not None and later:
                names = ", ".join(one.replace("_", " ") for one in later)
                if self.yes(f"There is room for more in this entry: {names}. Do you want to be asked?"):
                    asked = later
                later = []
        if where is None:
            return None
        id = self._file.value((*where, "id"))
        return str(id if id is not None else where[-1])

    def _ask_first(self, path: Path, field: Field, begun: dict[str, Value]) -> Path | None:
        """Asks for the first field of a new item, which is written with its id and what is known of it."""
        where: list[Path] = []

        def write(value: Value) -> str:
            item = {**begun, field.name: value}
            if any(one.name == "id" for one in fields_in(path)):
                item = {"id": new_id(path, item, self._file.loaded.assessment), **item}
            there, note = self._file.add(path, item)
            where.append(there)
            return f"Its id is {item['id']}. {note}" if "id" in item else note

        self._question((*path, "*", field.name), field, write)
        return where[0] if where else None

    def _ask_field(self, path: Path, field: Field) -> bool:
        written = self._question(path, field, lambda value: self._file.set(path, value))
        self._asked.append(path)
        return written

    def _question(self, path: Path, field: Field, write: Callable[[Value], str]) -> bool:
        """Asks until the answer fits or is left; whether it was written."""
        while True:
            among = choices(field, path, self._file.loaded, self._catalogue)
            self._show(path, field, among)
            text = self._answer(path, field, among)
            if text is None:
                continue
            if not text.strip():
                return False
            try:
                among = choices(field, path, self._file.loaded, self._catalogue)  # there may be a new one
                note = write(self._with_what_is_there(path, field, value_of(field, text, among)))
            except ValueError as error:
                self.say(f"That does not fit: {error}.")
                continue
            except UnreadableError:
                raise
            except MovedOnError as error:
                self.say(f"{error.problems[0].message}.")
                return False
            except EiagenError as error:
                for one in error.problems:
                    self.say(f"That does not fit: {one.message}.")
                continue
            self.kept += 1
            self.say(f"Kept. {note}".rstrip())
            return True

    def _with_what_is_there(self, path: Path, field: Field, value: Value) -> Value:
        """A list grows by the answer: nobody should lose what they don't type once more."""
        now = None if "*" in path else self._file.value(path)
        if not field.many or not isinstance(now, tuple) or not isinstance(value, list):
            return value
        return [*(one for one in now if isinstance(one, str)), *(one for one in value if one not in now)]

    def _show(self, path: Path, field: Field, among: Sequence[Choice]) -> None:
        self.say("")
        self.say(f"{called(path)}: {field.description}")
        now = None if "*" in path else self._file.value(path)
        if now is not None:
            self.say(f"Now: {shown(now)}")
            self.say("What you answer is added." if field.many else "Your answer takes its place.")
        for number, choice in enumerate(among, 1):
            same = choice.label.lower() in ("", choice.id.replace("-", " "))
            self.say(f"{number} {choice.id}" + ("" if same else f": {choice.label}"), "  ")
        self.say(self._how(field, among))

    def _how(self, field: Field, among: Sequence[Choice]) -> str:
        new = " + for a new one." if section_of_reference(field) else ""
        if among and field.many:
            return f"Numbers or words, several with commas between.{new}"
        if among:
            return f"A number or the word.{new}"
        if section_of_reference(field):
            return f"None is written yet.{new}"
        return way_to_answer(field)

    def _answer(self, path: Path, field: Field, among: Sequence[Choice]) -> str | None:
        """What was typed, several lines where the field takes them; None if the question is asked again."""
        typed = self.line(field)
        if typed is None:
            return None
        match typed.strip().lower():
            case "b":
                self._go_back()
                return None
            case "u":
                self._not_known(path, field)
                return ""
            case "!":
                return self._in_editor(path)
            case "+" if (section := section_of_reference(field)) is not None:
                return self.ask_item((section,), (), {})  # its id
            case "" | ".":
                return ""
        typed = typed.strip().removeprefix("=") if typed.strip().startswith("=") else typed
        several = field.sort == "text" and (field.many or not field.one_line)
        return self._more_lines(typed) if several else typed

    def _more_lines(self, first: str) -> str:
        """The lines up to a blank one, a full stop alone, or the end of what there is to read."""
        lines = [first]
        try:
            while (typed := self._terminal.read("> ")) is not None and typed.strip() not in ("", "."):
                lines.append(typed)
        except KeyboardInterrupt:
            self._stopped = True  # what was typed is kept first
        return "\n".join(line.rstrip() for line in lines)

    def _in_editor(self, path: Path) -> str | None:
        now = None if "*" in path else self._file.value(path)
        try:
            return self._terminal.edit(now if isinstance(now, str) else "")
        except EiagenError as error:
            self.say(f"{error.problems[0].message}.")
            return None

    def _go_back(self) -> None:
        if not self._asked:
            self.say("This is the first question.")
            return
        path = self._asked.pop()
        self.ask(path)

    def _not_known(self, path: Path, field: Field) -> None:
        self.say("It stays blank, and stays a gap: nothing is put in its place.")
        if path[0] != "evidence_gaps" and self.yes(
            "Do you want to write down what is not known, and how it will be found out?"
        ):
            self.ask_item(("evidence_gaps",), (), {})
