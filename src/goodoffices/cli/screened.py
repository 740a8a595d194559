"""Ruling a plan as the commands do it: its parties looked up on the lists first, unless that was declined."""

from __future__ import annotations

import argparse
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from goodoffices.cli.main import today
from goodoffices.errors import InputError
from goodoffices.law.base import Law
from goodoffices.plan.model import Plan
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.rule import rule
from goodoffices.values import Day

if TYPE_CHECKING:
    from goodoffices.parties.decisions import Decisions
    from goodoffices.parties.lookup import ListsInUse


class Rulings:
    """Rules plans for a command; the lists and the decisions that they are screened with are read once, when the first plan has been.

    Raises:
        InputError: lists or decisions are named for a screening that was declined.
    """

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._screens: bool = arguments.screen
        self._as_of: Day | None = arguments.as_of
        self._names: list[str] = arguments.list or []
        self._file: Path | None = arguments.decisions
        if not self._screens and (self._names or self._file):
            raise InputError("--list and --decisions are for screening; leave out --no-screen")

    def law(self, plan: Plan) -> Law:
        """The law of the day that was asked for, else of the plan's own, else of today."""
        return Law.on(self._as_of or plan.as_of or today())

    def ruled(self, plan: Plan) -> tuple[Plan, Ruling]:
        """The plan with its parties screened, and its ruling."""
        law = self.law(plan)
        if not self._screens:
            return plan, rule(plan, law)
        from goodoffices.parties.plan_report import with_screening

        screened = self._lists.look_up(plan, law.as_of, self._decisions)
        return screened.plan, with_screening(rule(screened.plan, law), screened)

    @cached_property
    def _lists(self) -> ListsInUse:
        from goodoffices.parties.chosen import choose
        from goodoffices.parties.lookup import ListsInUse

        return ListsInUse(choose(self._names))

    @cached_property
    def _decisions(self) -> Decisions:
        from goodoffices.parties.decisions import decisions_file, read_decisions

        return read_decisions(self._file or decisions_file())
