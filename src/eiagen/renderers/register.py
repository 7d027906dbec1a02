"""The paper of a register."""

from __future__ import annotations

from eiagen import __version__
from eiagen.register import Register, in_one_line
from eiagen.renderers import environment
from eiagen.renderers.look import OURS, Look
from eiagen.renderers.outline import Chapters
from eiagen.renderers.paper import Paper
from eiagen.renderers.wording import day

AUTHOR = "eiagen register"


def paper(register: Register, look: Look = OURS) -> Paper:
    """The register on paper, in whatever format."""
    fields = {
        "register": register,
        "report": register,
        "outline": Chapters(),
        "version": __version__,
        "counts": in_one_line(register),
    }
    return Paper(
        html=environment.page("register.html.j2", fields, look.wording),
        title=register.title,
        author=AUTHOR,
        created=register.on,
        modified=register.on,
        words={"[body]": "Register of assessments", "[version]": "", "[status]": day(register.on)},
        house=look.house,
        wording=look.wording,
    )
