"""The paper as one web page that needs nothing else."""

from __future__ import annotations

from eiagen.renderers.paper import Paper


def write(paper: Paper) -> bytes:
    """The page, in UTF-8."""
    return paper.html.encode()
