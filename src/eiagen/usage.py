"""What can be said on the command line: the commands, their options, and the help for each.

Imported for `--help`, so nothing heavy is.
"""

from __future__ import annotations

import argparse
import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, NoReturn

from eiagen import __version__

SEVERITIES = ("critical", "high", "medium", "low")
"""Worst first; as in `duties`, which takes too long to import for `--help`."""

ABOUT = """\
Equality impact assessments: what a policy does to people, and what an assessment leaves out.

You write an assessment in a text file. eiagen says what is missing, why it matters and what to write, with
the source of law for each, and makes a Word report of it. It gives no legal advice and no verdict, and
nothing ever leaves your computer."""

EXAMPLES = """\
examples:
  eiagen new library-hours.yaml --jurisdiction wales    a form to fill in
  eiagen check library-hours.yaml                       what is missing in it
  eiagen report library-hours.yaml -o report.docx       the report for those who decide
  eiagen audit policing-guidance.pdf                    what guidance that exists leaves out, with quotes
  eiagen explain psed.foster                            what a requirement asks for, and its law

exit status: 0 nothing missing, 1 something missing, 2 the file or the command is wrong.
`eiagen COMMAND --help` tells more about each. `eiagen FILE` is short for `eiagen check FILE`,
or for `eiagen audit FILE` where the file is a Word file, a PDF or another document."""


class UsageError(Exception):
    """The words on the command line are wrong; says how, and where to look."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options, with the command's name as `command`.

    Raises `UsageError`, and `SystemExit` after printing the help or version that was asked for.
    """
    name, *words = arguments or ["--help"]
    if name not in COMMANDS:
        return _whole().parse_args([name, *words])
    command = COMMANDS[name]
    parser = _Parser(f"eiagen {name}", command.about, f"examples:\n{command.examples}")
    command.add_options(parser)
    return parser.parse_args(words, argparse.Namespace(command=name))


def _whole() -> _Parser:
    parser = _Parser("eiagen", ABOUT, EXAMPLES)
    parser.add_argument("--version", action="version", version=f"eiagen {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", required=True)
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.short)
    return parser


class _Parser(argparse.ArgumentParser):
    """argparse that raises what is wrong in plain words, with the nearest right word where there is one."""

    def __init__(self, prog: str, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog,
            description=description,
            epilog=epilog,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        known = re.findall(r"--?[a-z-]+", self.format_usage())
        raise UsageError(f"eiagen: {_plainer(message, known)}\n`{self.prog} --help` shows how it is used")


def _plainer(message: str, options: Sequence[str]) -> str:
    if message.startswith("the following arguments are required: "):
        return f"{message.rpartition(': ')[2]} is missing"
    if message.startswith("unrecognized arguments: "):
        unknown = message.partition(": ")[2].split()[0]
        what = "option" if unknown.startswith("-") else "further word"
        return f"there is no {what} “{unknown}” here{_nearest(unknown, options)}"
    before, found, after = message.partition(": invalid choice: ")
    if found:
        given, _, allowed = after.partition(" (choose from ")
        given, choices = given.strip("'\""), [word.strip(" '") for word in allowed.rstrip(")").split(",")]
        what = "command" if before.endswith("COMMAND") else before.removeprefix("argument ")
        near = _nearest(given, choices) or f"; there are: {', '.join(choices)}"
        return f"there is no {what} “{given}”{near}"
    return message.removeprefix("argument ")


def _nearest(word: str, known: Sequence[str]) -> str:
    import difflib  # only where something is wrong

    near = difflib.get_close_matches(word.partition("=")[0], known, n=1)
    return f"; did you mean “{near[0]}”?" if near else ""


# The commands.


def _new_options(parser: _Parser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="the file to write, never one that is there; - is the screen"
    )
    _law_options(parser, on=False)


def _check_options(parser: _Parser) -> None:
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="assessment, a YAML file; - is standard input"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "sarif", "github"),
        default="text",
        help="text for people (the default); json, sarif or github for programs",
    )
    parser.add_argument(
        "--fail-on",
        choices=(*SEVERITIES, "never"),
        default="low",
        help="exit with 1 only for something so serious or worse (default: low, so anything); or never",
    )
    parser.add_argument(
        "--corpus", metavar="FOLDER", help="other assessments, to show where text was copied from them"
    )
    parser.add_argument("-o", "--output", metavar="OUT", help="write it there and not to the screen")
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    _law_options(parser)


def _report_options(parser: _Parser) -> None:
    parser.add_argument("file", metavar="FILE", help="assessment, a YAML file; - is standard input")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        help="the file to write (default: the name of FILE with .docx, in the folder you are in)",
    )
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    _law_options(parser)


def _audit_options(parser: _Parser) -> None:
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
        help="write it there; the ending decides: .docx .html .md .json .jsonl .sarif .txt",
    )
    parser.add_argument("--force", action="store_true", help="replace the file OUT if it is there")
    parser.add_argument("-v", "--all", action="store_true", help="in text: every requirement, with quotes")
    _law_options(parser, else_as="else guessed from the document, and said")
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
        "--baseline", metavar="AUDIT", help="an earlier audit in JSON: exit with 1 only for what is new"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_one_or_more, help="so many at a time (default: one a processor)"
    )
    parser.add_argument(
        "--time-limit",
        metavar="SECONDS",
        type=_one_or_more,
        default=120,
        help="give up a document that takes longer (default: 120; not with --scheduler)",
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="have the machines of a dask scheduler do it")
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep audits done before")
    parser.add_argument("--clear-cache", action="store_true", help="throw away the audits that are kept")


def _read_options(parser: _Parser) -> None:
    parser.add_argument("document", metavar="DOCUMENT", help="a document; - is standard input")
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text alone (the default), or json: each passage with its place",
    )


def _duties_options(parser: _Parser) -> None:
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text (the default) or json"
    )
    _law_options(parser)


def _explain_options(parser: _Parser) -> None:
    parser.add_argument("id", metavar="ID", help="as `eiagen check` and `eiagen duties` print it")
    _law_options(parser)


def _schema_options(parser: _Parser) -> None:
    parser.add_argument(
        "--to", metavar="FOLDER", default="schemas", help="where (default: the folder schemas)"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; say whether they are in step")


def _law_options(parser: _Parser, *, on: bool = True, else_as: str = "else as the file says") -> None:
    nations = f"england, wales, scotland or northern-ireland; {else_as}"
    parser.add_argument("--jurisdiction", metavar="NATION", help=nations)
    topics = f"prostitution or local-service; may be given several times; {else_as}"
    parser.add_argument("--topic", dest="topics", metavar="TOPIC", action="append", help=topics)
    if on:
        day = "the law of that day, like 2026-11-24 (default: today)"
        parser.add_argument("--on", metavar="DATE", type=_day, help=day)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it like 2026-11-24") from None


def _one_or_more(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 up")
    return int(text)


class _Command(NamedTuple):
    """A command's help and options."""

    short: str
    about: str
    examples: str
    add_options: Callable[[_Parser], None]


COMMANDS: Mapping[str, _Command] = {
    "new": _Command(
        "write an assessment to fill in",
        "Write an assessment to fill in: every field, blank, with a note on what belongs there.",
        "  eiagen new library-hours.yaml --topic local-service\n"
        "  eiagen new policing.yaml --topic prostitution --jurisdiction scotland",
        _new_options,
    ),
    "check": _Command(
        "say what is missing in assessments, the worst first",
        "Say what is missing in assessments, the worst first: where it is, what to write, and which law.",
        "  eiagen check library-hours.yaml\n"
        "  eiagen check *.yaml --fail-on high\n"
        "  eiagen check policing.yaml --format sarif -o gaps.sarif\n"
        "  cat draft.yaml | eiagen check -\n\n"
        "exit status: 0 nothing at or above --fail-on, 1 something, 2 the file or the command is wrong.",
        _check_options,
    ),
    "report": _Command(
        "write the report: .docx (Word), .html, .md or .json",
        "Write the report: the assessment, with what is missing shown in its place.\n\n"
        "The file's ending decides the format: .docx (Word), .html, .md (Markdown) or .json.",
        "  eiagen report library-hours.yaml\n"
        "  eiagen report library-hours.yaml -o committee/paper-7.docx --force\n"
        "  eiagen report library-hours.yaml -o library-hours.html\n\n"
        "exit status: 0 it was written, whatever is missing in it; 2 the file or the command is wrong.",
        _report_options,
    ),
    "audit": _Command(
        "say what guidance that exists addresses, mentions, dismisses or leaves out",
        "Say what guidance that exists addresses, only mentions, dismisses or leaves out, with quotes."
        "\n\n"
        "Which nation's law and which topics it is held against is guessed from the text, and said.",
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
        "exit status: 0 nothing at or above --fail-on, 1 something, 2 a file or the command is wrong.",
        _audit_options,
    ),
    "read": _Command(
        "show a document as the audit reads it",
        "Show a document as the audit reads it: its text, or each passage with its headings and page.",
        "  eiagen read policing-guidance.pdf\n  eiagen read policing-guidance.pdf --format json",
        _read_options,
    ),
    "duties": _Command(
        "list the duties and what each requires",
        "List the duties and what each requires, with the source of law.",
        "  eiagen duties\n"
        "  eiagen duties --jurisdiction northern-ireland --topic prostitution\n"
        "  eiagen duties --on 2015-04-01",
        _duties_options,
    ),
    "explain": _Command(
        "explain a requirement, rule, duty or source of law",
        "Explain a requirement, rule, duty or source: its law and whether that was checked, why it matters,\n"
        "what counts as addressing it, and what closes the gap.",
        "  eiagen explain psed.foster\n  eiagen explain PSED-013\n  eiagen explain bracking",
        _explain_options,
    ),
    "schema": _Command(
        "write the JSON Schemas, for editors and other programs",
        "Write the JSON Schemas of an assessment and of the catalogue, for editors and other programs.",
        "  eiagen schema\n  eiagen schema --check     exit with 1 if the files are out of step",
        _schema_options,
    ),
}
