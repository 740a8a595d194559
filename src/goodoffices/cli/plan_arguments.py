"""What the commands about plans take: to rule, complete, begin, fill, file and follow one, and to ask what would be. Only names and help stand here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.cli.arguments import (
    add_command,
    add_group,
    count,
    day,
    take_day,
    take_json,
    take_pictures,
    take_screening,
)

if TYPE_CHECKING:
    from goodoffices.cli.arguments import Commands


def add_plans(commands: Commands) -> None:
    """Add the commands to the program's parser."""
    _plan_commands(commands)
    _manifest(commands)
    _packet(commands)
    _calendar(commands)
    _timeline(commands)


def _plan_commands(commands: Commands) -> None:
    """The commands about a plan: rule it, complete it, begin one."""
    check = add_command(
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
    take_day(check)
    take_json(check, "print the ruling as JSON (a list where several plans are given)")
    check.add_argument("--quiet", action="store_true", help="print one line for each plan")
    check.add_argument(
        "--why",
        action="store_true",
        help="print the whole proof: each rule tried, each term's value and where it came from",
    )
    take_screening(check)
    ask = add_command(
        commands,
        "ask",
        "answer a plan's open questions one by one",
        "Ask what the ruling turns on, best question first, and write the answers into the plan; its comments and order stay.",
        "ask our-plan.yaml",
        "ask",
    )
    ask.add_argument("plan", metavar="PLAN", type=Path, help="the plan file, into which the answers go")
    take_day(ask)
    take_screening(ask)
    new = add_command(
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


def _manifest(commands: Commands) -> None:
    manifest = add_command(
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
        "--skip", action="append", type=count, metavar="ROW", help="leave this row out; may be given again"
    )
    there = manifest.add_mutually_exclusive_group()
    there.add_argument("--add", action="store_true", help="keep the goods that the act has already")
    there.add_argument("--replace", action="store_true", help="replace the goods that the act has already")
    take_json(manifest)


def _packet(commands: Commands) -> None:
    """The command that makes what is to be filed."""
    packet = add_command(
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
    take_day(packet)
    take_screening(packet)


def _calendar(commands: Commands) -> None:
    calendar = add_command(
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
        type=count,
        metavar="DAYS",
        help="remind this many days before; may be given again (14 and 3, if not given)",
    )
    take_day(calendar)
    take_screening(calendar)
    calendar.add_argument("--force", action="store_true", help="replace files that exist")


def _timeline(commands: Commands) -> None:
    through = add_command(
        commands,
        "timeline",
        "a plan's rulings through time, and what changed them",
        "The ruling of one plan on every day between two, as a table, JSON, a picture or a page.",
        "timeline our-plan.yaml --from 2016-01-01 --html our-plan.html",
        "timeline",
    )
    through.add_argument("plan", metavar="PLAN", help="a plan file (YAML or JSON), or - for standard input")
    through.add_argument("--from", dest="start", type=day, metavar="DAY", help="first day (2008-06-26, if not given)")
    through.add_argument("--until", type=day, metavar="DAY", help="last day (today, if not given)")
    take_json(through)
    take_pictures(through, "svg", "png", "html")


def add_what_if(commands: Commands) -> None:
    """The commands about what could be otherwise: in the plan, and in the law."""
    remedies = add_command(
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
    remedies.add_argument("--most", type=count, default=5, metavar="N", help="how many remedies to show (5)")
    take_day(remedies)
    take_screening(remedies)
    take_json(remedies)
    compare = add_command(
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
    take_day(compare)
    take_json(compare)
    take_pictures(compare, "svg", "png")
    reform = add_group(
        commands,
        "reform",
        "the reforms that can be compared",
        "The reforms that can be compared: what each amends, who argues for it, what it would take.",
    )
    add_command(reform, "list", "every reform that comes with the program", example="reform list", run="reform")
    shown = add_command(
        reform,
        "show",
        "what a reform amends, who argues for it, what it would take",
        example="reform show end-travel-restriction",
        run="reform",
    )
    shown.add_argument("name", metavar="NAME", help="a reform of `goodoffices reform list`, or a file of your own")
    checked = add_command(
        reform, "lint", "check a reform file against the law base", example="reform lint ./ours.yaml", run="reform"
    )
    checked.add_argument("file", type=Path, metavar="FILE", help="the reform file")
