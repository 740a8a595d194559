"""The caps on a case's acts, to the day: how much is used by all cases of the book, how much is left, and when a cap starts anew.

Sums and counts in a year or a month are capped by rules whose limits the law base has. How many shipments an exemption of the 1718
Committee allows is read from the condition that the ruling gives; what one letter allows does not start anew.
"""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from goodoffices.desk.cases.canonical import Record, records_of, text_of
from goodoffices.desk.cases.counting import (
    MEASURES,
    Limit,
    Measure,
    Window,
    in_order,
    limits,
    pending,
    total,
    touches,
    windows,
)
from goodoffices.desk.cases.plans import Held
from goodoffices.desk.cases.state import State
from goodoffices.desk.cases.uses import REMITTANCE, SHIPMENT, Quantity, Use, kind_of, recipients, sender
from goodoffices.plan.model import Act, Plan
from goodoffices.plan.reader import read_plan
from goodoffices.values import Day

EXEMPTION = "un-1718-exemption"

_SHIPMENTS = {"in one consignment": 1, "in at most three shipments": 3}
"""How the conditions of Implementation Assistance Notice No. 7 say how many shipments there may be; a test holds the law base to these words."""


@dataclass(frozen=True, slots=True)
class Cap:
    """A cap and what of it is used. `start` and `anew` bound the days that count; without `anew` it does not start anew.

    `others` are uses in units that cannot be held against the limit, `sealed` the uses in sealed cases that may count. `twelve` is the most that
    was used within twelve months up to a day of the window, where that is above a yearly cap that the calendar year keeps to.
    """

    case: str
    what: str
    about: str
    cite: str
    start: Day | None
    anew: Day | None
    limit: Quantity
    used: Decimal
    planned: Decimal
    others: tuple[Quantity, ...] = ()
    elsewhere: int = 0
    sealed: int = 0
    twelve: Decimal = Decimal(0)

    @property
    def left(self) -> Quantity:
        """How much may still be used."""
        return self._so_much(max(self.limit.amount - self.used, Decimal(0)))

    @property
    def over(self) -> bool:
        """Whether more is used than may be."""
        return self.used > self.limit.amount

    @property
    def too_much(self) -> bool:
        """Whether it would be more, once the plan is carried out."""
        return self.used + self.planned > self.limit.amount

    @property
    def told(self) -> tuple[Quantity, Quantity, Quantity]:
        """What is used, what is planned, and what of both is above the limit."""
        both = self.used + self.planned
        return (
            *(self._so_much(self.used), self._so_much(self.planned)),
            self._so_much(max(both - self.limit.amount, Decimal(0))),
        )

    def _so_much(self, amount: Decimal) -> Quantity:
        return Quantity(amount, self.limit.unit)


def caps(state: State, today: Day) -> tuple[Cap, ...]:
    """The caps on a case's acts, those first that are over; of windows that are past, and of a closed case, only those."""
    if not state.plan:
        return ()
    plan = read_plan(state.plan.encode("utf-8"), "the plan")
    found = dict.fromkeys([*_counted(state, plan, today), *_by_letter(state, plan)])
    those = [cap for cap in found if cap.over or (not state.closed and (cap.anew is None or cap.anew > today))]
    return tuple(sorted(those, key=lambda cap: (not cap.over, cap.anew or Day.max, cap.about, cap.cite)))


def _counted(state: State, plan: Plan, today: Day) -> Iterator[Cap]:
    """The caps by year or month, each once, however many acts of the plan use it up."""
    uses = [*state.elsewhere, *state.uses]
    seen: set[tuple[str, Window, Limit]] = set()
    for act in plan.acts:
        measure = MEASURES.get(kind_of(act))
        if measure is None:
            continue
        those = [use for use in uses if measure.counts(plan, act, use)]
        own = (measure.window(use.day) for use in those if use.case == state.name and not use.sealed)
        for window in dict.fromkeys([*windows(plan, state.name, act, those, today), *own]):
            for limit in limits(measure.what, today, max(Day.fromordinal(window.anew.toordinal() - 1), window.start)):
                about = _about(plan, act, measure)
                if limit.regime in _regimes(state, act) and (about, window, limit) not in seen:
                    seen.add((about, window, limit))
                    yield _cap(state, plan, (act, measure, window, limit), those, today)


def _about(plan: Plan, act: Act, measure: Measure) -> str:
    if measure.what == REMITTANCE:
        return f"remittances by {sender(plan, act)}"
    to = " and ".join(recipients(plan, act))
    return f"gift parcels from {sender(plan, act)}" + (f" to {to}" if to else "")


def _cap(state: State, plan: Plan, of: tuple[Act, Measure, Window, Limit], those: Sequence[Use], today: Day) -> Cap:
    act, measure, window, limit = of
    inside = [use for use in those if window.has(use.day)]
    units = total(use.quantity for use in inside if not use.sealed)
    alike = [other for other in plan.acts if measure.alike(plan, act, other) and touches(other, window, today)]
    meant = total(more for other in alike for more, _ in [pending(state.name, other, those)] if more)
    used = units.pop(limit.most.unit, Decimal(0))
    made = Cap(
        *(state.name, measure.field, _about(plan, act, measure), limit.cite, window.start, window.anew, limit.most),
        *(used, meant.get(limit.most.unit, Decimal(0)), tuple(Quantity(a, u) for u, a in sorted(units.items()))),
        elsewhere=sum(use.case != state.name and not use.sealed for use in inside),
        sealed=sum(use.sealed for use in inside),
    )
    twelve = _twelve(those, window, limit.most.unit) if measure.what == REMITTANCE and not made.over else Decimal(0)
    return dataclasses.replace(made, twelve=twelve) if twelve > limit.most.amount else made


def _twelve(those: Iterable[Use], window: Window, unit: str) -> Decimal:
    """The most that was used within twelve months that end on a day of a window: the rule says "per year", and not which."""
    within: deque[Use] = deque()
    most = amount = Decimal(0)
    for use in in_order(one for one in those if not one.sealed and one.quantity.unit == unit):
        within.append(use)
        amount += use.quantity.amount
        while within[0].day <= _year_before(use.day):
            amount -= within.popleft().quantity.amount
        most = max(most, amount) if window.has(use.day) else most
    return most


def _year_before(day: Day) -> Day:
    if day.year == Day.min.year:
        return Day.min
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _regimes(state: State, act: Act) -> set[str]:
    """The regimes of which any ruling of the case found something for an act."""
    return {
        text_of(finding, "regime")
        for kept in state.rulings
        for ruled in records_of(kept.ruling, "acts")
        if text_of(ruled, "act") == act.id
        for finding in records_of(ruled, "findings")
    }


def _by_letter(state: State, plan: Plan) -> Iterator[Cap]:
    """The shipments that exemptions allow: by each letter that was granted, and before there is one, in all."""
    ruling = state.ruling.ruling if state.ruling else {}
    letters: list[Held | None] = [held for held in state.granted if held.permission == EXEMPTION]
    allowed: dict[tuple[int, str], list[Act]] = {}
    for act in plan.acts:
        found = _shipments(ruling, act.id)
        if found:
            allowed.setdefault(found, []).append(act)
    for (most, cite), acts in allowed.items():
        for held in letters or [None]:
            those = [act for act in acts if held is None or stands_on(held.on, plan, act)]
            if those:
                yield _shipped(state, those, held, most, cite)


def _shipped(state: State, acts: Sequence[Act], held: Held | None, most: int, cite: str) -> Cap:
    first, last = (held.start or Day.min, held.until or Day.max) if held else (Day.min, Day.max)
    idents = {act.id for act in acts}
    inside = [use for use in state.uses if use.what == SHIPMENT and use.act in idents and first <= use.day <= last]
    limit = Quantity(Decimal(1 if held and held.entries == "one" else most), SHIPMENT)
    about = f"shipments under {EXEMPTION}" + (f" {held.number}" if held and held.number else "")
    meant = sum((Decimal(str(act.fields.get("shipments", 1))) for act in acts), Decimal(0))
    used = Decimal(sum(use.count for use in inside))
    start = held.start if held else None
    return Cap(state.name, "shipments", about, cite, start, None, limit, used, max(meant - used, Decimal(0)))


def stands_on(on: Iterable[str], plan: Plan, act: Act) -> bool:
    """Whether what stands on acts or parties stands on an act, by itself or by whoever has a part in it."""
    parts = {act.id, plan.sponsor, *(ident for name in act.fields for ident in _idents(act, plan, name))}
    return not parts.isdisjoint(on)


def _idents(act: Act, plan: Plan, name: str) -> tuple[str, ...]:
    value = act.fields.get(name)
    words = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    return tuple(word for word in words if word in plan.parties)


def _shipments(ruling: Record, ident: str) -> tuple[int, str] | None:
    """How many shipments the conditions of an act's findings allow, and by which paragraph."""
    for act in records_of(ruling, "acts"):
        for finding in records_of(act, "findings") if text_of(act, "act") == ident else ():
            for condition in records_of(finding, "conditions"):
                for words, most in _SHIPMENTS.items():
                    if words in text_of(condition, "do"):
                        return most, text_of(condition, "cite")
    return None
