"""For people: a comparison on one screen, what got worse first; everything side by side if asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from eiagen.audit.record import About, where, where_of
from eiagen.audit.report import guess_words, law_words, trust_words
from eiagen.comparison.changes import KIND_WORDS, Change, Kind, Shown
from eiagen.comparison.misstatements import FATE_WORDS, Fate, Misstatement
from eiagen.comparison.record import Comparison, verdict
from eiagen.finding import Outcome, Quote
from eiagen.output.folded import Folded
from eiagen.output.text import source

_COLOURS = {
    Kind.OPENED: "1;31",
    Kind.WEAKENED: "31",
    Kind.CLOSED: "1;32",
    Kind.STRENGTHENED: "32",
}
_SHOWN = (Kind.OPENED, Kind.WEAKENED, Kind.CLOSED, Kind.STRENGTHENED)


def write(comparison: Comparison, *, width: int, height: int | None, colour: bool, everything: bool) -> str:
    """The text. `height` is that of the screen; None where the text doesn't go to one."""
    page = _Page(comparison, max(60, min(width, 110)), colour=colour, everything=everything)
    lines = list(page.lines(None))
    most = max((len(comparison.of_kind(kind)) for kind in _SHOWN), default=0)
    while height is not None and not everything and len(lines) >= height and most > 0:
        most -= 1
        lines = list(page.lines(most))
    return "".join(f"{line}\n" for line in lines)


class _Page(Folded):
    def __init__(self, comparison: Comparison, width: int, *, colour: bool, everything: bool) -> None:
        super().__init__(width, colour=colour)
        self.comparison = comparison
        self.everything = everything

    def lines(self, most: int | None) -> Iterator[str]:
        """The whole text; of each kind so many changes are shown and the others named."""
        comparison = self.comparison
        yield from map(self._bold, self._wrapped(comparison.title))
        yield from self._about("old", comparison.old)
        yield from self._about("new", comparison.new)
        for warning in comparison.warnings:
            yield from self._wrapped(f"Mind: {warning}.")
        yield from self._wrapped(f"{law_words(comparison)} {guess_words(comparison)}".strip())
        yield ""
        for sentence in verdict(comparison):
            yield from map(self._bold, self._wrapped(sentence, rest="  "))
        if comparison.text is not None and not comparison.text.identical:
            yield from self._wrapped(self._text(), rest="  ")
        for kind in _SHOWN:
            yield from self._kind(kind, most)
        yield from self._misstatements()
        for kind in (Kind.REWORDED, Kind.UNCHANGED):
            yield from self._kind(kind, None) if self.everything else self._named(kind, most is not None)
        if self.everything:
            yield from self._passages()
        yield ""
        yield from self._last()

    def _about(self, which: str, about: About) -> Iterator[str]:
        pages = f", {about.pages} {'page' if about.pages == 1 else 'pages'}" if about.pages else ""
        yield f"{which}: {about.path} ({about.format}{pages}, {about.words:,} words)"
        for warning in about.warnings:
            yield from self._wrapped(f"Mind: {warning}", "     ")

    def _text(self) -> str:
        text = self.comparison.text
        assert text is not None  # noqa: S101 - asked before
        moved = f", {_count(text.alignment.moved, 'sentence')} moved" if text.alignment.moved else ""
        return (
            f"Text: {text.words_added:,} of {text.words_of_new:,} words are new or edited, "
            f"{text.words_gone:,} of {text.words_of_old:,} are gone or edited; "
            f"{_count(len(text.added), 'passage')} new, {len(text.gone)} gone, {len(text.edited)} edited"
            f"{moved}."
        )

    def _kind(self, kind: Kind, most: int | None) -> Iterator[str]:
        changes = self.comparison.of_kind(kind)
        if not changes:
            return
        yield ""
        yield self._heading(kind, len(changes))
        width = max(len(one.requirement.id) for one in changes)
        shown = changes if most is None else changes[:most]
        for change in shown:
            yield from self._change(change, width)
        if rest := changes[len(shown) :]:
            ids = ", ".join(one.requirement.id for one in rest)
            yield from self._wrapped(f"and {ids}" if shown else ids, "  ", "    ")

    def _outcome(self, outcome: Outcome) -> str:
        return self.comparison.outcome_word(outcome).lower()

    def _heading(self, kind: Kind, number: int) -> str:
        heading = f"{KIND_WORDS[kind]}: {number}"
        return f"\x1b[{_COLOURS.get(kind, '1')}m{heading}\x1b[0m" if self.colour else heading

    def _change(self, change: Change, width: int) -> Iterator[str]:
        requirement = change.requirement
        begin = f"  {requirement.severity:<8}  {requirement.id:<{width}}  "
        mark = "" if change.sure else " ?"
        rest = self.width - len(begin) - len(mark)
        if self.everything:
            yield f"{begin}{_cut(requirement.title, rest)}{mark}"
            if change.old.outcome is change.new.outcome:
                yield from self._wrapped(change.reason, " " * 12)
            yield from self._side("old", change.old)
            yield from self._side("new", change.new)
            for citation in list(self.comparison.catalogue.sources(requirement))[:1]:
                yield from self._wrapped(f"source: {source(citation)}", " " * 12)
            return
        yield f"{begin}{_cut(self._brief(change), rest)}{mark}"
        for which, shown in (("old", change.old), ("new", change.new)):
            if shown.decided_by:
                outcome = self._outcome(shown.outcome)
                yield from self._wrapped(f"{which}: {outcome}, decided by {shown.decided_by}", " " * 12)

    def _brief(self, change: Change) -> str:
        """In a line: what shows it."""
        if change.kind is Kind.OPENED and change.old.quotes and not change.new.quotes:
            return f"gone: “{change.old.quotes[0].text}”"
        if change.kind in (Kind.OPENED, Kind.CLOSED):
            if gaps := change.old.gaps or change.new.gaps:
                more = f" and {len(gaps) - 1} more" if len(gaps) > 1 else ""
                word = "was" if change.old.gaps else "now"
                return f"{word}: {gaps[0].rule}{more}: {gaps[0].message}"
            shown = change.new if change.new.quotes else change.old
            if shown.quotes:
                was, now = (self._outcome(one.outcome) for one in (change.old, change.new))
                word = f"now {now}" if change.kind is Kind.OPENED else f"was {was}"
                return f"{word}: “{shown.quotes[0].text}”"
        if change.kind is Kind.STRENGTHENED and change.new.quotes:
            return f"{change.reason}: “{change.new.quotes[0].text}”"
        if change.kind is Kind.WEAKENED and change.old.quotes:
            return f"{change.reason}; was: “{change.old.quotes[0].text}”"
        return change.reason

    def _side(self, which: str, shown: Shown) -> Iterator[str]:
        decided = f", decided by {shown.decided_by}" if shown.decided_by else ""
        yield from self._wrapped(f"{which}: {self._outcome(shown.outcome)}{decided}", " " * 12)
        for quote in shown.quotes:
            yield from self._quote(quote, " " * 17)
        for gap in shown.gaps:
            line = f" (line {gap.place.line})" if gap.place.line else ""
            yield from self._wrapped(f"{gap.rule} {gap.message}{line}", " " * 17)
        if not (shown.quotes or shown.gaps):
            yield from self._wrapped(shown.message, " " * 17)
        if shown.certainty != "sure":
            yield from self._wrapped(f"to check by a person: {shown.certainty_because}", " " * 17)

    def _quote(self, quote: Quote, indent: str) -> list[str]:
        place = where_of(quote)
        return self._wrapped(f"“{quote.text}” ({place})" if place else f"“{quote.text}”", indent)

    def _named(self, kind: Kind, short: bool) -> Iterator[str]:
        """A kind in which nothing came or went: named by outcome, gaps first; or only counted."""
        changes = self.comparison.of_kind(kind)
        if not changes:
            return
        yield ""
        yield self._heading(kind, len(changes))
        for outcome in (Outcome.GAP, Outcome.DISMISSED, Outcome.MENTIONED, Outcome.ADDRESSED):
            own = [one for one in changes if one.new.outcome is outcome]
            serious = [one for one in own if not short or one.requirement.severity == "critical"]
            if own:
                ids = ", ".join(one.requirement.id for one in serious)
                if rest := len(own) - len(serious):
                    ids = f"{ids} and {rest} more" if ids else str(rest)
                yield from self._wrapped(f"{self._outcome(outcome)}: {ids}", "  ", "    ")

    def _misstatements(self) -> Iterator[str]:
        found = self.comparison.misstatements
        for fate in Fate:
            own = [one for one in found if one.fate is fate]
            if not own:
                continue
            yield ""
            yield self._bold(
                f"Law put otherwise than the catalogue has it, {FATE_WORDS[fate].lower()}: {len(own)}"
            )
            for one in own:
                yield from self._misstatement(one)

    def _misstatement(self, one: Misstatement) -> Iterator[str]:
        finding = one.finding
        quote = finding.quotes[0].text if finding.quotes else finding.message
        place = where(finding.place)
        if not self.everything:
            place = place.partition(", under")[0]
        end = f" ({place})" if place else ""
        begin = f"  {finding.severity:<8}  {finding.rule or ''}  "
        if not self.everything:
            yield f"{begin}“{_cut(quote, self.width - len(begin) - len(end) - 2)}”{end}"
            return
        yield from self._wrapped(f"“{quote}”{end}", begin, " " * 12)
        yield from self._wrapped(f"as the catalogue has it: {finding.fix}", " " * 12)
        for citation in finding.citations[:1]:
            yield from self._wrapped(f"source: {source(citation)}", " " * 12)

    def _passages(self) -> Iterator[str]:
        text = self.comparison.text
        if text is None:
            return
        parts: Sequence[tuple[str, Iterable[Quote]]] = (
            ("New passages", text.added),
            ("Passages that are gone", text.gone),
        )
        for heading, quotes in parts:
            listed = list(quotes)
            if listed:
                yield ""
                yield self._bold(f"{heading}: {len(listed)}")
                for quote in listed:
                    yield from self._quote(quote, "  ")
        if text.edited:
            yield ""
            yield self._bold(f"Edited passages: {len(text.edited)}")
            for old, new in text.edited:
                yield from self._wrapped(f"old: “{old.text}”", "  ", "       ")
                yield from self._wrapped(f"new: “{new.text}” ({where(new.passage.place)})", "  ", "       ")

    def _last(self) -> list[str]:
        check = len(self.comparison.to_check)
        marked = f"{_count(check, 'change')} that {'rests' if check == 1 else 'rest'} on findings"
        people = f"? marks {marked} a person should check. " if check else ""
        trust = (
            "" if self.comparison.sort == "assessments" else f"{trust_words(self.comparison, short=True)} "
        )
        more = "" if self.everything else "--all shows both versions side by side. "
        return self._wrapped(
            f"{people}A comparison reads what is written. It can't know what was done, or whether it was "
            f"enough. {trust}{more}".strip()
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _cut(text: str, width: int) -> str:
    """As much of the text as fits, with "…" where it was cut."""
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: max(1, width - 1)].rstrip()}…"
