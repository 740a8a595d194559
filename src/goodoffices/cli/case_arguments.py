"""What `goodoffices case` takes. Nothing is imported here that a command would not need anyway."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from goodoffices.values import Day, Money, read_money

_Parser = TypeVar("_Parser", bound=argparse.ArgumentParser)
_Day = Callable[[str], Day]

_ANSWERS = ("granted", "refused", "objected", "returned")


def add_cases(commands: argparse._SubParsersAction[_Parser], day: _Day, whole: bool) -> None:
    """Add the command to the program's parser; with all of its own commands only where it is the one that runs."""
    case = commands.add_parser(
        "case",
        help="keep cases: what was filed, answered, is due, and the proof of it",
        description="Keep a case from plan to close: rulings, filings, answers, what is due, in a journal that is only ever added to.",
        epilog="Example: goodoffices case open our-plan.yaml. Needs: pip install 'goodoffices[cases]'.",
    )
    if not whole:
        return
    what = case.add_subparsers(dest="what", required=True, metavar="WHAT", title="what it can do")
    _at_the_beginning(what, day)
    _looking(what, day)
    _acting(what, day)
    _proving(what, day)
    _apart(what)


def _add(to: argparse._SubParsersAction[_Parser], name: str, says: str, example: str) -> _Parser:
    made = to.add_parser(
        name, help=says, description=f"{says[0].upper()}{says[1:]}.", epilog=f"Example: goodoffices case {example}"
    )
    made.add_argument(
        "--db", metavar="FILE|URL", help="the case book (default: GOODOFFICES_CASES, else the one in your data folder)"
    )
    made.set_defaults(run="case")
    return made


def _case(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", metavar="CASE", help="a case, such as 2026-001")


def _some(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"a case, such as 2026-001 ({default}, if not given)")


def _who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--who", metavar="NAME", help="who acts (your user name, if not given)")


def _words(parser: argparse.ArgumentParser, note: bool = True) -> None:
    _who(parser)
    if note:
        parser.add_argument("--note", default="", metavar="TEXT", help="what there is to say of it")
    parser.add_argument(
        "--attach",
        action="append",
        type=Path,
        metavar="PATH",
        help="a file to keep, or a folder of files; may be given again",
    )


def _as_of(parser: argparse.ArgumentParser, day: _Day) -> None:
    parser.add_argument("--as-of", type=day, metavar="DAY", help="by the law of this day, not the plan's own or today")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print it as JSON, for a program")


def _key(parser: argparse.ArgumentParser, needed: bool, says: str) -> None:
    parser.add_argument("--key", type=Path, metavar="FILE", required=needed, help=says)


def _at_the_beginning(to: argparse._SubParsersAction[_Parser], day: _Day) -> None:
    opening = _add(to, "open", "open a case with a plan, and keep its ruling", "open our-plan.yaml --who 'Ann Lee'")
    opening.add_argument("plan", type=Path, metavar="PLAN", help="a plan file")
    opening.add_argument(
        "--name", default="", metavar="NAME", help="the case's name (the year and a number, if not given)"
    )
    opening.add_argument(
        "--no-screen", dest="screen", action="store_false", help="look nobody up on the lists, now or at later rulings"
    )
    _as_of(opening, day)
    _words(opening)
    plan = _add(to, "plan", "put a changed plan in the place of a case's, and rule it", "plan 2026-001 our-plan.yaml")
    _case(plan)
    plan.add_argument("plan", type=Path, metavar="PLAN", help="a plan file")
    _as_of(plan, day)
    _words(plan)


def _looking(to: argparse._SubParsersAction[_Parser], day: _Day) -> None:
    listing = _add(to, "list", "every case: its state, its ruling, what is due next, how long to keep it", "list")
    listing.add_argument("--open", action="store_true", help="only open cases")
    _json(listing)
    show = _add(to, "show", "a case: its state, permissions, duties, retention and journal", "show 2026-001 --entry 2")
    _case(show)
    which = show.add_mutually_exclusive_group()
    which.add_argument("--entry", type=int, metavar="N", help="one entry of the journal, with all that belongs to it")
    which.add_argument(
        "--plan", action="store_true", help="the plan as it stands, with the permissions that the case has"
    )
    which.add_argument(
        "--remake",
        type=int,
        nargs="?",
        const=0,
        metavar="N",
        help="make a kept ruling (the newest, or entry N) again, and compare",
    )
    _key(show, False, "the key of a sealed case")
    _json(show)
    due = _add(to, "due", "what is due, in which case, by which paragraph; what is overdue first", "due --within 30")
    due.add_argument("--within", type=int, metavar="DAYS", help="only what is overdue or due within so many days")
    _json(due)
    calendar = _add(to, "calendar", "what is due, as a file for your calendar", "calendar --ics cases.ics")
    _some(calendar, "all open ones")
    where = calendar.add_mutually_exclusive_group(required=True)
    where.add_argument(
        "--ics",
        type=Path,
        nargs="?",
        const=Path("-"),
        metavar="FILE",
        help="one calendar for all (standard output, if no file is named)",
    )
    where.add_argument("--each", type=Path, metavar="FOLDER", help="a calendar for each case into this folder")
    calendar.add_argument("--names", action="store_true", help="write acts and the numbers of permissions, too")
    calendar.add_argument("--force", action="store_true", help="replace files that exist")


def _acting(to: argparse._SubParsersAction[_Parser], day: _Day) -> None:
    note = _add(to, "note", "add a note", "note 2026-001 'The desk officer called.'")
    _case(note)
    note.add_argument("note", metavar="TEXT", help="the note")
    _words(note, note=False)
    submit = _add(
        to,
        "submit",
        "record what was filed: for a permission, or to do what is due",
        "submit 2026-001 us-ofac-licence --attach packet",
    )
    _case(submit)
    submit.add_argument(
        "filed", metavar="PERMISSION|ID", help="a permission, such as us-ofac-licence, or the id of what is due"
    )
    submit.add_argument("--day", type=day, metavar="DAY", help="the day of filing (today, if not given)")
    submit.add_argument("--to", default="", metavar="NAME", help="to whom")
    submit.add_argument("--notice", action="store_true", help="a notice or report, to which nobody has to answer")
    _on(submit)
    _words(submit)
    answer = _add(
        to,
        "answer",
        "record what an authority answered, and rule again",
        "answer 2026-001 us-ofac-licence --granted --number DPRK-1 --until 2027-06-30",
    )
    _answering(answer, day)
    _using(to, day)
    close = _add(to, "close", "close a case; what is still due is asked for", "close 2026-001")
    _case(close)
    close.add_argument("--yes", action="store_true", help="close it although something is still due")
    _words(close)
    again = _add(to, "reopen", "take a closed case up again", "reopen 2026-001 --note 'The licence was renewed.'")
    _case(again)
    _words(again)


def _using(to: argparse._SubParsersAction[_Parser], day: _Day) -> None:
    use = _add(
        to,
        "use",
        "record what was really done of an act: money sent, parcels or shipments that went",
        "use 2026-001 help --amount '500 USD' --day 2026-03-02",
    )
    _case(use)
    use.add_argument("act", nargs="?", default="", metavar="ACT", help="the act of the plan that was done")
    use.add_argument("--amount", type=_money, metavar="MONEY", help="how much was sent, such as '500 USD'")
    use.add_argument(
        "--count", type=int, default=1, metavar="N", help="how many parcels or shipments went (1, if not given)"
    )
    use.add_argument("--day", type=day, metavar="DAY", help="the day on which it was done (today, if not given)")
    use.add_argument(
        "--mistaken", type=int, metavar="N", help="the use that entry N records did not happen so; it counts no more"
    )
    _as_of(use, day)
    _words(use)


def _money(text: str) -> Money:
    try:
        return read_money(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _on(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--on",
        action="append",
        default=[],
        metavar="ID",
        help="an act or person of the plan (those that need it, if not given)",
    )


def _answering(answer: argparse.ArgumentParser, day: _Day) -> None:
    _case(answer)
    answer.add_argument("permission", metavar="PERMISSION", help="a permission, such as us-ofac-licence")
    said = answer.add_mutually_exclusive_group(required=True)
    for word in _ANSWERS:
        said.add_argument(f"--{word}", dest="answer", action="store_const", const=word, help=f"it was {word}")
    answer.add_argument("--day", type=day, metavar="DAY", help="the day of the answer (today, if not given)")
    answer.add_argument("--number", default="", metavar="NUMBER", help="the licence's or letter's number")
    answer.add_argument("--from", dest="start", type=day, metavar="DAY", help="the first day on which it runs")
    answer.add_argument("--until", type=day, metavar="DAY", help="the last day on which it runs")
    answer.add_argument("--entries", choices=("one", "many"), default="", help="how often one may enter")
    answer.add_argument(
        "--scope",
        action="append",
        default=[],
        metavar="NAME",
        help="an act's id or an item's name that it covers; may be given again",
    )
    answer.add_argument(
        "--terms", action="append", default=[], metavar="TEXT", help="a condition in it; may be given again"
    )
    _on(answer)
    _as_of(answer, day)
    _words(answer)


def _proving(to: argparse._SubParsersAction[_Parser], day: _Day) -> None:
    verify = _add(to, "verify", "prove the journal whole, or name the first broken entry", "verify > receipts.txt")
    _some(verify, "all")
    verify.add_argument(
        "--receipts",
        type=Path,
        metavar="FILE",
        help="receipts kept elsewhere, such as an earlier output of this command",
    )
    _json(verify)
    recheck = _add(to, "recheck", "rule open cases again by today's law and lists, and say what changed", "recheck")
    _some(recheck, "every open one")
    looking = recheck.add_mutually_exclusive_group()
    looking.add_argument("--screen", action="store_true", default=None, help="look every party up on the lists")
    looking.add_argument("--no-screen", dest="screen", action="store_false", help="look nobody up on the lists")
    _as_of(recheck, day)
    _who(recheck)
    _json(recheck)


def _apart(to: argparse._SubParsersAction[_Parser]) -> None:
    export = _add(
        to, "export", "write cases with their journals and attachments into a ZIP", "export 2026-001 -o case.zip"
    )
    _some(export, "all")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="the ZIP file")
    export.add_argument("--force", action="store_true", help="replace a file that exists")
    taking = _add(to, "import", "take cases in from an exported ZIP, exactly as they were", "import case.zip")
    taking.add_argument("file", type=Path, metavar="FILE", help="the ZIP file")
    file = _add(to, "file", "write an attachment into a file", "file 2026-001 licence.pdf -o licence.pdf")
    _case(file)
    file.add_argument("name", metavar="NAME", help="its name, or the beginning of its SHA-256")
    file.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="where to write it (never over another file)"
    )
    _key(file, False, "the key of a sealed case")
    seal = _add(to, "seal", "encrypt what is personal in a closed case", "seal 2026-001 --key /media/safe/2026-001.key")
    _key(seal, True, "the key file: made if it is not there, and never beside the cases")
    unseal = _add(to, "unseal", "put a sealed case back in clear", "unseal 2026-001 --key /media/safe/2026-001.key")
    _key(unseal, True, "the key file")
    for one in (seal, unseal):
        _case(one)
        _who(one)
    _add(to, "upgrade", "bring a case book of an earlier version of the program to this one", "upgrade")
