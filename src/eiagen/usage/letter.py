"""What can be said to `eiagen letter`."""

from __future__ import annotations

from eiagen.usage.parser import SEVERITIES, Parser, day, look_options, one_or_more

ABOUT = (
    "Draft a letter from an audit: nothing is in it that the audit did not find, and each paragraph names\n"
    "the finding it comes from. It is marked as a draft until a person has read and changed it.\n\n"
    "kinds:\n"
    "  foi                a request for what is recorded, short enough not to be refused for its cost\n"
    "  consultation       a response, in the order of the findings\n"
    "  pre-action-facts   dates and a table of evidence for a lawyer, without a conclusion of law\n"
    "  cover-note         to the owner of the policy: what a next version could add\n\n"
    "What people decided with `eiagen review` is taken from AUDIT.decisions.yaml beside the audit.\n\n"
    "A letter goes to somebody else, so it holds nothing that can't be seen. With --with-source it carries\n"
    "its points as data, for `eiagen extract`: also those that you delete from its text."
)

EXAMPLES = (
    "  eiagen audit guidance.pdf -o audit.json\n"
    "  eiagen letter foi audit.json -o request.docx\n"
    '  eiagen letter foi audit.json -o request.docx --to "Northgate Borough Council" --from "Jo Smith" \\\n'
    '      --from "1 Mill Lane, Northgate" --on 2026-11-24 --since 2025-01-01 --only critical,high\n'
    "  eiagen letter cover-note audit.json -o note.md --templates our-letters/\n\n"
    "exit status: 0 it was written; 2 a file or the command is wrong, or there is nothing to write about."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument(
        "kind",
        metavar="KIND",
        choices=("foi", "consultation", "pre-action-facts", "cover-note"),
        help="foi, consultation, pre-action-facts or cover-note",
    )
    parser.add_argument("audit", metavar="AUDIT", help="an audit in JSON, or its report; - is standard input")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write, by its ending .docx .odt .pdf .html .md .txt .json (default: KIND.docx)",
    )
    parser.add_argument(
        "--with-source",
        action="store_true",
        help="put its points, as data, inside the file, where nobody sees them",
    )
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument(
        "--from",
        dest="sender",
        metavar="LINE",
        action="append",
        help="your name; given again, a line of your address",
    )
    parser.add_argument(
        "--to", metavar="LINE", action="append", help="the public body; given again, a line of its address"
    )
    parser.add_argument(
        "--on", metavar="DATE", type=day, help="date of the letter, like 2026-11-24 (default: left blank)"
    )
    parser.add_argument(
        "--since", metavar="DATE", type=day, help="in foi: ask for records from that day only"
    )
    parser.add_argument(
        "--only",
        metavar="WHICH",
        action="append",
        help=f"only these: {', '.join(SEVERITIES)}, or ids of requirements; commas between them",
    )
    parser.add_argument(
        "--most",
        metavar="N",
        type=one_or_more,
        help="so many points at the most (default: as the kind has it)",
    )
    parser.add_argument(
        "--include-unsure",
        action="store_true",
        help="also findings that a person has still to check, marked so",
    )
    parser.add_argument(
        "--decisions",
        metavar="FILE",
        action="append",
        help="what people decided (default: AUDIT.decisions.yaml, if it is there)",
    )
    look_options(parser, wording=False)
    parser.add_argument(
        "--templates",
        metavar="DIR",
        help="a folder of your own letters, like foi.html.j2; see docs/letters.md",
    )
    parser.add_argument(
        "--final", metavar="NAME", help="take off the draft mark: NAME has read it and answers for it"
    )
