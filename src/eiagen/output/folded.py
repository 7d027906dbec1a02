"""Text for a screen: lines folded to its width, bold where it has colour."""

from __future__ import annotations

import textwrap


class Folded:
    """What is printed for a width."""

    def __init__(self, width: int, *, colour: bool) -> None:
        self.width = width
        self.colour = colour

    def _wrapped(self, text: str, first: str = "", rest: str | None = None) -> list[str]:
        return textwrap.wrap(
            " ".join(text.split()),
            self.width,
            initial_indent=first,
            subsequent_indent=first if rest is None else rest,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def _bold(self, text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text
