"""Many plans through the years and under many reforms: the tables of docs/what-would-open.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.law.base import Law
from goodoffices.law.rules import LawBase
from goodoffices.plan.model import Plan
from goodoffices.ruling.model import Ruling
from goodoffices.ruling.rule import rule
from goodoffices.scenarios.compare import Summary, compare, summary
from goodoffices.scenarios.reform import Reform
from goodoffices.values import Day, Status


@dataclass(frozen=True, slots=True)
class Year:
    """How many plans have each status by the law of a day, and how many permissions they need together."""

    statuses: Mapping[Status, int]
    permissions: int


@dataclass(frozen=True, slots=True)
class Population:
    """Plans by the law of several days, and on one of them under each reform."""

    count: int
    by_day: Mapping[Day, Year]
    day: Day
    reforms: tuple[Summary, ...]


def population(
    plans: Sequence[Plan], base: LawBase, days: Iterable[Day], day: Day, reforms: Iterable[Reform]
) -> Population:
    """How many plans have which status by the law of each of `days`, and what each reform does to them on `day`."""
    by_day = {one: _year([rule(plan, Law.on(one, base)) for plan in plans]) for one in days}
    made = [summary([reform], (compare(plan, base, [reform], day) for plan in plans)) for reform in reforms]
    return Population(len(plans), by_day, day, tuple(made))


def _year(rulings: Sequence[Ruling]) -> Year:
    return Year(Counter(one.status for one in rulings), sum(len(one.permissions) for one in rulings))
