"""`goodoffices calendar`: the days that rulings set, as a file for calendars."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from goodoffices.cli.screened import Rulings
from goodoffices.desk.calendar import REMINDERS, Ruled, entries, ics, undated
from goodoffices.errors import InputError, printable
from goodoffices.files import write_whole
from goodoffices.plan.reader import load_plan
from goodoffices.values import Day


def run(arguments: argparse.Namespace) -> int:
    """Write one calendar of all plans, or one for each; nothing is written where a plan cannot be read.

    A calendar that lacked a plan would take its days from everybody who subscribed to it.
    """
    by = Rulings(arguments)
    ruled = [_ruled(Path(name), by) for name in arguments.plans]
    stamp = dt.datetime.now().astimezone()
    reminders = REMINDERS if arguments.remind is None else arguments.remind

    def made(some: Sequence[Ruled]) -> bytes:
        return ics(some, stamp, names=arguments.names, reminders=reminders)

    if arguments.each is None:
        content = made(ruled)
        if arguments.output is None:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            _tell(ruled, stamp.date(), arguments.names, sys.stderr)
            return 0
        write_whole(arguments.output, content, arguments.force)
        print(f"Wrote {printable(str(arguments.output))}.")
    else:
        for path, content in [(path, made([one])) for path, one in _files(arguments.each, ruled, arguments.force)]:
            write_whole(path, content, arguments.force)
            print(f"Wrote {printable(str(path))}.")
    _tell(ruled, stamp.date(), arguments.names, sys.stdout)
    return 0


def _ruled(path: Path, by: Rulings) -> Ruled:
    """A plan's ruling, under a key that stays the same: the file's name, and the title where the plan has one."""
    plan = load_plan(path)
    titled = plan.title if plan.title != printable(str(path)) else ""
    return Ruled(*by.ruled(plan), f"{path.name} {titled}".strip(), path.name)


def _files(folder: Path, ruled: Sequence[Ruled], force: bool) -> list[tuple[Path, Ruled]]:
    """The file for each plan's calendar.

    Raises:
        InputError: two plans would have one file, or a file is there already.
    """
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder}; make it first, or choose another")
    found: dict[Path, Ruled] = {}
    for one in ruled:
        path = folder / f"{Path(one.label).stem}.ics"
        if path in found:
            raise InputError(f"two plans would both be written to {path}; give their files different names")
        if path.exists() and not force:
            raise InputError(f"{path} exists already; choose another folder, or add --force to replace it")
        found[path] = one
    return list(found.items())


def _tell(ruled: Sequence[Ruled], now: Day, names: bool, out: TextIO) -> None:
    """Say what is in the calendar and, so that nobody takes it for whole, what is not."""
    found = entries(ruled, now, names=names)
    ahead = [entry for entry in found if entry.day >= now]
    first = f"; the next is {ahead[0].day}: {printable(ahead[0].says)}" if ahead else ", all of them past"
    print(f"Days to keep: {len(found)}{first if found else ''}.", file=out)
    for entry in found:
        if entry.day != entry.due:
            print(f"  {printable(entry.says)}", file=out)
    for one in ruled:
        for lacking in undated(one):
            print(f"  No day is known for: {printable(lacking)}", file=out)
    if not names:
        print("Names, titles and numbers are left out; --names writes them.", file=out)
