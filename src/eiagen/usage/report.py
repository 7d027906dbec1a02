"""What can be said to `eiagen report`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options

ABOUT = (
    "Write the report: the assessment, with what is missing shown in its place.\n\n"
    "The file's ending decides the format: .docx (Word), .odt, .pdf, .html, .md (Markdown) or .json.\n"
    "A PDF takes a part that is not always installed: pip install 'eiagen[pdf]'."
)

EXAMPLES = (
    "  eiagen report library-hours.yaml\n"
    "  eiagen report library-hours.yaml -o committee/paper-7.docx --force\n"
    "  eiagen report library-hours.yaml -o library-hours.html\n\n"
    "exit status: 0 it was written, whatever is missing in it; 2 the file or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("file", metavar="FILE", help="assessment, a YAML file; - is standard input")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write (default: the name of FILE with .docx, in the folder you are in)",
    )
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    law_options(parser)
