"""Looking the parties of plans up on the lists in use: the step before a ruling, and the one that reads files.

    found = look_up(plan, law.as_of)
    ruling = with_screening(rule(found.plan, law), found)

Most parties of most plans are like nobody listed. That is found by a sieve, and the index with its arithmetic is only opened for the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from goodoffices.parties.chosen import Chosen, choose
from goodoffices.parties.decisions import Decisions
from goodoffices.parties.model import Hit, Query
from goodoffices.parties.plan_screening import ScreenedPlan, screen_plan
from goodoffices.parties.store import Store
from goodoffices.plan.model import Plan
from goodoffices.values import Day

if TYPE_CHECKING:
    from goodoffices.parties.screening import Screens
    from goodoffices.parties.sieve import Sieve


def look_up(
    plan: Plan,
    day: Day,
    lists: Sequence[str] = (),
    *,
    decisions: Decisions | None = None,
    store: Store | None = None,
) -> ScreenedPlan:
    """Screen every party of a plan against the lists in use, as they stood on a day (see `screen_plan`).

    `lists` names some of the user's lists; without, all are asked, and of those that were not fetched the extract that comes with the
    program. What the plan itself says of a party's place on the lists is left as it is.

    Raises:
        InputError: a list was never fetched, or what is kept of it is damaged.
    """
    return ListsInUse(choose(lists, store)).look_up(plan, day, decisions)


class ListsInUse:
    """The chosen lists, opened once for many plans, and only as far as their parties ask for it."""

    def __init__(self, chosen: Chosen) -> None:
        self._chosen = chosen

    def look_up(self, plan: Plan, day: Day, decisions: Decisions | None = None) -> ScreenedPlan:
        """Screen every party of a plan."""
        return screen_plan(plan, self, self._chosen.sources, day, decisions=decisions)

    def screen(self, query: Query, threshold: float, as_of: Day | None) -> list[Hit]:
        """The listed parties that the query may be, the likeliest first."""
        if self._sieve is not None and not self._sieve.lets_through(query):
            return []
        return self._screener.screen(query, threshold, as_of)

    def screen_many(
        self, queries: Iterable[Query], threshold: float, as_of: Day | None, processes: int = 1
    ) -> Iterator[list[Hit]]:
        """The hits of each query, in order; a plan's parties are too few for more processes than one."""
        return (self.screen(query, threshold, as_of) for query in queries)

    @cached_property
    def _sieve(self) -> Sieve | None:
        """The sieve, where there is an index already; where there is none the screener makes it."""
        from goodoffices.parties.sieve import open_sieve

        return open_sieve(self._chosen.index)

    @cached_property
    def _screener(self) -> Screens:
        from goodoffices.parties.loaded import load_chosen

        return load_chosen(self._chosen).screener
