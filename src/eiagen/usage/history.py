"""What can be said to `eiagen history`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options

ABOUT = (
    "Show the versions of an assessment that git keeps: when, by whom, what changed in substance, and which\n"
    "gaps that closed or opened. Layout, comments and order are no substance."
)

EXAMPLES = (
    "  eiagen history library-hours.yaml\n"
    "  eiagen history library-hours.yaml --format json --on 2026-11-24\n\n"
    "It needs git, and a file that is committed in a git repository; it changes nothing in it."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("file", metavar="FILE", help="assessment, a YAML file in a git repository")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text for people (the default), or json"
    )
    law_options(parser)
