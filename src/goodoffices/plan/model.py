"""A plan in memory: parties, acts and items with the fields that the plan gives, and no others.

A field that the plan leaves out is unknown and is not in `fields`; nothing here fills it in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from goodoffices.errors import Place
from goodoffices.values import Day, Money

Field = bool | int | str | Decimal | Day | Money | tuple[str, ...]
"""A plain field's value; a list is a tuple of words."""


@dataclass(frozen=True, slots=True)
class Listing:
    """That a party stands, or stood, on a list (`us-sdn`, `us-515`, `un-1718`, `eu`, `uk`)."""

    list: str
    start: Day | None = None
    until: Day | None = None

    def covers(self, day: Day) -> bool:
        """Whether the party is on the list that day."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Presence:
    """An earlier stay in a country; `day` is None where it is not said."""

    country: str
    day: Day | None
    roles: tuple[str, ...]
    in_service_of: str


@dataclass(frozen=True, slots=True)
class Ownership:
    """A share of a party, in percent, and who holds it; the share is None where it is not said."""

    party: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Call:
    """An earlier call of a craft in a country; `day` is None where it is not said."""

    place: str
    day: Day | None


@dataclass(frozen=True, slots=True)
class Holding:
    """A permission or notice that is already had, asked for, or refused."""

    permission: str
    state: str
    number: str
    start: Day | None
    until: Day | None
    entries: str
    covers: tuple[str, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of goods."""

    name: str
    fields: Mapping[str, Field]
    specs: Mapping[str, Field]
    place: Place


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody, or a body, a bank, a vessel or an aircraft, that the plan names."""

    id: str
    kind: str
    fields: Mapping[str, Field]
    place: Place
    listed: tuple[Listing, ...] | None = None
    been_in: tuple[Presence, ...] | None = None
    owned_by: tuple[Ownership, ...] | None = None
    holds: tuple[Holding, ...] = ()
    unsettled: frozenset[str] | None = None
    """Where screening filled `listed`: the lists on which the party may stand all the same. None where `listed` is the plan's own word."""

    @property
    def name(self) -> str:
        """The name as written, or the id where there is none."""
        return str(self.fields.get("name", self.id))


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody wants to do."""

    id: str
    kind: str
    fields: Mapping[str, Field]
    place: Place
    items: tuple[Item, ...] | None = None
    calls: tuple[Call, ...] | None = None
    holds: tuple[Holding, ...] = ()
    facts: Mapping[str, Field] = field(default_factory=dict)

    def named_items(self) -> tuple[tuple[str, Item], ...]:
        """The items, each with a name of its own: of several pumps the second is `pump (2)`."""
        items = self.items or ()
        return tuple(zip(own_names([item.name for item in items]), items, strict=True))

    def ids(self, name: str) -> tuple[str, ...] | None:
        """The party ids in a field, or None where the plan does not give it."""
        value = self.fields.get(name)
        if value is None:
            return None
        return value if isinstance(value, tuple) else (str(value),)

    def day(self, name: str) -> Day | None:
        """A day in a field, or None."""
        value = self.fields.get(name)
        return value if isinstance(value, Day) else None


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan. `as_of` is None where it is to be ruled by the law of today."""

    title: str
    as_of: Day | None
    sponsor: str
    parties: Mapping[str, Party]
    acts: tuple[Act, ...]
    place: Place


def own_names(names: Sequence[str]) -> list[str]:
    """Names of which none comes twice: the second pump is `pump (2)`, unless something is called so already."""
    found: dict[str, None] = {}
    for name in names:
        own, number = name, 1
        while own in found or (number > 1 and own in names):
            number += 1
            own = f"{name} ({number})"
        found[own] = None
    return list(found)
