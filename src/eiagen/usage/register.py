"""What can be said to `eiagen register`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options, look_options, one_or_more

ABOUT = (
    "List every assessment in a folder: status, gaps, decision, reviews due, actions overdue; and what all\n"
    "the policies together do to one group of people.\n\n"
    "The file's ending decides the format: .xlsx, .docx (Word), .odt, .pdf, .html, .md or .json.\n"
    "A spreadsheet takes a part that is not always installed: pip install 'eiagen[xlsx]'."
)

EXAMPLES = (
    "  eiagen register assessments/\n"
    "  eiagen register assessments/ -o register.xlsx\n"
    "  eiagen register assessments/ -o register.html --due-within 180\n\n"
    "exit status: 0 it was made, whatever is overdue; 2 nothing could be read or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("folder", metavar="FOLDER", help="a folder of assessments, with the folders in it")
    parser.add_argument("-o", "--output", metavar="OUT", help="write it there and not to the screen")
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument(
        "--due-within",
        metavar="DAYS",
        type=one_or_more,
        default=90,
        help="list reviews that are due within so many days (default: 90)",
    )
    look_options(parser)
    law_options(parser)
