"""Ruling one act: every regime by itself, on each day of the act on which the law may differ."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from goodoffices.law.base import BEGINS, Law, Tables
from goodoffices.law.rules import REGIMES
from goodoffices.plan.model import Act, Plan
from goodoffices.ruling.decide import Outcome, all_outcomes, world_of
from goodoffices.ruling.findings import finding_of
from goodoffices.ruling.held import holdings, runs
from goodoffices.ruling.model import ActRuling, Assumption, Finding
from goodoffices.ruling.reasons import assumptions
from goodoffices.ruling.situations import World
from goodoffices.ruling.views import View
from goodoffices.values import Day, Money, Status


@dataclass(frozen=True, slots=True)
class RuledAct:
    """An act's ruling, what it takes for granted, the rare facts that it went on without (`item.usml`), and the plan's own fields that
    it went on without (`meat.us_nexus`).
    """

    ruling: ActRuling
    assumptions: tuple[Assumption, ...]
    unasked: frozenset[str]
    left_aside: frozenset[str]


class Worlds:
    """A plan under the law of each day that its acts ask for; days with the same law share a world."""

    def __init__(self, plan: Plan, law: Law) -> None:
        self.plan = plan
        self.law = law
        self._made: dict[Tables, World] = {}
        self._days: dict[Day, World] = {}

    def on(self, day: Day) -> World:
        """The plan under the law that applies on a day, as it was known on the day of the ruling."""
        if day not in self._days:
            at = self.law.at(day)
            if at.tables not in self._made:
                self._made[at.tables] = world_of(self.plan, at)
            self._days[day] = self._made[at.tables]
        return self._days[day]

    def forget(self) -> None:
        """Let go of what was worked out: acts and views refer to each other, and would else lie about until the garbage collector comes."""
        for world in self._made.values():
            world.forget()
        self._made.clear()
        self._days.clear()


def rule_act(act: Act, worlds: Worlds) -> RuledAct:
    """What the law makes of one act of a plan."""
    law = worlds.law
    days = days_of(act, law)
    outcomes: dict[str, list[Outcome]] = {}
    for day in days:
        for regime, found in all_outcomes(worlds.on(day).act(act.id)).items():
            outcomes.setdefault(regime, []).extend(found)
    reached = [regime for regime in REGIMES if regime in outcomes]
    findings = tuple(finding for regime in reached for finding in _findings(regime, outcomes[regime], act))
    # Of a day before the law base begins, finding nothing means nothing.
    least = Status.UNKNOWN if min(days[0], law.as_of) < BEGINS else Status.CLEAR
    heaviest = max((least, *(f.status for f in findings)), key=lambda s: s.weight)
    views = [view for day in days for view in worlds.on(day).act(act.id).views()]
    assumed = [one for view in views for one in assumptions(view)]
    assumed += _held(act, worlds.on(days[0]), law.as_of)
    assumed += _no_bank(act)
    unasked, left_aside = _gone_without(views)
    ruling = ActRuling(act.id, act.kind, heaviest, findings)
    return RuledAct(ruling, tuple(dict.fromkeys(assumed)), unasked - law.base.renewals, left_aside)


def _gone_without(views: Iterable[View]) -> tuple[frozenset[str], frozenset[str]]:
    """What nobody has said and rules went on without: rare facts by their terms, and fields of the plan by whose they are."""
    rare: set[str] = set()
    fields: set[str] = set()
    for view in views:
        for term in view.left_aside():
            if term.field in ("", "facts"):
                rare.add(term.name)
            elif view.source is not None and term.field not in view.source.fields:
                fields.add(f"{view.ident}.{term.field}")
    return frozenset(rare), frozenset(fields)


def _no_bank(act: Act) -> Iterator[Assumption]:
    if act.kind in ("payment", "remittance") and act.ids("via") is None:
        amount = act.fields.get("amount")
        # A dollar payment clears in New York by its nature; whether it does is then asked.
        american = "" if isinstance(amount, Money) and amount.currency == "USD" else "American or "
        text = f"no bank on the way of {act.id} is named, and none is taken to be {american}listed"
        yield Assumption(f"{act.id}.via", text, "name the banks under `via:`")


def days_of(act: Act, law: Law) -> list[Day]:
    """The days on which the law for an act may differ: its first, and each turn of the law that is known by then."""
    first = max(act.day("from") or law.as_of, law.as_of)
    last = max(act.day("until") or first, first)
    turns = law.base.turns
    between = turns[bisect.bisect_right(turns, (first, Day.max)) : bisect.bisect_right(turns, (last, Day.max))]
    return [first, *dict.fromkeys(day for day, published in between if published <= law.as_of)]


def _findings(regime: str, outcomes: Sequence[Outcome], act: Act) -> Iterable[Finding]:
    by_subject: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        by_subject.setdefault(outcome.subject, []).append(outcome)
    for subject, found in by_subject.items():
        yield finding_of(regime, subject, found, act)


def _held(act: Act, world: World, as_of: Day) -> Iterable[Assumption]:
    for holding in holdings(world.act(act.id)):
        state = (
            holding.state
            if holding.state != "granted"
            else "granted"
            if runs(holding, act, as_of)
            else "granted, but not for all days of the act"
        )
        covers = f", covering {', '.join(holding.covers)}" if holding.covers else ""
        until = (
            f", until {holding.until}"
            if holding.until
            else ", with no last day given, so taken to run"
            if holding.state == "granted"
            else ""
        )
        yield Assumption(
            f"{act.id}.holds",
            f"{holding.permission} is {state} for {act.id}{covers}{until}, as the plan says",
            "change `holds:`",
        )
