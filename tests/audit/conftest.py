"""What the tests of the audit share: catalogues with their knowledge, and texts as documents."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from eiagen.audit.one_document import audit, knowledge_of
from eiagen.audit.outcomes.knowledge import Knowledge
from eiagen.document import Document
from eiagen.finding import Finding
from eiagen.loading import load_catalogue
from eiagen.readers.markdown import read_markdown
from eiagen.readers.trail import passages


@cache
def _knowledge(jurisdiction: str, topics: tuple[str, ...]) -> Knowledge:
    return knowledge_of(load_catalogue(jurisdiction, topics, guidance=True))


def _document(text: str) -> Document:
    found, _ = passages(read_markdown(text.encode(), "text.md").blocks)
    title = next((passage.text for passage in found if passage.kind == "heading"), "")
    return Document("text.md", "md", title, found, sha256="")


def _findings(text: str, jurisdiction: str = "england", topics: tuple[str, ...] = ()) -> dict[str, Finding]:
    known = _knowledge(jurisdiction, topics)
    return {one.requirement: one for one in audit(_document(text), known.catalogue, known)}


def _outcomes(text: str, jurisdiction: str = "england", topics: tuple[str, ...] = ()) -> dict[str, str]:
    return {name: str(one.outcome) for name, one in _findings(text, jurisdiction, topics).items()}


@pytest.fixture(scope="session")
def findings() -> Callable[..., dict[str, Finding]]:
    """The findings on a text of light Markdown, by requirement."""
    return _findings


@pytest.fixture(scope="session")
def outcomes() -> Callable[..., dict[str, str]]:
    """The outcomes of a text of light Markdown, by requirement."""
    return _outcomes
