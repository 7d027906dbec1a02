"""What can be said to `eiagen evidence`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options, one_or_more

ABOUT = (
    "List the sources of evidence that a body of that nation usually has on that topic: what each can show,\n"
    "and what it can't. With an assessment, say which of its own evidence is old and which sources it has\n"
    "not used; with --add, begin an entry for a source in its register."
)

EXAMPLES = (
    "  eiagen evidence --jurisdiction scotland --topic local-service\n"
    "  eiagen evidence policing.yaml\n"
    "  eiagen evidence policing.yaml --add school-logs\n\n"
    "exit status: 0; 2 the file or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="assessment, a YAML file")
    parser.add_argument(
        "--add", metavar="ID", action="append", default=[], help="begin an entry for this source in FILE"
    )
    parser.add_argument(
        "--old-after",
        metavar="YEARS",
        type=one_or_more,
        default=5,
        help="call evidence old that is older than so many years (default: 5)",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text (the default) or json"
    )
    law_options(parser)
