"""What can be said to `eiagen explain`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options

ABOUT = (
    "Explain a requirement, rule, duty or source: its law and whether that was checked, why it matters,\n"
    "what counts as addressing it, and what closes the gap."
)

EXAMPLES = "  eiagen explain psed.foster\n  eiagen explain PSED-013\n  eiagen explain bracking"


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("id", metavar="ID", help="as `eiagen check` and `eiagen duties` print it")
    law_options(parser)
