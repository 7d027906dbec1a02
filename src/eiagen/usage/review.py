"""What can be said to `eiagen review`."""

from __future__ import annotations

from eiagen.usage.parser import Parser, day

ABOUT = (
    "Go through the findings that an audit marks for a person to check, the most serious first.\n\n"
    "Each is shown with its passages, what is asked, and what addressed and mentioned look like; one key\n"
    "decides. Every decision is written at once to a file beside the audit, so it can be stopped at any\n"
    "time and gone on with later. The file only grows: nobody's decision is overwritten, the last counts."
)

EXAMPLES = (
    "  eiagen audit policing-guidance.pdf -o audit.json\n"
    '  eiagen review audit.json --name "Jo Smith"       decisions go to audit.decisions.yaml\n'
    '  eiagen review audit.json --name "Jo Smith" --lines    Enter after each letter: for screen readers\n'
    "  eiagen audit policing-guidance-v2.pdf --decisions audit.decisions.yaml\n\n"
    "keys: a addressed, m mentioned, d dismissed, g gap, k keep what the audit says, s skip, b back,\n"
    "? more about the requirement, q stop. Where Enter ends an answer, a reason may follow the letter.\n\n"
    "exit status: 0 all are decided, 1 some are left, 2 a file or the command is wrong."
)


def add_options(parser: Parser) -> None:
    """The options, added to the parser."""
    parser.add_argument(
        "audit",
        metavar="AUDIT",
        help="an audit in JSON, as `eiagen audit -o AUDIT.json` writes, or its report",
    )
    parser.add_argument(
        "--name", metavar="NAME", required=True, help="who decides, as it should stand in reports"
    )
    parser.add_argument(
        "--on", metavar="DATE", type=day, help="the day of the decisions, like 2026-11-24 (default: today)"
    )
    parser.add_argument(
        "--decisions", metavar="FILE", help="where they are kept (default: AUDIT.decisions.yaml)"
    )
    parser.add_argument("--again", action="store_true", help="ask about what is decided already, too")
    parser.add_argument(
        "--lines", action="store_true", help="Enter after each answer, whatever the terminal can do"
    )
