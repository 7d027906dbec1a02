"""What can be said to `eiagen compare`."""

from __future__ import annotations

from eiagen.usage.parser import SEVERITIES, Parser, law_options, look_options, one_or_more, source_option

ABOUT = """\
Say what changed between two versions: for each requirement whether a gap closed or opened, whether there is
more or less to act on, or only other words; and which passages are new, gone or edited.

OLD and NEW are two documents in any format that `eiagen audit` reads, two audits in JSON, or two assessments
in YAML; a report that carries an audit or an assessment stands for it. Both are held against the same law:
that of the new version, unless you say which."""

EXAMPLES = """\
  eiagen compare guidance-2024.pdf guidance-2026.docx
  eiagen compare guidance-2024.pdf guidance-2026.docx -o comparison.docx
  eiagen compare old-audit.json new-audit.json --format json
  eiagen compare draft.yaml final.yaml --all

closed: not addressed before, addressed now; opened: the other way round; strengthened, weakened: more or less
to act on; reworded: other words and no more to act on, also from a gap to a mention or a dismissal;
unchanged: the text on it is the same but for case, spacing, punctuation, numbers and order.

exit status: 0 nothing was opened or weakened, 1 something at or above --fail-on was, or the law is put
wrongly where it was not before, 2 a file or the command is wrong."""


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("old", metavar="OLD", help="the old version; - is standard input")
    parser.add_argument("new", metavar="NEW", help="the new version; - is standard input")
    parser.add_argument(
        "--format",
        choices=("text", "json", "html", "md"),
        help="text for people (the default), json for programs, html or md for a report",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="write it there; the ending decides: .docx .odt .pdf .html .md .json .txt",
    )
    source_option(parser, "the comparison, as data,")
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument(
        "-v", "--all", action="store_true", help="in text: every requirement, with both quotes"
    )
    look_options(parser)
    law_options(parser, else_as="else guessed from the new version, and said")
    parser.add_argument(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default="low",
        help="exit with 1 only where something so serious or worse was opened or weakened (default: low, so "
        "anything); or never",
    )
    parser.add_argument(
        "--time-limit",
        metavar="SECONDS",
        type=one_or_more,
        default=120,
        help="give up a document that takes longer (default: 120)",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="neither use nor keep the law as it was made ready before"
    )
