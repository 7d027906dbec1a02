"""What can be said to `eiagen extract`."""

from __future__ import annotations

from eiagen.usage.parser import Parser

ABOUT = (
    "Get the assessment back out of a report that eiagen made, and say whether the report’s text was edited\n"
    "since. The comments of the file it was made from are not in a report."
)

EXAMPLES = (
    "  eiagen extract report.docx -o assessment.yaml\n"
    "  eiagen extract report.pdf --findings > findings.json\n\n"
    "exit status: 0 it was found, 2 the file carries nothing or can’t be read."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("file", metavar="REPORT", help="a report: .docx, .odt, .pdf or .html")
    parser.add_argument("-o", "--output", metavar="OUT", help="write it there and not to the screen")
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument(
        "--findings", action="store_true", help="the findings and the law they rest on, as JSON, instead"
    )
