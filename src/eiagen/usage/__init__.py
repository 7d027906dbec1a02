"""What can be said on the command line: the commands, and for each a module with its help and options.

Imported for `--help`, so nothing heavy is, and a command's module only for that command.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from importlib import import_module

from eiagen import __version__
from eiagen.usage.parser import Parser, UsageError

__all__ = ["COMMANDS", "UsageError", "parse"]

COMMANDS: Mapping[str, str] = {
    "new": "write an assessment to fill in",
    "check": "say what is missing in assessments, the worst first",
    "form": "write a Word form of an assessment, to be filled in",
    "import": "take what a filled-in form says into an assessment",
    "fill": "ask for what is missing, and write the answers into the file",
    "sign": "record who saw which content; what is changed later shows",
    "history": "show the versions of an assessment, and what changed in substance",
    "report": "write the report: .docx (Word), .odt, .pdf, .html, .md or .json",
    "audit": "say what guidance that exists addresses, mentions, dismisses or leaves out",
    "compare": "say what changed between two versions, in substance and in words",
    "review": "go through what an audit leaves for a person to check, one key each",
    "letter": "draft a letter from an audit: foi, consultation, pre-action-facts or cover-note",
    "read": "show a document as the audit reads it",
    "duties": "list the duties and what each requires",
    "explain": "explain a requirement, rule, duty or source of law",
    "extract": "get the assessment back out of a report",
    "evidence": "list where evidence is to be had, and what each source can’t show",
    "register": "list every assessment in a folder, and what they do together",
    "template": "check a house template for Word, or make one from a document",
    "schema": "write the JSON Schemas, for editors and other programs",
}
"""Each command, in the order of the work, and what it does in a few words."""

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


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options, with the command's name as `command`.

    Raises `UsageError`, and `SystemExit` after printing the help or version that was asked for.
    """
    name, *words = arguments or ["--help"]
    if name not in COMMANDS:
        return _whole().parse_args([name, *words])
    usage = import_module(f"eiagen.usage.{name}")
    parser = Parser(f"eiagen {name}", usage.ABOUT, f"examples:\n{usage.EXAMPLES}")
    usage.add_options(parser)
    return parser.parse_args(words, argparse.Namespace(command=name))


def _whole() -> Parser:
    parser = Parser("eiagen", ABOUT, EXAMPLES)
    parser.add_argument("--version", action="version", version=f"eiagen {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", required=True)
    for name, short in COMMANDS.items():
        commands.add_parser(name, help=short)
    return parser
