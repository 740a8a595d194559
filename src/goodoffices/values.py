"""The values that plans and law are made of: money, days, truth, status."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import NamedTuple

Day = dt.date
"""A calendar day; the law counts in days and knows no time zones."""

Truth = bool | None
"""Kleene's three values: true, false, and None for unknown."""

_MONEY = re.compile(r"^([0-9]{1,3}(?:[,_][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s+([A-Z]{3})$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217). Amounts of different currencies are never compared."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        whole = self.amount == self.amount.to_integral_value()
        return f"{self.amount:,.0f} {self.currency}" if whole else f"{self.amount:,} {self.currency}"


def read_money(text: str) -> Money:
    """Read `AMOUNT CURRENCY`, such as `5000 USD`.

    Raises:
        ValueError: the text has another form, or the amount is no number.
    """
    match = _MONEY.match(text.strip())
    if not match:
        raise ValueError(f"{text!r} is not money; write an amount and a currency, such as '5000 USD'")
    from goodoffices.codes import CURRENCIES

    if match[2] not in CURRENCIES:
        raise ValueError(f"{match[2]!r} is not an ISO 4217 currency; write for instance USD, EUR or CNY")
    try:
        return Money(Decimal(match[1].replace(",", "").replace("_", "")), match[2])
    except InvalidOperation:
        raise ValueError(f"{text!r} is not money; write for instance '5000 USD'") from None


def read_day(text: str) -> Day:
    """Read an ISO day, such as `2024-02-16`.

    Raises:
        ValueError: the text has another form, or there is no such day.
    """
    if not _DAY.match(text):
        raise ValueError(f"{text!r} is not a date; write it as YEAR-MONTH-DAY, such as 2024-02-16")
    try:
        return Day.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no day {text}; look at the month and the day") from None


def years_after(day: Day, years: int) -> Day:
    """The same day so many whole years later; from 29 February the years end with February, so that it is 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return Day(day.year + years, 3, 1)


class Status(StrEnum):
    """What the law makes of an act, from light to heavy; `unknown` is an undecided interval."""

    CLEAR = "clear"
    CONDITIONS = "conditions"
    UNKNOWN = "unknown"
    PERMISSION = "permission"
    BARRED = "barred"

    @property
    def weight(self) -> int:
        """Rank in the order clear < conditions < unknown < permission < barred."""
        return _WEIGHTS[self]


_WEIGHTS = {status: rank for rank, status in enumerate(Status)}
DECIDED = (Status.CLEAR, Status.CONDITIONS, Status.PERMISSION, Status.BARRED)
"""The statuses that an act can really have, lightest first; intervals run between these."""


class Interval(NamedTuple):
    """The statuses that are still possible: ranks into `DECIDED`, lightest and heaviest."""

    low: int
    high: int

    @property
    def status(self) -> Status:
        """The one status to report.

        Between clear and conditions the heavier is safe to keep to, and where a permission is needed
        whatever the answer, that is certain; any other undecided interval is unknown.
        """
        if self.high <= 1 or self.low >= 2:
            return DECIDED[self.high if self.high <= 1 else self.low]
        return Status.UNKNOWN
