"""What can be said to `eiagen read`."""

from __future__ import annotations

from eiagen.usage.parser import Parser

ABOUT = "Show a document as the audit reads it: its text, or each passage with its headings and page."

EXAMPLES = "  eiagen read policing-guidance.pdf\n  eiagen read policing-guidance.pdf --format json"


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("document", metavar="DOCUMENT", help="a document; - is standard input")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text alone (the default), or json: each passage with its place",
    )
