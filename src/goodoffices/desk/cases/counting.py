"""How much of a cap is used: what the whole book says was sent, and what a plan still means to send, in the year or month that the law counts.

A plan states such sums itself (`total_this_year`, `parcels_this_month`). Where it does not, and the book knows of a use, the case's next
ruling gets the book's count. Where it does, its own word counts, unless the uses in the book already come to more: that is on record, and the
greater of both is ruled. What the book cannot add up (several currencies, a sealed case) is left open, and the ruling asks.

The book knows only what was recorded in it. Amounts of different currencies are never added.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from goodoffices.desk.cases.canonical import Record
from goodoffices.desk.cases.uses import PARCEL, REMITTANCE, Quantity, Use, kind_of, recipients, same, sender
from goodoffices.law.base import Law
from goodoffices.law.expressions import Atom, atoms
from goodoffices.plan.model import Act, Plan
from goodoffices.values import Day, Money


class Window(NamedTuple):
    """The days over which a cap counts, and the day on which it starts anew."""

    start: Day
    anew: Day

    def has(self, day: Day) -> bool:
        """Whether a day is counted in it."""
        return self.start <= day < self.anew


def year_of(day: Day) -> Window:
    """The calendar year of a day."""
    return Window(day.replace(month=1, day=1), _first(day.year + 1, 1))


def month_of(day: Day) -> Window:
    """The calendar month of a day."""
    return Window(day.replace(day=1), _first(day.year + day.month // 12, day.month % 12 + 1))


def _first(year: int, month: int) -> Day:
    return Day(year, month, 1) if year <= Day.max.year else Day.max


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that rules cap: which uses count, in which field of the plan the sum stands, over which days, and whether for each recipient.

    The windows are those of the rules: "in a calendar month" (15 CFR 740.12(a)); "per year" (31 CFR 510.511(a)), which does not say which
    year and is counted by calendar years, as the plan's field is.
    """

    what: str
    field: str
    window: Callable[[Day], Window]
    each: bool

    def counts(self, plan: Plan, act: Act, use: Use) -> bool:
        """Whether a use counts toward the cap on an act. Of one in a sealed case nobody knows, so it may."""
        if use.what != self.what or use.sealed:
            return use.what == self.what
        return same(use.by, sender(plan, act)) and (not self.each or _meet(use.to, recipients(plan, act)))

    def alike(self, plan: Plan, act: Act, other: Act) -> bool:
        """Whether two acts of a plan use up the same cap."""
        if kind_of(other) != self.what or not same(sender(plan, act), sender(plan, other)):
            return False
        return not self.each or _meet(recipients(plan, other), recipients(plan, act))


MEASURES = {
    REMITTANCE: Measure(REMITTANCE, "total_this_year", year_of, each=False),
    PARCEL: Measure(PARCEL, "parcels_this_month", month_of, each=True),
}


def _meet(these: Sequence[str], those: Sequence[str]) -> bool:
    """Whether somebody is among both; where nobody is named on one side, somebody may be."""
    return not these or not those or any(same(one, other) for one in these for other in those)


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a rule allows, by its paragraph and regime."""

    most: Quantity
    cite: str
    regime: str


@functools.lru_cache(maxsize=256)
def limits(what: str, as_of: Day, day: Day) -> tuple[Limit, ...]:
    """The caps on a measure by the law that is known on one day, as it applies on another: what its rules compare the plan's field with."""
    found: dict[Limit, None] = {}
    for live in Law.on(as_of).at(day).live.values():
        for atom in atoms(live.version.when.node):
            if isinstance(atom, Atom) and atom.op == "le" and atom.path.term.name == f"act.{MEASURES[what].field}":
                value = atom.value
                most = _quantity(value) if isinstance(value, Money) else Quantity(Decimal(str(value)), what)
                found[Limit(most, live.version.cite or live.rule.cite, live.rule.regime)] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a ruling counted for an act. `value` is what it was given (none: the plan was left as it is), and `why` says on what ground:

    `book` (the plan does not say), `more` (the book has more than the plan says), `plan` (the plan's word counts), `open` (it cannot be added up).
    """

    act: str
    field: str
    value: Quantity | None
    stated: Quantity | None
    uses: int
    cases: int
    why: str

    @property
    def record(self) -> Record:
        """As a ruling's payload has it."""
        said = {"act": self.act, "field": self.field, "value": str(self.value or ""), "plan": str(self.stated or "")}
        return {**said, "uses": self.uses, "cases": self.cases, "why": self.why}

    @property
    def fact(self) -> str | int:
        """As the plan says it."""
        value = self.value or Quantity(Decimal(0), self.field)
        return f"{value.amount:f} {value.unit}" if value.unit.isupper() else int(value.amount)


def counted(plan: Plan, case: str, uses: Sequence[Use], day: Day) -> tuple[Counted, ...]:
    """What the uses in the book make of a case's plan; `day` stands for the day of an act that has none."""
    found = (_counted(plan, case, act, uses, day) for act in plan.acts if kind_of(act) in MEASURES)
    return tuple(one for one in found if one is not None)


def _counted(plan: Plan, case: str, act: Act, uses: Sequence[Use], day: Day) -> Counted | None:
    measure = MEASURES[kind_of(act)]
    those = [use for use in uses if measure.counts(plan, act, use)]
    sums = [_sum(plan, case, act, measure, those, window, day) for window in windows(plan, case, act, those, day)]
    counting = {(use.case, use.number) for one in sums for use in one.uses}
    if not counting:
        return None
    stated = act.fields.get(measure.field)
    said = None if stated is None else _stated(stated, measure)
    value, why = _decided(sums, said) if said else _filled(sums, measure.what, day)
    return Counted(act.id, measure.field, value, said, len(counting), len({c for c, _ in counting}), why)


def _decided(sums: Sequence[_Sum], said: Quantity) -> tuple[Quantity | None, str]:
    """The greater of what the plan says, and what the book has on record in the same unit."""
    most = max(one.units.get(said.unit, Decimal(0)) for one in sums)
    return (Quantity(most, said.unit), "more") if most > said.amount else (None, "plan")


def _filled(sums: Sequence[_Sum], what: str, day: Day) -> tuple[Quantity | None, str]:
    """The greatest sum of a window; where one cannot be added up, a part of it that is above a cap by itself."""
    found = [Quantity(amount, unit) for one in sums for unit, amount in one.units.items()]
    if all(one.whole for one in sums) and len({one.unit for one in found}) == 1:
        return max(found, key=lambda one: one.amount), "book"
    for one in sums:
        for limit in limits(what, day, one.window.start):
            part = Quantity(one.units.get(limit.most.unit, Decimal(0)), limit.most.unit)
            if part.amount > limit.most.amount:
                return part, "book"
    return None, "open"


@dataclass(frozen=True, slots=True)
class _Sum:
    """What counts in a window, by unit; not `whole` where something may count that is not known."""

    window: Window
    units: dict[str, Decimal]
    uses: tuple[Use, ...]
    whole: bool


def _sum(plan: Plan, case: str, act: Act, measure: Measure, those: Sequence[Use], window: Window, day: Day) -> _Sum:
    """What was used up in a window when an act is done, this one included: all that was, and what the plan still means to do until then.

    What came after an act that is done already does not count toward it.
    """
    still, known = pending(case, act, those)
    own = [use.day for use in those if (use.case, use.act) == (case, act.id)]
    done = known and still is None and bool(own)
    inside = [use for use in those if window.has(use.day) and not (done and use.day > max(own))]
    added = [use.quantity for use in inside if not use.sealed]
    if not done:
        for other in plan.acts:
            if _before(plan, act, other, measure, day) and touches(other, window, day):
                more, sure = pending(case, other, those)
                known = known and sure
                added += [more] if more else []
    sealed = any(use.sealed for use in inside)
    return _Sum(window, total(added), tuple(inside), known and not sealed)


def _before(plan: Plan, act: Act, other: Act, measure: Measure, day: Day) -> bool:
    """Whether another act of a plan counts toward an act: it uses up the same cap, and does not begin after the act has ended."""
    return other is act or (measure.alike(plan, act, other) and days(other, day)[0] <= days(act, day)[1])


def pending(case: str, act: Act, uses: Iterable[Use]) -> tuple[Quantity | None, bool]:
    """What is still to be done of an act (none: nothing), and whether that is known, which without an amount it is not."""
    amount = act.fields.get("amount")
    if kind_of(act) != REMITTANCE:
        meant = Quantity(Decimal(1), kind_of(act))
    elif isinstance(amount, Money):
        meant = _quantity(amount)
    else:
        return None, False
    own = (use.quantity for use in uses if (use.case, use.act) == (case, act.id))
    left = meant.amount - total(own).get(meant.unit, Decimal(0))
    return (Quantity(left, meant.unit) if left > 0 else None), True


def windows(plan: Plan, case: str, act: Act, those: Sequence[Use], day: Day) -> tuple[Window, ...]:
    """The windows in which an act counts: those of its days, of what was done of it, and of what else counts between its days."""
    measure = MEASURES[kind_of(act)]
    first, last = days(act, day)
    own = [use.day for use in those if (use.case, use.act) == (case, act.id)]
    if own and pending(case, act, those) == (None, True):
        return tuple(sorted({measure.window(one) for one in own}))
    others = (edge for other in plan.acts if measure.alike(plan, act, other) for edge in days(other, day))
    between = (one for one in (*(use.day for use in those), *others) if first <= one <= last)
    return tuple(sorted({measure.window(one) for one in (first, last, *own, *between)}))


def days(act: Act, day: Day) -> tuple[Day, Day]:
    """The first and last day of an act; of one that has none, the day that stands for it."""
    first = act.day("from") or act.day("until") or day
    return first, max(first, act.day("until") or first)


def touches(act: Act, window: Window, day: Day) -> bool:
    """Whether an act has a day in a window."""
    first, last = days(act, day)
    return first < window.anew and last >= window.start


def total(parts: Iterable[Quantity]) -> dict[str, Decimal]:
    """Quantities added up by their units."""
    units: dict[str, Decimal] = {}
    for part in parts:
        units[part.unit] = units.get(part.unit, Decimal(0)) + part.amount
    return units


def in_order(uses: Iterable[Use]) -> Iterator[Use]:
    """Uses by their days, in whatever order they were recorded."""
    yield from sorted(uses, key=lambda use: (use.day, use.case, use.number))


def _stated(value: object, measure: Measure) -> Quantity:
    return _quantity(value) if isinstance(value, Money) else Quantity(Decimal(str(value)), measure.what)


def _quantity(money: Money) -> Quantity:
    return Quantity(money.amount, money.currency)
