"""What can be said to `eiagen check`."""

from __future__ import annotations

from eiagen.usage.parser import SEVERITIES, Parser, law_options

ABOUT = "Say what is missing in assessments, the worst first: where it is, what to write, and which law."

EXAMPLES = (
    "  eiagen check library-hours.yaml\n"
    "  eiagen check *.yaml --fail-on high\n"
    "  eiagen check policing.yaml --format sarif -o gaps.sarif\n"
    "  cat draft.yaml | eiagen check -\n\n"
    "exit status: 0 nothing at or above --fail-on, 1 something, 2 the file or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="assessment, a YAML file; - is standard input"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="text for people (the default); json, sarif or github for programs",
    )
    parser.add_argument(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default="low",
        help="exit with 1 only for something so serious or worse (default: low, so anything); or never",
    )
    parser.add_argument(
        "--corpus", metavar="FOLDER", help="other assessments, to show where text was copied from them"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="write it there and not to the screen")
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument("--watch", action="store_true", help="check again each time a file is saved")
    law_options(parser)
