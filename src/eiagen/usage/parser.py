"""argparse in plain words, and the options that several commands share."""

from __future__ import annotations

import argparse
import datetime
import os
import re
from collections.abc import Sequence
from typing import NoReturn

SEVERITIES = ("critical", "high", "medium", "low")
"""Worst first; as in `duties`, which takes too long to import for `--help`."""


class UsageError(Exception):
    """The words on the command line are wrong; says how, and where to look."""


class _Help(argparse.RawDescriptionHelpFormatter):
    """argparse's own, as wide as the screen; only it would import a good deal to see how wide that is."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    try:
        return int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size().columns or 80
    except (OSError, ValueError):  # no screen, or nonsense in its place
        return 80


class Parser(argparse.ArgumentParser):
    """argparse that raises what is wrong in plain words, with the nearest right word where there is one."""

    def __init__(self, prog: str, description: str = "", epilog: str = "") -> None:
        super().__init__(
            prog,
            description=description,
            epilog=epilog,
            formatter_class=_Help,
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


def law_options(parser: Parser, *, on: bool = True, else_as: str = "else as the file says") -> None:
    """Which law: --jurisdiction, --topic and, unless `on` is false, --on."""
    nations = f"england, wales, scotland or northern-ireland; {else_as}"
    parser.add_argument("--jurisdiction", metavar="NATION", help=nations)
    topics = f"prostitution or local-service; may be given several times; {else_as}"
    parser.add_argument("--topic", dest="topics", metavar="TOPIC", action="append", help=topics)
    if on:
        parser.add_argument(
            "--on", metavar="DATE", type=day, help="the law of that day, like 2026-11-24 (default: today)"
        )


def source_option(parser: argparse.ArgumentParser, what: str) -> None:
    """`--no-source`, of a file that else carries what it was made from."""
    parser.add_argument("--no-source", action="store_true", help=f"leave {what} out of the file’s inside")


def look_options(parser: Parser, *, wording: bool = True) -> None:
    """How a paper looks and is worded: --template and, unless `wording` is false, --templates."""
    parser.add_argument(
        "--template",
        metavar="HOUSE",
        help="your house template, a Word file, for .docx and .odt; see `eiagen template --help`",
    )
    if wording:
        parser.add_argument(
            "--templates",
            metavar="DIR",
            help="a folder of your own wording, like partials/cover.html.j2; see docs/templates.md",
        )


def day(text: str) -> datetime.date:
    """An option's value that is a day."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day; write it like 2026-11-24") from None


def one_or_more(text: str) -> int:
    """An option's value that counts something."""
    if not text.isdecimal() or not 0 < int(text) < 1_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 up")
    return int(text)
