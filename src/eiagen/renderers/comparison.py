"""The report of a comparison, from one page for every format."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path, PurePath

from markupsafe import Markup

from eiagen import __version__
from eiagen.audit import report as audit_report
from eiagen.audit.record import where, where_of
from eiagen.comparison.changes import KIND_WORDS, Kind
from eiagen.comparison.misstatements import FATE_WORDS
from eiagen.comparison.record import Comparison, as_data, verdict
from eiagen.comparison.text_change import Edited
from eiagen.comparison.word_changes import word_changes
from eiagen.renderers import environment
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.outline import Chapters
from eiagen.renderers.paper import Paper, carrying, written
from eiagen.renderers.wording import day

AUTHOR = "eiagen compare"
_MOST_PASSAGES = 150
"""So many new, gone and edited passages are shown of each; JSON holds every one."""


def render(comparison: Comparison, suffix: str, look: Look = OURS, *, with_source: bool = True) -> bytes:
    """The report in the format of a suffix. The same comparison gives the same bytes."""
    return written(paper(comparison, look, with_source=with_source), suffix)


def paper(comparison: Comparison, look: Look = OURS, *, with_source: bool = True) -> Paper:
    """The report on paper, in whatever format; `with_source` has the file carry the comparison as data."""
    on = comparison.catalogue.on
    sheet = Paper(
        html=page(comparison, look.wording),
        title=comparison.title,
        author=AUTHOR,
        subject="Comparison of two versions",
        created=on,
        modified=on,
        words={"[body]": "Comparison of two versions", "[version]": "", "[status]": day(on)},
        house=look.house,
        wording=look.wording,
    )
    return _with_source(sheet, comparison) if with_source else sheet


def _with_source(sheet: Paper, comparison: Comparison) -> Paper:
    old, new = (replace(one, path=PurePath(one.path).name) for one in (comparison.old, comparison.new))
    data = as_data(replace(comparison, old=old, new=new))
    law = {name: value for name, value in data["catalogue"].items() if name != "guessed"}
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return carrying(sheet, "comparison", "comparison.json", f"{text}\n", law)


def page(comparison: Comparison, wording: Path | None = None) -> str:
    """The page as text."""
    fields = {
        "comparison": comparison,
        "catalogue": comparison.catalogue,
        "text": comparison.text,
        "verdict": tuple(verdict(comparison)),
        "Kind": Kind,
        "kind_words": KIND_WORDS,
        "fate_words": FATE_WORDS,
        "outcome_words": {str(outcome): word for outcome, word in audit_report.OUTCOME_WORDS.items()},
        "outline": Chapters(),
        "version": __version__,
        "words_of": audit_report,
        "where": where,
        "where_of": where_of,
        "marked": marked,
        "most": _MOST_PASSAGES,
        "file_name": lambda path: PurePath(path).name,
    }
    return environment.page("comparison.html.j2", fields, wording)


def marked(edited: Edited) -> tuple[Markup, Markup]:
    """The old and the new passage, with the words that differ marked in each."""
    old: list[str] = []
    new: list[str] = []
    for piece in word_changes(edited.old.text, edited.new.text):
        old.append(piece.old if piece.same else _in("del", piece.old))
        new.append(piece.new if piece.same else _in("ins", piece.new))
    return Markup("").join(old), Markup("").join(new)


def _in(tag: str, text: str) -> str:
    """In bold, too, for Word and for whoever prints it."""
    mark = Markup(f"<{tag}><strong>{{}}</strong></{tag}>")  # noqa: S704 - a tag of ours
    return mark.format(text) if text else ""
