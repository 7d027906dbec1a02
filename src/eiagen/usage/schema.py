"""What can be said to `eiagen schema`."""

from __future__ import annotations

from eiagen.usage.parser import Parser

ABOUT = "Write the JSON Schemas of an assessment and of the catalogue, for editors and other programs."

EXAMPLES = "  eiagen schema\n  eiagen schema --check     exit with 1 if the files are out of step"


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument(
        "--to", metavar="FOLDER", default="schemas", help="where (default: the folder schemas)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say whether they are in step")
