"""What can be said to `eiagen new`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options

ABOUT = "Write an assessment to fill in: every field, blank, with a note on what belongs there."

EXAMPLES = (
    "  eiagen new library-hours.yaml --topic local-service\n"
    "  eiagen new policing.yaml --topic prostitution --jurisdiction scotland"
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument(
        "file", metavar="FILE", help="the file to write, never one that is there; - is the screen"
    )
    law_options(parser, on=False)
