"""The paper as one web page that needs nothing else."""

from __future__ import annotations

from eiagen.carried.source import HTML_ID
from eiagen.renderers.paper import Paper


def write(paper: Paper) -> bytes:
    """The page, in UTF-8."""
    page = paper.html
    if paper.source is not None:
        # Nothing in it can end the script: "<" is written as JSON's escape for it.
        held = paper.source.decode().replace("<", "\\u003c")
        script = f'<script type="application/json" id="{HTML_ID}">{held}</script>'
        page = page.replace("</body>", f"{script}\n</body>", 1)
    return page.encode()
