"""A body's own form or assessment: what its headings, labels, tables and ticks say, as far as they are known.

Everything is either taken, with the place it was taken from and how sure that is, or listed as not placed.
"""

from __future__ import annotations

import re

from eiagen.document import Document
from eiagen.forms.collecting import Collecting, Foreign
from eiagen.forms.foreign_paragraphs import read_paragraphs
from eiagen.forms.foreign_tables import read_tables
from eiagen.forms.labels import plain_label
from eiagen.forms.mapping import Mapping

_SHORTEST_TITLE = 3
"""Words; a title of fewer is a heading that a reader took for one."""
_SORT_OF_DOCUMENT = re.compile(
    r"(?:full )?(?:equality|equalities|equality and diversity) (?:impact )?"
    r"(?:assessment|analysis)(?: form| template)?"
)


def _names_something(title: str) -> bool:
    """Whether a document's title says what it is about, and not only what sort of document it is."""
    label = plain_label(title)
    return len(label.split()) >= _SHORTEST_TITLE and _SORT_OF_DOCUMENT.fullmatch(label) is None


def read_foreign(document: Document, mapping: Mapping) -> Foreign:
    """The document's answers to the questions of an assessment."""
    doc = Collecting(document, mapping)
    read_tables(doc)
    read_paragraphs(doc)
    doc.left_over()
    found = doc.found
    if "title" not in found.answers.single and _names_something(document.title):
        doc.put(found.answers, ("title",), document.title, "the document’s own title")
        doc.taking(("title",), "the document’s own title", "likely")
    found.notes += mapping.not_found(doc.seen_labels)
    return found
