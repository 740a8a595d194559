"""`goodoffices check`: rule plans and print the rulings."""

from __future__ import annotations

import argparse
import sys
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.cli.main import UNREADABLE, today
from goodoffices.errors import InputError
from goodoffices.law.base import Law
from goodoffices.marked import MAX_BYTES
from goodoffices.plan.model import Plan
from goodoffices.plan.reader import load_plan, read_plan
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Status

if TYPE_CHECKING:
    from goodoffices.parties.decisions import Decisions
    from goodoffices.parties.lookup import ListsInUse

EXIT = {Status.CLEAR: 0, Status.CONDITIONS: 0, Status.UNKNOWN: 5, Status.PERMISSION: 3, Status.BARRED: 4}


def run(arguments: argparse.Namespace) -> int:
    """Rule each plan; the exit code is that of the heaviest ruling, or 2 where a plan could not be read."""
    if arguments.plans.count("-") > 1:
        raise InputError("standard input (-) can be read only once; name the other plans by their files")
    if not arguments.screen and (arguments.list or arguments.decisions):
        raise InputError("--list and --decisions are for screening; leave out --no-screen")
    screening = _Screening(arguments) if arguments.screen else None
    rulings: list[tuple[Plan, Ruling]] = []
    unreadable = False
    for name in arguments.plans:
        try:
            plan = _from_input() if name == "-" else load_plan(name)
            law = Law.on(arguments.as_of or plan.as_of or today())
            rulings.append(screening.ruled(plan, law) if screening else (plan, rule(plan, law)))
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


class _Screening:
    """The lists and the decisions that a command's plans are screened with: read once, when the first plan has been."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments

    @cached_property
    def _lists(self) -> ListsInUse:
        from goodoffices.parties.chosen import choose
        from goodoffices.parties.lookup import ListsInUse

        return ListsInUse(choose(self._arguments.list or ()))

    @cached_property
    def _decisions(self) -> Decisions:
        from goodoffices.parties.decisions import decisions_file, read_decisions

        return read_decisions(self._arguments.decisions or decisions_file())

    def ruled(self, plan: Plan, law: Law) -> tuple[Plan, Ruling]:
        """The plan with its parties screened, and its ruling."""
        from goodoffices.parties.plan_report import with_screening

        screened = self._lists.look_up(plan, law.as_of, self._decisions)
        return screened.plan, with_screening(rule(screened.plan, law), screened)


def _print_json(rulings: list[Ruling], several: bool) -> None:
    import json

    from goodoffices.ruling.export import as_json

    made = [as_json(ruling) for ruling in rulings]
    if several or made:
        print(json.dumps(made if several else made[0], ensure_ascii=False, indent=1))
