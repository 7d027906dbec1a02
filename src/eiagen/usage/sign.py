"""What can be said to `eiagen sign`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, day

CAPACITIES = ("decision-maker", "assessor", "independent-reviewer", "equality-lead", "legal")

ABOUT = (
    "Record who saw which content of an assessment.\n\n"
    "What the assessment says is kept in short marks in the file. If any of it is changed later,\n"
    "`eiagen check` and the report show that it was changed since it was signed, and which fields.\n"
    "Comments, layout and order are no content. It shows changes; it does not prove who typed the name."
)

EXAMPLES = (
    '  eiagen sign hours.yaml --name "Priya Lumley" --role "Equalities Officer" --capacity equality-lead\n'
    '  eiagen sign hours.yaml --name "Cllr Edwin Farrow" --role "Portfolio Holder" \\\n'
    "      --capacity decision-maker --saw-duty yes --on 2026-10-19"
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument("file", metavar="FILE", help="assessment, a YAML file; it is changed")
    parser.add_argument("--name", required=True, help="who signs")
    parser.add_argument("--role", required=True, help="their post or role")
    parser.add_argument(
        "--capacity",
        choices=CAPACITIES,
        help="in what capacity: " + ", ".join(CAPACITIES) + " (default: as the file has it for that person)",
    )
    parser.add_argument(
        "--saw-duty", choices=("yes", "no"), help="whether the text of the duty was before them"
    )
    parser.add_argument(
        "--on", metavar="DATE", type=day, help="the day of the signature, like 2026-11-24 (default: today)"
    )
