"""What can be said to `eiagen audit`."""

from __future__ import annotations

from eiagen.usage.parser import SEVERITIES, Parser, law_options, look_options, one_or_more, source_option

ABOUT = (
    "Say what guidance that exists addresses, only mentions, dismisses or leaves out, with quotes."
    "\n\n"
    "Which nation's law and which topics it is held against is guessed from the text, and said."
)

EXAMPLES = (
    "  eiagen audit policing-guidance.pdf\n"
    "  eiagen audit policing-guidance.pdf --all --topic prostitution\n"
    "  eiagen audit policing-guidance.pdf -o audit.docx\n"
    "  eiagen audit guidance/ --format json > audits.jsonl\n"
    "  eiagen audit guidance/ --baseline audits.jsonl --accepted accepted.yaml\n\n"
    "accepted.yaml:\n"
    "  accepted:\n"
    "    - requirement: psed.foster\n"
    "      document: policing-guidance.pdf    # or fingerprint: as the audit's JSON has it\n"
    "      reason: The community plan of 2026 covers it; the guidance will point to it.\n"
    "      date: 2026-11-24\n\n"
    "exit status: 0 nothing at or above --fail-on, 1 something, 2 a file or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument(
        "documents",
        metavar="DOCUMENT",
        nargs="*",
        help="Word, PDF, OpenDocument, RTF, HTML, Markdown or text; a folder of them; - is standard input",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "html", "md"),
        help="text for people (the default), json or sarif for programs, html or md for a report",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="write it there; the ending decides: .docx .odt .pdf .html .md .json .jsonl .sarif .txt",
    )
    source_option(parser, "the audit, as data,")
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument("-v", "--all", action="store_true", help="in text: every requirement, with quotes")
    look_options(parser)
    law_options(parser, else_as="else guessed from the document, and said")
    parser.add_argument(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default="low",
        help="exit with 1 only for something so serious or worse (default: low, so anything); or never",
    )
    parser.add_argument(
        "--accepted", metavar="FILE", help="findings that were accepted, each with a reason and a date (YAML)"
    )
    parser.add_argument(
        "--decisions",
        metavar="FILE",
        action="append",
        help="what people decided with `eiagen review`: it stands where the passage does",
    )
    parser.add_argument(
        "--baseline", metavar="AUDIT", help="an earlier audit in JSON: exit with 1 only for what is new"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=one_or_more, help="so many at a time (default: one a processor)"
    )
    parser.add_argument(
        "--time-limit",
        metavar="SECONDS",
        type=one_or_more,
        default=120,
        help="give up a document that takes longer (default: 120; not with --scheduler)",
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="have the machines of a dask scheduler do it")
    parser.add_argument(
        "--no-cache",
        action="store_true",
        help="neither use nor keep audits done before, nor the law made ready for them",
    )
    parser.add_argument("--clear-cache", action="store_true", help="throw away the audits that are kept")
