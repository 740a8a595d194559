"""Chance from one seed.

Everything is drawn from `random()`, whose sequence for a seed Python promises to keep; what else the library draws it may change.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws by chance, the same for the same seed on every platform."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def chance(self, share: float) -> bool:
        """True in this share of draws."""
        return self._random.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """One of several."""
        return choices[self.number(0, len(choices) - 1)]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """So many different ones, or all where there are fewer."""
        left = list(choices)
        return [left.pop(self.number(0, len(left) - 1)) for _ in range(min(count, len(left)))]

    def said(self, fields: Mapping[str, T], share: float) -> dict[str, T]:
        """The fields that an author thinks of: each by itself, with this chance."""
        return {name: value for name, value in fields.items() if self.chance(share)}
