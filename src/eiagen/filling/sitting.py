"""Goes through the gaps of an assessment with a person, the worst first, until nothing is left to ask."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

from eiagen import plain_words
from eiagen.assessment_file import AssessmentFile
from eiagen.duties import Catalogue
from eiagen.errors import EiagenError, problem
from eiagen.filling.conversation import Conversation, NextGap, Stop
from eiagen.filling.questions import field_named, known_to_only, matches, question
from eiagen.finding import Finding

Check = Callable[[], tuple[Finding, ...]]
"""The findings on the file as it is now, worst first."""


class Sitting:
    """One sitting: what is left, and what the person has left for another day."""

    def __init__(
        self,
        conversation: Conversation,
        file: AssessmentFile,
        check: Check,
        law: Callable[[], Catalogue],
        open_editor: Callable[[int | None], None],
    ) -> None:
        self._talk = conversation
        self._file = file
        self._check = check
        self._law = law
        self._open_editor = open_editor
        self._done: set[str] = set()

    def run(self, only: str | None) -> bool:
        """Asks until nothing is left; False where the person stopped before."""
        try:
            self._talk.say("The answer goes into the file at once. h shows the keys, q stops.")
            for path in self._file.missing:
                while path in self._file.missing:
                    self._talk.say("This is needed before all else; q stops.")
                    with contextlib.suppress(NextGap):
                        self._talk.ask(path)
            if only is not None and self._only_field(only):
                return True
            while (todo := self._todo(only)) != []:
                self._one(todo)
        except (Stop, KeyboardInterrupt):
            return False
        return True

    def _only_field(self, only: str) -> bool:
        """Asks for a field that was named, if no gap is about it; whether that was it."""
        found = self._check()
        if any(matches(finding, only) for finding in found):
            return False
        path = field_named(only, self._file.loaded.file.values)
        if path is None:
            near = plain_words.nearest(only, set(known_to_only(found)))
            raise problem("--only", f"there is no requirement, rule or field “{only}”{near}")
        with contextlib.suppress(NextGap):
            self._talk.ask(path)
        return True

    def _todo(self, only: str | None) -> list[Finding]:
        wanting = [
            finding
            for finding in self._check()
            if finding.outcome.wants_work
            and finding.fingerprint not in self._done
            and (only is None or matches(finding, only))
        ]
        # What is good practice only comes after what a duty asks, as in the report.
        return sorted(wanting, key=lambda finding: finding.good_practice)

    def _one(self, todo: Sequence[Finding]) -> None:
        finding, talk = todo[0], self._talk
        critical = sum(one.severity == "critical" for one in todo)
        total = len(todo) + len(self._done)
        self._done.add(finding.fingerprint)
        talk.finding = finding
        talk.say("")
        talk.say(f"{len(todo)} of {total} left; {critical} critical")
        practice = ", good practice" if finding.good_practice else ""
        talk.say(f"{finding.severity.capitalize()}{practice}: {finding.message}")
        try:
            self._ask(finding)
        except NextGap:
            talk.say("Left for later.")

    def _ask(self, finding: Finding) -> None:
        talk = self._talk
        asked = question(finding, self._file.loaded, self._law())
        if asked.command:
            self._point_to(asked.command, finding)
            return
        if not asked.fields:
            self._point_at_the_line(finding)
            return
        if finding.fix:
            talk.say(f"What to write: {finding.fix}")
        message = finding.message
        for path in asked.fields:
            if not talk.ask(path, asked.wanted, asked.preset):
                continue
            still = next((one for one in self._check() if one.fingerprint == finding.fingerprint), None)
            if still is None or not still.outcome.wants_work:
                talk.say("That closes the gap.")
                return
            if path == asked.fields[-1] or still.message != message:
                message = still.message
                talk.say(f"The gap is still there: {message}")

    def _point_to(self, command: str, finding: Finding) -> None:
        capacity = next((text for text in finding.under if "capacity" in text), "")
        of = capacity.rpartition(": ")[2].rstrip(")") if capacity else ""
        option = f" --capacity {of}" if of else ""
        self._talk.say(
            "Nobody can sign for somebody else, so this is not asked here. Whoever signs uses: "
            f"eiagen {command} {self._file.path} --name NAME --role ROLE{option}"
        )

    def _point_at_the_line(self, finding: Finding) -> None:
        line = finding.place.line
        place = f"{self._file.path}, line {line}" if line else self._file.path
        self._talk.say(f"No single answer closes this: look at the text ({place}).")
        if finding.fix:
            self._talk.say(f"What to write: {finding.fix}")
        while True:
            self._talk.say("! opens your editor there; Enter goes on.")
            typed = self._talk.line(None)
            if typed is None:
                continue
            if typed.strip() != "!":
                return
            try:
                self._open_editor(line)
            except EiagenError as error:
                self._talk.say(f"{error.problems[0].message}.")
                continue
            self._file.read_again()
            return
