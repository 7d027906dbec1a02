"""What can be said to `eiagen duties`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options

ABOUT = "List the duties and what each requires, with the source of law."

EXAMPLES = (
    "  eiagen duties\n"
    "  eiagen duties --jurisdiction northern-ireland --topic prostitution\n"
    "  eiagen duties --on 2015-04-01"
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text (the default) or json"
    )
    law_options(parser)
