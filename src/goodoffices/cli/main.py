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
    through = commands.add_parser(
        "timeline",
        help="a plan's rulings through time, and what changed them",
        description="The ruling of one plan on every day between two, as a table, JSON, a picture or a page.",
    )
    through.add_argument("plan", metavar="PLAN", help="a plan file (YAML or JSON), or - for standard input")
    through.add_argument("--from", dest="start", type=_day, metavar="DAY", help="first day (default: 2008-06-26)")
    through.add_argument("--until", type=_day, metavar="DAY", help="last day (default: today)")
    through.add_argument("--json", action="store_true", help="print the timeline as JSON")
    for kind in ("svg", "png", "html"):
        through.add_argument(
            f"--{kind}", type=Path, metavar="FILE", help=f"write the picture to this {kind.upper()} file"
        )
    through.add_argument("--force", action="store_true", help="replace files that exist")
    through.set_defaults(run="timeline")
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
    differ = law.add_parser("diff", help="which rules came, went or changed between two days")
    differ.add_argument("earlier", type=_day, metavar="DAY1")
    differ.add_argument("later", type=_day, metavar="DAY2")
    differ.add_argument("--json", action="store_true")
    lint = law.add_parser("lint", help="check a folder of law files (default: the program's own)")
    lint.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    lint.add_argument(
        "--history",
        action="store_true",
        help="list the program's rules whose history does not reach back to their instrument's first day",
    )
    law.add_parser("status", help="each instrument, the day to which it was verified, and what lapses next")
    for one in (show, history, search, differ, lint, *[law.choices["status"]]):
        one.set_defaults(run="law")
    _what_if(commands)
    return parser


def _what_if(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The commands about what could be otherwise: in the plan, and in the law."""
    remedies = commands.add_parser(
        "remedies",
        help="the smallest changes that make a plan lighter",
        description="What to ask for, leave out or adjust so that the plan becomes lighter; each remedy is ruled again. Exit code 4: none.",
    )
    remedies.add_argument("plan", metavar="PLAN")
    remedies.add_argument(
        "--toward", choices=("clear", "conditions", "permission"), default="conditions", help="how light (conditions)"
    )
    remedies.add_argument("--most", type=int, default=5, metavar="N", help="how many remedies to show (5)")
    remedies.add_argument("--as-of", type=_day, metavar="DAY")
    remedies.add_argument("--json", action="store_true")
    remedies.set_defaults(run="remedies")
    compare = commands.add_parser(
        "compare",
        help="plans under the law as it is and as reforms would have it",
        description="What reforms would open, what stays closed and by which rule, and what asking they would save.",
    )
    compare.add_argument("plans", nargs="*", metavar="PLAN")
    compare.add_argument(
        "--reform",
        action="append",
        required=True,
        metavar="NAME",
        help="a shipped reform, or a file; may be given again",
    )
    compare.add_argument("--plans", dest="folder", type=Path, metavar="FOLDER", help="sum up every plan of a folder")
    compare.add_argument(
        "--as-of", type=_day, metavar="DAY", help="by the law of this day, in place of each plan's own"
    )
    compare.add_argument("--json", action="store_true")
    compare.set_defaults(run="compare")
    reform = commands.add_parser("reform", help="the reforms that can be compared").add_subparsers(
        dest="what", required=True, metavar="WHAT"
    )
    reform.add_parser("list", help="every reform that comes with the program").set_defaults(run="reform")
    shown = reform.add_parser("show", help="what a reform amends, who argues for it, what it would take")
    shown.add_argument("name", metavar="NAME|FILE")
    shown.set_defaults(run="reform")
    checked = reform.add_parser("lint", help="check a reform file against the law base")
    checked.add_argument("file", type=Path, metavar="FILE")
    checked.set_defaults(run="reform")


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
