"""`goodoffices check`: rule plans and print the rulings."""

from __future__ import annotations

import argparse
import sys

from goodoffices.cli.arguments import UNREADABLE
from goodoffices.cli.screened import Rulings
from goodoffices.errors import InputError
from goodoffices.marked import MAX_BYTES
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.ruling.model import Ruling
from goodoffices.values import Status

EXIT = {Status.CLEAR: 0, Status.CONDITIONS: 0, Status.UNKNOWN: 5, Status.PERMISSION: 3, Status.BARRED: 4}


def run(arguments: argparse.Namespace) -> int:
    """Rule each plan; the exit code is that of the heaviest ruling, or 2 where a plan could not be read."""
    if arguments.plans.count("-") > 1:
        raise InputError("standard input (-) can be read only once; name the other plans by their files")
    by = Rulings(arguments)
    rulings: list[tuple[Plan, Ruling]] = []
    unreadable = False
    for name in arguments.plans:
        try:
            plan = _from_input() if name == "-" else load_plan(name)
            rulings.append(by.ruled(plan))
        except InputError as error:
            print(f"goodoffices: {error}", file=sys.stderr)
            unreadable = True
    if arguments.json:
        _print_json([r for _, r in rulings], len(arguments.plans) > 1)
    elif arguments.quiet:
        for _, ruling in rulings:
            print(f"{ruling.status.value}\t{ruling.as_of}\t{ruling.title}")
    else:
        from goodoffices.cli.report import print_report

        for plan, ruling in rulings:
            print_report(plan, ruling, why=arguments.why)
    if unreadable:
        return UNREADABLE
    return EXIT[max((r.status for _, r in rulings), key=lambda s: s.weight)]


def _from_input() -> Plan:
    """The plan on standard input, of which no more is read than a plan can have."""
    return read_plan(sys.stdin.buffer.read(MAX_BYTES + 1)) if sys.stdin else read_plan(b"")


def _print_json(rulings: list[Ruling], several: bool) -> None:
    import json

    from goodoffices.ruling.export import as_json

    made = [as_json(ruling) for ruling in rulings]
    if several or made:
        print(json.dumps(made if several else made[0], ensure_ascii=False, indent=1))
