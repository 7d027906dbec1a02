"""A body's own form or assessment: what its headings, labels, tables and ticks say, as far as they are known.

Everything is either taken, with the place it was taken from and how sure that is, or listed as not placed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from eiagen.document import Document
from eiagen.forms.collecting import Collecting, Foreign
from eiagen.forms.foreign_paragraphs import read_paragraphs
from eiagen.forms.foreign_tables import read_tables
from eiagen.forms.labels import plain_label
from eiagen.forms.leftover import left_over
from eiagen.forms.mapping import Mapping

_SHORTEST_TITLE = 3
"""Words; a title of fewer is a heading that a reader took for one."""
_SORT = (
    r"(?:stage \d |full |initial |draft )?"
    r"(?:equality and human rights|equality and diversity|equality|equalities|eqia|eia)"
    r"(?: and diversity)?(?: impact)?(?: and outcomes?)?(?: assessment| analysis| screening)?"
    r"(?: \((?:eia|eqia|eqa)\))?(?: form| template| report| document| screening| toolkit)?"
)
_MONTH = r"(?: (?:january|february|march|april|may|june|july|august|september|october|november|december))?"
_SORT_OF_DOCUMENT = re.compile(rf"{_SORT}{_MONTH}(?: \d{{4}})?")
_SORT_AND_SUBJECT = re.compile(
    rf"{_SORT}(?: \((?:eia|eqia|eqa)\))?\s*(?::|[-–—]|\bof\b|\bfor\b|\bon\b)\s*(?:the )?", re.IGNORECASE
)
_ABOUT_EQUALITY = re.compile(r"\b(?:equalit(?:y|ies)|eqia|eia)\b", re.IGNORECASE)


def _subject(document: Document) -> str:
    """What a document's title says that it is about, beside what sort of document it is.

    Only of an assessment: in any other document the first large line may be anything.
    """
    title = document.title.strip()
    subject = _SORT_AND_SUBJECT.sub("", title, count=1) if _SORT_AND_SUBJECT.match(title) else title
    label = plain_label(subject)
    named = len(label.split()) >= _SHORTEST_TITLE and _SORT_OF_DOCUMENT.fullmatch(label) is None
    if not named or _ABOUT_EQUALITY.search(title) is None:
        return ""
    return subject[:1].upper() + subject[1:]


def read_foreign(document: Document, mapping: Mapping) -> Foreign:
    """The document's answers to the questions of an assessment."""
    doc = Collecting(document, mapping)
    read_tables(doc)
    read_paragraphs(doc)
    found = doc.found
    found.unplaced += left_over(doc)
    if "title" not in found.answers.single and (subject := _subject(document)):
        doc.put(found.answers, ("title",), subject, "the document’s own title")
        doc.taking(("title",), "the document’s own title", "likely")
    if not doc.is_assessment and found.taken:
        found.taken = [replace(one, sure="likely") for one in found.taken]
        found.notes.append("this does not look like an equality assessment: check each answer that was taken")
    found.notes += mapping.not_found(doc.seen_labels)
    return found
