"""Uses that nothing in the case allows: they happened, so they are recorded, and they are told as something to look into.

Each use is held against the newest ruling before it, and against every permission that the case was granted, also where the answer came
into the journal later. That a use is none of these does not make it lawful.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from goodoffices.desk.cases.canonical import Record, records_of, text_of
from goodoffices.desk.cases.caps import stands_on
from goodoffices.desk.cases.counting import in_order
from goodoffices.desk.cases.state import Grant, KeptRuling, State
from goodoffices.desk.cases.uses import OTHER, SHIPMENT, Quantity, Use
from goodoffices.plan.model import Act, Plan
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day, Money


@dataclass(frozen=True, slots=True)
class Breach:
    """Something about a use to look into: which entry and act, of which day, and what it is."""

    number: int
    act: str
    day: Day
    says: str

    def __str__(self) -> str:
        return f"{self.act} on {self.day} (entry {self.number}): {self.says}"


def breaches(state: State) -> tuple[Breach, ...]:
    """What there is to look into in a case, by the days of its uses; of a sealed case nothing is known."""
    plans: dict[str, Plan] = {}
    found: dict[Breach, None] = {}
    earlier: dict[str, list[Use]] = {}
    for use in in_order(one for one in state.uses if not one.sealed):
        before = earlier.setdefault(use.act, [])
        before.append(use)
        ruled = _ruled_before(state, use)
        if ruled is None:
            continue
        if ruled.plan not in plans:
            plans[ruled.plan] = read_plan(ruled.plan.encode("utf-8"), "the plan of the ruling")
        plan = plans[ruled.plan]
        act = next((one for one in plan.acts if one.id == use.act), None)
        if act is not None:
            grants = [grant for grant in state.grants if stands_on(grant.held.on, plan, act)]
            says = (
                *_outside(act, use),
                *_beyond(act, before),
                *_without(ruled.ruling, act, grants, use),
                *_again(grants, before),
            )
            found |= {Breach(use.number, use.act, use.day, word): None for word in says}
    return tuple(found)


def _ruled_before(state: State, use: Use) -> KeptRuling | None:
    return next((kept for kept in reversed(state.rulings) if kept.number < use.number), None)


def _outside(act: Act, use: Use) -> Iterator[str]:
    """The law was asked about the act's own days."""
    first, last = act.day("from"), act.day("until") or act.day("from")
    if (first and use.day < first) or (last and use.day > last):
        days = " to ".join(dict.fromkeys(str(day) for day in (first, last) if day))
        yield f"the plan has it on {days}, and only that was ruled"


def _beyond(act: Act, before: list[Use]) -> Iterator[str]:
    """More than the plan says was not ruled either."""
    amount, use = act.fields.get("amount"), before[-1]
    if not isinstance(amount, Money) or use.amount is None:
        return
    if use.amount.currency != amount.currency:
        yield f"the plan says {amount}, and this was {use.amount}"
        return
    sent = sum(
        (one.amount.amount for one in before if one.amount and one.amount.currency == amount.currency), Decimal()
    )
    if sent > amount.amount:
        yield f"with it {Quantity(sent, amount.currency)} were used, and the plan says {amount}"


def _without(ruling: Record, act: Act, grants: list[Grant], use: Use) -> Iterator[str]:
    """What the ruling asked for and nobody had on that day, what it bars, and what it left open."""
    told: set[str] = set()
    for finding in _findings(ruling, act):
        regime, status, subject = (text_of(finding, key) for key in ("regime", "status", "subject"))
        if status == "barred":
            yield f"the ruling before it says that it is barred ({regime}: {_cites(finding)})"
        elif status == "unknown":
            yield f"the ruling before it left {regime} open"
        for asked in records_of(finding, "permissions") if status == "permission" else ():
            permission = text_of(asked, "id")
            told.add(permission)
            those = [one for one in grants if one.held.permission == permission and _covers(one, act, subject)]
            if not any(one.runs(use.day) for one in those):
                had = f": {_runs(those)}" if those else ", and the case has none"
                yield f"it needed {permission}{had}"
    for permission in dict.fromkeys(grant.held.permission for grant in grants):
        those = [grant for grant in grants if grant.held.permission == permission]
        if permission not in told and not any(grant.runs(use.day) for grant in those):
            yield f"{permission} was not in force: {_runs(those)}"


def _again(grants: list[Grant], before: list[Use]) -> Iterator[str]:
    """A permission for one entry or shipment serves once."""
    use = before[-1]
    for held in {grant.held.number: grant.held for grant in grants if grant.held.entries == "one"}.values():
        inside = [one for one in before if (held.start or Day.min) <= one.day <= (held.until or Day.max)]
        many = sum(one.count for one in inside)
        if many > 1 and use in inside and use.what in (SHIPMENT, OTHER):
            yield f"{held.permission}{f' {held.number}' if held.number else ''} is for one entry or shipment, and this made {many}"


def _findings(ruling: Record, act: Act) -> Iterator[Record]:
    for ruled in records_of(ruling, "acts"):
        if text_of(ruled, "act") == act.id:
            yield from records_of(ruled, "findings")


def _cites(finding: Record) -> str:
    return ", ".join(dict.fromkeys(text_of(rule, "cite") for rule in records_of(finding, "rules")))


def _covers(grant: Grant, act: Act, subject: str) -> bool:
    covers = grant.held.covers
    items = (subject.removeprefix("item:"),) if subject.startswith("item:") else tuple(i.name for i in act.items or ())
    return not covers or act.id in covers or any(item in covers for item in items)


def _runs(grants: list[Grant]) -> str:
    """From when to when permissions run."""
    runs = (
        f"{grant.held.number or 'granted'} runs from {grant.held.start or grant.day}"
        + (f" until {grant.held.until}" if grant.held.until else "")
        for grant in grants
    )
    return ", ".join(dict.fromkeys(runs))
