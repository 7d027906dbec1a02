"""How a body wants its papers: in its house template, and in words of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eiagen.renderers.word_package import House


@dataclass(frozen=True)
class Look:
    """What the body gave; eiagen's own takes the place of what it did not."""

    house: House | None = None
    wording: Path | None = None
    """A folder of templates that come before ours of the same names."""


OURS = Look()
