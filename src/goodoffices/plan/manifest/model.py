"""What a packing list comes to: lines of goods, rows that are none, and what the user should know of the reading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from goodoffices.plan.catalogue import Match
from goodoffices.plan.manifest.columns import Columns
from goodoffices.values import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One line of goods: the row that it stands in, its fields as a plan has them, what was told of reading it, and the catalogue's match."""

    row: int
    name: str
    quantity: str = ""
    value: Money | None = None
    hs: str = ""
    eccn: str = ""
    origin: str = ""
    told: tuple[str, ...] = ()
    match: Match | None = None

    def fields(self) -> dict[str, str]:
        """The item's fields as the plan's file has them."""
        value = f"{_plainly(self.value.amount)} {self.value.currency}" if self.value else ""
        all_of_them = {
            "name": self.name,
            "quantity": self.quantity,
            "value": value,
            "hs": self.hs,
            "eccn": self.eccn,
            "origin": self.origin,
        }
        return {key: text for key, text in all_of_them.items() if text}


def _plainly(amount: Decimal) -> str:
    return f"{amount:.0f}" if amount == amount.to_integral_value() else f"{amount:f}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is no line of goods, and why."""

    row: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A packing list that was read."""

    sheet: str
    heading_row: int
    columns: Columns
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user says of a packing list: columns by meaning, whether to guess the others, and how to read it.

    `decimal` is `point` or `comma`; `skip` holds rows to be left out.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    guess: bool = True
    sheet: str = ""
    encoding: str = ""
    currency: str = ""
    decimal: str = ""
    skip: frozenset[int] = frozenset()
