"""What the commands around screening take: `screen`, `decide` and `serve`. Nothing is imported here that a command would not need anyway."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from goodoffices.values import Day

_Parser = TypeVar("_Parser", bound=argparse.ArgumentParser)

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[_Parser]


def add_screening(commands: _Commands[_Parser], day: Callable[[str], Day]) -> None:
    """Add the commands to the program's parser."""
    _screen(commands, day)
    _decide(commands)
    _serve(commands)


def _screen(commands: _Commands[_Parser], day: Callable[[str], Day]) -> None:
    screen = commands.add_parser(
        "screen",
        help="look names, or a whole table, up on the official lists",
        description="Look parties up by name, however it is spelt. A hit is a likeness to be decided by a person; no hit is no proof.",
    )
    screen.add_argument(
        "what", nargs="+", metavar="NAME|FILE", help="names, or one table (.csv, .xlsx, .parquet, .jsonl)"
    )
    screen.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="OUT",
        help="write results to OUT (.jsonl or .csv, or - for the screen); a run that was stopped goes on",
    )
    _lists(screen)
    screen.add_argument(
        "--as-of",
        type=day,
        metavar="DAY",
        help="as the lists stood on this day (default: today; with --against: as the file stands)",
    )
    screen.add_argument(
        "--threshold",
        type=_score,
        metavar="SCORE",
        help="show hits from this score, 0 to 1 (0.05)",
    )
    _party(screen)
    screen.add_argument(
        "--column", action="append", metavar="MEANING=HEADING", help="what a column means, such as name=customer"
    )
    screen.add_argument(
        "--encoding", default="", metavar="NAME", help="what a .csv is in, if not UTF-8 (cp949, gb18030, cp1251 ...)"
    )
    screen.add_argument(
        "--processes",
        type=int,
        default=0,
        metavar="N",
        help="how many cores to use (default: all, for a table that is worth it)",
    )
    _decisions(screen)
    screen.set_defaults(run="screen")


def _decide(commands: _Commands[_Parser]) -> None:
    decide = commands.add_parser(
        "decide",
        help="write down that a hit is not the party (or is), and why",
        description="Decide of a hit. The decision holds until the listing, or what is known of the party, changes.",
    )
    decide.add_argument("entity", metavar="ENTITY", help="the hit's id, as `screen` shows it")
    decide.add_argument("name", nargs="?", default="", metavar="NAME", help="the name that was screened")
    decide.add_argument(
        "--in", dest="table", type=Path, metavar="FILE", help="the table or plan (.yaml) that the party stands in"
    )
    decide.add_argument(
        "--row", default="", metavar="ID", help="the row's id (or its number), or the party's id in the plan"
    )
    decide.add_argument("--because", required=True, metavar="TEXT", help="what shows it")
    verdict = decide.add_mutually_exclusive_group()
    verdict.add_argument("--same", action="store_true", help="it is the same party")
    verdict.add_argument("--open", action="store_true", help="take an earlier decision back")
    decide.add_argument("--who", default="", metavar="NAME", help="who decides (default: the name of your account)")
    decide.add_argument("--column", action="append", metavar="MEANING=HEADING")
    decide.add_argument("--encoding", default="", metavar="NAME")
    _party(decide)
    _lists(decide)
    _decisions(decide)
    decide.set_defaults(run="decide")


def _serve(commands: _Commands[_Parser]) -> None:
    serve = commands.add_parser(
        "serve",
        help="answer other programs' screening over HTTP (the yente API)",
        description="Answer /match, /search and /entities as yente does, so that its clients work. No names are logged.",
    )
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1: this machine only)")
    serve.add_argument("--port", type=int, default=8000, help="the port (8000)")
    serve.add_argument(
        "--log", action="store_true", help="print a line for each request: endpoint, status, time; never a name"
    )
    _lists(serve)
    serve.set_defaults(run="serve")


def _lists(command: argparse.ArgumentParser) -> None:
    which = command.add_mutually_exclusive_group()
    which.add_argument("--list", action="append", metavar="NAME", help="only this list of yours; may be given again")
    which.add_argument(
        "--against",
        type=Path,
        metavar="LISTFILE",
        help="this list file alone (an official format, or FollowTheMoney JSON lines)",
    )


def _party(command: argparse.ArgumentParser) -> None:
    """What else is known of a name on the command line."""
    command.add_argument("--alias", action="append", metavar="NAME", help="another name of the same party")
    command.add_argument("--born", action="append", metavar="DATE", help="date of birth: 1964, 1964-08 or 1964-08-11")
    command.add_argument("--country", action="append", metavar="CODE", help="nationality or country, such as KP")
    command.add_argument("--kind", choices=("person", "organisation", "vessel", "aircraft"))


def _decisions(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--decisions", type=Path, metavar="FILE", help="the file of decisions (default: yours; with --against none)"
    )


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no score; write a number from 0 to 1, such as 0.7")
    return score
