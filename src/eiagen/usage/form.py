"""What can be said to `eiagen form`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options, look_options

ABOUT = (
    "Write a Word form of an assessment: every question with help beside it, and the answers there are.\n\n"
    "It is filled in with Word or LibreOffice; `eiagen import` takes the answers back into the file."
)

EXAMPLES = (
    "  eiagen form library-hours.yaml -o library-hours-form.docx\n"
    "  eiagen form library-hours.yaml -o for-the-library.docx --topic local-service"
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("file", metavar="FILE", help="assessment, a YAML file; - is standard input")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FORM",
        help="the Word file to write (default: the name of FILE with -form.docx, in the folder you are in)",
    )
    parser.add_argument("--force", action="store_true", help="replace the file FORM if it is there")
    look_options(parser, wording=False)
    law_options(parser)
