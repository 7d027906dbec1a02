"""What can be said to `eiagen report`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, law_options, look_options, source_option

ABOUT = (
    "Write the report: the assessment, with what is missing shown in its place.\n\n"
    "The file's ending decides the format: .docx (Word), .odt, .pdf, .html, .md (Markdown) or .json.\n"
    "A PDF takes a part that is not always installed: pip install 'eiagen[pdf]'."
)

EXAMPLES = (
    "  eiagen report library-hours.yaml\n"
    "  eiagen report library-hours.yaml -o committee/paper-7.docx --force\n"
    "  eiagen report library-hours.yaml -o library-hours.html\n"
    "  eiagen report library-hours.yaml --summary -o summary.docx\n"
    "  eiagen report audit.json -o audit.docx                 an audit, with what people decided since\n\n"
    "exit status: 0 it was written, whatever is missing in it; 2 the file or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="assessment (YAML), audit (JSON), or a report that carries one; - is standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write (default: the name of FILE with .docx, in the folder you are in)",
    )
    source_option(parser, "the assessment itself, or the audit,")
    short = parser.add_mutually_exclusive_group()
    short.add_argument("--summary", action="store_true", help="two pages and not the whole")
    short.add_argument(
        "--easy-read",
        action="store_true",
        help="the beginning of an easy-read document, for people to finish",
    )
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument(
        "--decisions",
        metavar="FILE",
        action="append",
        help="of an audit: what people decided (default: AUDIT.decisions.yaml, if it is there)",
    )
    look_options(parser)
    law_options(parser)
