"""What can be said to `eiagen extract`."""

from __future__ import annotations

from eiagen.usage.parser import Parser

ABOUT = (
    "Get back what a report by eiagen was made from, and hear whether its text was edited since: the\n"
    "assessment (YAML, without the comments of its file), the audit, the comparison, or the points of a\n"
    "letter (JSON). An audit’s report can also be given to `eiagen report`, `review`, `letter` and `compare`."
)

EXAMPLES = (
    "  eiagen extract report.docx -o assessment.yaml\n"
    "  eiagen extract report.pdf --findings > findings.json\n"
    "  eiagen extract audit.odt -o audit.json\n\n"
    "exit status: 0 it was found, 2 the file carries nothing or can’t be read."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("file", metavar="REPORT", help="a report: .docx, .odt, .pdf or .html")
    parser.add_argument("-o", "--output", metavar="OUT", help="write it there and not to the screen")
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument(
        "--findings",
        action="store_true",
        help="of an assessment: the findings and the law they rest on, as JSON, instead",
    )
