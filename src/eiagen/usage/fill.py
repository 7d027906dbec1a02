"""What can be said to `eiagen fill`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options

ABOUT = (
    "Ask for what is missing in an assessment, the worst first, and write the answers into the file.\n\n"
    "Comments, order and layout of the file stay as they are. Stop whenever you like: every answer is in\n"
    "the file at once, and the next time it goes on from there. In it, h shows the keys."
)

EXAMPLES = (
    "  eiagen fill library-hours.yaml\n"
    "  eiagen fill library-hours.yaml --only psed.foster       one requirement\n"
    "  eiagen fill library-hours.yaml --only PSED-013          one rule\n"
    "  eiagen fill library-hours.yaml --only decision          one part or field\n\n"
    "exit status: 0 whatever is still missing; 2 the file or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("file", metavar="FILE", help="assessment, a YAML file; it is changed")
    parser.add_argument(
        "--only", metavar="ID", help="ask only about a requirement, a rule, or a field and what lies in it"
    )
    law_options(parser)
