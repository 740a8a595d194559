"""What the commands about the law and about the lists take. Only names and help stand here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.cli.arguments import add_command, add_group, day, take_json

if TYPE_CHECKING:
    from goodoffices.cli.arguments import Commands


def add_law(commands: Commands) -> None:
    """The commands that look into the law base."""
    law = add_group(
        commands, "law", "look into the law base", "Look into the law base, as it was on any day since 2008-06-26."
    )
    show = add_command(
        law,
        "show",
        "a rule or an instrument by id or citation, as it was on a day",
        example='law show "31 CFR 510.512" --on 2024-04-01',
        run="law",
    )
    history = add_command(
        law, "history", "every version of a rule", example='law history "22 CFR 51.63(a)(3)"', run="law"
    )
    for one in (show, history):
        one.add_argument("name", metavar="NAME", help='an id or a citation, such as "31 CFR 510.512"')
    show.add_argument("--on", type=day, metavar="DAY", help="the day (today, if not given)")
    search = add_command(
        law,
        "search",
        "rules whose title, citation or text has all the words",
        example="law search gift parcel",
        run="law",
    )
    search.add_argument("words", nargs="+", metavar="WORD", help="a word, or the beginning of one")
    terms = add_command(
        law,
        "terms",
        "what a plan or a rule can say: each term, what it means, and where a plan says it",
        example="law terms munitions",
        run="law",
    )
    terms.add_argument("words", nargs="*", metavar="WORD", help="words of the term or its question (all, if none)")
    differ = add_command(
        law,
        "diff",
        "which rules came, went or changed between two days",
        example="law diff 2024-02-15 2024-02-16",
        run="law",
    )
    differ.add_argument("earlier", type=day, metavar="DAY1", help="the earlier day")
    differ.add_argument("later", type=day, metavar="DAY2", help="the later day")
    take_json(differ)
    lint = add_command(law, "lint", "check a folder of law files", example="law lint our-law", run="law")
    lint.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="a folder (the program's own, if not given)"
    )
    lint.add_argument(
        "--history",
        action="store_true",
        help="list the program's rules whose history does not reach back to their instrument's first day",
    )
    add_command(
        law,
        "status",
        "each instrument, the day to which it was verified, and what lapses next",
        example="law status",
        run="law",
    )


def add_lists(commands: Commands) -> None:
    """The commands about the official lists of parties."""
    lists = add_group(
        commands,
        "lists",
        "the official lists of parties",
        "Fetch, look into and compare the official lists of parties.",
    )
    update = add_command(
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
    update.add_argument("--day", type=day, metavar="DAY", help="the list's own day, where it does not say it")
    update.add_argument(
        "--force",
        action="store_true",
        help="take a list that looks cut short, older or another, and fetch even if unchanged",
    )
    status = add_command(
        lists, "status", "each list's date, age, count and programmes", example="lists status", run="lists"
    )
    diff = add_command(
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
