"""Place: where in a file something is, whether a line of YAML or a page of guidance."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Recorded while reading, never worked out afterwards. Numbers count from 1; None is "not known".

    A tuple, as a document has thousands: a frozen dataclass takes several times as long to make.
    """

    line: int | None = None
    column: int | None = None
    """Line and column of a YAML or plain text file."""

    page: int | None = None
    """Page as the reader's software counts it, not the number printed on it."""

    paragraph: int | None = None
    """Number of the passage in reading order."""

    headings: tuple[str, ...] = ()
    """Trail of headings from the outermost to the nearest."""

    table: int | None = None
    row: int | None = None
    cell: int | None = None
    """Table in the document, row in the table, cell in the row."""

    row_header: str = ""
    column_header: str = ""
    """First cell of the row and of the column: what a cell is about."""

    note: str = ""
    """What holds it, where that isn't the body: "footnote 3", "text box", "comment by A. Officer"."""


Path = tuple[str | int, ...]
"""Where a value is inside an assessment: ("impacts", 3, "mitigation"). Items count from 0."""


def dotted(path: Path) -> str:
    """The path as it is printed: "impacts.3.mitigation"."""
    return ".".join(map(str, path))
