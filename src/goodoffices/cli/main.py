"""`goodoffices`: the command line. Each command's module is imported only when it runs."""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from goodoffices import __version__
from goodoffices.cli.case_arguments import add_cases
from goodoffices.cli.screening_arguments import add_screening
from goodoffices.errors import InputError, printable
from goodoffices.values import Day, read_day

UNREADABLE = 2

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


class Parser(argparse.ArgumentParser):
    """A command line whose errors name the command's own help, since a usage line helps few."""

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what is wrong, and end with exit code 2."""
        self.exit(UNREADABLE, f"{self.prog}: {printable(message)}. Try: {self.prog} --help\n")


def _day(text: str) -> Day:
    try:
        return read_day(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 upwards")
    return int(text)


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[Parser]


def _command(to: _Commands, name: str, says: str, more: str = "", example: str = "", run: str = "") -> Parser:
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


def _group(to: _Commands, name: str, says: str, more: str) -> _Commands:
    made = _command(to, name, says, more)
    return made.add_subparsers(dest="what", required=True, metavar="WHAT", title="what it can do")


def _as_of(parser: Parser) -> None:
    parser.add_argument(
        "--as-of", type=_day, metavar="DAY", help="by the law of this day (2024-02-16), not the plan's own or today"
    )


def _screens(parser: Parser) -> None:
    parser.add_argument(
        "--no-screen",
        dest="screen",
        action="store_false",
        help="look nobody up on the lists (yours, and of those not fetched the extract that comes with the program)",
    )
    parser.add_argument("--list", action="append", metavar="NAME", help="only this list of yours; may be given again")
    parser.add_argument("--decisions", type=Path, metavar="FILE", help="the file of decisions on hits (default: yours)")


def _json(parser: Parser, says: str = "print it as JSON, for a program") -> None:
    parser.add_argument("--json", action="store_true", help=says)


def _parser(words: Sequence[str]) -> Parser:
    parser = Parser(
        prog="goodoffices",
        description="What the law of a day makes of a plan for private contact with North Korea. It is not legal advice.",
        epilog="To begin: goodoffices new visit -o our-plan.yaml, fill it in, then goodoffices check our-plan.yaml. "
        "Each command tells more with --help.",
    )
    parser.add_argument("--version", action="version", version=f"goodoffices {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", title="commands")
    _plan_commands(commands)
    _manifest(commands)
    _calendar(commands)
    _timeline(commands)
    _law_commands(commands)
    _what_if(commands)
    _lists(commands)
    add_screening(commands, _day)
    _packet(commands)
    # It has eighteen commands of its own, which cost every other command's start some milliseconds.
    add_cases(commands, _day, whole="case" in words)
    return parser


def _packet(commands: _Commands) -> None:
    """The command that makes what is to be filed."""
    packet = _command(
        commands,
        "packet",
        "the documents to file for a plan, with a checklist",
        "For each permission and notice that a plan's ruling asks for, the document to file, as DOCX and PDF, with a checklist of order, "
        "authority, fee, time and latest day. What the plan does not say is left as a marked blank. It sends nothing.",
        "packet our-plan.yaml -o our-packet",
        "packet",
    )
    packet.add_argument("plan", metavar="PLAN", nargs="?", help="a plan file")
    packet.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="the folder to make; it must not be there yet"
    )
    packet.add_argument(
        "--particulars", type=Path, metavar="FILE", help="addresses, dates of birth and other facts that no plan says"
    )
    packet.add_argument("--blanks", action="store_true", help="print the missing particulars as a file to fill in")
    packet.add_argument("--explain", action="store_true", help="print where each value came from; write nothing")
    packet.add_argument("--templates", type=Path, metavar="FOLDER", help="use forms and layouts of your own")
    packet.add_argument("--copy-templates", type=Path, metavar="FOLDER", help="copy the forms and layouts out, to edit")
    packet.add_argument("--lint", type=Path, metavar="FOLDER", help="check a folder of templates")
    packet.add_argument(
        "--fonts", type=Path, action="append", metavar="FOLDER", help="more fonts, such as a Korean one"
    )
    packet.add_argument("--no-pdf", action="store_true", help="make no PDF files")
    _as_of(packet)
    _screens(packet)


def _plan_commands(commands: _Commands) -> None:
    """The commands about a plan: rule it, complete it, begin one."""
    check = _command(
        commands,
        "check",
        "rule one or several plans",
        "Rule plans: what the law makes of each part, which permission to ask for and by when, which conditions to keep, "
        "which facts are missing. Exit code: 0 clear or conditions, 5 unknown, 3 permission needed, 4 barred, "
        "2 a plan could not be read.",
        "check our-plan.yaml --as-of 2024-02-16",
        "check",
    )
    check.add_argument("plans", nargs="+", metavar="PLAN", help="a plan file (YAML or JSON), or - for standard input")
    _as_of(check)
    _json(check, "print the ruling as JSON (a list where several plans are given)")
    check.add_argument("--quiet", action="store_true", help="print one line for each plan")
    check.add_argument(
        "--why",
        action="store_true",
        help="print the whole proof: each rule tried, each term's value and where it came from",
    )
    _screens(check)
    ask = _command(
        commands,
        "ask",
        "answer a plan's open questions one by one",
        "Ask what the ruling turns on, best question first, and write the answers into the plan; its comments and order stay.",
        "ask our-plan.yaml",
        "ask",
    )
    ask.add_argument("plan", metavar="PLAN", type=Path, help="the plan file, into which the answers go")
    _as_of(ask)
    _screens(ask)
    new = _command(
        commands,
        "new",
        "write a commented plan to begin with",
        "Write a commented plan to fill in. Without a KIND, list the kinds of contact.",
        "new visit -o our-plan.yaml",
        "new",
    )
    new.add_argument("kind", metavar="KIND", nargs="?", help="kind of contact; without it the kinds are listed")
    new.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="write to this file (never over an existing one) in place of the screen",
    )


def _manifest(commands: _Commands) -> None:
    manifest = _command(
        commands,
        "manifest",
        "a packing list as the items of a plan",
        "Read a packing list from a workbook or a CSV file, show what its columns and lines are taken for, and write its "
        "goods into a plan. On a terminal you are asked first; elsewhere --yes or --column says that the columns are right.",
        "manifest packing-list.xlsx --into our-plan.yaml --act goods",
        "manifest",
    )
    manifest.add_argument("list", type=Path, metavar="PACKINGLIST", help="a packing list (.xlsx, .csv, .tsv)")
    manifest.add_argument("--into", type=Path, metavar="PLAN", help="the plan file, into which the goods go")
    manifest.add_argument("--act", metavar="ID", help="the act of the plan that the goods belong to")
    manifest.add_argument(
        "--column",
        action="append",
        metavar="MEANING=HEADING",
        help="what a column means, such as name=Description; nothing after the = says that there is none; may be given again",
    )
    manifest.add_argument("--yes", action="store_true", help="take the columns as they are guessed, and write")
    manifest.add_argument(
        "--sheet", metavar="NAME", default="", help="the workbook's sheet (the one that reads most like a list)"
    )
    manifest.add_argument(
        "--encoding", metavar="NAME", default="", help="a CSV file's encoding, such as cp949 or gb18030"
    )
    manifest.add_argument(
        "--currency", metavar="CODE", default="", help="the currency of amounts that show none, such as USD"
    )
    manifest.add_argument(
        "--decimal", choices=("point", "comma"), default="", help="what stands before an amount's cents"
    )
    manifest.add_argument(
        "--skip", action="append", type=_count, metavar="ROW", help="leave this row out; may be given again"
    )
    there = manifest.add_mutually_exclusive_group()
    there.add_argument("--add", action="store_true", help="keep the goods that the act has already")
    there.add_argument("--replace", action="store_true", help="replace the goods that the act has already")
    _json(manifest)


def _calendar(commands: _Commands) -> None:
    calendar = _command(
        commands,
        "calendar",
        "the days to keep, as a file for your calendar (iCalendar)",
        "Write the days that the rulings of plans set as an .ics file: by when to ask for permissions, what is due, when "
        "permissions and laws run out. Names are left out unless you ask for them.",
        "calendar our-plan.yaml -o our-plan.ics",
        "calendar",
    )
    calendar.add_argument("plans", nargs="+", metavar="PLAN", help="a plan file (YAML or JSON)")
    where = calendar.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", type=Path, metavar="FILE", help="write one calendar of all plans to this file")
    where.add_argument("--each", type=Path, metavar="FOLDER", help="write a calendar for each plan into this folder")
    calendar.add_argument(
        "--names", action="store_true", help="write names, the plan's title, and permissions' numbers and terms"
    )
    calendar.add_argument(
        "--remind",
        action="append",
        type=_count,
        metavar="DAYS",
        help="remind this many days before; may be given again (14 and 3, if not given)",
    )
    _as_of(calendar)
    _screens(calendar)
    calendar.add_argument("--force", action="store_true", help="replace files that exist")


def _timeline(commands: _Commands) -> None:
    through = _command(
        commands,
        "timeline",
        "a plan's rulings through time, and what changed them",
        "The ruling of one plan on every day between two, as a table, JSON, a picture or a page.",
        "timeline our-plan.yaml --from 2016-01-01 --html our-plan.html",
        "timeline",
    )
    through.add_argument("plan", metavar="PLAN", help="a plan file (YAML or JSON), or - for standard input")
    through.add_argument("--from", dest="start", type=_day, metavar="DAY", help="first day (2008-06-26, if not given)")
    through.add_argument("--until", type=_day, metavar="DAY", help="last day (today, if not given)")
    _json(through)
    _pictures(through, "svg", "png", "html")


def _pictures(parser: Parser, *kinds: str) -> None:
    for kind in kinds:
        parser.add_argument(
            f"--{kind}", type=Path, metavar="FILE", help=f"write the picture to this {kind.upper()} file"
        )
    parser.add_argument("--force", action="store_true", help="replace files that exist")


def _law_commands(commands: _Commands) -> None:
    """The commands that look into the law base."""
    law = _group(
        commands, "law", "look into the law base", "Look into the law base, as it was on any day since 2008-06-26."
    )
    show = _command(
        law,
        "show",
        "a rule or an instrument by id or citation, as it was on a day",
        example='law show "31 CFR 510.512" --on 2024-04-01',
        run="law",
    )
    history = _command(law, "history", "every version of a rule", example='law history "22 CFR 51.63(a)(3)"', run="law")
    for one in (show, history):
        one.add_argument("name", metavar="NAME", help='an id or a citation, such as "31 CFR 510.512"')
    show.add_argument("--on", type=_day, metavar="DAY", help="the day (today, if not given)")
    search = _command(
        law,
        "search",
        "rules whose title, citation or text has all the words",
        example="law search gift parcel",
        run="law",
    )
    search.add_argument("words", nargs="+", metavar="WORD", help="a word, or the beginning of one")
    terms = _command(
        law,
        "terms",
        "what a plan or a rule can say: each term, what it means, and where a plan says it",
        example="law terms munitions",
        run="law",
    )
    terms.add_argument("words", nargs="*", metavar="WORD", help="words of the term or its question (all, if none)")
    differ = _command(
        law,
        "diff",
        "which rules came, went or changed between two days",
        example="law diff 2024-02-15 2024-02-16",
        run="law",
    )
    differ.add_argument("earlier", type=_day, metavar="DAY1", help="the earlier day")
    differ.add_argument("later", type=_day, metavar="DAY2", help="the later day")
    _json(differ)
    lint = _command(law, "lint", "check a folder of law files", example="law lint our-law", run="law")
    lint.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="a folder (the program's own, if not given)"
    )
    lint.add_argument(
        "--history",
        action="store_true",
        help="list the program's rules whose history does not reach back to their instrument's first day",
    )
    _command(
        law,
        "status",
        "each instrument, the day to which it was verified, and what lapses next",
        example="law status",
        run="law",
    )


def _what_if(commands: _Commands) -> None:
    """The commands about what could be otherwise: in the plan, and in the law."""
    remedies = _command(
        commands,
        "remedies",
        "the smallest changes that make a plan lighter",
        "What to ask for, leave out or adjust so that the plan becomes lighter; each remedy is ruled again. Exit code 4: none.",
        "remedies our-plan.yaml --toward permission",
        "remedies",
    )
    remedies.add_argument("plan", metavar="PLAN", help="a plan file")
    remedies.add_argument(
        "--toward",
        choices=("clear", "conditions", "permission"),
        default="conditions",
        help="how light the plan is to become (conditions, if not given)",
    )
    remedies.add_argument("--most", type=_count, default=5, metavar="N", help="how many remedies to show (5)")
    _as_of(remedies)
    _screens(remedies)
    _json(remedies)
    compare = _command(
        commands,
        "compare",
        "plans under the law as it is and as reforms would have it",
        "What reforms would open, what stays closed and by which rule, and what asking they would save.",
        "compare our-plan.yaml --reform end-travel-restriction",
        "compare",
    )
    compare.add_argument("plans", nargs="*", metavar="PLAN", help="a plan file")
    compare.add_argument(
        "--reform",
        action="append",
        required=True,
        metavar="NAME",
        help="a reform of `goodoffices reform list`, or a file of your own; may be given several times",
    )
    compare.add_argument("--plans", dest="folder", type=Path, metavar="FOLDER", help="sum up every plan of a folder")
    _as_of(compare)
    _json(compare)
    _pictures(compare, "svg", "png")
    reform = _group(
        commands,
        "reform",
        "the reforms that can be compared",
        "The reforms that can be compared: what each amends, who argues for it, what it would take.",
    )
    _command(reform, "list", "every reform that comes with the program", example="reform list", run="reform")
    shown = _command(
        reform,
        "show",
        "what a reform amends, who argues for it, what it would take",
        example="reform show end-travel-restriction",
        run="reform",
    )
    shown.add_argument("name", metavar="NAME", help="a reform of `goodoffices reform list`, or a file of your own")
    checked = _command(
        reform, "lint", "check a reform file against the law base", example="reform lint ./ours.yaml", run="reform"
    )
    checked.add_argument("file", type=Path, metavar="FILE", help="the reform file")


def _lists(commands: _Commands) -> None:
    """The commands about the official lists of parties."""
    lists = _group(
        commands,
        "lists",
        "the official lists of parties",
        "Fetch, look into and compare the official lists of parties.",
    )
    update = _command(
        lists,
        "update",
        "fetch the lists from their publishers, or read a file",
        "Fetch the lists from their publishers, or read one from a file. Nothing is fetched unless you ask for it here.",
        "lists update --list us-sdn --from sdn.xml",
        "lists",
    )
    update.add_argument(
        "--from", dest="origin", metavar="FILE|URL", help="a file, a folder or an address, not the publisher's"
    )
    update.add_argument("--day", type=_day, metavar="DAY", help="the list's own day, where it does not say it")
    update.add_argument(
        "--force",
        action="store_true",
        help="take a list that looks cut short, older or another, and fetch even if unchanged",
    )
    status = _command(
        lists, "status", "each list's date, age, count and programmes", example="lists status", run="lists"
    )
    diff = _command(
        lists, "diff", "who came, went and changed between two versions", example="lists diff --list un", run="lists"
    )
    diff.add_argument(
        "old", nargs="?", metavar="OLD", help="the older version (the one before the newest, if not given)"
    )
    diff.add_argument("new", nargs="?", metavar="NEW", help="the newer version (the newest, if not given)")
    for one in (update, diff):
        one.add_argument("--list", dest="name", metavar="NAME", help="one list, such as us-sdn, un, eu or uk")
    for one in (update, status, diff):
        one.add_argument("--folder", type=Path, metavar="FOLDER", help="where the lists are kept")


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
