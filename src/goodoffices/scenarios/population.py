"""Many plans through the years and under many reforms: the tables of docs/what-would-open.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.law.base import Law
from goodoffices.law.rules import LawBase
from goodoffices.plan.model import Plan
from goodoffices.ruling.rule import rule
from goodoffices.scenarios.compare import Summary, compare, summary
from goodoffices.scenarios.reform import Reform
from goodoffices.values import Day, Status


@dataclass(frozen=True, slots=True)
class Population:
    """Plans by the law of several days, and on one of them under each reform."""

    count: int
    by_day: Mapping[Day, Mapping[Status, int]]
    day: Day
    reforms: tuple[Summary, ...]


def population(plans: Sequence[Plan], base: LawBase, days: Iterable[Day], day: Day, reforms: Iterable[Reform]) -> Population:
    """How many plans have which status by the law of each of `days`, and what each reform does to them on `day`."""
    by_day = {one: Counter(rule(plan, Law.on(one, base)).status for plan in plans) for one in days}
    made = [summary([reform], (compare(plan, base, [reform], day) for plan in plans)) for reform in reforms]
    return Population(len(plans), by_day, day, tuple(made))
