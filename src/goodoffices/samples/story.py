"""A plan in the making: its parties as they are first named, its days, and the acts so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goodoffices.errors import Place
from goodoffices.plan.catalogue import Good
from goodoffices.plan.fields import ACTS
from goodoffices.plan.model import Act, Call, Field, Holding, Item, Listing, Ownership, Party, Presence
from goodoffices.samples.cast import SORTS
from goodoffices.samples.dice import Dice
from goodoffices.values import Day, Money

FIRST, LAST = Day(2008, 7, 1), Day(2026, 12, 31)
"""The days between which the acts take place."""


@dataclass
class Story:
    """What is known of a plan while it is made. `frank` is the share of facts that its author gives."""

    dice: Dice
    goods: tuple[Good, ...]
    frank: float
    start: Day
    end: Day
    purposes: tuple[str, ...]
    place: Place
    sponsor: str = ""
    people: list[str] = field(default_factory=list)
    parties: dict[str, Party] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    def named(self, sort: str, **links: Field) -> str:
        """The id of the party of a sort, which is made where the plan does not have it yet."""
        if sort not in self.parties:
            self.parties[sort] = self._party(sort, links)
        return sort

    def _party(self, sort: str, links: Mapping[str, Field]) -> Party:
        dice, kind = self.dice, SORTS[sort]
        fields: dict[str, Field] = {"id": sort, "kind": kind.kind, "name": dice.pick(kind.names)}
        fields |= dice.said({**dice.pick(kind.facts), **kind.also, **links}, self.frank)
        lists = dice.pick(kind.lists)
        person, body = kind.kind == "person", kind.kind == "organisation"
        return Party(
            sort,
            kind.kind,
            fields,
            self.place,
            listed=tuple(self._listing(name) for name in lists) if dice.chance(self.frank * 0.8) else None,
            been_in=self._stays() if person and dice.chance(self.frank * 0.5) else None,
            owned_by=self._owners(sort) if body and dice.chance(0.2) else None,
            holds=(self.holding("us-special-validation"),) if person and dice.chance(0.05) else (),
        )

    def _listing(self, name: str) -> Listing:
        if self.dice.chance(0.5):
            return Listing(name)
        return Listing(name, self.start - dt.timedelta(days=self.dice.number(-200, 2000)), None)

    def _stays(self) -> tuple[Presence, ...]:
        if self.dice.chance(0.5):
            return ()
        day = self.start - dt.timedelta(days=self.dice.number(30, 4000)) if self.dice.chance(0.7) else None
        roles = self.dice.some(("aid-worker", "tourist", "official"), self.dice.number(0, 1))
        return (Presence("KP", day, tuple(roles), self.dice.pick(("", "", "SE"))),)

    def _owners(self, sort: str) -> tuple[Ownership, ...]:
        owner = next((ident for ident in self.parties if ident != sort), "")
        share = Decimal(self.dice.pick((10, 50, 100))) if self.dice.chance(0.8) else None
        return (Ownership(owner, share),) if owner else ()

    def holding(self, permission: str) -> Holding:
        """A permission or notice in some state."""
        dice = self.dice
        until = self.end + dt.timedelta(days=dice.number(-20, 300)) if dice.chance(0.5) else None
        number = f"{dice.number(100, 999)}-{dice.number(10, 99)}" if dice.chance(0.4) else ""
        state = dice.pick(("granted", "granted", "applied", "refused", "filed"))
        return Holding(permission, state, number, None, until, "", (), ())

    def act(
        self,
        ident: str,
        kind: str,
        must: Mapping[str, Field],
        may: Mapping[str, Field],
        *,
        items: tuple[Item, ...] | None = None,
        calls: tuple[Call, ...] | None = None,
        holds: tuple[Holding, ...] = (),
        facts: Mapping[str, Field] | None = None,
    ) -> None:
        """Add an act: what it cannot do without, and what its author may or may not say."""
        dice = self.dice
        common: dict[str, Field] = {"purposes": self.purposes, **may}
        if dice.chance(0.4):
            common["relation_to_government"] = dice.pick(("none", "incidental", "necessary", "partnership"))
        if dice.chance(0.15):
            common["us_nexus"] = dice.chance(0.5)
        given = {name: value for name, value in common.items() if name in ACTS[kind]}
        fields: dict[str, Field] = {"id": ident, "kind": kind, **must, **dice.said(given, self.frank)}
        if dice.chance(0.85):
            fields |= {"from": self.start, "until": self.end}
        kept = dice.said(facts or {}, 0.5) if dice.chance(self.frank) else {}
        self.acts.append(Act(ident, kind, fields, self.place, items, calls, holds, kept))

    def money(self, high: int) -> Money:
        """A round sum in one of the currencies that such plans use."""
        return Money(Decimal(self.dice.number(1, high) * 50), self.dice.pick(("USD", "USD", "EUR", "CNY")))

    def items(self, count: int, **said: Field) -> tuple[Item, ...]:
        """Different goods of the catalogue, some with their codes."""
        return tuple(self._item(good, said) for good in self.dice.some(self.goods, count))

    def _item(self, good: Good, said: Mapping[str, Field]) -> Item:
        dice = self.dice
        name = dice.pick((good.name, *good.synonyms))
        code = good.hs[0] if good.hs else ""
        may: dict[str, Field] = {
            "quantity": f"{dice.number(1, 40)} crates",
            "value": self.money(200),
            **({"hs": f"{code[:4]}.{code[4:]}"} if code and dice.chance(0.6) else {}),
            **({"eccn": good.eccn[0]} if dice.chance(0.5) else {}),
            **({"origin": dice.pick(("US", "CN", "DE", "KP"))} if dice.chance(0.3) else {}),
            **({"bought_in": dice.pick(("US", "CN"))} if dice.chance(0.2) else {}),
            **({"us_content": Decimal(dice.number(0, 100))} if dice.chance(0.2) else {}),
            **{name: dice.chance(0.5) for name in ("luxury", "kp_content", "subject_to_ear") if dice.chance(0.25)},
            **said,
        }
        classes = {"food": good.food, "medicine": good.medicine, "medical_device": good.medical_device}
        classes["informational"] = good.informational
        may |= {word: value for word, value in classes.items() if value is not None and dice.chance(0.3)}
        specs: dict[str, Field] = {"flow_litres_per_minute": Decimal(dice.number(20, 900))} if "pump" in name else {}
        return Item(name, {"name": name, **dice.said(may, self.frank)}, dice.said(specs, 0.5), self.place)
