"""What was really done of a plan: money sent, parcels and shipments that went. Each is an entry of its case; together they use up the caps.

Who sent and who received is known by name, since every plan has ids of its own: the same name, but for capitals, blanks and how its letters
are encoded, is taken for the same person. The day and the kind of a use are no secret; act, names and amount are, and stand in the payload.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from goodoffices.desk.cases.canonical import Json, Record, number_of, text_of, texts_of
from goodoffices.desk.cases.entries import Entry
from goodoffices.desk.cases.journal import Kept
from goodoffices.errors import InputError
from goodoffices.plan.model import Act, Plan
from goodoffices.values import Day, Money, read_day, read_money

REMITTANCE, PARCEL, SHIPMENT, OTHER = "remittance", "parcel", "shipment", "other"

_GOODS = ("export", "import", "sale", "lease")
_RECIPIENTS = ("to", "with", "end_user", "for_benefit_of")


@dataclass(frozen=True, slots=True)
class Quantity:
    """So much of something: an amount in a currency (its ISO code), or so many parcels or shipments."""

    amount: Decimal
    unit: str

    def __str__(self) -> str:
        if self.unit.isupper():
            return str(Money(self.amount, self.unit))
        return f"{self.amount:,.0f} {self.unit}{'' if self.amount == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Used:
    """What somebody says was done: how much of which act, on which day. `mistaken` is instead the entry of a use that was recorded wrongly."""

    act: str
    day: Day
    amount: Money | None = None
    count: int = 1
    mistaken: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """One use, by the entry that records it. Of a sealed case only the day and the kind are known."""

    case: str
    number: int
    day: Day
    what: str
    act: str = ""
    by: str = ""
    to: tuple[str, ...] = ()
    amount: Money | None = None
    count: int = 1
    sealed: bool = False

    @property
    def quantity(self) -> Quantity:
        """How much it was, in what its kind is counted in."""
        if self.amount is not None:
            return Quantity(self.amount.amount, self.amount.currency)
        return Quantity(Decimal(self.count), self.what)


def kind_of(act: Act) -> str:
    """As what the doing of an act is counted."""
    if act.kind == "remittance":
        return REMITTANCE
    if act.fields.get("gift_parcel") is True:
        return PARCEL
    return SHIPMENT if act.kind in _GOODS else OTHER


def sender(plan: Plan, act: Act) -> str:
    """Who does an act, by name: whoever its `by` names, else the plan's sponsor."""
    return _name(plan, str(act.fields.get("by", plan.sponsor)))


def recipients(plan: Plan, act: Act) -> tuple[str, ...]:
    """For whom something goes, by name."""
    return tuple(dict.fromkeys(_name(plan, ident) for field in _RECIPIENTS for ident in act.ids(field) or ()))


def words_of(plan: Plan, act: Act, used: Used) -> dict[str, Json]:
    """What of a use may be personal, as its payload has it."""
    amount = f"{used.amount.amount:f} {used.amount.currency}" if used.amount else ""
    names: dict[str, Json] = {"by": sender(plan, act), "to": list(recipients(plan, act))}
    return {"act": act.id, **names, "amount": amount, "count": used.count}


def use_of(entry: Entry, payload: Record | None) -> Use:
    """The use that an entry records.

    Raises:
        InputError: it says no day, or an amount that is none: no program of ours wrote that.
    """
    what = text_of(entry.facts, "what")
    try:
        day = read_day(text_of(entry.facts, "day"))
        if payload is None:
            return Use(entry.case, entry.number, day, what, sealed=True)
        amount = text_of(payload, "amount")
        return Use(
            *(entry.case, entry.number, day, what, text_of(payload, "act"), text_of(payload, "by")),
            *(texts_of(payload, "to"), read_money(amount) if amount else None, number_of(payload, "count")),
        )
    except ValueError as error:
        raise InputError(
            f"case {entry.case}, entry {entry.number}: the use that it records cannot be read: {error}"
        ) from None


def uses_of(entries: Iterable[Kept]) -> list[Use]:
    """The uses that entries record, less those that a later entry calls mistaken."""
    found: dict[tuple[str, int], Use] = {}
    for kept in entries:
        mistaken = number_of(kept.entry.facts, "mistaken")
        if mistaken:
            found.pop((kept.entry.case, mistaken), None)
        else:
            found[kept.entry.case, kept.entry.number] = use_of(kept.entry, kept.payload)
    return list(found.values())


def same(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals, blanks and how their letters are encoded."""
    return _plainly(one) == _plainly(other)


def _plainly(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _name(plan: Plan, ident: str) -> str:
    party = plan.parties.get(ident)
    return party.name if party else ident
