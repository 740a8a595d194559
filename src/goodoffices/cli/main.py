"""`goodoffices`: the command line. Each command's module is imported only when it runs."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from goodoffices import __version__
from goodoffices.errors import InputError
from goodoffices.values import Day, read_day

UNREADABLE = 2


def _day(text: str) -> Day:
    try:
        return read_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="goodoffices",
        description="What the law of a day makes of a plan for private contact with North Korea. It is not legal advice.",
    )
    parser.add_argument("--version", action="version", version=f"goodoffices {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="rule one or several plans",
        description="Rule plans. Exit code: 0 clear or conditions, 5 unknown, 3 permission needed, 4 barred, 2 a plan could not be read.",
    )
    check.add_argument("plans", nargs="+", metavar="PLAN", help="a plan file (YAML or JSON), or - for standard input")
    check.add_argument(
        "--as-of", type=_day, metavar="DAY", help="by the law of this day, in place of the plan's own or today"
    )
    check.add_argument(
        "--json", action="store_true", help="print the ruling as JSON (a list where several plans are given)"
    )
    check.add_argument("--quiet", action="store_true", help="print one line for each plan")
    check.add_argument(
        "--why",
        action="store_true",
        help="print the whole proof: each rule tried, each term's value and where it came from",
    )
    check.set_defaults(run="check")
    ask = commands.add_parser(
        "ask",
        help="answer a plan's open questions one by one",
        description="Ask what the ruling turns on, best question first, and write the answers into the plan; its comments and order stay.",
    )
    ask.add_argument("plan", metavar="PLAN", type=Path)
    ask.add_argument("--as-of", type=_day, metavar="DAY")
    ask.set_defaults(run="ask")
    new = commands.add_parser("new", help="write a commented plan to begin with")
    new.add_argument("kind", metavar="KIND", nargs="?", help="kind of contact; without it the kinds are listed")
    new.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="write to this file (never over an existing one) in place of the screen",
    )
    new.set_defaults(run="new")
    law = commands.add_parser("law", help="look into the law base").add_subparsers(
        dest="what", required=True, metavar="WHAT"
    )
    show = law.add_parser("show", help="a rule or an instrument by id or citation, as it was on a day")
    show.add_argument("name", metavar="ID|CITATION")
    show.add_argument("--on", type=_day, metavar="DAY")
    history = law.add_parser("history", help="every version of a rule")
    history.add_argument("name", metavar="ID|CITATION")
    search = law.add_parser("search", help="rules whose title, citation or text has all the words")
    search.add_argument("words", nargs="+", metavar="WORD")
    lint = law.add_parser("lint", help="check a folder of law files (default: the program's own)")
    lint.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    law.add_parser("status", help="each instrument, the day to which it was verified, and what lapses next")
    for one in (show, history, search, lint, *[law.choices["status"]]):
        one.set_defaults(run="law")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is the command's."""
    arguments = _parser().parse_args(argv)
    command = importlib.import_module(f"goodoffices.cli.{arguments.run}")
    try:
        code: int = command.run(arguments)
        sys.stdout.flush()
        return code
    except InputError as error:
        print(f"goodoffices: {error}", file=sys.stderr)
        return UNREADABLE
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error of ours, and nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def today() -> Day:
    """The day of the command; only commands look at the clock."""
    return dt.date.today()
