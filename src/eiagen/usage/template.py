"""What can be said to `eiagen template`."""

from __future__ import annotations

from eiagen.usage.parser import Parser

ABOUT = (
    "Check a house template, or make one: a Word file whose styles, pages, header, footer, logo and cover\n"
    "reports take on with --template.\n\n"
    "  check FILE            all that is missing or wrong in it, where, and how to mend it\n"
    "  make [FILE] -o OUT    a template from a document of yours; without FILE, eiagen's own styles\n\n"
    "In the template, a paragraph with [report] alone says where the report stands: what is before it is\n"
    "the cover, what is after it the back. [title], [body], [version], [status] and [date] are filled in,\n"
    "there and in headers and footers. Without [report] only the look and the pages are taken.\n"
    "docs/templates.md says more."
)

EXAMPLES = (
    "  eiagen template make our-last-report.docx -o house.docx\n"
    "  eiagen template check house.docx\n"
    "  eiagen report library-hours.yaml --template house.docx\n"
    "  eiagen template make -o house.docx\n\n"
    "exit status of check: 0 nothing to mend, 1 something that makes reports worse, 2 it can't be used."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("what", metavar="WHAT", choices=("check", "make"), help="check or make")
    parser.add_argument("file", metavar="FILE", nargs="?", help="a Word file: .docx, .dotx, .docm or .dotm")
    parser.add_argument("-o", "--output", metavar="OUT", help="of make: the template to write, a .docx")
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="of check: text for people, json for programs",
    )
