"""One plan through time: its ruling on every day between two, computed only on the days on which it can change.

The ruling of a day is that of `check --as-of DAY`: by the law known on it, for the acts on their own days (or that day, where it is later).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.law.base import Law
from goodoffices.law.rules import LawBase
from goodoffices.plan.model import Act, Plan
from goodoffices.ruling.acts import Worlds, rule_act
from goodoffices.ruling.model import ActRuling, AppliedRule
from goodoffices.values import Day, Status

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days on end, both included, on which an act's ruling stays the same, and the rules that changed on the first of them."""

    start: Day
    until: Day
    ruling: ActRuling
    changed: tuple[AppliedRule, ...]


@dataclass(frozen=True, slots=True)
class ActTimeline:
    """An act's rulings, in the order of days; together they cover the whole time."""

    act: str
    kind: str
    spans: tuple[Span, ...]

    def on(self, day: Day) -> ActRuling:
        """The ruling of one day.

        Raises:
            ValueError: the day lies outside the timeline.
        """
        for span in self.spans:
            if span.start <= day <= span.until:
                return span.ruling
        raise ValueError(f"{day} lies outside the timeline")


@dataclass(frozen=True, slots=True)
class Timeline:
    """A plan's rulings from one day to another, act by act."""

    title: str
    start: Day
    until: Day
    acts: tuple[ActTimeline, ...]

    def status(self, day: Day) -> Status:
        """The plan's status on a day: the heaviest of its acts."""
        return max((act.on(day).status for act in self.acts), key=lambda s: s.weight, default=Status.CLEAR)

    def turns(self) -> tuple[Day, ...]:
        """The days on which some act's ruling changes, in order, the first day of all included."""
        return tuple(sorted({span.start for act in self.acts for span in act.spans}))


def timeline(plan: Plan, base: LawBase, start: Day, until: Day) -> Timeline:
    """The ruling of a plan on every day from `start` to `until`.

    Raises:
        ValueError: `until` is before `start`.
    """
    if until < start:
        raise ValueError(f"the last day, {until}, is before the first, {start}")
    worlds = _Days(plan, base)
    acts = tuple(ActTimeline(act.id, act.kind, tuple(_spans(act, plan, worlds, start, until))) for act in plan.acts)
    return Timeline(plan.title, start, until, acts)


class _Days:
    """The plan's worlds, one for each stretch of days on which the whole law and the plan's own days are the same."""

    def __init__(self, plan: Plan, base: LawBase) -> None:
        self.plan = plan
        self.base = base
        self._made: dict[Day, Worlds] = {}

    def on(self, day: Day) -> Worlds:
        if day not in self._made:
            self._made[day] = Worlds(self.plan, Law.on(day, self.base))
        return self._made[day]


def _spans(act: Act, plan: Plan, worlds: _Days, start: Day, until: Day) -> Iterator[Span]:
    points = [start, *(day for day in change_days(act, plan, worlds.base) if start < day <= until)]
    first, before = start, rule_act(act, worlds.on(start)).ruling
    changed: tuple[AppliedRule, ...] = ()
    for day in points[1:]:
        now = rule_act(act, worlds.on(day)).ruling
        if now == before:
            continue
        yield Span(first, day - _ONE_DAY, before, changed)
        first, changed, before = day, _changed(before, now), now
    yield Span(first, until, before, changed)


def _changed(before: ActRuling, after: ActRuling) -> tuple[AppliedRule, ...]:
    """The rules that came, went, or rest on another source than before; the new text where there is one."""
    old = {rule.id: rule for finding in before.findings for rule in finding.rules}
    new = {rule.id: rule for finding in after.findings for rule in finding.rules}
    came = [rule for ident, rule in new.items() if old.get(ident) != rule]
    return (*came, *(rule for ident, rule in old.items() if ident not in new))


def change_days(act: Act, plan: Plan, base: LawBase) -> list[Day]:
    """The days on which an act's ruling can change: turns of the law that can matter to its kind, and days that the plan names."""
    served = act.fields.get("incident_to") or act.fields.get("pays_for")
    acts = [act, *(other for other in plan.acts if other.id == served)]
    own = {day for one in acts for day in base.change_points_for(one.kind)}
    own.update(base.days_compared)
    for one in acts:
        own.update(_own_days(one, base))
    for party in plan.parties.values():
        for entry in party.listed or ():
            own.update(_edges(entry.start, entry.until))
        for holding in party.holds:
            own.update(_edges(holding.start, holding.until))
    return sorted(own)


def _own_days(act: Act, base: LawBase) -> Iterator[Day]:
    """The days that an act itself names, and those that are counted from its calls."""
    for day in (act.day("from"), act.day("until")):
        yield from _around(day) if day else ()
    for holding in act.holds:
        yield from _edges(holding.start, holding.until)
    called = [call.day for call in act.calls or () if call.day]
    for day in (day + dt.timedelta(days=wait) for day in called for wait in base.days_counted):
        yield from _around(day)


def _edges(start: Day | None, until: Day | None) -> Iterator[Day]:
    if start:
        yield start
    if until:
        yield until + _ONE_DAY


def _around(day: Day) -> tuple[Day, Day]:
    """A comparison with a day can turn on it, or on the day after."""
    return day, day + _ONE_DAY
