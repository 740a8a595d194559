"""Looking parties up: what any screener must be able to do, and hits with what was decided of them before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from goodoffices.parties.decisions import Decision, Decisions
from goodoffices.parties.model import Hit, Query
from goodoffices.values import Day

ALERT = 0.05
"""The score from which somebody has to look, unless the user sets another bar. On the test half of the SDN list it finds what any lower bar
finds of other spellings, and under 1 in 100 made-up persons, and about 1 in 200 real Korean names, alert (`benchmarks/screening/evaluate.py`)."""


class Screens(Protocol):
    """Something that finds listed parties by name; `goodoffices.parties.screener.Screener` is the one that comes with the program."""

    def screen(self, query: Query, threshold: float, as_of: Day | None) -> list[Hit]:
        """The listed parties that the query may be, the likeliest first, as the lists stood on a day (None: as they stand)."""

    def screen_many(
        self, queries: Iterable[Query], threshold: float, as_of: Day | None, processes: int = 1
    ) -> Iterable[list[Hit]]:
        """The hits of each query, in order, as they come; queries are taken up only as they are needed."""


@dataclass(frozen=True, slots=True)
class Source:
    """A list that was really loaded, as a screening has to name it.

    `name` is the list's own (us-sdn, un ...), `day` the day that the list itself gives, and `version` whatever else tells it from another.
    `whole` is false for an extract, such as the table of one programme's parties: a hit in it counts, and silence in it proves nothing.
    `since` is the day of the first version that is kept (None: not asked): whoever was taken off before is not in it.
    """

    name: str
    publisher: str
    version: str
    day: Day | None
    count: int
    whole: bool = True
    since: Day | None = None

    def __str__(self) -> str:
        dated = f" of {self.day}" if self.day else f", {self.version}" if self.version else ", date not known"
        return f"{self.name}{dated}" + ("" if self.whole else " (an extract)")


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit, with the decision that a person took of it and that still holds."""

    hit: Hit
    decision: Decision | None = None

    @property
    def dismissed(self) -> bool:
        """Whether somebody decided that this is not the same party."""
        return self.decision is not None and self.decision.verdict == "not-same"

    @property
    def confirmed(self) -> bool:
        """Whether somebody decided that this is the same party."""
        return self.decision is not None and self.decision.verdict == "same"


def judged(query: Query, hits: Sequence[Hit], decisions: Decisions | None) -> tuple[Judged, ...]:
    """Each hit with the decision that holds of it."""
    return tuple(Judged(hit, decisions.of(query, hit.party) if decisions else None) for hit in hits)
