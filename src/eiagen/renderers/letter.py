"""The paper of a letter, from templates that a user may put their own in place of."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from eiagen import __version__
from eiagen.audit import report as audit_report
from eiagen.audit.record import where, where_of
from eiagen.letter import Letter, as_data
from eiagen.model import MONTHS, in_words
from eiagen.place import Place
from eiagen.renderers import paper as papers
from eiagen.renderers.environment import page, refusing
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.paper import Paper, carrying

PLAIN = (".txt", ".json")
"""Endings of files that have no look."""
SUFFIXES = (*papers.FORMATS, *PLAIN)
"""The endings in which a letter can be written."""

_UNSAID = ("left_out", "to_check_first")
"""What a letter does not say, its file does not hold unseen either: it goes to somebody else."""
_HELP = "docs/letters.md says what a letter’s template can use"
_DATE = re.compile(rf"\b([0-3]?\d)(?:st|nd|rd|th)? ({'|'.join(MONTHS)}),? ((?:19|20)\d\d)\b")


@dataclass(frozen=True)
class Dated:
    """A date that stands in a quoted passage."""

    on: datetime.date
    text: str
    place: Place
    requirement: str


def render(letter: Letter, suffix: str, look: Look = OURS, *, with_source: bool = True) -> bytes:
    """The letter in the format of a suffix.

    Raises `EiagenError`, with file and line, for a template of the body's own that can't be used.
    """
    if suffix == ".json":
        return (json.dumps(as_data(letter), ensure_ascii=False, indent=2) + "\n").encode()
    sheet = paper(letter, look, with_source=with_source)
    own = look.wording / f"{letter.kind.id}.html.j2" if look.wording else None
    with refusing(own, suffix, _HELP):
        if suffix == ".txt":
            from eiagen.renderers.plain_text import write

            return write(sheet)
        return papers.written(sheet, suffix)


def paper(letter: Letter, look: Look = OURS, *, with_source: bool = True) -> Paper:
    """The letter on paper, in whatever format; `with_source` has the file carry what it says as data."""
    details = letter.details
    on = details.on or letter.audit.catalogue.on
    mark = "DRAFT" if letter.draft else in_words(on)
    sheet = Paper(
        html=_page(letter, look.wording),
        title=f"{letter.kind.title}: {letter.audit.document.title}",
        author=details.final or "eiagen letter",
        subject=letter.kind.title,
        created=on,
        modified=on,
        words={
            "[body]": details.sender[0] if details.sender else "",
            "[version]": "",
            "[status]": mark,
            "[date]": in_words(details.on) if details.on else "",
        },
        house=look.house,
    )
    return _with_source(sheet, letter) if with_source else sheet


def _with_source(sheet: Paper, letter: Letter) -> Paper:
    data = {name: value for name, value in as_data(letter).items() if name not in _UNSAID}
    data["document"]["path"] = PurePath(data["document"]["path"]).name
    if not letter.kind.for_ours:
        for point in data["points"]:
            if "accepted" in point:
                del point["accepted"]["reason"]
    law = {name: value for name, value in letter.audit.kept["catalogue"].items() if name != "guessed"}
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return carrying(sheet, "letter", f"{letter.kind.id}.json", f"{text}\n", law)


def _page(letter: Letter, wording: Path | None) -> str:
    fields = {
        "letter": letter,
        "details": letter.details,
        "audit": letter.audit,
        "title": letter.kind.title,
        "file_name": PurePath(letter.audit.document.path).name,
        "dates": tuple(_dates(letter)),
        "where": where,
        "where_of": where_of,
        "words_of": audit_report,
        "outcome_words": {str(one): word for one, word in audit_report.OUTCOME_WORDS.items()},
        "version": __version__,
    }
    return page(f"{letter.kind.id}.html.j2", fields, wording, _HELP)


def _dates(letter: Letter) -> Iterator[Dated]:
    """The dates in the passages of the audit, the earliest first, each once."""
    found: dict[tuple[datetime.date, str], Dated] = {}
    for finding in letter.audit.findings:
        for quote in finding.quotes:
            for day, month, year in _DATE.findall(quote.text):
                try:
                    on = datetime.date(int(year), MONTHS.index(month) + 1, int(day))
                except ValueError:
                    continue
                dated = Dated(on, quote.text, quote.passage.place, finding.requirement)
                found.setdefault((on, quote.text), dated)
    return iter(sorted(found.values(), key=lambda one: (one.on, one.place.paragraph or 0)))
