"""What the command line is made of: commands with their help, and the options that several of them take."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from goodoffices.errors import printable
from goodoffices.values import Day, read_day

UNREADABLE = 2
"""The exit code where the input cannot be used."""


class Parser(argparse.ArgumentParser):
    """A command line whose errors name the command's own help, since a usage line helps few."""

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong, and end with exit code 2."""
        self.exit(UNREADABLE, f"{self.prog}: {printable(message)}. Try: {self.prog} --help\n")


def day(text: str) -> Day:
    """A day as a user writes it."""
    try:
        return read_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def count(text: str) -> int:
    """A number from 1 upwards."""
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 upwards")
    return int(text)


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]


def add_command(to: Commands, name: str, says: str, more: str = "", example: str = "", run: str = "") -> Parser:
    """A command with a help text that says what it does and gives an example."""
    made = to.add_parser(
        name,
        help=says,
        description=more or f"{says[0].upper()}{says[1:]}.",
        epilog=f"Example: goodoffices {example}" if example else None,
    )
    if run:
        made.set_defaults(run=run)
    return made


def add_group(to: Commands, name: str, says: str, more: str) -> Commands:
    """A command that has commands of its own."""
    made = add_command(to, name, says, more)
    return made.add_subparsers(dest="what", required=True, metavar="WHAT", title="what it can do")


def take_day(parser: Parser) -> None:
    """`--as-of`: by the law of another day."""
    parser.add_argument(
        "--as-of", type=day, metavar="DAY", help="by the law of this day (2024-02-16), not the plan's own or today"
    )


def take_screening(parser: Parser) -> None:
    """Whether, and on which lists, parties are looked up."""
    parser.add_argument(
        "--no-screen",
        dest="screen",
        action="store_false",
        help="look nobody up on the lists (yours, and of those not fetched the extract that comes with the program)",
    )
    parser.add_argument("--list", action="append", metavar="NAME", help="only this list of yours; may be given again")
    parser.add_argument("--decisions", type=Path, metavar="FILE", help="the file of decisions on hits (default: yours)")


def take_json(parser: Parser, says: str = "print it as JSON, for a program") -> None:
    """`--json`: the answer for a program."""
    parser.add_argument("--json", action="store_true", help=says)


def take_pictures(parser: Parser, *kinds: str) -> None:
    """Files to draw a picture into."""
    for kind in kinds:
        parser.add_argument(
            f"--{kind}", type=Path, metavar="FILE", help=f"write the picture to this {kind.upper()} file"
        )
    parser.add_argument("--force", action="store_true", help="replace files that exist")
