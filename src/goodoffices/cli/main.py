"""`goodoffices`: the command line. Each command's module is imported only when it runs."""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import os
import sys
from collections.abc import Sequence

from goodoffices import __version__
from goodoffices.cli.arguments import UNREADABLE, Parser, day
from goodoffices.cli.case_arguments import add_cases
from goodoffices.cli.law_arguments import add_law, add_lists
from goodoffices.cli.plan_arguments import add_plans, add_what_if
from goodoffices.cli.screening_arguments import add_screening
from goodoffices.errors import InputError
from goodoffices.values import Day

EXTRAS = {
    "babel": "tables",
    "docx": "packets",
    "docxtpl": "packets",
    "icalendar": "calendar",
    "jinja2": "packets",
    "openpyxl": "tables",
    "pyarrow": "tables",
    "resvg_py": "png",
    "typst": "packets",
    **dict.fromkeys(("sqlalchemy", "alembic", "psycopg", "cryptography"), "cases"),
}
"""Packages that only some commands need, and the extra that brings each."""

_SCREENING = ("numpy", "rapidfuzz")
"""Packages that come with the program, and that some machines have no build of."""

_YOUNG = 200_000
"""Objects that are made before rubbish is looked for. A command makes some hundred thousand that all stay, the law's; to look through them
again and again, as Python does for programs that run for days, takes a twelfth of a cold `check`."""


def _parser(words: Sequence[str]) -> Parser:
    parser = Parser(
        prog="goodoffices",
        description="What the law of a day makes of a plan for private contact with North Korea. It is not legal advice.",
        epilog="To begin: goodoffices new visit -o our-plan.yaml, fill it in, then goodoffices check our-plan.yaml. "
        "Each command tells more with --help.",
    )
    parser.add_argument("--version", action="version", version=f"goodoffices {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    add_plans(commands)
    add_law(commands)
    add_what_if(commands)
    add_lists(commands)
    add_screening(commands, day)
    # It has eighteen commands of its own, which cost every other command's start some milliseconds.
    add_cases(commands, day, whole="case" in words)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is the command's."""
    gc.set_threshold(_YOUNG)
    try:
        words = sys.argv[1:] if argv is None else argv
        arguments = _parser(words).parse_args(words)
        command = importlib.import_module(f"goodoffices.cli.{arguments.run}")
        code: int = command.run(arguments)
        if sys.stdout:
            sys.stdout.flush()
        return code
    except InputError as error:
        print(f"goodoffices: {error}", file=sys.stderr)
        return UNREADABLE
    except ModuleNotFoundError as error:
        package = (error.name or "").split(".")[0]
        if package in _SCREENING:
            print(
                f"goodoffices: {package} is missing, without which nobody can be looked up on the lists; install it with: pip install {package}. "
                "With --no-screen it rules without looking",
                file=sys.stderr,
            )
            return UNREADABLE
        extra = EXTRAS.get(package)
        if extra is None:
            raise
        print(
            f"goodoffices: this needs more packages; install them with: pip install 'goodoffices[{extra}]'",
            file=sys.stderr,
        )
        return UNREADABLE
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error of ours, and nothing more can be written.
        _silence()
        return 0
    except OSError as error:
        what = f"use {error.filename!r}" if error.filename else "write the output"
        reason = (error.strerror or "failed").lower()
        print(f"goodoffices: cannot {what} ({reason}); what was printed is not whole", file=sys.stderr)
        _silence()
        return UNREADABLE
    except KeyboardInterrupt:
        print("\ngoodoffices: stopped", file=sys.stderr)
        return 130


def _silence() -> None:
    """Let what is still unwritten go nowhere, so that the end of the program does not fail over it again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def today() -> Day:
    """The day of the command; only commands look at the clock."""
    return dt.date.today()
