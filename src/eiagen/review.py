"""Takes a person through the findings that are marked to check, and hands on what they decide of each."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from eiagen.audit.record import Audit, where_of
from eiagen.audit.report import OUTCOME_WORDS, to_check
from eiagen.duties import SEVERITIES, Requirement
from eiagen.finding import Finding, Outcome
from eiagen.keyboard import Answer, Keyboard

KEYS: Mapping[str, Outcome] = {
    "a": Outcome.ADDRESSED,
    "m": Outcome.MENTIONED,
    "d": Outcome.DISMISSED,
    "g": Outcome.GAP,
}
_WORDS = {
    **{str(outcome): key for key, outcome in KEYS.items()},
    "keep": "k",
    "skip": "s",
    "back": "b",
    "more": "?",
    "help": "?",
    "quit": "q",
    "stop": "q",
    "exit": "q",
}
_NARROWEST, _WIDEST = 20, 96


@dataclass(frozen=True)
class Asked:
    """A finding that a person is asked about."""

    finding: Finding
    requirement: Requirement
    decided: str = ""
    """What was decided of it before, in words."""


@dataclass(frozen=True)
class Tally:
    """How far a review has come."""

    decided: int
    left: int


def to_review(audit: Audit) -> tuple[Finding, ...]:
    """The findings for a person to check, the most serious first; good practice after what a duty asks."""
    order = {id: number for number, id in enumerate(SEVERITIES)}
    return tuple(sorted(to_check(audit), key=lambda one: (one.good_practice, order[one.severity])))


class Review:
    """One sitting. `keep` is given each decision at once, so that nothing is lost whenever it ends."""

    def __init__(
        self,
        asked: tuple[Asked, ...],
        keyboard: Keyboard,
        write: Callable[[str], None],
        keep: Callable[[Finding, Outcome, str], None],
        more: Callable[[Requirement], list[str]],
        width: int,
    ) -> None:
        self._asked = asked
        self._keyboard = keyboard
        self._write = write
        self._keep = keep
        self._more = more
        self._width = max(_NARROWEST, min(width, _WIDEST))
        self._now: dict[int, str] = {}
        """What was decided in this sitting, by number."""

    def run(self) -> Tally:
        """Asks until everything is asked, or the person or the input ends it."""
        number = 0
        while number < len(self._asked):
            step = self._ask(number)
            if step is None:
                break
            number = max(0, number + step)
        return self.tally

    @property
    def tally(self) -> Tally:
        """How far it has come, also where it was broken off."""
        return Tally(len(self._now), len(self._asked) - len(self._now))

    def _ask(self, number: int) -> int | None:
        """Asks about one; gives how many to go on, none to ask again, None to stop."""
        asked = self._asked[number]
        self._say(*self._shown(number, asked))
        while (answer := self._keyboard.answer(self._question(asked))) is not None:
            key = _WORDS.get(answer.key.lower(), answer.key.lower())
            match key:
                case "?":
                    self._say("", *_unwrapped(self._more(asked.requirement)), "")
                case "s":
                    return 1
                case "b":
                    if number:
                        return -1
                    self._say("This is the first.")
                case "q":
                    return None
                case "k" if asked.finding.outcome is not Outcome.NOT_CHECKED:
                    return self._decide(number, asked.finding.outcome, answer)
                case _ if key in KEYS:
                    return self._decide(number, KEYS[key], answer)
                case _:
                    shown = f"“{answer.key}” is" if answer.key.isprintable() and answer.key else "That is"
                    self._say(f"{shown} none of the keys.")
        return None

    def _decide(self, number: int, outcome: Outcome, answer: Answer) -> int:
        reason = answer.rest
        # One key is a decision; whoever types it as a capital is asked why.
        if self._keyboard.by_key and answer.key.isupper():
            reason = self._keyboard.text("Why? (Enter alone for no reason) ")
        self._keep(self._asked[number].finding, outcome, reason)
        because = f": {reason}" if reason else ""
        self._now[number] = f"{OUTCOME_WORDS[outcome].lower()}{because}"
        return 1

    def _shown(self, number: int, asked: Asked) -> Iterator[str]:
        finding, requirement = asked.finding, asked.requirement
        yield ""
        practice = ", good practice" if finding.good_practice else ""
        yield f"{number + 1} of {len(self._asked)}: {finding.title}"
        yield f"({finding.requirement}; {finding.severity}{practice})"
        said = OUTCOME_WORDS[finding.outcome].lower()
        because = f", to check: {finding.certainty_because}" if finding.certainty_because else ""
        yield f"The audit says: {said}{because}."
        decided = self._now.get(number) or asked.decided
        if decided:
            yield f"Decided: {decided}"
        yield ""
        yield f"What it asks: {requirement.asks}"
        yield f"Addressed is: {requirement.addressed}"
        yield f"Mentioned only is: {requirement.mentioned}"
        yield ""
        for count, quote in enumerate(finding.quotes, 1):
            place = where_of(quote)
            yield f"Passage {count}{f' ({place})' if place else ''}:"
            yield f"“{quote.text}”"
        if not finding.quotes:
            sought = f" Searched for: {'; '.join(finding.searched_for)}." if finding.searched_for else ""
            yield f"No passage was found.{sought}"
        yield ""

    def _question(self, asked: Asked) -> str:
        keep = "" if asked.finding.outcome is Outcome.NOT_CHECKED else "k keep it as it is, "
        keys = f"a addressed, m mentioned, d dismissed, g gap, {keep}s skip, b back, ? more, q stop"
        how = (
            "a capital letter asks for a reason"
            if self._keyboard.by_key
            else "a reason may follow the letter"
        )
        keys = f"{keys}; {how}"
        return "\n".join(self._wrapped(keys)) + "\n> "

    def _say(self, *lines: str) -> None:
        self._write("".join(f"{line}\n" for one in lines for line in self._wrapped(one)))

    def _wrapped(self, text: str) -> list[str]:
        indent = text[: len(text) - len(text.lstrip())]
        return textwrap.wrap(text, self._width, subsequent_indent=indent[:4], break_on_hyphens=False) or [""]


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """The lines with each paragraph on one: what was broken for a wide screen is broken anew for this one."""
    paragraph = ""
    for line in lines:
        if line.startswith(" ") and paragraph.startswith(" ") and not line.lstrip().startswith("- "):
            paragraph += f" {line.strip()}"
            continue
        if paragraph:
            yield paragraph
        if not line:
            yield ""
        paragraph = line
    if paragraph:
        yield paragraph
