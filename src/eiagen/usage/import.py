"""What can be said to `eiagen import`."""

from __future__ import annotations

from eiagen.usage.parser import Parser

ABOUT = (
    "Take what a filled-in form says into an assessment, after showing what would change.\n\n"
    "A form that `eiagen form` wrote is read answer by answer. A body's own form, in Word, PDF or another\n"
    "format, is read by its headings, labels, tables and ticks: you are told what was taken from where and\n"
    "how sure that is. What is not placed is listed, and kept in a file beside the assessment."
)

EXAMPLES = (
    "  eiagen import library-hours-form.docx library-hours.yaml\n"
    "  eiagen import library-hours-form.docx library-hours.yaml --dry-run\n"
    "  eiagen import council-form.docx library-hours.yaml --mapping council.yaml\n"
    "  eiagen import council-form.docx --make-mapping council.yaml\n\n"
    "exit status: 0 taken, or nothing to take; 1 you said no; 2 the form, the file or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("form", metavar="FORM", help="the form that was filled in")
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="the assessment it goes into; a new one if it is not there"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    parser.add_argument("--yes", action="store_true", help="make the changes without asking")
    sides = parser.add_mutually_exclusive_group()
    sides.add_argument(
        "--theirs", action="store_true", help="where form and file were both changed, take the form’s"
    )
    sides.add_argument("--mine", action="store_true", help="where both were changed, keep the file’s")
    parser.add_argument(
        "--mapping", metavar="YAML", help="which question of a body’s own form goes into which field"
    )
    parser.add_argument(
        "--make-mapping",
        metavar="YAML",
        help="write such a mapping for FORM, with a line for each question found, to be corrected and kept",
    )
